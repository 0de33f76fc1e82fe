"""The peers: other extractors, each with the settings that served it best on the labelled pages.

A peer is loaded when it is first asked for. What it gives for a page never changes, so it is kept in a file.
"""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

__all__ = [
    "PEERS",
    "Given",
    "Kept",
    "Peer",
    "PeerMissingError",
    "load",
    "parsed_by_newspaper",
    "peers_named",
]

# What the peers raise on pages they cannot read; such a page counts as one without text, and is told of.
FAILURES: tuple[type[Exception], ...] = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,
    SyntaxError,  # lxml's
    TypeError,
    ValueError,
)


WAIT = 60.0  # seconds for another process to have written its result


class PeerMissingError(Exception):
    """There is no such peer, or its package is not installed."""


@dataclass(frozen=True, slots=True)
class Peer:
    """One peer: `run` takes the page's bytes, its text and its address, and gives the body as plain text.

    `settings` names what differs from the package's defaults; it is part of what kept results are found by.
    """

    name: str
    package: str
    run: Callable[[bytes, str, str], str]
    settings: str = ""

    @property
    def version(self) -> str:
        """The version installed. Raises `PeerMissingError`."""
        try:
            return version(self.package)
        except PackageNotFoundError as missing:
            raise PeerMissingError(f"{self.name}: package {self.package} is not installed") from missing


def load(module: str) -> Any:
    """Load a peer's module."""
    return import_module(module)


def _trafilatura(content: bytes, text: str, url: str) -> str:  # noqa: ARG001 - the shape of every peer
    return load("trafilatura").extract(content, include_comments=False) or ""


def _trafilatura_fast(content: bytes, text: str, url: str) -> str:  # noqa: ARG001 - the shape of every peer
    return load("trafilatura").extract(content, include_comments=False, fast=True) or ""


def _readability(content: bytes, text: str, url: str) -> str:  # noqa: ARG001 - the shape of every peer
    errors = load("lxml.etree")
    try:
        summary = load("readability").Document(text).summary()
        body: str = load("lxml.html").fromstring(summary).text_content()
    except errors.LxmlError:
        return ""
    return body


def _newspaper(content: bytes, text: str, url: str) -> str:  # noqa: ARG001 - the shape of every peer
    article = parsed_by_newspaper(text, url)
    return "" if article is None else article.text or ""


def parsed_by_newspaper(text: str, url: str) -> Any:
    """Give what newspaper4k makes of a page, `None` where it refuses it."""
    package = load("newspaper")
    for chosen in ({}, {"language": "en"}):
        article = package.Article(url or "https://example.org/", fetch_images=False, **chosen)
        try:
            article.download(input_html=text)
            article.parse()
        except (
            ImportError,
            LookupError,
        ):  # a language whose word splitter is not installed is read as English
            if chosen:
                raise
            continue
        except package.ArticleException:
            return None
        return article
    return None


def _resiliparse(content: bytes, text: str, url: str) -> str:  # noqa: ARG001 - the shape of every peer
    tree = load("resiliparse.parse.html").HTMLTree.parse(text)
    extract = load("resiliparse.extract.html2text").extract_plain_text
    return extract(tree, main_content=True, alt_texts=False, list_bullets=False) or ""


def _turbohtml(content: bytes, text: str, url: str) -> str:  # noqa: ARG001 - the shape of every peer
    return load("turbohtml").parse(content).main_text() or ""


PEERS: dict[str, Peer] = {
    peer.name: peer
    for peer in (
        Peer("trafilatura", "trafilatura", _trafilatura, "include_comments=False"),
        Peer("trafilatura-fast", "trafilatura", _trafilatura_fast, "include_comments=False, fast=True"),
        Peer("readability", "readability-lxml", _readability),
        Peer("newspaper4k", "newspaper4k", _newspaper),
        Peer("resiliparse", "resiliparse", _resiliparse, "main_content, no alt_texts, no list_bullets"),
        Peer("turbohtml", "turbohtml", _turbohtml, "main_text"),
    )
}


def peers_named(names: Iterable[str], known: Mapping[str, Peer] = PEERS) -> list[Peer]:
    """Give the peers of these names. Raises `PeerMissingError` for one that nobody knows."""
    found = []
    for name in names:
        if name not in known:
            raise PeerMissingError(f"{name}: no such peer; there are {', '.join(known)}")
        found.append(known[name])
    return found


@dataclass(frozen=True, slots=True)
class Given:
    """What a peer gave for a page, the seconds it took, and what it raised where it gave nothing."""

    text: str
    seconds: float
    failure: str = ""


class Kept:
    """What peers gave, kept in a file under `folder`; without a folder, for this run only.

    A result is found by the peer's name, version and settings, and the page's hash.
    """

    def __init__(self, folder: Path | None) -> None:
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        self.file = sqlite3.connect(folder / "peers.sqlite" if folder else ":memory:", timeout=WAIT)
        self.file.execute(
            "CREATE TABLE IF NOT EXISTS given (key TEXT PRIMARY KEY, text TEXT, seconds REAL, failure TEXT)"
        )

    def ask(self, peer: Peer, content: bytes, text: str, url: str) -> Given:
        """Give a peer's text of a page, as kept or as run now."""
        page = hashlib.sha256(content).hexdigest()
        key = f"{peer.name} {peer.version} {peer.settings} {page}"
        kept = self.file.execute("SELECT text, seconds, failure FROM given WHERE key = ?", (key,)).fetchone()
        if kept is not None:
            return Given(*kept)
        start = time.perf_counter()
        body, failure = "", ""
        try:
            body = peer.run(content, text, url)
        except FAILURES as raised:
            failure = " ".join(f"{type(raised).__name__}: {raised}".split())[:200]
        given = Given(body.encode("utf-8", "replace").decode(), time.perf_counter() - start, failure)
        self.file.execute(
            "INSERT OR REPLACE INTO given VALUES (?, ?, ?, ?)",
            (key, given.text, given.seconds, given.failure),
        )
        self.file.commit()
        return given

    def close(self) -> None:
        """Close the file."""
        self.file.close()
