"""The difference of two texts: by paragraphs, and in a changed paragraph by words; bounded however long they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Sequence
from typing import Literal, NamedTuple

from msgspec import Struct

from lugas.scripts import UNSPACED

__all__ = ["Paragraph", "Piece", "difference", "matched"]

BUDGET = 400_000  # steps of comparing for one difference; past it what is left counts as replaced
LEAST_ALIKE = 0.35  # share of words from which a paragraph counts as changed, not as replaced by another
MOST_WORDS = 4_000  # words of a paragraph that are compared
PAIRS = 40  # paragraphs on each side that are tried against one another
_WORD = re.compile(rf"{UNSPACED.pattern}|[^\W_]+|\s+|[^\w\s]|_")


class Piece(Struct, frozen=True):
    """Some words of a paragraph: kept, or added or removed."""

    kind: Literal["same", "added", "removed"]
    text: str


class Paragraph(Struct, frozen=True, omit_defaults=True):
    """One paragraph of a difference; `before` and `after` are its places in both texts, from 0, -1 where it is not.

    A changed one has its words in `pieces`. "moved" is one that stands elsewhere, word for word.
    """

    kind: Literal["same", "changed", "added", "removed", "moved"]
    text: str
    before: int = -1
    after: int = -1
    pieces: tuple[Piece, ...] = ()


class Budget:
    """Steps of comparing that are left."""

    def __init__(self, steps: int) -> None:
        self.left = steps


def difference(before: Sequence[str], after: Sequence[str]) -> tuple[Paragraph, ...]:
    """Give the paragraphs of both texts in the order of the new one, those removed where they stood.

    Joining those that are in `after` gives the new text back, and those in `before`, by their places, the old one.
    """
    budget = Budget(BUDGET)
    told: list[Paragraph] = []
    at_old = at_new = 0
    for old, new in [*matched(before, after, budget), (len(before), len(after))]:
        told += _gap(before, after, (at_old, old), (at_new, new), budget)
        if old < len(before):
            told.append(Paragraph("same", after[new], old, new))
        at_old, at_new = old + 1, new + 1
    return _with_moves(told)


def matched(
    one: Sequence[Hashable], other: Sequence[Hashable], budget: Budget | None = None
) -> list[tuple[int, int]]:
    """Give the places of what two sequences have in common, in order.

    What begins and ends both comes first, then what each has once. Between those the rest is compared as long as steps
    are left (Myers, "An O(ND) difference algorithm", 1986).
    """
    budget = budget or Budget(BUDGET)
    found: list[tuple[int, int]] = []
    begin = 0
    while begin < min(len(one), len(other)) and one[begin] == other[begin]:
        found.append((begin, begin))
        begin += 1
    end = 0
    while end < min(len(one), len(other)) - begin and one[-1 - end] == other[-1 - end]:
        end += 1
    last = (begin - 1, begin - 1)
    stop = (len(one) - end, len(other) - end)
    for anchor in [*_anchors(one, other, begin, stop), stop]:
        low, high = (last[0] + 1, last[1] + 1), anchor
        found += _myers(one[low[0] : high[0]], other[low[1] : high[1]], low, budget)
        if anchor != stop:
            found.append(anchor)
        last = anchor
    found += [(len(one) - back, len(other) - back) for back in range(end, 0, -1)]
    return found


def _anchors(
    one: Sequence[Hashable], other: Sequence[Hashable], begin: int, stop: tuple[int, int]
) -> list[tuple[int, int]]:
    """Give the places of what stands once in both, as long as the order is the same (patience)."""
    first, second = Counter(one[begin : stop[0]]), Counter(other[begin : stop[1]])
    places = {thing: place for place, thing in enumerate(other[begin : stop[1]], begin) if second[thing] == 1}
    pairs = [
        (place, places[thing])
        for place, thing in enumerate(one[begin : stop[0]], begin)
        if first[thing] == 1 and thing in places
    ]
    return _rising(pairs)


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the longest run of pairs that rises on both sides."""
    tops: list[int] = []  # the last pair of the best run of each length
    before: list[int] = []
    for number, (_, value) in enumerate(pairs):
        low, high = 0, len(tops)
        while low < high:
            middle = (low + high) // 2
            if pairs[tops[middle]][1] < value:
                low = middle + 1
            else:
                high = middle
        before.append(tops[low - 1] if low else -1)
        tops[low : low + 1] = [number]
    run: list[tuple[int, int]] = []
    at = tops[-1] if tops else -1
    while at >= 0:
        run.append(pairs[at])
        at = before[at]
    return run[::-1]


