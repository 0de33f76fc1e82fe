"""Lines known by their words: prompts, labels and buttons, in many languages."""

from __future__ import annotations

import re
from functools import lru_cache

from lugas.blocks.credit_lines import in_brackets, split_credit
from lugas.blocks.phrases import Mark, is_buttons
from lugas.blocks.sheet import Sheet
from lugas.blocks.words import STOPS
from lugas.blocks.zones import Zones, last_likely, likely_rows, zones_of
from lugas.copied.marks import is_address
from lugas.model import Kind, Role
from lugas.options import Options
from lugas.page.rows import Row
from lugas.scripts import SOUTHEASTERN

__all__ = ["mark_intruders", "mark_notices"]

# What a phrase speaks for, the most telling first: "share this newsletter" is a prompt, not a share box.
ROLES: tuple[tuple[Mark, Role, str], ...] = (
    (Mark.CORRECTION, Role.CORRECTION, "opens like a correction or an update note"),
    (Mark.NEWSLETTER, Role.NEWSLETTER, "offers a newsletter"),
    (Mark.SUBSCRIPTION, Role.SUBSCRIPTION, "asks to subscribe or to log in"),
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

# The same with the marks as plain numbers, which compare far faster; so do those that are asked for row by row.
TOLD = tuple((int(mark), role, reason) for mark, role, reason in ROLES)
CORRECTION, RELATED, CREDIT = int(Mark.CORRECTION), int(Mark.RELATED), int(Mark.CREDIT)
FOOTER, BYLINE, NAVIGATION = int(Mark.FOOTER), int(Mark.BYLINE), int(Mark.NAVIGATION)
SHARE, NEWSLETTER, AD, COMMENTS = int(Mark.SHARE), int(Mark.NEWSLETTER), int(Mark.AD), int(Mark.COMMENTS)

# Notices that stand between paragraphs of the body, and how many words they have at most.
INTRUDERS = (
    Mark.CREDIT | Mark.SUBSCRIPTION | Mark.NEWSLETTER | Mark.AD | Mark.RELATED | Mark.COPY | Mark.SHARE
)
INTRUDER_WORDS = 22
CORRECTION_WORDS = 90
SURELY_BODY = 0.97
NOTICE_WORDS = 45
# Where letters are counted as words, a row of buttons has so many times as many.
BUTTON_WORDS, BUTTONS_WORDS, DENSE_WORDS = 3, 8, 2
MENU_WORDS = 5  # above the title
MENU_LETTERS = 24
HEADLINE_WORDS = 4
# What an item of a menu may be taken for.
OF_MENUS = Mark.NEWSLETTER | Mark.COMMENTS | Mark.RELATED | Mark.FOOTER | Mark.CREDIT | Mark.MORE | Mark.AD

# A line with so many marks between its words is a menu.
MENU_MARKS = 4
# and no table of facts, if the tagger is no surer than this that it is body.
MENU_BODY = 0.7

# How far into a row letters are looked for of the scripts without spaces that take five and more for a word.
SEEN = 40

CREDIT_WORDS = 9
NUMBERED = re.compile(r"\d{1,3}[.)]\s")
CAPTION_WORDS = 40


def mark_intruders(sheet: Sheet, options: Options) -> None:
    """Mark notices that stand inside the body and would pass for a paragraph of it."""
    last = last_likely(sheet, options)
    for index in likely_rows(sheet, options):
        row, marks, words = sheet.rows[index], sheet.marks[index], sheet.words[index]
        if is_address(row.text):
            sheet.mark(index, Role.PERMALINK, "is an address on a line of its own")
        elif sheet.chance[index] < MENU_BODY and is_menu(row.text):
            sheet.mark(index, Role.NAVIGATION, "is a menu in one line", 0.7)
        elif marks & CORRECTION and words <= CORRECTION_WORDS:
            mark_by_phrase(sheet, index, CORRECTION)
        elif words <= CREDIT_WORDS and in_brackets(row.text):
            sheet.mark(index, Role.CREDIT, "is a short line in brackets", 0.5)
        elif may_be_buttons(row.text, words) and is_buttons(row.text):
            sheet.mark(index, Role.SHARE, "names one way to share after another", 0.8)
        elif sheet.chance[index] >= SURELY_BODY and row.links * 2 <= len(row.text):
            continue
        elif marks & RELATED and words <= NOTICE_WORDS and row.links * 2 > len(row.text):
            mark_by_phrase(sheet, index, RELATED)
        elif marks & INTRUDERS and spoken_words(row.text, words) <= INTRUDER_WORDS:
            mark_by_phrase(sheet, index, marks & INTRUDERS)
        elif (
            words <= CAPTION_WORDS
            and sheet.cut.form == "text"
            and index < last
            and before_credit(sheet, index)
        ):
            sheet.mark(index, Role.CAPTION, "stands before the credit of a picture", 0.6)


def may_be_buttons(text: str, words: float) -> bool:
    """Whether a row has as many words as a row of buttons: of Chinese and the like, those between its spaces count."""
    return 1 < words <= DENSE_WORDS * BUTTONS_WORDS and text.count(" ") < BUTTONS_WORDS


# A longer row, in characters, is no line of a menu.
LONGEST_MENU = 10_000


def is_menu(text: str) -> bool:
    """Whether a line holds many words with marks between them, and no numbers."""
    if len(text) > LONGEST_MENU:
        return False
    marks = text.count("|") + text.count("·") + text.count("•") + text.count("›") + text.count("»")
    return marks >= MENU_MARKS and not any(map(str.isdigit, text))


def spoken_words(text: str, words: float) -> float:
    """Give the words of a row; in Thai, Lao, Burmese and Khmer a word has twice the letters it is counted for."""
    return words / 2 if words > INTRUDER_WORDS and SOUTHEASTERN.search(text[:SEEN]) else words


def before_credit(sheet: Sheet, index: int) -> bool:
    """Whether a row is the caption of a picture, and the next names whose picture it is.

    The next may have a caption of its own ("The bridge. Photo: Ann Lee"); a sentence before that is none, nor is a
    numbered line.
    """
    if index + 1 >= len(sheet.rows) or sheet.words[index + 1] > CREDIT_WORDS:
        return False
    text, credit = sheet.rows[index].text, sheet.rows[index + 1].text
    if in_brackets(credit):
        return True
    if not sheet.marks[index + 1] & CREDIT or NUMBERED.match(text):
        return False
    return text[-1] not in STOPS or not split_credit(credit)[1]


def mark_notices(sheet: Sheet, _options: Options) -> None:
    """Mark the lines that are no body and that their words or their form give away."""
    zones, all_marks, all_words, table = zones_of(sheet), sheet.marks, sheet.words, Kind.TABLE
    rows, last = sheet.rows, zones.last
    for index in sheet.open_rows():
        words, marks = all_words[index], all_marks[index]
        text = rows[index].text
        if text[:4] == "http" and is_address(text):
            sheet.mark(index, Role.PERMALINK, "is an address on a line of its own")
        elif not marks and may_be_buttons(text, words) and is_buttons(text):
            sheet.mark(index, Role.SHARE, "names one way to share after another", 0.8)
        elif words > NOTICE_WORDS:
            continue
        elif 0 <= last < index and "©" in text:
            sheet.mark(index, Role.FOOTER, "says whose the page is", 0.9)
        elif marks and rows[index].kind is not table:
            marks = marks_in_place(sheet, index, zones)
            if marks:
                mark_by_phrase(sheet, index, marks)
        elif words <= CREDIT_WORDS and in_brackets(text):
            sheet.mark(index, Role.CREDIT, "is a short line in brackets", 0.5)


def marks_in_place(sheet: Sheet, index: int, zones: Zones) -> int:
    """Give the phrases of a row, without those that mean something else where it stands."""
    marks, above = sheet.marks[index], index < zones.title
    if marks & RELATED and marks & CREDIT and not zones.after_body(index):
        marks &= ~RELATED  # "Photo: Ann Lee" in the article, "Photo: ten views of the flood" under it
    row = sheet.rows[index]
    if marks & CREDIT and row.kind is Kind.HEADING and row.links * 3 > len(row.text) * 2:
        marks &= ~CREDIT  # the headline of a picture story
    if marks & FOOTER and marks & BYLINE and zones.after_body(index):
        marks &= ~BYLINE  # "Editors" among the links of the footer
    if above and is_menu_item(row):
        marks = marks & ~OF_MENUS | NAVIGATION
    if sheet.words[index] > (MENU_WORDS if above else BUTTON_WORDS):
        return marks
    if marks & SHARE:
        marks &= ~NEWSLETTER  # "E-mail" is a way to share
    menu = above or marks & NAVIGATION
    if marks & RELATED and menu and not heads_list(sheet, index, zones):
        marks = marks & ~RELATED | NAVIGATION  # "Latest" above the title is of the menu
    if above and marks & NAVIGATION and not any(map(str.isdigit, row.text)):
        # "Jobs", "Newsletters", "Photo" and "Classifieds" there too.
        marks &= ~(FOOTER | NEWSLETTER | CREDIT | AD | COMMENTS)
    return marks


def is_menu_item(row: Row) -> bool:
    """Whether a row above the title is a link in a list, as "Newsletters", "Comment" and "Latest" are in a menu."""
    short = row.tag == "li" and len(row.text) <= MENU_LETTERS
    return short and row.links == len(row.text) and not any(map(str.isdigit, row.text))


def heads_list(sheet: Sheet, index: int, zones: Zones) -> bool:
    """Whether a word of the menu, such as "Video", heads a list of articles."""
    after = index + 1
    while after < len(sheet.rows) and not sheet.rows[after].text:
        after += 1
    if after >= len(sheet.rows) or sheet.rows[index].links or sheet.marks[after] & ~Mark.RELATED:
        return False
    # Of copied text above the title nobody can tell.
    placed = zones.after_body(index) or sheet.rows[after].links * 3 > len(sheet.rows[after].text) * 2
    return placed and sheet.words[after] >= HEADLINE_WORDS


def mark_by_phrase(sheet: Sheet, index: int, marks: int) -> None:
    """Give a row the role of the most telling phrase in it."""
    told = told_by(marks)
    if told is not None:
        sheet.mark(index, *told, 0.9)


@lru_cache(maxsize=1024)
def told_by(marks: int) -> tuple[Role, str] | None:
    """Give the role that the most telling of some marks speaks for, and the reason."""
    return next(((role, reason) for mark, role, reason in TOLD if marks & mark), None)
