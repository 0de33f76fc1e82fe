"""Rows known by where they stand: the elements around them and the names these bear."""

from __future__ import annotations

from functools import lru_cache

from lugas.blocks.shape import group_bits, kind_bits
from lugas.blocks.sheet import Sheet
from lugas.model import Role
from lugas.options import Options

__all__ = ["mark_places"]

# Groups of class words of the nearest boxes, then of any box around, the most telling first.
NEAR: tuple[tuple[tuple[str, ...], Role], ...] = (
    (("consent",), Role.CONSENT),
    (("paywall",), Role.SUBSCRIPTION),
    (("newsletter",), Role.NEWSLETTER),
    (("ads",), Role.AD),
    (("share",), Role.SHARE),
    (("comment",), Role.COMMENTS),
    (("author",), Role.BYLINE),
    (("date",), Role.TIME),
    (("tag",), Role.TAGS),
)
AROUND: tuple[tuple[tuple[str, ...], Role], ...] = (
    (("consent",), Role.CONSENT),
    (("comment",), Role.COMMENTS),
    (("newsletter",), Role.NEWSLETTER),
    (("recommend", "popular", "promo"), Role.RELATED),
    (("footer",), Role.FOOTER),
    (("menu",), Role.NAVIGATION),
)
# A byline, a time or a tag is short; longer rows in such a box are something else.
SHORT_WORDS = 14
SHORT_ROLES = frozenset({Role.BYLINE, Role.TIME, Role.TAGS, Role.SHARE})


@lru_cache(maxsize=1)
def place_tables() -> tuple[list[tuple[int, Role, str]], list[tuple[int, Role, str]], int, int]:
    """Give the tables as bit masks, and the masks of menus and of footers."""
    near = [(group_bits(*names), role, f"stands in an element named for {names[0]}") for names, role in NEAR]
    around = [
        (group_bits(*names), role, f"stands within an element named for {names[0]}") for names, role in AROUND
    ]
    return near, around, kind_bits("nav"), kind_bits("footer")


def mark_places(sheet: Sheet, _options: Options) -> None:
    """Mark rows that are no body by the elements they stand in."""
    if sheet.cut.form == "text":
        return
    near, around, menus, feet = place_tables()
    for index, row in enumerate(sheet.rows):
        if not sheet.unmarked(index) or not row.text:
            continue
        place = next(
            (
                (role, reason)
                for mask, role, reason in near
                if sheet.near[index] & mask and not (role in SHORT_ROLES and sheet.words[index] > SHORT_WORDS)
            ),
            None,
        )
        if place is None and sheet.kinds[index] & menus:
            place = (Role.NAVIGATION, "stands in a menu")
        if place is None:
            place = next(
                ((role, reason) for mask, role, reason in around if sheet.around[index] & mask), None
            )
        if place is None and sheet.kinds[index] & feet:
            place = (Role.FOOTER, "stands in the footer")
        if place is not None:
            sheet.mark(index, place[0], place[1], 0.8)
