"""Times as a reader takes them."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from starlette.requests import Request

from lugas.desk.desk import Sitting
from lugas.desk.search_page import midnight
from lugas.desk.settings import Settings
from lugas.desk.times import ago, clock_of, in_full, moment_in_full
from lugas.desk.wording import words_of
from lugas.errors import UsageError
from lugas.model import Moment, Precision
from lugas.store import Store
from tests.desk.conftest import Opener
from tests.desk.filled import Moving

ASKING = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": []}
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


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the machine be in Berlin, whose clocks were put forward on 29 March 2026 and are put back on 25 October."""
    with monkeypatch.context() as changed:
        changed.setenv("TZ", "Europe/Berlin")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("berlin")
def test_the_machines_zone_has_its_seasons() -> None:
    """Without a zone in the settings, times are those of the machine's clock, also of the other half of the year."""
    zone, named = Settings().tzinfo(), ZoneInfo("Europe/Berlin")
    for hours in range(0, 24 * 366, 5):
        moment = dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(hours=hours)
        here, there = moment.astimezone(zone), moment.astimezone(named)
        assert (here.replace(tzinfo=None), here.utcoffset()) == (
            there.replace(tzinfo=None),
            there.utcoffset(),
        )
        assert here.astimezone(dt.UTC) == moment
    for minutes in range(0, 180, 20):  # while the clock is put back
        moment = dt.datetime(2026, 10, 25, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes)
        assert moment.astimezone(zone).astimezone(dt.UTC) == moment
        assert moment.astimezone(zone).fold == moment.astimezone(named).fold
    assert in_full(dt.datetime(2026, 7, 1, tzinfo=dt.UTC).astimezone(zone), words_of("en")).endswith(
        "02:00 UTC+2"
    )


@pytest.mark.usefixtures("berlin")
def test_a_day_of_the_other_season_begins_at_midnight(store: Store, clock: Moving, opener: Opener) -> None:
    """A search for a day, and its book, hold that day as the machine's clock had it, whatever the season is now."""
    clock.now = dt.datetime(2026, 7, 1, 12, tzinfo=dt.UTC)
    sitting = Sitting(opener(store, zone="").app.state.desk, Request(ASKING))  # type: ignore[attr-defined] # a Starlette
    begins = [midnight(day, sitting, 0) for day in ("2026-01-10", "2026-07-10")]
    assert [f"{moment:%m-%d %H:%M}" for moment in begins if moment] == ["01-09 23:00", "07-09 22:00"]
    for day in ("0001-01-01", "9999-12-31"):
        for after in (0, 1):
            midnight(day, sitting, after)


def test_a_zone_must_exist() -> None:
    """A zone that is none is refused when the desk is set up."""
    for zone in ("Asia/Nowhere", "../etc", "\x00"):
        with pytest.raises(UsageError, match="there is no time zone"):
            Settings(zone=zone)
