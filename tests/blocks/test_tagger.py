"""The learned tagger: its weights, and what running them computes."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from lugas.blocks.hints import Hints
from lugas.blocks.lexicon import Lexicon, WordKeys, split_words, word_keys
from lugas.blocks.measure import Numbers, layout, measure
from lugas.blocks.tagger import (
    FARTHEST,
    ROWS_AT_ONCE,
    Weights,
    chances,
    load_weights,
    pooled,
    product,
    read_card,
    read_weights,
    run_network,
    with_neighbours,
)
from lugas.copied.lines import cut_text
from tests.blocks.build import MORE, PROSE

FORMS = ("html", "text")
# Threads of the libraries that may stand behind numpy.
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")

RUN = """
import hashlib
import numpy as np
from lugas.blocks.lexicon import split_words, word_keys
from lugas.blocks.tagger import load_weights, run_network
found = hashlib.sha256()
for form in ("html", "text"):
    weights = load_weights(form)
    for rows in (1, 13, 400, 3000):
        values = np.random.default_rng(rows).normal(size=(rows, len(weights.layers["mean"]))).astype(np.float32)
        found.update(run_network(weights, values, word_keys(split_words(["read also: photo by"] * rows))).tobytes())
print(found.hexdigest())
"""


def values_of(rows: int, numbers: int, seed: int = 1) -> NDArray[np.float32]:
    """Make numbers as those of a page."""
    return np.random.default_rng(seed).normal(size=(rows, numbers)).astype(np.float32)


def tiny(known: NDArray[np.uint32] | None = None) -> Weights:
    """Make the weights of a network that gives the sum of its two numbers, and their difference, unchanged.

    Each of the `known` words adds 1 to the first number.
    """
    names = {"mean": [0, 0], "scale": [1, 1], "dilations": [1]}
    layers = {name: np.array(value, np.float32) for name, value in names.items()}
    for name, rows in {"pool0": 4, "pool1": 4, "conv0": 6}.items():
        layers |= {f"{name}.w": np.zeros((rows, 2), np.float32), f"{name}.b": np.zeros(2, np.float32)}
    layers |= {"in.w": np.eye(2, dtype=np.float32), "in.b": np.zeros(2, np.float32)}
    layers |= {"out.w": np.array([[1, 1], [1, -1]], np.float32), "out.b": np.zeros(2, np.float32)}
    keys = np.zeros(0, np.uint32) if known is None else known
    vectors = np.tile(np.array([10, 0], np.int8), (len(keys), 1))
    return Weights(layers, Lexicon.of(keys, vectors, 0.1))


NOTHING = word_keys(split_words([]))


def logits(chance: NDArray[np.float32]) -> NDArray[np.float64]:
    """Turn chances back to what they were made of."""
    exact = chance.astype(np.float64)
    return np.log(exact / (1 - exact))


@pytest.mark.parametrize("form", FORMS)
def test_weights_and_card_agree(form: str) -> None:
    """The weights take as many numbers as a page has, and the card beside them says so."""
    numbers = max(part.stop for part in layout(form).values())
    weights, card = load_weights(form), read_card(form)
    assert card["numbers"] == numbers
    layers, lexicon = weights.layers, weights.lexicon
    assert layers["mean"].shape == layers["scale"].shape == (numbers,)
    assert layers["in.w"].shape[0] == numbers
    assert layers["out.w"].shape[1] == 2
    assert all(value.dtype == np.float32 and np.isfinite(value).all() for value in layers.values())
    assert (layers["scale"] > 0).all()
    assert card["words"] == len(lexicon.keys) > 1000
    assert lexicon.vectors.shape == (len(lexicon.keys), layers["in.w"].shape[1])
    assert (np.diff(lexicon.keys.astype(np.int64)) > 0).all()
    assert (lexicon.slots >= 0).sum() == len(lexicon.keys)


@pytest.mark.parametrize("form", FORMS)
def test_cards(form: str) -> None:
    """A card says what the weights are, when and with what command they were made, of which data, how well they do."""
    card = read_card(form)
    assert set(card) >= {
        "what",
        "made",
        "with",
        "numbers",
        "words",
        "examples",
        "data",
        "cross-validated by site",
    }
    assert f"--door {form} " in str(card["with"])
    assert isinstance(card["examples"], dict)
    assert all(str(name) in str(card["data"]) for name in card["examples"])
    assert all(isinstance(pages, int) and pages > 0 for pages in card["examples"].values())


def test_known_numbers() -> None:
    """A network small enough to be computed by hand gives what it should."""
    found = run_network(tiny(), np.array([[1, 2], [3, 0], [-1, 2]], np.float32), NOTHING)
    assert np.allclose(logits(found), [[3, -1], [3, 3], [2, -2]], atol=1e-5)


def test_scaling() -> None:
    """Numbers are taken from their mean and scaled, and what lies far out is cut off."""
    weights = tiny()
    layers = weights.layers
    layers["mean"], layers["scale"] = np.array([1, 0], np.float32), np.array([2, 1], np.float32)
    found = logits(run_network(weights, np.array([[2, 0], [1e30, 0]], np.float32), NOTHING))
    assert np.allclose(found[:, 0], [2, FARTHEST], atol=1e-3)


def test_neighbouring_rows() -> None:
    """A convolution sees the row before, the row and the row after, so far away as its dilation says."""
    weights = tiny()
    for dilation in (1, 2):
        weights.layers["dilations"] = np.array([dilation], np.float32)
        weights.layers["conv0.w"] = np.zeros((6, 2), np.float32)
        weights.layers["conv0.w"][0, 0] = 1  # the first number of the row before
        values = np.zeros((5, 2), np.float32)
        values[1, 0] = 1
        found = logits(run_network(weights, values, NOTHING))[:, 0]
        expected = np.zeros(5)
        expected[[1, 1 + dilation]] = 1
        assert np.allclose(found, expected, atol=1e-5)


def test_the_page_as_a_whole() -> None:
    """Mean and maximum of all rows are added to every row."""
    weights = {"p.w": np.eye(4, 2, dtype=np.float32), "p.b": np.zeros(2, np.float32)}
    assert pooled(np.array([[2, 0], [4, 0]], np.float32), weights, "p").tolist() == [3, 0]
    weights["p.w"] = np.eye(4, 2, k=-2, dtype=np.float32)
    assert pooled(np.array([[2, 0], [4, 1]], np.float32), weights, "p").tolist() == [4, 1]


def test_with_neighbours() -> None:
    """Each row stands between those before and after it, zeros where none is, be the page taken in parts or not."""
    rows = np.arange(1, 5, dtype=np.float32)[:, None]
    expected = {
        1: [[0, 1, 2], [1, 2, 3], [2, 3, 4], [3, 4, 0]],
        2: [[0, 1, 3], [0, 2, 4], [1, 3, 0], [2, 4, 0]],
        4: [[0, 1, 0], [0, 2, 0], [0, 3, 0], [0, 4, 0]],
        9: [[0, 1, 0], [0, 2, 0], [0, 3, 0], [0, 4, 0]],
    }
    for reach, whole in expected.items():
        assert with_neighbours(rows, 0, 4, reach).tolist() == whole
        parts = [with_neighbours(rows, start, start + 1, reach).tolist() for start in range(4)]
        assert [row for part in parts for row in part] == whole


@pytest.mark.parametrize("rows", [1, ROWS_AT_ONCE - 1, ROWS_AT_ONCE, ROWS_AT_ONCE + 1, 100])
def test_product(rows: int) -> None:
    """The product in parts is the product, and what a row gives does not depend on how many follow."""
    left, right = values_of(rows, 30), values_of(30, 7, seed=2)
    assert np.allclose(product(left, right), left @ right, atol=1e-4)
    longer = np.concatenate([left, values_of(50, 30, seed=3)])
    assert product(longer, right)[:rows].tobytes() == product(left, right).tobytes()


def test_no_product_is_shared_out() -> None:
    """No product of the shipped networks reaches the size from which libraries share it out among threads."""
    for form in FORMS:
        sizes = [value.size for name, value in load_weights(form).layers.items() if name.endswith(".w")]
        assert ROWS_AT_ONCE * max(sizes) < 262_144


@pytest.mark.parametrize("form", FORMS)
def test_chances(form: str) -> None:
    """Whatever the numbers, every row's chances lie between 0 and 1, the same each time."""
    values = values_of(300, len(load_weights(form).layers["mean"])) * 1e6
    keys = WordKeys(np.repeat(np.arange(300), 9), load_weights(form).lexicon.keys[:2700])
    numbers = Numbers(values, np.zeros(300, np.float32), np.zeros(300, np.uint64), keys)
    found = chances(numbers, form)
    for part in (found.body, found.title):
        assert part.shape == (300,)
        assert part.dtype == np.float32
        assert ((part >= 0) & (part <= 1)).all()
    again = chances(numbers, form)
    assert again.body.tobytes() == found.body.tobytes()


