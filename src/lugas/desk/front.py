"""What stands where on the front page: a function of what the store gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lugas.store import Headline

__all__ = ["Front", "Shelf", "arranged", "others"]

# How many stand under the lead and beside it, so that both columns end at about one height: with pictures, without.
PICTURED, PLAIN = (3, 8), (6, 7)
A_SHELF, LEAST_OF_SHELF = 4, 2


@dataclass(frozen=True)
class Shelf:
    """The newest articles of one section."""

    name: str
    headlines: tuple[Headline, ...]


@dataclass(frozen=True)
class Front:
    """The front page: the newest article, those after it, and what sections hold beside them."""

    lead: Headline | None
    seconds: tuple[Headline, ...]
    latest: tuple[Headline, ...]
    shelves: tuple[Shelf, ...]


def arranged(newest: Sequence[Headline], sections: Sequence[Shelf], *, pictures: bool) -> Front:
    """Arrange the newest articles and those of sections; each stands on the page once, two of one title too.

    Nothing is ranked: the newest is the lead, and every list is in the order of time.
    """
    seen: set[str] = set()
    under, beside = PICTURED if pictures and newest and newest[0].picture else PLAIN
    once = unseen(newest, seen)[: 1 + under + beside]
    seen = {key for headline in once for key in keys(headline)}
    shelves = []
    for shelf in sections:
        mine = unseen(shelf.headlines, seen, A_SHELF)
        if len(mine) >= LEAST_OF_SHELF:
            shelves.append(Shelf(shelf.name, tuple(mine)))
        else:
            for headline in mine:
                seen.difference_update(keys(headline))
    lead = once[0] if once else None
    return Front(lead, tuple(once[1 : 1 + under]), tuple(once[1 + under :]), tuple(shelves))


def others(headlines: Sequence[Headline], shown: Headline, most: int) -> list[Headline]:
    """Give the first of some articles that are not the one shown, each once."""
    return unseen(headlines, set(keys(shown)), most)


def unseen(headlines: Sequence[Headline], seen: set[str], most: int | None = None) -> list[Headline]:
    """Give those not seen yet, so many at most, and take note of them."""
    found: list[Headline] = []
    for headline in headlines:
        mine = keys(headline)
        if seen.isdisjoint(mine) and (most is None or len(found) < most):
            found.append(headline)
            seen.update(mine)
    return found


def keys(headline: Headline) -> tuple[str, ...]:
    """Give what tells an article from others: its number, and its title, which two papers may have from one agency."""
    title = " ".join(headline.title.casefold().split())
    return (f"#{headline.id}", title) if title else (f"#{headline.id}",)
