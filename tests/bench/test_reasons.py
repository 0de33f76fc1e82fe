"""Why a page came out badly is told in words that hold for any page, and with lines of it that are only shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.pages import LabelledPage
from bench.quality.ours import Answer
from bench.quality.reasons import reason_of

GOLD = ("The council voted on Monday to rebuild the old market hall.", "Work is to begin in spring.")
AD = "Subscribe to our newsletter today"


@pytest.fixture(name="page")
def make_page() -> LabelledPage:
    """Make a page with two paragraphs."""
    return LabelledPage("naeb", "p", Path(), body=GOLD)


def test_nothing_found(page: LabelledPage) -> None:
    """A reading without text has nothing more to be told."""
    assert reason_of(page, Answer(" ")).said == "nothing was found"


def test_what_was_lost(page: LabelledPage) -> None:
    """Lost lines are counted, with the roles of the blocks that hold them; the longest is shown."""
    blocks = (("title", "Hall"), ("body", GOLD[0]), ("related_link", GOLD[1]))
    reason = reason_of(page, Answer(GOLD[0], blocks=blocks))
    assert reason.said == "lost 35% in 1 line (read as related_link 1)"
    assert reason.quoted == (f"lost: {GOLD[1]}",)


def test_what_was_never_there(page: LabelledPage) -> None:
    """A line of the gold that stands in no block of the page is told apart from one that was set aside."""
    reason = reason_of(page, Answer(GOLD[0], blocks=(("body", GOLD[0]), ("footer", "Imprint"))))
    assert reason.said == "lost 35% in 1 line (1 in no block of the page)"


def test_what_was_kept(page: LabelledPage) -> None:
    """Foreign lines are counted by whether they stand before, within or after the gold."""
    after = reason_of(page, Answer("\n".join((*GOLD, AD))))
    assert after.said == "kept 23% in 1 line (1 after)"
    assert after.quoted == (f"kept: {AD}",)
    around = reason_of(page, Answer("\n".join((AD, GOLD[0], "Read also: a new bridge", GOLD[1]))))
    assert around.said.endswith("in 2 lines (1 before, 1 within)")


def test_a_long_line_is_cut(page: LabelledPage) -> None:
    """No more than 80 characters of a line are shown."""
    reason = reason_of(page, Answer("\n".join((*GOLD, "an endless line " * 20))))
    assert len(reason.quoted[0]) == len("kept: ") + 80


def test_reasons_hold_no_text_of_the_page(page: LabelledPage) -> None:
    """What is kept of a reason holds no word of the page."""
    blocks = (("body", GOLD[0]), ("caption", GOLD[1]), ("body", AD))
    said = reason_of(page, Answer(f"{GOLD[0]}\n{AD}", blocks=blocks)).said
    assert not any(word in said for word in ("council", "spring", "newsletter"))
