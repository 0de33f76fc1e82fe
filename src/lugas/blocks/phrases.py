"""Phrases by which a short line of a news page is known for what it is: "baca juga", "share this article", "getty".

The phrases are data, one file a category (`words/<category>.txt`), one phrase a line, in many languages. After a tab
a phrase may say where it counts: `=` it is the whole line, `^` the line begins with it, `$` the line ends with it;
without a flag it counts anywhere. A phrase that ends in a colon wants one there. Case, accents, digits and all other
punctuation are no part of the match. The files hold the phrases in the very form that is looked up, since turning
20,000 of them into it took a third of the time of reading one page; `python -m tests.blocks.write_phrases` does it.

A line is split into words once, and every run of words that begins like a phrase is looked up: linear in its length.
Scripts written without spaces, and Korean, whose spaces come and go, are searched by letter instead.
"""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from lugas.blocks.words import read_lines
from lugas.scripts import HAN, HANGUL, KANA, SOUTHEAST_ASIAN

__all__ = [
    "KEPT",
    "LONGEST",
    "OPENING",
    "WORD",
    "Mark",
    "find_marks",
    "fold",
    "is_buttons",
    "keep",
    "load_phrases",
    "match_words",
    "may_mark",
    "part_colons",
    "phrase_marks",
]

# A longer line is prose: only how it begins still tells something.
LONGEST = 300
OPENING = 120

# Lines up to this length come again from page to page ("Share", "Baca juga"): what so many of them say is kept.
REPEATED, MOST_KEPT = 60, 4096
KEPT: dict[str, int] = {}


class Mark(IntEnum):
    """What a phrase in a line speaks for: one bit each, for which there is a file of phrases. Several are an `int`."""

    SUBSCRIPTION = 1 << 0
    NEWSLETTER = 1 << 1
    AD = 1 << 2
    SHARE = 1 << 3
    COPY = 1 << 4
    RELATED = 1 << 5
    COMMENTS = 1 << 6
    CONSENT = 1 << 7
    FOOTER = 1 << 8
    NAVIGATION = 1 << 9
    CONTROL = 1 << 10
    BYLINE = 1 << 11
    TIME = 1 << 12
    CREDIT = 1 << 13
    CORRECTION = 1 << 14
    AUTHOR_BOX = 1 << 15
    TAGS = 1 << 16
    MORE = 1 << 17


BUTTONS = int(Mark.SHARE) | int(Mark.COPY)
# In a row of so many buttons some may print, save or read aloud: "Share Save Print", but "Stop Facebook" is a heading.
CONTROL, MIXED = int(Mark.CONTROL), 3

# A word is what stands between these. A negated set and not `\w`, which leaves out the vowel signs of India and of
# Thai. Icon fonts (private use), arrows, dingbats and emoji part words too.
APART = (
    r"\s\d_!-@\[-`{-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u05be\u05c0\u05c3\u05f3\u05f4\u060c"
    r"\u061b\u061f\u066a-\u066d\u06d4\u0964\u0965\u2000-\u206f\u20a0-\u20cf\u2190-\u2bff\u2e00-\u2e7f\u3000-\u3004"
    r"\u055a-\u055f\u104a\u104b\u10fb\u1361-\u1368\u17d4-\u17d6"
    r"\u3008-\u3020\u3030\u30fb\ue000-\uf8ff\ufe10-\ufe1f\ufe30-\ufe6f\uff00-\uff0f\U0001f000-\U0001faff"
)
WORD = re.compile(rf"[^{APART}]+(?: ?:)?")
PLAIN_WORD = re.compile(r"[a-z]+(?: ?:)?")

SMALL_LETTERS = re.compile(r"[a-z]+")

# Korean, too, and what stands for Chinese characters elsewhere in Unicode.
UNSPACED = re.compile(rf"[{SOUTHEAST_ASIAN}{KANA}{HAN}{HANGUL}\uf900-\ufaff]")

