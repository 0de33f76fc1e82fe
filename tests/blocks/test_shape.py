"""The shape of the tree: what each box holds, in whatever order boxes stand."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lugas.blocks.shape import Tree, last_within
from lugas.model import Kind
from lugas.page.rows import Box, Cut, Row, lineage


def tree_of(around: list[int], homes: list[int]) -> Tree:
    """Make the tree of boxes, of which the boxes around are given, and of rows, of which their own are."""
    boxes = [Box(up, "div", "div", 0) for up in around]
    return Tree(Cut("html", [Row(Kind.PARAGRAPH, "x", box=box) for box in homes], boxes))


@st.composite
def trees(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    """Draw boxes, each with any box before it around it, and the boxes of rows."""
    around = [-1, *(draw(st.integers(0, place)) for place in range(draw(st.integers(0, 12))))]
    return around, draw(st.lists(st.integers(0, len(around) - 1), min_size=1, max_size=12))


@given(trees())
def test_what_boxes_hold(given: tuple[list[int], list[int]]) -> None:
    """The sums of a box are those of the rows that stand in it, whether or not boxes stand as a tree is walked."""
    around, homes = given
    tree = tree_of(around, homes)
    boxes = [Box(up, "div", "div", 0) for up in around]
    inside = [[box in lineage(boxes, home) for home in homes] for box in range(len(around))]
    halves = np.arange(len(homes), dtype=np.float32) / np.float32(2)
    sums = tree.sums([halves, None])
    for box, held in enumerate(inside):
        assert tree.stands_in(box).tolist() == held
        assert sums[:, box].tolist() == [halves[held].sum(), sum(held)]


def test_last_within() -> None:
    """The last box within each is told where boxes stand as a tree is walked, and nowhere else."""
    assert last_within([]) == []
    assert last_within([-1, 0, 1, 1, 0, 4]) == [5, 3, 2, 3, 5, 5]
    assert last_within([-1, 0, 0, 1]) is None
