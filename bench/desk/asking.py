"""Readers who ask the desk for pages, in a process of its own: `python -m bench.desk.asking`, told what to do in JSON.

Each reader has a connection that is kept, reads one page after another, and rests between two of them as a person does.
A page's time goes from sending the request to the last byte of its answer. It is sockets alone: a client library takes
more of the processor than the desk does, and the desk would be measured waiting for it.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from urllib.parse import quote

from msgspec import Struct, convert

from bench.store.asked import quantile

__all__ = ["KINDS", "Plan"]

# What readers open, and how often: half of it are articles.
KINDS = {"front": 2, "section": 2, "article": 5, "search": 1}
LANGUAGES = ("id,en;q=0.5", "en")  # as many readers as these read either interface
LONGEST_ANSWER = 60.0


class Plan(Struct, frozen=True, kw_only=True):
    """What to ask for, of whom, for how long.

    `pause` is how long a reader rests on average, from half to one and a half of it. Nothing of the first
    `warm_seconds` is counted. Articles are taken by chance from all numbers up to `articles`.
    """

    port: int
    readers: int
    seconds: float
    pause: float
    articles: int
    sections: tuple[str, ...]
    words: tuple[str, ...]
    warm_seconds: float = 3.0
    seed: int = 1


@dataclass
class Told:
    """What was told by all readers: the times of each kind of page in milliseconds, its bytes, and what failed."""

    times: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    bytes: int = 0
    failed: list[str] = field(default_factory=list)


class Reader:
    """One reader, from the first page to the last."""

    def __init__(self, plan: Plan, number: int, told: Told) -> None:
        self._plan, self._told = plan, told
        self._dice = random.Random(f"{plan.seed}/{number}")  # noqa: S311 - repeatable, not unguessable
        self._language = LANGUAGES[number % len(LANGUAGES)]
        self._opened: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def read(self, begin: float, end: float) -> None:
        """Read pages until `end`; those asked for from `begin` on are counted."""
        plan, dice = self._plan, self._dice
        await asyncio.sleep(dice.uniform(0, plan.pause))
        while time.perf_counter() < end:
            kind = dice.choices(list(KINDS), list(KINDS.values()))[0]
            path = self._path(kind)
            begun = time.perf_counter()
            failure, size = await self._asked(path)
            if begun >= begin:
                self._note(kind, path, failure, size, 1_000 * (time.perf_counter() - begun))
            if plan.pause:
                await asyncio.sleep(plan.pause * dice.uniform(0.5, 1.5))
        self._close()

    def _note(self, kind: str, path: str, failure: str, size: int, took: float) -> None:
        if failure:
            self._told.failed.append(f"{path}: {failure}")
        else:
            self._told.times[kind].append(took)
            self._told.bytes += size

    def _path(self, kind: str) -> str:
        dice, plan = self._dice, self._plan
        if kind == "section":
            return f"/section/{quote(dice.choice(plan.sections), safe='')}"
        if kind == "article":
            return f"/article/{dice.randint(1, plan.articles)}"
        return f"/search?q={quote(dice.choice(plan.words))}" if kind == "search" else "/"

    async def _asked(self, path: str) -> tuple[str, int]:
        """Ask for a page; gives what went wrong, "" for nothing, and the bytes of the answer."""
        request = (
            f"GET {path} HTTP/1.1\r\nHost: localhost:{self._plan.port}\r\nAccept: text/html\r\n"
            f"Accept-Encoding: gzip\r\nAccept-Language: {self._language}\r\n\r\n"
        )
        try:
            async with asyncio.timeout(LONGEST_ANSWER):
                if self._opened is None:
                    self._opened = await asyncio.open_connection("127.0.0.1", self._plan.port)
                reader, writer = self._opened
                writer.write(request.encode("ascii"))
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
                size = int(head.partition("\r\ncontent-length:")[2].partition("\r\n")[0])
                await reader.readexactly(size)
        except (OSError, ValueError, asyncio.IncompleteReadError, TimeoutError) as error:
            self._close()
            return f"{type(error).__name__} {error}", 0
        status = head.split(" ", 2)[1]
        return ("" if status == "200" else status), len(head) + size

    def _close(self) -> None:
        if self._opened is not None:
            self._opened[1].close()
            self._opened = None


async def ask(plan: Plan) -> dict[str, object]:
    """Let all readers read, and tell the middle and the slow end of each kind of page."""
    told = Told()
    begin = time.perf_counter() + plan.warm_seconds
    end = begin + plan.seconds
    computing = time.process_time()
    await asyncio.gather(*(Reader(plan, number, told).read(begin, end) for number in range(plan.readers)))
    computing = time.process_time() - computing
    answered = sum(map(len, told.times.values()))
    return {
        "a_second": round(answered / plan.seconds, 1),
        "megabytes": round(told.bytes / 1e6, 1),
        "failed": len(told.failed),
        "failures": told.failed[:5],
        "asker_cores": round(computing / (plan.warm_seconds + plan.seconds), 2),
        "pages": {
            **{kind: figures(told.times[kind]) for kind in KINDS},
            "all": figures([took for times in told.times.values() for took in times]),
        },
    }


def figures(times: list[float]) -> dict[str, float]:
    """Give how many there were, the middle and the slow end in milliseconds, and the slowest."""
    if not times:
        return {"asked": 0, "p50": 0.0, "p95": 0.0, "most": 0.0}
    times = sorted(times)
    told = {"p50": quantile(times, 0.5), "p95": quantile(times, 0.95), "most": times[-1]}
    return {"asked": len(times), **{name: round(value, 1) for name, value in told.items()}}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(ask(convert(json.load(sys.stdin), Plan)))))
