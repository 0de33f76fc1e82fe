"""Learn the tagger: `python -m train --pages DIR --door html --out FOLDER`; `--folds 5` measures it by site first."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import pickle
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from bench.pages import find_pages, fold_of
from lugas.blocks.measure import layout
from lugas.blocks.tagger import Weights
from train.examples import Example, load_examples
from train.learn import EPOCHS, judge, learn, table


def main() -> None:
    """Read the arguments, learn, measure, write."""
    parser = argparse.ArgumentParser(prog="python -m train", description=__doc__)
    parser.add_argument("--pages", help="the folder of labelled pages")
    parser.add_argument("--door", choices=("html", "text"), default="html")
    parser.add_argument("--cache", type=Path, help="a folder to keep the examples in")
    parser.add_argument(
        "--folds", type=int, default=0, help="cross-validate by site with so many folds first"
    )
    parser.add_argument("--only-folds", type=int, default=0, help="run so many of the folds")
    parser.add_argument(
        "--epochs", type=int, default=0, help=f"rounds over all pages (by the door: {EPOCHS})"
    )
    parser.add_argument("--limit", type=int, default=0, help="take so many pages of each set")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, help="the folder the weights of all pages go to")
    parser.add_argument("--keep-folds", type=Path, help="a folder the weights of each fold go to")
    given = parser.parse_args()
    if not given.folds and not given.out:
        parser.error(
            "nothing to do: give --folds N to measure by site, --out FOLDER to learn from all pages, or both"
        )
    given.epochs = given.epochs or EPOCHS[given.door]
    torch.set_num_threads(1)  # two learn slower than one: the steps are small
    examples = examples_for(given)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    places = layout(given.door)
    hidden = [places[name] for name in ("marks", "hints", "classes", "told") if name in places]
    score = ""
    if given.folds:
        found = defaultdict(list)
        for fold in range(given.only_folds or given.folds):
            inside = [example for example in examples if fold_of(example.site, given.folds) != fold]
            outside = [example for example in examples if fold_of(example.site, given.folds) == fold]
            weights = learn(inside, hidden, epochs=given.epochs, seed=given.seed, device=device)
            if given.keep_folds:
                write(given.keep_folds / f"{given.door}-{fold}.npz", weights)
            for key, scores in judge(weights, outside).items():
                found[key].extend(scores)
            print(f"after fold {fold + 1}\n{table(found)}", flush=True)
        score = table(found)
    if given.out:
        weights = learn(examples, hidden, epochs=given.epochs, seed=given.seed, device=device)
        write(given.out / f"{given.door}.npz", weights)
        card = card_of(given.door, examples, len(weights.lexicon.keys), given, score)
        (given.out / f"{given.door}.json").write_text(
            json.dumps(card, indent=1, ensure_ascii=False) + "\n", "utf-8"
        )


def examples_for(given: argparse.Namespace) -> list[Example]:
    """Make the examples, or take them from the cache."""
    kept: Path | None = given.cache / f"{given.door}-{given.limit}.pickle" if given.cache else None
    if kept is not None and kept.exists():
        found: list[Example] = pickle.loads(kept.read_bytes())  # noqa: S301 - our own file of a moment ago
        return found
    examples = load_examples(find_pages(given.pages), given.door, limit=given.limit)
    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pickle.dumps(examples))
    return examples


def write(path: Path, weights: Weights) -> None:
    """Write weights: layers as 16-bit numbers, words as 8-bit ones."""
    path.parent.mkdir(parents=True, exist_ok=True)
    small: dict[str, NDArray[np.generic]] = {
        name: value.astype(np.float16) for name, value in weights.layers.items()
    }
    lexicon = weights.lexicon
    small |= {"lexicon.keys": lexicon.keys, "lexicon.vectors": lexicon.vectors}
    small["lexicon.scale"] = np.array(lexicon.scale)
    np.savez_compressed(path, **small)  # type: ignore[arg-type]  # the stub takes the names for options


def card_of(
    door: str, examples: Sequence[Example], words: int, given: argparse.Namespace, score: str
) -> dict[str, object]:
    """Make the card that goes with the weights."""
    pages: dict[str, int] = defaultdict(int)
    for example in examples:
        pages[example.set_name] += 1
    return {
        "what": f"the tagger for {door}: a network over the rows of a page, see lugas/blocks/tagger.py",
        "made": dt.date.today().isoformat(),
        "with": f"python -m train --pages DIR --door {door} --folds {given.folds} --epochs {given.epochs} "
        f"--seed {given.seed} --out FOLDER",
        "numbers": int(examples[0].values.shape[1]),
        "words": words,
        "examples": dict(pages),
        "data": "labelled pages of public benchmarks: naeb (Apache-2.0), wcxb-dev (CC-BY-4.0), fundus-sites (MIT), "
        "anpandu (MIT), trafilatura-eval (Apache-2.0), readability (Apache-2.0); the weights hold no text of them",
        "cross-validated by site": score.splitlines(),
    }


if __name__ == "__main__":
    main()
