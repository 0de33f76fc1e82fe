"""What is asked stands in the log of the site it was asked for: every request, whatever it was for."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from lugas.decide.manners import Manners
from lugas.demo import serve
from lugas.follow.events import Event, Waiting
from lugas.follow.settings import Settings
from lugas.follow.updating import update
from lugas.store import Store, Visit, open_store
from lugas.store import Waiting as ToRead
from tests.follow.sites import Answer, article_page, says, site

START = dt.datetime(2026, 3, 3, 12, tzinfo=dt.UTC)
SETTINGS = Settings(allow_private=True, manners=Manners(delay_s=0, slow_times=0), askers=2, readers=1)


def log_of(store: Store) -> list[Visit]:
    """Give the only site's log, the first request first."""
    return list(reversed(store.visits.of_site(1, limit=500)))


def read_one(store: Store, url: str) -> None:
    """Let an address be read that waits."""
    number = store.sites.add(url).id
    store.queue.add([ToRead(url=url, site_id=number)])
    update(store, SETTINGS)


def test_every_request_is_logged(address: str) -> None:
    """A paper with split articles and the log tell of the same requests: when, what, status, bytes, time."""

    def listen(event: Event) -> None:
        if isinstance(event, Waiting):  # as the paper asks for between two requests
            papers.clock.set(event.until)

    with serve() as papers, open_store(address, clock=papers.clock.now) as store:
        begin = papers.clock.now()
        origin, paper = papers.addresses["jiangwan"], papers.house.site("jiangwan")
        number = store.sites.add(f"{origin}/").id
        store.sources.add(number, "front", f"{origin}/")
        every = [origin + paper.design.article_path(version.article) for version in paper.edition.versions]
        store.queue.add(ToRead(url=url, site_id=number) for url in every)
        update(store, SETTINGS, listener=listen)
        told = log_of(store)
        asked = Counter(one.target for one in papers.log if one.paper == "jiangwan")
        assert Counter(visit.url.removeprefix(origin) for visit in told) == asked
        assert all(begin <= visit.started <= papers.clock.now() for visit in told)
        assert all(visit.status == 200 and visit.bytes > 0 and visit.seconds > 0 for visit in told)
        assert Counter(visit.outcome for visit in told)["part"] > 0


def test_parts_that_fail_are_logged(address: str) -> None:
    """A further page that does not come stands in the log as failed, with its status, after the page it belongs to."""
    links = '<div class="pagination">1 <a href="/ferry?page=2">2</a></div>'
    answers = {"/robots.txt": says("", 404), "/ferry": article_page(after=links)}

    def answer(path: str) -> Answer:
        return answers.get(path, says("no", 503))

    with open_store(address, clock=lambda: START) as store, site(answer) as paper:
        read_one(store, f"{paper.url}/ferry")
        told = [(visit.url.removeprefix(paper.url), visit.status, visit.outcome) for visit in log_of(store)]
    assert told == [("/robots.txt", 404, "robots"), ("/ferry", 200, "new"), ("/ferry?page=2", 503, "failed")]


@pytest.mark.parametrize(("status", "note"), [(404, ""), (500, "answered 500 Internal Server Error")])
def test_strange_hosts_are_logged(address: str, status: int, note: str) -> None:
    """Where a redirect leads to another host, the request for that one's robots.txt stands in the log as well."""

    def there(path: str) -> Answer:
        return says("", status) if path == "/robots.txt" else article_page()

    def here(path: str) -> Answer:
        return says("", 404) if path == "/robots.txt" else says("", 302, Location=f"{other.url}/ferry")

    with open_store(address, clock=lambda: START) as store, site(there) as other, site(here) as paper:
        read_one(store, f"{paper.url}/ferry")
        told = {visit.url: (visit.status, visit.outcome, visit.note) for visit in log_of(store)}
    assert told[f"{other.url}/robots.txt"] == (status, "robots", note)
    assert len(told) == 3
