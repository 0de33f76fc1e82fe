"""The lines around the title: section, byline, time, the credit and caption of the picture."""

from __future__ import annotations

import re
from functools import lru_cache

from lugas.blocks.phrases import Mark
from lugas.blocks.shape import kind_bits
from lugas.blocks.sheet import Sheet
from lugas.blocks.words import read_list
from lugas.blocks.zones import Zones, zones_of
from lugas.model import Kind, Role
from lugas.options import Options

__all__ = ["mark_head", "mark_signed"]

# A clock, a year or a day in numbers; every part is of fixed or bounded length, so the search is linear.
TIMED = re.compile(r"\b[012]?\d[:.][0-5]\d\b|\b(?:19|20|25)\d\d\b|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|[年월日]")

CLOCK = re.compile(r"[012]?\d[:.][0-5]\d\b")

TIME_WORDS = 16
CLOCK_WORDS = 3
# A year alone tells the time in so few words, more numbers with so many letters for each digit at most: of the lines
# of up to sixteen words with nothing but a year, on the labelled pages, one in a hundred is a time.
YEAR_WORDS, DIGIT_LETTERS = 3, 7
NAME_WORDS = 8
CRUMB_WORDS = 14
# A byline stands within so many rows under the title, and has so many words at most; fewer where so many words of
# prose in a row stand above it.
UNDER_TITLE, SIGNED_WORDS, PROSE_WORDS, BELOW_PROSE_WORDS = 6, 16, 20, 4
SENTENCE_ENDS = ".!?。:"
CRUMB_LINES, CRUMB_LINE_WORDS = 4, 4
MOST_BYLINES = 20
# Lines that may name a section, and how many rows above them the menu may stand.
SECTION_LINES, MENU_REACH = 3, 120
CAPTION_WORDS = (4, 60)


def mark_head(sheet: Sheet, _options: Options) -> None:
    """Mark section, time and byline by how they look and where they stand; then captions before their credit."""
    zones = zones_of(sheet)
    if zones.title < 0 and zones.first < 0:
        return
    first, last, words, table = zones.first, zones.last, sheet.words, Kind.TABLE
    head = zones.head
    for index in sheet.open_rows():
        row = sheet.rows[index]
        if (
            first < index < last
            and words[index] <= CLOCK_WORDS
            and row.kind is not table
            and is_time(row.text)
            and not is_year(row.text)
        ):
            sheet.mark(index, Role.TIME, "is a clock time between paragraphs", 0.6)
        if index not in head:
            continue
        if is_crumbs(row.text) and words[index] <= CRUMB_WORDS and index <= zones.title:
            sheet.mark(index, Role.SECTION, "is a path of sections above the title", 0.8)
        elif tells_time(row.text, words[index]) and not sheet.marks[index] & Mark.RELATED:
            sheet.mark(index, Role.TIME, "tells a time beside the title", 0.7)
    mark_crumb_lines(sheet, zones)
    mark_section_lines(sheet, zones)
    for index in sheet.open_rows():
        if index in head and is_name(sheet, index, zones):
            sheet.mark(index, Role.BYLINE, "stands where the byline does", 0.6)
    mark_authors(sheet, zones)
    few, many = CAPTION_WORDS
    for index in (credit - 1 for credit in sheet.places(Role.CREDIT) if credit):
        source = names_source(sheet.rows[index + 1].text)
        if sheet.unmarked(index) and few <= sheet.words[index] <= many and not source:
            sheet.mark(index, Role.CAPTION, "stands before the credit of a picture", 0.6)


def mark_signed(sheet: Sheet, options: Options) -> None:
    """Mark the byline and the time right under the title that the tagger may take for the body's first lines."""
    title = zones_of(sheet).title
    if title < 0:
        return
    begun = False
    for index in range(title + 1, min(title + 1 + UNDER_TITLE, len(sheet.rows))):
        row, words = sheet.rows[index], sheet.words[index]
        likely = sheet.chance[index] >= options.threshold
        begun = begun or (index - 1 > title + 1 and opens_body(sheet, index - 1, options))
        if (
            not row.text
            or not sheet.unmarked(index)
            or words > (BELOW_PROSE_WORDS if begun else SIGNED_WORDS)
        ):
            continue
        if row.kind in {Kind.HEADING, Kind.TABLE} or row.text[-1] in SENTENCE_ENDS:
            continue  # a row of a table may open with a year
        if row.kind is Kind.LIST and likely and not CLOCK.match(row.text):
            continue  # key points open with "By 2030" and end with a year; entries of a live blog open with a clock
        if sheet.signs(row.text):
            sheet.mark(index, Role.BYLINE, "stands under the title and opens as a byline does", 0.8)
        elif likely and not begun and tells_time(row.text, words):
            sheet.mark(index, Role.TIME, "stands under the title and tells a time", 0.7)


def opens_body(sheet: Sheet, index: int, options: Options) -> bool:
    """Whether a row is a paragraph of prose; the one right under the title may be the dek."""
    if sheet.words[index] < PROSE_WORDS or sheet.rows[index].kind is not Kind.PARAGRAPH:
        return False
    return sheet.unmarked(index) and sheet.chance[index] >= options.threshold


