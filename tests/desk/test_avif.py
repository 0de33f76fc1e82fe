"""AVIF: how many pixels are decoded of a file, whatever its head tells."""

from __future__ import annotations

import struct
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from lugas.desk.pictures import avif
from lugas.desk.pictures.avif import pixels_of, pixels_within
from lugas.desk.pictures.form import NotPictureError, fitted
from tests.desk.test_pictures import drawn

SIZES = [(1, 1), (40, 30), (641, 333), (130, 1_200)]
WAYS: list[dict[str, Any]] = [{}, {"subsampling": "4:4:4", "quality": 100}, {"autotiling": True}]


@pytest.mark.parametrize("options", WAYS)
@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_pixels_are_told(mode: str, options: dict[str, Any]) -> None:
    """Of a file as encoders write it, the pixels are those of the picture, twice where something shines through."""
    for size in SIZES:
        image = Image.linear_gradient("L").resize(size).convert(mode)
        for times in (1, 2):
            written = BytesIO()
            image.save(written, "AVIF", speed=10, **options)
            assert pixels_within(written.getvalue()) == size[0] * size[1] * times
            image.putalpha(Image.new("L", size, 99))


def lying(size: tuple[int, int], told: tuple[int, int]) -> bytes:
    """Give a picture whose head tells another size."""
    content = drawn("AVIF", size, "L", speed=10)
    at = content.index(b"ispe") + 8
    return content[:at] + struct.pack(">II", *told) + content[at + 8 :]


def test_a_head_that_tells_less_is_not_believed() -> None:
    """A file that says it is small, and holds a picture that takes much to decode, is refused before that."""
    content = lying((3_200, 2_900), (40, 30))
    assert pixels_within(content) == 3_200 * 2_900
    with pytest.raises(NotPictureError, match="40 x 30 pixels as AVIF"):
        fitted(content, 320)
    assert fitted(drawn("AVIF", (40, 30)), 320)


def test_moving_and_odd_files_are_refused() -> None:
    """What holds several pictures one after the other, or nothing that tells a size, is no plain AVIF."""
    plain = drawn("AVIF", (40, 30))
    for content in (
        b"",
        plain[:30],
        plain.replace(b"meta", b"mete"),
        plain.replace(b"av01", b"av02"),
        plain.replace(b"iloc", b"ilox"),
        plain.replace(b"mdat", b"moov"),
        plain.replace(b"\x0a", b"\x12"),
        plain[:-20],
        plain + struct.pack(">I4s", 99, b"free"),
    ):
        with pytest.raises((ValueError, IndexError)):
            pixels_within(content)


def iloc(items: int, pieces: int) -> bytes:
    """Give a list of where items are, which takes no room for each piece."""
    return bytes([0, 0, 0, 0, 0, 0]) + struct.pack(">H", items) + struct.pack(">HHH", 1, 0, pieces) * items


def test_many_parts_take_no_time() -> None:
    """A file that is made of very many boxes, items, pieces or units is refused at once."""
    plain = drawn("AVIF", (40, 30))
    with pytest.raises(ValueError, match="very many"):
        pixels_within(plain + struct.pack(">I4s", 8, b"free") * 9_999)
    for items, pieces in ((60_000, 0), (1, 60_000), (60_000, 60_000)):
        with pytest.raises(ValueError, match="very many"):
            list(avif.items_at(iloc(items, pieces)))
    with pytest.raises(ValueError, match="odd"):
        avif.told_by(b"\x12\x00" * 60_000, 2_000)


def bits(*numbers: tuple[int, int]) -> bytes:
    """Give numbers of so many bits each, one after the other."""
    told = "".join(f"{number:0{count}b}" for number, count in numbers)
    return int(told.ljust(320, "0"), 2).to_bytes(40)


def test_heads_of_sequences_are_read() -> None:
    """Short heads and long ones tell a size, with several ways to play them; one that tells of times is refused."""
    size = ((11, 4), (10, 4), (3_999, 12), (1_999, 11))
    short = bits((0, 3), (1, 1), (1, 1), (8, 5), *size)
    plain = bits((1, 3), (0, 1), (0, 1), (0, 1), (0, 1), (0, 5), (0, 12), (7, 5), *size)
    one, other = ((5, 12), (8, 5), (1, 1), (1, 1), (9, 4)), ((3, 12), (1, 5), (0, 1))
    ways = bits((2, 3), (1, 1), (0, 1), (0, 1), (1, 1), (1, 5), *one, *other, *size)
    assert [pixels_of(head) for head in (short, plain, ways)] == [4_000 * 2_000] * 3
    with pytest.raises(ValueError, match="times"):
        pixels_of(bits((0, 3), (0, 1), (0, 1), (1, 1)))
    with pytest.raises(ValueError, match="early"):
        pixels_of(short[:4])
