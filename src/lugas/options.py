"""How a page is to be read: one frozen record, checked once, with presets."""

from __future__ import annotations

import math
from typing import TypeGuard

from msgspec import Struct

from lugas.errors import UsageError

__all__ = ["MEBIBYTE", "Options"]

MEBIBYTE = 1 << 20


class Options(Struct, frozen=True, kw_only=True):
    """Bounds and leanings of one reading.

    `max_bytes` bounds the page as given and `max_expanded` the page after decompression, both in bytes; a larger
    page is read up to the bound and its verdict says so; so is one of more than `max_blocks` paragraph-like units, of
    which each takes some kilobytes of memory. `max_seconds` bounds the time that the reading thread may work, and
    `max_memory` the bytes that the page may take while it is read, counted by its size, tags and blocks; `None` is no
    bound. What was found until then is given, and the verdict says so. `threshold` is how sure the tagger must be,
    between 0 and 1, before a block counts as body.

    Raises `UsageError` when a value is out of its range.
    """

    max_bytes: int = 64 * MEBIBYTE
    max_expanded: int = 64 * MEBIBYTE
    max_blocks: int = 20_000
    max_seconds: float | None = 10.0
    max_memory: int | None = 1024 * MEBIBYTE
    threshold: float = 0.5

    def __post_init__(self) -> None:
        for name in ("max_bytes", "max_expanded", "max_blocks"):
            value: object = getattr(self, name)
            if not isinstance(value, int) or isinstance(value, bool) or value < 1:
                raise UsageError(f"{name} is {value!r}", name=name, remedy="give a whole number, at least 1")
        seconds: object = self.max_seconds
        if seconds is not None and not (is_number(seconds) and 0 < seconds < math.inf):
            remedy = "give a number of seconds above 0, or None for no bound"
            raise UsageError(f"max_seconds is {seconds!r}", name="max_seconds", remedy=remedy)
        memory: object = self.max_memory
        if memory is not None and not (isinstance(memory, int) and memory >= MEBIBYTE):
            remedy = f"give a whole number of bytes, at least {MEBIBYTE}, or None for no bound"
            raise UsageError(f"max_memory is {memory!r}", name="max_memory", remedy=remedy)
        sure: object = self.threshold
        if not is_number(sure) or not 0.0 < sure < 1.0:
            raise UsageError(
                f"threshold is {sure!r}", name="threshold", remedy="give a number between 0 and 1"
            )

    @classmethod
    def precise(cls) -> Options:
        """Lean to leaving out: fewer foreign lines, at the cost of a paragraph now and then."""
        return cls(threshold=0.7)

    @classmethod
    def complete(cls) -> Options:
        """Lean to keeping: fewer lost paragraphs, at the cost of a foreign line now and then."""
        return cls(threshold=0.3)


def is_number(value: object) -> TypeGuard[int | float]:
    """Whether a value is a number, which `True` is not."""
    return isinstance(value, int | float) and not isinstance(value, bool)
