"""The words of every row, as keys that a table of weights can be looked up with.

Some lines are told from the body by their words alone: captions, prompts, credits, lines that lead elsewhere. A word
counts by where it stands: among the first of its row, the last, anywhere in a short row, or in the beginning of a
long one. Words are kept as hashes and never as text, digits count alike, and only words that many sites share are
learned, so that the table knows how newsrooms write, not what one of them wrote.

All rows of a page are done at once, as arrays.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from lugas.blocks import letters as kinds
from lugas.blocks.letters import kinds_of, parts_of

__all__ = [
    "SLOTS",
    "Lexicon",
    "WordKeys",
    "Words",
    "begins",
    "distinct",
    "slot_of",
    "split_beside",
    "split_words",
    "word_keys",
]

Number = TypeVar("Number", np.int64, np.uint32, np.uint64)

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

# From this code point on little is known of a letter but that it is one.
FAR = 0x2E80

# A table has 2 ** 17 slots; a key's upper bits say which is its own.
SLOT_BITS = 17
SLOTS = 1 << SLOT_BITS

# So many bits of their hashes tell the words of a title from others, but for one in a few hundred.
HELD_BITS = 12

# Of a row longer than this the beginning and the end are split into words, so that memory stays small.
LONG_ROW, LONG_END = 4000, 400

# The vectors of so many rows' words are added up at a time.
ROWS_ADDED = 2000

# A word of so many letters tells what its row is about. Letters of one word beyond `LONGEST` do not count.
LONG_WORD = 3
LONGEST = 32
# The powers of letters are kept for 2 ** 15 places at least, as many as the letters of most pages.
LEAST_POWERS = 15
_ODD = np.uint32(0x9E3779B1)
_INVERSE = np.uint32(pow(int(_ODD), -1, 1 << 32))

# Whether a letter of a kind is one of a word's: a byte for each kind, as `bytes.translate` looks them up.
_WORD = bytes(kind in {kinds.UPPER, kinds.LOWER, kinds.OTHER, kinds.DIGIT, kinds.MARK} for kind in range(256))
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
        count = max(len(self.keys), 1)
        both = words.rows[known] * count + places[known]
        # half as wide, they are sorted in half the time
        each = (
            distinct(both.astype(np.uint32)).astype(np.int64)
            if both.max(initial=0) < 1 << 32
            else distinct(both)
        )
        rows = each // count
        return rows, each - rows * count

    def sums(self, words: WordKeys, rows: int) -> NDArray[np.float32]:
        """Add up the vectors of each row's words, float32 of shape (rows, width)."""
        total = np.zeros((rows, self.vectors.shape[1]), np.float32)
        at, places = self.find(words)
        heads = np.flatnonzero(begins(at))
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

    `rows` (int64) they stand in, their `hashes` (uint32), whether each is `long` (of `LONG_WORD` letters at least), the
    place where each `starts` (int64) in all rows on end, and whether it is a letter of a `dense` script. `odd` (int64)
    are the rows in which a regular expression may see other words: those with marks, with letters of a dense script or
    far from all others, and those that are shortened.
    """

    rows: NDArray[np.int64]
    hashes: NDArray[np.uint32]
    long: NDArray[np.bool_]
    starts: NDArray[np.int64]
    dense: NDArray[np.bool_]
    odd: NDArray[np.int64]


def split_words(folded: list[str]) -> Words:
    """Split rows into words; `folded` are the rows' texts in lower case.

    A word is a run of letters and digits, one letter of a script that is written without spaces, or one sign.
    """
    if max(map(len, folded), default=0) > LONG_ROW:
        words = split_rows([shortened(text) for text in folded])
        long = [row for row, text in enumerate(folded) if len(text) > LONG_ROW]
        return replace(words, odd=np.append(words.odd, np.array(long, np.int64)))
    return split_rows(folded)


def split_rows(folded: list[str]) -> Words:
    """Split rows, none of them longer than `LONG_ROW`, into words: all at once, or a part of them after the other."""
    parts = []
    first_row = first_letter = 0
    for part in parts_of(folded, LONG_ROW):
        words = split_part(part)
        if len(part) == len(folded):
            return words
        parts.append(
            Words(
                words.rows + first_row,
                words.hashes,
                words.long,
                words.starts + first_letter,
                words.dense,
                words.odd + first_row,
            )
        )
        first_row += len(part)
        first_letter += sum(map(len, part)) + len(part)
    return Words(*(np.concatenate([getattr(part, each.name) for part in parts]) for each in fields(Words)))


def shortened(text: str) -> str:
    """Give the beginning and the end of a long row, and all of any other."""
    return text if len(text) <= LONG_ROW else f"{text[: LONG_ROW - LONG_END - 1]} {text[-LONG_END:]}"


def split_part(folded: list[str]) -> Words:
    """Split the rows of a page, or of a part of it, into words."""
    codes = np.frombuffer(" ".join(folded).encode("utf-32-le", "replace"), np.uint32)
    kind = kinds_of(codes)
    word = np.frombuffer(kind.tobytes().translate(_WORD), np.bool_)
    space = kind == kinds.SPACE
    head = ~space
    head[1:] &= ~(word[1:] & word[:-1])
    starts = np.flatnonzero(head)
    if not len(starts):
        none = np.zeros(0, np.int64)
        return Words(none, np.zeros(0, np.uint32), np.zeros(0, bool), none, np.zeros(0, bool), none)
    # where each row begins among the words
    lengths = np.fromiter(map(len, folded), np.int64, len(folded))
    ends = np.cumsum(lengths + 1)
    odd = np.flatnonzero((kind == kinds.MARK) | (kind == kinds.DENSE) | (codes >= FAR))
    odd_rows = np.searchsorted(ends, odd, side="right")
    firsts = np.searchsorted(starts, ends)
    firsts[1:] -= firsts[:-1].copy()
    rows = np.repeat(np.arange(len(folded)), firsts)
    letters = codes * ~space
    np.putmask(letters, kind == kinds.DIGIT, _ZERO)
    sizes = np.append(starts[1:], len(codes)) - starts  # with the white space that follows
    # a word has so many letters where its last is none of that space
    long = ~space.take(starts + (LONG_WORD - 1), mode="clip") & (sizes >= LONG_WORD)
    return Words(rows, hashes_of(letters, starts, sizes), long, starts, kind[starts] == kinds.DENSE, odd_rows)


def split_beside(folded: list[str], wanted: Set[str]) -> tuple[Words, list[int]]:
    r"""Split rows into words, and give those that may hold one of some words as the pattern `\w+` finds them, rising.

    Every row with the hash of a part of such a word is given, and every odd one.
    """
    count = len(folded)
    both = split_words(
        [*folded, *sorted(wanted)]
    )  # a row each: one row of all may be so long that it is shortened
    end = int(np.searchsorted(both.rows, count))
    odd = both.odd[both.odd < count]
    words = Words(
        both.rows[:end], both.hashes[:end], both.long[:end], both.starts[:end], both.dense[:end], odd
    )
    slots = np.zeros(1 << HELD_BITS, bool)
    slots[both.hashes[end:] >> np.uint32(32 - HELD_BITS)] = True
    may = np.zeros(count, bool)
    may[words.rows[slots[words.hashes >> np.uint32(32 - HELD_BITS)]]] = True
    may[odd] = True
    rising: list[int] = np.flatnonzero(may).tolist()
    return words, rising


def hashes_of(
    letters: NDArray[np.uint32], starts: NDArray[np.int64], sizes: NDArray[np.int64]
) -> NDArray[np.uint32]:
    """Give the hashes of the words that begin at `starts`: each letter times a number to the power of its place.

    White space is nought in `letters`. The powers count from the beginning of all rows, and what that makes too many is
    taken back word by word: whole numbers lose nothing by it, and it saves counting the letters' places.
    """
    powers, inverse = powers_of(max(len(letters).bit_length(), LEAST_POWERS))
    products = letters * powers[: len(letters)]
    if sizes.max() > LONGEST:
        places = np.arange(starts[0], len(letters)) - np.repeat(starts, sizes)
        products[starts[0] :][places >= LONGEST] = 0
    return np.asarray(np.add.reduceat(products, starts, dtype=np.uint32) * inverse[starts])


@lru_cache(maxsize=4)
def powers_of(bits: int) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Give the powers, from the first on, and those of the inverse from the noughth on, for 2 ** `bits` places."""
    count = 1 << bits
    powers = np.cumprod(np.full(count, _ODD, np.uint32), dtype=np.uint32)
    inverse = np.full(count, _INVERSE, np.uint32)
    inverse[0] = 1
    inverse = np.cumprod(inverse, dtype=np.uint32)
    for kept in (powers, inverse):
        kept.setflags(write=False)  # every page is given the same two
    return powers, inverse


def word_keys(words: Words) -> WordKeys:
    """Give the keys of a page's words, by the places they have in their rows."""
    if not len(words.rows):
        return WordKeys(words.rows, words.hashes)
    return keys_of(words.hashes, words.rows)


def keys_of(words: NDArray[np.uint32], rows: NDArray[np.int64]) -> WordKeys:
    """Give the keys of words that stand in the given rows, by their places there."""
    count = len(words)
    heads = np.flatnonzero(begins(rows))
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


def begins(values: NDArray[Number]) -> NDArray[np.bool_]:
    """Tell of each number whether it differs from the one before it."""
    found = np.ones(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=found[1:])
    return found


def distinct(values: NDArray[Number]) -> NDArray[Number]:
    """Give each of some whole numbers once, rising; numpy's own loads its masked arrays for it, 8 ms."""
    rising = np.sort(values)
    return rising[begins(rising)]


def mixed(values: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Spread values over all 32 bits (the finish of MurmurHash3)."""
    values = (values ^ (values >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    values = (values ^ (values >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return values ^ (values >> np.uint32(16))


def slot_of(keys: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Give the slot of each key in a table."""
    return (keys >> np.uint32(32 - SLOT_BITS)).astype(np.int64)
