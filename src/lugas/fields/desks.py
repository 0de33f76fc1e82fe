"""The outlet or its desk as the author, where a page names no person."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lugas.fields.candidates import Candidate
from lugas.fields.clues import Clues
from lugas.fields.dates.text import has_date
from lugas.fields.lists import words
from lugas.fields.marks import Mark
from lugas.fields.names import cut_at_date, strip_before
from lugas.fields.title_forms import title_key
from lugas.model import Person, Source
from lugas.page.json_ld import clean, values_of

__all__ = ["desks"]

LONGEST_DESK = 50
MOST_WORDS = 5  # more are a sentence about one: "Read more about the Gazette team"
PARTED = re.compile(r"[•·|]")  # what parts a name from what else stands in its line
AROUND = " -–—"  # and what is left of that at its end
LONGEST_MARK = 200  # characters of an element named for the author


def desks(
    clues: Clues, metas: tuple[str, ...], names: frozenset[str], led: Iterable[tuple[str, str]]
) -> list[Candidate[tuple[Person, ...]]]:
    """Give the outlet or desk that the page calls the author, whole, for want of anybody named.

    `metas` are the `<meta>` names to look at, `names` the keys of what the site calls itself, `led` what the lines say
    that begin as a byline does, with their places.
    """
    embedded = clues.embedded
    told: list[tuple[str, Source, str, float]] = []
    for name in ("author", "creator"):
        value = embedded.resolve(embedded.article.get(name))
        items = value if isinstance(value, list) else [value]
        texts = [text for item in items for text in values_of(embedded.resolve(item), "name")]
        told += [(text, Source.JSON_LD, f"article.{name}", 0.9) for text in texts[:1]]
    told += [(text, Source.META, name, 0.8) for name in metas for text in embedded.meta.get(name, ())[:1]]
    properties = (text for name in ("author", "creator") for text in embedded.properties.get(name, ())[:1])
    told += [(without_lead(text), Source.MICRODATA, "author", 0.75) for text in properties]
    told += [
        (text, Source.MARKUP, mark.name, 0.7)
        for mark in clues.marks
        if mark.name == "rel=author" and not mark.foreign
        for text, _ in mark.links[:1]
    ]
    told += [(text, Source.BYLINE, where, 0.65) for text, where in led]
    told += [(text, Source.MARKUP, mark.name, 0.6) for mark in clues.marks if (text := named_first(mark))]
    found: list[Candidate[tuple[Person, ...]]] = []
    for text, source, detail, weight in told:
        name = name_alone(clean(text))
        if is_desk(name, names):
            found.append(Candidate((Person(name),), (name,), source, detail, weight))
    return found


def named_first(mark: Mark) -> str:
    """Give what an element named for the author says first, after a word of bylines; "" for any other element."""
    if mark.kind != "author" or mark.foreign or "quote" in mark.name or len(mark.text) > LONGEST_MARK:
        return ""
    return next((text for line in mark.text.splitlines()[:2] if (text := without_lead(line))), "")


def without_lead(text: str) -> str:
    """Take a word of bylines off a text."""
    return strip_before(text, "byline")


def name_alone(text: str) -> str:
    """Give a name without the date after it, and without what parted them."""
    dated = "," not in text and has_date(text)  # what has a comma is more than a name, and refused
    name = cut_at_date(text) if dated else text
    return next((part for part in PARTED.split(name) if part), "").strip(AROUND)


def is_desk(text: str, names: frozenset[str]) -> bool:
    """Tell whether a text is the name of the outlet, of one of its desks or of an agency, and nothing else."""
    low = text.lower()
    if not 2 <= len(text) <= LONGEST_DESK or any(mark in text for mark in "/@|<>{}=;:#_?!") or "," in text:
        return False
    if low in words("interface") or low in words("not_desks"):
        return False
    parts = low.split()
    if len(parts) > MOST_WORDS:
        return False
    key = title_key(text)
    own = key in names or any(len(name) > 3 and key.startswith(name) for name in names)
    return (
        own or text in words("agencies") or (len(parts) > 1 and any(part in words("desks") for part in parts))
    )
