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
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from lugas.blocks import letters as kinds
from lugas.blocks.cohesion import COHESION, measure_cohesion
from lugas.blocks.hints import Hints
from lugas.blocks.letters import KINDS, Letters, count_letters
from lugas.blocks.lexicon import WordKeys, split_beside, split_words, word_keys
from lugas.blocks.phrases import Mark
from lugas.blocks.plain import marks_of_rows
from lugas.blocks.shape import Lengths, Surroundings, measure_shape, shape_widths, spread
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
    texts = [row.text for row in rows]
    counted = count_letters(texts)
    links = np.fromiter((row.links for row in rows), np.float32, len(rows))
    link_share = np.asarray(links / np.maximum(counted.size, 1), np.float32)
    prose = np.where((counted.words >= PROSE_WORDS) & (link_share < PROSE_LINKS), counted.words, 0).astype(
        np.float32
    )
    folded = list(map(str.lower, texts))
    marks = np.array(marks_of_rows(texts), np.uint64)
    told = set(WORD.findall(hints.title.lower())), set(WORD.findall(hints.slug.lower()))
    said, telling = split_beside(folded, told[0] | told[1])
    around: Surroundings | None = None
    places = layout(cut.form)
    # each group is written to its place at once: a copy of all would be the most that reading a page takes, and to
    # stack the numbers of a group first takes longer than to work them out
    values = np.empty((len(rows), max(place.stop for place in places.values())), np.float32)
    measure_text(counted, link_share, values[:, places["text"]])
    measure_kinds(rows, values[:, places["kinds"]])
    values[:, places["marks"]] = spread(marks, MARKS)
    measure_repeats(folded, values[:, places["repeats"]])
    measure_place(counted.words, prose, values[:, places["place"]])
    found = values[:, places["hints"]]
    measure_telling(folded, counted.words, telling, told, found)
    measure_hints(folded, counted.words, hints, found)
    if cut.form == "html":
        title = find_title_row(rows, folded, hints.title)
        around = measure_shape(cut, Lengths(counted.words, links, prose), title, values, places)
    else:
        measure_lines(rows, counted, values[:, places["lines"]])
        values[:, places["cohesion"]] = measure_cohesion(said, len(rows))
    return Numbers(values, counted.words, marks, word_keys(said), around)


def measure_text(counted: Letters, link_share: NDArray[np.float32], found: NDArray[np.float32]) -> None:
    """Measure the look of each text."""
    counts, words = counted.counts, np.maximum(counted.words, 1)
    letters = (
        counts[:, kinds.UPPER] + counts[:, kinds.LOWER] + counts[:, kinds.OTHER] + counts[:, kinds.DENSE]
    )
    stops = counts[:, kinds.STOP]
    found[:, :KINDS] = counts / np.maximum(counted.size, 1)[:, None]
    look = found[:, KINDS:]
    look[:, 0] = np.log1p(counted.size)
    look[:, 1] = np.log1p(counted.words)
    look[:, 2] = link_share
    look[:, 3] = np.minimum(counted.titled / words, 1.5)
    look[:, 4] = stops / words
    look[:, 5] = counts[:, kinds.COMMA] / words
    look[:, 6] = np.log1p(stops)
    look[:, 7] = np.minimum(letters / words, 20) / 10
    look[:, 8] = counted.words >= PROSE_WORDS
    look[:, 9] = counted.words <= 3
    look[:, 10] = counted.size == 0
    ends = look[:, 11:]
    ends[:] = 0
    rows = np.arange(len(words))
    ends[rows, counted.first] = 1
    ends[rows, KINDS + counted.last.astype(np.int64)] = 1


def measure_kinds(rows: list[Row], found: NDArray[np.float32]) -> None:
    """Tell the kinds of rows apart, and the level of headings."""
    place = {kind: index for index, kind in enumerate(KIND_ORDER)}
    found[:] = 0
    found[np.arange(len(rows)), [place[row.kind] for row in rows]] = 1
    found[:, -1] = [row.level for row in rows]


def measure_repeats(folded: list[str], found: NDArray[np.float32]) -> None:
    """Count how often each text stands on the page, and tell the first time from the later ones."""
    seen: dict[str, int] = {}
    order = []
    for text in folded:
        count = seen[text] = seen.get(text, -1) + 1
        order.append(count > 0)
    found[:, 0] = np.log1p(np.array([seen[text] for text in folded], np.float32))
    found[:, 1] = order


