"""Paragraphs of copied text behind an insert: a prompt, an advertisement, a link to another article."""

from __future__ import annotations

from lugas.blocks.sheet import Sheet
from lugas.blocks.words import STOPS, read_list
from lugas.model import Role
from lugas.options import Options

__all__ = ["mark_resumed"]

# A paragraph behind an insert has so many words at least, more where it was taken for a line of the insert, and reads a
# little like the body: the rows around it, which the tagger looks at too, speak against it.
WORDS, LINKED_WORDS, CHANCE = 10, 16, 0.08
# So many rows may stand between it and the body, each an insert's or of fewer words than this.
GAP, SHORT_WORDS = 4, 9
INSERTS = frozenset(
    {
        Role.AD,
        Role.CAPTION,
        Role.CONTROL,
        Role.COPY,
        Role.CREDIT,
        Role.NEWSLETTER,
        Role.RELATED,
        Role.SHARE,
        Role.SUBSCRIPTION,
    }
)
# What may stand after the stop that ends a sentence.
CLOSING = "\"'”’»›)]"


def mark_resumed(sheet: Sheet, options: Options) -> None:
    """Mark a paragraph of copied text that nothing but an insert parts from the body, mostly the article's last one.

    Markup tells by its elements that it stands beside the body's own.
    """
    if sheet.cut.form == "html":
        return
    body = -1
    for index, role in enumerate(sheet.roles):
        if role is Role.BODY:
            body = index
        elif body >= 0 and index - body <= GAP + 1 and is_resumed(sheet, index, body, options):
            sheet.mark(index, Role.BODY, "is a paragraph behind an insert in the body", 0.5)
            body = index


def is_resumed(sheet: Sheet, index: int, body: int, options: Options) -> bool:
    """Whether a row that is part of nothing else reads like a paragraph, and an insert alone parts it from the body."""
    role, words = sheet.role(index), sheet.words[index]
    if role is Role.CAPTION and names_source(sheet, index + 1):
        role = Role.OTHER  # "Source: AFP" closes a text, and stands under no picture
    if sheet.marks[index] or not CHANCE <= sheet.chance[index] < options.threshold:
        return False
    if words < (LINKED_WORDS if role is Role.RELATED else WORDS) or role not in {Role.OTHER, Role.RELATED}:
        return False
    if not sheet.rows[index].text.rstrip(CLOSING).endswith(tuple(STOPS)):
        return False
    between = range(body + 1, index)
    return all(sheet.role(at) in INSERTS or sheet.words[at] < SHORT_WORDS for at in between)


def names_source(sheet: Sheet, index: int) -> bool:
    """Whether a row is a line like "Source: Agency"."""
    if index >= len(sheet.rows) or sheet.role(index) is not Role.CREDIT:
        return False
    label, colon, _ = sheet.rows[index].text.replace("：", ":").partition(":")
    return bool(colon) and label.strip().lower() in read_list("source_labels")
