"""The elements that are open while a tree is cut, and what they say of themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lugas.blocks.words import split_words
from lugas.page.tree import Element, Node

__all__ = ["Frame", "Opened", "hints_in", "said_by", "words_in", "words_of"]

# The attributes that say what an element is for, in the order in which a box holds them, and all that are read.
HINTS = ("role", "itemprop", "itemtype", "rel", "aria-label", "data-testid", "data-component")
HINTING = frozenset(HINTS)
READ = HINTING | {"aria-hidden", "class", "hidden", "id", "style"}

# What an element without attributes says.
NOTHING: Mapping[str, str] = {}

LONGEST_NAMES = 400  # characters of a class and an id, and of each other attribute

# Class words of elements whose background is a picture to look at.
FIGURES = frozenset({"figure", "foto", "image", "img", "photo", "picture"})


class Opened:
    """An element whose children are being walked; `inline` tells whether it stands within a line."""

    __slots__ = ("begun", "children", "counts", "element", "inline", "number")

    def __init__(self, element: Element, children: Iterable[Node], number: int, begun: int = -1) -> None:
        self.element = element
        self.number = number  # among its siblings of the same tag, from 1
        self.inline = begun >= 0
        self.begun = begun  # for an inline element, the size of the run when it began
        self.children: Iterator[Node] = iter(children)
        self.counts: dict[str, int] | None = None

    def count(self, tag: str) -> int:
        """Count a child of a tag, and give its number."""
        counts = self.counts
        if counts is None:
            self.counts = {tag: 1}
            return 1
        number = counts[tag] = counts.get(tag, 0) + 1
        return number


class Frame:
    """An open block-level element: its box is made only when a row stands in it.

    `backed` is the style of an element that shows a picture behind itself and is named for pictures, else "".
    """

    __slots__ = (
        *(
            "backed",
            "box",
            "count",
            "element",
            "group",
            "hidden",
            "level",
            "number",
            "ordered",
            "place",
            "said",
        ),
        *("step", "tag", "unseen"),
    )

    def __init__(
        self, element: Element, tag: str, place: int, above: Frame | None, said: Mapping[str, str]
    ) -> None:
        self.element = element
        self.tag = tag
        self.said = said  # the element's attributes, as `said_by` gives them
        self.place = place  # in the list of opened elements
        self.box = -1
        self.backed = ""
        self.group: int = above.group if above else 0
        self.level: int = above.level if above else 0
        self.ordered: bool = above.ordered if above else False
        self.number: int = above.number if above else 0  # of the item this is, or stands in
        self.count = 1  # of a list: the number of its next item
        self.step = 1  # and how far the one after it is
        self.unseen: bool = above.unseen if above else False
        self.hidden: bool = self.unseen or (above.hidden if above else False)
        if said:
            style = said.get("style", "")
            if "hidden" in said or (style and "display:none" in style.replace(" ", "").lower()):
                self.unseen = self.hidden = True
            elif said.get("aria-hidden") == "true":
                self.hidden = True
            if "url(" in style and "background" in style and is_figure(element, tag):
                self.backed = style

    def begin_list(self, level: int, ordered: bool) -> None:
        """Begin a list: the depth and number of its items."""
        self.level, self.ordered, self.number = level, ordered, 0
        if ordered and self.element.attrs:
            self.count = whole_number(self.element.attr("start"), 1)
            self.step = 1 if self.element.attr("reversed") is None else -1

    def begin_item(self, around: Frame) -> None:
        """Begin an item of the list around it."""
        if around.ordered and around.tag == "ol":
            self.number = whole_number(self.element.attr("value"), around.count)
            around.count = self.number + around.step


def said_by(element: Element) -> Mapping[str, str]:
    """Give the attributes of an element that are read of any: each is asked for once, and only where it is there."""
    if not element.attrs:
        return NOTHING
    return {name: element.attr(name) or "" for name in element.attrs if name in READ}


def hints_in(said: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Give what an element's attributes say it is for, in lower case."""
    if HINTING.isdisjoint(said):
        return ()
    return tuple((name, value[:LONGEST_NAMES].lower()) for name in HINTS if (value := said.get(name)))


def words_in(said: Mapping[str, str]) -> tuple[str, ...]:
    """Give the class and id words among an element's attributes."""
    names, identity = said.get("class", ""), said.get("id", "")
    if not identity:
        return split_words(names[:LONGEST_NAMES]) if names else ()
    if len(names) + len(identity) >= LONGEST_NAMES:
        return split_words(f"{names} {identity}"[:LONGEST_NAMES])
    # apart, because many elements have a class in common, and each an id of its own
    return split_words(names) + split_words(identity) if names else split_words(identity)


def words_of(element: Element) -> tuple[str, ...]:
    """Give an element's class and id words."""
    return words_in(said_by(element)) if element.attrs else ()


def whole_number(text: str | None, default: int) -> int:
    """Read a number as lists write it; the default for what is none, or far too large."""
    digits = (text or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 8 else default


def is_figure(element: Element, tag: str) -> bool:
    """Tell whether an element is there for a picture: by its tag, its role or its class words, and holds no text."""
    named = tag == "figure" or element.attr("role") == "img" or not FIGURES.isdisjoint(words_of(element))
    return named and not any(text.strip() for text in element.strings)
