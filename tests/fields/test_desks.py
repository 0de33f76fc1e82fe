"""Who is the author where the page's data and the page itself name different people, or nobody."""

from __future__ import annotations

import json
import time

import pytest

from tests.fields.build import clues_of, fields_of, page

TITLE = "Kapal Perintis Kembali Singgah di Pulau Seira"
URL = "https://www.harian.id/nasional/kapal-perintis-kembali-singgah-di-pulau-seira"


def told(*names: str, kind: str = "Person") -> str:
    """Write JSON-LD that names authors."""
    authors = [{"@type": kind, "name": name} for name in names]
    thing = {"@type": "NewsArticle", "headline": TITLE, "author": authors}
    return f'<script type="application/ld+json">{json.dumps(thing)}</script>'


def authors_of(head: str, body: str = "") -> list[str]:
    """Give the names of the authors of a page."""
    site = '<meta property="og:site_name" content="Harian Laut">'
    fields = fields_of(clues_of(page(site + head, f"<h1>{TITLE}</h1>{body}", "en"), URL))
    return [person.name for person in fields.authors]


@pytest.mark.parametrize("name", ["Harian Laut", "harian.id", "Harian Laut Editorial Board", "Reuters"])
def test_the_outlet_when_nobody_is_named(name: str) -> None:
    """The outlet, its desk or an agency is the author, whole, where the page names nobody."""
    assert authors_of(told(name, kind="Organization")) == [name]
    assert authors_of(f'<meta name="author" content="{name}">') == [name]


def test_a_person_wins_over_the_outlet() -> None:
    """Whoever stands in the byline is the author, not the outlet that the data name."""
    assert authors_of(told("Harian Laut"), "<p>By Siti Aminah</p>") == ["Siti Aminah"]


@pytest.mark.parametrize("name", ["admin", "webmaster", "Log In", "https://harian.id/"])
def test_logins_and_placeholders_are_no_desks(name: str) -> None:
    """Nobody is the author where the data hold a login, an address or a control."""
    assert authors_of(f'<meta name="author" content="{name}">') == []


def test_the_byline_shown_leaves_out_editors() -> None:
    """Where the byline shows some of those told out of sight, and the page no other, they are the authors."""
    head = told("Siti Aminah", "Budi Santoso")
    assert authors_of(head, "<p>By Siti Aminah</p>") == ["Siti Aminah"]
    both = "<p>By Siti Aminah</p><p>By Budi Santoso</p>"
    assert authors_of(head, both) == ["Siti Aminah", "Budi Santoso"]
    assert authors_of(head) == ["Siti Aminah", "Budi Santoso"]


def test_an_agency_beside_a_person_stays() -> None:
    """The agency that a text is from is told in the data alone, and stays."""
    assert authors_of(told("Siti Aminah", "Reuters"), "<p>By Siti Aminah</p>") == ["Siti Aminah", "Reuters"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By Harian Laut", "Harian Laut"),
        ("By The Harbour Team", "The Harbour Team"),
        ("By Harian Laut 20 January 2024", "Harian Laut"),
        ("By The Harbour Team • 4 min read", "The Harbour Team"),
        ("By Associated Press", "Associated Press"),
        ("Posted by admin", None),
        ("By Harbour Staff December 22, 2023", "Harbour Staff"),
        ("By Associated Press Dec. 22, 2023", "Associated Press"),
        ("Di Media Sosial", None),
        ("By clicking you agree with what the Harbour team says", None),
    ],
)
def test_the_outlet_or_a_desk_in_the_byline(line: str, name: str | None) -> None:
    """The outlet, or its desk, is the author where the byline says so and names nobody else."""
    assert authors_of("", f"<p>{line}</p>") == ([name] if name else [])
    assert authors_of(told("Siti Aminah"), f"<p>{line}</p>") == ["Siti Aminah"]


@pytest.mark.parametrize(
    "element",
    [
        '<div class="post-author">Harian Laut</div>',
        '<div class="author">Written by<br>Harian Laut</div>',
        '<span itemprop="author"><b>Harian Laut</b></span>',
    ],
)
def test_the_outlet_in_an_element_named_for_the_author(element: str) -> None:
    """An element named for the author may name the outlet, but not where it stands among links to other pages."""
    assert authors_of("", element) == ["Harian Laut"]
    far = "<p>Something else</p>" * 20  # lines near the title are read wherever they stand
    assert authors_of("", f'{far}<aside class="related"><h2>More</h2>{element}</aside>{far}') == []
    assert authors_of("", '<div class="author">Read more about the Harian Laut team</div>') == []


@pytest.mark.parametrize(
    "label",
    [
        "Meet the team",
        "Contact Our Team",
        "Latest News",
        "News tips",
        "More by Harbour staff",
        "Write to the editor",
    ],
)
def test_labels_of_links_to_desks(label: str) -> None:
    """A link to a desk, in an element named for the author, names nobody."""
    assert authors_of("", f'<div class="author-box"><a href="/team">{label}</a></div>') == []


@pytest.mark.parametrize("name", ["creditline", "photo-author", "media-autor", "caption__author"])
def test_credits_of_pictures(name: str) -> None:
    """Whose picture it is did not write the article."""
    credit = f'<figcaption>The ferry. <span class="{name}">Associated Press</span></figcaption>'
    assert authors_of("", f'<figure><img src="a.jpg">{credit}</figure>') == []


def test_very_many_bylines() -> None:
    """Of thousands of lines that open as bylines the first tell all there is."""
    started = time.thread_time()
    assert authors_of("", "<p>Written by Harbour Team</p>" * 3000) == ["Harbour Team"]
    assert time.thread_time() - started < 4
