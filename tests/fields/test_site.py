"""The site's name without a slogan, from what the page calls it or from its title."""

from __future__ import annotations

import pytest

from lugas.fields.settle import Fields
from lugas.model import Finding, Site
from tests.fields.build import clues_of, fields_of, page

TITLE = "Kapal Perintis Kembali Singgah di Pulau Seira"
NAMES = (
    ("Harian Laut", "Harian Laut"),
    ("Harian Laut - ", "Harian Laut"),
    ("Harian Laut - Berita Terkini, Terbaru dan Terlengkap Hari Ini", "Harian Laut"),
    ("Berita dan kabar dari laut setiap hari | HarianLaut.id", "HarianLaut.id"),
    ("HL - Harian Laut", "HL - Harian Laut"),
    ("The Post – All the news that is fit to be printed here", "The Post"),
    ("Laut: Kabar dari pesisir, setiap hari baru", "Laut: Kabar dari pesisir, setiap hari baru"),
)


def fields_with(head: str, url: str = "https://www.harianlaut.id/nasional/kapal-812") -> Fields:
    """Settle the fields of a page with a head."""
    return fields_of(clues_of(page(head, f"<h1>{TITLE}</h1>"), url))


def finding_of(fields: Fields) -> Finding:
    """Give the finding of the site."""
    return next(finding for finding in fields.findings if finding.field == "site")


@pytest.mark.parametrize(("told", "name"), NAMES, ids=[told[:20] for told, _ in NAMES])
def test_a_slogan_is_no_part_of_the_name(told: str, name: str) -> None:
    """Of a name with a slogan the name is kept; short pieces belong to it."""
    fields = fields_with(f'<meta property="og:site_name" content="{told}">')
    assert fields.site == Site(name, "harianlaut.id")


def test_the_name_with_its_slogan_is_a_rival() -> None:
    """What the slogan was taken off stays on record, with the reason."""
    told = "Harian Laut - Berita Terkini, Terbaru dan Terlengkap Hari Ini"
    rivals = finding_of(fields_with(f'<meta property="og:site_name" content="{told}">')).rivals
    assert [(rival.value, rival.why) for rival in rivals] == [(told, "the name with a slogan")]


def test_the_title_names_the_site_where_nothing_else_does() -> None:
    """The piece of `<title>` that has the host's name is the site's; any other piece is not."""
    assert fields_with(f"<title>{TITLE} | Harian Laut Online</title>").site.name == "Harian Laut Online"
    assert fields_with(f"<title>{TITLE} | Nasional</title>").site.name == ""


def test_a_word_of_the_menu_is_no_name() -> None:
    """A page that calls itself "Start" names no site, unless it is called so."""
    head = '<meta name="application-name" content="Start">'
    assert fields_with(head).site == Site("", "harianlaut.id")
    assert fields_with(head, "https://www.start.org/a/b-812").site.name == "Start"
