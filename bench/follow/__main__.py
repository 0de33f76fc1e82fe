"""What updates cost beside reading the same pages alone: `python -m bench.follow`.

Some sites after others are added, visited until nothing is due, and their pages then read alone: so whatever slows the
machine for a while slows both.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from bench.follow.markdown import GOAL_MEMORY, GOAL_TIMES
from bench.follow.served import Served, served
from bench.follow.updated import local, settings_of
from bench.quality.record import write_record
from bench.store.markdown import NAMES
from lugas.follow.asking import Asker
from lugas.follow.jobs import ReadJob
from lugas.follow.readers import Readers
from lugas.follow.updating import give_way
from lugas.sources.entries import Answer
from tests.store.server import ServerMissingError, running_server

SITES_A_ROUND = 100


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print and, where asked to, write down; gives the exit status."""
    given = make_parser().parse_args(arguments)
    record: dict[str, Any] = {
        "made": f"{dt.datetime.now(dt.UTC):%Y-%m-%d}",
        "sites": given.sites, "articles": given.articles, "sites_a_round": given.round, "readers": given.readers,
        "cores": len(os.sched_getaffinity(0)), "python": platform.python_version(), "stores": {},
    }  # fmt: skip
    with served(given.sites, given.articles) as world:
        for kind in given.stores.split(","):
            try:
                with address(kind) as where:
                    record["stores"][kind] = measured(given, world, where)
            except ServerMissingError as problem:
                print(f"bench.follow: {problem}", file=sys.stderr)
                return 2
            print(told_of(kind, record["stores"][kind]), flush=True)
    if given.json:
        write_record(given.json, record)
    return 0


@contextmanager
def address(kind: str) -> Iterator[str]:
    """Give the address of an empty store."""
    if kind == "postgresql":
        with running_server() as where:
            yield where
    else:
        with tempfile.TemporaryDirectory(prefix="lugas-bench-") as folder:
            yield str(Path(folder) / "store.db")


def measured(given: argparse.Namespace, world: Served, where: str) -> dict[str, Any]:
    """Update a store that is empty at first, in a process of its own, in turns with reading the same pages alone."""
    rounds: list[dict[str, float]] = []
    command = [sys.executable, "-m", "bench.follow.updated", where, str(given.readers), str(given.askers)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as updates:
        assert updates.stdin is not None
        assert updates.stdout is not None
        print(world.start.isoformat(), file=updates.stdin, flush=True)
        feeds = list(world.feeds.items())
        for first in range(0, len(feeds), given.round):
            new = dict(feeds[first : first + given.round])
            before = world.taken()
            print(json.dumps(new), file=updates.stdin, flush=True)
            told = json.loads(updates.stdout.readline())
            told["server_cpu_seconds"] = world.taken() - before
            rounds.append({**told, "read_alone_seconds": read_alone(world, list(new), given.readers)})
        updates.stdin.close()
        found = figures(rounds, json.loads(updates.stdout.readline()))
    # An update that left something out would be a quick one.
    assert found["read"] == len(world.pages), f"{found['read']:,} of {len(world.pages):,} pages were read"
    assert not found["due"], "something is due still"
    return found


def read_alone(world: Served, origins: Sequence[str], readers: int) -> float:
    """Fetch every page of some sites, and give the seconds that reading them alone takes, in as many processes."""
    of = frozenset(origins)
    urls = [url for url in world.pages if url[: url.index("/", 8)] in of]
    with Asker(settings_of(readers, 8), resolve=local) as asker, ThreadPoolExecutor(8) as pool:
        replies = pool.map(lambda url: asker.ask(url, purpose="page"), urls)
        answers = [reply.answer for reply in replies if reply.is_content]
    assert len(answers) == len(urls)

    def give(answer: Answer) -> None:
        reading.read(ReadJob((answer,), world.start))

    with ExitStack() as opened:
        reading = Readers(readers)
        opened.callback(reading.close)
        pool = opened.enter_context(ThreadPoolExecutor(2 * readers, initializer=give_way))
        list(pool.map(give, answers[: 2 * readers]))  # until the processes have started
        begun = time.perf_counter()
        list(pool.map(give, answers))
        return time.perf_counter() - begun


def figures(rounds: list[dict[str, float]], outcome: dict[str, Any]) -> dict[str, Any]:
    """Sum up the rounds: what all of them took, and how far they lie apart."""
    total = {name: round(sum(each[name] for each in rounds), 1) for name in rounds[0]}
    cores = outcome["cores"]
    without = [each["seconds"] - each["server_cpu_seconds"] / cores for each in rounds]
    times = sorted(each / alone["read_alone_seconds"] for each, alone in zip(without, rounds, strict=True))
    return {
        **outcome,
        **total,
        "failed": int(total["failed"]),
        "read": int(total["read"]),
        "times": round(total["seconds"] / total["read_alone_seconds"], 2),
        "times_without_server": round(sum(without) / total["read_alone_seconds"], 2),
        "rounds": [round(value, 2) for value in (times[0], median(times), times[-1])],
    }


def told_of(kind: str, told: dict[str, Any]) -> str:
    """Write down what one store's updates took."""
    least, middle, most = told["rounds"]
    return (
        f"{NAMES[kind]}: {told['articles']:,} articles in {told['seconds']} s, {told['times']} times the "
        f"{told['read_alone_seconds']} s of reading alone; {told['times_without_server']} times without the "
        f"{told['server_cpu_seconds']} s that serving the pages took (goal {GOAL_TIMES}), by rounds {middle} "
        f"({least} to {most})\n"
        f"  {told['cpu_seconds']} s of computing in the updater, {told['readers_cpu_seconds']} s in its readers; "
        f"{told['memory_mib']} MiB in the updater (goal {GOAL_MEMORY}), {told['readers_mib']} MiB in its readers; "
        f"{told['failed']} visits failed"
    )


def make_parser() -> argparse.ArgumentParser:
    """Describe the options."""
    parser = argparse.ArgumentParser(prog="python -m bench.follow", description=__doc__)
    parser.add_argument("--sites", type=int, default=1_000)
    parser.add_argument("--articles", type=int, default=20, help="articles of each site")
    parser.add_argument("--round", type=int, default=SITES_A_ROUND, help="sites that are added at a time")
    parser.add_argument("--readers", type=int, default=os.cpu_count() or 1, help="processes that read")
    parser.add_argument("--askers", type=int, default=16, help="threads that ask")
    parser.add_argument("--stores", default="sqlite", help="sqlite, postgresql, or both with a comma")
    parser.add_argument("--json", type=Path, help="write the numbers to this file")
    return parser


if __name__ == "__main__":
    sys.exit(main())
