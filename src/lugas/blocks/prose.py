"""The body, as the tagger sees it."""

from __future__ import annotations

from lugas.blocks.phrases import Mark
from lugas.blocks.sheet import Sheet
from lugas.model import Kind, Role
from lugas.options import Options

__all__ = ["mark_between", "mark_body", "mark_closing", "withdraw_body"]

# A gap in the body is filled when it is at most so many rows, and the rows' chance at least this part of what the
# body needs. On the test pages lists and tables have chances of .12 to .45 there, prompts and rails under .05.
WIDEST_GAP = 10
UNSURE = 0.2

# Words that stand in menus and in the article's lists and tables alike: names of countries, years, clock times.
HARMLESS = Mark.NAVIGATION | Mark.FOOTER | Mark.TIME


def mark_body(sheet: Sheet, options: Options) -> None:
    """Mark the rows that the tagger takes for body."""
    for index, row in enumerate(sheet.rows):
        sure = float(sheet.chance[index])
        if row.text and sure >= options.threshold and sheet.unmarked(index):
            sheet.mark(index, Role.BODY, "reads and stands like the body", sure)


def mark_between(sheet: Sheet, options: Options) -> None:
    """Mark what stands between paragraphs of the body and is not surely something else: lists, tables, headings.

    The tagger is unsure of short lines; those of the article stand among its paragraphs and bear no notice's words.
    """
    rows = [index for index, row in enumerate(sheet.rows) if row.text]
    last = -1
    for here, index in enumerate(rows):
        if sheet.role(index) is not Role.BODY:
            continue
        if 0 <= last < here - 1 <= last + WIDEST_GAP:
            for at in rows[last + 1 : here]:
                sure = float(sheet.chance[at])
                if sheet.unmarked(at) and sure >= options.threshold * UNSURE and not is_notice(sheet, at):
                    sheet.mark(at, Role.BODY, "stands between paragraphs of the body", sure)
        last = here


def is_notice(sheet: Sheet, index: int) -> bool:
    """Whether a row's words, or links throughout, speak against the body."""
    row = sheet.rows[index]
    return bool(sheet.marks[index] & ~HARMLESS) or row.links * 2 > len(row.text)


def withdraw_body(sheet: Sheet, role: Role, reason: str) -> None:
    """Take the body back where the page turned out to hold no article, and give its rows another role."""
    for index in range(len(sheet.rows)):
        if sheet.role(index) is Role.BODY:
            sheet.mark(index, role, reason)


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
