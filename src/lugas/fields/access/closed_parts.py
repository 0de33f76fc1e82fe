"""The parts of an article that its page declares to be for those who pay, and what the page holds of them.

JSON-LD names them by a selector: `"hasPart": {"isAccessibleForFree": false, "cssSelector": ".paywall"}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lugas.fields.clues import Clues
from lugas.page.json_ld import Thing, values_of

__all__ = ["ClosedPart", "closed_parts"]

MOST_PARTS, MOST_ELEMENTS, MOST_WORDS = 8, 12, 2000
LONGEST_TOLD = 60

# One element named by its class or id; anything longer may cost much, and is looked up nowhere.
SIMPLE = re.compile(r"[a-z]{0,12}[.#][A-Za-z_][\w-]{0,80}", re.ASCII)
NOT_FREE = frozenset({"false", "0", "no"})


@dataclass(frozen=True, slots=True)
class ClosedPart:
    """A part that is not free: its selector, and how many words the page holds of it (-1 where it has no such part)."""

    selector: str
    words: int

    @property
    def seen(self) -> bool:
        """Whether the page has an element that the selector means, full or empty."""
        return self.words >= 0

    @property
    def told(self) -> str:
        """The part, as evidence."""
        if not self.selector:
            return "hasPart: not free"
        held = f"{self.words} words of it here" if self.words > 0 else "nothing of it here"
        return f"hasPart {self.selector[:LONGEST_TOLD]}: not free, {held}"


def closed_parts(clues: Clues) -> Iterator[ClosedPart]:
    """Give the parts of a page's article that are declared not to be free."""
    value = clues.embedded.article.get("hasPart")
    parts = value if isinstance(value, list) else [value]
    for part in parts[:MOST_PARTS]:
        thing = clues.embedded.resolve(part) if isinstance(part, dict) and len(part) == 1 else part
        if isinstance(thing, dict) and is_closed(thing):
            selector = next(iter(values_of(thing.get("cssSelector"))), "")
            yield ClosedPart(selector, words_of(clues, selector))


def is_closed(thing: Thing) -> bool:
    """Tell whether a part declares that it is not free."""
    value = thing.get("isAccessibleForFree")
    if isinstance(value, bool):
        return not value
    return next((text.lower().rsplit("/", 1)[-1] in NOT_FREE for text in values_of(value)), False)


def words_of(clues: Clues, selector: str) -> int:
    """Count the words of the elements that a simple selector means; -1 where there are none, or none can be found."""
    simple = [piece.strip() for piece in selector.split(",", MOST_PARTS)]
    if clues.tree is None or not all(SIMPLE.fullmatch(piece) for piece in simple):
        return -1
    count = -1
    for element in clues.tree.select(",".join(simple))[:MOST_ELEMENTS]:
        count = max(count, 0)
        for text in element.strings:
            count += len(text.split())
            if count > MOST_WORDS:
                return count
    return count
