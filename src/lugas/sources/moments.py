"""The times of feeds and sitemaps as instants: in the forms they should have, and in those they really have."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from lugas.fields.dates.moments import from_attribute

__all__ = ["instant"]

LONGEST = 80  # characters of a date
EARLIEST = dt.datetime(1985, 1, 1, tzinfo=dt.UTC)
LATEST = dt.datetime(2099, 1, 1, tzinfo=dt.UTC)
_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
MONTHS = {name: number for number, name in enumerate(_NAMES.split(), 1)}
# RFC 822 as most feeds write it. Everything else is left to the reader of the dates that pages show.
_MAIL = re.compile(
    r"(?:[A-Za-z]{3},? )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) (?:([+-]\d{2}):?(\d{2})|GMT|UTC?|Z)",
    re.ASCII,
)
_MILITARY = re.compile(r"(\d\d:\d\d(?::\d\d)?) ([A-IK-Y])$")


def instant(text: str, language: str = "") -> dt.datetime | None:
    """Give the instant that a date of a feed tells, with its zone; `None` for none, or one in no plausible year.

    A time without a zone counts as UTC, and a day without a time as its beginning. `language` is an ISO 639-1 code that
    helps to read the names of months.
    """
    return _instant(" ".join(text[: 2 * LONGEST].split())[:LONGEST], language[:2].lower()) if text else None


@lru_cache(maxsize=2_048)
def _instant(text: str, language: str) -> dt.datetime | None:
    """Read one date."""
    try:
        found = _mailed(text) or _standard(text) or _human(text, language)
    except (ValueError, OverflowError):  # a day or an offset that is not there
        return None
    return found if found is not None and EARLIEST <= found <= LATEST else None


def _mailed(text: str) -> dt.datetime | None:
    """Read a date of RFC 822 with its year in full and its zone as a number or as UTC."""
    match = _MAIL.fullmatch(text)
    month = MONTHS.get(match[2].lower(), 0) if match else 0
    if match is None or not month:
        return None
    minutes = (
        int(match[7]) * 60 + (int(match[8]) if match[7][0] == "+" else -int(match[8])) if match[7] else 0
    )
    zone = dt.timezone(dt.timedelta(minutes=minutes)) if minutes else dt.UTC
    second = min(int(match[6]), 59)  # a leap second
    return dt.datetime(int(match[3]), month, int(match[1]), int(match[4]), int(match[5]), second, tzinfo=zone)


def _standard(text: str) -> dt.datetime | None:
    """Read a date of ISO 8601."""
    if not text[:4].isdigit() or text[4:5] != "-":
        return None
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.replace(tzinfo=dt.UTC) if found.tzinfo is None else found


def _human(text: str, language: str) -> dt.datetime | None:
    """Read a date as people write it: other names of months, zones and orders."""
    moment = from_attribute(_MILITARY.sub(r"\1 UTC", text), language)
    if moment is None or len(moment.iso) < 10:
        return None
    found = dt.datetime.fromisoformat(moment.iso)
    return found.replace(tzinfo=dt.UTC) if found.tzinfo is None else found
