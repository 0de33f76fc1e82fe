"""What a picture is made into: checked by its content, turned upright, no larger than it is shown, and WebP.

Every picture is decoded and written anew, so nothing of the file that came reaches a browser: no text, no place where
it was taken, no file that is two things at once. Of a moving picture the first frame is shown.
"""

from __future__ import annotations

import struct
import threading
import zlib
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

__all__ = ["MOST_PIXELS", "NotPictureError", "as_jpeg", "fitted"]

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
MOST_PIXELS = 30_000_000  # of what comes; 90 MB while it is decoded
MOST_SHAPE = 20  # times as long as wide, or the other way: nothing that is looked at
QUALITY = 80
SPEED = 2  # of WebP's 0 to 6; 4, its own choice, takes twice the time for files 3 % smaller

# One picture is decoded at a time, so that memory stays bounded however many are asked for at once.
turn = threading.Lock()

# What Pillow raises for files that are broken or made to break it.
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
    with Image.open(BytesIO(content), formats=FORMATS) as image:
        wide, high = image.size
        if wide * high > MOST_PIXELS or max(wide, high) > MOST_SHAPE * max(1, min(wide, high)):
            raise ValueError(f"has {wide} x {high} pixels")
        image.draft("RGB", (width, width))  # a JPEG is decoded no larger than needed
        upright = ImageOps.exif_transpose(image)
        plain = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    if plain.width > width:
        plain = plain.resize((width, max(1, round(plain.height * width / plain.width))), reducing_gap=2.0)
    written = BytesIO()
    plain.save(written, "WEBP", quality=QUALITY, method=SPEED)
    return written.getvalue()
