"""What the store gives and takes: frozen, typed records. Every time is an instant with its zone."""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypedDict

from msgspec import Struct

from lugas.model import Article

__all__ = [
    "AddressRow",
    "Arrival",
    "Arrived",
    "Chosen",
    "Excess",
    "Headline",
    "Headlines",
    "Hit",
    "Hits",
    "HostRow",
    "Keep",
    "LabelCount",
    "LabelKind",
    "Likeness",
    "LoginRow",
    "PasswordRow",
    "Presence",
    "Saved",
    "SiteChanges",
    "SiteRow",
    "SiteTally",
    "SourceChanges",
    "SourceRow",
    "Stored",
    "VersionRow",
    "Visit",
    "Waiting",
]

LabelKind = Literal["section", "author", "tag", "language"]


class SiteRow(Struct, frozen=True, kw_only=True):
    """A site: `state` is `active`, `paused` or `left` (no longer followed, its articles kept).

    `private` names places, with spaces between, that may be asked for it, and for no other site, though they are of
    this machine or of a private network: hosts, or hosts with a port (`127.0.0.1:8701`).
    """

    id: int
    host: str
    name: str
    url: str
    language: str
    state: str
    added: dt.datetime
    note: str
    private: str


class SiteChanges(TypedDict, total=False):
    """What may be changed of a site."""

    name: str
    url: str
    language: str
    state: str
    note: str
    private: str


class HostRow(Struct, frozen=True, kw_only=True):
    """A host that is asked: when it may be asked again, and what its robots.txt said."""

    name: str
    ready: dt.datetime
    robots: str
    robots_read: dt.datetime | None
    note: str


class SourceRow(Struct, frozen=True, kw_only=True):
    """What is visited for new addresses: a feed, a sitemap, a front page.

    `parent_id` is the index of sitemaps that names it, where that is how it was found. `due` is when to look again.
    `plan` is what the part that decides wants to know the next time, in its own words; a claim has, beside it, the
    `memory` of what was seen, which may be large. `hub` is who may tell of news of the `topic`, `secret` what it signs
    that with, and `leased` until when it has agreed to.
    """

    id: int
    site_id: int
    parent_id: int | None
    kind: str
    url: str
    host: str
    title: str
    state: str
    etag: str
    last_modified: str
    due: dt.datetime
    hub: str
    topic: str
    secret: str
    leased: dt.datetime | None
    note: str
    plan: str
    added: dt.datetime
    visited: dt.datetime | None


class SourceChanges(TypedDict, total=False):
    """What may be changed of a source."""

    parent_id: int
    kind: str
    url: str
    title: str
    state: str
    etag: str
    last_modified: str
    due: dt.datetime
    hub: str
    topic: str
    secret: str
    leased: dt.datetime | None
    note: str
    plan: str
    memory: str
    visited: dt.datetime


class Waiting(Struct, frozen=True, kw_only=True):
    """An address to be read, with what was said of it where it was found.

    To add one, `id`, `host` and `tries` are left out, and so are `found` and `due` where both are now. One that was
    read and may still change waits to be read again: `readings` counts how often it was, and `etag` and
    `last_modified` tell which state of the page is known.
    """

    url: str
    site_id: int
    source_id: int | None = None
    title: str = ""
    hint: str = ""
    note: str = ""
    found: dt.datetime | None = None
    due: dt.datetime | None = None
    id: int = 0
    host: str = ""
    tries: int = 0
    readings: int = 0
    etag: str = ""
    last_modified: str = ""


class Visit(Struct, frozen=True, kw_only=True):
    """One request in a site's log: when, what, how it ended, what it cost and brought."""

    site_id: int
    url: str
    started: dt.datetime
    source_id: int | None = None
    status: int = 0
    bytes: int = 0
    seconds: float = 0.0
    found: int = 0
    new: int = 0
    outcome: str = ""
    note: str = ""
    id: int = 0


class AddressRow(Struct, frozen=True, kw_only=True):
    """An address that was read: the article it leads to, or none, and then `note` tells why."""

    url: str
    article_id: int | None
    seen: dt.datetime
    note: str


class Headline(Struct, frozen=True, kw_only=True):
    """An article as a list shows it.

    `place` orders articles, newest first: it is made of `listed`, the instant an article is listed under (when it
    was published, or first seen where that is unknown or lies ahead). `published` and `updated` are as the page
    tells them, ISO 8601. `version` is the number of the newest version, from 1.
    """

    id: int
    place: int
    site_id: int
    url: str
    title: str
    dek: str
    kicker: str
    byline: str
    section: str
    language: str
    published: str
    updated: str
    listed: dt.datetime
    first_seen: dt.datetime
    changed: dt.datetime
    checked: dt.datetime
    verdict: str
    access: str
    picture: str
    words: int
    version: int


