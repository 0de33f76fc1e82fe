"""The desk, and one reader's sitting at it: what every page needs beside its own content."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any

from anyio import CapacityLimiter
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from lugas.desk import addresses
from lugas.desk.cards import Maker
from lugas.desk.identity import Identity
from lugas.desk.lately import Lately, Newest
from lugas.desk.pictures.gallery import Gallery
from lugas.desk.pictures.seals import Seals
from lugas.desk.settings import Settings
from lugas.desk.wording import Words, words_for
from lugas.render.clean import fold, printable
from lugas.store import Headline, Presence, SiteRow, Store
from lugas.store.database import Clock, utc_now

__all__ = ["STATIC", "Desk", "Feeds", "Sitting", "sitting_of", "static"]

STATIC = Path(__file__).parent / "static"
IN_MENU = 7
A_MOMENT = 1.0  # second; sites are not asked for more often, whatever strange names are asked for


class Desk:
    """The store, the settings, and what is made of them once."""

    def __init__(self, store: Store, settings: Settings, clock: Clock = utc_now) -> None:
        self.store, self.settings, self.clock = store, settings, clock
        self.sites = Lately(lambda: {site.id: site for site in store.sites.every()})
        self.sections = Lately(lambda: store.listing.labels("section", limit=60))
        self.languages = Lately(lambda: store.listing.labels("language", limit=40))
        self.newest = Newest(store, settings.page_seconds)
        self.presence = Lately(store.reader.look, settings.page_seconds)
        self.templates = templates()
        folder = settings.pictures
        self.gallery = (
            Gallery(folder, settings.picture_bytes, settings.allow_private) if folder is not None else None
        )
        self.seals = Seals(store)
        self.identity = Identity(store)
        # Made where pictures are first brought and books made, in the event loop.
        self.bringing: CapacityLimiter | None = None
        self.binding: CapacityLimiter | None = None

    def forget(self) -> None:
        """Ask the store anew for sites, sections and languages: a site has gone with its articles."""
        for told in (self.sites, self.sections, self.languages):
            told.forget()


@dataclass(frozen=True)
class Feeds:
    """The list whose feeds a page offers, and the book to take along, where that is not of the same.

    `title` is what the list is called, "" for the desk's own feed, of everything.
    """

    path: str = "/"
    query: str = ""
    book: str = ""
    title: str = ""

    @property
    def atom(self) -> str:
        """The address of its Atom feed."""
        return addresses.feed("atom", self.path, self.query)

    @property
    def json(self) -> str:
        """The address of its JSON Feed."""
        return addresses.feed("json", self.path, self.query)

    @property
    def epub(self) -> str:
        """The address of the book."""
        return self.book or addresses.book(self.path, self.query)


class Sitting:
    """One request: the reader's language, the time, and what is new to the reader."""

    def __init__(self, desk: Desk, request: Request) -> None:
        self.desk, self.request = desk, request
        self.words: Words = words_for(request.headers.get("accept-language", ""), desk.settings.language)
        self._sites: Mapping[int, SiteRow] | None = None
        self.now: dt.datetime = desk.clock().astimezone(desk.settings.tzinfo())

    @property
    def store(self) -> Store:
        """The store that is read."""
        return self.desk.store

    @property
    def sites(self) -> Mapping[int, SiteRow]:
        """The sites by their numbers."""
        if self._sites is None:
            self._sites = self.desk.sites()
        return self._sites

    def site(self, *, number: int = 0, host: str = "") -> SiteRow | None:
        """Give a site by its number or its host; one that is not known may have been added just now."""
        found = site_in(self.sites, number, host)
        if found is None:
            self._sites = self.desk.sites.within(A_MOMENT)
            found = site_in(self._sites, number, host)
        return found

    def holds(self, site: SiteRow) -> bool:
        """Tell whether a site is followed, or was and left articles."""
        return site.state != "left" or site.id in self._with_articles

    @cached_property
    def _with_articles(self) -> frozenset[int]:
        return self.store.sites.with_articles()

    @property
    def named_sites(self) -> list[tuple[str, str]]:
        """The hosts of the sites that the desk holds, each with what it is called."""
        return [(row.host, fold(row.name or row.host)) for row in self.sites.values() if self.holds(row)]

    @cached_property
    def presence(self) -> Presence:
        """Where the reader left off. Asking notes the look, but for one that a browser takes ahead."""
        return self.desk.presence()

    def number(self, name: str) -> int | None:
        """Give a whole number of the query, `None` for anything else."""
        told = self.request.query_params.get(name, "")
        sign, digits = (-1, told[1:]) if told.startswith("-") else (1, told)
        return sign * int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 19 else None

    def maker(self, headlines: Sequence[Headline]) -> Maker:
        """Give what makes cards of some headlines."""
        for headline in headlines:
            if self.site(number=headline.site_id) is None:
                break  # it has gone just now
        saved = self.store.reader.saved_of([headline.id for headline in headlines])
        pictures = self.desk.settings.pictures is not None
        return Maker(self.words, self.now, self.sites, self.presence, saved, pictures)

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """Give a page."""
        menu = [
            (fold(label.name), addresses.labelled("section", label.name)) for label in self.desk.sections()
        ]
        given = {
            "t": self.words,
            "words": self.words,
            "title": self.desk.settings.title,
            "menu": menu[:IN_MENU],
            "here": self.request.url.path,
            "back": self.back,
            "feeds": Feeds(),
            "asked": "",
            **values,
        }
        html = self.desk.templates.get_template(template).render(given)
        return HTMLResponse(html, status, headers={"Cache-Control": "private, no-cache"})

    @property
    def back(self) -> str:
        """The page's own address, to come back to after something was sent from it."""
        query = self.request.url.query
        return f"{self.request.url.path}?{query}" if query else self.request.url.path

    @property
    def origin(self) -> str:
        """The desk's own address as the reader's program knows it."""
        return f"{self.request.url.scheme}://{self.request.url.netloc}"


def site_in(sites: Mapping[int, SiteRow], number: int, host: str) -> SiteRow | None:
    """Give a site by its host, or else by its number."""
    return next((row for row in sites.values() if row.host == host), None) if host else sites.get(number)


def sitting_of(request: Request) -> Sitting:
    """Give the sitting of a request."""
    return Sitting(request.app.state.desk, request)


def templates() -> Environment:
    """Give the templates; whatever they are given is escaped, and a name they are not given is an error."""
    environment = Environment(
        loader=PackageLoader("lugas.desk"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=clean,
    )
    environment.globals["addresses"] = addresses
    environment.globals["static"] = static
    return environment


def clean(value: object) -> object:
    """Take control characters out of what a template is given; strangers wrote it."""
    return printable(value) if type(value) is str else value


@cache
def static(name: str) -> str:
    """Give the address of a file of the desk's own, which changes with what is in it."""
    return f"/static/{name}?{blake2b((STATIC / name).read_bytes(), digest_size=6).hexdigest()}"
