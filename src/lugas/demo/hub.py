"""A small WebSub hub (W3C, 2018): takes subscriptions to the papers' feeds, checks them, and sends what is new.

It sends to loopback addresses alone, so that nobody can make it knock at other machines' doors.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import ipaddress
import secrets
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import parse_qs, urlencode, urlsplit

from lugas.demo.site import Answer, Request, plain_answer

__all__ = ["Hub", "Subscription"]

LEASE_SECONDS = 10 * 24 * 3600
TIMEOUT = 5.0
MOST_SUBSCRIPTIONS = 1000


@dataclass(frozen=True, slots=True)
class Subscription:
    """Who wants to hear of a topic, with the secret that signs what is sent."""

    topic: str
    callback: str
    secret: str = ""


class Hub:
    """Keeps subscriptions; `knows` tells whether a topic is one of the papers' feeds."""

    def __init__(self, knows: Callable[[str], bool]) -> None:
        self._knows = knows
        self._held: dict[tuple[str, str], Subscription] = {}
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(2, thread_name_prefix="hub")

    def subscriptions(self) -> tuple[Subscription, ...]:
        """Give the subscriptions that were checked."""
        with self._lock:
            return tuple(self._held.values())

    def take(self, request: Request) -> Answer:
        """Take a request to subscribe or unsubscribe; whether its sender means it is checked afterwards."""
        given = {
            name: values[0] for name, values in parse_qs(request.body.decode("utf-8", "replace")).items()
        }
        mode, topic, callback = (given.get(f"hub.{name}", "") for name in ("mode", "topic", "callback"))
        if mode not in {"subscribe", "unsubscribe"}:
            return plain_answer(HTTPStatus.BAD_REQUEST, "hub.mode must be subscribe or unsubscribe")
        if not self._knows(topic):
            return plain_answer(HTTPStatus.BAD_REQUEST, "hub.topic is no feed of this hub")
        if not is_loopback(callback):
            return plain_answer(
                HTTPStatus.BAD_REQUEST, "hub.callback must be an http address on 127.0.0.1 or ::1"
            )
        if len(given.get("hub.secret", "")) >= 200 or len(self._held) >= MOST_SUBSCRIPTIONS:
            return plain_answer(
                HTTPStatus.BAD_REQUEST, "hub.secret is too long, or there are too many subscriptions"
            )
        self._pool.submit(self._check, mode, Subscription(topic, callback, given.get("hub.secret", "")))
        return plain_answer(HTTPStatus.ACCEPTED, "will be checked")

    def _check(self, mode: str, wanted: Subscription) -> None:
        challenge = secrets.token_urlsafe(16)
        query = {"hub.mode": mode, "hub.topic": wanted.topic, "hub.challenge": challenge}
        if mode == "subscribe":
            query["hub.lease_seconds"] = str(LEASE_SECONDS)
        joint = "&" if "?" in wanted.callback else "?"
        status, body = send("GET", wanted.callback + joint + urlencode(query), b"", {})
        if not 200 <= status < 300 or body != challenge.encode():
            return
        with self._lock:
            if mode == "subscribe":
                self._held[wanted.topic, wanted.callback] = wanted
            else:
                self._held.pop((wanted.topic, wanted.callback), None)

    def publish(self, topic: str, hub: str, answer: Answer) -> None:
        """Send a topic's new content to all who want it."""
        for one in self.subscriptions():
            if one.topic == topic:
                self._pool.submit(deliver, one, hub, answer)

    def close(self) -> None:
        """End; what is being sent is sent."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def deliver(to: Subscription, hub: str, answer: Answer) -> None:
    """Send content to one subscriber, signed where it gave a secret."""
    headers = {
        "Content-Type": answer.header("content-type"),
        "Link": f'<{hub}>; rel="hub", <{to.topic}>; rel="self"',
    }
    if to.secret:
        sign = hmac.new(to.secret.encode(), answer.body, hashlib.sha256).hexdigest()
        headers["X-Hub-Signature"] = f"sha256={sign}"
    send("POST", to.callback, answer.body, headers)


def is_loopback(address: str) -> bool:
    """Tell whether an address is plain http on this very machine, told as a number."""
    try:
        parts = urlsplit(address)
        return parts.scheme == "http" and ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False


def send(method: str, address: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
    """Ask a subscriber; gives status 0 where it cannot be reached."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=TIMEOUT)
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request(method, target, body or None, headers)
        answer = connection.getresponse()
        return answer.status, answer.read(4096)
    except (OSError, http.client.HTTPException):
        return 0, b""
    finally:
        connection.close()
