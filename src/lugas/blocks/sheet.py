"""The sheet that roles are written on: the rows of a page, what is known of them, and a label for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lugas.blocks.holdings import Holdings
from lugas.model import Role
from lugas.page.rows import Cut, Row

__all__ = ["Label", "Sheet"]


@dataclass(slots=True)
class Label:
    """The role of one row, the reason for it, and how sure it is (0 to 1)."""

    role: Role = Role.OTHER
    reason: str = ""
    sure: float = 0.0


def says_nothing(_text: str) -> bool:
    """Take no line for a byline: what a sheet does that nobody told how bylines open."""
    return False


@dataclass(slots=True)
class Sheet:
    """A page's rows with what is known of each.

    `labels` and all lists run parallel to `cut.rows`. `chance` is the tagger's probability that a row is part of the
    article's body. `words` counts each row's words, `marks` holds its phrases (bits of
    `blocks.phrases.Mark`); `near` and `around` the groups of class words of the nearest boxes and of all, `kinds` the
    kinds of boxes around it (bits of `blocks.shape`), all zero for copied text. `title` is the settled title ("" if
    none), `signs` tells whether a line opens as a byline does ("By Jane Doe").
    `held` is what the boxes hold, as `zones.holdings_of` added it up last.
    """

    cut: Cut
    chance: list[float]
    title: str = ""
    words: list[float] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    near: list[int] = field(default_factory=list)
    around: list[int] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)
    signs: Callable[[str], bool] = field(default=says_nothing)
    labels: list[Label] = field(default_factory=list)
    held: Holdings | None = None

    def __post_init__(self) -> None:
        count = len(self.cut.rows)
        self.labels = self.labels or [Label() for _ in range(count)]
        self.words = self.words or [float(len(row.text.split())) for row in self.cut.rows]
        for name in ("marks", "near", "around", "kinds"):
            if not getattr(self, name):
                setattr(self, name, [0] * count)

    @property
    def rows(self) -> list[Row]:
        """The rows, in page order."""
        return self.cut.rows

    def mark(self, index: int, role: Role, reason: str, sure: float = 1.0) -> None:
        """Write a row's label."""
        label = self.labels[index]
        label.role, label.reason, label.sure = role, reason, sure

    def role(self, index: int) -> Role:
        """Give a row's role."""
        return self.labels[index].role

    def unmarked(self, index: int) -> bool:
        """Whether no pass has said anything of a row."""
        return not self.labels[index].reason

    def places(self, role: Role) -> list[int]:
        """Give the numbers of the rows with a role, in page order."""
        return [index for index, label in enumerate(self.labels) if label.role is role]

    def having(self, *roles: Role) -> list[Row]:
        """Give the rows with one of `roles`, in page order."""
        if len(roles) == 1:
            wanted = roles[0]
            return [
                row for row, label in zip(self.cut.rows, self.labels, strict=True) if label.role is wanted
            ]
        several = frozenset(roles)
        return [row for row, label in zip(self.cut.rows, self.labels, strict=True) if label.role in several]
