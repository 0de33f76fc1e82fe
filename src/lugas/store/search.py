"""Search: plain words, filters, and pieces of text that show the words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from sqlalchemy import Connection, select

from lugas.errors import UsageError
from lugas.parcel.face import tongue
from lugas.parcel.words import Query, query_of
from lugas.store import schema
from lugas.store.database import Database
from lugas.store.indexing import Index, label_mark, site_mark
from lugas.store.listing import ALL, Resolved, bounded, headlines_at, range_of, resolve
from lugas.store.records import Chosen, Headline, Hit, Hits
from lugas.store.snippets import Shower

__all__ = ["Search"]

MOST_WEIGHED = 500  # the newest that match, of which the best are given
MOST_TONGUES = 60

Order = Literal["newest", "best"]


class Search:
    """Finds articles by what their title, text, authors and tags say."""

    def __init__(self, database: Database, index: Index) -> None:
        self._database = database
        self._index = index

    def find(
        self,
        words: str,
        chosen: Chosen = ALL,
        *,
        order: Order = "newest",
        after: int | None = None,
        limit: int = 20,
    ) -> Hits:
        """Give the articles that hold every word: the newest first, or the best of the newest 500.

        Signs in `words` have no meaning. `after` is `Hits.next` of the piece before.
        """
        if order not in {"newest", "best"}:
            raise UsageError(f"order is {order!r}", name="order", remedy="give newest or best")
        limit = bounded(limit)
        query = query_of(words)
        since, until = range_of(chosen, after if order == "newest" else None)
        with self._database.asking() as connection:
            resolved = resolve(connection, chosen)
            if not query or resolved is None or since >= until:
                return Hits((), None)
            match = self._match(connection, query, chosen, resolved)
            if order == "newest":
                found = self._index.newest(connection, match, since, until, limit + 1)
                following = found[limit - 1] if len(found) > limit else None
            else:
                skip = max(0, min(after or 0, MOST_WEIGHED))
                found = self._index.best(connection, match, since, until, (MOST_WEIGHED, limit + 1, skip))
                following = skip + limit if len(found) > limit else None
            items = self._shown(connection, query, found[:limit])
        return Hits(items, following)

    def count(self, words: str, chosen: Chosen = ALL, *, at_most: int = 1_000) -> int:
        """Count the articles that hold every word; a larger number is told as `at_most`."""
        query = query_of(words)
        since, until = range_of(chosen, None)
        with self._database.asking() as connection:
            resolved = resolve(connection, chosen)
            if not query or resolved is None or since >= until:
                return 0
            match = self._match(connection, query, chosen, resolved)
            return len(self._index.newest(connection, match, since, until, at_most))

    def _match(self, connection: Connection, query: Query, chosen: Chosen, resolved: Resolved) -> str:
        site_id, labels = resolved
        marks = [site_mark(site_id)] if site_id is not None else []
        marks += [label_mark(number) for number in labels]
        tongues = () if not self._index.stems else self._tongues(connection, chosen)
        return self._index.match(connection, query, marks, tongues)

    @staticmethod
    def _tongues(connection: Connection, chosen: Chosen) -> Sequence[str]:
        """Give the languages that the articles searched may be in."""
        if chosen.language is not None:
            return (tongue(chosen.language),)
        table = schema.label
        asked = select(table.c.key).where(table.c.kind == "language").order_by(table.c.id)
        return list(connection.execute(asked.limit(MOST_TONGUES)).scalars())

    def _shown(self, connection: Connection, query: Query, places: Sequence[int]) -> tuple[Hit, ...]:
        shower = Shower(query, stems=self._index.stems)
        table = schema.prose
        rows = connection.execute(select(table.c.place, table.c.body).where(table.c.place.in_(list(places))))
        bodies: dict[int, str] = {row.place: row.body for row in rows}
        return tuple(
            self._hit(shower, one, bodies.get(one.place, "")) for one in headlines_at(connection, places)
        )

    @staticmethod
    def _hit(shower: Shower, headline: Headline, body: str) -> Hit:
        snippet, marks = shower.snippet(body)
        title_marks = tuple((start, end) for start, end, _ in shower.marks(headline.title))
        return Hit(headline=headline, snippet=snippet, title_marks=title_marks, snippet_marks=marks)
