"""How many pixels are decoded of an AVIF, read from what is decoded: the head of the file may tell of fewer.

Libavif makes a picture as large as the head says of whatever AV1 (a video's frames) lies in the file, so a file of two
kilobytes that says 400 x 300 could take hundreds of megabytes. What is not understood here is refused.

The boxes are those of ISO/IEC 14496-12 and 23008-12, the bits those of the AV1 specification, 5.3 and 5.5.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["pixels_within"]

MOST = 2_000  # boxes, items, pieces of them, units: a file has a dozen of each
HEAD, FULL = 8, 4  # bytes of a box's head, and of a version with flags
FRAMES = b"av01"
HEAD_OF_SEQUENCE = 1  # a kind of unit
LONGEST_HEAD = 40  # bytes of it that are looked at
IN_FILE, IN_BOX = 0, 1  # where an item lies


@dataclass
class Numbers:
    """Reads whole numbers out of bytes, so many bits at a time; raises `ValueError` where too few are left."""

    data: bytes
    at: int = 0

    def bits(self, count: int) -> int:
        """Give the next number."""
        end = self.at + count
        if end > 8 * len(self.data):
            raise ValueError("an AVIF ends too early")
        first, last = self.at // 8, (end + 7) // 8
        self.at = end
        return int.from_bytes(self.data[first:last]) >> (8 * last - end) & ((1 << count) - 1)

    def octets(self, count: int) -> int:
        """Give the next number, in so many bytes."""
        return self.bits(8 * count)


def pixels_within(content: bytes) -> int:
    """Give the sum of the pixels of all that may be decoded; raises `ValueError` for what is no plain AVIF."""
    top = dict(boxes(content))
    if b"meta" not in top or not top.keys().isdisjoint({b"moov", b"mini"}):
        raise ValueError("an AVIF is not of one picture")
    within = list(boxes(top[b"meta"][FULL:]))
    frames = {item for kind, data in within if kind == b"iinf" for item in items_of_frames(data)}
    own = next((data for kind, data in within if kind == b"idat"), b"")
    pixels = units = size = 0
    for kind, data in within:
        for item, stored, pieces in items_at(data) if kind == b"iloc" else ():
            if item not in frames:
                continue
            source, size = own if stored else content, size + sum(length for _, length in pieces)
            if size > len(content):
                raise ValueError("an AVIF has more in it than it is long")
            frame = b"".join(source[begin : begin + length] for begin, length in pieces)
            sizes, more = told_by(frame, MOST - units)
            pixels, units = pixels + max(sizes), units + more
    if not pixels:
        raise ValueError("an AVIF is without a picture")
    return pixels


def boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Give the boxes that stand one after the other, each with what is in it."""
    at = count = 0
    while at + HEAD <= len(data):
        count = within_bounds(count)
        length, kind, head = int.from_bytes(data[at : at + 4]), data[at + 4 : at + HEAD], HEAD
        if length == 1:
            length, head = int.from_bytes(data[at + HEAD : at + 2 * HEAD]), 2 * HEAD
        end = at + length if length else len(data)
        if end < at + head or end > len(data):
            raise ValueError("an AVIF has a box that does not end")
        yield kind, data[at + head : end]
        at = end


def within_bounds(count: int) -> int:
    """Count one more; raises `ValueError` where that is too much."""
    if count >= MOST:
        raise ValueError("an AVIF has very many parts")
    return count + 1


def items_of_frames(data: bytes) -> Iterator[int]:
    """Give the numbers of the items that are AV1, from the list of items."""
    version = data[0]
    for kind, each in boxes(data[FULL + (4 if version else 2) :]):
        if kind == b"infe":
            wide = 4 if each[0] > 2 else 2
            if each[FULL + wide + 2 : FULL + wide + 6] == FRAMES:
                yield int.from_bytes(each[FULL : FULL + wide])


def items_at(data: bytes) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    """Give each item, whether it is in the box of data, and where its pieces begin and how long they are."""
    told = Numbers(data)
    version = told.octets(1)
    told.octets(3)
    offset, length, base, index = (told.bits(4) for _ in range(4))
    wide, count = 4 if version > 1 else 2, 0
    for _ in range(told.octets(wide)):
        count = within_bounds(count)
        item = told.octets(wide)
        stored = told.octets(2) & 0xF if version else IN_FILE
        if stored not in {IN_FILE, IN_BOX}:
            raise ValueError("an AVIF is stored in an odd way")
        told.octets(2)
        begin = told.octets(base)
        pieces = []
        for _ in range(told.octets(2)):
            count = within_bounds(count)
            told.octets(index if version else 0)
            pieces.append((begin + told.octets(offset), told.octets(length)))
        yield item, stored, pieces


def told_by(frame: bytes, most: int) -> tuple[list[int], int]:
    """Give the pixels that each head of a sequence in some AV1 allows, and the number of all units."""
    sizes, at, count = [], 0, 0
    while at < len(frame):
        first, count = frame[at], count + 1
        at += 2 if first & 0x04 else 1
        length, shift = 0, 0
        if first & 0x02:
            while True:
                byte, at = frame[at], at + 1
                length |= (byte & 0x7F) << shift
                shift += 7
                if not byte & 0x80 or shift > 56:
                    break
        else:
            length = len(frame) - at
        if count > most or at + length > len(frame):
            raise ValueError("an AVIF is odd")
        if first >> 3 & 0xF == HEAD_OF_SEQUENCE:
            sizes.append(pixels_of(frame[at : at + min(length, LONGEST_HEAD)]))
        at += length
    if not sizes:
        raise ValueError("an AVIF does not tell how large it is")
    return sizes, count


def pixels_of(head: bytes) -> int:
    """Give the pixels of the largest frame that a head of a sequence allows."""
    told = Numbers(head)
    told.bits(4)  # profile, and whether it is still
    if told.bits(1):  # a short head
        told.bits(5)
    else:
        if told.bits(1):
            raise ValueError("an AVIF tells of times")
        has_delay = told.bits(1)
        for _ in range(told.bits(5) + 1):
            told.bits(12)
            if told.bits(5) > 7:
                told.bits(1)
            if has_delay and told.bits(1):
                told.bits(4)
    wide, high = told.bits(4) + 1, told.bits(4) + 1
    return (told.bits(wide) + 1) * (told.bits(high) + 1)
