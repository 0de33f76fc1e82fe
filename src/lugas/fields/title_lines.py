"""The title among the lines of copied text, where no markup says which line it is."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from heapq import nlargest

from lugas.blocks.phrases import is_buttons
from lugas.blocks.words import read_list
from lugas.fields.candidates import Candidate
from lugas.fields.clues import Clues
from lugas.fields.dates.signs import shows_time
from lugas.fields.dates.text import CLOCK, has_date
from lugas.fields.lists import words
from lugas.fields.names import ends_as_byline, openings, starts_as_byline, strip_before
from lugas.fields.title_forms import SEPARATOR, likeness, slug_words, word_set
from lugas.model import Kind, Source
from lugas.page.rows import Row
from lugas.scripts import HAN, HANGUL, KANA, SOUTHEASTERN

__all__ = ["lines_for_title", "page_address", "prose_start"]

ADDRESS = re.compile(r"^\S{0,12}?(https?://\S{4,2000})$")
WIDE = re.compile(f"[{KANA}{HAN}{HANGUL}]")
TERSE = re.compile(r"[\u0590-\u06ff\u0750-\u077f]")  # Hebrew and Arabic letters, which leave vowels out
ENDS_SENTENCE = (".", "。", "।", ":", ";", ",", '…"', "！", ".”", '."')
LONGEST_LINE = 600  # characters; no longer line is weighed
LEAST_PROSE = 60  # characters
PARAGRAPH, SENTENCE = 130, 75  # characters that a paragraph is longer than, and one of a single sentence
LIKE_TITLE = 1.5  # points from which a line by itself reads like a title
# Points for a line that the tagger is sure of: many for one that reads a little like a title, few for a path of
# sections, a time or a byline, which it takes for one where the page's language is strange to it.
TRUST, DOUBT, PLAUSIBLE = 12.0, 4.0, 0.5
LEAST_SURE, MOST_SURE = 0.1, 6  # from which on, and how many lines are weighed for it wherever they stand
LONGEST_SIGN = 90  # characters of a byline, or of a time, on a line of its own
ROWS_OVER_SIGN, ROWS_UNDER_SIGN = 7, 24  # rows from the title to a byline, and from it to the first paragraph
ROWS_BEFORE = 30  # rows before the prose in which the title is looked for
STEP = re.compile(r"\s[>›»▸→]\s")  # what parts the steps of a path of sections
STEP_SIGNS = frozenset(">›»▸→")
LONGEST_STEP, STEP_SPACES = 48, 4  # characters and spaces of one step, at most
LEAD_WORD = re.compile(r"^\(?[A-Z][\w .]{1,24}(?:,|\s[-–—])\s")


def page_address(clues: Clues) -> str:
    """Give the page's address: the caller's, or one that stands on a line of its own in copied text."""
    if clues.url or clues.cut.form != "text":
        return clues.url
    for text in [row.text for row in clues.cut.rows if "://" in row.text]:
        match = ADDRESS.match(text.strip())
        if match and (match[1].count("/") > 3 or clues.cut.whole):
            return match[1]
    return ""


def is_prose(row: Row, least: int = PARAGRAPH) -> bool:
    """Tell whether a row reads like a paragraph of an article, of more than so many letters."""
    text = row.text
    if row.kind not in (Kind.PARAGRAPH, Kind.QUOTE):
        return False
    size = len(text)
    if row.links >= size * 0.6 or size * density(text[:40]) <= least:
        return False
    if text.rstrip('"”’»)]')[-1:] in ".。!?।؟…" or sum(map(text.count, ".。।؟?!,،，、")) > 1:
        return True
    return SOUTHEASTERN.search(text[:40]) is not None  # scripts without full stops: there length alone tells


def density(text: str) -> float:
    """Tell how much more the letters of a script say than Latin ones."""
    if text.isascii():
        return 1.0
    if WIDE.search(text):
        return 2.2
    return 1.3 if TERSE.search(text) else 1.0


def prose_start(rows: list[Row]) -> int:
    """Give where the article's prose begins: the first paragraph that another one follows closely.

    Where no paragraph is long, as in a live blog, it begins with the first that is a sentence.
    """
    first, last = len(rows), -1
    # most lines are too short even for a script whose letters are words
    for index in [at for at, row in enumerate(rows) if len(row.text) >= LEAST_PROSE]:
        if not is_prose(rows[index]):
            continue
        if 0 <= last >= index - 4 and not speaks_of_consent(rows[last].text):
            return last
        first, last = min(first, index), index
    if first < len(rows):
        return first
    return next((at for at, row in enumerate(rows) if is_prose(row, SENTENCE)), first)


def speaks_of_consent(text: str) -> bool:
    """Tell whether a text asks for consent."""
    low = text.lower()
    return any(word in low for word in words("consent_words"))


def sure_sign(rows: list[Row]) -> int:
    """Give the first byline with a clock time beside it, right under a line like a title and over prose; -1 if none.

    Menus that open on hovering, copied with the page, hold headlines and captions of their own, and no byline.
    """
    for index in may_be_bylines(rows):
        text = rows[index].text
        if not 0 < index < len(rows) - 1 or len(text) > LONGEST_SIGN or not starts_as_byline(text):
            continue
        beside = [rows[at].text for at in (index - 1, index + 1, index + 2) if at < len(rows)]
        timed = any(len(text) <= LONGEST_SIGN and CLOCK.search(text) and has_date(text) for text in beside)
        if (
            timed
            and any(is_prose(row) for row in rows[index : index + ROWS_UNDER_SIGN])
            and any(
                len(row.text) <= LONGEST_LINE and line_points(row, prompts_in(row.text)) >= LIKE_TITLE
                for row in rows[max(index - 3, 0) : index]
            )
        ):
            return index
    return -1


def may_be_bylines(rows: list[Row]) -> list[int]:
    """Give the rows that may open as a byline does: asked once for all rows, it rules out nearly all of them."""
    known = openings("byline")
    return [
        index
        for index, row in enumerate(rows)
        if (opening := row.text[:2].lower()) in known or opening[:1] in known or not opening.isascii()
    ]


def lines_for_title(clues: Clues) -> list[Candidate[str]]:
    """Give the lines that may be the title, each with its points."""
    rows = clues.cut.rows
    if clues.cut.whole:
        text = rows[0].text
        return [Candidate(text, text, Source.TEXT, f"line {rows[0].first_line}", TRUST, "")]
    start = prose_start(rows)
    top = max(0, start - ROWS_BEFORE)
    if start == len(rows):
        start, top = min(start, 60), 0  # as short as the paragraphs are, the title may stand anywhere above
    sure = sure_sign(rows)
    if sure > start:
        start = next(at for at in range(sure, len(rows)) if is_prose(rows[at]))
    slug = slug_words(page_address(clues))
    heads = [
        (piece, word_set(piece))
        for row in rows[:3]
        for piece in SEPARATOR.split(row.text[:LONGEST_LINE])
        if len(piece) > 12
    ]
    first = max(0, sure - ROWS_OVER_SIGN) if sure >= 0 else top
    likely = rows[first : min(start + 1, len(rows))]
    prompts = prompts_in("\n".join([row.text.strip() for row in likely if len(row.text) <= LONGEST_LINE]))
    plain = {index: line_points(row, prompts) for index, row in enumerate(likely, first)}
    plain |= {
        at: line_points(rows[at], prompts_in(rows[at].text)) for at in sure_lines(clues) if at not in plain
    }
    signed = sure if sure >= 0 else signing_row(rows, plain, top, start)
    found: list[Candidate[str]] = []
    rivals = 0
    for index, by_itself in plain.items():
        row, points = rows[index], by_itself
        text = row.text.strip()
        if not 4 <= len(text) <= 260 or (index == start and is_prose(row) and not slug):
            continue
        if signed < 0:
            points -= 0.11 * (start - index)
        elif index > signed:
            points -= 2.0
        else:
            # Title, standfirst, caption, byline: of the lines over a byline the first one is the title.
            points += 1.5 - 0.7 * rivals - 0.15 * max(0, signed - index - 8)
            rivals += by_itself >= LIKE_TITLE
        if clues.title_chance:
            points += (TRUST if by_itself >= PLAUSIBLE else DOUBT) * clues.title_chance[index]
        if slug:
            points += 5.0 * len(slug.intersection(re.findall(r"\w+", text.lower()))) / len(slug)
        if index > 2 and any(
            likeness(piece, text) > 0.9 for piece, said in heads if may_be_like(said, text.lower())
        ):
            points += 2.0  # the first line of a dump is the page's <title>
        detail = f"line {row.first_line}" if row.first_line else "line"
        found.append(Candidate(text, text, Source.TEXT, detail, points, "another line is the title"))
    if slug and (not found or max(one.weight for one in found) < 3.0):
        found.extend(lines_like_address(rows, slug))
    return found


def sure_lines(clues: Clues) -> list[int]:
    """Give the rows that the tagger takes for the title, wherever they stand.

    Where a page has menus and prompts in sentences, the prose seems to begin far from the title.
    """
    chances = [(chance, at) for at, chance in enumerate(clues.title_chance) if chance >= LEAST_SURE]
    return [at for _, at in nlargest(MOST_SURE, chances) if len(clues.cut.rows[at].text) <= LONGEST_LINE]


def may_be_like(said: frozenset[str], low: str) -> bool:
    """Tell whether a text in small letters may have so many of some words that the two are alike by nine in ten.

    Of the words one in five and a half may be missing at most, and a word of a text is a part of it.
    """
    left = len(said) // 5
    for word in said:
        if word not in low:
            left -= 1
            if left < 0:
                return False
    return True


def signing_row(rows: list[Row], plain: dict[int, float], top: int, start: int) -> int:
    """Give the first byline or date that has a line like a title shortly before it; -1 if there is none."""
    for index in range(max(1, top), min(start + 1, len(rows))):
        row = rows[index]
        short = len(row.text) < 130
        if not short or not (starts_as_byline(row.text) or ends_as_byline(row.text) or shows_time(row.text)):
            continue
        if any(plain.get(place, 0.0) >= LIKE_TITLE for place in range(index - 7, index)):
            return index
    return -1


def lines_like_address(rows: list[Row], slug: frozenset[str]) -> list[Candidate[str]]:
    """Give the lines anywhere that have the words of the address, for pages without plain prose."""
    found = []
    for row in rows[:200]:
        common = len(slug.intersection(re.findall(r"\w+", row.text.lower()[:260])))
        if len(row.text) <= 260 and not ADDRESS.match(row.text) and common > 0.6 * len(slug):
            found.append(
                Candidate(row.text, row.text, Source.TEXT, f"line {row.first_line}", 4.0 * common / len(slug))
            )
    return found


def prompts_in(text: str) -> list[str]:
    """Give the words of prompts that a text holds: most pages hold few of them, and no line any other."""
    # bytes are searched three times as fast as a text with signs beyond Latin-1, such as its quotes
    low = text.lower().encode("utf-8", "surrogatepass")
    return [word for word, encoded in encoded_prompts() if encoded in low]


@lru_cache(maxsize=1)
def encoded_prompts() -> tuple[tuple[str, bytes], ...]:
    """Give the words of prompts, each with its bytes."""
    return tuple((word, word.encode()) for word in words("prompt_words"))


def line_points(row: Row, prompts: Collection[str]) -> float:
    """Weigh how much a line by itself reads like a title; `prompts` are the words of prompts that it may hold."""
    if len(row.text) > LONGEST_LINE:
        return 0.0
    text = row.text.strip()
    low = text.lower()
    if ("://" in text and ADDRESS.match(text)) or low in words("not_titles") or "@" in text:
        return -9.0
    size = len(text) * (2.2 if WIDE.search(text) else 1.0)
    points = 0.0
    if 28 <= size <= 150:
        points += 2.0
    elif 18 <= size <= 220:
        points += 1.2
    points -= 1.5 * text.endswith(ENDS_SENTENCE)
    points += 0.5 * (row.gap > 0)
    points -= 1.5 * (row.kind is Kind.LIST)
    points -= 1.5 * (row.links > len(text) * 0.7)
    if any(map(str.isdigit, text)) and has_date(text):
        points -= 1.0 if size > 70 else 3.0
    points -= 2.5 * (strip_before(text, "not_authors") != text)
    if starts_as_byline(text):
        points -= 2.0 if size < 60 else 0.5
    points -= 2.5 * any(map(low.__contains__, prompts))
    points -= 6.0 * is_buttons(text)
    points -= 0.6 * (text.count(" | ") > 1 or text.count(" > ") > 0 or text.count(" / ") > 1)
    points -= 2.6 * is_trail(text)
    points -= 1.2 * is_menu(text)
    points -= 0.5 * bool(LEAD_WORD.match(text) and size > 120)
    return points


def is_trail(text: str) -> bool:
    """Tell whether a line is a path of sections: "Home › Region"."""
    if STEP_SIGNS.isdisjoint(text) or "«" in text:  # which quotes what "»" ends
        return False
    steps = [step.strip() for step in STEP.split(text)]
    if len(steps) < 2 or (len(steps) == 2 and steps[0].lower() not in read_list("home")):
        return False
    return all(0 < len(step) <= LONGEST_STEP and step.count(" ") <= STEP_SPACES for step in steps)


def is_menu(text: str) -> bool:
    """Tell whether a line reads like the items of a menu: one short capital word after the other."""
    tokens = text.split()
    return len(tokens) >= 4 and all(token[:1].isupper() for token in tokens) and max(map(len, tokens)) < 14
