"""What is known by its neighbours."""

from __future__ import annotations

import pytest

from lugas.blocks.neighbours import (
    HEADED,
    MENU_LENGTH,
    SINGLE,
    mark_ends,
    mark_headings,
    mark_lists,
    mark_neighbours,
)
from lugas.blocks.phrases import Mark
from lugas.model import Role
from tests.blocks.build import MORE, PROSE, after, give, lines, marked, markup

LONG = "This line has rather more words than any button"
BODY = {"Title": Role.TITLE, "The ferry": Role.BODY, "Its": Role.BODY}


def listed(page: str, **roles: Role) -> dict[str, Role]:
    """Mark what stands under labels, on a page with a marked title and body; give what is not of the article."""
    found = after(
        mark_lists, give(markup(f"<main><h1>Title</h1><p>{PROSE}</main>{page}"), **{**BODY, **roles})
    )
    assert (found.pop("Title"), found.pop(PROSE)) == (Role.TITLE, Role.BODY)
    return found


def test_tags() -> None:
    """Short rows after a label of tags are tags, be they taken for the menu's before; a heading is none."""
    page = "<div><p>Tags<ul><li>Ferry<li>Islands<li>News</ul><h3>Words</h3></div>"
    found = listed(page, Tags=Role.TAGS, News=Role.NAVIGATION)
    assert found == dict.fromkeys(("Tags", "Ferry", "Islands", "News"), Role.TAGS)


def test_end_of_tags() -> None:
    """A long row, a row with another role, and what stands in another part of the page end the tags."""
    page = f"<div><p>Tags<p>Ferry<p>{MORE}<p>Islands</div>"
    assert "Islands" not in listed(page, Tags=Role.TAGS, Its=Role.OTHER)
    assert "Islands" not in listed("<div><p>Tags<p>Ferry<p>Ad<p>Islands</div>", Tags=Role.TAGS, Ad=Role.AD)
    apart = "<div><div><div><div><p>Tags<p>Ferry</div></div></div></div><aside><p>Islands</aside>"
    assert listed(apart, Tags=Role.TAGS) == {"Tags": Role.TAGS, "Ferry": Role.TAGS}


def test_comments() -> None:
    """What stands under the comments' heading is comments, times and buttons among them too, to the next rail."""
    page = "<section><h2>Comments</h2><p>Ann<p>Two hours ago<p>Well said</section><p>More<p>Words"
    found = listed(page, Comments=Role.COMMENTS, Two=Role.TIME, More=Role.RELATED)
    assert [found.get(text) for text in ("Ann", "Two hours ago", "Well said")] == [Role.COMMENTS] * 3
    assert found["More"] is Role.RELATED
    assert "Words" not in found


def test_comments_before_the_body() -> None:
    """A button above the body that leads to the comments has none under it."""
    sheet = give(
        markup(f"<h1>Title</h1><p>Comments<p>Words<div><p>{PROSE}</div>"), **BODY, Comments=Role.COMMENTS
    )
    assert "Words" not in after(mark_lists, sheet)


def test_lists_in_copied_text() -> None:
    """Copied text has no boxes: the tags go on to the first row that is none."""
    sheet = give(
        lines("Title", PROSE, "Tags", "Ferry", "Islands", MORE, "Words"), **{**BODY, "Its": Role.OTHER}
    )
    sheet.mark(2, Role.TAGS, "told")
    found = after(mark_lists, sheet)
    assert (found["Ferry"], found["Islands"]) == (Role.TAGS, Role.TAGS)
    assert "Words" not in found


@pytest.mark.parametrize("role", sorted(Role))
def test_headings(role: Role) -> None:
    """A heading over a rail, a box or the comments goes with it; over body, menu or a button it stays unmarked."""
    found = after(mark_headings, give(markup("<h2>Heads</h2><p>Words"), Words=role))
    assert found.get("Heads") is (role if role in HEADED else None)


