"""The article links of front pages, in every language and build, each once, with its headline."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lugas.sources.addresses import address_key, shape_of
from lugas.sources.entries import Limits
from lugas.sources.fronts import read_front
from tests.sources.fronts import FRONTS, HERE


@pytest.mark.parametrize("name", FRONTS)
def test_every_article_once_with_its_headline(name: str) -> None:
    """All articles of a front are found, each once, with its own headline, and nothing else is."""
    front = FRONTS[name]
    found = {address_key(entry.url): entry.title for entry in read_front(front.markup, HERE)}
    assert found == {address_key(url): title for url, title in front.wanted.items()}


def test_order_pictures_times_and_summaries() -> None:
    """The entries stand in the page's order, with what their cards tell."""
    front = FRONTS["cards en"]
    entries = read_front(front.markup.encode(), HERE)
    assert [entry.url for entry in entries] == list(front.wanted)
    assert [entry.picture for entry in entries][:2] == [f"{HERE}i/0.jpg", f"{HERE}i/1.jpg"]
    assert entries[2].published is not None
    assert entries[2].published.hour == 2
    assert entries[0].summary.endswith("what it means for us here.")
    assert all(entry.sure > 0.9 for entry in entries)


def test_a_section_page_is_a_front() -> None:
    """A section's page gives the same articles, and does not count itself."""
    front = FRONTS["whole_cards ru"]
    assert len(read_front(front.markup, f"{HERE}section-2")) == len(front.wanted)


def test_links_to_other_sites_are_none() -> None:
    """What another site wrote is not this site's article; what its own subdomain wrote is."""
    cards = "".join(
        f'<article><h2><a href="{origin}/2026/03/02/the-bridge-opens-{number}">The bridge opens, part {number}</a></h2>'
        for number in range(3)
        for origin in ("https://other.example", "https://news.paper.example")
    )
    urls = [entry.url for entry in read_front(f"<main>{cards}</main>", HERE)]
    assert len(urls) == 3
    assert all("news.paper" in url for url in urls)


@pytest.mark.parametrize(
    "url",
    [
        "https://paper.example/2026/03/02/the-bridge-is-open-again",
        "https://paper.example/politics/the-bridge-is-open-again-after-a-year",
        "https://paper.example/a/bridge-40007.html",
        "https://paper.example/n1/2026/0303/c1005-30005.html",
        "https://paper.example/article/12345678",
        "https://paper.example/?p=10045",
        "https://paper.example/weather/storm-takes-the-roof-of-the-ferry-house",
        "https://paper.example/topics/2026/03/02/what-became-of-the-old-bridge",
    ],
)
def test_addresses_of_articles(url: str) -> None:
    """Dates, words, numbers: the address alone speaks for an article."""
    assert shape_of(url, HERE).points > 0.9


@pytest.mark.parametrize(
    "url",
    [
        HERE,
        "https://paper.example/sport",
        "https://paper.example/tag/the-old-bridge-in-town",
        "https://paper.example/author/ann-lee",
        "https://paper.example/terms-of-use",
        "https://paper.example/subscribe",
        "https://paper.example/news?page=2",
        "https://paper.example/news/page/2",
    ],
)
def test_addresses_of_other_pages(url: str) -> None:
    """Home, sections, topics, people, terms: the address alone speaks against an article."""
    assert shape_of(url, HERE).points < 0


@pytest.mark.parametrize("ending", ["pdf", "jpg", "mp3", "xml", "zip"])
def test_files_are_refused(ending: str) -> None:
    """What is no page is never given, whatever its name."""
    assert shape_of(f"https://paper.example/2026/03/02/the-bridge-is-open-again.{ending}").refused


HOSTILE = {
    "many links": "".join(
        f'<a href="/2026/03/02/a-story-of-the-day-{n}">A story of the day number {n}</a>'
        for n in range(60_000)
    ),
    "one link": '<a href="/2026/03/02/a-story-of-the-day">A story of the day</a>' * 60_000,
    "deep boxes": "<div>" * 50_000 + '<a href="/2026/03/02/a-story-of-the-day">A story</a>',
    "open headings": "<h2>text" * 50_000,
    "long texts": f'<a href="/2026/03/02/a-story-of-the-day">{"word " * 500_000}</a>',
    "long addresses": f'<a href="/{"a-" * 500_000}">A story of the day</a>' * 3,
    "nothing": "",
}


@pytest.mark.parametrize("how", HOSTILE)
def test_hostile_pages_are_bounded(how: str) -> None:
    """What is made to exhaust a reader is read in seconds, and gives no more than is asked for."""
    begun = time.process_time()
    entries = read_front(HOSTILE[how], HERE, limits=Limits(max_entries=50))
    assert time.process_time() - begun < 8
    assert len(entries) <= 50


@given(st.binary(max_size=300), st.sampled_from(sorted(FRONTS)), st.data())
@settings(max_examples=60, deadline=None)
def test_torn_pages_never_fail(rubbish: bytes, name: str, data: st.DataObject) -> None:
    """A page cut anywhere, with rubbish after it, gives absolute addresses of its own site alone."""
    content = FRONTS[name].markup.encode()
    at = data.draw(st.integers(0, len(content)))
    for entry in read_front(content[:at] + rubbish + content[at : at + 4_000], HERE):
        assert entry.url.startswith("http")
        assert entry.title
        assert 0.5 <= entry.sure <= 1
