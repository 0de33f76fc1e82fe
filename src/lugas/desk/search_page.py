"""Search: plain words, filters by site, section, language and time, and the words marked in what is found."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from starlette.requests import Request
from starlette.responses import Response

from lugas.desk import addresses
from lugas.desk.desk import Feeds, Sitting, sitting_of
from lugas.desk.wording import endonym
from lugas.render.clean import fold
from lugas.store import Chosen, Hits

__all__ = ["Asked", "asked_of", "show"]

A_PAGE = 20
COUNTED = 1_000
LONGEST_WORDS = 300
NO_SITE = 0  # numbers begin at 1


@dataclass(frozen=True)
class Asked:
    """What was asked for: words, and what narrows the search, as it stands in the form."""

    words: str
    site: str
    section: str
    language: str
    since: str
    until: str
    order: Literal["newest", "best"]

    @property
    def query(self) -> dict[str, object]:
        """The query of the address, without what is not given."""
        order = "best" if self.order == "best" else ""
        return {
            "q": self.words,
            "site": self.site,
            "section": self.section,
            "language": self.language,
            "from": self.since,
            "to": self.until,
            "order": order,
        }

    @property
    def narrowed(self) -> bool:
        """Whether anything but words was given."""
        return bool(self.site or self.section or self.language or self.since or self.until)


def asked_of(request: Request) -> Asked:
    """Read what was asked; what cannot be understood is left out."""
    told = request.query_params
    return Asked(
        words=fold(told.get("q", "")[:LONGEST_WORDS]),
        site=told.get("site", "")[:300],
        section=told.get("section", "")[:300],
        language=told.get("language", "")[:35],
        since=date_of(told.get("from", "")),
        until=date_of(told.get("to", "")),
        order="best" if told.get("order") == "best" else "newest",
    )


def date_of(text: str) -> str:
    """Give a day as the form writes it, "" for what is none."""
    try:
        return dt.date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return ""


def chosen_of(asked: Asked, sitting: Sitting) -> Chosen:
    """Give the filter of a search; days begin in the desk's zone, and the last one counts whole."""
    site = sitting.site(host=asked.site) if asked.site else None
    return Chosen(
        site_id=(site.id if site is not None else NO_SITE) if asked.site else None,
        section=asked.section or None,
        language=asked.language or None,
        since=midnight(asked.since, sitting, 0),
        until=midnight(asked.until, sitting, 1),
    )


def midnight(day: str, sitting: Sitting, after: int) -> dt.datetime | None:
    """Give the beginning of a day, or of the day after."""
    if not day:
        return None
    try:
        date = dt.date.fromisoformat(day) + dt.timedelta(days=after)
        return dt.datetime.combine(date, dt.time(), sitting.now.tzinfo).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None


def show(request: Request) -> Response:
    """Show the form, and what was found."""
    sitting = sitting_of(request)
    asked = asked_of(request)
    chosen = chosen_of(asked, sitting)
    after = sitting.number("after")
    found, count = Hits((), None), 0
    if asked.words:
        search = sitting.store.search
        found = search.find(asked.words, chosen, order=asked.order, after=after, limit=A_PAGE)
        count = search.count(asked.words, chosen, at_most=COUNTED)
    words = sitting.words
    heading = ""
    if asked.words:
        key = "search_hits_many" if count >= COUNTED else "search_hits"
        heading = words(key, n=count, words=asked.words)
    path = addresses.with_query("/search", asked.query)
    older = (
        addresses.with_query("/search", {**asked.query, "after": found.next})
        if found.next is not None
        else ""
    )
    feeds = Feeds("/search", path.partition("?")[2], title=asked.words) if asked.words else Feeds()
    return sitting.page(
        "search.html",
        form=asked,
        items=sitting.maker([hit.headline for hit in found.items]).hits(found.items),
        older=older,
        newest=path if after is not None else "",
        heading=heading or words("search"),
        feeds=feeds,
        asked=asked.words,
        choices=choices(sitting, asked),
    )


def choices(sitting: Sitting, asked: Asked) -> dict[str, list[tuple[str, str]]]:
    """Give what can be chosen from: values with what they are called; what was asked for is always among them."""
    desk = sitting.desk
    offered = {
        "site": sitting.named_sites,
        "section": [(label.name, fold(label.name)) for label in desk.sections()],
        "language": [(label.name, endonym(label.name)) for label in desk.languages()],
    }
    for name, value in (("section", asked.section), ("language", asked.language)):
        if value and value not in {known for known, _ in offered[name]}:
            offered[name].append((value, fold(value)))
    return offered
