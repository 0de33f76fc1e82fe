"""The pages of a split article, and how long their host is left alone after the last of them."""

from __future__ import annotations

import datetime as dt

import pytest

from lugas.decide.manners import Manners
from lugas.follow.settings import Settings
from lugas.follow.updating import update
from lugas.store import Waiting, open_store
from tests.follow.sites import LINES, Answer, article_page, says, site

START = dt.datetime(2026, 3, 3, 12, tzinfo=dt.UTC)
SETTINGS = Settings(allow_private=True, manners=Manners(delay_s=0, slow_times=0), askers=2, readers=1)
SLOW = dt.timedelta(seconds=20)  # that each answer takes by the store's clock
HOUR = dt.timedelta(hours=1)


def part(number: int) -> Answer:
    """Make the page of a part, which links all four."""
    links = "".join(f' <a href="/ferry?page={one}">{one}</a>' for one in range(1, 5))
    prose = f"<p>{number}. {LINES[number]} {LINES[number - 1]}</p>"
    return article_page(after=f'{prose}<div class="pagination">{links}</div>')


@pytest.mark.parametrize(
    ("third", "asked", "rest"),
    [
        (says("", 429, Retry_After="3600"), 4, HOUR),
        (says("", 503), 4, 0 * HOUR),
        (says("", 404), 5, 0 * HOUR),
        (part(3), 5, 0 * HOUR),
    ],
    ids=["busy", "down", "gone", "there"],
)
def test_parts_end_with_a_host_that_is_busy(
    address: str, third: Answer, asked: int, rest: dt.timedelta
) -> None:
    """After a part that a host turns down for now none is asked for, and the rest counts from that answer on."""
    now = [START]

    def answer(path: str) -> Answer:
        now[0] += SLOW
        if path == "/robots.txt":
            return says("", 404)
        return third if path == "/ferry?page=3" else part(int(path.partition("=")[2] or 1))

    with open_store(address, clock=lambda: now[0]) as store, site(answer) as paper:
        number = store.sites.add(paper.url).id
        store.queue.add([Waiting(url=f"{paper.url}/ferry", site_id=number)])
        update(store, SETTINGS)
        host = store.hosts.get(paper.url.partition("//")[2])
        assert store.articles.count() == 1
    pages = ["/ferry", *(f"/ferry?page={one}" for one in (2, 3, 4))]
    assert paper.paths == ["/robots.txt", *pages][:asked]
    assert host is not None
    assert host.ready == START + asked * SLOW + rest


def test_a_rest_begins_with_the_answer(address: str) -> None:
    """What a host that answers slowly asks for counts from its answer on, also for its robots.txt and its feeds."""
    now = [START]
    answers = {"/robots.txt": says("", 404), "/feed": says("", 503, Retry_After="60")}

    def answer(path: str) -> Answer:
        now[0] += SLOW
        return answers[path]

    with open_store(address, clock=lambda: now[0]) as store, site(answer) as paper:
        number = store.sites.add(paper.url).id
        store.sources.add(number, "feed", f"{paper.url}/feed")
        update(store, SETTINGS, until=START + 2 * SLOW)
        host = store.hosts.get(paper.url.partition("//")[2])
    assert paper.paths == ["/robots.txt", "/feed"]
    assert host is not None
    assert host.ready == START + 2 * SLOW + dt.timedelta(seconds=60)
