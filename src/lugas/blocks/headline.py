"""The title, and the lines around it: dek and kicker."""

from __future__ import annotations

from lugas.blocks.shape import group_bits
from lugas.blocks.sheet import Sheet
from lugas.blocks.words import squash
from lugas.model import Kind, Role
from lugas.options import Options

__all__ = ["mark_dek", "mark_title", "title_row"]

# A row longer than this is no title, in characters.
LONGEST_TITLE = 400

# The dek stands at most this many rows after the title, and has this many words at least and at most.
DEK_REACH = 12
DEK_WORDS = (6, 90)


def mark_title(sheet: Sheet, _options: Options) -> None:
    """Mark the row that shows the title, and the rows that show it again."""
    flat = squash(sheet.title)
    if not flat:
        return
    same = [
        i
        for i, row in enumerate(sheet.rows)
        if row.text and len(row.text) < LONGEST_TITLE and squash(row.text) == flat
    ]
    if not same:
        return
    chosen = title_row(sheet, same)
    for index in same:
        if index == chosen:
            sheet.mark(index, Role.TITLE, "shows the title")
        else:
            sheet.mark(index, Role.NAVIGATION, "shows the title again", 0.9)


def title_row(sheet: Sheet, same: list[int]) -> int:
    """Choose among rows that show the title: the nearest before the body that is a main heading, a heading, any row."""
    body = [index for index, chance in enumerate(sheet.chance) if chance > 0.5 and sheet.words[index] > 8]
    start = body[0] if body else len(sheet.rows)
    before = [index for index in same if index <= start] or same
    for wanted in ((1,), (2, 3, 4, 5, 6)):
        found = [i for i in before if sheet.rows[i].kind is Kind.HEADING and sheet.rows[i].level in wanted]
        if found:
            return found[-1]
    return before[-1] if body else before[0]


def mark_dek(sheet: Sheet, options: Options) -> None:
    """Mark the lines under the title that its page calls a dek, where they are not the body's first words."""
    bits = group_bits("dek")
    top = next((index for index, label in enumerate(sheet.labels) if label.role is Role.TITLE), -1)
    if top < 0:
        return
    for index in range(top + 1, min(top + 1 + DEK_REACH, len(sheet.rows))):
        row = sheet.rows[index]
        few, many = DEK_WORDS
        if (
            not sheet.unmarked(index)
            or not few <= sheet.words[index] <= many
            or row.links * 2 > len(row.text)
        ):
            continue
        if sheet.chance[index] >= options.threshold:
            return
        if sheet.near[index] & bits:
            sheet.mark(index, Role.DEK, "stands under the title in an element named for it", 0.9)
            return
