"""How a desk is set up: frozen, and checked once."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct

from lugas.desk.machine import MACHINE
from lugas.desk.share import MASTODON, server_of
from lugas.desk.wording import languages
from lugas.errors import UsageError

__all__ = ["LOCAL_NAMES", "Settings"]

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})


class Settings(Struct, frozen=True, kw_only=True):
    """How a desk is set up.

    `title` stands at the top of every page. `language` is that of the interface; without one it is what the browser
    asks for. `zone` names the time zone of the times that the desk itself tells; without one it is the machine's.
    `hosts` are the names under which the desk answers, without port. `pictures` is the folder of the picture cache,
    `None` shows none; it takes at most `picture_bytes`. `allow_private` lets pictures be brought from private
    addresses: all, or those of the hosts named. `mastodon` is the reader's own server there, for the share link.
    A page that was made is given again for `page_seconds`.

    Raises `UsageError` for a zone or a server that is none, and for a language that the interface does not speak.
    """

    title: str = "Lugas"
    language: str = ""
    zone: str = ""
    hosts: frozenset[str] = LOCAL_NAMES
    pictures: Path | None = None
    picture_bytes: int = 500_000_000
    allow_private: bool | frozenset[str] = False
    mastodon: str = MASTODON
    page_seconds: float = 2.0

    def __post_init__(self) -> None:
        self.tzinfo()
        if self.language and self.language not in languages():
            remedy = f"give one of {', '.join(languages())}, or none for what the browser asks for"
            raise UsageError(f"language is {self.language[:40]!r}", name="language", remedy=remedy)
        if not server_of(self.mastodon):
            remedy = f"give the name of a server, such as {MASTODON}"
            raise UsageError(f"mastodon is {self.mastodon[:100]!r}", name="mastodon", remedy=remedy)

    def tzinfo(self) -> dt.tzinfo:
        """Give the zone of the desk's own times."""
        if not self.zone:
            return MACHINE
        try:
            return ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            remedy = "give one such as Asia/Jakarta"
            raise UsageError(f"there is no time zone {self.zone!r}", name="zone", remedy=remedy) from error