# Letters that are written one for the other: Arabic and Persian forms, Turkish dotless i, Russian yo.
SAME = {
    "أ": "ا",
    "إ": "ا",
    "آ": "ا",
    "ى": "ي",
    "ی": "ي",
    "ک": "ك",
    "ة": "ه",
    "ı": "i",
    "ё": "е",
    "ς": "σ",
    "đ": "d",
}
# Marks that are often left out, and the non-joiner of Persian, which often gives way to nothing.
DROPPED = (0x0307, 0x0640, 0x200C, 0x200D, 0x200E, 0x200F, *range(0x064B, 0x0653))
# Latin, Greek and Cyrillic letters with accents.
ACCENTED = (range(0x00C0, 0x0250), range(0x0370, 0x0460), range(0x1E00, 0x2000))


# All that `fold_table` changes, and more: the rest of a text need not be looked up letter by letter.
FOLDED = re.compile(
    "["
    + "".join(map(chr, DROPPED))
    + "".join(SAME)
    + "".join(f"{chr(part[0])}-{chr(part[-1])}" for part in ACCENTED)
    + "]+"
)


# What a phrase speaks for is one number: the bits of `Mark` for each place in a line, one place above the other. A
# colon at the end of a line tells nothing.
WIDTH = len(Mark)
EVERY = (1 << WIDTH) - 1
ANYWHERE, WHOLE, FIRST, LAST, COLON, FIRST_COLON = (EVERY << place * WIDTH for place in range(6))
FLAGS = {"": 0, "=": 1, "^": 2, "$": 3, ":": 4, ":^": 5, ":=": 1, ":$": 3}

# What counts of a phrase by where it stands, as `place_of` numbers it: at the beginning of a line (1), at its end (2),
# before a colon (4), in a line so long that only its beginning tells something (8).
WANTED = {ANYWHERE: 0, FIRST: 1, LAST: 2, WHOLE: 3, COLON: 4, FIRST_COLON: 5}
PLACES = [sum(part for part in WANTED if place & WANTED[part] == WANTED[part]) for place in range(8)]
PLACES += [place & (FIRST | FIRST_COLON) for place in PLACES]

Spot = int


class Phrases(NamedTuple):
    """The phrases, ready to be looked up: those of words, those of scripts without spaces.

    `spaced` and `unspaced` tell what each speaks for. `pairs` tell of the first two words of the longer phrases how
    many words these have, rising: every other word of a line begins a phrase ("the", "in", "by") and hardly one of
    them goes on like one. `midst` are the phrases of one word that count between other words too, if need be with a
    colon; most count at the ends of a line alone. `sizes` tell how many letters the phrases have that begin with a
    letter, rising.
    """

    spaced: dict[str, Spot]
    pairs: dict[tuple[str, str], tuple[int, ...]]
    midst: frozenset[str]
    unspaced: dict[str, Spot]
    sizes: dict[str, tuple[int, ...]]


def phrase_marks(text: str) -> int:
    """Tell what the phrases in a line speak for, as bits of `Mark`; 0 for a line without any.

    Lines longer than 300 characters are searched at their beginning only.
    """
    marks = KEPT.get(text)
    if marks is None:
        marks = find_marks(text)
        keep({text: marks})
    return marks


def may_mark(text: str, mark: int) -> bool:
    """Whether some of the words of a line may hold a phrase that speaks for a mark: false rules it out quickly."""
    if not text.isascii():
        return True
    alone, pairs = beginnings(mark)
    words = SMALL_LETTERS.findall(text.lower())
    return not (alone.isdisjoint(words) and pairs.isdisjoint(pairwise(words)))


@lru_cache(maxsize=32)
def beginnings(mark: int) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """Give the phrases of one word that speak for a mark, and the first two words of the others."""
    wanted = at_all_places(mark)
    told = [phrase.split(" ", 2) for phrase, spot in load_phrases().spaced.items() if spot & wanted]
    return (
        frozenset(words[0] for words in told if len(words) == 1),
        frozenset((words[0], words[1]) for words in told if len(words) > 1),
    )


