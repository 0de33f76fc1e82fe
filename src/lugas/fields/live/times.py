"""When each post of a live blog was made: a clock gets the day of its attribute, its day heading or its neighbours.

The clocks of a live blog run in one direction, so a jump against it is a midnight (or a night without posts). Which
day the first or the last post was made is told by the nearest of: a post whose date is known, the article's own times.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from lugas.fields.dates.moments import from_attribute, relative_moment, zone_of
from lugas.fields.dates.text import find_moment
from lugas.fields.live.stamps import Stamp, clock_in
from lugas.model import Moment, Precision

__all__ = ["Anchors", "Order", "PostTime", "order_of", "set_times"]

Order = Literal["", "newest_first", "oldest_first"]

SLACK = 60  # minutes that a post may stand out of turn; a larger jump is a change of day
HALF_DAY = 720


@dataclass(slots=True)
class PostTime:
    """What is known of the time of one post: its line, its machine-written value, and the day heading over it."""

    stamp: Stamp | None = None
    value: str = ""
    day: str = ""
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Anchors:
    """What the times of posts are read by: the article's own times, its language, and when it was fetched."""

    published: Moment | None
    modified: Moment | None
    language: str
    month_first: bool
    fetched: dt.datetime | None = None

    @property
    def zone(self) -> str:
        """The zone of the article's times, "" where none is told; UTC may be what software writes for any zone."""
        told = (zone_of(moment) for moment in (self.published, self.modified) if moment is not None)
        return next((zone for zone in told if zone not in ("", "Z", "+00:00")), "")


def set_times(times: Sequence[PostTime], anchors: Anchors) -> list[Moment | None]:
    """Give the moment of each post, in page order; one whose day is not known keeps the words of the page alone."""
    found = [exact_time(time, anchors) for time in times]
    zone = next(
        (own for moment in found if moment and (own := zone_of(moment)) not in ("", "Z", "+00:00")), ""
    )
    zone = zone or anchors.zone
    for index, time in enumerate(times):
        moment = found[index]
        bare = time.stamp is not None and time.stamp.kind == "clock" and not time.value
        if moment is not None and bare and len(moment.iso) == 16:
            found[index] = Moment(moment.iso + zone, moment.precision)
    open_clocks = {
        index: clock_in(time.stamp.text)
        for index, time in enumerate(times)
        if time.stamp is not None and time.stamp.kind == "clock" and (found[index] is None)
    }
    days = days_of(times, found, open_clocks, anchors)
    for index, clock in open_clocks.items():
        stamp = times[index].stamp
        text = stamp.text if stamp is not None else ""
        if clock < 0 or index not in days:
            found[index] = Moment("", Precision.MINUTE, text)
            continue
        shown = shown_time(text, days[index].isoformat(), anchors)
        iso = f"{days[index].isoformat()}T{clock // 60:02}:{clock % 60:02}" if shown is None else shown.iso
        found[index] = Moment(iso if zone_of(iso) else iso[:16] + zone, Precision.MINUTE)
    return found


def exact_time(time: PostTime, anchors: Anchors) -> Moment | None:
    """Give the moment of a post that tells its day; `None` for a clock without one, and for nothing."""
    stamp = time.stamp
    value = (
        from_attribute(time.value, anchors.language, month_first=anchors.month_first) if time.value else None
    )
    if value is not None and value.precision in (Precision.YEAR, Precision.MONTH):
        value = None
    if value is not None and "T" in value.iso:
        return in_shown_zone(value, stamp, anchors)
    if stamp is None:
        return value
    if stamp.kind == "dated":
        return find_moment(stamp.text, anchors.language, month_first=anchors.month_first)
    if stamp.kind == "minute":
        return Moment("", Precision.MINUTE, stamp.text)
    if stamp.kind == "relative":
        return relative_moment(stamp.text, anchors.fetched)
    day = value.iso if value is not None else time.day
    return shown_time(stamp.text, day, anchors) if day else None


def shown_time(text: str, day: str, anchors: Anchors) -> Moment | None:
    """Give the clock of a text on a day; `None` where it tells none."""
    moment = find_moment(f"{day} {text}", anchors.language)
    return moment if moment is not None and "T" in moment.iso and moment.iso.startswith(day) else None


def in_shown_zone(value: Moment, stamp: Stamp | None, anchors: Anchors) -> Moment:
    """Give a machine-written instant in the zone that the page shows it in.

    UTC written after the clock of another zone is a fault of many sites' software.
    """
    zone = zone_of(value)
    clock = clock_in(stamp.text) if stamp is not None and stamp.kind in ("clock", "dated") else -1
    if clock < 0 or stamp is None:
        return value
    told = int(value.iso[11:13]) * 60 + int(value.iso[14:16])
    shown = shown_time(stamp.text, value.iso[:10], anchors)
    own = zone_of(shown) if shown is not None else ""
    if clock == told:
        better = own or (anchors.zone if zone in ("Z", "+00:00") else "")
        seconds = value.iso[16:19] if value.iso[16:17] == ":" else ""
        return (
            Moment(value.iso[:16] + seconds + better, value.precision) if better and zone != better else value
        )
    apart = (clock - told + HALF_DAY) % (2 * HALF_DAY) - HALF_DAY
    if zone not in ("Z", "+00:00") or apart % 30:
        return value
    instant = dt.datetime.fromisoformat(value.iso)
    try:
        local = instant.astimezone(dt.timezone(dt.timedelta(minutes=apart)))
    except OverflowError:  # the first or the last day of the calendar
        return value
    return Moment(local.isoformat(timespec="seconds" if len(value.iso) > 22 else "minutes"), value.precision)


