"""What is told of an update while it runs: frozen records, from which progress or lines of a log are made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Literal

from msgspec import Struct

__all__ = ["Ended", "Event", "Listener", "Looked", "Read", "Robots", "Started", "Waiting", "Warned"]


class Started(Struct, frozen=True, kw_only=True, tag="started"):
    """The update begins."""

    at: dt.datetime


class Looked(Struct, frozen=True, kw_only=True, tag="looked"):
    """A source was looked at.

    `outcome` is "new" where it told articles, "same" where it did not, "index" for a list of sitemaps, "failed",
    "refused" by robots.txt or put off because a host is to be left alone, or "retired". `found` counts what it told,
    `new` what is to be read of it. `note` says why in words, `due` when it is looked at again.
    """

    at: dt.datetime
    site_id: int
    source_id: int
    url: str
    outcome: Literal["new", "same", "index", "failed", "refused", "retired"]
    status: int = 0
    bytes: int = 0
    seconds: float = 0.0
    found: int = 0
    new: int = 0
    note: str = ""
    due: dt.datetime | None = None


class Read(Struct, frozen=True, kw_only=True, tag="read"):
    """A page was read.

    `outcome` is "new" or "changed" for an article that was stored, "same" for one that is as it was, "worse" where the
    page shows less of it than before, "none" where there is no article, "gone", "failed", or "refused": by robots.txt
    or the page itself, or put off because a host is to be left alone.
    """

    at: dt.datetime
    site_id: int
    url: str
    outcome: Literal["new", "changed", "same", "worse", "none", "gone", "failed", "refused"]
    article_id: int | None = None
    title: str = ""
    status: int = 0
    bytes: int = 0
    seconds: float = 0.0
    note: str = ""
    due: dt.datetime | None = None


class Robots(Struct, frozen=True, kw_only=True, tag="robots"):
    """A host's robots.txt was asked for."""

    at: dt.datetime
    site_id: int
    url: str
    status: int = 0
    bytes: int = 0
    seconds: float = 0.0
    note: str = ""


class Waiting(Struct, frozen=True, kw_only=True, tag="waiting"):
    """Nothing can be asked before a time: hosts rest, or nothing is due."""

    at: dt.datetime
    until: dt.datetime


class Warned(Struct, frozen=True, kw_only=True, tag="warned"):
    """Something of ours is not as it should be, such as the file of cookies: `note` says what, and what to do."""

    at: dt.datetime
    note: str


class Ended(Struct, frozen=True, kw_only=True, tag="ended"):
    """The update is over: how many sources were looked at, pages read, articles new and changed, visits failed.

    `stopped` tells that it was told to end before all was done.
    """

    at: dt.datetime
    looked: int = 0
    read: int = 0
    new: int = 0
    changed: int = 0
    failed: int = 0
    stopped: bool = False


Event = Started | Looked | Read | Robots | Waiting | Warned | Ended
Listener = Callable[[Event], None]