def _myers(
    one: Sequence[Hashable], other: Sequence[Hashable], offset: tuple[int, int], budget: Budget
) -> list[tuple[int, int]]:
    """Give the places of a longest common sequence, none where it would take more steps than are left."""
    if not one or not other or set(one).isdisjoint(other):
        return []
    reach = {1: 0}
    trail: list[dict[int, int]] = []
    for edits in range(len(one) + len(other) + 1):
        # what is kept of each round is as long as the round, so room is bounded by the same budget
        budget.left -= 2 * edits + 1
        if budget.left < 0:
            return []
        trail.append(dict(reach))
        for line in range(-edits, edits + 1, 2):
            down = line == -edits or (line != edits and reach.get(line - 1, -1) < reach.get(line + 1, -1))
            x = reach.get(line + 1, 0) if down else reach.get(line - 1, 0) + 1
            begun = x
            while x < len(one) and x - line < len(other) and one[x] == other[x - line]:
                x += 1
            budget.left -= x - begun
            reach[line] = x
            if x >= len(one) and x - line >= len(other):
                return [(a + offset[0], b + offset[1]) for a, b in _trace(trail, len(one), len(other))]
    return []


def _trace(trail: Sequence[dict[int, int]], x: int, y: int) -> list[tuple[int, int]]:
    """Walk back through the rounds of the comparison, and give the pairs that are the same."""
    found: list[tuple[int, int]] = []
    for edits in range(len(trail) - 1, -1, -1):
        reach, line = trail[edits], x - y
        down = line == -edits or (line != edits and reach.get(line - 1, -1) < reach.get(line + 1, -1))
        before = line + 1 if down else line - 1
        from_x = reach.get(before, 0)
        from_y = from_x - before
        while x > max(from_x, 0) and y > max(from_y, 0) and (x, y) != (from_x, from_y):
            if edits and x == (from_x if down else from_x + 1) and y == (from_y + 1 if down else from_y):
                break
            x, y = x - 1, y - 1
            found.append((x, y))
        x, y = from_x, from_y
    return found[::-1]


class _Ends(NamedTuple):
    """Where a gap begins and ends on one side."""

    begin: int
    end: int


def _gap(
    before: Sequence[str], after: Sequence[str], old: tuple[int, int], new: tuple[int, int], budget: Budget
) -> list[Paragraph]:
    """Tell the paragraphs between two that are the same: changed where two are alike, else removed and added."""
    olds, news = _Ends(*old), _Ends(*new)
    bags = [_bag(before[at]) for at in range(olds.begin, min(olds.end, olds.begin + PAIRS))]
    told: list[Paragraph] = []
    at = olds.begin
    for place in range(news.begin, news.end):
        partner = _partner(after[place], bags, at - olds.begin, budget) if place - news.begin < PAIRS else -1
        if partner < 0:
            told.append(Paragraph("added", after[place], -1, place))
            continue
        pair = olds.begin + partner
        told += [Paragraph("removed", before[gone], gone) for gone in range(at, pair)]
        told.append(
            Paragraph("changed", after[place], pair, place, _pieces(before[pair], after[place], budget))
        )
        at = pair + 1
    return told + [Paragraph("removed", before[gone], gone) for gone in range(at, olds.end)]


def _partner(text: str, bags: Sequence[Counter[str]], first: int, budget: Budget) -> int:
    """Give the first of the old paragraphs from `first` on that shares enough of its words, -1 for none."""
    mine = _bag(text)
    size = sum(mine.values())
    for place in range(first, len(bags)):
        budget.left -= min(len(mine), len(bags[place]))
        if budget.left < 0:
            return -1
        shared = sum(min(count, bags[place][word]) for word, count in mine.items())
        if shared >= LEAST_ALIKE * max(size, sum(bags[place].values()), 1) and shared:
            return place
    return -1


def _bag(text: str) -> Counter[str]:
    """Count a paragraph's words."""
    return Counter(word for word in _WORD.findall(text.lower()) if word.isalnum())


def _pieces(old: str, new: str, budget: Budget) -> tuple[Piece, ...]:
    """Give the words of a changed paragraph, those that go together in one piece."""
    one, other = _WORD.findall(old), _WORD.findall(new)
    if max(len(one), len(other)) > MOST_WORDS:
        return (Piece("removed", old), Piece("added", new))
    pieces: list[Piece] = []
    at_old = at_new = 0
    for a, b in [*matched(one, other, budget), (len(one), len(other))]:
        for kind, words in (
            ("removed", one[at_old:a]),
            ("added", other[at_new:b]),
            ("same", other[b : b + 1]),
        ):
            text = "".join(words)
            if text and pieces and pieces[-1].kind == kind:
                pieces[-1] = Piece(pieces[-1].kind, pieces[-1].text + text)
            elif text:
                pieces.append(Piece(kind, text))  # type: ignore[arg-type]  # the three kinds just written
        at_old, at_new = a + 1, b + 1
    return tuple(pieces)


def _with_moves(told: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Name those moved that were removed in one place and added, word for word, in another."""
    gone: dict[str, list[int]] = {}
    for paragraph in told:
        if paragraph.kind == "removed":
            gone.setdefault(paragraph.text, []).append(paragraph.before)
    moved: set[int] = set()
    kept: list[Paragraph] = []
    for paragraph in told:
        places = gone.get(paragraph.text) if paragraph.kind == "added" else None
        if places:
            place = places.pop(0)
            moved.add(place)
            kept.append(Paragraph("moved", paragraph.text, place, paragraph.after))
        else:
            kept.append(paragraph)
    return tuple(each for each in kept if not (each.kind == "removed" and each.before in moved))
