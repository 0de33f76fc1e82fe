"""How much memory it takes to decode a picture, told from its head, before anything of it is decoded."""

from __future__ import annotations

from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile

from lugas.desk.pictures.avif import pixels_within

__all__ = ["bytes_to_decode"]

# Bytes for each pixel as measured with Pillow 13, less what making it smaller takes, which comes later: 13 of WebP; of
# AVIF 9 to 14, and a few more where it has more than 256 shades of each colour.
OF_WEBP, OF_AVIF, OF_AVIF_SEEN_THROUGH = 10, 10, 12
# Modes that Pillow holds in one byte for each pixel; it holds all others in four.
SMALL_MODES = frozenset({"1", "L", "P"})
BYTES_OF_COEFFICIENT = 2
MARK, START_OF_SCAN = 0xFF, 0xDA  # of a JPEG
LENGTH = 2  # bytes that tell how long what follows a mark is, themselves included
ALONE = frozenset({0x01, *range(0xD0, 0xD9)})  # marks that nothing belongs to


def bytes_to_decode(image: Image.Image, came: tuple[int, int], content: bytes) -> int:
    """Tell about how many bytes are taken at once.

    `image` is opened, and not loaded; it may be drafted to be smaller than it came.
    """
    pixels = image.width * image.height
    if image.format == "WEBP":
        return pixels * OF_WEBP
    if image.format == "AVIF":  # what shines through is a picture more
        each = OF_AVIF_SEEN_THROUGH if image.mode == "RGBA" else OF_AVIF
        return max(pixels, pixels_within(content) // 2) * each
    held = pixels * (1 if image.mode in SMALL_MODES else 4)
    if isinstance(image, JpegImageFile) and not has_one_scan(image, content):
        return held + int(came[0] * came[1] * coefficients(image)) * BYTES_OF_COEFFICIENT
    return held


def has_one_scan(image: JpegImageFile, content: bytes) -> bool:
    """Tell whether a JPEG is decoded line by line. Of one in several scans all coefficients are held until the last."""
    head = first_scan(content)
    return head[LENGTH:] == bytes([image.layers]) and not image.info.get("progressive")


def first_scan(content: bytes) -> bytes:
    """Give what tells of how many colours the first scan of a JPEG is, "" where it cannot be found.

    How far Pillow has read does not tell: of a file with several pictures, as telephones write, it goes back.
    """
    at = 2  # behind the mark that a picture begins
    while at + 2 <= len(content) and content[at] == MARK:
        kind = content[at + 1]
        if kind == START_OF_SCAN:
            return content[at + 2 : at + 2 + LENGTH + 1]
        if kind == MARK:  # may stand before a mark, as often as it likes
            at += 1
        else:
            at += 2 + (0 if kind in ALONE else int.from_bytes(content[at + 2 : at + 2 + LENGTH]))
    return b""


def coefficients(image: JpegImageFile) -> float:
    """Tell how many coefficients stand for each pixel: colours may be coarser than brightness."""
    across, down = (max((part[axis] for part in image.layer), default=1) for axis in (1, 2))
    return sum(part[1] * part[2] for part in image.layer) / (across * down)
