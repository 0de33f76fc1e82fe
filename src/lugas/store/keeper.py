"""What the keeper of a desk set."""

from __future__ import annotations

from sqlalchemy import delete, insert, select

from lugas.store import schema
from lugas.store.database import Database

__all__ = ["PICTURE_KEY", "PROVEN_PLACES", "SECRETS", "Keeper"]

PICTURE_KEY = "picture_key"  # with which the desk seals the addresses of pictures
PROVEN_PLACES = "proven_places"  # from where the right password was given
SECRETS = frozenset({PICTURE_KEY, PROVEN_PLACES})  # settings that never leave their store


class Keeper:
    """Holds settings by name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def setting(self, name: str) -> str:
        """Give what was set, "" where nothing was."""
        with self._database.asking() as connection:
            chosen = select(schema.setting.c.value).where(schema.setting.c.name == name)
            return str(connection.execute(chosen).scalar() or "")

    def settings(self) -> dict[str, str]:
        """Give all that was set, by name."""
        with self._database.asking() as connection:
            rows = connection.execute(select(schema.setting.c.name, schema.setting.c.value))
            return {row.name: row.value for row in rows}

    def set(self, **values: str) -> None:
        """Set some of it; an empty value is as if it never had been."""
        table = schema.setting
        with self._database.writing() as connection:
            connection.execute(delete(table).where(table.c.name.in_(values)))
            for name, value in values.items():
                if value:
                    connection.execute(insert(table).values(name=name, value=value))

    def settle(self, name: str, value: str) -> str:
        """Set what was not set yet, and give what holds: of several who settle it at once the first one's."""
        table = schema.setting
        with self._database.writing() as connection:
            connection.execute(self._database.insert_new(table).values(name=name, value=value))
        return self.setting(name)
