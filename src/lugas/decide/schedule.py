"""When to look at a source again: often where much is published, seldom where nothing is, never faster than it asks.

A source is looked at again when the articles that have come out meanwhile, as far as they can be foreseen, have waited
half an hour taken together (`PATIENCE_S`). That keeps the sum of requests and of waiting smallest: for a source with
one article an hour it means a look an hour, with one a day a look every five hours. What can be foreseen is how many
articles came out at each hour of the day over the last weeks, more or less as the last half day was busier or quieter
than that.
"""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from lugas.decide.clocks import asked_wait, in_utc
from lugas.decide.pace import NO_PACE, Pace, expected_wait, learned
from lugas.errors import UsageError

__all__ = ["Chance", "Plan", "Rhythm", "Visit", "first_plan", "is_due", "next_plan", "woken"]

HOUR, DAY = 3_600.0, 86_400.0
LONGEST_ASKED_S = 7 * DAY  # of a Retry-After
GONE_LOOKS, GONE_S = 2, DAY  # answers 410, and the time between them, before a source is retired
MISSING_LOOKS, MISSING_S = 8, 14 * DAY  # answers 404
UNREADABLE_LOOKS, UNREADABLE_S = 10, 30 * DAY  # answers that are no feed any more
SILENT_LOOKS, SILENT_S = 20, 90 * DAY  # no answers, errors, refusals
MOVED_LOOKS = (
    2  # visits that a permanent redirect must hold for: hotel networks and broken servers send one too
)


class Chance(Protocol):
    """A source of chance: `random.Random(seed)` is one."""

    def random(self) -> float:
        """Give a number from 0 up to 1."""
        ...


class Rhythm(Struct, frozen=True, kw_only=True):
    """Bounds of the schedule, in seconds.

    `shortest_s` and `longest_s` bound the time between two looks at a source that answers. `honoured_s` is how long a
    source may ask not to be asked again by its cache headers or its `ttl`; longer ones are forgotten settings more
    often than wishes. `jitter` is the share by which a wait is made longer or shorter by chance.

    Raises `UsageError` when they contradict one another.
    """

    shortest_s: float = 10 * 60
    longest_s: float = DAY
    honoured_s: float = HOUR
    jitter: float = 0.1

    def __post_init__(self) -> None:
        if not 0 < self.shortest_s <= self.longest_s <= LONGEST_ASKED_S:
            raise UsageError(
                f"shortest_s is {self.shortest_s} and longest_s {self.longest_s}",
                name="longest_s",
                remedy="give more than 0 seconds, the longest at least the shortest and at most seven days",
            )
        if not 0 <= self.jitter < 1:
            raise UsageError(f"jitter is {self.jitter}", name="jitter", remedy="give a share of 0 up to 1")


