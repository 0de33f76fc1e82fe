"""The floors: what the shipped weights reach on every set at least. `python -m bench.quality.floors --pages DIR`.

The shipped weights have seen these pages, so a floor tells nothing of how good pages of new sites are read. It is
there for the whole way from bytes to the body: a change that loses text somewhere falls through it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.floors import kept_floors, lowered, write_floors
from bench.pages import SETS, PagesMissingError, find_pages, load_set
from bench.quality.compare import OURS, compare
from bench.quality.ours import HTML
from bench.quality.plan import Plan
from bench.quality.record import RESULTS
from bench.quality.score import PageScore, merged_f1
from bench.quality.tables import figure
from bench.visible import STYLES

__all__ = ["DOORS", "FILE", "SAMPLE", "Measured", "floor_of", "main", "measure", "measure_door"]

FILE = RESULTS / "floors.json"
DOORS: dict[str, str] = {"html": HTML, "text": STYLES[0]}
SAMPLE = 12  # pages of each set that the everyday tests read
# How far under what was measured a floor lies; one page is a twelfth of a sample.
SLACK = {"all": 0.01, "sample": 0.02}


@dataclass(frozen=True, slots=True)
class Measured:
    """The F1 of a set through a door: of all its pages, and of the sample of them."""

    all: float
    sample: float


def measure(folder: Path, sets: Sequence[str], workers: int = 1) -> dict[str, dict[str, Measured]]:
    """Read all pages with the shipped weights and give the F1 by set and door. Raises `PagesMissingError`."""
    found: dict[str, dict[str, Measured]] = {}
    for name, outcome in compare(folder, sets, Plan(ways=tuple(DOORS.values())), workers=workers):
        sample = {page.id for page in load_set(folder, name, limit=SAMPLE)}
        found[name] = {
            door: _measured(outcome.scores[name][way][OURS], sample) for door, way in DOORS.items()
        }
    return found


def _measured(scores: Sequence[PageScore], sample: set[str]) -> Measured:
    return Measured(merged_f1(scores), merged_f1([score for score in scores if score.id in sample]))


def measure_door(folder: Path, name: str, door: str, limit: int = 0) -> float:
    """Read `limit` pages of a set (0 all) through one door with the shipped weights and give their F1."""
    way = DOORS[door]
    ((_, outcome),) = compare(folder, [name], Plan(ways=(way,)), limit=limit)
    return merged_f1(outcome.scores[name][way][OURS])


def floor_of(name: str, door: str, *, sample: bool) -> float:
    """Give the floor of a set and a door, 0 where none is kept."""
    floors: dict[str, float] = kept_floors(FILE).get(name, {}).get(door, {})
    return floors.get("sample" if sample else "all", 0.0)


def under(measured: float, what: str) -> float:
    """Give the floor for what was measured, rounded down to three places."""
    return lowered(measured, SLACK[what])


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and write the floors where that is asked for; status 1 where one is undercut."""
    given = make_parser().parse_args(arguments)
    sets = [name for name in given.sets.split(",") if name]
    try:
        found = measure(find_pages(given.pages), sets, workers=given.workers)
    except PagesMissingError as problem:
        print(f"bench.quality.floors: {problem}", file=sys.stderr)
        return 2
    undercut = False
    for name, doors in found.items():
        for door, one in doors.items():
            floors = floor_of(name, door, sample=False), floor_of(name, door, sample=True)
            low = one.all < floors[0] or one.sample < floors[1]
            undercut |= low
            print(
                f"{name:18}{door:6}all {figure(one.all)} (floor {figure(floors[0])})  "
                f"sample {figure(one.sample)} (floor {figure(floors[1])}){'  UNDERCUT' if low else ''}"
            )
    if given.write:
        kept = kept_floors(FILE)
        for name, doors in found.items():
            kept[name] = {
                door: {"all": under(one.all, "all"), "sample": under(one.sample, "sample")}
                for door, one in doors.items()
            }
        write_floors(FILE, kept)
    return 1 if undercut and not given.write else 0


def make_parser() -> argparse.ArgumentParser:
    """Give the parser of the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.quality.floors", description=__doc__)
    parser.add_argument("--pages", metavar="DIR", help="the folder of labelled pages (else LUGAS_PAGES)")
    parser.add_argument("--sets", default=",".join(SETS), help="sets to measure, with commas between")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="processes that share the pages")
    parser.add_argument(
        "--write", action="store_true", help="write the floors, a little under what is measured"
    )
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
