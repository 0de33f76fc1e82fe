"""Measuring: numbers for every row of a page, as one array.

What is measured is the text's look (letters by kind, length, links), its place on the page, what repeats on
the page, and for markup the shape of the tree around it. Class names and phrases count as membership of small groups
(names that say "share", phrases that say "read also"), words by the keys of `lexicon`, of which only those that many
sites share are learned, so that no site is learned by heart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from lugas.blocks import letters as kinds
from lugas.blocks.cohesion import COHESION, measure_cohesion
from lugas.blocks.hints import Hints
from lugas.blocks.letters import KINDS, Letters, count_letters
from lugas.blocks.lexicon import WordKeys, split_words, word_keys
from lugas.blocks.phrases import Mark, phrase_marks
from lugas.blocks.shape import Lengths, Surroundings, measure_shape, shape_widths
from lugas.blocks.words import rows_saying, squash
from lugas.model import Kind
from lugas.page.rows import Cut, Row

__all__ = ["Numbers", "layout", "measure"]

KIND_ORDER = tuple(Kind)
MARKS = len(Mark)
WORD = re.compile(r"\w+")

# A row with at least this many words, mostly outside links, is prose. Tried on the labelled pages: 8 to 12 do
# alike.
PROSE_WORDS = 10
PROSE_LINKS = 0.4

# Rows longer than this are not compared with the title word by word, and those of so many characters not at all.
TITLE_WORDS, LONGEST_TITLE = 40, 400


@dataclass(slots=True)
class Numbers:
    """A page's numbers.

    `values` is float32 of shape (rows, numbers); `words` float32 and `marks` (the phrases of each row, bits
    of `Mark`) uint64, both of shape (rows,). `keys` are the keys of the words themselves. `around` tells what each row
    stands in; copied text has none.
    """

    values: NDArray[np.float32]
    words: NDArray[np.float32]
    marks: NDArray[np.uint64]
    keys: WordKeys
    around: Surroundings | None = None


def measure(cut: Cut, hints: Hints) -> Numbers:
    """Measure every row of a page; the width of the result depends on the form alone."""
    rows = cut.rows
    if not rows:
        none = np.zeros((0, 0), np.float32), np.zeros(0, np.float32), np.zeros(0, np.uint64)
        return Numbers(*none, word_keys(split_words([])))
    counted = count_letters([row.text for row in rows])
    links = np.fromiter((row.links for row in rows), np.float32, len(rows))
    link_share = np.asarray(links / np.maximum(counted.size, 1), np.float32)
    prose = np.where((counted.words >= PROSE_WORDS) & (link_share < PROSE_LINKS), counted.words, 0).astype(
        np.float32
    )
    folded = [row.text.lower() for row in rows]
    marks = np.fromiter((phrase_marks(row.text) if row.text else 0 for row in rows), np.uint64, len(rows))
    said = split_words(folded)
    around: Surroundings | None = None
    places = layout(cut.form)
    # each group is written to its place at once: a copy of all would be the most that reading a page takes
    values = np.empty((len(rows), max(place.stop for place in places.values())), np.float32)
    values[:, places["text"]] = measure_text(counted, link_share)
    values[:, places["kinds"]] = measure_kinds(rows)
    values[:, places["marks"]] = (marks[:, None] >> np.arange(MARKS, dtype=np.uint64)) & np.uint64(1)
    values[:, places["repeats"]] = measure_repeats(folded)
    values[:, places["place"]] = measure_place(counted.words, prose)
    values[:, places["hints"]] = measure_hints(rows, folded, counted.words, hints)
    if cut.form == "html":
        title = find_title_row(rows, folded, hints.title)
        around = measure_shape(cut, Lengths(counted.words, links, prose), title, values, places)
    else:
        values[:, places["lines"]] = measure_lines(rows, counted)
        values[:, places["cohesion"]] = measure_cohesion(said, len(rows))
    return Numbers(values, counted.words, marks, word_keys(said), around)


def measure_text(counted: Letters, link_share: NDArray[np.float32]) -> NDArray[np.float32]:
    """Measure the look of each text."""
    size = np.maximum(counted.size, 1)[:, None]
    words = np.maximum(counted.words, 1)
    letters = counted.counts[:, [kinds.UPPER, kinds.LOWER, kinds.OTHER, kinds.DENSE]].sum(axis=1)
    first = np.eye(KINDS, dtype=np.float32)[counted.first]
    last = np.eye(KINDS, dtype=np.float32)[counted.last]
    return np.concatenate(
        [
            counted.counts / size,
            np.stack(
                [
                    np.log1p(counted.size),
                    np.log1p(counted.words),
                    link_share,
                    np.minimum(counted.titled / words, 1.5),
                    counted.counts[:, kinds.STOP] / words,
                    counted.counts[:, kinds.COMMA] / words,
                    np.log1p(counted.counts[:, kinds.STOP]),
                    np.minimum(letters / words, 20) / 10,
                    counted.words >= PROSE_WORDS,
                    counted.words <= 3,
                    counted.size == 0,
                ],
                axis=1,
            ),
            first,
            last,
        ],
        axis=1,
    )


def measure_kinds(rows: list[Row]) -> NDArray[np.float32]:
    """Tell the kinds of rows apart, and the level of headings."""
    found = np.zeros((len(rows), len(KIND_ORDER) + 1), np.float32)
    place = {kind: index for index, kind in enumerate(KIND_ORDER)}
    found[np.arange(len(rows)), [place[row.kind] for row in rows]] = 1
    found[:, -1] = [row.level for row in rows]
    return found


def measure_repeats(folded: list[str]) -> NDArray[np.float32]:
    """Count how often each text stands on the page, and tell the first time from the later ones."""
    seen: dict[str, int] = {}
    order = []
    for text in folded:
        count = seen[text] = seen.get(text, -1) + 1
        order.append(count > 0)
    total = np.array([seen[text] for text in folded], np.float32)
    return np.stack([np.log1p(total), order], axis=1)


def measure_place(words: NDArray[np.float32], prose: NDArray[np.float32]) -> NDArray[np.float32]:
    """Measure where on the page each row stands, and how dense the prose around it is."""
    rows = len(words)
    index = np.arange(rows, dtype=np.float32)
    total_words, total_prose = max(float(words.sum()), 1), max(float(prose.sum()), 1)
    parts = [
        index / rows,
        np.log1p(index),
        np.log1p(rows - 1 - index),
        np.cumsum(words) / total_words,
        np.cumsum(prose) / total_prose,
        prose / total_prose,
        np.full(rows, np.log1p(total_prose)),
        np.full(rows, total_prose / total_words),
    ]
    padded_prose, padded_words = np.cumsum(np.r_[0, prose]), np.cumsum(np.r_[0, words])
    for reach in (2, 5, 12):
        low = np.maximum(np.arange(rows) - reach, 0)
        high = np.minimum(np.arange(rows) + reach + 1, rows)
        near_prose = padded_prose[high] - padded_prose[low]
        near_words = padded_words[high] - padded_words[low]
        parts += [near_prose / np.maximum(near_words, 1), near_prose / total_prose]
    return np.stack(parts, axis=1).astype(np.float32)


def measure_hints(
    rows: list[Row], folded: list[str], words: NDArray[np.float32], hints: Hints
) -> NDArray[np.float32]:
    """Compare each row with what the page says of itself."""
    found = np.zeros((len(rows), 9), np.float32)
    title, slug = set(WORD.findall(hints.title.lower())), set(WORD.findall(hints.slug.lower()))
    whole, body, note = squash(hints.title), squash(hints.body), squash(hints.description)
    beginnings = {text[:1] for text in (whole, note) if text}
    wanted = title | slug
    found[:, 6], found[:, 7], found[:, 8] = bool(body), bool(slug), bool(note)
    for index, (text, count) in enumerate(zip(folded, words.tolist(), strict=True)):
        if not text:
            continue
        if wanted and count <= TITLE_WORDS:
            said = WORD.findall(text)
            if not wanted.isdisjoint(said):
                mine = set(said)
                found[index, 0] = len(mine & title) / max(len(mine), 1)
                found[index, 1] = len(mine & title) / max(len(title), 1)
                found[index, 2] = len(mine & slug) / max(len(slug), 1)
        if count < 3 and not body:
            continue
        if not body and text[0].isalnum() and text[0] not in beginnings:
            continue  # squashed, it begins neither like the title nor like the description
        flat = squash(text[:200])
        if not flat:
            continue
        found[index, 3] = flat == whole
        if note and len(flat) > 20:
            found[index, 4] = note.startswith(flat[:60]) or flat.startswith(note[:60])
        if body and len(flat) > 2:
            found[index, 5] = flat[:100] in body
    return found


def measure_lines(rows: list[Row], counted: Letters) -> NDArray[np.float32]:
    """Measure what only copied text shows: blank lines around a row, and rows set in runs of short lines."""
    count = len(rows)
    gaps = np.fromiter((min(row.gap, 4) for row in rows), np.float32, count)
    after = np.append(gaps[1:], np.float32(4))
    tall = np.fromiter((row.last_line - row.first_line for row in rows), np.float32, count)
    short = counted.words <= 5
    runs = np.zeros(count, np.float32)
    length = 0
    for index in range(count):
        length = length + 1 if short[index] else 0
        runs[index] = length
    for index in range(count - 2, -1, -1):
        if short[index] and short[index + 1]:
            runs[index] = max(runs[index], runs[index + 1])
    # the median; numpy's own loads its masked arrays, 13 ms, to look for what is no number
    usual = float(np.sort(gaps)[[(count - 1) // 2, count // 2]].mean()) if count else 0.0
    return np.stack(
        [gaps, after, gaps > usual, after > usual, np.full(count, usual), np.log1p(tall), np.log1p(runs)],
        axis=1,
    ).astype(np.float32)


def find_title_row(rows: list[Row], folded: list[str], title: str) -> int:
    """Give the row that shows the title: the heading equal to it, any row equal, the first `h1`, or -1."""
    flat = squash(title)
    same = rows_saying(folded, flat, LONGEST_TITLE)
    tops = [index for index, row in enumerate(rows) if row.level == 1 and row.kind is Kind.HEADING]
    return next(
        iter(
            [i for i in same if rows[i].level == 1]
            + [i for i in same if rows[i].kind is Kind.HEADING]
            + same
            + tops
        ),
        -1,
    )


@lru_cache(maxsize=2)
def layout(form: str) -> Mapping[str, slice]:
    """Give where each group of numbers stands in the array for one form of page."""
    widths = {
        "text": 3 * KINDS + 11,
        "kinds": len(KIND_ORDER) + 1,
        "marks": MARKS,
        "repeats": 2,
        "place": 14,
        "hints": 9,
    }
    widths |= shape_widths() if form == "html" else {"lines": 7, "cohesion": COHESION}
    found: dict[str, slice] = {}
    start = 0
    for name, width in widths.items():
        found[name] = slice(start, start + width)
        start += width
    return found
