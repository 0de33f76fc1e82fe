"""What is due is visited by one at a time, and a visit that breaks off is due again."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from lugas.errors import StoreError, UsageError
from lugas.store import Store, Visit, Waiting, open_store
from lugas.store.times import NEVER
from tests.store.made import START, Clock

HOLD = """
import sys, time
from lugas.store import open_store
store = open_store(sys.argv[1])
with store.sources.claim() as claim:
    print(claim.source.url if claim else None, flush=True)
    time.sleep(60)
"""


def visit(url: str) -> Visit:
    """Give a visit of the only site."""
    return Visit(site_id=1, url=url, started=START, status=200, bytes=5, seconds=0.5, outcome="ok")


@pytest.fixture
def feeds(store: Store) -> tuple[int, ...]:
    """Give the numbers of three sources on two hosts, due one after another."""
    site_id = store.sites.add("https://one.example/").id
    urls = ("https://one.example/a", "https://one.example/b", "https://two.example/c")
    due = (START - dt.timedelta(minutes=back) for back in (3, 2, 1))
    return tuple(
        store.sources.add(site_id, "feed", url, due=when).id for url, when in zip(urls, due, strict=True)
    )


def claimed(store: Store) -> str | None:
    """Tell what may be claimed now."""
    with store.sources.claim() as claim:
        return None if claim is None else claim.source.url


@pytest.mark.usefixtures("feeds")
def test_a_host_is_asked_by_one_at_a_time(store: Store) -> None:
    """While a source is claimed, nothing else of its host is; another host's is, and it is free again afterwards."""
    with store.sources.claim() as first:
        assert first is not None
        with store.sources.claim() as second:
            assert second is not None
            assert {first.host.name, second.host.name} == {"one.example", "two.example"}
            assert claimed(store) is None
        assert claimed(store) == second.source.url
    assert claimed(store) is not None


def test_finishing_writes_everything(store: Store, feeds: tuple[int, ...], clock: Clock) -> None:
    """The source, the log and the host's rest are written together, and kept to."""
    with store.sources.claim() as claim:
        assert claim is not None
        claim.keep_robots("User-agent: *", START)
        later, rest = START + dt.timedelta(hours=1), START + dt.timedelta(seconds=10)
        claim.finish(visit(claim.source.url), rest, due=later, etag='"x"', visited=START, plan="{}")
        with pytest.raises(UsageError, match="has ended"):
            claim.finish()
    source = store.sources.get(claim.source.id)
    assert source is not None
    assert (source.etag, source.due, source.visited, source.plan) == ('"x"', later, START, "{}")
    host = store.hosts.get("one.example")
    assert host is not None
    assert (host.ready, host.robots, host.robots_read) == (rest, "User-agent: *", START)
    (told,) = store.visits.of_site(1)
    assert (told.status, told.bytes, told.seconds, told.outcome) == (200, 5, 0.5, "ok")
    assert store.visits.of_site(1, before=told.id) == ()
    assert claimed(store) == "https://two.example/c"
    clock.move(seconds=11)
    with store.sources.claim() as one, store.sources.claim() as two:
        assert one is not None
        assert two is not None
        assert {one.source.id, two.source.id} == set(feeds[1:])


def test_sites_can_be_named(store: Store, clock: Clock) -> None:
    """A claim of some sites leaves alone what is due of others, and the next time is theirs alone."""
    one, two = (store.sites.add(f"https://{name}.example/").id for name in ("one", "two"))
    store.sources.add(one, "feed", "https://one.example/feed")
    store.sources.add(two, "feed", "https://two.example/feed", due=START + dt.timedelta(hours=1))
    store.queue.add([Waiting(url="https://shared.example/a", site_id=one)])
    assert store.next_time(sites=[two]) == START + dt.timedelta(hours=1)
    assert store.next_time(due_by=START, sites=[two]) is None
    assert store.next_time(sites=[]) is None
    assert store.next_time(sites=[one]) == START
    for claim in (store.sources.claim, store.queue.claim):
        with claim(sites=[two]) as nothing, claim(sites=[]) as none:
            assert (nothing, none) == (None, None)
    clock.move(hours=1)
    store.queue.add([Waiting(url="https://shared.example/b", site_id=two)])
    with store.sources.claim(sites=[two]) as feed, store.queue.claim(sites=[two]) as page:
        assert feed is not None
        assert page is not None
        assert (feed.source.site_id, page.entry.url) == (two, "https://shared.example/b")
    with store.queue.claim(sites=[one, two]) as first:
        assert first is not None
        assert first.entry.url == "https://shared.example/a"


