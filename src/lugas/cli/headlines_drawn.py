"""Lists of articles set for a terminal: under the days they came out, each with its number, title and whereabouts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from lugas.cli.headlines import Listed
from lugas.cli.sheet import EMPHASIS, QUIET, STRONG, WARNING, Sheet, joined, styled
from lugas.render.clean import fold

if TYPE_CHECKING:
    from lugas.store import Headline, Hit

__all__ = ["on_terminal"]

MEASURE = 96  # columns: the widest that titles and snippets are set
MOST_AUTHORS = 60  # characters of a byline
# What a list says of an article that is not whole, or not an article like others.
KINDS = {"partial": "partial", "paywall": "paywall", "live_blog": "live", "gallery": "gallery"}
INCOMPLETE = frozenset({"partial", "paywall"})


def on_terminal(listed: Listed, width: int) -> str:
    """Set a list for a terminal, under the days where it goes by time."""
    sheet = Sheet(width)
    gutter = max((len(str(hit.headline.id)) for hit in listed.hits), default=1)
    day: dt.date | None = None
    for hit in listed.hits:
        listed_day = hit.headline.listed.astimezone().date()
        if listed.by_day and listed_day != day:
            day = listed_day
            sheet.gap()
            sheet.line(styled(f"{day:%A} {day.day} {day:%B %Y}", STRONG))
        sheet.gap()
        _entry(sheet, hit, listed, gutter)
    if listed.hits:
        sheet.gap()
        _foot(sheet, listed)
    return sheet.told()


def _entry(sheet: Sheet, hit: Hit, listed: Listed, gutter: int) -> None:
    headline = hit.headline
    number = Text(f"{headline.id:>{gutter}}  ", EMPHASIS)
    space = Text(" " * number.cell_len)
    title = headline.title if headline.title.strip() else "(without a title)"
    sheet.line(styled(title, STRONG, hit.title_marks), number, measure=MEASURE)
    if hit.snippet:
        sheet.line(styled(hit.snippet, marks=hit.snippet_marks), space, measure=MEASURE)
    quiet = [_clock(headline, with_day=not listed.by_day), listed.site_of(headline), headline.section]
    quiet.append(_short(headline.byline, MOST_AUTHORS))
    row = [styled(fold(text), QUIET) for text in quiet]
    sheet.line(joined([*row, *_signs(headline)]), space, measure=MEASURE)


def _clock(headline: Headline, *, with_day: bool) -> str:
    """Tell when an article came out, as exactly as it says; of one that does not say, when it was seen."""
    listed = headline.listed.astimezone()
    day = f"{listed:%Y-%m-%d} " if with_day else ""
    if not headline.published:
        return f"{day}seen {listed:%H:%M}"
    return f"{day}{listed:%H:%M}" if "T" in headline.published else day.strip()


def _signs(headline: Headline) -> Iterator[Text]:
    kind = KINDS.get(headline.verdict)
    if kind is not None:
        yield styled(kind, WARNING if headline.verdict in INCOMPLETE else QUIET)
    if headline.version > 1:
        yield styled(f"{headline.version} versions", QUIET)


def _foot(sheet: Sheet, listed: Listed) -> None:
    shown = len(listed.hits)
    more = f"; the next ones: --after {listed.next}" if listed.next is not None else ""
    if listed.total > shown:
        of = f"{listed.total:,}" if listed.total < listed.at_most else f"{listed.at_most:,} or more"
        sheet.line(styled(f"{shown} of {of}{more}", QUIET))
    elif more:
        sheet.line(styled(f"{shown}{more}", QUIET))


def _short(text: str, longest: int) -> str:
    """Cut a text at a word where it is longer than there is room for."""
    text = fold(text)
    if len(text) <= longest:
        return text
    head = text[: longest - 1]
    return f"{head[: head.rfind(' ')] if ' ' in head else head}…"
