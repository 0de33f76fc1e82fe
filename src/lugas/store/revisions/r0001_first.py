"""The tables of the first release."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

__all__ = ["upgrade"]

revision = "0001"
down_revision = None

KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make everything."""
    make_sites()
    make_visits()
    make_articles()
    make_labels()
    make_reader()
    make_keeper()
    make_search()


def text(*names: str) -> list[sa.Column[Any]]:
    """Give columns of text, empty where nothing is told."""
    return [sa.Column(name, sa.Text, nullable=False, server_default="") for name in names]


def number(*names: str) -> list[sa.Column[Any]]:
    """Give columns of whole numbers, 0 where nothing is told."""
    return [sa.Column(name, sa.BigInteger, nullable=False, server_default="0") for name in names]


def moment(*names: str) -> list[sa.Column[Any]]:
    """Give columns of instants: microseconds since 1970 in UTC."""
    return [sa.Column(name, sa.BigInteger, nullable=False) for name in names]


def to(name: str, target: str, gone: str | None = None, **options: Any) -> sa.Column[Any]:
    """Give a column that points at another table's row; `gone` is what happens to it with that row."""
    return sa.Column(name, KEY, sa.ForeignKey(target, ondelete=gone), **{"nullable": False, **options})


def digest(**options: Any) -> sa.Column[Any]:
    """Give the column of the bytes that stand for a text."""
    return sa.Column("digest", sa.LargeBinary, nullable=False, **options)


def name_of_host(**options: Any) -> sa.Column[Any]:
    """Give the column of a host that is asked."""
    return sa.Column("host", sa.Text, sa.ForeignKey("host.name"), nullable=False, **options)


def row_number() -> sa.Column[Any]:
    """Give the column of a row's own number, which is never given again."""
    return sa.Column("id", KEY, primary_key=True)


def make(table: str, *parts: Any, **options: Any) -> None:
    """Make a table of columns, lists of columns, and constraints."""
    flat = [piece for part in parts for piece in (part if isinstance(part, list) else [part])]
    op.create_table(table, *flat, **options)


def index(table: str, *columns: str) -> None:
    """Make an index."""
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def make_sites() -> None:
    """Make sites, what is visited of them, and what waits to be read."""
    make(
        "site",
        row_number(),
        sa.Column("host", sa.Text, nullable=False, unique=True),
        text("name", "url", "language", "state"),
        moment("added"),
        text("note", "private"),
        sqlite_autoincrement=True,
    )
    make(
        "host",
        sa.Column("name", sa.Text, primary_key=True),
        moment("ready"),
        text("robots"),
        sa.Column("robots_read", sa.BigInteger),
        text("note"),
    )
    index("host", "ready")
    make(
        "source",
        row_number(),
        to("site_id", "site.id"),
        to("parent_id", "source.id", "SET NULL", nullable=True),
        text("kind", "url"),
        digest(),
        name_of_host(),
        text("title", "state", "etag", "last_modified"),
        moment("due"),
        text("hub", "topic", "secret"),
        sa.Column("leased", sa.BigInteger),
        text("note", "plan", "memory"),
        moment("added"),
        sa.Column("visited", sa.BigInteger),
        sa.UniqueConstraint("site_id", "digest"),
        sqlite_autoincrement=True,
    )
    index("source", "parent_id")
    index("source", "host", "due")
    make(
        "queue",
        row_number(),
        to("site_id", "site.id"),
        to("source_id", "source.id", "SET NULL", nullable=True),
        text("url"),
        digest(unique=True),
        name_of_host(),
        text("title", "hint", "note"),
        moment("found", "due"),
        number("tries", "readings"),
        text("etag", "last_modified"),
        sqlite_autoincrement=True,
    )
    index("queue", "source_id")
    index("queue", "host", "due")
    index("queue", "site_id", "due")


def make_visits() -> None:
    """Make the log."""
    make(
        "visit",
        row_number(),
        to("site_id", "site.id"),
        to("source_id", "source.id", "SET NULL", nullable=True),
        text("url"),
        moment("started"),
        number("status", "bytes"),
        sa.Column("seconds", sa.Float(53), nullable=False, server_default="0"),
        number("found", "new"),
        text("outcome", "note"),
        sqlite_autoincrement=True,
    )
    index("visit", "source_id")
    index("visit", "started")
    index("visit", "site_id", "id")


