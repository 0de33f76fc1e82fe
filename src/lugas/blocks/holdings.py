"""What the boxes of a page hold of its likely body and of its title."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Holdings"]


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the boxes of a page hold: how many words of likely body each, and which of them hold the title.

    `asked` is what they were added up for: the threshold of what is likely, and the box of the title.
    """

    likely: list[float]
    titled: frozenset[int]
    asked: tuple[float, int] = (0.0, -1)

    @property
    def whole(self) -> float:
        """The words of likely body on the whole page."""
        return self.likely[0] if self.likely else 0.0

    def share(self, box: int) -> float:
        """Give the share of the page's likely body that a box holds, 0 to 1."""
        return self.likely[box] / self.whole if self.whole else 0.0

    def body(self) -> int:
        """Give the innermost box that holds most of the likely body, -1 where there is none."""
        whole = self.whole
        if whole <= 0:
            return -1
        box = len(self.likely) - 1
        while self.likely[box] * 2 <= whole:  # the outermost holds all of it
            box -= 1
        return box

    def apart(self, box: int, most: float) -> bool:
        """Whether a box holds neither the title nor more than `most` of the likely body: it may be set aside."""
        return box not in self.titled and self.share(box) <= most
