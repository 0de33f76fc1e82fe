"""The word lists of this package: read once, kept."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

__all__ = ["pairs", "phrases", "words"]

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
