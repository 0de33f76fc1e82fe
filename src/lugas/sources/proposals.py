"""How good a source is to follow a site by: what it tells, how fresh it is, whose articles it holds."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from lugas.page.urls import host, same_site
from lugas.sources.addresses import address_key, shape_of
from lugas.sources.entries import Entry, Source, SourceKind

__all__ = ["Proposal", "ranked", "weigh"]

SAMPLES = 5
STALE = dt.timedelta(days=60)
QUIET = dt.timedelta(days=7)
FULL = 1_200  # letters of content from which an entry holds its article
START = {
    SourceKind.FEED: 60.0,
    SourceKind.NEWS_SITEMAP: 50.0,
    SourceKind.SITEMAP: 25.0,
    SourceKind.SITEMAP_INDEX: 10.0,
    SourceKind.FRONT: 30.0,
}
_COMMENTS = re.compile(r"comment|kommentar|commentaire|comentario|komentar|reactie|yorum", re.IGNORECASE)
_SECTION = re.compile(r"/(?:category|section|tag|topic|author|rubrik|kategori|seccion|kanal)/", re.IGNORECASE)


class Proposal(Struct, frozen=True, kw_only=True):
    """A source that a site may be followed by, with a score (the higher, the better), headlines, and the reasons.

    `entries` is how many articles it held, `newest` when the latest was published, `per_day` how many a day. `full`
    tells that it sends whole articles. `role` is "whole" for a source of the whole site, "part" for a section's,
    "doubtful" for one that is hardly worth following (comments, recordings, empty, stale).
    """

    source: Source
    score: float
    role: str
    headlines: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    entries: int = 0
    newest: dt.datetime | None = None
    per_day: float = 0.0
    full: bool = False
    keys: frozenset[str] = frozenset()


def weigh(source: Source, entries: Sequence[Entry], now: dt.datetime) -> Proposal:
    """Weigh a source by the entries it held."""
    score, reasons, doubtful = START[source.kind], [_NAMES[source.kind]], False

    def add(points: float, reason: str) -> None:
        nonlocal score
        score += points
        reasons.append(reason)

    if source.found == "linked":
        add(10, "the site links it for readers' programs")
    elif source.found == "named":
        add(5, "the site links it")
    if not entries:
        return Proposal(source=source, score=0.0, role="doubtful", reasons=(*reasons, "it is empty"))
    moments = sorted((entry.moment for entry in entries if entry.moment is not None), reverse=True)
    past = [moment for moment in moments if moment <= now + dt.timedelta(days=1)]
    newest = past[0] if past else None
    per_day = rate(past)
    own = sum(same_site(entry.url, source.home or source.url) for entry in entries) / len(entries)
    if source.home and own < 0.3 and "feedburner" not in source.url:
        add(-30, "most of its links lead to other sites")
        doubtful = True
    told = f"{source.title} {source.url.partition('://')[2]}"
    if _COMMENTS.search(told):
        add(-60, "it holds readers' comments")
        doubtful = True
    if 2 * sum(bool(entry.media) for entry in entries) > len(entries):
        add(-40, "it holds recordings, not articles")
        doubtful = True
    if newest is None:
        add(-8 if source.kind in {SourceKind.FEED, SourceKind.NEWS_SITEMAP} else 0, "it tells no times")
    elif now - newest > STALE:
        add(-50, f"nothing new since {newest.date()}")
        doubtful = True
    else:
        add(8 if now - newest < QUIET else 0, f"the newest is of {newest.date()}, {per_day:.1f} a day")
    full = 2 * sum(len(entry.content) >= FULL for entry in entries) > len(entries)
    if full:
        add(4, "it sends whole articles")
    shaped = sum(shape_of(entry.url).points > 0 for entry in entries) / len(entries)
    if source.kind in {SourceKind.SITEMAP, SourceKind.SITEMAP_INDEX} and shaped < 0.5:
        add(-20, "most of its addresses do not look like articles")
    score += min(6.0, per_day / 5)
    titles = [entry.title for entry in entries if entry.title]
    return Proposal(
        source=source, score=round(score, 1), role="doubtful" if doubtful else "whole",
        headlines=tuple(titles[:SAMPLES]), reasons=tuple(reasons), entries=len(entries), newest=newest,
        per_day=per_day, full=full,
        keys=frozenset(address_key(entry.url) for entry in entries if entry.url),
    )  # fmt: skip


_NAMES = {
    SourceKind.FEED: "a feed",
    SourceKind.NEWS_SITEMAP: "a news sitemap",
    SourceKind.SITEMAP: "a sitemap, which tells no headlines",
    SourceKind.SITEMAP_INDEX: "an index of sitemaps",
    SourceKind.FRONT: "links on a page, with no times and no promise",
}


def rate(moments: Sequence[dt.datetime]) -> float:
    """Give how many articles a day times tell, newest first: over the span they cover, at least half a day."""
    if len(moments) < 2:
        return float(len(moments)) / 7
    days = (moments[0] - moments[-1]).total_seconds() / 86_400
    return round((len(moments) - 1) / max(days, 0.5), 2)


def ranked(proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """Rank proposals, best first, and tell the sections' and the doubles of one source from that of the whole site.

    A source is a part where its address or title names a section, or where a better one that is fuller holds most of
    its articles; two that hold the same articles are one source twice.
    """

    def worth(each: Proposal) -> tuple[float, int, int, str]:
        return -each.score, -each.entries, len(each.source.url), each.source.url

    feeds = sum(each.role == "whole" and each.source.kind is SourceKind.FEED for each in proposals)
    kept: list[Proposal] = []
    for proposal in sorted(proposals, key=worth):
        kept.append(_beside(proposal, kept, alone=feeds < 2))
    order = {"whole": 0, "part": 1, "doubtful": 2}
    return tuple(sorted(kept, key=lambda each: (order[each.role], -each.score, each.source.url)))


def _beside(proposal: Proposal, kept: Sequence[Proposal], *, alone: bool) -> Proposal:
    """Judge a proposal beside the better ones; the only feed of a site is no part of it, whatever its name."""
    source = proposal.source
    if proposal.role != "whole":
        return proposal
    if source.kind is SourceKind.FEED and not alone and (is_section(source) or _is_within(proposal, kept)):
        why = (*proposal.reasons, "it holds one section")
        return replace(proposal, score=round(proposal.score - 15, 1), role="part", reasons=why)
    alike = (each for each in kept if each.role == "whole" and each.source.kind is source.kind)
    twin = next((each for each in alike if _same(each, proposal)), None)
    if twin is None:
        return proposal
    why = (*proposal.reasons, f"it holds the same as {twin.source.url}")
    return replace(proposal, score=round(proposal.score - 25, 1), role="doubtful", reasons=why)


def is_section(source: Source) -> bool:
    """Tell whether a feed's address names a section: `/sport/feed`, `/category/sport/feed`, `/rss/sport.xml`."""
    path = source.url.partition("://")[2].partition("/")[2].partition("?")[0].lower()
    if _SECTION.search(f"/{path}"):
        return True
    home = source.home.partition("://")[2].partition("/")[2].strip("/").lower()
    parts = [part.rpartition(".")[0] or part for part in path.split("/") if part]
    return any(
        part not in _WHOLE and part not in home.split("/") and part.isalpha() and len(part) > 2
        for part in parts
    ) and host(source.url) == host(source.home or source.url)


_WORDS = """
aktuell alle all ar atom berita blog de default en es feed feeds fr full headlines home id index latest main news newest
posts rdf rss rss2 rssfeed rssfeeds semua terbaru top topnews topstories toutes ultimas xml zh
"""
_WHOLE = frozenset(_WORDS.split())


def _is_within(proposal: Proposal, kept: Sequence[Proposal]) -> bool:
    """Tell whether a better and fuller feed holds most of what this one holds, but not the other way round."""
    mine = proposal.keys
    return any(
        len(mine & each.keys) > 0.8 * len(mine) and len(each.keys) > 1.5 * len(mine)
        for each in kept
        if each.role == "whole" and mine and each.source.kind is SourceKind.FEED
    )


def _same(one: Proposal, other: Proposal) -> bool:
    """Tell whether two sources hold nearly the same articles."""
    both = len(one.keys & other.keys)
    return both > 0.8 * max(len(one.keys), len(other.keys), 1)
