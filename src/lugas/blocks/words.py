"""Words of class names and of phrases, and the word lists that hold them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

__all__ = [
    "CREDIT_NAMES",
    "QUOTE_NAMES",
    "STOPS",
    "find_words",
    "read_lines",
    "read_list",
    "rows_saying",
    "says",
    "split_words",
    "squash",
]

LISTS = Path(__file__).parent / "words"

# What ends a sentence.
STOPS = ".!?…。！？．｡؟۔।॥։።"

# One alternative for each shape of word; no part can match what the next one matches, so it never looks back.
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
# The same where there are no capitals, as in nine names of ten.
SMALL_WORD = re.compile(r"[a-z]+|[0-9]+")


# Class words of elements that hold a picture's credit.
CREDIT_NAMES = frozenset(
    {"agency", "copyright", "credit", "credits", "fotograf", "fotografer", "photographer", "source"}
)
# Class words of elements that hold a quote set large; the second of them beside "quote" alone.
QUOTE_NAMES = frozenset({"kutipan", "pull", "pullquote", "zitat"})


@lru_cache(maxsize=4096)
def split_words(names: str) -> tuple[str, ...]:
    """Split class and id names into lower-case words, or remember how they were split."""
    return find_words(names)


def find_words(names: str) -> tuple[str, ...]:
    """Split class and id names into lower-case words: `articleBody main-2` gives article, body, main, 2."""
    return tuple(SMALL_WORD.findall(names) if names.islower() else map(str.lower, WORD.findall(names)))


def read_lines(name: str) -> list[str]:
    """Read a word list of this package: an entry a line, `#` at its start makes a line a comment."""
    lines = (LISTS / f"{name}.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and line[0] != "#"]


@lru_cache(maxsize=32)
def read_list(name: str) -> tuple[str, ...]:
    """Read a word list as `read_lines` does, and keep it."""
    return tuple(read_lines(name))


LETTERS = re.compile(r"\w+")
# The same for ASCII, four times as fast.
NO_SIGNS = {code: None for code in range(128) if not LETTERS.match(chr(code))}


def squash(text: str) -> str:
    """Drop all but letters and digits, so that two writings of one text compare alike."""
    low = text.lower()
    return low.translate(NO_SIGNS) if low.isascii() else "".join(LETTERS.findall(low))


def rows_saying(texts: Sequence[str], flat: str, longest: int) -> list[int]:
    """Give the places of the texts shorter than `longest` that say what `flat`, squashed already, does; none if empty.

    Most lines of a page are far shorter than its title: a letter in small is two at most, so that half of the title's
    length is the least.
    """
    least, first = (len(flat) + 1) // 2, flat[:1]
    if not flat:
        return []
    return [
        at
        for at, text in enumerate(texts)
        if least <= len(text) < longest
        and (text[0].lower()[0] == first or not text[0].isalnum())
        and says(text, flat)
    ]


def says(text: str, flat: str) -> bool:
    """Whether a text says what `flat`, squashed already, does: `squash(text) == flat`, decided early if possible."""
    first, last = text[:1], text[-1:]
    # two ends that are letters and differ tell nearly every text apart; what lowering makes of one letter may be two
    if first.isalnum() and first.lower()[0] != flat[:1]:
        return False
    if last.isascii() and last.isalnum() and last.lower() != flat[-1:]:
        return False
    return squash(text) == flat
