"""Parsing markup: never without bound, whatever the markup."""

from __future__ import annotations

import pytest

from lugas.page.tree import MOST_TAGS, bounded, parse_html


@pytest.mark.parametrize("tag", ["b", "I", "font"])
def test_formatting_left_open(tag: str) -> None:
    """Thousands of formatting elements, unlike each other and never closed, make no tree of millions; text stays."""
    markup = "".join(f"<p><{tag} id=n{number}>word" for number in range(4000))
    tree = parse_html(markup)
    assert sum(1 for _ in tree.iter_elements()) < 10 * 4000
    assert tree.root is not None
    assert tree.root.text.count("word") == 4000


def test_formatting_of_an_ordinary_page() -> None:
    """Formatting elements keep their attributes where they are closed, however many there are."""
    markup = "<p>" + "<b class=x>word</b> <br><img src=/a.jpg>" * 2000
    elements = [element for element in parse_html(markup).iter_elements() if element.tag == "b"]
    assert len(elements) == 2000
    assert all(element.attr("class") == "x" for element in elements)


def test_more_tags_than_a_page_has() -> None:
    """Of markup with more tags than any page has the beginning is read; other markup is left as it is."""
    assert bounded("<p>word</p>" * 1000) == "<p>word</p>" * 1000
    markup = "<p>" * MOST_TAGS + "long text " * 500_000 + "<b>" * MOST_TAGS
    cut = bounded(markup)
    assert markup.startswith(cut)
    assert MOST_TAGS // 4 < cut.count("<") <= MOST_TAGS
    text = "word " * MOST_TAGS
    assert bounded(text) == text
