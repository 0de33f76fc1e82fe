"""Learn what kind of page numbers speak for: `python -m train.page_kinds --pages DIR --model 'folds/html-{fold}.npz'`.

A softmax regression over the numbers of `lugas.fields.verdict.numbers`. The tagger has to read each page with weights
learned without its site, as it will read pages that it has not seen; the cross-validation here leaves out the same
sites. With `--out` the weights of all pages are written, with a card: what they were learned on, how well they do.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from bench.pages import SETS, LabelledPage, find_pages, fold_of, load_set
from bench.quality.ours import HTML, Answer, with_models
from lugas import article
from lugas.blocks.sheet import Sheet
from lugas.fields.clues import Clues
from lugas.fields.settle import Fields
from lugas.fields.verdict.judge import judge
from lugas.fields.verdict.numbers import KINDS, PageNumbers, measure_page
from lugas.model import Verdict
from lugas.read import read

__all__ = ["Learned", "Numbered", "agreement", "cross_validate", "learn", "number_pages"]

Array = NDArray[np.float64]

# What the labels of the sets call the kinds; a set without kinds holds articles.
NAMED = {
    "article": "article",
    "collection": "index",
    "documentation": "reference",
    "forum": "forum",
    "listing": "index",
    "product": "product",
    "service": "product",
}
KINDS_SET = "wcxb-dev"  # the set whose pages are of several kinds
OTHERS = 0.2  # the weight of a page of another set: they are all articles, and would outvote the rest
UNADDRESSED = 0.2  # the weight of each page once more as if its address were not known
FOLDS = 5
ROUNDS, CALM = 800, 0.01  # steps, and how strongly weights are drawn to nothing
LEAST_SPREAD = 0.05  # so that a number that hardly varies is not blown up
OF_ADDRESS = ("address_", "front", "host_", "slug", "steps")


@dataclass(frozen=True, slots=True)
class Numbered:
    """One page: its set, its site's fold, its kind, and its numbers."""

    set_name: str
    fold: int
    kind: str
    numbers: PageNumbers


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned: means and spreads of shape (numbers,), weights (numbers, kinds), bias (kinds,)."""

    mean: Array
    spread: Array
    weights: Array
    bias: Array

    def chances(self, values: Array) -> Array:
        """Give how likely each page is each kind: values of shape (pages, numbers) in, (pages, kinds) out."""
        return softmax((values - self.mean) / self.spread @ self.weights + self.bias)


def number_pages(pages: Sequence[LabelledPage], model: str) -> list[Numbered]:
    """Read pages with the weights named, and measure each; a page without text has no numbers."""
    found: list[Numbered] = []
    held: list[PageNumbers] = []

    def spy(clues: Clues, sheet: Sheet, fields: Fields) -> Verdict:
        held.append(measure_page(clues, sheet, fields))
        return judge(clues, sheet, fields)

    def reading(page: LabelledPage) -> Answer:
        held.clear()
        read(page.content, url=page.url or None, form="html")
        kind = NAMED[page.kind or "article"]
        found.extend(
            Numbered(page.set_name, fold_of(page.site, FOLDS), kind, numbers) for numbers in held[-1:]
        )
        return Answer("")

    with patch.object(article, "judge", spy), with_models({HTML: reading}, model) as readings:
        for page in pages:
            readings[HTML](page)
    return found


def table_of(pages: Sequence[Numbered]) -> tuple[Array, NDArray[np.int64], Array]:
    """Give the numbers of pages, their kinds by number, and how much each page weighs."""
    values = np.array([list(page.numbers.values()) for page in pages], np.float64)
    kinds = np.array([KINDS.index(page.kind) for page in pages], np.int64)
    weights = np.array([1.0 if page.set_name == KINDS_SET else OTHERS for page in pages])
    return values, kinds, weights


def learn(pages: Sequence[Numbered]) -> Learned:
    """Learn from pages, each once as it is and once as if its address were not known; the same every time."""
    values, kinds, weights = table_of(pages)
    unknown = values.copy()
    unknown[:, [name.startswith(OF_ADDRESS) for name in pages[0].numbers]] = 0.0
    values = np.concatenate([values, unknown])
    weights = np.concatenate([weights, weights * UNADDRESSED])
    weights /= weights.sum()
    wanted = np.eye(len(KINDS))[np.concatenate([kinds, kinds])]
    mean, spread = values.mean(0), values.std(0) + LEAST_SPREAD
    inputs = np.column_stack([(values - mean) / spread, np.ones(len(values))])
    calm = np.full((inputs.shape[1], 1), CALM)
    calm[-1] = 0.0  # the bias says how common a kind is
    # Nesterov's gradient descent; the step is safe for the steepest direction.
    step = 1.0 / (0.5 * np.linalg.eigvalsh(inputs.T @ (inputs * weights[:, None]))[-1] + CALM)
    now = before = np.zeros((inputs.shape[1], len(KINDS)))
    for number in range(ROUNDS):
        ahead = now + number / (number + 3) * (now - before)
        slope = inputs.T @ ((softmax(inputs @ ahead) - wanted) * weights[:, None]) + calm * ahead
        before, now = now, ahead - step * slope
    return Learned(mean, spread, now[:-1], now[-1])


def softmax(scores: Array) -> Array:
    """Turn scores into shares of 1."""
    powers: Array = np.exp(scores - scores.max(1, keepdims=True))
    total: Array = powers.sum(1, keepdims=True)
    return np.divide(powers, total)


def cross_validate(pages: Sequence[Numbered]) -> Array:
    """Give how likely each page is each kind, by weights learned without its site."""
    values, _, _ = table_of(pages)
    folds = np.array([page.fold for page in pages])
    found = np.zeros((len(pages), len(KINDS)))
    for fold in sorted(set(folds.tolist())):
        inside = [page for page in pages if page.fold != fold]
        found[folds == fold] = learn(inside).chances(values[folds == fold])
    return found


def agreement(pages: Sequence[Numbered], chances: Array, least: float = 0.55) -> dict[str, float]:
    """Measure, on the set of several kinds: F1 of article, and the share of right names of the rest."""
    mixed = np.array([page.set_name == KINDS_SET for page in pages])
    kinds = np.array([KINDS.index(page.kind) for page in pages])[mixed]
    told = chances[mixed, 0] >= least
    are = kinds == 0
    rest = chances[mixed][~are][:, 1:].argmax(1) + 1 == kinds[~are]
    return {
        "article_f1": round(float(2 * (told & are).sum() / max(told.sum() + are.sum(), 1)), 4),
        "rest_named_right": round(float(rest.mean()) if len(rest) else 0.0, 4),
    }


def write(path: Path, names: Sequence[str], learned: Learned, card: dict[str, object]) -> None:
    """Write weights with their card."""
    told = {
        "card": card,
        "kinds": list(KINDS),
        "numbers": list(names),
        "mean": learned.mean.round(4).tolist(),
        "spread": learned.spread.round(4).tolist(),
        "bias": learned.bias.round(4).tolist(),
        "weights": learned.weights.round(4).tolist(),
    }
    lines = [f" {json.dumps(name)}: {json.dumps(value)}" for name, value in told.items()]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the arguments, number the pages, measure, write."""
    parser = argparse.ArgumentParser(prog="python -m train.page_kinds", description=__doc__)
    parser.add_argument("--pages", help="the folder of labelled pages")
    parser.add_argument("--model", required=True, help="the tagger's weights, {fold} for the fold left out")
    parser.add_argument("--limit", type=int, default=0, help="take so many pages of each set")
    parser.add_argument("--out", type=Path, help="the file that the weights go to")
    given = parser.parse_args(arguments)
    folder = find_pages(given.pages)
    pages = number_pages(
        [page for name in SETS for page in load_set(folder, name, limit=given.limit, every_kind=True)],
        given.model,
    )
    measured = agreement(pages, cross_validate(pages))
    print(f"{len(pages)} pages: {measured}")
    if given.out:
        counts = {name: sum(page.set_name == name for page in pages) for name in SETS}
        card: dict[str, object] = {
            "what": "the kinds of page: a softmax regression over a page's numbers, see lugas/fields/verdict/kind.py",
            "made": dt.date.today().isoformat(),
            "with": "python -m train.page_kinds --pages DIR --model 'folds/html-{fold}.npz'",
            "pages": counts,
            "data": "the labelled pages that the tagger learns from; the weights hold no text of them",
            "cross-validated by site": measured,
        }
        write(given.out, list(pages[0].numbers), learn(pages), card)


if __name__ == "__main__":
    main()
