"""The kind of a page by its numbers: all measured, all named, and told apart."""

from __future__ import annotations

from itertools import pairwise

import pytest

from lugas.fields.lists import pairs
from lugas.fields.settle import find_fields, find_title
from lugas.fields.verdict.kind import chances_of, likely_kind, load_page_kinds
from lugas.fields.verdict.numbers import KINDS, count_words, measure_page
from lugas.model import VerdictKind
from tests.fields.build import PROSE, clues_of, clues_of_text, page, sheet_of

POSTS = "".join(
    f'<article class="message"><h4 class="username">kapten{number}</h4><div>{PROSE}</div>'
    "<ul><li>Reply</li><li>Quote</li></ul></article>"
    for number in range(6)
)
THREAD = f'<body id="phpbb" class="viewtopic"><h1>Kapal kami</h1>{POSTS}<p>Log in to reply</p></body>'


def numbers_of(markup: str, url: str = "") -> dict[str, float]:
    """Measure a page."""
    clues = clues_of(markup, url)
    sheet = sheet_of(clues)
    return measure_page(clues, sheet, find_fields(clues, sheet, find_title(clues)))


@pytest.mark.parametrize("markup", ["", page(), THREAD, "<p>Rp 10.000</p>" * 30])
def test_numbers_are_bounded_and_learned(markup: str) -> None:
    """Whatever the page, it is measured by the numbers that were learned, and none is far from the others."""
    numbers = numbers_of(markup, "https://harian.id/forum/thread/kapal-perintis-kembali-singgah")
    assert list(numbers) == list(load_page_kinds().numbers)
    assert all(0 <= value <= 2 for value in numbers.values()), numbers
    chances = chances_of(load_page_kinds(), numbers)
    assert sum(chances.values()) == pytest.approx(1)
    assert tuple(chances) == KINDS


def test_every_number_has_its_words() -> None:
    """What each number says when it is high and when it is low can be told."""
    said = pairs("page_signs")
    assert set(said) == {f"{sign}{name}" for sign in "+-" for name in load_page_kinds().numbers}


def test_thread_is_a_forum_and_an_article_is_none() -> None:
    """Posts in elements of posts are a forum's, with the signs named; paragraphs under a title are an article's."""
    for markup, kind in (
        (THREAD, VerdictKind.FORUM),
        (page(body="<h1>Kapal perintis kembali singgah</h1>"), None),
    ):
        clues = clues_of(markup)
        sheet = sheet_of(clues)
        likely = likely_kind(clues, sheet, find_fields(clues, sheet, find_title(clues)), 0.5)
        assert (likely.kind if likely else None) == kind
        assert likely is None or likely.signs


def test_text_without_markup_is_not_judged() -> None:
    """Copied text has no elements, so its numbers would say nothing."""
    clues = clues_of_text(f"Kapal perintis\n\n{PROSE}")
    sheet = sheet_of(clues)
    assert likely_kind(clues, sheet, find_fields(clues, sheet, find_title(clues)), 0.99) is None


def test_words_of_scripts_without_spaces() -> None:
    """Two letters of a script without spaces count as a word."""
    assert [count_words(text) for text in ("", "kapal", "kapal perintis", "船が戻る")] == [0, 1, 2, 3]
    assert all(one <= other for one, other in pairwise(count_words("船" * size) for size in range(1, 9)))
