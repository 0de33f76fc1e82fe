"""What a page says about itself out of sight is gathered, whatever state it is in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lugas.page.embedded import Embedded, find_embedded
from lugas.page.json_ld import read_things, values_of
from lugas.page.tree import parse_html

URL = "https://www.harian.id/nasional/2024/01/20/kapal-perintis"


def embedded_of(markup: str, url: str = URL) -> Embedded:
    """Gather the embedded data of markup."""
    return find_embedded(parse_html(markup), url)


def test_nothing() -> None:
    """Without arguments a record is empty, as for copied text."""
    assert Embedded().first("og:title") == ""
    assert Embedded().article == {}
    assert Embedded().link("canonical") == ""


def test_meta_keeps_several_values() -> None:
    """A name that comes several times keeps each value once, under name, property and in lower case."""
    found = embedded_of(
        '<meta property="article:tag" content="kapal"><meta property="Article:Tag" content="Maluku">'
        '<meta property="article:tag" content="kapal"><meta name="author" content="Siti &amp;amp; Budi">'
    )
    assert found.meta["article:tag"] == ("kapal", "Maluku")
    assert found.first("nothing", "author") == "Siti & Budi"


def test_links_title_language_base() -> None:
    """The canonical address, the page's own title (not a picture's), its language and its base are read."""
    found = embedded_of(
        '<html lang="id-ID"><head><base href="/x/"><link rel="Canonical" href="/a"><title>Judul - Harian</title>'
        "</head><body><svg><title>ikon</title></svg></body></html>"
    )
    assert (found.title, found.language, found.base) == ("Judul - Harian", "id-ID", "/x/")
    assert found.link("canonical") == "/a"


def test_bad_json_ld_loses_nothing_else() -> None:
    """A script that is no JSON at all does not keep the next one from being read."""
    found = embedded_of(
        '<script type="application/ld+json">{"@type": oops}</script>'
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Kapal"}</script>'
    )
    assert found.article["headline"] == "Kapal"


def test_json_ld_as_pages_write_it() -> None:
    """Comments, CDATA, trailing commas and semicolons, raw line breaks and several objects are all read."""
    wrapped = (
        '<!-- //<![CDATA[\n{"@type": "NewsArticle", "headline": "Satu\ndua", "keywords": ["a",],};\n//]]> -->'
    )
    assert read_things(wrapped)[0]["headline"] == "Satu\ndua"
    assert [thing["name"] for thing in read_things('{"name": "a"} {"name": "b"}')] == ["a", "b"]
    assert read_things(r'{"headline": "it\'s"}')[0]["headline"] == "it's"
    assert read_things("{&quot;name&quot;: &quot;a&quot;}") == [{"name": "a"}]


def test_broken_json_ld_is_salvaged() -> None:
    """The plain fields of a script with broken quotes are still found."""
    broken = (
        '{"@type": "NewsArticle", "headline": "Kapal "Sabuk" tiba", "datePublished": "2024-01-20T10:00:00Z"}'
    )
    assert read_things(broken)[0]["datePublished"] == "2024-01-20T10:00:00Z"


def test_deep_json_ld_is_bounded() -> None:
    """JSON nested a hundred thousand deep is given up, not followed."""
    assert read_things("[" * 100_000 + "]" * 100_000) == []


def test_graph_and_reference() -> None:
    """Objects of a graph are found, and a reference leads to the object it names."""
    found = embedded_of(
        '<script type="application/ld+json">{"@graph": [{"@type": "WebPage", "@id": "#p"}, {"@type": "NewsArticle",'
        '"headline": "Kapal", "author": {"@id": "#siti"}}, {"@type": "Person", "@id": "#siti", "name": "Siti"}]}'
        "</script>"
    )
    assert found.resolve(found.article["author"]) == {"@type": "Person", "@id": "#siti", "name": "Siti"}


def test_objects_of_other_pages_are_ignored() -> None:
    """An article object with another address and another headline than the page's is not the page's."""
    other = (
        '{"@type": "NewsArticle", "headline": "Warung Ikan", "url": "https://www.harian.id/kuliner/warung"}'
    )
    own = '{"@type": "NewsArticle", "headline": "Kapal Perintis", "url": "' + URL + '/"}'
    title = '<meta property="og:title" content="Kapal Perintis">'
    both = f'{title}<script type="application/ld+json">[{other}, {own}]</script>'
    assert embedded_of(both).article["headline"] == "Kapal Perintis"
    assert embedded_of(f'{title}<script type="application/ld+json">{other}</script>').article == {}


def test_microdata() -> None:
    """Microdata of the article is read from content, datetime, an inner name or text; not from a sidebar."""
    found = embedded_of(
        '<article itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">Kapal</h1>'
        '<span itemprop="author" itemscope itemtype="https://schema.org/Person"><b itemprop="name">Siti</b></span>'
        '<time itemprop="datePublished" datetime="2024-01-20">kemarin</time></article>'
        '<aside><h3 itemprop="headline">Lain</h3></aside>'
    )
    assert found.properties["headline"] == ("Kapal",)
    assert found.properties["author"] == ("Siti",)
    assert found.properties["datePublished"] == ("2024-01-20",)


def test_values() -> None:
    """A value is a text, a number, an object with a name, or a list of these."""
    assert values_of(["a", {"name": "b"}, {"@id": "c"}, 5, None, True], "name", "@id") == ("a", "b", "c", "5")


@given(st.text(max_size=300))
def test_any_script_is_read_without_failing(script: str) -> None:
    """Whatever stands in a JSON-LD script, reading it gives a list."""
    assert isinstance(read_things(script), list)


def test_address_of_a_saved_page() -> None:
    """Browsers write where they saved a page from over it; else the page itself may tell its address."""
    saved = f"<!DOCTYPE html>\n<!-- saved from url=(0058){URL} -->\n<html><title>Kapal</title>"
    assert embedded_of(saved, "").saved == embedded_of(saved, "").address == URL
    assert embedded_of(saved.replace(URL, "https://kapal.example/"), "").saved == ""
    assert embedded_of("<!-- saved from url=(0014)about:internet --><p>x", "").address == ""
    assert embedded_of(f"<p>x<!-- saved from url=(0058){URL} -->", "").saved == ""
    assert embedded_of(f'<link rel=canonical href="{URL}">', "").address == URL
    assert embedded_of('<link rel=canonical href="/a"><meta property="og:url" content="b">', "").address == ""
