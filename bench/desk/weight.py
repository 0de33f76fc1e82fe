"""What the first page weighs with everything that a browser loads for it, pictures aside."""

from __future__ import annotations

import gzip
from html.parser import HTMLParser
from typing import Any

from bench.desk.running import answer_of

__all__ = ["loaded", "pictures_of", "weight"]

LOADED = {"stylesheet", "icon", "manifest"}
BY_SCRIPT = ("/worker.js",)  # what the page's script asks for beside


class Linked(HTMLParser):
    """Collects the addresses that a page has its browser load."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.pictures: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at an element."""
        told = {name: value or "" for name, value in attrs}
        if tag == "img":
            self.pictures.append(told["src"])
        if tag == "script" and told.get("src"):
            self.found.append(told["src"])
        if tag == "link" and LOADED & set(told.get("rel", "").split()):
            self.found.append(told["href"])


def weight(port: int) -> dict[str, Any]:
    """Load the front page and what it names; gives the kilobytes as sent, headers included, and as unpacked."""
    sent: dict[str, float] = {}
    unpacked = 0
    for path in ("/", *linked_from(port, "/").found, *BY_SCRIPT):
        size, plain = loaded(port, path)
        sent[path.partition("?")[0]] = round(size / 1_000, 1)
        unpacked += len(plain)
    return {"kb": round(sum(sent.values()), 1), "unpacked_kb": round(unpacked / 1_000, 1), "of": sent}


def pictures_of(port: int, path: str) -> list[str]:
    """Give the addresses of the pictures on a page."""
    return linked_from(port, path).pictures


def linked_from(port: int, path: str) -> Linked:
    """Give what a page has its browser load."""
    linked = Linked()
    linked.feed(loaded(port, path)[1].decode("utf-8"))
    return linked


def loaded(port: int, path: str) -> tuple[int, bytes]:
    """Load something; gives the bytes sent, headers included, and the body unpacked."""
    status, body, headers = answer_of(port, path)
    assert status == 200, (path, status)
    return len(body) + headers, gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body
