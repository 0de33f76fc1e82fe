"""The drawing at the top of the README shows what reading the page really gives."""

from __future__ import annotations

import re

import lugas
from tests.docs.pages import ROOT, fences

# A drawn line: the page's text, cut off or whole, a mark (body or head, or set aside), the block's role.
LINE = re.compile(r"^(\S.*?)…? {2,}([·█]) {2}(\w+)", re.MULTILINE)


def test_drawing_shows_what_reading_gives() -> None:
    """Every line drawn is a block of the page, in the page's order, with the role that is drawn beside it."""
    drawing = next(fence for fence in fences(ROOT / "README.md") if fence.language == "text")
    drawn = [(text, mark == "█", role) for text, mark, role in LINE.findall(drawing.text)]
    article = lugas.read_file(ROOT / "tests" / "pages" / "id-seed-kompas" / "copied.txt")
    blocks = iter(article.blocks)
    for text, kept, role in drawn:
        found = next((block for block in blocks if block.text.startswith(text)), None)
        assert found is not None, text
        assert (found.role, kept) == (role, role in {"title", "body"}), text
    assert len(drawn) > 10
