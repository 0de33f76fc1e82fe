"""What stands before every page: whom the desk answers, and what it lets a browser do with the answer."""

from __future__ import annotations

import ipaddress
from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["POLICY", "Guard"]

# Nothing but the desk's own files; no markup of a page gets as far as a browser, and could do nothing there.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Guard:
    """Answers only requests that name the desk, and takes nothing that another site's page sends.

    A name of somebody else's that leads here (DNS rebinding) would let his page read the desk. What changes something
    must come from the desk's own pages: browsers tell where a request was made (`Sec-Fetch-Site`, `Origin`), and what
    is no browser cannot be led astray by a page.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str], addresses: bool = False) -> None:
        self._app = app
        self._addresses = addresses  # no name can be made to lead to what is told by its address
        self._hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                told = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    told.setdefault(name, value)
            await send(message)

        name = without_port(headers.get("host", ""))
        if name not in self._hosts and not (self._addresses and is_address(name)):
            await PlainTextResponse(
                "This desk is not reached under that name. Its keeper can allow it: lugas desk --name NAME\n",
                421,
            )(scope, receive, with_headers)
        elif scope["method"] not in SAFE and not own(headers):
            refusal = "This was sent by another site's page, and was refused.\n"
            await PlainTextResponse(refusal, 403)(scope, receive, with_headers)
        else:
            await self._app(scope, receive, with_headers)


def without_port(host: str) -> str:
    """Give a Host header's name in small letters, without the port."""
    name, colon, port = host.lower().rpartition(":")
    return name if colon and port.isdecimal() else host.lower()


def is_address(name: str) -> bool:
    """Tell whether a Host header's name is an IP address."""
    try:
        ipaddress.ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True


def own(headers: Headers) -> bool:
    """Tell whether a request was made by a page of the desk's own, or by what is no browser."""
    told = headers.get("sec-fetch-site")
    if told is not None:
        return told in {"same-origin", "none"}
    origin = headers.get("origin")
    if origin is None:
        # Browsers tell the origin of what they send; and none but browsers have a cookie.
        return "cookie" not in headers
    return urlsplit(origin).netloc.lower() == headers.get("host", "").lower()
