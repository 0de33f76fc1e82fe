"""Compressed pages expand to no more than they may, however they were packed."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from collections.abc import Callable
from functools import cache
from time import thread_time

import pytest

import lugas
from lugas.budget import OUT_OF_MEMORY
from lugas.model import VerdictKind
from lugas.options import MEBIBYTE, Options
from lugas.page.expand import expand, inflate

BOUND = 4 * MEBIBYTE
# Zeros would be no text; this packs 300 to 1, and zeros 1000 to 1.
LINE = b"<p>The ferry left the harbour at nine and reached the island before noon.</p>\n"
LARGE = LINE * (16 * MEBIBYTE // len(LINE))
SLACK = 4  # machines that test are shared and slow


def packed(content: bytes) -> bytes:
    """Pack bytes with gzip."""
    return gzip.compress(content, 6, mtime=0)


def raw(content: bytes) -> bytes:
    """Pack bytes with deflate alone, as some servers send it."""
    stream = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return stream.compress(content) + stream.flush()


BOMBS: dict[str, Callable[[], bytes]] = {
    "gzip": lambda: packed(LARGE),
    "zlib": lambda: zlib.compress(LARGE),
    "gzip in gzip": lambda: packed(packed(LARGE * 4)),
    "gzip in zlib": lambda: zlib.compress(packed(LARGE * 4)),
    "gzip in gzip in gzip": lambda: packed(packed(packed(LARGE * 4))),
    "members": lambda: packed(LARGE[:MEBIBYTE]) * 1000,
    "many empty members": lambda: packed(b"") * 100_000 + packed(LARGE[:MEBIBYTE]),
    "a member in each": lambda: packed(LINE) * 20_000,
    "members in gzip": lambda: packed(packed(LARGE[:MEBIBYTE]) * 1000),
    "zeros": lambda: packed(bytes(64 * MEBIBYTE)),
    "a member that never ends": lambda: packed(LARGE)[:-9],
    "rubbish after a bomb": lambda: packed(LARGE) + b"\x1f\x8b\x08" * MEBIBYTE,
}


@cache
def bomb(name: str) -> bytes:
    """Make a bomb, when a test asks for it."""
    return BOMBS[name]()


@pytest.mark.parametrize("name", BOMBS)
def test_bombs(name: str) -> None:
    """A bomb of any make expands to the bound and no further, in little time and little more memory."""
    content = bomb(name)
    tracemalloc.start()
    begun = thread_time()
    found = expand(content, BOUND)
    spent, (_, peak) = thread_time() - begun, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(found.content) <= BOUND
    assert spent < 0.5 * SLACK
    assert peak < 3 * BOUND + 2 * MEBIBYTE
    if name not in {"gzip in gzip in gzip", "many empty members"}:
        assert found.cut_short


@pytest.mark.parametrize("name", ["gzip", "zlib", "members", "zeros", "a member that never ends"])
def test_bombs_on_the_wire(name: str) -> None:
    """What a server sends as gzip or deflate is bounded as well, with and without a wrapping."""
    for content in (bomb(name), raw(LARGE)):
        found = inflate(content, BOUND)
        assert len(found.content) <= BOUND
        assert found.cut_short


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_read(name: str) -> None:
    """A page that is a bomb gives an article that says so, within its bounds."""
    content = bomb(name)
    begun = thread_time()
    article = lugas.read(content, options=Options(max_expanded=MEBIBYTE, max_blocks=100))
    assert thread_time() - begun < 2 * SLACK
    assert len(article.blocks) <= 100
    told = article.verdict.signals[-1:]
    assert told == ("cut short",) or article.verdict.kind in {VerdictKind.NOT_TEXT, VerdictKind.EMPTY}


def test_memory_bounds_what_is_expanded() -> None:
    """What a packed page may expand to follows from the memory that it may take."""
    article = lugas.read(bomb("gzip"), options=Options(max_memory=2 * MEBIBYTE))
    assert article.verdict.signals[-1] == OUT_OF_MEMORY


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"\x28\xb5\x2f\xfd\x04\x58" + bytes(range(1, 200)), "Zstandard"),
        (b"BZh91AY&SY" + bytes(range(1, 200)), "bzip2"),
        (b"\xfd7zXZ\x00" + bytes(range(1, 200)), "xz"),
        (b"\x8b\x03\x80" + bytes(range(1, 200)) * 3, "binary"),  # brotli has no sign of its own
    ],
)
def test_other_packings(content: bytes, named: str) -> None:
    """Data packed in a way that is not read is named and never expanded; packed into gzip, too."""
    for given in (content, packed(content)):
        article = lugas.read(given)
        assert article.verdict.kind is VerdictKind.NOT_TEXT
        assert named in article.verdict.reason


def test_whole_members() -> None:
    """A page in two members is one page."""
    page = b"<title>Ferry</title><h1>Ferry</h1>" + LINE * 5
    assert lugas.read(packed(page[:50]) + packed(page[50:])) == lugas.read(page)
