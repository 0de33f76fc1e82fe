"""The search of PostgreSQL: a tsvector for each article, with a GIN index.

Words are stemmed by the configuration of the article's language, where the server has one. Beside the stems stand,
folded, the words of the title and of the names and those with accents, so that they are found without too; the
pairs of letters of scripts without spaces; and the marks that filters ask for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, text

from lugas.parcel.words import Query, fold, pairs, words_and_runs
from lugas.store.prepared import Prepared

__all__ = ["PostgresqlSearch"]

SIMPLE = "simple"

# Languages of BCP 47 and the configurations that servers bring along.
CONFIGURATIONS = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}

INSERT = Prepared(
    text(
        "INSERT INTO search (place, words) VALUES (:place, "
        "setweight(to_tsvector(CAST(:config AS regconfig), :title), 'A') "
        "|| to_tsvector(CAST(:config AS regconfig), :body) || CAST(:pairs AS tsvector) "
        "|| array_to_tsvector(CAST(:extra AS text[])))"
    )
)
DELETE = text("DELETE FROM search WHERE place = ANY(CAST(:places AS bigint[]))")
STEMS = text(
    "SELECT config, word, CAST(plainto_tsquery(CAST(config AS regconfig), word) AS text) AS stems "
    "FROM unnest(CAST(:configs AS text[])) AS config, unnest(CAST(:words AS text[])) AS word"
)
# The planner takes a tsvector for as cheap to look into as a number. So it is told what to do: what is frequent is
# found among the newest few, and the rest by the index.
AMONG_NEWEST = text(
    "WITH newest AS MATERIALIZED (SELECT place, words FROM search WHERE place >= :since AND place < :before "
    "ORDER BY place DESC LIMIT :most) "
    "SELECT place FROM newest WHERE words @@ CAST(:match AS tsquery) ORDER BY place DESC LIMIT :limit"
)
NEWEST = text(
    "WITH found AS MATERIALIZED (SELECT place FROM search "
    "WHERE words @@ CAST(:match AS tsquery) AND place + 0 >= :since AND place + 0 < :before) "
    "SELECT place FROM found ORDER BY place DESC LIMIT :limit"
)
BEST = text(
    "SELECT place FROM (SELECT place, ts_rank(words, CAST(:match AS tsquery), 1) AS weight FROM search "
    "WHERE place = ANY(CAST(:places AS bigint[]))) AS weighed ORDER BY weight DESC, place DESC "
    "LIMIT :limit OFFSET :skip"
)
AMONG = 150  # of the newest; a word that one article in seven holds fills a page of 20 from them
KNOWN = text(
    "SELECT cfgname FROM pg_ts_config JOIN pg_namespace n ON n.oid = cfgnamespace WHERE nspname = 'pg_catalog'"
)


MAKE_INDEX = text(
    "CREATE INDEX ix_search_words ON search USING gin (words) WITH (gin_pending_list_limit = 1024)"
)
DROP_INDEX = text("DROP INDEX ix_search_words")


class PostgresqlSearch:
    """Writes and asks the index of words."""

    stems = True

    def __init__(self) -> None:
        self._known: frozenset[str] = frozenset()

    def put(self, connection: Connection, place: int, parts: dict[str, str], marks: Iterable[str]) -> None:
        """Index an article's `title`, `body` and `names`, and its marks; `parts` has its `language` too."""
        title, title_runs = words_and_runs(parts["title"])
        names, name_runs = words_and_runs(parts["names"])
        body, body_runs = words_and_runs(parts["body"])
        beside = {fold(word) for word in (*title, *names)} | {
            fold(word) for word in body if not word.isascii()
        }
        beside |= {word.lower() for word in body if any(letter.isdigit() for letter in word)}
        values = {
            "place": place,
            "config": self._configuration(connection, parts["language"]),
            "title": " ".join(title),
            "body": " ".join(body),
            "pairs": _vector([*title_runs, *name_runs, *body_runs]),
            "extra": [*sorted(beside - {""}), *(f"={mark}" for mark in marks)],
        }
        INSERT.run(connection, values)

    def fill(self, connection: Connection, *, begins: bool) -> None:
        """Begin or end filling an empty store: an index made of all rows at once takes a fraction of the time."""
        connection.execute(DROP_INDEX if begins else MAKE_INDEX)

    def drop(self, connection: Connection, places: Sequence[int]) -> None:
        """Take articles out of the index."""
        connection.execute(DELETE, {"places": list(places)})

    def match(
        self, connection: Connection, query: Query, marks: Iterable[str], tongues: Sequence[str]
    ) -> str:
        """Give the expression that finds what holds every word and bears every mark; `""` if none was given.

        `tongues` are the languages that articles are in: a word may be any language's.
        """
        configs = sorted({self._configuration(connection, name) for name in tongues} | {SIMPLE})
        parts = [self._either(connection, query, configs)] if query.words else []
        for run in query.runs:
            cut = pairs(run)
            parts.append(f"'{run}':*" if len(run) == 1 else f"({' <-> '.join(map(_quoted, cut[:-1]))})")
        parts += [_quoted(f"={mark}") for mark in marks]
        return " & ".join(parts)

    def _either(self, connection: Connection, query: Query, configs: Sequence[str]) -> str:
        """Ask for all words, as one of the languages stems them; a word that it leaves out is not asked for."""
        found = connection.execute(STEMS, {"configs": list(configs), "words": query.typed})
        stems = {(row.config, row.word): row.stems for row in found}
        ways: dict[str, None] = {}
        plain = dict(zip(query.typed, query.words, strict=True))
        for config in configs:
            asked = [
                f"({stems[config, word]} | {_quoted(plain[word])})"
                for word in query.typed
                if stems[config, word]
            ]
            asked = asked or [_quoted(word) for word in query.words]
            ways[" & ".join(asked)] = None
        return f"({' | '.join(f'({way})' for way in ways)})"

    def newest(self, connection: Connection, match: str, since: int, before: int, limit: int) -> list[int]:
        """Give the newest places that match, from `since` up to but without `before`."""
        values = {"match": match, "since": since, "before": before, "limit": limit}
        if limit <= AMONG // 2:
            found = list(connection.execute(AMONG_NEWEST, {**values, "most": AMONG}).scalars().all())
            if len(found) == limit:
                return found
        return list(connection.execute(NEWEST, values).scalars().all())

    def best(
        self, connection: Connection, match: str, since: int, before: int, piece: tuple[int, int, int]
    ) -> list[int]:
        """Give the places that match best of the `most` newest: `limit` of them after the first `skip`."""
        most, limit, skip = piece
        places = self.newest(connection, match, since, before, most)
        values = {"match": match, "places": places, "limit": limit, "skip": skip}
        return list(connection.execute(BEST, values).scalars().all())

    def _configuration(self, connection: Connection, language: str) -> str:
        if not self._known:
            self._known = frozenset(connection.execute(KNOWN).scalars())
        name = CONFIGURATIONS.get(language, SIMPLE)
        return name if name in self._known else SIMPLE


def _quoted(word: str) -> str:
    doubled = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"


def _vector(runs: Sequence[str]) -> str:
    """Write the pairs of letters with their positions; a gap keeps one run's last from the next one's first."""
    found: list[str] = []
    position = 1
    for run in runs:
        for pair in pairs(run):
            found.append(f"{_quoted(pair)}:{min(position, 16_383)}")
            position += 1
        position += 1
    return " ".join(found)
