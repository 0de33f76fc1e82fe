"""The desk's lists: what is on them, in which order, and that turning the page leaves nothing out."""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from lugas.store import Chosen, Store
from tests.desk.conftest import Opener
from tests.desk.filled import Moving

CARD = re.compile(r'data-card="(\d+)"')
OLDER = re.compile(r'<a rel="next" href="([^"]+)"')


def cards(page: str) -> list[int]:
    """Give the numbers of the articles on a page, from top to bottom."""
    return [int(number) for number in CARD.findall(page)]


def turned(client: TestClient, path: str) -> Iterator[list[int]]:
    """Give the articles of a list, piece by piece, to its end."""
    while path:
        answer = client.get(path)
        assert answer.status_code == 200
        yield cards(answer.text)
        older = OLDER.search(answer.text)
        path = unescape(older[1]) if older else ""


def test_front_page_shows_the_newest_first(client: TestClient, store: Store) -> None:
    """The front begins with the newest article, in order, then shows sections; each article stands on it once."""
    page = client.get("/").text
    found = cards(page)
    newest = [headline.id for headline in store.listing.latest(limit=13).items]
    assert found[: len(newest)] == newest
    assert len(found) == len(set(found))
    assert 'href="/section/Sport"' in page
    assert "Monday, 9 March 2026" in page
    assert len(found) > 30


def test_latest_is_everything(client: TestClient, store: Store) -> None:
    """Turning the pages of the latest shows every article once, newest first."""
    pieces = list(turned(client, "/latest"))
    found = [number for piece in pieces for number in piece]
    assert found == [headline.id for headline in store.listing.latest(limit=500).items]
    assert max(map(len, pieces)) == 30


@pytest.mark.parametrize(
    ("path", "chosen"),
    [
        ("/section/Sport", Chosen(section="Sport")),
        ("/section/sPORT", Chosen(section="Sport")),
        (f"/section/{quote('المدينة')}", Chosen(section="المدينة")),
        (f"/author/{quote('Dewi Anggraini')}", Chosen(author="Dewi Anggraini")),
        (f"/tag/{quote('Kestrel Dawn')}", Chosen(tag="Kestrel Dawn")),
        ("/language/zh", Chosen(language="zh")),
        ("/site/warta.example", Chosen(site_id=1)),
    ],
)
def test_lists_hold_what_they_name(client: TestClient, store: Store, path: str, chosen: Chosen) -> None:
    """The page of a section, author, tag, language or site lists its articles and no others."""
    expected = [headline.id for headline in store.listing.latest(chosen, limit=500).items]
    assert expected
    assert [number for piece in turned(client, path) for number in piece] == expected


@pytest.mark.parametrize(
    "path",
    ["/section/Nowhere", "/section/%20", "/section/", "/author/Nobody", "/tag/%00", "/site/other.example", "/nothing",
     "/article/99999", "/article/x", "/article/-1", "/article/99999999999999999999", "/section/" + "x" * 5_000,
     "/static/desk.py", "/static/..%2fapp.py", "/picture/1/0123456789abcdef01"],
)  # fmt: skip
def test_what_is_not_there_is_told(client: TestClient, path: str) -> None:
    """An address that leads nowhere gives a page that says so, and the status 404."""
    assert client.get(path).status_code == 404


def test_a_page_that_is_missing_says_so(client: TestClient) -> None:
    """The page of an address that leads nowhere is called by that."""
    assert "<h1>Not found</h1>" in client.get("/nothing").text


@pytest.mark.parametrize("before", ["x", "-", "1e3", "9" * 40, "٣", "%00", "0", "-5", ""])
def test_odd_places_are_survived(client: TestClient, before: str) -> None:
    """Whatever stands in the address as a place, a list is shown: from its beginning where it is none."""
    assert client.get(f"/latest?before={before}").status_code == 200
    assert client.get(f"/saved?before={before}").status_code == 200
    assert client.get(f"/new?before={before}").status_code == 200


def test_browse_names_everything(client: TestClient) -> None:
    """The page of all sections and sites links each of them."""
    page = client.get("/browse").text
    for text in (
        "/section/Sport",
        "/site/warta.example",
        "/tag/Kestrel%20Dawn",
        "/language/id",
        "Bahasa Indonesia",
    ):
        assert text in page
    for path in set(re.findall(r'href="(/(?:section|site|tag|language)/[^"]+)"', page)):
        assert client.get(unescape(path)).status_code == 200


def test_an_empty_store_has_pages(empty: Store, opener: Opener) -> None:
    """A desk over an empty store opens, and says what comes there."""
    client = opener(empty)
    for path in ("/", "/latest", "/new", "/saved", "/browse", "/search", "/search?q=ferry", "/feed/atom"):
        assert client.get(path).status_code == 200
    assert "Nothing has been read yet" in client.get("/").text


@pytest.mark.parametrize("path", ["/", "/latest"])
def test_an_empty_desk_leads_on(empty: Store, opener: Opener, path: str) -> None:
    """Where nothing has been read a page leads to adding a site, and once one is followed to the board."""
    client = opener(empty)
    page = client.get(path).text
    assert re.search(r'Follow a site[^<]*</p>\s*<p><a class="act" href="/keeper/add">Add a site</a>', page)
    site = empty.sites.add("https://courier.example/")
    page = opener(empty).get(path).text
    assert re.search(
        r'sites you follow[^<]*</p>\s*<p><a class="act" href="/keeper">Sites and settings</a>', page
    )
    empty.sites.remove(site.id)
    assert 'href="/keeper/add"' in opener(empty).get(path).text


