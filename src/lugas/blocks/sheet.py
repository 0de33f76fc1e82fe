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

    All lists run parallel to `rows`. `chance` is the tagger's probability that a row is part of the article's body.
    `words` counts each row's words, `marks` holds its phrases (bits of `blocks.phrases.Mark`); `near` and `around` the
    groups of class words of the nearest boxes and of all, `kinds` the kinds of boxes around it (bits of
    `blocks.shape`), all zero for copied text. `nearest` tells what the boxes nearest to it are about (bits of
    `blocks.names`), all bits where that was not asked. `title` is the settled title ("" if none), `signs` tells whether
    a line opens as a byline does ("By Jane Doe").
    `roles`, `reasons` and `sures` are the labels: lists, for the passes ask for them some thousand times a page.
    `captions` are those of pictures by the identity of their rows, as `captions.captions_of` found them last.
    `held` is what the boxes hold, as `zones.holdings_of` added it up last, `named` what they are named for, as
    `places.told_names` found it.
    """

    cut: Cut
    chance: list[float]
    title: str = ""
    words: list[float] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    near: list[int] = field(default_factory=list)
    around: list[int] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)
    nearest: list[int] = field(default_factory=list)
    signs: Callable[[str], bool] = field(default=says_nothing)
    captions: dict[int, tuple[str, str]] | None = field(default=None, repr=False)
    held: Holdings | None = None
    named: list[tuple[tuple[Role, str], ...]] | None = field(default=None, repr=False)
    _likely: tuple[float, list[int]] = field(init=False, default=(-1.0, []), repr=False)
    rows: list[Row] = field(init=False, repr=False)
    roles: list[Role] = field(init=False)
    reasons: list[str] = field(init=False)
    sures: list[float] = field(init=False)
    _open: list[int] | None = field(init=False, default=None, repr=False)
    _places: dict[Role, list[int]] = field(init=False, default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.rows = self.cut.rows
        count = len(self.rows)
        self.roles, self.reasons, self.sures = [Role.OTHER] * count, [""] * count, [0.0] * count
        self.words = self.words or [float(len(row.text.split())) for row in self.rows]
        self.marks = self.marks or [0] * count
        self.near = self.near or [0] * count
        self.around = self.around or [0] * count
        self.kinds = self.kinds or [0] * count
        self.nearest = self.nearest or [-1] * count

    @property
    def labels(self) -> list[Label]:
        """The labels of all rows, in page order."""
        return [Label(*told) for told in zip(self.roles, self.reasons, self.sures, strict=True)]

    def mark(self, index: int, role: Role, reason: str, sure: float = 1.0) -> None:
        """Write a row's label; without a reason it is as if no pass had said anything of it."""
        self.roles[index] = role
        self.reasons[index] = reason
        self.sures[index] = sure
        self.captions = None
        if self._places:
            self._places = {}
        if not reason:
            self._open, self._likely = None, (-1.0, [])

    def role(self, index: int) -> Role:
        """Give a row's role."""
        return self.roles[index]

    def unmarked(self, index: int) -> bool:
        """Whether no pass has said anything of a row."""
        return not self.reasons[index]

    def open_rows(self) -> list[int]:
        """Give the numbers of the rows with text that no pass has marked, in page order, as they are now."""
        reasons = self.reasons
        if self._open is None:
            self._open = [at for at, row in enumerate(self.rows) if row.text and not reasons[at]]
        else:
            self._open = [at for at in self._open if not reasons[at]]
        return self._open

    def likely_rows(self, threshold: float) -> list[int]:
        """Give those of them that the tagger takes for body, with a chance from the threshold on."""
        reasons, (asked, likely) = self.reasons, self._likely
        if asked == threshold:
            likely = [at for at in likely if not reasons[at]]
        else:
            chance = self.chance
            likely = [at for at in self.open_rows() if chance[at] >= threshold]
        self._likely = threshold, likely
        return likely

    def places(self, role: Role) -> list[int]:
        """Give the numbers of the rows with a role, in page order: found once, and again after the next label."""
        found = self._places.get(role)
        if found is None:
            found = self._places[role] = [index for index, mine in enumerate(self.roles) if mine is role]
        return found

    def begin(self) -> int:
        """Give the first row of the body, a picture above the title aside; -1 without one."""
        title, own = next(iter(self.places(Role.TITLE)), -1), self.places(Role.BODY)
        return next((at for at in own if at > title or self.rows[at].text), own[0] if own else -1)

    def having(self, *roles: Role) -> list[Row]:
        """Give the rows with one of `roles`, in page order."""
        rows = self.rows
        if len(roles) == 1:
            return [rows[index] for index in self.places(roles[0])]
        return [rows[index] for index in sorted([at for role in roles for at in self.places(role)])]
