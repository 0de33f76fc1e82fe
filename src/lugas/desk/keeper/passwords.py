"""The passwords: the desk's own, for browsers and programs that read feeds; and that of reader apps.

Apps have one of their own, since they keep it, and since those that speak Fever send what MD5 makes of it, which is
soon guessed from. The store holds what argon2 makes of both.
"""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from collections import OrderedDict
from hashlib import md5
from typing import Literal

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from lugas.desk.keeper.attempts import Attempts
from lugas.desk.keeper.proven import Proven
from lugas.desk.pictures.seals import end_seals
from lugas.errors import UsageError
from lugas.render.clean import fold
from lugas.store import PasswordRow, Store

__all__ = ["LONGEST", "LONGEST_NAME", "SHORTEST", "Name", "Passwords", "TooManyAttemptsError", "app_key"]

Name = Literal["desk", "apps"]

KINDS = {"desk": "web", "apps": "app"}  # the logins that a password begins
READER = "reader"
SHORTEST, LONGEST, LONGEST_NAME = 8, 1_000, 100  # letters
SECONDS_KNOWN = 5.0  # for which the store is not asked again, where another process may have changed it
SECONDS_RIGHT = 300.0  # for which what a program sends with each request need not be checked again
MOST_MARKS = 1_000
# OWASP's second choice for argon2id, and one check at a time: so checking takes 19 MiB however many knock.
HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


class TooManyAttemptsError(Exception):
    """Too many wrong passwords were given lately; `seconds` tells when the next one is taken."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"too many attempts failed; try again in {int(seconds) + 1} seconds")
        self.seconds = int(seconds) + 1


class Passwords:
    """Sets passwords and checks them. Every method may be called from any thread; all may ask the store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._attempts = Attempts(Proven(store))
        self._turn = threading.Lock()
        self._rows: dict[Name, tuple[float, PasswordRow | None]] = {}
        # What was given lately, as digests by a key that dies with the desk: until when it counts as right, and what
        # was wrong: a program that goes on sending an old password is not guessing.
        self._key = secrets.token_bytes(32)
        self._right: OrderedDict[bytes, float] = OrderedDict()
        self._wrong: OrderedDict[bytes, float] = OrderedDict()

    def is_set(self, name: Name = "desk") -> bool:
        """Tell whether there is a password."""
        return self._row(name) is not None

    def was_set(self, name: Name) -> bool | None:
        """Tell whether there was a password a moment ago, without asking the store; `None` if that is long past."""
        known = self._rows.get(name)
        return known[1] is not None if known is not None and lately(known[0]) else None

    def reader(self, name: Name = "apps") -> str:
        """Give the name that goes with a password."""
        row = self._row(name)
        return row.reader if row is not None else READER

    def set(self, name: Name, password: str, reader: str = "") -> None:
        """Set a password, or another one, which ends what was begun with the one before.

        `reader` is the name that apps give with it; without, the name stays. Raises `UsageError`.
        """
        if not SHORTEST <= len(password) <= LONGEST:
            told = f"the password has {len(password)} letters"
            raise UsageError(told, name="password", remedy=f"take {SHORTEST} to {LONGEST:,}")
        known = self._store.logins.password(name)
        reader = fold(reader) or (known.reader if known is not None else READER)
        if len(reader) > LONGEST_NAME or ":" in reader:
            raise UsageError("the name is long or has a colon", name="user", remedy="take another")
        secret = app_key(reader, password) if name == "apps" else password
        with self._turn:
            hashed = HASHER.hash(encoded(secret))
        self._store.logins.set_password(name, reader, hashed)
        self._end(name)

    def remove(self, name: Name) -> None:
        """Remove a password, and end what was begun with it."""
        self._store.logins.remove_password(name)
        self._end(name)

    def _end(self, name: Name) -> None:
        self._store.logins.end(kind=KINDS[name])
        end_seals(self._store)  # which were given to those who had this one, by feeds or by apps
        self.forget()

    def forget(self) -> None:
        """Ask the store again."""
        self._rows.clear()

    def fits(self, name: Name, secret: str, address: str, *, often: bool = False) -> bool:
        """Tell whether something is the password, of apps what `app_key` makes of it; it takes a while.

        `address` is where it comes from. With `often` it is sent with every request, and only checked now and then.
        Raises `TooManyAttemptsError`.
        """
        row = self._row(name)
        if row is None or len(secret) > LONGEST:
            return False
        mark = hmac.digest(self._key, f"{row.hash}\n".encode() + encoded(secret), "sha256")
        if often and self._is_right(mark):
            return True
        with self._turn:
            if often and self._is_right(mark):  # of many requests at once the first one's check is enough
                return True
            if mark in self._wrong:
                return False
            wait = self._attempts.wait(address)
            if wait:
                raise TooManyAttemptsError(wait)
            if not verified(row.hash, secret):
                self._attempts.fail(address)
                note(self._wrong, mark, 0.0)
                return False
            self._attempts.succeed(address)
            note(self._right, mark, time.monotonic() + SECONDS_RIGHT)
            return True

    def _is_right(self, mark: bytes) -> bool:
        return self._right.get(mark, 0.0) > time.monotonic()

    def _row(self, name: Name) -> PasswordRow | None:
        known = self._rows.get(name)
        if known is None or not lately(known[0]):
            known = self._rows[name] = (time.monotonic(), self._store.logins.password(name))
        return known[1]


def lately(moment: float) -> bool:
    """Tell whether the store need not be asked again."""
    return time.monotonic() - moment <= SECONDS_KNOWN


def verified(hashed: str, secret: str) -> bool:
    """Tell whether a hash is of a secret; that takes as long whether it is or not."""
    try:
        return HASHER.verify(hashed, encoded(secret))
    except (Argon2Error, InvalidHashError):
        return False


def note(marks: OrderedDict[bytes, float], mark: bytes, until: float) -> None:
    """Remember a mark; of too many the oldest goes."""
    marks[mark] = until
    marks.move_to_end(mark)
    while len(marks) > MOST_MARKS:
        marks.popitem(last=False)


def encoded(secret: str) -> bytes:
    """Give the bytes of a secret, whatever was sent for one."""
    return secret.encode("utf-8", "surrogatepass")


def app_key(reader: str, password: str) -> str:
    """Give what stands for name and password of an app: the key that Fever's apps make of them."""
    return md5(encoded(f"{reader}:{password}"), usedforsecurity=False).hexdigest()
