"""The board: every site with its last visit, what it brought, what went wrong, and how politely it was asked."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from lugas.desk import addresses, times
from lugas.desk.desk import Sitting, sitting_of
from lugas.desk.keeper.keeping import keeping_of, kept_page, say_of
from lugas.desk.keeper.updater import Condition
from lugas.desk.keeper.wording import Say
from lugas.render.clean import fold, web_address
from lugas.store import SiteRow, SiteTally, SourceRow, Visit

__all__ = ["show", "site", "site_of"]

DAYS = 7
SINCE = dt.timedelta(days=DAYS)
VISITS = 100  # of a site's log that its page shows; pauses are measured over ten times as many
NOTHING = SiteTally()


@dataclass(frozen=True)
class Line:
    """A site on the board."""

    site: SiteRow
    name: str
    href: str
    last: str
    a_day: str
    verdicts: str
    tally: SiteTally
    notes: tuple[str, ...]


def show(request: Request) -> Response:
    """Show all sites, and how the updater does."""
    sitting, keeping = sitting_of(request), keeping_of(request)
    say = say_of(sitting)
    tallies = sitting.store.tally.of_sites(sitting.store.now() - SINCE)
    rows = [row for row in sitting.store.sites.every() if row.state != "left"]
    lines = [line(sitting, say, row, tallies.get(row.id, NOTHING)) for row in rows]
    lines.sort(key=lambda each: (each.site.state != "active", each.name.casefold()))
    condition = keeping.updater.condition
    told = told_of(sitting, say, condition) if keeping.upkeep.update else say("updater_apart")
    return kept_page(
        request, "keeper_board.html", heading=say("sites"), lines=lines, updater=told,
        why=condition.note if condition.state != "off" else "", warning=condition.warning,
        fallen=condition.state == "fallen", days=DAYS,
        waiting=sitting.store.queue.count(),
    )  # fmt: skip


def line(sitting: Sitting, say: Say, row: SiteRow, tally: SiteTally) -> Line:
    """Make a site's line."""
    sources = sitting.store.sources.of_site(row.id)
    visited = [
        moment for moment in (tally.last, *(source.visited for source in sources)) if moment is not None
    ]
    reach = (sitting.store.now() - tally.oldest) / dt.timedelta(days=1) if tally.oldest else 0.0
    notes = [row.note, *(source.note for source in sources)]
    return Line(
        site=row,
        name=fold(row.name) or row.host,
        href=f"/keeper/site/{row.id}",
        last=times.ago(max(visited), sitting.now, sitting.words) if visited else say("never"),
        a_day=f"{tally.articles / max(1.0, reach):.1f}".removesuffix(".0"),
        verdicts=verdicts(say, tally),
        tally=tally,
        notes=tuple(dict.fromkeys(fold(note) for note in notes if note))[:3],
    )


def verdicts(say: Say, tally: SiteTally) -> str:
    """Tell how the articles were judged, the most frequent first."""
    told = (f"{say.known(f'verdict_{kind}', kind)}: {count}" for kind, count in tally.verdicts.items())
    return ", ".join(list(told)[:4])


def told_of(sitting: Sitting, say: Say, condition: Condition) -> str:
    """Tell how the updater does; why it fell, where it did, is to follow."""
    since = times.ago(condition.since, sitting.now, sitting.words)
    if condition.state == "fallen":
        return say("updater_fallen", since=since)
    if condition.state == "off":
        return say("updater_off")
    told = [say("updater_runs", since=since, looked=condition.looked, read=condition.read, new=condition.new)]
    if condition.falls:
        told.append(say("updater_fell" if condition.falls > 1 else "updater_fell_once", n=condition.falls))
    return " ".join(told)


@dataclass(frozen=True)
class Source:
    """A source on its site's page."""

    row: SourceRow
    href: str
    kind: str
    visited: str
    due: str


@dataclass(frozen=True)
class Asked:
    """A request on its site's page."""

    visit: Visit
    href: str
    time: str
    outcome: str
    article: str


def site(request: Request) -> Response:
    """Show a site: its sources, how politely it was asked, and its log."""
    sitting = sitting_of(request)
    say, row = say_of(sitting), site_of(request)
    store = sitting.store
    tally = store.tally.of_sites(store.now() - SINCE).get(row.id, NOTHING)
    log: list[Visit] = []
    while len(log) < 10 * VISITS:
        piece = store.visits.of_site(row.id, before=log[-1].id if log else None, limit=500)
        log += piece
        if len(piece) < 500:
            break
    sources = [source_of(sitting, say, source) for source in store.sources.of_site(row.id)]
    return kept_page(
        request, "keeper_site.html", heading=fold(row.name) or row.host, site=row,
        url=web_address(row.url), line=line(sitting, say, row, tally), tally=tally, days=DAYS, sources=sources,
        manners=manners(say, log), visits=visits_of(sitting, say, log[:VISITS]), count=store.articles.count(row.id),
        articles=addresses.site(row.host), waiting=store.queue.count(row.id),
    )  # fmt: skip


def site_of(request: Request) -> SiteRow:
    """Give the site that an address names; 404 where there is none that is followed."""
    row = sitting_of(request).store.sites.get(request.path_params["id"])
    if row is None or row.state == "left":
        raise HTTPException(404)
    return row


def source_of(sitting: Sitting, say: Say, row: SourceRow) -> Source:
    """Tell of a source."""
    ahead = (row.due - sitting.now).total_seconds()
    due = say("due_now") if ahead <= 60 else say("due_in", minutes=int(ahead // 60))
    visited = times.ago(row.visited, sitting.now, sitting.words) if row.visited else say("never")
    return Source(row, web_address(row.url), say.known(f"kind_{row.kind}", row.kind), visited, due)


def visits_of(sitting: Sitting, say: Say, visits: Sequence[Visit]) -> list[Asked]:
    """Tell of some requests; what led to an article links what was found there."""
    known = sitting.store.articles.known([visit.url for visit in visits])
    found = []
    for visit in visits:
        row = known.get(visit.url)
        article = addresses.article(row.article_id, "why") if row is not None and row.article_id else ""
        time = times.ago(visit.started, sitting.now, sitting.words)
        outcome = say.known(f"outcome_{visit.outcome}", visit.outcome)
        found.append(Asked(visit, web_address(visit.url), time, outcome, article))
    return found


def manners(say: Say, log: Sequence[Visit]) -> str:
    """Tell how long each host was left alone between two requests: the shortest time, and the usual one."""
    times_of: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for visit in log:
        times_of[urlsplit(visit.url).netloc].append((visit.started.timestamp(), visit.seconds))
    pauses = [
        max(0.0, later[0] - earlier[0] - earlier[1])
        for visits in times_of.values()
        for earlier, later in zip(sorted(visits), sorted(visits)[1:], strict=False)
    ]
    if not pauses:
        return ""
    return say("pauses", shortest=f"{min(pauses):.1f}", usual=f"{median(pauses):.1f}")
