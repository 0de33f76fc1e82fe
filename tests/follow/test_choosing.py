"""From what was found to what is followed: the best sources, and hosts of a private network that are meant."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from lugas.decide.manners import Manners
from lugas.demo import Clock, Papers, World, serve
from lugas.follow.asking import Asker
from lugas.follow.choosing import best_of, follow, followed_already
from lugas.follow.events import Event
from lugas.follow.finding import Found, find_sources
from lugas.follow.settings import Settings
from lugas.follow.updating import watch
from lugas.store import open_store

ARTICLES = 2
HERE = frozenset({"127.0.0.1"})
SETTINGS = Settings(manners=Manners(delay_s=0.0, slow_times=0.0), askers=2, readers=1)


@pytest.fixture(scope="module")
def papers() -> Iterator[Papers]:
    """Serve two small papers."""
    world = World(sites=2, articles=ARTICLES)
    with serve(world, Clock(world.end)) as served:
        yield served


def found_at(origin: str) -> Found:
    """Find out how a paper of this machine can be followed."""
    with Asker(replace(SETTINGS, allow_private=True)) as asker:
        return find_sources(asker, f"{origin}/", wait=lambda _: None)


def test_what_is_chosen_is_followed(address: str, papers: Papers) -> None:
    """The sources that were chosen are visited, each once, and the site is told with how many of them are new."""
    origin, *_ = papers.addresses.values()
    found = found_at(origin)
    every = [proposal.source.url for proposal in found.proposals]
    best = [proposal.source.url for proposal in best_of(found.proposals)]
    with open_store(address, clock=papers.clock.now) as store:
        assert followed_already(store, found.url) == frozenset()
        taken = follow(store, found, best)
        assert (taken.site.name, taken.site.private, taken.new) == (found.name, "", len(best))
        taken = follow(
            store, found, [*every, "https://never.example/found"], private=frozenset({"other.lan"})
        )
        assert (taken.site.private, taken.new) == ("", len(every) - len(best))
        assert followed_already(store, found.url) == set(every)
        assert (
            follow(store, found, best, private=HERE | {"other.lan"}).site.private == origin.partition("//")[2]
        )
        store.sites.remove(taken.site.id)
        assert followed_already(store, found.url) == frozenset()


def test_hosts_let_in_while_watching(address: str, papers: Papers) -> None:
    """A host that a site may have is asked from then on by an update that runs already; of a paused one it is not."""
    origin, *_ = papers.addresses.values()
    stop, told = threading.Event(), list[Event]()
    with open_store(address, clock=papers.clock.now) as store:
        watching = threading.Thread(
            target=watch, args=(store, SETTINGS), kwargs={"listener": told.append, "stop": stop}
        )
        watching.start()
        try:
            found = found_at(origin)
            follow(store, found, {found.proposals[0].source.url}, private=HERE)
            end = time.monotonic() + 60
            while store.articles.count() < ARTICLES and time.monotonic() < end:
                time.sleep(0.05)
        finally:
            stop.set()
            watching.join()
        assert store.articles.count() == ARTICLES
        assert store.sites.private() == {1: {origin.partition("//")[2]}}
        store.sites.change(1, state="paused")
        assert store.sites.private() == {}
