"""Feeds that are broken, hostile or endless: what can be read is read, and nothing costs more than it may."""

from __future__ import annotations

import gzip
import time
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lugas.sources.entries import Limits
from lugas.sources.feeds import read_feed
from lugas.sources.mend import mend, without_prolog
from tests.sources.documents import ATOM, JSON_FEED, RDF, RSS, rss

HERE = "https://a.example/feeds/rss.xml"
ITEM = "<title>One</title><link>https://a.example/1</link>"
NEXT = "<title>Two</title><link>https://a.example/2</link>"

# How a feed is broken, and the titles that are to be read all the same.
BROKEN: dict[str, tuple[str | bytes, list[str]]] = {
    "undeclared entities": (rss("<title>Caf&eacute;&nbsp;&hellip;</title>", ITEM), ["Café …", "One"]),
    "unknown entities": (rss("<title>R&D; &foo; x</title>", ITEM), ["R&D; &foo; x", "One"]),
    "bare ampersands": (
        rss("<title>Salt & Pepper</title><link>https://a.example/?a=1&b=2</link>"),
        ["Salt & Pepper"],
    ),
    "a bare less-than": (rss("<title>2 < 3</title>", ITEM), ["2 < 3", "One"]),
    "markup in a title": (rss("<title>A <b>bold</b> claim</title>", ITEM), ["A bold claim", "One"]),
    "tags that do not match": (rss("<title>x</b></title><link>/1</link>", NEXT), ["x", "Two"]),
    "void elements": (rss(f"{ITEM}<description>a<br>b<img src=x></description>", NEXT), ["One", "Two"]),
    "undeclared prefixes": (rss(f"{ITEM}<dc:creator>Ann</dc:creator><media:x/>"), ["One"]),
    "an attribute without quotes": (
        rss(f"{ITEM}<enclosure url=http://a.example/b?c=1&d=2 />", NEXT),
        ["One", "Two"],
    ),
    "control characters": (rss("<title>O\x0bn\x00e</title>"), ["One"]),
    "references to control characters": (rss("<title>O&#11;n&#x0;e&#xFFFF;</title>", NEXT), ["One", "Two"]),
    "half a character": (rss("<title>One\ud83d</title>"), ["One"]),
    "junk before": (rss(ITEM, before="\n\n<br />PHP Warning: x in y\n<?xml version='1.0'?>"), ["One"]),
    "junk after": (rss(ITEM, after="<!-- 0.12 s --><script>x</script></html>"), ["One"]),
    "a byte-order mark within": (rss(ITEM, before="\ufeff \ufeff"), ["One"]),
    "the declaration twice": (rss(ITEM, before='<?xml version="1.0"?>\n<?xml version="1.0"?>'), ["One"]),
    "cut off": (rss(ITEM, NEXT)[:-60], ["One"]),
    "an open section of CDATA": (rss(ITEM, "<title><![CDATA[Two</title>")[:-30], ["One"]),
    "CDATA within CDATA": (
        rss(f"{ITEM}<description><![CDATA[a<![CDATA[b]]>c]]></description>", NEXT),
        ["One", "Two"],
    ),
    "no end of an item": (rss(f"{ITEM}<item>{NEXT}</item>"), ["Two", "One"]),
    "capital letters": (rss(ITEM).upper(), ["ONE"]),
    "a comment that is none": (rss(f"<!-- a -- b -->{ITEM}"), ["One"]),
    "two documents": (rss(ITEM) + rss(NEXT), ["One"]),
    "packed": (gzip.compress(rss(ITEM).encode()), ["One"]),
    "packed and cut": (gzip.compress(rss(ITEM, *[NEXT] * 3000).encode())[:-20], ["One"]),
}


@pytest.mark.parametrize("how", BROKEN)
def test_what_is_broken_is_read(how: str) -> None:
    """Broken in one place, a feed gives the rest."""
    content, titles = BROKEN[how]
    feed = read_feed(content, HERE)
    assert feed.form == "rss"
    assert [entry.title for entry in feed.entries][: len(titles)] == titles


def test_mended_markup_keeps_its_words() -> None:
    """What was unescaped markup in a summary is read as such, not lost."""
    feed = read_feed(rss(f"{ITEM}<description>Salt <b>and</b> pepper<br>or & not</description>"), HERE)
    assert feed.mended
    assert feed.entries[0].summary == "Salt and pepper or & not"
    assert feed.entries[0].url == "https://a.example/1"


@pytest.mark.parametrize(
    ("encoding", "declared", "told"),
    [
        ("utf-8", "iso-8859-1", ""),
        ("utf-8", "", "iso-8859-1"),
        ("windows-1252", "utf-8", ""),
        ("windows-1252", "iso-8859-1", ""),
        ("iso-8859-1", "", "iso-8859-1"),
        ("utf-16", "utf-16", ""),
        ("utf-16-le", "utf-8", ""),
        ("utf-8-sig", "utf-8", "us-ascii"),
    ],
)
def test_encodings(encoding: str, declared: str, told: str) -> None:
    """The bytes decide, then the header, then the declaration; a wrong one does no harm."""
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    text = rss("<title>Größe zählt, sagt Käthe aus Çeşme</title>".replace("ş", "s"), before=declaration)
    feed = read_feed(text.encode(encoding), HERE, encoding=told)
    assert feed.entries[0].title == "Größe zählt, sagt Käthe aus Çesme"