def is_buttons(text: str) -> bool:
    """Whether every word of a line is the label of a button, some of them to share: "Facebook WhatsApp E-Mail"."""
    first = text.split(maxsplit=1)[:1]
    if first and first[0].isascii() and first[0].isalpha() and first[0].lower() not in buttons():
        return False  # nearly every line
    words = text.split()
    wanted = BUTTONS | CONTROL if len(words) >= MIXED else BUTTONS
    told = 0
    for word in words:
        marks = phrase_marks(word)
        if not marks & wanted:
            return False
        told |= marks
    return bool(told & BUTTONS)


@lru_cache(maxsize=1)
def buttons() -> frozenset[str]:
    """Give the words that are the label of a button by themselves."""
    wanted = PLACES[place_of(0, 1, 1, 0, False)] & at_all_places(BUTTONS | CONTROL)
    spaced = load_phrases().spaced
    return frozenset(phrase for phrase, spot in spaced.items() if spot & wanted)


def keep(found: dict[str, int]) -> None:
    """Remember what was found in some lines, as far as they are short and not too many."""
    short = {text: marks for text, marks in found.items() if len(text) <= REPEATED}
    if len(KEPT) + len(short) > MOST_KEPT:
        KEPT.clear()
    if len(short) <= MOST_KEPT:
        KEPT.update(short)


def find_marks(text: str) -> int:
    """Search a line."""
    long = len(text) > LONGEST
    if long:
        text = text[:OPENING]
    letters = ""
    if text.isascii():
        words = PLAIN_WORD.findall(text.lower())
    else:
        text = fold(text)
        words = WORD.findall(text)
        letters = "".join(words).replace(" ", "") if UNSPACED.search(text) else ""
    if not words:
        return 0
    marks = match_words(load_phrases(), words, part_colons(words) if ":" in text else 0, long)
    return marks | match_letters(letters, long) if letters else marks


def part_colons(words: list[str]) -> int:
    """Take the colons off words, and give a bit for each word that had one."""
    colons = 0
    for index, word in enumerate(words):
        if word[-1] == ":":
            words[index] = word[:-1].rstrip()
            colons |= 1 << index
    return colons


def match_words(known: Phrases, words: list[str], colons: int, long: bool) -> int:
    """Look up a line's words, and the runs of them that begin like a phrase; of a long line's, those at its beginning.

    `colons` has a bit for each word that a colon follows.
    """
    spaced, pairs, midst = known[:3]
    end = len(words)
    marks = 0
    if words[0] in spaced:
        marks = marks_at(words[0], place_of(0, 1, end, colons, long))
    if end == 1:
        return marks
    if not long:
        if words[-1] in spaced:
            marks |= marks_at(words[-1], place_of(end - 1, end, end, colons, long))
        if not midst.isdisjoint(words):
            for start in range(1, end - 1):
                if words[start] in midst:
                    marks |= marks_at(words[start], place_of(start, start + 1, end, colons, long))
    begun = words[:2] if long else words
    if pairs.keys().isdisjoint(pairwise(begun)):
        return marks  # most lines
    for start, pair in enumerate(pairwise(begun)):
        for length in pairs.get(pair, ()):
            stop = start + length
            phrase = " ".join(words[start:stop])
            if stop <= end and phrase in spaced:
                marks |= marks_at(phrase, place_of(start, stop, end, colons, long))
    return marks


@lru_cache(maxsize=8192)
def marks_at(phrase: str, place: int) -> int:
    """Give what a phrase of words speaks for at a place."""
    return marks_of(load_phrases().spaced[phrase] & PLACES[place])


