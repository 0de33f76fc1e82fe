"""When an article was published, where a page says it in its scripts' data alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lugas.page.embedded import letters
from lugas.page.nodes import key_words, names_headline
from lugas.page.scripts import read_store
from lugas.page.state import is_wanted, pieces_of, walk
from lugas.page.tree import Document

__all__ = ["find_dates"]

DATES = frozenset(
    {"at", "created", "date", "datetime", "dt", "modified", "on", "posted", "published", "time", "updated"}
)
NO_DATES = frozenset({"birth", "end", "expires", "expiry", "paper", "print", "until"})
LEAST_LETTERS, LONGEST_TITLE = 12, 600  # of a title that tells whose record it is
LONGEST, LEAST_DIGITS = 40, 6  # characters of a date, and digits in it


def find_dates(tree: Document, titles: Sequence[str]) -> list[tuple[str, str]]:
    """Give the dates in the record whose headline is one of the titles: the name of each, and its text."""
    keys = {key for title in titles if len(key := letters(title)) >= LEAST_LETTERS}
    pieces = [piece for title in titles for piece in pieces_of(title)]
    if not keys or not pieces:
        return []
    nodes = walk(read_store(tree, lambda text: is_wanted(text, pieces)))
    for value in nodes.values:
        if not isinstance(value, dict):
            continue
        heads = (text for name, text in value.items() if isinstance(text, str) and names_headline(name))
        if any(letters(text[:LONGEST_TITLE]) in keys for text in heads):
            found = list(dates_of(value))
            if found:
                return found
    return []


def dates_of(record: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Give what stands in a record under the names of dates and looks like one."""
    for name, value in record.items():
        words = key_words(name)
        if isinstance(value, bool) or not isinstance(value, str | int):
            continue
        if DATES.isdisjoint(words) or not NO_DATES.isdisjoint(words):
            continue
        text = str(value)[: LONGEST + 1].strip()
        if len(text) <= LONGEST and sum(letter.isdigit() for letter in text) >= LEAST_DIGITS:
            yield name, text
