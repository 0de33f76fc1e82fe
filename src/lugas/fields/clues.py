"""All that the fields are read from, in one record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from lugas.fields.marks import Mark, find_marks
from lugas.model import Finding
from lugas.page.embedded import Embedded
from lugas.page.rows import Cut
from lugas.page.state import Record
from lugas.page.tree import Document
from lugas.page.urls import host

__all__ = ["Clues"]


@dataclass(slots=True)
class Clues:
    """One page's rows, embedded data, tree (`None` for copied text), address, and when it was fetched.

    `shown_title` is the text of the row that shows the title, noted when the title is settled: a heading may
    hold a kicker, noted as `kicker`, or the site's name beside it. `filled` tells that the cut holds what the page's
    data says beyond what the page shows, and `record` is the article's own object in that data.
    """

    cut: Cut
    embedded: Embedded
    tree: Document | None
    url: str
    fetched: dt.datetime | None = None
    title_chance: Sequence[float] = ()  # how likely the tagger finds each row to be the title
    shown_title: str = ""
    kicker: str = ""
    filled: bool = False
    record: Record | None = None
    _marks: list[Mark] | None = field(default=None, repr=False)

    @property
    def marks(self) -> list[Mark]:
        """The elements whose markup hints at a field, in page order; gathered once."""
        if self._marks is None:
            self._marks = find_marks(self.tree) if self.tree is not None else []
        return self._marks

    @property
    def host(self) -> str:
        """The host of the page without `www.`, "" if its address is unknown."""
        return host(self.url)

    def headline(self, finding: Finding | None) -> str:
        """Give the title as a row of the page shows it, or else as it was found; "" where there is none."""
        if self.shown_title:
            return self.shown_title
        return finding.value if finding is not None and isinstance(finding.value, str) else ""
