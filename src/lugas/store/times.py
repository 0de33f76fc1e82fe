"""Where an article stands among all: one number, the larger the newer."""

from __future__ import annotations

import datetime as dt

from lugas.model import Moment

__all__ = ["NEVER", "first_place", "listed_at", "place_of"]

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
OLDEST = dt.datetime(1900, 1, 1, tzinfo=dt.UTC)
NEVER = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)  # when what is asleep is due
LATEST = dt.datetime(2100, 1, 1, tzinfo=dt.UTC)

# The second an article is listed under, and below it bits that tell articles of one second apart. Together they stay
# under 2^53, which JSON and scripts hold exactly.
BITS = 20


def listed_at(published: Moment | None, first_seen: dt.datetime) -> dt.datetime:
    """Give the instant an article is listed under: when it was published, or first seen where that is not known.

    Nothing is listed ahead of when it was seen, whatever its page says. Of a day alone, it is noon in UTC; a time
    without a zone is read as UTC.
    """
    moment = _instant(published)
    if moment is None or moment >= first_seen:
        moment = first_seen
    return max(OLDEST, min(moment, LATEST)).astimezone(dt.UTC)


def _instant(published: Moment | None) -> dt.datetime | None:
    if published is None or len(published.iso) < 10:
        return None
    try:
        moment = dt.datetime.fromisoformat(published.iso)
        if "T" not in published.iso:
            moment = moment.replace(hour=12)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=dt.UTC)
        return moment.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None


def first_place(moment: dt.datetime) -> int:
    """Give the lowest place of what is listed at an instant's second or later."""
    moment = max(OLDEST, min(moment.astimezone(dt.UTC), LATEST))
    return int((moment - EPOCH) // dt.timedelta(seconds=1)) << BITS


def place_of(listed: dt.datetime, digest: bytes) -> int:
    """Give the place of an article that is listed at an instant; its address' digest tells it from its neighbours."""
    return first_place(listed) | (int.from_bytes(digest[:4]) & ((1 << BITS) - 1))
