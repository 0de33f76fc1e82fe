"""Parsing markup: never without bound, whatever the markup."""

from __future__ import annotations

import pytest

from lugas.page.tree import parse_html


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
