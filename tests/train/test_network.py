"""The network that learns and the one that runs are one."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from lugas.blocks.lexicon import WordKeys
from lugas.blocks.tagger import FARTHEST, Weights, load_weights, run_network

torch = pytest.importorskip("torch")

from train.network import DILATIONS, OUTPUTS, Tagger  # noqa: E402 - only where torch is installed

NUMBERS = 20
KEYS = np.arange(1, 8, dtype=np.uint32) << np.uint32(28)
NOTHING = WordKeys(np.zeros(0, np.int64), np.zeros(0, np.uint32))


def network(seed: int = 1) -> Tagger:
    """Make a network whose weights are numbers of 16 bits, those of words of 8, as those that are shipped."""
    torch.manual_seed(seed)
    net = Tagger("html", NUMBERS, len(KEYS), width=16)
    net.eval()
    with torch.no_grad():
        for part in net.parameters():
            part.copy_(part.half().float())
        net.words.weight.copy_(torch.randint(-127, 127, net.words.weight.shape) / 64)
        net.words.weight[0, 0] = 127 / 64
    return net


def scales() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Make a mean and a scale that 16 bits hold exactly."""
    dice = np.random.default_rng(2)
    return (
        dice.normal(size=NUMBERS).astype(np.float16).astype(np.float32),
        dice.uniform(0.5, 2, NUMBERS).astype(np.float16).astype(np.float32),
    )


def exported(net: Tagger) -> Weights:
    """Give a network's weights as they are loaded from their file."""
    return net.export(*scales(), KEYS)


def words_of(rows: int) -> WordKeys:
    """Make the words of a page: each of its rows says one or two of those known, some also others."""
    each = np.arange(rows)
    keys = np.concatenate([KEYS[each % len(KEYS)], KEYS[each * 3 % len(KEYS)], each.astype(np.uint32) + 5])
    return WordKeys(np.tile(each, 3), keys)


def judged(net: Tagger, pages: list[NDArray[np.float32]]) -> list[NDArray[np.float32]]:
    """Run the network that learns over pages at once, padded to the longest."""
    mean, scale = scales()
    rows = max(len(page) for page in pages)
    values = np.zeros((len(pages), rows, NUMBERS), np.float32)
    mask = np.zeros((len(pages), rows), np.float32)
    for index, page in enumerate(pages):
        values[index, : len(page)] = np.clip((page - mean) * scale, -FARTHEST, FARTHEST)
        mask[index, : len(page)] = 1
    lexicon = exported(net).lexicon
    said = [lexicon.find(words_of(len(page))) for page in pages]
    counts = np.concatenate([np.bincount(at, minlength=rows) for at, _ in said])
    places = np.concatenate([place for _, place in said])
    words = torch.tensor(places), torch.tensor(np.append(0, np.cumsum(counts)[:-1]))
    with torch.no_grad():
        out = torch.sigmoid(net(torch.tensor(values), torch.tensor(mask), *words)).numpy()
    return [out[index, : len(page)] for index, page in enumerate(pages)]


def page_of(rows: int) -> NDArray[np.float32]:
    """Make a page's numbers, some far out."""
    return np.random.default_rng(rows).normal(scale=3, size=(rows, NUMBERS)).astype(np.float32)


@pytest.mark.parametrize("rows", [1, 2, 7, 8, 9, 40, 300])
def test_same_numbers(rows: int) -> None:
    """For exported weights numpy computes what torch does, on pages shorter than the widest look to the side too."""
    net, page = network(), page_of(rows)
    assert np.allclose(run_network(exported(net), page, words_of(rows)), judged(net, [page])[0], atol=2e-5)


def test_padding_makes_no_difference() -> None:
    """Pages learned from together, padded to one length, are judged as each alone."""
    net, pages = network(3), [page_of(rows) for rows in (3, 25, 60)]
    for page, found in zip(pages, judged(net, pages), strict=True):
        assert np.allclose(run_network(exported(net), page, words_of(len(page))), found, atol=2e-5)


def test_export() -> None:
    """The exported weights have the names of the shipped ones, rounded to 16 bits, and shapes that fit together."""
    weights = exported(network())
    layers = weights.layers
    assert set(layers) == set(load_weights("html").layers) < set(load_weights("text").layers)
    assert all((value == value.astype(np.float16)).all() for value in layers.values())
    assert layers["dilations"].tolist() == list(DILATIONS["html"])
    assert layers["in.w"].shape == (NUMBERS, 16)
    assert layers["out.w"].shape == (16, OUTPUTS)
    assert weights.lexicon.keys.tolist() == KEYS.tolist()
    assert weights.lexicon.vectors.shape == (len(KEYS), 16)


def test_no_words_at_all() -> None:
    """A network that learned no words exports and runs."""
    net = Tagger("text", NUMBERS, 0, width=16).eval()
    weights = net.export(*scales(), np.zeros(0, np.uint32))
    assert run_network(weights, page_of(4), words_of(4)).shape == (4, OUTPUTS)
    assert run_network(weights, page_of(4), NOTHING).shape == (4, OUTPUTS)
