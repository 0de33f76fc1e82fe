"""Rows that the tagger alone would leave out of the body, and that their neighbours in it speak for."""

from __future__ import annotations

from collections import Counter

from lugas.blocks.sheet import Sheet
from lugas.blocks.words import STOPS
from lugas.model import Kind, Role
from lugas.options import Options

__all__ = ["mark_items", "mark_subheads"]

# A line between two paragraphs of copied text that heads the second has so many words at most, and this chance at
# least; the paragraphs are this sure. Cross-validated, the scores are the same with it and without.
SUBHEAD_WORDS, SUBHEAD_CHANCE, SURE = 7, 0.2, 0.9

# An item of a sentence ends so: what follows belongs to it.
GOES_ON = ";；"

# An item belongs to the body with its list when this share of the list does and it is this likely itself.
LIST_SHARE, ITEM_CHANCE = 0.6, 0.3


def mark_subheads(sheet: Sheet, _options: Options) -> None:
    """Mark a short line of copied text that stands alone between two rows of the body and is no whole sentence."""
    if sheet.cut.form == "html":
        return
    for index in range(1, len(sheet.rows) - 1):
        row = sheet.rows[index]
        between = sheet.role(index - 1) is Role.BODY and sheet.role(index + 1) is Role.BODY
        if not between or not sheet.unmarked(index) or sheet.marks[index] or not row.text:
            continue
        likely = sheet.words[index] <= SUBHEAD_WORDS and sheet.chance[index] >= SUBHEAD_CHANCE
        sure = min(sheet.chance[index - 1], sheet.chance[index + 1]) >= SURE
        if likely and (row.text[-1] in GOES_ON or (sure and row.text[-1] not in STOPS)):
            sheet.mark(
                index, Role.BODY, "stands alone between the body's paragraphs", float(sheet.chance[index])
            )


def mark_items(sheet: Sheet, _options: Options) -> None:
    """Mark the items of a list whose other items are body for the most part."""
    items: Counter[int] = Counter()
    body: Counter[int] = Counter()
    for index, row in enumerate(sheet.rows):
        if row.kind is Kind.LIST and row.group:
            items[row.group] += 1
            body[row.group] += sheet.role(index) is Role.BODY
    for index, row in enumerate(sheet.rows):
        if row.kind is not Kind.LIST or not row.text or not sheet.unmarked(index):
            continue
        if body[row.group] >= LIST_SHARE * items[row.group] > 0 and sheet.chance[index] >= ITEM_CHANCE:
            sheet.mark(index, Role.BODY, "is an item of a list of the body", float(sheet.chance[index]))
