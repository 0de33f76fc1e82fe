"""Fetching: what is asked, what comes, and what is refused; against servers of this machine."""

from __future__ import annotations

import contextlib
import datetime as dt
import gzip
import socket
import subprocess
import sys
import zlib

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lugas.errors import FetchError, UsageError
from lugas.fetch import FetchLimits, fetch
from lugas.version import __version__
from tests.servers import LOCAL, PAGE, problem, sends, serving


def test_a_page() -> None:
    """A page comes with its bytes, address, told encoding and time; the request is honest and plain."""
    asked = []

    def answer(connection: socket.socket, request: bytes) -> None:
        asked.append(request.decode())
        sends("Content-Type: text/html; Charset='ISO-8859-1'", "Set-Cookie: a=b")(connection, request)

    with serving(answer) as site:
        page = fetch(f"{site}/berita?x=1#komentar", limits=LOCAL)
    assert page.content == PAGE
    assert page.url == f"{site}/berita?x=1"
    assert page.encoding == "ISO-8859-1"
    assert page.fetched is not None
    assert abs(dt.datetime.now(dt.UTC) - page.fetched) < dt.timedelta(seconds=30)
    assert asked[0].startswith("GET /berita?x=1 HTTP/1.1\r\n")
    assert f"User-Agent: lugas/{__version__}\r\n" in asked[0]
    assert "Cookie" not in asked[0]


def test_redirects_without_cookies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Redirects are followed, relative ones too, and a cookie set on the way is not sent back."""
    asked = []

    def answer(connection: socket.socket, request: bytes) -> None:
        asked.append(request)
        if b"GET /b " in request:
            sends()(connection, request)
        else:
            sends("Location: ../b#x", "Set-Cookie: a=b", status="302 Found", body=b"")(connection, request)

    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9/")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9/")
    with serving(answer) as site:
        page = fetch(f"{site}/a/", limits=LOCAL)
        assert page.url == f"{site}/b"
    assert len(asked) == 2
    assert b"ookie" not in asked[1]


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(PAGE, mtime=0)),
        ("x-gzip", gzip.compress(PAGE, mtime=0)),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)[2:-4]),
        ("gzip, gzip", gzip.compress(gzip.compress(PAGE), mtime=0)),
        ("identity", PAGE),
        ("gzip", PAGE),
    ],
    ids=["gzip", "x-gzip", "zlib", "raw deflate", "twice", "identity", "not compressed at all"],
)
def test_compressed(coding: str, body: bytes) -> None:
    """What a server compresses is expanded, also in the forms that servers get wrong."""
    with serving(sends(f"Content-Encoding: {coding}", body=body)) as site:
        assert fetch(site, limits=LOCAL).content == PAGE


def test_chunked_and_unmeasured() -> None:
    """A body in chunks, and one that ends with the connection, come whole."""
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (PAGE[:9], PAGE[9:])) + b"0\r\n\r\n"
    with serving(sends("Transfer-Encoding: chunked", body=chunks, length=False)) as site:
        assert fetch(site, limits=LOCAL).content == PAGE
    with serving(sends(length=False)) as site:
        assert fetch(site, limits=LOCAL).content == PAGE


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "text/plain; charset=", ""])
def test_any_content_type(kind: str) -> None:
    """A content type that is no page's still gives the content: decoding judges it."""
    with serving(sends(f"Content-Type: {kind}", body=b"%PDF-1.7")) as site:
        page = fetch(site, limits=LOCAL)
    assert (page.content, page.encoding) == (b"%PDF-1.7", None)


@pytest.mark.parametrize(
    "status", ["401 x", "403 x", "404 x", "410 x", "429 x", "451 x", "500 x", "503 x", "599 x", "304 x"]
)
def test_error_statuses(status: str) -> None:
    """A status that brings no page is an error that names the status."""
    with serving(sends(status=status)) as site:
        assert f"answers {status[:3]}" in problem(site)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.com",
        "ftp://example.com/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://",
        "http://[::1",
        "gopher://x/",
    ],
)
def test_not_an_address(url: str) -> None:
    """Only whole http and https addresses are taken."""
    assert "not an http or https address" in problem(url)


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "javascript:alert(1)", "ftp://a.id/", "http://[bad/", ""]
)
def test_redirect_to_no_page(target: str) -> None:
    """A redirect to anything but http and https is refused."""
    with serving(sends(f"Location: {target}", status="302 x")) as site:
        assert "redirects to" in problem(site)