def measure_place(words: NDArray[np.float32], prose: NDArray[np.float32], found: NDArray[np.float32]) -> None:
    """Measure where on the page each row stands, and how dense the prose around it is."""
    rows = len(words)
    index = np.arange(rows)
    place = index.astype(np.float32)
    total_words, total_prose = max(float(words.sum()), 1), max(float(prose.sum()), 1)
    # what stands before each row, and after the last
    prose_before, words_before = np.zeros(rows + 1, np.float32), np.zeros(rows + 1, np.float32)
    np.cumsum(prose, out=prose_before[1:])
    np.cumsum(words, out=words_before[1:])
    found[:, 0] = place / rows
    found[:, 1] = np.log1p(place)
    found[:, 2] = np.log1p(rows - 1 - place)
    found[:, 3] = words_before[1:] / total_words
    found[:, 4] = prose_before[1:] / total_prose
    found[:, 5] = prose / total_prose
    found[:, 6] = np.log1p(total_prose)
    found[:, 7] = total_prose / total_words
    for column, reach in ((8, 2), (10, 5), (12, 12)):
        low = np.maximum(index - reach, 0)
        high = np.minimum(index + reach + 1, rows)
        near_prose = prose_before[high] - prose_before[low]
        near_words = words_before[high] - words_before[low]
        found[:, column] = near_prose / np.maximum(near_words, 1)
        found[:, column + 1] = near_prose / total_prose


def measure_telling(
    folded: list[str],
    words: NDArray[np.float32],
    telling: list[int],
    told: tuple[set[str], set[str]],
    found: NDArray[np.float32],
) -> None:
    """Compare rows with the words that the page's title and its address tell; `telling` may hold some of them."""
    title, slug = told
    wanted = title | slug
    found[:, :3] = 0
    if not wanted:
        return
    counts = words.tolist()
    for index in telling:
        if counts[index] <= TITLE_WORDS and not wanted.isdisjoint(mine := set(WORD.findall(folded[index]))):
            found[index, 0] = len(mine & title) / len(mine)
            found[index, 1] = len(mine & title) / max(len(title), 1)
            found[index, 2] = len(mine & slug) / max(len(slug), 1)


def measure_hints(
    folded: list[str], words: NDArray[np.float32], hints: Hints, found: NDArray[np.float32]
) -> None:
    """Compare each row with the title, the body and the description that the page gives itself."""
    whole, body, note = squash(hints.title), squash(hints.body), squash(hints.description)
    beginnings = {text[:1] for text in (whole, note) if text}
    found[:, 3:6] = 0
    found[:, 6], found[:, 7], found[:, 8] = (
        bool(body),
        bool(hints.slug and WORD.search(hints.slug.lower())),
        bool(note),
    )
    for index, (text, count) in enumerate(zip(folded, words.tolist(), strict=True)):
        if not text or (count < 3 and not body):
            continue
        if not body and not begins_like(text, beginnings, whole, note):
            continue
        flat = squash(text[:200])
        if not flat:
            continue
        if flat == whole:
            found[index, 3] = 1
        if note and len(flat) > 20:
            found[index, 4] = note.startswith(flat[:60]) or flat.startswith(note[:60])
        if body and len(flat) > 2:
            found[index, 5] = flat[:100] in body


def begins_like(text: str, beginnings: set[str], whole: str, note: str) -> bool:
    """Whether a text may begin, squashed, like the title or like the description: decided by its first word."""
    if text[0].isalnum() and text[0] not in beginnings:
        return False
    first = WORD.search(text[:200])
    word = first[0].lower()[:60] if first else ""
    return whole.startswith(word) or note.startswith(word) or (note != "" and word.startswith(note))


def measure_lines(rows: list[Row], counted: Letters, found: NDArray[np.float32]) -> None:
    """Measure what only copied text shows: blank lines around a row, and rows set in runs of short lines."""
    count = len(rows)
    gaps = [min(row.gap, 4) for row in rows]
    rising = sorted(gaps)
    usual = (rising[(count - 1) // 2] + rising[count // 2]) / 2  # the median
    runs: list[int] = []
    for short, run in groupby((counted.words <= 5).tolist()):
        length = len(list(run))
        runs += [length if short else 0] * length
    found[:, 0] = gaps
    found[:-1, 1] = found[1:, 0]
    found[-1, 1] = 4
    found[:, 2] = found[:, 0] > usual
    found[:, 3] = found[:, 1] > usual
    found[:, 4] = usual
    found[:, 5] = np.log1p(np.array([row.last_line - row.first_line for row in rows], np.float32))
    found[:, 6] = np.log1p(np.array(runs, np.float32))


def find_title_row(rows: list[Row], folded: list[str], title: str) -> int:
    """Give the row that shows the title: the heading equal to it, any row equal, the first `h1`, or -1."""
    same = rows_saying(folded, squash(title), LONGEST_TITLE)
    if same:
        headings = [index for index in same if rows[index].kind is Kind.HEADING]
        return next((index for index in same if rows[index].level == 1), headings[0] if headings else same[0])
    return next((index for index, row in enumerate(rows) if row.level == 1 and row.kind is Kind.HEADING), -1)


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
