"""What a host's robots.txt lets us ask for, and how it is kept; against real servers and a real store."""

from __future__ import annotations

import datetime as dt
import gc
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from lugas.follow import permission
from lugas.follow.asking import Asker
from lugas.follow.permission import Permission, Permissions
from lugas.follow.recent import Recent
from lugas.follow.settings import AskLimits, Settings
from lugas.store import Store, open_store
from lugas.store.records import Waiting
from tests.follow.sites import Answer, Site, asker, says, site

START = dt.datetime(2026, 3, 3, 12, tzinfo=dt.UTC)
ROBOTS = "User-agent: *\nDisallow: /private/\nCrawl-delay: 7\n\nUser-agent: otherbot\nDisallow: /\n"


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> dt.datetime:
        """Tell the time."""
        return self.now

    def move(self, **time: float) -> None:
        """Let time pass."""
        self.now += dt.timedelta(**time)


class Paper:
    """A site whose robots.txt a test sets, and a store that follows it."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store, self.clock = store, clock
        self.robots: Answer = says(ROBOTS)
        self.served: Site
        self.permissions: Permissions

    def answer(self, path: str) -> Answer:
        """Answer a request."""
        return self.robots if path == "/robots.txt" else says()

    def claimed(self) -> Permission:
        """Claim the source, ask what is allowed, and finish."""
        with self.store.sources.claim() as claim:
            assert claim is not None
            permission = self.permissions.of(claim, claim.source.url)
            claim.finish(rest=self.clock())
        return permission

    @property
    def asked(self) -> int:
        """How often robots.txt was asked for."""
        return self.served.paths.count("/robots.txt")

    def may(self, path: str) -> bool:
        """Tell whether a path may be asked for now."""
        return self.claimed().allows(self.served.url + path)


@pytest.fixture
def paper(tmp_path: Path) -> Iterator[Paper]:
    """Serve a site that a store follows."""
    clock = Clock()
    settings = Settings(allow_private=True, limits=AskLimits(timeout_s=2))
    with (
        open_store(str(tmp_path / "store.db"), clock=clock) as store,
        Asker(settings, clock=clock, resolve=lambda *_: ["127.0.0.1"]) as asking,
    ):
        made = Paper(store, clock)
        with site(made.answer) as served:
            made.served, made.permissions = served, Permissions(asking)
            row = store.sites.add(served.url)
            store.sources.add(row.id, "feed", f"{served.url}/feed")
            yield made


def test_asked_once_a_day(paper: Paper) -> None:
    """robots.txt is asked for once, kept with the host, and asked for again after a day."""
    first = paper.claimed()
    assert first.asked is not None
    assert first.asked.status == 200
    assert first.allows(f"{paper.served.url}/feed")
    assert first.refusal(f"{paper.served.url}/private/x") == "robots.txt lets no program go there"
    paper.clock.move(hours=23)
    assert not paper.may("/private/x")
    assert paper.asked == 1
    host = paper.store.hosts.get(paper.served.url.partition("://")[2])
    assert host is not None
    assert (host.robots, host.robots_read, host.note) == (ROBOTS, START, "")
    paper.robots = says("User-agent: lugas\nDisallow: /feed\n")
    paper.clock.move(hours=2)
    assert paper.may("/private/x")
    assert not paper.may("/feed")
    assert paper.asked == 2


def test_how_long_to_wait(paper: Paper) -> None:
    """A host is left alone for as long as its robots.txt asks, and at least as long as is polite."""
    permission = paper.claimed()
    assert permission.asked is not None
    assert permission.pause_s(permission.asked) == 7.0
    paper.robots = says("User-agent: *\nDisallow:")
    paper.clock.move(days=2)
    permission = paper.claimed()
    assert permission.asked is not None
    assert 0.1 <= permission.pause_s(permission.asked) < 7.0
    elsewhere = paper.permissions.at(paper.served.url.replace("localhost", "paper.example"))
    assert elsewhere.asked is not None
    assert 2.0 <= elsewhere.pause_s(elsewhere.asked) < 7.0
    assert elsewhere.pause_s(permission.asked) > permission.pause_s(permission.asked)


@pytest.mark.parametrize("status", [404, 403, 401, 410, 300])
def test_without_one_all_is_allowed(paper: Paper, status: int) -> None:
    """Where there is no robots.txt all may be asked for, and that too is remembered for a day."""
    paper.robots = says("Disallow: /", status)
    assert paper.may("/private/x")
    assert paper.may("/private/x")
    assert paper.asked == 1


@pytest.mark.parametrize("status", [500, 503, 429, 599])
def test_while_it_is_not_answered_nothing_is(paper: Paper, status: int) -> None:
    """A server with a problem is asked nothing, and for its robots.txt again an hour later."""
    paper.robots = says("", status)
    permission = paper.claimed()
    told = f"robots.txt was answered with status {status}, since 2026-03-03"
    assert permission.refusal(f"{paper.served.url}/feed") == told
    assert permission.again == START + dt.timedelta(hours=1)
    paper.clock.move(minutes=30)
    assert not paper.may("/feed")
    assert paper.asked == 1
    paper.clock.move(hours=25)
    assert paper.claimed().refusal(f"{paper.served.url}/feed") == told
    assert paper.asked == 2
    paper.robots = says(ROBOTS)
    paper.clock.move(hours=2)
    permission = paper.claimed()
    assert permission.again is None
    assert permission.allows(f"{paper.served.url}/feed")


def test_after_a_month_without_answer_the_last_one_holds(paper: Paper) -> None:
    """A robots.txt that is broken for good does not lock its site for good: the last that came holds, or none."""
    assert paper.may("/feed")
    paper.robots = says("", 500)
    for _ in range(29):
        paper.clock.move(days=1)
        assert not paper.may("/feed")
    paper.clock.move(days=3)
    assert paper.may("/feed")
    assert not paper.may("/private/x")


def test_a_host_that_does_not_answer(paper: Paper) -> None:
    """A host that cannot be reached is asked nothing; why stands in its note."""
    gone = paper.permissions.at("http://gone.example:9/feed")
    assert "cannot be reached" in gone.refusal("http://gone.example:9/feed")
    assert gone.again is not None


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        (says("", 302, Location="/robots.txt"), True),
        (says("", 301, Location="mailto:x"), True),
        (says("<!doctype html><html><body>User-agent: *\nDisallow: /"), True),
        (says(bytes(range(256)) * 100), True),
        (says("User-agent: *\nDisallow: /feed\n" + "# padding\n" * 200_000), False),
        (says("\ufeffUser-agent: *\r\nDisallow: /feed"), False),
        (says("User-agent: *\rDisallow: /fe*d$\r"), False),
        (says("User-agent: Lugas/1.0\nDisallow: /feed"), False),
    ],
    ids=["loop", "astray", "page", "noise", "endless", "mark", "old line ends", "named"],
)
def test_files_as_they_come(paper: Paper, robots: Answer, allowed: bool) -> None:
    """What is no robots.txt forbids nothing; one that is too long counts as far as it is read."""
    paper.robots = robots
    assert paper.may("/feed") == allowed
    assert paper.may("/feed") == allowed  # as it was kept
    host = paper.store.hosts.get(paper.served.url.partition("://")[2])
    assert host is not None
    assert len(host.robots) <= 512_000
    assert "<html" not in host.robots


def test_a_clock_that_was_wrong(paper: Paper) -> None:
    """A robots.txt that was read in the future is read again."""
    paper.clock.move(days=900)
    paper.claimed()
    paper.clock.now = START
    with paper.store.sources.claim(START + dt.timedelta(days=1_000)) as claim:
        assert claim is not None
        assert paper.permissions.of(claim, claim.source.url).asked is not None


def test_redirects_to_another_host(paper: Paper) -> None:
    """Where a redirect leads to another host, that one's robots.txt is asked for and holds, once a day."""

    def other(path: str) -> Answer:
        return says("User-agent: *\nDisallow: /no/") if path == "/robots.txt" else says()

    with site(other, host="other.localhost") as elsewhere:
        permission = paper.claimed()
        assert permission.allows(f"{elsewhere.url}/yes")
        assert not permission.allows(f"{elsewhere.url}/no/")
        assert elsewhere.paths == ["/robots.txt"]
        paper.clock.move(days=2)
        assert paper.claimed().allows(f"{elsewhere.url}/yes")
        assert elsewhere.paths == ["/robots.txt"] * 2


