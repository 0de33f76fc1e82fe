"""The call a user makes: what it takes, what it refuses, and that its answer is always the same."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import os
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lugas
from tests.cases import PAGES

PROSE = "The ferry came back to the island on Thursday, and the whole village stood at the pier to greet it. "
PAGE = f"<html><body><h1>Ferry returns</h1><p>{PROSE * 3}</p><p>{PROSE * 2}</p></body></html>"

# Every third test page, of both forms: enough for all scripts and verdicts.
SOURCES = sorted(path for name in ("page.html", "copied.txt") for path in PAGES.glob(f"*/{name}"))[::3]

READ_ONE = """
import hashlib, sys
import lugas
article = lugas.read(open(sys.argv[1], "rb").read())
print(hashlib.sha256(lugas.to_json(article).encode()).hexdigest())
"""


def answer(content: bytes | str) -> str:
    """Read a page, and give its article as JSON."""
    return lugas.to_json(lugas.read(content))


@pytest.mark.parametrize(
    ("given", "name", "remedy"),
    [
        ({"content": None}, "content", "bytes or as str"),
        ({"content": 7}, "content", "bytes or as str"),
        ({"content": bytearray(b"<p>x")}, "content", "bytes or as str"),
        ({"content": ["<p>x"]}, "content", "bytes or as str"),
        ({"form": "markdown"}, "form", "auto, html, text"),
        ({"form": ""}, "form", "auto, html, text"),
        ({"form": None}, "form", "auto, html, text"),
        ({"url": 7}, "url", "str"),
        ({"url": b"https://site.example/"}, "url", "str"),
        ({"encoding": 7}, "encoding", "str"),
        ({"fetched": "2024-01-20"}, "fetched", "datetime"),
        ({"fetched": dt.date(2024, 1, 20)}, "fetched", "datetime"),
        ({"fetched": dt.datetime(2024, 3, 2)}, "fetched", "a zone"),
        ({"options": None}, "options", "lugas.Options"),
        ({"options": {"threshold": 0.5}}, "options", "lugas.Options"),
    ],
)
def test_wrong_arguments(given: dict[str, Any], name: str, remedy: str) -> None:
    """A wrong argument is refused with its name and with what to give instead."""
    with pytest.raises(lugas.UsageError) as caught:
        lugas.read(**{"content": PAGE, **given})
    assert caught.value.name == name
    assert remedy in caught.value.remedy
    assert name in str(caught.value)
    assert caught.value.remedy in str(caught.value)


def test_wrong_arguments_of_a_record() -> None:
    """A page's record is held to the same as the arguments are."""
    with pytest.raises(lugas.UsageError, match="form is 'pdf'"):
        lugas.read_page(lugas.Page(content=PAGE, form="pdf"))  # type: ignore[arg-type]  # what is tested
    with pytest.raises(lugas.UsageError, match=r"page is of type str; give a lugas\.Page"):
        lugas.read_page(PAGE)  # type: ignore[arg-type]  # what is tested


@pytest.mark.parametrize(
    "url",
    ["", "no address", "ftp://site.example/x", "javascript:alert(1)", "http://", "https://[::1", "\x00"],
)
def test_odd_addresses(url: str) -> None:
    """An address that is none is no error: it is left out, and the page is read."""
    article = lugas.read(PAGE, url=url)
    assert article.url == ""
    assert article.title == "Ferry returns"


def test_one_record_for_all() -> None:
    """The arguments and their record give the same article."""
    fetched = dt.datetime(2024, 1, 20, tzinfo=dt.UTC)
    page = lugas.Page(content=PAGE, url="https://site.example/1", fetched=fetched)
    assert lugas.read(PAGE, url="https://site.example/1", fetched=fetched) == lugas.read_page(page)


def test_same_page_in_any_dress() -> None:
    """Bytes, text, bytes with a mark, other encodings and gzip of one page all give one article."""
    expected = answer(PAGE)
    for content in (
        PAGE.encode(),
        PAGE.encode("utf-8-sig"),
        PAGE.encode("utf-16"),
        gzip.compress(PAGE.encode()),
        PAGE.replace("<p>", "\r\n<p>").encode(),
    ):
        assert answer(content) == expected


def test_form_is_told() -> None:
    """What a page is to be read as can be told against its look."""
    assert lugas.read(PAGE).form == "html"
    assert lugas.read(PAGE, form="text").form == "text"
    assert lugas.read(PROSE, form="html").form == "html"


def test_a_threshold_leans() -> None:
    """The presets keep more or less of one page, never what the more careful one keeps and the other does not."""
    content = (PAGES / "id-kapal-perintis" / "page.html").read_bytes()
    presets = (lugas.Options.precise(), lugas.Options(), lugas.Options.complete())
    precise, usual, complete = (lugas.read(content, options=options) for options in presets)
    assert len(precise.text) <= len(usual.text) <= len(complete.text)
    for article in (precise, complete):
        assert [block.text for block in article.blocks if block.text]
        assert article.title == usual.title


def test_same_answer_in_other_threads() -> None:
    """Eight threads reading many pages at once, in any order, give each page the same bytes as one alone."""
    contents = [path.read_bytes() for path in SOURCES]
    expected = [answer(content) for content in contents]
    order = [*range(len(contents))] * 2
    random.Random(1).shuffle(order)  # noqa: S311 - an order of chance that is the same each time
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda index: answer(contents[index]), order))
    assert all(found[at] == expected[index] for at, index in enumerate(order))


def test_same_answer_after_other_pages() -> None:
    """Each page gives the same bytes whatever was read before it: backwards, and twice."""
    contents = [path.read_bytes() for path in SOURCES]
    forwards = [answer(content) for content in contents]
    backwards = [answer(content) for content in reversed(contents)]
    assert forwards == backwards[::-1]
    assert [answer(content) for content in contents for _ in range(2)][::2] == forwards


@pytest.mark.parametrize("source", SOURCES[:: len(SOURCES) // 3 + 1], ids=lambda path: path.parent.name)
def test_same_answer_in_another_process(source: os.PathLike[str]) -> None:
    """A fresh process, whose sets and dicts have another order of chance, gives the same bytes."""
    found = set()
    for seed in ("1", "2"):
        made = subprocess.run(
            [sys.executable, "-c", READ_ONE, os.fspath(source)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        found.add(made.stdout.strip())
    with open(source, "rb") as file:  # noqa: PTH123 - a path of any kind
        found.add(hashlib.sha256(answer(file.read()).encode()).hexdigest())
    assert len(found) == 1


@settings(max_examples=50, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300)))
def test_any_content(content: bytes | str) -> None:
    """Whatever the content, it is read without an error, with a verdict and its reason, twice the same."""
    article = lugas.read(content)
    assert article.verdict.reason
    assert lugas.from_json(lugas.to_json(article)) == article
    assert lugas.read(content) == article


def test_the_reader_is_loaded_with_the_first_page() -> None:
    """Importing the library loads neither the parser nor numpy; a wrong argument is refused without them too."""
    run = (
        "import sys, lugas\n"
        "try:\n    lugas.read(7)\nexcept lugas.UsageError:\n    pass\n"
        "print([name for name in ('numpy', 'turbohtml') if name in sys.modules])"
    )
    made = subprocess.run([sys.executable, "-c", run], capture_output=True, text=True, check=True)
    assert made.stdout.strip() == "[]"
