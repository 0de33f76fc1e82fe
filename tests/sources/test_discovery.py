"""Finding out how a site can be followed, against sites that answer from a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from lugas.sources.discovery import MOST_REQUESTS, Discovery
from lugas.sources.entries import Answer, SourceKind
from lugas.sources.proposals import Proposal
from tests.sources.documents import NEWS_SITEMAP, rss
from tests.sources.fronts import FRONTS

NOW = dt.datetime(2026, 3, 3, 12, tzinfo=dt.UTC)
HOME = "https://paper.example/"
FRONT = FRONTS["cards en"].markup

LINK = '<link rel="alternate" type="application/rss+xml" href="/f.xml"></head>'


def feed(
    title: str, first: int, count: int = 12, *, days: float = 0, content: str = "", extra: str = ""
) -> str:
    """Write a feed of so many articles from a number on, the newest so many days old."""
    items = []
    for number in range(first, first + count):
        moment = NOW - dt.timedelta(days=days, hours=number - first)
        items.append(
            f"<title>Story {number} of the day</title><link>{HOME}2026/03/02/the-story-number-{number}</link>"
            f"<pubDate>{moment:%d %b %Y %H:%M:%S} GMT</pubDate><description>{content}</description>{extra}"
        )
    return rss(*items).replace("<title>Paper</title>", f"<title>{title}</title><link>{HOME}</link>")


def linked(*links: tuple[str, str]) -> str:
    """Give a front that links these feeds."""
    head = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="{title}" href="{path}">'
        for path, title in links
    )
    return FRONT.replace("</head>", f"{head}</head>")


def discover(
    site: Mapping[str, str], front: str = FRONT, home: str = HOME
) -> tuple[tuple[Proposal, ...], list[str], Discovery]:
    """Run a discovery against a table of paths, and give the proposals and the addresses that were asked for."""
    machine = Discovery(now=NOW)
    waiting = list(machine.plan(Answer(asked=home, content=front.encode())))
    asked: list[str] = []
    while waiting:
        request = waiting.pop(0)
        asked.append(request.url)
        path = request.url.removeprefix(HOME.rstrip("/"))
        content = site.get(path)
        waiting += machine.learn(
            Answer(
                asked=request.url,
                status=200 if content is not None else 404,
                content=(content or "").encode(),
            )
        )
    assert len(asked) == len(set(asked)) <= MOST_REQUESTS
    assert machine.waiting == ()
    return machine.proposals(), asked, machine


def test_a_linked_feed_is_enough() -> None:
    """Where the site links a good feed, that and robots.txt are all that is asked for; the front is second."""
    proposals, asked, _ = discover({"/f.xml": feed("Paper", 1)}, linked(("/f.xml", "All")))
    assert asked == [f"{HOME}robots.txt", f"{HOME}f.xml"]
    best, second = proposals
    assert (best.source.kind, best.source.url, best.role) == (SourceKind.FEED, f"{HOME}f.xml", "whole")
    assert best.source.title == "Paper"
    assert best.headlines[0] == "Story 1 of the day"
    assert "the site links it for readers' programs" in best.reasons
    assert 20 < best.per_day < 25
    assert second.source.kind is SourceKind.FRONT


def test_whole_before_sections_before_comments() -> None:
    """The feed of the whole site comes first, then those of sections; recordings, stale and empty ones last."""
    site = {
        "/feed": feed("Paper", 1, 20),
        "/sport/feed": feed("Paper » Sport", 3, 8),
        "/comments/feed": feed("Comments for Paper", 100),
        "/podcast/rss": feed("Talk", 200, extra='<enclosure url="/a.mp3" type="audio/mpeg" length="1"/>'),
        "/old/feed": feed("Old", 300, days=400),
        "/empty/feed": rss(),
    }
    proposals, _, _ = discover(site, linked(*((path, "") for path in reversed(site))))
    feeds = [
        (each.source.url.removeprefix(HOME[:-1]), each.role)
        for each in proposals
        if each.source.kind is SourceKind.FEED
    ]
    assert feeds[:2] == [("/feed", "whole"), ("/sport/feed", "part")]
    assert {path for path, role in feeds if role == "doubtful"} == {
        "/podcast/rss",
        "/old/feed",
        "/empty/feed",
    }
    assert not any("comments" in path for path, _ in feeds)


def test_one_feed_in_two_forms_is_proposed_once() -> None:
    """RSS and Atom of the same articles: one is for following, the other is its double."""
    site = {"/rss.xml": feed("Paper", 1), "/atom.xml": feed("Paper", 1)}
    proposals, _, _ = discover(site, linked(("/rss.xml", ""), ("/atom.xml", "")))
    feeds = [each for each in proposals if each.source.kind is SourceKind.FEED]
    assert [each.role for each in feeds] == ["whole", "doubtful"]
    assert any("holds the same as" in reason for reason in feeds[1].reasons)


def test_full_texts_are_told() -> None:
    """Of two feeds with the same articles the one with whole texts is the better one."""
    text = "word " * 400
    full = feed(
        "Paper",
        1,
        extra=f'<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">{text}</content:encoded>',
    )
    proposals, _, _ = discover({"/a": feed("Paper", 1), "/b": full}, linked(("/a", ""), ("/b", "")))
    assert (proposals[0].source.url, proposals[0].full) == (f"{HOME}b", True)


def test_usual_places_in_the_order_of_the_system() -> None:
    """Without a link the usual places are tried, those of the site's own system first, and no more once one answers."""
    front = FRONT.replace("</head>", '<meta name="generator" content="WordPress 6.4"></head>')
    proposals, asked, _ = discover({"/feed/": feed("Paper", 1)}, front)
    assert proposals[0].source.url == f"{HOME}feed/"
    assert proposals[0].source.found == "usual place"
    assert len(asked) <= 6


