"""The word lists of this package: read once, kept."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

__all__ = ["Spoken", "holds_piece", "pairs", "phrases", "phrases_in", "words"]

ENDING = 3  # letters of a word's end
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


# Of a text of Latin letters little is left, and what tells most words of other scripts and with accents apart is in it.
UNUSUAL = re.compile(r"[^\x00-\x7f]+")


class Spoken:
    """A text that is searched for phrases of several lists, with its words, how these end, and what is not ASCII."""

    __slots__ = ("ends", "letters", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = frozenset(text.split())
        self.ends = frozenset([word[-ENDING:] for word in self.words])
        self.letters = frozenset() if text.isascii() else frozenset("".join(UNUSUAL.findall(text)))


def phrases_in(text: str | Spoken, name: str) -> list[str]:
    """Give the phrases of a list that a text holds, in the list's order; within words too.

    A word between the first and the last of a phrase stands between spaces wherever the phrase does, and a word of the
    text ends as the first of two does: so the words tell at once of most phrases that the text does not hold them.
    """
    spoken = text if isinstance(text, Spoken) else Spoken(text)
    said, known = spoken.text, by_word(name)
    found = [one for one in known.alone if one[1] in said]
    for letter in known.unusual.keys() & spoken.letters:
        found += [one for one in known.unusual[letter] if one[1] in said]
    for word in known.inner.keys() & spoken.words:
        found += [one for one in known.inner[word] if one[1] in said]
    for end in known.pairs.keys() & spoken.ends:
        found += [one for one in known.pairs[end] if one[1] in said]
    return [phrase for _, phrase in sorted(found)]


Placed = list[tuple[int, str]]


class ByWord(NamedTuple):
    """The phrases of a list, each with its place in it, by what a text must hold for them.

    `inner` are those of three words and more, by the longest one within; `pairs` those of two, by how the first ends;
    `unusual` the others, and those with white space other than single spaces, which the words of a text do not show, by
    a letter that is not ASCII; `alone` those of them without any.
    """

    inner: dict[str, Placed]
    pairs: dict[str, Placed]
    unusual: dict[str, Placed]
    alone: Placed


@lru_cache(maxsize=64)
def by_word(name: str) -> ByWord:
    """Part the phrases of a list by what a text must hold for them."""
    found = ByWord({}, {}, {}, [])
    for place, phrase in enumerate(phrases(name)):
        first, *rest = phrase.split(" ") if phrase == " ".join(phrase.split()) else [phrase]
        inner = max(rest[:-1], key=len, default="")
        if inner:
            found.inner.setdefault(inner, []).append((place, phrase))
        elif rest and len(first) >= ENDING:
            found.pairs.setdefault(first[-ENDING:], []).append((place, phrase))
        elif phrase.isascii():
            found.alone.append((place, phrase))
        else:
            found.unusual.setdefault(max(phrase), []).append((place, phrase))
    return found


def holds_piece(text: str, name: str) -> bool:
    """Tell whether a text holds one of the pieces of a list."""
    return pieces(name).search(text) is not None


@lru_cache(maxsize=64)
def pieces(name: str) -> re.Pattern[str]:
    """Make one pattern of all pieces of a list: of plain texts that begin alike it is quicker than each by itself."""
    return re.compile("|".join(map(re.escape, sorted(phrases(name)))))