class Headlines(Struct, frozen=True):
    """A piece of a list; `next` is the place to ask for the piece after it with, `None` at the end."""

    items: tuple[Headline, ...]
    next: int | None


class Stored(Struct, frozen=True, kw_only=True):
    """An article with its newest version and every address that leads to it."""

    headline: Headline
    article: Article
    addresses: tuple[AddressRow, ...]


class VersionRow(Struct, frozen=True, kw_only=True):
    """One version of an article: its number, when it was seen, and the digest that tells it from the others."""

    article_id: int
    number: int
    seen: dt.datetime
    digest: bytes
    size: int


class Saved(Struct, frozen=True, kw_only=True):
    """What saving came to. `others` are articles that some of the addresses lead to instead: left as they were."""

    id: int
    version: int
    outcome: Literal["new", "changed", "same"]
    others: tuple[int, ...] = ()


class Likeness(Struct, frozen=True, kw_only=True):
    """An article that shares a trait with another: its title, when its page says it was published, and its sketch."""

    id: int
    title: str
    published: str
    sketch: bytes


class Chosen(Struct, frozen=True, kw_only=True):
    """Which articles a list or a search is of; what is not given does not matter.

    Section, author and tag are compared without case and accents, a language by its first part (`pt` is `pt-BR` too).
    `since` is part of the time, `until` is not.
    """

    site_id: int | None = None
    section: str | None = None
    author: str | None = None
    tag: str | None = None
    language: str | None = None
    since: dt.datetime | None = None
    until: dt.datetime | None = None


class Arrived(Struct, frozen=True, kw_only=True):
    """Which articles a list in the order of coming in is of; what is not given does not matter.

    `after` and `before` are numbers of articles, neither of them part of the list; `since` and `until` times at which
    they were first seen, both of them part of it.
    """

    site_ids: frozenset[int] | None = None
    section: str | None = None
    unread: bool | None = None
    saved: bool | None = None
    after: int | None = None
    before: int | None = None
    since: dt.datetime | None = None
    until: dt.datetime | None = None


class Arrival(Struct, frozen=True, kw_only=True):
    """An article that came in: its number, its site, and when it was first seen."""

    id: int
    site_id: int
    first_seen: dt.datetime


class LabelCount(Struct, frozen=True, kw_only=True):
    """A section, author, tag or language, and how many of the newest articles bear it."""

    id: int
    kind: str
    key: str
    name: str
    articles: int


class Hit(Struct, frozen=True, kw_only=True):
    """An article that was searched for: `snippet` is a piece of its text.

    `title_marks` and `snippet_marks` say from where to where the words stand in the title and in the snippet.
    """

    headline: Headline
    snippet: str
    title_marks: tuple[tuple[int, int], ...]
    snippet_marks: tuple[tuple[int, int], ...]


class Hits(Struct, frozen=True):
    """A piece of what a search found; `next` as in `Headlines`."""

    items: tuple[Hit, ...]
    next: int | None


class Presence(Struct, frozen=True, kw_only=True):
    """Where the reader left off: the last visit ended at `since`, and articles with numbers above `after` are new."""

    since: dt.datetime
    after: int


class SiteTally(Struct, frozen=True, kw_only=True):
    """What a site's log and articles come to over a time.

    `last` is the last request. Of `requests`, `unchanged` were answered that nothing is new (304), `busy` that we
    should wait (429, 503), `failed` otherwise not as they should; `refused` were not made, or their page not kept,
    because the site does not want it; `doubtful` pages held no article, or less of it than before. `verdicts` counts
    the articles, and `oldest` tells when the first of them is listed.
    """

    last: dt.datetime | None = None
    requests: int = 0
    unchanged: int = 0
    busy: int = 0
    failed: int = 0
    refused: int = 0
    doubtful: int = 0
    bytes: int = 0
    verdicts: dict[str, int] = {}
    oldest: dt.datetime | None = None

    @property
    def articles(self) -> int:
        """How many articles are listed."""
        return sum(self.verdicts.values())


class Keep(Struct, frozen=True, kw_only=True):
    """What to keep; `None` keeps all.

    Articles listed after `since`, and as many of the newest as fit into `size` bytes; visits after `log_since`, and
    as long the addresses that lead to no article.
    """

    since: dt.datetime | None = None
    size: int | None = None
    log_since: dt.datetime | None = None


class Excess(Struct, frozen=True, kw_only=True):
    """What there is beyond what is to be kept: so many articles, which take so many bytes."""

    articles: int = 0
    bytes: int = 0


class PasswordRow(Struct, frozen=True, kw_only=True):
    """A password: whose it is, its hash, and since when."""

    name: str
    reader: str
    hash: str
    at: dt.datetime


class LoginRow(Struct, frozen=True, kw_only=True):
    """A browser or an app that is logged in: since when, and when it was last seen, to the hour."""

    digest: bytes
    kind: str
    client: str
    at: dt.datetime
    used: dt.datetime
