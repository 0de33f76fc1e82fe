"""When an article is read again: often while it is young or live, and not for ever."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lugas.decide.rereading import LIVE_MOST, MOST_READINGS, Life, read_again

NOW = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def lived(life: Life) -> list[float]:
    """Give the ages, in hours, at which an article is read that nobody changes."""
    ages, now, readings = [0.0], life.born, 1
    while again := read_again(
        Life(born=life.born, changed=life.changed, live=life.live, readings=readings), now
    ):
        now, readings = again, readings + 1
        ages.append((now - life.born) / HOUR)
    return ages


def test_an_article_is_read_while_it_is_young() -> None:
    """An article is read seven or eight times in its first two days, and then no more."""
    assert lived(Life(born=NOW, changed=NOW)) == [0, 1, 3, 9, 21, 33, 45, 57]


def test_a_live_blog_is_read_more_often() -> None:
    """A live blog is read every quarter of an hour while it is added to, and longer."""
    ages = lived(Life(born=NOW, changed=NOW, live=True))
    assert ages[:3] == [0, 0.25, 0.5]
    assert 36 < ages[-1] < 43
    assert len(ages) < 20
    busy = Life(born=NOW, changed=NOW + 5 * HOUR, live=True, readings=40)
    assert read_again(busy, NOW + 5 * HOUR) == NOW + 5.25 * HOUR


@pytest.mark.parametrize("days", [3, 300])
def test_an_old_article_is_read_once(days: int) -> None:
    """What came out days before it was found is not read again."""
    assert read_again(Life(born=NOW - dt.timedelta(days=days), changed=NOW), NOW) is None


@given(
    st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2090, 1, 1), timezones=st.just(dt.UTC)),
    st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2090, 1, 1), timezones=st.just(dt.UTC)),
    st.booleans(),
    st.integers(1, 1_000),
)
def test_never_at_once_and_never_for_ever(
    born: dt.datetime, changed: dt.datetime, live: bool, readings: int
) -> None:
    """Whatever times a page tells, years ahead too, the next reading is a while off, and there is a last one."""
    again = read_again(Life(born=born, changed=changed, live=live, readings=readings), NOW)
    if readings >= (LIVE_MOST if live else MOST_READINGS):
        assert again is None
    assert again is None or dt.timedelta(minutes=15) <= again - NOW <= 12 * HOUR
