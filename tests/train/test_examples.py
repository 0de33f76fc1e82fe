"""Labelled pages become examples: the numbers of every row, and what the gold says of it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from lugas.blocks.measure import layout
from tests.train.pages import BODY, TITLE, load_pages, write_sets
from train import examples as examples_file
from train.examples import STYLES, examples_of, load_examples, snippet_labels, title_labels


def test_markup(tmp_path: Path) -> None:
    """Through the HTML door a page is one example: its body's rows have 1, its title is told, all else 0."""
    page, _ = load_pages(tmp_path)
    (example,) = examples_of(page, "html")
    assert example.texts == ["Home", "Sport", TITLE, BODY[0], "Advertisement", BODY[1], "Imprint"]
    assert example.body.tolist() == [0, 0, 0, 1, 0, 1, 0]
    assert example.title.tolist() == [0, 0, 1, 0, 0, 0, 0]
    assert example.words.tolist()[:3] == [1, 1, 5]
    assert example.values.shape == (7, max(part.stop for part in layout("html").values()))
    assert example.values.dtype == np.float16
    assert (example.set_name, example.id, example.site, example.style) == ("naeb", "one", "one.example", "")
    assert example.gold == "\n\n".join(BODY)


def test_copies(tmp_path: Path) -> None:
    """Through the other door a page is an example for each style of copying, and one of a part; the labels agree."""
    page, _ = load_pages(tmp_path)
    found = examples_of(page, "text")
    assert [example.style for example in found] == [*STYLES, "part"]
    width = max(part.stop for part in layout("text").values())
    for example in found:
        assert example.values.shape == (len(example.texts), width)
        body = [text for text, share in zip(example.texts, example.body, strict=True) if share > 0.5]
        assert " ".join(body) == " ".join(BODY)


def test_copies_are_the_same_each_time(tmp_path: Path) -> None:
    """What is left to chance in copying depends on the page alone."""
    page, _ = load_pages(tmp_path)
    one, other = examples_of(page, "text"), examples_of(page, "text")
    assert [example.texts for example in one] == [example.texts for example in other]
    assert all(a.values.tobytes() == b.values.tobytes() for a, b in zip(one, other, strict=True))


def test_addresses_are_not_always_there(tmp_path: Path) -> None:
    """Half of the copies come without the page's address, so that it is not leant on."""
    page, _ = load_pages(tmp_path)
    place = layout("text")["hints"].start + 7  # whether the words of an address are known
    known = [bool(example.values[0, place]) for example in examples_of(page, "text")]
    assert set(known) == {True, False}


def test_gold_of_snippets(tmp_path: Path) -> None:
    """A page with snippets for its gold labels the rows that hold one, and leaves the others unknown."""
    _, page = load_pages(tmp_path)
    (example,) = examples_of(page, "html")
    assert example.texts[0] == "Storm over"
    assert np.array_equal(example.body, np.array([np.nan, 1, 0], np.float32), equal_nan=True)
    assert np.isnan(example.title).all()
    assert (example.kind, example.gold) == ("forum", "")


def test_snippets_and_titles() -> None:
    """Unwanted snippets outweigh wanted ones; a title that the page does not show is unknown throughout."""
    assert snippet_labels(["a b"], ("a",), ("b",)).tolist() == [0]
    assert title_labels(["Ferry RETURNS!", "x"], "Ferry returns").tolist() == [1, 0]
    assert np.isnan(title_labels(["x", "y"], "Ferry returns")).all()
    assert np.isnan(title_labels(["x", ""], "")).all()


@pytest.mark.parametrize(("door", "count"), [("html", 2), ("text", 10)])
def test_every_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, door: str, count: int) -> None:
    """The examples of all sets come in the order of the sets, pages of any kind among them."""
    monkeypatch.setattr(examples_file, "ProcessPoolExecutor", Threads)
    found = load_examples(write_sets(tmp_path), door)
    assert len(found) == count
    assert list(dict.fromkeys(example.id for example in found)) == ["one", "two"]


class Threads(ThreadPoolExecutor):
    """Threads in the place of processes: two pages are not worth a process."""
