"""The title of copied text whose menus and small print read like an article's beginning."""

from __future__ import annotations

import pytest

import lugas

TITLE = "Harbour town votes to keep its night ferry through the winter"
PAGE = """Harbour Business

Markets

Personal Finance

Closed Captioning Policy

Help

Quotes are displayed in real time or delayed by at least fifteen minutes, and no data of the market is meant as advice
to anybody. Figures of the exchange are given as they come, without warranty, by the firms that gather them.

This material may not be published, broadcast, rewritten or handed on without the leave of its owner. All rights are
reserved, and the terms of use and the policy on privacy hold for whoever reads it.

Privacy Choices

Economy

{above}

{title}

The council of the harbour town voted on Monday evening to keep the night ferry running until the spring, after months
of quarrel over its cost.

Fishermen and nurses who work in shifts had asked for it, and the mayor said that the town could not do without them
for a whole winter.

The ferry has crossed the bay since 1961, and carried some forty people on an ordinary night last year, half of them on
their way to the hospital.

The firm that runs it will be paid two million a year, which a fund of the county gives, and may raise the fare by no
more than a tenth.
"""


@pytest.mark.parametrize("above", ["", "Home › Region › Harbour"])
def test_small_print_before_the_article(above: str) -> None:
    """A line of the menu above the small print is no title, nor a path of sections above the article's own."""
    assert lugas.read(PAGE.format(above=above, title=TITLE), form="text").title == TITLE
