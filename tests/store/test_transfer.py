"""Everything out as lines and in again, without loss; a backup of a store in use."""

from __future__ import annotations

import datetime as dt
import gzip
import os
import tracemalloc
from pathlib import Path

import pytest

from lugas.errors import DecodeError, StoreError, UsageError
from lugas.store import Chosen, Store, Visit, Waiting, open_store
from tests.store.made import START, Clock, at, make

SIGNED_WITH = "0p3n-s3same"


def fill(store: Store, clock: Clock) -> None:
    """Put something of everything into a store."""
    site = store.sites.add("https://www.one.example/", name="One", language="id")
    store.sites.add("https://two.example/")
    source = store.sources.add(
        site.id, "feed", "https://one.example/feed", memory='{"seen":[1]}', title="F\x00"
    )
    store.queue.add(
        Waiting(url=f"https://one.example/q{at_}", site_id=1, source_id=source.id) for at_ in range(3)
    )
    with store.sources.claim() as claim:
        assert claim is not None
        claim.keep_robots("Disallow: /", clock())
        claim.finish(
            Visit(site_id=1, url=source.url, started=clock(), seconds=1 / 3), due=clock.move(hours=1)
        )
    for number in range(5):
        clock.move(microseconds=1)
        article = make(
            f"Kapal {number} \ud800",
            "渡船",
            "\x00\u2028",
            authors=["Ana"],
            published=at(-number),
            tags=("t",),
        )
        store.articles.save(
            article, site_id=site.id, addresses=[f"https://one.example/{number}", f"https://a/{number}"]
        )
    store.articles.save(make("Kapal baru"), site_id=site.id, addresses=["https://one.example/0"])
    store.merging.merge(1, 2)
    store.retention.drop([5])
    store.articles.settle(["https://one.example/video"], "media_page")


def test_lines_lose_nothing(store: Store, clock: Clock, tmp_path: Path, other_database: str) -> None:
    """Read into either kind of store, the lines come out the same bytes, and everything is found as before."""
    fill(store, clock)
    lines = list(store.lines())
    targets = [str(tmp_path / "again.db"), other_database]
    for target in targets:
        with open_store(target, clock=clock) as again:
            assert again.load(lines) == len(lines) - 3
            assert list(again.lines()) == lines
            for chosen in (Chosen(), Chosen(author="ana"), Chosen(tag="t", site_id=1)):
                assert again.listing.latest(chosen) == store.listing.latest(chosen)
            assert again.search.find("渡船").items == store.search.find("渡船").items
            for number in (1, 2, 3, 5):
                assert again.articles.get(number) == store.articles.get(number)
            saved = again.articles.save(make("New"), site_id=1, addresses=["https://one.example/new"])
            assert saved.id == 6  # not the number of the one that was dropped


def test_secrets_stay_where_they_are(store: Store, clock: Clock, tmp_path: Path) -> None:
    """No line holds what a hub signs with; the new store counts as subscribed nowhere, even if older lines tell it."""
    fill(store, clock)
    hub = "https://hub.example/"
    leased = clock() + dt.timedelta(days=9)
    store.sources.change(1, hub=hub, topic="t", secret=SIGNED_WITH, leased=leased)
    lines = list(store.lines())
    assert not any(b"0p3n" in line or b"leased" in line for line in lines)
    older = [
        line.replace(b'"hub":', b'"secret":"0ld","leased":"2026-03-09T08:00:00Z","hub":') for line in lines
    ]
    assert older != lines
    for name, given in (("new", lines), ("old", older)):
        with open_store(tmp_path / f"{name}.db", clock=clock) as again:
            again.load(given)
            source = again.sources.get(1)
            assert source is not None
            assert (source.hub, source.topic, source.secret, source.leased) == (hub, "t", "", None)
            assert again.sources.with_hubs(clock()) == (source,)
            assert list(again.lines()) == lines
    assert store.sources.with_hubs(clock()) == ()


