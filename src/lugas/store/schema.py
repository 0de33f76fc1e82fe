"""The tables. What search needs beside them is each database's own (`search_sqlite.py`, `search_postgresql.py`).

    host ◀── source ──▶ site ◀── article ◀── version, address, prose, moved, trait, saved, unread
      ▲                  ▲          ▲
      └───── queue ──────┘       labelled ──▶ label (section, author, tag, language)
                         visit ──▶ site                presence, password, login

A change here is a new file in `revisions/`; a test compares what the revisions make with this.
"""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, MetaData, Table, UniqueConstraint

from lugas.parcel.face import LONGEST_PROSE
from lugas.store.columns import Digest, Instant, Key, Plain, Whole

__all__ = [
    "METADATA",
    "address",
    "article",
    "host",
    "label",
    "labelled",
    "login",
    "moved",
    "password",
    "presence",
    "prose",
    "queue",
    "saved",
    "setting",
    "site",
    "source",
    "trait",
    "unread",
    "version",
    "visit",
]

LONGEST_ADDRESS = 8_000

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _text(name: str, limit: int = 1_000) -> Column[str]:
    return Column(name, Plain(limit), nullable=False, server_default="")


def _whole(name: str) -> Column[int]:
    return Column(name, Whole, nullable=False, server_default="0")


def _number() -> Column[int]:
    return Column("id", Key, primary_key=True)


def _site_id() -> Column[int]:
    return Column("site_id", Key, ForeignKey("site.id"), nullable=False)


site = Table(
    "site",
    METADATA,
    _number(),
    Column("host", Plain(255), nullable=False, unique=True),
    _text("name"),
    _text("url", LONGEST_ADDRESS),
    _text("language", 35),
    _text("state", 20),
    Column("added", Instant, nullable=False),
    _text("note"),
    _text("private"),
    sqlite_autoincrement=True,
)

host = Table(
    "host",
    METADATA,
    Column("name", Plain(255), primary_key=True),
    Column("ready", Instant, nullable=False, index=True),
    _text("robots", 512_000),
    Column("robots_read", Instant),
    _text("note"),
)

source = Table(
    "source",
    METADATA,
    _number(),
    _site_id(),
    Column("parent_id", Key, ForeignKey("source.id", ondelete="SET NULL"), index=True),
    _text("kind", 20),
    _text("url", LONGEST_ADDRESS),
    Column("digest", Digest, nullable=False),
    Column("host", Plain(255), ForeignKey("host.name"), nullable=False),
    _text("title"),
    _text("state", 20),
    _text("etag"),
    _text("last_modified"),
    Column("due", Instant, nullable=False),
    _text("hub", LONGEST_ADDRESS),
    _text("topic", LONGEST_ADDRESS),
    _text("secret", 200),
    Column("leased", Instant),
    _text("note"),
    _text("plan", 40_000),
    _text("memory", 4_000_000),
    Column("added", Instant, nullable=False),
    Column("visited", Instant),
    UniqueConstraint("site_id", "digest"),
    Index(None, "host", "due"),
    sqlite_autoincrement=True,
)

queue = Table(
    "queue",
    METADATA,
    _number(),
    _site_id(),
    Column("source_id", Key, ForeignKey("source.id", ondelete="SET NULL"), index=True),
    _text("url", LONGEST_ADDRESS),
    Column("digest", Digest, nullable=False, unique=True),
    Column("host", Plain(255), ForeignKey("host.name"), nullable=False),
    _text("title"),
    _text("hint", 100_000),
    _text("note"),
    Column("found", Instant, nullable=False),
    Column("due", Instant, nullable=False),
    _whole("tries"),
    _whole("readings"),
    _text("etag"),
    _text("last_modified"),
    Index(None, "host", "due"),
    Index(None, "site_id", "due"),
    sqlite_autoincrement=True,
)

article = Table(
    "article",
    METADATA,
    _number(),
    Column("place", Whole, nullable=False, unique=True),
    _site_id(),
    _text("url", LONGEST_ADDRESS),
    _text("title"),
    _text("dek", 2_000),
    _text("kicker", 200),
    _text("byline", 300),
    _text("section", 200),
    _text("language", 35),
    _text("published", 40),
    _text("updated", 40),
    Column("listed", Instant, nullable=False),
    Column("first_seen", Instant, nullable=False, index=True),
    Column("changed", Instant, nullable=False),
    Column("checked", Instant, nullable=False),
    _text("verdict", 40),
    _text("access", 20),
    _text("picture", LONGEST_ADDRESS),
    _whole("words"),
    _whole("version"),
    Column("digest", Digest, nullable=False),
    _whole("bytes"),
    Index(None, "site_id", "place"),
    sqlite_autoincrement=True,
)