def test_headings_over_headings() -> None:
    """Headings above each other all go with what the last one heads; unmarked rows between are looked over."""
    sheet = give(markup("<h2>One</h2><h3>Two</h3><p>between<p>Words"), Words=Role.RELATED)
    assert after(mark_headings, sheet) == dict.fromkeys(("One", "Two", "Words"), Role.RELATED)


def test_no_headings() -> None:
    """A paragraph is no heading, a heading with a role keeps it, and one with nothing marked after it stays free."""
    sheet = give(
        markup("<p>Plain<p>Words<h2>Kept</h2><p>Words<h2>Last</h2><p>x"), Words=Role.RELATED, Kept=Role.BODY
    )
    found = after(mark_headings, sheet)
    assert (found["Kept"], found.get("Plain"), found.get("Last")) == (Role.BODY, None, None)


def ends(*texts: str, **roles: Role) -> dict[str, Role]:
    """Mark the runs of short lines of copied text; give what is not of the article."""
    found = after(mark_ends, give(lines(*texts), **{**BODY, **roles}))
    return {text: role for text, role in found.items() if text not in {"Title", PROSE, MORE}}


def test_menus() -> None:
    """Short lines above the title, and runs of them after the body, are menus."""
    menu = [f"Item {letter}" for letter in "abcdefgh"[:MENU_LENGTH]]
    assert ends("Home", "Sport", "Title", PROSE) == dict.fromkeys(("Home", "Sport"), Role.NAVIGATION)
    assert ends("Title", PROSE, *menu) == dict.fromkeys(menu, Role.NAVIGATION)
    assert ends("Title", PROSE, *menu[1:]) == {}


def test_menu_as_footer() -> None:
    """A run of short lines after the body in which a line of the footer stands is the footer."""
    found = ends("Title", PROSE, "Item a", "Item b", "Imprint", "Item c", Imprint=Role.FOOTER)
    assert found == dict.fromkeys(("Item a", "Item b", "Imprint", "Item c"), Role.FOOTER)


def test_no_menus() -> None:
    """Long lines, and lines between title and body, are no menu however many there are."""
    assert ends(MORE + " x", "Title", PROSE) == {MORE + " x": Role.BODY}
    long = [f"This is line {letter} of several longer ones" for letter in "abcdef"]
    assert ends(*long, "Title", PROSE) == {}
    assert ends("Title", "Item a", "Item b", "Item c", "Item d", PROSE) == {}


def test_menu_that_looked_like_related() -> None:
    """What is above the title and was taken for a rail's label ("Latest") is of the menu."""
    assert ends("Latest", "Sport", "Title", PROSE, Latest=Role.RELATED)["Latest"] is Role.NAVIGATION


def test_lines_of_the_footer() -> None:
    """Short rows between two lines of the footer are footer, whatever they say; long or far ones are not."""
    found = ends(
        "Title",
        PROSE,
        "Imprint",
        "Log in",
        LONG,
        "Terms",
        Imprint=Role.FOOTER,
        Terms=Role.FOOTER,
        Log=Role.AD,
    )
    assert (found["Log in"], found.get(LONG)) == (Role.FOOTER, None)
    far = ends(
        "Title",
        PROSE,
        "Imprint",
        "Ad",
        *["x y z x y z"] * 30,
        "Terms",
        Imprint=Role.FOOTER,
        Terms=Role.FOOTER,
        Ad=Role.AD,
    )
    assert far["Ad"] is Role.AD


@pytest.mark.parametrize("rights", ["© 2025 Agency", "Copyright 2025 Agency"])
def test_rights_that_close_an_article(rights: str) -> None:
    """The line of rights right under the body makes no footer of what stands between it and the page's own."""
    page = ["Title", PROSE, rights, "Tags", "Terms"]
    roles = {rights.split(maxsplit=1)[0]: Role.FOOTER, "Tags": Role.TAGS, "Terms": Role.FOOTER}
    assert ends(*page, **roles)["Tags"] is Role.TAGS
    assert ends("Title", PROSE, "Imprint", *page[2:], Imprint=Role.FOOTER, **roles)["Tags"] is Role.FOOTER