def mark_crumb_lines(sheet: Sheet, zones: Zones) -> None:
    """Mark the path of sections where copying set it a line each: short lines from "Home" down to the title.

    A menu begins with "Home" too; but the steps of a path stand in the menu above it as well.
    """
    home = zones.title - 1
    while home >= max(zones.title - CRUMB_LINES, 0) and sheet.words[home] <= CRUMB_LINE_WORDS:
        steps = {row.text for row in sheet.rows[home + 1 : zones.title]}
        known = sheet.cut.form == "html" or any(row.text in steps for row in sheet.rows[:home])
        if known and sheet.rows[home].text.lower() in home_words() and home < zones.title - 1:
            for index in range(home, zones.title):
                if sheet.unmarked(index) or sheet.role(index) is Role.NAVIGATION:
                    sheet.mark(index, Role.SECTION, "stands in a path of sections right above the title", 0.6)
            return
        home -= 1


def mark_section_lines(sheet: Sheet, zones: Zones) -> None:
    """Mark the short lines right above the title, or the one under it, that the menu holds too as its sections."""
    above = 0
    for index in range(zones.title - 1, max(zones.title - 1 - SECTION_LINES, -1), -1):
        if not is_section_line(sheet, index):
            break
        sheet.mark(index, Role.SECTION, "stands right above the title and in the menu", 0.6)
        above += 1
    first = zones.title - above
    list_number = sheet.rows[first].group if above else 0
    for index in range(first - 1, max(zones.title - 1 - SECTION_LINES, -1), -1) if list_number else ():
        if sheet.rows[index].group == list_number and sheet.words[index] <= CRUMB_LINE_WORDS:
            sheet.mark(index, Role.SECTION, "stands in the list right above the title", 0.6)
    under = zones.title + 1
    if not above and 1 < under < len(sheet.rows) and is_section_line(sheet, under):
        sheet.mark(under, Role.SECTION, "stands right under the title and in the menu", 0.6)


def is_section_line(sheet: Sheet, index: int) -> bool:
    """Whether a row may name the section of the article: the page's menu, further up, has its words too."""
    row = sheet.rows[index]
    if not row.text or sheet.words[index] > CRUMB_LINE_WORDS or sheet.kinds[index] & kind_bits("nav"):
        return False
    free = sheet.unmarked(index) or sheet.role(index) is Role.NAVIGATION
    return free and any(
        sheet.rows[at].text == row.text and sheet.role(at) in {Role.NAVIGATION, Role.SECTION}
        for at in range(max(index - MENU_REACH, 0), index - 1)
    )


def mark_authors(sheet: Sheet, zones: Zones) -> None:
    """Mark what stands after the body and begins with a name of the byline: it says who the author is."""
    # An index page has one for each headline; the article's own come first.
    bylines = list(dict.fromkeys(row.text for row in sheet.having(Role.BYLINE)))[:MOST_BYLINES]
    if not bylines or zones.last < 0:
        return
    # White space parts the words of a name and a blank joins them: none is found in two lines.
    names = "\n".join(bylines)
    for index in sheet.open_rows():
        if index <= zones.last:
            continue
        row = sheet.rows[index]
        name = row.text.split(maxsplit=2)[:2]
        if len(name) < 2 or row.links * 2 > len(row.text):
            continue
        if not any(word[0].islower() for word in name) and " ".join(name) in names:
            sheet.mark(index, Role.AUTHOR_BOX, "begins with a name of the byline", 0.7)


@lru_cache(maxsize=1)
def home_words() -> frozenset[str]:
    """Give the names of a site's front page."""
    return frozenset(read_list("home"))


def names_source(text: str) -> bool:
    """Whether a line names the agency that a text comes from, as "Source: AFP" does, and no picture's."""
    label, colon, _ = text.replace("：", ":").partition(":")
    return bool(colon) and label.strip().lower() in read_list("source_labels")


def is_crumbs(text: str) -> bool:
    """Whether a line is a path of sections."""
    return " > " in text or " » " in text or " / " in text or "›" in text


def is_time(text: str) -> bool:
    """Whether a line tells a day or a clock time."""
    return TIMED.search(text) is not None


def is_year(text: str) -> bool:
    """Whether the only number of a line is a year."""
    found = TIMED.search(text)
    return found is not None and found[0].isdigit() and sum(map(str.isdigit, text)) == len(found[0])


def names_year(text: str, words: float) -> bool:
    """Whether a line is a headline or a sentence that names a year, and tells no day."""
    return words > YEAR_WORDS and is_year(text)


def tells_time(text: str, words: float) -> bool:
    """Whether a line tells a day or a clock time and little else."""
    if words > TIME_WORDS or not is_time(text) or names_year(text, words):
        return False
    few = DIGIT_LETTERS * sum(map(str.isdigit, text))
    return words <= YEAR_WORDS or sum(map(str.isalpha, text)) <= few


def is_name(sheet: Sheet, index: int, zones: Zones) -> bool:
    """Whether a row is a short line without numbers right beside the time under the title."""
    row = sheet.rows[index]
    if not zones.below_title(index) or index >= zones.first or sheet.words[index] > NAME_WORDS:
        return False
    if row.kind is Kind.HEADING or row.text[-1] in SENTENCE_ENDS or any(map(str.isdigit, row.text)):
        return False
    beside = range(max(index - 2, 0), min(index + 3, len(sheet.rows)))
    return any(sheet.role(at) in {Role.TIME, Role.BYLINE} for at in beside)
