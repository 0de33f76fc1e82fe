"""The elements that are open while a tree is cut, and what they say of themselves."""

from __future__ import annotations

from collections.abc import Iterator

from lugas.blocks.words import split_words
from lugas.page.tree import Element, Node

__all__ = ["Frame", "Opened", "words_of"]

# Class words of elements whose background is a picture to look at.
FIGURES = frozenset({"figure", "foto", "image", "img", "photo", "picture"})


class Opened:
    """An element whose children are being walked; `inline` tells whether it stands within a line."""

    __slots__ = ("begun", "children", "counts", "element", "inline", "number")

    def __init__(self, element: Element, number: int, begun: int = -1) -> None:
        self.element = element
        self.number = number  # among its siblings of the same tag, from 1
        self.inline = begun >= 0
        self.begun = begun  # for an inline element, the size of the run when it began
        self.children: Iterator[Node] = iter(element.children)
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
            "step",
            "tag",
        ),
        "unseen",
    )

    def __init__(self, element: Element, tag: str, place: int, above: Frame | None) -> None:
        self.element = element
        self.tag = tag
        self.place = place  # in the list of opened elements
        self.box = -1
        self.backed = ""
        self.group: int = above.group if above else 0
        self.level: int = above.level if above else 0
        self.ordered: bool = above.ordered if above else False
        self.number: int = above.number if above else 0  # of the item this is, or stands in
        self.count, self.step = (
            1,
            1,
        )  # of a list: the number of its next item, and how far the one after it is
        self.unseen: bool = above.unseen if above else False
        self.hidden: bool = self.unseen or (above.hidden if above else False)
        if element.attrs:
            self.read(element)

    def read(self, element: Element) -> None:
        """Read whether an element with attributes is shown, and whether it shows a picture behind itself."""
        style = element.attr("style") or ""
        if element.attr("hidden") is not None or (style and "display:none" in style.replace(" ", "").lower()):
            self.unseen = self.hidden = True
        elif element.attr("aria-hidden") == "true":
            self.hidden = True
        if "url(" in style and "background" in style and is_figure(element, self.tag):
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


def words_of(element: Element) -> tuple[str, ...]:
    """Give an element's class and id words."""
    names, identity = element.attr("class"), element.attr("id")
    if not names and not identity:
        return ()
    return split_words(f"{names or ''} {identity or ''}"[:400])


def whole_number(text: str | None, default: int) -> int:
    """Read a number as lists write it; the default for what is none, or far too large."""
    digits = (text or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 8 else default


def is_figure(element: Element, tag: str) -> bool:
    """Tell whether an element is there for a picture: by its tag, its role or its class words, and holds no text."""
    named = tag == "figure" or element.attr("role") == "img" or not FIGURES.isdisjoint(words_of(element))
    return named and not any(text.strip() for text in element.strings)
