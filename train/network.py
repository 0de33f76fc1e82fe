"""The tagger's network for learning, in torch; `lugas.blocks.tagger.run_network` computes the same in numpy."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from lugas.blocks.lexicon import Lexicon
from lugas.blocks.tagger import Weights

__all__ = ["Tagger"]

# How far the layers look to either side, in rows. Copied text has more rows and nothing but their order.
DILATIONS = {"html": (1, 2, 4, 8), "text": (1, 2, 4, 8, 16)}
OUTPUTS = 2
WORDS_START = 0.02
# Of the numbers of a word's vector: finer steps than these change no figure of the bench, and are a fifth of the wheel.
LARGEST = 31


class Tagger(nn.Module):
    """See `lugas.blocks.tagger` for what it computes.

    Input: numbers (pages, rows, numbers), mask (pages, rows), and the known words of all rows of the batch on end:
    their places in the lexicon, one after another, and where each row's begin.
    """

    def __init__(
        self, form: str, numbers: int, words: int = 0, width: int = 64, dropout: float = 0.2
    ) -> None:
        super().__init__()
        self.width, self.dilations = width, DILATIONS[form]
        self.first = nn.Linear(numbers, width)
        self.words = nn.EmbeddingBag(max(words, 1), width, mode="sum")
        nn.init.normal_(self.words.weight, std=WORDS_START)
        self.pools = nn.ModuleList([nn.Linear(2 * width, width) for _ in range(2)])
        self.convs = nn.ModuleList([nn.Linear(3 * width, width) for _ in self.dilations])
        self.last = nn.Linear(width, OUTPUTS)
        self.drop = nn.Dropout(dropout)

    def forward(self, values: Tensor, mask: Tensor, words: Tensor, begins: Tensor) -> Tensor:
        """Give logits of shape (pages, rows, outputs)."""
        keep = mask.unsqueeze(-1)
        said = self.words(words, begins).reshape(*mask.shape, self.width)
        here = self.drop(torch.relu(self.first(values) + said)) * keep
        here = (here + self.pool(here, keep, 0)) * keep
        for dilation, conv in zip(self.dilations, self.convs, strict=True):
            zeros = here.new_zeros(here.shape[0], dilation, here.shape[2])
            before = torch.cat([zeros, here[:, :-dilation]], 1)[:, : here.shape[1]]
            after = torch.cat([here[:, dilation:], zeros], 1)[:, : here.shape[1]]
            here = (here + self.drop(torch.relu(conv(torch.cat([before, here, after], 2))))) * keep
        here = here + self.pool(here, keep, 1)
        logits: Tensor = self.last(here)
        return logits

    def pool(self, here: Tensor, keep: Tensor, index: int) -> Tensor:
        """Give what the page as a whole adds to every row."""
        mean = here.sum(1) / keep.sum(1).clamp(min=1)
        highest = here.masked_fill(keep == 0, -1e9).amax(1)
        added: Tensor = torch.relu(self.pools[index](torch.cat([mean, highest], 1))).unsqueeze(1)
        return added

    def export(
        self, mean: NDArray[np.float32], scale: NDArray[np.float32], keys: NDArray[np.uint32]
    ) -> Weights:
        """Give the weights in the shape and under the names the numpy side reads; `keys` are those of the words."""
        found = {"mean": mean, "scale": scale, "dilations": np.array(self.dilations)}
        layers = {"in": self.first, "out": self.last}
        layers |= {f"pool{index}": layer for index, layer in enumerate(self.pools)}
        layers |= {f"conv{index}": layer for index, layer in enumerate(self.convs)}
        for name, layer in layers.items():
            found[f"{name}.w"] = layer.weight.detach().cpu().numpy().T
            found[f"{name}.b"] = layer.bias.detach().cpu().numpy()
        words = self.words.weight.detach().cpu().numpy()[: len(keys)]
        step = float(np.abs(words).max(initial=0)) / LARGEST or 1.0
        vectors = np.round(words / step).astype(np.int8)
        rounded = {name: value.astype(np.float16).astype(np.float32) for name, value in found.items()}
        return Weights(rounded, Lexicon.of(keys, vectors, step))
