"""A run of inline text: white space folded as a browser folds it, with its links and emphasis."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from lugas.model import Span
from lugas.page.records import Line
from lugas.page.rows import line_bounds
from lugas.scripts import UNSPACED

__all__ = ["Inline", "Run"]

Inline = Literal["link", "strong", "emphasis", "code"]
Mark = tuple[int, int, Inline, str]

# Soft hyphens, zero-width spaces and byte-order marks are layout, not text. The zero-width joiner and
# non-joiner stay: Persian and the scripts of India are spelt with them. A pattern, for to translate a text letter by
# letter takes twenty times as long.
INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")

# A longer text node is taken part by part: its words, apart, take ten times its memory.
AT_ONCE = 1 << 20

# A line that ends a run and is at least this long is a paragraph, not a line of verse or of an address.
# Chosen on pages whose body is one element with single line breaks.
LONG_LINE = 60

# Links and emphasis nested deeper than this add nothing: each is written again for every line it spans.
DEEPEST_MARK = 32


class Run:
    """Collects inline text until a block-level element begins or ends.

    `size` counts the characters taken so far, `words` holds the class words of the inline element that opens
    the run; `spaced` tells that white space stands before what comes next.
    """

    __slots__ = ("_ignored", "_line_start", "_marks", "_open", "_parts", "_soft", "size", "spaced", "words")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._marks: list[Mark] = []
        self._open: list[tuple[int, Inline, str]] = []
        self._ignored = 0  # how many open links and emphases are nested too deep
        self.spaced = False
        self._soft = False  # what comes next is a word of its own
        self._line_start = True
        self.size = 0
        self.words: tuple[str, ...] = ()

    def add(self, data: str) -> None:
        """Take a text node."""
        if len(data) > AT_ONCE:
            for start in range(0, len(data), AT_ONCE):
                self.add(data[start : start + AT_ONCE])
            return
        if not data.isascii():
            data = visible(data)
        words = data.split()
        if not words:
            self.spaced = self.spaced or bool(data)
            return
        text = " ".join(words)
        tight = len(text) == len(data)  # without white space at either end, as one space stands for each gap
        if not self._line_start and (
            self.spaced or (not tight and data[0].isspace()) or (self._soft and needs_space(text[0]))
        ):
            text = " " + text
        self._parts.append(text)
        self.size += len(text)
        self.spaced = not tight and data[-1].isspace()
        self._soft = self._line_start = False

    def space(self) -> None:
        """Keep what follows apart from what came before, where its script parts words at all."""
        self._soft = True

    def add_break(self) -> None:
        """Take a `<br>`."""
        if self.size:
            self._parts.append("\n")
            self.size += 1
        self.spaced = self._soft = False
        self._line_start = True

    def add_code(self, data: str) -> None:
        """Take text whose white space counts."""
        data = visible(data)
        self._parts.append(data)
        self.size += len(data)
        self._line_start = False

    def open(self, kind: Inline, url: str = "") -> None:
        """Begin a link or emphasis."""
        if len(self._open) == DEEPEST_MARK:
            self._ignored += 1
        else:
            self._open.append((self.size, kind, url))

    def close(self) -> None:
        """End the innermost link or emphasis."""
        if self._ignored:
            self._ignored -= 1
            return
        start, kind, url = self._open.pop()
        if self.size > start:
            self._marks.append((start, self.size, kind, url))

    def mark(self, begun: int, kind: Inline, url: str = "") -> None:
        """Make a link or emphasis of what was taken since the run had the size `begun`."""
        if self.size > begun and len(self._open) < DEEPEST_MARK:
            self._marks.append((begun, self.size, kind, url))

    def take(self, *, code: bool = False) -> list[Line]:
        """Give the finished lines and begin anew; links and emphasis still open go on in the next run."""
        if self._open:
            self._marks += [
                (start, self.size, kind, url) for start, kind, url in self._open if self.size > start
            ]
        parts, marks = self._parts, self._marks
        text = parts[0] if len(parts) == 1 else "".join(parts)
        self._parts, self._marks, self.size, self.words = [], [], 0, ()
        self.spaced, self._soft, self._line_start = False, False, True
        if self._open:
            self._open = [(0, kind, url) for _, kind, url in self._open]
        if code:
            return [Line(text.strip("\n"))] if text.strip() else []
        if "\n" in text:
            return [line for line in make_lines(text, marks) if line.text]
        if not marks:
            text = text.strip()
            return [Line(text)] if text else []
        if len(marks) > 1:
            marks.sort()
        elif (line := wholly_marked(text, marks[0])) is not None:
            return [line]
        line = make_line(text, 0, len(text), marks)
        return [line] if line.text else []


def visible(text: str) -> str:
    """Leave out the letters that are layout; to look for each takes a tenth of the time that the pattern does."""
    if "\u00ad" in text or "\u200b" in text or "\u2060" in text or "\ufeff" in text:
        return INVISIBLE.sub("", text)
    return text


def needs_space(letter: str) -> bool:
    """Whether a word that begins with this letter stands apart from the word before."""
    return letter.isalnum() and not UNSPACED.match(letter)


def split_breaks(text: str) -> list[tuple[int, int]]:
    """Give the bounds of the paragraphs of a run with line breaks.

    An empty line parts paragraphs. Single breaks do too when the lines between them are as long as paragraphs
    are; else (verse, addresses) they stay inside one paragraph.
    """
    if "\n" not in text:
        return [(0, len(text))]
    filled = long = 0
    for begin, end in line_bounds(text):
        if text[begin:end].strip():
            filled += 1
            long += end - begin >= LONG_LINE
    if long * 2 > filled:
        return list(line_bounds(text))
    groups: list[tuple[int, int]] = []
    fresh = True
    for begin, end in line_bounds(text):
        if not text[begin:end].strip():
            fresh = True
        elif fresh:
            groups.append((begin, end))
            fresh = False
        else:
            groups[-1] = (groups[-1][0], end)
    return groups


def make_lines(text: str, marks: list[Mark]) -> Iterator[Line]:
    """Cut a run into its lines, each with the marks that reach into it."""
    marks.sort()
    taken = 0
    here: list[Mark] = []
    for start, end in split_breaks(text):
        while taken < len(marks) and marks[taken][0] < end:
            here.append(marks[taken])
            taken += 1
        here = [mark for mark in here if mark[1] > start]
        yield make_line(text, start, end, here)


def wholly_marked(text: str, mark: Mark) -> Line | None:
    """Give the line of a text that is one link or emphasis from end to end, as in menus; `None` for any other."""
    begin, stop, kind, url = mark
    if begin or stop < len(text) or text[0].isspace() or text[-1].isspace():
        return None
    if kind != "link":
        return Line(text, (Span(0, stop, kind, url),))
    return Line(text, (Span(0, stop, kind, url),) if url else (), stop)


def make_line(text: str, start: int, end: int, marks: list[Mark]) -> Line:
    """Cut one line out of a run, its spans moved along; a link without an address is counted, not marked."""
    line = text[start:end]
    if line[:1].isspace():
        start += len(line) - len(line.lstrip())
    line = line.strip()
    size = len(line)
    spans: list[Span] = []
    links = 0
    for begin, stop, kind, url in marks:
        low = begin - start if begin > start else 0
        high = min(size, stop - start)
        while low < high and line[low].isspace():
            low += 1
        while low < high and line[high - 1].isspace():
            high -= 1
        if low < high:
            if kind == "link":
                links += high - low
                if not url:
                    continue
            spans.append(Span(low, high, kind, url))
    if len(spans) > 1:
        spans.sort(key=span_order)
    return Line(line, tuple(spans), min(links, size))  # a table lets a link stand inside a link


def span_order(span: Span) -> tuple[int, int, str]:
    """Order spans by place, the outer before the inner."""
    return (span.start, -span.end, span.kind)
