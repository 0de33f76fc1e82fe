"""The body, as the tagger sees it."""

from __future__ import annotations

from lugas.blocks.sheet import Sheet
from lugas.model import Kind, Role
from lugas.options import Options

__all__ = ["mark_body", "mark_closing", "withdraw_body"]


# Headings left over at the end of the body: so many at most, each of so many words at most.
MOST_CLOSING, HEADING_WORDS = 2, 9


def mark_body(sheet: Sheet, options: Options) -> None:
    """Mark the rows that the tagger takes for body."""
    for index, row in enumerate(sheet.rows):
        sure = float(sheet.chance[index])
        if row.text and sure >= options.threshold and sheet.unmarked(index):
            sheet.mark(index, Role.BODY, "reads and stands like the body", sure)


def withdraw_body(sheet: Sheet, role: Role, reason: str) -> None:
    """Take the body back where the page turned out to hold no article, and give its rows another role."""
    for index in range(len(sheet.rows)):
        if sheet.role(index) is Role.BODY:
            sheet.mark(index, role, reason)


def mark_closing(sheet: Sheet, _options: Options) -> None:
    """Set a heading aside when nothing of the body follows it: it heads what comes after the article."""
    body = [index for index in range(len(sheet.rows)) if sheet.role(index) is Role.BODY]
    for index in reversed(body[-MOST_CLOSING:]):
        row = sheet.rows[index]
        if row.kind is not Kind.HEADING or sheet.words[index] > HEADING_WORDS or index == body[0]:
            return
        sheet.mark(index, Role.OTHER, "")
