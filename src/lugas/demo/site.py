"""One paper's site at a time: which address gives what. A function of the edition and the request, without network."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import blake2b
from http import HTTPStatus
from itertools import count
from typing import Literal
from urllib.parse import parse_qs, unquote

from lugas.demo.press import sitemaps
from lugas.demo.press.courier import Courier
from lugas.demo.press.courier_new import CourierNew
from lugas.demo.press.dates import http_date
from lugas.demo.press.design import Design, text
from lugas.demo.press.feeds import feed
from lugas.demo.press.jiangwan import Jiangwan
from lugas.demo.press.marfa import Marfa
from lugas.demo.press.pictures import TYPES, picture
from lugas.demo.press.shown import View, shown
from lugas.demo.press.tagblatt import Tagblatt
from lugas.demo.press.templates import style
from lugas.demo.press.warta import Warta
from lugas.demo.records import Article
from lugas.demo.world import Edition, Version

__all__ = ["DESIGNS", "HUB_PATH", "SUBSCRIBER", "Answer", "Request", "Site"]

DESIGNS: dict[str, type[Design]] = {
    "courier": Courier,
    "courier-new": CourierNew,
    "jiangwan": Jiangwan,
    "marfa": Marfa,
    "tagblatt": Tagblatt,
    "warta": Warta,
}
MEMBER_COOKIE, METER_COOKIE = "member", "read"
SUBSCRIBER = ("reader@example.org", "tea")  # who may log in everywhere, and with what
MEMBER_VALUE = "c3Vic2NyaWJlcg"
HUB_PATH = "/hub"
SERIALS = count(1)  # tells a site over one edition from the next, where an `id` might be given out again
LOGIN_PATHS = frozenset({"/anmelden", "/account/sign-in", "/login"})

LOGIN = """<!doctype html><html><head><title>{title}</title></head><body><h1>{title}</h1><form method="post">
<input name="name" placeholder="{name}"><input name="password" type="password"><button>OK</button>
</form></body></html>"""
ERROR = """<!doctype html><html><head><title>{said}</title></head><body><h1>{said}</h1><p>{about}</p>
<p><a href="/">{title}</a></p></body></html>"""

Route = tuple[Literal["article", "form", "front", "gone", "moved", "section"], str, int]


@dataclass(frozen=True)
class Request:
    """What a client asks for; names of headers are in small letters."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @cached_property
    def cookies(self) -> dict[str, str]:
        """The cookies that the client sends."""
        return cookies_of(self.headers.get("cookie", ""))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a site answers. A page's markers (ETag, Last-Modified) are among the headers already."""

    status: int
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()

    def header(self, name: str) -> str:
        """Give a header's value, nothing where there is none."""
        return next((value for key, value in self.headers if key.lower() == name), "")


def cookies_of(header: str) -> dict[str, str]:
    """Read a Cookie header."""
    pairs = (piece.strip().partition("=") for piece in header.split(";") if "=" in piece)
    return {name: value for name, _, value in pairs}


