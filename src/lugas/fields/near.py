"""Where on the page the article's own lines stand: around its title, and after its text."""

from __future__ import annotations

from typing import NamedTuple

from lugas.blocks.sheet import Sheet
from lugas.fields.names import LONGEST_BYLINE
from lugas.fields.title_forms import likeness, title_key
from lugas.fields.title_lines import prose_start
from lugas.model import Role
from lugas.page.rows import Row

__all__ = ["Near", "rows_around_title", "title_place"]

BEFORE, AFTER = 6, 16  # rows around the title in which its byline and its time stand


class Near(NamedTuple):
    """The number of the row that shows the title, -1 for none, and the short rows around it, nearest first.

    `places` are the numbers of `rows`.
    """

    title: int
    places: list[int]
    rows: list[Row]


def title_place(sheet: Sheet) -> int:
    """Give the row that shows the title, -1 when no row does."""
    if Role.TITLE in sheet.roles:
        return sheet.roles.index(Role.TITLE)
    if not sheet.title:
        return -1
    key = title_key(sheet.title)
    for index, row in enumerate(sheet.rows):
        if len(row.text) < 2 * len(sheet.title) + 20 and title_key(row.text) == key:
            return index
    return next(
        (index for index, row in enumerate(sheet.rows[:300]) if likeness(row.text[:300], sheet.title) > 0.8),
        -1,
    )


def rows_around_title(sheet: Sheet) -> Near:
    """Give the short rows around the title, nearest first; without a title, those before the prose."""
    rows = sheet.rows
    place = title_place(sheet)
    if place < 0:
        end = prose_start(rows)
        near = list(range(max(0, end - AFTER), min(end, len(rows))))
        near.reverse()
    else:
        start = prose_start(rows[place + 1 :]) + place + 1
        stop = min(len(rows), place + 1 + AFTER, start + 2)
        near = [*range(place + 1, stop), *range(place - 1, max(-1, place - 1 - BEFORE), -1)]
        if "\n" in rows[place].text:  # an old page with title and byline in one cell
            near.insert(0, place)
    near = [index for index in near if 0 < len(rows[index].text) <= LONGEST_BYLINE]
    return Near(place, near, [rows[index] for index in near])