def test_words_count() -> None:
    """A word that was learned adds its vector to its row, once however often the row says it; others add nothing."""
    keys = word_keys(split_words(["", "photo by", "photo photo photo by", "else"]))
    photo = word_keys(split_words(["photo"]))
    weights = tiny(np.sort(np.unique(photo.keys)))
    found = logits(run_network(weights, np.zeros((4, 2), np.float32), keys))[:, 0]
    # the first of a row, and a word of a short row
    assert np.allclose(found, [0, 2, 2, 0], atol=1e-5)


def test_weights_on_disk(tmp_path: Path) -> None:
    """Weights are read back as they were written: layers as floats, the words' keys exactly."""
    keys = np.array([7, 2**32 - 1], np.uint32)
    named = {"lexicon.keys": keys, "lexicon.vectors": np.array([[1, -2], [127, 0]], np.int8)}
    parts = {"in.w": np.ones((2, 2), np.float16), "lexicon.scale": np.array(0.25), **named}
    np.savez(tmp_path / "x.npz", **parts)  # type: ignore[arg-type]  # the stub takes the names for options
    found = read_weights(tmp_path / "x.npz")
    assert found.layers["in.w"].dtype == np.float32
    assert found.lexicon.keys.tolist() == keys.tolist()
    assert found.lexicon.sums(WordKeys(np.array([1]), keys[1:]), 2).tolist() == [[0, 0], [31.75, 0]]


def test_nothing_to_judge() -> None:
    """A page without rows has no chances."""
    found = chances(measure(cut_text(""), Hints()), "text")
    assert found.body.shape == found.title.shape == (0,)


def test_prose_is_likelier_than_menus() -> None:
    """What the shipped weights have learned at the least: paragraphs are likelier body than the menu around them."""
    menu = ["Home", "News", "Sport", "Log in", "Subscribe"]
    cut = cut_text("\n\n".join([*menu, "Ferry returns to the island", *[PROSE, MORE] * 4, *menu]))
    found = chances(measure(cut, Hints()), "text").body
    assert found[6:14].min() > 0.5 > max(found[:5].max(), found[-5:].max())


def test_numbers_of_threads_make_no_difference() -> None:
    """With one thread for products of matrices or with four, the chances are the same to the last bit."""
    found = set()
    for count in ("1", "4"):
        environment = {**os.environ, **dict.fromkeys(THREADS, count)}
        made = subprocess.run(
            [sys.executable, "-c", RUN], env=environment, capture_output=True, text=True, check=True
        )
        found.add(made.stdout.strip())
    assert len(found) == 1
    assert len(found.pop()) == hashlib.sha256().digest_size * 2
