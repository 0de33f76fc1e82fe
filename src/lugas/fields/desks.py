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
# Names of elements that say whose picture it is, or who is quoted.
NOT_AUTHORS = re.compile(r"caption|credit|foto|image|img|media|photo|picture|quote")
# What a desk's name may open with.
_FIRST = (
    "redaccion redacción redactie redakcja redaksi redaktion redazione redação rédaction team tim редакция"
)
FIRST = frozenset(_FIRST.split())
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
    told += [
        (text, Source.MARKUP, mark.name, 0.7)
        for mark in clues.marks
        if mark.name == "rel=author" and not mark.foreign
        for text, _ in mark.links[:1]
    ]
    found = [one for place in told if (one := candidate_of(place, names, shown=False)) is not None]
    shown: list[tuple[str, Source, str, float]] = []
    for name in ("author", "creator"):
        own = embedded.properties.get(name, ())[:1]
        shown += [(without_lead(text), Source.MICRODATA, name, 0.75) for text in own]
    shown += [(text, Source.BYLINE, where, 0.65) for text, where in led]
    shown += [(text, Source.MARKUP, mark.name, 0.6) for mark in clues.marks if (text := named_first(mark))]
    return found + [one for place in shown if (one := candidate_of(place, names, shown=True)) is not None]


def candidate_of(
    told: tuple[str, Source, str, float], names: frozenset[str], *, shown: bool
) -> Candidate[tuple[Person, ...]] | None:
    """Make a candidate of a text where it is the outlet's name or a desk's; what is shown to readers may be a label."""
    text, source, detail, weight = told
    name = name_alone(clean(text))
    if not is_desk(name, names) or (shown and not is_named_desk(name, names)):
        return None
    return Candidate((Person(name),), (name,), source, detail, weight)


def named_first(mark: Mark) -> str:
    """Give what an element named for the author says first, after a word of bylines; "" for any other element."""
    if mark.kind != "author" or mark.foreign or len(mark.text) > LONGEST_MARK:
        return ""
    if NOT_AUTHORS.search(mark.name):
        return ""
    return next((text for line in mark.text.splitlines()[:2] if (text := without_lead(line))), "")


def without_lead(text: str) -> str:
    """Take a word of bylines off a text."""
    return strip_before(text, "byline")


def name_alone(text: str) -> str:
    """Give a name without the date after it, and without what parted them."""
    name = cut_at_date(text) if has_date(text) else text
    return next((part for part in PARTED.split(name) if part), "").strip(AROUND)


def is_named_desk(text: str, names: frozenset[str]) -> bool:
    """Tell whether a text that readers see names the outlet, an agency or a desk, and is no label of a link to one.

    Of "Meet the team", "More news" and "Media sosial" none is a name: a desk's ends with what it is, or opens so in
    some languages ("Tim Redaksi"), and its words are written large.
    """
    tokens = text.split()
    if title_key(text) in names or text in words("agencies"):
        return True
    low = [token.lower() for token in tokens]
    if len(tokens) < 2 or low[0] in words("desk_labels") or not tokens[0][:1].isalpha():
        return False
    small = [token for token in tokens[1:-1] if token[:1].islower() and token.lower() not in words("joiners")]
    large = not tokens[-1][:1].islower() or is_own(tokens[:-1], names)
    return not small and ((low[-1] in words("desks") and large) or low[0] in FIRST)


def is_own(tokens: list[str], names: frozenset[str]) -> bool:
    """Tell whether words are the site's name, hold it, or open as a name does: "The Currency" before "editors"."""
    words_of = (" ".join(tokens), *tokens)
    return bool(tokens) and (tokens[0].lower() == "the" or any(title_key(text) in names for text in words_of))


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
