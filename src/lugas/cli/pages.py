"""Reading sources one after the other: each gives an article or says why not, and none stops the others."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Literal

import click
from msgspec import Struct
from msgspec.structs import replace

from lugas.budget import OUT_OF_MEMORY, OUT_OF_TIME
from lugas.cli.notes import Notes
from lugas.cli.output import Put
from lugas.cli.streams import is_terminal
from lugas.cli.views import Show
from lugas.errors import FileError, SourceError
from lugas.files import PageSource, load_file, load_stream
from lugas.model import Article, Page, VerdictKind
from lugas.options import Options
from lugas.read import read_page

__all__ = [
    "GOOD",
    "NO_ARTICLE",
    "UNREADABLE",
    "Reading",
    "complain",
    "load",
    "read_source",
    "read_sources",
    "remark",
]

# Exit statuses; the higher wrong wins: a source that could not be read hides that another held no article.
GOOD = 0
UNREADABLE = 1
NO_ARTICLE = 3

# An article that a reader should know to be not whole.
INCOMPLETE = frozenset({VerdictKind.PARTIAL, VerdictKind.PAYWALL})

# What a person can do about a page of which not all was read, by what its verdict's signals say.
MORE = {OUT_OF_MEMORY: "give more by --max-memory", OUT_OF_TIME: "give more by --max-seconds"}

# What a person can do about a page that is not the article meant.
REMEDIES = {
    VerdictKind.NEEDS_JAVASCRIPT: "save the page from a browser after it has loaded",
    VerdictKind.CONSENT_WALL: "save the page from a browser after answering",
    VerdictKind.BOT_BLOCK: "save the page from a browser",
    VerdictKind.PAYWALL: "if you have access, save the page from a browser while logged in",
    VerdictKind.ERROR_PAGE: "check the address, or try an archived copy",
    VerdictKind.NOT_TEXT: "give saved HTML or copied text",
    VerdictKind.EMPTY: "save or copy the whole page, after it has loaded",
}


class Reading(Struct, frozen=True, kw_only=True):
    """How sources are to be read, as the command line says it; `show` makes an article's view."""

    show: Show
    always: bool = False  # whether a page without an article is shown too
    url: str | None = None
    form: Literal["auto", "html", "text"] = "auto"
    options: Options = Options()
    timeout: float = 20.0
    allow_private: bool = False
    quiet: bool = False


def read_sources(sources: Iterable[PageSource | FileError], reading: Reading, put: Put, notes: Notes) -> int:
    """Read the sources in order, put out their views, say what went wrong, and give the exit status."""
    unreadable = without = False
    for source in sources:
        if isinstance(source, FileError):
            unreadable = True
            complain(source, notes)
            notes.advance(source.source)
            continue
        try:
            article = read_source(source, reading)
        except SourceError as error:
            unreadable = True
            complain(error, notes)
            notes.advance(source.name)
            continue
        without = without or not article.verdict.holds_article
        if not reading.quiet:
            remark(source, article, notes)
        if reading.always or article.verdict.holds_article:
            put(source, reading.show(source, article))
        notes.advance(source.name)
    return UNREADABLE if unreadable else NO_ARTICLE if without else GOOD


def read_source(source: PageSource, reading: Reading) -> Article:
    """Bring one page in and read it; raises `SourceError`."""
    return read_page(load(source, reading), reading.options)


def load(source: PageSource, reading: Reading) -> Page:
    """Bring one page in, from wherever it is; raises `SourceError`."""
    if source.kind == "address":
        page = _fetched(source.name, reading)
    elif source.kind == "input":
        page = _standard_input(reading.options)
    else:
        page = load_file(source.name, reading.options)
    return replace(page, url=reading.url or page.url, form=reading.form, name=source.name)


def _fetched(address: str, reading: Reading) -> Page:
    """Bring in the page at an address."""
    from lugas.fetch import FetchLimits, fetch

    limits = FetchLimits(timeout_s=reading.timeout, allow_private=reading.allow_private)
    return fetch(address, limits=limits)


def _standard_input(options: Options) -> Page:
    """Bring in the page on standard input."""
    if sys.stdin is None:
        raise FileError("standard input", "it is closed", remedy="give a file, or pipe a page in")
    if is_terminal(sys.stdin):
        click.echo("lugas: paste the page, then press Enter and Ctrl-D", err=True)
    try:
        return load_stream(sys.stdin.buffer, "standard input", options)
    except OSError as error:
        problem = f"it cannot be read ({error.strerror or error})"
        raise FileError("standard input", problem, remedy="give a file, or pipe a page in") from error


def complain(error: SourceError, notes: Notes) -> None:
    """Say which source could not be read, why, and what to do."""
    notes.say(error.source, f"{error.problem}; {error.remedy}" if error.remedy else error.problem)


def remark(source: PageSource, article: Article, notes: Notes) -> None:
    """Say which page holds no article, or not the whole of one."""
    verdict = article.verdict
    name = "standard input" if source.kind == "input" else source.name
    if not verdict.holds_article:
        told = f"no article ({verdict.kind.value}): {verdict.reason}"
    elif verdict.kind in INCOMPLETE:
        told = f"not the whole article ({verdict.kind.value}): {verdict.reason}"
    else:
        return
    more = ", ".join(remedy for sign, remedy in MORE.items() if sign in verdict.signals)
    remedy = more or REMEDIES.get(verdict.kind)
    notes.say(name, f"{told}; {remedy}" if remedy else told)