def days_of(
    times: Sequence[PostTime], found: Sequence[Moment | None], clocks: dict[int, int], anchors: Anchors
) -> dict[int, dt.date]:
    """Give the day of each clock that tells none; nothing where no day is known at all."""
    turn: list[tuple[int, int, dt.date | None]] = []  # post, clock, and its day where it is known
    for index, time in enumerate(times):
        moment = found[index]
        if index in clocks and clocks[index] >= 0:
            turn.append((index, clocks[index], None))
        elif moment is not None and "T" in moment.iso and not time.pinned:
            turn.append((index, int(moment.iso[11:13]) * 60 + int(moment.iso[14:16]), moment.date))
    if not turn:
        return {}
    pinned = {index for index, time in enumerate(times) if time.pinned}
    running = [item for item in turn if item[0] not in pinned]
    if clock_order([clock for _, clock, _ in running]) == "newest_first":
        running.reverse()
    days = in_turn(running, anchors)
    nearest = next(iter(days.values()), None)
    if nearest is not None:
        days |= {index: max(days.values()) for index in pinned if index in clocks}
    return days


def in_turn(running: Sequence[tuple[int, int, dt.date | None]], anchors: Anchors) -> dict[int, dt.date]:
    """Give the day of each post, from the oldest to the newest, by the midnights between their clocks."""
    offsets: list[int] = []
    before = -1
    passed = 0
    for _, clock, _ in running:
        passed += before >= 0 and clock < before - SLACK
        offsets.append(passed)
        before = clock if before < 0 or clock > before or clock < before - SLACK else before
    start = next(
        (moved(day, -offset) for (_, _, day), offset in zip(running, offsets, strict=True) if day), None
    )
    if start is None and running:
        start = start_by_article(running[0][1], running[-1][1], passed, anchors)
    if start is None:
        return {}
    days: dict[int, dt.date] = {}
    for (index, _, day), offset in zip(running, offsets, strict=True):
        start = moved(day, -offset) if day is not None else start
        days[index] = moved(start, offset)
    return days


def start_by_article(oldest: int, newest: int, passed: int, anchors: Anchors) -> dt.date | None:
    """Give the day of the oldest post by the article's own times: whichever agrees with the clocks best."""
    options: list[tuple[int, dt.date]] = []
    for moment, clock, back in ((anchors.modified, newest, passed), (anchors.published, oldest, 0)):
        if moment is None or moment.date is None:
            continue
        if "T" not in moment.iso:
            options.append((HALF_DAY, moved(moment.date, -back)))
            continue
        apart = int(moment.iso[11:13]) * 60 + int(moment.iso[14:16]) - clock
        change = 1 if apart > HALF_DAY else -1 if apart < -HALF_DAY else 0
        options.append((abs(apart - change * 2 * HALF_DAY), moved(moment.date, change - back)))
    return min(options, key=lambda option: option[0])[1] if options else None


def moved(day: dt.date, days: int) -> dt.date:
    """Give the day so many days later; the same where the calendar ends before."""
    try:
        return day + dt.timedelta(days=days)
    except OverflowError:
        return day


def clock_order(clocks: Sequence[int]) -> Order:
    """Tell which way clocks run by their steps, those over a midnight aside."""
    steps = [later - before for before, later in pairwise(clocks) if later != before]
    up = sum(step > 0 if abs(step) <= HALF_DAY else step < 0 for step in steps)
    return "" if up * 2 == len(steps) else "oldest_first" if up * 2 > len(steps) else "newest_first"


def order_of(moments: Sequence[Moment | None], clocks: Sequence[int]) -> Order:
    """Tell in which order posts stand: by their moments, else by their clocks (-1 where one tells none)."""
    told = [moment.iso for moment in moments if moment is not None and "T" in moment.iso]
    if len(told) < 2:
        return clock_order([clock for clock in clocks if clock >= 0])
    zoned = all(zone_of(iso) for iso in told)
    instants = [dt.datetime.fromisoformat(iso if zoned else iso[:16]) for iso in told]
    pairs = [(before, later) for before, later in pairwise(instants) if before != later]
    up = sum(before < later for before, later in pairs)
    return "" if up * 2 == len(pairs) else "oldest_first" if up * 2 > len(pairs) else "newest_first"
