"""The tagger's network for learning, in torch; `lugas.blocks.tagger.run_network` computes the same in numpy."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

__all__ = ["Tagger"]

DILATIONS = (1, 2, 4, 8)
OUTPUTS = 2


class Tagger(nn.Module):
    """See `lugas.blocks.tagger` for what it computes; input (pages, rows, numbers), mask (pages, rows)."""

    def __init__(self, numbers: int, width: int = 64, dropout: float = 0.2) -> None:
        super().__init__()
        self.width = width
        self.first = nn.Linear(numbers, width)
        self.pools = nn.ModuleList([nn.Linear(2 * width, width) for _ in range(2)])
        self.convs = nn.ModuleList([nn.Linear(3 * width, width) for _ in DILATIONS])
        self.last = nn.Linear(width, OUTPUTS)
        self.drop = nn.Dropout(dropout)

    def forward(self, values: Tensor, mask: Tensor) -> Tensor:
        """Give logits of shape (pages, rows, outputs)."""
        keep = mask.unsqueeze(-1)
        here = self.drop(torch.relu(self.first(values))) * keep
        here = (here + self.pool(here, keep, 0)) * keep
        for dilation, conv in zip(DILATIONS, self.convs, strict=True):
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

    def export(self, mean: NDArray[np.float32], scale: NDArray[np.float32]) -> dict[str, NDArray[np.float16]]:
        """Give the weights in the shape and under the names the numpy side reads."""
        found = {"mean": mean, "scale": scale, "dilations": np.array(DILATIONS)}
        layers = {"in": self.first, "out": self.last}
        layers |= {f"pool{index}": layer for index, layer in enumerate(self.pools)}
        layers |= {f"conv{index}": layer for index, layer in enumerate(self.convs)}
        for name, layer in layers.items():
            found[f"{name}.w"] = layer.weight.detach().cpu().numpy().T
            found[f"{name}.b"] = layer.bias.detach().cpu().numpy()
        return {name: value.astype(np.float16) for name, value in found.items()}
