"""The same bytes give the same answer, byte by byte."""

from __future__ import annotations

import pytest

from tests.alike import PAGES, differing


def test_some_pages_of_the_tests() -> None:
    """A quarter of the test pages reads alike in any order, in eight threads, in other processes, with other seeds."""
    assert len(PAGES) > 150
    found = differing([(path, "") for path in PAGES[::4]])
    assert not any(found.values()), found


@pytest.mark.slow
def test_every_page_of_the_tests() -> None:
    """Every test page reads alike in any order, in eight threads, in other processes and with other hash seeds."""
    found = differing([(path, "") for path in PAGES])
    assert not any(found.values()), found
