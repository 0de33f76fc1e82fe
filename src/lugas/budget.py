"""What reading one page may cost in time and memory, and whether that is used up.

Time is the reading thread's own time on a processor, asked for between the stages of reading and every so many elements
or lines within those that grow with the page. Memory is counted, not measured: characters, tags, rows and boxes, each
with what it was measured to take at most, so that the same page is read to the same place every time.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from time import perf_counter, thread_time
from typing import ParamSpec, TypeVar

__all__ = ["ENDLESS", "OUT_OF_MEMORY", "OUT_OF_TIME", "Budget"]

# What a verdict's signals say where a page was not read to its end for want of either.
OUT_OF_MEMORY, OUT_OF_TIME = "out of memory", "out of time"

P = ParamSpec("P")
T = TypeVar("T")

# Bytes that one of each takes while a page is read, at most. Measured as the growth of a process's peak over pages that
# are made of little else (`make hostile`): a byte of the page takes 5 to 24 with its attributes, embedded data and all
# copies of the text, a tag with its text 50 to 180, a row 3,000 to 6,000 with its numbers and its block.
CHARACTER, TAG, ROW, BOX = 24, 200, 6000, 1000
# One part in so many of the memory is for the text, and for the tags; rows and boxes may take what these leave.
TEXT_PART, TAGS_PART = 2, 6


class Budget:
    """What reading one page may still cost: `seconds` of a processor and bytes of `memory`; `None` is no bound.

    `late` and `full` tell that something was left out because the time, or the memory, was used up.
    """

    __slots__ = ("_end", "_room", "_soonest", "full", "late", "memory")

    def __init__(self, seconds: float | None = None, memory: int | None = None) -> None:
        self._end = self._soonest = math.inf
        if seconds is not None:
            self._end, self._soonest = thread_time() + seconds, perf_counter() + seconds
        self.memory = self._room = math.inf if memory is None else memory
        self.late = self.full = False

    def over(self) -> bool:
        """Whether the time is used up; once it is, it stays so. Whoever asks leaves its work out then."""
        # The wall clock is ten times as quick to read, and a thread cannot have worked longer than it shows.
        if not self.late and (now := perf_counter()) >= self._soonest:
            left = self._end - thread_time()
            self.late = left <= 0
            self._soonest = now + left
        return self.late

    def ask(self, nothing: T, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do some work and give what it gives, or `nothing` where the time is used up."""
        return nothing if self.over() else work(*args, **kwargs)

    def most_bytes(self, bound: int) -> int:
        """Give how many bytes of text there is room for, at most `bound`."""
        return int(min(bound, self.memory / (TEXT_PART * CHARACTER)))

    def most_tags(self, bound: int) -> int:
        """Give how many tags there is room for, at most `bound`."""
        return int(min(bound, self.memory / (TAGS_PART * TAG)))

    def take(self, characters: int, tags: int) -> None:
        """Note what the text of a page and its tags take: the rest is for its rows."""
        self._room = self.memory - CHARACTER * characters - TAG * tags

    def holds(self, rows: int, boxes: int) -> bool:
        """Whether there is room for so many rows and boxes; where there is not, no more of them are made."""
        if ROW * rows + BOX * boxes > self._room:
            self.full = True
            return False
        return True


ENDLESS = Budget()
