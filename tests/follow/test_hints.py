"""What a page asks of programs, in its head or in a header, is held to when it is read."""

from __future__ import annotations

import datetime as dt

from lugas.decide.manners import Manners
from lugas.follow.events import Event, Read
from lugas.follow.settings import Settings
from lugas.follow.updating import update
from lugas.store import Store, Waiting, open_store
from tests.follow.sites import Answer, article_page, says, site

START = dt.datetime(2026, 3, 3, 12, tzinfo=dt.UTC)
SETTINGS = Settings(allow_private=True, manners=Manners(delay_s=0, slow_times=0), askers=2, readers=1)


def read_again(store: Store, *urls: str) -> list[Read]:
    """Read addresses now, and give what was told of each."""
    told: list[Event] = []
    number = store.sites.add(urls[0].partition("/ferry")[0]).id
    store.queue.add_again([Waiting(url=url, site_id=number) for url in urls])
    update(store, SETTINGS, listener=told.append)
    return [event for event in told if isinstance(event, Read)]


# Pages, and what is noted of each that is not stored.
ASKED = (
    (article_page('<meta name="robots" content="noindex">'), "noindex"),
    (article_page("<META NAME=ROBOTS CONTENT=none>"), "noindex"),
    (article_page('<meta name="robots" content="all,none">'), "noindex"),
    (article_page('<meta name="lugas" content="noindex, follow">'), "noindex"),
    (article_page(robots="noindex"), "noindex"),
    (article_page(robots="lugas: none"), "noindex"),
    (
        article_page('<meta name="robots" content="unavailable_after: 2026-03-01T00:00:00Z">'),
        "unavailable_after",
    ),
    (article_page('<meta name="otherbot" content="noindex">'), ""),
    (article_page(robots="otherbot: noindex"), ""),
    (article_page('<meta name="robots" content="unavailable_after: 2027-03-01T00:00:00Z">'), ""),
    (article_page('<meta name="robots" content="noarchive, nosnippet, nofollow">'), ""),
    (article_page(robots="noarchive"), ""),
    (article_page("<style>aside { display: none }</style>"), ""),
)


def test_what_a_page_asks_is_held_to(address: str) -> None:
    """A page that all programs or this one may not list is not stored, and the log says why; all others are.

    `noarchive` is no such wish: it speaks of copies that are shown to others.
    """

    def answer(path: str) -> Answer:
        return ASKED[int(path.rpartition("/")[2])][0] if path.startswith("/ferry/") else says("", 404)

    with open_store(address, clock=lambda: START) as store, site(answer) as paper:
        notes = {f"{paper.url}/ferry/{number}": note for number, (_, note) in enumerate(ASKED)}
        reads = read_again(store, *notes)
        assert {read.url: read.note for read in reads} == notes
        assert all((read.outcome == "refused") == bool(read.note) for read in reads)
        logged = {visit.url: visit for visit in store.visits.of_site(1) if "/ferry/" in visit.url}
        known = store.articles.known(notes)
        for read in reads:
            visit, row = logged[read.url], known[read.url]
            assert (visit.status, visit.outcome, visit.note) == (200, read.outcome, read.note)
            assert (row.article_id is None, row.note) == (bool(read.note), read.note)
        assert store.articles.count() == 1  # they all have one text


def test_a_wish_that_comes_later(address: str) -> None:
    """A page that asks for it after it was stored is not read again; what was stored of it stays."""
    pages = [article_page(), article_page('<meta name="robots" content="noindex">')]

    def answer(path: str) -> Answer:
        return says("", 404) if path == "/robots.txt" else pages.pop(0)

    now = [START]
    with open_store(address, clock=lambda: now[0]) as store, site(answer) as paper:
        assert [read.outcome for read in read_again(store, f"{paper.url}/ferry")] == ["new"]
        assert store.queue.count() == 1
        now[0] += dt.timedelta(hours=2)
        (read,) = read_again(store, f"{paper.url}/ferry")
        assert (read.outcome, read.note) == ("refused", "noindex")
        assert (store.articles.count(), store.queue.count()) == (1, 0)
        assert store.versions.of(1)[-1].number == 1
