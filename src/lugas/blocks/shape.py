"""The shape of the tree around each row, as numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from lugas.blocks.names import class_groups, group_mask
from lugas.page.rows import Box, Cut

__all__ = [
    "NEAR",
    "Lengths",
    "Surroundings",
    "kind_bits",
    "measure_shape",
    "shape_widths",
]

_TAGS = """
p div span li td h1 h2 h3 h4 h5 h6 blockquote figcaption a button dd dt pre section article header footer form
noscript tr img iframe summary address label cite center body
"""
_AROUND = """
article main aside nav header footer form figure table ul ol blockquote section button noscript dialog
"""
TAGS = tuple(_TAGS.split())
AROUND = tuple(_AROUND.split())
LEVELS = 5

# The boxes nearest to a row of which the names are looked at for the row's role.
NEAR = 4

# The region is the deepest box that holds at least this share of the page's prose; three are measured.
REGIONS = (0.4, 0.6, 0.85)


@dataclass(frozen=True, slots=True)
class Lengths:
    """What was counted in each row, float32 of shape (rows,): words, letters in links, and words of prose."""

    words: NDArray[np.float32]
    links: NDArray[np.float32]
    prose: NDArray[np.float32]


def measure_shape(
    cut: Cut, counted: Lengths, title: int, values: NDArray[np.float32], places: Mapping[str, slice]
) -> Surroundings:
    """Measure the tree around each row into its places in `values`, and tell what the rows stand in.

    Each of the functions below writes its numbers into `found`, its own part of `values`. `title` is the title's row
    or -1.
    """
    boxes = cut.boxes
    tree = Tree(cut)
    home, parent = tree.home, tree.parent
    size = np.array([len(row.text) for row in cut.rows], np.float32)
    sums = tree.sums([counted.prose, counted.words, counted.links, size, None])
    named = np.array(cut.names.numbers, np.int64)
    ways = ways_up(home, parent)
    around = Surroundings(cut, tree, named, ways)
    measure_levels(ways, sums, counted.words, values[:, places["levels"]])
    measure_regions(tree, sums, values[:, places["regions"]])
    measure_groups(cut, around, values[:, places["tags"].start : places["told"].stop])
    measure_signatures(cut, counted, size, values[:, places["signatures"]])
    measure_siblings(ways, parent, named, values[:, places["siblings"]])
    measure_title(counted, title, values[:, places["title"]])
    measure_depth(home, boxes, title, values[:, places["depth"]])
    return around


def ways_up(home: NDArray[np.int64], parent: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give each row's box and those around it, level by level, of shape (`LEVELS`, rows); the root again above it."""
    found = np.empty((LEVELS, len(home)), np.int64)
    found[0] = home
    for level in range(1, LEVELS):
        found[level] = np.maximum(parent[found[level - 1]], 0)
    return found


def shape_widths() -> dict[str, int]:
    """Give how many numbers each group of the shape has, in their order."""
    groups = class_groups()[1]
    return {
        "levels": 6 * LEVELS,
        "regions": 6 * len(REGIONS),
        "tags": len(TAGS) + 1 + len(AROUND),
        "classes": 2 * groups,
        "told": 2,
        "signatures": 4,
        "siblings": 10,
        "title": 6,
        "depth": 2,
    }


class Tree:
    """The boxes of a page as arrays and lists: the box around each, and where the rows stand.

    `home` is each row's box, int64 of shape (rows,); `parent` the box around each box, -1 for none, int64 of shape
    (boxes,), and `around` the same as a list. `last` is the last box within each, itself where there is none; `None`
    where the boxes do not stand in the order of a tree, as on pages that are filled from their data.
    """

    __slots__ = ("around", "home", "last", "parent")

    def __init__(self, cut: Cut) -> None:
        self.home = np.array([row.box for row in cut.rows], np.int64)
        self.around = [box.parent for box in cut.boxes]
        self.parent = np.array(self.around, np.int64)
        last = last_within(self.around)
        self.last = np.array(last, np.int64) if last is not None else None

    def stands_in(self, box: int) -> NDArray[np.bool_]:
        """Tell of each row whether it stands in a box, bool of shape (rows,)."""
        if self.last is not None:
            return np.asarray((self.home >= box) & (self.home <= self.last[box]), np.bool_)
        around = self.around
        inside = [False] * len(around)
        inside[box] = True
        for index in range(box + 1, len(around)):
            if inside[around[index]]:
                inside[index] = True
        return np.array(inside)[self.home]

    def sums(self, columns: list[NDArray[np.float32] | None]) -> NDArray[np.float64]:
        """Add up numbers of the rows in each box, of shape (columns, boxes); `None` stands for one a row.

        All are whole or half numbers: what stands in a box is what stands up to the last box within it less what stands
        before it, to the last digit.
        """
        count = len(self.around)
        found = np.zeros((len(columns), count + 1))
        for place, column in enumerate(columns):
            found[place, 1:] = np.bincount(self.home, column, minlength=count)
        if self.last is not None:
            np.cumsum(found, axis=1, out=found)
            return np.asarray(found[:, self.last + 1] - found[:, :-1])
        sums = found[:, 1:]
        for index in range(count - 1, 0, -1):  # a box comes after the one around it
            if self.around[index] >= 0:
                sums[:, self.around[index]] += sums[:, index]
        return sums


