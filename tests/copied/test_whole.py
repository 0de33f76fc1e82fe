"""Text that is an article and nothing else is told from all other text."""

from __future__ import annotations

import pytest

from lugas.copied.lines import cut_text
from lugas.copied.whole import LONGEST_TITLE, is_whole
from tests.blocks.build import MORE, PROSE

ADDRESS = "https://site.example/news/1"
TITLE = "Ferry returns to the island"


def whole(*texts: str, gap: int = 1) -> bool:
    """Ask it of lines so many blank lines apart."""
    return is_whole([(text, len(text), gap if index else 0) for index, text in enumerate(texts)])


def paragraphs(count: int) -> list[str]:
    """Make paragraphs that are not alike."""
    return [f"{PROSE} {number}" for number in range(count)]


@pytest.mark.parametrize(
    "texts",
    [
        (TITLE, *paragraphs(6)),
        (TITLE, *paragraphs(6), ADDRESS),
        (TITLE, PROSE, ADDRESS),
        (TITLE, PROSE, "Short.", MORE, "Why?", *paragraphs(3), ADDRESS),
        (TITLE, ADDRESS),
        ("Four piers", MORE, *paragraphs(6)),
    ],
    ids=[
        "no-address",
        "with-address",
        "one-paragraph",
        "some-short-lines",
        "title-and-address",
        "a-short-title",
    ],
)
def test_whole(texts: tuple[str, ...]) -> None:
    """A title, paragraphs one blank line apart, and maybe the address at the end are an article and nothing else."""
    assert whole(*texts)


@pytest.mark.parametrize(
    "texts",
    [
        (),
        (TITLE,),
        ("x" * (LONGEST_TITLE + 1), *paragraphs(6), ADDRESS),
        (ADDRESS, *paragraphs(6)),
        (TITLE, ADDRESS, *paragraphs(6)),
        (TITLE, "Home", "News", "Sport", *paragraphs(6), ADDRESS),
        (TITLE, *paragraphs(2), *["Share", "Tags", "Ferry", "Menu"], ADDRESS),
        (TITLE, *[PROSE] * 6, ADDRESS),
        (TITLE, *paragraphs(6), "Share", "Tags", "Ferry", "Islands", "Menu"),
        (TITLE, *paragraphs(3)),
        ("Home Cricket", TITLE, *paragraphs(6)),
    ],
    ids=[
        "nothing",
        "one-line",
        "a-paragraph-first",
        "an-address-first",
        "an-address-second",
        "a-menu-first",
        "many-short-lines",
        "repeats",
        "a-menu-last",
        "few-without-address",
        "a-menu-over-the-title",
    ],
)
def test_not_whole(texts: tuple[str, ...]) -> None:
    """Menus, repeated lines, an address at the beginning, or too little to tell by: more than an article, or less."""
    assert not whole(*texts)


@pytest.mark.parametrize("gap", [0, 2])
def test_blank_lines(gap: int) -> None:
    """Lines that follow each other directly, or further apart, are not what a copy button gives."""
    assert whole(TITLE, *paragraphs(6), ADDRESS)
    assert not whole(TITLE, *paragraphs(6), ADDRESS, gap=gap)
    lines = [(text, len(text), 1) for text in (TITLE, *paragraphs(6), ADDRESS)]
    assert not is_whole([*lines[:4], (lines[4][0], lines[4][1], gap), *lines[5:]])


def test_wide_letters() -> None:
    """What counts is the width in columns: a Chinese sentence is as wide as an English one of twice the letters."""
    texts = [
        "渡轮重返小岛",
        *[f"星期四渡轮回到了小岛，全村人都站在码头上迎接它，第{number}次。" for number in range(6)],
    ]
    assert is_whole([(text, 2 * len(text), 1) for text in texts])
    assert not is_whole([(text, len(text), 1) for text in texts])


def test_cutting_asks_first() -> None:
    """A whole text is cut a row a line, none of them unwrapped or taken for a list item or a table."""
    texts = [
        TITLE,
        *paragraphs(3),
        "* not an item but a line of the article with a star",
        "a   b   c d",
        ADDRESS,
    ]
    cut = cut_text("\n\n".join(texts))
    assert cut.whole
    assert [row.text for row in cut.rows] == texts
    assert not cut_text("\n".join(texts)).whole
