"""What cutting a page yields: rows in page order, and for markup the boxes they stand in.

Both front doors fill these records; everything after them (measuring, roles, fields) reads them and never changes
them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from lugas.budget import ENDLESS, Budget
from lugas.page.records import Box, Row

__all__ = ["Box", "Cut", "Names", "Row", "line_bounds", "lineage"]


def line_bounds(text: str) -> Iterator[tuple[int, int]]:
    """Give where each line of a text begins and ends, one after another: a list takes thirty times the text."""
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, end
        start = end + 1


def lineage(boxes: Sequence[Box], box: int, steps: int | None = None) -> list[int]:
    """Give a box and those around it, innermost first: all of them, or so many at most; none for no box."""
    found: list[int] = []
    while box >= 0 and steps != len(found):
        found.append(box)
        box = boxes[box].parent
    return found


@dataclass(slots=True)
class Names:
    """How the boxes of a page are called: most have their tag and their class words in common with others.

    `numbers` gives each box the number of its tag and words, from 0 on and one more for each that is new; `boxes` holds
    the first box of each number. What is told by them is asked once a number. `masks` holds what measuring found them
    to be about, one for each number, and is empty before. `hinted` are the boxes that have hints: few.
    """

    numbers: list[int]
    boxes: list[Box]
    hinted: list[int]
    masks: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Cut:
    """A page cut into rows; `whole` when it is nothing but an article's title, paragraphs and address.

    `budget` is what reading the page may still cost: whatever goes through its rows asks it.
    """

    form: Literal["html", "text"]
    rows: list[Row] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    whole: bool = False
    budget: Budget = field(default=ENDLESS, repr=False)
    _paths: list[str] = field(default_factory=list, repr=False)
    _names: Names | None = field(default=None, repr=False, compare=False)

    @property
    def names(self) -> Names:
        """What the boxes are called; found out once."""
        if self._names is None or len(self._names.numbers) != len(self.boxes):
            known: dict[tuple[str, tuple[str, ...]], int] = {}
            numbers: list[int] = []
            first: list[Box] = []
            for box in self.boxes:
                name = (box.tag, box.words)
                number = known.get(name)
                if number is None:
                    number = known[name] = len(first)
                    first.append(box)
                numbers.append(number)
            hinted = [number for number, box in enumerate(self.boxes) if box.hints]
            self._names = Names(numbers, first, hinted)
        return self._names

    def around(self, row: Row, steps: int | None = None) -> list[Box]:
        """Give the boxes a row stands in, innermost first: all of them, or so many at most."""
        return [self.boxes[index] for index in lineage(self.boxes, row.box, steps)]

    def holds(self, box: int, row: Row) -> bool:
        """Tell whether a row stands in a box; a box comes after the one around it."""
        at = row.box
        while at > box:
            at = self.boxes[at].parent
        return at == box

    @property
    def paths(self) -> list[str]:
        """The path of each box from the root, `html/body[1]/div[2]/p[1]`."""
        paths = self._paths
        if len(paths) < len(self.boxes):
            for box in self.boxes[len(paths) :]:  # a box comes after the one around it
                paths.append(f"{paths[box.parent]}/{box.step}" if box.parent >= 0 else box.step)
        return paths

    def path(self, row: Row) -> str:
        """Give the path of the box that a row stands in, "" for copied text."""
        return self.paths[row.box] if row.box >= 0 else ""
