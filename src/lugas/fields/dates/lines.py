"""What a line says its times are, and which lines show times that are not the article's.

A line may show when an article was published and when it was changed, in either order. The page's head shows today's
date, and lists of other articles show theirs.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from lugas.blocks.sheet import Sheet
from lugas.fields.dates.days import ascii_digits
from lugas.fields.dates.text import has_date
from lugas.fields.lists import phrases
from lugas.fields.names import LONGEST_BYLINE
from lugas.fields.near import Near
from lugas.model import Role
from lugas.page.rows import Row, lineage
from lugas.remembered import remembered

__all__ = ["DIGIT", "Lines", "Part", "last_day", "learn_order", "parts_of", "read_lines", "says_changed"]

PIECE = re.compile(r"[a-z]+")
DIGIT = re.compile(r"\d")
NUMBERED = re.compile(r"(?<![\d.,])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4})(?!\d)")
APART = re.compile(r"\s[|•·/]\s|;\s")
LABEL_WITHIN = 60  # characters from the start of a text in which its label stands
ROWS_READ = 4000
LONG_CAPTION = 40  # characters; a shorter line by a picture may be the article's time
# Parts of a page whose times are those of other articles, or of none, and how much such a time counts. Some count a
# little: nothing else may tell the time, or it may tell the zone.
ELSEWHERE = {
    Role.RELATED: ("stands among other articles", 0.0),
    Role.NAVIGATION: ("stands in a menu", 0.1),
    Role.FOOTER: ("stands in the page's foot", 0.1),
    Role.COMMENTS: ("stands among readers' comments", 0.0),
    Role.AD: ("stands in an advertisement", 0.0),
    Role.CAPTION: ("stands under a picture", 0.1),
    Role.CREDIT: ("stands under a picture", 0.1),
}
OWN = frozenset({Role.TIME, Role.BYLINE})
TELLING = OWN | ELSEWHERE.keys()
IN_HEAD = ("stands in the page's head, which shows today's date", 0.0)
HEAD_WORDS = frozenset(
    {
        "masthead",
        "topbar",
        "navbar",
        "topnav",
        "menubar",
        "ticker",
        "today",
        "clock",
        "weather",
        "currentdate",
    }
)
SITE_WORDS = frozenset(
    {"site", "page", "main", "global", "top", "header", "wrapper", "container", "desktop", "mobile"}
)


class Part(NamedTuple):
    """A piece of a line with one time, and whether a word calls it that of a change; `None` where no word tells."""

    text: str
    changed: bool | None


class Lines(NamedTuple):
    """The texts of the article's own lines with digits, and those of other parts, with the reason for each."""

    own: str
    elsewhere: tuple[tuple[str, str, float], ...]
    joined: str  # all of `elsewhere` in one text

    def why_not(self, text: str) -> tuple[str, float]:
        """Tell why a text's time is not the article's, and how much it counts; ("", 1) where nothing speaks so."""
        if len(text) < 4 or text not in self.joined or text in self.own:
            return "", 1.0
        return next(((why, weight) for line, why, weight in self.elsewhere if text in line), ("", 1.0))


def read_lines(sheet: Sheet, near: Near) -> Lines:
    """Tell the lines that show the article's times from those that show others; `near` are those around the title."""
    rows, roles, boxes = sheet.rows, sheet.roles, sheet.cut.boxes
    close, title_at = set(near.places), near.title
    head = set(lineage(boxes, rows[title_at].box)) if title_at >= 0 else set()
    beside = set(lineage(boxes, rows[title_at].box, 2)) if title_at >= 0 else set()
    beside = {index for index in beside if boxes[index].tag not in ("html", "body", "main")}
    own: list[str] = []
    elsewhere: list[tuple[str, str, float]] = []
    asked = [
        index
        for index, role in enumerate(roles[:ROWS_READ])
        if index < title_at or role in TELLING or index in close
    ]
    search = DIGIT.search
    for index in asked:
        row, role = rows[index], roles[index]
        text = row.text
        if len(text) > LONGEST_BYLINE or not search(text):
            continue  # most
        why = ELSEWHERE.get(role)
        if role in (Role.CAPTION, Role.CREDIT) and len(text) <= LONG_CAPTION:
            why = None
        if index < title_at and stands_in_head(sheet, row, head):
            why = IN_HEAD
        elif why is not None and index in close and not beside.isdisjoint(lineage(boxes, row.box, 2)):
            why = None
        if why is not None:
            elsewhere.append((text, *why))
        elif role in OWN or index in close:
            own.append(text)
    return Lines("\n".join(own), tuple(elsewhere), "\n".join(line for line, _, _ in elsewhere))


