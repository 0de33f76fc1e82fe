"""Seals: what in a picture's address shows that the desk itself gave it away, in a feed or to a reader app.

Whoever reads feeds has no session, and shows their pictures nevertheless. A seal opens one picture of one article.
"""

from __future__ import annotations

import hmac
import re
import secrets
import threading
import time
from contextlib import suppress

from lugas.desk import addresses
from lugas.errors import StoreError
from lugas.store import Store
from lugas.store.keeper import PICTURE_KEY

__all__ = ["Seals", "end_seals", "is_sealed"]

KEY_BYTES, SEAL_BYTES = 32, 16
SECONDS_KNOWN = 5.0  # for which the store is not asked again, where another process may have ended the seals
is_key = re.compile(rf"[0-9a-f]{{{2 * KEY_BYTES}}}").fullmatch
is_sealed = re.compile(r"/picture/([0-9]{1,18})/([0-9a-f]{18})/([0-9a-f]{32})").fullmatch


def end_seals(store: Store) -> None:
    """End every seal that was given away: those who may have feeds and lists get new ones with them."""
    store.keeper.set(**{PICTURE_KEY: ""})


class Seals:
    """Makes seals and knows them, by a key that the store keeps. Every method may be called from any thread."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._key, self._asked = b"", 0.0
        self._made = secrets.token_bytes(KEY_BYTES)  # for a store that has no key and cannot be written
        self._turn = threading.Lock()

    def address(self, article_id: int, url: str) -> str:
        """Give the address under which the desk shows a picture of an article to whoever was given it."""
        key = addresses.picture_key(url)
        return addresses.article_picture(article_id, key, self._seal(article_id, key))

    def fit(self, path: str) -> bool:
        """Tell whether a path is that of a picture with its seal."""
        found = is_sealed(path)
        if found is None:
            return False
        number, key, seal = found.groups()
        return hmac.compare_digest(self._seal(int(number), key), seal)

    def _seal(self, article_id: int, key: str) -> str:
        return hmac.digest(self._secret(), f"{article_id}/{key}".encode(), "sha256")[:SEAL_BYTES].hex()

    def _secret(self) -> bytes:
        with self._turn:
            if not self._key:
                self._key, self._asked = self._settled(), time.monotonic()
            elif time.monotonic() - self._asked > SECONDS_KNOWN:
                # Pictures that are there are shown while the store cannot be asked.
                with suppress(StoreError):
                    self._key, self._asked = self._settled(), time.monotonic()
            return self._key

    def _settled(self) -> bytes:
        """Give the store's key, or make one where there is none, or something that is none."""
        keeper, told = self._store.keeper, self._store.keeper.setting(PICTURE_KEY)
        if is_key(told):
            return bytes.fromhex(told)
        with suppress(StoreError):
            if told:
                keeper.set(**{PICTURE_KEY: ""})
            return bytes.fromhex(keeper.settle(PICTURE_KEY, secrets.token_hex(KEY_BYTES)))
        return self._made
