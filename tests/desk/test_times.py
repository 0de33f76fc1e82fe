"""Times as a reader takes them."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from lugas.desk.settings import Settings
from lugas.desk.times import ago, clock_of, moment_in_full
from lugas.desk.wording import words_of
from lugas.errors import UsageError
from lugas.model import Moment, Precision

NOW = dt.datetime(2026, 3, 9, 9, 0, tzinfo=ZoneInfo("Asia/Jakarta"))


@pytest.mark.parametrize(
    ("hours", "english", "indonesian"),
    [
        (0.001, "just now", "baru saja"),
        (-5, "just now", "baru saja"),
        (0.5, "30 min ago", "30 menit lalu"),
        (2.9, "2 h ago", "2 jam lalu"),
        (11.5, "11 h ago", "11 jam lalu"),  # yesterday, and yet so short ago
        (13, "yesterday, 20:00", "kemarin, 20:00"),
        (34, "Saturday, 23:00", "Sabtu, 23:00"),
        (24 * 30, "7 Feb", "7 Feb"),
        (24 * 300, "13 May 2025", "13 Mei 2025"),
    ],
)
def test_how_long_ago(hours: float, english: str, indonesian: str) -> None:
    """What was lately is told by how long ago, the rest by day and clock in the desk's zone, as short as is clear."""
    moment = (NOW - dt.timedelta(hours=hours)).astimezone(dt.UTC)
    assert ago(moment, NOW, words_of("en")) == english
    assert ago(moment, NOW, words_of("id")) == indonesian


@pytest.mark.parametrize(
    ("iso", "told"),
    [
        ("2026-03-02", "Monday, 2 March 2026"),
        ("2026-03-02T14:05+07:00", "Monday, 2 March 2026, 14:05 UTC+7"),
        ("2026-03-02T14:05:09Z", "Monday, 2 March 2026, 14:05 UTC"),
        ("2026-03-02T14:05-03:30", "Monday, 2 March 2026, 14:05 UTC−3:30"),
        ("2026-03-02T14:05", "Monday, 2 March 2026, 14:05"),
        ("2026-03", "2026-03"),
        ("", "2 jam lalu"),
        ("2026-13-40", "2026-13-40"),
    ],
)
def test_moments_are_told_as_exactly_as_known(iso: str, told: str) -> None:
    """A page's time is told in its own zone, and no more exactly than the page does."""
    moment = Moment(iso, Precision.MINUTE, "2 jam lalu" if not iso else "")
    assert moment_in_full(moment, words_of("en")) == told


def test_clock_alone() -> None:
    """The time of day stands alone where the day was told before."""
    assert clock_of(Moment("2026-03-02T14:05+07:00", Precision.MINUTE)) == "14:05 UTC+7"
    assert clock_of(Moment("2026-03-02", Precision.DAY)) == ""


def test_a_zone_must_exist() -> None:
    """A zone that is none is refused when the desk is set up."""
    for zone in ("Asia/Nowhere", "../etc", "\x00"):
        with pytest.raises(UsageError, match="there is no time zone"):
            Settings(zone=zone)
