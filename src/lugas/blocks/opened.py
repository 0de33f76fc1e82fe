"""The elements that are open while a tree is cut: records, made some hundred times a page.

They are made in a third of the time that a class of Python's takes, and the collector of garbage need not look at them,
for none can hold itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from lugas.page.tree import Element, Node

__all__ = ["OUTSIDE", "Frame", "Items", "Opened", "Said"]


class Said(Struct, eq=False, gc=False):
    """What the attributes of an element say: its class and id words, its hints, whether it is shown.

    `shows` tells that it may be a post or a player by its class, `backed` is its style where that sets a picture
    behind it, else "".
    """

    words: tuple[str, ...]
    shows: bool
    hints: tuple[tuple[str, str], ...] = ()
    backed: str = ""
    hidden: bool = False
    unseen: bool = False


class Opened(Struct, eq=False, gc=False):
    """An element whose children are being walked: its number among its siblings of the same tag, from 1.

    `begun` is the size of the run when an inline element began, -1 for one that does not stand within a line. `counts`
    holds how many children of each tag were met.
    """

    tag: str
    children: Iterator[Node]
    number: int
    begun: int
    counts: dict[str, int]


class Items(Struct, eq=False, gc=False):
    """Where an element stands among lists, tables and figures: one record for all elements of which that is the same.

    `number` is that of the item it stands in. Of an ordered list, `next` is the number of its next item, and `step` how
    far the one after it is.
    """

    group: int
    level: int
    ordered: bool
    number: int
    next: int = 1
    step: int = 1


OUTSIDE = Items(0, 0, False, 0)


class Frame(Opened, eq=False, gc=False):
    """An open block-level element: its box is made only when a row stands in it, and is -1 before.

    `place` is its own in the list of opened elements.
    """

    said: Said
    place: int
    items: Items
    hidden: bool
    unseen: bool
    box: int = -1

    def begin_group(self, number: int) -> None:
        """Begin a table or a figure."""
        around = self.items
        self.items = Items(number, around.level, around.ordered, around.number)

    def begin_list(self, element: Element, group: int) -> None:
        """Begin a list: the depth and number of its items."""
        ordered = self.tag == "ol"
        self.items = items = Items(group, self.items.level + 1, ordered, 0)
        if ordered and element.attrs:
            items.next = whole_number(element.attr("start"), 1)
            items.step = 1 if element.attr("reversed") is None else -1

    def begin_item(self, element: Element, around: Frame) -> None:
        """Begin an item of the list around it."""
        items = around.items
        if items.ordered and around.tag == "ol":
            number = whole_number(element.attr("value"), items.next)
            items.next = number + items.step
            self.items = Items(items.group, items.level, items.ordered, number)


def whole_number(text: str | None, default: int) -> int:
    """Read a number as lists write it; the default for what is none, or far too large."""
    digits = (text or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 8 else default
