"""A run of inline text: white space folded as a browser folds it, with its links and emphasis."""

from __future__ import annotations

from typing import Literal

from lugas.model import Span

__all__ = ["Line", "Run"]

Inline = Literal["link", "strong", "emphasis", "code"]

# Soft hyphens, zero-width spaces and byte-order marks are layout, not text. The zero-width joiner and non-joiner
# stay: Persian and the scripts of India are spelt with them.
INVISIBLE = {0x00AD: None, 0x200B: None, 0x2060: None, 0xFEFF: None}

# A line that ends a run and is at least this long is a paragraph, not a line of verse or of an address.
# Chosen on pages whose body is one element with single line breaks.
LONG_LINE = 60


class Line:
    """One finished line of a run: its text, its spans, and how many of its characters are inside links."""

    __slots__ = ("links", "spans", "text")

    def __init__(self, text: str, spans: tuple[Span, ...], links: int) -> None:
        self.text = text
        self.spans = spans
        self.links = links


class Run:
    """Collects inline text until a block-level element begins or ends."""

    __slots__ = ("_marks", "_open", "_parts", "_soft", "_space", "size", "words")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._marks: list[tuple[int, int, Inline, str]] = []
        self._open: list[tuple[int, Inline, str]] = []
        self._space = False
        self._soft = False
        self.size = 0
        self.words: tuple[str, ...] = ()

    def add(self, data: str) -> None:
        """Take a text node."""
        words = data.split()
        if not words:
            self._space = self._space or bool(data)
            return
        text = " ".join(words)
        if self.size and (self._space or data[0].isspace() or (self._soft and needs_space(text[0]))):
            text = " " + text
        self._soft = False
        self._parts.append(text)
        self.size += len(text)
        self._space = data[-1].isspace()

    def space(self) -> None:
        """Keep what follows apart from what came before, where its script parts words at all."""
        self._soft = True

    def add_break(self) -> None:
        """Take a `<br>`."""
        if self.size:
            self._parts.append("\n")
            self.size += 1
        self._space = False

    def add_code(self, data: str) -> None:
        """Take text whose white space counts."""
        self._parts.append(data)
        self.size += len(data)

    def open(self, kind: Inline, url: str = "") -> None:
        """Begin a link or emphasis."""
        self._open.append((self.size, kind, url))

    def close(self) -> None:
        """End the innermost link or emphasis."""
        start, kind, url = self._open.pop()
        if self.size > start:
            self._marks.append((start, self.size, kind, url))

    def take(self, *, code: bool = False) -> list[Line]:
        """Give the finished lines and begin anew; links and emphasis still open go on in the next run."""
        if not self.size:
            self._space = False
            self.words = ()
            return []
        for start, kind, url in self._open:
            if self.size > start:
                self._marks.append((start, self.size, kind, url))
        text, marks = "".join(self._parts), self._marks
        self._parts, self._marks, self.size, self._space, self.words = [], [], 0, False, ()
        self._open = [(0, kind, url) for _, kind, url in self._open]
        if code:
            stripped = text.strip("\n")
            return [Line(stripped, (), 0)] if stripped.strip() else []
        return [
            line for start, end in split_breaks(text) if (line := make_line(text, start, end, marks)).text
        ]


def needs_space(letter: str) -> bool:
    """Whether a word that begins with this letter stands apart from the word before."""
    return letter.isalnum() and not ("\u0e00" <= letter <= "\u0eff" or "\u3040" <= letter <= "\u9fff")


def split_breaks(text: str) -> list[tuple[int, int]]:
    """Give the bounds of the paragraphs of a run with line breaks.

    An empty line parts paragraphs. Single breaks do too when the lines between them are as long as paragraphs are;
    else (verse, addresses) they stay inside one paragraph.
    """
    if "\n" not in text:
        return [(0, len(text))]
    pieces: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        pieces.append((start, start + len(line)))
        start += len(line) + 1
    filled = [end - begin for begin, end in pieces if text[begin:end].strip()]
    if filled and sum(size >= LONG_LINE for size in filled) * 2 > len(filled):
        return pieces
    groups: list[tuple[int, int]] = []
    fresh = True
    for begin, end in pieces:
        if not text[begin:end].strip():
            fresh = True
        elif fresh:
            groups.append((begin, end))
            fresh = False
        else:
            groups[-1] = (groups[-1][0], end)
    return groups


def make_line(text: str, start: int, end: int, marks: list[tuple[int, int, Inline, str]]) -> Line:
    """Cut one line out of a run, its spans moved along."""
    line = text[start:end]
    start += len(line) - len(line.lstrip())
    line = line.strip()
    spans: list[Span] = []
    links = 0
    if marks:
        for begin, stop, kind, url in marks:
            low, high = max(begin - start, 0), min(stop - start, len(line))
            while low < high and line[low].isspace():
                low += 1
            if low < high:
                spans.append(Span(low, high, kind, url))
                links += (high - low) if kind == "link" else 0
        spans.sort(key=span_order)
    if not line.isascii():
        clean = line.translate(INVISIBLE)
        if len(clean) != len(line):
            spans = shift_spans(line, spans)
            line = clean
    return Line(line, tuple(spans), links)


def span_order(span: Span) -> tuple[int, int, str]:
    """Order spans by place, the outer before the inner."""
    return (span.start, -span.end, span.kind)


def shift_spans(line: str, spans: list[Span]) -> list[Span]:
    """Move spans to where their text stands once invisible characters are gone."""
    if not spans:
        return spans
    place, here = [0] * (len(line) + 1), 0
    for index, letter in enumerate(line):
        place[index] = here
        here += ord(letter) not in INVISIBLE
    place[len(line)] = here
    moved = (Span(place[span.start], place[span.end], span.kind, span.url) for span in spans)
    return [span for span in moved if span.end > span.start]
