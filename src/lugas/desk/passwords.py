"""Who may come in: passwords, limited attempts at them, and logins, for the web as for reader apps.

There are two passwords, each off until it is set. `desk` is that of the desk; a login made with it is shown by a token.
`fever` is for apps that speak Fever: what they send is made of name and password by MD5, which is soon guessed from, so
it is a password of its own. The store holds slow hashes alone, and of a token a digest.
"""

from __future__ import annotations

import secrets
import threading
from hashlib import md5, sha256
from typing import Literal

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from lugas.desk.keeper.attempts import Attempts
from lugas.errors import UsageError
from lugas.render.clean import fold
from lugas.store import LoginRow, Store

__all__ = ["DEFAULT_READER", "SHORTEST", "Passwords", "TooManyAttemptsError", "fever_key"]

Name = Literal["desk", "fever"]

DEFAULT_READER = "reader"
SHORTEST, LONGEST = 8, 1_000  # characters of a password
TOKEN_BYTES = 32
# OWASP's second choice for argon2id, and one check at a time: so checking takes 19 MiB however many knock.
HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


class TooManyAttemptsError(Exception):
    """Too many attempts failed lately; `seconds` tells when the next one is taken."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"too many attempts failed; try again in {max(1, round(seconds))} seconds")
        self.seconds = seconds


class Passwords:
    """Sets and checks the passwords of a desk, and keeps its logins."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._attempts = Attempts()
        self._turn = threading.Lock()
        self._fever: tuple[str, bytes] | None = None  # a hash and the digest of the key that it is of

    def is_set(self, name: Name = "desk") -> bool:
        """Tell whether there is a password."""
        return self._store.logins.password(name) is not None

    def set(self, name: Name, password: str, reader: str = DEFAULT_READER) -> None:
        """Set a password; all logins that were made with the one before end. Raises `UsageError` for a weak one."""
        reader = fold(reader)
        if not SHORTEST <= len(password) <= LONGEST:
            told = f"the password has {len(password)} characters"
            raise UsageError(told, name="password", remedy=f"take {SHORTEST} to {LONGEST:,}")
        if not reader or len(reader) > 100 or ":" in reader:
            raise UsageError("the name is empty, long or has a colon", name="user", remedy="take another")
        secret = fever_key(reader, password) if name == "fever" else password
        self._store.logins.set_password(name, reader, HASHER.hash(secret))
        self._end(name)

    def remove(self, name: Name) -> None:
        """Remove a password, and end the logins made with it."""
        self._store.logins.remove_password(name)
        self._end(name)

    def _end(self, name: Name) -> None:
        if name == "desk":
            self._store.logins.end()

    def login(self, reader: str, password: str, *, address: str, kind: str, client: str = "") -> str | None:
        """Log in, and give the token that shows it from then on; `None` where name or password is wrong.

        `address` is where the attempt comes from, `kind` what is logged in (`web`, `app`), `client` its name.
        Raises `TooManyAttemptsError`.
        """
        row = self._store.logins.password("desk")
        if row is None:
            return None
        self._try(address)
        # A wrong name takes as long as a wrong password.
        if not (self._verified(row.hash, password) and fold(reader).casefold() == row.reader.casefold()):
            return None
        self._attempts.succeed(address)
        token = secrets.token_urlsafe(TOKEN_BYTES)
        self._store.logins.begin(digest_of(token), kind, fold(client)[:200])
        return token

    def shown(self, token: str) -> LoginRow | None:
        """Give the login that a token shows, `None` where there is none."""
        return self._store.logins.known(digest_of(token)) if 0 < len(token) <= 200 else None

    def logout(self, token: str) -> None:
        """End the login that a token shows."""
        self._store.logins.end(digest_of(token))

    def fits_fever(self, key: str, *, address: str) -> bool:
        """Tell whether a key is that of the password for Fever. Raises `TooManyAttemptsError`."""
        row = self._store.logins.password("fever")
        if row is None or len(key) > 200:
            return False
        key = key.strip().lower()
        digest = digest_of(key)
        # An app sends its key with every request: one that fitted is known again without the slow check.
        known = self._fever
        if known is not None and known[0] == row.hash and secrets.compare_digest(known[1], digest):
            return True
        self._try(address)
        if not self._verified(row.hash, key):
            return False
        self._attempts.succeed(address)
        self._fever = (row.hash, digest)
        return True

    def _try(self, address: str) -> None:
        """Count an attempt, or refuse it."""
        seconds = self._attempts.wait(address)
        if seconds:
            raise TooManyAttemptsError(seconds)
        self._attempts.begin(address)

    def _verified(self, hashed: str, secret: str) -> bool:
        with self._turn:
            try:
                return HASHER.verify(hashed, secret[: LONGEST + 1])
            except (VerificationError, InvalidHashError, UnicodeError):
                return False


def digest_of(token: str) -> bytes:
    """Give what the store keeps of a token: of so many random bytes a quick digest is enough."""
    return sha256(token.encode("utf-8", "replace")).digest()


def fever_key(reader: str, password: str) -> str:
    """Give the key that apps make of name and password for Fever."""
    return md5(f"{reader}:{password}".encode("utf-8", "replace"), usedforsecurity=False).hexdigest()
