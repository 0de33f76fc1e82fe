"""Every page of `tests/verdicts/pages`: named right, and for the right signals."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

import lugas
from lugas.model import Article, Role, VerdictKind

HERE = Path(__file__).parent
PAGES = HERE / "pages"
WALLS = ("bot_block", "consent_wall", "error_page", "needs_javascript")


@dataclass(frozen=True)
class Expected:
    """One page, and what is expected of it."""

    name: str
    verdict: str
    signals: tuple[str, ...]
    url: str | None

    def read(self) -> Article:
        """Read the page as a user would."""
        return lugas.read((PAGES / self.name).read_bytes(), url=self.url)


def expected() -> list[Expected]:
    """Load the table."""
    table = json.loads((HERE / "expected.json").read_text("utf-8"))
    return [
        Expected(name, told["verdict"], tuple(told["signals"]), told.get("url"))
        for name, told in sorted(table.items())
    ]


EVERY = [pytest.param(page, id=page.name) for page in expected()]


def test_table_and_pages_go_together() -> None:
    """Every page has its row, every row its page, and every kind of wall has pages in number."""
    assert {page.name for page in expected()} == {path.name for path in PAGES.iterdir()}
    counts = Counter(page.verdict for page in expected())
    assert sum(counts[kind] for kind in WALLS) >= 48
    assert set(counts) <= {kind.value for kind in VerdictKind}


@pytest.mark.parametrize("page", EVERY)
def test_verdict(page: Expected) -> None:
    """A page is called what it is, and the signals that led there are named."""
    verdict = page.read().verdict
    assert verdict.kind.value == page.verdict, verdict
    told = "\n".join((verdict.reason, *verdict.signals))
    assert [signal for signal in page.signals if signal not in told] == []


@pytest.mark.parametrize(
    "page",
    [param for param in EVERY if isinstance(param.values[0], Expected) and param.values[0].verdict in WALLS],
)
def test_walls_have_no_body(page: Expected) -> None:
    """The prose of a wall is nobody's article; its blocks are still there."""
    article = page.read()
    assert article.body == ()
    assert article.blocks or "words in all" in article.verdict.signals[-1]


@pytest.mark.parametrize("name", ["forum-phpbb-pl.html", "product-service-en.html", "index-section-de.html"])
def test_other_pages_keep_blocks_and_fields(name: str) -> None:
    """A page that is no article gives its blocks, its title and its language all the same."""
    article = lugas.read((PAGES / name).read_bytes())
    assert not article.verdict.holds_article
    assert article.title
    assert article.language
    assert any(block.role is not Role.OTHER for block in article.blocks)
