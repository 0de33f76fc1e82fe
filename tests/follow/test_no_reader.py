"""What is under way when nothing reads any more: it is as due as it was, and no failure of its own."""

from __future__ import annotations

import datetime as dt
import sys
import threading

import pytest

from lugas.decide.manners import Manners
from lugas.errors import StoreError
from lugas.follow import readers
from lugas.follow.events import Event, Looked, Read, Robots, Started
from lugas.follow.settings import Settings
from lugas.follow.updating import update, watch
from lugas.store import Waiting, open_store
from tests.follow.sites import Answer, article_page, says, site

START = dt.datetime(2026, 3, 3, 12, tzinfo=dt.UTC)
SETTINGS = Settings(allow_private=True, manners=Manners(delay_s=0, slow_times=0), askers=2, readers=1)
FEED = "<rss version='2.0'><channel><item><title>A mill</title><link>/mill</link></item></channel></rss>"


def answer(path: str) -> Answer:
    """Answer a request."""
    return says(FEED) if path == "/feed" else says("", 404) if path == "/robots.txt" else article_page()


def test_no_process_can_be_started(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the system lets no process be started nothing counts as tried, and all stays as due as it was."""
    now, told = [START], list[Event]()
    with open_store(address, clock=lambda: now[0]) as store, site(answer) as paper:
        number = store.sites.add(paper.url).id
        source = store.sources.add(number, "feed", f"{paper.url}/feed").id
        page = paper.url.replace("localhost", "127.0.0.1") + "/ferry"  # its host rests by itself
        store.queue.add([Waiting(url=page, site_id=number)])
        with monkeypatch.context() as changed:
            changed.setattr(sys, "executable", "/no/such/python")
            for _ in range(4):
                update(store, SETTINGS, listener=told.append)
                now[0] += dt.timedelta(minutes=11)
        failed = [event for event in told if isinstance(event, Looked | Read)]
        assert len(failed) == 2 * 4
        assert {event.outcome for event in failed} == {"failed"}
        assert all("no process to read it could be started" in event.note for event in failed)
        row = store.sources.get(source)
        assert row is not None
        assert (row.plan, row.state, row.due) == ("", "active", START)
        with store.queue.claim() as claim:
            assert claim is not None
            assert (claim.entry.tries, claim.entry.due) == (0, START)


def test_an_error_of_who_claims(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the store fails whoever claims, what others have under way is cut off, and writes nothing any more."""
    now, told, both = [START], list[Event](), threading.Barrier(2)
    monkeypatch.setattr(readers, "PROGRAM", "import time; time.sleep(60)")

    def slow(path: str) -> Answer:
        if path != "/robots.txt":
            both.wait(10)
            now[0] = START + dt.timedelta(hours=2)
        return answer(path)

    def put_right() -> None:
        if now[0] > START:
            raise StoreError("store.db", "has no room left on its disk", "make room")

    with open_store(address, clock=lambda: now[0]) as store, site(slow) as paper:
        number = store.sites.add(paper.url).id
        source = store.sources.add(number, "feed", f"{paper.url}/feed").id
        page = paper.url.replace("localhost", "127.0.0.1") + "/ferry"
        store.queue.add([Waiting(url=page, site_id=number)])
        monkeypatch.setattr(store, "put_right", put_right)
        with pytest.raises(StoreError, match="no room left"):
            watch(store, SETTINGS, listener=told.append)
        for thread in threading.enumerate():
            if thread.name.startswith("lugas asker"):
                thread.join(10)
        assert {type(event) for event in told} == {Started, Robots}
        assert {visit.outcome for visit in store.visits.of_site(number)} == {"robots"}
        row = store.sources.get(source)
        assert row is not None
        assert row.plan == ""
        with store.queue.claim() as claim:
            assert claim is not None
            assert claim.entry.tries == 0
