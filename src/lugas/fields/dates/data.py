"""The dates that stand in a page's data alone."""

from __future__ import annotations

from collections.abc import Iterator

from lugas.fields.clues import Clues
from lugas.page.nodes import key_words
from lugas.page.stored_dates import find_dates
from lugas.page.stored_record import CHANGED, told_dates

__all__ = ["told_beside_body", "told_in_data"]


def told_in_data(clues: Clues, title: str) -> Iterator[tuple[str, str, bool]]:
    """Give the dates in the record of the page's article: where each stands, its text, whether it is of a change.

    Asked only where nothing else tells a date: it is seldom there alone, and long to look through.
    """
    if clues.tree is None:
        return
    for name, text in find_dates(clues.tree, (title, clues.embedded.title)):
        yield f"data: {name[:60]}", text, not CHANGED.isdisjoint(key_words(name))


def told_beside_body(clues: Clues) -> Iterator[tuple[str, str, bool]]:
    """Give, as `told_in_data` does, the dates of the record that the body was read from."""
    for name, text in told_dates(clues.record) if clues.record is not None else ():
        yield f"data: {name[:60]}", text, not CHANGED.isdisjoint(key_words(name))
