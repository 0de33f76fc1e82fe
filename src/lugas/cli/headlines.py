"""Lists of articles as they are printed: lines with tabs, or JSON. `headlines_drawn.py` sets them on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from lugas.render.clean import fold

if TYPE_CHECKING:
    from lugas.store import Headline, Hit, SiteRow

__all__ = ["Format", "Listed", "as_json", "as_text"]

Format = Literal["text", "json", "jsonl"]

COLUMNS = ("id", "time", "site", "section", "language", "title", "url")


@dataclass(frozen=True)
class Listed:
    """What is listed: hits, whose marks and snippets are empty where nothing was searched, and their sites.

    `next` is the number of the article after which the list goes on, `None` at its end. `total` is how many there are,
    where that was counted, and `at_most` up to how many. `by_day` tells that they come newest first.
    """

    hits: Sequence[Hit]
    sites: dict[int, SiteRow] = field(default_factory=dict)
    next: int | None = None
    total: int = 0
    at_most: int = 0
    searched: bool = False
    by_day: bool = True

    def site_of(self, headline: Headline) -> str:
        """Give what an article's site is called."""
        site = self.sites.get(headline.site_id)
        return "" if site is None else site.name or site.host


def as_text(listed: Listed) -> str:
    """Give a list as lines with tabs between the columns, the columns' names first."""
    columns = (*COLUMNS, "snippet") if listed.searched else COLUMNS
    rows = [columns, *(_row(hit, listed) for hit in listed.hits)]
    return "".join("\t".join(row) + "\n" for row in rows)


def _row(hit: Hit, listed: Listed) -> tuple[str, ...]:
    headline = hit.headline
    time = headline.listed.astimezone().isoformat(timespec="minutes")
    told = (listed.site_of(headline), headline.section, headline.language, headline.title, headline.url)
    snippet = (hit.snippet,) if listed.searched else ()
    return (str(headline.id), time, *(fold(text) for text in (*told, *snippet)))


def as_json(listed: Listed, *, lines: bool) -> str:
    """Give a list as one JSON object, or as a line of JSON for each article."""
    items = [_object(hit, listed) for hit in listed.hits]
    if lines:
        return "".join(msgspec.json.encode(item).decode() + "\n" for item in items)
    return msgspec.json.encode({"items": items, "next": listed.next}).decode() + "\n"


def _object(hit: Hit, listed: Listed) -> dict[str, Any]:
    told = {name: getattr(hit.headline, name) for name in hit.headline.__struct_fields__}
    del told["place"], told["site_id"]
    site = listed.sites.get(hit.headline.site_id)
    where = {"id": hit.headline.site_id, "host": site.host if site else "", "name": site.name if site else ""}
    found = {"snippet": hit.snippet, "title_marks": hit.title_marks, "snippet_marks": hit.snippet_marks}
    return {"id": told.pop("id"), "site": where, **told, **(found if listed.searched else {})}
