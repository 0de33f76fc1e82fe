"""A hub that can reach us tells of news, and the feed is looked at; nobody else is heard."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import http.client
import queue
import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlencode

import pytest
from msgspec.structs import replace

from lugas.decide.manners import Manners
from lugas.demo import Clock, World, serve
from lugas.errors import SourceError, UsageError
from lugas.follow import hubs, turns
from lugas.follow.asking import Asker
from lugas.follow.events import Event, Looked
from lugas.follow.hubs import Hubs
from lugas.follow.settings import Settings
from lugas.follow.updating import watch
from lugas.store import SourceRow, Store, open_store
from tests.follow.sites import Answer, says, site

NOW = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
SIGNED_WITH = "s3cret"
TOPIC = "https://paper.example/feed"


def free_port() -> int:
    """Give a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def settings_at(port: int) -> Settings:
    """Give settings under which hubs of this machine reach us."""
    return Settings(
        allow_private=True, manners=Manners(delay_s=0, slow_times=0), askers=2, readers=1,
        public_address=f"http://127.0.0.1:{port}/hubs", listen=f"127.0.0.1:{port}",
    )  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Give a store with one source that has a hub, which was looked at an hour ago."""
    with open_store(tmp_path / "store.db", clock=lambda: NOW) as opened:
        site = opened.sites.add("https://paper.example/")
        source = opened.sources.add(site.id, "feed", TOPIC)
        hour = dt.timedelta(hours=1)
        opened.sources.change(
            source.id,
            hub="http://127.0.0.1:1/hub",
            secret="s3cret",  # noqa: S106 - made up, of a source made up
            topic=TOPIC,
            due=NOW + hour,
            visited=NOW - hour,
        )
        yield opened


def source_of(store: Store) -> SourceRow:
    """Give the only source."""
    found = store.sources.get(1)
    assert found is not None
    return found


def ask(port: int, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, bytes]:
    """Send what a hub might, and give the answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request(
            method, path, body or None, {name.replace("_", "-"): told for name, told in headers.items()}
        )
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def test_only_who_was_asked_is_heard(store: Store) -> None:
    """A subscription is confirmed at its own address and topic alone; only what is signed wakes the source."""
    port = free_port()
    settings = settings_at(port)
    with Asker(settings) as asking, Hubs(store, settings, asking):
        token = hashlib.sha256(b"address of s3cret").hexdigest()[:32]
        path = f"/hubs/1/{token}"
        wish = {
            "hub.mode": "subscribe",
            "hub.topic": TOPIC,
            "hub.challenge": "abc",
            "hub.lease_seconds": "7200",
        }
        for wrong in (f"/hubs/2/{token}", "/hubs/1/" + "0" * 32, "/", "/x/y/z"):
            assert ask(port, "GET", f"{wrong}?{urlencode(wish)}")[0] == 404
        for changed in (
            {"hub.topic": "https://other.example/"},
            {"hub.mode": "unsubscribe"},
            {"hub.mode": "denied"},
        ):
            assert ask(port, "GET", f"{path}?{urlencode(wish | changed)}")[0] == 404
        assert ask(port, "GET", f"{path}?{urlencode(wish)}") == (200, b"abc")
        assert source_of(store).leased == NOW + dt.timedelta(hours=2)
        assert store.sources.with_hubs(NOW) == ()
        assert store.sources.with_hubs(NOW + dt.timedelta(days=1)) != ()
        sign = hmac.new(b"s3cret", b"news", hashlib.sha256).hexdigest()
        for signature in ("", f"sha256={sign[::-1]}", f"md5={sign}", sign):
            assert ask(port, "POST", path, b"news", X_Hub_Signature=signature)[0] == 202
        assert (
            ask(port, "POST", f"/hubs/1/{token[::-1]}", b"news", X_Hub_Signature=f"sha256={sign}")[0] == 404
        )
        assert ask(port, "POST", path, X_Hub_Signature=f"sha256={sign}", Content_Length="99999999")[0] == 413
        assert source_of(store).due > NOW
        assert ask(port, "POST", path, b"news", X_Hub_Signature=f"sha256={sign}")[0] == 202
        assert source_of(store).due == NOW
        with pytest.raises(SourceError, match="cannot be used"):
            Hubs(store, settings, asking)


