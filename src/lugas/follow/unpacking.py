"""The compressions that are asked for, each undone within a bound."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import brotli

from lugas.page.expand import Expanded, inflate

__all__ = ["ACCEPTED", "EXPANDERS", "expand_brotli"]

ACCEPTED = "gzip, deflate, br"
MOST_AT_ONCE = 1 << 20  # expanded bytes taken at a time


def expand_brotli(content: bytes, bound: int) -> Expanded:
    """Undo brotli, to at most `bound` bytes; data that breaks off or is broken gives what came before."""
    stream = brotli.Decompressor()
    parts: list[bytes] = []
    room, piece = bound, content
    while not stream.is_finished():
        try:
            plain = stream.process(piece, output_buffer_limit=min(room + 1, MOST_AT_ONCE))
        except brotli.error:
            if parts:
                return Expanded(b"".join(parts), cut_short=True)
            return Expanded(b"", trouble="brotli data that cannot be expanded")
        parts.append(plain[:room])
        if len(plain) > room:
            return Expanded(b"".join(parts), cut_short=True)
        room -= len(plain)
        if not plain and not stream.is_finished():
            return Expanded(b"".join(parts), cut_short=True)  # the data ends before the stream does
        piece = b""
    return Expanded(b"".join(parts))


EXPANDERS: Mapping[str, Callable[[bytes, int], Expanded]] = {
    "gzip": inflate,
    "deflate": inflate,
    "br": expand_brotli,
}
