"""What a host's robots.txt lets us ask for: read once a day, kept with the host."""

from __future__ import annotations

import datetime as dt
import re
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol
from urllib.parse import urlsplit

from msgspec import Struct

from lugas.decide.manners import is_own, pause_after
from lugas.errors import FetchError
from lugas.follow.asking import Asker
from lugas.follow.recent import Recent
from lugas.follow.replies import Reply
from lugas.follow.settings import AGENT
from lugas.follow.turns import LONGEST_WAIT_S, same_host
from lugas.network import NOWHERE
from lugas.page.urls import clean_address
from lugas.sources.robots import Rules, kept_text, read_robots
from lugas.store.records import HostRow
from lugas.vocabulary import FetchTrouble

__all__ = ["Claim", "Permission", "Permissions"]

DAY = dt.timedelta(days=1)  # RFC 9309: robots.txt is not kept for longer
RETRY = dt.timedelta(hours=1)  # while it is not answered
SOON = dt.timedelta(minutes=1)  # where it could not be asked for, because others did not let us
LATER = dt.timedelta(minutes=10)  # where it is asked for, and redirects to a host that is to be left alone
UNASKED = frozenset({FetchTrouble.BUSY, FetchTrouble.STOPPED})
PATIENCE = dt.timedelta(
    days=30
)  # of no answer, after which the last one holds, and where there is none, all is allowed
MOST_BYTES = 8 << 20  # of what strangers' robots.txt say
SHORT = 10_000  # letters of a robots.txt up to which what was read is remembered
MOST_LETTERS = 1_000_000  # of those that are remembered as read, which takes up to 35 times as much
OVERHEAD = 500  # bytes or so, that one costs which says nothing
_SINCE = re.compile(r", since (\d{4}-\d\d-\d\d)$")


class Claim(Protocol):
    """What is claimed: a source or an address to read, with its host."""

    @property
    def host(self) -> HostRow:
        """The host that is asked."""
        ...

    def keep_robots(self, robots: str, read: dt.datetime, note: str = "") -> None:
        """Remember the host's robots.txt, and when it was read."""
        ...


class _Read(Struct, frozen=True, kw_only=True):
    """What is known of an origin's robots.txt: the last one that came, when it was asked for, what is wrong with it.

    `put_off` tells why it could not be asked for yet, which says nothing of it and is never kept, and `retry` when it
    may be.
    """

    robots: str
    at: dt.datetime
    note: str = ""
    put_off: FetchTrouble = FetchTrouble.NONE
    retry: dt.timedelta = RETRY

    def is_fresh(self, now: dt.datetime) -> bool:
        """Tell whether it need not be asked for again; one that was read in the future was read by a wrong clock."""
        age = now - self.at
        return dt.timedelta(0) <= age < (RETRY if self.note else DAY)


class Permission:
    """What may be asked of one origin now.

    `rules` are those of its robots.txt. `asked` is the reply where robots.txt had to be asked for just now, which is a
    request to the host as any other. `again` is when to try again where it was not answered: until then nothing may
    be asked; `None` where it was. `put_off` tells why it could not be asked for yet: its host is to be left alone, or
    all asking ends. `private` are places that may be private for what is asked with it.
    """

    def __init__(
        self,
        permissions: Permissions,
        origin: str,
        read: _Read,
        asked: Reply | None,
        private: frozenset[str] = NOWHERE,
        strange: Callable[[Permission], None] | None = None,
    ) -> None:
        now = permissions.asker.clock()
        self.asked, self.private, self.put_off = asked, private, read.put_off
        self.rules = _rules(read, origin, now)
        self.again = read.at + read.retry if self.rules.reason else None
        self._permissions = permissions
        self._origin = origin
        self._strange = strange
        self._is_own = is_own(urlsplit(origin).hostname or "")
        if (delay := self.rules.delay_s) is not None:
            permissions.asker.turns.slow_down(origin, delay)

    def is_of(self, url: str) -> bool:
        """Tell whether an address is one of the host that this was given for, under either scheme."""
        return same_host(clean_address(url), self._origin)

    def refusal(self, url: str) -> str:
        """Say why an address may not be asked for, "" where it may. One of another origin is judged by that one's."""
        judge = self._judge(url)
        return "" if judge.rules.allows(url) else judge.rules.reason or "robots.txt lets no program go there"

    def allows(self, url: str) -> bool:
        """Tell whether an address may be asked for, as `Asker.ask` wants it told for what is redirected to.

        Raises `FetchError` where that cannot be told yet, because the robots.txt could not be asked for, and where
        another origin's was not answered.
        """
        judge = self._judge(url)
        if judge.put_off:
            raise FetchError(url, judge.rules.reason, remedy="try again later", kind=judge.put_off)
        if judge is not self and judge.rules.reason:
            problem = f"redirects to {url[:200]}, which may not be asked for: {judge.rules.reason}"
            raise FetchError(url, problem, kind=FetchTrouble.ROBOTS)
        return judge.rules.allows(url)

    def _judge(self, url: str) -> Permission:
        """Give the permission that holds for an address: this one, or that of another origin."""
        if _origin(url) == self._origin:
            return self
        stranger = self._permissions.at(url, self.private)
        if stranger.asked is not None and self._strange is not None:
            self._strange(stranger)
        return stranger

    def pause_s(self, reply: Reply) -> float:
        """Give how long to leave the host alone after a reply: what `Crawl-delay` asks for, longer after a slow one."""
        manners = self._permissions.asker.settings.manners
        return pause_after(reply.seconds, self.rules.delay_s, manners, own=self._is_own)


