"""Where a store is: a file, or a schema of a PostgreSQL server."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

import platformdirs
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from lugas.errors import UsageError

__all__ = ["Where", "default_file", "find"]

SCHEMA = "lugas"
SCHEMA_NAME = re.compile(r"[a-z_][a-z0-9_]{0,40}")
REMEDY = "give a file, or postgresql://user@host/database"


@dataclass(frozen=True)
class Where:
    """A store's place: what SQLAlchemy opens, what messages call it, and the file or else the schema it is in."""

    url: URL
    shown: str
    file: Path | None = None
    schema: str = ""

    @property
    def address(self) -> str:
        """What `find` takes for this place; with the password, if there is one."""
        if self.file is not None:
            return str(self.file)
        told = self.url.set(drivername="postgresql").update_query_dict({"schema": self.schema})
        return told.render_as_string(hide_password=False)


def default_file() -> Path:
    """Give the store's file in the user's data folder, as the system has it."""
    return platformdirs.user_data_path("lugas", appauthor=False) / "store.db"


def find(given: str | os.PathLike[str] | None) -> Where:
    """Read where a store is: a path, `sqlite:///path`, or `postgresql://...`, which may end in `?schema=name`.

    Raises `UsageError` for anything else.
    """
    if given is None:
        return _file(default_file())
    text = os.fspath(given)
    if not text or "\x00" in text:
        raise UsageError(f"store is {text!r}", name="store", remedy=REMEDY)
    if "://" not in text:
        return _file(Path(text).expanduser())
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        raise UsageError("the store's address cannot be read", name="store", remedy=REMEDY) from error
    kind = url.drivername.partition("+")[0]
    if kind == "sqlite" and url.database and url.database != ":memory:":
        return _file(Path(url.database))
    if kind in {"postgres", "postgresql"}:
        return _server(url)
    raise UsageError(f"store is {url.render_as_string()!r}", name="store", remedy=REMEDY)


def _file(path: Path) -> Where:
    path = path.absolute()
    return Where(URL.create("sqlite", database=str(path)), str(path), file=path)


def _server(url: URL) -> Where:
    schema = url.query.get("schema", SCHEMA)
    if not isinstance(schema, str) or not SCHEMA_NAME.fullmatch(schema):
        remedy = "give small letters, digits and underscores, a letter first"
        raise UsageError(f"schema is {schema!r}", name="schema", remedy=remedy)
    shown = url.set(drivername="postgresql").render_as_string(hide_password=True)
    url = url.set(drivername="postgresql+psycopg").difference_update_query(["schema"])
    return Where(url, shown, schema=schema)
