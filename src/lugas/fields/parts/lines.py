"""Lines of numbers and words that lead to an article's other pages, known by their text alone.

Copied text has no links, and saved pages may have lost theirs: "1 2 3 Selanjutnya" is no part of the body there either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lugas.blocks.sheet import Sheet
from lugas.fields.parts.addresses import MOST_NUMBER
from lugas.fields.parts.labels import counts, label_of, leads_on, numbers_in
from lugas.model import Finding, Role, Source

__all__ = ["Pager", "find_pager"]

BEFORE, AFTER = 12, 12  # rows around the end of the body in which such lines stand
LONGEST = 120  # characters
SAYS_PAGE = frozenset({"next page", "previous page"})
# "1/3", "Page 1 of 3": digits and letters part each other, so nothing is tried twice.
OF = re.compile(r"(?<!\d)(\d{1,2})\s?(?:/|of|dari|von|de|di|sur|van|z|из|з|av|af|din)\s?(\d{1,2})(?!\d)")


@dataclass(slots=True)
class Pager:
    """The rows of such lines; the page's own number and that of all pages, 0 where they are not told."""

    rows: tuple[int, ...] = ()
    mine: int = 0
    count: int = 0
    worded: bool = False  # numbers alone may be those of a rating

    def finding(self, sheet: Sheet) -> Finding | None:
        """Tell of the lines, where there are no links to tell of."""
        if not self.rows or not self.worded:
            return None
        shown = " ".join(sheet.rows[index].text for index in self.rows)
        detail = f"page {self.mine} of {self.count}" if self.mine else "one of several pages"
        line = sheet.rows[self.rows[0]].first_line
        return Finding("pages", shown, Source.TEXT, f"{detail}, line {line}" if line else detail)


def find_pager(sheet: Sheet) -> Pager:
    """Find the lines that lead to other pages around the end of the body."""
    last = last_body(sheet)
    if last < 0:
        return Pager()
    for run in runs(sheet, max(0, last - BEFORE), min(len(sheet.rows), last + AFTER + 1)):
        text = " ".join(sheet.rows[index].text for index in run)
        inside = run[-1] < last and sheet.role(run[-1] + 1) is Role.BODY
        if not tells_pages(sheet, run, text) or (inside and not any(letter.isalpha() for letter in text)):
            continue
        share = OF.search(text.lower())
        mine, count = (int(share[1]), int(share[2])) if share else (0, 0)
        told = 0 < mine <= count <= MOST_NUMBER
        worded = any(letter.isalpha() for letter in text)
        if worded or sheet.cut.form == "text":
            return Pager(tuple(run), mine if told else 0, count if told else 0, worded)
    return Pager()


def last_body(sheet: Sheet) -> int:
    """Give the last row of the body, -1 where there is none."""
    own = sheet.places(Role.BODY)
    return own[-1] if own else -1


def runs(sheet: Sheet, start: int, stop: int) -> Iterator[list[int]]:
    """Give the rows that stand together and hold nothing but such numbers and words."""
    run: list[int] = []
    for index in range(start, stop):
        text = sheet.rows[index].text
        if text and len(text) <= LONGEST and leads_on(text):
            run.append(index)
        elif text and run:
            yield run
            run = []
    if run:
        yield run


def tells_pages(sheet: Sheet, run: list[int], text: str) -> bool:
    """Tell whether such rows speak of pages: they count them, or say so in words."""
    numbers = numbers_in(text)
    if any(number > MOST_NUMBER for number in numbers):
        return False
    said = {label_of(sheet.rows[index].text)[0] for index in run}
    if counts(numbers):
        return len(numbers) > 2 or any(letter.isalpha() for letter in text)
    share = OF.search(text.lower())
    if share and any(letter.isalpha() for letter in text[: share.start()] + text[share.end() :]):
        return int(share[1]) <= int(share[2])
    return bool(said & SAYS_PAGE) and run[-1] >= last_body(sheet)
