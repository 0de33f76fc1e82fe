"""Lines known by their words: prompts, labels and buttons, in many languages."""

from __future__ import annotations

from lugas.blocks.phrases import Mark
from lugas.blocks.sheet import Sheet
from lugas.copied.marks import is_address
from lugas.model import Kind, Role
from lugas.options import Options

__all__ = ["mark_intruders", "mark_notices"]

# What a phrase speaks for, the most telling first: "share this newsletter" is a prompt, not a share box.
ROLES: tuple[tuple[Mark, Role, str], ...] = (
    (Mark.CORRECTION, Role.CORRECTION, "opens like a correction or an update note"),
    (Mark.SUBSCRIPTION, Role.SUBSCRIPTION, "asks to subscribe or to log in"),
    (Mark.NEWSLETTER, Role.NEWSLETTER, "offers a newsletter"),
    (Mark.COPY, Role.COPY, "offers to copy"),
    (Mark.AD, Role.AD, "labels or closes an advertisement"),
    (Mark.RELATED, Role.RELATED, "points to other articles"),
    (Mark.CONSENT, Role.CONSENT, "speaks of cookies or privacy"),
    (Mark.SHARE, Role.SHARE, "offers to share"),
    (Mark.COMMENTS, Role.COMMENTS, "belongs to the comments"),
    (Mark.AUTHOR_BOX, Role.AUTHOR_BOX, "tells who the author is"),
    (Mark.TAGS, Role.TAGS, "labels the tags"),
    (Mark.CREDIT, Role.CREDIT, "names whose picture it is"),
    (Mark.BYLINE, Role.BYLINE, "names the author"),
    (Mark.TIME, Role.TIME, "tells the time"),
    (Mark.FOOTER, Role.FOOTER, "is a legal line"),
    (Mark.MORE, Role.RELATED, "leads on to another page"),
    (Mark.NAVIGATION, Role.NAVIGATION, "is a line of the menu"),
    (Mark.CONTROL, Role.CONTROL, "is a button"),
)

# Notices that stand between paragraphs of the body, and how many words they have at most.
INTRUDERS = Mark.SUBSCRIPTION | Mark.NEWSLETTER | Mark.AD | Mark.RELATED | Mark.COPY | Mark.SHARE
INTRUDER_WORDS = 22
SURELY_BODY = 0.97
NOTICE_WORDS = 45


def mark_intruders(sheet: Sheet, _options: Options) -> None:
    """Mark notices that stand inside the body and would pass for a paragraph of it."""
    for index, marks in enumerate(sheet.marks):
        row = sheet.rows[index]
        if not marks & INTRUDERS or not sheet.unmarked(index) or sheet.words[index] > INTRUDER_WORDS:
            continue
        if sheet.chance[index] < SURELY_BODY or row.links * 2 > len(row.text):
            mark_by_phrase(sheet, index, marks & INTRUDERS)


def mark_notices(sheet: Sheet, _options: Options) -> None:
    """Mark the lines that are no body and that their words or their form give away."""
    for index, row in enumerate(sheet.rows):
        if not sheet.unmarked(index) or not row.text:
            continue
        if is_address(row.text):
            sheet.mark(index, Role.PERMALINK, "is an address on a line of its own")
        elif sheet.marks[index] and sheet.words[index] <= NOTICE_WORDS and row.kind is not Kind.TABLE:
            mark_by_phrase(sheet, index, sheet.marks[index])


def mark_by_phrase(sheet: Sheet, index: int, marks: int) -> None:
    """Give a row the role of the most telling phrase in it."""
    for mark, role, reason in ROLES:
        if marks & mark:
            sheet.mark(index, role, reason, 0.9)
            return
