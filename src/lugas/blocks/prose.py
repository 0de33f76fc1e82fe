"""The body, as the tagger sees it."""

from __future__ import annotations

from lugas.blocks.phrases import Mark
from lugas.blocks.sheet import Sheet
from lugas.blocks.words import STOPS
from lugas.blocks.zones import likely_rows
from lugas.model import Kind, Role
from lugas.options import Options

__all__ = ["mark_body", "mark_closing", "mark_hidden", "mark_siblings", "mark_tail", "withdraw_body"]


# Headings left over at the end of the body: so many at most, each of so many words at most.
MOST_CLOSING, HEADING_WORDS = 2, 9


# A short sentence after the body's has so many words, at least and at most, and this part of the chance the body needs.
SENTENCE_WORDS, LIKELY = (3, 9), 0.5


# A longer one at the end of the text needs this part of it; so does one of so many words under so many notices at most,
# each of so many words. Captions read as much like sentences: nothing else may stand between it and the body.
LONG_LIKELY, CUT_OFF_WORDS, GAP, NOTICE_WORDS = 0.7, 10, 4, 22
NOTICES = Mark.AD | Mark.RELATED | Mark.SUBSCRIPTION | Mark.NEWSLETTER | Mark.SHARE | Mark.MORE
CLOSING = "\"'”’»›)]"
ENDS = frozenset(STOPS)


# A paragraph beside the body's own has so many words at least, and this part of the chance that the body needs.
SIBLING_WORDS, SIBLING_CHANCE = 12, 0.4


def mark_hidden(sheet: Sheet, options: Options) -> None:
    """Set hidden rows aside, unless most of what reads like the body is hidden: some pages show it by a script."""
    if sheet.cut.form == "text":
        return
    unseen_boxes = {number for number, box in enumerate(sheet.cut.boxes) if box.unseen}
    if not unseen_boxes:
        return
    hidden = [row.box in unseen_boxes for row in sheet.rows]
    prose = [index for index in range(len(hidden)) if sheet.chance[index] >= options.threshold]
    unseen = sum((sheet.words[index] for index in prose if hidden[index]), 0.0)
    if unseen * 2 > sum((sheet.words[index] for index in prose), 0.0):
        return
    for index in range(len(hidden)):
        if hidden[index] and sheet.unmarked(index) and sheet.chance[index] >= options.threshold:
            sheet.mark(index, Role.OTHER, "is hidden, beside a body that is shown", 0.8)


def mark_body(sheet: Sheet, options: Options) -> None:
    """Mark the rows that the tagger takes for body."""
    for index in likely_rows(sheet, options):
        sheet.mark(index, Role.BODY, "reads and stands like the body", sheet.chance[index])


def mark_siblings(sheet: Sheet, options: Options) -> None:
    """Mark a paragraph that stands beside the body's own in one box, of the same make, and reads somewhat like them."""
    if sheet.cut.form == "text":
        return
    boxes = sheet.cut.boxes
    makes: dict[tuple[int, str, tuple[str, ...]], float] = {}
    total = 0.0
    for index in sheet.places(Role.BODY):
        row = sheet.rows[index]
        if row.kind is Kind.PARAGRAPH:
            box = boxes[row.box]
            make = (box.parent, row.tag, box.words)
            makes[make] = makes.get(make, 0.0) + sheet.words[index]
            total += sheet.words[index]
    for index in sheet.open_rows() if total else ():
        if sheet.words[index] < SIBLING_WORDS or sheet.marks[index]:
            continue
        row = sheet.rows[index]
        if sheet.chance[index] < options.threshold * SIBLING_CHANCE or row.links * 2 > len(row.text):
            continue
        box = boxes[row.box]
        if row.kind is Kind.PARAGRAPH and makes.get((box.parent, row.tag, box.words), 0.0) * 2 > total:
            sheet.mark(index, Role.BODY, "stands beside the body's paragraphs and is of their make", 0.5)


def withdraw_body(sheet: Sheet, role: Role, reason: str) -> None:
    """Take the body back where the page turned out to hold no article, and give its rows another role."""
    for index in sheet.places(Role.BODY):
        sheet.mark(index, role, reason)


def mark_tail(sheet: Sheet, options: Options) -> None:
    """Mark sentences of copied text that the tagger doubts and the body speaks for.

    They stand right after a paragraph of the body and are short, or the text ends with them; or they stand in the midst
    of the body, under a prompt, an ad or a link to another article.
    """
    if sheet.cut.form == "html":
        return
    most, last = SENTENCE_WORDS[1], len(sheet.rows) - 1
    for index in range(1, len(sheet.rows)):
        if not is_sentence(sheet, index, options):
            continue
        likely = sheet.chance[index] >= options.threshold * LONG_LIKELY
        if sheet.role(index - 1) is not Role.BODY:
            if likely and is_cut_off(sheet, index, options):
                sheet.mark(index, Role.BODY, "is a sentence of the body, under a notice", sheet.chance[index])
        elif (likely and index == last) or (
            sheet.words[index] <= most and sheet.rows[index].text[-1] in ENDS
        ):
            sheet.mark(index, Role.BODY, "is a sentence right after the body's", sheet.chance[index])


def is_sentence(sheet: Sheet, index: int, options: Options) -> bool:
    """Whether a row that no pass has marked ends as a sentence does, and the tagger is not sure that it is no body."""
    text = sheet.rows[index].text
    if sheet.marks[index] or not sheet.unmarked(index) or sheet.words[index] < SENTENCE_WORDS[0]:
        return False
    return sheet.chance[index] >= options.threshold * LIKELY and text.rstrip(CLOSING)[-1:] in ENDS


def is_cut_off(sheet: Sheet, index: int, options: Options) -> bool:
    """Whether a notice alone stands between a long sentence and the body above, and more of the body follows soon."""
    if sheet.words[index] < CUT_OFF_WORDS:
        return False
    above = index - 1
    first = max(index - GAP, 0)
    while above >= first and sheet.marks[above] & NOTICES and sheet.words[above] <= NOTICE_WORDS:
        above -= 1
    return (
        0 <= above < index - 1
        and sheet.role(above) is Role.BODY
        and max(sheet.chance[index + 1 : index + 1 + GAP], default=0.0) >= options.threshold
    )


def mark_closing(sheet: Sheet, _options: Options) -> None:
    """Set a heading aside when nothing of the body follows it: it heads what comes after the article."""
    body = sheet.places(Role.BODY)
    for index in reversed(body[-MOST_CLOSING:]):
        row = sheet.rows[index]
        if row.kind is not Kind.HEADING or sheet.words[index] > HEADING_WORDS or index == body[0]:
            return
        sheet.mark(index, Role.OTHER, "")
