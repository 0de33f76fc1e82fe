"""The WebSub hub: it checks who subscribes, sends what is new, signed, and knocks at no other machine's door."""

from __future__ import annotations

import hashlib
import hmac
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from lugas.demo import Clock, Papers, World, serve
from tests.demo.conftest import Got, get


class Subscriber:
    """A subscriber's own little server: it says yes or no to the hub's question, and keeps what it is sent."""

    def __init__(self) -> None:
        self.says_yes = True
        self.asked: list[dict[str, list[str]]] = []
        self.sent: list[tuple[dict[str, str], bytes]] = []
        mine = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                query = parse_qs(urlsplit(self.path).query)
                mine.asked.append(query)
                self.send_response(200 if mine.says_yes else 404)
                self.end_headers()
                self.wfile.write(query["hub.challenge"][0].encode())

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                mine.sent.append(({name.lower(): value for name, value in self.headers.items()}, body))
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/callback"


@pytest.fixture
def subscriber() -> Iterator[Subscriber]:
    """Run a subscriber."""
    one = Subscriber()
    thread = threading.Thread(target=one.server.serve_forever, args=(0.05,))
    thread.start()
    yield one
    one.server.shutdown()
    thread.join()
    one.server.server_close()


@pytest.fixture
def papers(world: World) -> Iterator[Papers]:
    """Serve the papers on the second morning."""
    with serve(world, Clock(world.time(2, "05:10", "warta"))) as served:
        yield served


def until(true: Callable[[], object]) -> None:
    """Wait until something holds, for some seconds."""
    end = time.monotonic() + 10
    while not true():
        assert time.monotonic() < end, "nothing came"
        time.sleep(0.02)


def ask(papers: Papers, **given: str) -> Got:
    """Ask the hub."""
    body = urlencode({f"hub.{name}": value for name, value in given.items()}).encode()
    return get(papers.addresses["warta"] + "/hub", method="POST", body=body)


def test_what_is_new_is_sent(papers: Papers, subscriber: Subscriber) -> None:
    """A subscription is checked, and each change of the paper comes signed; after unsubscribing nothing does."""
    topic = papers.addresses["warta"] + "/rss"
    assert f'<{papers.addresses["warta"]}/hub>; rel="hub"' in get(topic).headers["link"]
    given = {"topic": topic, "callback": subscriber.address, "secret": "salt"}
    assert ask(papers, mode="subscribe", **given).status == 202
    until(papers.hub.subscriptions)
    assert subscriber.asked[0]["hub.topic"] == [topic]
    papers.clock.advance(hours=4)
    until(lambda: subscriber.sent)
    headers, body = subscriber.sent[0]
    assert body == get(topic).body
    assert headers["x-hub-signature"] == "sha256=" + hmac.new(b"salt", body, hashlib.sha256).hexdigest()
    assert ask(papers, mode="unsubscribe", **given).status == 202
    until(lambda: not papers.hub.subscriptions())
    papers.clock.advance(hours=4)
    time.sleep(0.5)
    assert len(subscriber.sent) == 1


def test_whoever_did_not_ask_is_left_alone(papers: Papers, subscriber: Subscriber) -> None:
    """A subscriber that does not confirm is not subscribed; other machines, names and topics are refused."""
    topic = papers.addresses["warta"] + "/rss"
    subscriber.says_yes = False
    assert ask(papers, mode="subscribe", topic=topic, callback=subscriber.address).status == 202
    until(lambda: subscriber.asked)
    time.sleep(0.2)
    assert papers.hub.subscriptions() == ()
    for callback in (
        "http://192.0.2.1/",
        "http://example.org/",
        "https://127.0.0.1/",
        "ftp://127.0.0.1/",
        "nonsense",
    ):
        assert ask(papers, mode="subscribe", topic=topic, callback=callback).status == 400
    assert ask(papers, mode="subscribe", topic=topic + "x", callback=subscriber.address).status == 400
    assert ask(papers, mode="publish", topic=topic, callback=subscriber.address).status == 400
