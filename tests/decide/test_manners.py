"""How long a host is left alone."""

from __future__ import annotations

import pytest

from lugas.decide.manners import Manners, pause_after


@pytest.mark.parametrize(
    ("seconds", "crawl_delay", "pause"),
    [
        (0.1, None, 2.0),
        (5.0, None, 10.0),
        (500.0, None, 60.0),
        (0.1, 10.0, 10.0),
        (0.1, 3600.0, 120.0),
        (-1.0, -5.0, 2.0),
    ],
)
def test_pauses(seconds: float, crawl_delay: float | None, pause: float) -> None:
    """A host is left alone for two seconds, for longer after a slow answer or where it asks, and never for ever."""
    assert pause_after(seconds, crawl_delay) == pause
    assert pause_after(0.0, manners=Manners(delay_s=7.0)) == 7.0