def test_strangers_take_little_room() -> None:
    """However many hosts redirects lead to, and however long their robots.txt are, what is kept of them is bounded."""
    robots = f"User-agent: *\nDisallow: /no/\n#{'x' * 500_000}"
    bound = permission.MOST_BYTES
    hosts = 2 * bound // len(robots)
    with site(lambda _: says(robots)) as stranger, asker() as asking:
        urls = [stranger.url.replace("localhost", f"paper-{one}.example") for one in range(hosts)]
        permissions = Permissions(asking)
        tracemalloc.start()
        try:
            told = [permissions.at(url).allows(f"{url}/no/") for url in urls]
            gc.collect()
            kept = tracemalloc.get_traced_memory()[0]
        finally:
            tracemalloc.stop()
        assert told == [False] * hosts
        assert kept < 1.5 * bound
        assert len(stranger.paths) == hosts
        assert not permissions.at(urls[-1]).allows(f"{urls[-1]}/no/")
        assert len(stranger.paths) == hosts


def test_what_is_recent_is_bounded_by_size() -> None:
    """What was not asked for longest goes first, as much as must; what is too large by itself is not kept."""
    recent: Recent[str] = Recent(100)
    for name, size in (("a", 40), ("b", 40), ("a", 50), ("c", 30)):
        recent.put(name, name * size, size)
    assert (recent.get("b"), recent.get("c"), recent.size) == (None, "c" * 30, 80)
    assert recent.get("a") == "a" * 50
    recent.put("d", "d", 30)
    assert (recent.get("c"), recent.get("a"), recent.size) == (None, "a" * 50, 80)
    recent.put("e", "e", 101)
    assert (recent.get("e"), recent.size) == (None, 80)


def test_an_address_that_waits_to_be_read(paper: Paper) -> None:
    """The queue's claims give permission as the sources' do, from what is kept of the same host."""
    paper.claimed()
    row = next(iter(paper.store.sites.every()))
    paper.store.queue.add([Waiting(url=f"{paper.served.url}/private/x", site_id=row.id)])
    with paper.store.queue.claim() as claim:
        assert claim is not None
        permission = paper.permissions.of(claim, claim.entry.url)
        assert not permission.allows(claim.entry.url)
        claim.done(note="robots")
    assert paper.asked == 1
