"""Whose turn it is, how long a host is left alone, and what a store drops."""

from __future__ import annotations

import datetime as dt
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lugas.decide.manners import Manners, Task, Turns, pause_after
from lugas.decide.retention import Bounds, Held, to_drop
from lugas.errors import UsageError

NOW = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)


def task(host: str, number: int, *, minutes: int = 0, rank: int = 0) -> Task:
    """Give a request of a host that has been due for so many minutes."""
    due = NOW - dt.timedelta(minutes=minutes)
    return Task(key=f"{host}/{number}", url=f"https://{host}/{number}", due=due, rank=rank)


@pytest.mark.parametrize(
    ("seconds", "crawl_delay", "pause"),
    [
        (0.1, None, 2.0),
        (5.0, None, 10.0),
        (500.0, None, 60.0),
        (0.1, 10.0, 10.0),
        (0.1, 3600.0, 120.0),
        (-1.0, -5.0, 2.0),
    ],
)
def test_pauses(seconds: float, crawl_delay: float | None, pause: float) -> None:
    """A host is left alone for two seconds, for longer after a slow answer or where it asks, and never for ever."""
    assert pause_after(seconds, crawl_delay) == pause
    assert pause_after(0.0, manners=Manners(delay_s=7.0)) == 7.0


def test_one_request_at_a_time_to_a_host() -> None:
    """While a host answers, none of its other requests is given; after it, only when it has rested."""
    turns = Turns()
    for number in range(3):
        assert turns.add(task("a.example", number))
    first = turns.take(NOW)
    assert first is not None
    assert turns.take(NOW) is None
    assert turns.wait_s(NOW) is None
    turns.end(first.url, NOW, 5.0)
    assert turns.take(NOW + 4 * SECOND) is None
    assert turns.wait_s(NOW + 2 * SECOND) == pytest.approx(3.0)
    assert turns.take(NOW + 5 * SECOND) is not None
    assert len(turns) == 1


def test_www_is_the_same_host() -> None:
    """A host with and without www is one; what has no host, or waits already, is not taken."""
    turns = Turns()
    assert turns.add(Task(key="1", url="https://www.a.example/1", due=NOW))
    assert turns.add(Task(key="2", url="https://a.example/2", due=NOW))
    assert not turns.add(Task(key="2", url="https://a.example/2", due=NOW))
    assert not turns.add(Task(key="3", url="mailto:a@a.example", due=NOW))
    assert turns.take(NOW) is not None
    assert turns.take(NOW) is None


def test_rank_then_age() -> None:
    """Of one host's requests feeds come before articles, then what has been due for longest."""
    turns = Turns()
    for number, (minutes, rank) in enumerate([(1, 1), (9, 1), (2, 0), (5, 0)]):
        turns.add(task("a.example", number, minutes=minutes, rank=rank))
    order, now = [], NOW
    while (given_ := turns.take(now)) is not None:
        order.append(given_.key[-1])
        turns.end(given_.url, now, 1.0)
        now += SECOND
    assert order == ["3", "2", "1", "0"]


def test_no_host_starves_another() -> None:
    """A host with a thousand requests gets no more turns than one with ten, as long as both have some."""
    turns = Turns()
    for number in range(1_000):
        turns.add(task("large.example", number, minutes=60))
    for name in ("b.example", "c.example"):
        for number in range(10):
            turns.add(task(name, number))
    taken: dict[str, int] = {}
    now = NOW
    for _ in range(30):
        given_ = turns.take(now)
        assert given_ is not None
        name = given_.key.partition("/")[0]
        taken[name] = taken.get(name, 0) + 1
        turns.end(given_.url, now, 0.0)
        now += SECOND
    assert taken == {"large.example": 10, "b.example": 10, "c.example": 10}


def test_many_hosts_are_quick() -> None:
    """A hundred thousand requests of ten thousand hosts are handed out in a few seconds."""
    turns, dice = Turns(), random.Random(1)
    begun = time.process_time()
    for number in range(50_000):
        turns.add(task(f"h{dice.randrange(10_000)}.example", number))
    now, count = NOW, 0
    while len(turns):
        given_ = turns.take(now)
        if given_ is None:
            now += (turns.wait_s(now) or 0.0) * SECOND + SECOND / 100
            continue
        count += 1
        turns.end(given_.url, now, 2.0)
    assert count == 50_000
    assert time.process_time() - begun < 10


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3), st.floats(0, 9)), max_size=40))
@settings(max_examples=100, deadline=None)
def test_every_request_gets_its_turn_once(work: list[tuple[str, int, float]]) -> None:
    """Whatever waits, in whatever order: each is given once, and never two of a host at a time."""
    turns = Turns()
    added = [
        number
        for number, (name, rank, _) in enumerate(work)
        if turns.add(task(f"{name}.example", number, rank=rank))
    ]
    now, given_ = NOW, []
    while len(turns):
        busy: list[tuple[Task, float]] = []
        while (one := turns.take(now)) is not None:
            number = int(one.key.rpartition("/")[2])
            given_.append(number)
            busy.append((one, work[number][2]))
        hosts = [one.url.split("/")[2] for one, _ in busy]
        assert len(hosts) == len(set(hosts))
        for one, pause in busy:
            turns.end(one.url, now, pause)
        now += SECOND
    assert sorted(given_) == added


def held(number: int, days: float, *, size: int = 100, site: int = 0, kept: bool = False) -> Held:
    """Give an article of the store, seen so many days ago."""
    return Held(id=number, seen=NOW - dt.timedelta(days=days), size=size, site=site, kept=kept)


STORE = [held(number, days=number) for number in range(10)]


@pytest.mark.parametrize(
    ("bounds", "dropped"),
    [
        (Bounds(), []),
        (Bounds(days=6.5), [9, 8, 7]),
        (Bounds(articles=4), [9, 8, 7, 6, 5, 4]),
        (Bounds(size=800), [9, 8]),
        (Bounds(days=7.5, articles=9, size=600), [9, 8, 7, 6]),
        (Bounds(days=1.5, least=5), [9, 8, 7, 6, 5]),
    ],
)
def test_what_is_dropped(bounds: Bounds, dropped: list[int]) -> None:
    """What is too old goes, then the oldest until number and size fit; a site keeps its least."""
    assert [drop.id for drop in to_drop(STORE, bounds, NOW)] == dropped


def test_what_a_reader_kept_stays() -> None:
    """An article that its reader marked is never dropped, though the bounds are broken for it."""
    store = [held(number, days=100 + number, kept=number % 2 == 0) for number in range(6)]
    assert {drop.id for drop in to_drop(store, Bounds(days=1, articles=1, size=1), NOW)} == {1, 3, 5}


def test_each_drop_says_why() -> None:
    """The reason names the bound."""
    assert to_drop(STORE, Bounds(days=8.5), NOW)[0].why == "older than 8.5 days"
    assert to_drop(STORE, Bounds(articles=9), NOW)[0].why == "beyond 9 articles"


def test_bounds_check_themselves() -> None:
    """A bound of 0 is an error that names its remedy."""
    with pytest.raises(UsageError, match="above 0"):
        Bounds(days=0)
