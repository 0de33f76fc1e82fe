"""Connections: which addresses are opened, and what bounds time and size; against servers of this machine."""

from __future__ import annotations

import os
import ssl
import subprocess
import threading
import time
from pathlib import Path

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lugas import network
from lugas.errors import FetchError
from lugas.fetch import FetchLimits, fetch
from tests.servers import LOCAL, PAGE, drip, flood, problem, sends, serving


@pytest.mark.parametrize(
    "name",
    [
        "127.0.0.1",
        "localhost",
        "[::1]",
        "0.0.0.0",  # noqa: S104  # asked for, not bound to
        "10.0.0.1",
        "169.254.169.254",
        "100.64.1.1",
        "2130706433",
        "0x7f.1",
        "127.1",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[fe80::1]",
        "[fd00::1]",
        "224.0.0.1",
        "255.255.255.255",
    ],
)
def test_private_addresses_are_refused(name: str) -> None:
    """An address of this machine or of a private network is not opened, however it is written."""
    with pytest.raises(FetchError, match=r"private address|no host"):
        fetch(f"http://{name}/", limits=FetchLimits(timeout_s=5))


def test_private_addresses_can_be_allowed() -> None:
    """All private addresses can be allowed, or those of one host."""
    with serving(sends()) as site:
        assert fetch(site, limits=FetchLimits(allow_private=True)).content == PAGE
        assert fetch(site.upper().replace("HTTP", "http"), limits=LOCAL).content == PAGE
        assert "private address" in problem(site.replace("localhost", "127.0.0.1"))


@pytest.mark.parametrize("scheme", ["http", "//"])
def test_redirect_to_a_private_address(scheme: str) -> None:
    """A redirect is checked as the first address is."""
    with serving(sends()) as hidden:
        target = hidden.replace("localhost", "127.0.0.1")
        target = target if scheme == "http" else target.removeprefix("http:")
        with serving(sends(f"Location: {target}/", status="301 x")) as site:
            assert "private address" in problem(site)


class Recorder(httpcore.NetworkBackend):
    """A network that only notes where it is asked to connect to."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def connect_tcp(self, host: str, *_: object, **__: object) -> httpcore.NetworkStream:
        """Note, and refuse."""
        self.asked.append(host)
        raise httpcore.ConnectError("refused")


def test_the_checked_address_is_the_one_connected_to() -> None:
    """A name is resolved once and connected to by address: it cannot change its mind (DNS rebinding)."""
    answers = iter([["93.184.216.34", "127.0.0.1", "2606:2800::1"], ["127.0.0.1"]])
    recorder = Recorder()
    budget = network.Budget("x", 5, 1000)
    backend = network.Backend(
        budget, allow_private=False, inner=recorder, resolve=lambda _host, _port: next(answers)
    )
    with pytest.raises(httpcore.ConnectError):
        backend.connect_tcp("example.com", 80)
    assert recorder.asked == ["93.184.216.34", "2606:2800::1"]
    with pytest.raises(FetchError, match="private address"):
        backend.connect_tcp("example.com", 80)
    with pytest.raises(FetchError, match="socket of this machine"):
        backend.connect_unix_socket("/run/x")
    assert len(recorder.asked) == 2


def test_slow_resolver() -> None:
    """A name that is not resolved in time does not hold the fetch up."""
    stuck = threading.Event()
    backend = network.Backend(
        network.Budget("x", 0.2, 1000),
        allow_private=False,
        resolve=lambda _host, _port: [str(stuck.wait(60))],
    )
    start = time.monotonic()
    with pytest.raises(FetchError, match=r"took longer|in time"):
        backend.connect_tcp("example.com", 80)
    assert time.monotonic() - start < 30
    stuck.set()


@given(st.ip_addresses(v=4))
def test_inner_addresses_decide(address: object) -> None:
    """An IPv6 address that holds an IPv4 address is as public as that one."""
    number = int(address)  # type: ignore[call-overload]  # an IPv4Address
    high, low = number >> 16, number & 0xFFFF
    public = network.is_public(str(address))
    assert network.is_public(f"::ffff:{address}") is public
    assert network.is_public(f"64:ff9b::{high:x}:{low:x}") is public
    if not public:
        assert not network.is_public(f"2002:{high:x}:{low:x}::1")


@pytest.mark.parametrize(
    ("head", "piece"),
    [
        (b"", b""),
        (b"", b"H"),
        (b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
    ids=["silence", "status", "headers", "body", "chunks", "endless 100"],
)
def test_slow_servers_are_cut_off(head: bytes, piece: bytes) -> None:
    """The time is for the whole fetch: a server that keeps sending a little gains nothing."""
    start = time.monotonic()
    with serving(drip(head, piece)) as site:
        said = problem(site, FetchLimits(timeout_s=0.5, allow_private=True))
    assert "took longer than 0.5 s" in said or "in time" in said or "does not answer as" in said
    assert time.monotonic() - start < 15


BLOCK = b"x" * 65536


@pytest.mark.parametrize(
    ("head", "piece"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", BLOCK),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + BLOCK + b"\r\n"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n", BLOCK),
        (b"HTTP/1.1 200 OK\r\nX-A: ", BLOCK),
        (b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n" * 1000),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1000),
    ],
    ids=["body", "chunks", "told length", "one header", "headers", "endless 100"],
)
def test_endless_answers_are_cut_off(head: bytes, piece: bytes) -> None:
    """The size is bounded for the body and for what stands around it."""
    start = time.monotonic()
    with serving(flood(head, piece)) as site:
        problem(site, FetchLimits(max_bytes=300_000, allow_private=True, timeout_s=60))
    assert time.monotonic() - start < 30


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a certificate for localhost that nobody vouches for."""
    folder = tmp_path_factory.mktemp("certificate")
    made = (
        subprocess.run(
            [
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost",
                "-keyout",
                "key.pem",
                "-out",
                "cert.pem",
            ],
            cwd=folder,
            capture_output=True,
            check=False,
        )
        if os.access("/usr/bin/openssl", os.X_OK)
        else None
    )
    if made is None or made.returncode:
        pytest.skip("openssl is not there to make a certificate")
    return folder


def test_tls(certificate: Path) -> None:
    """A certificate is checked against the name, though the connection is made to an address."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    trusting = ssl.create_default_context(cafile=certificate / "cert.pem")
    with serving(sends(), context) as site:
        assert "no valid certificate" in problem(site)
        budget = network.Budget(site, 5, 100_000)
        with network.Transport(network.Backend(budget, allow_private=True), trusting) as transport:
            assert fetch(site, transport=transport).content == PAGE
            with pytest.raises(FetchError, match="no valid certificate"):
                fetch(site.replace("localhost", "127.0.0.1"), transport=transport)


def test_remedies_name_the_option_that_helps() -> None:
    """What is refused by a limit tells the option that allows it, on the command line and in Python."""
    refused = problem("http://127.0.0.1/")
    assert "--allow-private" in refused
    assert "FetchLimits(allow_private=True)" in refused
    slow = network.explain(httpcore.ReadTimeout())[1]
    assert "--timeout" in slow
    assert "FetchLimits(timeout_s=" in slow
    with pytest.raises(FetchError, match=r"FetchLimits\(max_bytes="):
        network.Budget("http://a.id", 5, 10).take(11)
