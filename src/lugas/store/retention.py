"""What is dropped: by age, by size, with a site. A few hundred at a time, so that others can write in between."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial

from sqlalchemy import ColumnElement, Connection, delete, exists, func, select, update

from lugas.errors import UsageError
from lugas.store import schema
from lugas.store.database import Database
from lugas.store.indexing import Indexing
from lugas.store.records import Excess, Keep
from lugas.store.times import first_place

__all__ = ["Retention"]

BATCH = 200
DROPPED = "dropped"
HOST_LASTS = dt.timedelta(days=1)  # as robots.txt is kept; no rest that a host asks for is longer
UNUSED = ~exists().where(schema.source.c.host == schema.host.c.name) & ~exists().where(
    schema.queue.c.host == schema.host.c.name
)
UNSAVED = ~exists().where(schema.saved.c.article_id == schema.article.c.id)


def _refuse_wrong(keep: Keep) -> None:
    if keep.size is not None and keep.size < 0:
        raise UsageError(f"size is {keep.size}", name="size", remedy="give how many bytes to keep")


class Retention:
    """Drops articles and the log, and tells how large the store is.

    What the reader saved is dropped with its site alone. What is known of a host goes a day after nothing of it is
    visited or waits any more.

    The addresses of what was dropped stay known, so that a feed which still lists them brings nothing back; they go
    with the log.
    """

    def __init__(self, database: Database, indexing: Indexing) -> None:
        self._database = database
        self._indexing = indexing

    def size(self) -> int:
        """Tell how many bytes the articles take, with all their versions and text, indexes aside."""
        with self._database.asking() as connection:
            total = connection.execute(select(func.sum(schema.article.c.bytes))).scalar()
        return int(total or 0)

    def excess(self, keep: Keep) -> Excess:
        """Tell how many articles `apply` would drop, and what they take."""
        _refuse_wrong(keep)
        table = schema.article
        found, since = Excess(), 0
        with self._database.reading() as connection:
            if keep.since is not None:
                since = first_place(keep.since)
                old = select(func.count(), func.sum(table.c.bytes)).where(UNSAVED, table.c.place < since)
                count, taken = connection.execute(old).one()
                found = Excess(articles=count, bytes=int(taken or 0))
            if keep.size is None:
                return found
            total = connection.execute(select(func.sum(table.c.bytes))).scalar()
            over = int(total or 0) - found.bytes - keep.size
            oldest = select(table.c.bytes).where(UNSAVED, table.c.place >= since).order_by(table.c.place)
            with connection.execute(oldest.execution_options(yield_per=BATCH)) as rows:
                for taken in rows.scalars():
                    if over <= 0:
                        break
                    over -= taken
                    found = Excess(articles=found.articles + 1, bytes=found.bytes + taken)
        return found

    def apply(self, keep: Keep) -> int:
        """Drop what is not to be kept, the oldest first, and tell how many articles that were."""
        _refuse_wrong(keep)
        dropped = 0
        if keep.since is not None:
            dropped += self._drop_before(first_place(keep.since))
        if keep.size is not None:
            dropped += self._drop_to_size(keep.size)
        if keep.log_since is not None:
            self._drop_log(keep.log_since)
        if dropped:
            self._drop_unused_labels()
        self._drop_unused_hosts()
        self._database.give_back()
        return dropped

    def drop(self, article_ids: Sequence[int]) -> None:
        """Drop some articles; their addresses stay known."""
        for at in range(0, len(article_ids), BATCH):
            batch = list(article_ids[at : at + BATCH])
            self._database.write(partial(self._drop, batch=batch))

    def drop_site(self, site_id: int) -> None:
        """Drop the articles that a site has now, not those that others add meanwhile: with them it might never end."""
        table = schema.article
        with self._database.asking() as connection:
            newest = connection.execute(
                select(func.max(table.c.id)).where(table.c.site_id == site_id)
            ).scalar()
        while newest is not None and self._drop_oldest(table.c.id <= newest, table.c.site_id == site_id):
            pass

    def drop_unused(self) -> None:
        """Drop what no article is in need of any more, and give a file's room back to the disk."""
        self._drop_unused_labels()
        self._database.give_back()

    def _drop_before(self, place: int) -> int:
        dropped = 0
        while batch := self._drop_oldest(schema.article.c.place < place, UNSAVED):
            dropped += batch
        return dropped

    def _drop_oldest(self, *which: ColumnElement[bool]) -> int:
        table = schema.article
        chosen = select(table.c.id).where(*which).order_by(table.c.place).limit(BATCH)
        with self._database.asking() as connection:
            batch = list(connection.execute(chosen).scalars())
        self.drop(batch)
        return len(batch)

    def _drop_to_size(self, size: int) -> int:
        table = schema.article
        over = self.size() - size
        dropped = 0
        while over > 0:
            chosen = select(table.c.id, table.c.bytes).where(UNSAVED).order_by(table.c.place).limit(BATCH)
            batch: list[int] = []
            with self._database.asking() as connection:
                oldest = connection.execute(chosen).all()
            for number, taken in oldest:
                if over <= 0:
                    break
                batch.append(number)
                over -= taken
            if not batch:
                break
            self.drop(batch)
            dropped += len(batch)
        return dropped

    def _drop(self, connection: Connection, batch: Sequence[int]) -> None:
        table, address = schema.article, schema.address
        # The articles first, as by all who lock both: then no two wait for each other.
        chosen = select(table.c.place).where(table.c.id.in_(batch)).order_by(table.c.id).with_for_update()
        places = list(connection.execute(chosen).scalars())
        # The log's bound counts from now: what a feed still lists would be read anew otherwise.
        gone = update(address).where(address.c.article_id.in_(batch))
        connection.execute(gone.values(article_id=None, note=DROPPED, seen=self._database.clock()))
        if places:
            self._indexing.drop(connection, places)
        connection.execute(delete(table).where(table.c.id.in_(batch)))

    def _drop_log(self, since: dt.datetime) -> None:
        visit, address = schema.visit, schema.address
        forgotten = (address.c.seen < since) & address.c.article_id.is_(None)
        for key, old in ((visit.c.id, visit.c.started < since), (address.c.digest, forgotten)):
            table = key.table
            batch = select(key).where(old).limit(10 * BATCH)
            while True:
                with self._database.writing() as connection:
                    if not connection.execute(delete(table).where(key.in_(batch))).rowcount:
                        break

    def _drop_unused_labels(self) -> None:
        """Drop the labels that no article bears any more, a few hundred at a time, each looked at once."""
        label, labelled = schema.label, schema.labelled
        last = 0
        while True:
            chosen = select(label.c.id).where(label.c.id > last).order_by(label.c.id).limit(BATCH)
            with self._database.asking() as connection:
                batch = list(connection.execute(chosen).scalars())
            if not batch:
                return
            last = batch[-1]
            borne = exists().where(labelled.c.label_id == label.c.id)
            unused = delete(label).where(label.c.id.in_(batch), ~borne)
            self._database.write(partial(Connection.execute, statement=unused))

    def _drop_unused_hosts(self) -> None:
        """Drop the hosts of which nothing is visited or waits any more, once what is known of them is a day old."""
        before = self._database.clock() - HOST_LASTS
        last: str | None = ""
        while last is not None:
            last = self._database.write(partial(_drop_hosts, after=last, before=before))


def _drop_hosts(connection: Connection, after: str, before: dt.datetime) -> str | None:
    """Drop some of the hosts that nothing needs, by name, and give the last name; `None` when there are no more.

    Who has claimed one keeps it, and who adds to one waits until it is gone, and adds it again.
    """
    host = schema.host
    old = (host.c.name > after) & (host.c.ready < before)
    chosen = select(host.c.name).where(old, UNUSED).order_by(host.c.name).limit(BATCH)
    names = list(connection.execute(chosen.with_for_update(skip_locked=True)).scalars())
    connection.execute(delete(host).where(host.c.name.in_(names), UNUSED))
    return names[-1] if len(names) == BATCH else None
