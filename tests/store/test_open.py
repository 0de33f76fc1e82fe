"""Opening a store: where it is, its versions, and what is told when it cannot be opened."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, create_engine, event, inspect, text

from lugas.errors import StoreError, UsageError
from lugas.store import Store, default_file, open_store
from lugas.store import database as database_module
from lugas.store.schema import METADATA
from lugas.store.upgrade import HERE, REVISIONS
from lugas.store.where import find
from tests.store.made import make


def engine_of(address: str) -> Engine:
    """Give a plain engine on a store's database."""
    where = find(address)
    options = {} if where.file else {"connect_args": {"options": f"-c search_path={where.schema}"}}
    return create_engine(where.url, **options)


def shape(engine: Engine) -> dict[str, object]:
    """Tell of every table its columns, keys, indexes and constraints."""
    seen = inspect(engine)
    told: dict[str, object] = {}
    for name in METADATA.tables:
        columns = [
            (one["name"], str(one["type"]), one["nullable"], one["default"]) for one in seen.get_columns(name)
        ]
        keys = [
            (one["constrained_columns"], one["referred_table"], one["options"])
            for one in seen.get_foreign_keys(name)
        ]
        indexes = sorted(
            (str(one["name"]), one["column_names"], one["unique"]) for one in seen.get_indexes(name)
        )
        unique = sorted((str(one["name"]), one["column_names"]) for one in seen.get_unique_constraints(name))
        primary = seen.get_pk_constraint(name)["constrained_columns"]
        told[name] = (columns, sorted(keys, key=str), indexes, unique, primary)
    return told


