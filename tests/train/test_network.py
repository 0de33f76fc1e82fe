"""The network that learns and the one that runs are one."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from lugas.blocks.tagger import FARTHEST, Weights, load_weights, run_network

torch = pytest.importorskip("torch")

from train.network import DILATIONS, OUTPUTS, Tagger  # noqa: E402 - only where torch is installed

NUMBERS = 20


def network(seed: int = 1) -> Tagger:
    """Make a network whose weights are 16-bit numbers, as those that are shipped."""
    torch.manual_seed(seed)
    net = Tagger(NUMBERS, width=16)
    net.eval()
    with torch.no_grad():
        for part in net.parameters():
            part.copy_(part.half().float())
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
    return {name: value.astype(np.float32) for name, value in net.export(*scales()).items()}


def judged(net: Tagger, pages: list[NDArray[np.float32]]) -> list[NDArray[np.float32]]:
    """Run the network that learns over pages at once, padded to the longest."""
    mean, scale = scales()
    rows = max(len(page) for page in pages)
    values = np.zeros((len(pages), rows, NUMBERS), np.float32)
    mask = np.zeros((len(pages), rows), np.float32)
    for index, page in enumerate(pages):
        values[index, : len(page)] = np.clip((page - mean) * scale, -FARTHEST, FARTHEST)
        mask[index, : len(page)] = 1
    with torch.no_grad():
        out = torch.sigmoid(net(torch.tensor(values), torch.tensor(mask))).numpy()
    return [out[index, : len(page)] for index, page in enumerate(pages)]


def page_of(rows: int) -> NDArray[np.float32]:
    """Make a page's numbers, some far out."""
    return np.random.default_rng(rows).normal(scale=3, size=(rows, NUMBERS)).astype(np.float32)


@pytest.mark.parametrize("rows", [1, 2, 7, 8, 9, 40, 300])
def test_same_numbers(rows: int) -> None:
    """For exported weights numpy computes what torch does, on pages shorter than the widest look to the side too."""
    net, page = network(), page_of(rows)
    assert np.allclose(run_network(exported(net), page), judged(net, [page])[0], atol=2e-5)


def test_padding_makes_no_difference() -> None:
    """Pages learned from together, padded to one length, are judged as each alone."""
    net, pages = network(3), [page_of(rows) for rows in (3, 25, 60)]
    for page, found in zip(pages, judged(net, pages), strict=True):
        assert np.allclose(run_network(exported(net), page), found, atol=2e-5)


def test_export() -> None:
    """The exported weights have the names of the shipped ones, in 16 bits, and shapes that fit together."""
    weights = network().export(*scales())
    assert set(weights) == set(load_weights("text")) == set(load_weights("html"))
    assert all(value.dtype == np.float16 for value in weights.values())
    assert weights["dilations"].tolist() == list(DILATIONS)
    assert weights["in.w"].shape == (NUMBERS, 16)
    assert weights["out.w"].shape == (16, OUTPUTS)
