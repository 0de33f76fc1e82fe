"""What an update costs beside reading the same pages alone: `python -m bench.follow`."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from bench.follow.markdown import GOAL_MEMORY, GOAL_TIMES
from bench.follow.served import served
from bench.quality.record import write_record
from lugas.decide.manners import Manners
from lugas.follow.asking import Asker
from lugas.follow.events import Event
from lugas.follow.jobs import ReadJob
from lugas.follow.readers import Readers
from lugas.follow.settings import Settings
from lugas.follow.updating import update
from lugas.sources.entries import Answer
from lugas.store import Store, open_store
from tests.store.server import ServerMissingError, running_server

MEBIBYTE = 1 << 20
LOOKS_A_SECOND = 10


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print and, where asked to, write down; gives the exit status."""
    given = make_parser().parse_args(arguments)
    if given.update:
        print(json.dumps(updated(given)))
        return 0
    record: dict[str, Any] = {
        "made": f"{dt.datetime.now(dt.UTC):%Y-%m-%d}",
        "sites": given.sites, "articles": given.articles, "readers": given.readers,
        "cores": len(os.sched_getaffinity(0)), "python": platform.python_version(), "stores": {},
    }  # fmt: skip
    for kind in given.stores.split(","):
        try:
            with address(kind) as where:
                record["stores"][kind] = measured(given, where)
        except ServerMissingError as problem:
            print(f"bench.follow: {problem}", file=sys.stderr)
            return 2
        print(table(kind, record["stores"][kind]))
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


def measured(given: argparse.Namespace, where: str) -> dict[str, Any]:
    """Update an empty store in a process of its own, then read the same pages alone."""
    cost: dict[str, float] = {}
    with served(given.sites, given.articles, cost) as world:
        told = json.dumps({"port": world["port"], "start": world["start"], "feeds": world["feeds"]})
        command = [sys.executable, "-m", "bench.follow", "--update", where, "--readers", str(given.readers)]
        done = subprocess.run(
            [*command, "--askers", str(given.askers)],
            input=told,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    found: dict[str, Any] = json.loads(done.stdout)
    with served(given.sites, given.articles, {}) as world:
        alone, alone_cpu = read_alone(world, given.readers)
    return {
        **found,
        "server_cpu_seconds": round(cost.get("cpu", 0.0), 1),
        "read_alone_seconds": round(alone, 1),
        "read_alone_cpu_seconds": round(alone_cpu, 1),
        "times_by_cpu": round((found["cpu_seconds"] + found["readers_cpu_seconds"]) / alone_cpu, 2),
        "times": round(found["seconds"] / alone, 2),
        "times_without_server": round((found["seconds"] - cost.get("cpu", 0.0) / found["cores"]) / alone, 2),
    }


def local(host: str, port: int) -> list[str]:
    """Give this machine for every name: not every system knows that names under `.localhost` mean it."""
    del host, port
    return ["127.0.0.1"]


def settings_of(given: argparse.Namespace) -> Settings:
    """Give settings that leave no host alone."""
    manners = Manners(delay_s=0, slow_times=0)
    return Settings(allow_private=True, manners=manners, askers=given.askers, readers=given.readers, seed=1)


def updated(given: argparse.Namespace) -> dict[str, Any]:
    """Follow every site of the world told on standard input, update, and say what it took."""
    world = json.load(sys.stdin)
    begun, start = time.monotonic(), dt.datetime.fromisoformat(world["start"])

    def clock() -> dt.datetime:
        return start + dt.timedelta(seconds=time.monotonic() - begun)

    settings = settings_of(given)
    told: dict[str, Any] = {}
    with open_store(given.update, clock=clock) as store, Asker(settings, clock=clock, resolve=local) as asker:
        for origin, feed in world["feeds"].items():
            store.sources.add(store.sites.add(f"{origin}/").id, "feed", feed)
        with Highest() as highest:
            began, cpu = time.perf_counter(), time.process_time()
            ended = update(store, settings, listener=highest.listen, asker=asker)
            seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
        told = {"articles": store.articles.count(), "failed": ended.failed, "next": left(store, start)}
    return {
        **told,
        "seconds": round(seconds, 1),
        "cpu_seconds": round(cpu, 1),
        "readers_cpu_seconds": round(sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]), 1),
        "memory_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "readers_mib": highest.readers // MEBIBYTE,
        "cores": len(os.sched_getaffinity(0)),
    }


