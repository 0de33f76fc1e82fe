"""The links of a page, each address once, with all that stands around them: one walk over the tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lugas.blocks.tags import HEADINGS, INLINE, UNSEEN
from lugas.blocks.words import split_words
from lugas.page.tree import Document, Element, Node, Text
from lugas.page.urls import join, without_tracking
from lugas.sources.addresses import address_key

__all__ = ["Link", "links_of"]

MOST_LINKS = 5_000
MOST_ELEMENTS = 300_000
LONGEST = 600  # letters kept of one text
CARD = 6  # addresses in a box from which it is no card of one article
MENU_TAGS, FOOT_TAGS = frozenset({"nav", "menu"}), frozenset({"footer"})
_MENU = """
breadcrumb breadcrumbs dropdown megamenu menu nav navbar navigation offcanvas pager pagination share sharing social
submenu tabs tags toolbar
"""
MENU_WORDS = frozenset(_MENU.split())
FOOT_WORDS = frozenset(["colophon", "copyright", "footer", "imprint", "legal"])
SKIPPED = (UNSEEN - {"noscript"}) | {"button", "form", "select", "svg"}


@dataclass(slots=True)
class Link:
    """One address that a page links, with the texts of all its links and what stands in its card."""

    url: str
    place: str = ""
    times: int = 0
    headings: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    card_heading: str = ""
    title: str = ""
    label: str = ""
    alt: str = ""
    picture: str = ""
    time: str = ""
    summary: str = ""
    in_heading: bool = False
    in_card: bool = False
    in_menu: bool = True
    in_foot: bool = True
    aside: bool = True


@dataclass(slots=True)
class Box:
    """An element that is open while the page is walked, and what has been found in it."""

    element: Element
    tag: str
    children: Sequence[Node]
    at: int = 0
    mark: str = ""
    menu: bool = False
    foot: bool = False
    aside: bool = False
    keys: list[str] = field(default_factory=list)
    headed: list[str] = field(default_factory=list)  # those whose link stands in a heading, or holds one
    heading: str = ""
    picture: str = ""
    time: str = ""
    summary: str = ""


def links_of(tree: Document, base: str, here: str) -> list[Link]:
    """Give the links of a page in its order; those to places within it are none."""
    walk = Walk(base, address_key(here) if here else "")
    if tree.root is not None:
        walk.over(tree.root)
    return list(walk.links.values())


class Walk:
    """One walk over a page's tree, without recursion."""

    def __init__(self, base: str, here: str) -> None:
        self.base = base
        self.here = here
        self.links: dict[str, Link] = {}
        self.boxes: list[Box] = []
        self.link: Link | None = None
        self.pieces: list[str] = []  # of the link's text, block by block
        self.heading: list[str] | None = None
        self.text: list[str] | None = None  # of a paragraph

    def over(self, root: Element) -> None:
        """Walk over all elements, up to a bound."""
        self.open(root)
        count = 0
        while self.boxes:
            box = self.boxes[-1]
            if box.at >= len(box.children) or count > MOST_ELEMENTS:
                self.close()
                continue
            node = box.children[box.at]
            box.at += 1
            if isinstance(node, Text):
                self.read(node.data)
            elif isinstance(node, Element) and node.tag not in SKIPPED:
                count += 1
                self.open(node)

    def read(self, data: str) -> None:
        """Add a text to what is open."""
        if data.isspace():
            data = " "
        for pieces in (self.pieces if self.link is not None else None, self.heading, self.text):
            if pieces is not None and len(pieces) < 200:
                pieces.append(data[:LONGEST])

    def open(self, element: Element) -> None:
        """Begin an element."""
        tag = element.tag
        above = self.boxes[-1] if self.boxes else None
        box = Box(element, tag, element.children if tag not in UNSEEN or tag == "noscript" else [])
        if above is not None:
            box.menu, box.foot, box.aside = above.menu, above.foot, above.aside
        names = split_words(f"{element.attr('class') or ''} {element.attr('id') or ''}"[:300])
        box.mark = f"{tag}.{names[0] if names else ''}"
        box.menu = (
            box.menu
            or tag in MENU_TAGS
            or not MENU_WORDS.isdisjoint(names)
            or element.attr("role") == "navigation"
        )
        box.foot = (
            box.foot or (tag in FOOT_TAGS and not self.within("article")) or not FOOT_WORDS.isdisjoint(names)
        )
        box.aside = box.aside or tag == "aside"
        self.boxes.append(box)
        if tag == "a":
            self.begin_link(box)
        elif tag in HEADINGS:
            self.heading = []
        elif tag == "p":
            self.text = []
        elif tag == "img":
            self.picture(box)
        elif tag == "time":
            box.time = (element.attr("datetime") or "")[:80]
        elif tag not in INLINE:
            self.read("\n")

    def within(self, tag: str) -> bool:
        """Tell whether an element stands in one of a tag, a few levels up."""
        return any(box.tag == tag for box in self.boxes[-8:])

    def begin_link(self, box: Box) -> None:
        """Begin a link, if it leads to another page."""
        address = join(self.base, box.element.attr("href") or "")
        key = address_key(address) if address else ""
        if not key or key == self.here or (key not in self.links and len(self.links) >= MOST_LINKS):
            self.link = None
            return
        link = self.links.setdefault(key, Link(without_tracking(address)))
        link.times += 1
        link.place = link.place or "/".join(above.mark for above in self.boxes[-5:-1])
        link.in_menu, link.in_foot = link.in_menu and box.menu, link.in_foot and box.foot
        link.aside = link.aside and box.aside
        link.title = link.title or (box.element.attr("title") or "")[:LONGEST]
        link.label = link.label or (box.element.attr("aria-label") or "")[:LONGEST]
        link.in_heading = link.in_heading or self.heading is not None
        box.keys = [key]
        self.link, self.pieces = link, []

    def picture(self, box: Box) -> None:
        """Note a picture with what stands for it."""
        element = box.element
        source = next((found for name in SOURCES if (found := (element.attr(name) or "").strip())), "")
        box.picture = join(self.base, source.split(",")[0].split(" ")[0]) if source[:5] != "data:" else ""
        if self.link is not None:
            self.link.alt = self.link.alt or (element.attr("alt") or "")[:LONGEST]
            self.link.picture = self.link.picture or box.picture

    def close(self) -> None:
        """End an element, and tell what is around it what stood in it."""
        box = self.boxes.pop()
        if box.tag == "a":
            self.end_link(box)
        elif box.tag in HEADINGS and self.heading is not None:
            box.heading = " ".join("".join(self.heading).split())[:LONGEST]
            if self.link is not None and box.heading:
                self.link.in_heading = True
                self.link.headings.append(box.heading)
            self.heading = None
        elif box.tag == "p" and self.text is not None:
            text = " ".join("".join(self.text).split())[:LONGEST]
            box.summary = text if len(text) > 40 else ""
            self.text = None
        elif box.tag not in INLINE:
            self.read("\n")
        if box.tag != "a" and (len(box.keys) == 1 or (len(box.headed) == 1 and len(box.keys) < CARD)):
            self.tell(box, (box.headed or box.keys)[0])
        if self.boxes:
            merge(self.boxes[-1], box)

    def end_link(self, box: Box) -> None:
        """End a link: its text is that of its first block, or of the heading that it stands in."""
        link = self.link
        if link is None:
            return
        if link.in_heading:
            box.headed = box.keys[:]
        blocks = [" ".join(block.split())[:LONGEST] for block in "".join(self.pieces).split("\n")]
        texts = [block for block in blocks if block]
        if self.heading is not None and texts:
            link.headings.append(" ".join(texts)[:LONGEST])
        link.texts += texts[: max(0, 12 - len(link.texts))]
        self.link, self.pieces = None, []

    def tell(self, box: Box, key: str) -> None:
        """Give the one link of a box, or the one in its heading, what else stands in the box."""
        link = self.links[key]
        link.card_heading = link.card_heading or box.heading
        link.picture = link.picture or box.picture
        link.time = link.time or box.time
        link.summary = link.summary or (box.summary if box.summary != box.heading else "")
        link.in_card = link.in_card or bool(box.heading or box.time or box.picture)


SOURCES = ("src", "data-src", "data-original", "data-lazy-src", "srcset", "data-srcset")


def merge(above: Box, box: Box) -> None:
    """Give what stood in a box to the one around it, as far as it is one article's."""
    if len(above.keys) < CARD:
        for key in box.keys:
            if key not in above.keys:
                above.keys.append(key)
    for key in box.headed:
        if len(above.headed) < 2 and key not in above.headed:
            above.headed.append(key)
    above.heading = above.heading or box.heading
    above.picture = above.picture or box.picture
    above.time = above.time or box.time
    above.summary = above.summary or box.summary
