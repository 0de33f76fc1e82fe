"""Feeds of every form, whole and well made."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from lugas.errors import UsageError
from lugas.sources.entries import Entry, Feed, Limits
from lugas.sources.feeds import read_feed
from lugas.sources.moments import instant
from tests.sources.documents import ATOM, JSON_FEED, OLD_ATOM, RDF, RSS, RSS_091, rss

FEEDBURNER = 'xmlns:f="http://rssnamespace.org/feedburner/ext/1.0"'
WIB = dt.timezone(dt.timedelta(hours=7))


def only(feed: Feed) -> Entry:
    """Give the one entry of a feed."""
    assert len(feed.entries) == 1
    return feed.entries[0]


def test_rss_2() -> None:
    """RSS with the usual modules tells all that its entries hold."""
    feed = read_feed(RSS.encode(), "https://warta.example/feed/")
    assert (feed.form, feed.title, feed.home, feed.language) == (
        "rss",
        "Warta Lembayung",
        "https://warta.example/",
        "id-ID",
    )
    assert (feed.url, feed.hubs, feed.ttl_minutes) == (
        "https://warta.example/feed/",
        ("https://hub.example/",),
        30,
    )
    first, second = feed.entries
    assert first == Entry(
        url="https://warta.example/daerah/2026/03/jembatan-kali-lumbu-ditutup?utm_source=rss",
        title="Jembatan Kali Lumbu Ditutup & Dijaga",
        id="https://warta.example/?p=10045",
        summary="Retak pada pilar kedua. Warga menyeberang dengan perahu.",
        content='<p><img src="/gambar/jembatan.jpg" width="800">\nRetak pada pilar kedua &hellip;</p>',
        published=dt.datetime(2026, 3, 2, 5, 10, tzinfo=WIB),
        authors=("Ratna Wulan",),
        language="id-ID",
        section="Daerah",
        tags=("Daerah", "Jembatan"),
        picture="https://warta.example/gambar/jembatan.jpg",
    )
    assert second.url == "https://warta.example/ekonomi/2026/03/harga-cabai-turun"
    assert second.title == "Harga cabai turun separuh – kata pedagang"
    assert second.authors == ("Damar Wicaksono",)
    assert second.published == dt.datetime(2026, 3, 2, 4, tzinfo=WIB)
    assert second.picture == "https://warta.example/i/besar.jpg"
    assert second.summary == "Di pasar induk."


def test_rss_091_with_its_doctype() -> None:
    """The DOCTYPE of old feeds is passed over, and what it points to is not asked for."""
    feed = read_feed(RSS_091, "http://courier.example/rss")
    assert (feed.form, feed.mended, only(feed).url) == (
        "rss",
        False,
        "http://courier.example/ferry-late.html",
    )


def test_rdf() -> None:
    """RSS 1.0, whose items stand beside the channel."""
    feed = read_feed(RDF, "https://marfa.example/rss.rdf")
    entry = only(feed)
    assert (feed.form, feed.title, feed.language) == ("rdf", "مرفأ", "ar")
    assert (entry.title, entry.authors, entry.tags) == (
        "سفينة الحاويات تفقد الطاقة",
        ("ليلى حداد",),
        ("الميناء",),
    )
    assert (entry.id, entry.url) == ("https://marfa.example/port/article/1",) * 2


def test_atom_resolves_against_its_bases() -> None:
    """Atom: `xml:base` of the feed and of the entry, links by their relation, titles and content as XHTML."""
    feed = read_feed(ATOM, "https://feeds.example/tagblatt")
    entry = only(feed)
    assert (feed.form, feed.title, feed.home, feed.next_url) == (
        "atom",
        "Rennauer & Tagblatt",
        "https://tagblatt.example/",
        "https://tagblatt.example/feed.atom?page=2",
    )
    assert entry.url == "https://tagblatt.example/wirtschaft/hopfen-wartet-40007.html"
    assert entry.title == "Der Hopfen wartet nicht"
    assert entry.content == "<p>Der Hopfen <b>wartet</b> nicht.</p>"
    assert entry.authors == ("Anna Falk", "Jens Ohm")
    assert (entry.section, entry.language) == ("Wirtschaft", "de")
    assert entry.picture == "https://tagblatt.example/bilder/hopfen.jpg"
    assert entry.updated == dt.datetime(2026, 3, 2, 7, tzinfo=dt.UTC)


def test_atom_03() -> None:
    """The Atom before the standard, with `issued` and `modified`."""
    entry = only(read_feed(OLD_ATOM, ""))
    assert (entry.url, entry.published) == (
        "http://alt.example/eintrag",
        dt.datetime(2004, 6, 1, 9, tzinfo=dt.UTC),
    )


def test_json_feed() -> None:
    """JSON Feed: numbers as identifiers, relative addresses, an item whose identifier is its address, and rubbish."""
    feed = read_feed(JSON_FEED.encode(), "https://jiangwan.example/feed.json")
    first, second = feed.entries
    assert (feed.form, feed.title, feed.hubs) == ("json", "江湾日报", ("https://hub.example/",))
    assert (first.id, first.url) == ("30005", "https://jiangwan.example/n1/2026/0303/c1005-30005.html")
    assert (first.section, first.picture) == ("文化", "https://jiangwan.example/i/door.jpg")
    assert (second.url, second.summary) == (
        "https://jiangwan.example/n1/2026/0302/c1001-30001.html",
        "今起试运行",
    )


@pytest.mark.parametrize(
    ("item", "url"),
    [
        ("<link> https://a.example/x\n</link>", "https://a.example/x"),
        ("<link>www.a.example/x</link>", "https://www.a.example/x"),
        ("<link>x/y.html</link>", "https://a.example/feeds/x/y.html"),
        ("<link>//b.example/x</link>", "https://b.example/x"),
        ("<link/><guid>https://a.example/p/1</guid>", "https://a.example/p/1"),
        ('<guid isPermaLink="false">https://a.example/p/1</guid>', ""),
        ("<guid>1234</guid><title>t</title>", ""),
        ('<link href="/x"/>', "https://a.example/x"),
        (
            f"<link>https://c.example/~r/1</link><f:origLink {FEEDBURNER}>https://a.example/x</f:origLink>",
            "https://a.example/x",
        ),
        ("<link>https://a.example/?a=1&amp;b=2</link>", "https://a.example/?a=1&b=2"),
        ("<link><![CDATA[https://a.example/?a=1&b=2]]></link>", "https://a.example/?a=1&b=2"),
        ("<link>javascript:alert(1)</link>", ""),
        ("<link>https://me:secret@a.example/x</link>", "https://a.example/x"),
    ],
)
def test_addresses(item: str, url: str) -> None:
    """An entry's address, however its feed writes it."""
    assert only(read_feed(rss(f"<title>t</title>{item}"), "https://a.example/feeds/rss.xml")).url == url


