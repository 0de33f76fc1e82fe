"""Times as a reader takes them: how long ago, and in full with the zone."""

from __future__ import annotations

import datetime as dt

from lugas.desk.wording import Words
from lugas.model import Moment
from lugas.render.clean import fold
from lugas.render.layout import is_iso

__all__ = ["ago", "clock_of", "day", "in_full", "moment_in_full"]

MINUTE, HOUR = 60, 3_600


def ago(moment: dt.datetime, now: dt.datetime, words: Words) -> str:
    """Tell how long ago an instant was, within half a day; else when, as short as is clear. `now` has the zone."""
    seconds = (now - moment).total_seconds()
    if seconds < MINUTE:
        return words.times["now"]
    if seconds < HOUR:
        return words.times["minutes"].format(n=int(seconds // MINUTE))
    here = moment.astimezone(now.tzinfo)
    days = (now.date() - here.date()).days
    if days == 0 or seconds < 12 * HOUR:
        return words.times["hours"].format(n=int(seconds // HOUR))
    return dated(here, days, now, words)


def dated(here: dt.datetime, days: int, now: dt.datetime, words: Words) -> str:
    """Tell when an instant was that lies so many days back."""
    clock = f"{here:%H:%M}"
    if days == 1:
        return words.times["yesterday"].format(clock=clock)
    if days < 7:
        return words.times["this_week"].format(weekday=words.weekdays[here.weekday()], clock=clock)
    form = "date_short" if here.year == now.year else "date"
    month = words.months_short[here.month - 1]
    return words.times[form].format(day=here.day, month=month, year=here.year)


def day(date: dt.date, words: Words) -> str:
    """Tell a day in full."""
    return words.times["full_date"].format(
        weekday=words.weekdays[date.weekday()],
        day=date.day,
        month=words.months[date.month - 1],
        year=date.year,
    )


def in_full(moment: dt.datetime, words: Words) -> str:
    """Tell an instant in full, with its zone where it has one."""
    clock = f"{moment:%H:%M}{zone_of(moment)}"
    return words.times["full_time"].format(date=day(moment.date(), words), clock=clock)


def zone_of(moment: dt.datetime) -> str:
    """Name the zone of an instant by its distance from UTC, after a space; "" where it has none."""
    offset = moment.utcoffset()
    if offset is None:
        return ""
    minutes = round(offset.total_seconds() / MINUTE)
    if not minutes:
        return " UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f" UTC{'+' if minutes > 0 else '−'}{hours}{f':{rest:02}' if rest else ''}"


def clock_of(moment: Moment) -> str:
    """Tell the time of day of a moment with its zone; "" where none is told."""
    if not is_iso(moment.iso) or "T" not in moment.iso:
        return ""
    try:
        instant = dt.datetime.fromisoformat(moment.iso)
    except ValueError:
        return ""
    return f"{instant:%H:%M}{zone_of(instant)}"


def moment_in_full(moment: Moment, words: Words) -> str:
    """Tell a moment as exactly as its page does and no more, in the page's own zone; else in the page's words."""
    if not is_iso(moment.iso) or len(moment.iso) < 10:
        return fold(moment.text or moment.iso)
    try:
        if "T" not in moment.iso:
            return day(dt.date.fromisoformat(moment.iso), words)
        return in_full(dt.datetime.fromisoformat(moment.iso), words)
    except (ValueError, OverflowError):
        return fold(moment.text or moment.iso)
