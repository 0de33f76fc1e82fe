"""A kicker that stands in the heading with the title, taken off it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lugas.fields.candidates import Candidate
from lugas.fields.title_forms import title_key
from lugas.page.rows import Row
from lugas.page.tree import Document, Element, Text
from lugas.scripts import EASTERN

__all__ = ["LEAST_TOLD", "LONGEST_KICKER", "opening_kicker", "without_kicker"]

LONGEST_KICKER = 60
LEAST_TOLD = 12  # characters of a title that is found within another
LEAST_TITLE = 4  # the same, in a script without spaces
PARTS = " \u00a0:：|·•–—-/›»"
MOST_HEADINGS, MOST_LEVELS = 40, 5  # looked at, and elements around the first words of one
NAME = re.compile(r"[A-Z]?[a-z]+")  # in names written with hyphens, underscores or capitals
LONGEST_CLASS = 400
KICKER_WORDS = frozenset(
    {
        "antetitulo",
        "dachzeile",
        "eyebrow",
        "headlineprefix",
        "kicker",
        "occhiello",
        "overline",
        "overtitle",
        "prefix",
        "roofline",
        "rubrik",
        "rubrique",
        "section",
        "spitzmarke",
        "supertitle",
        "surtitre",
        "topline",
    }
)


def without_kicker(text: str, row: Row, told: Sequence[Candidate[str]]) -> tuple[str, str]:
    """Part a heading that holds both into kicker and title, where the page says which part is the title.

    It says so by giving the title alone elsewhere, or the pair with a colon that the heading does not show; and the
    heading by the class of what it begins with, or by two parts that meet without a space.
    """
    whole = title_key(text)
    alike = any(title_key(one.value) == whole for one in told)
    for value in told_parts(told, text):
        before = text[: len(text) - len(value)]
        if not 0 < len(before) <= LONGEST_KICKER or len(value) < LEAST_TOLD:
            continue
        glued = before[-1].isalnum() and not EASTERN.search(before[-1])
        apart = glued or (before[-1].isspace() and before.rstrip()[-1:] not in ":.!?,;–—-")
        named = apart and not KICKER_WORDS.isdisjoint(row.words)
        if not alike or glued or named or (apart and pairs_up(before, value, told)):
            return before.strip(PARTS), value
    return "", text


def told_parts(told: Sequence[Candidate[str]], text: str) -> list[str]:
    """Give the titles told out of sight that a heading ends with, and those behind the colon of a pair."""
    found = [one.value for one in told if text.endswith(one.value)]
    for one in told:
        head, colon, rest = one.value.partition(": ")
        if colon and text.endswith(rest) and text.startswith(head) and rest not in found:
            found.append(rest)
    return found


def pairs_up(before: str, value: str, told: Sequence[Candidate[str]]) -> bool:
    """Tell whether the page gives a kicker and its title elsewhere as "kicker: title"."""
    pair = f"{before.strip()}: {value}"
    return any(one.value == pair for one in told)


def opening_kicker(tree: Document, tag: str, title: str, told: Sequence[Candidate[str]]) -> tuple[str, str]:
    """Part the heading that shows a title where it opens with an element of its own for the kicker.

    What follows is one of the titles `told` elsewhere, or the element is named for the kicker and nothing but the
    page's `<title>` has both as the title. Gives the kicker and the title without it; "" and the title as it stands
    where there is none.
    """
    if tag not in {"h1", "h2"}:
        return "", title
    key = title_key(title)
    bare = frozenset(one.value for one in told)
    whole = any(one.detail != "title" and title_key(one.value) == key for one in told)
    for heading in tree.find_all(tag, limit=MOST_HEADINGS):
        opening = opening_of(heading)
        if opening is None or title_key(heading.text[: 2 * len(title) + LONGEST_KICKER]) != key:
            continue
        before = " ".join(opening.text.split())
        rest = title[len(before) :].lstrip(PARTS) if title.startswith(before) else ""
        kicker = before.strip(PARTS)
        least = LEAST_TITLE if EASTERN.search(rest) else LEAST_TOLD
        if not kicker or len(before) > LONGEST_KICKER or len(rest) < least:
            continue
        if rest in bare or not (whole or KICKER_WORDS.isdisjoint(names_of(opening))):
            return kicker, rest
    return "", title


def opening_of(heading: Element) -> Element | None:
    """Give the element with a heading's first words that is followed by others; `None` where a text opens it."""
    inside = heading
    for _ in range(MOST_LEVELS):
        shown = [
            node
            for node in inside.children
            if isinstance(node, Element) or (isinstance(node, Text) and not node.data.isspace())
        ]
        first = shown[0] if shown else None
        if not isinstance(first, Element):
            return None
        if len(shown) > 1:
            return first
        inside = first
    return None


def names_of(element: Element) -> list[str]:
    """Give the words of an element's class, in lower case."""
    return [word.lower() for word in NAME.findall((element.attr("class") or "")[:LONGEST_CLASS])]
