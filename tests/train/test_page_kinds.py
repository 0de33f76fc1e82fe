"""Learning kinds of page: the same every time, better than chance, and written so that the library reads it."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
import pytest

from lugas.fields.verdict.kind import WEIGHTS, PageKinds, chances_of, load_page_kinds
from lugas.fields.verdict.numbers import KINDS
from tests.train.pages import load_pages
from train.page_kinds import Learned, Numbered, agreement, cross_validate, learn, number_pages, write

NAMES = ("address_forum", "prices", "solid")


def made_up() -> list[Numbered]:
    """Make pages whose kinds stand in their numbers."""
    dice = np.random.default_rng(7)
    pages = []
    for number in range(120):
        kind = KINDS[number % 3 * 2 % 5]
        told = {"article": (0, 0, 1), "index": (0, 1, 0), "reference": (1, 0, 0)}[kind]
        values = dict(zip(NAMES, (np.array(told) + dice.normal(0, 0.1, 3)).tolist(), strict=True))
        pages.append(Numbered("wcxb-dev", number % 5, kind, values))
    return pages


def test_what_stands_in_the_numbers_is_learned() -> None:
    """Kinds that the numbers tell are told right on pages of other sites, each time alike."""
    pages = made_up()
    chances = cross_validate(pages)
    assert chances.sum(1) == pytest.approx(np.ones(len(pages)))
    assert agreement(pages, chances) == {"article_f1": 1.0, "rest_named_right": 1.0}
    assert np.array_equal(learn(pages).weights, learn(pages).weights)


def test_pages_are_numbered(tmp_path: Path) -> None:
    """Labelled pages are read with the weights named, and measured."""
    shipped = str(Path(WEIGHTS).parents[2] / "blocks" / "weights" / "html.npz")
    found = number_pages(load_pages(tmp_path), shipped)
    assert [(page.set_name, page.kind) for page in found] == [("naeb", "article"), ("wcxb-dev", "forum")]
    assert all(tuple(page.numbers) == load_page_kinds().numbers for page in found)


def test_written_weights_are_read_by_the_library(tmp_path: Path) -> None:
    """What is learned and what the library makes of the file agree."""
    pages = made_up()
    learned: Learned = learn(pages)
    write(tmp_path / "kinds.json", NAMES, learned, {"pages": 120})
    read = msgspec.json.decode((tmp_path / "kinds.json").read_bytes(), type=PageKinds)
    for page in pages[:9]:
        wanted = learned.chances(np.array([list(page.numbers.values())]))[0]
        assert list(chances_of(read, page.numbers).values()) == pytest.approx(wanted.tolist(), abs=0.01)
