"""Sites that misbehave: every one of them ends in a reply, in time, within bounds."""

from __future__ import annotations

import socket
import threading
import time
import tracemalloc

import brotli
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lugas.demo import World, misdeeds, serve
from lugas.demo.misdeeds import MISDEEDS, Misdeed
from lugas.follow.asking import Asker
from lugas.follow.replies import Reply
from lugas.follow.settings import AskLimits, Settings
from lugas.follow.unpacking import expand_brotli
from lugas.vocabulary import FetchTrouble
from tests.follow.sites import asker, says, site
from tests.servers import drip, flood, sends, serving

NARROW = AskLimits(timeout_s=1.0, page_bytes=300_000, feed_bytes=300_000)
EXPECTED = {
    "astray": FetchTrouble.PRIVATE,
    "bomb": FetchTrouble.LARGE,
    "dribble": FetchTrouble.SLOW,
    "dropped": FetchTrouble.NOT_HTTP,
    "endless": FetchTrouble.LARGE,
    "flood": FetchTrouble.LARGE,
    "huge_head": FetchTrouble.NOT_HTTP,
    "looping": FetchTrouble.REDIRECTS,
    "not_http": FetchTrouble.NOT_HTTP,
    "slow": FetchTrouble.SLOW,
}


@pytest.mark.parametrize("name", sorted(MISDEEDS))
def test_every_misdeed_of_the_demo_world(name: str) -> None:
    """A site that misbehaves in any known way is told in one word and in plain ones, and stops nothing."""
    settings = Settings(allow_private=frozenset({"127.0.0.1"}), limits=NARROW)
    with serve(World()) as papers, Asker(settings) as asking:
        misdeed = misdeeds.bomb(8) if name == "bomb" else MISDEEDS[name]()
        papers.misbehave("warta", misdeed, "/rss")
        start = time.monotonic()
        reply = asking.ask(papers.addresses["warta"] + "/rss", purpose="feed")
        assert time.monotonic() - start < 15
        assert reply.trouble == EXPECTED.get(name, "")
        assert bool(reply.note) == (bool(reply.trouble) or reply.status != 200)
        assert reply.is_content == (not reply.trouble and name not in {"busy", "failing"})
        assert bool(reply.answer.content) == reply.is_content
        assert "FetchLimits" not in reply.note
        with asking.turns.own(papers.addresses["warta"]):
            assert asking.ask(papers.addresses["warta"], purpose="page").is_content


def test_a_bomb_costs_no_memory() -> None:
    """A gigabyte packed into little is never unpacked: memory stays near the bound."""
    bomb = brotli.compress(bytes(256 << 20), quality=5)
    assert len(bomb) < 2_000
    with site(lambda _: says(bomb, Content_Encoding="br")) as paper, asker(limits=NARROW) as asking:
        tracemalloc.start()
        try:
            assert asking.ask(paper.url, purpose="page").trouble == FetchTrouble.LARGE
            assert tracemalloc.get_traced_memory()[1] < 8 << 20
        finally:
            tracemalloc.stop()


@given(st.binary(max_size=200), st.integers(1, 100_000))
@example(brotli.compress(b"x" * 99_999), 99_998)
@example(brotli.compress(b"x" * 99_999)[:-1], 100_000)
@example(b"", 5)
def test_any_brotli(content: bytes, bound: int) -> None:
    """Whatever claims to be brotli gives at most the bound, or says what is wrong."""
    expanded = expand_brotli(content, bound)
    assert len(expanded.content) <= bound
    assert not (expanded.trouble and expanded.content)


@given(st.binary(max_size=5_000))
def test_brotli_comes_whole(content: bytes) -> None:
    """What was packed is unpacked as it was, where it fits; where it does not, as far as it does."""
    packed = brotli.compress(content)
    assert expand_brotli(packed, len(content) + 1) == (content, False, "")
    cut = expand_brotli(packed, max(len(content) - 1, 0))
    assert cut.content == content[:-1]
    assert cut.cut_short == bool(content)


def test_what_is_no_brotli_is_said() -> None:
    """Content that calls itself brotli and is not, is an answer that cannot be used."""
    with site(lambda _: says(b"<html>" * 99, Content_Encoding="br")) as paper, asker() as asking:
        reply = asking.ask(paper.url, purpose="page")
    assert (reply.status, reply.trouble) == (200, FetchTrouble.PACKING)
    with site(lambda _: says(b"x", Content_Encoding="zstd")) as paper, asker() as asking:
        assert "not asked for (zstd)" in asking.ask(paper.url, purpose="page").note


