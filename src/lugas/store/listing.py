"""Lists of articles, newest first: of all, or of a site, section, author, tag or language, or of several of these."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from lugas.errors import UsageError
from lugas.parcel.face import tongue
from lugas.parcel.words import label_key, query_of
from lugas.store import schema
from lugas.store.columns import LARGEST
from lugas.store.database import Database
from lugas.store.indexing import Index, label_mark, site_mark
from lugas.store.records import Chosen, Headline, Headlines, LabelCount, LabelKind
from lugas.store.rows import batches, columns_of, record
from lugas.store.times import first_place

__all__ = ["ALL", "Listing", "Range", "Resolved", "bounded", "headlines_at", "range_of", "resolve"]

ALL = Chosen()
MOST_LISTED = 500
MOST_COUNTED_LABELS = 2_000  # the newest articles of which labels are counted

Range = tuple[int, int]
Resolved = tuple[int | None, tuple[int, ...]]


class Listing:
    """Gives lists in pieces: each tells the place to ask for the next one with, and costs the same."""

    def __init__(self, database: Database, index: Index) -> None:
        self._database = database
        self._index = index

    def latest(self, chosen: Chosen = ALL, *, before: int | None = None, limit: int = 20) -> Headlines:
        """Give the newest articles, or those before a place."""
        limit = bounded(limit)
        places = range_of(chosen, before)
        with self._database.asking() as connection:
            resolved = resolve(connection, chosen)
            if resolved is None or places[0] >= places[1]:
                return Headlines((), None)
            found = self._places(connection, resolved, places, limit + 1)
            items = headlines_at(connection, found[:limit])
        return Headlines(items, found[limit - 1] if len(found) > limit else None)

    def count(self, chosen: Chosen = ALL, *, at_most: int = 1_000) -> int:
        """Count the articles that are chosen; a larger number is told as `at_most`."""
        places = range_of(chosen, None)
        with self._database.asking() as connection:
            resolved = resolve(connection, chosen)
            if resolved is None or places[0] >= places[1]:
                return 0
            return len(self._places(connection, resolved, places, at_most))

    def _places(self, connection: Connection, resolved: Resolved, places: Range, limit: int) -> list[int]:
        site_id, labels = resolved
        if len(labels) + (site_id is not None) > 1:
            # No index of the tables is sorted for every mix of filters; that of the words is.
            marks = [label_mark(number) for number in labels]
            marks += [site_mark(site_id)] if site_id is not None else []
            match = self._index.match(connection, query_of(""), marks, ())
            return self._index.newest(connection, match, *places, limit)
        if labels:
            column = schema.labelled.c.place
            asked = select(column).where(schema.labelled.c.label_id == labels[0])
        else:
            column = schema.article.c.place
            asked = select(column)
            if site_id is not None:
                asked = asked.where(schema.article.c.site_id == site_id)
        asked = asked.where(column >= places[0], column < places[1]).order_by(column.desc())
        return list(connection.execute(asked.limit(limit)).scalars().all())

    def labels(
        self, kind: LabelKind, *, site_id: int | None = None, limit: int = 50
    ) -> tuple[LabelCount, ...]:
        """Give the sections, authors, tags or languages of the newest 2,000 articles, the most frequent first."""
        article, label, labelled = schema.article, schema.label, schema.labelled
        newest = select(article.c.place)
        if site_id is not None:
            newest = newest.where(article.c.site_id == site_id)
        places = newest.order_by(article.c.place.desc()).limit(MOST_COUNTED_LABELS).subquery()
        counted = func.count().label("articles")
        chosen = (
            select(label.c.id, label.c.kind, label.c.key, label.c.name, counted)
            .select_from(places)
            .join(labelled, labelled.c.place == places.c.place)
            .join(label, label.c.id == labelled.c.label_id)
            .where(label.c.kind == kind)
            .group_by(label.c.id, label.c.kind, label.c.key, label.c.name)
            .order_by(counted.desc(), label.c.id)
        )
        with self._database.asking() as connection:
            rows = connection.execute(chosen.limit(bounded(limit))).mappings()
            return tuple(record(LabelCount, row) for row in rows)


def resolve(connection: Connection, chosen: Chosen) -> Resolved | None:
    """Give the numbers of what is chosen; `None` where there is no such section, author, tag or language."""
    told = {
        "section": chosen.section,
        "author": chosen.author,
        "tag": chosen.tag,
        "language": None if chosen.language is None else tongue(chosen.language),
    }
    numbers = []
    for kind, name in told.items():
        if name is None:
            continue
        mine = (schema.label.c.kind == kind) & (schema.label.c.key == label_key(name))
        number = connection.execute(select(schema.label.c.id).where(mine)).scalar()
        if number is None:
            return None
        numbers.append(number)
    return chosen.site_id, tuple(numbers)


def range_of(chosen: Chosen, before: int | None) -> Range:
    """Give the places of a time, from the first up to but without the second; whole seconds count."""
    since = first_place(chosen.since) if chosen.since is not None else -LARGEST
    until = first_place(chosen.until) if chosen.until is not None else LARGEST
    return since, until if before is None else max(-LARGEST, min(until, before))


def bounded(limit: int) -> int:
    """Give how many are listed at once."""
    if limit < 1:
        raise UsageError(f"limit is {limit}", name="limit", remedy="give a whole number, at least 1")
    return min(limit, MOST_LISTED)


def headlines_at(connection: Connection, places: Sequence[int]) -> tuple[Headline, ...]:
    """Give the articles at some places, in their order; one that has gone in the meantime is left out."""
    table = schema.article
    found: dict[int, Headline] = {}
    for batch in batches(places):
        chosen = select(*columns_of(table, Headline)).where(table.c.place.in_(batch))
        rows = connection.execute(chosen).mappings().all()
        found |= {row["place"]: record(Headline, row) for row in rows}
    return tuple(found[place] for place in places if place in found)
