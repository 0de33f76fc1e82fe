"""Every way to misbehave does what it says, and only where and as often as it was asked to."""

from __future__ import annotations

import gzip
import http.client
import socket
import time
import zlib
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from lugas.demo import Papers, World, misdeeds, serve
from tests.demo.conftest import get


@pytest.fixture(scope="module")
def served(world: World) -> Iterator[Papers]:
    """Serve the five papers at the end of their week."""
    with serve(world) as papers:
        yield papers


@pytest.fixture
def papers(served: Papers) -> Iterator[Papers]:
    """Give the papers, and let them behave again afterwards."""
    yield served
    served.behave()


def raw(address: str, most: int = 1 << 20) -> bytes:
    """Give the bytes that come over a connection, up to a bound."""
    parts = urlsplit(address)
    received = b""
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10) as client:
        client.sendall(f"GET {parts.path or '/'} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
        while len(received) < most and (piece := client.recv(65536)):
            received += piece
    return received


def test_a_misdeed_is_bounded_to_its_paper_addresses_and_times(papers: Papers) -> None:
    """Only the paper, the addresses and the number of requests that were named are touched."""
    papers.misbehave("warta", misdeeds.failing(500), path="/rss*", times=2)
    rss = papers.addresses["warta"] + "/rss"
    assert [get(rss).status, get(rss + "/daerah").status, get(rss).status] == [500, 500, 200]
    papers.misbehave("warta", misdeeds.failing(502))
    assert get(papers.addresses["warta"] + "/").status == 502
    assert get(papers.addresses["marfa"] + "/").status == 200
    papers.behave("warta")
    assert get(papers.addresses["warta"] + "/").status == 200


def test_slow_answers(papers: Papers) -> None:
    """A slow paper waits first; a dribbling one sends a few bytes at a time; others are not held up by either."""
    papers.misbehave("warta", misdeeds.slow(0.3), path="/robots.txt")
    papers.misbehave("marfa", misdeeds.dribble(0.05, size=40), path="/robots.txt")
    for name in ("warta", "marfa"):
        start = time.monotonic()
        got = get(papers.addresses[name] + "/robots.txt")
        assert got.status == 200
        assert got.body.startswith(b"User-agent")
        assert time.monotonic() - start > 0.15


def test_endless_answers(papers: Papers) -> None:
    """An endless page goes on for as long as it is read."""
    papers.misbehave("tagblatt", misdeeds.endless())
    assert len(raw(papers.addresses["tagblatt"] + "/", most=3 << 20)) >= 3 << 20


def test_broken_answers(papers: Papers) -> None:
    """Noise, what is no HTTP, a wrong type, a head without end, a connection dropped before or within the body."""
    address = papers.addresses["jiangwan"] + "/"
    right = get(address).body
    papers.misbehave("jiangwan", misdeeds.garbage(), times=1)
    papers.misbehave("jiangwan", misdeeds.wrong_type(), times=1)
    papers.misbehave("jiangwan", misdeeds.not_http(), times=1)
    papers.misbehave("jiangwan", misdeeds.dropped(), times=1)
    papers.misbehave("jiangwan", misdeeds.dropped(after=100), times=1)
    papers.misbehave("jiangwan", misdeeds.huge_head(), times=1)
    noise, odd = get(address), get(address)
    assert noise.headers["content-type"] == "text/html"
    assert b"<html" not in noise.body
    assert (odd.headers["content-type"], odd.body) == ("application/pdf", right)
    assert raw(address).startswith(b"SSH-2.0")
    assert raw(address) == b""
    with pytest.raises(http.client.IncompleteRead):
        get(address)
    assert len(raw(address, most=2 << 20)) > 1 << 20


def test_redirects_that_lead_nowhere_good(papers: Papers) -> None:
    """A loop has another address each time; going astray leads into a private network."""
    address = papers.addresses["warta"] + "/"
    papers.misbehave("warta", misdeeds.looping(), times=2)
    papers.misbehave("warta", misdeeds.astray(), times=1)
    assert [get(address).headers["location"] for _ in range(3)] == [
        "/?turn=1",
        "/?turn=2",
        "http://169.254.169.254/latest/meta-data/",
    ]


def test_busy_answers(papers: Papers) -> None:
    """A busy paper says when to come back."""
    papers.misbehave("warta", misdeeds.busy(503, after="Fri, 06 Mar 2026 10:00:00 GMT"))
    got = get(papers.addresses["warta"] + "/rss")
    assert (got.status, got.headers["retry-after"]) == (503, "Fri, 06 Mar 2026 10:00:00 GMT")


def test_bombs(papers: Papers) -> None:
    """A bomb is small on the wire and large unpacked; an answer packed twice says so."""
    papers.misbehave("warta", misdeeds.bomb(64), times=1)
    papers.misbehave("warta", misdeeds.twice_packed(), times=1)
    packed = get(papers.addresses["warta"] + "/")
    assert len(packed.body) < 1 << 20
    assert len(zlib.decompressobj(31).decompress(packed.body, 65 << 20)) == 64 << 20
    twice = get(papers.addresses["warta"] + "/")
    assert twice.headers["content-encoding"] == "gzip, gzip"
    assert b"Warta Lembayung" in gzip.decompress(gzip.decompress(twice.body))


def test_feeds_that_are_no_good(papers: Papers) -> None:
    """A flood has its hundred thousand items; restless identifiers never repeat; the future is years ahead."""
    feed = papers.addresses["warta"] + "/rss"
    papers.misbehave("warta", misdeeds.flood(), times=1)
    papers.misbehave("warta", misdeeds.restless(), times=2)
    papers.misbehave("warta", misdeeds.future(), times=1)
    papers.misbehave("warta", misdeeds.changing(), times=2)
    assert get(feed).body.count(b"<item>") == 100_000
    one, two = get(feed).body, get(feed).body
    assert one != two
    assert one.replace(b"again-1-", b"") == two.replace(b"again-2-", b"")
    ahead = get(feed)
    assert b"Mar 2036" in ahead.body
    assert "20" in ahead.headers["date"]
    assert len({get(feed).body for _ in range(2)}) == 2


def test_all_of_them_have_a_name() -> None:
    """Every misdeed can be had by its name, and names itself so."""
    made = {name: make() for name, make in misdeeds.MISDEEDS.items()}
    assert {name: misdeed.name for name, misdeed in made.items()} == {name: name for name in made}
    assert set(misdeeds.__all__) == {"MISDEEDS", "Act", "Misdeed", "Stream", *made}