@pytest.mark.parametrize(
    "answer",
    [
        drip(b"", b""),
        drip(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"),
        drip(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        drip(b"HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 999\r\n\r\n", b"x"),
        flood(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65536),
        flood(b"HTTP/1.1 404 x\r\n\r\n", b"x" * 65536),
        flood(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1000),
        sends("ETag: " + "x" * 9_000, "Retry-After: " + "9" * 9_000, "Link: " + "<" * 9_000),
        sends("Location: http://[bad", status="301 x"),
        sends("Location: javascript:alert(1)", status="308 x"),
        sends(
            "Date: x",
            "Expires: 0",
            "Cache-Control: max-age=99999999999999999999",
            "Content-Type: \xff;charset=",
        ),
        sends("Content-Encoding: gzip, gzip, gzip, br"),
        sends(status="999 x"),
        sends(status="304 x", body=b""),
        lambda connection, _: connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort"),
        lambda connection, _: connection.sendall(b"\x16\x03\x01" * 99),
    ],
)
def test_servers_that_are_none(answer: object) -> None:
    """Servers that drip, flood, lie in their headers or speak something else: a reply, within the time."""
    settings = Settings(allow_private=True, limits=AskLimits(timeout_s=0.5, page_bytes=300_000))
    start = time.monotonic()
    with serving(answer) as paper, Asker(settings) as asking:  # type: ignore[arg-type]  # each is one
        reply = asking.ask(f"{paper}/a", purpose="page")
    assert time.monotonic() - start < 15
    assert len(reply.etag) <= 1_000
    assert len(reply.retry_after) <= 1_000
    assert reply.moved_to == ""
    assert reply.trouble or reply.status in {200, 304, 404, 999}


@given(st.text() | st.text().map("http://127.0.0.1:1/".__add__) | st.text().map("http://".__add__))
@example("http://\ud800/")
@example("http://127.0.0.1:99999/")
@example("http://0:1/\ud800")
def test_any_address(url: str) -> None:
    """Whatever is asked for, a reply says what came of it."""
    with Asker(Settings(limits=AskLimits(timeout_s=1)), resolve=lambda _host, _port: []) as asking:
        reply = asking.ask(url, purpose="page")
    assert reply.trouble
    assert reply.note
    assert reply.status == 0


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1:{port}/", "http://metadata.internal:{port}/", "http://[::1]:{port}/"]
)
def test_private_addresses_behind_redirects(target: str) -> None:
    """A host that may be asked leads to none that may not, whatever its name resolves to."""
    names = {"localhost": ["127.0.0.1"], "metadata.internal": ["169.254.169.254"]}
    with socket.create_server(("127.0.0.1", 0)) as hidden:
        hidden.settimeout(0.2)
        location = target.format(port=hidden.getsockname()[1])
        settings = Settings(allow_private=frozenset({"localhost"}))
        with (
            site(lambda _: says("", 301, Location=location)) as paper,
            Asker(settings, resolve=lambda host, _: names.get(host, [host])) as asking,
        ):
            reply = asking.ask(paper.url, purpose="page")
        with pytest.raises(TimeoutError):
            hidden.accept()
    assert (reply.trouble, reply.status, reply.moved_to) == (FetchTrouble.PRIVATE, 301, "")


def test_a_name_that_changes_its_mind() -> None:
    """A kept connection stays where it was made; a new one is checked anew (DNS rebinding)."""
    answers = iter([["127.0.0.1"], ["10.0.0.1"], ["10.0.0.1"]])
    settings = Settings(allow_private=frozenset({"localhost"}))
    with site(lambda _: says()) as paper, Asker(settings, resolve=lambda *_: next(answers)) as asking:
        assert asking.ask(paper.url, purpose="page").status == 200
        other = paper.url.replace("localhost", "elsewhere.example")
        assert asking.ask(other, purpose="page").trouble == FetchTrouble.PRIVATE


def test_a_slow_host_does_not_hold_others_up() -> None:
    """An answer that takes long is nobody's time but its own thread's."""
    slow: Misdeed = misdeeds.slow(30)
    settings = Settings(allow_private=True, limits=AskLimits(timeout_s=30))
    with serve(World()) as papers, Asker(settings) as asking:
        papers.misbehave("warta", slow)
        thread = threading.Thread(
            target=asking.ask, args=(papers.addresses["warta"],), kwargs={"purpose": "page"}
        )
        thread.start()
        start = time.monotonic()
        assert asking.ask(papers.addresses["marfa"], purpose="page").is_content
        assert time.monotonic() - start < 20
        asking.stop()
        thread.join()


def test_what_is_under_way_can_be_stopped() -> None:
    """Requests that wait for an answer end soon after they are stopped, and none begins any more."""
    replies: list[Reply] = []
    with serving(drip(b"", b"")) as silent, asker(limits=AskLimits(timeout_s=60)) as asking:
        threads = [
            threading.Thread(target=lambda: replies.append(asking.ask(silent, purpose="page")))
            for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        time.sleep(0.3)
        start = time.monotonic()
        asking.stop()
        for thread in threads:
            thread.join()
        assert time.monotonic() - start < 15
        replies.append(asking.ask(silent, purpose="page"))
    assert [reply.trouble for reply in replies] == [FetchTrouble.STOPPED] * 5


def test_a_status_counts_whatever_becomes_of_its_page() -> None:
    """An error whose page never ends, or breaks off, is that error; a redirect likewise leads on."""
    settings = Settings(allow_private=True, limits=AskLimits(timeout_s=0.5))
    broken = b"HTTP/1.1 410 Gone\r\nContent-Length: 50\r\n\r\nshort"
    with serving(lambda connection, _: connection.sendall(broken)) as paper, Asker(settings) as asking:
        assert (asking.ask(paper, purpose="page").status, asking.ask(paper, purpose="page").trouble) == (
            410,
            "",
        )
    slow = drip(b"HTTP/1.1 404 x\r\nContent-Length: 999\r\n\r\n", b"x")
    with serving(slow) as paper, Asker(settings) as asking:
        reply = asking.ask(paper, purpose="page")
    assert (reply.status, reply.trouble) == (404, "")
