"""Where on the page the title stands, and where the body begins and ends."""

from __future__ import annotations

from lugas.blocks.holdings import Holdings
from lugas.blocks.zones import ABOVE_TITLE, INTO_BODY, Zones, holdings_of, is_likely, zones_of
from lugas.model import Role
from lugas.options import Options
from tests.blocks.build import MORE, PROSE, give, lines, markup


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


def test_holdings() -> None:
    """A box holds the words of all likely rows inside it; the title's boxes and the body's are known."""
    page = f"<main><div><h1>Title</h1><p>{PROSE}</p><p>{MORE}</p></div><div><p>Words</p></div></main>"
    sheet = give(markup(page, chance={"The": 0.9, "Its": 0.9, "Words": 0.9}), Title=Role.TITLE)
    boxes = {row.text: row.box for row in sheet.rows}
    holdings = holdings_of(sheet, Options())
    whole = len(f"{PROSE} {MORE} Words".split())
    assert holdings.whole == whole
    article = sheet.cut.boxes[boxes[PROSE]].parent
    rest = sheet.cut.boxes[boxes["Words"]].parent
    assert holdings.likely[article] == whole - 1
    assert holdings.body() == article
    assert article in holdings.titled
    assert not holdings.apart(article, 1.0)
    assert holdings.apart(rest, 0.1)
    assert not holdings.apart(rest, 0.01)


def test_no_holdings() -> None:
    """A page without likely body holds nothing, and has no box of the body."""
    assert holdings_of(markup("<p>Words</p>"), Options()).body() == -1
    empty = Holdings([], frozenset())
    assert empty.whole == 0
    assert Holdings([0.0], frozenset()).share(0) == 0


def test_likely() -> None:
    """A row is likely body if the tagger takes it for body and no pass has marked it."""
    sheet = give(markup("<p>One</p><p>Two</p><p>Three</p>", chance={"One": 0.9, "Two": 0.9}), Two=Role.AD)
    assert [is_likely(sheet, at, Options()) for at in range(3)] == [True, False, False]
