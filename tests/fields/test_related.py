"""Related links: each once, with section and picture, and nothing that is no other article."""

from __future__ import annotations

import pytest

from lugas.fields.related import MOST_RELATED, leads_elsewhere, place_of
from lugas.model import Related, Role
from tests.fields.build import clues_of, fields_of, page

URL = "https://www.harian.id/ekonomi/kapal-perintis-kembali-ke-pulau"
ONE, TWO = "Harga Beras Turun di Pasar Induk", "Jembatan Gantung Akan Dicat Kuning"


def related(body: str, *titles: str) -> tuple[Related, ...]:
    """Give the related links of a page; rows that hold one of `titles` are labelled as such."""
    markup = page("", f"<h1>Kapal Perintis Kembali ke Pulau</h1>{body}")
    return fields_of(clues_of(markup, URL), dict.fromkeys((*titles, ONE, TWO), Role.RELATED)).related


def link(title: str, path: str) -> str:
    """Write a line with a link."""
    return f"<p><a href='{path}'>{title}</a></p>"


def test_each_once() -> None:
    """An article that is linked to twice, by the same address or with another's tracking, comes once."""
    found = related(
        link(ONE, "/a/harga-beras-turun?utm_source=x") + link(ONE + " Lagi", "/a/harga-beras-turun/")
    )
    assert found == (Related(ONE, "https://www.harian.id/a/harga-beras-turun"),)
    found = related(f"<p>{ONE}</p>" + link(TWO, "/a/jembatan-gantung-kuning") + f"<p>{ONE}</p>")
    assert [one.title for one in found].count(ONE) == 1


def test_openers() -> None:
    """The words before a headline that point to it are no part of it."""
    for opener in ("Baca juga: ", "READ MORE: ", "Lesen Sie auch: ", "Leia também: "):
        (found,) = related(f"<p>{opener}<a href='/a/harga-beras-turun'>{ONE}</a></p>")
        assert found.title == ONE
        (found,) = related(f"<p><a href='/a/harga-beras-turun'>{opener}{ONE}</a></p>")
        assert found.title == ONE


def test_own_page() -> None:
    """A link to the page itself, whatever it is called and however it is written, is none to another article."""
    assert (
        related(link("Kapal yang Kembali Itu, Lagi dan Lagi", URL + "?utm_medium=x#top"), "Kapal yang") == ()
    )


@pytest.mark.parametrize(
    "path",
    [
        "/tag/beras-dan-jagung-2024",
        "/topics/beras-dan-jagung",
        "/penulis/budi-santoso-nur-hadi",
        "https://www.facebook.com/sharer/sharer.php?u=x",
        "https://trc.taboola.com/x/y/z-1-2-3-4",
        "/newsletter/beras-dan-jagung-2024",
        "/",
    ],
)
def test_what_is_no_article(path: str) -> None:
    """Topics, authors, ways to share and advertisements are no related articles."""
    assert related(link(ONE, path)) == ()


def test_pictures_and_sections() -> None:
    """A card's picture, lazy or not, goes with its headline; an icon is none. A section may stand before the link."""
    picture = "<img data-src='/f/beras.jpg' src='/blank.gif'>"
    card = f"<div>{picture}<span>Ekonomi</span> <a href='/a/harga-beras'>{ONE}</a></div>"
    (found,) = related(card, "Ekonomi")
    assert found == Related(
        ONE, "https://www.harian.id/a/harga-beras", "Ekonomi", "https://www.harian.id/f/beras.jpg"
    )
    icon = f"<div><p><img src='/icons/video.png'> <a href='/a/harga-beras'>{ONE}</a></div>"
    (found,) = related(icon)
    assert found.image == ""


def test_order_and_bound() -> None:
    """The links stand in page order, and are bounded."""
    titles = [f"Kabar Nomor {number} dari Pulau Seberang" for number in range(MOST_RELATED + 40)]
    found = related(
        "".join(link(title, f"/a/kabar-nomor-dari-{at}") for at, title in enumerate(titles)), "Kabar Nomor"
    )
    assert [one.title for one in found] == titles[:MOST_RELATED]


def test_places() -> None:
    """Addresses compare without scheme, `www.`, tracking, fragment and last slash."""
    assert place_of("http://www.a.id/x/?utm_source=y#z") == place_of("https://a.id/x")
    assert place_of("https://a.id/x?id=1") != place_of("https://a.id/x?id=2")
    assert place_of("") == ""


def test_addresses() -> None:
    """What an address leads to is told by its pieces."""
    assert leads_elsewhere("https://a.id/tag/kapal")
    assert not leads_elsewhere("https://a.id/ekonomi/tagihan-listrik-naik")


def test_several_links_in_one_row() -> None:
    """Headlines that stand in one row, each a link of its own, are an article each."""
    links = f"<a href='/a/harga-beras-1'>{ONE}</a>{{}}<a href='/a/jembatan-2'>{TWO}</a>"
    for apart in ("<br>", " | ", " "):
        found = related(f"<p>Baca juga:<br>{links.format(apart)}</p>")
        assert [one.title for one in found] == [ONE, TWO]
        assert [one.url.rpartition("/")[2] for one in found] == ["harga-beras-1", "jembatan-2"]


def test_cards() -> None:
    """What a card says under its headline, in the same link or in none, is no article, and neither is its date."""
    excerpt = f"{ONE} setelah panen raya di beberapa daerah, kata para pedagang."
    card = f"<a href='/a/1'><h3>{TWO}</h3><p>{excerpt}</p></a>"
    assert [one.title for one in related(card)] == [TWO]
    card = f"<h3><a href='/a/1'>{TWO}</a></h3><p>{excerpt[:60]} ...</p><p>February 1, 2026</p>"
    assert [one.title for one in related(card, "February")] == [TWO]


def test_short_headlines() -> None:
    """A linked heading of a few words is a headline among related articles, and so is what "Next article" leads to."""
    assert [one.title for one in related("<h3><a href='/a/1'>The Last Ferry</a></h3>", "Last Ferry")] == [
        "The Last Ferry"
    ]
    line = "<div><span>Next article</span> <a href='/a/1'>Bees Get a Law</a></div>"
    assert [one.title for one in related(line, "Bees")] == ["Bees Get a Law"]
    assert related("<h3><a href='/a/1'>Sport</a></h3>", "Sport") == ()
