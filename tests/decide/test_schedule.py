"""When a source is looked at again: single steps."""

from __future__ import annotations

import datetime as dt
import random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lugas.decide.clocks import asked_wait, fresh_seconds
from lugas.decide.schedule import Plan, Rhythm, Visit, first_plan, is_due, next_plan, woken
from lugas.errors import UsageError

NOW = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def after(*statuses: int, step: dt.timedelta = HOUR, trouble: str = "") -> Plan:
    """Give the plan after looks, one a step, that met these statuses."""
    plan, now = first_plan(NOW), NOW
    for status in statuses:
        plan = next_plan(plan, Visit(at=now, status=status, trouble=trouble), random.Random(1))
        now += step
    return plan


def test_a_new_source_is_due_at_once() -> None:
    """What was never looked at is due."""
    assert is_due(first_plan(NOW), NOW)


def test_chance_comes_from_its_source_alone() -> None:
    """The same seed gives the same plan, another one another time."""
    visit = Visit(at=NOW, status=200)
    plans = [next_plan(first_plan(NOW), visit, random.Random(seed)) for seed in (1, 1, 2)]
    assert plans[0] == plans[1] != plans[2]


@pytest.mark.parametrize(
    ("retry_after", "date", "seconds"),
    [
        ("120", "", 120),
        (" 3600 ", "", 3600),
        ("1.5", "", 1),
        ("Mon, 02 Mar 2026 13:00:00 GMT", "", 3600),
        ("Mon, 02 Mar 2026 13:00:00 GMT", "Mon, 02 Mar 2026 12:50:00 GMT", 600),
        ("Tue, 02 Mar 2077 13:00:00 GMT", "Tue, 02 Mar 2077 12:00:00 GMT", 3600),
        ("Sun, 01 Mar 2026 13:00:00 GMT", "", 0),
        ("99999999999999999999", "", 604800),
        ("-5", "", 0),
        ("soon", "", 0),
        ("Mon, 99 Mar 2026", "", 0),
        ("٣", "", 0),
    ],
)
def test_retry_after(retry_after: str, date: str, seconds: float) -> None:
    """Both forms of Retry-After are read; a date by the server's own clock; nothing waits for more than a week."""
    assert asked_wait(retry_after, date, NOW, 7 * 86_400) == seconds


@pytest.mark.parametrize(
    ("control", "expires", "seconds"),
    [
        ("max-age=600", "", 600),
        ("public, s-maxage=300, max-age=10", "", 300),
        ("no-cache, max-age=600", "", 0),
        ("", "Mon, 02 Mar 2026 12:10:00 GMT", 600),
        ("", "0", 0),
        ("max-age=soon", "-1", 0),
    ],
)
def test_cache_headers(control: str, expires: str, seconds: float) -> None:
    """How long an answer is fresh is read from Cache-Control, then from Expires."""
    assert fresh_seconds(control, expires, "", NOW) == seconds


def test_what_a_source_asks_for_is_honoured_within_bounds() -> None:
    """A busy source that asks for an hour's rest gets it, one that asks for a year gets an hour as well."""
    moments = tuple(NOW - dt.timedelta(minutes=3 * number) for number in range(1, 100))
    for age, least, most in ((0.0, 0, 0.5), (3600.0, 0.9, 1.2), (3e7, 0.9, 1.2)):
        visit = Visit(at=NOW, status=200, new=99, moments=moments, max_age_s=age)
        wait = (next_plan(first_plan(NOW), visit, random.Random(3)).due - NOW) / HOUR
        assert least <= wait <= most


def test_retry_after_holds_for_good_answers_and_bad() -> None:
    """A Retry-After of two days is kept, whatever the status beside it."""
    for status in (200, 429, 503):
        plan = next_plan(
            first_plan(NOW), Visit(at=NOW, status=status, retry_after="172800"), random.Random(1)
        )
        assert plan.due >= NOW + dt.timedelta(days=2)


def test_failures_back_off_and_are_forgotten() -> None:
    """Each failure waits longer, up to a day; one good answer begins anew."""
    waits = []
    plan, now = first_plan(NOW), NOW
    for _ in range(12):
        plan = next_plan(plan, Visit(at=now, status=503), random.Random(5))
        waits.append((plan.due - now).total_seconds())
        now = plan.due
    assert waits[0] < 11 * 60
    assert waits[5] > 4 * waits[0]
    assert max(waits) <= 86_400
    assert plan.note.startswith("answered with status 503, since 2026-03-02")
    good = next_plan(plan, Visit(at=now, status=200), random.Random(5))
    assert (good.failures, good.note, good.failing_since) == (0, "", None)


@pytest.mark.parametrize(
    ("status", "trouble", "days", "looks"),
    [
        (410, "", 1, 2),
        (404, "", 14, 8),
        (200, "a web page, not a feed", 30, 10),
        (0, "", 90, 20),
        (403, "", 90, 20),
    ],
)
def test_what_is_gone_for_long_is_retired(status: int, trouble: str, days: int, looks: int) -> None:
    """A source is retired with a note once it has been gone for long and was asked often; not before."""
    plan, now, count = first_plan(NOW), NOW, 0
    while not plan.retired and count < 400:
        plan = next_plan(plan, Visit(at=now, status=status, trouble=trouble), random.Random(count))
        last, now, count = now, max(plan.due, now), count + 1
    assert "since 2026-03-02" in plan.retired
    assert count >= looks
    assert days / 2 <= (last - NOW) / dt.timedelta(days=1) <= days + 2
    assert not is_due(plan, now + dt.timedelta(days=400))
    assert is_due(woken(plan, now), now)


