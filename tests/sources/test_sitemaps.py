"""Sitemaps, robots.txt, what pages ask of programs, and lists of subscriptions."""

from __future__ import annotations

import datetime as dt
import gzip
import time

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lugas.sources.entries import Entry, Limits, MapLink, Sitemap, SourceKind
from lugas.sources.hints import Hints, page_hints
from lugas.sources.opml import Subscription, Subscriptions, read_opml, write_opml
from lugas.sources.robots import read_robots
from lugas.sources.sitemaps import read_sitemap
from tests.sources.documents import NEWS_SITEMAP, RSS

HERE = "https://warta.example/sitemap.xml"
ROBOTS = "https://warta.example/robots.txt"


def urlset(*lastmods: str) -> str:
    """Write a sitemap of addresses with these dates."""
    urls = (
        f"<url><loc>https://warta.example/{number}</loc><lastmod>{lastmod}</lastmod></url>"
        for number, lastmod in enumerate(lastmods)
    )
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(urls)}</urlset>'


@pytest.mark.parametrize(
    "pack", [lambda content: content, gzip.compress, lambda content: gzip.compress(gzip.compress(content))]
)
def test_news_sitemap(pack: type[bytes]) -> None:
    """A news sitemap tells title, time, language, keywords and picture, packed or not."""
    sitemap = read_sitemap(pack(NEWS_SITEMAP.encode()), HERE)
    assert sitemap.kind is SourceKind.NEWS_SITEMAP
    assert sitemap.entries[0] == Entry(
        url="https://warta.example/daerah/2026/03/jembatan?id=7&x=1",
        title="Jembatan Ditutup",
        published=dt.datetime(2026, 3, 2, 5, 10, tzinfo=dt.timezone(dt.timedelta(hours=7))),
        updated=dt.datetime(2026, 3, 2, 6, tzinfo=dt.timezone(dt.timedelta(hours=7))),
        language="id",
        tags=("jembatan", "Lumbu"),
        picture="https://warta.example/gambar/jembatan.jpg",
    )
    assert msgspec.json.decode(msgspec.json.encode(sitemap), type=Sitemap) == sitemap


def test_index() -> None:
    """An index names sitemaps, with the time of their last change where it tells one."""
    first = "<sitemap><loc>/a.xml</loc><lastmod>2026-03-02</lastmod></sitemap>"
    text = f"<sitemapindex>{first}<sitemap><loc>b.xml.gz</loc></sitemap></sitemapindex>"
    sitemap = read_sitemap(text, "https://warta.example/maps/index.xml")
    assert (sitemap.kind, sitemap.entries) == (SourceKind.SITEMAP_INDEX, ())
    assert sitemap.maps == (
        MapLink("https://warta.example/a.xml", dt.datetime(2026, 3, 2, tzinfo=dt.UTC)),
        MapLink("https://warta.example/maps/b.xml.gz"),
    )


def test_other_forms() -> None:
    """A list of addresses is a sitemap, and so is a feed."""
    lines = read_sitemap(
        b"\xef\xbb\xbfhttps://warta.example/1\r\nhttps://warta.example/2\r\nnonsense\r\n", HERE
    )
    assert [entry.url for entry in lines.entries] == ["https://warta.example/1", "https://warta.example/2"]
    assert len(read_sitemap(RSS, HERE).entries) == 2


@pytest.mark.parametrize(
    ("lastmods", "lie"),
    [
        (["2026-03-02T10:11:12Z"] * 20, True),
        ([f"2026-03-02T10:11:{second:02}Z" for second in range(20)], True),
        ([f"2026-03-{day:02}" for day in range(1, 20)], False),
        (["2026-03-02"] * 20, False),
        (["2026-03-02"] * 200, True),
        (["2026-03-02T10:11:12Z"] * 3, False),
        ([""] * 20, False),
    ],
)
def test_dates_that_lie(lastmods: list[str], lie: bool) -> None:
    """Where every address was changed at one instant, no date is believed; a busy day's are."""
    sitemap = read_sitemap(urlset(*lastmods), HERE)
    assert sitemap.dates_lie is lie
    assert all(entry.updated is None for entry in sitemap.entries) is (lie or not lastmods[0])


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (b"", "empty"),
        (b"<html><body>404</body></html>", "a web page"),
        (b"<x/>", "another kind"),
        (b"hello", "no sitemap"),
    ],
)
def test_what_is_no_sitemap_says_so(content: bytes, trouble: str) -> None:
    """What is served in the place of a sitemap has no kind, and a reason."""
    sitemap = read_sitemap(content, HERE)
    assert sitemap.kind is None
    assert trouble in sitemap.trouble


