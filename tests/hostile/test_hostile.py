"""Hostile pages cost no more than they may: a few of each kind here, all of them by `make hostile`."""

from __future__ import annotations

import pytest

from tests.hostile.measure import SECONDS, measure
from tests.hostile.pages import PAGES, TEXTS

# Those that once took gigabytes, or minutes.
SAMPLE = (
    ("html", "unclosed"),
    ("html", "one text"),
    ("html", "json-ld broken"),
    ("text", "long line"),
    ("text", "lines"),
)
# Of what a page may take; machines that test are shared and slow.
SLACK = 4


@pytest.mark.parametrize(("door", "name"), SAMPLE, ids=[" ".join(each) for each in SAMPLE])
def test_cost(door: str, name: str) -> None:
    """A hostile page is read within its bounds of time and memory."""
    cost = measure(door, name)
    assert cost.seconds <= SECONDS * SLACK
    assert not cost.too_much, f"{cost.memory / 1e6:.0f} MB"


@pytest.mark.slow
def test_pages_are_what_they_say() -> None:
    """Every hostile page is large enough to hurt, and made alike each time."""
    for name, make in {**PAGES, **TEXTS}.items():
        content = make()
        assert len(content) > 50_000, name
        assert make() == content, name
