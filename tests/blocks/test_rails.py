"""Rails, boxes and lists of links to other articles."""

from __future__ import annotations

import pytest

from lugas.blocks.rails import HEADLINE_WORDS, mark_doubles, mark_rails
from lugas.model import Role
from lugas.options import Options
from lugas.page.rows import Box, lineage
from tests.blocks.build import MORE, PROSE, after, give, lines, markup

ONE, TWO, THREE = "Storm closes the harbour", "Market opens after ten years", "Who will mend the pier?"
BODY = {"The ferry": Role.BODY, "Its": Role.BODY, "Title": Role.TITLE}


def linked(page: str, **roles: Role) -> dict[str, Role]:
    """Mark the rails of a page with a marked title and body."""
    sheet = give(markup(f"<h1>Title</h1><p>{PROSE}</p>{page}"), **{**BODY, **roles})
    found = after(mark_rails, sheet)
    assert (found.pop("Title"), found.pop(PROSE)) == (Role.TITLE, Role.BODY)
    return found


def test_linked_headlines() -> None:
    """A row that is a link as long as a headline points to another article."""
    assert linked(f"<a href=/2>{ONE}</a><ul><li><a href=/3>{TWO}</a></ul>") == {
        ONE: Role.RELATED,
        TWO: Role.RELATED,
    }


@pytest.mark.parametrize(
    "page",
    [
        f"<p>{ONE}",
        "<p><a href=/2>Sport</a>",
        f"<p>They wrote of it in their news: <a href=/2>{ONE}</a> was what they said then",
        f"<p><a href=/2>{'word ' * HEADLINE_WORDS[1]}word</a>",
    ],
    ids=["no-link", "too-short", "a-link-in-a-sentence", "too-long"],
)
def test_no_linked_headlines(page: str) -> None:
    """Text without a link, a short or very long one, or a link within a sentence is no headline."""
    assert linked(page) == {}


def test_labels_beside_headlines() -> None:
    """The section and the time in a headline's card go with it; a short line elsewhere does not."""
    card = f"<div><p>Weather<p><a href=/2>{ONE}</a></div>"
    assert linked(card) == {"Weather": Role.RELATED, ONE: Role.RELATED}
    assert (
        linked(
            f"<div><div><div><p>Weather</div></div></div><div><div><div><a href=/2>{ONE}</a></div></div></div>"
        ).get("Weather")
        is None
    )


def test_rails_keep_roles() -> None:
    """A linked line of the body stays body."""
    assert linked(f"<p><a href=/2>{ONE}</a>", Storm=Role.BODY) == {ONE: Role.BODY}


def copied(*texts: str, **roles: Role) -> dict[str, Role]:
    """Mark the rails of copied text after a body."""
    found = after(mark_rails, give(lines(PROSE, *texts), **{**BODY, **roles}))
    assert found.pop(PROSE) is Role.BODY
    return found


def test_announced_headlines() -> None:
    """In copied text the headlines after a line that announces them are related, with the labels between them."""
    found = copied("Read also", ONE, "Weather", TWO, Read=Role.RELATED)
    assert found == dict.fromkeys(("Read also", ONE, "Weather", TWO), Role.RELATED)


def test_announced_headlines_end() -> None:
    """A sentence or anything marked ends the list: what comes after it is not announced any more."""
    long = f"{PROSE} {MORE}"
    assert TWO not in copied("Read also", ONE, f"So {long}", TWO, Read=Role.RELATED)
    assert TWO not in copied("Read also", ONE, "Log in", TWO, Read=Role.RELATED, Log=Role.SUBSCRIPTION)
    assert copied(ONE, TWO) == {}


def test_runs_of_headlines() -> None:
    """Three lines on end that look like headlines are a rail without any heading, labels between them too."""
    assert copied(ONE, "Weather", TWO, "Money", THREE) == dict.fromkeys(
        (ONE, "Weather", TWO, "Money", THREE), Role.RELATED
    )


