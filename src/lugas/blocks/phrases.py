"""Phrases by which a short line of a news page is known for what it is: "baca juga", "share this article", "getty".

The phrases are data, one file a category (`words/<category>.txt`), one phrase a line, in many languages. After a tab
a phrase may say where it counts: `=` it is the whole line, `^` the line begins with it, `$` the line ends with it;
without a flag it counts anywhere. A phrase that ends in a colon wants one there. Case, accents, digits and all other
punctuation are no part of the match.

A line is split into words once, and every run of words that begins like a phrase is looked up: linear in its length.
Scripts written without spaces, and Korean, whose spaces come and go, are searched by letter instead.
"""

from __future__ import annotations

import re
import unicodedata
from enum import IntFlag
from functools import lru_cache
from typing import NamedTuple

from lugas.blocks.words import read_list

__all__ = ["Mark", "phrase_marks"]

# A longer line is prose: only how it begins still tells something.
LONGEST = 300
OPENING = 120

# Lines up to this length come again from page to page ("Share", "Baca juga").
REPEATED = 60


class Mark(IntFlag):
    """What a phrase in a line speaks for; each has its file of phrases."""

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


# A word is what stands between these. A negated set and not `\w`, which leaves out the vowel signs of India and of
# Thai. Icon fonts (private use), arrows, dingbats and emoji part words too.
APART = (
    r"\s\d_!-@\[-`{-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u05be\u05c0\u05c3\u05f3\u05f4\u060c"
    r"\u061b\u061f\u066a-\u066d\u06d4\u0964\u0965\u2000-\u206f\u20a0-\u20cf\u2190-\u2bff\u2e00-\u2e7f\u3000-\u3004"
    r"\u3008-\u3020\u3030\u30fb\ue000-\uf8ff\ufe10-\ufe1f\ufe30-\ufe6f\uff00-\uff0f\U0001f000-\U0001faff"
)
WORD = re.compile(rf"[^{APART}]+(?: ?:)?")
PLAIN_WORD = re.compile(r"[a-z]+(?: ?:)?")

# Thai to Burmese, Khmer, kana, Chinese characters, Hangul.
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]"
)

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


class Spot(NamedTuple):
    """What a phrase speaks for: anywhere, as the whole line, at its beginning, at its end; the same with a colon."""

    anywhere: int = 0
    whole: int = 0
    first: int = 0
    last: int = 0
    anywhere_colon: int = 0
    first_colon: int = 0


class Phrases(NamedTuple):
    """The phrases, ready to be looked up.

    `spaced` holds phrases by their words; `lengths` tells, for the first word of a phrase, how many words the phrases
    beginning with it have. `unspaced` holds the phrases of scripts without spaces by their first letter.
    """

    spaced: dict[str, Spot]
    lengths: dict[str, tuple[int, ...]]
    unspaced: dict[str, tuple[tuple[str, Spot], ...]]


def phrase_marks(text: str) -> int:
    """Tell what the phrases in a line speak for, as bits of `Mark`; 0 for a line without any.

    Lines longer than 300 characters are searched at their beginning only.
    """
    return short_marks(text) if len(text) <= REPEATED else find_marks(text)


@lru_cache(maxsize=4096)
def short_marks(text: str) -> int:
    """Search a short line, or remember what was found in it before."""
    return find_marks(text)


def find_marks(text: str) -> int:
    """Search a line."""
    long = len(text) > LONGEST
    if long:
        text = text[:OPENING]
    if text.isascii():
        words = PLAIN_WORD.findall(text.lower())
        return match_words(words, long) if words else 0
    text = fold(text)
    words = WORD.findall(text)
    if not words:
        return 0
    letters = "".join(words).replace(" ", "") if UNSPACED.search(text) else ""
    marks = match_words(words, long)
    return marks | match_letters(letters, long) if letters else marks