def test_a_store_that_fails_for_a_moment(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the store cannot be used a hub is told to come again; afterwards hubs are asked, and heard, as before."""
    monkeypatch.setattr(hubs, "ROUNDS_S", 0.05)
    port = free_port()
    settings = settings_at(port)
    token = hashlib.sha256(b"address of s3cret").hexdigest()[:32]
    wish = {"hub.mode": "subscribe", "hub.topic": TOPIC, "hub.challenge": "abc"}
    path = f"/hubs/1/{token}?{urlencode(wish)}"
    with closing(sqlite3.connect(store.address)) as other, site(lambda _: says()) as hub:
        store.sources.change(1, hub=f"{hub.url}/hub")
        other.execute("ALTER TABLE source RENAME TO elsewhere")
        with Asker(settings) as asking, Hubs(store, settings, asking):
            assert ask(port, "GET", path)[0] == 503
            assert ask(port, "POST", path, b"news")[0] == 503
            time.sleep(0.2)
            assert hub.paths == []
            other.execute("ALTER TABLE elsewhere RENAME TO source")
            assert ask(port, "GET", path) == (200, b"abc")
            store.sources.change(1, leased=None)
            end = time.monotonic() + 20
            while not hub.paths and time.monotonic() < end:
                time.sleep(0.02)
    assert hub.paths == ["/hub"]


def wait_for_visits(store: Store, count: int) -> None:
    """Wait until so many visits of the first site are logged."""
    end = time.monotonic() + 20
    while len(store.visits.of_site(1)) < count and time.monotonic() < end:
        time.sleep(0.02)


def test_a_hub_is_asked_politely(store: Store) -> None:
    """The subscriptions of several sources at one hub come one after the other with a pause, none while it rests."""
    settings = replace(settings_at(free_port()), manners=Manners(delay_s=0.3, own_delay_s=0.3, slow_times=0))
    times: list[float] = []

    def answer(_: str) -> Answer:
        times.append(time.monotonic())
        return says("", 202) if len(times) < 3 else says("", 429, Retry_After="600")

    with site(answer) as hub:
        for number in range(2, 6):
            store.sources.add(1, "feed", f"{TOPIC}/{number}", hub=f"{hub.url}/hub")
        store.sources.change(1, hub=f"{hub.url}/hub")
        with Asker(settings, clock=store.now) as asking, Hubs(store, settings, asking):
            wait_for_visits(store, 3)
            time.sleep(0.1)
        told = [(visit.outcome, visit.status) for visit in reversed(store.visits.of_site(1))]
    assert told == [("hub", 202), ("hub", 202), ("failed", 429)]
    assert min(after - before for before, after in pairwise(times)) > 0.28


def test_a_hub_with_long_pauses_is_asked_for_all(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a hub rests longer than is waited, the other subscriptions come one in a round, and none of them failed."""
    monkeypatch.setattr(hubs, "ROUNDS_S", 0.05)
    monkeypatch.setattr(turns, "LONGEST_WAIT_S", 0.02)
    settings = replace(
        settings_at(free_port()), manners=Manners(delay_s=0.15, own_delay_s=0.15, slow_times=0)
    )
    with site(lambda _: says("", 202)) as hub, site(lambda _: says("", 202)) as other:
        for number in range(2, 4):
            store.sources.add(1, "feed", f"{TOPIC}/{number}", hub=f"{hub.url}/hub/{number}")
        store.sources.add(1, "feed", f"{TOPIC}/last", hub=f"{other.url}/hub")
        store.sources.change(1, hub=f"{hub.url}/hub/1")
        with Asker(settings, clock=store.now) as asking, Hubs(store, settings, asking):
            wait_for_visits(store, 4)
        told = [visit.outcome for visit in store.visits.of_site(1)]
    assert told == ["hub"] * 4
    assert hub.paths == ["/hub/1", "/hub/2", "/hub/3"]
    assert other.paths == ["/hub"]


def test_where_to_listen_is_checked() -> None:
    """What is no address and port is an error that names the remedy."""
    with pytest.raises(UsageError, match="listen is"):
        Settings(listen="everywhere")


def test_news_are_told_by_the_hub(tmp_path: Path) -> None:
    """A paper's hub is subscribed to while watching, and what the paper publishes is looked for as it tells of it."""
    world = World()
    clock = Clock(world.time(3, "06:00", "warta"))
    heard: queue.SimpleQueue[Event] = queue.SimpleQueue()
    stop = threading.Event()
    with serve(world, clock) as papers, open_store(tmp_path / "store.db", clock=clock.now) as store:
        origin = papers.addresses["warta"]
        site = store.sites.add(f"{origin}/")
        source = store.sources.add(site.id, "feed", f"{origin}/rss")
        watching = threading.Thread(
            target=watch, args=(store, settings_at(free_port())), kwargs={"listener": heard.put, "stop": stop}
        )
        watching.start()
        try:
            while not isinstance(heard.get(timeout=60), Looked):
                pass
            end = time.monotonic() + 60
            while not papers.hub.subscriptions() and time.monotonic() < end:
                time.sleep(0.1)
            row = store.sources.get(source.id)
            assert row is not None
            assert row.hub == f"{origin}/hub"
            soon = min(at for at in world.changes("warta") if at > clock.now() + dt.timedelta(minutes=2))
            store.sources.change(source.id, due=soon + dt.timedelta(hours=5))
            clock.set(soon + dt.timedelta(seconds=1))
            while not isinstance(event := heard.get(timeout=60), Looked):
                pass
            assert event.at < soon + dt.timedelta(minutes=5)
        finally:
            stop.set()
            watching.join(30)
