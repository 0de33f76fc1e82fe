"""How far rows speak of one thing: the words each shares with those near it and with the rest of the page."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from lugas.blocks.cohesion import COHESION, NEAR, REACH, measure_cohesion
from lugas.blocks.lexicon import split_words

BEFORE, AFTER, REACH_BEFORE, REACH_AFTER, ANYWHERE, EITHER, MUCH = range(COHESION)


def measured(*rows: str) -> NDArray[np.float32]:
    """Measure rows of lower case."""
    return measure_cohesion(split_words(list(rows)), len(rows))


def test_shared_words() -> None:
    """A row that says what the row before it says shares it backwards, and that one forwards; others share nothing."""
    found = measured("the ferry captain", "captain and ferry", "something else entirely")
    assert found[0, AFTER] == found[0, REACH_AFTER] == found[0, ANYWHERE] > 0.5
    assert found[0, BEFORE] == 0
    assert found[1, BEFORE] > 0.5
    assert not found[2, :MUCH].any()


def test_distance() -> None:
    """What stands far away counts within reach, and farther still only anywhere."""
    gap = ["nothing"] * NEAR
    near, far = measured("ferry", *gap[1:], "ferry"), measured("ferry", *gap, "ferry")
    assert near[0, AFTER] == 1
    assert far[0, AFTER] == 0
    assert far[0, REACH_AFTER] == far[0, EITHER] == 1
    farther = measured("ferry", *["nothing"] * REACH, "ferry")
    assert farther[0, REACH_AFTER] == 0
    assert farther[0, ANYWHERE] == 1


def test_common_words_count_less() -> None:
    """Sharing a word that every row has says less than sharing a rare one."""
    rows = [f"with word{chr(97 + at)}word" for at in range(9)]
    common = measured(*rows)
    rare = measured("ferry other", *rows, "ferry another")
    assert common[0, ANYWHERE] < rare[0, ANYWHERE]


def test_short_words_and_dense_scripts() -> None:
    """Words of one or two letters say nothing; in scripts without spaces pairs of letters do."""
    assert not measured("a an of", "of an a")[:, :MUCH].any()
    found = measured("東京都の船", "船は東京へ", "無関係")
    assert found[0, AFTER] > 0
    assert found[2, ANYWHERE] == 0


def test_nothing_to_share() -> None:
    """Pages without words give zeros, rows without words too."""
    assert measured().shape == (0, COHESION)
    assert not measured("", "!").any()
    assert not measured("ferry", "", "ferry")[1].any()


@given(st.lists(st.text("ab é東の ", max_size=12), max_size=9))
def test_bounds(rows: list[str]) -> None:
    """Shares lie between 0 and 1, and reading a page from its end swaps before and after."""
    found = measured(*rows)
    assert ((found[:, :MUCH] >= 0) & (found[:, :MUCH] <= 1.0001)).all()
    turned = measured(*rows[::-1])[::-1]
    assert np.allclose(found[:, [BEFORE, REACH_BEFORE]], turned[:, [AFTER, REACH_AFTER]])
