"""XML as records, one at a time. This is the only file that imports the XML parser.

lxml is asked to recover from what is broken, to resolve no entity, to load no DTD and to open nothing. What has been
given is freed at once, so a document of 64 MB never stands in memory as a tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

from lxml import etree

__all__ = ["Node", "Outline", "Reader", "outlines"]

STEP = 64 * 1024  # bytes given to the parser at a time
MOST_PARTS = 400  # elements kept of one record
MOST_BETWEEN = 4 << 20  # bytes without the end of a record after which the rest is left: they stand in memory
RECORD_NAMES = frozenset({"item", "entry", "atom:entry", "url", "sitemap"})
DEEPEST = 12  # levels of a record that are read
NAMES = {
    "http://www.w3.org/2005/atom": "atom:",
    "http://purl.org/atom/ns#": "atom:",
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://channel.netscape.com/rdf/simple/0.9/": "",
    "http://backend.userland.com/rss": "",
    "http://backend.userland.com/rss2": "",
    "http://blogs.law.harvard.edu/tech/rss": "",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://search.yahoo.com/mrss/": "media:",
    "http://search.yahoo.com/mrss": "media:",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner:",
    "http://purl.org/rss/1.0/modules/syndication/": "sy:",
    "http://wellformedweb.org/commentapi/": "wfw:",
    "http://purl.org/rss/1.0/modules/slash/": "slash:",
    "http://www.w3.org/1999/xhtml": "xhtml:",
    "http://www.w3.org/xml/1998/namespace": "xml:",
    "http://www.google.com/schemas/sitemap-news/0.9": "news:",
    "http://www.google.com/schemas/sitemap-image/1.1": "image:",
    "http://www.google.com/schemas/sitemap-video/1.1": "video:",
}
PLAIN_SPACES = (
    "sitemaps.org/schemas/sitemap",
    "google.com/schemas/sitemap/0.",
)  # those of sitemaps themselves
# Elements that may hold markup as elements of their own, which is given back as text.
_MARKUP = "atom:content atom:summary atom:title content content:encoded dc:title description summary title xhtml:body"
MARKUP = frozenset(_MARKUP.split())


class Node:
    """An element: `name` in lower case with the usual prefix of its namespace, attributes, text, elements within."""

    __slots__ = ("attributes", "base", "name", "parts", "text")

    def __init__(self, name: str, attributes: dict[str, str], text: str, base: str = "") -> None:
        self.name = name
        self.attributes = attributes
        self.text = text
        self.base = base
        self.parts: list[Node] = []

    def all(self, *names: str) -> list[Node]:
        """Give the elements right within that bear one of the names, in order."""
        return [part for part in self.parts if part.name in names]

    def first(self, *names: str) -> Node | None:
        """Give the first element right within that bears the first name there is."""
        return next((part for name in names for part in self.parts if part.name == name), None)

    def told(self, *names: str) -> str:
        """Give the first text that is not empty, name by name."""
        for name in names:
            for part in self.parts:
                if part.name == name and part.text:
                    return part.text
        return ""

    def get(self, name: str) -> str:
        """Give an attribute, "" without it."""
        return self.attributes.get(name, "").strip()


class Reader:
    """A walk over one document that gives each record (`item`, `url`) as it ends, then frees it.

    `root` is the name of the first element, `head` what stands in it, or in its `channel`, outside the records, and
    `broken` whether the parser had to recover. They are there when the last record has been given.
    """

    def __init__(self, records: tuple[str, ...], longest: int) -> None:
        self.records = records
        self.longest = longest
        self.root = ""
        self.head = Node("", {}, "")
        self.broken = False

    def read(self, text: str) -> Iterator[Node]:
        """Give the records of a document in its order."""
        content = text.encode("utf-8", "replace")
        parser = etree.XMLPullParser(
            events=("end",), tag=self.records, recover=True, resolve_entities=False, no_network=True, load_dtd=False,
            huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8", collect_ids=False,
        )  # fmt: skip
        events = parser.read_events()
        last = None
        quiet = 0
        for at in range(0, len(content), STEP):
            quiet += STEP
            try:
                parser.feed(content[at : at + STEP])
            except etree.LxmlError:
                self.broken = True
                break
            for _, element in events:
                quiet = 0
                yield self.node(element)
                last = freed(element, last)
            if quiet > MOST_BETWEEN:
                self.broken = True
                break
        self._end(parser, last)

    def _end(self, parser: Any, last: Any) -> None:
        """Close the document, and read what stands outside its records."""
        root = None
        try:
            root = parser.close()
        except (etree.LxmlError, AssertionError):  # the latter where nothing was ever fed
            self.broken = True
        self.broken = self.broken or bool(len(parser.feed_error_log))
        if root is None and last is not None:
            root = last.getroottree().getroot()
        if root is None:
            return
        self.root = name_of(root)
        self.head = Node(self.root, attributes_of(root), "", root.base or "")
        for top in [root, *islice(root, MOST_PARTS)]:
            if top is root or name_of(top) == "channel":
                self.head.base = top.base or self.head.base
                self.head.attributes.update(attributes_of(top))
                for part in islice(top, MOST_PARTS):
                    if isinstance(part.tag, str) and name_of(part) not in RECORD_NAMES:
                        self.head.parts.append(self.node(part))

    def node(self, element: Any) -> Node:
        """Copy an element with what is in it; so many levels and parts of it, and so much text."""
        made = Node(name_of(element), attributes_of(element), "", element.base or "")
        waiting = [(element, made, 0)]
        count = 0
        while waiting:
            source, node, depth = waiting.pop()
            if node.name in MARKUP and len(source):
                node.text = markup_of(source, self.longest)
                continue
            node.text = text_of(source)[: self.longest]
            if not len(source) or depth >= DEEPEST:
                continue
            for child in source:
                count += 1
                if count > MOST_PARTS:
                    break
                if isinstance(child.tag, str):
                    part = Node(name_of(child), attributes_of(child), "", node.base)
                    base = child.get("{http://www.w3.org/XML/1998/namespace}base")
                    if base:
                        part.base = child.base or ""
                    node.parts.append(part)
                    waiting.append((child, part, depth + 1))
        return made


def name_of(element: Any) -> str:
    """Name an element in lower case, with the usual prefix for its namespace."""
    return plain_name(element.tag, element.prefix) if isinstance(element.tag, str) else ""


@lru_cache(maxsize=2_000)
def plain_name(tag: str, prefix: str | None) -> str:
    """Name a tag as the parser gives it: `{http://purl.org/dc/elements/1.1/}creator` is `dc:creator`."""
    space, _, local = tag.rpartition("}")
    space = space.lstrip("{").lower()
    if not space:
        return local.lower()  # an undeclared prefix stands in the name itself
    if space in NAMES:
        return NAMES[space] + local.lower()
    if any(plain in space for plain in PLAIN_SPACES) or not prefix:
        return local.lower()
    return f"{prefix}:{local}".lower()


def attributes_of(element: Any) -> dict[str, str]:
    """Give an element's attributes by their names in lower case, with the usual prefixes."""
    if not len(element.attrib):
        return {}
    return {plain_name(name, ""): value for name, value in element.attrib.items()[:50]}


