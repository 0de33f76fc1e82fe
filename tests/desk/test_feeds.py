"""The feeds that the desk gives."""

from __future__ import annotations

import datetime as dt
import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from lugas.desk.identity import NAMESPACE, Identity
from lugas.errors import StoreError
from lugas.sources.feeds import read_feed
from lugas.store import Store, open_store
from tests.desk.conftest import Opener
from tests.store.made import make

LISTS = ["", "/latest", "/section/Sport", f"/section/{quote('المدينة')}", "/site/jiangwan.example",
         "/tag/Kestrel%20Dawn", f"/author/{quote('Dewi Anggraini')}", "/language/de",
         "/search?q=kestrel&language=en"]  # fmt: skip


@pytest.mark.parametrize("of", LISTS)
@pytest.mark.parametrize("form", ["atom", "json"])
def test_feeds_hold_whole_articles(client: TestClient, store: Store, form: str, of: str) -> None:
    """A feed is read by this project's own reader without mending, and holds the newest articles in full."""
    address = f"http://localhost:8710/feed/{form}{of}"
    answer = client.get(address)
    feed = read_feed(answer.content, address)
    assert (answer.status_code, feed.trouble, feed.mended) == (200, "", False)
    assert feed.entries
    for entry in feed.entries:
        number = int(entry.url.rpartition("/")[2])
        stored = store.articles.get(number)
        assert stored is not None
        assert entry.title == " ".join(stored.headline.title.split())
        last = [block.text for block in stored.article.body if block.kind == "paragraph"][-1]
        assert " ".join(last.split())[:60] in " ".join(text_of(entry.content).split())
    if not of:
        newest = [f"http://localhost:8710/article/{one.id}" for one in store.listing.latest(limit=30).items]
        assert [entry.url for entry in feed.entries] == newest


def text_of(html: str) -> str:
    """Give the text of markup."""
    return unescape(re.sub(r"<[^>]{0,3000}>", "", html))


OFFERED = re.compile(r'<link rel="alternate" type="application/(\w+)\+\w+" title="([^"]*)" href="([^"]*)">')
NAMED = [
    ("/", "Lugas", ""), ("/latest", "Latest", "/latest"), ("/saved", "Saved", "/saved"),
    ("/section/Sport", "Sport", "/section/Sport"), ("/search?q=tea", "tea", "/search?q=tea"),
    ("/site/jiangwan.example", "江湾日报", "/site/jiangwan.example"),
    ("/article/1", "Lugas", ""), ("/new", "Lugas", ""), ("/browse", "Lugas", ""), ("/keeper", "Lugas", ""),
]  # fmt: skip


@pytest.mark.parametrize(("page", "title", "of"), NAMED)
def test_feeds_are_offered_where_lists_are(client: TestClient, page: str, title: str, of: str) -> None:
    """A list names its own feeds by its own name; a page that is no list names those of the desk, by the desk's."""
    text = client.get(page).text
    given = [(form, f"/feed/{form if form == 'atom' else 'json'}{of}") for form in ("atom", "feed")]
    assert OFFERED.findall(text) == [(form, title, address) for form, address in given]
    for _, address in given:
        assert f'<a href="{address}"' in text
        assert client.get(address).status_code == 200


def test_what_was_saved_has_a_feed(client: TestClient, store: Store) -> None:
    """The feed of what was saved holds that alone, the last one first, and is empty where nothing was."""
    address = "http://localhost:8710/feed/atom/saved"
    assert read_feed(client.get(address).content, address).entries == ()
    for number in (7, 3, 5):
        store.reader.save(number)
        client.app.state.desk.clock.now += dt.timedelta(minutes=1)  # type: ignore[attr-defined] # Starlette's
    feed = read_feed(client.get(address).content, address)
    assert [entry.url.rpartition("/")[2] for entry in feed.entries] == ["5", "3", "7"]
    assert client.get("/feed/json/saved").json()["title"] == "Lugas: Saved"


IDS = re.compile(r"<id>([^<]*)</id>")


def test_names_of_entries_never_change(store: Store, opener: Opener) -> None:
    """A feed and its entries bear the same names by whatever address the desk is asked, today, later, and both ways."""
    told = []
    for host in ("localhost:8710", "localhost:1234", "127.0.0.1"):
        client = opener(store)  # as if the desk had been started anew
        header = {"host": host}
        atom = IDS.findall(client.get("/feed/atom/section/Sport", headers=header).text)
        told.append(
            (
                atom,
                [one["id"] for one in client.get("/feed/json/section/Sport", headers=header).json()["items"]],
            )
        )
    assert told[1:] == told[:1] * 2
    assert told[0][0][1:] == told[0][1]
    assert len(set(told[0][0])) == len(told[0][0]) > 5
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", name) for name in told[0][0])
    whole = IDS.findall(opener(store).get("/feed/atom").text)
    assert set(whole) & set(told[0][0]) == set(whole[1:]) & set(told[0][1]) != set()


