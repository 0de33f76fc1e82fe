"""Labels for training: which rows of a page are part of its gold body.

The page's rows, joined to one sequence of words, are aligned with the gold's words in three steps.

1. A chain of shared shingles (runs of `WIDTH` words) that rises in both sequences, worth the most words after
   a small charge for every jump and for the page words jumped over: that keeps the chain in one copy of a
   text that the page holds twice.
2. The gaps between two links of the chain are aligned again with narrower shingles, down to single words; a
   short row counts there only where it fills a hole of the gold, so that no menu word counts as body.
3. What is left of both is aligned once more without the chain, for gold in another order than the page's.

Every word of the gold is given to one word of the page at most.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bench.measures import words_of

__all__ = ["Alignment", "align_rows", "row_labels"]

WIDTH = 6  # words in a shingle of the first step
WIDTH_DENSE = 10  # the same in characters, for scripts that are counted by character
NARROW = (3, 1)  # widths of the second step
REPEATS = 24  # a shingle the gold holds more often says nothing of where it stands
REPEATS_NARROW = 6
JUMP = 0.6  # the charge for leaving a run, in words
DISTANCE = 0.001  # the charge for each page word jumped over
EDGE = 80  # page words looked at before the first and after the last link, and four for every gold word there
ROUNDS = 4  # of the third step
APART = 8  # words a run of the third step has at least, unless it is a whole row
SHORT = 4  # a row of fewer words, matched word by word, must fill a hole of the gold exactly

_NO_WIDTH = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Alignment:
    """For each row and for each gold paragraph, the share (0 to 1) of its words found in the other."""

    rows: list[float]
    gold: list[float]


@dataclass(slots=True)
class _Side:
    """One of the two sequences: its words as numbers, and for each the line (row, paragraph) it stands in."""

    words: list[int] = field(default_factory=list)
    line: list[int] = field(default_factory=list)
    start: list[int] = field(default_factory=list)  # of each line, and the end of the last

    def fill(self, lines: Sequence[str], numbers: dict[str, int]) -> None:
        for index, text in enumerate(lines):
            self.start.append(len(self.words))
            for word in words_of(_NO_WIDTH.sub("", text)):
                self.words.append(numbers.setdefault(word, len(numbers)))
                self.line.append(index)
        self.start.append(len(self.words))


@dataclass(slots=True)
class _Pairing:
    """Page words paired with gold words: `to[page] = gold`, `back[gold] = page`, -1 where unpaired."""

    page: _Side
    gold: _Side
    to: list[int]
    back: list[int]
    narrow: bytearray  # pairs of the second step, which must prove themselves

    def pair(self, page: int, gold: int, length: int, *, narrow: bool = False) -> None:
        for offset in range(length):
            if self.to[page + offset] < 0 and self.back[gold + offset] < 0:
                self.to[page + offset] = gold + offset
                self.back[gold + offset] = page + offset
                self.narrow[page + offset] = narrow

    def part(self, page: int) -> None:
        self.back[self.to[page]] = -1
        self.to[page] = -1


def row_labels(rows: Sequence[str], gold: Sequence[str]) -> list[float]:
    """Give for each row of a page the share of its words (0 to 1) that is part of the gold body.

    A row without words gets the lesser label of its two neighbours.
    """
    return align_rows(rows, gold).rows


def align_rows(rows: Sequence[str], gold: Sequence[str]) -> Alignment:
    """Align a page's rows with the paragraphs of its gold."""
    numbers: dict[str, int] = {}
    page, body = _Side(), _Side()
    body.fill(gold, numbers)
    page.fill(rows, numbers)
    size = len(page.words)
    pairing = _Pairing(page, body, [-1] * size, [-1] * len(body.words), bytearray(size))
    width = _width(gold)
    runs = _chain(pairing, (0, len(page.words)), (0, len(body.words)), width, DISTANCE)
    for run in runs:
        pairing.pair(*run)
    _fill_gaps(pairing, NARROW)
    _doubt(pairing)
    _rest(pairing, width)
    return Alignment(_shares(page, pairing.to), _shares(body, pairing.back))


