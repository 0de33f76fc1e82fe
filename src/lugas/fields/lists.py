"""The word lists of this package: read once, kept."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

__all__ = ["holds_piece", "pairs", "phrases", "phrases_in", "words"]

LISTS = Path(__file__).parent / "words"


@lru_cache(maxsize=64)
def phrases(name: str) -> tuple[str, ...]:
    """Read a list in its own order: one entry a line, `#` at its start makes a line a comment."""
    text = (LISTS / f"{name}.txt").read_text("utf-8")
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


@lru_cache(maxsize=64)
def words(name: str) -> frozenset[str]:
    """Read a list as a set."""
    return frozenset(phrases(name))


@lru_cache(maxsize=64)
def pairs(name: str) -> dict[str, tuple[str, ...]]:
    """Read a list of `word = meaning` lines as a mapping; a word on several lines has several meanings."""
    found: dict[str, tuple[str, ...]] = {}
    for line in phrases(name):
        word, _, meaning = line.partition(" = ")
        found[word.strip()] = (*found.get(word.strip(), ()), meaning.strip())
    return found


def phrases_in(text: str, name: str) -> list[str]:
    """Give the phrases of a list that a text holds, in the list's order; within words too.

    A word between the first and the last of a phrase stands between spaces wherever the phrase does: so the words of
    the text tell at once of most phrases that it does not hold them.
    """
    known = by_inner_word(name)
    found = [one for one in known[""] if one[1] in text]
    for word in known.keys() & text.split():
        found += [one for one in known[word] if one[1] in text]
    return [phrase for _, phrase in sorted(found)]


@lru_cache(maxsize=64)
def by_inner_word(name: str) -> dict[str, list[tuple[int, str]]]:
    """Give the phrases of a list, each with its place in it, by the longest word within; "" for those without one."""
    found: dict[str, list[tuple[int, str]]] = {"": []}
    for place, phrase in enumerate(phrases(name)):
        inner = max(phrase.split(" ")[1:-1], key=len, default="")
        found.setdefault(inner, []).append((place, phrase))
    return found


def holds_piece(text: str, name: str) -> bool:
    """Tell whether a text holds one of the pieces of a list."""
    return pieces(name).search(text) is not None


@lru_cache(maxsize=64)
def pieces(name: str) -> re.Pattern[str]:
    """Make one pattern of all pieces of a list: of plain texts that begin alike it is quicker than each by itself."""
    return re.compile("|".join(map(re.escape, sorted(phrases(name)))))