def make_articles() -> None:
    """Make articles, their versions, and the addresses that lead to them."""
    make(
        "article",
        row_number(),
        sa.Column("place", sa.BigInteger, nullable=False, unique=True),
        to("site_id", "site.id"),
        text("url", "title", "dek", "kicker", "byline", "section", "language", "published", "updated"),
        moment("listed", "first_seen", "changed", "checked"),
        text("verdict", "access", "picture"),
        number("words", "version"),
        digest(),
        number("bytes"),
        sqlite_autoincrement=True,
    )
    index("article", "site_id", "place")
    index("article", "first_seen")
    make(
        "address",
        digest(primary_key=True),
        text("url"),
        to("article_id", "article.id", "SET NULL", nullable=True),
        moment("seen"),
        text("note"),
    )
    index("address", "article_id")
    index("address", "seen")
    make(
        "version",
        to("article_id", "article.id", "CASCADE", primary_key=True),
        sa.Column("number", KEY, primary_key=True),
        moment("seen"),
        digest(),
        number("size"),
        sa.Column("sketch", sa.LargeBinary, nullable=False),
        sa.Column("packed", sa.LargeBinary, nullable=False),
    )
    make(
        "trait",
        to("site_id", "site.id", primary_key=True),
        sa.Column("value", sa.LargeBinary, primary_key=True),
        to("article_id", "article.id", "CASCADE", primary_key=True),
        sqlite_with_rowid=False,
    )
    index("trait", "article_id")
    make(
        "moved",
        sa.Column("id", KEY, primary_key=True, autoincrement=False),
        to("article_id", "article.id", "CASCADE"),
    )
    index("moved", "article_id")
    make("prose", place(), text("body"))


def place(**options: Any) -> sa.Column[Any]:
    """Give the column that says where an article stands among all."""
    target = sa.ForeignKey("article.place", ondelete="CASCADE")
    return sa.Column("place", sa.BigInteger, target, primary_key=True, **options)


def make_labels() -> None:
    """Make sections, authors, tags and languages, and which articles bear them."""
    make(
        "label",
        row_number(),
        text("kind", "key", "name"),
        sa.UniqueConstraint("key", "kind"),
        sqlite_autoincrement=True,
    )
    make("labelled", to("label_id", "label.id", primary_key=True), place(), sqlite_with_rowid=False)
    index("labelled", "place")


def make_reader() -> None:
    """Make what is known of the reader."""
    make(
        "saved",
        row_number(),
        to("article_id", "article.id", "CASCADE", unique=True),
        moment("at"),
        sqlite_autoincrement=True,
    )
    make(
        "presence",
        sa.Column("name", sa.Text, primary_key=True),
        moment("looked", "since"),
        number("newest", "after"),
    )
    make("unread", to("article_id", "article.id", "CASCADE", primary_key=True, autoincrement=False))
    make("password", sa.Column("name", sa.Text, primary_key=True), text("reader", "hash"), moment("at"))
    make("login", digest(primary_key=True), text("kind", "client"), moment("at", "used"))


def make_keeper() -> None:
    """Make what the keeper of a desk set."""
    make("setting", sa.Column("name", sa.Text, primary_key=True), text("value"))


def make_search() -> None:
    """Make what is searched: an index of words, whose rows bear the articles' places."""
    if op.get_context().dialect.name == "sqlite":
        # Letters, marks and digits are words; accents were taken away before.
        op.execute(
            "CREATE VIRTUAL TABLE search USING fts5(title, body, names, marks, "
            "tokenize = \"unicode61 remove_diacritics 2 categories 'L* M* N* Co'\")"
        )
        return
    op.execute(
        "CREATE TABLE search (place BIGINT PRIMARY KEY REFERENCES article (place) ON DELETE CASCADE, "
        "words TSVECTOR NOT NULL)"
    )
    op.execute(
        "CREATE INDEX ix_search_words ON search USING gin (words) WITH (gin_pending_list_limit = 1024)"
    )
    # Packed already: the server need not try again.
    op.execute("ALTER TABLE version ALTER COLUMN packed SET STORAGE EXTERNAL")
