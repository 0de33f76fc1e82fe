"""Appeals in whole sentences: support our newsroom, we may earn a commission, let us show this content.

They stand under the article, or between its paragraphs, in the newsroom's own voice and in prose, so the tagger takes
them for body; the lists of phrases for short lines do not reach them. A sentence of the list is never an article's own,
and a box in which several of them stand is an appeal as a whole.
"""

from __future__ import annotations

from functools import lru_cache

from lugas.blocks.phrases import Mark, fold
from lugas.blocks.sheet import Sheet
from lugas.blocks.words import read_list
from lugas.blocks.zones import Holdings, holdings_of, is_likely
from lugas.model import Role
from lugas.options import Options
from lugas.page.rows import lineage

__all__ = ["mark_appeals", "plain_sentence"]

# A longer paragraph may quote such a sentence.
APPEAL_WORDS, NEWSLETTER_WORDS = 90, 45
REASONS = {
    Role.AD: "says that the site earns by the links",
    Role.CONSENT: "asks before something of another site is shown",
    Role.NEWSLETTER: "offers a newsletter",
    Role.SUBSCRIPTION: "asks to support or to join the site",
}

# A box is an appeal as a whole when it holds this many such lines, and one of them for this many rows, and no more than
# this share of the likely body; or more, if so many words of it stand outside: a brief is shorter than what follows it.
TELLING_LINES, ROWS_EACH, MOST, ENOUGH = 2, 4, 0.35, 60
PROMPTS = Mark.SUBSCRIPTION | Mark.NEWSLETTER


def leaves_body(holdings: Holdings, box: int) -> bool:
    """Whether an article's worth of likely body stands outside of a box, and the title too."""
    return box not in holdings.titled and holdings.whole - holdings.likely[box] >= ENOUGH


@lru_cache(maxsize=1)
def appeals() -> tuple[tuple[str, str, Role], ...]:
    """Give the sentences of the list as they are looked for, each with a word of its midst, and what they speak for.

    The word, "" if a sentence has no three, stands between spaces wherever the sentence does, so that a page's words
    tell at once which sentences it cannot hold.
    """
    found = []
    for line in read_list("appeals"):
        role, _, sentence = line.partition("\t")
        found.append((sentence, max(sentence.split(" ")[1:-1], key=len, default=""), Role(role)))
    return tuple(found)


def plain_sentence(text: str) -> str:
    """Write a sentence as the list has it: in lower case, without accents, with straight apostrophes."""
    return text.lower() if text.isascii() else fold(text.replace("’", "'"))


def mark_appeals(sheet: Sheet, options: Options) -> None:
    """Mark the lines that ask a reader for something, and what else stands in their boxes."""
    likely = [
        index
        for index, row in enumerate(sheet.rows)
        if sheet.chance[index] >= options.threshold and row.text and sheet.words[index] <= APPEAL_WORDS
    ]
    page = plain_sentence("\n".join(sheet.rows[index].text for index in likely))
    words = {"", *page.split()}
    found = [(sentence, role) for sentence, word, role in appeals() if word in words and sentence in page]
    told: dict[int, Role] = {}
    for index in likely if found else ():
        plain = plain_sentence(sheet.rows[index].text)
        role = next((role for sentence, role in found if sentence in plain), None)
        if role is not None and (role is not Role.NEWSLETTER or sheet.words[index] <= NEWSLETTER_WORDS):
            told[index] = role
    for index, role in told.items():
        if sheet.unmarked(index):
            sheet.mark(index, role, REASONS[role], 0.9)
    if told and sheet.cut.form == "html":
        mark_boxed(sheet, told, options)


def mark_boxed(sheet: Sheet, told: dict[int, Role], options: Options) -> None:
    """Mark what the tagger takes for body in boxes of which several lines ask to subscribe, to give, to sign up."""
    boxes = sheet.cut.boxes
    asking = [
        index
        for index, row in enumerate(sheet.rows)
        if row.text
        and (told.get(index) in {Role.SUBSCRIPTION, Role.NEWSLETTER} or sheet.marks[index] & PROMPTS)
    ]
    if len(asking) < TELLING_LINES or told.keys().isdisjoint(asking):
        return
    lines, rows = [0] * len(boxes), [0] * len(boxes)
    for row in sheet.rows:
        rows[row.box] += bool(row.text)
    for index in asking:
        lines[sheet.rows[index].box] += 1
    for box in range(len(boxes) - 1, 0, -1):
        lines[boxes[box].parent] += lines[box]
        rows[boxes[box].parent] += rows[box]
    holdings = holdings_of(sheet, options)
    found = {
        box
        for box in range(len(boxes))
        if lines[box] >= TELLING_LINES
        and lines[box] * ROWS_EACH >= rows[box]
        and (holdings.apart(box, MOST) or leaves_body(holdings, box))
    }
    for index, row in enumerate(sheet.rows) if found else ():
        if is_likely(sheet, index, options) and not found.isdisjoint(lineage(boxes, row.box)):
            sheet.mark(
                index, Role.SUBSCRIPTION, "stands in a box that asks to support or to join the site", 0.7
            )
