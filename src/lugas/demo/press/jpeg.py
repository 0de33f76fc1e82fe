"""Packs painted pixels as baseline JPEG (ITU T.81), quick enough for pictures of flat colours.

A block of one colour, and most are, needs no transform; any other is transformed once for each pattern. Luminance and
chrominance share one pair of Huffman tables, the luminance ones of the standard's annex K.
"""

from __future__ import annotations

import math
import struct
from functools import lru_cache

__all__ = ["jpeg"]

Color = tuple[int, int, int]

QUANTUM = (
    "6 4 4 6 10 16 20 24 5 5 6 8 10 23 24 22 6 5 6 10 16 23 28 22 6 7 9 12 20 35 32 25 "
    "7 9 15 22 27 44 41 31 10 14 22 26 32 42 45 37 20 26 31 35 41 48 48 40 29 37 38 39 45 40 41 40"
)
QUANTA = tuple(map(int, QUANTUM.split()))  # annex K's luminance at quality 80
ZIGZAG = tuple(
    sorted(range(64), key=lambda at: (at // 8 + at % 8, at // 8 if (at // 8 + at % 8) % 2 else at % 8))
)
DC_BITS = bytes((0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0))
DC_VALUES = bytes(range(12))
AC_BITS = bytes((0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 125))
AC_VALUES = bytes.fromhex(
    "01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25262728292a34"
    "35363738393a434445464748494a535455565758595a636465666768696a737475767778797a838485868788898a9293949596"
    "9798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1"
    "f2f3f4f5f6f7f8f9fa"
)
COSINES = tuple(
    tuple(math.cos((2 * x + 1) * u * math.pi / 16) * (math.sqrt(0.125) if u == 0 else 0.5) for x in range(8))
    for u in range(8)
)


def codes_of(bits: bytes, values: bytes) -> dict[int, tuple[int, int]]:
    """Give each value's code and its length (annex C)."""
    found, code, place = {}, 0, 0
    for length, count in enumerate(bits, 1):
        for value in values[place : place + count]:
            found[value] = (code, length)
            code += 1
        place += count
        code <<= 1
    return found


DC_CODES = codes_of(DC_BITS, DC_VALUES)
AC_CODES = codes_of(AC_BITS, AC_VALUES)


def jpeg(pixels: bytearray, palette: list[Color], width: int, height: int) -> bytes:
    """Pack pixels, each the number of a colour."""
    segments = (
        (0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0"),
        (0xDB, b"\0" + bytes(QUANTA[at] for at in ZIGZAG)),
        (0xC0, struct.pack(">BHHB", 8, height, width, 3) + b"\1\x11\0\2\x11\0\3\x11\0"),
        (0xC4, b"\x00" + DC_BITS + DC_VALUES),
        (0xC4, b"\x10" + AC_BITS + AC_VALUES),
        (0xDA, b"\3\1\0\2\0\3\0\0\x3f\0"),
    )
    head = b"".join(struct.pack(">BBH", 0xFF, mark, len(data) + 2) + data for mark, data in segments)
    return b"\xff\xd8" + head + scan(pixels, palette, width, height) + b"\xff\xd9"


def scan(pixels: bytearray, palette: list[Color], width: int, height: int) -> bytes:
    """Code all blocks, row by row."""
    planes = [ycc(color) for color in palette]
    flats = [tuple(round(8 * part / QUANTA[0]) for part in color) for color in planes]
    last, held, bits = [0, 0, 0], 0, 0
    found = bytearray()
    flat_end, flat_length = AC_CODES[0]
    for top in range(0, height, 8):
        rows = [min(top + line, height - 1) * width for line in range(8)]
        for left in range(0, width, 8):
            block = b"".join(padded(pixels[row + left : row + min(left + 8, width)]) for row in rows)
            flat = block.count(block[0]) == 64
            for part in range(3):
                if flat:
                    level, code, length = flats[block[0]][part], flat_end, flat_length
                else:
                    level, code, length = coded(bytes(block), tuple(planes[at][part] for at in set_of(block)))
                first, first_length = number_code(level - last[part])
                last[part] = level
                held = (((held << first_length) | first) << length) | code
                bits += first_length + length
            while bits >= 8:
                bits -= 8
                found.append(held >> bits & 255)
                if found[-1] == 255:
                    found.append(0)
            held &= (1 << bits) - 1
    if bits:
        found.append((held << (8 - bits)) & 255 | ((1 << (8 - bits)) - 1))
    return bytes(found)


def padded(row: bytearray) -> bytes:
    """Make a block's row 8 pixels long at the right border."""
    return bytes(row) if len(row) == 8 else bytes(row) + bytes(row[-1:]) * (8 - len(row))


def set_of(block: bytes) -> list[int]:
    """Give the colours of a block, sorted."""
    return sorted(set(block))


def ycc(color: Color) -> tuple[float, float, float]:
    """Give a colour's luminance and chrominances, around 0 (JFIF)."""
    red, green, blue = color
    return (
        0.299 * red + 0.587 * green + 0.114 * blue - 128,
        -0.168736 * red - 0.331264 * green + 0.5 * blue,
        0.5 * red - 0.418688 * green - 0.081312 * blue,
    )


@lru_cache(1 << 15)
def number_code(level: int) -> tuple[int, int]:
    """Code the difference of two blocks' first coefficients."""
    size = abs(level).bit_length()
    code, length = DC_CODES[size]
    return (code << size) | (level if level >= 0 else level + (1 << size) - 1), length + size


@lru_cache(1 << 14)
def coded(block: bytes, levels: tuple[float, ...]) -> tuple[int, int, int]:
    """Transform one block of several colours; give its first coefficient, and the code and length of the others."""
    level = dict(zip(set_of(block), levels, strict=True))
    rows = [[level[pixel] for pixel in block[at : at + 8]] for at in range(0, 64, 8)]
    half = [[sum(map(float.__mul__, row, wave)) for wave in COSINES] for row in rows]
    columns = [
        [sum(map(float.__mul__, column, wave)) for wave in COSINES] for column in zip(*half, strict=True)
    ]
    numbers = [round(columns[at % 8][at // 8] / QUANTA[at]) for at in ZIGZAG]
    code = length = run = 0
    for number in numbers[1:]:
        if number == 0:
            run += 1
            continue
        while run > 15:
            code, length = (code << AC_CODES[0xF0][1]) | AC_CODES[0xF0][0], length + AC_CODES[0xF0][1]
            run -= 16
        size = abs(number).bit_length()
        mark, mark_length = AC_CODES[run << 4 | size]
        tail = number if number >= 0 else number + (1 << size) - 1
        code = (((code << mark_length) | mark) << size) | tail
        length, run = length + mark_length + size, 0
    if run:
        code, length = (code << AC_CODES[0][1]) | AC_CODES[0][0], length + AC_CODES[0][1]
    return numbers[0], code, length