def last_within(around: list[int]) -> list[int] | None:
    """Give the last box within each, itself where there is none; `None` where something else stands between them.

    `around` is the box around each, -1 for none.
    """
    last = list(range(len(around)))
    for box in range(1, len(around)):
        up, before = around[box], box - 1
        while before > up:  # what ends before this box begins; each ends once
            last[before] = box - 1
            before = around[before]
        if before != up:
            return None
    before = len(around) - 1
    while before >= 0:
        last[before] = len(around) - 1
        before = around[before]
    return last


def measure_levels(
    ways: NDArray[np.int64], sums: NDArray[np.float64], words: NDArray[np.float32], found: NDArray[np.float32]
) -> None:
    """Measure the boxes around each row, level by level: their prose, their links, their rows."""
    prose, held, linked, size, rows = sums
    held = np.maximum(held, 1)
    of_box = np.empty((len(rows), 6), np.float32)
    of_box[:, 0] = prose / max(prose[0], 1)
    of_box[:, 1] = prose / held
    of_box[:, 2] = linked / np.maximum(size, 1)
    of_box[:, 4] = np.log1p(rows)
    of_box[:, 5] = np.log1p(prose)
    found[:] = of_box[ways.T].reshape(found.shape)
    found[:, 3::6] = (words / held[ways]).T  # the row's own share


def measure_regions(tree: Tree, sums: NDArray[np.float64], found: NDArray[np.float32]) -> None:
    """Tell whether each row stands in the deepest box that holds most of the prose, and where in it."""
    rows = len(tree.home)
    index = np.arange(rows)
    prose, words = sums[0], sums[1]
    known: dict[int, int] = {}
    for place, share in enumerate(REGIONS):
        here = found[:, 6 * place : 6 * place + 6]
        heavy = np.flatnonzero(prose >= share * max(float(prose[0]), 1))
        region = int(heavy[-1]) if len(heavy) else 0
        if region in known:  # one box for two shares, as in every second page
            here[:] = found[:, 6 * known[region] : 6 * known[region] + 6]
            continue
        known[region] = place
        mine = tree.stands_in(region)
        places = np.flatnonzero(mine)
        first, last = (int(places[0]), int(places[-1])) if len(places) else (0, rows - 1)
        since, left = index - first, last - index
        here[:, 0] = mine
        here[:, 1] = np.minimum(np.maximum(since / max(last - first, 1), -1), 2)
        here[:, 2] = np.log1p(np.abs(since))
        here[:, 3] = np.log1p(np.abs(left))
        here[:, 4] = prose[region] / max(words[region], 1)
        here[:, 5] = tree.home == region


class Surroundings:
    """What each row stands in, as bit masks, uint64 of shape (rows,).

    `near` holds the groups of class words of its own and the nearest two boxes, `all` those of every box
    around it; `kinds` the tags of `AROUND` among them; `hidden` and `told` whether one is hidden, or says
    that it is the body; `nearest` what the `NEAR` nearest are about, every bit of `blocks.names`.
    """

    __slots__ = ("all", "hidden", "kinds", "near", "nearest", "told")

    def __init__(self, cut: Cut, tree: Tree, named: NDArray[np.int64], ways: NDArray[np.int64]) -> None:
        masks, groups = class_groups()
        tags = {tag: 1 << bit for bit, tag in enumerate(AROUND, groups)}
        body = 1 << groups + len(AROUND)
        names = cut.names
        own = names.masks = [group_mask(box.words, masks) | tags.get(box.tag, 0) for box in names.boxes]
        each = [own[name] for name in names.numbers]
        for number in names.hinted:
            if tells_body(cut.boxes[number]):
                each[number] |= body
        every: list[int] = []
        for mask, up in zip(each, tree.around, strict=True):
            every.append(mask | every[up] if up >= 0 else mask)
        mine = np.array(own, np.uint64)[named]
        near = mine | np.where(tree.parent >= 0, mine[tree.parent], np.uint64(0))
        lines = np.array([group_mask(row.words, masks) if row.words else 0 for row in cut.rows], np.uint64)
        whole, classes = np.array(every, np.uint64)[tree.home], np.uint64((1 << groups) - 1)
        self.near = (near[tree.home] | lines) & classes
        self.all = (whole | lines) & classes
        self.kinds = (whole >> np.uint64(groups)) & np.uint64((1 << len(AROUND)) - 1)
        self.hidden = np.array([box.hidden for box in cut.boxes], bool)[tree.home]
        self.told = (whole & np.uint64(body)) != 0
        self.nearest = np.asarray(np.bitwise_or.reduce(mine[ways[:NEAR]], axis=0), np.uint64)


