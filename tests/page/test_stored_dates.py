"""Dates that a page's data alone tells."""

from __future__ import annotations

import json

import pytest

import lugas
from lugas.page.stored_dates import find_dates
from lugas.page.tree import parse_html

TITLE = "The island's ferry sails again after a winter of repairs"
BODY = "The ferry left the harbour at nine and reached the island before noon, its captain said on the pier. "


def page(data: object, head: str = "") -> str:
    """Make a page that shows an article without any date, and sends data to a script."""
    script = f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(data)}</script>'
    return f"<html lang=en><title>{TITLE}</title>{head}<h1>{TITLE}</h1>{f'<p>{BODY * 3}</p>' * 4}{script}"


def record(title: str = TITLE, /, **more: object) -> dict[str, object]:
    """Make the record of an article, long enough to be looked at."""
    return {"headline": title, "summary": BODY * 6, **more}


def test_published_and_changed() -> None:
    """The record with the page's headline tells both dates; those of other records are none of the page's."""
    other = record("Another headline of this paper, about the sea", publishedAt="2019-01-01T00:00:00Z")
    own = record(deployDt="2026.01.29 18:40", reDeployDt="2026.01.29 18:49", paperDate="2026-01-30")
    found = lugas.read(page({"props": {"list": [other], "detail": own}}))
    assert str(found.published) == "2026-01-29T18:40"
    assert str(found.modified) == "2026-01-29T18:49"
    finding = found.finding("published")
    assert finding is not None
    assert finding.detail == "data: deployDt"


def test_nothing_else_is_asked_first() -> None:
    """A date that the page tells otherwise stands, whatever its data says."""
    head = '<meta property="article:published_time" content="2024-05-01T09:00:00Z">'
    found = lugas.read(page({"detail": record(publishedAt="2026-01-29T18:40:00Z")}, head))
    assert str(found.published) == "2024-05-01T09:00:00+00:00"


@pytest.mark.parametrize(
    "more",
    [
        {"id": 20260129},
        {"birthDate": "1980-01-29"},
        {"date": "soon"},
        {"date": True},
        {"date": "2026-01-29 " * 40},
        {"date": {"at": []}},
        {"format": "2026-01-29"},
    ],
    ids=str,
)
def test_no_dates(more: dict[str, object]) -> None:
    """Numbers, other people's days, words and nested things are no dates of the article."""
    assert find_dates(parse_html(page({"detail": record(TITLE, **more)})), (TITLE,)) == []


def test_without_a_title() -> None:
    """Without a title long enough to tell whose a record is, none is taken."""
    tree = parse_html(page({"detail": record(publishedAt="2026-01-29T18:40:00Z")}))
    assert find_dates(tree, ("", "Ferry")) == []
    assert find_dates(tree, (TITLE,)) == [("publishedAt", "2026-01-29T18:40:00Z")]
