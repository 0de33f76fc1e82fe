"""Brings pictures: out of the cache, or from where the page says they are, within bounds of time and size."""

from __future__ import annotations

import re
import threading
import time
from collections import OrderedDict
from pathlib import Path

from msgspec.structs import replace

from lugas.desk.pictures.cache import Cache
from lugas.desk.pictures.form import NotPictureError, fitted
from lugas.errors import FetchError
from lugas.fetch import FetchLimits, fetch
from lugas.follow.connections import with_places
from lugas.vocabulary import FetchTrouble

__all__ = ["WIDEST", "WIDTHS", "Gallery", "is_key"]

WIDTHS = (320, 640, 960, 1280)
WIDEST = WIDTHS[-1]
SECONDS = 15.0
MOST_BYTES = 6_000_000
STRIPES = 64
SECONDS_REFUSED = 600.0  # for which what led to a private place is not asked for again
MOST_REFUSED = 2_000  # of them; of more the oldest goes

is_key = re.compile(r"[0-9a-f]{18}").fullmatch


class Gallery:
    """The pictures of a desk."""

    def __init__(self, folder: Path, most: int, allow_private: bool | frozenset[str]) -> None:
        self._cache = Cache(folder, most)
        self._limits = FetchLimits(timeout_s=SECONDS, max_bytes=MOST_BYTES, allow_private=allow_private)
        # What led to a private place, for an article that may have these: until when that is not tried again.
        self._refused: OrderedDict[tuple[str, frozenset[str]], float] = OrderedDict()
        self._guard = threading.Lock()
        # Two who ask for one picture bring it once.
        self._turns = tuple(threading.Lock() for _ in range(STRIPES))

    def kept(self, key: str, width: int) -> bytes | None:
        """Give a picture that is there, empty for one that is known to be none, `None` for one not brought yet."""
        return self._cache.get(key, width)

    def bring(self, key: str, width: int, url: str, private: frozenset[str]) -> bytes:
        """Give a picture, empty where there is none; `private` are places that may be private for this one."""
        with self._turns[int(key[:4], 16) % STRIPES]:
            found = self._cache.get(key, width)
            if found is not None:
                return found
            if self._is_refused(key, private):
                return b""
            try:
                # The widest is made of what comes, and the others of that: a picture is asked for once.
                widest = self._cache.get(key, WIDEST)
                if widest is None:
                    limits = replace(
                        self._limits, allow_private=with_places(self._limits.allow_private, private)
                    )
                    widest = fitted(_bytes(fetch(url, limits=limits).content), WIDEST)
                    self._cache.put(key, WIDEST, widest)
                content = fitted(widest, width) if width != WIDEST and widest else widest
            except (FetchError, NotPictureError) as error:
                content = b""
                if isinstance(error, FetchError) and error.kind == FetchTrouble.PRIVATE:
                    self._refuse(key, private)  # another site's article may have it
                    return content
            if width != WIDEST or not content:
                self._cache.put(key, width, content)
            return content

    def _is_refused(self, key: str, private: frozenset[str]) -> bool:
        return self._refused.get((key, private), 0.0) > time.monotonic()

    def _refuse(self, key: str, private: frozenset[str]) -> None:
        with self._guard:
            self._refused[key, private] = time.monotonic() + SECONDS_REFUSED
            self._refused.move_to_end((key, private))
            while len(self._refused) > MOST_REFUSED:
                self._refused.popitem(last=False)


def _bytes(content: bytes | str) -> bytes:
    return content if isinstance(content, bytes) else content.encode()
