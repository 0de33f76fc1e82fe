"""Rows between rows of the body that the tagger alone would leave out."""

from __future__ import annotations

from lugas.blocks.gaps import mark_items, mark_parts, mark_subheads
from lugas.blocks.phrases import Mark
from lugas.model import Role
from tests.blocks.build import MORE, PROSE, after, give, lines, markup

HEAD = "A pier of oak"
NOTHING = 0


def between(text: str, chance: float = 0.3, sure: float = 0.95, mark: int = NOTHING) -> bool:
    """Tell whether a line between two paragraphs of the body becomes body too."""
    sheet = lines(PROSE, text, MORE, chance={"The": sure, "Its": sure, text: chance}, marks={text: mark})
    return after(mark_subheads, give(sheet, The=Role.BODY, Its=Role.BODY)).get(text) is Role.BODY


def test_subheads() -> None:
    """A short line without a stop between two sure paragraphs heads the second."""
    assert between(HEAD)
    assert not between(HEAD, chance=0.1)
    assert not between(HEAD, sure=0.7)
    assert not between(HEAD + ".")
    assert not between("A line of so many words that it would be a caption")
    assert not between(HEAD, mark=Mark.CREDIT)


def test_items_of_a_sentence() -> None:
    """A short line that ends in a semicolon goes on in what follows, be that as sure as may be."""
    assert between("four of them lay under rubble;", sure=0.6)
    assert not between("four of them lay under rubble;", chance=0.1, sure=0.6)


def test_only_between_rows_of_the_body() -> None:
    """Before the body, after it, and beside anything else a short line stays as it is."""
    for page in ([HEAD, PROSE], [PROSE, HEAD], [PROSE, HEAD, "Menu", MORE]):
        sheet = give(lines(*page, chance={"The": 1, "Its": 1, HEAD: 0.4}), The=Role.BODY, Its=Role.BODY)
        assert HEAD not in after(mark_subheads, sheet)


def test_items_of_a_list() -> None:
    """An item that is likely enough goes with a list that is body for the most part, and not with another."""
    page = "<ul><li>One of the ferries<li>Two of them<li>Three of them</ul><ul><li>Four</ul>"
    for chance, found in {0.4: True, 0.2: False}.items():
        sheet = markup(page, chance={"Three": chance, "Four": 0.4})
        marked = after(mark_items, give(sheet, One=Role.BODY, Two=Role.BODY))
        assert ("Three of them" in marked) is found
        assert "Four" not in marked
    sheet = markup(page, chance={"Two": 0.4, "Three": 0.4})
    assert len(after(mark_items, give(sheet, One=Role.BODY))) == 1


def test_headings_of_markup() -> None:
    """Through the other door elements tell what a heading is."""
    sheet = markup(f"<p>{PROSE}<p>{HEAD}<p>{MORE}", chance={"The": 1, "Its": 1, HEAD: 0.4})
    assert HEAD not in after(mark_subheads, give(sheet, The=Role.BODY, Its=Role.BODY))


TABLE = (
    "<table><caption>The ferries</caption><tr><th>Name<th>Year<tr><td>Asa<td>1931<tr><td>Ida<td>1968</table>"
)
FACTS = "<dl><dt>Length<dd>31 metres<dt>Built<dd>1931</dl>"


def parts(page: str) -> set[str]:
    """Give what becomes body beside two paragraphs of it."""
    return set(after(mark_parts, give(markup(page), The_ferry=Role.BODY, Its=Role.BODY))) - {PROSE, MORE}


def test_tables_among_parts() -> None:
    """A table in a container of its own, between two such containers with paragraphs of the body, is body."""
    part = "<div class=text><p>{}</p></div>"
    page = f"<main>{part.format(PROSE)}<div class=table>{TABLE}</div>{part.format(MORE)}</main>"
    assert parts(page) == {"The ferries", "Name\tYear", "Asa\t1931", "Ida\t1968"}
    assert parts(f"<main>{part.format(PROSE)}<div class=table>{TABLE}</div></main>") == set()
    assert parts(f"<main><div><p>{PROSE}</div><div>{TABLE}</div></main><div><p>{MORE}</div>") == set()


def test_facts_between() -> None:
    """A list of names and values between two paragraphs of the body is body; one of links, or at the end, is not."""
    assert parts(f"<p>{PROSE}{FACTS}<p>{MORE}") == {"Length", "31 metres", "Built", "1931"}
    assert parts(f"<p>{PROSE}</p>{FACTS}") == set()
    assert parts(f"<p>{PROSE}<dl><dt>Length<dd><a href=/a>31 metres</a></dl><p>{MORE}") == set()


def items(page: str, chance: float = 0.3) -> list[Role | None]:
    """Give the roles of the items "Length" and "310 metres" between what is body of a page."""
    chances = {"The": 1.0, "Its": 1.0, "Length": chance, "310": 0.1}
    found = after(mark_parts, give(markup(page, chance=chances), The=Role.BODY, Its=Role.BODY))
    return [found.get(text) for text in ("Length", "310 metres")]


def test_lists_between_paragraphs() -> None:
    """A list between two paragraphs of the body, beside both, is body where the tagger half sees one item."""
    told = "<li>Length<li>310 metres"
    page = f"<div><p>{PROSE}</p><ul>{told}</ul><p>{MORE}</p></div>"
    assert items(page) == [Role.BODY, Role.BODY]
    assert items(page, 0.1) == [None, None]
    assert items(f"<div><p>{PROSE}</p><aside><div><ul>{told}</ul></div></aside><p>{MORE}</p></div>") == [
        None,
        None,
    ]
    assert items(f"<div><p>{PROSE}</p><p>{MORE}</p><ul>{told}</ul></div>") == [None, None]
    assert items(page.replace(told, "<li><a href=/a>Length</a><li><a href=/b>310 metres</a>")) == [
        None,
        None,
    ]
