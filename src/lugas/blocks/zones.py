"""Where on the page the title stands, and where the body begins and ends."""

from __future__ import annotations

from dataclasses import dataclass

from lugas.blocks.holdings import Holdings
from lugas.blocks.sheet import Sheet
from lugas.model import Role
from lugas.options import Options
from lugas.page.rows import lineage

__all__ = ["Zones", "holdings_of", "is_likely", "last_likely", "likely_rows", "zones_of"]

# How far above the title its section, and how far below the body's start its byline may stand, in rows.
ABOVE_TITLE = 8
INTO_BODY = 3

TITLE, BODY = Role.TITLE, Role.BODY


@dataclass(frozen=True, slots=True)
class Zones:
    """Row numbers: of the title (-1 for none), of the body's first and last row (-1 for none)."""

    title: int
    first: int
    last: int

    @property
    def head(self) -> range:
        """The rows where section, byline and time stand: around the title and before the body."""
        top = self.title if self.title >= 0 else self.first
        return range(top - ABOVE_TITLE, max(self.first, top) + INTO_BODY) if top >= 0 else range(0)

    def in_head(self, index: int) -> bool:
        """Whether a row stands where section, byline and time do."""
        return index in self.head

    def below_title(self, index: int) -> bool:
        """Whether a row stands between the title and the body's first rows."""
        return self.in_head(index) and index > self.title

    def after_body(self, index: int) -> bool:
        """Whether a row stands after the whole body."""
        return 0 <= self.last < index


def zones_of(sheet: Sheet) -> Zones:
    """Find the zones of a page whose title and body are marked."""
    roles = sheet.roles
    title = roles.index(TITLE) if TITLE in roles else -1
    if BODY not in roles:
        return Zones(title, -1, -1)
    return Zones(title, roles.index(BODY), len(roles) - 1 - roles[::-1].index(BODY))


def last_likely(sheet: Sheet, options: Options) -> int:
    """Give the last row that the tagger takes for body, before any is marked so; -1 for none."""
    chance, threshold = sheet.chance, options.threshold
    return next((at for at in range(len(chance) - 1, -1, -1) if chance[at] >= threshold), -1)


def is_likely(sheet: Sheet, index: int, options: Options) -> bool:
    """Whether no pass has marked a row with text, and the tagger takes it for body."""
    return bool(sheet.rows[index].text) and sheet.unmarked(index) and sheet.chance[index] >= options.threshold


def likely_rows(sheet: Sheet, options: Options) -> list[int]:
    """Give the rows with text that the tagger takes for body and no pass has marked, in page order."""
    return sheet.likely_rows(options.threshold)


def holdings_of(sheet: Sheet, options: Options) -> Holdings:
    """Add up what the boxes of a page of markup hold, once for all passes; its title is marked already."""
    boxes, rows = sheet.cut.boxes, sheet.rows
    title = rows[sheet.roles.index(TITLE)].box if TITLE in sheet.roles else -1
    asked = (options.threshold, title)
    if sheet.held is not None and sheet.held.asked == asked:
        return sheet.held
    likely = [0.0] * len(boxes)
    threshold, words = options.threshold, sheet.words
    for index, chance in enumerate(sheet.chance):
        if chance >= threshold and rows[index].text:
            likely[rows[index].box] += words[index]
    for box in range(len(boxes) - 1, 0, -1):  # a box comes after the one around it
        likely[boxes[box].parent] += likely[box]
    sheet.held = Holdings(likely, frozenset(lineage(boxes, title)), asked)
    return sheet.held
