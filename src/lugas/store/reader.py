"""What the store knows of its reader: the articles that were saved and read, and until when all was seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from lugas.errors import StoreError, UsageError
from lugas.store import schema
from lugas.store.columns import LARGEST
from lugas.store.database import Database
from lugas.store.listing import bounded, headlines_at
from lugas.store.records import Headlines, Presence
from lugas.store.rows import batches

__all__ = ["Reader"]

# A visit ends when nothing was opened for so long: what comes in after its last look is new at the next one.
REST = dt.timedelta(minutes=30)
# A look that follows another one so soon is not written down.
BREATH = dt.timedelta(minutes=1)
NAME = "reader"  # a store has one
MOST_SORTED = 2_000  # new articles that are sorted when asked for; of more the list by place is read
# Made once: every page asks it.
SAVED = select(schema.saved.c.article_id).where(
    schema.saved.c.article_id.in_(bindparam("numbers", expanding=True))
)


class Reader:
    """Saves articles for the reader, keeps what was read, and tells what came in since the last visit."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, article_id: int) -> None:
        """Save an article; retention leaves it alone from then on. Raises `UsageError` where there is none."""
        self._database.write(lambda connection: self._save(connection, article_id))

    def _save(self, connection: Connection, article_id: int) -> None:
        known = connection.execute(select(schema.article.c.id).where(schema.article.c.id == article_id))
        if known.first() is None:
            raise UsageError(f"there is no article {article_id}", name="article", remedy="look it up again")
        values = {"article_id": article_id, "at": self._database.clock()}
        connection.execute(self._database.insert_new(schema.saved).values(values))

    def drop(self, article_id: int) -> None:
        """Let go of a saved article; the article stays."""
        with self._database.writing() as connection:
            connection.execute(delete(schema.saved).where(schema.saved.c.article_id == article_id))

    def saved_of(self, article_ids: Iterable[int]) -> frozenset[int]:
        """Tell which of some articles are saved."""
        found = set[int]()
        for batch in batches(article_ids):
            with self._database.asking() as connection:
                found.update(connection.execute(SAVED, {"numbers": batch}).scalars())
        return frozenset(found)

    def saved(self, *, before: int | None = None, limit: int = 20) -> Headlines:
        """Give the saved articles, the one saved last first; `before` is `Headlines.next` of the piece before."""
        limit, table = bounded(limit), schema.saved
        chosen = select(table.c.id, schema.article.c.place).join(
            schema.article, schema.article.c.id == table.c.article_id
        )
        if before is not None:
            chosen = chosen.where(table.c.id < max(-LARGEST, min(before, LARGEST)))
        with self._database.asking() as connection:
            rows = connection.execute(chosen.order_by(table.c.id.desc()).limit(limit + 1)).all()
            items = headlines_at(connection, [row.place for row in rows[:limit]])
        return Headlines(items, rows[limit - 1].id if len(rows) > limit else None)

    def mark(self, article_ids: Iterable[int], *, read: bool) -> None:
        """Mark articles as read, or as unread again; numbers that there are none of are left out."""
        for batch in batches(sorted(set(article_ids))):
            self._database.write(partial(self._mark, article_ids=batch, read=read))

    def _mark(self, connection: Connection, article_ids: Sequence[int], read: bool) -> None:
        table = schema.unread
        if read:
            connection.execute(delete(table).where(table.c.article_id.in_(article_ids)))
            return
        chosen = select(schema.article.c.id).where(schema.article.c.id.in_(article_ids))
        rows = [{"article_id": number} for number in connection.execute(chosen).scalars()]
        if rows:
            connection.execute(self._database.insert_new(table), rows)

    def unread_of(self, article_ids: Iterable[int]) -> frozenset[int]:
        """Tell which of some articles were not marked as read."""
        table, found = schema.unread, set[int]()
        for batch in batches(article_ids):
            with self._database.asking() as connection:
                chosen = select(table.c.article_id).where(table.c.article_id.in_(batch))
                found.update(connection.execute(chosen).scalars())
        return frozenset(found)

    def look(self) -> Presence:
        """Note that the reader looks, and tell what was there at the end of the last visit.

        A visit goes on as long as no half hour passes without a look. At the very first one nothing is new. Where the
        store can be read and not written, as on a full disk, it is told all the same, and not noted.
        """
        now = self._database.clock()
        with self._database.asking() as connection:
            row = self._row(connection)
        if row is not None and row.looked <= now < row.looked + BREATH:
            return Presence(since=row.since, after=row.after)
        try:
            return self._database.write(lambda connection: self._look(connection, now))
        except StoreError:
            with self._database.asking() as connection:
                return self._left_off(self._row(connection), self._newest(connection), now)

    def _look(self, connection: Connection, now: dt.datetime) -> Presence:
        table = schema.presence
        row, newest = self._row(connection), self._newest(connection)
        told = self._left_off(row, newest, now)
        values = {"looked": now, "since": told.since, "after": told.after, "newest": newest}
        if row is None:
            connection.execute(insert(table).values({"name": NAME, **values}))
        else:
            connection.execute(update(table).where(table.c.name == NAME).values(values))
        return told

    @staticmethod
    def _left_off(row: Any, newest: int, now: dt.datetime) -> Presence:
        if row is None:
            return Presence(since=now, after=newest)
        if now - row.looked > REST:
            return Presence(since=row.looked, after=row.newest)
        return Presence(since=row.since, after=row.after)

    @staticmethod
    def _newest(connection: Connection) -> int:
        return connection.execute(select(func.max(schema.article.c.id))).scalar() or 0

    @staticmethod
    def _row(connection: Connection) -> Any:
        return connection.execute(select(schema.presence).where(schema.presence.c.name == NAME)).first()

    def count_new(self, presence: Presence, *, at_most: int = 1_000) -> int:
        """Count what came in since the last visit; a larger number is told as `at_most`."""
        table = schema.article
        newer = select(table.c.id).where(table.c.id > presence.after).limit(at_most).subquery()
        with self._database.asking() as connection:
            return int(connection.execute(select(func.count()).select_from(newer)).scalar_one())

    def new(self, presence: Presence, *, before: int | None = None, limit: int = 20) -> Headlines:
        """Give what came in since the last visit, newest first; `before` as in `Listing.latest`."""
        limit, table = bounded(limit), schema.article
        until = LARGEST if before is None else max(-LARGEST, min(before, LARGEST))
        newer = select(table.c.place).where(table.c.id > presence.after)
        with self._database.asking() as connection:
            # Few: found by their numbers and sorted here. Many: found while reading all by place.
            few = list(connection.execute(newer.order_by(table.c.id).limit(MOST_SORTED + 1)).scalars().all())
            if len(few) <= MOST_SORTED:
                places = sorted((place for place in few if place < until), reverse=True)[: limit + 1]
            else:
                asked = newer.where(table.c.place < until).order_by(table.c.place.desc())
                places = list(connection.execute(asked.limit(limit + 1)).scalars().all())
            items = headlines_at(connection, places[:limit])
        return Headlines(items, places[limit - 1] if len(places) > limit else None)
