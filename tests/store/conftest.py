"""A fresh store for each test, of each kind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lugas.store import Store, open_store
from tests.store.made import Clock


@pytest.fixture
def clock() -> Clock:
    """Give a clock that stands still until it is moved."""
    return Clock()


@pytest.fixture
def store(address: str, clock: Clock) -> Iterator[Store]:
    """Give an open store."""
    with open_store(address, clock=clock) as opened:
        yield opened
