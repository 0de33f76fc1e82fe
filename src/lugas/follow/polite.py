"""Asking hosts that nobody has claimed, one request after the other: robots.txt first, and a pause between."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from typing import Protocol
from urllib.parse import urlsplit

from msgspec import Struct

from lugas.follow.asking import Asker, Purpose
from lugas.follow.permission import Permission, Permissions
from lugas.follow.replies import Reply, rest_asked
from lugas.page.urls import clean_address
from lugas.vocabulary import FetchTrouble

__all__ = ["Asked", "Hosts", "Listener", "Polite"]

LONGEST_REST_S = 150.0  # that is waited for a host: a little more than the longest pause
LEAST_REST_S = 0.05


class Asked(Struct, frozen=True, kw_only=True):
    """One request while a site was looked over.

    `note` says what was not as it should be, "" where all was, and `trouble` in one word why nobody answered.
    """

    url: str
    purpose: Purpose
    status: int = 0
    bytes: int = 0
    seconds: float = 0.0
    trouble: FetchTrouble = FetchTrouble.NONE
    note: str = ""


Listener = Callable[[Asked], None]


class Hosts(Protocol):
    """What a store knows of hosts that others ask too."""

    def take(self, name: str, until: dt.datetime) -> dt.datetime | None:
        """Take a host for a request that should have ended by a time; where it rests, give until when."""
        ...

    def leave(self, name: str, until: dt.datetime) -> None:
        """Leave a host alone until a time."""
        ...


class Polite:
    """Asks for addresses as their hosts wish, and notes every request.

    Between two requests to a host as long is waited as `Manners` and its own `Crawl-delay` ask for, by `wait`. A host
    that asks to be left alone for long is asked no more. With the `hosts` of a store one that others ask for that store
    is waited for, and they wait for us.
    """

    def __init__(
        self,
        asker: Asker,
        wait: Callable[[float], None],
        listener: Listener | None,
        hosts: Hosts | None = None,
    ) -> None:
        self.asker = asker
        self.log: list[Asked] = []
        self.robots: dict[str, Reply] = {}  # by the address of the robots.txt
        self._permissions = Permissions(asker)
        self._ready: dict[str, float] = {}
        self._known: dict[str, Permission] = {}
        self._wait = wait
        self._listener = listener
        self._hosts = hosts

    def ask(self, url: str, purpose: Purpose) -> Reply | None:
        """Ask for an address when its host may be asked again; `None` where it may not be asked for at all."""
        if not clean_address(url):
            note = "is not an http or https address"
            self._note(Asked(url=url, purpose=purpose, trouble=FetchTrouble.ADDRESS, note=note))
            return None
        permission = self._permission(url)
        if permission is None:
            return None
        why = permission.refusal(url)
        if why:
            self._note(Asked(url=url, purpose=purpose, note=why))
            return None
        if not self._turn(url, purpose):
            return None
        with self.asker.turns.own(url):
            reply = self.asker.ask(url, purpose=purpose, allowed=self._may)
        self._heard(url, purpose, reply, permission)
        return reply

    def _may(self, url: str) -> bool:
        """Tell whether an address may be asked for that was redirected to."""
        permission = self._permission(url)
        return permission is not None and permission.allows(url)

    def _permission(self, url: str) -> Permission | None:
        """Give what may be asked of an address' host, whose robots.txt is asked for once; `None` while it rests."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._known:
            if not self._turn(f"{origin}/robots.txt", "robots"):
                return None
            with self.asker.turns.own(url):
                permission = self._permissions.at(url)
            if permission.put_off:
                asked, why = f"{origin}/robots.txt", permission.refusal(url)
                self._note(Asked(url=asked, purpose="robots", trouble=permission.put_off, note=why))
                return None
            self._known[origin] = permission
            if permission.asked is not None:
                asked = permission.asked.answer.asked
                self.robots[asked] = permission.asked
                self._heard(asked, "robots", permission.asked, permission)
        return self._known[origin]

    def _turn(self, url: str, purpose: Purpose) -> bool:
        """Wait until a host may be asked again, and take it; where that is too long, note it."""
        host, waited = urlsplit(clean_address(url)).netloc, 0.0
        while (left := self._left(host)) > 0:
            waited += max(left, LEAST_REST_S)
            if waited > LONGEST_REST_S:
                until = self.asker.clock() + dt.timedelta(seconds=left)
                note = f"is to be left alone until {until:%Y-%m-%d %H:%M:%S} UTC"
                self._note(Asked(url=url, purpose=purpose, trouble=FetchTrouble.BUSY, note=note))
                return False
            self._wait(left)
            self._ready.pop(host, None)
        return True

    def _left(self, host: str) -> float:
        """Give for how many seconds a host rests; where it does not, it is taken."""
        left = self._ready.get(host, 0.0) - time.monotonic()
        if left > 0 or self._hosts is None:
            return max(left, 0.0)
        now = self.asker.clock()
        lease = now + dt.timedelta(seconds=self.asker.settings.limits.timeout_s)
        until = self._hosts.take(host, lease)
        return 0.0 if until is None else max((until - now).total_seconds(), LEAST_REST_S)

    def _heard(self, url: str, purpose: Purpose, reply: Reply, permission: Permission) -> None:
        """Note a reply, and from when on its host may be asked again, and the one that it redirects to."""
        pause, asked = permission.pause_s(reply), rest_asked(reply, self.asker.clock())
        if permission.is_of(reply.answer.at):
            pause = max(pause, asked)
        elif asked > 0:
            self._leave(reply.answer.at, asked)
        self._leave(url, pause)
        self._note(
            Asked(
                url=url,
                purpose=purpose,
                status=reply.status,
                bytes=reply.bytes,
                seconds=reply.seconds,
                trouble=reply.trouble,
                note=reply.note,
            )
        )

    def _leave(self, url: str, seconds: float) -> None:
        """Leave a host alone."""
        host = urlsplit(clean_address(url)).netloc
        self._ready[host] = time.monotonic() + seconds
        if self._hosts is not None:
            self._hosts.leave(host, self.asker.clock() + dt.timedelta(seconds=seconds))

    def _note(self, asked: Asked) -> None:
        self.log.append(asked)
        if self._listener is not None:
            self._listener(asked)