def test_redirects_are_counted() -> None:
    """A loop of redirects ends at the bound."""
    asked = []

    def answer(connection: socket.socket, request: bytes) -> None:
        asked.append(request)
        sends("Location: /", status="302 x")(connection, request)

    with serving(answer) as site:
        assert "redirects more than 5 times" in problem(site)
    assert len(asked) == 6


def test_size_after_expanding() -> None:
    """A small answer that expands beyond the bound is refused; one that just fits is not."""
    bomb = gzip.compress(b"x" * 1_000_000, mtime=0)
    with serving(sends("Content-Encoding: gzip", body=bomb)) as site:
        assert "larger than 999,999 bytes" in problem(
            site, FetchLimits(allow_private=True, max_bytes=999_999)
        )
        assert (
            len(fetch(site, limits=FetchLimits(allow_private=True, max_bytes=1_000_000)).content) == 1_000_000
        )
    with serving(sends("Content-Encoding: br", body=b"x")) as site:
        assert "compression that was not asked for (br)" in problem(site)


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"\r\n\r\n",
        b"SSH-2.0-OpenSSH\r\n",
        b"HTTP/1.1 OK\r\n\r\n",
        b"HTTP/1.1 2 x\r\n\r\n",
        b"\x00" * 99,
        b"<html>hello</html>\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
)
def test_what_is_not_http(said: bytes) -> None:
    """A server that does not speak HTTP, or breaks off, is an error in plain words."""
    with serving(lambda connection, _: connection.sendall(said)) as site:
        assert problem(site)


def test_unreachable() -> None:
    """A closed port and an unknown host are errors that say so."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert "cannot be reached" in problem(f"http://localhost:{port}/")
    assert "no host" in problem("http://no-such-host.invalid/")


def test_a_stand_in_for_the_network() -> None:
    """Any httpx transport can stand in, for tests without a network; its failures are the same errors."""
    answers = httpx.MockTransport(lambda request: httpx.Response(200, content=str(request.url).encode()))
    assert fetch("https://a.id/x", transport=answers).content == b"https://a.id/x"

    def fail(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectTimeout("late", request=request)

    with pytest.raises(FetchError, match="in time"):
        fetch("https://a.id/x", transport=httpx.MockTransport(fail))


@given(st.text().map("https://a.id/".__add__) | st.text().map("http://".__add__) | st.text())
def test_any_address(url: str) -> None:
    """Whatever is given as an address ends in a page or in a `FetchError`."""
    stand_in = httpx.MockTransport(lambda _: httpx.Response(200, content=b"x"))
    with contextlib.suppress(FetchError):
        assert fetch(url, transport=stand_in).content == b"x"


@pytest.mark.parametrize(
    "wrong",
    [
        {"timeout_s": 0},
        {"timeout_s": float("nan")},
        {"max_bytes": 0},
        {"max_redirects": -1},
        {"allow_private": ["x"]},
    ],
)
def test_limits_check_themselves(wrong: dict[str, float]) -> None:
    """A limit out of its range is a wrong argument that names itself."""
    with pytest.raises(UsageError) as caught:
        FetchLimits(**wrong)  # type: ignore[arg-type]  # that is the point
    assert caught.value.name in wrong


def test_without_the_extra() -> None:
    """Without httpx the error tells how to install it; `lugas.fetch` itself loads no network library."""
    code = (
        "import sys; import lugas.fetch as f; assert not {'httpx', 'httpcore'} & set(sys.modules)\n"
        "sys.modules['httpcore'] = None\n"
        "try: f.fetch('https://a.id/')\n"
        "except f.FetchError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert 'pip install "lugas[fetch]"' in done.stdout
