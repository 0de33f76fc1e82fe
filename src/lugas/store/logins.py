"""Passwords, as their hashes, and who is logged in; what they open is decided elsewhere."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

from sqlalchemy import Connection, delete, insert, select, update

from lugas.errors import StoreError
from lugas.store import schema
from lugas.store.database import Database
from lugas.store.records import LoginRow, PasswordRow
from lugas.store.rows import columns_of, record

__all__ = ["Logins"]

# A login is noted as used so often at most.
BREATH = dt.timedelta(hours=1)
MOST = 500  # logins; more than that, and the one not used for longest ends


class Logins:
    """Keeps passwords and logins. Neither leaves the store but in a copy of the whole store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def password(self, name: str) -> PasswordRow | None:
        """Give a password's row, `None` where none is set."""
        table = schema.password
        with self._database.asking() as connection:
            row = connection.execute(select(table).where(table.c.name == name)).mappings().first()
        return None if row is None else record(PasswordRow, row)

    def set_password(self, name: str, reader: str, hashed: str) -> None:
        """Set a password, or replace it."""
        values = {"name": name, "reader": reader, "hash": hashed, "at": self._database.clock()}

        def replace(connection: Connection) -> None:
            connection.execute(delete(schema.password).where(schema.password.c.name == name))
            connection.execute(insert(schema.password).values(values))

        self._database.write(replace)

    def remove_password(self, name: str) -> None:
        """Remove a password."""
        with self._database.writing() as connection:
            connection.execute(delete(schema.password).where(schema.password.c.name == name))

    def begin(self, digest: bytes, kind: str, client: str) -> None:
        """Note a login."""
        now = self._database.clock()
        values = {"digest": digest, "kind": kind, "client": client, "at": now, "used": now}
        table = schema.login
        with self._database.writing() as connection:
            connection.execute(insert(table).values(values))
            over = select(table.c.digest).order_by(table.c.used.desc(), table.c.digest).offset(MOST)
            stale = connection.execute(over.limit(MOST)).scalars().all()
            if stale:
                connection.execute(delete(table).where(table.c.digest.in_(stale)))

    def known(self, digest: bytes) -> LoginRow | None:
        """Give a login and note that it was used, `None` where there is none."""
        table, now = schema.login, self._database.clock()
        with self._database.asking() as connection:
            row = connection.execute(select(table).where(table.c.digest == digest)).mappings().first()
        if row is None:
            return None
        if now - row["used"] > BREATH:
            # Who is in stays in where the store takes nothing more, as on a full disk.
            with suppress(StoreError), self._database.writing() as connection:
                connection.execute(update(table).where(table.c.digest == digest).values(used=now))
        return record(LoginRow, row)

    def every(self) -> tuple[LoginRow, ...]:
        """Give all logins, the one used last first."""
        table = schema.login
        asked = select(*columns_of(table, LoginRow)).order_by(table.c.used.desc(), table.c.digest)
        with self._database.asking() as connection:
            return tuple(record(LoginRow, row) for row in connection.execute(asked).mappings())

    def end(self, digest: bytes | None = None, *, kind: str | None = None) -> None:
        """End a login, or all of a kind, or all there are."""
        table = schema.login
        chosen = delete(table)
        if digest is not None:
            chosen = chosen.where(table.c.digest == digest)
        if kind is not None:
            chosen = chosen.where(table.c.kind == kind)
        with self._database.writing() as connection:
            connection.execute(chosen)