address = Table(
    "address",
    METADATA,
    Column("digest", Digest, primary_key=True),
    _text("url", LONGEST_ADDRESS),
    Column("article_id", Key, ForeignKey("article.id", ondelete="SET NULL"), index=True),
    Column("seen", Instant, nullable=False, index=True),
    _text("note"),
)

version = Table(
    "version",
    METADATA,
    Column("article_id", Key, ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Key, primary_key=True),
    Column("seen", Instant, nullable=False),
    Column("digest", Digest, nullable=False),
    _whole("size"),
    Column("sketch", Digest, nullable=False),
    Column("packed", Digest, nullable=False),
)

# What an article is found again by where no address leads to it: bytes that whoever saves it chooses.
trait = Table(
    "trait",
    METADATA,
    Column("site_id", Key, ForeignKey("site.id"), primary_key=True),
    Column("value", Digest, primary_key=True),
    Column("article_id", Key, ForeignKey("article.id", ondelete="CASCADE"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

# What search shows pieces of: the text of the newest version.
prose = Table(
    "prose",
    METADATA,
    Column("place", Whole, ForeignKey("article.place", ondelete="CASCADE"), primary_key=True),
    _text("body", LONGEST_PROSE),
)

label = Table(
    "label",
    METADATA,
    _number(),
    _text("kind", 10),
    _text("key", 200),
    _text("name", 200),
    UniqueConstraint("key", "kind"),
    sqlite_autoincrement=True,
)

labelled = Table(
    "labelled",
    METADATA,
    Column("label_id", Key, ForeignKey("label.id"), primary_key=True),
    Column("place", Whole, ForeignKey("article.place", ondelete="CASCADE"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

# Where an article went whose row became one with another's.
moved = Table(
    "moved",
    METADATA,
    Column("id", Key, primary_key=True, autoincrement=False),
    Column("article_id", Key, ForeignKey("article.id", ondelete="CASCADE"), nullable=False, index=True),
)

# What the reader keeps; the number tells the order.
saved = Table(
    "saved",
    METADATA,
    _number(),
    Column("article_id", Key, ForeignKey("article.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("at", Instant, nullable=False),
    sqlite_autoincrement=True,
)

# What nobody marked as read. That, and not what was read, is kept: it is small with those who mark, and "mark all" is
# one deletion.
unread = Table(
    "unread",
    METADATA,
    Column(
        "article_id",
        Key,
        ForeignKey("article.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
)

# When the reader looked last (`looked`) and what the newest article was then (`newest`); when the visit before
# ended (`since`) and what the newest article was then (`after`).
presence = Table(
    "presence",
    METADATA,
    Column("name", Plain(40), primary_key=True),
    Column("looked", Instant, nullable=False),
    Column("since", Instant, nullable=False),
    _whole("newest"),
    _whole("after"),
)

# What the keeper of a desk set, by name, in that setting's own words.
setting = Table(
    "setting",
    METADATA,
    Column("name", Plain(40), primary_key=True),
    _text("value", 10_000),
)

# Who may come in: the desk's own password (`desk`), and that of what can only send a key made of it (`fever`).
password = Table(
    "password",
    METADATA,
    Column("name", Plain(40), primary_key=True),
    _text("reader", 200),
    _text("hash", 500),
    Column("at", Instant, nullable=False),
)

# Who came in and has not been sent away: a digest of what a browser or an app shows every time.
login = Table(
    "login",
    METADATA,
    Column("digest", Digest, primary_key=True),
    _text("kind", 20),
    _text("client", 200),
    Column("at", Instant, nullable=False),
    Column("used", Instant, nullable=False),
)

visit = Table(
    "visit",
    METADATA,
    _number(),
    _site_id(),
    Column("source_id", Key, ForeignKey("source.id", ondelete="SET NULL"), index=True),
    _text("url", LONGEST_ADDRESS),
    Column("started", Instant, nullable=False, index=True),
    _whole("status"),
    _whole("bytes"),
    Column("seconds", Float(53), nullable=False, server_default="0"),
    _whole("found"),
    _whole("new"),
    _text("outcome", 40),
    _text("note"),
    Index(None, "site_id", "id"),
    sqlite_autoincrement=True,
)
