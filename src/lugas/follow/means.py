"""What a visit works with, and what all visits do alike."""

from __future__ import annotations

import datetime as dt
import random
import threading
from dataclasses import dataclass
from typing import Protocol

from msgspec.structs import replace

from lugas.follow.asking import Asker
from lugas.follow.events import Robots
from lugas.follow.permission import Claim, Permission, Permissions
from lugas.follow.places import Places
from lugas.follow.readers import Readers
from lugas.follow.replies import Reply, rest_asked
from lugas.follow.settings import Settings
from lugas.store import Store, Visit

__all__ = [
    "LEFT_ALONE",
    "RECOVERY",
    "Means",
    "Noted",
    "StoppedError",
    "rest_after",
    "robots_visit",
    "told_of",
    "visit_of",
]

PUT_OFF = dt.timedelta(minutes=10)
LEFT_ALONE = "its host is to be left alone for now"
# Until what came to nothing by no fault of its own is tried again: longer than an update waits for a host.
RECOVERY = dt.timedelta(minutes=10)


class StoppedError(Exception):
    """The update is to end: a visit is left where it is, and is as due as it was."""


class Noted(Claim, Protocol):
    """A claim that takes down what was asked beside it."""

    def note(self, visit: Visit) -> None:
        """Remember a request for the log."""
        ...


@dataclass(frozen=True)
class Means:
    """What visits share; all of it may be used by several threads. Once `cut` is set, visits are given up."""

    store: Store
    settings: Settings
    asker: Asker
    permissions: Permissions
    places: Places
    readers: Readers
    chance: random.Random
    cut: threading.Event

    def go_on(self) -> None:
        """Raise `StoppedError` where visits are given up."""
        if self.cut.is_set() or self.readers.closed:
            raise StoppedError

    def resting(self, url: str) -> dt.datetime | None:
        """Tell until when a host is left alone that is claimed, because redirects led others there; `None` for not."""
        seconds = self.asker.turns.rest(url)
        return self.store.now() + dt.timedelta(seconds=seconds) if seconds > 0 else None

    def put_off(self, reply: Reply) -> dt.datetime:
        """Give when to try again what could not be asked because a host is to be left alone: after its rest."""
        now = self.store.now()
        rest = self.resting(reply.hops[-1]) if reply.hops else None
        return (rest or now) + PUT_OFF * self.spread()

    def spread(self) -> float:
        """Give about one, so that what was put off together does not come again together."""
        return 0.75 + 0.5 * self.chance.random()

    def permission(self, claim: Noted, url: str, site_id: int) -> Permission:
        """Give what may be asked of the host that is claimed; the log gets every robots.txt of another one."""

        def strange(other: Permission) -> None:
            if other.asked is not None:
                claim.note(_robots_line(other, other.asked, site_id, self.store.now()))

        return self.permissions.of(claim, url, strange, self.places.of(site_id))


def rest_after(permission: Permission, reply: Reply, now: dt.datetime) -> dt.datetime:
    """Give until when a host is left alone after a reply that came just now."""
    pause = permission.pause_s(reply)
    if permission.is_of(reply.answer.at):  # else another one asks to be left alone, that was redirected to
        pause = max(pause, rest_asked(reply, now))
    return now + dt.timedelta(seconds=pause)


def told_of(reply: Reply) -> str:
    """Say in words why a reply holds nothing to read."""
    if reply.note:
        return reply.note
    if reply.trouble:
        return str(reply.trouble)
    return f"answered with status {reply.status}" if reply.status else "does not answer"


def visit_of(reply: Reply, site_id: int, now: dt.datetime, source_id: int | None = None) -> Visit:
    """Give the log's line of a request, as far as the reply tells."""
    return Visit(
        site_id=site_id,
        source_id=source_id,
        url=reply.answer.asked,
        started=now,
        status=reply.status,
        bytes=reply.bytes,
        seconds=reply.seconds,
    )


def robots_visit(
    permission: Permission, site_id: int, now: dt.datetime, answered: dt.datetime
) -> tuple[Visit, dt.datetime, Robots] | None:
    """Give the log's line, the rest and the event of a robots.txt that had to be asked for; `None` if it had not.

    That was the request of this visit: the next is made after the rest, which begins with the answer.
    """
    reply = permission.asked
    if reply is None:
        return None
    visit = _robots_line(permission, reply, site_id, now)
    event = Robots(
        at=now,
        site_id=site_id,
        url=visit.url,
        status=visit.status,
        bytes=visit.bytes,
        seconds=visit.seconds,
        note=visit.note,
    )
    return visit, max(rest_after(permission, reply, answered), permission.again or now), event


def _robots_line(permission: Permission, reply: Reply, site_id: int, now: dt.datetime) -> Visit:
    """Give the log's line of a robots.txt."""
    note = told_of(reply) if permission.again is not None else ""
    return replace(visit_of(reply, site_id, now), outcome="robots", note=note)
