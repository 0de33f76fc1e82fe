"""Labels in the lines about an article, and where what each labels ends: "Quelle: dpa", "来源：河边日报　作者：李明".

Such lines hold several values one after the other, often with nothing between a value and the next label but a space,
or not even that.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from lugas.fields.lists import pairs, phrases

__all__ = ["Label", "LabelKind", "is_time_label", "labels_of", "value_of"]

COLON = re.compile(r"[:：﹕︰]")
LONGEST_LABEL = 30
LONGEST_LINE = 600
MOST_LABELS = 12


class LabelKind(Enum):
    """What a label says of the value after it: who wrote the article, when it was written, or anything else."""

    WRITER = "writer"
    OTHER_HAND = "other hand"  # an editor's, a photographer's
    TIME = "time"
    SOURCE = "source"
    OTHER = "other"


class Label(NamedTuple):
    """A label in a line: where it begins, where its value begins, and its kind."""

    start: int
    end: int
    kind: LabelKind


@lru_cache(maxsize=1)
def label_kinds() -> dict[str, LabelKind]:
    """Give the kind of each label, in lower case and without its colon."""
    found = {label: LabelKind(kinds[0]) for label, kinds in pairs("line_labels").items()}
    sources = [phrase for phrase, places in pairs("credits").items() if "line" in places]
    for kind, labels in (
        (LabelKind.TIME, (*phrases("published"), *phrases("first_published"), *phrases("modified"))),
        (LabelKind.SOURCE, sources),
        (LabelKind.OTHER_HAND, phrases("not_authors")),
        (LabelKind.WRITER, phrases("byline")),
    ):
        found.update((label.rstrip(":：/／ "), kind) for label in labels)
    return found


def is_time_label(text: str) -> bool:
    """Tell whether a text in lower case is a word that times are labelled with: "aktualisiert", "mis à jour"."""
    return label_kinds().get(text) is LabelKind.TIME


def labels_of(text: str) -> list[Label]:
    """Give the labels of a line that a colon follows, in their order."""
    found: list[Label] = []
    for match in COLON.finditer(text[:LONGEST_LINE]):
        label = label_before(text, match.start())
        if label is not None:
            found.append(Label(label[0], match.end(), label[1]))
            if len(found) >= MOST_LABELS:
                break
    return found


def label_before(text: str, colon: int) -> tuple[int, LabelKind] | None:
    """Give where the longest label begins that ends at a colon, and its kind; `None` for none."""
    end = colon
    while end and text[end - 1].isspace():
        end -= 1
    if not end or not text[end - 1].isalpha():
        return None  # of a clock, most
    kinds = label_kinds()
    low = text[max(0, end - LONGEST_LABEL) : end].lower()
    for size in range(min(len(low), end), 0, -1):
        kind = kinds.get(low[-size:])
        if kind is not None and begins_word(text, end - size, size):
            return end - size, kind
    return None


def begins_word(text: str, start: int, size: int) -> bool:
    """Tell whether a label may begin at a place: at a word's start, or where markup alone parted it from a value."""
    if not start or not text[start - 1].isalnum():
        return True
    if "\u3040" <= text[start] <= "\u9fff":
        return size > 1
    return text[start].isupper() and text[start - 1].islower()


def value_of(text: str) -> str:
    """Give a text up to the first label in it: the value that it begins with."""
    labels = labels_of(text)
    return text[: labels[0].start].rstrip() if labels else text
