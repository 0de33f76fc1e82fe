"""The elements that are open while a tree is cut, and what they say of themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from lugas.blocks.embeds import may_show
from lugas.blocks.words import find_words
from lugas.page.tree import Element, Node

__all__ = ["Frame", "Opened", "Said", "Sayings"]

# The attributes that say what an element is for, in the order in which a box holds them, and all that are read besides
# its class.
HINTS = ("role", "itemprop", "itemtype", "rel", "aria-label", "data-testid", "data-component")
HINTING = frozenset(HINTS)
TOLD = HINTING | {"aria-hidden", "hidden", "style"}
READ = TOLD | {"id"}

LONGEST_NAMES = 400  # characters of a class and an id, and of each other attribute

# Class words of elements whose background is a picture to look at.
FIGURES = frozenset({"figure", "foto", "image", "img", "photo", "picture"})


class Said:
    """What the attributes of an element say: its class and id words, its hints, whether it is shown.

    `shows` tells that it may be a post or a player by its class, `backed` is its style where that sets a picture
    behind it, else "".
    """

    __slots__ = ("backed", "hidden", "hints", "shows", "unseen", "words")

    def __init__(self, words: tuple[str, ...], shows: bool) -> None:
        self.words = words
        self.shows = shows
        self.hints: tuple[tuple[str, str], ...] = ()
        self.backed = ""
        self.hidden = self.unseen = False

    def tell(self, said: Mapping[str, str]) -> None:
        """Take down what attributes beyond the class and the id say."""
        if not HINTING.isdisjoint(said):
            self.hints = tuple(
                (name, value[:LONGEST_NAMES].lower()) for name in HINTS if (value := said.get(name))
            )
        style = said.get("style", "")
        if "hidden" in said or (style and "display:none" in style.replace(" ", "").lower()):
            self.unseen = self.hidden = True
        elif said.get("aria-hidden") == "true":
            self.hidden = True
        if "url(" in style and "background" in style:
            self.backed = style


NOTHING = Said((), False)


@lru_cache(maxsize=4096)
def called(name: str) -> tuple[tuple[str, ...], bool]:
    """Give the words of one class of an element, and whether it may be a post or a player by it.

    Pages of all sites have classes in common, and lists of classes far less often.
    """
    return find_words(name), may_show(name)


def said_by(names: str) -> Said:
    """Give what the classes of an element say."""
    if len(names) > LONGEST_NAMES:
        return Said(find_words(names[:LONGEST_NAMES]), may_show(names))
    words: tuple[str, ...] = ()
    shows = False
    for name in names.split():
        more, showing = called(name)
        words = words + more if words else more
        shows = shows or showing
    return Said(words, shows)


class Sayings:
    """What the elements of one page say; many have one class in common and no other attribute that is read."""

    def __init__(self) -> None:
        self._classes: dict[str, Said] = {"": NOTHING}

    def of(self, element: Element) -> Said:
        """Give what an element says."""
        attributes = element.attrs
        if not attributes:
            return NOTHING
        names = element.attr("class") or ""
        said = self._classes.get(names)
        if said is None:
            said = self._classes[names] = said_by(names)
        if (names and len(attributes) == 1) or READ.isdisjoint(attributes):
            return said
        identity = element.attr("id")
        said = Said(with_identity(said, names, identity) if identity else said.words, said.shows)
        if not TOLD.isdisjoint(attributes):
            said.tell({name: element.attr(name) or "" for name in attributes if name in TOLD})
        return said

    def words_of(self, element: Element) -> tuple[str, ...]:
        """Give an element's class and id words."""
        attributes = element.attrs
        if not attributes:
            return ()
        names = element.attr("class") or ""
        said = self._classes.get(names)
        if said is None:
            said = self._classes[names] = said_by(names)
        identity = None if names and len(attributes) == 1 else element.attr("id")
        return with_identity(said, names, identity) if identity else said.words

    def is_figure(self, element: Element, tag: str) -> bool:
        """Tell whether an element is there for a picture, by its tag, its role or its class words, and has no text."""
        named = (
            tag == "figure" or element.attr("role") == "img" or not FIGURES.isdisjoint(self.words_of(element))
        )
        return named and not any(text.strip() for text in element.strings)


def with_identity(said: Said, names: str, identity: str) -> tuple[str, ...]:
    """Give the words of classes, which `said` holds, and of an id."""
    if len(names) + len(identity) >= LONGEST_NAMES:
        return find_words(f"{names} {identity}"[:LONGEST_NAMES])
    # apart, because many elements have their classes in common, and each an id of its own
    return said.words + find_words(identity)


class Opened:
    """An element whose children are being walked: its number among its siblings of the same tag, from 1.

    `begun` is the size of the run when an inline element began, -1 for one that does not stand within a line. `counts`
    holds how many children of each tag were met.
    """

    __slots__ = ("begun", "children", "counts", "number", "tag")

    def __init__(self, tag: str, children: Sequence[Node], number: int, begun: int = -1) -> None:
        self.tag = tag
        self.children: Iterator[Node] = iter(children)
        self.number = number
        self.begun = begun
        self.counts: dict[str, int] = {}


class Items:
    """Where an element stands among lists, tables and figures: one record for all elements of which that is the same.

    `number` is that of the item it stands in. Of an ordered list, `next` is the number of its next item, and `step` how
    far the one after it is.
    """

    __slots__ = ("group", "level", "next", "number", "ordered", "step")

    def __init__(self, group: int, level: int, ordered: bool, number: int) -> None:
        self.group = group
        self.level = level
        self.ordered = ordered
        self.number = number
        self.next = self.step = 1


OUTSIDE = Items(0, 0, False, 0)


class Frame(Opened):
    """An open block-level element: its box is made only when a row stands in it.

    `place` is its own in the list of opened elements.
    """

    __slots__ = ("box", "hidden", "items", "place", "said", "unseen")

    def __init__(
        self, element: Element, tag: str, number: int, place: int, above: Frame | None, said: Said
    ) -> None:
        # as for any opened element, written out: there are some five hundred on a page
        self.tag = tag
        self.children = iter(element.children)
        self.number = number
        self.begun = -1
        self.counts = {}
        self.said = said
        self.place = place
        self.box = -1
        if above is None:
            self.items, self.hidden, self.unseen = OUTSIDE, said.hidden, said.unseen
        else:
            self.items = above.items
            self.hidden = above.hidden or said.hidden
            self.unseen = above.unseen or said.unseen

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
