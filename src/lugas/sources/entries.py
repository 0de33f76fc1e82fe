"""The records of what a site offers: an entry, a feed, a sitemap, a source, and what an address answered.

Every record is frozen, typed, and turns into JSON and back without loss. A value that was not told is empty.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Literal

from msgspec import Struct

from lugas.errors import UsageError

__all__ = ["Answer", "Entry", "Feed", "Limits", "MapLink", "Sitemap", "Source", "SourceKind"]

MEBIBYTE = 1 << 20


class SourceKind(StrEnum):
    """What kind of document tells a site's articles."""

    FEED = "feed"
    NEWS_SITEMAP = "news_sitemap"
    SITEMAP = "sitemap"
    SITEMAP_INDEX = "sitemap_index"
    FRONT = "front"  # a home or section page


class Limits(Struct, frozen=True, kw_only=True):
    """Bounds of reading one document.

    `max_bytes` bounds the document after decompression, `max_entries` how many of its entries are kept, the newest,
    and `max_text` the letters kept of one entry's content.

    Raises `UsageError` when a value is not a whole number above 0.
    """

    max_bytes: int = 64 * MEBIBYTE
    max_entries: int = 2_000
    max_text: int = 500_000

    def __post_init__(self) -> None:
        for name in ("max_bytes", "max_entries", "max_text"):
            value: object = getattr(self, name)
            if not isinstance(value, int) or isinstance(value, bool) or value < 1:
                raise UsageError(f"{name} is {value!r}", name=name, remedy="give a whole number, at least 1")


class Entry(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One article as a feed, a sitemap or a front offers it.

    `url` is absolute, "" where none is told. `id` is what the source calls it. `title` and `summary` are plain text,
    `content` is the markup of the whole text where a feed sends it. Times have a zone; one told without counts as UTC.
    `media` tells the kind of what is enclosed ("audio", "video"). `sure` is how sure it is an article, 0 to 1: less
    than 1 for links of a front only.
    """

    url: str
    title: str = ""
    id: str = ""
    summary: str = ""
    content: str = ""
    published: dt.datetime | None = None
    updated: dt.datetime | None = None
    authors: tuple[str, ...] = ()
    language: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    picture: str = ""
    media: str = ""
    sure: float = 1.0

    @property
    def moment(self) -> dt.datetime | None:
        """When it was published, or else last changed."""
        return self.published or self.updated


class Feed(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A feed: its own fields, and its entries in its order.

    `form` is "" for what is no feed, and `trouble` says why. `url` is the address that it gives as its own, `home` that
    of its site, `next_url` where its older entries are. `hubs` are its WebSub hubs. `ttl_minutes` is how long it asks
    not to be asked again. `mended` tells that its markup was broken; `cut_short` that its end is missing;
    `left_out` counts the entries beyond the bound.
    """

    form: Literal["", "rss", "rdf", "atom", "json"]
    title: str = ""
    summary: str = ""
    url: str = ""
    home: str = ""
    next_url: str = ""
    language: str = ""
    updated: dt.datetime | None = None
    hubs: tuple[str, ...] = ()
    ttl_minutes: int = 0
    entries: tuple[Entry, ...] = ()
    trouble: str = ""
    mended: bool = False
    cut_short: bool = False
    left_out: int = 0


class MapLink(Struct, frozen=True, omit_defaults=True):
    """A sitemap that a sitemap index or robots.txt names."""

    url: str
    updated: dt.datetime | None = None


class Sitemap(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A sitemap: its entries, newest kept, or the sitemaps that an index names.

    `kind` is `None` for what is no sitemap, and `trouble` says why. `dates_lie` tells that its `lastmod` dates are all
    one, as of a site that writes the time of asking; then no entry keeps its own.
    """

    kind: SourceKind | None
    entries: tuple[Entry, ...] = ()
    maps: tuple[MapLink, ...] = ()
    trouble: str = ""
    mended: bool = False
    cut_short: bool = False
    left_out: int = 0
    dates_lie: bool = False


class Source(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One document of a site to be visited again and again.

    `found` tells how it was found: "linked", "named", "usual place", "robots.txt", "sitemap index",
    "section", "given".
    """

    kind: SourceKind
    url: str
    title: str = ""
    language: str = ""
    home: str = ""
    hubs: tuple[str, ...] = ()
    found: str = ""


class Answer(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an address answered.

    `asked` is the address that was asked for, `url` the one that answered after redirects ("" where the same). `status`
    is HTTP's, 0 where nobody answered. `encoding` is what the header names, `location` its Content-Location, `links`
    its Link headers, `robots` its X-Robots-Tag headers.
    """

    asked: str
    status: int = 200
    content: bytes = b""
    url: str = ""
    content_type: str = ""
    encoding: str = ""
    location: str = ""
    links: tuple[str, ...] = ()
    robots: tuple[str, ...] = ()

    @property
    def at(self) -> str:
        """The address that answered."""
        return self.url or self.asked
