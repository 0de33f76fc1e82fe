"""The shape of the tree around each row, as numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from lugas.blocks.words import read_list
from lugas.page.rows import Box, Cut

__all__ = ["Lengths", "Surroundings", "group_bits", "kind_bits", "measure_shape", "shape_widths"]

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

    `title` is the title's row or -1.
    """
    boxes = cut.boxes
    words, links, prose = counted.words, counted.links, counted.prose
    count = len(boxes)
    home = np.array([row.box for row in cut.rows], np.int64)
    parent = np.array([box.parent for box in boxes], np.int64)
    size = np.array([len(row.text) for row in cut.rows], np.float32)
    totals = np.stack([prose, words, links, size, np.ones_like(words)], axis=1)
    sums = sum_up(parent, home, totals, count)
    named = cut.names.numbers
    around = Surroundings(cut, home)
    ways = ways_up(home, parent)
    values[:, places["levels"]] = measure_levels(ways, sums, words)
    values[:, places["regions"]] = measure_regions(home, parent, sums)
    values[:, places["tags"].start : places["told"].stop] = measure_groups(cut, around)
    values[:, places["signatures"]] = measure_signatures(cut, named, Lengths(words, links, prose), size)
    values[:, places["siblings"]] = measure_siblings(ways, parent, named)
    values[:, places["title"]] = measure_title(words, prose, title)
    values[:, places["depth"]] = measure_depth(home, boxes, title)
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


def sum_up(
    parent: NDArray[np.int64], home: NDArray[np.int64], totals: NDArray[np.float32], count: int
) -> NDArray[np.float64]:
    """Add each row's numbers to its box and all boxes around it; a box comes after the one around it."""
    prose, words, links, size, rows = (
        np.bincount(home, weights=totals[:, column], minlength=count).tolist()
        for column in range(totals.shape[1])
    )
    around = parent.tolist()
    for index in range(count - 1, 0, -1):
        up = around[index]
        rows[up] += rows[index]
        if size[index]:  # the words, the links and the prose of a text are none where there is no text
            prose[up] += prose[index]
            words[up] += words[index]
            links[up] += links[index]
            size[up] += size[index]
    return np.array([prose, words, links, size, rows]).T


