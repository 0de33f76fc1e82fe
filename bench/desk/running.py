"""A desk as a process of its own, and what it and the processes it started take of memory and of the processor."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median

__all__ = ["Desk", "Watch", "answer_of", "running"]

LOOKS_A_SECOND = 2
SECONDS_TO_END = 30
TICKS = os.sysconf("SC_CLK_TCK")


class Desk:
    """A desk that runs: its port, its number, and the seconds from its start to its first answer."""

    def __init__(self, program: subprocess.Popen[str], port: int, started: float) -> None:
        self.number, self.port, self.started = program.pid, port, started

    def processes(self) -> list[int]:
        """Give the numbers of the desk and of all that it started, and that those started."""
        found = [self.number]
        for number in found:
            for task in Path(f"/proc/{number}/task").glob("*/children"):
                with suppress(OSError):  # a thread that has ended meanwhile
                    found += map(int, task.read_text("ascii").split())
        return found

    def memory(self) -> int:
        """Give the bytes that all of them take; what several share is counted once."""
        return sum(map(share_of, self.processes()))

    def computed(self) -> dict[int, float]:
        """Give the seconds that each process has computed."""
        return {number: seconds_of(number) for number in self.processes()}


def share_of(number: int) -> int:
    """Give a process's share of the memory in bytes (PSS), 0 where it has ended."""
    with suppress(OSError):
        for line in Path(f"/proc/{number}/smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def seconds_of(number: int) -> float:
    """Give the seconds that a process has computed, 0 where it has ended."""
    try:
        after = Path(f"/proc/{number}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(after[11]) + int(after[12])) / TICKS


@contextmanager
def running(where: str, pictures: Path, *options: str) -> Iterator[Desk]:
    """Run a desk over a store, and end it as a system ends a service."""
    command = [sys.executable, "-m", "lugas", "desk", "--store", where, "--port", "0"]
    begun = time.perf_counter()
    with subprocess.Popen(
        [*command, "--picture-folder", str(pictures), *options], stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        try:
            port = int(program.stdout.readline().partition("localhost:")[2].partition(" ")[0])
            status, _, _ = answer_of(port, "/")
            assert status == 200, status
            yield Desk(program, port, time.perf_counter() - begun)
        finally:
            program.send_signal(signal.SIGTERM)
            try:
                program.wait(SECONDS_TO_END)
            except subprocess.TimeoutExpired:
                program.kill()


def answer_of(port: int, path: str) -> tuple[int, bytes, int]:
    """Ask the desk as a browser does; gives the status, the body as it was sent, and the bytes of the headers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        headers = {"Host": f"localhost:{port}", "Accept-Encoding": "gzip", "Accept-Language": "en"}
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return (
            answer.status,
            answer.read(),
            sum(len(name) + len(told) + 4 for name, told in answer.getheaders()),
        )
    finally:
        connection.close()


class Watch:
    """Looks twice a second at what a desk takes, while the block runs."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._looks: list[int] = []
        self._before: dict[int, float] = {}
        self._after: dict[int, float] = {}
        self._begun = self._lasted = 0.0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def _look(self) -> None:
        while not self._done.wait(1 / LOOKS_A_SECOND):
            self._looks.append(self._desk.memory())
            # One that has ended meanwhile keeps what it had computed at the last look.
            self._after |= {number: told for number, told in self._desk.computed().items() if told}

    def __enter__(self) -> Watch:
        self._before, self._begun = self._desk.computed(), time.perf_counter()
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._lasted = time.perf_counter() - self._begun
        self._done.set()
        self._thread.join()

    def told(self) -> dict[str, float]:
        """Give the usual and the most memory in MB, and how many cores the desk and its helpers kept busy."""
        spent = {number: told - self._before.get(number, 0.0) for number, told in self._after.items()}
        own = spent.pop(self._desk.number, 0.0)
        return {
            "memory_mb": round(median(self._looks) / 1e6) if self._looks else 0,
            "most_memory_mb": round(max(self._looks, default=0) / 1e6),
            "desk_cores": round(own / self._lasted, 2),
            "other_cores": round(sum(spent.values()) / self._lasted, 2),
        }
