"""Asking for an address: politely, within bounds, and with a reply whatever the server does."""

from __future__ import annotations

import datetime as dt
import re
import ssl
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Literal

from lugas.exchange import Bounds
from lugas.follow.connections import Connections
from lugas.follow.cookies import CookieFile
from lugas.follow.errand import Allowed, Errand
from lugas.follow.replies import Reply, reply_of, rest_asked
from lugas.follow.settings import Settings
from lugas.follow.turns import Turns
from lugas.follow.unpacking import ACCEPTED
from lugas.network import NOWHERE, Resolver
from lugas.sources.robots import LARGEST

__all__ = ["Asker", "Purpose"]

Purpose = Literal["robots", "feed", "page", "sitemap"]

ACCEPT = {
    "robots": "text/plain, */*;q=0.1",
    "feed": "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1",
    "page": "text/html, application/xhtml+xml, application/xml;q=0.9, text/plain;q=0.8, */*;q=0.1",
    "sitemap": "application/xml, text/xml, text/plain;q=0.8, application/gzip;q=0.8, */*;q=0.1",
}
_MARK = re.compile(r"[ -~]{1,1000}")  # what may stand in a header


class Asker:
    """Asks for addresses; may be shared by threads.

    Connections are kept for the next request to the same host. What a host's robots.txt allows is for the caller to
    hold. `turns` lets one request after the other ask a host, with a pause in between; who has claimed a host, and
    leaves its pauses, says so with `turns.own`. `clock` tells when cookies end and answers grow old; `ssl_context` and
    `resolve` stand in for the certificates that are trusted and the names that are known.

    Raises `FileError` where the settings name a file of cookies that cannot be used.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
        ssl_context: ssl.SSLContext | None = None,
        resolve: Resolver | None = None,
    ) -> None:
        self.settings = settings
        self.clock = clock
        self.cookies = None if settings.cookies is None else CookieFile(settings.cookies)
        self.turns = Turns(settings.manners, clock)
        self._connections = Connections(settings.allow_private, ssl_context, resolve)

    @property
    def trouble(self) -> str:
        """What is wrong with the file of cookies, of which none is sent then; "" for nothing."""
        return "" if self.cookies is None else self.cookies.trouble

    def ask(
        self,
        url: str,
        *,
        purpose: Purpose,
        etag: str = "",
        last_modified: str = "",
        allowed: Allowed | None = None,
        private: frozenset[str] = NOWHERE,
    ) -> Reply:
        """Ask for an address, and for those it redirects to where `allowed` does not say no to them.

        `private` are places that may be private for this request, beside those of the settings: hosts, or hosts with
        a port such as `127.0.0.1:8701`.
        `etag` and `last_modified` are those of the last reply: what has not changed since comes as the status 304
        without content. Never raises for what a server does.
        """
        marks = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        common = {
            "User-Agent": self.settings.user_agent,
            "Accept": ACCEPT[purpose],
            "Accept-Encoding": ACCEPTED,
            **{name: mark for name, mark in marks.items() if _MARK.fullmatch(mark)},
        }

        def headers(address: str) -> dict[str, str]:
            if self.cookies is None or purpose == "robots":
                return common
            cookie = self.cookies.cookies().header(address, self.clock())
            return {**common, "Cookie": cookie} if cookie else common

        errand = Errand(self._connections, headers, allowed, private=private, turns=self.turns)
        errand.run(url, self._bounds(purpose), self.settings.limits.timeout_s)
        return self._heard(reply_of(url, errand, self.clock()))

    def post(self, url: str, fields: Mapping[str, str], *, private: frozenset[str] = NOWHERE) -> Reply:
        """Post the fields of a form, as to a hub; redirects are not followed. Never raises for what a server does."""
        common = {"User-Agent": self.settings.user_agent, "Accept": "*/*", "Accept-Encoding": ACCEPTED}
        headers = {**common, "Content-Type": "application/x-www-form-urlencoded"}
        errand = Errand(self._connections, lambda _: headers, form=fields, private=private, turns=self.turns)
        errand.run(url, Bounds(max_bytes=LARGEST, max_redirects=0, cut=True), self.settings.limits.timeout_s)
        return self._heard(reply_of(url, errand, self.clock()))

    def _heard(self, reply: Reply) -> Reply:
        """Leave whoever answered alone for as long as that asks for, and not who redirected there."""
        if (seconds := rest_asked(reply, self.clock())) > 0:
            self.turns.leave_alone(reply.answer.at, seconds)
        return reply

    def _bounds(self, purpose: Purpose) -> Bounds:
        """Give the bounds of an answer; a robots.txt counts as far as it is read."""
        limits = self.settings.limits
        most = {"robots": LARGEST, "page": limits.page_bytes}.get(purpose, limits.feed_bytes)
        return Bounds(max_bytes=most, max_redirects=limits.max_redirects, cut=purpose == "robots")

    def stop(self) -> None:
        """End what is under way in other threads, within half a second unless it is connecting; no more is asked.

        The replies have the trouble `stopped`.
        """
        self._connections.stop()

    def close(self) -> None:
        """Close the connections that are kept."""
        self._connections.close()

    def __enter__(self) -> Asker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