@pytest.mark.usefixtures("feeds")
def test_a_visit_that_breaks_off_is_due_again(store: Store) -> None:
    """An error in the block, or leaving it without a word, leaves the source as due as it was, unwritten."""
    for error in (KeyError, None):
        try:
            with store.sources.claim() as claim:
                assert claim is not None
                if error:
                    claim.keep_robots("half", START)
                    raise error
        except KeyError:
            pass
        assert "https://one.example/a" in {claimed(store), claimed(store)}  # in its turn among the hosts


def test_what_is_due_by_a_time_is_told_apart(store: Store, feeds: tuple[int, ...], clock: Clock) -> None:
    """What became due later is left alone where that is asked for, and the next time to claim something is told."""
    later = START + dt.timedelta(minutes=5)
    assert store.next_time(due_by=START) == store.next_time()
    for number, rest in zip(feeds, (1, 2, 3), strict=True):
        with store.sources.claim() as claim:
            assert claim is not None
            claim.finish(
                rest=START + dt.timedelta(seconds=10 * rest), due=later + dt.timedelta(minutes=number)
            )
        clock.move(seconds=20)
    assert store.next_time(due_by=clock.now) is None
    assert store.next_time() == later + dt.timedelta(minutes=min(feeds))
    clock.move(minutes=10)
    with store.sources.claim(due_by=START) as none:
        assert none is None
    with store.sources.claim(due_by=clock.now) as claim:
        assert claim is not None
        claim.finish(rest=clock.now + dt.timedelta(seconds=30))
    ready = store.next_time(due_by=clock.now)
    assert ready is not None
    assert ready <= clock.now


def test_a_wrong_clock_is_put_right(store: Store, feeds: tuple[int, ...], clock: Clock) -> None:
    """What was put off by years is due at once; what is put off by days waits, and so does what is asleep."""
    years, days = START + dt.timedelta(days=4_000), START + dt.timedelta(days=6)
    store.sources.change(feeds[0], due=years)
    store.sources.change(feeds[1], due=days)
    store.queue.add([Waiting(url="https://one.example/1", site_id=1, due=years)])
    with store.sources.claim() as claim:
        assert claim is not None
        assert claim.source.id == feeds[2]
        claim.finish(rest=years, due=days)
    store.put_right()
    first, second, third = (store.sources.get(number) for number in feeds)
    assert first is not None
    assert (first.due, clock.now) == (START, START)
    assert {source.due for source in (second, third) if source is not None} == {days}
    host = store.hosts.get("two.example")
    assert host is not None
    assert host.ready == START
    with store.queue.claim() as page:
        assert page is not None
    store.sites.change(1, state="paused")
    store.put_right()
    with store.queue.claim() as none:
        assert none is None


def test_what_was_read_is_read_again(store: Store, clock: Clock) -> None:
    """An address stays in the queue to be read again, with what is known of its page, and can be woken."""
    site_id = store.sites.add("https://one.example/").id
    entry = Waiting(url="https://one.example/1", site_id=site_id, hint="{}")
    store.queue.add([entry])
    with store.queue.claim() as claim:
        assert claim is not None
        claim.again(START + dt.timedelta(hours=1), visit(entry.url), etag='"e"', last_modified="then")
    assert store.queue.add([entry]) == 0
    with store.queue.claim(clock.move(minutes=5)) as none:
        assert none is None
    assert store.queue.add_again([entry]) == 0
    with store.queue.claim() as claim:
        assert claim is not None
        read = claim.entry
        assert (read.readings, read.tries, read.etag, read.last_modified) == (1, 0, '"e"', "then")
        claim.done(note="read")
    assert store.queue.add([entry]) == 0
    assert store.queue.add_again([entry]) == 1


def test_paused_and_gone_are_not_claimed(store: Store, feeds: tuple[int, ...], clock: Clock) -> None:
    """A paused source and all of a paused site are left alone, also what waits to be read, until they are active."""
    store.sources.change(feeds[0], state="paused")
    assert claimed(store) == "https://one.example/b"
    store.queue.add([Waiting(url="https://one.example/1", site_id=1)])
    store.sites.change(1, state="paused")
    assert claimed(store) is None
    with store.queue.claim() as none:
        assert none is None
    store.sites.change(1, state="active")
    with store.queue.claim() as entry:
        assert entry is not None
        entry.done()
    store.sources.remove(feeds[1])
    clock.move(seconds=1)
    assert claimed(store) == "https://two.example/c"
    with pytest.raises(UsageError, match="cannot be changed"):
        store.sources.change(feeds[0], nonsense=1)  # type: ignore[call-arg] # what must be refused
    with pytest.raises(UsageError, match="active"):
        store.sites.change(1, state="asleep")


