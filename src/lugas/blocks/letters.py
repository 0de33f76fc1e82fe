"""Counting letters by kind, for all rows of a page at once."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from lugas.blocks.words import STOPS

__all__ = ["KINDS", "LETTERS_AT_ONCE", "Letters", "count_letters", "kinds_of", "parts_of"]

# Of a longer row the beginning is counted. So many letters are counted at a time.
LONGEST = 100_000
LETTERS_AT_ONCE = 200_000

UPPER, LOWER, OTHER, DENSE, DIGIT, SPACE, STOP, COMMA, QUOTE, COLON, BAR, SIGN, BRACKET, MARK = range(14)
KINDS = 14

COMMAS = ",;、，；،؛"
QUOTES = "\"'“”„‟‘’‚‛«»‹›「」『』〝〞＂"
BARS = "|/\\>•·–—→»‹›▶►■●☰＞｜・"
SIGNS = "@#©®™&*+=%$€£¥_~^"
BRACKETS = "()[]{}（）【】〔〕《》〈〉"

# White space that Unicode counts among the controls.
SPACES = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85"

# The kinds of Unicode's categories; all others are signs.
CATEGORIES = {
    **dict.fromkeys(("Lu", "Lt"), UPPER),
    "Ll": LOWER,
    **dict.fromkeys(("Lm", "Lo", "Nl", "No"), OTHER),
    "Nd": DIGIT,
    **dict.fromkeys(("Mc", "Me", "Mn"), MARK),
    **dict.fromkeys(("Zl", "Zp", "Zs"), SPACE),
}

# Scripts written without spaces between words, as ranges of code points.
DENSE_RANGES = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x3040, 0x30FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0xFF66, 0xFF9F),
)

# A letter of a dense script counts as this many words: about 1.7 Chinese characters and 5 Thai ones make a
# word, and the pages are mostly the former. A power of two: sums of words are taken from sums of all rows before, which
# must be exact.
WORDS_PER_DENSE = 0.5


@dataclass(frozen=True, slots=True)
class Letters:
    """The counts of a page's rows.

    `counts` is float32 of shape (rows, `KINDS`); `size` and `words` float32 of shape (rows,); `first` and
    `last` the kind of each row's first and last letter, uint8 of shape (rows,), `SPACE` for an empty row;
    `titled` counts the words that begin with a capital.
    """

    counts: NDArray[np.float32]
    size: NDArray[np.float32]
    words: NDArray[np.float32]
    first: NDArray[np.uint8]
    last: NDArray[np.uint8]
    titled: NDArray[np.float32]


def count_letters(texts: list[str]) -> Letters:
    """Count the letters of each text by kind; at least one text is needed, and of a very long one the beginning counts.

    A part of the page at a time: what is noted of every letter takes thirty times the letters' own memory.
    """
    parts = [count_part(part) for part in parts_of(texts, LONGEST)]
    if len(parts) == 1:
        return parts[0]
    return Letters(
        *(np.concatenate([getattr(part, each.name) for part in parts]) for each in fields(Letters))
    )


def parts_of(texts: list[str], longest: int) -> Iterator[list[str]]:
    """Give the texts in turn, so many at a time that their letters are not too many to be noted at once."""
    part: list[str] = []
    size = 0
    if sum(map(len, texts)) + len(texts) <= LETTERS_AT_ONCE and max(map(len, texts), default=0) <= longest:
        yield texts
        return
    for text in texts:
        if part and size + len(text) > LETTERS_AT_ONCE:
            yield part
            part, size = [], 0
        part.append(text if len(text) <= longest else text[:longest])
        size += len(part[-1]) + 1
    yield part


def count_part(texts: list[str]) -> Letters:
    """Count the letters of a page, or of a part of it."""
    rows = len(texts)
    lengths = np.array([len(text) for text in texts], np.int64)
    kinds = kinds_of(np.frombuffer(" ".join(texts).encode("utf-32-le", "replace"), np.uint32))
    starts = np.zeros(rows, np.int64)
    np.cumsum(lengths[:-1] + 1, out=starts[1:])
    first = np.repeat(np.arange(0, rows * KINDS, KINDS), lengths + 1)[: len(kinds)]
    counted = np.bincount(first + kinds, minlength=rows * KINDS).reshape(rows, KINDS)
    counted[: rows - 1, SPACE] -= 1  # the space that joins one row to the next
    upper = kinds == UPPER
    joined = upper | (kinds == LOWER) | (kinds == DIGIT)
    upper[1:] &= ~joined[:-1]
    capital = np.searchsorted(np.flatnonzero(upper), starts)  # how many stand before each row
    counts = counted.astype(np.float32)
    padded = np.append(kinds, np.uint8(SPACE))
    return Letters(
        counts=counts,
        size=lengths.astype(np.float32),
        words=np.where(lengths > 0, counts[:, SPACE] + 1 + counts[:, DENSE] * WORDS_PER_DENSE, 0),
        first=np.where(lengths > 0, padded[starts], SPACE).astype(np.uint8),
        last=np.where(lengths > 0, padded[starts + np.maximum(lengths - 1, 0)], SPACE).astype(np.uint8),
        titled=np.diff(capital, append=np.count_nonzero(upper)).astype(np.float32),
    )


def kinds_of(codes: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """Give the kinds of letters by their code points, uint8 of the same shape."""
    table = kinds_table()
    if len(codes) and codes.max() >= len(table):
        codes = np.minimum(codes, np.uint32(len(table) - 1))
    return table.take(codes)


@lru_cache(maxsize=1)
def kinds_table() -> NDArray[np.uint8]:
    """Give the kind of every code point of the first two planes; the last entry stands for all above."""
    table = np.full(0x20001, OTHER, np.uint8)
    table[0x10000:0x20000] = SIGN
    table[0x20000] = DENSE
    for first, last in ((0, 0x2FFF), (0xFE00, 0xFFFF)):
        told = map(unicodedata.category, map(chr, range(first, last + 1)))
        table[first : last + 1] = [CATEGORIES.get(category, SIGN) for category in told]
    for first, last in DENSE_RANGES:
        for code in range(first, last + 1):
            if code < 0x3400 or code >= 0xF900:
                table[code] = DENSE if unicodedata.category(chr(code))[0] in "LM" else kind_of(chr(code))
        if first >= 0x3400 and last < 0xF900:
            table[first : last + 1] = DENSE
    for group, kind in (
        ("　。「」、", STOP),
        (BRACKETS, BRACKET),
        (SIGNS, SIGN),
        (BARS, BAR),
        (QUOTES, QUOTE),
        (COMMAS, COMMA),
        (STOPS, STOP),
        (":：", COLON),
        (SPACES + "　 ", SPACE),
    ):
        for letter in group:
            table[ord(letter)] = kind
    table.setflags(write=False)  # every page is given the same
    return table


def kind_of(letter: str) -> int:
    """Give the kind of one letter by its Unicode category."""
    return CATEGORIES.get(unicodedata.category(letter), SIGN)