class Plan(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is kept of one source from look to look.

    `due` is when to look again. `retired` says why it is not looked at any more, `note` what is wrong meanwhile. `url`
    is where it has moved for good, "" where it has not.
    """

    due: dt.datetime
    visited: dt.datetime | None = None
    failures: int = 0
    failing_since: dt.datetime | None = None
    failing_with: int = 0
    retired: str = ""
    note: str = ""
    url: str = ""
    moving_to: str = ""
    moving: int = 0
    pace: Pace = NO_PACE


class Visit(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one look met.

    `status` is HTTP's, 0 for no answer. `trouble` says why an answer could not be read. `new` counts the articles not
    seen before, and `moments` are the times they tell. `retry_after` and `date` are the headers of that name as sent,
    `max_age_s` how long the answer counts as fresh, `ttl_minutes` what the feed asks for. `moved_to` is the address
    that only permanent redirects led to.
    """

    at: dt.datetime
    status: int
    trouble: str = ""
    new: int = 0
    moments: tuple[dt.datetime, ...] = ()
    retry_after: str = ""
    date: str = ""
    max_age_s: float = 0.0
    ttl_minutes: int = 0
    moved_to: str = ""


DEFAULTS = Rhythm()


def first_plan(now: dt.datetime) -> Plan:
    """Give the plan of a source that was never looked at: it is due at once."""
    return Plan(due=in_utc(now))


def is_due(plan: Plan, now: dt.datetime) -> bool:
    """Tell whether a source is to be looked at.

    A time further ahead than any wait can be, or a last look that lies ahead, comes of a clock that was wrong, and
    counts as due: so no source is ever stalled by one.
    """
    if plan.retired:
        return False
    now = in_utc(now)
    if plan.visited is not None and (plan.visited - now).total_seconds() > HOUR:
        return True
    ahead = (plan.due - now).total_seconds()
    return ahead <= 0 or ahead > 1.1 * LONGEST_ASKED_S


def next_plan(plan: Plan, visit: Visit, chance: Chance, rhythm: Rhythm = DEFAULTS) -> Plan:
    """Give the plan after a look. `chance` spreads the looks, so that not all sources are asked in the same minute."""
    at = in_utc(visit.at)
    asked = asked_wait(visit.retry_after, visit.date, at, LONGEST_ASKED_S)
    if visit.status not in {200, 226, 304} or visit.trouble:
        return _after_failure(plan, visit, at, asked, chance)
    plan = _moved(plan, visit)
    since = (at - plan.visited).total_seconds() if plan.visited is not None else None
    pace = learned(
        plan.pace, at, since, visit.new, [moment for moment in visit.moments if moment.tzinfo is not None]
    )
    wished = min(rhythm.honoured_s, max(visit.max_age_s, visit.ttl_minutes * 60.0))
    wait = min(max(expected_wait(pace, at, rhythm.longest_s), rhythm.shortest_s, wished), rhythm.longest_s)
    wait *= 1 + rhythm.jitter * (2 * chance.random() - 1)
    due = at + dt.timedelta(seconds=max(wait, rhythm.shortest_s, asked))
    return replace(
        plan,
        due=due,
        visited=at,
        failures=0,
        failing_since=None,
        failing_with=0,
        note="",
        retired="",
        pace=pace,
    )


def woken(plan: Plan, now: dt.datetime) -> Plan:
    """Give the plan of a source that is to be looked at now, retired or not: by hand, or because its hub said so."""
    return replace(plan, due=in_utc(now), retired="", failures=0, failing_since=None, failing_with=0, note="")


def _moved(plan: Plan, visit: Visit) -> Plan:
    """Note a permanent redirect; once it has held, the source is asked for where it leads."""
    if not visit.moved_to or visit.moved_to == plan.url:
        return replace(plan, moving_to="", moving=0)
    count = plan.moving + 1 if visit.moved_to == plan.moving_to else 1
    if count >= MOVED_LOOKS:
        return replace(plan, url=visit.moved_to, moving_to="", moving=0)
    return replace(plan, moving_to=visit.moved_to, moving=count)


def _after_failure(plan: Plan, visit: Visit, at: dt.datetime, asked: float, chance: Chance) -> Plan:
    """Give the plan after a look that failed: later each time, by chance up to half sooner, in the end never."""
    kind = visit.status if visit.status in {404, 410} else -1 if visit.trouble and visit.status == 200 else 0
    going_on = plan.failures > 0 and plan.failing_since is not None and plan.failing_since <= at
    # an error of another kind begins to count anew: a server that was down and then says 404 has not been gone for long
    since = plan.failing_since if going_on and plan.failing_with == kind and plan.failing_since else at
    alike = plan.failures + 1 if since != at else 1
    first = {404: HOUR, 410: DAY, -1: HOUR}.get(
        kind, 6 * HOUR if visit.status in {401, 402, 403, 451} else 10 * 60
    )
    wait = min(first * 2.0 ** min(alike - 1, 20), DAY) * (0.5 + 0.5 * chance.random())
    told = visit.trouble or (f"answered with status {visit.status}" if visit.status else "does not answer")
    day = since.date().isoformat()
    looks, seconds = {
        410: (GONE_LOOKS, GONE_S / 2),
        404: (MISSING_LOOKS, MISSING_S),
        -1: (UNREADABLE_LOOKS, UNREADABLE_S),
    }.get(kind, (SILENT_LOOKS, SILENT_S))
    over = alike >= looks and (at - since).total_seconds() >= seconds
    return replace(
        plan,
        due=at + dt.timedelta(seconds=max(wait, asked)),
        visited=at,
        failures=alike,
        failing_since=since,
        failing_with=kind,
        note=f"{told}, since {day}",
        retired=f"{told}, since {day}" if over else "",
    )
