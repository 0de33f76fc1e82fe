"""What was used of late, within a bound of its size and not of its number: strangers tell how large one is."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

__all__ = ["Recent"]

Value = TypeVar("Value")


class Recent(Generic[Value]):
    """Values by key; those that were not asked for longest go where all are too large. Threads may share it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._guard = threading.Lock()
        self._kept: OrderedDict[Hashable, tuple[Value, int]] = OrderedDict()
        self._size = 0

    def get(self, key: Hashable) -> Value | None:
        """Give a value, `None` where it is not kept."""
        with self._guard:
            found = self._kept.get(key)
            if found is None:
                return None
            self._kept.move_to_end(key)
            return found[0]

    def put(self, key: Hashable, value: Value, size: int) -> None:
        """Keep a value of a size, if that is not too large by itself."""
        with self._guard:
            self._size -= self._kept.pop(key, (None, 0))[1]
            if size > self._most:
                return
            self._size += size
            self._kept[key] = (value, size)
            while self._size > self._most:
                self._size -= self._kept.popitem(last=False)[1][1]

    @property
    def size(self) -> int:
        """How large all of it is together."""
        return self._size
