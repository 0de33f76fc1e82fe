"""Articles and clocks for the tests of the store."""

from __future__ import annotations

import datetime as dt
from typing import Any

from lugas.model import Article, Block, Kind, Moment, Person, Precision, Role, Verdict, VerdictKind

__all__ = ["START", "Clock", "at", "make"]

START = dt.datetime(2026, 3, 1, 8, 0, tzinfo=dt.UTC)


class Clock:
    """Tells the time that it was set to."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> dt.datetime:
        """Tell the time."""
        return self.now

    def move(self, **passed: float) -> dt.datetime:
        """Let time pass."""
        self.now += dt.timedelta(**passed)
        return self.now


def at(hours: float) -> Moment:
    """Give the moment so many hours after the start."""
    return Moment((START + dt.timedelta(hours=hours)).isoformat(), Precision.SECOND)


def make(title: str = "Ferry sails again", *paragraphs: str, **fields: Any) -> Article:
    """Give an article with a body of paragraphs; authors are given as names."""
    authors = tuple(Person(name) for name in fields.pop("authors", ()))
    blocks = tuple(
        Block(kind=Kind.PARAGRAPH, text=text, role=Role.BODY, reason="reads like prose")
        for text in paragraphs or ("The harbour was quiet.", "Nobody had waited long.")
    )
    given = {"language": "en", "form": "html", "blocks": blocks, "authors": authors, **fields}
    return Article(verdict=Verdict(VerdictKind.ARTICLE, "prose under a headline"), title=title, **given)
