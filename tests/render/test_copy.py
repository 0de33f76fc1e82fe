"""The copy view: what a site's copy button gives, laid out so that it can be read back."""

from __future__ import annotations

import pytest
from hypothesis import given

import lugas
from lugas.model import Article, Item, Kind
from lugas.render.clean import fold
from lugas.render.copy import to_copy
from tests.cases import Reading, readings
from tests.render.samples import ARABIC, EVERY_KIND, NOTHING, body, with_body
from tests.render.strategies import articles


def paragraphs(article: Article) -> list[str]:
    """Give the lines of the body's text, white space folded."""
    lines = (" ".join(line.split()) for block in article.body for line in block.text.splitlines())
    return [line for line in lines if line]


def test_layout() -> None:
    """Title, paragraphs and address stand a line each, one blank line between."""
    first, *rest = ARABIC.body
    lines = [line for block in rest for line in block.text.splitlines()]
    assert to_copy(ARABIC).split("\n\n") == [ARABIC.title, first.text, *lines, ARABIC.url]


def test_inner_lines() -> None:
    """A list, a verse and a table give a line for each of theirs."""
    listed = body("one\ntwo", Kind.LIST, items=(Item("one"), Item("two")))
    verse = body("a line\n\nanother  line ")
    table = body("a\tb\nc\td", Kind.TABLE, rows=(("a", "b"), ("c", "d")), header_rows=1)
    assert to_copy(with_body(listed, verse, table)) == (
        "A title\n\none\n\ntwo\n\na line\n\nanother line\n\na b\n\nc d"
    )


def test_what_is_empty_is_left_out() -> None:
    """Without a title or an address there is no line for it."""
    assert to_copy(NOTHING) == ""
    assert to_copy(with_body(body("Text."), title="")) == "Text."


def test_only_the_body() -> None:
    """Nothing of the page around the article is copied."""
    assert "Beranda" not in to_copy(EVERY_KIND)
    assert "Baca juga" not in to_copy(EVERY_KIND)


@given(articles)
def test_one_unit_a_line(article: Article) -> None:
    """Any article's copy is lines without outer space, one blank line between, and nothing is lost."""
    lines = to_copy(article).split("\n\n")
    assert all(line == " ".join(line.split()) for line in lines)
    assert "\n" not in "".join(lines)


@pytest.mark.parametrize("reading", readings(), ids=lambda reading: reading.name)
def test_a_copy_is_read_back(reading: Reading) -> None:
    """Reading the copy of a test page's article gives the same title, paragraphs and address again."""
    article = reading.read()
    back = lugas.read(to_copy(article), form="text")
    assert paragraphs(back) == paragraphs(article)
    if article.verdict.holds_article:  # of a page without one there may be nothing to read back
        assert back.title == fold(article.title)
        assert back.url == fold(article.url or article.canonical_url)
