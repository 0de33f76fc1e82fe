"""The learned tagger: from a page's numbers to how likely each row is body, and to which row is the title.

A small network over the rows in page order: a layer for each row alone, from its numbers and its words, the page's mean
and maximum added to every row, then convolutions that look 1, 2, 4, 8 and in copied text 16 rows to either side. It is
trained by `train/`; the card beside the weights says on what, and how well it does. Running it needs numpy alone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lugas.blocks.lexicon import Lexicon, WordKeys
from lugas.blocks.measure import Numbers

__all__ = ["Chances", "Weights", "chances", "load_weights", "read_weights", "run_network", "stricter"]

Array = NDArray[np.float32]

WEIGHTS = Path(__file__).parent / "weights"

# Standardised numbers are cut off here, so that no page measures more than the network has seen.
FARTHEST = 6.0

# Odds by which a row must be likelier body than not. Cross-validated, networks of copied text keep a little too much.
STRICTER = {"html": 1.0, "text": 1.5}

# OpenBLAS shares out products of more than 262,144 multiplications (its GEMM_MULTITHREAD_THRESHOLD of 4); 12 rows by
# 64 by 310 numbers stay under it.
ROWS_AT_ONCE = 12
# Numbers are scaled for so many rows at a time, so that a long page's need not be held twice.
ROWS_SCALED = 170 * ROWS_AT_ONCE


@dataclass(frozen=True, slots=True)
class Weights:
    """What a network has learned: the `layers` by name, and the words of the `lexicon`."""

    layers: dict[str, Array]
    lexicon: Lexicon


class Chances:
    """How likely each row is, each float32 of shape (rows,), 0 to 1: part of the `body`, the `title`."""

    __slots__ = ("body", "title")

    def __init__(self, body: Array, title: Array) -> None:
        self.body = body
        self.title = title


def chances(numbers: Numbers, form: str) -> Chances:
    """Judge every row of a page."""
    if not len(numbers.values):
        none = np.zeros(0, np.float32)
        return Chances(none, none)
    judged = run_network(load_weights(form), numbers.values, numbers.keys)
    return Chances(stricter(judged[:, 0], form), judged[:, 1])


def stricter(body: Array, form: str) -> Array:
    """Lower the chances of body by the odds that a form of page asks for."""
    return np.asarray(body / (body + np.float32(STRICTER[form]) * (1 - body)), np.float32)


@lru_cache(maxsize=2)
def load_weights(form: str) -> Weights:
    """Load the weights shipped for one form of page."""
    return read_weights(WEIGHTS / f"{form}.npz")


def read_weights(path: Path) -> Weights:
    """Read a file of weights."""
    with np.load(path, allow_pickle=False) as stored:
        lexicon = Lexicon.of(
            stored["lexicon.keys"], stored["lexicon.vectors"], float(stored["lexicon.scale"])
        )
        layers = {
            name: stored[name].astype(np.float32) for name in stored.files if not name.startswith("lexicon.")
        }
    return Weights(layers, lexicon)


def read_card(form: str) -> dict[str, object]:
    """Read the card of the weights: data, licences, date, scores."""
    text = (WEIGHTS / f"{form}.json").read_text("utf-8")
    card: dict[str, object] = json.loads(text)
    return card


def run_network(weights: Weights, values: Array, keys: WordKeys) -> Array:
    """Give the network's outputs, 0 to 1, float32 of shape (rows, outputs), for numbers of shape (rows, numbers)."""
    layers = weights.layers
    here = weights.lexicon.sums(keys, len(values))
    for start in range(0, len(values), ROWS_SCALED):
        part = slice(start, start + ROWS_SCALED)
        scaled = values[part] - layers["mean"]
        scaled *= layers["scale"]
        np.clip(scaled, -FARTHEST, FARTHEST, out=scaled)
        added = product(scaled, layers["in.w"])
        added += here[part]
        added += layers["in.b"]
        here[part] = added
    here = relu(here)
    here += pooled(here, layers, "pool0")
    for layer, dilation in enumerate(layers["dilations"].astype(int).tolist()):
        added = convolved(here, layers[f"conv{layer}.w"], dilation)
        added += layers[f"conv{layer}.b"]
        relu(added)
        added += here
        here = added
    here += pooled(here, layers, "pool1")
    out = product(here, layers["out.w"]) + layers["out.b"]
    return np.asarray(1 / (1 + np.exp(-np.clip(out, -30, 30))), np.float32)


def convolved(here: Array, weights: Array, reach: int) -> Array:
    """Multiply the rows, each between its neighbours, with a layer's weights."""
    parts = []
    for start in range(0, len(here), ROWS_SCALED):
        rows = min(ROWS_SCALED, len(here) - start)
        parts.append(product(with_neighbours(here, start, start + padded(rows), reach), weights)[:rows])
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def padded(rows: int) -> int:
    """Give the least number of rows that can be multiplied without adding any, and is no less."""
    return -(-rows // ROWS_AT_ONCE) * ROWS_AT_ONCE


def product(left: Array, right: Array) -> Array:
    """Multiply matrices, a few rows of the left one at a time.

    A product this small is never shared out among threads by the libraries behind numpy: waiting for other threads
    costs more than the product (57 ms a page on a busy machine of two cores, against 1 ms), and the sums would depend
    on how many there are.
    """
    rows, size = left.shape
    full = padded(rows)
    if rows < full:
        longer = np.zeros((full, size), np.float32)
        longer[:rows] = left
        left = longer
    result: Array = np.matmul(left.reshape(-1, ROWS_AT_ONCE, size), right).reshape(full, -1)[:rows]
    return result


def relu(values: Array) -> Array:
    """Cut negative values off."""
    return np.maximum(values, 0, out=values)


def pooled(here: Array, layers: dict[str, Array], name: str) -> Array:
    """Give what the page as a whole adds to every row."""
    page = np.concatenate([here.mean(axis=0), here.max(axis=0)])
    return relu(page @ layers[f"{name}.w"] + layers[f"{name}.b"])


def with_neighbours(here: Array, start: int, stop: int, reach: int) -> Array:
    """Give the rows from `start` to `stop`, each between those `reach` before and after it; zeros where none are.

    `stop` may be beyond the last row: what is given for rows that are none is of no use.
    """
    rows, width = stop - start, here.shape[1]
    near = np.zeros((rows, 3 * width), np.float32)
    inner = here[start:stop]
    near[: len(inner), width : 2 * width] = inner
    first, last = max(start - reach, 0), min(stop + reach, len(here))
    if stop - reach > first:
        before = here[first : stop - reach]
        skipped = rows - (stop - reach - first)
        near[skipped : skipped + len(before), :width] = before
    if start + reach < last:
        near[: last - start - reach, 2 * width :] = here[start + reach : last]
    return near
