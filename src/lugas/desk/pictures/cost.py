"""How much memory it takes to decode a picture, told from its head, before anything of it is decoded."""

from __future__ import annotations

from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile

__all__ = ["bytes_to_decode"]

# Bytes for each pixel, as measured with Pillow 13: both are decoded whole, by way of several copies.
OF_WEBP, OF_AVIF = 16.0, 16.0
# Modes that Pillow holds in one byte for each pixel; it holds all others in four.
SMALL_MODES = frozenset({"1", "L", "P"})
BYTES_OF_COEFFICIENT = 2
START_OF_SCAN = b"\xff\xda"


def bytes_to_decode(image: Image.Image, came: tuple[int, int], content: bytes) -> int:
    """Tell about how many bytes are taken at once.

    `image` is opened, and not loaded; it may be drafted to be smaller than it came.
    """
    pixels = image.width * image.height
    if image.format in {"WEBP", "AVIF"}:
        return int(pixels * (OF_WEBP if image.format == "WEBP" else OF_AVIF))
    held = pixels * (1 if image.mode in SMALL_MODES else 4)
    if isinstance(image, JpegImageFile) and not has_one_scan(image, content):
        return held + int(came[0] * came[1] * coefficients(image)) * BYTES_OF_COEFFICIENT
    return held


def has_one_scan(image: JpegImageFile, content: bytes) -> bool:
    """Tell whether a JPEG is decoded line by line. Of one in several scans all coefficients are held until the last."""
    end = (
        image.fp.tell() if image.fp is not None else 0
    )  # Pillow has read as far as the head of the first scan
    head = content[max(0, end - 2 * image.layers - 8) : end]
    return head[:2] == START_OF_SCAN and head[4] == image.layers and not image.info.get("progressive")


def coefficients(image: JpegImageFile) -> float:
    """Tell how many coefficients stand for each pixel: colours may be coarser than brightness."""
    across, down = (max((part[axis] for part in image.layer), default=1) for axis in (1, 2))
    return sum(part[1] * part[2] for part in image.layer) / (across * down)
