"""Finding out how a site can be followed: which addresses to try, in what order, and what their answers are worth.

A machine without hands: `plan` gives the first requests, each answer is shown to `learn`, which may give more, and
`proposals` ranks what was found. Who asks, in what order and how politely, is somebody else's part.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from lugas.blocks.cut import base_of
from lugas.model import Page
from lugas.options import Options
from lugas.page.decode import decode
from lugas.page.tree import Document, parse_html
from lugas.page.urls import clean_address, host, join, same_site
from lugas.sources.addresses import address_key
from lugas.sources.entries import Answer, Entry, Feed, Limits, Source, SourceKind
from lugas.sources.feeds import read_feed
from lugas.sources.fronts import article_links
from lugas.sources.places import (
    Offer,
    linked_feeds,
    named_feeds,
    next_maps,
    system_of,
    usual_feeds,
    usual_sitemaps,
)  # fmt: skip
from lugas.sources.proposals import Proposal, ranked, weigh
from lugas.sources.robots import Rules, read_robots
from lugas.sources.sections import section_links
from lugas.sources.sitemaps import read_sitemap
from lugas.sources.texts import line

__all__ = ["Discovery", "Request"]

Purpose = Literal["robots", "feed", "page", "sitemap"]

MOST_REQUESTS = 60
MOST_LINKED, MOST_NAMED = 15, 15
MOST_MAPS, DEEPEST_MAP = 4, 3
MOST_SECTIONS = 8
ENOUGH_FEEDS = 1  # good feeds of the whole site from which the usual places are not tried
LIMITS = Limits(max_bytes=16 << 20, max_entries=300)


class Request(Struct, frozen=True, kw_only=True):
    """An address to ask for, what it is asked for, and who named it."""

    url: str
    purpose: Purpose
    found: str = ""
    title: str = ""
    depth: int = 0


class Discovery:
    """What is known of one site on the way to following it.

    `now` is the time against which articles are fresh or stale, `agent` the product name that robots.txt is read for.
    """

    def __init__(self, *, now: dt.datetime, agent: str = "lugas") -> None:
        self.now = now
        self.agent = agent
        self.home = ""
        self.title = ""
        self.language = ""
        self.rules: Rules | None = None
        self._waiting: dict[str, Request] = {}
        self._asked: set[str] = set()
        self._found: dict[str, Proposal] = {}
        self._later: list[Request] = []
        self._maps: list[Request] = []
        self._sections: list[Request] = []

    def plan(self, home: Answer) -> tuple[Request, ...]:
        """Begin with the answer of the address that was given: a site's home page, or itself a feed or a sitemap."""
        self.home = clean_address(home.at)
        self._asked.add(address_key(home.at))
        wanted = [self._robots()]
        if self._take(home, found="given") is None:
            wanted += self._from_page(home)
        return self._ask(wanted)

    def learn(self, answer: Answer) -> tuple[Request, ...]:
        """Learn from an answer to a request, and give the requests that follow from it."""
        request = self._waiting.pop(address_key(answer.asked), None)
        if request is None:
            return ()
        self._asked.add(address_key(answer.at))
        wanted: list[Request] = []
        if request.purpose == "robots":
            self.rules = read_robots(answer.content, answer.asked, agent=self.agent, status=answer.status)
            maps = next_maps([(address, 0.0) for address in self.rules.sitemaps], MOST_MAPS)
            wanted = [Request(url=url, purpose="sitemap", found="robots.txt", depth=1) for url in maps]
        elif answer.status == 200 and request.found == "section":
            self._from_section(answer, request.title)
        elif answer.status == 200:
            more = self._take(answer, request.found, request.title, request.depth)
            if more is None and request.purpose in {"page", "feed"}:
                more = self._from_list(answer)
            wanted = more or []
        asked = self._ask(wanted)
        return asked or (() if self._waiting else self._next_round())

    def proposals(self) -> tuple[Proposal, ...]:
        """Give the sources found, best first: those of the whole site, those of sections, the doubtful ones."""
        return ranked(list(self._found.values()))

    @property
    def waiting(self) -> tuple[Request, ...]:
        """The requests that were given and not answered yet."""
        return tuple(self._waiting.values())

    def _robots(self) -> Request:
        return Request(url=join(self.home, "/robots.txt"), purpose="robots", found="usual place")

    def _ask(self, wanted: list[Request]) -> tuple[Request, ...]:
        """Give of the requests those that were not given yet and may be asked; robots.txt waits for nobody."""
        given: list[Request] = []
        for request in wanted:
            key = address_key(request.url)
            spent = len(self._asked) + len(self._waiting) >= MOST_REQUESTS
            if not request.url or key in self._asked or key in self._waiting or spent:
                continue
            if (
                self.rules is not None
                and host(request.url) == host(self.home)
                and not self.rules.allows(request.url)
            ):
                continue
            self._waiting[key] = request
            given.append(request)
        return tuple(given)

    def _from_page(self, answer: Answer) -> list[Request]:
        """Read the home page: what it links is asked for now, what may be there only if that is not enough."""
        tree, markup = _tree(answer)
        base = base_of(tree, self.home)
        title = tree.find("title")
        self.title = line(title.text) if title is not None else ""
        self.language = (tree.root.attr("lang") or "")[:35] if tree.root is not None else ""
        linked = linked_feeds(tree, base, answer.links)
        named, pages = named_feeds(tree, base)
        wanted = [_request(offer, "feed") for offer in linked[:MOST_LINKED]]
        wanted += [_request(offer, "feed") for offer in named[:MOST_NAMED]]
        self._later = [_request(offer, "page") for offer in pages]
        self._later += [_request(offer, "feed") for offer in usual_feeds(self.home, system_of(tree, markup))]
        self._maps = [_request(offer, "sitemap") for offer in usual_sitemaps(self.home)]
        links = article_links(tree, self.home, limits=LIMITS)
        self._propose(SourceKind.FRONT, self.home, links, found="given", title=self.title)
        self._sections = [_request(offer, "page") for offer in section_links(tree, base, self.home)]
        return wanted

    def _from_section(self, answer: Answer, title: str) -> None:
        """Read a page of a section, which is worth watching for the articles that the front does not show."""
        tree, _ = _tree(answer)
        links = article_links(tree, answer.at, limits=LIMITS)
        front = self._found.get(address_key(self.home))
        more = len({address_key(entry.url) for entry in links} - (front.keys if front else frozenset()))
        if not more:
            return
        source = Source(
            kind=SourceKind.FRONT, url=answer.at, title=title, language=self.language, home=self.home,
            found="section",
        )  # fmt: skip
        weighed = weigh(source, links, self.now)
        if weighed.role == "whole":
            why = (*weighed.reasons, f"it holds one section, {more} articles that the front does not show")
            weighed = replace(weighed, score=round(weighed.score - 15, 1), role="part", reasons=why)
        self._found.setdefault(address_key(answer.at), weighed)

    def _from_list(self, answer: Answer) -> list[Request]:
        """Read a page that came where a feed was looked for: many sites list their feeds on a page called /rss."""
        if not same_site(answer.at, self.home):
            return []
        tree, _ = _tree(answer)
        base = base_of(tree, answer.at)
        named, _ = named_feeds(tree, base)
        offers = [*linked_feeds(tree, base), *named]
        return [_request(offer, "feed") for offer in offers[:MOST_NAMED]]

    def _take(self, answer: Answer, found: str, title: str = "", depth: int = 0) -> list[Request] | None:
        """Take an answer as a feed or a sitemap; `None` if it is neither."""
        feed = read_feed(
            answer.content, answer.at, encoding=answer.encoding, location=answer.location, limits=LIMITS
        )
        if feed.form:
            self._propose_feed(feed, answer.at, found, title)
            return []
        if "page" in feed.trouble and "sitemap" not in feed.trouble:
            return None
        sitemap = read_sitemap(answer.content, answer.at, encoding=answer.encoding, limits=LIMITS)
        if sitemap.kind is None:
            return None
        if sitemap.maps:
            stamps = [(link.url, link.updated.timestamp() if link.updated else 0.0) for link in sitemap.maps]
            maps = next_maps(stamps, MOST_MAPS) if depth < DEEPEST_MAP else []
            if sitemap.kind is SourceKind.SITEMAP_INDEX:
                self._propose(SourceKind.SITEMAP_INDEX, answer.at, sitemap.entries, found=found)
            return [
                Request(url=url, purpose="sitemap", found="sitemap index", depth=depth + 1) for url in maps
            ]
        self._propose(sitemap.kind, answer.at, sitemap.entries, found=found)
        return []

    def _propose_feed(self, feed: Feed, url: str, found: str, title: str) -> None:
        """Note a feed; what it says of itself comes before what was said of it."""
        source = Source(
            kind=SourceKind.FEED, url=url, title=feed.title or title, language=feed.language, hubs=feed.hubs,
            found=found, home=self.home if same_site(self.home, url) or not feed.home else feed.home,
        )  # fmt: skip
        self._found.setdefault(address_key(url), weigh(source, feed.entries, self.now))

    def _propose(
        self, kind: SourceKind, url: str, entries: tuple[Entry, ...], *, found: str, title: str = ""
    ) -> None:
        """Note a sitemap or a front that holds something."""
        if entries or kind is SourceKind.SITEMAP_INDEX:
            source = Source(
                kind=kind, url=url, title=title, language=self.language, home=self.home, found=found
            )
            self._found.setdefault(address_key(url), weigh(source, entries, self.now))

    def _next_round(self) -> tuple[Request, ...]:
        """Try the usual places of feeds, then of sitemaps, as long as nothing good was found; a few at a time.

        Where there are neither, the sections that the front links are looked at.
        """
        while True:
            good = [each.source.kind for each in self._found.values() if each.role == "whole"]
            feeds, news = good.count(SourceKind.FEED), good.count(SourceKind.NEWS_SITEMAP)
            if feeds < ENOUGH_FEEDS and self._later:
                batch, self._later = self._later[:4], self._later[4:]
            elif feeds < ENOUGH_FEEDS and not news and self._maps:
                batch, self._maps = self._maps[:3], self._maps[3:]
            elif feeds < ENOUGH_FEEDS and not news and self._sections:
                batch, self._sections = self._sections[:MOST_SECTIONS], []
            else:
                return ()
            asked = self._ask(batch)
            if asked:
                return asked


def _request(offer: Offer, purpose: Purpose) -> Request:
    """Make a request of an offer."""
    return Request(url=offer.url, purpose=purpose, found=offer.found, title=offer.title)


def _tree(answer: Answer) -> tuple[Document, str]:
    """Parse an answer as a page."""
    options = Options(max_bytes=LIMITS.max_bytes, max_expanded=LIMITS.max_bytes)
    page = Page(content=answer.content, url=answer.at, form="html", encoding=answer.encoding or None)
    markup = decode(page, options).text
    return parse_html(markup), markup