def test_a_page_that_lists_feeds_is_read() -> None:
    """What the site's visible RSS link leads to may be a page that lists the feeds."""
    front = FRONT.replace("</footer>", '<a href="/rss">RSS</a></footer>')
    site = {
        "/rss": '<html><body><a href="/xml/rss/all.rss">All</a> <a href="/xml/rss/sport.rss">Sport</a></body></html>',
        "/xml/rss/all.rss": feed("Paper", 1, 30),
        "/xml/rss/sport.rss": feed("Paper: sport", 4, 6),
    }
    proposals, _, _ = discover(site, front)
    assert proposals[0].source.url == f"{HOME}xml/rss/all.rss"


def test_sitemaps_from_robots_by_way_of_an_index() -> None:
    """Without any feed, the news sitemap that robots.txt leads to is found in the index."""
    maps = "".join(
        f"<sitemap><loc>{HOME}{name}.xml</loc></sitemap>"
        for name in ("images", "tags", "news", "posts-1", "posts-2")
    )
    site = {
        "/robots.txt": f"User-agent: *\nDisallow: /private\nSitemap: {HOME}all.xml",
        "/all.xml": f"<sitemapindex>{maps}</sitemapindex>",
        "/news.xml": NEWS_SITEMAP.replace("warta.example", "paper.example"),
    }
    proposals, asked, machine = discover(site)
    assert proposals[0].source.kind is SourceKind.NEWS_SITEMAP
    assert proposals[0].source.found == "sitemap index"
    assert asked.index(f"{HOME}news.xml") < asked.index(f"{HOME}posts-2.xml")
    assert machine.rules is not None


def test_nothing_but_a_front() -> None:
    """A site without feeds and sitemaps is followed by its front, after a bounded number of questions."""
    proposals, asked, _ = discover({})
    assert [each.source.kind for each in proposals] == [SourceKind.FRONT]
    assert proposals[0].headlines[0] == "Council to vote on closing three branch libraries"
    assert 5 < len(asked) < 40


def test_what_robots_forbids_is_not_asked_for() -> None:
    """Usual places that robots.txt forbids are not tried."""
    _, asked, _ = discover({"/robots.txt": "User-agent: *\nDisallow: /feed\nDisallow: /rss"})
    assert not [url for url in asked if url.startswith((f"{HOME}feed", f"{HOME}rss"))]


def test_the_address_given_is_itself_a_feed() -> None:
    """Given a feed's own address, that is the proposal, and nothing else is needed."""
    machine = Discovery(now=NOW)
    requests = machine.plan(Answer(asked=f"{HOME}f.xml", content=feed("Paper", 1).encode()))
    assert [request.purpose for request in requests] == ["robots"]
    assert machine.learn(Answer(asked=requests[0].url, status=404)) == ()
    assert machine.proposals()[0].source.url == f"{HOME}f.xml"


def test_hubs_are_carried() -> None:
    """A feed's hub is part of what is proposed."""
    hub = '<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="hub" href="https://hub.example/"/>'
    site = {"/f": feed("Paper", 1).replace("<item>", f"{hub}<item>", 1)}
    proposals, _, _ = discover(site, linked(("/f", "")))
    assert proposals[0].source.hubs == ("https://hub.example/",)


def test_hostile_sites_are_bounded() -> None:
    """Endless links, indexes of indexes, answers to nothing that was asked: bounded, and never an error."""
    front = linked(*((f"/f{number}", "x") for number in range(2_000)))
    discover({f"/f{number}": rss() for number in range(2_000)}, front)
    loop = "".join(f"<sitemap><loc>{HOME}news-{number}.xml</loc></sitemap>" for number in range(500))
    site = {f"/news-{number}.xml": f"<sitemapindex>{loop}</sitemapindex>" for number in range(500)}
    discover(
        site
        | {
            "/robots.txt": f"Sitemap: {HOME}news-0.xml",
            "/sitemap.xml": f"<sitemapindex>{loop}</sitemapindex>",
        }
    )
    machine = Discovery(now=NOW)
    machine.plan(Answer(asked=HOME, status=500, content=b"\x00\xff"))
    assert machine.learn(Answer(asked="https://else.example/", content=b"<rss/>")) == ()


def test_sections_where_fronts_are_all_there_is() -> None:
    """Without feed and sitemap the sections are looked at that the front links, and proposed for what they add."""
    menu = "<nav><a href='/sport'>Sport</a><a href='/city'>City</a><a href='/about'>About us</a></nav>"
    front = FRONT.replace("</body>", f"{menu}</body>")
    more = FRONT.replace("/2026/", "/sport/2026/")
    assert more != FRONT
    proposals, asked, _ = discover({"/sport": more, "/city": FRONT}, front)
    fronts = [each for each in proposals if each.source.kind is SourceKind.FRONT]
    assert [(each.source.url, each.role) for each in fronts] == [(HOME, "whole"), (f"{HOME}sport", "part")]
    assert fronts[1].source.title == "Sport"
    assert "it holds one section" in fronts[1].reasons[-1]
    assert f"{HOME}about" not in asked
    _, asked, _ = discover({"/f.xml": feed("Paper", 1)}, front.replace("</head>", LINK))
    assert f"{HOME}sport" not in asked
