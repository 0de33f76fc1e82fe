"""Asking for an address: what is sent, what comes back, and what is remembered for the next time."""

from __future__ import annotations

import datetime as dt
import gzip
import threading
import zlib

import brotli
import pytest

from lugas.decide.manners import Manners
from lugas.errors import UsageError
from lugas.follow.asking import Asker, Purpose
from lugas.follow.settings import AskLimits, Settings
from lugas.version import __version__
from lugas.vocabulary import FetchTrouble
from tests.follow.sites import Answer, asker, says, site

DATE = "Tue, 03 Mar 2026 12:00:00 GMT"


def test_who_asks_is_told() -> None:
    """The User-Agent names the program, its version, and how its keeper is reached; nothing else tells who asks."""
    with site(lambda _: says()) as paper, asker(contact="news@home.example") as asking:
        assert asking.ask(f"{paper.url}/", purpose="page").answer.content == b"hello"
    assert paper["User-Agent"] == [f"lugas/{__version__} (+news@home.example)"]
    assert not any(paper["Cookie"] + paper["Referer"] + paper["Accept-Language"])
    assert Settings().user_agent == f"lugas/{__version__}"


@pytest.mark.parametrize("contact", ["a\r\nX: y", "a)b", " a", "é@a.id", "x" * 300, "(a"])
def test_a_contact_that_cannot_be_sent_is_refused(contact: str) -> None:
    """What would not stand in a header whole is refused where it is set."""
    with pytest.raises(UsageError, match="contact"):
        Settings(contact=contact)


@pytest.mark.parametrize(
    "wrong",
    [
        {"askers": 0},
        {"readers": 0},
        {"askers": 10_000},
        {"allow_private": ["x"]},
        {"public_address": "hub"},
        {"readers": True},
    ],
)
def test_settings_check_themselves(wrong: dict[str, object]) -> None:
    """A setting out of its range is a wrong argument that names itself."""
    with pytest.raises(UsageError) as caught:
        Settings(**wrong)  # type: ignore[arg-type]  # that is the point
    assert caught.value.name in wrong


@pytest.mark.parametrize(
    "wrong", [{"timeout_s": 0}, {"timeout_s": float("nan")}, {"page_bytes": 0}, {"max_redirects": -1}]
)
def test_limits_check_themselves(wrong: dict[str, float]) -> None:
    """So is a bound of one request."""
    with pytest.raises(UsageError) as caught:
        AskLimits(**wrong)  # type: ignore[arg-type]  # that is the point
    assert caught.value.name in wrong


def test_what_a_reply_tells() -> None:
    """A reply has the content, what the next request needs, and what it cost."""
    told = says(
        "<p>x</p>" * 99,
        Content_Type="text/html; charset=GB18030",
        ETag='W/"a-1"',
        Last_Modified=DATE,
        Date=DATE,
        Cache_Control="public, max-age=900",
        Link='<https://hub.example/>; rel="hub"',
        X_Robots_Tag="noarchive",
        Content_Location="/x",
    )
    with site(lambda _: told) as paper, asker() as asking:
        reply = asking.ask(f"{paper.url}/a#b", purpose="page")
    assert reply.is_content
    assert (reply.status, reply.etag, reply.last_modified, reply.date) == (200, 'W/"a-1"', DATE, DATE)
    assert (reply.max_age_s, reply.moved_to, reply.note, str(reply.trouble)) == (900.0, "", "", "")
    assert reply.hops == (f"{paper.url}/a",)
    assert reply.bytes > 792
    assert 0 < reply.seconds < 5
    answer = reply.answer
    assert (answer.asked, answer.at, answer.encoding) == (f"{paper.url}/a#b", f"{paper.url}/a", "GB18030")
    assert (answer.links, answer.robots) == (('<https://hub.example/>; rel="hub"',), ("noarchive",))
    assert (answer.location, answer.content_type) == ("/x", "text/html; charset=GB18030")


def test_what_has_not_changed_is_not_sent_again() -> None:
    """The marks of the last reply are sent with the next request, and 304 comes without content."""

    def answer(_: str) -> Answer:
        known = paper["If-None-Match"][-1] == '"1"' and paper["If-Modified-Since"][-1] == DATE
        return says(b"", 304, ETag='"1"') if known else says(ETag='"1"', Last_Modified=DATE)

    with site(answer) as paper, asker() as asking:
        first = asking.ask(paper.url, purpose="feed")
        second = asking.ask(paper.url, purpose="feed", etag=first.etag, last_modified=first.last_modified)
        assert (second.status, second.answer.content, second.is_unchanged) == (304, b"", True)
        assert not second.is_content
        third = asking.ask(paper.url, purpose="feed", etag='"é\r\nX: y"')
    assert third.status == 200
    assert paper["If-None-Match"] == ["", '"1"', ""]


HELLO = b"hello" * 9_000
PACKED = {
    "br": brotli.compress(HELLO),
    "gzip": gzip.compress(HELLO),
    "deflate": zlib.compress(HELLO),
    "br, gzip": gzip.compress(brotli.compress(HELLO)),
    "identity": HELLO,
}


@pytest.mark.parametrize("coding", PACKED)
def test_compressed(coding: str) -> None:
    """What comes packed is unpacked, and that it may come so is asked for."""
    with site(lambda _: says(PACKED[coding], Content_Encoding=coding)) as paper, asker() as asking:
        assert asking.ask(paper.url, purpose="page").answer.content == HELLO
    assert paper["Accept-Encoding"] == ["gzip, deflate, br"]