def test_broken_and_endless_sitemaps() -> None:
    """A bare ampersand loses no address, what is cut gives what it has, and of 100,000 the newest are kept."""
    broken = "<urlset><url><loc>https://warta.example/?a=1&b=2</loc></url><url><loc>https://warta.example/3</loc></url><url><lo"
    assert [entry.url for entry in read_sitemap(broken, HERE).entries] == [
        "https://warta.example/?a=1&b=2",
        "https://warta.example/3",
    ]
    begun = time.process_time()
    days = [f"{2000 + number % 26}-01-01" for number in range(100_000)]
    sitemap = read_sitemap(urlset(*days), HERE, limits=Limits(max_entries=100))
    assert time.process_time() - begun < 20
    assert {entry.updated.year for entry in sitemap.entries if entry.updated} == {2025}
    assert sitemap.left_out == 99_900


RULES = b"""# a comment
User-agent: *
Disallow: /private/
Disallow: /*?print=
Disallow: /old*.html$
Allow: /private/open
Crawl-delay: 5
Sitemap: https://warta.example/news.xml
Sitemap: /more.xml

User-agent: GreedyBot
User-agent: OtherBot
Disallow: /

User-agent: lugas
Disallow: /for-readers/
Crawl-delay: 0.5
"""


@pytest.mark.parametrize(
    ("agent", "path", "allowed"),
    [
        ("somebot", "/news", True),
        ("somebot", "/private/x", False),
        ("somebot", "/private/open/x", True),
        ("somebot", "/news?print=1", False),
        ("somebot", "/old/x.html", False),
        ("somebot", "/old/x.html?y", True),
        ("greedybot", "/news", False),
        ("OtherBot", "/news", False),
        ("lugas", "/private/x", True),
        ("lugas", "/for-readers/x", False),
        ("greedybot", "/robots.txt", True),
    ],
)
def test_rules(agent: str, path: str, allowed: bool) -> None:
    """The group of the program's own name counts, else that for all; the longest rule; wildcards and ends."""
    rules = read_robots(RULES, ROBOTS, agent=agent)
    assert rules.allows(f"https://warta.example{path}") is allowed


def test_delays_and_sitemaps() -> None:
    """The delay of the program's own group, and the sitemaps of the site, absolute."""
    assert read_robots(RULES, ROBOTS, agent="x").delay_s == 5
    assert read_robots(RULES, ROBOTS, agent="lugas").delay_s == 0.5
    assert read_robots(b"User-agent: *\nRequest-rate: 1/10", ROBOTS, agent="x").delay_s == 10
    assert read_robots(b"User-agent: *\nCrawl-delay: 999999", ROBOTS, agent="x").delay_s == 120
    assert read_robots(b"User-agent: *\nCrawl-delay: soon", ROBOTS, agent="x").delay_s is None
    maps = ("https://warta.example/news.xml", "https://warta.example/more.xml")
    assert read_robots(RULES, ROBOTS, agent="x").sitemaps == maps


