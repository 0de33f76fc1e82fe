"""Links to other articles set into the body: cards that are one link, headlines under a label."""

from __future__ import annotations

from lugas.blocks.cards import mark_cards
from lugas.blocks.phrases import Mark
from lugas.model import Role
from tests.blocks.build import MORE, PROSE, after, lines, markup

LIKELY = 0.6


def marked(inside: str, **marks: Mark) -> dict[str, Role]:
    """Give what is marked of a page with something between two paragraphs, all of which the tagger takes for body."""
    page = f"<main><p>{PROSE}</p><p>{PROSE}</p>{inside}<p>{MORE}</p></main>"
    chance = dict.fromkeys(("Boats", "What", "By", PROSE, MORE), LIKELY)
    return after(mark_cards, markup(page, chance=chance, marks=marks))


def test_cards() -> None:
    """All of a card that leads to one place as a whole is a link to another article."""
    card = "<div><a href=/boats><h4>Boats</h4><p>What became of the boats</p></a></div>"
    assert set(marked(card).values()) == {Role.RELATED}
    assert set(marked(card)) == {"Boats", "What became of the boats"}


def test_no_cards() -> None:
    """A lone link, links that lead to several places, and text beside a link are no cards."""
    assert marked("<div><a href=/boats>Boats</a></div>") == {}
    assert (
        marked("<div><p><a href=/boats>Boats</a></p><p><a href=/what>What became of them</a></p></div>") == {}
    )
    assert marked("<div><p><a href=/boats>Boats</a></p><p>What became of them</p></div>") == {}
    assert after(mark_cards, lines(PROSE, MORE, chance={"": LIKELY})) == {}


def test_headlines_under_a_label() -> None:
    """A linked headline in one box with a label that points to other articles is one of them."""
    box = "<section><p>{}</p><article><h2><a href=/boats>Boats that were lost</a></h2></article></section>"
    assert marked(box.format("Read more"), Read=Mark.MORE) == {"Boats that were lost": Role.RELATED}
    assert marked(box.format("Chapter two")) == {}
    plain = "<p>Read more</p><h2><a href=/boats>Boats that were lost</a></h2>"
    assert marked(plain, Read=Mark.MORE) == {}