def test_cyrillic_and_chinese_bytes() -> None:
    """Feeds in the encodings of their countries, declared and not."""
    cyrillic = rss("<title>Паром снова опоздал, сообщили в порту</title>")
    assert (
        "Паром" in read_feed(cyrillic.encode("windows-1251"), HERE, encoding="windows-1251").entries[0].title
    )
    chinese = '<?xml version="1.0" encoding="gb2312"?>' + rss("<title>江湾地铁四号线今起试运行</title>")
    assert read_feed(chinese.encode("gbk"), HERE).entries[0].title == "江湾地铁四号线今起试运行"


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (b"", "empty"),
        (b" \n ", "nothing but white space"),
        (b"<!DOCTYPE html><html><head><title>x</title></head><body>404</body></html>", "a web page"),
        (b"<html xmlns='http://www.w3.org/1999/xhtml'><body/></html>", "a web page"),
        (b"<urlset><url><loc>https://a.example/1</loc></url></urlset>", "a sitemap"),
        (b"<opml><body/></opml>", "an OPML list"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "another kind"),
        (b"{}", "another kind"),
        (b'{"items": [', "breaks off"),
        (b"[" * 100_000, "no feed"),
        (b'{"items":' + b"[" * 100_000, "breaks off"),
        (b"not found", "no feed"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "a PNG picture"),
        (b"%PDF-1.7", "a PDF document"),
        (b"\x1f\x8b\x08" + bytes(10), "gzip"),
    ],
)
def test_what_is_no_feed_says_so(content: bytes, trouble: str) -> None:
    """What is served in the place of a feed has no form, no entries, and a reason."""
    feed = read_feed(content, HERE)
    assert (feed.form, feed.entries) == ("", ())
    assert trouble in feed.trouble


BOMB = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">%s
<!ENTITY secret SYSTEM "file:///etc/passwd"><!ENTITY % out SYSTEM "http://127.0.0.1:9/x.dtd">%%out; ]>"""


def test_entities_are_never_expanded_nor_fetched() -> None:
    """A document's own entities are nothing: no bomb goes off, no file and no address is read."""
    levels = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
    begun = time.process_time()
    text = rss("<title>A &m; B &secret; C</title>", NEXT, before=BOMB.replace("%s", levels))
    feed = read_feed(text, HERE)
    assert time.process_time() - begun < 1
    assert [entry.title for entry in feed.entries] == ["A &m; B &secret; C", "Two"]


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE rss SYSTEM "http://a.example/x.dtd">',
        "<!doctype rss>",
        '<!DOCTYPE rss [<!ENTITY x "]>">]>',
        "<!-- hello --><!DOCTYPE rss [ <!-- ]> --> <!ELEMENT rss ANY> ]>",
        "<?php x ?>",
    ],
)
def test_prologs_are_dropped(prolog: str) -> None:
    """A DOCTYPE goes, with all that it declares, whatever stands in it."""
    left = without_prolog(f'<?xml version="1.0"?>{prolog}{rss(ITEM)}')
    assert "ENTITY" not in left
    assert read_feed(left, HERE).entries[0].title == "One"


def cost(content: str | bytes, limits: Limits | None = None) -> tuple[float, int]:
    """Give the seconds that reading takes, and how many entries come out."""
    begun = time.process_time()
    feed = read_feed(content, HERE, limits=limits or Limits())
    return time.process_time() - begun, len(feed.entries)


def test_a_hundred_thousand_entries_keep_the_newest() -> None:
    """Of 10^5 entries in any order the newest are kept, in the feed's order, in time that grows with their number."""

    def dated(number: int) -> str:
        day, hour = number * 7919 % 28 + 1, number % 24
        return f"<title>t{number}</title><pubDate>{day:02} Feb 2026 {hour:02}:00:00 GMT</pubDate>"

    text = rss(*(dated(number) for number in range(100_000)))
    begun = time.process_time()
    feed = read_feed(text, HERE, limits=Limits(max_entries=500))
    assert time.process_time() - begun < 30
    assert (len(feed.entries), feed.left_out) == (500, 99_500)
    assert all(entry.published is not None and entry.published.day == 28 for entry in feed.entries)
    numbers = [int(entry.title[1:]) for entry in feed.entries]
    assert numbers == sorted(numbers)


def test_entries_without_dates_keep_the_first() -> None:
    """Without dates the first are kept: feeds begin with the newest."""
    feed = read_feed(
        rss(*(f"<title>t{number}</title>" for number in range(500))), HERE, limits=Limits(max_entries=20)
    )
    assert [entry.title for entry in feed.entries] == [f"t{number}" for number in range(20)]


