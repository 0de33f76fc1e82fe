"""A block's text cut into pieces at its inline markup, so that every view sets links and emphasis alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from lugas.model import Block, Span
from lugas.render.clean import web_address

__all__ = ["Piece", "by_link", "cells_of", "items_of", "pieces"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text set in one way; `url` is a safe address or empty."""

    text: str
    url: str = ""
    strong: bool = False
    emphasis: bool = False
    code: bool = False

    def having(self, text: str) -> Piece:
        """Give the same setting over another text."""
        return Piece(text, self.url, self.strong, self.emphasis, self.code)


def pieces(text: str, spans: Iterable[Span] = ()) -> list[Piece]:
    """Cut text at its spans.

    Spans outside the text are clipped. A link inside a link is ignored, as HTML knows none, and a link to
    anything but the web or a mailbox is plain text.
    """
    edges: list[tuple[int, int, Span]] = []
    for span in spans:
        start, end = max(span.start, 0), min(span.end, len(text))
        if start < end and (span.kind != "link" or web_address(span.url)):
            edges += [(start, 1, span), (end, 0, span)]
    if not edges:
        return [Piece(text)] if text else []
    edges.sort(key=lambda edge: edge[:2])
    found: list[Piece] = []
    depth = {"strong": 0, "emphasis": 0, "code": 0}
    link: Span | None = None
    address = ""
    last = 0
    for place, opens, span in edges:
        if place > last:
            _add(found, text[last:place], address, depth)
            last = place
        if span.kind != "link":
            depth[span.kind] += 1 if opens else -1
        elif opens and link is None:
            link, address = span, web_address(span.url)
        elif not opens and link is span:
            link, address = None, ""
    if last < len(text):
        _add(found, text[last:], "", depth)
    return found


def _add(found: list[Piece], text: str, url: str, depth: dict[str, int]) -> None:
    """Add a piece, or lengthen the last one where nothing changes."""
    piece = Piece(text, url, depth["strong"] > 0, depth["emphasis"] > 0, depth["code"] > 0)
    if found and found[-1].having("") == piece.having(""):
        piece = piece.having(found.pop().text + text)
    found.append(piece)


def by_link(row: Iterable[Piece]) -> Iterator[tuple[str, list[Piece]]]:
    """Group neighbouring pieces by where they lead."""
    for url, group in groupby(row, key=lambda piece: piece.url):
        yield url, list(group)


def items_of(block: Block) -> list[list[Piece]]:
    """Give the pieces of each item of a list; spans count in the block's text, which has an item a line."""
    return _parts(block, [item.text for item in block.items])


def cells_of(block: Block) -> list[list[list[Piece]]]:
    """Give the pieces of each cell of each row of a table; the block's text has tabs between cells."""
    flat = iter(_parts(block, [cell for row in block.rows for cell in row]))
    return [[next(flat) for _ in row] for row in block.rows]


def _parts(block: Block, texts: Sequence[str]) -> list[list[Piece]]:
    """Share a block's spans out to its parts, which stand in its text in order, one character apart."""
    spans = sorted(block.spans, key=lambda span: span.start)
    shares: list[list[Span]] = [[] for _ in texts]
    offsets = [0]
    for text in texts:
        offsets.append(offsets[-1] + len(text) + 1)
    whole = all(block.text.startswith(text, offset) for text, offset in zip(texts, offsets, strict=False))
    index = 0
    for span in spans if whole else ():
        while index < len(texts) and offsets[index] + len(texts[index]) <= span.start:
            index += 1
        if index < len(texts):  # markup never reaches over the end of an item or a cell
            start = span.start - offsets[index]
            shares[index].append(Span(start, start + span.end - span.start, span.kind, span.url))
    return [pieces(text, share) for text, share in zip(texts, shares, strict=True)]
