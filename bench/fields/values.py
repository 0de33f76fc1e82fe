"""What a contender tells of a page in fields, and when two values of a field are the same."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from bench.measures import words_of
from bench.pages import LabelledPage

__all__ = [
    "FIELDS",
    "Values",
    "day_of",
    "decoded",
    "encoded",
    "gold_of",
    "instant_of",
    "items",
    "names",
    "squash",
]

# The fields in the order of the tables. A day and an instant are read from one value, `published`.
FIELDS = ("title", "authors", "day", "instant", "tags")
# Words that lead a byline, as the published measure takes them off.
_LED = re.compile(r"^(?:by|oleh|von|par|por)\s+", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Values:
    """The fields of one page; what was not found is empty. `published` is ISO 8601, a day or an instant."""

    title: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    tags: tuple[str, ...] = ()


def encoded(values: Values) -> str:
    """Write values as the text that is kept of a peer."""
    return msgspec.json.encode(values).decode()


def decoded(text: str) -> Values:
    """Read values that were kept; a peer that raised something left no text."""
    return msgspec.json.decode(text, type=Values) if text else Values()


def gold_of(page: LabelledPage) -> Values:
    """Give the gold of a page's fields."""
    return Values(page.title, page.authors, page.date, page.tags)


def squash(text: str) -> str:
    """Give what two spellings of one value share: its words, NFKC, in lower case, without punctuation."""
    return " ".join(words_of(text))


def names(authors: Iterable[str]) -> frozenset[str]:
    """Give the set of names in a list of authors, without the words that lead a byline."""
    return frozenset(filter(None, (squash(_LED.sub("", author.strip())) for author in authors)))


def day_of(published: str) -> str:
    """Give the day of a date, as it is written there; "" where there is none."""
    day = published.strip()[:10]
    return day if _DAY.fullmatch(day) else ""


def instant_of(published: str) -> dt.datetime | None:
    """Give the minute in UTC that a date tells; `None` where it has no time or no zone."""
    text = published.strip()
    if len(text) <= 10:
        return None
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.astimezone(dt.UTC).replace(second=0, microsecond=0) if moment.tzinfo else None


def items(field: str, values: Values) -> frozenset[str]:
    """Give what is compared of a field: a set, of one item where the field has one value, empty without one."""
    if field == "authors":
        return names(values.authors)
    if field == "tags":
        return frozenset(filter(None, map(squash, values.tags)))
    if field == "instant":
        instant = instant_of(values.published)
        return frozenset({instant.isoformat(timespec="minutes")} if instant else ())
    one = day_of(values.published) if field == "day" else squash(values.title)
    return frozenset({one} if one else ())
