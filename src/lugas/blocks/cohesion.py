"""How far the rows of a page speak of one thing: the words each shares with those near it and with the rest.

The paragraphs of an article come back to its names and its subject. A teaser for another article, a notice or a
comment stands beside them without doing so; in copied text often nothing else tells them apart. A word counts the
less, the more rows have it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lugas.blocks.lexicon import Words, begins, distinct

__all__ = ["COHESION", "measure_cohesion"]

# How many rows away are near, and how many are within reach.
NEAR, REACH = 4, 15
COHESION = 7
_FAR = 1 << 40
_ODD = np.uint32(0x9E3779B1)


def measure_cohesion(words: Words, rows: int) -> NDArray[np.float32]:
    """Measure what each row shares with others, float32 of shape (rows, `COHESION`).

    Shares of its words, weighted: those that stand in a row before it nearby, in one after it nearby, the same within
    reach, anywhere else, and within reach on either side; last how much there is to share.
    """
    found = np.zeros((rows, COHESION), np.float32)
    at, said = subjects(words)
    if not len(at):
        return found
    each = distinct((said.astype(np.uint64) << np.uint64(32)) | at.astype(np.uint64))
    said, at = each >> np.uint64(32), (each & np.uint64(0xFFFFFFFF)).astype(np.int64)
    heads = np.flatnonzero(begins(said))
    sizes = np.empty_like(heads)
    sizes[:-1], sizes[-1] = heads[1:] - heads[:-1], len(at) - heads[-1]
    weight = np.repeat(1 / np.sqrt(sizes), sizes)
    total = np.bincount(at, weight, minlength=rows)
    most = np.maximum(total, 1e-6)
    # a word of one row alone is shared with none
    several = np.repeat(sizes > 1, sizes)
    at, weight, first = at[several], weight[several], begins(said[several])
    before, after = np.full(len(at), _FAR), np.full(len(at), _FAR)
    before[1:] = after[:-1] = at[1:] - at[:-1]
    before[first] = _FAR
    after[:-1][first[1:]] = _FAR
    chosen = (
        before <= NEAR,
        after <= NEAR,
        before <= REACH,
        after <= REACH,
        1,
        np.minimum(before, after) <= REACH,
    )
    for column, which in enumerate(chosen):
        found[:, column] = np.bincount(at, weight * which, minlength=rows) / most
    found[:, -1] = np.log1p(total)
    return found


def subjects(words: Words) -> tuple[NDArray[np.int64], NDArray[np.uint32]]:
    """Give the words that tell what a row is about: longer ones, and pairs of letters of dense scripts."""
    long = words.long
    pair = words.dense[1:] & words.dense[:-1] & (np.diff(words.starts) == 1)
    pairs = words.hashes[:-1][pair] * _ODD + words.hashes[1:][pair]
    return (
        np.concatenate([words.rows[long], words.rows[:-1][pair]]),
        np.concatenate([words.hashes[long], pairs]),
    )