def match_letters(text: str, long: bool) -> int:
    """Search a line of a script without spaces, for the phrases that begin with each of its letters."""
    unspaced, sizes = load_phrases()[3:]
    end = len(text.rstrip(":"))
    found = 0
    for start in range(1 if long else len(text)):
        for size in sizes.get(text[start], ()):
            stop = start + size
            spot = unspaced.get(text[start:stop])
            if spot is not None:
                colon = 1 << stop - 1 if text.startswith(":", stop) else 0
                found |= spot & PLACES[place_of(start, stop, end, colon, long)]
    return marks_of(found)


def place_of(start: int, stop: int, end: int, colons: int, long: bool) -> int:
    """Give the number in `PLACES` of where a phrase from `start` to `stop` stands in a line up to `end`.

    `colons` has a bit for each word or letter that a colon follows; of a long line only the beginning is told.
    """
    return (start == 0) + 2 * (stop == end) + 4 * (colons >> stop - 1 & 1) + 8 * long


def marks_of(spot: Spot) -> int:
    """Give what a spot speaks for at any of its places."""
    spot |= spot >> 3 * WIDTH  # two halves of three places each
    return (spot | spot >> WIDTH | spot >> 2 * WIDTH) & EVERY


def at_all_places(marks: int) -> Spot:
    """Give the spot of a phrase that speaks for some marks wherever it stands."""
    return sum(marks << place * WIDTH for place in range(6))


@lru_cache(maxsize=1)
def load_phrases() -> Phrases:
    """Read the phrases of all categories."""
    spots = read_spots()
    unspaced = {phrase: spots.pop(phrase) for phrase in [*filter(UNSPACED.search, spots)]}
    midst = frozenset(
        phrase for phrase, spot in spots.items() if spot & (ANYWHERE | COLON) and " " not in phrase
    )
    lengths: dict[tuple[str, str], int] = {}
    for words in [phrase.split(" ") for phrase in spots if " " in phrase]:
        pair = (words[0], words[1])
        lengths[pair] = lengths.get(pair, 0) | 1 << len(words)
    sizes: dict[str, int] = {}
    for phrase in unspaced:
        sizes[phrase[0]] = sizes.get(phrase[0], 0) | 1 << len(phrase)
    numbers = {mask: numbers_of(mask) for mask in {*sizes.values(), *lengths.values()}}
    return Phrases(
        spots,
        {pair: numbers[mask] for pair, mask in lengths.items()},
        midst,
        unspaced,
        {letter: numbers[mask] for letter, mask in sizes.items()},
    )


def read_spots() -> dict[str, Spot]:
    """Read what each phrase speaks for."""
    spots: dict[str, Spot] = {}
    for mark in Mark:
        bits = {flag: mark.value << place * WIDTH for flag, place in FLAGS.items()}
        for line in read_lines((mark.name or "").lower()):
            phrase, _, flag = line.partition("\t")
            if phrase[-1] == ":":
                phrase, flag = phrase[:-1], f":{flag}"
            if phrase in spots:
                spots[phrase] |= bits[flag]
            else:
                spots[phrase] = bits[flag]
    return spots


def numbers_of(mask: int) -> tuple[int, ...]:
    """Give the numbers of a mask's bits, rising."""
    return tuple(bit for bit in range(mask.bit_length()) if mask >> bit & 1)


def fold(text: str) -> str:
    """Write text in lower case, without accents and without other differences of spelling."""
    return FOLDED.sub(unaccented, unicodedata.normalize("NFKC", text.lower()))


def unaccented(found: re.Match[str]) -> str:
    """Write letters without their accents."""
    return found[0].translate(fold_table())


@lru_cache(maxsize=1)
def fold_table() -> dict[int, str | None]:
    """Make the table of letters written without their accents."""
    table: dict[int, str | None] = {}
    for letters in ACCENTED:
        for code in letters:
            parts = unicodedata.decomposition(chr(code))
            if parts and parts[0] != "<":
                base = unicodedata.normalize("NFD", chr(code))[0]
                if base != chr(code):
                    table[code] = base
    table.update((ord(letter), other) for letter, other in SAME.items())
    table.update(dict.fromkeys(DROPPED))
    return table
