"""Where the links of a page lead."""

from __future__ import annotations

from lugas.page.tree import Element
from lugas.page.urls import join

__all__ = ["Links"]

# A relative address that cannot be resolved is kept up to this length, in characters; longer ones are not remembered.
LONGEST = 2000


class Links:
    """The links of one page, whose addresses are resolved against `base`.

    A headline and its picture lead to one place, and menus stand on a page twice: what was resolved is remembered.
    """

    def __init__(self, base: str) -> None:
        self.base = base
        self._known: dict[str, str] = {}

    def address(self, element: Element) -> str:
        """Resolve a link's address; "" for what is no web address."""
        value = element.attr("href")
        if not value:
            return ""
        found = self._known.get(value)
        if found is None:
            found = self._resolved(value.strip())
            if len(value) <= LONGEST:
                self._known[value] = found
        return found

    def _resolved(self, value: str) -> str:
        """Resolve what a link says."""
        if not value or value[0] == "#":
            return ""
        found = join(self.base, value)
        if not found and not self.base and ":" not in value.partition("/")[0]:
            # Without the page's address it cannot be resolved, but it is what the page says.
            return value[:LONGEST]
        return found
