"""How quick the store is with many articles in it: `python -m bench.store`."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.quality.record import write_record
from bench.store.asked import measure
from bench.store.made import SITES, Writer, lines
from lugas.store import open_store
from tests.store.server import ServerMissingError, running_server

ARTICLES = 100_000
SAVED = 1_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Fill a store of each kind, ask it, and print what it took; gives the exit status."""
    given = make_parser().parse_args(arguments)
    if given.ask:
        print(json.dumps(measure(given.ask, given.rounds)))
        return 0
    record: dict[str, Any] = {
        "made": f"{dt.datetime.now(dt.UTC):%Y-%m-%d}",
        "articles": given.articles,
        "python": platform.python_version(),
        "stores": {},
    }
    for kind in given.stores.split(","):
        try:
            with address(kind) as where:
                record["stores"][kind] = {**fill(where, given.articles), **ask(where, given.rounds)}
        except ServerMissingError as problem:
            print(f"bench.store: {problem}", file=sys.stderr)
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


def fill(where: str, count: int) -> dict[str, Any]:
    """Fill a store, and time saving into a full one, an article a transaction."""
    with open_store(where) as store:
        begin = time.perf_counter()
        store.load(lines(count))
        loaded = time.perf_counter() - begin
        writer = Writer(seed=2)
        articles = [writer.article(-number - 1) for number in range(SAVED)]
        begin = time.perf_counter()
        for number, article in enumerate(articles):
            store.articles.save(article, site_id=number % SITES + 1)
        saved = time.perf_counter() - begin
    return {"filled_seconds": round(loaded, 1), "save_ms": round(1000 * saved / SAVED, 2)}


def ask(where: str, rounds: int) -> dict[str, Any]:
    """Ask the store in a process of its own, whose memory is measured too."""
    command = [sys.executable, "-m", "bench.store", "--ask", where, "--rounds", str(rounds)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def table(kind: str, told: dict[str, Any]) -> str:
    """Write the figures as a table."""
    rows = [f"{kind}: filled in {told['filled_seconds']} s, {told['save_ms']} ms to save one"]
    exported = f"{told['export_mb']} MB in {told['export_seconds']} s"
    rows += [
        f"peak memory {told['memory_mb']} MB to ask, {told['export_memory_mb']} MB after an export of {exported}",
        "",
        "| question | p50 ms | p95 ms |",
        "|---|---|---|",
    ]
    rows += [
        f"| {name} | {figures['p50']} | {figures['p95']} |" for name, figures in told["questions"].items()
    ]
    return "\n".join(rows)


def make_parser() -> argparse.ArgumentParser:
    """Give the parser of the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.store", description=__doc__)
    parser.add_argument("--articles", type=int, default=ARTICLES, metavar="N", help="so many articles")
    parser.add_argument(
        "--rounds", type=int, default=200, metavar="N", help="how often each question is asked"
    )
    parser.add_argument("--stores", default="sqlite,postgresql", metavar="NAMES", help="which, comma between")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    parser.add_argument("--ask", metavar="ADDRESS", help="only ask the store there, and print the figures")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
