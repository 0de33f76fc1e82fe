"""What was found on a page and why: the verdict, the fields with their rivals, all blocks with their roles."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from lugas.desk import addresses
from lugas.desk.article_page import stored_of
from lugas.desk.desk import sitting_of
from lugas.desk.versions_page import around
from lugas.model import Finding
from lugas.render.clean import fold

__all__ = ["show"]

BLOCKS_A_PAGE = 300
MOST_RIVALS = 20
MOST_FINDINGS = 100
LONGEST = 600  # characters of a value or a block that are shown here


def show(request: Request) -> Response:
    """Show everything that reading the page gave."""
    sitting = sitting_of(request)
    stored = stored_of(sitting, addresses=True)
    article = stored.article
    first = max(0, sitting.number("from") or 0)
    blocks = [
        {
            "number": number,
            "role": str(block.role),
            "kind": str(block.kind),
            "sure": f"{block.sure:.2f}",
            "reason": short(block.reason),
            "place": str(block.place),
            "text": short(block.text or (block.image.url if block.image is not None else "")),
        }
        for number, block in enumerate(article.blocks[first : first + BLOCKS_A_PAGE], first)
    ]
    path = addresses.article(stored.headline.id, "why")
    after = first + BLOCKS_A_PAGE
    return sitting.page(
        "why.html",
        verdict=article.verdict,
        findings=[finding_row(finding) for finding in article.findings[:MOST_FINDINGS]],
        blocks=blocks,
        leads=[(row.url, row.seen.astimezone(sitting.now.tzinfo)) for row in stored.addresses[:50]],
        older=addresses.with_query(path, {"from": after}) if after < len(article.blocks) else "",
        heading=sitting.words("article_why"),
        **around(article, stored.headline.id),
    )


def finding_row(finding: Finding) -> dict[str, Any]:
    """Make the row of a field."""
    return {
        "field": finding.field,
        "value": shown(finding.value),
        "source": f"{finding.source} {finding.detail}".strip(),
        "rivals": [
            (shown(rival.value), f"{rival.source} {rival.detail}".strip(), rival.why)
            for rival in finding.rivals[:MOST_RIVALS]
        ],
        "more": max(0, len(finding.rivals) - MOST_RIVALS),
    }


def shown(value: str | tuple[str, ...]) -> str:
    """Write a value on one line."""
    return short(value if isinstance(value, str) else ", ".join(value[:200]))


def short(text: str) -> str:
    """Cut a text where it is longer than anyone compares."""
    text = fold(text[: 4 * LONGEST])
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
