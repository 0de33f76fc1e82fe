"""What the demo world is made of, as its data files tell it: papers, articles, their edits, what stands in a body.

Times are spans from the midnight that the week begins with, on the paper's own clock; a `World` makes instants of them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

__all__ = ["Article", "Block", "BlockKind", "Edit", "Paper", "Picture", "Post", "Section"]

BlockKind = Literal[
    "p", "h", "ul", "ol", "quote", "table", "picture", "video", "post", "box", "also", "break"
]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that code paints: what it shows (`motif`), a `seed` for its variations, caption and credit."""

    motif: str
    seed: str
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a body.

    `text` may hold `**strong**`, `*emphasis*` and `[links](slug)`. `items` are a list's or a box's lines, `rows` a
    table's cells with its header first, `by` whom a quote or a post is from.
    """

    kind: BlockKind
    text: str = ""
    items: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    by: str = ""
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """One post of a live blog, there from `at` on."""

    at: dt.timedelta
    author: str
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """A change made to an article after it was published.

    `replace` pairs old words with new ones, in title, dek and body; `append` are blocks set after the last. `note`
    tells readers of a correction. A `silent` one changes the page but not the time of change that the page tells.
    """

    at: dt.timedelta
    silent: bool = False
    title: str = ""
    dek: str = ""
    replace: tuple[tuple[str, str], ...] = ()
    append: tuple[Block, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One article of one paper, with everything that will become of it.

    `number` is its number in the paper, stable in its address. `deleted` is when it is taken down for good (410).
    `wire` names the agency whose text it is, `story` the running story that it belongs to.
    """

    slug: str
    number: int
    section: str
    published: dt.timedelta
    title: str
    blocks: tuple[Block, ...]
    kind: str = "news"
    language: str = ""
    dek: str = ""
    kicker: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    place: str = ""
    picture: Picture | None = None
    wire: str = ""
    story: str = ""
    access: Literal["free", "closed"] = "free"
    posts: tuple[Post, ...] = ()
    edits: tuple[Edit, ...] = ()
    deleted: dt.timedelta | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a paper: its name in addresses, and its name for readers."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One newspaper: how it is called, built and behaves.

    `design` names its templates, `new_design` those it has from `redesigned` on. `also` is what its "read also" lines
    begin with. `validators` says which of ETag and Last-Modified its pages carry, `encoding`
    their bytes'. `feed` and `sitemap` name their form, both empty where the paper has none. `meter` is how many
    articles are free before its prompt closes the text, 0 for no meter.
    """

    name: str
    title: str
    tagline: str
    language: str
    zone: dt.timezone
    zone_name: str
    design: str
    sections: tuple[Section, ...]
    articles: tuple[Article, ...] = field(repr=False)
    also: str = ""
    new_design: str = ""
    redesigned: dt.timedelta | None = None
    validators: Literal["both", "etag", "date", "none"] = "both"
    encoding: str = "utf-8"
    feed: Literal["", "rss", "atom", "rdf", "json"] = ""
    sitemap: Literal["", "index", "news"] = ""
    crawl_delay: float = 0
    meter: int = 0
    hub: bool = False

    def section(self, slug: str) -> Section:
        """Give a section by its name in addresses."""
        return next(section for section in self.sections if section.slug == slug)

    def __hash__(self) -> int:
        return hash((self.name, self.design, len(self.articles)))
