"""When an article that was read is read again: often while it is young or still being written, and never for ever."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from lugas.decide.clocks import in_utc

__all__ = ["Life", "read_again"]

MINUTE, HOUR = dt.timedelta(minutes=1), dt.timedelta(hours=1)
YOUNG = 48 * HOUR  # the age up to which an article is read again
MOST_READINGS = 12
SHORTEST, LONGEST = HOUR, 12 * HOUR
# Of live blogs: how soon while it goes on, how long after its last post it still may, how often at most.
LIVE_SHORTEST, LIVE_LONGEST = 15 * MINUTE, 6 * HOUR
LIVE_SILENCE = 36 * HOUR
LIVE_MOST = 300


class Life(Struct, frozen=True, kw_only=True):
    """What is known of an article that was read.

    `born` is when it was published, or first seen where no page tells that; `changed` when another version of it was
    last seen. `live` tells a live blog. `readings` counts how often its page was read.
    """

    born: dt.datetime
    changed: dt.datetime
    live: bool = False
    readings: int = 1


def read_again(life: Life, now: dt.datetime) -> dt.datetime | None:
    """Give when to read an article again, `None` for never.

    An article is read again after an hour, and then each time when it is three times as old, at least twice a day,
    until it is two days old. A live blog is read every quarter of an hour while it is added to, and more seldom the
    longer it is silent. A time of publication that lies ahead counts as now.
    """
    now = in_utc(now)
    if life.live:
        silence = max(now - in_utc(life.changed), dt.timedelta())
        if silence > LIVE_SILENCE or life.readings >= LIVE_MOST:
            return None
        return now + min(max(silence / 2, LIVE_SHORTEST), LIVE_LONGEST)
    age = max(now - in_utc(life.born), dt.timedelta())
    if age > YOUNG or life.readings >= MOST_READINGS:
        return None
    return now + min(max(2 * age, SHORTEST), LONGEST)