def test_an_error_of_another_kind_begins_to_count_anew() -> None:
    """A server that was down for a week and then says 410 once is not retired for that."""
    plan = after(0, 0, 0, 410, step=dt.timedelta(days=3))
    assert not plan.retired


def test_a_permanent_redirect_is_remembered_once_it_holds() -> None:
    """A source is asked for at its new address after two looks that were led there."""
    plan = next_plan(
        first_plan(NOW), Visit(at=NOW, status=200, moved_to="https://new.example/rss"), random.Random(1)
    )
    assert plan.url == ""
    other = next_plan(plan, Visit(at=NOW + HOUR, status=200), random.Random(1))
    plan = next_plan(
        plan, Visit(at=NOW + HOUR, status=200, moved_to="https://new.example/rss"), random.Random(1)
    )
    assert (plan.url, other.url, other.moving) == ("https://new.example/rss", "", 0)


def test_no_clock_stalls_a_source() -> None:
    """A look that was made while the clock was a year ahead is no reason to wait for a year."""
    ahead = NOW + dt.timedelta(days=365)
    plan = next_plan(first_plan(ahead), Visit(at=ahead, status=200), random.Random(1))
    assert is_due(plan, NOW)
    day = NOW + dt.timedelta(days=1)
    plan = next_plan(first_plan(day), Visit(at=day, status=200), random.Random(1))
    assert is_due(plan, NOW)
    assert is_due(Plan(due=NOW + dt.timedelta(days=30)), NOW)
    later = next_plan(plan, Visit(at=NOW, status=200), random.Random(1))
    assert NOW < later.due < NOW + dt.timedelta(days=1.2)


def test_articles_of_the_future_change_nothing() -> None:
    """Times to come are not counted as articles of the past; the source is looked at within its bounds."""
    moments = tuple(NOW + dt.timedelta(days=number) for number in range(1, 50))
    plan = next_plan(first_plan(NOW), Visit(at=NOW, status=200, new=49, moments=moments), random.Random(1))
    assert NOW < plan.due <= NOW + dt.timedelta(days=1.1)


def test_zones_mean_nothing() -> None:
    """The same instants told in another zone give the same plan."""
    zone = dt.timezone(dt.timedelta(hours=7))
    plans = []
    for now in (NOW, NOW.astimezone(zone)):
        visit = Visit(at=now, status=200, new=2, moments=(now - HOUR, now - 3 * HOUR))
        plans.append(next_plan(first_plan(now), visit, random.Random(1)))
    assert plans[0] == plans[1]


def test_a_time_without_zone_is_refused() -> None:
    """A clock without a zone is an error of the caller's, which names the remedy."""
    with pytest.raises(UsageError, match="tzinfo"):
        first_plan(dt.datetime(2026, 3, 2))


def test_a_rhythm_checks_itself() -> None:
    """Bounds that contradict one another are refused."""
    with pytest.raises(UsageError, match="at least the shortest"):
        Rhythm(shortest_s=7200, longest_s=3600)


def test_a_plan_reads_back() -> None:
    """A plan turns into JSON and back without loss, as a store keeps it."""
    moments = tuple(NOW - number * HOUR for number in range(1, 20))
    plan = next_plan(first_plan(NOW), Visit(at=NOW, status=200, new=19, moments=moments), random.Random(1))
    plan = next_plan(plan, Visit(at=plan.due, status=0), random.Random(1))
    assert msgspec.json.decode(msgspec.json.encode(plan), type=Plan) == plan


VISITS = st.builds(
    lambda hours, status, new, after, moved: (hours, status, new, after, moved),
    st.floats(-1e5, 1e5),
    st.sampled_from([0, 200, 304, 403, 404, 410, 429, 500]),
    st.integers(-3, 10**6),
    st.text(max_size=20),
    st.sampled_from(["", "https://a.example/"]),
)


@given(st.lists(VISITS, max_size=30), st.integers())
@settings(max_examples=200, deadline=None)
def test_any_history_gives_a_plan_within_bounds(
    visits: list[tuple[float, int, int, str, str]], seed: int
) -> None:
    """Whatever was met, whenever: the next look lies ahead, within a week and a day."""
    plan, chance = first_plan(NOW), random.Random(seed)
    for hours, status, new, after_, moved in visits:
        at = NOW + dt.timedelta(hours=hours)
        moments = (at, at - HOUR, at + 5 * HOUR)
        visit = Visit(at=at, status=status, new=new, moments=moments, retry_after=after_, moved_to=moved)
        plan = next_plan(plan, visit, chance)
        assert dt.timedelta(0) < plan.due - at <= dt.timedelta(days=8)
