"""The search of SQLite: an FTS5 table whose row numbers are the articles' places.

FTS5 gives rows in the order of their numbers without sorting, newest first. So a list's piece is read and no more,
however many articles hold a word; and filters are words too, of a column of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, text

from lugas.parcel.words import SPACELESS, Query, fold, pairs, spaced
from lugas.store.prepared import Prepared

__all__ = ["SqliteSearch"]

INSERT = Prepared(
    text(
        "INSERT INTO search (rowid, title, body, names, marks) VALUES (:place, :title, :body, :names, :marks)"
    )
)
DELETE = text("DELETE FROM search WHERE rowid = :place")
NEWEST = text(
    "SELECT rowid FROM search WHERE search MATCH :match AND rowid >= :since AND rowid < :before "
    "ORDER BY rowid DESC LIMIT :limit"
)
# The best of the newest: a word that every article holds is not weighed for all of them.
BEST = text(
    "SELECT place FROM (SELECT rowid AS place, bm25(search, 8.0, 1.0, 3.0, 0.0) AS weight FROM search "
    "WHERE search MATCH :match AND rowid >= :since AND rowid < :before ORDER BY rowid DESC LIMIT :most) "
    "ORDER BY weight, place DESC LIMIT :limit OFFSET :skip"
)


class SqliteSearch:
    """Writes and asks the index of words."""

    stems = False

    def put(self, connection: Connection, place: int, parts: dict[str, str], marks: Iterable[str]) -> None:
        """Index an article's `title`, `body` and `names`, and its marks."""
        values = {name: _words(parts[name]) for name in ("title", "body", "names")}
        INSERT.run(connection, {"place": place, "marks": " ".join(marks), **values})

    def fill(self, connection: Connection, *, begins: bool) -> None:
        """Begin or end filling an empty store: nothing is to be done."""

    def drop(self, connection: Connection, places: Sequence[int]) -> None:
        """Take articles out of the index."""
        connection.execute(DELETE, [{"place": place} for place in places])

    def match(
        self,
        connection: Connection,  # noqa: ARG002 - the other database's is asked
        query: Query,
        marks: Iterable[str],
        tongues: Sequence[str],  # noqa: ARG002 - this index does not stem
    ) -> str:
        """Give the expression that finds what holds every word and bears every mark; `""` if none was given."""
        words = [f'"{word}"' for word in query.words]
        for run in query.runs:
            cut = pairs(run)
            # A pair is the beginning of the next: the last letter alone would ask that the run ends here.
            words.append(f'"{run}"*' if len(run) == 1 else f'"{" ".join(cut[:-1])}"')
        parts = [f"{{title body names}} : ({' AND '.join(words)})"] if words else []
        parts += [f'marks : ("{mark}")' for mark in marks]
        return " AND ".join(parts)

    def newest(self, connection: Connection, match: str, since: int, before: int, limit: int) -> list[int]:
        """Give the newest places that match, from `since` up to but without `before`."""
        values = {"match": match, "since": since, "before": before, "limit": limit}
        return list(connection.execute(NEWEST, values).scalars().all())

    def best(
        self, connection: Connection, match: str, since: int, before: int, piece: tuple[int, int, int]
    ) -> list[int]:
        """Give the places that match best of the `most` newest: `limit` of them after the first `skip`."""
        most, limit, skip = piece
        values = {
            "match": match,
            "since": since,
            "before": before,
            "most": most,
            "limit": limit,
            "skip": skip,
        }
        return list(connection.execute(BEST, values).scalars().all())


def _words(text: str) -> str:
    return SPACELESS.sub(lambda run: f" {' '.join(pairs(run[0]))} ", spaced(fold(text)))
