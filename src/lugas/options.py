"""How a page is to be read: one frozen record, checked once, with presets."""

from __future__ import annotations

from msgspec import Struct

from lugas.errors import UsageError

__all__ = ["Options"]

MEBIBYTE = 1 << 20


class Options(Struct, frozen=True, kw_only=True):
    """Bounds and leanings of one reading.

    `max_bytes` bounds the page as given and `max_expanded` the page after decompression, both in bytes; a larger
    page is read up to the bound and its verdict says so; so is one of more than `max_blocks` paragraph-like units, of
    which each takes some kilobytes of memory. `threshold` is how sure the tagger must be, between 0 and 1,
    before a block counts as body.

    Raises `UsageError` when a value is out of its range.
    """

    max_bytes: int = 64 * MEBIBYTE
    max_expanded: int = 64 * MEBIBYTE
    max_blocks: int = 20_000
    threshold: float = 0.5

    def __post_init__(self) -> None:
        for name in ("max_bytes", "max_expanded", "max_blocks"):
            value: object = getattr(self, name)
            if not isinstance(value, int) or isinstance(value, bool) or value < 1:
                raise UsageError(f"{name} is {value!r}", name=name, remedy="give a whole number, at least 1")
        sure: object = self.threshold
        if not isinstance(sure, int | float) or not 0.0 < sure < 1.0:
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
