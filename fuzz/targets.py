"""What is fuzzed: each target takes bytes, makes a page of them, reads it, and holds that what comes out is sound.

Nothing here needs the fuzzer: the everyday tests replay the kept inputs with these very functions.
"""

from __future__ import annotations

import datetime as dt
import gzip
import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import lugas
from tests.sound import check_article

__all__ = ["CORPUS", "FINDS", "TARGETS", "kept", "seeds"]

HERE = Path(__file__).parent
# Inputs kept for what they reach, and those that once showed a defect; a folder for each target.
CORPUS, FINDS = HERE / "corpus", HERE / "finds"
PAGES = HERE.parent / "tests"

URLS = (None, "https://news.example/2024/03/02/ferry-runs-again", "http://[", "https://a.example/x?page=2#y")
LABELS = (
    *(None, "utf-8", "utf-16", "utf-7", "utf-32", "latin1", "gbk", "big5", "shift_jis", "iso-2022-jp"),
    *("euc-kr", "windows-1251", "koi8-u", "x-user-defined", "replacement", "no such encoding"),
)
FETCHED = dt.datetime(2024, 3, 2, 12, tzinfo=dt.UTC)
LONGEST_SEED = 8000

PROSE = "<p>The ferry left the harbour at nine and reached the island before noon, its captain said on Monday.</p>"
PAGE = "<html><head><title>Ferry runs again</title>{}</head><body><h1>Ferry runs again</h1>" + PROSE * 3
# How data may stand in a page.
WRAPPINGS = (
    '<script type="application/ld+json">{}</script>',
    '<script id="__NEXT_DATA__" type="application/json">{}</script>',
    "<script>window.__STATE__ = {};</script>",
    '<script>self.__next_f.push([1,"{}"])</script>',
)
SCRIPT = re.compile(r"<script[^>]{0,200}>([^<]{2,8000})")


def split(data: bytes) -> tuple[int, bytes]:
    """Take the byte that chooses how the rest is read."""
    return (data[0], data[1:]) if data else (0, b"")


def read_decode(data: bytes) -> None:
    """Read bytes of any encoding, packed or not, whatever they are."""
    choice, content = split(data)
    form: Literal["auto", "html"] = "html" if choice & 64 else "auto"
    page = lugas.Page(content=content, url=URLS[choice >> 4 & 3], encoding=LABELS[choice & 15], form=form)
    check_article(lugas.read_page(page, lugas.Options(max_bytes=100_000, max_expanded=200_000)))


def read_html(data: bytes) -> None:
    """Read markup."""
    choice, content = split(data)
    options = lugas.Options(max_blocks=20) if choice & 8 else lugas.Options.complete()
    fetched = FETCHED if choice & 4 else None
    text = content.decode("utf-8", "replace")
    check_article(lugas.read(text, form="html", url=URLS[choice & 3], fetched=fetched, options=options))


def read_text(data: bytes) -> None:
    """Read copied text; halves of surrogate pairs may stand in it."""
    choice, content = split(data)
    fetched = FETCHED if choice & 4 else None
    text = content.decode("utf-8", "surrogateescape" if choice & 8 else "replace")
    check_article(lugas.read(text, form="text", url=URLS[choice & 3], fetched=fetched))


def read_data(data: bytes) -> None:
    """Read a page that holds JSON-LD, or the data of a script."""
    choice, content = split(data)
    script = WRAPPINGS[choice & 3].replace("{}", content.decode("utf-8", "replace"))
    page = PAGE.replace("{}", script if choice & 4 else "", 1) + ("" if choice & 4 else script)
    check_article(lugas.read(page, form="html", url=URLS[choice >> 4 & 3]))


TARGETS: dict[str, Callable[[bytes], None]] = {
    "data": read_data,
    "decode": read_decode,
    "html": read_html,
    "text": read_text,
}


def kept(target: str) -> list[Path]:
    """Give the inputs of a target that the repository keeps, those that showed a defect first."""
    return [path for top in (FINDS, CORPUS) for path in sorted((top / target).glob("*")) if path.is_file()]


def seeds(target: str) -> Iterator[bytes]:
    """Give what a target's fuzzing begins with, made of the pages of the tests."""
    pages = [path.read_bytes() for path in sorted(PAGES.glob("*/pages/**/*.html"))]
    pages = [page for page in pages if len(page) <= LONGEST_SEED]
    texts = [path.read_bytes() for path in sorted(PAGES.glob("pages/**/*.txt"))]
    if target == "html":
        yield from (b"\1" + page for page in pages)
    elif target == "text":
        yield from (b"\5" + text for text in texts)
    elif target == "data":
        for page in pages:
            yield from (
                bytes([20 if b"ld+json" in match[0].encode() else 18]) + match[1].encode()
                for match in SCRIPT.finditer(page.decode("utf-8", "replace"))
            )
    else:
        some = [content[:1500] for content in (*pages[::6], *texts[::6])]
        for number, content in enumerate(some):
            text = content.decode("utf-8", "ignore")
            yield b"\0" + content
            yield b"\2" + text.encode(("utf-16", "utf-32", "utf-16-be", "utf-7")[number % 4])
            yield b"\5" + text.encode(("latin1", "gbk", "shift_jis", "koi8-u")[number % 4], "replace")
            yield b"\1" + (gzip.compress(content, mtime=0) if number % 2 else zlib.compress(content))
