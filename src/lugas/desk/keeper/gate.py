"""What stands before every page where a password is set: who has not given it sees the door alone."""

from __future__ import annotations

import base64
import binascii
import logging
import re
from collections.abc import Awaitable, Callable
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from lugas.desk.keeper.callers import Callers
from lugas.desk.keeper.passwords import Passwords, TooManyAttemptsError
from lugas.desk.keeper.sessions import Sessions
from lugas.desk.pictures.seals import Seals, is_sealed
from lugas.errors import StoreError

__all__ = ["DOOR", "Gate", "client_of", "cookie_name", "is_stranger"]

Troubled = Callable[[Request, Exception], Awaitable[Response]]

DOOR = "/login"
STRANGER = "lugas.stranger"
# Files of the program's own, which tell nothing of anybody; and leaving: a browser forgets what it keeps, whoever asks.
is_open = re.compile(r"/login|/logout|/worker\.js|/static/[^/]+").fullmatch
# The addresses of reader apps, which ask for a password of their own in their own way.
is_of_apps = re.compile(r"/accounts/ClientLogin|/reader/.+|/fever/?|/api/fever\.php").fullmatch
FEEDS = "/feed/"
# How names begin of what a proxy adds: whoever asks is somewhere else then, though the proxy is here.
FORWARDED = (
    "x-forwarded", "forwarded", "via", "x-real-ip", "x-client-ip", "x-cluster-client-ip", "x-original-", "x-envoy-",
    "client-ip", "true-client-ip", "cf-", "cdn-loop", "fastly-", "fly-", "x-amzn-trace-id", "x-azure-", "x-arr-",
)  # fmt: skip
LONGEST = 2_000  # of what a program sends for a password
MOST_TOLD = 10  # of those who may be proxies
CLOSED = (
    "This desk has no password yet: it answers browsers of its own machine alone, and neither proxies nor programs\n"
    "that run under an account of a service, such as other feed readers. Set one: lugas desk password\n"
)
_LOG = logging.getLogger("lugas.desk")
ASKED = {"WWW-Authenticate": 'Basic realm="Lugas", charset="UTF-8"'}


class Gate:
    """Lets in whoever gave the password. Without one the desk is for its own machine, and nobody is asked.

    Programs that read feeds cannot fill in a form; they send the password with each request (RFC 7617, any name). For
    the pictures in them they send nothing, so addresses of those bear a seal.
    """

    def __init__(
        self,
        app: ASGIApp,
        passwords: Passwords,
        sessions: Sessions,
        seals: Seals,
        local: bool,
        troubled: Troubled,
    ) -> None:
        self._app, self._passwords, self._sessions = app, passwords, sessions
        self._callers = Callers() if local else None
        self._seals, self._troubled = seals, troubled
        self._unbelieved: set[str] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or lead to the door."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope[STRANGER] = True
        try:
            refusal = None if is_open(scope["path"]) else await self._refusal(scope)
        except StoreError as error:
            refusal = await self._troubled(Request(scope), error)
        await (self._app if refusal is None else refusal)(scope, receive, send)

    async def _refusal(self, scope: Scope) -> Response | None:
        # Nearly always both are known, and no thread is wanted to ask the store.
        is_set = self._passwords.was_set("desk")
        if is_set is None:
            is_set = await run_in_threadpool(self._passwords.is_set)
        if not is_set:
            callers = self._callers
            scope[STRANGER] = callers is None or not is_direct(scope) or callers.is_of_service(scope)
            return PlainTextResponse(CLOSED, 403) if scope[STRANGER] else None
        headers, path = Headers(scope=scope), scope["path"]
        # A thread, for the store may have to be asked for the key.
        has_seal = is_sealed(path) is not None and await run_in_threadpool(self._seals.fit, path)
        if has_seal or is_of_apps(path):
            return None
        token = HTTPConnection(scope).cookies.get(cookie_name(scope), "")
        sessions = self._sessions
        if sessions.knew(token, "web") or await run_in_threadpool(sessions.knows, token, "web"):
            scope[STRANGER] = False
            return None
        self._tell_of_proxy(headers.get("x-forwarded-for"), client_of(scope))
        if path.startswith(FEEDS):
            return await self._feed_refusal(headers.get("authorization", ""), client_of(scope))
        if scope["method"] in {"GET", "HEAD"} and "text/html" in headers.get("accept", ""):
            query = scope["query_string"].decode("latin-1")
            back = quote(f"{path}?{query}" if query else path, safe="")
            return RedirectResponse(f"{DOOR}?next={back}", 303, {"Cache-Control": "no-store"})
        return PlainTextResponse("This desk asks for its password.\n", 401, {"Cache-Control": "no-store"})

    def _tell_of_proxy(self, told: str | None, client: str) -> None:
        """Say in the log that what a proxy tells is not believed, once of each and of few in all."""
        if told is None or client in told or len(self._unbelieved) >= MOST_TOLD or client in self._unbelieved:
            return
        self._unbelieved.add(client)
        _LOG.warning(
            "%s says for whom it asks, and is not believed: all who come by it count as one. If it is your proxy: "
            "lugas desk --proxies %s",
            client,
            client,
        )

    async def _feed_refusal(self, given: str, client: str) -> Response | None:
        password = password_of(given)
        if password is None:
            return PlainTextResponse("This desk asks for its password.\n", 401, ASKED)
        try:
            fits = await run_in_threadpool(self._passwords.fits, "desk", password, client, often=True)
        except TooManyAttemptsError as error:
            told = {"Retry-After": str(error.seconds)}
            return PlainTextResponse("Too many wrong passwords; try again later.\n", 429, told)
        return None if fits else PlainTextResponse("That is not the password.\n", 401, ASKED)


def is_stranger(scope: Scope) -> bool:
    """Tell whether it is not known of whoever sent a request that the desk's pages may be shown there."""
    return bool(scope.get(STRANGER, True))


def is_direct(scope: Scope) -> bool:
    """Tell whether nothing shows that a proxy brought a request."""
    headers = Headers(scope=scope)
    if scope.get("http_version") == "1.0":  # as nginx asks unless told otherwise, and no browser does
        return False
    if any(name.startswith(FORWARDED) for name in headers):
        return False
    # A page of the very desk that was asked knows the address under which it was asked.
    own = headers.get("sec-fetch-site") == "same-origin"
    named = [urlsplit(headers[name]).netloc for name in ("origin", "referer") if own and name in headers]
    return all(name.lower() == headers.get("host", "").lower() for name in named)


def password_of(given: str) -> str | None:
    """Give the password of an Authorization header; `None` where there is none."""
    scheme, _, told = given.partition(" ")
    if scheme.lower() != "basic" or len(told) > LONGEST:
        return None
    try:
        return base64.b64decode(told, validate=True).decode("utf-8").partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return None


def cookie_name(scope: Scope) -> str:
    """Name the cookie. Behind https no other host, and no page of http, can set one of that name."""
    return "__Host-lugas" if scope.get("scheme") == "https" else "lugas"


def client_of(scope: Scope) -> str:
    """Give the address that a request came from."""
    client = scope.get("client")
    return str(client[0]) if client else ""