@pytest.mark.parametrize(
    ("status", "content", "allowed"),
    [
        (404, b"", True),
        (403, b"User-agent: *\nDisallow: /", True),
        (200, b"", True),
        (200, b"<html><body>Disallow: /</body></html>", True),
        (503, b"", False),
        (429, b"", False),
        (0, b"", False),
        (
            200,
            b"\xff\xfeU\x00s\x00e\x00r\x00-\x00a\x00g\x00e\x00n\x00t\x00:\x00*\x00\n\x00D\x00i\x00s\x00a\x00l\x00l\x00o\x00w\x00:\x00/\x00",
            False,
        ),
        (200, b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /\r\n", False),
    ],
)
def test_robots_that_is_not_there(status: int, content: bytes, allowed: bool) -> None:
    """No robots.txt allows all; one that cannot be had now allows nothing for now, and says why."""
    rules = read_robots(content, ROBOTS, agent="lugas", status=status)
    assert rules.allows("https://warta.example/news") is allowed
    assert bool(rules.reason) is (status in {0, 429, 503})


def test_hostile_robots_are_bounded() -> None:
    """Thousands of groups, rules and wildcards take a second or two."""
    groups = "".join(f"User-agent: b{number}\n" for number in range(15_000))
    rules = "".join(f"Disallow: /{number}*{number}*a*a*a*a*a*a*b\n" for number in range(15_000))
    begun = time.process_time()
    told = read_robots(f"{groups}{rules}User-agent: *\n{rules}".encode(), ROBOTS, agent="lugas")
    for number in range(20):
        assert told.allows(f"https://warta.example/{'a' * 2_000}{number}")
    assert time.process_time() - begun < 10


@pytest.mark.parametrize(
    ("markup", "headers", "told"),
    [
        ("", (), Hints()),
        ('<meta name="robots" content="noindex, nofollow">', (), {"index": False, "follow": False}),
        ("<META NAME=ROBOTS CONTENT='NONE'>", (), {"index": False, "follow": False}),
        ('<meta name="robots" content="max-image-preview:large, noarchive">', (), {"archive": False}),
        ('<meta name="lugas" content="noindex">', (), {"index": False}),
        ('<meta name="otherbot" content="noindex">', (), {}),
        ("", ("noindex",), {"index": False}),
        ("", ("otherbot: noindex, nofollow",), {}),
        ("", ("otherbot: noindex, lugas: nosnippet",), {"snippet": False}),
        ('<meta name="robots" content="index"><meta name="robots" content="noindex">', (), {"index": False}),
        (
            "",
            ("unavailable_after: Mon, 02 Mar 2026 10:00:00 GMT, noarchive",),
            {"archive": False, "until": dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC)},
        ),
    ],
)
def test_page_hints(markup: str, headers: tuple[str, ...], told: Hints | dict[str, object]) -> None:
    """What a page asks for, in its head and in its headers; the stricter where they disagree."""
    hints = page_hints(f"<html><head>{markup}</head><body>x</body></html>", headers, agent="Lugas")
    wanted = told if isinstance(told, Hints) else Hints(**told, said=hints.said)  # type: ignore[arg-type] # as the table
    assert hints == wanted
    assert hints.is_over(dt.datetime(2026, 3, 3, tzinfo=dt.UTC)) is (hints.until is not None)


OPML = """<?xml version="1.0"?><opml version="1.1"><head><title>Mine &amp; yours</title></head><body>
<outline text="News &amp; co"><outline text="Warta" title="Warta Lembayung" type="rss"
xmlUrl="https://warta.example/rss?a=1&b=2" htmlUrl="https://warta.example/" language="id"/> <outline
title="Deep"><outline text="Marfa" xmlurl="feed://marfa.example/rss.rdf"/></outline></outline> <outline text="Courier"
type="RSS" url="http://courier.example/feed" category="/Abroad/Papers,x"/> <outline text="No address" type="rss"
xmlUrl="javascript:1"/><outline text="Just a note"/></body></opml>"""


def test_opml_in() -> None:
    """Folders, both spellings, addresses as programs write them; what has no address is counted."""
    told = read_opml(OPML)
    assert (told.title, told.left_out, told.trouble) == ("Mine & yours", 1, "")
    assert told.feeds == (
        Subscription(
            url="https://warta.example/rss?a=1&b=2",
            title="Warta Lembayung",
            home="https://warta.example/",
            language="id",
            folders=("News & co",),
        ),
        Subscription(url="https://marfa.example/rss.rdf", title="Marfa", folders=("News & co", "Deep")),
        Subscription(url="http://courier.example/feed", title="Courier", folders=("Abroad", "Papers")),
    )


@pytest.mark.parametrize(
    "content",
    ["", "<html></html>", "{}", "<opml>" * 50_000, "\x00", "<opml><body>" + "<outline text='a'>" * 50_000],
)
def test_opml_never_fails(content: str) -> None:
    """What is no list, or a hostile one, has no subscriptions."""
    assert read_opml(content).feeds == ()


NAMES = (
    st.text(max_size=12)
    .map(lambda text: " ".join("".join(c for c in text if c.isprintable()).split()))
    .filter(lambda text: text and "<" not in text and "&" not in text)
)


@given(
    st.lists(
        st.tuples(st.integers(0, 99), NAMES, st.lists(NAMES, max_size=3).map(tuple)),
        max_size=8,
        unique_by=lambda each: each[0],
    )
)
@settings(max_examples=200, deadline=None)
def test_opml_there_and_back(feeds: list[tuple[int, str, tuple[str, ...]]]) -> None:
    """What is written is read again, whatever the names and folders."""
    lines = [
        Subscription(url=f"https://a.example/{number}", title=name, folders=path)
        for number, name, path in feeds
    ]
    text = write_opml(lines, title="x", now=dt.datetime(2026, 3, 2, tzinfo=dt.UTC))
    back = read_opml(text.encode())
    assert isinstance(back, Subscriptions)
    assert sorted(back.feeds, key=lambda each: each.url) == sorted(lines, key=lambda each: each.url)