class Permissions:
    """Gives permissions, and asks for robots.txt where it is older than a day; may be shared by threads.

    What hosts say that are only redirected to, or looked over to be followed, is remembered here and not in the store.
    """

    def __init__(self, asker: Asker) -> None:
        self.asker = asker
        self._strangers: Recent[_Read] = Recent(MOST_BYTES)
        self._under_way: set[tuple[str, frozenset[str]]] = set()
        self._changed = threading.Condition()

    def of(
        self,
        claim: Claim,
        url: str,
        strange: Callable[[Permission], None] | None = None,
        private: frozenset[str] = NOWHERE,
    ) -> Permission:
        """Give what may be asked of the host that is claimed, under the scheme of an address of it.

        robots.txt is written down with the host when the claim ends. `strange` is told of each other host whose
        robots.txt has to be asked for on the way. `private` are places that may be private for all that is asked.
        """
        row, now, origin = claim.host, self.asker.clock(), _origin(url)
        known = (
            None if row.robots_read is None else _Read(robots=row.robots, at=row.robots_read, note=row.note)
        )
        if known is not None and known.is_fresh(now):
            return Permission(self, origin, known, None, private, strange)
        with self.asker.turns.own(origin):
            reply, read = self._ask(origin, known, private)
        if read.put_off:
            return Permission(self, origin, read, reply if reply.is_led else None, private, strange)
        claim.keep_robots(read.robots, read.at, read.note)
        return Permission(self, origin, read, reply, private, strange)

    def at(self, url: str, private: frozenset[str] = NOWHERE) -> Permission:
        """Give what may be asked of the host of an address, whoever has claimed it; `private` as in `of`."""
        origin = _origin(url)
        with self._alone((origin, private)) as alone:
            found = self._strangers.get((origin, private))
            if found is not None and found.is_fresh(self.asker.clock()):
                return Permission(self, origin, found, None, private)
            if not alone:
                note = "its robots.txt is being asked for"
                read = _Read(
                    robots="", at=self.asker.clock(), note=note, put_off=FetchTrouble.BUSY, retry=SOON
                )
                return Permission(self, origin, read, None, private)
            reply, read = self._ask(origin, found, private)
            if read.put_off:
                return Permission(self, origin, read, reply if reply.is_led else None, private)
            self._strangers.put((origin, private), read, sys.getsizeof(read.robots) + OVERHEAD)
        return Permission(self, origin, read, reply, private)

    @contextmanager
    def _alone(self, wanted: tuple[str, frozenset[str]]) -> Iterator[bool]:
        """Let one thread at a time look for a robots.txt: the next ones find what it has brought.

        Gives whether nobody else looks for it now: that takes long, or not even one could.
        """
        with self._changed:
            alone = self._changed.wait_for(lambda: wanted not in self._under_way, LONGEST_WAIT_S)
            if alone:
                self._under_way.add(wanted)
        if not alone:
            yield False
            return
        try:
            yield True
        finally:
            with self._changed:
                self._under_way.discard(wanted)
                self._changed.notify_all()

    def _ask(self, origin: str, known: _Read | None, private: frozenset[str]) -> tuple[Reply, _Read]:
        """Ask for a robots.txt, and say what is known of it now."""
        now = self.asker.clock()
        reply = self.asker.ask(f"{origin}/robots.txt", purpose="robots", private=private)
        if _is_told(reply):
            return reply, _Read(robots=kept_text(reply.answer.content, status=reply.status), at=now)
        known = known or _Read(robots="", at=now)
        if reply.trouble in UNASKED:
            retry = LATER if reply.is_led else SOON
            note = reply.note[:300]
            return reply, _Read(robots=known.robots, at=now, note=note, put_off=reply.trouble, retry=retry)
        day = _SINCE.search(known.note)
        told = reply.note if reply.trouble else f"was answered with status {reply.status}"
        if reply.trouble == FetchTrouble.PRIVATE:
            told = f"was not asked for: {told}"
        note = f"robots.txt {told[:300]}, since {day[1] if day else now.date()}"
        return reply, _Read(robots=known.robots, at=now, note=note)


def _is_told(reply: Reply) -> bool:
    """Tell whether an answer says what is allowed: a file, or that there is none (RFC 9309, 2.3.1).

    One that redirects for ever, or to where nothing is, counts as none; an error of the server, too many requests or no
    answer at all does not.
    """
    if reply.trouble in {FetchTrouble.REDIRECTS, FetchTrouble.ADDRESS}:
        return True
    return not reply.trouble and reply.status != 429 and reply.status < 500


def _rules(read: _Read, origin: str, now: dt.datetime) -> Rules:
    """Give the rules of what was read; while it is not answered, they refuse everything for a month."""
    url = f"{origin}/robots.txt"
    since = _SINCE.search(read.note)
    if read.note and not (since and now.date() - dt.date.fromisoformat(since[1]) >= PATIENCE):
        return Rules("", url, AGENT, read.note)
    if len(read.robots) > SHORT:
        return read_robots(read.robots.encode("utf-8", "replace"), url, agent=AGENT)
    return _short_rules(read.robots, url)


_SHORT_RULES: Recent[Rules] = Recent(MOST_LETTERS)


def _short_rules(robots: str, url: str) -> Rules:
    """Read a robots.txt, or remember how it was read: a host's own is asked for with each of its pages."""
    known = _SHORT_RULES.get((robots, url))
    if known is None:
        known = read_robots(robots.encode("utf-8", "replace"), url, agent=AGENT)
        _SHORT_RULES.put((robots, url), known, len(robots) + len(url) + OVERHEAD)
    return known


def _origin(url: str) -> str:
    """Give the scheme, host and port of an address."""
    parts = urlsplit(clean_address(url))
    return f"{parts.scheme}://{parts.netloc}"
