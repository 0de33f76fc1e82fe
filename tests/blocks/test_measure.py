"""Measuring: the same layout for every page, sound numbers, and the same numbers each time."""

from __future__ import annotations

import time
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lugas.blocks.cut import cut_tree
from lugas.blocks.hints import Hints, hints_of
from lugas.blocks.measure import Numbers, layout, measure
from lugas.copied.lines import cut_text
from lugas.page.embedded import Embedded
from lugas.page.rows import Cut
from lugas.page.tree import parse_html

HINTS = Hints(title="A headline", description="What it is about", body="the body as data", slug="a headline")
PAGE = (
    "<nav><a href=/>Home</a></nav><article class=article-body><h1>A headline</h1><p>"
    + "Ten words and some more of them make this prose, surely. " * 3
    + "<p>Short.</p><img src=/x.jpg></article><aside hidden><ul><li><a href=/2>Other</a></ul></aside>"
)


def page(markup: str) -> Cut:
    """Cut a page."""
    return cut_tree(parse_html(markup), "https://site.example/")


def column(numbers: Numbers, form: str, group: str, place: int) -> list[float]:
    """Give one number of every row."""
    found: list[float] = numbers.values[:, layout(form)[group].start + place].tolist()
    return found


@pytest.mark.parametrize("form", ["html", "text"])
def test_layout(form: str) -> None:
    """The groups of numbers stand one after the other, without gap or overlap."""
    slices = list(layout(form).values())
    assert slices[0].start == 0
    assert all(before.stop == after.start for before, after in pairwise(slices))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text(max_size=30), max_size=12), st.sampled_from(["", "<p>", "<li>", "<td>", "<h1>", "<br>"])
)
def test_any_page_is_measured(parts: list[str], tag: str) -> None:
    """Whatever the page, each row has the numbers of the layout, and all of them are finite."""
    for cut in (page(tag.join(parts)), cut_text("\n".join(parts))):
        numbers = measure(cut, HINTS)
        assert numbers.values.dtype == np.float32
        assert len(numbers.values) == len(numbers.words) == len(numbers.marks) == len(cut.rows)
        if cut.rows:
            assert numbers.values.shape[1] == max(part.stop for part in layout(cut.form).values())
        assert np.isfinite(numbers.values).all()


def test_same_numbers() -> None:
    """A page measured twice has the same numbers, bit for bit."""
    assert measure(page(PAGE), HINTS).values.tobytes() == measure(page(PAGE), HINTS).values.tobytes()


def test_nothing_to_measure() -> None:
    """A page without rows has no numbers."""
    assert measure(Cut("html"), Hints()).values.shape == (0, 0)
    assert measure(Cut("text"), Hints()).words.shape == (0,)


def test_html_numbers() -> None:
    """The numbers say what stands on the page: kinds, hidden rows, the title's row, links, prose."""
    cut = page(PAGE)
    numbers = measure(cut, HINTS)
    assert [row.text[:10] for row in cut.rows] == ["Home", "A headline", "Ten words ", "Short.", "", "Other"]
    assert column(numbers, "html", "kinds", 1) == [0, 1, 0, 0, 0, 0]
    assert column(numbers, "html", "told", 0) == [0, 0, 0, 0, 0, 1]
    assert column(numbers, "html", "title", 1) == [0, 1, 0, 0, 0, 0]
    assert column(numbers, "html", "hints", 3) == [0, 1, 0, 0, 0, 0]
    assert column(numbers, "html", "regions", 0) == [0, 0, 1, 0, 0, 0]
    assert numbers.around is not None


def test_text_numbers() -> None:
    """Copied text is measured by its lines: blank ones around a row, and runs of short rows."""
    cut = cut_text("Home\nNews\nSport\n\n\nA line that has rather more than five words in it.")
    numbers = measure(cut, Hints())
    assert column(numbers, "text", "lines", 0) == [0, 0, 0, 2]
    assert column(numbers, "text", "lines", 1) == [0, 0, 2, 4]
    assert np.allclose(column(numbers, "text", "lines", 6), np.log1p([3, 3, 3, 0]))
    assert numbers.around is None


def test_repeats() -> None:
    """What stands on the page again is told from what stands once."""
    numbers = measure(cut_text("Share\n\nText\n\nshare"), Hints())
    assert column(numbers, "text", "repeats", 1) == [0, 0, 1]


def test_hints() -> None:
    """Data of the page is preferred for its title; for copied text the address is looked for in the lines."""
    embedded = Embedded()
    assert hints_of(Cut("html"), embedded, "https://a.example/berita/kapal-tua").slug == "berita kapal tua"
    cut = cut_text("A line\nhttps://a.example/x\nhttps://a.example/berita/kapal-tua")
    assert hints_of(cut, embedded, "").slug == "berita kapal tua"


@pytest.mark.parametrize(
    "part", ["<p>x", "<div class=a><p>word word", "<ul><li>x</ul>", "<p><a href=/x>Words</a>"]
)
def test_time_is_linear(part: str) -> None:
    """Four times the rows take about four times as long."""
    spent = []
    for count in (2_000, 8_000):
        cut = page(part * count)
        best = 1e9
        for _ in range(3):
            start = time.process_time()
            measure(cut, HINTS)
            best = min(best, time.process_time() - start)
        spent.append(best)
    assert spent[1] < 9 * max(spent[0], 0.01)
