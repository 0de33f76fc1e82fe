"""The desk's password, and the browsers that gave it.

The store holds what argon2 makes of the password, and digests of what browsers show instead of it.
"""

from __future__ import annotations

import datetime as dt
import hmac
import secrets
import threading
import time
from hashlib import sha256

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from lugas.errors import UsageError
from lugas.store import LoginRow, Store

__all__ = ["IDLE", "Lock", "digest_of"]

NAME, READER, WEB = "desk", "reader", "web"
SHORTEST, LONGEST = 8, 1_000  # letters
IDLE, OLDEST = dt.timedelta(days=30), dt.timedelta(days=180)  # after which a session ends by itself
SECONDS_KNOWN = 5.0  # for which the store is not asked again, where another process may have changed it
MOST_KNOWN = 1_000
# OWASP's second choice for argon2id, and one check at a time: so checking takes 19 MiB however many knock.
HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


class Lock:
    """Knows the password and who gave it. Every method may be called from any thread; all may ask the store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._one = threading.Lock()
        self._set: tuple[float, str] | None = None
        self._known: dict[bytes, float] = {}
        self._basic: dict[bytes, float] = {}
        self._key = secrets.token_bytes(32)

    @property
    def is_set(self) -> bool:
        """Whether a password is asked for."""
        return bool(self._hash())

    def change(self, password: str) -> None:
        """Set another password, or none; every session ends. Raises `UsageError` for one that is too short."""
        if password and not SHORTEST <= len(password) <= LONGEST:
            problem = f"the password has {len(password)} letters"
            raise UsageError(problem, name="password", remedy=f"take {SHORTEST} to {LONGEST:,}")
        logins = self._store.logins
        if password:
            known = logins.password(NAME)
            reader = known.reader if known is not None else READER
            logins.set_password(NAME, reader, HASHER.hash(password))
        else:
            logins.remove_password(NAME)
        logins.end()
        self.forget()

    def forget(self) -> None:
        """Ask the store again."""
        self._set = None
        self._known.clear()
        self._basic.clear()

    def opens(self, password: str) -> bool:
        """Tell whether this is the password; it takes a while, and one is looked at at a time."""
        known = self._hash()
        if not known or len(password) > LONGEST:
            return False
        with self._one:
            try:
                HASHER.verify(known, password)
            except (Argon2Error, InvalidHashError):
                return False
        return True

    def opens_again(self, given: str) -> bool | None:
        """Tell whether what a program sends with each request was right a while ago; `None` if that is not known."""
        until = self._basic.get(self._mark(given))
        return True if until is not None and time.monotonic() < until and self._hash() else None

    def keep(self, given: str) -> None:
        """Remember for some minutes that this was right."""
        if len(self._basic) > MOST_KNOWN:
            self._basic.clear()
        self._basic[self._mark(given)] = time.monotonic() + 300.0

    def _mark(self, given: str) -> bytes:
        return hmac.digest(self._key, given.encode("utf-8", "replace"), "sha256")

    def enter(self, agent: str) -> str:
        """Begin a session, and give what its browser is to show."""
        token, logins, now = secrets.token_urlsafe(32), self._store.logins, self._store.now()
        for row in logins.every():
            if row.kind == WEB and not _lasts(row, now):
                logins.end(row.digest)
        logins.begin(digest_of(token), WEB, agent)
        return token

    def knows(self, token: str) -> bool:
        """Tell whether what a browser shows is of a session that has not ended."""
        if not token or len(token) > 200:
            return False
        digest = digest_of(token)
        if self._known.get(digest, 0.0) > time.monotonic():
            return True
        row = self._store.logins.known(digest)
        if row is None or row.kind != WEB:
            self._known.pop(digest, None)
            return False
        if not _lasts(row, self._store.now()):
            self.leave(digest)
            return False
        if len(self._known) > MOST_KNOWN:
            self._known.clear()
        self._known[digest] = time.monotonic() + SECONDS_KNOWN
        return True

    def leave(self, digest: bytes) -> None:
        """End a session."""
        self._store.logins.end(digest)
        self._known.pop(digest, None)

    def leave_all(self, but: bytes) -> None:
        """End all logins but one, those of apps too."""
        for row in self._store.logins.every():
            if row.digest != but:
                self._store.logins.end(row.digest)
        self._known.clear()
        self._basic.clear()

    def _hash(self) -> str:
        known = self._set
        if known is None or time.monotonic() - known[0] > SECONDS_KNOWN:
            row = self._store.logins.password(NAME)
            known = self._set = (time.monotonic(), row.hash if row is not None else "")
        return known[1]


def _lasts(row: LoginRow, now: dt.datetime) -> bool:
    return now - row.used < IDLE and now - row.at < OLDEST


def digest_of(token: str) -> bytes:
    """Give what is kept of what a browser shows. It is long and by chance, so a quick digest will do."""
    return sha256(token.encode("utf-8", "replace")).digest()
