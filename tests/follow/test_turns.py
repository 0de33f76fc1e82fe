"""A host that redirects lead to is asked by one at a time, with pauses, and left alone when it asks for that."""

from __future__ import annotations

import datetime as dt
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path

from lugas.decide.manners import Manners
from lugas.follow.asking import Asker
from lugas.follow.permission import Permissions
from lugas.follow.settings import Settings
from lugas.follow.turns import Turns
from lugas.follow.updating import update
from lugas.network import Budget
from lugas.store import Waiting, open_store
from lugas.vocabulary import FetchTrouble
from tests.follow.sites import LINES, Answer, Site, article_page, asker, says, site

START = dt.datetime(2026, 3, 3, 12, tzinfo=dt.UTC)
PAUSE = 0.3


class Crowded:
    """A site that notes when it is asked, and by how many at once."""

    def __init__(self) -> None:
        self.times: list[float] = []
        self.most = self._inside = 0
        self._guard = threading.Lock()

    def answer(self, path: str) -> Answer:
        """Answer after a while."""
        with self._guard:
            self.times.append(time.monotonic())
            self._inside += 1
            self.most = max(self.most, self._inside)
        time.sleep(0.05)
        with self._guard:
            self._inside -= 1
        return says("", 404) if path == "/robots.txt" else article_page()

    @property
    def gaps(self) -> list[float]:
        """How long it was left alone between two requests."""
        return [after - before - 0.05 for before, after in pairwise(self.times)]


def to(target: Site) -> Answer:
    """Redirect to a site."""
    return says("", 302, Location=f"{target.url}/ferry")


def test_redirects_take_turns() -> None:
    """Several sites that redirect to one host have it asked one after the other, with its pause in between."""
    crowded = Crowded()
    manners = Manners(delay_s=PAUSE, own_delay_s=PAUSE, slow_times=0)
    with ExitStack() as opened:
        target = opened.enter_context(site(crowded.answer))
        papers = [opened.enter_context(site(lambda _: to(target))) for _ in range(3)]
        asking = opened.enter_context(asker(manners=manners))
        with ThreadPoolExecutor(3) as pool:
            replies = list(pool.map(lambda paper: asking.ask(paper.url, purpose="page"), papers))
    assert [reply.status for reply in replies] == [200] * 3
    assert crowded.most == 1
    assert min(crowded.gaps) >= PAUSE - 0.02
    assert max(reply.seconds for reply in replies) < 2 * PAUSE  # what is waited is not the host's slowness


def test_robots_of_a_host_are_asked_once() -> None:
    """Threads that are led to one host at the same time have its robots.txt asked once, and then wait a pause."""
    crowded = Crowded()
    manners = Manners(delay_s=PAUSE, own_delay_s=PAUSE, slow_times=0)
    with (
        site(crowded.answer) as target,
        site(lambda _: to(target)) as paper,
        asker(manners=manners) as asking,
    ):
        permissions = Permissions(asking)

        def go(_: int) -> bool:
            return permissions.at(target.url).allows(f"{target.url}/ferry")

        with ThreadPoolExecutor(4) as pool:
            assert all(pool.map(go, range(4)))
        assert target.paths == ["/robots.txt"]
        assert asking.ask(paper.url, purpose="page", allowed=lambda _: True).status == 200
    assert crowded.gaps[0] >= PAUSE - 0.02


def test_robots_that_could_not_be_asked_for_yet() -> None:
    """A host that rests is asked for its robots.txt when it has rested, and not an hour later."""
    now = [START]
    settings = Settings(allow_private=True, manners=Manners(delay_s=0, slow_times=0))
    with site(lambda _: says("", 404)) as target, Asker(settings, clock=lambda: now[0]) as asking:
        permissions = Permissions(asking)
        asking.turns.leave_alone(target.url, 60)
        refused = permissions.at(target.url)
        assert "is to be left alone for now" in refused.refusal(f"{target.url}/ferry")
        assert (refused.asked, target.paths) == (None, [])
        now[0] += dt.timedelta(seconds=61)
        assert permissions.at(target.url).allows(f"{target.url}/ferry")
        assert target.paths == ["/robots.txt"]


