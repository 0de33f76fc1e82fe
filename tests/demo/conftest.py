"""The world that the tests of the demo share, and a client that hides nothing."""

from __future__ import annotations

import http.client
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest

from lugas.demo import World

__all__ = ["Got", "get", "world"]


@pytest.fixture(scope="session")
def world() -> World:
    """Give the five papers, read once."""
    return World()


@dataclass(frozen=True)
class Got:
    """An answer as it came over the wire: no redirect followed, nothing unpacked."""

    status: int
    headers: dict[str, str]
    body: bytes


def get(address: str, *, method: str = "GET", body: bytes = b"", **headers: str) -> Got:
    """Ask an address; `if_none_match` is the header If-None-Match."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=10)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request(method, target, body or None, named)
        answer = connection.getresponse()
        told = {name.lower(): value for name, value in answer.getheaders()}
        return Got(answer.status, told, answer.read())
    finally:
        connection.close()
