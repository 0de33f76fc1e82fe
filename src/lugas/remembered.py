"""Remembering what was found for a text, as long as it is short."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

__all__ = ["LONGEST", "remembered"]

# Characters. What is asked for again (class words, names, the addresses of pictures) is shorter. What is longer is the
# content of one page, and to keep it is to keep a part of every page: of pictures that pages write into their addresses
# 2,000 were kept, of whatever size.
LONGEST = 1000

T = TypeVar("T")


def remembered(most: int) -> Callable[[Callable[[str], T]], Callable[[str], T]]:
    """Make a function of a text remember what it gave for the last `most` short ones; long ones it looks at anew."""

    def remembering(work: Callable[[str], T]) -> Callable[[str], T]:
        kept = lru_cache(maxsize=most)(work)

        @wraps(work)
        def ask(text: str) -> T:
            return kept(text) if len(text) <= LONGEST else work(text)

        return ask

    return remembering
