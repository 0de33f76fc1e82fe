"""Sites, their sources and their log as they are printed: in lines with tabs, or as JSON.

`site_lists_drawn.py` sets them on a terminal.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from lugas.render.clean import fold

if TYPE_CHECKING:
    from lugas.store import SiteRow, SourceRow, Store, Visit

__all__ = [
    "SiteTold",
    "overview",
    "site_json",
    "site_text",
    "sites_json",
    "sites_text",
    "told_of",
    "visits_json",
    "visits_of",
    "visits_text",
]

SITES = ("id", "host", "name", "state", "sources", "visited", "articles", "note")
SOURCES = ("kind", "state", "visited", "due", "url", "note")
VISITS = ("time", "status", "outcome", "found", "new", "bytes", "seconds", "url", "note")
AT_ONCE = 500
NAMES = {
    "feed": "feed",
    "news_sitemap": "sitemap",
    "sitemap": "sitemap",
    "sitemap_index": "sitemap",
    "front": "front",
}


@dataclass(frozen=True)
class SiteTold:
    """A site with its sources, and how many articles there are of it."""

    row: SiteRow
    sources: tuple[SourceRow, ...]
    articles: int

    @property
    def visited(self) -> dt.datetime | None:
        """When one of its sources was visited last."""
        return max((source.visited for source in self.sources if source.visited), default=None)

    @property
    def kinds(self) -> str:
        """How many sources of each kind it has: `2 feeds, 1 front`."""
        count = Counter(NAMES.get(source.kind, source.kind) for source in self.sources)
        return ", ".join(f"{number} {kind}{'s' if number > 1 else ''}" for kind, number in count.items())

    @property
    def note(self) -> str:
        """What is wrong with it, or with its sources."""
        notes = [self.row.note, *(source.note for source in self.sources)]
        return "; ".join(dict.fromkeys(note for note in notes if note))


def told_of(store: Store, row: SiteRow) -> SiteTold:
    """Give a site with what belongs to it."""
    return SiteTold(row, store.sources.of_site(row.id), store.articles.count(row.id))


def overview(store: Store) -> Iterator[SiteTold]:
    """Give all sites, in the order they were added."""
    return (told_of(store, row) for row in store.sites.every())


def sites_text(told: Sequence[SiteTold]) -> str:
    """Give sites as lines with tabs between the columns."""
    rows = [
        (str(site.row.id), site.row.host, site.row.name, site.row.state, str(len(site.sources)),
         _time(site.visited), str(site.articles), site.note)
        for site in told
    ]  # fmt: skip
    return _tabbed(SITES, rows)


def sites_json(told: Sequence[SiteTold], *, lines: bool) -> str:
    """Give sites as a JSON array, or as a line of JSON for each."""
    return _array([_object(site) for site in told], lines=lines)


def site_json(told: SiteTold) -> str:
    """Give one site as JSON."""
    return msgspec.json.encode(_object(told)).decode() + "\n"


def _object(told: SiteTold) -> dict[str, Any]:
    sources = [_public(source, "memory", "site_id") for source in told.sources]
    return {**_public(told.row), "visited": told.visited, "articles": told.articles, "sources": sources}


def _public(record: msgspec.Struct, *left_out: str) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__struct_fields__ if name not in left_out}


def site_text(told: SiteTold) -> str:
    """Give the sources of a site as lines with tabs between the columns."""
    rows = [
        (source.kind, source.state, _time(source.visited), _time(source.due), source.url,
         source.note)
        for source in told.sources
    ]  # fmt: skip
    return _tabbed(SOURCES, rows)


def visits_of(store: Store, site_id: int, number: int) -> list[Visit]:
    """Give the last visits to a site, the newest first."""
    visits: list[Visit] = []
    while len(visits) < number:
        last = visits[-1].id if visits else None
        piece = store.visits.of_site(site_id, before=last, limit=min(number - len(visits), AT_ONCE))
        if not piece:
            break
        visits += piece
    return visits


def visits_text(visits: Sequence[Visit]) -> str:
    """Give visits as lines with tabs between the columns."""
    rows = [
        (_time(visit.started), str(visit.status), visit.outcome, str(visit.found), str(visit.new),
         str(visit.bytes), f"{visit.seconds:.3f}", visit.url, visit.note)
        for visit in visits
    ]  # fmt: skip
    return _tabbed(VISITS, rows)


def visits_json(visits: Sequence[Visit], *, lines: bool) -> str:
    """Give visits as a JSON array, or as a line of JSON for each."""
    return _array([_public(visit, "site_id") for visit in visits], lines=lines)


def _array(items: Sequence[dict[str, Any]], *, lines: bool) -> str:
    if lines:
        return "".join(msgspec.json.encode(item).decode() + "\n" for item in items)
    return msgspec.json.encode(items).decode() + "\n"


def _time(moment: dt.datetime | None) -> str:
    return "" if moment is None else moment.astimezone().isoformat(timespec="seconds")


def _tabbed(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "".join("\t".join(fold(cell) for cell in row) + "\n" for row in [head, *rows])
