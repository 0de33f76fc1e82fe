"""Every link of the documentation that stays in the repository leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.pages import FENCE, PAGES, ROOT, relative

LINK = re.compile(r"\]\(([^()\s]+)\)")
HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """Give the anchors of a page's headings, as code hosts make them."""
    headings = HEADING.findall(FENCE.sub("", page.read_text("utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_links_lead_somewhere(page: Path) -> None:
    """A relative link names a file of the repository, and its anchor a heading there."""
    dead = []
    for link in LINK.findall(FENCE.sub("", page.read_text("utf-8"))):
        if "://" in link or link.startswith("mailto:"):
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        inside = target.exists() and target.is_relative_to(ROOT)
        if not inside or (anchor and anchor not in anchors(target)):
            dead.append(link)
    assert not dead, "\n".join(dead)


def test_every_page_is_linked() -> None:
    """Every page under `docs` can be reached from the README."""
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md" or not page.exists():
            continue
        reached.add(page)
        links = [link.partition("#")[0] for link in LINK.findall(page.read_text("utf-8"))]
        waiting += [(page.parent / name).resolve() for name in links if name and "://" not in name]
    assert [relative(page) for page in PAGES if page not in reached] == []
