"""Articles as apps take them, and the numbers under which they know them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lugas.desk.apps.folders import folder_of
from lugas.desk.desk import Sitting
from lugas.desk.feeds import entry_from
from lugas.render.clean import fold
from lugas.render.labels import direction

__all__ = ["Item", "items_of", "long_id", "number_of", "numbers_of"]

PREFIX = "tag:google.com,2005:reader/item/"
HEXADECIMAL = re.compile(r"[0-9A-Fa-f]{1,16}").fullmatch
DECIMAL = re.compile(r"-?[0-9]{1,20}").fullmatch
LARGEST = (1 << 63) - 1


@dataclass(frozen=True)
class Item:
    """An article with its whole text as markup, made from its blocks, and with what the reader did with it.

    `seen` is when it came in, which orders it; `published` is what it is dated.
    """

    id: int
    site_id: int
    site: str
    site_href: str
    title: str
    authors: tuple[str, ...]
    html: str
    source: str
    language: str
    direction: str
    folder: str
    sections: tuple[str, ...]
    published: dt.datetime
    updated: dt.datetime
    seen: dt.datetime
    unread: bool
    saved: bool


def items_of(sitting: Sitting, numbers: Sequence[int]) -> list[Item]:
    """Make items of articles, in the order of their numbers as given; those that are gone are left out."""
    read = [(number, sitting.store.articles.get(number, addresses=False)) for number in numbers]
    stored_ones = [(number, stored) for number, stored in read if stored is not None]
    kept = [stored.headline.id for _, stored in stored_ones]
    unread, saved = sitting.store.reader.unread_of(kept), sitting.store.reader.saved_of(kept)
    found: list[Item] = []
    for number, stored in stored_ones:
        entry, headline = entry_from(sitting, stored), stored.headline
        site = sitting.site(number=headline.site_id)
        # One that has become one with another bears the number it was asked for by, or the app would ask for ever.
        found.append(
            Item(
                id=number,
                site_id=headline.site_id,
                site=entry.site,
                site_href=site.url if site is not None else "",
                title=entry.title,
                authors=entry.authors,
                html=entry.html,
                source=entry.source,
                language=entry.language,
                direction=direction(stored.article.language),
                folder=folder_of(site) if site is not None else "",
                sections=tuple(dict.fromkeys(fold(name) for name in stored.article.section if name.strip())),
                published=headline.listed,
                updated=headline.changed,
                seen=headline.first_seen,
                unread=headline.id in unread,
                saved=headline.id in saved,
            )
        )
    return found


def long_id(number: int) -> str:
    """Give the long form of an item's number."""
    return f"{PREFIX}{number:016x}"


def number_of(told: str) -> int | None:
    """Read an item's number in any of its four forms, `None` for what is none of the desk's.

    They are the long form; its sixteen hexadecimal digits alone; and decimal digits, with a sign or without. Sixteen
    digits are hexadecimal: no store comes to so many articles.
    """
    long = told.startswith(PREFIX)
    told = told.removeprefix(PREFIX)
    if (long or len(told) == 16) and HEXADECIMAL(told):
        number = int(told, 16)
    elif not long and DECIMAL(told):
        number = int(told)
    else:
        return None
    return number if 0 < number <= LARGEST else None


def numbers_of(told: Iterable[str]) -> list[int]:
    """Read the numbers of items, each once; what is none is left out."""
    found = (number_of(one.strip()) for one in told)
    return list(dict.fromkeys(number for number in found if number is not None))
