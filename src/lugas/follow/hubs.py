"""WebSub: hubs are asked to tell of news where they can reach us, and what they tell wakes the source (W3C, 2018).

What a hub sends is not read: it says that there is something new, and the feed itself is asked, as always. So nobody
puts anything into the store this way, and a look comes at most a little early.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets
import threading
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import socket
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

import msgspec
from msgspec.structs import replace

from lugas.decide.schedule import woken
from lugas.errors import SourceError, StoreError
from lugas.follow.asking import Asker
from lugas.follow.looking import plan_of
from lugas.follow.means import told_of, visit_of
from lugas.follow.settings import Settings
from lugas.follow.turns import same_host
from lugas.network import NOWHERE
from lugas.store import SourceRow, Store
from lugas.vocabulary import FetchTrouble

__all__ = ["Hubs"]

LEASE = dt.timedelta(days=10)  # that a hub is asked for; it may give less
AHEAD = dt.timedelta(days=1)  # of its end a subscription is renewed
LONGEST_LEASE_S = 30 * 86_400
RETRY_S = 3_600.0  # after which a hub is asked again that did not answer or confirm
ROUNDS_S = 5.0
SOONEST = dt.timedelta(minutes=1)  # after a look, that a source is woken
MOST_BYTES = 4 << 20  # of what a hub sends
MOST_AT_ONCE = 32  # connections
PATIENCE_S = 10.0
SIGNATURES = {"sha1", "sha256", "sha384", "sha512"}


class Hubs:
    """Subscribes at the hubs of the sources that have one, renews that, and listens, while its block runs.

    Raises `SourceError` where the port is taken.
    """

    def __init__(self, store: Store, settings: Settings, asker: Asker) -> None:
        self._store, self._settings, self._asker = store, settings, asker
        self._tried: dict[int, dt.datetime] = {}
        self._done = threading.Event()
        host, _, port = settings.listen.rpartition(":")
        try:
            self._server = _Server((host.strip("[]"), int(port)), self)
        except OSError as error:
            remedy = "give another with listen=..."
            raise SourceError(settings.listen, f"cannot be used: {error.strerror}", remedy=remedy) from error
        self._threads = [
            threading.Thread(target=self._server.serve_forever, name="lugas hubs", daemon=True),
            threading.Thread(target=self._go_round, name="lugas subscriptions", daemon=True),
        ]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        self._server.shutdown()
        self._server.server_close()

    def _go_round(self) -> None:
        while not self._done.is_set():
            # what hinders the store for long ends the update; what passes, like a lock, is no reason to end here
            with suppress(StoreError):
                self._subscribe_all()
            self._done.wait(ROUNDS_S)

    def _subscribe_all(self) -> None:
        """Ask the hubs of all sources that have one and were not asked of late."""
        now = self._store.now()
        resting: list[str] = []  # hubs that are asked no more in this round
        for source in self._store.sources.with_hubs(now + AHEAD, sites=self._settings.sites):
            tried = self._tried.get(source.id)
            if tried is not None and 0 <= (now - tried).total_seconds() < RETRY_S:
                continue
            if not any(same_host(source.hub, hub) for hub in resting) and not self._subscribe(source):
                resting.append(source.hub)
            if self._done.is_set():
                return

    def _subscribe(self, source: SourceRow) -> bool:
        """Ask a hub to tell of news; whether it will, it says at our address.

        Gives whether it was asked: one that is to be left alone for now was not, and nothing is noted.
        """
        secret = source.secret or secrets.token_urlsafe(24)
        if not source.secret:
            self._store.sources.change(source.id, secret=secret)
        address = f"{self._settings.public_address.rstrip('/')}/{source.id}/{_token(secret)}"
        form = {
            "hub.callback": address,
            "hub.mode": "subscribe",
            "hub.topic": source.topic or source.url,
            "hub.secret": secret,
            "hub.lease_seconds": str(int(LEASE.total_seconds())),
        }
        private = self._store.sites.private().get(source.site_id, NOWHERE)
        now = self._store.now()
        reply = self._asker.post(source.hub, form, private=private)
        if reply.trouble == FetchTrouble.BUSY:
            return False
        # a hub that refuses or is not there is asked again later: the source is looked at meanwhile as any other
        self._tried[source.id] = now
        good = not reply.trouble and 200 <= reply.status < 300
        visit = visit_of(reply, source.site_id, now, source.id)
        note = "" if good else told_of(reply)
        self._store.visits.add(replace(visit, outcome="hub" if good else "failed", note=note))
        return True

    def source_of(self, path: str) -> SourceRow | None:
        """Give the source that an address of ours stands for; `None` for one that nobody was told."""
        parts = path.rstrip("/").split("/")[-2:]
        if len(parts) < 2 or not (parts[0].isascii() and parts[0].isdigit() and len(parts[0]) < 19):
            return None
        source = self._store.sources.get(int(parts[0]))
        if source is None or not source.secret or not hmac.compare_digest(_token(source.secret), parts[1]):
            return None
        return source

    def confirm(self, source: SourceRow, asked: dict[str, str]) -> str:
        """Give what a hub is to hear back that wants to know whether we mean it, "" where we do not."""
        wanted = bool(source.hub) and source.state == "active"
        if asked.get("hub.topic") not in {source.topic, source.url}:
            return ""
        if asked.get("hub.mode") == "denied":
            self._store.sources.change(source.id, leased=None)
            return ""
        if asked.get("hub.mode") != ("subscribe" if wanted else "unsubscribe"):
            return ""
        if wanted:
            told = asked.get("hub.lease_seconds", "")
            seconds = int(told) if told.isascii() and told.isdigit() and len(told) < 12 else 86_400
            lease = dt.timedelta(seconds=min(max(seconds, 3_600), LONGEST_LEASE_S))
            self._store.sources.change(source.id, leased=self._store.now() + lease)
        return asked.get("hub.challenge", "")[:1_000]

    def hear(self, source: SourceRow, body: bytes, signature: str) -> None:
        """Take what a hub sends: where it is signed with our secret, the source is looked at now."""
        method, _, sign = signature.partition("=")
        if method not in SIGNATURES or source.state != "active":
            return
        own = hmac.new(source.secret.encode(), body, getattr(hashlib, method)).hexdigest()
        if not hmac.compare_digest(own, sign.strip().lower()):
            return
        now = self._store.now()
        due = now if source.visited is None else max(now, min(source.visited, now) + SOONEST)
        plan = woken(plan_of(source, now), due)
        self._store.sources.change(source.id, due=due, plan=msgspec.json.encode(plan).decode())


def _token(secret: str) -> str:
    """Give the part of our address that only the hub knows; the secret itself signs, and is not shown."""
    return hashlib.sha256(f"address of {secret}".encode()).hexdigest()[:32]


class _Server(ThreadingHTTPServer):
    """Listens for hubs, to so many at once."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], hubs: Hubs) -> None:
        self.hubs = hubs
        self._room = threading.BoundedSemaphore(MOST_AT_ONCE)
        super().__init__(address, _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:  # as socketserver has it
        """Answer in a thread, if one is free."""
        if self._room.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer, and make room."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._room.release()

    def handle_error(self, request: socket | tuple[bytes, socket], client_address: Any) -> None:
        """Say nothing: what strangers send that breaks off is no news."""


class _Handler(BaseHTTPRequestHandler):
    """Answers a hub."""

    server: _Server
    timeout = PATIENCE_S
    server_version = "lugas"
    sys_version = ""

    def do_GET(self) -> None:
        """Confirm a subscription that was asked for."""
        self._answered(self._confirm)

    def do_POST(self) -> None:
        """Hear that there is news."""
        self._answered(self._hear)

    def _answered(self, answer: Callable[[], None]) -> None:
        """Answer; while the store cannot be used, a hub is to try again later."""
        try:
            answer()
        except StoreError:
            self._answer(HTTPStatus.SERVICE_UNAVAILABLE, "")

    def _confirm(self) -> None:
        parts = urlsplit(self.path)
        source = self.server.hubs.source_of(parts.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query[:20_000]).items()}
        answer = self.server.hubs.confirm(source, asked) if source is not None else ""
        self._answer(HTTPStatus.OK if answer else HTTPStatus.NOT_FOUND, answer)

    def _hear(self) -> None:
        """Take news; a wrong signature gets the same answer as a right one, as the standard wants it."""
        source = self.server.hubs.source_of(urlsplit(self.path).path)
        told = self.headers.get("Content-Length", "")
        size = int(told) if told.isascii() and told.isdigit() and len(told) < 12 else MOST_BYTES + 1
        if source is None or size > MOST_BYTES:
            refused = HTTPStatus.NOT_FOUND if source is None else HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            self._answer(refused, "")
            return
        self.server.hubs.hear(source, self.rfile.read(size), self.headers.get("X-Hub-Signature", ""))
        self._answer(HTTPStatus.ACCEPTED, "")

    def _answer(self, status: HTTPStatus, text: str) -> None:
        body = text.encode("utf-8", "replace")
        self.send_response(status)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Say nothing."""
