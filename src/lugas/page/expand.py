"""Compressed bytes to plain ones, within a bound; and the name of a content that is not text at all."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Literal, NamedTuple

__all__ = ["Expanded", "expand", "inflate", "name_binary"]

GZIP = b"\x1f\x8b\x08"
WITH_GZIP, WITH_ZLIB, RAW = zlib.MAX_WBITS | 16, zlib.MAX_WBITS, -zlib.MAX_WBITS
STEP = 16 * 1024  # compressed bytes taken at a time: small, so that what is left over costs little to copy
SMALL_STEP = 64  # after an error: what came before the broken place is kept to within so many bytes
MOST_AT_ONCE = 1 << 20  # expanded bytes taken at a time
MOST_MEMBERS = 10_000  # gzip members in one page; a file of millions of empty ones would only burn time
ENOUGH = 512  # expanded bytes that tell broken zlib data from text that begins like it ("x^...")
MOST_LAYERS = 2  # a page saved as sent (gzip) and then packed (gzip)

# First bytes of common formats that are not pages; longer ones first where one begins another.
MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"8BPS\x00", "a Photoshop picture"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xfd7zXZ\x00", "xz data, which has to be expanded first"),
    (b"\x28\xb5\x2f\xfd", "Zstandard data, which has to be expanded first"),
    (b"\x04\x22\x4d\x18", "LZ4 data, which has to be expanded first"),
    (b"\x1f\x9d", "compress data, which has to be expanded first"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an office document"),
    (b"{\\rtf", "an RTF document"),
    (b"%!PS-", "a PostScript document"),
    (b"ID3\x02", "an MP3 recording"),
    (b"ID3\x03", "an MP3 recording"),
    (b"ID3\x04", "an MP3 recording"),
    (b"OggS\x00", "an Ogg recording"),
    (b"fLaC\x00", "a FLAC recording"),
    (b"\x1a\x45\xdf\xa3", "a Matroska or WebM video"),
    (b"FLV\x01", "a Flash video"),
    (b"\x00\x00\x01\xba", "an MPEG video"),
    (b"\x00\x00\x01\xb3", "an MPEG video"),
    (b"wOFF\x00", "a font"),
    (b"wOF2\x00", "a font"),
    (b"OTTO\x00", "a font"),
    (b"\x00\x01\x00\x00\x00", "a font"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1\x15", "a Parquet file"),
    (b"ARROW1\x00", "an Arrow file"),
    (b"bplist00", "a binary property list or Safari web archive"),
    (b"WARC/1.", "a web archive (WARC), which holds many pages"),
    (b"\x7fELF", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\x00asm", "a program"),
)
# The same where the first bytes alone would also fit text, or tell only the container; the first that fits.
_TELLING: tuple[tuple[Callable[[bytes], bool], str], ...] = (
    (lambda head: head.lstrip()[:5] == b"%PDF-", "a PDF document"),
    (
        lambda head: head[:3] == b"BZh" and head[4:10] == b"1AY&SY",
        "bzip2 data, which has to be expanded first",
    ),
    (lambda head: head[:4] == b"PK\x03\x04" and b"word/" in head, "a Word document"),
    (lambda head: head[:4] == b"PK\x03\x04" and b"xl/" in head, "an Excel workbook"),
    (lambda head: head[:4] == b"PK\x03\x04" and b"ppt/" in head, "a PowerPoint presentation"),
    (lambda head: head[:4] == b"PK\x03\x04" and b"application/epub+zip" in head, "an EPUB book"),
    (lambda head: head[:4] == b"PK\x03\x04" and b"opendocument" in head, "an OpenDocument file"),
    (lambda head: head[:4] == b"PK\x03\x04", "a zip archive"),
    (lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP", "a WebP picture"),
    (lambda head: head[:4] == b"RIFF" and head[8:12] == b"WAVE", "a WAV recording"),
    (lambda head: head[:4] == b"RIFF" and head[8:12] == b"AVI ", "an AVI video"),
    (
        lambda head: head[4:8] == b"ftyp" and head[8:12] in {b"avif", b"avis", b"heic", b"heix", b"mif1"},
        "a picture",
    ),
    (lambda head: head[4:8] == b"ftyp", "an MP4 video"),
    (lambda head: head[:2] == b"BM" and head[6:10] == bytes(4), "a BMP picture"),
    (lambda head: head[:2] == b"MZ" and b"\x00\x00" in head[:64], "a program"),
    (lambda head: head[257:262] == b"ustar", "a tar archive"),
)


class Expanded(NamedTuple):
    """Plain bytes, whether their end is missing, and what hindered expanding ("" when nothing did)."""

    content: bytes
    cut_short: bool = False
    trouble: str = ""


def expand(content: bytes, bound: int) -> Expanded:
    """Expand gzip and zlib data to at most `bound` bytes; give other bytes as they are.

    Data that breaks off or is broken gives what came before.
    """
    cut_short = False
    for _ in range(MOST_LAYERS):
        gzip = content[:3] == GZIP
        if not gzip and not _looks_like_zlib(content):
            break
        plain, whole = _inflate(content, bound, WITH_GZIP if gzip else WITH_ZLIB)
        if not gzip and not whole and len(plain) < min(ENOUGH, bound):
            break  # only two bytes looked like zlib
        if not plain and not whole:
            return Expanded(b"", trouble="gzip data that cannot be expanded")
        content, cut_short = plain, cut_short or not whole
    if len(content) > bound:
        content, cut_short = content[:bound], True
    return Expanded(content, cut_short)


def inflate(content: bytes, bound: int) -> Expanded:
    """Undo HTTP's gzip or deflate, to at most `bound` bytes.

    `deflate` means zlib (RFC 9110) and is sent raw by some; bytes that are none of these were not compressed
    at all.
    """
    wrap = WITH_GZIP if content[:3] == GZIP else WITH_ZLIB if _looks_like_zlib(content) else RAW
    plain, whole = _inflate(content, bound, wrap)
    if wrap == RAW and not whole and len(plain) < bound:
        return Expanded(content[:bound], len(content) > bound)
    return Expanded(plain, not whole)


def name_binary(content: bytes) -> str:
    """Name a content that is not text by its first bytes; "" when they do not tell."""
    head = content[:4096]
    for magic, name in MAGIC:
        if head.startswith(magic):
            return name
    return next((name for is_it, name in _TELLING if is_it(head)), "")


def _looks_like_zlib(content: bytes) -> bool:
    """Tell whether a zlib header stands in front (RFC 1950: deflate, a window of 32 kB, check bits)."""
    return (
        len(content) > 6 and content[0] == 0x78 and (0x7800 + content[1]) % 31 == 0 and not content[1] & 0x20
    )


def _inflate(content: bytes, bound: int, wrap: int) -> tuple[bytes, bool]:
    """Give the expanded bytes, and whether they are all there."""
    plain, end = _pour(content, bound, STEP, wrap)
    if end == "broken":
        plain, end = _pour(content, bound, SMALL_STEP, wrap)
    return plain, end == "whole"


def _pour(
    content: bytes, bound: int, step: int, wrap: int
) -> tuple[bytes, Literal["whole", "cut", "broken"]]:
    """Expand in steps, one member after the other, until the bound."""
    view, at, room = memoryview(content), 0, bound
    parts: list[bytes] = []
    for _ in range(MOST_MEMBERS):
        stream = zlib.decompressobj(wrap)
        while not stream.eof:
            piece = view[at : at + step]
            try:
                plain = stream.decompress(piece, min(room + 1, MOST_AT_ONCE))
            except zlib.error:
                return b"".join(parts), "broken"
            at += len(piece) - len(stream.unconsumed_tail) - len(stream.unused_data)
            parts.append(plain[:room])
            if len(plain) > room:
                return b"".join(parts), "cut"
            room -= len(plain)
            if not piece and not plain:
                return b"".join(parts), "cut"  # the data ends before the member does
        if wrap != WITH_GZIP or view[at : at + 3] != GZIP:
            return b"".join(parts), "whole"  # what follows is padding, or somebody else's
    return b"".join(parts), "cut"
