"""A row of a page, a line that rows are made of, and a box they stand in: what cutting makes thousands of.

They are made in a quarter of the time that a dataclass takes, and the collector of garbage need not look at them, for
none can hold itself. A record may be changed, as cutting sets the spans and words of a row; the values that it holds
may not: scalars, tuples, and records of that kind. No part of the public records.
"""

from __future__ import annotations

from msgspec import Struct

from lugas.model import Embed, Image, Kind, Span

__all__ = ["Box", "Line", "Row"]


class Box(Struct, eq=False, gc=False):
    """A block-level element on the way from the root to a row.

    `parent` is an index into `Cut.boxes`, -1 for the root. `step` is the element's step in a path (`div[2]`).
    `words` are its class and id words in lower case, split at hyphens, underscores and changes of case.
    `hints` holds the few attributes that say what an element is for: role, itemprop, itemtype, rel, aria-label,
    data-testid, data-component.
    `unseen` tells that the element or one around it is not shown, `hidden` that it is not read out to the blind either.
    """

    parent: int
    tag: str
    step: str
    depth: int
    words: tuple[str, ...] = ()
    hints: tuple[tuple[str, str], ...] = ()
    hidden: bool = False
    unseen: bool = False


class Line(Struct, eq=False, gc=False):
    """One finished line of a run of text: its text, its spans, and how many of its characters are inside links."""

    text: str
    spans: tuple[Span, ...] = ()
    links: int = 0


class Row(Struct, eq=False, gc=False):
    """One paragraph-like unit.

    `tag` is the element it was cut from ("" for copied text), `box` its index in `Cut.boxes` (-1 for copied text),
    `group` the number of the list, table or figure it belongs to (0 for none). `number` is that of an
    item of an ordered list. `links` counts the characters of
    `text` inside links. `words` are the class words of the inline element that opens the row. `gap` is the number
    of blank lines before it (copied text only). A `slight` picture or embed is an icon, an author's portrait, a counter
    or an advertisement. `first_line` and `last_line` count from 1 (copied text only).
    """

    kind: Kind
    text: str
    tag: str = ""
    box: int = -1
    level: int = 0
    group: int = 0
    ordered: bool = False
    number: int = 0
    links: int = 0
    spans: tuple[Span, ...] = ()
    cells: tuple[str, ...] = ()
    header: bool = False
    image: Image | None = None
    embed: Embed | None = None
    slight: bool = False
    words: tuple[str, ...] = ()
    gap: int = 0
    first_line: int = 0
    last_line: int = 0
