"""The canonical address: tracking off, AMP, mobile and caches resolved, what is no page of the site refused."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lugas.fields.editions import is_broken, is_local, plain_address
from lugas.fields.settle import Fields
from lugas.model import Finding
from tests.fields.build import clues_of, fields_of, page

TITLE = "Kapal Perintis Kembali Singgah di Pulau"
URL = "https://www.harian.id/nasional/kapal-perintis-singgah-812"
PLAIN = (
    (URL, URL),
    (f"{URL}?utm_source=x&utm_medium=rss", URL),
    (f"{URL}?fbclid=1&gclid=2&xtor=RSS-3&at_medium=4&cmpid=5", URL),
    (f"{URL}?ref=home", URL),
    (f"{URL}?page=2&ref=812", f"{URL}?page=2&ref=812"),
    (f"{URL}#webpage", URL),
    (f"{URL}/amp", URL),
    (f"{URL}/amp/", f"{URL}/"),
    (f"{URL}.amp.html", f"{URL}.html"),
    (f"{URL}?amp=1", URL),
    (f"{URL}?outputType=amp", URL),
    (f"{URL}?m=1", URL),
    ("https://www.harian.id/amp/nasional/kapal-perintis", "https://www.harian.id/nasional/kapal-perintis"),
    ("https://amp.harian.id/nasional/kapal-812", "https://www.harian.id/nasional/kapal-812"),
    ("https://m.harian.id/nasional/kapal-812", "https://www.harian.id/nasional/kapal-812"),
    ("https://mobile.bbx.co.uk/news/a-812", "https://www.bbx.co.uk/news/a-812"),
    ("https://id.m.ensiklopedi.org/wiki/Kapal", "https://id.ensiklopedi.org/wiki/Kapal"),
    (
        "https://harian-id.cdn.ampproject.org/c/s/www.harian.id/nasional/kapal-812",
        "https://www.harian.id/nasional/kapal-812",
    ),
    (
        "https://www.google.com/amp/s/www.harian.id/nasional/kapal-812/amp/",
        "https://www.harian.id/nasional/kapal-812/",
    ),
    ("https://www.google.co.id/amp/www.harian.id/a", "http://www.harian.id/a"),
    ("https://www.harian.id/https%3A%2F%2Fwww.harian.id%2Fkapal-812", "https://www.harian.id/kapal-812"),
    ("https://www.harian.id/https://www.harian.id/kapal-812", "https://www.harian.id/kapal-812"),
    ("https://www.harian.id/amplop-merah-untuk-anak", "https://www.harian.id/amplop-merah-untuk-anak"),
    ("https://www.harian.id/teknologi/vox-amp-baru", "https://www.harian.id/teknologi/vox-amp-baru"),
    ("https://m.id/a", "https://m.id/a"),
)
BROKEN = (
    "https://localhost/a",
    "http://127.0.0.1/a",
    "https://www.harian.id/undefined",
    "https://www.harian.id/{{ page.url }}",
    "https://web.internal/a",
    "https://[::1/a",
    "",
    "mailto:a@b.id",
)


def fields_with(head: str, url: str = URL) -> Fields:
    """Settle the fields of a page with a head."""
    return fields_of(clues_of(page(head, f"<h1>{TITLE}</h1>"), url))


def finding_of(fields: Fields, field: str = "canonical_url") -> Finding:
    """Give the finding of a field."""
    return next(finding for finding in fields.findings if finding.field == field)


@pytest.mark.parametrize(("address", "plain"), PLAIN, ids=[address[8:60] for address, _ in PLAIN])
def test_plain_address(address: str, plain: str) -> None:
    """An edition's address gives the plain page's, and a plain one is left as it is."""
    assert plain_address(address)[0] == plain
    assert plain_address(plain)[0] == plain


@pytest.mark.parametrize("address", BROKEN)
def test_broken_addresses_are_none(address: str) -> None:
    """What a reader cannot open is no address of the page."""
    assert is_broken(address) or is_local(address)
    assert not is_broken(URL)
    assert not is_local(URL)


@pytest.mark.parametrize(
    "origin", ["http://127.0.0.1:8701", "http://warta.localhost:8700", "http://[::1]:8000"]
)
def test_a_page_read_from_this_machine(origin: str) -> None:
    """A page that was read from a machine without a public name may call an address there its own; no other may."""
    head = (
        f'<link rel="canonical" href="{origin}/nasional/kapal-812"><meta property="og:url" content="{URL}">'
    )
    assert fields_with(head, f"{origin}/nasional/kapal-812?utm_source=rss").canonical_url.startswith(origin)
    assert fields_with(head).canonical_url == URL


@given(st.text(max_size=80), st.text(max_size=40))
def test_any_text_is_survived(path: str, query: str) -> None:
    """No address fails, and what is plain stays as it is."""
    for address in (path, f"https://www.google.com/amp/s/{path}", f"https://m.harian.id/{path}?{query}"):
        plain = plain_address(address)[0]
        assert plain_address(plain_address(plain)[0])[0] == plain_address(plain)[0]
        assert is_broken(address) in (True, False)


def test_the_plain_host_is_the_one_the_page_names() -> None:
    """Where the page names its plain host, that is taken; `www.` is only guessed."""
    assert (
        plain_address("https://m.harian.id/a/b-812", ["https://harian.id/logo.png"])[0]
        == "https://harian.id/a/b-812"
    )
    head = '<link rel="canonical" href="https://m.harian.id/a/b-812"><link rel="icon" href="https://harian.id/i.png">'
    fields = fields_with(head, "")
    assert fields.canonical_url == fields.url == "https://harian.id/a/b-812"
    assert finding_of(fields).detail == "canonical (of the mobile page)"


def test_canonical_of_an_amp_page() -> None:
    """An AMP page's canonical is the plain page, and what was mended is told."""
    fields = fields_with(f'<link rel="canonical" href="{URL}/amp/?utm_source=amp">', f"{URL}/amp/")
    assert fields.canonical_url == f"{URL}/"
    assert finding_of(fields).detail == "canonical (of the AMP page)"


