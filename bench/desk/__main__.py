"""How the desk does with fifty readers and many articles: `python -m bench.desk`."""

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
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from msgspec import to_builtins
from msgspec.structs import replace

from bench.desk.asking import Plan
from bench.desk.markdown import table
from bench.desk.running import Desk, Watch, running
from bench.desk.stores import copied, filled
from bench.desk.weight import weight
from bench.follow.served import served
from bench.quality.record import write_record
from bench.store.made import SECTIONS, Writer
from lugas.demo.world import last_week
from lugas.store import Store, Waiting, open_store
from tests.store.server import ServerMissingError

ARTICLES, READERS, CORES = 100_000, 50, 2
PAUSE = 1.0
STARTS = 5
SITES, OF_EACH = 50, 60  # sites that are visited, and articles of each: more than can be read meanwhile
FIRST_READ = 10  # articles that were read before the readers are let in
LONGEST_WAIT = 120.0
WORDS = 500


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print and, where asked to, write down; gives the exit status."""
    given = make_parser().parse_args(arguments)
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: given.cores])
    record: dict[str, Any] = {
        "made": f"{dt.datetime.now(dt.UTC):%Y-%m-%d}", "python": platform.python_version(),
        "cores": len(os.sched_getaffinity(0)), "articles": given.articles, "readers": given.readers,
        "pause_seconds": PAUSE, "seconds": given.seconds, "stores": {},
    }  # fmt: skip
    plan = plan_of(given)
    for kind in given.stores.split(","):
        try:
            with filled(kind, given.articles, given.keep) as where, tempfile.TemporaryDirectory() as folder:
                record["stores"][kind] = measured(where, plan, Path(folder), busy=given.busy)
        except ServerMissingError as problem:
            print(f"bench.desk: {problem}", file=sys.stderr)
            return 2
        print(table({**record, "stores": {kind: record["stores"][kind]}}), flush=True)
    if given.json:
        write_record(given.json, record)
    return 0


def plan_of(given: argparse.Namespace) -> Plan:
    """Make what the readers are told, all but the port."""
    writer = Writer(seed=5)
    words = [word for name in ("id", "en", "ar", "de") for word in writer.words[name][50 : 50 + WORDS]]
    return Plan(
        port=0, readers=given.readers, seconds=given.seconds, pause=PAUSE, articles=given.articles,
        sections=SECTIONS, words=tuple(words),
    )  # fmt: skip


def measured(where: str, plan: Plan, folder: Path, *, busy: bool) -> dict[str, Any]:
    """Measure a desk over a store: how it starts, what its first page weighs, and how it answers."""
    starts = []
    for _ in range(STARTS):
        with running(where, folder / "pictures", "--no-update") as desk:
            starts.append(desk.started)
    told: dict[str, Any] = {"start_seconds": round(median(starts), 2)}
    with running(where, folder / "pictures", "--no-update") as desk:
        told["first_page"] = weight(desk.port)
        told["with pauses"] = asked(desk, plan)
        told["without pauses"] = asked(desk, replace(plan, pause=0.0))
    if busy:
        with copied(where, folder) as copy:
            told["while updating"] = while_updating(copy, plan, folder / "pictures")
    return told


def asked(desk: Desk, plan: Plan) -> dict[str, Any]:
    """Let the readers read, from a process of their own; gives what they tell, and what the desk took."""
    told = json.dumps(to_builtins(replace(plan, port=desk.port)))
    with Watch(desk) as watch:
        done = subprocess.run(
            [sys.executable, "-m", "bench.desk.asking"],
            input=told, stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    return {**found, **watch.told()}


def while_updating(where: str, plan: Plan, pictures: Path) -> dict[str, Any]:
    """Let the readers read while the desk visits sites that have much that is new."""
    with served(SITES, OF_EACH, last_week()) as world, open_store(where) as store:
        before = store.articles.count()
        for origin, feed in world.feeds.items():
            site = store.sites.add(f"{origin}/").id
            store.sources.add(site, "feed", feed)
            # A feed names the newest alone; the rest waits to be read already.
            mine = [page for page in world.pages if page.startswith(f"{origin}/")]
            store.queue.add(Waiting(url=page, site_id=site) for page in mine)
        with running(where, pictures, "--allow-private") as desk:
            first = waited(store, before + FIRST_READ)
            begun = time.monotonic()
            told = asked(desk, plan)
            lasted = time.monotonic() - begun
            last = store.articles.count()
    return {
        **told,
        "sites": SITES,
        "read_a_second": round((last - first) / lasted, 1),
        "left": SITES * OF_EACH - (last - before),
    }


def waited(store: Store, count: int) -> int:
    """Wait until there are so many articles, and give how many there are."""
    end = time.monotonic() + LONGEST_WAIT
    while (found := store.articles.count()) < count:
        if time.monotonic() > end:
            raise TimeoutError("the desk reads nothing of the sites that it is to visit")
        time.sleep(0.2)
    return found


def make_parser() -> argparse.ArgumentParser:
    """Describe the options."""
    parser = argparse.ArgumentParser(prog="python -m bench.desk", description=__doc__)
    parser.add_argument("--articles", type=int, default=ARTICLES, metavar="N", help="so many articles")
    parser.add_argument("--readers", type=int, default=READERS, metavar="N", help="so many readers at once")
    parser.add_argument("--seconds", type=float, default=40.0, metavar="N", help="for so long, each time")
    parser.add_argument("--cores", type=int, default=CORES, metavar="N", help="all of it on so many cores")
    parser.add_argument("--stores", default="sqlite,postgresql", metavar="NAMES", help="which, comma between")
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="keep the filled stores, or take them there"
    )
    parser.add_argument("--busy", action="store_true", help="measure while sites are visited too")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