@pytest.mark.parametrize("state", ["paused", "left"])
def test_what_sleeps_is_not_woken_by_a_visit(store: Store, clock: Clock, state: str) -> None:
    """What a visit that is under way when its site is paused brings, or puts off, waits until the site is active."""
    site_id = store.sites.add("https://one.example/").id
    waiting = [Waiting(url=f"https://host{number}.example/", site_id=site_id) for number in range(3)]
    store.queue.add(waiting[:2])
    with store.queue.claim() as one, store.queue.claim() as two:
        assert one is not None
        assert two is not None
        store.sites.change(site_id, state=state)
        one.later(START + dt.timedelta(minutes=1))
        two.again(START + dt.timedelta(minutes=1))
        assert store.queue.add(waiting[2:]) == (state == "paused")
        store.queue.add_again(waiting)
    assert store.next_time() is None
    clock.move(minutes=2)
    assert store.next_time(due_by=clock.now) is None
    with store.queue.claim() as none, store.queue.claim(sites=[site_id]) as nothing:
        assert (none, nothing) == (None, None)
    store.sites.change(site_id, state="active")
    assert store.next_time() is not None
    with store.queue.claim() as one, store.queue.claim() as two:
        assert one is not None
        assert two is not None


def test_nothing_of_an_active_site_sleeps_for_ever(store: Store) -> None:
    """What waits wakes with a site that comes back, also where its removal broke off, and when all is put right."""
    site_id = store.sites.add("https://one.example/").id
    store.queue.add([Waiting(url="https://one.example/1", site_id=site_id)])
    store.sites.change(site_id, state="left")
    assert store.sites.add("https://one.example/").state == "active"
    with store.queue.claim() as claim:
        assert claim is not None
        claim.done()
    store.queue.add([Waiting(url="https://one.example/2", site_id=site_id, due=NEVER)])
    store.put_right()
    with store.queue.claim() as claim:
        assert claim is not None


def test_what_is_added_to_a_site_that_wakes(store: Store, address: str, clock: Clock) -> None:
    """What is added to a paused site while that is made active is due as all that waits."""
    site_id = store.sites.add("https://one.example/").id
    store.sites.change(site_id, state="paused")
    with open_store(address, clock=clock) as other:
        wake = threading.Thread(target=lambda: other.sites.change(site_id, state="active"))
        with store.together():
            store.queue.add([Waiting(url="https://one.example/1", site_id=site_id)])
            wake.start()
            wake.join(0.1)
        wake.join()
    assert store.next_time() == START


def test_what_is_woken_stays_awake(store: Store, feeds: tuple[int, ...], clock: Clock) -> None:
    """A source that is woken while it is visited is due when the visit has ended; one that is not, when that says."""
    later = START + dt.timedelta(hours=1)
    with store.sources.claim() as woken, store.sources.claim() as other:
        assert woken is not None
        assert other is not None
        clock.move(seconds=5)
        store.sources.change(woken.source.id, due=clock.now)
        for claim in (woken, other):
            claim.finish(due=later, etag="e")
    found = {number: store.sources.get(number) for number in feeds}
    assert {number: row.due for number, row in found.items() if row is not None and row.etag} == {
        woken.source.id: clock.now,
        other.source.id: later,
    }
    store.sources.change(woken.source.id, due=START)
    with store.sources.claim(sites=[1]) as put_off:
        assert put_off is not None
        store.sources.change(put_off.source.id, due=START + dt.timedelta(days=3))
        put_off.finish(due=later)
        row = store.sources.get(put_off.source.id)
        assert row is not None
        assert row.due == later


def test_what_is_put_off_counts_no_try(store: Store, clock: Clock) -> None:
    """A page that had no part in it is tried later without having been tried, and keeps what was tried before."""
    site_id = store.sites.add("https://one.example/").id
    store.queue.add([Waiting(url="https://one.example/1", site_id=site_id)])
    tries: list[int] = []
    for counts in (True, False, True, False):
        with store.queue.claim() as claim:
            assert claim is not None
            tries.append(claim.entry.tries)
            claim.later(clock.now + dt.timedelta(hours=1), counts=counts)
        clock.move(hours=1)
    with store.queue.claim() as claim:
        assert claim is not None
        assert [*tries, claim.entry.tries] == [0, 1, 1, 2, 2]


