"""What kind of page the numbers speak for: an article, or one of four others.

A few dozen numbers (`numbers`), each with a weight for each kind, learned by `train/page_kinds.py` from labelled
pages; `weights/page_kinds.json` holds them beside what they were learned on and how well they do. A weight times its
number is a sign, and the signs that decided are named in the verdict.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import exp
from pathlib import Path

import msgspec

from lugas.blocks.sheet import Sheet
from lugas.fields.clues import Clues
from lugas.fields.lists import pairs
from lugas.fields.settle import Fields
from lugas.fields.verdict.numbers import KINDS, PageNumbers, measure_page
from lugas.model import VerdictKind

__all__ = ["Likely", "PageKinds", "chances_of", "likely_kind", "load_page_kinds"]

WEIGHTS = Path(__file__).parents[1] / "weights" / "page_kinds.json"

FARTHEST = 5.0  # standardised numbers are cut off here
SIGNS = 4  # named in a verdict

VERDICTS = {
    "forum": VerdictKind.FORUM,
    "index": VerdictKind.INDEX,
    "product": VerdictKind.PRODUCT,
    "reference": VerdictKind.NOT_ARTICLE,
}
CALLED = {
    "forum": "a forum or comments",
    "index": "a page of links or of search results",
    "product": "a page about a product or a service",
    "reference": "a page of a manual or a reference",
}


class PageKinds(msgspec.Struct, frozen=True):
    """What was learned: for each of `numbers` its `mean`, its `spread`, and its weight for each of `kinds`."""

    kinds: tuple[str, ...]
    numbers: tuple[str, ...]
    mean: tuple[float, ...]
    spread: tuple[float, ...]
    weights: tuple[tuple[float, ...], ...]
    bias: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Likely:
    """The kind of a page that is no article, how likely that is, and the signs that said so."""

    kind: VerdictKind
    reason: str
    signs: tuple[str, ...]


@lru_cache(maxsize=1)
def load_page_kinds() -> PageKinds:
    """Read the weights that are shipped."""
    return msgspec.json.decode(WEIGHTS.read_bytes(), type=PageKinds)


def likely_kind(
    clues: Clues, sheet: Sheet, fields: Fields, least: float, counts: list[int] | None = None
) -> Likely | None:
    """Tell which other kind of page this is; `None` for what is an article at `least` so surely, and for text.

    `counts` are the words of each row, where they were counted before.
    """
    if clues.tree is None:
        return None  # the numbers are those of elements, types and addresses
    learned = load_page_kinds()
    numbers = measure_page(clues, sheet, fields, counts)
    chances = chances_of(learned, numbers)
    if chances["article"] >= least:
        return None
    name = max((kind for kind in KINDS if kind != "article"), key=lambda kind: chances[kind])
    return Likely(
        VERDICTS[name],
        f"is built like {CALLED[name]}, not like an article ({1 - chances['article']:.0%} sure)",
        signs_of(learned, numbers, name),
    )


def chances_of(learned: PageKinds, numbers: PageNumbers) -> dict[str, float]:
    """Give how likely a page of these numbers is each kind, 0 to 1, 1 in all."""
    scores = list(learned.bias)
    for value, weights in zip(standardised(learned, numbers), learned.weights, strict=True):
        for kind, weight in enumerate(weights):
            scores[kind] += value * weight
    highest = max(scores)
    powers = [exp(score - highest) for score in scores]
    total = sum(powers, 0.0)
    return {kind: power / total for kind, power in zip(learned.kinds, powers, strict=True)}


def standardised(learned: PageKinds, numbers: PageNumbers) -> list[float]:
    """Give the numbers as they were learned: less their mean, in units of their spread."""
    return [
        min(max((numbers[name] - mean) / spread, -FARTHEST), FARTHEST)
        for name, mean, spread in zip(learned.numbers, learned.mean, learned.spread, strict=True)
    ]


def signs_of(learned: PageKinds, numbers: PageNumbers, name: str) -> tuple[str, ...]:
    """Name the numbers that most spoke for a kind and against an article, the strongest first."""
    kind, article = learned.kinds.index(name), learned.kinds.index("article")
    spoke = [
        (value * (weights[kind] - weights[article]), number)
        for value, weights, number in zip(
            standardised(learned, numbers), learned.weights, learned.numbers, strict=True
        )
    ]
    said = pairs("page_signs")
    means = dict(zip(learned.numbers, learned.mean, strict=True))
    return tuple(
        said[f"{'+' if numbers[number] > means[number] else '-'}{number}"][0]
        for points, number in sorted(spoke, reverse=True)[:SIGNS]
        if points > 0
    )