class Site:
    """A paper's site over one edition, served at `origin`."""

    def __init__(self, edition: Edition, origin: str) -> None:
        paper = edition.paper
        self.edition, self.origin = edition, origin
        self.serial = next(SERIALS)
        new = edition.redesigned and paper.new_design
        self.design = DESIGNS[paper.new_design if new else paper.design](edition, origin)
        self.old = DESIGNS[paper.design](edition, origin) if new else None

    @cached_property
    def routes(self) -> dict[str, Route]:
        """Every address that pages, feeds and old links lead to, but for those of assets."""
        routes: dict[str, Route] = {"/": ("front", "", 0)}
        if self.old is not None:
            self._add_moved(routes, self.old)
        for section in self.edition.paper.sections:
            routes[self.design.section_path(section)] = ("section", section.slug, 0)
        for version in self.edition.versions:
            self._add_article(routes, version)
        for article in self.edition.gone:
            routes[self.design.article_path(article)] = ("gone", article.slug, 0)
        return routes

    def _add_article(self, routes: dict[str, Route], version: Version) -> None:
        article = version.article
        routes[self.design.article_path(article)] = ("article", article.slug, 1)
        if self.design.has_form(article):
            routes[self.design.form_path(article)] = ("form", article.slug, 0)
        pages = shown(self.edition, version, View(member=True)).pages
        for page in range(2, pages + 1):
            routes[self.design.page_path(article, page)] = ("article", article.slug, page)
        if pages > 1:
            routes[self.design.page_path(article, 0)] = ("article", article.slug, 0)

    def _add_moved(self, routes: dict[str, Route], old: Design) -> None:
        for section in self.edition.paper.sections:
            routes[old.section_path(section)] = ("moved", self.design.section_path(section), 0)
        routes[old.feed_path] = ("moved", self.design.feed_path, 0)
        routes[old.sitemap_path] = ("moved", self.design.sitemap_path, 0)
        for article in self._published():
            if article.published < self.edition.now:
                path = old.article_path(article)
                routes[path] = ("moved", self.design.article_path(article), 0)
                # A redesign forgets something: the second pages of split articles lead to the first.
                routes[old.page_path(article, 2)] = routes[path]

    def _published(self) -> list[Article]:
        return [*(version.article for version in self.edition.versions), *self.edition.gone]

    def answer(self, request: Request) -> Answer:
        """Answer a request."""
        if request.method not in {"GET", "HEAD", "POST"}:
            return plain_answer(
                HTTPStatus.METHOD_NOT_ALLOWED, "GET and HEAD are answered here", ("Allow", "GET, HEAD")
            )
        path = unquote(request.path)
        if path in LOGIN_PATHS:
            return self.log_in(request)
        if request.method == "POST":
            return plain_answer(
                HTTPStatus.METHOD_NOT_ALLOWED, "nothing is taken here", ("Allow", "GET, HEAD")
            )
        page = parse_qs(request.query).get("page", [""])[0] if "page=" in request.query else ""
        route = self.routes.get(f"{path}?page={page}" if page else path) or self.routes.get(path)
        if route is None and not path.endswith("/"):
            route = self.routes.get(path + "/")
            if route is not None:
                return self.moved(path + "/")
        return self.page(route, request) if route is not None else self.asset(path)

    def page(self, route: Route, request: Request) -> Answer:
        """Give what a route leads to."""
        kind, name, number = route
        if kind == "moved":
            return self.moved(name)
        if kind == "gone":
            return self.closing(HTTPStatus.GONE, "410", name)
        if kind == "section":
            return self.html(self.design.section_page(self.edition.paper.section(name)))
        return self.html(self.design.front()) if kind == "front" else self.article(route, request, number)

    def article(self, route: Route, request: Request, number: int) -> Answer:
        """Give an article, as much of it as who asks may read."""
        version = self.edition.by_slug[route[1]]
        member = request.cookies.get(MEMBER_COOKIE) == MEMBER_VALUE
        view = View(page=number, member=member, form=self.form if route[0] == "form" else "")
        meter = self.edition.paper.meter if self.edition.redesigned and not member else 0
        if not meter or view.form:
            return self.html(self.design.article_page(version, view))
        told = request.cookies.get(METER_COOKIE, "")
        read = min(int(told), meter) if told.isdecimal() and len(told) < 4 else 0
        answer = self.html(self.design.article_page(version, replace(view, read=read)))
        cookie = f"{METER_COOKIE}={min(read + 1, meter)}; Path=/; Max-Age=2592000; SameSite=Lax"
        return replace(answer, headers=(*answer.headers, ("Set-Cookie", cookie), ("Vary", "Cookie")))

    @property
    def form(self) -> Literal["", "amp", "mobile"]:
        """The other form that this site's articles have."""
        return "amp" if self.design.other_form == "amp" else "mobile"

    def log_in(self, request: Request) -> Answer:
        """Show a form, and give the cookie of a subscriber to whoever fills it in rightly."""
        fields = {
            name: values[0] for name, values in parse_qs(request.body.decode("utf-8", "replace")).items()
        }
        if (fields.get("name"), fields.get("password")) == SUBSCRIBER:
            cookie = f"{MEMBER_COOKIE}={MEMBER_VALUE}; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000"
            to = (("Location", self.origin + "/"), ("Set-Cookie", cookie), ("Cache-Control", "no-store"))
            return Answer(HTTPStatus.SEE_OTHER, headers=to)
        form = LOGIN.format(title=text(self.edition.paper.title), name=SUBSCRIBER[0])
        headers = (("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store"))
        status = HTTPStatus.FORBIDDEN if request.method == "POST" else HTTPStatus.OK
        return Answer(status, form.encode(), headers)

    def asset(self, path: str) -> Answer:
        """Give what is no page: robots.txt, feeds, sitemaps, pictures, the style sheet."""
        if path.startswith("/media/"):
            return self.picture(path)
        if path in self.maps:
            return self.data(
                self.maps[path], "application/gzip" if path.endswith(".gz") else "application/xml"
            )
        if path in self.feeds:
            return self.feed(self.feeds[path])
        if path == "/robots.txt":
            return self.data(sitemaps.robots(self.design), "text/plain; charset=utf-8")
        if path.endswith("/style.css"):
            file = "new.css" if self.old is not None else "style.css"
            return self.data(style(self.design.folder, file), "text/css; charset=utf-8")
        return self.closing(HTTPStatus.NOT_FOUND, "404", path)

    @cached_property
    def feeds(self) -> dict[str, str]:
        """The feeds by their addresses, each with its section; "" is all of them."""
        paper = self.edition.paper
        if not paper.feed:
            return {}
        by_section = {f"/rss/{one.slug}": one.slug for one in paper.sections} if paper.feed == "rss" else {}
        return {self.design.feed_path or "/rss": "", **by_section}

    def feed(self, section: str) -> Answer:
        """Give a feed, with the hub in a header where the paper has one."""
        answer = self.data(*feed(self.design, section))
        own, hub = self.design.url(self.design.feed_path), self.design.url(HUB_PATH)
        told = (("Link", f'<{hub}>; rel="hub", <{own}>; rel="self"'),) if self.edition.paper.hub else ()
        return replace(answer, headers=(*answer.headers, *told))

    @cached_property
    def maps(self) -> dict[str, bytes]:
        """The sitemaps: one of the news, or an index over two of which one is packed; none in some papers."""
        path = self.design.sitemap_path
        if self.edition.paper.sitemap != "index":
            return {path: sitemaps.news(self.design)} if self.edition.paper.sitemap and path else {}
        news, whole = "/sitemap-news.xml.gz", "/sitemap-all.xml"
        return {
            path: sitemaps.index(self.design, (news, whole)),
            news: sitemaps.news(self.design, packed=True),
            whole: sitemaps.plain_map(self.design),
        }

    def picture(self, path: str) -> Answer:
        """Give a picture by its address, `/media/sea/slug-640.jpg`."""
        _, _, motif, name = (*path.split("/"), "", "")[:4]
        stem, _, extension = name.rpartition(".")
        seed, _, width = stem.rpartition("-")
        data = picture(motif, seed, int(width), extension) if width.isdecimal() and len(width) < 6 else None
        if data is None:
            return self.closing(HTTPStatus.NOT_FOUND, "404", path)
        headers = (
            ("Content-Type", TYPES[extension]),
            ("Cache-Control", "public, max-age=31536000, immutable"),
            ("ETag", f'"{blake2b(data, digest_size=8).hexdigest()}"'),
        )
        return Answer(HTTPStatus.OK, data, headers)

    def html(self, page: str) -> Answer:
        """Send a page in the paper's encoding, its times and marks as the paper gives them."""
        encoding = self.edition.paper.encoding
        # An old site whose server says nothing of the encoding: the page's own meta element tells it.
        kind = "text/html" if encoding != "utf-8" else "text/html; charset=utf-8"
        return self.data(page.encode(encoding, "xmlcharrefreplace"), kind)

    def data(self, body: bytes, kind: str) -> Answer:
        """Send bytes with the validators that the paper gives."""
        validators = self.edition.paper.validators
        headers = [("Content-Type", kind), ("Cache-Control", "public, max-age=60")]
        if validators in {"both", "etag"}:
            mark = blake2b(body, digest_size=8).hexdigest()
            headers.append(("ETag", f'W/"{mark}"' if validators == "etag" else f'"{mark}"'))
        if validators in {"both", "date"} and self.edition.now > dt.timedelta.min:
            headers.append(("Last-Modified", http_date(self.edition.moment(self.edition.now))))
        return Answer(HTTPStatus.OK, body, tuple(headers))

    def moved(self, path: str) -> Answer:
        """Send a client on for good."""
        return Answer(HTTPStatus.MOVED_PERMANENTLY, headers=(("Location", self.origin + path),))

    def closing(self, status: HTTPStatus, number: str, about: str) -> Answer:
        """Send an error's page."""
        title = text(self.edition.paper.title)
        page = ERROR.format(said=f"{number} {status.phrase}", about=text(about), title=title)
        return Answer(status, page.encode(), (("Content-Type", "text/html; charset=utf-8"),))


def plain_answer(status: HTTPStatus, said: str, *headers: tuple[str, str]) -> Answer:
    """Answer in a line of text."""
    return Answer(status, f"{said}\n".encode(), (("Content-Type", "text/plain; charset=utf-8"), *headers))
