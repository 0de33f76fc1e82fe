"""What is kept beside an article so that it is found: its labels, its text, its row in the index of words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from sqlalchemy import Connection, delete, insert, select

from lugas.parcel.face import Face, tongue
from lugas.parcel.words import Query
from lugas.store import schema
from lugas.store.database import Database
from lugas.store.prepared import Prepared, PreparedList
from lugas.store.search_postgresql import PostgresqlSearch
from lugas.store.search_sqlite import SqliteSearch

# Made once: to put a statement together takes longer than to run it.
ADD_LABELLED, ADD_PROSE = Prepared(insert(schema.labelled)), Prepared(insert(schema.prose))
LABEL = schema.label.c
LABELS_OF_KEYS = PreparedList(select(LABEL.kind, LABEL.key, LABEL.id), LABEL.key)

__all__ = ["Index", "Indexing", "label_mark", "site_mark"]


class Index(Protocol):
    """What both databases' searches can do."""

    stems: bool

    def put(self, connection: Connection, place: int, parts: dict[str, str], marks: Iterable[str]) -> None:
        """Index an article."""

    def fill(self, connection: Connection, *, begins: bool) -> None:
        """Begin or end filling an empty store."""

    def drop(self, connection: Connection, places: Sequence[int]) -> None:
        """Take articles out of the index."""

    def match(
        self, connection: Connection, query: Query, marks: Iterable[str], tongues: Sequence[str]
    ) -> str:
        """Give the expression that finds what holds every word and bears every mark."""

    def newest(self, connection: Connection, match: str, since: int, before: int, limit: int) -> list[int]:
        """Give the newest places that match."""

    def best(
        self, connection: Connection, match: str, since: int, before: int, piece: tuple[int, int, int]
    ) -> list[int]:
        """Give the places that match best."""


class Indexing:
    """Writes what stands beside an article, within the transaction that writes the article."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._add_label = database.insert_new(schema.label).returning(schema.label.c.id)
        self.index: Index = SqliteSearch() if database.is_sqlite else PostgresqlSearch()

    def put(self, connection: Connection, place: int, site_id: int, face: Face, *, fresh: bool) -> None:
        """Write an article's labels, text and words; where it is not `fresh`, in place of what was there."""
        if not fresh:
            self._drop(connection, [place])
        labels = self._labels(connection, face.labels)
        if labels:
            rows = [{"label_id": number, "place": place} for number in sorted(labels)]
            ADD_LABELLED.run_each(connection, rows)
        ADD_PROSE.run(connection, {"place": place, "body": face.body})
        title = str(face.values["title"])[:2_000]
        language = tongue(str(face.values["language"]))
        parts = {"title": title, "body": face.body, "names": face.names, "language": language}
        marks = [site_mark(site_id), *(label_mark(number) for number in sorted(labels))]
        self.index.put(connection, place, parts, marks)

    def drop(self, connection: Connection, places: Sequence[int]) -> None:
        """Take away what stands beside articles; with their rows the database itself takes all but the words."""
        if self._database.is_sqlite:
            self.index.drop(connection, places)

    def _drop(self, connection: Connection, places: Sequence[int]) -> None:
        self.index.drop(connection, places)
        for table in (schema.labelled, schema.prose):
            connection.execute(delete(table).where(table.c.place.in_(places)))

    def _labels(self, connection: Connection, labels: Iterable[tuple[str, str, str]]) -> set[int]:
        """Give the labels' numbers; those that are new get one."""
        wanted = {(kind, key): name for kind, key, name in labels}
        known = self._known(connection, {key for _, key in wanted}) if wanted else {}
        # In one order, so that two workers with the same new ones wait for each other and not in a ring.
        for kind, key in sorted(wanted.keys() - known.keys()):
            values = {"kind": kind, "key": key, "name": wanted[kind, key]}
            number = connection.execute(self._add_label, values).scalar()
            # Another worker may have made it a moment ago: our look was before that.
            known[kind, key] = number if number is not None else self._known(connection, {key})[kind, key]
        return {known[label] for label in wanted}

    @staticmethod
    def _known(connection: Connection, keys: Iterable[str]) -> dict[tuple[str, str], int]:
        return {(kind, key): number for kind, key, number in LABELS_OF_KEYS.all(connection, list(keys))}


def site_mark(site_id: int) -> str:
    """Give the word that marks a site's articles in the index."""
    return f"s{site_id}"


def label_mark(label_id: int) -> str:
    """Give the word that marks a label's articles in the index."""
    return f"c{label_id}"