def match_words(words: list[str], long: bool) -> int:
    """Look up the runs of words that begin like a phrase; of a long line's, only those at its beginning."""
    spaced, lengths, _ = load_phrases()
    end = len(words)
    colons = 0
    for index, word in enumerate(words):
        if word[-1] == ":":
            words[index] = word[:-1].rstrip()
            colons |= 1 << index
    marks = 0
    for start in range(1 if long else end):
        for length in lengths.get(words[start], ()):
            stop = start + length
            if stop > end:
                break
            spot = spaced.get(words[start] if length == 1 else " ".join(words[start:stop]))
            if spot is None:
                continue
            colon = colons >> (stop - 1) & 1
            if start == 0:
                marks |= spot.first | (spot.first_colon if colon else 0)
                if stop == end and not long:
                    marks |= spot.whole
            if not long:
                marks |= spot.anywhere | (spot.anywhere_colon if colon else 0)
                if stop == end:
                    marks |= spot.last
    return marks


def match_letters(text: str, long: bool) -> int:
    """Search a line of a script without spaces, for each phrase that begins with one of its letters."""
    unspaced = load_phrases().unspaced
    marks = 0
    end = len(text.rstrip(":"))
    for start in range(1 if long else len(text)):
        for phrase, spot in unspaced.get(text[start], ()):
            if not text.startswith(phrase, start):
                continue
            stop = start + len(phrase)
            colon = text.startswith(":", stop)
            if start == 0:
                marks |= spot.first | (spot.first_colon if colon else 0)
                if stop == end and not long:
                    marks |= spot.whole
            if not long:
                marks |= spot.anywhere | (spot.anywhere_colon if colon else 0)
                if stop == end:
                    marks |= spot.last
    return marks


@lru_cache(maxsize=1)
def load_phrases() -> Phrases:
    """Read the phrases of all categories."""
    spots: dict[str, list[int]] = {}
    for mark in Mark:
        name = (mark.name or "").lower()
        for line in fold("\n".join(read_list(name))).split("\n"):
            phrase, _, flag = line.partition("\t")
            words = WORD.findall(phrase)
            if not words:
                continue
            colon = words[-1].endswith(":")
            words[-1] = words[-1].removesuffix(":").rstrip()
            spot = spots.setdefault(" ".join(words), [0] * 6)
            spot[place_of(flag, colon)] |= int(mark)
    spaced: dict[str, Spot] = {}
    lengths: dict[str, set[int]] = {}
    unspaced: dict[str, list[tuple[str, Spot]]] = {}
    for key, masks in spots.items():
        if UNSPACED.search(key):
            phrase = key.replace(" ", "")
            unspaced.setdefault(phrase[0], []).append((phrase, Spot(*masks)))
        else:
            # Colons between its words are no part of a match.
            phrase = key.replace(" :", "").replace(":", "")
            spaced[phrase] = join_spots(spaced.get(phrase), masks)
            lengths.setdefault(phrase.partition(" ")[0], set()).add(phrase.count(" ") + 1)
    return Phrases(
        spaced,
        {word: tuple(sorted(found)) for word, found in lengths.items()},
        {letter: tuple(found) for letter, found in unspaced.items()},
    )


def join_spots(spot: Spot | None, masks: list[int]) -> Spot:
    """Give what two phrases speak for that are written alike but for colons between their words."""
    return Spot(*masks) if spot is None else Spot(*(old | new for old, new in zip(spot, masks, strict=True)))


def place_of(flag: str, colon: bool) -> int:
    """Give the field of `Spot` that a flag and a closing colon mean; at the end of a line a colon tells nothing."""
    if colon and flag in ("", "^"):
        return 4 if flag == "" else 5
    return {"": 0, "=": 1, "^": 2, "$": 3}[flag]


def fold(text: str) -> str:
    """Write text in lower case, without accents and without other differences of spelling."""
    return unicodedata.normalize("NFKC", text.lower()).translate(fold_table())


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
