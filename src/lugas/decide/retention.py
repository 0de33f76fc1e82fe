"""What to drop when a store is to stay within bounds of age, number and size."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from msgspec import Struct

from lugas.decide.clocks import in_utc
from lugas.errors import UsageError

__all__ = ["Bounds", "Drop", "Held", "to_drop"]


class Bounds(Struct, frozen=True, kw_only=True):
    """What a store may hold: articles of so many days, so many of them, so many bytes; `None` for no bound.

    `least` articles of each site are kept whatever their age, so that a site that seldom publishes does not vanish; the
    bounds on number and size go before that.

    Raises `UsageError` when a bound is not above 0.
    """

    days: float | None = None
    articles: int | None = None
    size: int | None = None
    least: int = 0

    def __post_init__(self) -> None:
        for name in ("days", "articles", "size"):
            value: object = getattr(self, name)
            if value is not None and (not isinstance(value, int | float) or not value > 0):
                raise UsageError(
                    f"{name} is {value!r}", name=name, remedy="give a number above 0, or none for no bound"
                )


class Held(Struct, frozen=True, kw_only=True):
    """One article of the store: when it was first seen, its size in bytes with all versions, and whether it is kept."""

    id: int
    seen: dt.datetime
    size: int
    site: int = 0
    published: dt.datetime | None = None
    kept: bool = False  # marked by its reader: never dropped


class Drop(Struct, frozen=True):
    """An article to be dropped, and why."""

    id: int
    why: str


def to_drop(held: Iterable[Held], bounds: Bounds, now: dt.datetime) -> tuple[Drop, ...]:
    """Give the articles to drop, oldest first.

    An article's age counts from when it was first seen: an old one that was found today is new to its reader, and a
    time of publication may be wrong.
    """
    now = in_utc(now)
    newest = sorted(held, key=lambda each: (in_utc(each.seen), each.id), reverse=True)
    drops: list[Drop] = []
    left: list[Held] = []
    of_site: dict[int, int] = {}
    for each in newest:
        of_site[each.site] = of_site.get(each.site, 0) + 1
        old = bounds.days is not None and (now - in_utc(each.seen)).total_seconds() > bounds.days * 86_400
        if old and not each.kept and of_site[each.site] > bounds.least:
            drops.append(Drop(each.id, f"older than {bounds.days:g} days"))
        else:
            left.append(each)
    number, size = len(left), sum(each.size for each in left)
    for each in reversed(left):
        many = bounds.articles is not None and number > bounds.articles
        large = bounds.size is not None and size > bounds.size
        if not (many or large):
            break
        if not each.kept:
            drops.append(
                Drop(each.id, f"beyond {bounds.articles} articles" if many else f"beyond {bounds.size} bytes")
            )
            number, size = number - 1, size - each.size
    seen = {each.id: in_utc(each.seen) for each in newest}
    return tuple(sorted(drops, key=lambda drop: (seen[drop.id], drop.id)))