def stands_in_head(sheet: Sheet, row: Row, head: set[int]) -> bool:
    """Tell whether a row above the title stands in a part of the page's head that does not hold the title."""
    boxes = sheet.cut.boxes
    found = False
    for index in lineage(boxes, row.box):
        box = boxes[index]
        if box.tag in ("article", "main"):
            return False
        if not found and index not in head:
            words = set(box.words)
            found = box.tag in ("header", "nav") or not HEAD_WORDS.isdisjoint(words)
            found = found or ("header" in words and words <= SITE_WORDS)
    return found


def parts_of(text: str) -> list[Part]:
    """Split a line where a word calls what follows a publication or a change."""
    low = text.lower()
    found: list[Part] = []
    start, changed = 0, None
    for place, says in labels_in(low):
        if place > start and DIGIT.search(text, start, place):
            found.append(Part(text[start:place], changed))
            start, changed = place, says
        elif changed is not True:
            changed = says
    rest = text[start:]
    marks = APART.finditer(rest) if changed else ()
    other = next((mark.end() for mark in marks if is_day_between(rest, mark)), 0)
    if other:  # of another time, whose label may be in no list
        found.append(Part(rest[:other], changed))
        rest, changed = rest[other:], None
    found.append(Part(rest, changed))
    return found


def is_day_between(text: str, mark: re.Match[str]) -> bool:
    """Tell whether a mark stands between one date and another."""
    return has_date(text[: mark.start()]) and has_date(text[mark.end() :])


def labels_in(low: str) -> list[tuple[int, bool]]:
    """Give where words of publishing and of changing stand in a text, and which of the two they are."""
    plain, others = labels()
    likely = [label for piece in set(PIECE.findall(low)) for label in plain.get(piece, ())]
    if not low.isascii():
        likely.extend(label for label in others if label[0] in low)
    found = [(place_of(low, word), changed) for word, changed in likely]
    return sorted(label for label in found if label[0] >= 0)


Label = tuple[str, bool]


@lru_cache(maxsize=1)
def labels() -> tuple[dict[str, list[Label]], tuple[Label, ...]]:
    """Give the words of publishing and of changing: those of plain letters by their first piece, and the others."""
    told = [(word, False) for word in phrases("first_published")]
    told += [(word, True) for word in phrases("modified")]
    plain: dict[str, list[Label]] = {}
    for word, changed in told:
        if word.isascii():
            plain.setdefault(PIECE.findall(word)[0], []).append((word, changed))
    return plain, tuple(label for label in told if not label[0].isascii())


def place_of(low: str, word: str) -> int:
    """Give where a word begins in a text, -1 where it is only a part of longer words."""
    place = low.find(word)
    while place >= 0:
        if not word.isascii() or not (
            low[place - 1 : place].isalpha() or low[place + len(word) :][:1].isalpha()
        ):
            return place
        place = low.find(word, place + 1)
    return -1


@remembered(512)
def says_changed(text: str) -> bool | None:
    """Tell whether a text calls its time that of a change, or of the publication; `None` where no word tells."""
    labels = [changed for place, changed in labels_in(text.lower()[:LABEL_WITHIN])]
    return True in labels if labels else None


def learn_order(texts: Iterable[str], known: Iterable[str], *, month_first: bool, latest: str = "") -> bool:
    """Tell whether a page writes the month before the day, by its own dates.

    `texts` are those that may hold dates by numbers, `known` the days it tells without doubt (ISO 8601). A number above
    12 tells the order of all; otherwise one of the two readings may be a known day, or lie after the `latest` day that
    a page may tell of. `month_first` is what the page's language and country make likely.
    """
    pairs: set[tuple[int, int, str]] = set()
    for text in dict.fromkeys(texts):
        if DIGIT.search(text) is None:
            continue  # most
        match = NUMBERED.search(ascii_digits(text[:LONGEST_BYLINE]))
        if match is not None:
            pairs.add((int(match[1]), int(match[3]), match[4]))
    if not pairs:
        return month_first
    day_first = any(first > 12 >= second for first, second, _ in pairs)
    if day_first != any(second > 12 >= first for first, second, _ in pairs):
        return not day_first
    days = {day[:10] for day in known}
    as_month = any(
        f"{year}-{first:02}-{second:02}" in days for first, second, year in pairs if first != second
    )
    as_day = any(f"{year}-{second:02}-{first:02}" in days for first, second, year in pairs if first != second)
    if as_month == as_day and latest:
        whole = [(first, second, year) for first, second, year in pairs if len(year) == len("2024")]
        as_day = any(f"{year}-{first:02}-{second:02}" > latest for first, second, year in whole)
        as_month = any(f"{year}-{second:02}-{first:02}" > latest for first, second, year in whole)
    return as_month if as_month != as_day else month_first


def last_day(fetched: dt.datetime | None) -> str:
    """Give the last day that a page fetched then may tell of, in whatever zone it stands; "" if that is not known."""
    if fetched is None:
        return ""
    return dt.date.fromordinal(min(fetched.toordinal() + 1, dt.date.max.toordinal())).isoformat()
