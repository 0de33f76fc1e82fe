"""What the elements of a page say of themselves by their attributes."""

from __future__ import annotations

from collections.abc import Mapping

from lugas.blocks.embeds import may_show
from lugas.blocks.opened import Said
from lugas.blocks.words import find_words
from lugas.page.tree import Element

__all__ = ["Sayings", "said_by"]

# The attributes that say what an element is for, in the order in which a box holds them, and all that are read besides
# its class.
HINTS = ("role", "itemprop", "itemtype", "rel", "aria-label", "data-testid", "data-component")
HINTING = frozenset(HINTS)
READ = HINTING | {"aria-hidden", "hidden", "id", "style"}
ONLY_ID = frozenset(("id",))

LONGEST_NAMES = 400  # characters of a class and an id, and of each other attribute

# Class words of elements whose background is a picture to look at.
FIGURES = frozenset({"figure", "foto", "image", "img", "photo", "picture"})


NOTHING = Said((), False)


def said_by(names: str) -> Said:
    """Give what the classes of an element say."""
    return Said(find_words(names[:LONGEST_NAMES]), may_show(names))


def tell(said: Said, told: Mapping[str, str]) -> None:
    """Take down what attributes beyond the class and the id say."""
    if not HINTING.isdisjoint(told):
        said.hints = tuple(
            [(name, value[:LONGEST_NAMES].lower()) for name in HINTS if (value := told.get(name))]
        )
    style = told.get("style", "")
    if "hidden" in told or (style and "display:none" in style.replace(" ", "").lower()):
        said.unseen = said.hidden = True
    elif told.get("aria-hidden") == "true":
        said.hidden = True
    if "url(" in style and "background" in style:
        said.backed = style


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
        if (names and len(attributes) == 1) or not (read := READ.intersection(attributes)):
            return said
        identity = element.attr("id") if "id" in read else None
        said = Said(with_identity(said, names, identity) if identity else said.words, said.shows)
        if read != ONLY_ID:
            tell(said, {name: element.attr(name) or "" for name in read})
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
