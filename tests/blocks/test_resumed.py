"""Paragraphs of copied text behind an insert."""

from __future__ import annotations

import pytest

from lugas.blocks.phrases import Mark
from lugas.blocks.resumed import CHANCE, GAP, mark_resumed
from lugas.blocks.sheet import Sheet
from lugas.model import Role
from tests.blocks.build import MORE, PROSE, after, give, lines, markup

LETTER = ("Newsletter", "Every morning in your mailbox", "Sign up")


def page(*texts: str, last: str = MORE, chance: float = 0.2, marks: int = 0) -> Sheet:
    """Make copied text: a paragraph of the body, other rows, and a paragraph that nothing was said of."""
    sheet = lines(PROSE, *texts, last, chance={last: chance}, marks={last: marks})
    return give(sheet, The_ferry=Role.BODY, Newsletter=Role.NEWSLETTER, Sign=Role.SUBSCRIPTION)


def test_behind_an_insert() -> None:
    """A paragraph that a prompt parts from the body is of the body, and so is the next after another insert."""
    assert after(mark_resumed, page(*LETTER))[MORE] is Role.BODY
    third = f"{MORE} {PROSE}"
    sheet = give(
        lines(PROSE, *LETTER, MORE, "Advertisement", third, chance={MORE: 0.2}),
        The_ferry=Role.BODY,
        Newsletter=Role.NEWSLETTER,
        Sign=Role.SUBSCRIPTION,
        Advertisement=Role.AD,
    )
    found = after(mark_resumed, sheet)
    assert (found[MORE], found[third]) == (Role.BODY, Role.BODY)


@pytest.mark.parametrize(
    "sheet",
    [
        page(*LETTER, chance=CHANCE / 2),
        page(*LETTER, chance=0.6),
        page(*LETTER, marks=Mark.AD),
        page(*LETTER, last="He said so on Monday."),
        page(*LETTER, last=MORE.rstrip(".")),
        page(*LETTER, *["Sign up"] * GAP),
        page("A row that no pass knew and that is longer than a button or a menu."),
    ],
    ids=["unlikely", "set-aside", "a-notice", "short", "no-sentence", "far", "more-than-an-insert"],
)
def test_what_no_insert_parts(sheet: Sheet) -> None:
    """A row that says something, that reads otherwise, or that stands farther away, stays what it is."""
    assert Role.BODY not in [
        sheet.role(len(sheet.rows) - 1),
        after(mark_resumed, sheet).get(sheet.rows[-1].text),
    ]


def test_rows_of_an_insert() -> None:
    """A row that was taken for a line of the insert is given back where it is long; one of another role is not."""
    for role, mine in ((Role.RELATED, Role.BODY), (Role.COMMENTS, Role.COMMENTS)):
        assert after(mark_resumed, give(page(*LETTER), Its=role))[MORE] is mine
    short = "Its captain said that he would come every week now."
    assert after(mark_resumed, give(page(*LETTER, last=short), Its=Role.RELATED))[short] is Role.RELATED


def test_markup_and_pages_without_a_body() -> None:
    """Elements tell what stands beside the body; and where nothing is body nothing resumes it."""
    sheet = give(markup(f"<p>{PROSE}<p>Sign up<p>{MORE}", chance={MORE: 0.2}), The_ferry=Role.BODY)
    assert MORE not in after(mark_resumed, sheet)
    assert after(mark_resumed, lines(*LETTER, MORE, chance={MORE: 0.2})) == {}


def test_above_the_source() -> None:
    """What was taken for a caption is a paragraph where the credit under it names whom the text comes from."""
    for credit, role in (("Kaynak: AA", Role.BODY), ("来源：新华社", Role.BODY), ("Foto: AA", Role.CAPTION)):
        sheet = give(lines(PROSE, MORE, credit, chance={MORE: 0.2}), The_ferry=Role.BODY, Its=Role.CAPTION)
        sheet.mark(2, Role.CREDIT, "told")
        assert after(mark_resumed, sheet)[MORE] is role
    sheet = give(lines(PROSE, MORE, chance={MORE: 0.2}), The_ferry=Role.BODY, Its=Role.CAPTION)
    assert after(mark_resumed, sheet)[MORE] is Role.CAPTION