def test_footer_before_the_body() -> None:
    """Lines of the footer above the body do not take in what stands between them."""
    found = ends("Terms", "Ad", "Terms", "Title", PROSE, Terms=Role.FOOTER, Ad=Role.AD)
    assert found["Ad"] is Role.AD


@pytest.mark.parametrize("role", sorted(Role))
def test_between_two_alike(role: Role) -> None:
    """A row between two of one role has it, unless it is a role that does not spread."""
    sheet = give(lines("One", "Between", "Two"), One=role, Two=role)
    found = after(mark_neighbours, sheet)
    assert found["Between"] is (Role.OTHER if role in SINGLE else role)


def test_between_two_unlike() -> None:
    """A row between two of unlike roles is other; after the last marked row it follows that one."""
    sheet = give(lines("None", "One", "Between", "Two", "After"), One=Role.SHARE, Two=Role.FOOTER)
    found = after(mark_neighbours, sheet)
    assert (found["None"], found["Between"], found["After"]) == (Role.OTHER, Role.OTHER, Role.FOOTER)


def test_nothing_is_left() -> None:
    """After this pass, the last, every row has a reason; what was marked is as it was."""
    sheet = give(lines("One", "Two", PROSE, "Three"), The_ferry=Role.BODY)
    mark_neighbours(sheet, None)  # type: ignore[arg-type]  # it has no options
    assert len(marked(sheet)) == len(sheet.rows)
    assert sheet.labels[2].reason == "told"


def test_labels() -> None:
    """A short label with a colon goes with what follows it, as a heading does; a sentence with one does not."""
    long = "There are rather many words before this colon:"
    sheet = give(lines("Share:", "Words", long, "Words"), Words=Role.SHARE)
    found = after(mark_headings, sheet)
    assert (found.get("Share:"), found.get(long)) == (Role.SHARE, None)


def test_linked_headings() -> None:
    """A linked heading under other articles is one of them, whatever follows it."""
    sheet = give(
        markup("<p>Words<h3><a href=/2>Storm</a></h3><p>Sign"), Words=Role.RELATED, Sign=Role.NEWSLETTER
    )
    assert after(mark_headings, sheet)["Storm"] is Role.RELATED


def test_answers() -> None:
    """After the body a line with the article's title in it heads the comments: "Two thoughts on ..."."""
    title = "Ferry returns to the island"
    for line, role in ((f"Two thoughts on {title}", Role.COMMENTS), (f"{title}: {LONG} {LONG} {LONG}", None)):
        sheet = give(lines("Title", PROSE, line), **BODY)
        sheet.title = title
        assert after(mark_lists, sheet).get(line) is role


def test_rail_after_the_comments() -> None:
    """In copied text lines like headlines after the comments' last button are other articles; sentences are not."""
    heads = ["Storm closes the harbour", "Market opens after years", "Who will mend it?"]
    said = ["Well said.", "I was there.", "So was I."]
    for texts, role in ((heads, Role.RELATED), (said, Role.COMMENTS)):
        sheet = lines("Title", PROSE, "Comments", "Ann", "Reply", *texts, marks={"Reply": Mark.COMMENTS})
        found = after(mark_lists, give(sheet, **BODY, Comments=Role.COMMENTS, Reply=Role.COMMENTS))
        assert found["Ann"] is Role.COMMENTS
        assert [found[text] for text in texts] == [role] * 3


def test_line_above_the_footer() -> None:
    """What offers advertisements right above the footer is of the footer; a label of one word is not."""
    for text, role in (("Advertise with us", Role.FOOTER), ("Advertisement", Role.AD)):
        assert ends("Title", PROSE, text, "Imprint", Imprint=Role.FOOTER, Adv=Role.AD)[text] is role
