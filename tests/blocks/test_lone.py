"""Lines that their form alone tells from the body."""

from __future__ import annotations

import pytest

from lugas.blocks.lone import is_mail, mark_lone
from lugas.blocks.phrases import Mark
from lugas.model import Role
from tests.blocks.build import MORE, PROSE, after, give, lines

LEGAL = "All rights reserved"


def test_paths_above_the_title() -> None:
    """A path of sections above the title that the tagger takes for body is a path; one under it is left alone."""
    path = "您的位置：首页 - 本地新闻"
    sheet = give(lines(path, "Title", PROSE, path, chance={path: 0.9, PROSE: 0.9}), Title=Role.TITLE)
    after(mark_lone, sheet)
    assert [sheet.role(at) for at in range(4)] == [Role.SECTION, Role.TITLE, Role.OTHER, Role.OTHER]


@pytest.mark.parametrize("text", ["ann.lee@site.example", "(ann@site.example)"])
def test_mail_addresses(text: str) -> None:
    """A mail address on a line of its own is that of who wrote the article, where it ends the body unannounced."""
    assert is_mail(text)
    chance = {PROSE: 0.98, MORE: 0.98, "Write to us:": 0.98, text: 0.99}
    assert after(mark_lone, lines(PROSE, text, chance=chance)) == {text: Role.AUTHOR_BOX}
    assert after(mark_lone, lines(PROSE, text, MORE, chance=chance)) == {}
    assert after(mark_lone, lines(PROSE, "Write to us:", text, chance=chance)) == {}


@pytest.mark.parametrize(
    "text",
    [
        "@site",
        "@ann.lee",
        "ann@lee@site.example",
        "a@b." + "c" * 90,
        "ann@site.1",
        "Ann ann@site.example",
        "",
    ],
)
def test_no_mail_addresses(text: str) -> None:
    """Names of accounts and other texts with such a sign are none."""
    assert not is_mail(text)


def test_legal_line_at_the_end() -> None:
    """A legal line that is the last of what the tagger takes for body is the footer's; one before others is not."""
    marks = {LEGAL: Mark.FOOTER}
    end = lines(PROSE, LEGAL, chance={PROSE: 0.98, LEGAL: 0.8}, marks=marks)
    assert after(mark_lone, end) == {LEGAL: Role.FOOTER}
    within = lines(PROSE, LEGAL, MORE, chance={PROSE: 0.98, LEGAL: 0.8, MORE: 0.98}, marks=marks)
    assert after(mark_lone, within) == {}
    sure = lines(PROSE, LEGAL, chance={PROSE: 0.98, LEGAL: 0.98}, marks=marks)
    assert after(mark_lone, sure) == {}
