"""The dates that stand in a page's data alone."""

from __future__ import annotations

from collections.abc import Iterator

from lugas.fields.clues import Clues
from lugas.page.nodes import key_words
from lugas.page.stored_dates import find_dates

__all__ = ["told_in_data"]

CHANGED = frozenset({"changed", "edited", "last", "modified", "re", "update", "updated"})


def told_in_data(clues: Clues, title: str) -> Iterator[tuple[str, str, bool]]:
    """Give the dates in the record of the page's article: where each stands, its text, whether it is of a change.

    Asked only where nothing else tells a date: it is seldom there alone, and long to look through.
    """
    if clues.tree is None:
        return
    for name, text in find_dates(clues.tree, (title, clues.embedded.title)):
        yield f"data: {name[:60]}", text, not CHANGED.isdisjoint(key_words(name))
