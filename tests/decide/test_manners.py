"""How long a host is left alone."""

from __future__ import annotations

import pytest

from lugas.decide.manners import Manners, is_own, pause_after


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


def test_pauses_of_this_machine() -> None:
    """What this machine serves itself is left alone for a moment, longer where it is slow or asks for it."""
    assert pause_after(0.01, own=True) == 0.1
    assert pause_after(3.0, own=True) == 6.0
    assert pause_after(0.01, 5.0, own=True) == 5.0
    assert pause_after(0.01, manners=Manners(delay_s=0.0), own=True) == 0.02
    assert pause_after(0.01, manners=Manners(own_delay_s=1.0), own=True) == 1.0


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("localhost", True),
        ("LOCALHOST.", True),
        ("warta.localhost", True),
        ("127.0.0.1", True),
        ("127.200.3.4", True),
        ("::1", True),
        ("[::1]", True),
        ("::ffff:127.0.0.1", True),
        ("192.168.1.2", False),
        ("10.0.0.1", False),
        ("169.254.1.1", False),
        ("0.0.0.0", False),  # noqa: S104 - it is asked about, nobody listens there
        ("fe80::1", False),
        ("::ffff:10.0.0.1", False),
        ("localhost.example", False),
        ("mylocalhost", False),
        ("127.0.0.1.example", False),
        ("", False),
    ],
)
def test_what_is_this_machine(host: str, own: bool) -> None:
    """A host is this machine by its very name or address; others of a private network are hosts as any other."""
    assert is_own(host) is own