def test_who_asks_to_be_left_alone_is(address: str) -> None:
    """`Retry-After` of a host that was redirected to rests that host, and not the one that redirects."""
    settings = Settings(allow_private=True, manners=Manners(delay_s=0, slow_times=0), askers=2, readers=1)

    def busy(path: str) -> Answer:
        return says("", 404) if path == "/robots.txt" else says("", 503, Retry_After="3600")

    def here(path: str) -> Answer:
        if path.startswith("/away"):
            return to(target)
        return says("", 404) if path == "/robots.txt" else article_page()

    now = [START]
    with (
        open_store(address, clock=lambda: now[0]) as store,
        site(busy) as target,
        site(here, host="127.0.0.1") as paper,
    ):
        number = store.sites.add(paper.url).id
        urls = [f"{paper.url}/away-1", f"{paper.url}/away-2", f"{paper.url}/stays", f"{target.url}/own"]
        due = [START - dt.timedelta(minutes=left) for left in (9, 8, 7, 6)]
        store.queue.add(
            Waiting(url=url, site_id=number, due=time) for url, time in zip(urls[:3], due, strict=False)
        )
        with Asker(settings, clock=lambda: now[0]) as asking:
            update(store, settings, asker=asking)
            assert target.paths == ["/robots.txt", "/ferry"]
            assert paper.paths == ["/robots.txt", "/away-1", "/away-2", "/stays"]
            assert asking.ask(f"{paper.url}/away-3", purpose="page").trouble == FetchTrouble.BUSY
            store.queue.add([Waiting(url=urls[3], site_id=number, due=due[3])])
            update(store, settings, asker=asking)
            rested = store.hosts.get(target.url.partition("//")[2])
            assert rested is not None
            assert rested.ready == START + dt.timedelta(hours=1)
            assert "/own" not in target.paths
            now[0] += dt.timedelta(minutes=61)
            assert asking.ask(f"{paper.url}/away-3", purpose="page").status == 503


def test_parts_on_another_host_of_the_site(tmp_path: Path) -> None:
    """The further pages of an article that are on another host of its site come with that host's pause."""
    manners = Manners(delay_s=0, own_delay_s=0, slow_times=0)
    settings = Settings(allow_private=True, manners=manners, askers=1, readers=1)
    times: list[float] = []

    def answer(path: str) -> Answer:
        if path == "/robots.txt":
            own = paper["Host"][-1].startswith("paper.")
            return says("" if own else f"User-agent: *\nCrawl-delay: {PAUSE}")
        page = int(path.partition("=")[2] or 1)
        if page > 1:
            times.append(time.monotonic())
        links = "".join(f' <a href="{other}/ferry?page={one}">{one}</a>' for one in range(1, 4))
        prose = f"<p>{page}. {LINES[page]} {LINES[page - 1]}</p>"
        return article_page(after=f'{prose}<div class="pagination">{links}</div>')

    with (
        open_store(tmp_path / "store.db") as store,
        site(answer, host="paper.example") as paper,
        asker(manners=manners) as asking,
    ):
        other = paper.url.replace("paper.", "www.paper.")
        number = store.sites.add(paper.url).id
        store.queue.add([Waiting(url=f"{paper.url}/ferry", site_id=number)])
        update(store, settings, asker=asking)
        assert paper.paths[-2:] == ["/ferry?page=2", "/ferry?page=3"]
    assert times[1] - times[0] >= PAUSE - 0.02


def test_a_clock_that_was_wrong() -> None:
    """A rest that began by a clock far ahead is over when that is set right; a clock that is corrected leaves it."""
    now = [START + dt.timedelta(days=300)]
    turns = Turns(Manners(delay_s=0, own_delay_s=0, slow_times=0), lambda: now[0])
    url = "http://paper.example/"
    turns.leave_alone(url, 1_800)
    assert turns.rest(url) == 1_800
    now[0] -= dt.timedelta(seconds=60)
    assert turns.rest(url) == 1_860
    now[0] = START
    assert turns.rest(url) == 0
    turns.take(url, Budget(url, 1, 0), led=True)
    turns.done(url)
    turns.leave_alone(url, 600)
    assert turns.rest(url) == 600
    turns.leave_alone(url, 60)
    assert turns.rest(url) == 600
