"""Finding out how a site can be followed: the demo world's five papers, and sites that are in the way."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from lugas.decide.manners import Manners
from lugas.demo.misdeeds import MISDEEDS, Misdeed, busy, failing, not_http
from lugas.demo.serve import Papers, serve
from lugas.follow.asking import Asker
from lugas.follow.finding import Found, find_sources
from lugas.follow.polite import Asked
from lugas.follow.settings import AskLimits, Settings
from lugas.sources.entries import SourceKind
from lugas.sources.proposals import Proposal
from lugas.store import open_store
from tests.follow.sites import Answer, asker, says, site

MINUTE_S = 60.0
NOW = dt.datetime(2026, 3, 3, 12, tzinfo=dt.UTC)

FEED, NEWS, FRONT = SourceKind.FEED, SourceKind.NEWS_SITEMAP, SourceKind.FRONT


@pytest.fixture
def papers() -> Iterator[Papers]:
    """Serve the five papers, for a test alone: they may misbehave."""
    with serve() as served:
        yield served


def found(papers: Papers, name: str, address: str = "") -> Found:
    """Find out how a paper can be followed, without waiting."""
    settings = Settings(
        allow_private=frozenset({"127.0.0.1"}), manners=Manners(delay_s=0.0), limits=AskLimits(timeout_s=3)
    )
    with Asker(settings, clock=papers.clock.now) as asking:
        return find_sources(asking, address or papers.addresses[name], wait=lambda _: None)


@pytest.mark.parametrize(
    ("name", "title", "kinds", "path", "headline"),
    [
        ("warta", "id Warta Lembayung", (FEED, NEWS), "/rss", "Pelaut Kestrel Dawn"),
        ("courier", "en The Saltmere Courier", (FEED, NEWS), "/feeds/all.atom", "New Year Club"),
        ("marfa", "ar المرفأ", (FEED, NEWS), "/rss.rdf", "رسائل من أطفال"),
        ("jiangwan", "zh 江湾日报", (FRONT,), "/", "宋国强"),
        ("tagblatt", "de Rennauer Tagblatt", (FEED, NEWS), "/feed.json", "Bürgermeisterwahl"),
    ],
)
def test_the_five_papers(
    papers: Papers, name: str, title: str, kinds: tuple[SourceKind, ...], path: str, headline: str
) -> None:
    """Each paper is found with its best source first, what else there is after it, and headlines of each."""
    home = papers.addresses[name]
    result = found(papers, name)
    assert result.trouble == ""
    assert result.url == f"{home}/"
    assert f"{result.language[:2]} {result.name}".startswith(title)
    best: Proposal = result.proposals[0]
    assert (best.source.kind, best.source.url, best.role) == (kinds[0], f"{home}{path}", "whole")
    assert best.headlines[0].startswith(headline)
    assert len(best.headlines) == 5
    assert [each.source.kind for each in result.proposals][: len(kinds)] == list(kinds)
    assert all(asked.note == "" for asked in result.log if asked.status == 200)


def test_fronts_are_tried(papers: Papers) -> None:
    """Where a front is the best there is, some of its links are read, and what they were is a reason."""
    result = found(papers, "jiangwan")
    assert "of 3 links that were read 3 are articles" in result.proposals[0].reasons
    read = [asked for asked in result.log if asked.purpose == "page" and "/n1/" in asked.url]
    assert [asked.status for asked in read] == [200] * 3


def test_a_front_without_articles_is_doubtful() -> None:
    """Links that look like articles and are none make a front doubtful."""
    links = "".join(
        f"<h2><a href='/a-headline-of-many-words-{day}'>A headline of many words, the {day}.</a></h2>"
        for day in range(1, 8)
    )

    def answer(path: str) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
        shop = "<html><title>Cart</title><body><h1>Your cart</h1><button>Pay</button></body></html>"
        page = {"/": f"<html><title>Shop</title><body>{links}</body></html>"}.get(path, shop)
        return says(page, Content_Type="text/html") if "." not in path and "?" not in path else says("", 404)

    with site(answer) as shop, asker(manners=Manners(delay_s=0)) as asking:
        front = find_sources(asking, shop.url, wait=lambda _: None).proposals[0]
    assert (front.source.kind, front.role) == (FRONT, "doubtful")
    assert "of 3 links that were read 0 are articles" in front.reasons


def in_a_minute(robots: bytes) -> bytes:
    """Let a robots.txt ask for a minute between requests in place of a second: no machine is as slow as that."""
    assert b"Crawl-delay: 1\n" in robots
    return robots.replace(b"Crawl-delay: 1\n", b"Crawl-delay: 60\n")


def found_waiting(papers: Papers, name: str) -> tuple[Found, list[tuple[float, float]]]:
    """Find out how a paper can be followed, and give each wait with when it was to begin."""
    waits: list[tuple[float, float]] = []
    settings = Settings(allow_private=frozenset({"127.0.0.1"}), manners=Manners(delay_s=0.0))
    with Asker(settings, clock=papers.clock.now) as asking:
        url = papers.addresses[name]
        found = find_sources(asking, url, wait=lambda seconds: waits.append((time.monotonic(), seconds)))
    return found, waits


def test_politeness(papers: Papers) -> None:
    """robots.txt is asked for first and once, no address twice, and between requests it is waited."""
    asked_for = Misdeed("patient", lambda _, answer, __: replace(answer, body=in_a_minute(answer.body)))
    papers.misbehave("marfa", asked_for, "/robots.txt")
    result, waits = found_waiting(papers, "marfa")
    urls = [asked.url for asked in result.log]
    assert urls[0].endswith("/robots.txt")
    assert len(urls) == len(set(urls))
    assert len(waits) == len(urls) - 1
    assert all(wait <= MINUTE_S for _, wait in waits)
    ready = [
        began + asked.seconds + MINUTE_S for (began, _), asked in zip(waits, result.log[1:], strict=True)
    ]
    # Each request began when what was waited before it was over, and the next came a minute after its end, or later.
    assert all(at + wait >= earliest for (at, wait), earliest in zip(waits[1:], ready[:-1], strict=True))
    assert waits[0][1] > MINUTE_S / 2
    assert [each.target for each in papers.log].count("/robots.txt") == 1
    assert all("lugas/" in each.headers["user-agent"] for each in papers.log)


def test_who_asks_to_be_left_alone_is(address: str) -> None:
    """A host that is busy is asked no more, and rests in the store: neither a second look nor an update asks it."""
    now = [NOW]

    def answer(path: str) -> Answer:
        if path == "/rss":
            return says("", 429, Retry_After="1800")
        return (
            says("", 404)
            if path == "/robots.txt"
            else says('<a href="/rss">RSS</a>', Content_Type="text/html")
        )

    def wait(seconds: float) -> None:
        now[0] += dt.timedelta(seconds=seconds)

    with open_store(address, clock=lambda: now[0]) as store, site(answer) as paper, asker() as asking:
        asking.clock = lambda: now[0]
        first = find_sources(asking, paper.url, wait=wait, hosts=store.hosts)
        assert paper.paths == ["/robots.txt", "/", "/rss"]
        assert {asked.note for asked in first.log[3:]} == {
            "is to be left alone until 2026-03-03 12:30:00 UTC"
        }
        second = find_sources(asking, paper.url, wait=wait, hosts=store.hosts)
        assert (len(paper.paths), second.proposals) == (3, ())
        assert second.trouble == "is to be left alone until 2026-03-03 12:30:00 UTC"
        store.sources.add(store.sites.add(paper.url).id, "feed", f"{paper.url}/rss")
        with store.sources.claim() as claim:
            assert claim is None
        now[0] += dt.timedelta(minutes=31)
        with store.sources.claim() as claim:
            assert claim is not None
            assert claim.host.name == paper.url.partition("//")[2]


def test_a_host_is_one_s_own_for_a_request(address: str) -> None:
    """While a site is looked over nobody claims its host, and one that rests is waited for."""
    now, waits = [NOW], list[float]()

    def answer(path: str) -> Answer:
        with store.sources.claim() as claim:
            assert claim is None
        return says("", 404) if path == "/robots.txt" else says("")

    def wait(seconds: float) -> None:
        waits.append(seconds)
        now[0] += dt.timedelta(seconds=seconds)

    with open_store(address, clock=lambda: now[0]) as store, site(answer) as paper, asker() as asking:
        asking.clock = lambda: now[0]
        store.sources.add(store.sites.add(paper.url).id, "feed", f"{paper.url}/rss")
        store.hosts.leave(paper.url.partition("//")[2], NOW + dt.timedelta(seconds=40))
        find_sources(asking, paper.url, wait=wait, hosts=store.hosts)
        assert paper.paths[:2] == ["/robots.txt", "/"]
        assert waits[0] == 40
        assert max(waits[1:]) < 2
        with store.sources.claim() as claim:
            assert claim is None
        now[0] += dt.timedelta(seconds=2)
        with store.sources.claim() as claim:
            assert claim is not None


def test_who_looks_is_told(papers: Papers) -> None:
    """Each request is told when it has ended, in the order of the log."""
    seen: list[Asked] = []
    settings = Settings(allow_private=True, manners=Manners(delay_s=0.0))
    with Asker(settings, clock=papers.clock.now) as asking:
        result = find_sources(asking, papers.addresses["marfa"], wait=lambda _: None, listener=seen.append)
    assert tuple(seen) == result.log
    assert all(asked.bytes > 0 and asked.seconds > 0 for asked in seen)


def test_an_address_without_a_scheme(papers: Papers) -> None:
    """The address may be given as people say it."""
    result = found(papers, "tagblatt", address=papers.addresses["tagblatt"].removeprefix("http://"))
    assert result.proposals[0].source.url == papers.addresses["tagblatt"] + "/feed.json"


def test_a_feed_may_be_given(papers: Papers) -> None:
    """The address of a feed gives that feed."""
    url = papers.addresses["warta"] + "/rss"
    result = found(papers, "warta", address=url)
    assert (result.proposals[0].source.url, result.proposals[0].source.found) == (url, "given")
    assert result.name == "Warta Lembayung"


def test_robots_are_obeyed() -> None:
    """A site that lets no program in is not looked at, and one that closes its feeds keeps them."""
    closed = {"/robots.txt": says("User-agent: *\nDisallow: /")}
    with site(lambda path: closed.get(path, says())) as paper, asker() as asking:
        result = find_sources(asking, paper.url, wait=lambda _: None)
    assert paper.paths == ["/robots.txt"]
    assert result.trouble == "robots.txt lets no program go there"
    assert result.proposals == ()
    with (
        site(
            lambda path: says("User-agent: *\nDisallow: /*feed" if path == "/robots.txt" else "<p>x")
        ) as paper,
        asker() as asking,
    ):
        find_sources(asking, paper.url, wait=lambda _: None)
    assert not any("feed" in path for path in paper.paths)


@pytest.mark.parametrize(
    ("misdeed", "trouble"),
    [(failing(503), "503"), (busy(), "429"), (not_http(), "web server"), (failing(404), "404")],
    ids=["failing", "busy", "no web server", "missing"],
)
def test_sites_that_do_not_answer(papers: Papers, misdeed: Misdeed, trouble: str) -> None:
    """A site that cannot be looked at says why."""
    papers.misbehave("warta", misdeed)
    result = found(papers, "warta")
    assert trouble in result.trouble
    assert result.proposals == ()
    assert 1 <= len(result.log) <= 2


@pytest.mark.parametrize(
    "url", ["", "nonsense", "http://", "file:///etc/passwd", "http://169.254.169.254/", "a b"]
)
def test_addresses_that_lead_nowhere(url: str) -> None:
    """What is no address of a site, or a private one, gives a reason and no sources."""
    with Asker(Settings(limits=AskLimits(timeout_s=2)), resolve=lambda host, _: [host]) as asking:
        result = find_sources(asking, url, wait=lambda _: None)
    assert result.trouble
    assert result.proposals == ()


@pytest.mark.parametrize(
    "name", ["garbage", "endless", "bomb", "dropped", "looping", "astray", "not_http", "failing"]
)
def test_a_feed_that_misbehaves(papers: Papers, name: str) -> None:
    """A feed that is broken, endless, packed too well or gone leaves the rest of the site to be found."""
    papers.misbehave("tagblatt", MISDEEDS[name](8) if name == "bomb" else MISDEEDS[name](), "/feed.json")
    result = found(papers, "tagblatt")
    assert result.proposals[0].source.kind is NEWS
