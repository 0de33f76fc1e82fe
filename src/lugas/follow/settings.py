"""How sites are followed: who asks, how politely, within which bounds."""

from __future__ import annotations

import os
import re
from pathlib import Path

from msgspec import Struct, field

from lugas.decide.manners import Manners
from lugas.decide.schedule import Rhythm
from lugas.errors import UsageError
from lugas.page.urls import clean_address
from lugas.version import __version__

__all__ = ["AGENT", "AskLimits", "Settings"]

AGENT = "lugas"  # the product name in the User-Agent, which robots.txt files speak to
MEBIBYTE = 1 << 20
MOST_ASKERS = 1_000
_CONTACT = re.compile(r"[!-'*-~](?:[ -'*-~]{0,198}[!-'*-~])?")  # printable ASCII without parentheses


def _refuse_less(name: str, value: object, least: int) -> None:
    """Refuse what is no whole number, or less than it may be."""
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise UsageError(f"{name} is {value!r}", name=name, remedy=f"give a whole number, at least {least}")


_PORT = re.compile(r"(?:[\w.-]{1,253}|\[[\da-fA-F:.]{2,45}\]):\d{1,5}")


class AskLimits(Struct, frozen=True, kw_only=True):
    """Bounds of one request.

    `timeout_s` is the time for everything together, redirects included. `page_bytes` bounds a page and `feed_bytes` a
    feed or a sitemap, on the wire and after decompression.

    Raises `UsageError` when a value is out of its range.
    """

    timeout_s: float = 30.0
    page_bytes: int = 20 * MEBIBYTE
    feed_bytes: int = 64 * MEBIBYTE
    max_redirects: int = 5

    def __post_init__(self) -> None:
        if not 0 < self.timeout_s < float("inf"):
            raise UsageError(
                f"timeout_s is {self.timeout_s}", name="timeout_s", remedy="give more than 0 seconds"
            )
        for name, least in (("page_bytes", 1), ("feed_bytes", 1), ("max_redirects", 0)):
            _refuse_less(name, getattr(self, name), least)


class Settings(Struct, frozen=True, kw_only=True):
    """How sites are followed.

    `contact` is an address of mail or of a page by which a site's keepers reach whoever asks; it stands in the
    User-Agent. `sites` are the numbers of the sites that are visited, `None` for all. `allow_private` lets addresses of
    this machine and of private networks be opened, for every site: all of them, or those of the hosts named, a host
    with a port there alone; what one site alone may have stands in the store. `cookies` is a file of cookies in
    Netscape's format, readable by its owner only. `askers` threads ask, or fewer where a store's server has no
    connections for so many, and `readers` processes read. Articles older than `keep_days` are dropped, then the oldest
    until the rest fits into `keep_bytes`; `None` leaves either to what is set in the store. The log's lines are dropped
    after `log_days`, with `None` never. `public_address` is where hubs can reach us, "" for nowhere, and `listen` the
    address and port of this machine that it leads to. `seed` makes the chance that spreads visits repeat itself.

    Raises `UsageError` when a value is out of its range.
    """

    contact: str = ""
    sites: frozenset[int] | None = None
    allow_private: bool | frozenset[str] = False
    cookies: Path | None = None
    manners: Manners = Manners()
    rhythm: Rhythm = Rhythm()
    limits: AskLimits = AskLimits()
    askers: int = 16
    readers: int = field(default_factory=lambda: os.cpu_count() or 1)
    keep_days: float | None = None
    keep_bytes: int | None = None
    log_days: float | None = 90.0
    public_address: str = ""
    listen: str = "127.0.0.1:8731"
    seed: int | None = None

    def __post_init__(self) -> None:
        if self.contact and not _CONTACT.fullmatch(self.contact):
            remedy = "give a mail address or the address of a page, in ASCII and without parentheses"
            raise UsageError(f"contact is {self.contact[:200]!r}", name="contact", remedy=remedy)
        allowed: object = self.allow_private
        if not isinstance(allowed, bool | frozenset):
            remedy = "give a bool or a frozenset of host names"
            raise UsageError(f"allow_private is {allowed!r}", name="allow_private", remedy=remedy)
        if self.public_address and not clean_address(self.public_address):
            remedy = (
                "give the whole address at which hubs reach this machine, such as https://example.com/hub"
            )
            raise UsageError(
                f"public_address is {self.public_address!r}", name="public_address", remedy=remedy
            )
        if not _PORT.fullmatch(self.listen):
            remedy = "give an address of this machine and a port, such as 127.0.0.1:8731"
            raise UsageError(f"listen is {self.listen[:200]!r}", name="listen", remedy=remedy)
        for name in ("keep_days", "keep_bytes", "log_days"):
            value: object = getattr(self, name)
            if value is not None and not (isinstance(value, int | float) and 0 < value < float("inf")):
                remedy = "give a number above 0, or None to keep all"
                raise UsageError(f"{name} is {value!r}", name=name, remedy=remedy)
        _refuse_less("askers", self.askers, 1)
        _refuse_less("readers", self.readers, 1)
        if self.askers > MOST_ASKERS:
            raise UsageError(f"askers is {self.askers}", name="askers", remedy=f"give at most {MOST_ASKERS}")

    @property
    def user_agent(self) -> str:
        """How requests introduce themselves."""
        return f"{AGENT}/{__version__} (+{self.contact})" if self.contact else f"{AGENT}/{__version__}"
