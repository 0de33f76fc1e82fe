"""Searching the desk."""

from __future__ import annotations

import re
from html import unescape

from starlette.testclient import TestClient

from lugas.store import Chosen, Store

CARD = re.compile(r'data-card="(\d+)"')


def found(client: TestClient, query: str) -> list[int]:
    """Give the articles that a search finds, on all its pages."""
    path, numbers = f"/search?{query}", []
    while path:
        page = client.get(path).text
        numbers += [int(number) for number in CARD.findall(page)]
        older = re.search(r'<a rel="next" href="([^"]+)"', page)
        path = unescape(older[1]) if older else ""
    return numbers


def test_words_are_found_and_marked(client: TestClient, store: Store) -> None:
    """A search shows the articles that hold its words, newest first, with the words marked."""
    expected = [hit.headline.id for hit in store.search.find("kestrel dawn", limit=500).items]
    assert found(client, "q=kestrel+dawn") == expected
    assert len(expected) > 20
    page = client.get("/search?q=kestrel").text
    assert "<mark>Kestrel</mark>" in page
    assert 'value="kestrel"' in page


def test_filters_narrow(client: TestClient, store: Store) -> None:
    """Site, section, language and time narrow a search; the last day counts whole, in the desk's zone."""
    everything = found(client, "q=kestrel")
    site = found(client, "q=kestrel&site=warta.example")
    assert site == [
        hit.headline.id for hit in store.search.find("kestrel", Chosen(site_id=1), limit=99).items
    ]
    assert 0 < len(site) < len(everything)
    assert 0 < len(found(client, "q=kestrel&language=de")) < len(everything)
    assert 0 < len(found(client, "q=kestrel&section=harbour")) < len(everything)
    parts = [found(client, "q=kestrel&from=2026-03-06"), found(client, "q=kestrel&to=2026-03-05")]
    assert parts[0] + parts[1] == everything
    assert all(parts)
    assert sorted(found(client, "q=kestrel&order=best")) == sorted(everything)
    assert found(client, "q=kestrel&site=nowhere.example") == []


def test_form_keeps_what_was_asked(client: TestClient) -> None:
    """The form shows what was chosen, a section that is rare too."""
    page = client.get("/search?q=tea&section=Rare%20One&from=2026-03-02&order=best&site=courier.example").text
    assert '<option value="Rare One" selected>' in page
    assert 'name="from" value="2026-03-02"' in page
    assert '<option value="courier.example" selected>' in page
    assert '<option value="best" selected>' in page
    assert "<details open>" in page


def test_odd_questions_are_survived(client: TestClient) -> None:
    """Whatever is asked, a page comes back."""
    for query in ("q=%22+OR+%2A", "q=%00", "q=" + "x" * 4_000, "q=a&from=0001-01-01&to=9999-12-31", "q=a&to=x&from=1-1",
                  "q=a&after=-5", "q=a&order=best&after=99999999", "q=%ED%A0%80", "q=a&site=%00", "q=" + "%2B" * 99,
                  "q=a&section=" + "y" * 999, "q=%3Cscript%3E", "q=a&after=x", ""):  # fmt: skip
        answer = client.get(f"/search?{query}")
        assert answer.status_code == 200, query
        assert "<script>" not in answer.text
