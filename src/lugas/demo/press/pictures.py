"""Paints a scene and packs it as PNG, GIF, JPEG or SVG, with nothing but the standard library."""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache

from lugas.demo.press.jpeg import jpeg
from lugas.demo.press.scenes import HEIGHT, MOTIFS, WIDTH, Color, Shape, scene

__all__ = ["TYPES", "picture"]

TYPES = {"gif": "image/gif", "jpg": "image/jpeg", "png": "image/png", "svg": "image/svg+xml"}
WIDTHS = range(16, 1601)
COLORS = 256


@lru_cache(512)
def picture(motif: str, seed: str, width: int, extension: str) -> bytes | None:
    """Give a picture's bytes; `None` where there is no such motif, width or form."""
    if motif not in MOTIFS or width not in WIDTHS or extension not in TYPES:
        return None
    shapes = scene(motif, seed)
    if extension == "svg":
        return svg(shapes)
    height = round(width * HEIGHT / WIDTH)
    pixels, palette = paint(shapes, width, height)
    return {"gif": gif, "jpg": jpeg, "png": png}[extension](pixels, palette, width, height)


def paint(shapes: list[Shape], width: int, height: int) -> tuple[bytearray, list[Color]]:
    """Paint shapes into pixels, each the number of a colour; all rows, the topmost first."""
    palette: dict[Color, int] = {}
    pixels = bytearray(width * height)
    scale = width / WIDTH
    for color, corners in shapes:
        if color not in palette and len(palette) < COLORS:
            palette[color] = len(palette)
        number = bytes((palette.get(color, 0),))
        points = [(x * scale, y * scale) for x, y in corners]
        top = max(0, int(min(y for _, y in points)))
        bottom = min(height, int(max(y for _, y in points)) + 1)
        edges = list(zip(points, points[1:] + points[:1], strict=True))
        for row in range(top, bottom):
            fill_row(pixels, row, width, edges, number)
    return pixels, list(palette)


Edge = tuple[tuple[float, float], tuple[float, float]]


def fill_row(pixels: bytearray, row: int, width: int, edges: list[Edge], number: bytes) -> None:
    """Fill one row of a shape, between its edges."""
    middle = row + 0.5
    cuts = sorted(
        x + (middle - y) * (next_x - x) / (next_y - y)
        for (x, y), (next_x, next_y) in edges
        if (y <= middle) != (next_y <= middle)
    )
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        left, right = max(0, round(start)), min(width, round(end))
        if right > left:
            place = row * width
            pixels[place + left : place + right] = number * (right - left)


def svg(shapes: list[Shape]) -> bytes:
    """Draw shapes as SVG."""
    drawn = "".join(
        f'<path fill="#{red:02x}{green:02x}{blue:02x}" d="M{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}z"/>'
        for (red, green, blue), points in shapes
    )
    size = f'viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" width="640" height="360"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{drawn}</svg>'.encode()


def png(pixels: bytearray, palette: list[Color], width: int, height: int) -> bytes:
    """Pack pixels as PNG with a palette."""
    rows = b"".join(b"\0" + pixels[row * width : (row + 1) * width] for row in range(height))
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", bytes(part for color in palette for part in color)),
        (b"IDAT", zlib.compress(rows, 6)),
        (b"IEND", b""),
    )
    packed = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def gif(pixels: bytearray, palette: list[Color], width: int, height: int) -> bytes:
    """Pack pixels as GIF (LZW, as GIF89a's appendix F tells)."""
    table = bytes(part for color in palette for part in color).ljust(3 * COLORS, b"\0")
    head = b"GIF89a" + struct.pack("<HHBBB", width, height, 0xF7, 0, 0) + table
    frame = b"," + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\x08"
    data = lzw(bytes(pixels))
    blocks = (data[start : start + 255] for start in range(0, len(data), 255))
    return head + frame + b"".join(bytes((len(block),)) + block for block in blocks) + b"\0;"


def lzw(pixels: bytes) -> bytes:
    """Compress pixels of 8 bits with GIF's variable codes."""
    clear, end = 256, 257
    codes = {bytes((number,)): number for number in range(256)}
    found, held, bits, size = bytearray(), clear, 9, 9
    fresh = end + 1
    seen = b""
    for pixel in pixels:
        longer = seen + bytes((pixel,))
        if longer in codes:
            seen = longer
            continue
        held |= codes[seen] << bits
        bits += size
        if fresh < 4096:
            codes[longer] = fresh
            size = max(size, fresh.bit_length())
            fresh += 1
        else:
            held |= clear << bits
            bits += size
            codes = {bytes((number,)): number for number in range(256)}
            fresh, size = end + 1, 9
        while bits >= 8:
            found.append(held & 255)
            held, bits = held >> 8, bits - 8
        seen = bytes((pixel,))
    held |= codes[seen] << bits
    bits += size
    held |= end << bits
    bits += size
    return bytes(found) + held.to_bytes((bits + 7) // 8, "little")