def test_no_runs() -> None:
    """Sentences, single words, or few headlines among many other lines are no run."""
    assert copied("The boat sails on.", "The storm is over.", "The pier is mended.") == {}
    assert copied("Sport", "Money", "Life", "Travel") == {}
    assert copied(ONE, *"abcdefg", TWO, *"hijklmn", THREE) == {}


def double(*texts: str, chance: dict[str, float] | None = None) -> dict[str, Role]:
    """Mark what is shown twice in copied text with a title."""
    return after(
        mark_doubles, give(lines(*texts, chance=chance or {PROSE: 0.9, MORE: 0.9}), Title=Role.TITLE)
    )


def test_doubles_in_the_article() -> None:
    """Between title and the body's end a line shown twice on end is a picture's alternative text and caption."""
    found = double("Title", PROSE, "The ferry at sea.", "The ferry at sea.", MORE)
    assert found == {"Title": Role.TITLE, "The ferry at sea.": Role.CAPTION}


def test_doubles_in_a_rail() -> None:
    """After the body a headline shown twice on end is a rail's, whose picture has it for its alternative text."""
    assert double("Title", PROSE, ONE, ONE)[ONE] is Role.RELATED


def test_no_doubles() -> None:
    """A word shown twice, lines alike but apart, and a sentence shown twice after the body are left alone."""
    assert double("Title", PROSE, "Share", "Share", MORE) == {"Title": Role.TITLE}
    assert double("Title", PROSE, ONE, "Weather", ONE, MORE) == {"Title": Role.TITLE}
    assert double("Title", PROSE, MORE, MORE, chance={PROSE: 0.9}) == {"Title": Role.TITLE}
    assert after(mark_doubles, markup(f"<p>{ONE}<p>{ONE}")) == {}


def test_both_of_a_double_are_marked() -> None:
    """Both lines of a double get the role, each with a reason."""
    sheet = give(lines("Title", PROSE, ONE, ONE, chance={PROSE: 0.9}), Title=Role.TITLE)
    mark_doubles(sheet, Options())
    assert [label.role for label in sheet.labels[2:]] == [Role.RELATED, Role.RELATED]


def test_lineage() -> None:
    """A box's lineage is the box and those around it, innermost first, so many at most; none for no box."""
    boxes = [Box(-1, "html", "html", 0), Box(0, "body", "body[1]", 1), Box(1, "div", "div[1]", 2)]
    assert lineage(boxes, 2, 9) == [2, 1, 0]
    assert lineage(boxes, 2, 2) == [2, 1]
    assert lineage(boxes, -1, 3) == []


def test_headings_of_something_else() -> None:
    """A short heading beside a headline goes with it, unless what follows it is something else."""
    page = f"<div><p><a href=/2>{ONE}</a><h3>Weather</h3><p>Words</div>"
    assert linked(page)["Weather"] is Role.RELATED
    assert "Weather" not in linked(page, Words=Role.NEWSLETTER)


def test_end_of_a_list() -> None:
    """A short line that follows an announced headline directly, after the body, is one more; after a gap it is not."""
    for gap, role in ((0, Role.RELATED), (1, None)):
        sheet = give(lines(PROSE, "Read also", ONE, "Boats sink"), **BODY, Read=Role.RELATED)
        sheet.rows[3].gap = gap
        assert after(mark_rails, sheet).get("Boats sink") is role


def test_lines_of_facts() -> None:
    """Lines with numbers between paragraphs of the body are facts of the article, and no run of headlines."""
    facts = ["Boats in all: 14", "Seats in each: 120", "Days in a week: 3"]
    sheet = give(lines(PROSE, *facts, MORE), **BODY)
    assert set(after(mark_rails, sheet)) == {PROSE, MORE}
    assert copied(*facts) == dict.fromkeys(facts, Role.RELATED)


def test_heading_of_a_run() -> None:
    """The one short line right above a run of headlines after the body heads it."""
    assert copied("Weather", ONE, TWO, THREE)["Weather"] is Role.RELATED
    assert "Money" not in copied("Money", "Weather", ONE, TWO, THREE)
