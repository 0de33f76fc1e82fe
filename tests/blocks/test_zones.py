"""Where on the page the title stands, and where the body begins and ends."""

from __future__ import annotations

from lugas.blocks.zones import ABOVE_TITLE, INTO_BODY, Zones, zones_of
from lugas.model import Role
from tests.blocks.build import give, lines


def test_zones() -> None:
    """The zones are told by the first title and the first and last row of the body."""
    sheet = give(
        lines("Menu", "Title", "By", "Body a", "Ad", "Body b", "Foot"), Title=Role.TITLE, Body=Role.BODY
    )
    assert zones_of(sheet) == Zones(1, 3, 5)
    assert zones_of(lines("Menu")) == Zones(-1, -1, -1)


def test_head() -> None:
    """The head reaches from some rows above the title into the body's first rows."""
    zones = Zones(20, 25, 40)
    inside = [index for index in range(60) if zones.in_head(index)]
    assert inside == list(range(20 - ABOVE_TITLE, 25 + INTO_BODY))
    assert [index for index in inside if zones.below_title(index)] == list(range(21, 25 + INTO_BODY))


def test_head_without_title_or_body() -> None:
    """Without a title the head is around the body's beginning; with neither there is none."""
    assert Zones(-1, 10, 20).in_head(9)
    assert not any(Zones(-1, -1, -1).in_head(index) for index in range(30))


def test_after_body() -> None:
    """After the body stands what follows its last row; without a body nothing does."""
    zones = Zones(0, 2, 5)
    assert [index for index in range(8) if zones.after_body(index)] == [6, 7]
    assert not Zones(0, -1, -1).after_body(7)
