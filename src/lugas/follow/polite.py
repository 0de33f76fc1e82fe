"""Asking hosts that nobody has claimed, one request after the other: robots.txt first, and a pause between."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urlsplit

from msgspec import Struct

from lugas.follow.asking import Asker, Purpose
from lugas.follow.permission import Permission, Permissions
from lugas.follow.replies import Reply
from lugas.page.urls import clean_address
from lugas.vocabulary import FetchTrouble

__all__ = ["Asked", "Listener", "Polite"]


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


class Polite:
    """Asks for addresses as their hosts wish, and notes every request.

    Between two requests to a host as long is waited as `Manners` and its own `Crawl-delay` ask for, by `wait`.
    """

    def __init__(self, asker: Asker, wait: Callable[[float], None], listener: Listener | None) -> None:
        self.asker = asker
        self.log: list[Asked] = []
        self.robots: dict[str, Reply] = {}  # by the address of the robots.txt
        self._permissions = Permissions(asker)
        self._ready: dict[str, float] = {}
        self._known: dict[str, Permission] = {}
        self._wait = wait
        self._listener = listener

    def ask(self, url: str, purpose: Purpose) -> Reply | None:
        """Ask for an address when its host may be asked again; `None` where it may not be asked for at all."""
        if not clean_address(url):
            note = "is not an http or https address"
            self._note(Asked(url=url, purpose=purpose, trouble=FetchTrouble.ADDRESS, note=note))
            return None
        permission = self._permission(url)
        why = permission.refusal(url)
        if why:
            self._note(Asked(url=url, purpose=purpose, note=why))
            return None
        self._rest(url)
        with self.asker.turns.own(url):
            reply = self.asker.ask(url, purpose=purpose, allowed=lambda to: self._permission(to).allows(to))
        self._heard(url, purpose, reply, permission)
        return reply

    def _permission(self, url: str) -> Permission:
        """Give what may be asked of an address' host, whose robots.txt is asked for the first time."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._known:
            self._rest(url)
            with self.asker.turns.own(url):
                permission = self._permissions.at(url)
            self._known[origin] = permission
            if permission.asked is not None:
                asked = permission.asked.answer.asked
                self.robots[asked] = permission.asked
                self._heard(asked, "robots", permission.asked, permission)
        return self._known[origin]

    def _rest(self, url: str) -> None:
        """Wait until a host may be asked again."""
        left = self._ready.get(urlsplit(url).netloc, 0.0) - time.monotonic()
        if left > 0:
            self._wait(left)

    def _heard(self, url: str, purpose: Purpose, reply: Reply, permission: Permission) -> None:
        """Note a reply, and from when on its host may be asked again."""
        self._ready[urlsplit(url).netloc] = time.monotonic() + permission.pause_s(reply)
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

    def _note(self, asked: Asked) -> None:
        self.log.append(asked)
        if self._listener is not None:
            self._listener(asked)