def test_revisions_make_what_the_schema_says(
    address: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """The tables of a store that the revisions made are those that the library works with."""
    with open_store(address):
        pass
    made = engine_of(address)
    if address.startswith("postgresql"):
        fresh = create_engine(find(request.getfixturevalue("other_database")).url)
    else:
        fresh = create_engine(f"sqlite:///{tmp_path}/fresh.db")
    METADATA.create_all(fresh)
    assert shape(made) == shape(fresh)
    made.dispose()
    fresh.dispose()


def test_every_revision_is_known() -> None:
    """The versions that opening knows are the files that there are, in their order."""
    files = sorted(path.name[1:5] for path in (HERE / "revisions").glob("r*.py"))
    assert files == list(REVISIONS)


def test_opening_again_changes_nothing(store: Store, address: str) -> None:
    """A store of this version is opened without loading what upgrades it."""
    store.sites.add("https://one.example/")
    program = (
        "import sys, lugas.store as s; st = s.open_store(sys.argv[1]); print(st.sites.get(1).host);"
        "st.close(); print('alembic' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", program, address], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["one.example", "False"]


def test_a_newer_store_is_refused(address: str) -> None:
    """A store that a newer release has changed is left alone, and the error says to upgrade."""
    open_store(address).close()
    engine = engine_of(address)
    with engine.begin() as connection:
        connection.execute(text("UPDATE lugas_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StoreError, match=r"newer release \(version 9999\); upgrade lugas"):
        open_store(address)


def test_what_is_no_store_is_left_alone(tmp_path: Path, new_database: str) -> None:
    """A file of another kind, another program's database, a schema with other tables: each is named and untouched."""
    (tmp_path / "text.db").write_text("Dear diary, today nothing happened at all.")
    with pytest.raises(StoreError, match="is not a store"):
        open_store(tmp_path / "text.db")
    for number, statement in enumerate(("CREATE TABLE x (y)", "PRAGMA application_id=7")):
        path = tmp_path / f"other{number}.db"
        other = sqlite3.connect(path)
        other.execute(statement)
        other.execute("PRAGMA user_version=1")
        other.close()
        with pytest.raises(StoreError, match="another program's database"):
            open_store(path)
    engine = engine_of(f"{new_database}&schema=other")
    with engine.begin() as connection:
        connection.execute(text("CREATE SCHEMA other"))
        connection.execute(text("CREATE TABLE other.x (y INTEGER)"))
    engine.dispose()
    with pytest.raises(StoreError, match=r"another program's database; name another with \?schema"):
        open_store(f"{new_database}&schema=other")
    open_store(f"{new_database}&schema=third").close()


def test_damage_is_told(tmp_path: Path) -> None:
    """A damaged file is an error that says so."""
    path = tmp_path / "a.db"
    with open_store(path) as store:
        store.sites.add("https://one.example/")
    content = bytearray(path.read_bytes())
    content[100:8192] = os.urandom(8092)
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"is damaged|is not a store|does not answer"):
        open_store(path)


def test_places_that_cannot_be_opened(tmp_path: Path) -> None:
    """A path under a file, a folder, a name too long: each is an error that names it."""
    (tmp_path / "file").write_bytes(b"")
    for path in (tmp_path / "file" / "store.db", tmp_path, tmp_path / ("x" * 300)):
        with pytest.raises(StoreError, match="cannot be opened") as caught:
            open_store(path)
        assert caught.value.store == str(path)
        assert caught.value.remedy


def test_a_full_disk(tmp_path: Path) -> None:
    """Where no page can be added, saving says that there is no room, and what was stored stays."""
    with open_store(tmp_path / "a.db") as store:
        site_id = store.sites.add("https://one.example/").id
        engine = store._database.engine  # noqa: SLF001 - the file's own bound stands for a full disk

        @event.listens_for(engine, "begin")
        def fill(connection: Connection) -> None:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 2}")

        with pytest.raises(StoreError, match="has no room left"):
            store.articles.save(
                make("T", "long " * 100_000), site_id=site_id, addresses=["https://one.example/a"]
            )
        assert store.articles.count() == 0
        assert store.articles.known(["https://one.example/a"]) == {}


def test_a_lock_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where another process keeps the file locked, the error says so once the wait is over."""
    monkeypatch.setattr(database_module, "SECONDS_TO_WAIT", 0.1)
    with open_store(tmp_path / "a.db") as store:
        other = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="is locked by another process"):
            store.sites.add("https://one.example/")
        other.execute("ROLLBACK")
        other.close()
        assert store.sites.add("https://one.example/").id == 1


def test_servers_that_do_not_answer(server: str) -> None:
    """A server that is not there, a database that is not, a user that is not: each is told, and no password is."""
    folder = server.partition("host=")[2]
    cases = {
        "postgresql://me:secret@/x?host=/nowhere": "cannot be reached",
        "postgresql://me:secret@127.0.0.1:1/x": "cannot be reached",
        f"postgresql://lugas:secret@/nothing?host={folder}": "no such database",
        f"postgresql://nobody:secret@/postgres?host={folder}": "refuses this user",
    }
    for address, problem in cases.items():
        with pytest.raises(StoreError, match=problem) as caught:
            open_store(address)
        assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "a\x00b",
        "mysql://x/y",
        "sqlite://",
        "sqlite:///:memory:",
        "postgresql://x:port/y",
        "postgresql:///x?schema=A;B",
    ],
)
def test_addresses_that_are_none(address: str) -> None:
    """What names no store is refused with what to give instead."""
    with pytest.raises(UsageError, match="give"):
        open_store(address)


def test_the_store_is_in_the_users_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without an address the store is made in the user's data folder, readable by its owner alone."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    if sys.platform == "linux":
        assert default_file() == tmp_path / "lugas" / "store.db"
        with open_store() as store:
            assert store.shown == str(default_file())
        assert default_file().stat().st_mode & 0o077 == 0


def test_a_time_without_a_zone_is_refused(tmp_path: Path) -> None:
    """A clock without a zone is an error that says what to give."""
    with (
        open_store(tmp_path / "a.db", clock=lambda: dt.datetime(2026, 1, 1)) as store,
        pytest.raises(UsageError, match="has no zone"),
    ):
        store.sites.add("https://one.example/")