def test_front_page_and_foreign_addresses_lose() -> None:
    """A canonical of the front page is a template's mistake, and so is another site's page in JSON-LD."""
    thing = {"@type": "NewsArticle", "headline": TITLE, "mainEntityOfPage": "https://google.com/article"}
    script = f'<title>{TITLE}</title><script type="application/ld+json">{json.dumps(thing)}</script>'
    head = f'<link rel="canonical" href="https://www.harian.id/"><meta property="og:url" content="{URL}">'
    fields = fields_with(head + script)
    assert fields.canonical_url == URL
    assert [(rival.value, rival.why) for rival in finding_of(fields).rivals] == [
        ("https://google.com/article", "is of another site")
    ]


def test_a_canonical_of_another_article_loses() -> None:
    """A canonical that shares nothing with the page loses where another address of the page is the page's."""
    other = "https://www.harian.id/olahraga/final-liga-malam-ini"
    head = f'<link rel="canonical" href="{other}"><meta property="og:url" content="{URL}">'
    assert fields_with(head).canonical_url == URL
    # a site may reword its addresses, and syndicated articles name the site they are from
    reworded = "https://www.harian.id/nasional/kapal-tiba-812"
    assert fields_with(f'<link rel="canonical" href="{reworded}">').canonical_url == reworded
    source = "https://www.kabarlaut.com/berita/kapal-perintis"
    head = f'<link rel="canonical" href="{source}"><meta property="og:url" content="{URL}">'
    fields = fields_with(head)
    assert fields.canonical_url == source
    assert finding_of(fields).rivals[0].why == "canonical names another address than the page's own"


def test_relative_and_broken_canonicals() -> None:
    """A relative canonical is resolved by whatever tells where the page is; a broken one is none."""
    assert fields_with('<link rel="canonical" href="/nasional/kapal-812">').canonical_url == (
        "https://www.harian.id/nasional/kapal-812"
    )
    head = f'<link rel="canonical" href="/nasional/kapal-812"><meta property="og:url" content="{URL}">'
    assert fields_with(head, "").canonical_url == "https://www.harian.id/nasional/kapal-812"
    for text in ("undefined", "http://[", "{{url}}", "javascript:void(0)"):
        assert fields_with(f'<link rel="canonical" href="{text}">').canonical_url == ""


def test_one_address_written_in_several_ways() -> None:
    """The scheme and `www.` make no other page, and the rival says so."""
    head = f'<link rel="canonical" href="{URL}"><meta property="og:url" content="{URL.replace("https://www.", "http://")}">'
    assert finding_of(fields_with(head)).rivals[0].why == "the same page, written another way"
