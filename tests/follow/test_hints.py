"""What a page asks of programs, in its head or in a header, is held to when it is read."""

from __future__ import annotations

import datetime as dt

import pytest

from lugas.decide.manners import Manners
from lugas.follow.events import Event, Read
from lugas.follow.settings import Settings
from lugas.follow.updating import update
from lugas.store import Store, Waiting, open_store
from tests.follow.sites import Answer, article_page, says, site

START = dt.datetime(2026, 3, 3, 12, tzinfo=dt.UTC)
SETTINGS = Settings(allow_private=True, manners=Manners(delay_s=0, slow_times=0), askers=2, readers=1)


def read_again(store: Store, url: str) -> Read:
    """Read an address now, and give what was told of it."""
    told: list[Event] = []
    number = store.sites.add(url).id
    store.queue.add_again([Waiting(url=url, site_id=number)])
    update(store, SETTINGS, listener=told.append)
    (read,) = (event for event in told if isinstance(event, Read))
    return read


@pytest.mark.parametrize(
    ("page", "note"),
    [
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
    ],
)
def test_what_a_page_asks_is_held_to(address: str, page: Answer, note: str) -> None:
    """A page that all programs or this one may not list is not stored, and the log says why; all others are.

    `noarchive` is no such wish: it speaks of copies that are shown to others.
    """

    def answer(path: str) -> Answer:
        return says("", 404) if path == "/robots.txt" else page

    with open_store(address, clock=lambda: START) as store, site(answer) as paper:
        read = read_again(store, f"{paper.url}/ferry")
        assert (read.outcome, read.note) == (("refused", note) if note else ("new", ""))
        assert store.articles.count() == (0 if note else 1)
        visit = store.visits.of_site(1)[0]
        assert (visit.status, visit.outcome, visit.note) == (200, read.outcome, note)
        known = store.articles.known([f"{paper.url}/ferry"])[f"{paper.url}/ferry"]
        assert (known.article_id, known.note) == ((None, note) if note else (1, ""))


def test_a_wish_that_comes_later(address: str) -> None:
    """A page that asks for it after it was stored is not read again; what was stored of it stays."""
    pages = [article_page(), article_page('<meta name="robots" content="noindex">')]

    def answer(path: str) -> Answer:
        return says("", 404) if path == "/robots.txt" else pages.pop(0)

    now = [START]
    with open_store(address, clock=lambda: now[0]) as store, site(answer) as paper:
        assert read_again(store, f"{paper.url}/ferry").outcome == "new"
        assert store.queue.count() == 1
        now[0] += dt.timedelta(hours=2)
        read = read_again(store, f"{paper.url}/ferry")
        assert (read.outcome, read.note) == ("refused", "noindex")
        assert (store.articles.count(), store.queue.count()) == (1, 0)
        assert store.versions.of(1)[-1].number == 1
