"""What the page says of itself outside its text."""

from __future__ import annotations

import json

import pytest

from lugas.blocks import hints as hints_file
from lugas.blocks.cut import cut_tree
from lugas.blocks.hints import Hints, hints_of
from lugas.copied.lines import cut_text
from lugas.page.embedded import Embedded, find_embedded
from lugas.page.tree import parse_html

ADDRESS = "https://site.example/news/ferry-returns"


def hints(head: str) -> Hints:
    """Gather the hints of a page with a head."""
    tree = parse_html(f"<head>{head}</head><body><p>Text")
    return hints_of(cut_tree(tree, ADDRESS), find_embedded(tree, ADDRESS), ADDRESS)


def data(**values: object) -> str:
    """Write a page's data."""
    article = {"@context": "https://schema.org", "@type": "NewsArticle", **values}
    return f'<script type="application/ld+json">{json.dumps(article)}</script>'


def test_data_first() -> None:
    """The page's data tells title, description and body; what sharing shows and `<title>` stand in for it."""
    meta = "<title>T</title><meta property=og:title content=OG><meta name=description content=D>"
    assert hints(data(headline="H", description="HD", articleBody="B") + meta) == Hints(
        "H", "HD", "B", "news ferry returns"
    )
    assert hints(meta) == Hints("OG", "D", "", "news ferry returns")
    assert hints("<title>T</title>").title == "T"


def test_odd_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """Data of another shape than expected is no error: a body that is no text is none, a long one is bounded."""
    assert hints(data(articleBody=["a", {"b": 1}])).body == ""
    assert isinstance(hints(data(headline=["a", "b"], description={"x": 1})).title, str)
    monkeypatch.setattr(hints_file, "LONGEST_BODY", 5)
    assert hints(data(headline="H", articleBody="123456789")).body == "12345"


def test_addresses_in_copied_text() -> None:
    """In copied text the longest line that is an address stands in for the page's; one that is given is preferred."""
    cut = cut_text(f"Ferry\nhttps://a.example/x\n{ADDRESS}\nText with {ADDRESS}/and-much-more in it")
    assert hints_of(cut, Embedded(), "").slug == "news ferry returns"
    assert hints_of(cut, Embedded(), "https://b.example/other-words").slug == "other words"
    assert hints_of(cut_text("Ferry"), Embedded(), "").slug == ""
