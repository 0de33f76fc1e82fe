"""A look at a source: what it leaves for later, and what it asks with the next time."""

from __future__ import annotations

import datetime as dt

import pytest

from lugas.decide.manners import Manners
from lugas.follow import looking
from lugas.follow.events import Event, Looked
from lugas.follow.settings import Settings
from lugas.follow.updating import update
from lugas.store import open_store
from tests.follow.sites import Answer, article_page, says, site

START = dt.datetime(2026, 3, 3, 12, tzinfo=dt.UTC)
SETTINGS = Settings(allow_private=True, manners=Manners(delay_s=0, slow_times=0), askers=2, readers=1)
MARK = '"of today"'


def test_what_is_left_comes_again(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What there was no room for is read at a later look, though the source has not changed since."""
    now = [START]
    told: list[Event] = []

    def answer(path: str) -> Answer:
        if path == "/feed":
            if paper["If-None-Match"][-1] == MARK:
                return says("", 304)
            entries = "".join(f"<item><link>{paper.url}/news/ferry-{one}</link></item>" for one in range(3))
            return says(f"<rss><channel>{entries}</channel></rss>", ETag=MARK)
        return says("", 404) if path == "/robots.txt" else article_page()

    with open_store(address, clock=lambda: now[0]) as store, site(answer) as paper:
        source = store.sources.add(store.sites.add(paper.url).id, "feed", f"{paper.url}/feed")
        for room in (2, 10, 10):
            monkeypatch.setattr(looking, "MOST_WAITING", room)
            update(store, SETTINGS, listener=told.append)
            now[0] += dt.timedelta(days=1)
        row = store.sources.get(source.id)
    looks = [(event.status, event.new) for event in told if isinstance(event, Looked)]
    assert looks == [(200, 2), (200, 1), (304, 0)]
    assert {f"/news/ferry-{one}" for one in range(3)} < set(paper.paths)
    assert row is not None
    assert row.etag == MARK
