"""How fast a source publishes: by the hour of the day over the last weeks, and over the last half day."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence

from msgspec import Struct

__all__ = ["NO_PACE", "PATIENCE_S", "Pace", "expected_wait", "learned", "per_hour"]

HOUR = 3_600.0
PATIENCE_S = HOUR / 2  # of waiting, of all articles together, that one request is worth
MEMORY_S = 10 * 24 * HOUR  # what lies further back counts a third, and less and less
LATELY_S = 12 * HOUR
PRIOR = 0.5  # articles, over a day, that are taken for seen before anything is known
CAUTION = 2.0  # articles by which the last half day's pace is held towards the usual one
STEP_S = HOUR / 4
LONGEST_GAP_S = 30 * 24 * HOUR
MOST_MOMENTS = 500


class Pace(Struct, frozen=True, omit_defaults=True):
    """Articles counted by the hour of the day (UTC), what came long ago counting less, and the days they stand for.

    `lately` and `foreseen` are how many came in the last half day, and how many were to be expected.
    """

    hours: tuple[float, ...] = (0.0,) * 24
    days: float = 0.0
    lately: float = 0.0
    foreseen: float = 0.0


NO_PACE = Pace()


def learned(
    pace: Pace, at: dt.datetime, since: float | None, new: int, moments: Sequence[dt.datetime]
) -> Pace:
    """Learn from a look at `at`, `since` seconds after the last one (`None` for the first), that found `new` articles.

    `moments` are the times that the new articles tell, in their own zones; one that cannot be is taken for the time of
    the look. Midnight to the second is how a day without a time is written, and tells no hour.
    """
    past = [moment for moment in moments[:MOST_MOMENTS] if moment <= at]
    told = [moment.astimezone(dt.UTC) for moment in past if moment.time() != dt.time()]
    if since is None:
        return _begun(at, told, [moment for moment in past if moment.time() == dt.time()])
    gap = min(max(since, 0.0), LONGEST_GAP_S)
    kept, lately = math.exp(-gap / MEMORY_S), math.exp(-gap / LATELY_S)
    expected = sum(
        per_hour(pace, at - dt.timedelta(seconds=back)) * step / HOUR for back, step in _steps(gap, LATELY_S)
    )
    hours = [count * kept for count in pace.hours]
    earliest = at - dt.timedelta(seconds=gap + 24 * HOUR)
    count = min(max(new, 0), MOST_MOMENTS)
    within = [moment for moment in told if moment >= earliest][:count]
    for moment in within:
        hours[moment.hour] += 1
    hours[at.hour] += count - len(within)
    return Pace(
        tuple(round(count, 4) for count in hours),
        round(pace.days * kept + gap / (24 * HOUR), 5),
        round(pace.lately * lately + count, 4),
        round(pace.foreseen * lately + expected, 4),
    )


def _begun(at: dt.datetime, moments: Sequence[dt.datetime], days: Sequence[dt.datetime]) -> Pace:
    """Begin with the times, and the days, of the articles that a source holds when it is first looked at."""
    recent = [moment for moment in (*moments, *days) if (at - moment).total_seconds() < MEMORY_S]
    if not recent:
        # nothing but articles of long ago: none came in these days; articles without times say nothing
        return Pace(days=MEMORY_S / (24 * HOUR)) if moments or days else NO_PACE
    oldest = (at - min(recent)).total_seconds()
    hours = [0.0] * 24
    for moment in recent:
        if moment.time() == dt.time():
            hours = [count + 1 / 24 for count in hours]
        else:
            hours[moment.hour] += 1
    return Pace(tuple(round(count, 4) for count in hours), round(max(oldest, 12 * HOUR) / (24 * HOUR), 5))


def per_hour(pace: Pace, moment: dt.datetime) -> float:
    """Give how many articles an hour are to be expected at an instant, before the last half day is weighed in."""
    mean = (sum(pace.hours) + PRIOR) / (pace.days + 1.0) / 24
    place = moment.hour
    # an hour and its neighbours, the more of its own the longer it has been watched
    near = (2 * pace.hours[place] + pace.hours[place - 1] + pace.hours[(place + 1) % 24]) / 4
    return (near + 3 * mean) / (pace.days + 3.0)


def expected_wait(pace: Pace, at: dt.datetime, longest: float) -> float:
    """Give the seconds after which the articles that will have come out have waited for `PATIENCE_S` together."""
    factor = (CAUTION + pace.lately) / (CAUTION + pace.foreseen)
    came = waited = passed = 0.0
    while passed < longest:
        rate = factor * per_hour(pace, at + dt.timedelta(seconds=passed)) / HOUR
        # those that came wait through this step, those that come within it half of it
        ahead = waited + came * STEP_S + rate * STEP_S * STEP_S / 2
        if ahead >= PATIENCE_S:
            return min(passed + _within(came, rate, PATIENCE_S - waited), longest)
        waited, came, passed = ahead, came + rate * STEP_S, passed + STEP_S
    return longest


def _within(came: float, rate: float, left: float) -> float:
    """Solve came * t + rate * t² / 2 = left for the time within a step."""
    if rate <= 0:
        return left / came if came > 0 else STEP_S
    return (-came + math.sqrt(came * came + 2 * rate * left)) / rate


def _steps(gap: float, most: float) -> list[tuple[float, float]]:
    """Cut the last seconds into steps of an hour at most: how far each lies back, and how long it is."""
    gap = min(gap, 4 * most)
    count = max(1, math.ceil(gap / HOUR))
    step = gap / count
    return [((number + 0.5) * step, step) for number in range(count)]
