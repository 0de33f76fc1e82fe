"""The server: HTTP as clients speak it, conditional and packed answers, the log, ports, names, the control address."""

from __future__ import annotations

import gzip
import http.client
import json
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from lugas.demo import Clock, Papers, World, misdeeds, serve
from lugas.errors import SourceError
from tests.demo.conftest import Got, get


@pytest.fixture
def papers(world: World) -> Iterator[Papers]:
    """Serve the five papers at noon of the third day, the clock standing still."""
    with serve(world, Clock(world.time(3, "12:00")), control=True) as served:
        yield served


def test_every_paper_answers_at_its_own_address(papers: Papers) -> None:
    """Each paper has an origin of its own, whose front page leads on within it."""
    assert len(set(papers.addresses.values())) == 5
    for origin in papers.addresses.values():
        got = get(origin + "/")
        assert got.status == 200
        assert got.headers["content-type"].startswith("text/html")
    assert get(papers.lobby + "/").body.count(b"<li>") == 5


def test_answers_are_conditional(papers: Papers) -> None:
    """What a client has already is answered with 304 by its ETag or its date, until the paper changes."""
    feed = papers.addresses["warta"] + "/rss"
    first = get(feed)
    by_mark = get(feed, if_none_match=first.headers["etag"])
    by_date = get(feed, if_modified_since=first.headers["last-modified"])
    assert [by_mark.status, by_date.status] == [304, 304]
    assert by_mark.body == b""
    papers.clock.advance(days=1)
    assert get(feed, if_none_match=first.headers["etag"]).status == 200
    weak = get(papers.addresses["courier"] + "/").headers
    assert weak["etag"].startswith('W/"')
    assert "last-modified" not in weak
    plain = get(papers.addresses["jiangwan"] + "/").headers
    assert {"etag", "last-modified"}.isdisjoint(plain)


def test_answers_are_packed_for_who_can_unpack(papers: Papers) -> None:
    """A client that takes gzip gets it, and it is the same page; pictures are left as they are."""
    address = papers.addresses["marfa"] + "/"
    packed, plain = get(address, accept_encoding="br, gzip"), get(address)
    assert packed.headers["content-encoding"] == "gzip"
    assert len(packed.body) < len(plain.body) / 3
    assert gzip.decompress(packed.body) == plain.body
    picture = get(papers.addresses["marfa"] + "/media/sea/a-320.png", accept_encoding="gzip")
    assert picture.body.startswith(b"\x89PNG")


def test_a_connection_is_kept_and_requests_may_come_at_once(papers: Papers) -> None:
    """One connection carries many requests, in pieces or several at once; the answers come in order."""
    parts = urlsplit(papers.addresses["tagblatt"])
    head = b"GET /robots.txt HTTP/1.1\r\nHost: a\r\n\r\n"
    last = b"GET /feed.json HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10) as client:
        client.sendall(head[:20])
        client.sendall(head[20:] + head + last)
        received = b""
        while piece := client.recv(65536):
            received += piece
    assert received.count(b"HTTP/1.1 200 OK") == 3
    assert received.index(b"User-agent: *") < received.index(b"jsonfeed.org")


def test_head_and_other_methods(papers: Papers) -> None:
    """HEAD gives the head alone, of the same length; what no paper takes is 405, what is no HTTP 400."""
    address = papers.addresses["warta"] + "/"
    head = get(address, method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert int(head.headers["content-length"]) == len(get(address).body)
    assert get(address, method="DELETE").status == 405
    assert get(address, method="POST", body=b"x").status == 405
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10) as client:
        client.sendall(b"hello\r\n\r\n")
        assert b"400 Bad Request" in client.recv(4096)


