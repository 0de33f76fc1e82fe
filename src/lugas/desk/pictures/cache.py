"""The folder of pictures: so many bytes at most, and what was looked at least lately goes first."""

from __future__ import annotations

import os
import threading
import time
from contextlib import suppress
from pathlib import Path

__all__ = ["Cache"]

SHARE_LEFT = 0.9  # of the bound, after making room
SECONDS_UNTIL_TOUCHED = 3_600  # a file's time is when it was last looked at, within this


class Cache:
    """Files by key and width. An empty one tells that there is no picture, and is forgotten after a while.

    Threads may share it, and so may several desks; a file that goes in between is brought anew.
    """

    def __init__(self, folder: Path, most: int, seconds_without: float = 3_600) -> None:
        self._folder, self._most, self._without = folder, most, seconds_without
        self._lock = threading.Lock()
        self._size: int | None = None

    def get(self, key: str, width: int) -> bytes | None:
        """Give a picture, empty where it is known that there is none; `None` where nothing is known."""
        path = self._path(key, width)
        try:
            age = time.time() - path.stat().st_mtime
            content = path.read_bytes()
        except OSError:
            return None
        if not content and age > self._without:
            return None
        if content and age > SECONDS_UNTIL_TOUCHED:
            with suppress(OSError):
                os.utime(path)
        return content

    def put(self, key: str, width: int, content: bytes) -> None:
        """Keep a picture, and make room where that is too much. A folder that cannot be written keeps nothing."""
        path = self._path(key, width)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            partial = path.with_name(f"{path.name}.{threading.get_ident()}")
            partial.write_bytes(content)
            partial.replace(path)
        with self._lock:
            self._size = self._measured() if self._size is None else self._size + len(content)
            if self._size > self._most:
                self._size = self._make_room()

    def _path(self, key: str, width: int) -> Path:
        return self._folder / key[:2] / f"{key}-{width}.webp"

    def _files(self) -> list[tuple[float, int, Path]]:
        found = []
        for path in self._folder.glob("*/*"):
            with suppress(OSError):
                told = path.stat()
                found.append((told.st_mtime, told.st_size, path))
        return found

    def _measured(self) -> int:
        return sum(size for _, size, _ in self._files())

    def _make_room(self) -> int:
        files = sorted(self._files())
        size = sum(each for _, each, _ in files)
        for _, each, path in files:
            if size <= SHARE_LEFT * self._most:
                break
            with suppress(OSError):
                path.unlink()
            size -= each
        return size
