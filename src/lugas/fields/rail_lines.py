"""The lines of a list of other articles: openers and bullets taken off, headings told from headlines."""

from __future__ import annotations

import re

from lugas.blocks.phrases import Mark, may_mark, phrase_marks
from lugas.remembered import remembered
from lugas.scripts import HAN, KANA

__all__ = [
    "LONGEST_LABEL",
    "SHORTEST_LETTERS",
    "SHORTEST_TITLE",
    "TITLE_WORDS",
    "is_heading_line",
    "is_label",
    "is_opener",
    "is_title_line",
    "without_opener",
]

# The marks of phrases that are asked for, as plain numbers: these are compared far faster.
RELATED, NAVIGATION = int(Mark.RELATED), int(Mark.NAVIGATION)
LEADING = RELATED | int(Mark.MORE)
NOT_OPENING = NAVIGATION | int(Mark.CREDIT)

SHORTEST_TITLE = 16  # characters; shorter is a section or a heading of the rail
SHORTEST_DENSE = 7
SHORTEST_LETTERS = 7  # of another script than the Latin one
LONGEST_LABEL = 32
HEADING_WORDS = 6
OPENER_WORDS = 5
TITLE_WORDS = 3

# What text browsers write for the picture or the dot before an item.
BULLET = re.compile(r"(?:\[[\w-]{1,40}\.(?:gif|jpe?g|png|svg|webp)\]|[-*•·▪►▶»›–—])\s+")
# "【関連】", "[Baca juga]" before a headline.
BOXED = re.compile(r"[【\[［〔《〈]\s?([^【】\[\]［］〔〕《》〈〉]{2,24}?)\s?[】\]］〕》〉]\s{0,4}")
OPENERS = ("【", "[", "［", "〔", "《", "〈")
# What parts "Read also" from the headline after it.
# From the first of several blanks alone, or a run of them would be gone over from each.
PARTED = re.compile(r"(?:(?<!\s)\s++)?[:：|]\s*+|(?<!\s)\s++[-–—>»›]\s+")
PARTING = re.compile(r"[:：|\-–—>»›]")  # a sign of these it wants, and most headlines have none
# Kana and Chinese characters say a word in one or two letters; Thai and its like need as many letters as others do.
DENSE = re.compile(f"[{KANA}{HAN}]")


def points_on(text: str) -> bool:
    """Tell whether a line speaks of other articles, and is no word of the menu or of a credit ("Photo") as well."""
    marks = phrase_marks(text)
    return marks & RELATED > 0 and not marks & NOT_OPENING


def leads_on(text: str) -> bool:
    """Tell whether what stands before a colon and a headline points to it: "Read also", "Read more"."""
    marks = phrase_marks(text)
    return marks & LEADING > 0 and not marks & NOT_OPENING


def is_opener(text: str) -> bool:
    """Tell whether what stands before a link of the same line points to it, be it as a menu does: "Next article"."""
    return len(text.split()) <= OPENER_WORDS and phrase_marks(text) & LEADING > 0


def is_heading_line(text: str, *, doubtful: bool = False) -> bool:
    """Tell whether a line without a link heads a list of articles; where that is `doubtful`, no word of a menu does."""
    if len(text.split()) > HEADING_WORDS or without_opener(text) != text or parting_in(text.rstrip(" :：")):
        return False
    marks = phrase_marks(text)
    return marks & LEADING > 0 and not (doubtful and marks & NAVIGATION)


def parting_in(text: str) -> re.Match[str] | None:
    """Find what parts an opener from the headline after it."""
    return PARTED.search(text) if PARTING.search(text) is not None else None


@remembered(512)
def without_opener(text: str) -> str:
    """Take a bullet and "Read also:" off a headline, in any language of the phrases."""
    bullet = BULLET.match(text)
    if bullet is not None:
        text = text[bullet.end() :]
    boxed = BOXED.match(text) if text[:1] in OPENERS else None
    if boxed is not None and leads_on(boxed[1]) and len(text) > boxed.end():
        return text[boxed.end() :]
    parting = parting_in(text)
    if parting is not None:
        opener, rest = text[: parting.start()], text[parting.end() :]
        found = rest and len(opener.split()) <= OPENER_WORDS and leads_on(opener)
        return rest if found else text
    words = text.split(maxsplit=OPENER_WORDS + TITLE_WORDS)
    if not may_mark(" ".join(words[:OPENER_WORDS]), RELATED):
        return text
    # Of one word alone nobody can tell that it is an opener: "Trending topics ...".
    for count in range(2, min(OPENER_WORDS, len(words) - TITLE_WORDS) + 1):
        if points_on(" ".join(words[:count])):
            return text if words[count][0].islower() else " ".join(text.split()[count:])
    return text


def is_label(text: str) -> bool:
    """Tell whether a short line can be a section."""
    if not 1 < len(text) <= LONGEST_LABEL or text.count(" ") > 3 or text.endswith((":", "…", ".")):
        return False
    return not any(map(str.isdigit, text))


def is_title_line(text: str) -> bool:
    """Tell whether a line is as long as a headline."""
    if DENSE.search(text):
        return len(text) >= SHORTEST_DENSE
    few = len(text.split()) < TITLE_WORDS
    if text.isascii():
        return len(text) >= SHORTEST_TITLE and not few and not text.endswith(":")
    return len(text) >= SHORTEST_LETTERS and (not few or len(text) >= SHORTEST_TITLE)
