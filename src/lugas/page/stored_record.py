"""What the object of an article in a page's data says beside the body: who wrote it, when, under what it is filed.

Each system has names of its own for these, all of them English and most of a few words: `credits.by`, `authorName`,
`primary_section`, `subheadlines`. What none of the words below is in is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from lugas.page.json_ld import clean
from lugas.page.nodes import key_words, resolve
from lugas.page.scripts import Store
from lugas.page.state import Record
from lugas.page.stored_dates import dates_of

__all__ = ["CHANGED", "Told", "told_authors", "told_dates", "told_deks", "told_sections", "told_tags"]

# The name under which something stands, and its texts.
Told = tuple[str, list[str]]

AUTHORS = frozenset(
    {"author", "authors", "by", "byline", "bylines", "creator", "creators", "writer", "writers"}
)
TAGS = frozenset({"keyword", "keywords", "tag", "tags", "topic", "topics"})
SECTIONS = frozenset({"category", "categories", "section", "sections"})
DEKS = frozenset({"dek", "deck", "standfirst", "subhead", "subheadline", "subheadlines", "subtitle"})
# With one of these in it a name says something about what it names: its address, its picture.
ABOUT = frozenset(
    {
        *("avatar", "bio", "color", "company", "count", "description", "e", "email", "hide", "href", "icon"),
        *("id", "ids", "image", "line", "link", "manager", "path", "role", "show", "slug", "style"),
        *("template", "twitter", "type", "uri", "url"),
    }
)
HOLDERS = frozenset({"attributes", "credits", "fields", "meta", "metadata", "taxonomy"})
NAMES = ("name", "full_name", "fullName", "displayName", "display_name", "title", "text", "label", "basic")
CHANGED = frozenset({"changed", "edited", "last", "modified", "re", "update", "updated"})
LATER = ("first", "publish", "published", "display", "displayed")  # of dates, the surest first
WRITING = frozenset({"authored", "posted", "written"})
MOST_KEYS = 100  # of a record, and of what holds more of it
MOST, LONGEST = 40, 400  # texts under a name, and characters of one


def told_authors(record: Record) -> Iterator[Told]:
    """Give the authors that a record names."""
    return told(record, AUTHORS)


def told_tags(record: Record) -> Iterator[Told]:
    """Give what a record says it is about."""
    return told(record, TAGS)


def told_sections(record: Record) -> Iterator[Told]:
    """Give the sections that a record stands in, its main one first."""
    return iter(sorted(told(record, SECTIONS), key=lambda one: "primary" not in key_words(one[0])))


def told_deks(record: Record) -> Iterator[Told]:
    """Give the lines under the title that a record has."""
    return told(record, DEKS)


def told_dates(record: Record) -> list[tuple[str, str]]:
    """Give the dates of a record, that of its first publication first: the name of each, and its text."""
    return sorted(dates_of(record.value), key=lambda date: rank(key_words(date[0])))


def rank(words: frozenset[str]) -> int:
    """Give how late a date is asked for, by the words of its name."""
    return next((place for place, word in enumerate(LATER) if word in words), len(LATER))


def told(record: Record, wanted: frozenset[str]) -> Iterator[Told]:
    """Give what stands in a record, or one step below, under names with one of some words."""
    for name, value in islice(record.value.items(), MOST_KEYS):
        words = key_words(name)
        found = resolve(value, record.store)
        if not words.isdisjoint(HOLDERS) and isinstance(found, dict):
            for inner, below in islice(found.items(), MOST_KEYS):
                if is_about(inner, wanted):
                    yield from texts_under(f"{name}.{inner}", below, record.store)
        elif is_about(name, wanted):
            yield from texts_under(name, value, record.store)


def is_about(name: str, wanted: frozenset[str]) -> bool:
    """Tell whether a name names what is wanted itself."""
    words = key_words(name)
    found = words & wanted
    if "by" in found and len(found) == 1 and len(words) > 1 and words.isdisjoint(WRITING):
        return False  # who changed it, what it is sorted by
    return bool(found) and words.isdisjoint(ABOUT)


def texts_under(name: str, value: Any, store: Store) -> Iterator[Told]:
    """Give a name with the texts under it, if there are any."""
    found = resolve(value, store)
    items = found[:MOST] if isinstance(found, list) else [found]
    texts = [text for item in items if (text := name_of(resolve(item, store), store))]
    if texts:
        yield name, texts


def name_of(value: Any, store: Store) -> str:
    """Give a text, or the name of an object; "" for anything else."""
    if isinstance(value, dict):
        given = (resolve(value.get(name), store) for name in NAMES)
        value = next((text for text in given if isinstance(text, str) and text), "")
    text = clean(value) if isinstance(value, str) and len(value) <= LONGEST else ""
    return "" if text.startswith(("$", "http://", "https://", "/")) else text
