"""What the links between an article's parts say: "2", "Halaman 2", "Next page »", "全文", "1 2 3 Selanjutnya"."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from lugas.fields.lists import pairs
from lugas.model import Finding
from lugas.remembered import remembered
from lugas.scripts import UNSPACED

__all__ = ["LONGEST_LABEL", "Meaning", "counts", "label_of", "leads_on", "numbers_in", "several_pages"]

LONGEST_LABEL = 80  # characters
LONGEST_PAGER = 240
LONGEST_WORDS = 60  # of such a line without numbers

Meaning = Literal["", "number", "next", "next page", "previous", "previous page", "all", "other"]

# All of these are sets of single characters: nothing overlaps, nothing is tried twice.
MARKS = re.compile(r"[\s\d«»‹›<>←→↠⟩⟨▶◀►◄▸◂❯❮⇒➔…·•|/()\[\]:.,\-–—_#&!第]+")
COLON = re.compile("[:：]")
NUMBER = re.compile(r"\d{1,4}")
# "1/3", "2 of 5", "Halaman 1 dari 3"; "5.000" and "3-2" are no numbers of pages.
JOINED = re.compile(r"\d[.,:\-–]\d")


@remembered(1024)
def label_of(text: str) -> tuple[Meaning, int]:
    """Tell what the text of a link says, and its number; `other` for what is no label of a part."""
    if len(text) > LONGEST_LABEL:
        return "other", 0
    found = NUMBER.findall(text)
    number = int(found[0]) if found else 0
    rest = plain(text)
    meaning = pairs("part_labels").get(rest, ("other",))[0] if rest else ""
    if meaning == "page":
        return ("number", number) if number else ("other", 0)
    if not rest:
        return ("number" if number else "", number)
    if meaning == "other":
        # "Seite 2: Der Motor", "2. Der Motor": what the part is about stands behind its number
        head = plain(text[: text.find(found[0]) + len(found[0])]) if found else "x"
        told = not head or pairs("part_labels").get(head, ("",))[0] == "page"
        before = COLON.split(text, maxsplit=1)[0]  # "Next page: the engine"
        if not told and before != text:
            meaning = pairs("part_labels").get(plain(before), ("other",))[0]
            return (meaning, 0) if meaning in ("next page", "previous page") else ("other", 0)  # type: ignore[return-value] # the words of the list
        return ("other", number) if told else ("other", 0)
    return (meaning, number)  # type: ignore[return-value] # the words of the list are those of `Meaning`


def plain(text: str) -> str:
    """Write a label as the list does: in lower case, without numbers, arrows and marks."""
    return " ".join(MARKS.sub(" ", text.lower().replace("’", "'")).split())


def numbers_in(text: str) -> list[int]:
    """Give the numbers that a line of links shows."""
    return [int(number) for number in NUMBER.findall(text[:LONGEST_PAGER])]


def counts(numbers: list[int]) -> bool:
    """Tell whether numbers count pages: at least two, rising, the first of them a one."""
    rising = all(before < after for before, after in pairwise(numbers))
    return len(numbers) > 1 and numbers[0] == 1 and rising and numbers[1] <= 2


@remembered(1024)
def leads_on(text: str) -> bool:
    """Tell whether a line is nothing but the numbers and words of links to an article's parts."""
    if not text or len(text) > LONGEST_PAGER or (len(text) > LONGEST_WORDS and not NUMBER.search(text)):
        return False
    return all_labels(plain(text)) and not JOINED.search(text)


def all_labels(text: str) -> bool:
    """Tell whether a text is made up of labels alone; each step takes the longest that it begins with."""
    labels = pairs("part_labels")
    if (
        text and text.partition(" ")[0] not in beginnings() and text[0] not in beginnings()
    ):  # most lines of a page
        return False
    while text:
        taken = next((end for end in ends_of(text) if text[:end] in labels), 0)
        if not taken:
            return False
        text = text[taken:].lstrip()
    return True


@lru_cache(maxsize=1)
def beginnings() -> frozenset[str]:
    """Give what labels begin with: their first words, and their first letters where no spaces are written."""
    labels = pairs("part_labels")
    return frozenset(label.partition(" ")[0] for label in labels) | frozenset(
        label[0] for label in labels if UNSPACED.match(label)
    )


def ends_of(text: str) -> list[int]:
    """Give where a label may end within a text, the longest first: at a space, or anywhere where none is written."""
    part = text[:LONGEST_LABEL]
    if UNSPACED.search(part):
        return list(range(len(part), 0, -1))
    ends = [place for place, letter in enumerate(part) if letter == " "]
    return [*([len(part)] if len(part) == len(text) else []), *reversed(ends)]


def several_pages(finding: Finding | None) -> str:
    """Tell which part of several a page is, from the finding of its pages: `page 1 of 3`; "" without one."""
    return finding.detail.partition(",")[0] if finding is not None else ""