def test_lines_as_a_file(store: Store, clock: Clock, tmp_path: Path) -> None:
    """A file of lines, packed or not, is the same bytes each time, and nobody else may read it."""
    fill(store, clock)
    for name in ("a.jsonl", "a.jsonl.gz"):
        path = tmp_path / name
        store.export(path)
        first = path.read_bytes()
        with pytest.raises(UsageError, match="is there already"):
            store.backup(path)
        store.backup(path, replace=True)
        assert path.read_bytes() == first
        assert path.stat().st_mode & 0o077 == 0
        with open_store(tmp_path / f"{name}.db") as again:
            assert again.load(path) > 10
    assert gzip.decompress((tmp_path / "a.jsonl.gz").read_bytes()) == (tmp_path / "a.jsonl").read_bytes()
    with pytest.raises(StoreError, match="cannot be written"):
        store.export(tmp_path / "nowhere" / "a.jsonl")
    with pytest.raises(StoreError, match="cannot be read"):
        store.load(tmp_path / "nowhere")
    with pytest.raises(StoreError, match="is not empty"):
        store.load(tmp_path / "a.jsonl")


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda _lines: [], "end is missing"),
        (lambda lines: lines[1:], "does not begin"),
        (lambda lines: lines[:-1], "end is missing"),
        (lambda lines: lines[:-2] + lines[-1:], "some are missing"),
        (lambda lines: [*lines, lines[-1]], "not one of"),
        (lambda lines: [lines[0], b"{]\n", *lines[1:]], "line 2"),
        (lambda lines: [lines[0], b'{"nonsense":{}}\n', *lines[1:]], "unknown kind"),
        (lambda lines: [lines[0], b"\xff\xfe\n", *lines[1:]], "line 2"),
        (lambda lines: [lines[0], b'{"site":{"id":"x"}}\n', *lines[1:]], "line 2"),
        (lambda lines: [b'{"lugas_store":{"format":2}}\n', *lines[1:]], "another release"),
        (lambda lines: [lines[0], lines[3], *lines[1:]], "line"),
        (lambda lines: [line.replace(b'"number":1,', b'"number":7,') for line in lines], "newest version"),
        (lambda lines: [line.replace(b'"verdict":{"kind"', b'"verdict":{"kin"') for line in lines], "line"),
    ],
)
def test_wrong_lines_are_named(
    store: Store, clock: Clock, tmp_path: Path, change: object, problem: str
) -> None:
    """Lines that are not a store's are refused with the line's number, and the new store stays empty."""
    fill(store, clock)
    lines = change(list(store.lines()))  # type: ignore[operator] # a function of the table above
    with open_store(tmp_path / "new.db") as new:
        with pytest.raises(DecodeError, match=problem):
            new.load(lines)
        assert new.articles.count() == 0
        assert list(new.sites.every()) == []


def test_a_store_that_may_not_be_written(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A store on a file system that is only read, as a backup may be, can be read, searched and exported."""
    shelf = tmp_path / "shelf of 100 % paper?"
    shelf.mkdir()
    with open_store(tmp_path / "a.db", clock=clock) as store:
        fill(store, clock)
        lines, found = list(store.lines()), store.listing.latest(limit=9)
        store.backup(shelf / "b.db")
    can = os.access
    monkeypatch.setattr(
        os, "access", lambda path, mode: mode != os.W_OK and can(path, mode)
    )  # who runs tests as root may write everywhere
    with open_store(shelf / "b.db") as again:
        assert (list(again.lines()), again.listing.latest(limit=9)) == (lines, found)
        assert again.search.find("text") is not None
        with pytest.raises(StoreError, match="cannot be written"):
            again.sites.add("https://more.example/")
        assert [file.name for file in shelf.iterdir()] == ["b.db"]
    with open_store(shelf / "b.db") as again:
        assert list(again.lines()) == lines
    (shelf / "b.db-wal").write_bytes(b"log")
    with pytest.raises(StoreError, match="some of it is still in its log"):
        open_store(shelf / "b.db")


def test_a_backup_of_a_store_in_use(tmp_path: Path, clock: Clock) -> None:
    """While others write, a backup is the store of one moment, and opens as a store."""
    with open_store(tmp_path / "a.db", clock=clock) as store:
        fill(store, clock)
        lines = list(store.lines())
        reading = store.lines()
        next(reading)
        store.backup(tmp_path / "b.db")
        store.articles.save(make("Later"), site_id=1, addresses=["https://one.example/later"])
        assert [lines[0], *reading] == lines  # what is being written is of its first moment as well
        with pytest.raises(UsageError, match="replace the store"):
            store.backup(tmp_path / "a.db")
        with pytest.raises(StoreError, match="cannot be written"):
            store.backup(tmp_path / "nowhere" / "b.db")
    with open_store(tmp_path / "b.db") as again:
        assert list(again.lines()) == lines
    assert not list(tmp_path.glob("*.partial"))


def test_what_is_held_at_once(address: str, tmp_path: Path) -> None:
    """However much hosts and sources remember, a few megabytes of it are held while lines are written and read."""
    robots, memory = "#" * 500_000, "x" * 1_000_000
    with open_store(address) as store:
        site = store.sites.add("https://one.example/").id
        for number in range(30):
            store.sources.add(site, "feed", f"https://host{number}.example/feed")
            with store.sources.claim() as claim:
                assert claim is not None
                claim.keep_robots(robots, START)
                claim.finish(memory=memory, state="paused")
        tracemalloc.start()
        try:
            count = sum(1 for _ in store.lines())
            written = tracemalloc.get_traced_memory()[1]
            with open_store(tmp_path / "again.db") as again:
                tracemalloc.reset_peak()
                assert again.load(store.lines()) == count - 3
                read = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert written < 12_000_000
    assert read < 20_000_000


def test_a_server_has_no_file_to_copy(new_database: str, tmp_path: Path) -> None:
    """Of a PostgreSQL store the backup is lines; any other name is refused with the remedy."""
    with open_store(new_database) as store, pytest.raises(UsageError, match="pg_dump"):
        store.backup(tmp_path / "b.db")
    assert START.tzinfo is not None
