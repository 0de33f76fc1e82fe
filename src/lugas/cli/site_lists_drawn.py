"""Sites, their sources and their log set for a terminal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text

from lugas.cli.sheet import EMPHASIS, QUIET, STRONG, WARNING, Sheet, joined, styled
from lugas.cli.site_lists import SiteTold

if TYPE_CHECKING:
    from lugas.store import SourceRow, Visit

__all__ = ["ago", "site_on_terminal", "sites_on_terminal", "visits_on_terminal"]

MEASURE = 120
WRONG = Style(color="red", bold=True)
STEPS = ((60, "second", 1), (3_600, "minute", 60), (86_400, "hour", 3_600), (60 * 86_400, "day", 86_400))
BYTES = ((1_000_000, "MB"), (1_000, "kB"))


def sites_on_terminal(told: Sequence[SiteTold], width: int) -> str:
    """Set all sites: number, name and host, and below them what there is of each."""
    sheet = Sheet(width)
    gutter = max(len(str(site.row.id)) for site in told)
    for site in told:
        sheet.gap()
        _site(sheet, site, Text(f"{site.row.id:>{gutter}}  ", EMPHASIS), site.note)
    return sheet.told()


def _site(sheet: Sheet, site: SiteTold, opening: Text, note: str) -> None:
    row = site.row
    pieces = [styled(row.name, STRONG), styled(row.host, QUIET if row.name else STRONG)]
    if row.state != "active":
        pieces.append(styled("no longer followed" if row.state == "left" else row.state, WARNING))
    sheet.line(joined(pieces), opening, measure=MEASURE)
    articles = f"{site.articles:,} article{'' if site.articles == 1 else 's'}"
    visited = f"visited {ago(site.visited)}" if site.visited else "not visited yet"
    told = [articles, site.kinds or "no sources", visited]
    space = Text(" " * opening.cell_len)
    sheet.line(joined([styled(piece, QUIET) for piece in told]), space, measure=MEASURE)
    if note:
        sheet.line(styled(note, WARNING), space, measure=MEASURE)


def site_on_terminal(told: SiteTold, width: int) -> str:
    """Set one site with its sources."""
    sheet = Sheet(width)
    opening = Text(f"{told.row.id}  ", EMPHASIS)
    _site(sheet, told, opening, told.row.note)
    for source in told.sources:
        sheet.gap()
        _source(sheet, source, Text(" " * opening.cell_len))
    return sheet.told()


def _source(sheet: Sheet, source: SourceRow, opening: Text) -> None:
    kind = source.kind.replace("_", " ")
    sheet.line(joined([styled(kind, EMPHASIS), styled(source.title)]), opening, measure=MEASURE)
    sheet.line(styled(source.url), opening)
    told = [f"visited {ago(source.visited)}" if source.visited else "not visited yet"]
    if source.state == "active":
        told.append(f"next visit {ahead(source.due)}")
    row = [styled(piece, QUIET) for piece in told]
    if source.state != "active":
        row.append(styled(source.state, WARNING))
    sheet.line(joined(row), opening, measure=MEASURE)
    if source.note:
        sheet.line(styled(source.note, WARNING), opening, measure=MEASURE)


def visits_on_terminal(visits: Sequence[Visit], width: int) -> str:
    """Set visits under the days they were on: the time, the status, the address, and what came of it."""
    sheet = Sheet(width)
    day: dt.date | None = None
    for visit in visits:
        started = visit.started.astimezone()
        if started.date() != day:
            day = started.date()
            sheet.gap()
            sheet.line(styled(f"{day:%A} {day.day} {day:%B %Y}", STRONG))
        good = 200 <= visit.status < 400
        opening = Text(f"{started:%H:%M:%S}  ", QUIET)
        opening = Text().append_text(opening).append(f"{visit.status or '---'}  ", QUIET if good else WRONG)
        sheet.line(styled(visit.url), opening)
        told = [
            visit.outcome.replace("_", " "),
            _brought(visit),
            _size(visit.bytes),
            f"{visit.seconds:.2f} s",
        ]
        row = [styled(piece, QUIET) for piece in told]
        row.append(styled(visit.note, QUIET if good else WARNING))
        sheet.line(joined(row), Text(" " * opening.cell_len), measure=MEASURE)
    return sheet.told()


def _brought(visit: Visit) -> str:
    return f"{visit.new} new of {visit.found}" if visit.found else ""


def _size(count: int) -> str:
    for size, name in BYTES:
        if count >= size:
            return f"{count / size:.1f} {name}"
    return f"{count} bytes" if count else ""


def ago(moment: dt.datetime) -> str:
    """Tell how long ago something was, as a person would; what is long ago by its day."""
    seconds = (dt.datetime.now(dt.UTC) - moment).total_seconds()
    if seconds < 60:
        return "just now"
    told = _span(seconds)
    return f"{told} ago" if told else f"on {moment.astimezone():%Y-%m-%d}"


def ahead(moment: dt.datetime) -> str:
    """Tell how soon something is to be."""
    seconds = (moment - dt.datetime.now(dt.UTC)).total_seconds()
    if seconds < 60:
        return "now"
    told = _span(seconds)
    return f"in {told}" if told else f"on {moment.astimezone():%Y-%m-%d}"


def _span(seconds: float) -> str:
    """Tell a span in its largest unit, "" for one longer than two months."""
    for most, name, unit in STEPS:
        if seconds < most:
            number = int(seconds // unit)
            return f"{number} {name}{'' if number == 1 else 's'}"
    return ""