def left(store: Store, start: dt.datetime) -> bool:
    """Tell whether anything that was due at the start still is."""
    return store.next_time(due_by=start) is not None


class Highest:
    """The most memory that the processes which this one started took, looked at a few times a second."""

    def __init__(self) -> None:
        self.readers = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def listen(self, _: Event) -> None:
        """Hear of a step, as progress does."""

    def _look(self) -> None:
        while not self._done.wait(1 / LOOKS_A_SECOND):
            self.readers = max(self.readers, sum(map(taken, children())))

    def __enter__(self) -> Highest:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._done.set()
        self._thread.join()


def children() -> list[str]:
    """Give the numbers of the processes that any thread of this one started."""
    found: list[str] = []
    for task in Path("/proc/self/task").glob("*/children"):
        with suppress(OSError):  # a thread that has ended meanwhile
            found += task.read_text("ascii").split()
    return found


def taken(number: str) -> int:
    """Give the memory that a process takes."""
    try:
        pages = int(Path(f"/proc/{number}/statm").read_text("ascii").split()[1])
    except (OSError, IndexError):
        return 0
    return pages * resource.getpagesize()


def read_alone(world: dict[str, Any], readers: int) -> tuple[float, float]:
    """Fetch every page, and give what reading them alone takes, in as many processes: seconds, and of computing."""
    settings = Settings(allow_private=True)
    with Asker(settings, resolve=local) as asker, ThreadPoolExecutor(8) as pool:
        replies = pool.map(lambda url: asker.ask(url, purpose="page"), world["pages"])
        answers = [reply.answer for reply in replies if reply.is_content]
    assert len(answers) == len(world["pages"])
    now = dt.datetime.fromisoformat(world["start"])

    def give(answer: Answer) -> None:
        reading.read(ReadJob((answer,), now))

    computed = computed_by_all()
    with ExitStack() as opened:
        reading = Readers(readers)
        opened.callback(reading.close)
        pool = opened.enter_context(ThreadPoolExecutor(2 * readers))
        begun = time.perf_counter()
        list(pool.map(give, answers))
        seconds = time.perf_counter() - begun
    return seconds, computed_by_all() - computed


def computed_by_all() -> float:
    """Give the seconds that this process has computed, and those that it started and that have ended."""
    return time.process_time() + sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


def table(kind: str, told: dict[str, Any]) -> str:
    """Write down what one store's update took."""
    return (
        f"{kind}: {told['articles']:,} articles in {told['seconds']} s, {told['times']} times the "
        f"{told['read_alone_seconds']} s of reading alone (goal {GOAL_TIMES}); "
        f"{told['times_without_server']} times without the {told['server_cpu_seconds']} s that serving the pages took\n"
        f"  {told['cpu_seconds']} s of computing in the updater, {told['readers_cpu_seconds']} s in its readers, "
        f"{told['times_by_cpu']} times the {told['read_alone_cpu_seconds']} s of reading alone; "
        f"{told['memory_mib']} MiB in the updater (goal {GOAL_MEMORY}), {told['readers_mib']} MiB in its readers; "
        f"{told['failed']} visits failed"
    )


def make_parser() -> argparse.ArgumentParser:
    """Describe the options."""
    parser = argparse.ArgumentParser(prog="python -m bench.follow", description=__doc__)
    parser.add_argument("--sites", type=int, default=1_000)
    parser.add_argument("--articles", type=int, default=20, help="articles of each site")
    parser.add_argument("--readers", type=int, default=os.cpu_count() or 1, help="processes that read")
    parser.add_argument("--askers", type=int, default=16, help="threads that ask")
    parser.add_argument("--stores", default="sqlite", help="sqlite, postgresql, or both with a comma")
    parser.add_argument("--json", type=Path, help="write the numbers to this file")
    parser.add_argument("--update", metavar="STORE", help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
