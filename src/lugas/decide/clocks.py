"""Times as others tell them, made safe: all in UTC, and what a header asks for in seconds."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime

from lugas.errors import UsageError

__all__ = ["asked_wait", "fresh_seconds", "in_utc"]

_AGE = re.compile(r"(?:^|,)\s{0,5}(?:s-)?max-?age\s{0,5}=\s{0,5}\"?(\d{1,10})", re.IGNORECASE)


def in_utc(moment: dt.datetime) -> dt.datetime:
    """Give an instant in UTC. Raises `UsageError` for one without a zone."""
    if moment.tzinfo is None:
        raise UsageError(
            f"{moment.isoformat()} has no zone", name="now", remedy="give a datetime with its tzinfo"
        )
    return moment.astimezone(dt.UTC)


def asked_wait(retry_after: str, date: str, now: dt.datetime, most: float) -> float:
    """Give the seconds that a Retry-After header asks to wait, at most so many; 0 for none, or one that is malformed.

    It tells seconds or a date. A date counts from the answer's own `Date`, so that a server whose clock is wrong does
    not stall anybody.
    """
    text = retry_after.strip()[:100]
    if text.isascii() and text.partition(".")[0].isdigit():
        return min(float(text.partition(".")[0][:12]), most)
    until = _http_date(text)
    if until is None:
        return 0.0
    return min(max((until - (_http_date(date) or now)).total_seconds(), 0.0), most)


def fresh_seconds(cache_control: str, expires: str, date: str, now: dt.datetime) -> float:
    """Give how long an answer counts as fresh by its headers, in seconds; 0 where they tell nothing usable."""
    control = cache_control[:1_000].lower()
    if "no-cache" in control or "no-store" in control:
        return 0.0
    age = _AGE.search(control)
    if age is not None:
        return float(age[1])
    until = _http_date(expires.strip()[:100])
    return max((until - (_http_date(date) or now)).total_seconds(), 0.0) if until is not None else 0.0


def _http_date(text: str) -> dt.datetime | None:
    """Read a date of a header; `None` for none."""
    if not text:
        return None
    try:
        found = parsedate_to_datetime(text.strip()[:100])
        return found.replace(tzinfo=dt.UTC) if found.tzinfo is None else found.astimezone(dt.UTC)
    except (TypeError, ValueError, OverflowError, IndexError):
        return None
