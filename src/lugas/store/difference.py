"""What changed between two versions of an article, paragraph by paragraph."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Literal

from msgspec import Struct

from lugas.model import Article

__all__ = ["Change", "difference"]

# Comparing every paragraph with every other costs their product: so long an article is compared at its ends alone,
# and what lies between them counts as changed.
MOST_PARAGRAPHS = 3_000
ALIKE = 0.5  # share of the words that two paragraphs have in common, from which one is the other, changed
MOST_WORDS = 400  # that are compared of a paragraph
MOST_PAIRS = 2_000  # paragraphs of one place that are compared with one another


class Change(Struct, frozen=True):
    """One paragraph (or the title or dek) that was added, removed or changed; kept ones are told too, in order."""

    kind: Literal["kept", "added", "removed", "changed"]
    part: Literal["title", "dek", "body"]
    old: str = ""
    new: str = ""


def difference(old: Article, new: Article) -> tuple[Change, ...]:
    """Tell what became of title, dek and every paragraph of the body from one version to the next.

    White space does not count. Time grows with the square of the paragraphs up to a bound, and evenly after it.
    """
    changes: list[Change] = []
    if old.title or new.title:
        changes.append(_one("title", old.title, new.title))
    if old.dek or new.dek:
        changes.append(_one("dek", old.dek, new.dek))
    before, after = _paragraphs(old), _paragraphs(new)
    for kind, first, last, start, end in _steps(before, after):
        if kind == "equal":
            changes += [Change("kept", "body", text, text) for text in after[start:end]]
        else:
            changes += _replaced(before[first:last], after[start:end])
    return tuple(changes)


def _one(part: Literal["title", "dek"], old: str, new: str) -> Change:
    old, new = " ".join(old.split()), " ".join(new.split())
    if old == new:
        return Change("kept", part, old, new)
    return Change("changed" if old and new else "added" if new else "removed", part, old, new)


def _paragraphs(article: Article) -> list[str]:
    return [text for block in article.body if (text := " ".join(block.text.split()))]


def _steps(before: list[str], after: list[str]) -> list[tuple[str, int, int, int, int]]:
    """Give the steps of `difflib` from one list to the other, within the bound."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    left, right = before[start : len(before) - end], after[start : len(after) - end]
    steps = [("equal", 0, start, 0, start)] if start else []
    if len(left) + len(right) <= MOST_PARAGRAPHS:
        # Of texts that say one paragraph a thousand times, the matcher's time would grow with the cube.
        matcher = SequenceMatcher(None, left, right, autojunk=True)
        steps += [
            (kind, a + start, b + start, c + start, d + start) for kind, a, b, c, d in matcher.get_opcodes()
        ]
    elif left or right:
        steps.append(("replace", start, start + len(left), start, start + len(right)))
    if end:
        steps.append(("equal", len(before) - end, len(before), len(after) - end, len(after)))
    return steps


def _replaced(old: list[str], new: list[str]) -> list[Change]:
    """Tell of paragraphs in one place which was changed into which, which were removed and which added."""
    changes: list[Change] = []
    at = 0
    compared = 0
    for text in old:
        best = None
        for candidate in range(at, len(new)):
            compared += 1
            if compared > MOST_PAIRS:
                break
            if _alike(text, new[candidate]):
                best = candidate
                break
        if best is None:
            changes.append(Change("removed", "body", text))
            continue
        changes += [Change("added", "body", "", added) for added in new[at:best]]
        changes.append(Change("changed", "body", text, new[best]))
        at = best + 1
    return changes + [Change("added", "body", "", added) for added in new[at:]]


def _alike(old: str, new: str) -> bool:
    """Whether two paragraphs share enough words, or letters where words are not set apart, to be one, changed."""
    left, right = _pieces(old), _pieces(new)
    return 2 * len(left & right) >= ALIKE * (len(left) + len(right))


def _pieces(text: str) -> set[str]:
    text = text[: 10 * MOST_WORDS]
    words = text.split(maxsplit=MOST_WORDS)
    return set(words) if len(text) < 15 * len(words) else {text[at : at + 2] for at in range(len(text))}
