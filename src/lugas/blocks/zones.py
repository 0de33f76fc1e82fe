"""Where on the page the title stands, and where the body begins and ends."""

from __future__ import annotations

from dataclasses import dataclass

from lugas.blocks.sheet import Sheet
from lugas.model import Role
from lugas.options import Options

__all__ = ["Zones", "last_likely", "zones_of"]

# How far above the title its section, and how far below the body's start its byline may stand, in rows.
ABOVE_TITLE = 8
INTO_BODY = 3


@dataclass(frozen=True, slots=True)
class Zones:
    """Row numbers: of the title (-1 for none), of the body's first and last row (-1 for none)."""

    title: int
    first: int
    last: int

    def in_head(self, index: int) -> bool:
        """Whether a row stands where section, byline and time do: around the title and before the body."""
        top = self.title if self.title >= 0 else self.first
        return top >= 0 and top - ABOVE_TITLE <= index < max(self.first, top) + INTO_BODY

    def below_title(self, index: int) -> bool:
        """Whether a row stands between the title and the body's first rows."""
        return self.in_head(index) and index > self.title

    def after_body(self, index: int) -> bool:
        """Whether a row stands after the whole body."""
        return 0 <= self.last < index


def zones_of(sheet: Sheet) -> Zones:
    """Find the zones of a page whose title and body are marked."""
    title = next((index for index in range(len(sheet.rows)) if sheet.role(index) is Role.TITLE), -1)
    body = [index for index in range(len(sheet.rows)) if sheet.role(index) is Role.BODY]
    return Zones(title, body[0] if body else -1, body[-1] if body else -1)


def last_likely(sheet: Sheet, options: Options) -> int:
    """Give the last row that the tagger takes for body, before any is marked so; -1 for none."""
    return max((at for at, chance in enumerate(sheet.chance) if chance >= options.threshold), default=-1)
