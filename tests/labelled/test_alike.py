"""The same bytes give the same answer, on labelled pages too."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.pages import load_set
from tests.alike import differing

EACH = 50  # pages of every set


def test_labelled_pages(labelled: Path, *, whole: bool) -> None:
    """Two hundred labelled pages read alike in any order, in eight threads, in other processes and with other seeds."""
    if not whole:
        pytest.skip("two hundred pages five times over: give --whole")
    pages = []
    for folder in sorted(path.parent for path in labelled.glob("*/gold.jsonl")):
        found = load_set(labelled, folder.name, every_kind=True)
        pages += found[:: max(len(found) // EACH, 1)][:EACH]
    assert len(pages) >= 200
    differ = differing([(page.folder / "html" / f"{page.id}.html.gz", page.url) for page in pages])
    assert not any(differ.values()), differ
