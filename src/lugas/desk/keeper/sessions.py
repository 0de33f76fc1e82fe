"""Who gave a password: browsers and apps, by the tokens that they show instead of it from then on.

The store holds digests of the tokens alone.
"""

from __future__ import annotations

import datetime as dt
import secrets
import time
from hashlib import sha256
from typing import Literal

from lugas.store import LoginRow, Store

__all__ = ["OLDEST", "Sessions", "digest_of"]

Kind = Literal["web", "app"]

IDLE, OLDEST = dt.timedelta(days=30), dt.timedelta(days=180)  # after which a browser's session ends by itself
SECONDS_KNOWN = 5.0  # for which the store is not asked again, where another process may have changed it
MOST_KNOWN = 1_000
LONGEST, LONGEST_CLIENT = 200, 200  # letters of a token, of what a program calls itself


class Sessions:
    """Begins sessions, knows them, ends them. Every method may be called from any thread; all may ask the store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[tuple[str, bytes], float] = {}

    def begin(self, kind: Kind, client: str) -> str:
        """Begin a session, and give the token that is to be shown."""
        token, logins, now = secrets.token_urlsafe(32), self._store.logins, self._store.now()
        for row in logins.every():
            if not _lasts(row, now):
                logins.end(row.digest)
        logins.begin(digest_of(token), kind, client[:LONGEST_CLIENT])
        return token

    def knew(self, token: str, kind: Kind) -> bool:
        """Tell whether a token was known a moment ago, without asking the store."""
        return 0 < len(token) <= LONGEST and self._known.get((kind, digest_of(token)), 0.0) > time.monotonic()

    def knows(self, token: str, kind: Kind) -> bool:
        """Tell whether a token is of a session that has not ended."""
        if self.knew(token, kind):
            return True
        if not 0 < len(token) <= LONGEST:
            return False
        digest = digest_of(token)
        row = self._store.logins.known(digest)
        if row is None or row.kind != kind:
            self._known.pop((kind, digest), None)
            return False
        if not _lasts(row, self._store.now()):
            self.end(digest)
            return False
        if len(self._known) > MOST_KNOWN:
            self._known.clear()
        self._known[kind, digest] = time.monotonic() + SECONDS_KNOWN
        return True

    def end(self, digest: bytes) -> None:
        """End a session."""
        self._store.logins.end(digest)
        self.forget()

    def end_like(self, digest: bytes) -> None:
        """End a session, of an app all of them: some apps log in each time that they look."""
        rows = self._store.logins.every()
        client = next((row.client for row in rows if row.digest == digest and row.kind == "app"), None)
        for row in rows:
            if row.digest == digest or (row.kind == "app" and row.client == client):
                self.end(row.digest)

    def end_others(self, mine: bytes) -> None:
        """End all sessions but one, those of apps too."""
        for row in self._store.logins.every():
            if row.digest != mine:
                self.end(row.digest)

    def seen(self) -> tuple[LoginRow, ...]:
        """Give the sessions, the one used last first; of an app the last one alone."""
        shown: dict[tuple[str, bytes | str], LoginRow] = {}
        for row in self._store.logins.every():
            shown.setdefault((row.kind, row.client if row.kind == "app" else row.digest), row)
        return tuple(shown.values())

    def forget(self) -> None:
        """Ask the store again."""
        self._known.clear()


def _lasts(row: LoginRow, now: dt.datetime) -> bool:
    return row.kind == "app" or (now - row.used < IDLE and now - row.at < OLDEST)


def digest_of(token: str) -> bytes:
    """Give what is kept of a token. It is long and by chance, so a quick digest will do."""
    return sha256(token.encode("utf-8", "replace")).digest()
