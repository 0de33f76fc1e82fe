"""The feeds that the desk gives."""

from __future__ import annotations

import json
import re
from html import unescape
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from lugas.sources.feeds import read_feed
from lugas.store import Store
from tests.desk.conftest import Opener
from tests.store.made import make

LISTS = ["", "/section/Sport", f"/section/{quote('المدينة')}", "/site/jiangwan.example", "/tag/Kestrel%20Dawn",
         f"/author/{quote('Dewi Anggraini')}", "/language/de", "/search?q=kestrel&language=en"]  # fmt: skip


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


def test_feeds_are_offered_where_lists_are(client: TestClient) -> None:
    """Pages name the feeds of what they list."""
    assert 'href="/feed/atom/section/Sport"' in client.get("/section/Sport").text
    assert 'href="/feed/json/search?q=tea"' in client.get("/search?q=tea").text
    assert 'href="/feed/atom"' in client.get("/").text


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
