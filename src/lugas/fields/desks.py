"""The outlet or its desk as the author, where a page names no person."""

from __future__ import annotations

from lugas.fields.candidates import Candidate
from lugas.fields.clues import Clues
from lugas.fields.lists import words
from lugas.fields.title_forms import title_key
from lugas.model import Person, Source
from lugas.page.json_ld import clean, values_of

__all__ = ["desks"]

LONGEST_DESK = 50


def desks(clues: Clues, metas: tuple[str, ...], names: frozenset[str]) -> list[Candidate[tuple[Person, ...]]]:
    """Give the outlet or desk that the page's data calls the author, whole, for want of anybody named.

    `metas` are the `<meta>` names to look at, `names` the keys of what the site calls itself.
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
    found: list[Candidate[tuple[Person, ...]]] = []
    for text, source, detail, weight in told:
        name = clean(text)
        if is_desk(name, names):
            found.append(Candidate((Person(name),), (name,), source, detail, weight))
    return found


def is_desk(text: str, names: frozenset[str]) -> bool:
    """Tell whether a text is the name of the outlet, of one of its desks or of an agency, and nothing else."""
    low = text.lower()
    if not 2 <= len(text) <= LONGEST_DESK or any(mark in text for mark in "/@|<>{}=;:#_?!") or "," in text:
        return False
    if low in words("interface") or low in words("not_desks"):
        return False
    parts = low.split()
    key = title_key(text)
    own = key in names or any(len(name) > 3 and key.startswith(name) for name in names)
    return (
        own or text in words("agencies") or (len(parts) > 1 and any(part in words("desks") for part in parts))
    )
