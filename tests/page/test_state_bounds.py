"""Whatever a page's data holds, it is read in bounded time, and what is broken loses nothing else."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest

import lugas
from lugas.page.nodes import words_of
from lugas.page.scripts import Store, read_store
from lugas.page.state import Known, find_bodies, may_be_stored
from tests.page.test_state import MARKED_UP, STORY, TEXTS, TITLE, WRITINGS, has_all, page_of, said, state

HOSTILE = {
    "deep lists": "<script>x=" + "[" * 200_000 + "]" * 200_000 + "</script>",
    "deep but parsed": "<script>x=" + '{"a":' * 900 + json.dumps(STORY) + "}" * 900 + "</script>",
    "broken": f"<script>x={json.dumps(STORY)[:-40]}</script>" * 50,
    "open brackets": "<script>" + "x={" * 300_000 + TITLE + "</script>",
    "open quotes": "<script>" + 'x="\\"' * 300_000 + TITLE + "</script>",
    "all quotes": "<script>" + "={'\"`" * 200_000 + TITLE + "</script>",
    "many small strings": state({"title": TITLE, "items": ["ya"] * 400_000}),
    "many small objects": state({"title": TITLE, "items": [{"text": "ya tidak"}] * 100_000}),
    "five million letters": state({"title": TITLE, "body": " ".join(TEXTS) * 8_000}),
    "identifiers": "<script>x={" + "a:b," * 400_000 + TITLE + "</script>",
    "flight rows without end": f"<script>self.__next_f.push([1,{json.dumps('1:[' * 200_000 + TITLE)}])</script>",
    "a flat list in a circle": state([{"title": 1, "items": 2}, TITLE, [0, 2, 2, 3] * 500, *TEXTS]),
    "references in a circle": state(
        {"ROOT_QUERY": {"__ref": "A"}, "A": {"title": TITLE, "content": [{"__ref": "A"}] * 99}}
    ),
    "a number of many digits": "<script>x=" + '{"a": "b", "n": ' + "9" * 5_000 + "," + json.dumps(STORY)[1:],
    "a character of many digits": state(
        {"title": TITLE, "body": f"{MARKED_UP}<p>&#{'9' * 5_000};</p>&lt;p&gt;"}
    ),
    "nested strings of JSON": state(
        json.dumps(json.dumps(json.dumps({"title": TITLE, "body": "x" * 99_000})))
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_data_is_bounded(name: str) -> None:
    """Whatever a script holds, it is read in a few seconds, and nothing is raised."""
    tree = page_of(HOSTILE[name])
    known = Known(titles=(TITLE,))
    start = time.process_time()
    may_be_stored(tree, known)
    find_bodies(tree, known)
    assert time.process_time() - start < 4.0


def pushed(*texts: str) -> str:
    """Write texts as pushes to flight data."""
    return "".join(f"<script>self.__next_f.push([1,{json.dumps(text)}])</script>" for text in texts)


def long_text(count: int) -> str:
    """Write a text that is the longer the more often it is referred to."""
    return " ".join(TEXTS) * (count // 40)


def in_rows(text: str, referring: list[Any]) -> str:
    """Write flight rows: a text, and a body with what refers to it."""
    body = json.dumps({"title": TITLE, "body": [*TEXTS, *referring]})
    return pushed(f"2:T{len(text):x},{text}", f"3:{body}\n")


GROWING: dict[str, Callable[[int], str]] = {
    "a long text in a flat list": lambda count: state(
        [{"title": 1, "items": 2}, TITLE, [3] * count, long_text(count)]
    ),
    "a long text under many names": lambda count: state(
        [{"title": 1, "body": 2}, TITLE, {f"x{at}": 3 for at in range(count)}, long_text(count)]
    ),
    "a long text in flight rows": lambda count: in_rows(
        "x{" * (count * 4), [{f"body{at}": "$2" for at in range(count)}]
    ),
    "a long script in flight rows": lambda count: in_rows(
        "x{" * (count * 4) + "function a(){}", ["$2"] * count
    ),
    "broken pushes": lambda count: (
        "<script>" + TITLE + "self.__next_f.push([*\n" * (count * 40) + "</script>"
    ),
    "open pushes": lambda count: "<script>" + TITLE + 'self.__next_f.push(["\\"' * (count * 40) + "</script>",
    "broken rows": lambda count: pushed(TITLE + "\n" + "1:[x\n" * (count * 40)),
    "small rows": lambda count: pushed(TITLE + "\n" + "1:T1,x" * (count * 40)),
}


def seconds(markup: str) -> float:
    """Measure how long it takes to look for a body in a page, the better of two times."""
    tree = page_of(markup)
    found = []
    for _ in range(2):
        start = time.process_time()
        may_be_stored(tree, Known(titles=(TITLE,)))
        find_bodies(tree, Known(titles=(TITLE,)))
        found.append(time.process_time() - start)
    return min(found)


@pytest.mark.parametrize("name", GROWING)
def test_time_grows_with_the_data(name: str) -> None:
    """Twice as much data takes about twice as long, whatever refers to what and however much of it is broken."""
    write = GROWING[name]
    assert seconds(write(2_000)) < 3 * seconds(write(1_000)) + 0.05


def test_scripts_over_the_bound_are_left() -> None:
    """A script beyond the bound of what is read is left, those around it are read and looked through."""
    big = state({"a": "x" * 8_000_000})
    tree = page_of(big, state(STORY), big, state(STORY))
    assert [value for _, value in read_store(tree).values] == [STORY, STORY]
    assert may_be_stored(tree, Known(titles=(TITLE,)))


def test_broken_rows_lose_no_others() -> None:
    """A broken row and a broken push are passed over, and what stands after them is read."""
    script = "<script>self.__next_f.push([*)</script>" + pushed('7:[x\n8:{"a"\n') + WRITINGS["flight rows"]
    assert has_all(said(page_of(script)))


def test_counted_characters_are_bounded() -> None:
    """Words are counted in so many characters and no more; a text beyond counts as none."""
    store = Store(left=500)
    text, other = "kapal itu " * 40, "kapal ini " * 40
    assert [words_of(text, store), words_of(text, store), words_of(other, store)] == [80, 80, 0]


@pytest.mark.parametrize("odd", ["&#" + "9" * 5_000 + ";", "\ud83d"])
def test_odd_characters_of_json_ld_are_bounded(odd: str) -> None:
    """A character reference of many digits, or half a character, in JSON-LD raises nothing in reading or writing."""
    thing = state(
        {"@type": "NewsArticle", "headline": f"{TITLE} {odd} lagi"}, '<script type="application/ld+json">'
    )
    found = lugas.read(f"{thing}<p>{TEXTS[0]}</p>")
    assert b"Feri perintis" in lugas.to_json(found).encode()