def test_the_queue_takes_every_address_once(store: Store, clock: Clock) -> None:
    """What waits or is known is not added again; what is tried later counts; what is given up stays known."""
    site_id = store.sites.add("https://one.example/").id
    entries = [Waiting(url=f"https://one.example/{number % 700}", site_id=site_id) for number in range(1_400)]
    wrong = [
        Waiting(url=url, site_id=site_id)
        for url in ("mailto:a@b", "https://[", "", "https://x/" + "a" * 9_000)
    ]
    assert store.queue.add(entries + wrong) == 700
    assert store.queue.add(entries) == 0
    assert (store.queue.count(), store.queue.count(site_id), store.queue.count(at_most=9)) == (700, 700, 9)
    with store.queue.claim() as entry:
        assert entry is not None
        entry.later(clock.now + dt.timedelta(hours=1))
        first = entry.entry.url
    with store.queue.claim() as entry:
        assert entry is not None
        assert entry.entry.url != first
        entry.done(note="gone", visit=visit(entry.entry.url))
        url = entry.entry.url
    assert store.queue.add([Waiting(url=url, site_id=site_id)]) == 0
    assert store.articles.known([url])[url].note == "gone"
    clock.move(hours=1)
    last = None
    for _ in range(699):
        with store.queue.claim() as entry:
            assert entry is not None
            last = entry.entry
            entry.done()
    assert last is not None
    assert (last.url, last.tries) == (first, 1)
    assert store.queue.count() == 0


def test_workers_share_what_is_due(store: Store) -> None:
    """Six threads visit forty sources on ten hosts: each is visited once, and no host by two at a time."""
    site_id = store.sites.add("https://one.example/").id
    for number in range(40):
        store.sources.add(site_id, "feed", f"https://host{number % 10}.example/{number}")
    busy: set[str] = set()
    visited: list[str] = []
    problems: list[object] = []

    def work() -> None:
        try:
            while len(visited) < 40:
                with store.sources.claim() as claim:
                    if claim is None:
                        continue
                    if claim.host.name in busy:
                        problems.append(claim.host.name)
                    busy.add(claim.host.name)
                    visited.append(claim.source.url)
                    busy.discard(claim.host.name)
                    claim.finish(due=START + dt.timedelta(days=1))
        except BaseException as problem:  # noqa: BLE001 - told in the test's own thread
            problems.append(problem)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not problems
    assert sorted(visited) == sorted(set(visited))
    assert len(visited) == 40


def test_a_dead_worker_holds_nothing(address: str) -> None:
    """What a process has claimed is due again the moment it is killed; until then nobody else gets it."""
    with open_store(address) as store:
        site_id = store.sites.add("https://one.example/").id
        store.sources.add(site_id, "feed", "https://one.example/a")
        command = [sys.executable, "-c", HOLD, address]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as worker:
            assert worker.stdout is not None
            assert worker.stdout.readline().strip() == "https://one.example/a"
            if address.startswith("postgresql"):
                assert claimed(store) is None
                # Whoever changes the source or the site in the meantime does not wait.
                store.sources.change(1, title="Changed")
                store.sites.change(site_id, note="Changed")
                store.queue.add([Waiting(url="https://one.example/x", site_id=site_id, source_id=1)])
            else:
                with pytest.raises(StoreError, match="another process visits"):
                    claimed(store)
            worker.kill()
        for _ in range(50):  # a server notices a moment later
            if claimed(store):
                break
            threading.Event().wait(0.1)
        assert claimed(store) == "https://one.example/a"


@pytest.mark.parametrize("content", [None, b"no database at all, but a text of some length"])
def test_a_lock_that_cannot_be_held_is_told(tmp_path: Path, content: bytes | None) -> None:
    """Where the file of the lock cannot be opened or is none, an error names that file, not another process."""
    lock = tmp_path / "news.db.lock"
    if content is None:
        lock.mkdir()
    else:
        lock.write_bytes(content)
    with (
        open_store(tmp_path / "news.db") as opened,
        pytest.raises(StoreError) as caught,
        opened.sources.claim(),
    ):
        pass
    assert str(caught.value).startswith(str(lock))
    assert "another process" not in str(caught.value)
