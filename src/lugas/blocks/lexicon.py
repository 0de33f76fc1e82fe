"""The words of every row, as keys that a table of weights can be looked up with.

Some lines are told from the body by their words alone: captions, prompts, credits, lines that lead elsewhere. A word
counts by where it stands: among the first of its row, the last, anywhere in a short row, or in the beginning of a
long one. Words are kept as hashes and never as text, digits count alike, and only words that many sites share are
learned, so that the table knows how newsrooms write, not what one of them wrote.

All rows of a page are done at once, as arrays.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from lugas.blocks import letters as kinds
from lugas.blocks.letters import kinds_table, parts_of

__all__ = ["SLOTS", "Lexicon", "WordKeys", "Words", "distinct", "slot_of", "split_words", "word_keys"]

Number = TypeVar("Number", np.int64, np.uint64)

# Words at either end of a row that count by their place; the places of the first are told apart up to the third, those
# of the last up to the second.
FIRST, PLACES = 5, 3
LAST, ENDS = 4, 2
# A row of so many words counts in full; of longer ones the beginning.
SHORT, BEGINNING = 10, 50
FEW, SOME = PLACES + ENDS, PLACES + ENDS + 1

MOST_KEYS = FIRST + LAST + BEGINNING  # of a row

# What is added to the numbers of a vector, so that none is below nought.
ABOVE = 128

# A table has 2 ** 17 slots; a key's upper bits say which is its own.
SLOT_BITS = 17
SLOTS = 1 << SLOT_BITS

# Of a row longer than this the beginning and the end are split into words, so that memory stays small.
LONG_ROW, LONG_END = 4000, 400

# The vectors of so many rows' words are added up at a time.
ROWS_ADDED = 2000

# Letters of one word beyond this many do not count.
LONGEST = 32
_ODD = np.uint32(0x9E3779B1)
_POWERS = np.append(np.cumprod(np.full(LONGEST, _ODD, np.uint32), dtype=np.uint32), np.uint32(0))

_WORD = np.zeros(kinds.KINDS, bool)
_WORD[[kinds.UPPER, kinds.LOWER, kinds.OTHER, kinds.DIGIT, kinds.MARK]] = True
_ZERO = np.uint32(ord("0"))


@dataclass(frozen=True, slots=True)
class WordKeys:
    """The keys of a page: `rows` (int64) and `keys` (uint32) side by side, in no order."""

    rows: NDArray[np.int64]
    keys: NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What was learned of words: `keys` (uint32) of shape (words,), `vectors` (int8) of shape (words, width).

    `slots` (int32) of shape (`SLOTS`,) gives the place of the word a slot belongs to, or -1; a vector counts `scale`
    times its numbers. `lanes` (uint64) are the vectors again, four numbers in one.
    """

    keys: NDArray[np.uint32]
    vectors: NDArray[np.int8]
    scale: float
    slots: NDArray[np.int32]
    lanes: NDArray[np.uint64]

    @classmethod
    def of(cls, keys: NDArray[np.uint32], vectors: NDArray[np.int8], scale: float) -> Lexicon:
        """Make the lexicon of words, no two of which share a slot."""
        slots = np.full(SLOTS, -1, np.int32)
        slots[slot_of(keys)] = np.arange(len(keys), dtype=np.int32)
        return cls(keys, vectors, scale, slots, lanes_of(vectors))

    def find(self, words: WordKeys) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Give the words of a page that are known: their rows, rising, and their places here; each once a row."""
        places = self.slots[slot_of(words.keys)]
        known = np.flatnonzero(self.keys[places] == words.keys) if len(self.keys) else np.zeros(0, np.int64)
        known = known[places[known] >= 0]
        each = distinct(words.rows[known] * len(self.keys) + places[known])
        return each // max(len(self.keys), 1), each % max(len(self.keys), 1)

    def sums(self, words: WordKeys, rows: int) -> NDArray[np.float32]:
        """Add up the vectors of each row's words, float32 of shape (rows, width)."""
        total = np.zeros((rows, self.vectors.shape[1]), np.float32)
        at, places = self.find(words)
        heads = np.flatnonzero(np.append(True, at[1:] != at[:-1])) if len(at) else at
        ends = np.append(heads[1:], len(at))
        # a part at a time: the vectors of all words of a long page are a hundred times the page
        for start in range(0, len(heads), ROWS_ADDED):
            here = heads[start : start + ROWS_ADDED]
            found = self.lanes.take(places[here[0] : ends[start + len(here) - 1]], axis=0)
            # whole numbers add up to the same in any order
            added = np.add.reduceat(found, here - here[0], axis=0).view(np.uint16)[:, : total.shape[1]]
            sizes = ends[start : start + len(here)] - here
            total[at[here]] = added.astype(np.int32) - ABOVE * sizes[:, None]
        return total * np.float32(self.scale)