def test_the_log_holds_what_politeness_is_measured_by(papers: Papers) -> None:
    """Every request is logged with its time, paper, headers and what it was answered."""
    get(papers.addresses["courier"] + "/feed/", user_agent="tester/1.0 (+mailto:a@b.example)")
    get(papers.addresses["courier"] + "/no-such-page?x=1")
    first, second = papers.log[-2:]
    assert (first.paper, first.method, first.target, first.status) == ("courier", "GET", "/feed/", 200)
    assert first.headers["user-agent"] == "tester/1.0 (+mailto:a@b.example)"
    assert first.sent > 1000
    assert first.now == papers.clock.now()
    assert (second.target, second.status) == ("/no-such-page?x=1", 404)
    assert second.at >= first.at


def test_all_papers_can_share_a_port_by_name(world: World) -> None:
    """With names the Host header tells papers apart, and their pages link under those names."""
    with serve(world, names=True) as papers:
        assert papers.addresses["warta"] == f"http://warta.localhost:{papers.port}"
        for name, origin in papers.addresses.items():
            connection = http.client.HTTPConnection("127.0.0.1", papers.port, timeout=10)
            connection.request("GET", "/", headers={"Host": urlsplit(origin).netloc})
            page = connection.getresponse().read()
            connection.close()
            assert world.paper(name).title.encode(world.paper(name).encoding) in page
        assert b"The demo world" in get(papers.lobby + "/").body


def test_a_port_that_is_taken_is_named(world: World) -> None:
    """A port in use is an error that names it and the remedy."""
    with serve(world) as papers:
        message = f"port {papers.port}: cannot be used: Address already in use; give another with --port"
        with pytest.raises(SourceError, match=message), serve(world, port=papers.port):
            pass


def command(papers: Papers, name: str, given: object = None, key: str = "") -> Got:
    """Ask the control address."""
    body = json.dumps(given).encode() if given is not None else b""
    told = f"Bearer {key or papers.key}"
    return get(f"{papers.lobby}/control/{name}", method="POST", body=body, authorization=told)


def test_the_clock_moves_over_http(papers: Papers) -> None:
    """The control address tells and moves the clock, gives the log, and lets papers misbehave, as Python does."""
    papers_told = json.loads(command(papers, "papers").body)
    assert papers_told == papers.addresses
    moved = json.loads(command(papers, "clock", {"advance": 86400, "speed": 60}).body)
    assert moved["now"].startswith("2026-03-05T12:00:0")
    assert moved["speed"] == 60
    json.loads(command(papers, "clock", {"set": "2026-03-06T00:00:00+00:00", "speed": 0}).body)
    assert papers.clock.now() == papers.world.time(5)
    trick = {"paper": "warta", "misdeed": "busy", "path": "/rss", "times": 1, "with": {"status": 503}}
    assert command(papers, "misbehave", trick).status == 200
    assert [get(papers.addresses["warta"] + "/rss").status for _ in range(2)] == [503, 200]
    assert json.loads(command(papers, "log").body)[0]["misdeed"] == "busy"
    assert command(papers, "behave").status == 200


def test_the_control_address_is_closed_to_strangers(world: World, papers: Papers) -> None:
    """Without the key, with a wrong one, and where it was not asked for, nothing is commanded; nonsense is 400."""
    assert get(f"{papers.lobby}/control/clock").status == 403
    assert command(papers, "clock", key="guess").status == 403
    with serve(world) as closed:
        assert closed.key == ""
        assert get(f"{closed.lobby}/control/clock", authorization="Bearer ").status == 403
    for name, given in (
        ("clock", {"set": "noon"}),
        ("clock", [1]),
        ("clock", {"set": "2026-03-06"}),
        ("misbehave", {}),
    ):
        assert command(papers, name, given).status == 400
    assert command(papers, "shutdown").status == 404
    assert papers.clock.now() == world.time(3, "12:00")


def test_closing_ends_every_connection(world: World) -> None:
    """When the block ends the ports are closed, also while an answer is being sent."""
    with serve(world) as papers:
        papers.misbehave("warta", misdeeds.endless())
        parts = urlsplit(papers.addresses["warta"])
        client = socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10)
        client.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        assert client.recv(100)
    with pytest.raises(OSError, match="refused"):
        socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10)
    client.close()