def test_stores_give_names_of_their_own(store: Store, empty: Store) -> None:
    """Two stores name no two articles alike; a namespace that is none is made anew, once."""
    mine, other = Identity(store), Identity(empty)
    assert mine.name("article", 1) == Identity(store).name("article", 1)
    assert (
        len(
            {mine.name("article", 1), mine.name("article", 2), mine.name("list", 1), other.name("article", 1)}
        )
        == 4
    )
    store.keeper.set(**{NAMESPACE: "nothing"})
    assert Identity(store).name("article", 1) == Identity(store).name("article", 1) != mine.name("article", 1)


def test_a_number_that_is_given_again_is_another_name(tmp_path: Path, empty: Store, opener: Opener) -> None:
    """What comes into a store that was brought back from a backup has no name that an article had after the backup."""
    site = empty.sites.add("https://courier.example/")
    opener(empty).get("/feed/atom")  # from then on the store has its namespace
    empty.backup(tmp_path / "before.db")
    names = []
    with open_store(tmp_path / "before.db", clock=empty.now) as again:
        for store, told in ((empty, "one"), (again, "two")):
            url = f"https://courier.example/{told}"
            saved = store.articles.save(make(told, "Body"), site_id=site.id, addresses=[url])
            feed = opener(store).get("/feed/json").json()
            names.append((saved.id, feed["items"][0]["id"]))
    assert names[0][0] == names[1][0]
    assert names[0][1] != names[1][1]


def test_a_store_that_cannot_be_written_has_feeds(
    store: Store, opener: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Feeds, their sealed pictures and books are there where the disk is full, alike as long as the desk is open."""

    def full(**_: str) -> None:
        raise StoreError("store.db", "the disk is full")

    for told in ("", "nothing"):
        store.keeper.set(namespace=told, picture_key=told)
        with monkeypatch.context() as patch:
            patch.setattr(store.keeper, "set", full)
            patch.setattr(store.keeper, "settle", lambda name, value: full(**{name: value}))
            client = opener(store, pictures=Path(store.address).parent / "pictures")
            first = client.get("/feed/atom")
            assert (first.status_code, client.get("/epub/chosen?id=1").status_code) == (200, 200)
            assert client.get("/feed/atom").content == first.content
            assert "/picture/" in first.text
        assert store.keeper.setting(NAMESPACE) == told


@pytest.mark.parametrize("form", ["atom", "json"])
def test_a_feed_of_nothing_is_sent_once(client: TestClient, form: str) -> None:
    """A feed without articles is the same later."""
    tag = client.get(f"/feed/{form}/saved").headers["etag"]
    client.app.state.desk.clock.now += dt.timedelta(days=1)  # type: ignore[attr-defined] # Starlette's
    assert client.get(f"/feed/{form}/saved", headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize("form", ["atom", "json"])
def test_a_feed_is_sent_once(client: TestClient, store: Store, form: str) -> None:
    """Who has a feed is told that nothing has changed, until something has."""
    address = f"/feed/{form}/saved"
    store.reader.save(3)
    first = client.get(address)
    tag = first.headers["etag"]
    client.app.state.desk.clock.now += dt.timedelta(days=1)  # type: ignore[attr-defined] # Starlette's
    for known in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
        again = client.get(address, headers={"if-none-match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert again.headers["cache-control"] == first.headers["cache-control"]
    for known in ("", '"other"', tag.strip('W/"')):
        assert client.get(address, headers={"if-none-match": known}).status_code == 200
    store.reader.save(5)
    changed = client.get(address, headers={"if-none-match": tag})
    assert (changed.status_code, changed.headers["etag"] != tag) == (200, True)


@pytest.mark.parametrize(
    "path", ["/feed/rss", "/feed/atom/section/Nowhere", "/feed/atom/other/x", "/feed/json/site/x"]
)
def test_feeds_of_nothing_are_not_there(client: TestClient, path: str) -> None:
    """A feed of what is not there is not there either."""
    assert client.get(path).status_code == 404


def test_feeds_of_hostile_articles_are_sound(empty: Store, opener: Opener) -> None:
    """Control characters, markup and what XML cannot bear in an article break no feed."""
    nasty = "]]> <b>&amp;</b> \x00\x0b\x1b[31m \ud800 \ufffe\uffff \u202e &#0;"
    site = empty.sites.add("https://courier.example/", name=nasty)
    article = make(
        f"Title {nasty}", f"Body {nasty}", tags=(nasty,), section=(nasty,), authors=(nasty,), dek=nasty
    )
    empty.articles.save(article, site_id=site.id, addresses=["https://courier.example/x"])
    client = opener(empty)
    feed = read_feed(client.get("/feed/atom").content, "http://localhost:8710/feed/atom")
    assert (feed.trouble, feed.mended, len(feed.entries)) == ("", False, 1)
    assert "<b>" not in feed.entries[0].content
    assert len(json.loads(client.get("/feed/json").content)["items"]) == 1
