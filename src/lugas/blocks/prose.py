"""The body, as the tagger sees it."""

from __future__ import annotations

from lugas.blocks.sheet import Sheet
from lugas.model import Kind, Role
from lugas.options import Options

__all__ = ["mark_body", "mark_closing"]


def mark_body(sheet: Sheet, options: Options) -> None:
    """Mark the rows that the tagger takes for body."""
    for index, row in enumerate(sheet.rows):
        sure = float(sheet.chance[index])
        if row.text and sure >= options.threshold and sheet.unmarked(index):
            sheet.mark(index, Role.BODY, "reads and stands like the body", sure)


def mark_closing(sheet: Sheet, _options: Options) -> None:
    """Set a heading aside when nothing of the body follows it: it heads what comes after the article."""
    last = next((i for i in reversed(range(len(sheet.rows))) if sheet.role(i) is Role.BODY), -1)
    while last >= 0 and sheet.rows[last].kind is Kind.HEADING:
        if any(sheet.role(i) is Role.BODY for i in range(last)):
            sheet.mark(last, Role.OTHER, "")
            last -= 1
            while last >= 0 and sheet.role(last) is not Role.BODY:
                last -= 1
        else:
            break
