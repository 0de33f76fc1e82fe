"""One signal of who may read an article."""

from __future__ import annotations

from dataclasses import dataclass

from lugas.model import Access, Source

__all__ = ["Sign"]


@dataclass(frozen=True, slots=True)
class Sign:
    """What a signal says, how much it weighs, where it was read, and the evidence in words.

    `sure_paid` tells that it says "paid", and not only "not free", which metered articles are too.
    """

    access: Access
    points: float
    source: Source
    detail: str
    sure_paid: bool = False
