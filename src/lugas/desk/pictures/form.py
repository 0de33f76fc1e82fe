"""What a picture is made into: checked by its content, turned upright, no larger than it is shown, and WebP.

Every picture is decoded and written anew, so nothing of the file that came reaches a browser: no text, no place where
it was taken, no file that is two things at once. Of a moving picture the first frame is shown.
"""

from __future__ import annotations

import math
import struct
import threading
import zlib
from io import BytesIO

from PIL import ExifTags, Image, ImageFile, ImageOps, UnidentifiedImageError
from PIL.JpegImagePlugin import JpegImageFile

from lugas.desk.pictures.chunks import without_large
from lugas.desk.pictures.cost import bytes_to_decode

__all__ = ["MOST_PIXELS", "NotPictureError", "as_jpeg", "fitted"]

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
MOST_PIXELS = 30_000_000  # of what comes
MOST_MEMORY = 45_000_000  # bytes that are taken to decode it; to make it smaller takes up to 15 MB more
MOST_MADE = 2_400_000  # pixels of what is made
MOST_SHAPE = 10  # times as long as wide, or the other way: nothing that is looked at
QUALITY = 80
ON_ITS_SIDE = frozenset({5, 6, 7, 8})  # of Exif's ways to hold a camera
TURNED = ("exif", "Raw profile type exif", "xmp", "XML:com.adobe.xmp")  # where a file tells how it was held
A_PIECE = 250_000  # pixels of what came that are made smaller at once
EDGE = 4  # lines of what is made
SPEED = 2  # of WebP's 0 to 6; 4, its own choice, takes twice the time for files 3 % smaller

# One picture is decoded at a time, so that memory stays bounded however many are asked for at once.
turn = threading.Lock()

# What Pillow raises for files that are broken or made to break it, or that it finds no memory for.
FAILURES = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
    OSError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    SyntaxError,
    OverflowError,
    EOFError,
    RuntimeError,
    MemoryError,
    struct.error,
    zlib.error,
)


class NotPictureError(Exception):
    """Some bytes are no picture that is shown."""


def fitted(content: bytes, width: int) -> bytes:
    """Give a picture as WebP, at most so many pixels wide; raises `NotPictureError` for what is none."""
    with turn:
        try:
            return _fitted(content, width)
        except FAILURES as error:
            raise NotPictureError(str(error)[:200]) from error


def as_jpeg(content: bytes, width: int) -> bytes:
    """Give a picture that `fitted` made as JPEG, which every reader of books shows; what shines through is white."""
    with turn:
        try:
            with Image.open(BytesIO(content), formats=("WEBP",)) as image:
                image.thumbnail((width, width * MOST_SHAPE))
                plain = Image.new("RGB", image.size, "white")
                plain.paste(image, mask=image.getchannel("A") if image.mode == "RGBA" else None)
            written = BytesIO()
            plain.save(written, "JPEG", quality=QUALITY, optimize=True)
            return written.getvalue()
        except FAILURES as error:
            raise NotPictureError(str(error)[:200]) from error


def _fitted(content: bytes, width: int) -> bytes:
    plain = decoded(content, width)  # of what came, nothing is held any more while this is written
    ImageOps.exif_transpose(plain, in_place=True)
    written = BytesIO()
    plain.save(written, "WEBP", quality=QUALITY, method=SPEED)
    return written.getvalue()


def decoded(content: bytes, width: int) -> Image.Image:
    """Decode a picture and make it as small as it is shown, as it lies in its file."""
    content = without_large(content)
    with Image.open(BytesIO(content), formats=FORMATS) as image:
        came = image.size
        if came[0] * came[1] > MOST_PIXELS or max(came) > MOST_SHAPE * max(1, min(came)):
            raise ValueError(f"has {came[0]} x {came[1]} pixels")
        is_jpeg = isinstance(image, JpegImageFile)
        if not is_jpeg:  # of some formats nothing more is told before they are decoded
            bound(image, came, content)
        size = smaller(image, width)
        image.draft("RGB", size)  # a JPEG is decoded no larger than needed
        if is_jpeg:
            bound(image, came, content)
        let_go_early(image)
        return resized(image, size)


def let_go_early(image: ImageFile.ImageFile) -> None:
    """Load a picture, and let go of what decodes it before it is copied: WebP's holds two such pictures itself."""
    prepare = image.load_prepare  # which is called in between

    def prepared() -> None:
        vars(image).pop("_decoder", None)
        prepare()

    vars(image)["load_prepare"] = prepared
    try:
        image.load()
    finally:
        del vars(image)["load_prepare"]  # which holds the picture
    image.fp = None


def bound(image: Image.Image, came: tuple[int, int], content: bytes) -> None:
    """Refuse what would take too much to decode."""
    if bytes_to_decode(image, came, content) > MOST_MEMORY:
        raise ValueError(f"has {came[0]} x {came[1]} pixels as {image.format} of mode {image.mode}")


def smaller(image: Image.Image, width: int) -> tuple[int, int]:
    """Give the size to make of a picture, as it lies in its file, so that it is no wider than told once upright."""
    wide, high = image.size
    across = high if image.getexif().get(ExifTags.Base.Orientation, 1) in ON_ITS_SIDE else wide
    share = min(1.0, width / across, math.sqrt(MOST_MADE / (wide * high)))
    return max(1, round(wide * share)), max(1, round(high * share))


def resized(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Make a picture smaller piece by piece, as RGB or RGBA: at once, Pillow would need several copies of it."""
    wide, high = image.size
    plain = Image.new("RGBA" if image.has_transparency_data else "RGB", size)
    plain.info = {name: told for name, told in image.info.items() if name in TURNED}
    scale = high / size[1]
    lines = max(1, int(A_PIECE / (wide * scale)))
    for top in range(0, size[1], lines):
        # Some lines more at each edge, which the next piece has too: so no edge is seen.
        end = min(size[1], top + lines)
        first, last = max(0, top - EDGE), min(size[1], end + EDGE)
        above, below = first * scale, min(high, last * scale)
        start = math.floor(above)
        piece = image.crop((0, start, wide, math.ceil(below))).convert(plain.mode)
        box = (0, above - start, wide, below - start)
        piece = piece.resize((size[0], last - first), box=box, reducing_gap=2.0)
        plain.paste(piece.crop((0, top - first, size[0], end - first)), (0, top))
    return plain