HOSTILE: dict[str, str] = {
    "open tags": "<rss>" + "<a>" * 300_000,
    "empty tags": "<rss>" + "<a/>" * 1_000_000,
    "empty tags in an entry": f"<rss><channel><item>{'<a/>' * 500_000}</item></channel></rss>",
    "nested entries": "<rss><channel>" + "<item><title>x</title>" * 50_000,
    "attributes": "<rss><channel><item "
    + " ".join(f'a{n}="1"' for n in range(100_000))
    + "/></channel></rss>",
    "ampersands": rss("<title>" + "&" * 2_000_000 + "</title>"),
    "less-thans": rss("<title>" + "<" * 1_000_000 + "</title>"),
    "titles that never end": "<rss><channel><item>" + "<title>" * 200_000,
    "titles that end together": "<rss><channel><item>" + "<title>" * 200_000 + "</title><link>& </link>",
    "leaves in one another": "<rss>&<item>"
    + "<title><description>" * 100_000
    + "<![CDATA[]]></title></description>",
    "names before tags": "<rss>" + f"<{'a' * 7_990}" * 500,
    "sections that never end": rss("<title>" + "<![CDATA[" * 200_000 + "</title>"),
    "comments that never end": "<rss>" + "<!--" * 500_000,
    "a doctype that never ends": "<!DOCTYPE rss [" + "<!ENTITY a 'b'>" * 100_000,
    "prefixes": "<rss>" + "".join(f'<x{n}:a xmlns:x{n}="http://{n}/"/>' for n in range(50_000)) + "</rss>",
    "a long text": rss(f"<title>One</title><description>{'word ' * 2_000_000}</description>"),
    "a long name": f"<rss><{'a' * 5_000_000}/></rss>",
    "blanks": "<rss" + " " * 5_000_000 + ">",
    "categories": rss("<title>x</title>" + "<category>a</category>" * 300_000),
    "JSON of empty lists": '{"version": "x", "items": [' + "[]," * 1_000_000 + "[]]}",
    "JSON of items": '{"version": "x", "items": [' + '{"id":"1","title":"a"},' * 200_000 + "{}]}",
}


@pytest.mark.parametrize("how", HOSTILE)
def test_hostile_documents_are_bounded(how: str) -> None:
    """What is made to exhaust a reader takes some seconds a megabyte at most, and gives no more than is asked for."""
    content = HOSTILE[how]
    seconds, count = cost(content, Limits(max_entries=1_000))
    assert seconds < 2 + 2 * len(content) / 1e6
    assert count <= 1_000


def test_memory_does_not_grow_with_the_entries() -> None:
    """Entries that have been read are freed: Python holds less than ten times a document of 20 MB."""
    text = rss(
        *(f"<title>t{number}</title><description>{'x' * 2_000}</description>" for number in range(10_000))
    )
    content = text.encode()
    tracemalloc.start()
    read_feed(content, HERE, limits=Limits(max_entries=50))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10 * len(content)


def test_bytes_beyond_the_bound_are_not_read() -> None:
    """A document is read up to its bound, packed or not, and says that its end is missing."""
    text = rss(*(f"<title>t{number}</title><link>/{number}</link>" for number in range(5_000)))
    for content in (text.encode(), gzip.compress(text.encode()), text):
        feed = read_feed(content, HERE, limits=Limits(max_bytes=50_000))
        assert feed.cut_short
        assert 500 < len(feed.entries) < 1_500
    bomb = gzip.compress(b"<rss><channel>" + b" " * 50_000_000)
    assert cost(bomb, Limits(max_bytes=1_000_000))[0] < 2


WHOLE = [RSS, RDF, ATOM, JSON_FEED]


@given(st.sampled_from(WHOLE), st.data())
@settings(max_examples=150, deadline=None)
def test_cut_and_torn_feeds_never_fail(text: str, data: st.DataObject) -> None:
    """A feed cut anywhere, or with rubbish anywhere, gives an answer."""
    at = data.draw(st.integers(0, len(text)))
    to = data.draw(st.integers(at, min(len(text), at + 200)))
    middle = data.draw(
        st.sampled_from(["", "<", ">", "&", "]]>", "<![CDATA[", "</item>", "<item>", "\x00", '"', "<!--"])
    )
    feed = read_feed(text[:at] + middle + text[to:], HERE)
    assert feed.form or feed.trouble
    assert all(not entry.url or entry.url.startswith("http") for entry in feed.entries)


@given(st.binary(max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_bytes_never_fail(content: bytes) -> None:
    """Whatever the bytes: a feed, or a reason."""
    feed = read_feed(content, HERE)
    assert feed.form or feed.trouble


@given(st.text("<>/&;![]CDATA-item title\"'= \n", max_size=120))
@settings(max_examples=300, deadline=None)
def test_mending_never_fails_and_is_bounded(text: str) -> None:
    """Whatever the markup: mending makes it at most some times longer, and reading it gives an answer."""
    assert len(mend(text)) <= 12 * len(text) + 20
    assert read_feed(f"<rss><channel><item>{text}</item></channel></rss>", HERE).form in {"rss", ""}