def tells_body(box: Box) -> bool:
    """Whether a box says that it holds the article's body."""
    return any(name == "itemprop" and "articlebody" in value for name, value in box.hints)


@lru_cache(maxsize=32)
def kind_bits(*tags: str) -> int:
    """Give the bit mask of kinds of boxes by their tags."""
    return sum(1 << AROUND.index(tag) for tag in tags)


def measure_groups(cut: Cut, around: Surroundings, found: NDArray[np.float32]) -> None:
    """Tell tags, the kinds of boxes around, and the groups of class words, nearest and of all."""
    count, groups = len(cut.rows), class_groups()[1]
    place = tag_places()
    tags, kinds = len(TAGS) + 1, len(TAGS) + 1 + len(AROUND)
    found[:, :tags] = 0
    found[np.arange(count), [place.get(row.tag, tags - 1) for row in cut.rows]] = 1
    found[:, tags:kinds] = spread(around.kinds, len(AROUND))
    found[:, kinds : kinds + groups] = spread(around.near, groups)
    found[:, kinds + groups : kinds + 2 * groups] = spread(around.all, groups)
    found[:, -2] = around.hidden
    found[:, -1] = around.told


@lru_cache(maxsize=1)
def tag_places() -> dict[str, int]:
    """Give the place of each of `TAGS`."""
    return {tag: index for index, tag in enumerate(TAGS)}


def spread(masks: NDArray[np.uint64], bits: int) -> NDArray[np.uint8]:
    """Spread bit masks into one number a bit, the lowest first."""
    octets = masks.astype("<u8").view(np.uint8).reshape(-1, 8)
    return np.unpackbits(octets, axis=1, count=bits, bitorder="little")


def measure_signatures(
    cut: Cut, counted: Lengths, size: NDArray[np.float32], found: NDArray[np.float32]
) -> None:
    """Measure what rows of one tag and one set of class words, in boxes alike, have in common."""
    numbers: dict[tuple[str, int, int], int] = {}
    boxes, named = cut.boxes, cut.names.numbers
    signs = []
    for row in cut.rows:
        box = row.box
        up = boxes[box].parent
        key = (row.tag, named[box], named[up if up >= 0 else box])
        signs.append(numbers.setdefault(key, len(numbers)))
    which = np.array(signs, np.int64)
    many = np.bincount(which).astype(np.float32)
    found[:, 0] = np.log1p(many)[which]
    found[:, 1] = np.log1p(np.bincount(which, weights=counted.words) / many)[which]
    linked = np.bincount(which, weights=counted.links) / np.maximum(np.bincount(which, weights=size), 1)
    found[:, 2] = linked[which]
    found[:, 3] = (np.bincount(which, weights=counted.prose) / max(float(counted.prose.sum()), 1))[which]


def measure_siblings(
    ways: NDArray[np.int64], parent: NDArray[np.int64], named: NDArray[np.int64], found: NDArray[np.float32]
) -> None:
    """Count like boxes side by side around each row (cards, comments), and tell who shares its box."""
    pairs = parent * len(parent) + named
    rising = np.sort(pairs)
    like = np.log1p(rising.searchsorted(pairs, "right") - rising.searchsorted(pairs))
    found[:, :4] = like[ways[:4]].T
    up = parent[ways[:3]]
    same = (up[:, 1:] == up[:, :-1]).T
    found[0, 4::2] = found[-1, 5::2] = 0  # nothing stands before the first row, nor after the last
    found[1:, 4::2] = same
    found[:-1, 5::2] = same


def measure_title(counted: Lengths, title: int, found: NDArray[np.float32]) -> None:
    """Measure how far each row is from the row that shows the title."""
    if title < 0:
        found[:] = 0
        return
    prose = counted.prose
    away = np.arange(len(prose)) - title
    before = float(prose[: title + 1].sum())
    since = np.maximum(np.cumsum(prose) - before, 0)
    found[:, 0] = 1
    found[:, 1] = away == 0
    found[:, 2] = away > 0
    found[:, 3] = np.sign(away) * np.log1p(np.abs(away))
    found[:, 4] = np.log1p(since)
    found[:, 5] = since / max(float(prose.sum()) - before, 1)


def measure_depth(home: NDArray[np.int64], boxes: list[Box], title: int, found: NDArray[np.float32]) -> None:
    """Measure depth: of each row, and beside the title's."""
    depth = np.array([box.depth for box in boxes], np.float32)[home]
    base = depth[title] if title >= 0 else np.float32(0)
    found[:, 0] = depth / 20
    found[:, 1] = (depth - base) / 10