def measure_levels(
    ways: NDArray[np.int64], sums: NDArray[np.float64], words: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Measure the boxes around each row, level by level: their prose, their links, their rows."""
    prose, held, linked, size, rows = sums.T
    held = np.maximum(held, 1)
    of_box = np.stack(
        [
            prose / max(prose[0], 1),
            prose / held,
            linked / np.maximum(size, 1),
            np.zeros_like(prose),  # the row's own share, which follows
            np.log1p(rows),
            np.log1p(prose),
        ],
        axis=1,
    )
    found = of_box[ways]
    found[:, :, 3] = words / held[ways]
    return found.transpose(1, 0, 2).reshape(len(words), -1).astype(np.float32)


def measure_regions(
    home: NDArray[np.int64], parent: NDArray[np.int64], sums: NDArray[np.float64]
) -> NDArray[np.float32]:
    """Tell whether each row stands in the deepest box that holds most of the prose, and where in it."""
    rows = len(home)
    found = np.empty((len(REGIONS), 6, rows), np.float32)
    around = parent.tolist()
    index = np.arange(rows)
    known: dict[int, int] = {}
    for place, share in enumerate(REGIONS):
        heavy = np.flatnonzero(sums[:, 0] >= share * max(float(sums[0, 0]), 1))
        region = int(heavy[-1]) if len(heavy) else 0
        if region in known:  # one box for two shares, as in every second page
            found[place] = found[known[region]]
            continue
        known[region] = place
        inside = [False] * len(around)
        inside[region] = True
        for box in range(region + 1, len(around)):
            if inside[around[box]]:
                inside[box] = True
        mine = np.array(inside)[home]
        places = np.flatnonzero(mine)
        first, last = (int(places[0]), int(places[-1])) if len(places) else (0, rows - 1)
        found[place, 0] = mine
        found[place, 1] = np.clip((index - first) / max(last - first, 1), -1, 2)
        found[place, 2] = np.log1p(np.abs(index - first))
        found[place, 3] = np.log1p(np.abs(last - index))
        found[place, 4] = sums[region, 0] / max(sums[region, 1], 1)
        found[place, 5] = home == region
    return found.reshape(-1, rows).T


@lru_cache(maxsize=1)
def class_groups() -> tuple[dict[str, int], int]:
    """Give the bit mask of each class word, and the number of groups."""
    masks: dict[str, int] = {}
    lines = read_list("classes")
    for bit, line in enumerate(lines):
        for word in line.partition(":")[2].split():
            masks[word] = masks.get(word, 0) | 1 << bit
    return masks, len(lines)


class Surroundings:
    """What each row stands in, as bit masks, uint64 of shape (rows,).

    `near` holds the groups of class words of its own and the nearest two boxes, `all` those of every box
    around it; `kinds` the tags of `AROUND` among them; `hidden` and `told` whether one is hidden, or says
    that it is the body.
    """

    __slots__ = ("all", "hidden", "kinds", "near", "told")

    def __init__(self, cut: Cut, home: NDArray[np.int64]) -> None:
        masks = class_groups()[0]
        tags = {tag: 1 << bit for bit, tag in enumerate(AROUND)}
        names = cut.names
        groups = [group_mask(box.words, masks) for box in names.boxes]
        sorts = [tags.get(box.tag, 0) for box in names.boxes]
        own: list[int] = []
        inherited: list[int] = []
        kinds: list[int] = []
        told: list[bool] = []
        near: list[int] = []
        for box, name in zip(cut.boxes, names.numbers, strict=True):
            up = box.parent
            mask = groups[name]
            about = bool(box.hints) and tells_body(box)
            own.append(mask)
            if up >= 0:
                near.append(mask | own[up])
                inherited.append(mask | inherited[up])
                kinds.append(sorts[name] | kinds[up])
                told.append(about or told[up])
            else:
                near.append(mask)
                inherited.append(mask)
                kinds.append(sorts[name])
                told.append(about)
        lines = np.array([group_mask(row.words, masks) if row.words else 0 for row in cut.rows], np.uint64)
        self.near = np.array(near, np.uint64)[home] | lines
        self.all = np.array(inherited, np.uint64)[home] | lines
        self.kinds = np.array(kinds, np.uint64)[home]
        self.hidden = np.array([box.hidden for box in cut.boxes], bool)[home]
        self.told = np.array(told, bool)[home]


def tells_body(box: Box) -> bool:
    """Whether a box says that it holds the article's body."""
    return any(name == "itemprop" and "articlebody" in value for name, value in box.hints)


def group_mask(words: tuple[str, ...], masks: dict[str, int]) -> int:
    """Give the groups that some class words belong to."""
    mask = 0
    for word in words:
        mask |= masks.get(word, 0)
    return mask


@lru_cache(maxsize=32)
def group_bits(*names: str) -> int:
    """Give the bit mask of groups of class words by their names."""
    order = [line.partition(":")[0] for line in read_list("classes")]
    return sum(1 << order.index(name) for name in names)


@lru_cache(maxsize=32)
def kind_bits(*tags: str) -> int:
    """Give the bit mask of kinds of boxes by their tags."""
    return sum(1 << AROUND.index(tag) for tag in tags)


def measure_groups(cut: Cut, around: Surroundings) -> NDArray[np.float32]:
    """Tell tags, the kinds of boxes around, and the groups of class words, nearest and of all."""
    bits = np.arange(class_groups()[1], dtype=np.uint64)
    place = {tag: index for index, tag in enumerate(TAGS)}
    tag_of = np.zeros((len(cut.rows), len(TAGS) + 1), np.float32)
    tag_of[np.arange(len(cut.rows)), [place.get(row.tag, len(TAGS)) for row in cut.rows]] = 1
    return np.concatenate(
        [
            tag_of,
            spread(around.kinds, np.arange(len(AROUND), dtype=np.uint64)),
            spread(around.near, bits),
            spread(around.all, bits),
            around.hidden.astype(np.float32)[:, None],
            around.told.astype(np.float32)[:, None],
        ],
        axis=1,
    )


def spread(masks: NDArray[np.uint64], bits: NDArray[np.uint64]) -> NDArray[np.float32]:
    """Spread bit masks into one number a bit."""
    return ((masks[:, None] >> bits) & np.uint64(1)).astype(np.float32)


def measure_signatures(
    cut: Cut, named: list[int], counted: Lengths, size: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Measure what rows of one tag and one set of class words, in boxes alike, have in common."""
    numbers: dict[tuple[str, int, int], int] = {}
    boxes = cut.boxes
    signs = []
    for row in cut.rows:
        box = row.box
        up = boxes[box].parent
        key = (row.tag, named[box], named[up if up >= 0 else box])
        signs.append(numbers.setdefault(key, len(numbers)))
    which = np.array(signs, np.int64)
    prose = counted.prose
    many = np.bincount(which).astype(np.float32)
    mean = np.bincount(which, weights=counted.words) / many
    linked = np.bincount(which, weights=counted.links) / np.maximum(np.bincount(which, weights=size), 1)
    share = np.bincount(which, weights=prose) / max(float(prose.sum()), 1)
    return np.stack([np.log1p(many), np.log1p(mean), linked, share], axis=1)[which].astype(np.float32)


def measure_siblings(
    ways: NDArray[np.int64], parent: NDArray[np.int64], named: list[int]
) -> NDArray[np.float32]:
    """Count like boxes side by side around each row (cards, comments), and tell who shares its box."""
    numbers: dict[tuple[int, int], int] = {}
    pairs = zip(parent.tolist(), named, strict=True)
    which = np.array([numbers.setdefault(pair, len(numbers)) for pair in pairs], np.int64)
    like = np.log1p(np.bincount(which)[which])
    found = np.zeros((10, ways.shape[1]), np.float32)
    found[:4] = like[ways[:4]]
    up = parent[ways[:3]]
    same = up[:, 1:] == up[:, :-1]
    found[4::2, 1:] = same
    found[5::2, :-1] = same
    return found.T


def measure_title(words: NDArray[np.float32], prose: NDArray[np.float32], title: int) -> NDArray[np.float32]:
    """Measure how far each row is from the row that shows the title."""
    rows = len(words)
    index = np.arange(rows)
    if title < 0:
        return np.zeros((rows, 6), np.float32)
    before = float(prose[: title + 1].sum())
    since = np.cumsum(prose) - before
    return np.stack(
        [
            np.ones(rows),
            index == title,
            index > title,
            np.sign(index - title) * np.log1p(np.abs(index - title)),
            np.log1p(np.maximum(since, 0)),
            np.maximum(since, 0) / max(float(prose.sum()) - before, 1),
        ],
        axis=1,
    ).astype(np.float32)


def measure_depth(home: NDArray[np.int64], boxes: list[Box], title: int) -> NDArray[np.float32]:
    """Measure depth: of each row, and beside the title's."""
    depth = np.array([box.depth for box in boxes], np.float32)[home]
    base = depth[title] if title >= 0 else np.float32(0)
    return np.stack([depth / 20, (depth - base) / 10], axis=1).astype(np.float32)
