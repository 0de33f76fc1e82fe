"""Our speed beside a peer's, on labelled pages: `python -m bench.speed --pages DIR`."""

from __future__ import annotations

import argparse
import datetime as dt
import platform
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.pages import LabelledPage, PagesMissingError, find_pages, load_set
from bench.quality.peers import PeerMissingError
from bench.quality.record import write_record
from bench.speed.markdown import sizes, speed
from bench.speed.rounds import time_copied, time_pages
from bench.speed.sizes import SIZES, measure_memory, measure_sizes
from lugas.blocks import cut

SETS = ("naeb", "wcxb-dev")
ROUNDS = 5


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and keep the figures; gives the exit status."""
    given = make_parser().parse_args(arguments)
    try:
        pages = articles(find_pages(given.pages), given.limit)
        record = measure(pages, given.rounds, [size for size in SIZES if size <= given.largest * 1_000_000])
    except (PagesMissingError, PeerMissingError) as problem:
        print(f"bench.speed: {problem}", file=sys.stderr)
        return 2
    print(speed(record), sizes(record), sep="\n\n")
    if given.json:
        write_record(given.json, record)
    return 0


def measure(pages: Sequence[LabelledPage], rounds: int, largest: Sequence[int]) -> dict[str, Any]:
    """Measure everything, and say on what."""
    files = [(str(page.folder / "html" / f"{page.id}.html.gz"), page.url) for page in pages]
    return {
        "made": f"{dt.datetime.now(dt.UTC):%Y-%m-%d}",
        "python": platform.python_version(),
        "pages": len(pages),
        "rounds": rounds,
        "compiled": not str(cut.__file__).endswith(".py"),
        "html": time_pages(pages, rounds),
        "copied": time_copied(pages, rounds),
        "memory": measure_memory(files),
        "sizes": measure_sizes(largest),
    }


def articles(folder: Path, limit: int) -> list[LabelledPage]:
    """Give the article pages of the sets, or so many of each, spread over it."""
    found: list[LabelledPage] = []
    for name in SETS:
        pages = [page for page in load_set(folder, name) if page.kind in {"", "article"}]
        found += pages[:: max(len(pages) // limit, 1)][:limit] if limit else pages
    return found


def make_parser() -> argparse.ArgumentParser:
    """Give the parser of the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.speed", description=__doc__)
    parser.add_argument("--pages", metavar="DIR", help="the folder of labelled pages (else LUGAS_PAGES)")
    parser.add_argument("--rounds", type=int, default=ROUNDS, metavar="N", help="rounds over the pages")
    parser.add_argument(
        "--limit", type=int, default=0, metavar="N", help="N pages of each set, spread over it"
    )
    parser.add_argument(
        "--largest", type=int, default=20, metavar="MB", help="the largest page made to see how time grows"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