def test_a_site_that_left_nothing_is_gone(store: Store, opener: Opener) -> None:
    """A site that was left is named while articles of it are there, and no longer when it has none."""
    added = [store.sites.add(f"https://{name}.example/") for name in ("left", "followed", "paused")]
    store.sites.remove(added[0].id)
    store.sites.change(added[2].id, state="paused")
    kept = next(iter(store.sites.every()))
    store.sites.remove(kept.id)
    client = opener(store)
    for path in ("/browse", "/search"):
        page = client.get(path).text
        found = [
            host
            for host in ("left", "followed", "paused", kept.host.partition(".")[0])
            if f"{host}.example" in page
        ]
        assert found == ["followed", "paused", kept.host.partition(".")[0]]
    for path in ("/site/left.example", "/feed/atom/site/left.example", "/epub/site/left.example"):
        assert client.get(path).status_code == 404
    assert client.get("/site/followed.example").status_code == 200
    assert cards(client.get(f"/site/{kept.host}").text)


def test_sites_that_were_left_are_asked_about_at_once(
    store: Store, opener: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many sites were left, one question tells which of them left articles."""
    kept, *_ = store.sites.every()
    for site in (kept, *(store.sites.add(f"https://left{number}.example/") for number in range(3))):
        store.sites.remove(site.id)
    asked: list[frozenset[int]] = []
    tell = store.sites.with_articles

    def told() -> frozenset[int]:
        asked.append(tell())
        return asked[-1]

    monkeypatch.setattr(store.sites, "with_articles", told)
    monkeypatch.setattr(store.articles, "count", None)
    client = opener(store)
    for path in ("/browse", "/search"):
        assert kept.host in client.get(path).text
    assert len(asked) == 2
    assert asked[0] == {site.id for site in store.sites.every() if not site.host.startswith("left")}


def test_new_since_the_last_visit(store: Store, opener: Opener, clock: Moving) -> None:
    """What came in since the reader was there last is counted on the front page, marked and listed."""
    client = opener(store)
    assert "new since your last visit" not in client.get("/").text
    clock.now += dt.timedelta(hours=8)
    article = store.articles.get(1)
    assert article is not None
    site = store.sites.find("https://warta.example/")
    assert site is not None
    saved = store.articles.save(article.article, site_id=site.id, addresses=["https://warta.example/again"])
    page = client.get("/").text
    assert "1 new since your last visit" in page
    assert cards(client.get("/new").text) == [saved.id]
    assert '<span class="new" dir="auto">New</span>' in client.get("/new").text


def test_interface_speaks_the_readers_language(store: Store, opener: Opener) -> None:
    """Without a fixed language the interface is in what the browser asks for."""
    client = opener(store, language="")
    for code, word in (("id", "Terbaru"), ("en", "Latest")):
        page = client.get("/", headers={"Accept-Language": code}).text
        assert f'<html lang="{code}" dir="ltr">' in page
        assert word in page


def test_articles_say_their_own_language(client: TestClient) -> None:
    """Headlines bear the language and the direction that they are written in."""
    page = client.get(f"/section/{quote('المدينة')}").text
    assert 'dir="rtl"' in page
    assert '<h2 lang="ar"' in page


def test_first_page_is_light(client: TestClient) -> None:
    """The front page with all it needs, pictures aside, is far under 60 kB on the wire."""
    front = client.get("/")
    files = [front, *(client.get(path) for path in re.findall(r'(?:href|src)="(/static/[^"]+)"', front.text))]
    assert len(files) == 4
    assert all("content-length" in answer.headers for answer in files)
    assert sum(int(answer.headers["content-length"]) for answer in files) < 25_000


def test_desk_is_an_app(client: TestClient, store: Store) -> None:
    """The desk describes itself as an app, and names the pages that a browser keeps, which are all there."""
    told = client.get("/manifest.webmanifest")
    assert told.headers["content-type"] == "application/manifest+json"
    assert told.json()["start_url"] == "/"
    assert client.get(told.json()["icons"][0]["src"]).status_code == 200
    assert 'href="/manifest.webmanifest"' in client.get("/").text
    assert client.get("/worker.js").headers["content-type"].startswith("text/javascript")
    old = store.listing.latest(limit=500).items[-1]
    store.reader.save(old.id)
    kept = client.get("/offline.json").json()
    assert f"/article/{old.id}" in kept
    assert len([path for path in kept if path.startswith("/article/")]) == min(200, store.articles.count())
    assert [path for path in kept if client.get(path).status_code != 200] == []


def test_what_cannot_be_written_can_be_read(
    store: Store, opener: Opener, clock: Moving, tmp_path: Path
) -> None:
    """Where the store takes nothing more, as on a full disk, lists are shown, and tell as before what is new."""
    client = opener(store)
    assert client.get("/new").status_code == 200
    with closing(sqlite3.connect(tmp_path / "store.db")) as full, full:
        for what in ("INSERT", "UPDATE"):
            full.execute(
                f"CREATE TRIGGER no_{what} BEFORE {what} ON presence BEGIN SELECT RAISE(FAIL, 'full'); END"
            )
    for hours in (1, 2):
        clock.now += dt.timedelta(hours=hours)
        for path in ("/", "/latest", "/new", "/article/1"):
            assert client.get(path).status_code == 200
    since = store.reader.look().since
    assert (since, store.reader.look().since) == (clock.now - dt.timedelta(hours=3), since)
