"""JSON-LD as pages really write it: in comments, with trailing commas, raw line breaks and broken quotes.

One bad script never loses another. Size, depth and number of objects are bounded, so a hostile page costs no
more than a long one.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from lugas.page.decode import clean_characters

__all__ = ["Thing", "read_things", "salvage", "things_in", "types_of", "unescape", "values_of"]

Thing: TypeAlias = dict[str, Any]

MOST_CHARACTERS = 2_000_000  # of one script; the largest real one seen is a live blog of 600,000
MOST_LOOSE = 400_000  # characters of a script that is no proper JSON: reading it takes twenty times as long
MOST_THINGS = 400
DEEPEST = 8

DECODER = json.JSONDecoder(strict=False)  # strict would refuse raw line breaks inside strings
# A comment of one line is sought in the blanks of its own line, so that empty lines cost no more than their length.
WRAPPING = re.compile(r"<!--|-->|<!\[CDATA\[|\]\]>|^[^\S\n]*+//[^\n\"]*+$", re.MULTILINE)
SALVAGED = re.compile(
    r'"(headline|datePublished|dateModified|dateCreated|articleSection)"\s{0,9}:\s{0,9}"([^"\\\n]{1,400}+)"'
)
# What a node may hold that is still about the page itself; lists of other pages are never entered.
INNER = ("mainEntity", "mainEntityOfPage", "@graph", "subjectOf", "review")


def read_things(script: str) -> list[Thing]:
    """Read one JSON-LD script into its objects; [] when nothing of it can be read.

    Of a script that is longer than any page needs, the beginning is read.
    """
    bounded = script[:MOST_CHARACTERS]
    # Twice: what is left of "<!-- //<![CDATA[" is a comment of its own.
    text = WRAPPING.sub("", WRAPPING.sub("", bounded)).strip().lstrip("\ufeff;")
    found, whole = decode_all(text)
    if not whole:
        text = text[:MOST_LOOSE]
        if "&quot;" in text and text.count("&quot;") > text.count('"'):
            text = unescape(text)
        from lugas.page.loose_json import read_loosely  # noqa: PLC0415 - few pages hold malformed JSON

        found = read_loosely(text) or found
    return list(things_in(found)) or salvage(text)


def decode_all(text: str) -> tuple[list[Any], bool]:
    """Decode the JSON values that stand one after the other, and tell whether that was all."""
    found: list[Any] = []
    start = 0
    while len(found) < MOST_THINGS:
        while start < len(text) and text[start] in " \t\r\n,;\x00":
            start += 1
        if start >= len(text):
            return found, True
        try:
            value, start = DECODER.raw_decode(text, start)
        except (ValueError, RecursionError):  # RecursionError: nested deeper than Python's own limit
            return found, False
        found.append(value)
    return found, True


def salvage(text: str) -> list[Thing]:
    """Pick the plain fields out of a script that is no JSON at all, as one object without a type."""
    found: Thing = {}
    for match in SALVAGED.finditer(text):
        found.setdefault(match[1], match[2])
    if "headline" in found and "Article" in text:
        found["@type"] = "Article"
    return [found] if found else []


def things_in(values: Iterable[Any]) -> Iterator[Thing]:
    """Give the objects of decoded JSON-LD that speak of the page: lists and graphs are opened."""
    waiting = [(value, 0) for value in values]
    waiting.reverse()
    count = 0
    while waiting and count < MOST_THINGS:
        value, depth = waiting.pop()
        if depth > DEEPEST:
            continue
        if isinstance(value, list):
            waiting.extend((item, depth + 1) for item in reversed(value[:MOST_THINGS]))
        elif isinstance(value, dict):
            count += 1
            yield value
            waiting.extend(
                (value[name], depth + 1) for name in INNER if isinstance(value.get(name), dict | list)
            )


def types_of(thing: Thing) -> tuple[str, ...]:
    """Give the types of an object without the vocabulary's address."""
    told = thing.get("@type")
    if isinstance(told, str) and told.isalpha():
        return (told,)  # as nearly every page writes it
    return tuple(name.rsplit("/", 1)[-1].rsplit(":", 1)[-1] for name in values_of(told))


def values_of(value: object, *names: str) -> tuple[str, ...]:
    """Give the texts of a value: a text, a number, an object with one of `names`, or a list of these."""
    if value is None:
        return ()
    if isinstance(value, str):
        text = clean(value)
        return (text,) if text else ()
    found: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            text = item
        elif isinstance(item, dict):
            text = next((text for name in names for text in values_of(item.get(name), *names[1:])), "")
        elif isinstance(item, int | float) and not isinstance(item, bool):
            text = str(item)
        else:
            continue
        text = clean(text)
        if text:
            found.append(text)
    return tuple(found)


def clean(text: str) -> str:
    """Unescape what was escaped once too often, and make runs of white space one space."""
    if "&" in text:
        text = unescape(unescape(text))
    # Escapes may write half of a character, which no encoding has.
    return " ".join(clean_characters(text).split())


def unescape(text: str) -> str:
    """Write out the character references of a text; one with a number too long to be read stays as it is."""
    try:
        return html.unescape(text)
    except ValueError:
        return text