def lanes_of(vectors: NDArray[np.int8]) -> NDArray[np.uint64]:
    """Write vectors four numbers in one, each in 16 bits and above nought: to add up four takes as long as to add one.

    No sum runs over into the next: a row has `MOST_KEYS` words at most, and each gives 255 at most.
    """
    width = vectors.shape[1]
    lanes = np.zeros((len(vectors), -(-width // 4) * 4), np.uint16)
    lanes[:, :width] = vectors.astype(np.int16) + ABOVE
    return lanes.view(np.uint64)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a page in their order, side by side.

    `rows` (int64) they stand in, their `hashes` (uint32), how many `letters` (int64) each has, the place where each
    `starts` (int64) in all rows on end, and whether it is a letter of a `dense` script.
    """

    rows: NDArray[np.int64]
    hashes: NDArray[np.uint32]
    letters: NDArray[np.int64]
    starts: NDArray[np.int64]
    dense: NDArray[np.bool_]


def split_words(folded: list[str]) -> Words:
    """Split rows into words; `folded` are the rows' texts in lower case.

    A word is a run of letters and digits, one letter of a script that is written without spaces, or one sign.
    """
    parts = []
    first_row = first_letter = 0
    for part in parts_of(shortened(folded), LONG_ROW):
        words = split_part(part)
        if len(part) == len(folded):
            return words
        parts.append(
            Words(
                words.rows + first_row, words.hashes, words.letters, words.starts + first_letter, words.dense
            )
        )
        first_row += len(part)
        first_letter += sum(map(len, part)) + len(part)
    return Words(*(np.concatenate([getattr(part, each.name) for part in parts]) for each in fields(Words)))


def shortened(folded: list[str]) -> list[str]:
    """Give the rows, of long ones the beginning and the end."""
    if max(map(len, folded), default=0) > LONG_ROW:
        return [
            text if len(text) <= LONG_ROW else f"{text[: LONG_ROW - LONG_END - 1]} {text[-LONG_END:]}"
            for text in folded
        ]
    return folded


def split_part(folded: list[str]) -> Words:
    """Split the rows of a page, or of a part of it, into words."""
    codes = np.frombuffer(" ".join(folded).encode("utf-32-le", "replace"), np.uint32)
    table = kinds_table()
    kind = table[np.minimum(codes, np.uint32(len(table) - 1))]
    word, space = _WORD[kind], kind == kinds.SPACE
    head = ~space
    head[1:] &= ~(word[1:] & word[:-1])
    starts = np.flatnonzero(head)
    if not len(starts):
        none = np.zeros(0, np.int64)
        return Words(none, np.zeros(0, np.uint32), none, none, np.zeros(0, bool))
    lengths = np.array([len(text) for text in folded], np.int64)
    rows = np.searchsorted(np.cumsum(lengths + 1), starts, side="right")
    place = np.arange(starts[0], len(codes)) - np.repeat(starts, np.diff(np.append(starts, len(codes))))
    letters = np.where(kind == kinds.DIGIT, _ZERO, codes)
    letters[space] = 0
    powers = _POWERS[np.minimum(place, LONGEST)]
    hashes = np.add.reduceat(letters[starts[0] :] * powers, starts - starts[0], dtype=np.uint32)
    count = np.add.reduceat(~space[starts[0] :], starts - starts[0], dtype=np.int64)
    return Words(rows, hashes, count, starts, kind[starts] == kinds.DENSE)


def word_keys(words: Words) -> WordKeys:
    """Give the keys of a page's words, by the places they have in their rows."""
    if not len(words.rows):
        return WordKeys(words.rows, words.hashes)
    return keys_of(words.hashes, words.rows)


def keys_of(words: NDArray[np.uint32], rows: NDArray[np.int64]) -> WordKeys:
    """Give the keys of words that stand in the given rows, by their places there."""
    count = len(words)
    heads = np.flatnonzero(np.append(True, rows[1:] != rows[:-1]))
    sizes = np.diff(np.append(heads, count))
    size = np.repeat(sizes, sizes)
    before = np.arange(count) - np.repeat(heads, sizes)
    after = size - 1 - before
    first = np.flatnonzero(before < FIRST)
    last = np.flatnonzero((after < LAST) & (size > 1))
    some = np.flatnonzero(before < BEGINNING)
    roles = np.concatenate(
        [
            np.minimum(before[first], PLACES - 1),
            PLACES + np.minimum(after[last], ENDS - 1),
            np.where(size[some] <= SHORT, FEW, SOME),
        ]
    )
    chosen = np.concatenate([first, last, some])
    return WordKeys(rows[chosen], mixed(words[chosen] + (roles.astype(np.uint32) + np.uint32(1)) * _ODD))


def distinct(values: NDArray[Number]) -> NDArray[Number]:
    """Give each of some whole numbers once, rising; numpy's own loads its masked arrays for it, 8 ms."""
    rising = np.sort(values)
    return rising[np.append(True, rising[1:] != rising[:-1])] if len(rising) else rising


def mixed(values: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Spread values over all 32 bits (the finish of MurmurHash3)."""
    values = (values ^ (values >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    values = (values ^ (values >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return values ^ (values >> np.uint32(16))


def slot_of(keys: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Give the slot of each key in a table."""
    return (keys >> np.uint32(32 - SLOT_BITS)).astype(np.int64)