def test_wishes_are_passed_on() -> None:
    """An error is a reply with its status, and with how long the site asks to be left alone."""
    with site(lambda _: says("later", 503, Retry_After="3600", Date=DATE)) as paper, asker() as asking:
        reply = asking.ask(paper.url, purpose="feed")
    assert (reply.status, reply.retry_after, reply.date) == (503, "3600", DATE)
    assert (reply.trouble, reply.answer.content) == ("", b"")
    assert reply.note == "answered 503 Service Unavailable"


@pytest.mark.parametrize(
    ("statuses", "moved"),
    [
        ((301,), 1),
        ((308, 301), 2),
        ((302,), 0),
        ((307, 301), 0),
        ((301, 302, 301), 1),
        ((303,), 0),
    ],
)
def test_permanent_redirects_are_told_apart(statuses: tuple[int, ...], moved: int) -> None:
    """A site has moved to where permanent redirects led before any other did."""

    def answer(path: str) -> Answer:
        at = int(path[1:])
        return says("", statuses[at], Location=f"/{at + 1}") if at < len(statuses) else says()

    with site(answer) as paper, asker() as asking:
        reply = asking.ask(f"{paper.url}/0", purpose="page")
    assert reply.moved_to == (f"{paper.url}/{moved}" if moved else "")
    assert reply.hops == tuple(f"{paper.url}/{at}" for at in range(len(statuses) + 1))
    assert reply.answer.url == f"{paper.url}/{len(statuses)}"
    assert ("moved for good to" in reply.note) == bool(moved)


def test_nothing_moves_to_an_error() -> None:
    """A permanent redirect to what is not there is none to remember."""
    with (
        site(lambda path: says("", 301, Location="/b") if path == "/a" else says("", 404)) as paper,
        asker() as asking,
    ):
        reply = asking.ask(f"{paper.url}/a", purpose="page")
    assert (reply.status, reply.moved_to) == (404, "")


def test_redirects_ask_whether_they_may() -> None:
    """Where a redirect leads is asked for only if whoever asks is allowed to."""
    with site(lambda _: says("", 302, Location="/private/x")) as paper, asker() as asking:
        reply = asking.ask(paper.url, purpose="page", allowed=lambda url: "/private/" not in url)
    assert (reply.trouble, reply.status) == (FetchTrouble.ROBOTS, 302)
    assert paper.paths == ["/"]


def test_connections_are_kept() -> None:
    """Requests to one host go over one connection, through errors and redirects."""

    def answer(path: str) -> Answer:
        return {"/a": says("", 302, Location="/b"), "/c": says("no", 404)}.get(path, says())

    with site(answer) as paper, asker() as asking:
        for path in ("/a", "/c", "/d", "/e"):
            asking.ask(f"{paper.url}{path}", purpose="page")
        assert paper.connections == 1
        assert len(paper.asked) == 5
        # what is left unread ends its connection, and the next request has a new one
        with asker(limits=AskLimits(page_bytes=2)) as narrow:
            assert narrow.ask(paper.url, purpose="page").trouble == FetchTrouble.LARGE
            assert narrow.ask(f"{paper.url}/c", purpose="page").status == 404
        assert paper.connections == 3


def test_a_connection_that_was_closed_meanwhile_is_made_again() -> None:
    """That a server closed a kept connection is nobody's failure."""
    with site(lambda _: says(), silent_close=True) as paper, asker() as asking:
        for _ in range(5):
            assert asking.ask(paper.url, purpose="page").status == 200
    assert paper.connections == 5


def test_many_threads_share_an_asker() -> None:
    """An asker is shared by threads, each of which gets the answers to its own questions."""
    wrong: list[str] = []

    def ask(name: str, asking: Asker, url: str) -> None:
        for number in range(20):
            content = asking.ask(f"{url}/{name}/{number}", purpose="page").answer.content
            if content != f"/{name}/{number}".encode():
                wrong.append(name)

    quick = Manners(delay_s=0, own_delay_s=0, slow_times=0)
    with site(says) as one, site(says) as two, asker(manners=quick) as asking:
        threads = [
            threading.Thread(target=ask, args=(f"t{at}", asking, (one, two)[at % 2].url)) for at in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert not wrong


@pytest.mark.parametrize("purpose", ["robots", "feed", "page", "sitemap"])
def test_each_purpose_says_what_it_takes(purpose: Purpose) -> None:
    """Feeds, pages, sitemaps and robots.txt are asked for by their types, and anything else is taken."""
    with site(lambda _: says()) as paper, asker() as asking:
        asking.ask(paper.url, purpose=purpose)
    kind = {"robots": "text/plain", "feed": "application/rss+xml", "page": "text/html"}.get(purpose, "xml")
    assert kind in paper["Accept"][0]
    assert "*/*;q=0.1" in paper["Accept"][0]


def test_a_form_is_posted() -> None:
    """The fields of a form reach a hub; where it redirects to is not followed."""
    with site(lambda path: says("", 202 if path == "/hub" else 307, Location="/b")) as hub, asker() as asking:
        assert asking.post(f"{hub.url}/hub", {"hub.mode": "subscribe", "hub.topic": "a&b"}).status == 202
        assert asking.post(f"{hub.url}/other", {}).trouble == FetchTrouble.REDIRECTS
    assert hub.bodies[0] == b"hub.mode=subscribe&hub.topic=a%26b"
    assert hub["Content-Type"][0] == "application/x-www-form-urlencoded"


def test_answers_age_by_the_askers_clock() -> None:
    """How long an answer counts as fresh is told by its own date, else by the clock of whoever asks."""
    then = dt.datetime(2026, 3, 3, 11, tzinfo=dt.UTC)
    settings = Settings(allow_private=frozenset({"localhost"}))
    with site(lambda _: says(Expires=DATE)) as paper, Asker(settings, clock=lambda: then) as asking:
        assert asking.ask(paper.url, purpose="feed").max_age_s == 3600
