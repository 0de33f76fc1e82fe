"""What one site may have in a private network is no other's: not its pages, feeds, robots.txt, redirects or hubs."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from lugas.decide.manners import Manners
from lugas.follow.asking import Asker
from lugas.follow.choosing import follow
from lugas.follow.finding import Found
from lugas.follow.hubs import Hubs
from lugas.follow.places import named_places, places_near
from lugas.follow.settings import Settings
from lugas.follow.updating import update
from lugas.store import Store, open_store
from lugas.vocabulary import FetchTrouble
from tests.follow.sites import Answer, Site, article_page, says, site

NOW = dt.datetime(2026, 3, 3, 12, tzinfo=dt.UTC)
SETTINGS = Settings(manners=Manners(delay_s=0, slow_times=0), askers=2, readers=1)
FEED = "<rss><channel><title>x</title>{}</channel></rss>"


def feed_of(*urls: str) -> Answer:
    """Make a feed that lists some addresses."""
    return says(
        FEED.format(
            "".join(f"<item><title>The {url[-5:]} one</title><link>{url}</link></item>" for url in urls)
        )
    )


def place(paper: Site) -> str:
    """Give the host and port of a site."""
    return paper.url.partition("//")[2]


@pytest.fixture
def paper() -> Iterator[Site]:
    """Serve a paper of the own network: a feed, and an article."""

    def answer(path: str) -> Answer:
        if path == "/feed":
            return feed_of(f"{served.url}/own")
        return says("", 404) if path == "/robots.txt" else article_page()

    with site(answer, host="127.0.0.1") as served:
        yield served


def followed(store: Store, served: Site) -> int:
    """Follow a site by its feed, at its own place alone."""
    number = store.sites.add(served.url).id
    store.sites.change(number, private=place(served))
    store.sources.add(number, "feed", f"{served.url}/feed")
    return number


def test_no_other_site_gets_there(address: str, paper: Site) -> None:
    """A feed that lists another site's private addresses, or redirects there, has nothing of them asked for."""

    def answer(path: str) -> Answer:
        match path:
            case "/robots.txt":
                return says("", 404)
            case "/feed":
                return feed_of(f"{paper.url}/listed", f"{meddler.url}/to-paper", f"{meddler.url}/to-other")
            case "/to-paper":
                return says("", 302, Location=f"{paper.url}/hidden")
            case _:
                return says("", 302, Location=f"{other.url}/hidden")

    with (
        open_store(address, clock=lambda: NOW) as store,
        site(lambda _: says(), host="127.0.0.1") as other,
        site(answer) as meddler,
    ):
        for each in (paper, meddler):
            followed(store, each)
        update(store, SETTINGS)
        assert sorted(paper.paths) == ["/feed", "/own", "/robots.txt"]
        assert {"/feed", "/to-paper", "/to-other"} <= set(meddler.paths)
        assert other.connections == 0
        assert store.articles.count() == 1
        (why,) = {visit.note for visit in store.visits.of_site(2) if visit.url.endswith("/to-other")}
        assert (
            "which may not be asked for: robots.txt was not asked for: 127.0.0.1 is a private address" in why
        )


def test_a_kept_connection_is_not_lent(paper: Site) -> None:
    """A connection that one request was allowed to make serves no other that is not."""
    with Asker(SETTINGS) as asking:
        here = frozenset({place(paper)})
        for _ in range(2):
            assert asking.ask(paper.url, purpose="page", private=here).status == 200
        assert paper.connections == 1
        for private in (frozenset[str](), frozenset({"127.0.0.1:1"}), frozenset({"localhost"})):
            assert asking.ask(paper.url, purpose="page", private=private).trouble == FetchTrouble.PRIVATE
        assert asking.ask(paper.url, purpose="page", private=frozenset({"127.0.0.1"})).status == 200
        assert asking.post(paper.url, {}).trouble == FetchTrouble.PRIVATE
        assert paper.connections == 2
    with Asker(replace(SETTINGS, allow_private=here)) as asking:
        assert asking.ask(paper.url, purpose="page").status == 200


def test_hubs_are_of_the_own_site(address: str, paper: Site) -> None:
    """A hub in a private network is asked for a source of its own site alone."""
    settings = replace(SETTINGS, public_address="http://127.0.0.1:1/hubs", listen="127.0.0.1:0")
    with (
        open_store(address, clock=lambda: NOW) as store,
        site(lambda _: says(), host="127.0.0.1") as other,
        Asker(settings) as asking,
    ):
        for each in (paper, other):
            number = followed(store, each)
            (source,) = store.sources.of_site(number)
            store.sources.change(source.id, hub=f"{paper.url}/hub", topic=source.url)
        with Hubs(store, settings, asking):
            end = time.monotonic() + 20
            while not all(store.visits.of_site(one) for one in (1, 2)) and time.monotonic() < end:
                time.sleep(0.02)
        told = [store.visits.of_site(number)[0] for number in (1, 2)]
        assert [visit.outcome for visit in told] == ["hub", "failed"]
        assert "private address" in told[1].note
        assert paper.paths == ["/hub"]
        assert b"hub.mode=subscribe" in paper.bodies[0]


def test_what_is_named(address: str, paper: Site) -> None:
    """Following a site takes its own place among those that were named, and no place of another."""
    with open_store(address, clock=lambda: NOW) as store:
        named = frozenset({"127.0.0.1", "nas.lan"})
        taken = follow(store, Found(url=f"{paper.url}/"), (), private=named)
        assert taken.site.private == place(paper)
        assert places_near(store, f"{paper.url}/x") == places_near(store, place(paper)) == {place(paper)}
        assert not places_near(store, "http://127.0.0.1:1/") | places_near(store, "http://[")
        assert named_places(["http://a.lan/", "https://a.lan/x", "http://b.lan:8/"], frozenset({"a.lan"})) == {
            "a.lan:80", "a.lan:443",
        }  # fmt: skip
        assert named_places(["http://[::1]:8/", "http://[::1]/"], frozenset({"[::1]:8"})) == {"[::1]:8"}
        assert follow(store, Found(url="http://c.lan/"), (), private=named).site.private == ""
