"""Appeals in whole sentences: support our newsroom, we may earn a commission, let us show this content.

They stand under the article, or between its paragraphs, in the newsroom's own voice and in prose, so the tagger takes
them for body; the lists of phrases for short lines do not reach them. What a site says of itself is never an article's
own. What an article may say as well ("the grant will support local journalism") needs a second sign: a link, another
such phrase in the row, a box named for it, a place after the body. A box in which several of them stand is an appeal
as a whole.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from lugas.blocks.asides import role_of
from lugas.blocks.holdings import Holdings
from lugas.blocks.phrases import UNSPACED, Mark, fold
from lugas.blocks.plain import NOT_PLAIN, plain_words
from lugas.blocks.sheet import Sheet
from lugas.blocks.words import read_list
from lugas.blocks.zones import holdings_of, likely_rows
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
ASKING = frozenset({Role.SUBSCRIPTION, Role.NEWSLETTER})

# A box named so, or for something that stands apart, may hold an appeal; so far around a row its boxes' names are read.
ASKING_NAMES = frozenset(
    {
        "appeal",
        "cta",
        "membership",
        "paywall",
        "promo",
        "promobox",
        "subscription",
        "support",
        "unterstuetzen",
    }
)
NAMED_BOXES = 3


def leaves_body(holdings: Holdings, box: int) -> bool:
    """Whether an article's worth of likely body stands outside of a box, and the title too."""
    return box not in holdings.titled and holdings.whole - holdings.likely[box] >= ENOUGH


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of the list as they are looked for, what they speak for, and whether they do so alone.

    `open` phrases may end within a word. `whole` are the words that stand as such wherever the phrase does, as
    `plain_words` writes them: a page's words tell at once which phrases it cannot hold. None for other scripts.
    """

    words: str
    role: Role
    alone: bool
    open: bool

    @property
    def whole(self) -> list[bytes]:
        """The words that are no beginnings of others."""
        words = plain_words(self.words) if NOT_PLAIN.search(self.words) is None else []
        return words[:-1] if self.open else words

    def find(self, text: str) -> int:
        """Give where the phrase stands in a plain text as whole words, -1 if nowhere."""
        at = text.find(self.words)
        while at >= 0:
            end = at + len(self.words)
            if parted(text, at) and (self.open or parted(text, end)):
                return at
            at = text.find(self.words, end)
        return -1


Listed = tuple[int, bytes, list[bytes], Phrase]


@lru_cache(maxsize=1)
def appeals() -> dict[bytes, list[Listed]]:
    """Give the phrases by the longest of their whole words, each with its place, its words in UTF-8, and `whole`."""
    found: dict[bytes, list[Listed]] = {b"": []}
    for place, line in enumerate(read_list("appeals")):
        role, _, words = line.partition("\t")
        phrase = Phrase(words.rstrip("*"), Role(role.rstrip("?")), role[-1] != "?", words[-1] == "*")
        listed = place, phrase.words.encode(), phrase.whole, phrase
        found.setdefault(max(phrase.whole, key=len, default=b""), []).append(listed)
    return found


def parted(text: str, at: int) -> bool:
    """Whether a word may end at a place in a text; in scripts written without spaces, anywhere."""
    if not 0 < at < len(text):
        return True
    return not (in_word(text[at - 1]) and in_word(text[at])) or bool(UNSPACED.match(text[at - 1]))


def in_word(letter: str) -> bool:
    """Whether a character is part of a word: a letter, a digit or a vowel sign."""
    return letter.isalnum() or unicodedata.category(letter)[0] == "M"


def plain_sentence(text: str) -> str:
    """Write a sentence as the list has it: in lower case, without accents, with straight apostrophes."""
    return text.lower() if text.isascii() else fold(text.replace("’", "'"))


def mark_appeals(sheet: Sheet, options: Options) -> None:
    """Mark the lines that ask a reader for something, and what else stands in their boxes."""
    rows, words, threshold = sheet.rows, sheet.words, options.threshold
    likely = [
        index
        for index, chance in enumerate(sheet.chance)
        if chance >= threshold and rows[index].text and words[index] <= APPEAL_WORDS
    ]
    told, may = phrases_told(sheet, likely)
    if not told and not may:
        return
    holdings = holdings_of(sheet, options) if sheet.cut.form == "html" else None
    told |= confirmed(sheet, told, may, holdings, options)
    for index, role in told.items():
        if sheet.unmarked(index):
            sheet.mark(index, role, REASONS[role], 0.9)
    if holdings is not None:
        mark_boxed(sheet, told | may, holdings, options)


def phrases_told(sheet: Sheet, likely: list[int]) -> tuple[dict[int, Role], dict[int, Role]]:
    """Give the rows with a phrase that speaks alone or two of the others, and those with only one of the others."""
    found = phrases_in([sheet.rows[index].text for index in likely])
    told: dict[int, Role] = {}
    may: dict[int, Role] = {}
    for index in likely if found else ():
        sentence = plain_sentence(sheet.rows[index].text)
        fit = [
            (phrase.find(sentence), phrase)
            for phrase in found
            if phrase.role is not Role.NEWSLETTER or sheet.words[index] <= NEWSLETTER_WORDS
        ]
        fit = sorted(((at, phrase) for at, phrase in fit if at >= 0), key=lambda hit: hit[0])
        if fit:
            alone = next((phrase.role for _, phrase in fit if phrase.alone), None)
            first, last = fit[0], fit[-1]
            two = last[0] >= first[0] + len(first[1].words)  # they do not share words
            (told if alone or two else may)[index] = alone or first[1].role
    return told, may


def phrases_in(texts: list[str]) -> list[Phrase]:
    """Give the phrases that some lines may say, in the order of the list; most pages say none."""
    every, page = appeals(), "\n".join(texts)
    words = plain_words(page)
    others = ""
    if not page.isascii() and NOT_PLAIN.search(page) is not None:
        others = plain_sentence("\n".join([text for text in texts if NOT_PLAIN.search(text) is not None]))
        words += plain_words(others)
    said = set(words)
    may = [one for key in every.keys() & said for one in every[key] if said.issuperset(one[2])]
    row = b" ".join(words) if may else b""
    may = [one for one in may if b" ".join(one[2]) in row]
    told = held(plain_sentence(page), may) if may else []
    if others:
        told += held(others, every[b""])
    return [phrase for *_, phrase in sorted(told, key=lambda one: one[0])]


def held(page: str, some: list[Listed]) -> list[Listed]:
    """Give those of some phrases whose words a page holds."""
    # bytes are searched three times as fast as a text with signs beyond Latin-1, such as its quotes
    data = page.encode("utf-8", "replace")
    return [one for one in some if one[1] in data]


def confirmed(
    sheet: Sheet, told: dict[int, Role], may: dict[int, Role], holdings: Holdings | None, options: Options
) -> dict[int, Role]:
    """Give the rows of `may` that have a second sign: a link, a box named for it, a place after the body."""
    others = (index for index in likely_rows(sheet, options) if index not in told and index not in may)
    last = max(others, default=-1)
    return {
        index: role
        for index, role in may.items()
        if index > last
        or sheet.rows[index].links
        or (holdings is not None and in_named_box(sheet, holdings, index))
    }


def in_named_box(sheet: Sheet, holdings: Holdings, index: int) -> bool:
    """Whether a row stands in a small box of its own that is named for something else than the article."""
    boxes = sheet.cut.boxes
    return any(
        not ASKING_NAMES.isdisjoint(boxes[box].words) or role_of(boxes[box]) is not None
        for box in lineage(boxes, sheet.rows[index].box, NAMED_BOXES)
        if holdings.apart(box, MOST)
    )


def mark_boxed(sheet: Sheet, told: dict[int, Role], holdings: Holdings, options: Options) -> None:
    """Mark what the tagger takes for body in boxes of which several lines ask to subscribe, to give, to sign up."""
    boxes = sheet.cut.boxes
    asking = [
        index
        for index, row in enumerate(sheet.rows)
        if row.text and (told.get(index) in ASKING or sheet.marks[index] & PROMPTS)
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
    found = {
        box
        for box in range(len(boxes))
        if lines[box] >= TELLING_LINES
        and lines[box] * ROWS_EACH >= rows[box]
        and (holdings.apart(box, MOST) or leaves_body(holdings, box))
    }
    for index in likely_rows(sheet, options) if found else ():
        if not found.isdisjoint(lineage(boxes, sheet.rows[index].box)):
            sheet.mark(
                index, Role.SUBSCRIPTION, "stands in a box that asks to support or to join the site", 0.7
            )
