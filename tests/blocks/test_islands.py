"""Passages of copied text that stand apart from the body."""

from __future__ import annotations

from lugas.blocks.islands import APART, mark_islands
from lugas.blocks.phrases import Mark
from lugas.model import Role
from lugas.options import Options
from tests.blocks.build import MORE, PROSE, after, give, lines, markup

TEASER = "The harbour of the next town will be closed for a week, its mayor said to this paper."
MENU = [f"Entry {at}" for at in range(APART)]
BODY = {"The ferry": 0.95, "Its": 0.9}


def test_doubtful_passages_apart() -> None:
    """A doubtful passage that stands far from the body is set aside, before it or after it."""
    chance = {**BODY, "The harbour": 0.7}
    for page in ([PROSE, MORE, *MENU, TEASER], [TEASER, *MENU, PROSE, MORE]):
        assert after(mark_islands, lines(*page, chance=chance)) == {TEASER: Role.OTHER}


def test_sure_passages_apart() -> None:
    """A passage that is as sure as a body stays: pages hold long tables, menus and advertisements amid the body."""
    assert after(mark_islands, lines(PROSE, MORE, *MENU, TEASER, chance={**BODY, "The harbour": 0.9})) == {}


def test_announced_passages() -> None:
    """A line that announces other articles or tags parts what follows it from the body, however near."""
    chance, near = {**BODY, "The harbour": 0.7}, MENU[:2]
    for mark in (Mark.RELATED, Mark.TAGS):
        sheet = lines(PROSE, MORE, "Read also", *near, TEASER, chance=chance, marks={"Read": mark})
        assert after(mark_islands, sheet) == {TEASER: Role.OTHER}
    sheet = lines(PROSE, "Read also", *near, MORE, TEASER, chance=chance, marks={"Read": Mark.RELATED})
    assert after(mark_islands, sheet) == {}


def test_near_passages() -> None:
    """What stands a few rows away belongs to the body, doubtful or not."""
    assert (
        after(mark_islands, lines(PROSE, MORE, *MENU[1:], TEASER, chance={**BODY, "The harbour": 0.6})) == {}
    )


def test_one_doubtful_body() -> None:
    """The passage with the most body in it stays, however doubtful."""
    assert after(mark_islands, lines(*MENU, PROSE, MORE, *MENU, chance={"The": 0.6, "Its": 0.6})) == {}
    assert after(mark_islands, lines(*MENU)) == {}


def test_what_is_marked_stays_marked() -> None:
    """A row of such a passage that has a role keeps it; rows under the threshold are no passage."""
    chance = {**BODY, "The harbour": 0.7}
    sheet = give(lines(PROSE, MORE, *MENU, TEASER, chance=chance), **{"The harbour": Role.CAPTION})
    assert after(mark_islands, sheet)[TEASER] is Role.CAPTION
    sheet = lines(PROSE, MORE, *MENU, TEASER, chance=chance)
    assert after(mark_islands, sheet, Options(threshold=0.75)) == {}


def test_markup_tells_by_its_elements() -> None:
    """Through the other door nothing is set aside by distance."""
    menu = "".join(f"<li>{entry}" for entry in MENU)
    sheet = markup(f"<p>{PROSE}<p>{MORE}<ul>{menu}</ul><p>{TEASER}", chance={**BODY, "The harbour": 0.7})
    assert after(mark_islands, sheet) == {}


def test_passages_above_a_signed_title() -> None:
    """A passage above a title that a byline follows weighs nothing, unless it holds far more than what is below."""
    page = [TEASER, *MENU, "A title", "By Jane Doe", PROSE]
    chance = {"The harbour": 0.79, "The ferry": 0.6}
    for signed, aside in ((True, TEASER), (False, PROSE)):
        sheet = lines(*page, chance=chance)
        sheet.mark(len(MENU) + 1, Role.TITLE, "shows the title")
        sheet.signs = (lambda text: text.startswith("By ")) if signed else (lambda _: False)
        found = after(mark_islands, sheet)
        assert found[aside] is Role.OTHER
        assert found.get(PROSE if signed else TEASER) is not Role.OTHER


def test_one_link_to_another_article() -> None:
    """A line that announces an article and names it parts nothing: no list follows it."""
    also = "Read also: The council closes the old bridge to cars"
    chance = {**BODY, "The harbour": 0.7}
    assert (
        after(mark_islands, lines(PROSE, MORE, also, TEASER, chance=chance, marks={"Read": Mark.RELATED}))
        == {}
    )


def test_a_signed_title_parts() -> None:
    """A menu right above a title that a byline follows is no part of the passage below, however alike they read."""
    menu = "Weather for the harbour and the islands"
    sheet = lines(menu, "A title", "By Jane Doe", PROSE, chance={menu: 0.6, "The ferry": 0.9})
    sheet.mark(1, Role.TITLE, "shows the title")
    sheet.signs = lambda text: text.startswith("By ")
    assert after(mark_islands, sheet)[menu] is Role.OTHER
    sheet = lines(menu, "A title", PROSE, chance={menu: 0.6, "The ferry": 0.9})
    sheet.mark(1, Role.TITLE, "shows the title")
    assert menu not in after(mark_islands, sheet)
