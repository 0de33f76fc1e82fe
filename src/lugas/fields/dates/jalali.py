"""The Persian solar calendar, which Iranian pages date by."""

from __future__ import annotations

import datetime as dt

__all__ = ["to_gregorian"]

# 1 Farvardin 1399 was 20 March 2020; its leap years follow a cycle of 33 years in the years that news is of.
START_YEAR, START_DAY = 1399, dt.date(2020, 3, 20)
LEAP_REMAINDERS = frozenset({1, 5, 9, 13, 17, 22, 26, 30})


def is_leap(year: int) -> bool:
    """Tell whether a Persian solar year has 366 days."""
    return year % 33 in LEAP_REMAINDERS


def to_gregorian(year: int, month: int, day: int) -> tuple[int, int, int]:
    """Give the Gregorian year, month and day of a Persian solar day."""
    if year >= START_YEAR:
        days = sum(365 + is_leap(number) for number in range(START_YEAR, year))
    else:
        days = -sum(365 + is_leap(number) for number in range(year, START_YEAR))
    days += 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    found = START_DAY + dt.timedelta(days=days + day - 1)
    return found.year, found.month, found.day
