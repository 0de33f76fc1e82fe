"""Sites of this machine that answer from a function, keep their connections, and can have a certificate."""

from __future__ import annotations

import contextlib
import ssl
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import trustme

from lugas.follow.asking import Asker
from lugas.follow.settings import AskLimits, Settings

__all__ = ["Answer", "Site", "article_page", "asker", "authority", "says", "site"]

Headers = tuple[tuple[str, str], ...]
Answer = tuple[int, Headers, bytes]


class Site:
    """A site while it is served: its address, and what it was asked."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.bodies: list[bytes] = []
        self.connections = 0

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for."""
        return [path for path, _ in self.asked]

    def __getitem__(self, name: str) -> list[str]:
        """Give what a header was in each request, "" where it was not sent."""
        return [headers.get(name.lower(), "") for _, headers in self.asked]


def says(body: bytes | str = b"hello", status: int = 200, **headers: str) -> Answer:
    """Make an answer; `retry_after` is the header Retry-After."""
    told = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return status, told, body.encode() if isinstance(body, str) else body


LINES = (
    "The ferry between Saltmere and Ostby ran again on Tuesday, six weeks after its boiler had failed.",
    "Some two hundred people stood on the pier when the first crossing left at seven in the morning.",
    "The harbour master said that the new boiler had been tried for four days without a single fault.",
    "Until the end of the month the crossing costs nothing, and the night boat sails twice instead of once.",
    "The council wants to decide in April whether a second ship is bought, which would cost four million.",
)


def article_page(head: str = "", after: str = "", robots: str = "") -> Answer:
    """Make an answer that is the page of an article; `head` and `after` stand in its head and after its text."""
    prose = "".join(f"<p>{line}</p>" for line in LINES)
    title = "The ferry runs again"
    body = f"<article><h1>{title}</h1>{prose}{after}</article>"
    page = f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    status, headers, content = says(page, Content_Type="text/html; charset=utf-8")
    return status, (*headers, ("X-Robots-Tag", robots)) if robots else headers, content


@contextlib.contextmanager
def site(
    answer: Callable[[str], Answer],
    *,
    host: str = "localhost",
    tls: trustme.CA | None = None,
    silent_close: bool = False,
) -> Iterator[Site]:
    """Serve a site whose paths are answered by a function; with `silent_close` each connection ends after an answer."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self) -> None:
            super().setup()
            served.connections += 1

        def do_GET(self) -> None:
            served.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            served.bodies.append(self.rfile.read(int(self.headers.get("Content-Length") or 0)))
            status, headers, body = answer(self.path)
            self.send_response_only(status)
            for name, value in headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            self.close_connection = silent_close

        do_POST = do_GET  # noqa: N815 - as the server looks for it

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """Say nothing: the client has had enough."""

    server = Quiet(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.issue_cert(host, f"*.{host}").configure_cert(context)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    served = Site(f"http{'s' if tls else ''}://{host}:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


authority = trustme.CA


def asker(ca: trustme.CA | None = None, **changes: object) -> Asker:
    """Make an asker that knows only this machine, whatever the name, and trusts a test's own authority."""
    given: dict[str, object] = {"allow_private": True, "limits": AskLimits(timeout_s=5), **changes}
    context = None
    if ca is not None:
        context = ssl.create_default_context()
        ca.configure_trust(context)
    return Asker(Settings(**given), ssl_context=context, resolve=lambda _host, _port: ["127.0.0.1"])  # type: ignore[arg-type]  # as given
