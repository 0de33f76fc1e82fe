"""Finding out how a site can be followed: `Discovery` says what to ask for, and here it is asked, politely."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from lugas.follow.asking import Asker
from lugas.follow.polite import Asked, Hosts, Listener, Polite
from lugas.follow.replies import Reply
from lugas.follow.settings import AGENT
from lugas.model import Article
from lugas.page.urls import clean_address
from lugas.read import read
from lugas.sources.discovery import Discovery
from lugas.sources.entries import Answer, Entry, SourceKind
from lugas.sources.fronts import read_front
from lugas.sources.proposals import Proposal
from lugas.vocabulary import VerdictKind

__all__ = ["Found", "find_sources"]

MOST_READ = 3  # links of a front that are read to see whether they are articles
BESIDE = frozenset(
    {SourceKind.FEED, SourceKind.NEWS_SITEMAP}
)  # beside a good one of these no front is watched
ARTICLES = frozenset(
    {
        VerdictKind.ARTICLE,
        VerdictKind.PARTIAL,
        VerdictKind.LIVE_BLOG,
        VerdictKind.GALLERY,
        VerdictKind.MEDIA,
        VerdictKind.PAYWALL,
    }
)
_PORT = re.compile(r"[^/?#]{1,260}:(?!443\b)\d{1,5}(?:[/?#]|$)")


class Found(Struct, frozen=True, kw_only=True):
    """How a site can be followed.

    `url` is its home page, where it answered. `proposals` are the sources, best first, each with a sample of its
    headlines. `trouble` says why there are none, "" where there are. `log` tells what was asked.
    """

    url: str
    name: str = ""
    language: str = ""
    proposals: tuple[Proposal, ...] = ()
    trouble: str = ""
    log: tuple[Asked, ...] = ()


def find_sources(
    asker: Asker,
    url: str,
    *,
    wait: Callable[[float], None] = time.sleep,
    listener: Listener | None = None,
    hosts: Hosts | None = None,
) -> Found:
    """Find out how the site at an address can be followed; the address may leave `https://` out.

    Between two requests to a host as long is waited as `Manners` and the site's own `Crawl-delay` ask for, by `wait`. A
    host that asks to be left alone for long is asked no more. With the `hosts` of a store all who work with that store
    keep out of each other's way. `listener` is told each request when it has ended. Where nothing better than fronts
    was found, a few of the links of the best are read to see whether they are articles. Never raises for what a server
    does.
    """
    polite = Polite(asker, wait, listener, hosts)
    home = _home(polite, url)
    if home is None:
        return Found(url=clean_address(url), trouble=_why_none(polite.log), log=tuple(polite.log))
    discovery = Discovery(now=asker.clock(), agent=AGENT)
    waiting = list(discovery.plan(home))
    while waiting:
        request = waiting.pop(0)
        known = polite.robots.get(request.url) if request.purpose == "robots" else None
        reply = known or polite.ask(request.url, request.purpose)
        waiting += discovery.learn(_told(reply, request.url))
    page = read(home.content, url=home.at, encoding=home.encoding or None)
    proposals, samples = _tried(polite, discovery.proposals(), home)
    languages = [article.language for article in (page, *samples) if article.language]
    return Found(
        url=discovery.home,
        name=_name(proposals, samples, page, discovery.title),
        language=languages[0] if languages else discovery.language,
        proposals=proposals,
        trouble="" if proposals else "neither feeds nor sitemaps nor links of articles were found",
        log=tuple(polite.log),
    )


def _name(proposals: tuple[Proposal, ...], samples: list[Article], page: Article, title: str) -> str:
    """Give a site's name: the title of its feed, what its articles tell, what its home page tells."""
    feeds = (
        each.source.title
        for each in proposals
        if each.role == "whole" and each.source.kind is SourceKind.FEED and each.source.title
    )
    told = [article.site.name for article in samples if article.site.name]
    feed = next(feeds, "")
    if feed and (not title or feed.casefold() in title.casefold()):
        return feed
    return next((name for name in (*told, page.site.name, feed) if name), title)


def _home(polite: Polite, url: str) -> Answer | None:
    """Give the answer of the address that was given.

    Where it leaves the scheme out https comes before http, unless it names a port, which is most often one for tests.
    """
    told = url.strip()
    schemes = ("http", "https") if _PORT.match(told) else ("https", "http")
    for address in [told] if "://" in told[:10] else [f"{scheme}://{told}" for scheme in schemes]:
        reply = polite.ask(address, "page")
        if reply is not None and reply.is_content:
            return reply.answer
        if reply is not None and reply.status:
            return None
    return None


def _why_none(log: Sequence[Asked]) -> str:
    """Say why there is no home page: what kept its robots.txt from being asked for says it best."""
    unheard = (asked.note for asked in reversed(log) if asked.purpose == "robots" and not asked.status)
    return next(unheard, "") or log[-1].note or "it answers without a page"


def _told(reply: Reply | None, url: str) -> Answer:
    """Give what is learned of a request: of one that was not made, or went wrong, that nobody answered."""
    if reply is None:
        return Answer(asked=url, status=0)
    return replace(reply.answer, asked=url, status=0, content=b"") if reply.trouble else reply.answer


def _tried(
    polite: Polite, proposals: tuple[Proposal, ...], home: Answer
) -> tuple[tuple[Proposal, ...], list[Article]]:
    """Read a few links of the home page where a front is the best there is; give what they came to as well."""
    best = next((each for each in proposals if each.role == "whole"), None)
    if best is None or best.source.kind in BESIDE:
        return proposals, []
    links = read_front(home.content, home.at, encoding=home.encoding)
    articles = [article for entry in _spread(links) if (article := _read(polite, entry)) is not None]
    fronts = {each.source.url for each in proposals if each.source.kind is SourceKind.FRONT}
    if not articles or home.at not in fronts:
        return proposals, articles
    good = sum(article.verdict.kind in ARTICLES for article in articles)
    why = f"of {len(articles)} links that were read {good} are articles"
    judged = tuple(
        replace(
            each,
            reasons=(*each.reasons, why),
            role=each.role if good else "doubtful",
            score=each.score if good else round(each.score - 25, 1),
        )
        if each.source.kind is SourceKind.FRONT
        else each
        for each in proposals
    )
    return tuple(sorted(judged, key=lambda each: each.role == "doubtful")), articles


def _spread(links: tuple[Entry, ...]) -> list[Entry]:
    """Choose links to be read: the surest, the least sure, and between."""
    ordered = sorted(links, key=lambda entry: -entry.sure)
    if len(ordered) <= MOST_READ:
        return ordered
    step = (len(ordered) - 1) / (MOST_READ - 1)
    return [ordered[round(step * number)] for number in range(MOST_READ)]


def _read(polite: Polite, entry: Entry) -> Article | None:
    """Read a page that a front links; `None` where it does not come."""
    reply = polite.ask(entry.url, "page")
    if reply is None or not reply.is_content:
        return None
    return read(reply.answer.content, url=reply.answer.at, encoding=reply.answer.encoding or None)
