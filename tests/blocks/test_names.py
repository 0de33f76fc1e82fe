"""What class words are about."""

from __future__ import annotations

import pytest

from lugas.blocks.cut import cut_tree
from lugas.blocks.hints import Hints
from lugas.blocks.measure import measure
from lugas.blocks.names import (
    BOXES,
    NAMING,
    OVERRULING,
    QUOTING,
    class_groups,
    group_bits,
    group_mask,
    named_roles,
)
from lugas.page.tree import parse_html


def test_bits_of_words() -> None:
    """A word has the bits of its groups, and one for naming a role, a box of its own, or a quote."""
    masks, groups = class_groups()
    assert 1 << groups < QUOTING
    for word, role in named_roles().items():
        assert masks[word] & NAMING
        assert bool(masks[word] & OVERRULING) is (role in BOXES)
    assert group_mask(("share", "x"), masks) & group_bits("share")
    assert group_mask(("pull", "x"), masks) & QUOTING
    assert group_mask(("x",), masks) == 0


@pytest.mark.parametrize(
    ("page", "bit", "truth"),
    [
        ("<div class=comments><div><div><p>one</p></div></div></div>", OVERRULING, True),
        ("<div class=comments><div><div><div><p>one</p></div></div></div></div>", OVERRULING, False),
        ("<div class=byline><p>one</p></div>", OVERRULING, False),
        ("<p class=comments>one</p>", NAMING, True),
        ("<p class=pullquote>one</p>", QUOTING, True),
        ("<div class=x><p>one</p></div>", NAMING | OVERRULING | QUOTING, False),
    ],
)
def test_nearest(page: str, bit: int, *, truth: bool) -> None:
    """What a row's four nearest boxes are named for is told of it, and nothing of those further off."""
    cut = cut_tree(parse_html(page), "https://site.example/")
    around = measure(cut, Hints()).around
    assert around is not None
    assert [bool(mask & bit) for mask in around.nearest.tolist()] == [truth]