def _width(gold: Sequence[str]) -> int:
    """Choose the width of a shingle: wider where a word is one character."""
    words = words_of("\n".join(gold)[:4000])
    return WIDTH_DENSE if sum(len(word) == 1 for word in words) * 2 > len(words) else WIDTH


class _Best:
    """The best chain that ends before a gold position: a Fenwick tree of maxima."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.worth = [0.0] * (size + 1)
        self.point = [-1] * (size + 1)

    def put(self, position: int, worth: float, point: int) -> None:
        position += 1
        while position <= self.size:
            if worth >= self.worth[position]:
                self.worth[position], self.point[position] = worth, point
            position += position & -position

    def before(self, position: int) -> tuple[float, int]:
        worth, point = 0.0, -1
        while position > 0:
            if self.point[position] >= 0 and self.worth[position] > worth:
                worth, point = self.worth[position], self.point[position]
            position -= position & -position
        return worth, point


def _grams(words: list[int], low: int, high: int, width: int) -> Iterator[tuple[int, tuple[int, ...]]]:
    for index in range(low, high - width + 1):
        yield index, tuple(words[index : index + width])


def _chain(
    pairing: _Pairing, pages: tuple[int, int], golds: tuple[int, int], width: int, distance: float
) -> list[tuple[int, int, int]]:
    """Give the best rising chain of shared runs, as (page, gold, length), over unpaired words of two ranges.

    Each shared shingle is a point. It either goes on one step from the point before it on its diagonal, or
    jumps from the best point that ended before it in both sequences.
    """
    page, gold = pairing.page.words, pairing.gold.words
    limit = REPEATS if width > NARROW[0] else REPEATS_NARROW
    places: dict[tuple[int, ...], list[int]] = defaultdict(list)
    free_gold = _free(pairing.back, *golds, width)
    for index, gram in _grams(gold, *golds, width):
        if free_gold[index - golds[0]]:
            places[gram].append(index)
    points: list[tuple[int, int]] = []
    worth: list[float] = []
    came: list[int] = []
    best = _Best(golds[1] - golds[0])
    row: dict[int, int] = {}  # the points of the page word before, by gold position
    waiting = 0  # points not yet ended, hence not yet to be jumped from
    free_page = _free(pairing.to, *pages, width)
    for index, gram in _grams(page, *pages, width):
        while waiting < len(points) and points[waiting][0] + width <= index:
            at, to = points[waiting]
            best.put(to + width - 1 - golds[0], worth[waiting] + distance * (at + width), waiting)
            waiting += 1
        previous, row = row, {}
        found = places.get(gram)
        if not found or len(found) > limit or not free_page[index - pages[0]]:
            continue
        for to in found:
            score, source = float(width), -1
            jump, point = best.before(to - golds[0])
            jump += width - JUMP - distance * index
            if point >= 0 and jump > score:
                score, source = jump, point
            step = previous.get(to - 1)
            if step is not None and worth[step] + 1 >= score:
                score, source = worth[step] + 1, step
            row[to] = len(points)
            points.append((index, to))
            worth.append(score)
            came.append(source)
    return _runs(points, worth, came, width)


def _free(partner: list[int], low: int, high: int, width: int) -> bytearray:
    """Mark the positions from which `width` words are unpaired."""
    free = bytearray(max(high - low, 0))
    run = 0
    for index in range(high - 1, low - 1, -1):
        run = 0 if partner[index] >= 0 else run + 1
        free[index - low] = run >= width
    return free


def _runs(
    points: list[tuple[int, int]], worth: list[float], came: list[int], width: int
) -> list[tuple[int, int, int]]:
    """Walk the best chain back and join its points to runs, in rising order."""
    if not points:
        return []
    at = max(range(len(points)), key=worth.__getitem__)
    chain = []
    while at >= 0:
        chain.append(points[at])
        at = came[at]
    runs: list[tuple[int, int, int]] = []
    for page, gold in reversed(chain):
        if runs:
            start, other, length = runs[-1]
            if page == start + length - width + 1 and gold - page == other - start:
                runs[-1] = (start, other, length + 1)
                continue
        runs.append((page, gold, width))
    return runs


def _gaps(pairing: _Pairing) -> list[tuple[int, int, int, int]]:
    """Give the unpaired stretches between pairs that rise, before the first and after the last."""
    gaps = []
    page_end, gold_end = 0, 0
    for page, gold in enumerate(pairing.to):
        if gold < gold_end:
            continue
        if page > page_end and gold > gold_end:
            gaps.append((page_end, page, gold_end, gold))
        page_end, gold_end = page + 1, gold + 1
    if page_end < len(pairing.to) and gold_end < len(pairing.back):
        gaps.append((page_end, len(pairing.to), gold_end, len(pairing.back)))
    return gaps


def _fill_gaps(pairing: _Pairing, widths: Sequence[int]) -> None:
    """Align the gaps of the chain with narrower shingles."""
    if not any(gold >= 0 for gold in pairing.to):
        return
    for width in widths:
        for low, high, first, last in _gaps(pairing):
            start, end = low, high
            reach = EDGE + 4 * (last - first)
            if low == 0:  # before the first link: only what is near it
                start = max(low, high - reach)
            if high == len(pairing.to):
                end = min(high, low + reach)
            for run in _chain(pairing, (start, end), (first, last), width, DISTANCE * 10):
                pairing.pair(*run, narrow=True)


def _doubt(pairing: _Pairing) -> None:
    """Part the narrow pairs of a row that is not matched for the most part, or is short and fills no hole."""
    page = pairing.page
    for low, high in zip(page.start, page.start[1:], strict=False):
        narrow = [index for index in range(low, high) if pairing.to[index] >= 0 and pairing.narrow[index]]
        if not narrow:
            continue
        matched = sum(gold >= 0 for gold in pairing.to[low:high])
        wide = matched - len(narrow)
        mostly = matched * 2 >= high - low
        if not mostly or (not wide and high - low < SHORT and not _fills_hole(pairing, low, high)):
            for index in narrow:
                pairing.part(index)


def _fills_hole(pairing: _Pairing, low: int, high: int) -> bool:
    """Tell whether a row is paired whole with gold words without an unpaired neighbour in their paragraph."""
    first, last = pairing.to[low], pairing.to[high - 1]
    if first < 0 or last - first != high - low - 1:
        return False
    start, line = pairing.gold.start, pairing.gold.line
    starts = first == start[line[first]] or pairing.back[first - 1] >= 0
    ends = last + 1 == start[line[last] + 1] or pairing.back[last + 1] >= 0
    return starts and ends


def _rest(pairing: _Pairing, width: int) -> None:
    """Pair what is left of both in any order, a long run or a whole row at a time."""
    page = pairing.page
    everything = (0, len(page.words)), (0, len(pairing.gold.words))
    for _ in range(ROUNDS):
        found = False
        for at, gold, length in _chain(pairing, *everything, width, DISTANCE):
            line = bisect_right(page.start, at) - 1
            whole = (at, at + length) == (page.start[line], page.start[line + 1])
            if whole or length >= max(APART, width + 2):
                pairing.pair(at, gold, length)
                found = True
        if not found:
            return


def _shares(side: _Side, partner: list[int]) -> list[float]:
    """Give the paired share of each line; a line without words takes the lesser share of its neighbours."""
    shares: list[float | None] = []
    for low, high in zip(side.start, side.start[1:], strict=False):
        paired = sum(other >= 0 for other in partner[low:high])
        shares.append(paired / (high - low) if high > low else None)
    before, after = [0.0] * len(shares), [0.0] * len(shares)
    last = 0.0
    for index, share in enumerate(shares):
        last = before[index] = last if share is None else share
    last = 0.0
    for index in range(len(shares) - 1, -1, -1):
        share = shares[index]
        last = after[index] = last if share is None else share
    return [min(before[i], after[i]) if share is None else share for i, share in enumerate(shares)]