def text_of(element: Any) -> str:
    """Give the text right within an element; what entities stand for that nobody knows is left as it was written."""
    text: str = element.text or ""
    if len(element):
        rest = [
            child.tail for child in element.iterchildren() if child.tail and child.tag is not etree.Comment
        ]
        text += "".join(rest)
    return text.strip()


def markup_of(element: Any, longest: int) -> str:
    """Give the markup within an element as text, without the `<div>` that Atom asks for around it."""
    inner = element[0] if len(element) == 1 and name_of(element[0]) in {"xhtml:div", "div"} else element
    parts = [inner.text or ""]
    size = len(parts[0])
    for child in inner:
        if size > longest:
            break
        piece = etree.tostring(child, encoding="unicode", method="xml")
        parts.append(piece.replace(' xmlns="http://www.w3.org/1999/xhtml"', ""))
        size += len(piece)
    return "".join(parts)[:longest].strip()


def freed(element: Any, last: Any) -> Any:
    """Empty a record that has been read, take the one before it out of the tree, and give it as the last one.

    The parser may still be at the record itself, so that stays.
    """
    if last is not None and (parent := last.getparent()) is not None:
        parent.remove(last)
    element.clear(keep_tail=True)
    return element


class Outline:
    """A line of an OPML list: its attributes by their names in lower case, and the names of the folders around it."""

    __slots__ = ("attributes", "folders")

    def __init__(self, attributes: dict[str, str], folders: tuple[str, ...]) -> None:
        self.attributes = attributes
        self.folders = folders

    def get(self, name: str) -> str:
        """Give an attribute, "" without it."""
        return self.attributes.get(name, "")


def outlines(text: str, most: int) -> tuple[str, list[Outline], bool]:
    """Give the title of an OPML list, its lines in order, at most so many, and whether it is broken."""
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_comments=True,
        remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    try:
        root: Any = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        root = None
    broken = bool(len(parser.error_log))
    if root is None:
        return "", [], True
    title = ""
    found: list[Outline] = []
    waiting: list[tuple[Any, tuple[str, ...]]] = [(root, ())]
    while waiting and len(found) < most:
        element, folders = waiting.pop()
        name = name_of(element)
        if name == "title" and not title:
            title = text_of(element)
        inner = folders
        if name == "outline":
            attributes = attributes_of(element)
            found.append(Outline(attributes, folders))
            if not attributes.get("xmlurl") and len(folders) < DEEPEST:
                inner = (*folders, attributes.get("text") or attributes.get("title") or "")
        waiting += [(child, inner) for child in reversed(element)]
    return title, found, broken
