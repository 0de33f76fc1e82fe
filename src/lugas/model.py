"""The records: what a page is, and what reading it gives.

Every record is frozen and typed. All but a `Page`, which may be bytes, turn into JSON and back without loss
(`lugas.to_json`, `lugas.from_json`).
A value that was not found is empty (`None`, `""` or `()`), never guessed.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from msgspec import Struct

from lugas.vocabulary import Access, Kind, Precision, Role, Source, VerdictKind

__all__ = [
    "Access",
    "Article",
    "Block",
    "Embed",
    "Finding",
    "Image",
    "Item",
    "Kind",
    "Moment",
    "Page",
    "PageLink",
    "Person",
    "Place",
    "Post",
    "Precision",
    "Related",
    "Rival",
    "Role",
    "Site",
    "Source",
    "Span",
    "Verdict",
    "VerdictKind",
]

# Records of which a page may have many, and small ones, are made with `gc=False`: the collector of garbage passes over
# them. A circle through such a record would never be freed, so its fields may lead to scalars, tuples and other such
# records alone. Those that stand for a whole page or bundle others, a few a page, are left to the collector: to spare
# it these gains nothing.


class Page(Struct, frozen=True, kw_only=True):
    """One page as it came in, before anything is read from it.

    `content` is its bytes, or text already decoded. `encoding` is a character encoding told by who brought the page
    (an HTTP header), and `fetched` when it was brought, to resolve "2 hours ago". `name` is what messages call it.
    """

    content: bytes | str
    url: str | None = None
    form: Literal["auto", "html", "text"] = "auto"
    encoding: str | None = None
    fetched: dt.datetime | None = None
    name: str = ""


class Place(Struct, frozen=True, omit_defaults=True, gc=False):
    """Where a block stands: a path in the tree (`html/body[1]/div[2]/p[1]`), or lines of the text, from 1."""

    path: str = ""
    first_line: int = 0
    last_line: int = 0

    def __str__(self) -> str:
        if self.path:
            return self.path
        if self.first_line == self.last_line:
            return f"line {self.first_line}" if self.first_line else ""
        return f"lines {self.first_line}-{self.last_line}"


class Span(Struct, frozen=True, omit_defaults=True, gc=False):
    """Inline markup over `text[start:end]` of its block: a link with its URL, strong, emphasis or code.

    A link's URL is absolute where the page's address is known, else as the page writes it.
    """

    start: int
    end: int
    kind: Literal["link", "strong", "emphasis", "code"]
    url: str = ""


class Item(Struct, frozen=True, omit_defaults=True, gc=False):
    """One item of a list; `level` is its nesting depth, from 1, `number` what it bears in an ordered list, else 0."""

    text: str
    level: int = 1
    ordered: bool = False
    number: int = 0


class Image(Struct, frozen=True, omit_defaults=True, gc=False):
    """A picture. Its address is relative where the page does not tell what it is relative to."""

    url: str
    alt: str = ""
    caption: str = ""
    credit: str = ""


class Embed(Struct, frozen=True, omit_defaults=True, gc=False):
    """Something of another site shown in the page: a video, a post, a map, a document.

    `text` is what it says in the page itself, as a post does that its author may take away later.
    """

    url: str
    provider: str = ""
    title: str = ""
    kind: Literal["", "video", "audio", "post", "map", "document", "chart"] = ""
    text: str = ""


class Block(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One paragraph-like unit of the page, in page order, with its role and the reason for it.

    `text` is its plain text (for a list its items a line each, for a table its rows a line each with tabs between
    cells, for an image nothing). `level` is a heading's, 1 to 6. `sure` is how sure the role is, 0 to 1.
    `header_rows` counts the leading `rows` of a table that are its header.
    """

    kind: Kind
    text: str
    role: Role
    reason: str
    place: Place = Place()
    sure: float = 1.0
    level: int = 0
    spans: tuple[Span, ...] = ()
    items: tuple[Item, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    header_rows: int = 0
    image: Image | None = None
    embed: Embed | None = None


class Person(Struct, frozen=True, omit_defaults=True, gc=False):
    """Somebody named as an author."""

    name: str
    url: str = ""

    def __str__(self) -> str:
        return self.name


class Moment(Struct, frozen=True, omit_defaults=True, gc=False):
    """A day or an instant, as exactly as the page tells it.

    `iso` is ISO 8601: `2024-01-20`, `2024-01-20T15:04+07:00`; without an offset where the page names no zone.
    `text` is what the page says, where that could not be resolved to a date ("2 jam lalu"); then `iso` is empty.
    """

    iso: str
    precision: Precision
    text: str = ""

    def __str__(self) -> str:
        return self.iso or self.text

    @property
    def date(self) -> dt.date | None:
        """The day, in the page's own zone."""
        return dt.date.fromisoformat(self.iso[:10]) if len(self.iso) >= 10 else None

    @property
    def instant(self) -> dt.datetime | None:
        """The moment with its zone, if the page tells the time and the zone."""
        if "T" not in self.iso:
            return None
        moment = dt.datetime.fromisoformat(self.iso)
        return moment if moment.tzinfo else None


class Site(Struct, frozen=True, omit_defaults=True, gc=False):
    """The site the page belongs to: its name as it calls itself, and its host without `www.`."""

    name: str = ""
    host: str = ""

    def __str__(self) -> str:
        return self.name or self.host


class Related(Struct, frozen=True, omit_defaults=True, gc=False):
    """A link to another article, as a rail, a box or a "read also" line offers it."""

    title: str
    url: str = ""
    section: str = ""
    image: str = ""


class Post(Struct, frozen=True, omit_defaults=True):
    """One post of a live blog: when it was posted and by whom, its heading, and its text without that.

    `blocks` are the indices into the article's `blocks` that it is made of, in page order; none for a post that only
    the page's data holds. `url` is its own address, where it has one.
    """

    heading: str = ""
    published: Moment | None = None
    authors: tuple[Person, ...] = ()
    text: str = ""
    url: str = ""
    blocks: tuple[int, ...] = ()


class PageLink(Struct, frozen=True, omit_defaults=True, gc=False):
    """A link to another part of an article that its site splits over several pages.

    `number` is the part's, from 1; 0 where the page does not tell. `rel` says what it leads to: a part, the next or
    the previous one, or all of them on one page.
    """

    url: str
    number: int = 0
    rel: Literal["part", "next", "previous", "all"] = "part"


class Rival(Struct, frozen=True, omit_defaults=True, gc=False):
    """A value that lost to the finding, where it was read, and why it lost."""

    value: str | tuple[str, ...]
    source: Source
    detail: str = ""
    why: str = ""


class Finding(Struct, frozen=True, omit_defaults=True):
    """One field's value, where it was read, and the rivals that lost.

    `detail` names the place within the source: `NewsArticle.headline`, `og:title`, `h1`.
    """

    field: str
    value: str | tuple[str, ...]
    source: Source
    detail: str = ""
    rivals: tuple[Rival, ...] = ()


class Verdict(Struct, frozen=True, omit_defaults=True):
    """What the page turned out to be, why, and the signals that led there."""

    kind: VerdictKind
    reason: str
    signals: tuple[str, ...] = ()

    @property
    def holds_article(self) -> bool:
        """Whether there is an article to read, be it in part."""
        return self.kind in _WITH_ARTICLE


_WITH_ARTICLE = frozenset(
    {
        VerdictKind.ARTICLE,
        VerdictKind.PARTIAL,
        VerdictKind.LIVE_BLOG,
        VerdictKind.GALLERY,
        VerdictKind.PAYWALL,
    }
)


class Article(Struct, frozen=True, kw_only=True):
    """What reading a page gives; the same shape for every form of page and every verdict."""

    verdict: Verdict
    form: Literal["html", "text"]
    title: str = ""
    dek: str = ""
    kicker: str = ""
    authors: tuple[Person, ...] = ()
    published: Moment | None = None
    modified: Moment | None = None
    section: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = ""
    site: Site = Site()
    credits: tuple[str, ...] = ()
    url: str = ""
    canonical_url: str = ""
    image: Image | None = None
    related: tuple[Related, ...] = ()
    access: Access = Access.UNKNOWN
    pages: tuple[PageLink, ...] = ()
    posts: tuple[Post, ...] = ()
    posts_order: Literal["", "newest_first", "oldest_first"] = ""
    gallery: tuple[Image, ...] = ()
    findings: tuple[Finding, ...] = ()
    blocks: tuple[Block, ...] = ()

    @property
    def body(self) -> tuple[Block, ...]:
        """The blocks of the article's body, in page order."""
        return tuple(block for block in self.blocks if block.role is Role.BODY)

    @property
    def text(self) -> str:
        """The body as plain text, a blank line between blocks."""
        return "\n\n".join(block.text for block in self.blocks if block.role is Role.BODY and block.text)

    @property
    def prose(self) -> str:
        """The dek, where the page sets one apart, and the body as plain text: all that its author wrote to be read.

        This is the view that `bench/quality` measures, because most labelled pages count the dek as text.
        """
        parts = (block.text for block in self.blocks if block.role in {Role.DEK, Role.BODY} and block.text)
        return "\n\n".join(parts)

    @property
    def images(self) -> tuple[Image, ...]:
        """The lead image and the pictures of the body, in page order, each once."""
        found: dict[str, Image] = {}
        for block in self.body:
            if block.image is not None:
                found.setdefault(block.image.url, block.image)
        pictures = tuple(found.values())
        return pictures if self.image is None or self.image.url in found else (self.image, *pictures)

    def finding(self, field: str) -> Finding | None:
        """Tell where the value of `field` was read; `None` if it was not found."""
        return next((finding for finding in self.findings if finding.field == field), None)
