"""The piece of a text that shows what was searched for, and where in it the words stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from lugas.parcel.words import SPACELESS, Query, bare, fold

__all__ = ["Shower"]

LENGTH = 240
LEAD = 50  # characters before the first word shown
MOST_MARKS = 100
SHORTEST_STEM = 3

BLANK = re.compile("[\t\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029]")

Mark = tuple[int, int, str]


class Shower:
    """Finds a query's words in texts. Where the store stems, so are words that share a beginning with one."""

    def __init__(self, query: Query, *, stems: bool) -> None:
        self._words = set(query.words)
        self._runs = query.runs
        self._stems = stems
        self._known: dict[str, str] = {}
        # What begins as one of the words does is looked at; few words of a text do.
        heads = "|".join(sorted({re.escape(bare(word)[:SHORTEST_STEM]) for word in query.words}))
        outside = SPACELESS.pattern[1:-2]
        self._begin = re.compile(f"(?<![^\\s{outside}])(?:{heads})[^\\s{outside}]*") if heads else None

    def marks(self, text: str) -> list[Mark]:
        """Give from where to where the words stand in a text, and which word it is; so many at most."""
        plain = bare(text)
        found = list(islice(self._of_words(text, plain), MOST_MARKS))
        for run in self._runs:
            found += islice(_places(plain, run), MOST_MARKS)
        found.sort()
        apart = [later for earlier, later in pairwise(found) if later[0] >= earlier[1]]
        return [*found[:1], *apart][:MOST_MARKS]

    def _of_words(self, text: str, plain: str) -> Iterator[Mark]:
        if self._begin is not None:
            for piece in self._begin.finditer(plain):
                if word := self._word(text[piece.start() : piece.end()]):
                    yield piece.start(), piece.end(), word

    def snippet(self, text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
        """Give the piece of a text where most of the words stand together, and where they do in it."""
        text = BLANK.sub(" ", text)
        marks = self.marks(text)
        start = self._best(marks)
        begin = max(0, start - LEAD)
        if begin:
            space = text.find(" ", begin, start)
            begin = space + 1 if space >= 0 else begin
        end = min(len(text), begin + LENGTH)
        if end < len(text):
            space = text.rfind(" ", begin + LENGTH // 2, end)
            end = space if space >= 0 else end
        before, after = "…" if begin else "", "…" if end < len(text) else ""
        shift = len(before) - begin
        inside = tuple(
            (first + shift, last + shift) for first, last, _ in marks if begin <= first and last <= end
        )
        return f"{before}{text[begin:end]}{after}", inside

    @staticmethod
    def _best(marks: list[Mark]) -> int:
        """Give where the piece begins that holds the most different words."""
        best, most = 0, 0
        for at, (start, _, _) in enumerate(marks):
            inside = {word for first, _, word in marks[at : at + 20] if first < start + LENGTH - LEAD}
            if len(inside) > most:
                best, most = start, len(inside)
        return best

    def _word(self, piece: str) -> str:
        """Give the word of the query that a piece of text is, "" if it is none."""
        known = self._known.get(piece)
        if known is None:
            folded = fold(piece)
            known = folded if folded in self._words else ""
            if not known and self._stems:
                known = next((word for word in self._words if _one_stem(word, folded)), "")
            self._known[piece] = known
        return known


def _places(text: str, run: str) -> Iterator[Mark]:
    at = text.find(run)
    while at >= 0:
        yield at, at + len(run), run
        at = text.find(run, at + len(run))


def _one_stem(left: str, right: str) -> bool:
    """Whether two words may be forms of one: the shorter, but for its last letter, begins the longer one."""
    if len(left) > len(right):
        left, right = right, left
    return (
        len(left) >= SHORTEST_STEM
        and len(right) - len(left) <= 4
        and right.startswith(left[: max(SHORTEST_STEM, len(left) - 1)])
    )
