"""Words of class names and of phrases, and the word lists that hold them."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

__all__ = ["CREDIT_NAMES", "read_list", "split_words", "squash"]

# One alternative for each shape of word; no part can match what the next one matches, so it never looks back.
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


# Class words of elements that hold a picture's credit.
CREDIT_NAMES = frozenset(
    {"agency", "copyright", "credit", "credits", "fotograf", "fotografer", "photographer", "source"}
)


@lru_cache(maxsize=4096)
def split_words(names: str) -> tuple[str, ...]:
    """Split class and id names into lower-case words: `articleBody main-2` gives article, body, main, 2."""
    return tuple(word.lower() for word in WORD.findall(names))


@lru_cache(maxsize=64)
def read_list(name: str) -> tuple[str, ...]:
    """Read a word list of this package: a line each, `#` begins a comment."""
    text = files("lugas.blocks").joinpath("words", f"{name}.txt").read_text("utf-8")
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


LETTERS = re.compile(r"\w+")


def squash(text: str) -> str:
    """Drop all but letters and digits, so that two writings of one text compare alike."""
    return "".join(LETTERS.findall(text.lower()))
