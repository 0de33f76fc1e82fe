"""A host that has no time for us now is no fault of whoever leads there: it is put off, and nothing counts as tried."""

from __future__ import annotations

import datetime as dt
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from lugas.decide.manners import Manners
from lugas.errors import FetchError
from lugas.follow import permission, turns
from lugas.follow.asking import Asker
from lugas.follow.events import Event, Looked, Read
from lugas.follow.looking import plan_of
from lugas.follow.permission import Permissions
from lugas.follow.settings import Settings
from lugas.follow.turns import Turns
from lugas.follow.updating import update
from lugas.network import Budget
from lugas.store import Waiting, open_store
from lugas.vocabulary import FetchTrouble
from tests.follow.sites import Answer, article_page, asker, says, site

START = dt.datetime(2026, 3, 3, 12, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
URL = "http://paper.localhost/"
QUICK = Manners(delay_s=0, own_delay_s=0, slow_times=0)


def taken(url: str = URL) -> Turns:
    """Make turns of which one is taken."""
    made = Turns(QUICK, lambda: START)
    made.take(url, Budget(url, 5, 0))
    return made


@pytest.mark.parametrize("led", [True, False])
def test_one_end_to_all_waiting(monkeypatch: pytest.MonkeyPatch, led: bool) -> None:
    """Whoever waits behind another gives up as with a pause that is too long, however long a request may last."""
    monkeypatch.setattr(turns, "LONGEST_WAIT_S", 0.1)
    with pytest.raises(FetchError, match="left alone for now") as caught:
        taken().take(URL, Budget(URL, 30, 0), led=led)
    assert caught.value.kind == FetchTrouble.BUSY


def test_waiting_is_not_the_request_s_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A request that waited longer for its turn than it may last itself still has all of its time."""
    monkeypatch.setattr(turns, "STEP_S", 0.05)
    made, budget = taken(), Budget(URL, 0.2, 0)
    threading.Timer(0.4, made.done, (URL,)).start()
    made.take(URL, budget, led=True)
    assert budget.time() > 0.1


def test_who_has_claimed_a_host_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of those who wait for a host its own claimant is next, whoever came before it."""
    monkeypatch.setattr(turns, "STEP_S", 0.02)
    made, order = taken(), list[str]()

    def go(name: str, *, led: bool) -> None:
        made.take(URL, Budget(URL, 5, 0), led=led)
        order.append(name)
        made.done(URL)

    with ThreadPoolExecutor(4) as pool:
        waiting = [pool.submit(go, f"led {one}", led=True) for one in range(3)]
        time.sleep(0.05)
        waiting.append(pool.submit(go, "own", led=False))
        time.sleep(0.05)
        made.done(URL)
        for each in waiting:
            each.result(5)
    assert order[0] == "own"


def test_what_was_not_asked_for_is_not_kept(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A robots.txt that could not be asked for yet is soon asked for again: neither store nor memory hold it as bad."""
    monkeypatch.setattr(turns, "LONGEST_WAIT_S", 0.1)
    with (
        open_store(address, clock=lambda: START) as store,
        site(lambda _: says("", 404)) as paper,
        asker(manners=QUICK) as asking,
    ):
        asking.clock = lambda: START
        store.sources.add(store.sites.add(paper.url).id, "feed", f"{paper.url}/feed")
        permissions = Permissions(asking)
        asking.turns.take(paper.url, Budget(paper.url, 5, 0))
        with store.sources.claim() as claim, asking.turns.own(paper.url):
            assert claim is not None
            own = permissions.of(claim, claim.source.url)
            claim.finish(rest=START)
        stranger = permissions.at(f"{paper.url}/feed")
        for each in (own, stranger):
            assert (each.put_off, each.asked, each.again) == (FetchTrouble.BUSY, None, START + MINUTE)
            with pytest.raises(FetchError, match="left alone for now"):
                each.allows(f"{paper.url}/feed")
        host = store.hosts.get(paper.url.partition("//")[2])
        assert host is not None
        assert (host.robots_read, host.note) == (None, "")
        asking.turns.done(paper.url)
        assert permissions.at(f"{paper.url}/feed").allows(f"{paper.url}/feed")


def test_a_robots_txt_that_takes_long_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """While one thread asks for a robots.txt for long, the others try another time."""
    monkeypatch.setattr(permission, "LONGEST_WAIT_S", 0.1)
    go_on = threading.Event()

    def answer(_: str) -> Answer:
        go_on.wait(5)
        return says("", 404)

    with site(answer) as paper, asker(manners=QUICK) as asking, ThreadPoolExecutor(1) as pool:
        permissions = Permissions(asking)
        first = pool.submit(permissions.at, paper.url)
        while not paper.paths:
            time.sleep(0.01)
        assert permissions.at(paper.url).put_off == FetchTrouble.BUSY
        go_on.set()
        assert first.result(5).allows(f"{paper.url}/x")
        assert permissions.at(paper.url).allows(f"{paper.url}/x")
    assert paper.paths == ["/robots.txt"]


def test_visits_that_lead_to_a_busy_host(address: str) -> None:
    """Pages and sources that redirect to a host with a long pause are put off, and none is a try or a failure."""
    settings = Settings(allow_private=True, manners=QUICK, askers=1, readers=1)
    told: list[Event] = []

    def slow(path: str) -> Answer:
        return says("User-agent: *\nCrawl-delay: 60") if path == "/robots.txt" else article_page()

    def here(path: str) -> Answer:
        return says("", 404) if path == "/robots.txt" else says("", 302, Location=f"{target.url}{path}")

    with (
        open_store(address, clock=lambda: START) as store,
        site(slow) as target,
        site(here, host="127.0.0.1") as paper,
        Asker(settings, clock=lambda: START) as asking,
    ):
        number = store.sites.add(paper.url).id
        store.sources.add(number, "feed", f"{paper.url}/feed")
        urls = [f"{paper.url}/{one}" for one in range(5)]
        store.queue.add(Waiting(url=url, site_id=number, due=START - MINUTE) for url in urls)
        Permissions(asking).at(target.url)
        asking.ask(target.url, purpose="page")  # the last request there, after which its pause begins
        ended = update(store, settings, asker=asking, listener=told.append)
        assert (ended.read, ended.looked, ended.failed) == (5, 1, 0)
        told = [event for event in told if isinstance(event, Read | Looked)]
        assert {event.outcome for event in told} == {"refused"}  # type: ignore[union-attr]  # as chosen
        with store.queue.claim(START + dt.timedelta(hours=1)) as page:
            assert page is not None
            due = page.entry.due
            assert due is not None
            assert due > START + 5 * MINUTE
            assert page.entry.tries == 0
        source = store.sources.of_site(number)[0]
        assert source.due > START + 5 * MINUTE
        assert plan_of(source, START).failures == 0
        assert {visit.outcome for visit in store.visits.of_site(number)} == {"robots", "refused"}
    assert paper.paths.count("/feed") == 1