def test_content_location_comes_before_the_address() -> None:
    """Relative links are resolved against the Content-Location that the server told."""
    text = rss("<title>t</title><link>x</link>")
    assert (
        only(read_feed(text, "https://a.example/rss", location="/2026/feed.xml")).url
        == "https://a.example/2026/x"
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Sun, 22 Nov 2026 10:11:12 +0700", "2026-11-22T03:11:12"),
        ("Sun, 22 Nov 2026 10:11:12 -0330", "2026-11-22T13:41:12"),
        ("22 Nov 2026 10:11:12 GMT", "2026-11-22T10:11:12"),
        ("Sun, 22 Nov 2026 10:11:12 EST", "2026-11-22T15:11:12"),
        ("Sun, 22 Nov 2026 10:11:12 MESZ", "2026-11-22T08:11:12"),
        ("Sun, 22 Nov 2026 10:11:12 K", "2026-11-22T10:11:12"),
        ("Sun, 22 Nov 26 10:11 GMT", "2026-11-22T10:11:00"),
        ("Sunday, 22-Nov-26 10:11:12 UTC", "2026-11-22T10:11:12"),
        ("Sun Nov 22 10:11:12 2026", "2026-11-22T10:11:12"),
        ("Sun, 22 Nov 2026 10:11:60 GMT", "2026-11-22T10:11:59"),
        ("Min, 22 Nov 2026 10:11:12 WIB", "2026-11-22T03:11:12"),
        ("Mi, 22 Nov 2026 10:11:12 +0100", "2026-11-22T09:11:12"),
        ("dim., 22 nov. 2026 10:11:12 +0100", "2026-11-22T09:11:12"),
        ("Вс, 22 ноя 2026 10:11:12 +0300", "2026-11-22T07:11:12"),
        ("22 نوفمبر 2026 10:11", "2026-11-22T10:11:00"),
        ("2026年11月22日 10:11", "2026-11-22T10:11:00"),
        ("2026-11-22T10:11:12.345Z", "2026-11-22T10:11:12"),
        ("2026-11-22T10:11:12+07:00", "2026-11-22T03:11:12"),
        ("2026-11-22T10:11:12+0700", "2026-11-22T03:11:12"),
        ("2026-11-22 10:11:12", "2026-11-22T10:11:12"),
        ("2026-11-22T10:11Z", "2026-11-22T10:11:00"),
        ("2026-11-22", "2026-11-22T00:00:00"),
        ("20261122T101112Z", "2026-11-22T10:11:12"),
        ("1795342272", "2026-11-22T10:11:12"),
        ("1795342272000", "2026-11-22T10:11:12"),
        ("0000-00-00 00:00:00", ""),
        ("Thu, 01 Jan 1970 00:00:00 +0000", ""),
        ("Sun, 31 Feb 2026 10:11:12 GMT", ""),
        ("Sun, 22 Nov 2026 10:11:12 +9999", ""),
        ("tomorrow", ""),
        ("", ""),
    ],
)
def test_dates(text: str, told: str) -> None:
    """The dates of feeds, in the forms that they should have and in those that they have."""
    moment = instant(text, "id")
    assert (moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S") if moment else "") == told


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Salt &amp; Pepper", "Salt & Pepper"),
        ("Salt &amp;amp; Pepper", "Salt & Pepper"),
        ("<![CDATA[Salt &amp; Pepper]]>", "Salt & Pepper"),
        ("&lt;b&gt;Salt&lt;/b&gt;  and\nPepper", "Salt and Pepper"),
        ("2 &lt; 3 and 5 &gt; 4", "2 < 3 and 5 > 4"),
        ("AT&amp;T", "AT&T"),
    ],
)
def test_titles(title: str, shown: str) -> None:
    """A title is one line of plain text, escaped once, twice or not at all."""
    assert only(read_feed(rss(f"<title>{title}</title>"), "https://a.example/")).title == shown


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("<author>a@b.example (Ann Lee)</author>", ("Ann Lee",)),
        ("<author>a@b.example</author>", ()),
        ("<author>Ann Lee &lt;a@b.example&gt;</author>", ("Ann Lee",)),
        ("<author>Ann Lee, Bo Ek, Cy Fox</author>", ("Ann Lee", "Bo Ek", "Cy Fox")),
        ("<author>Lee, Ann</author>", ("Lee, Ann",)),
        ("<author><name>Ann Lee</name></author>", ("Ann Lee",)),
    ],
)
def test_authors(author: str, names: tuple[str, ...]) -> None:
    """Authors by their names, without their mail addresses."""
    assert only(read_feed(rss(f"<title>t</title>{author}"), "https://a.example/")).authors == names


def test_trackers_are_no_pictures() -> None:
    """A dot of a counter is no picture; the first real one is."""
    body = '<img src="https://stats.example/count.gif"><img width="1" src="/dot.png"><img src="/real.jpg">'
    entry = only(
        read_feed(rss(f"<title>t</title><description><![CDATA[{body}]]></description>"), "https://a.example/")
    )
    assert entry.picture == "https://a.example/real.jpg"


def test_recordings_are_told() -> None:
    """An entry that encloses a recording says so."""
    text = rss('<title>t</title><enclosure url="/a.mp3" type="audio/mpeg" length="1"/>')
    assert only(read_feed(text, "https://a.example/")).media == "audio"


def test_records_read_back() -> None:
    """A feed turns into JSON and back without loss."""
    for text in (RSS, RDF, ATOM, JSON_FEED):
        feed = read_feed(text, "https://a.example/")
        assert msgspec.json.decode(msgspec.json.encode(feed), type=Feed) == feed


def test_limits_check_themselves() -> None:
    """A bound that is none is refused, with the remedy."""
    with pytest.raises(UsageError, match="at least 1"):
        Limits(max_entries=0)
