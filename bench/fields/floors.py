"""The floors of the fields: what the shipped weights reach at least. `python -m bench.fields.floors --pages DIR`.

As with the body, the shipped weights have seen these pages: a floor guards the way from bytes to the fields, and says
nothing of how good pages of new sites are read.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.fields.compare import MEASURED, OURS, Outcome, Plan, compare
from bench.floors import kept_floors, lowered, write_floors
from bench.pages import PagesMissingError, find_pages
from bench.quality.record import RESULTS
from bench.quality.tables import figure

__all__ = ["FILE", "SAMPLE", "floors_of", "main", "measure_set", "undercut"]

FILE = RESULTS / "fields-floors.json"
SAMPLE = 24  # pages of each set that the everyday tests read
VERDICT = "verdict"
# How far under what was measured a floor lies. A value agrees or not, and of a sample one page may be lost.
SLACK = {"all": 0.01, "sample": 0.09}
Figures = dict[str, float]  # by field, and the F1 of the verdict


def figures(outcome: Outcome, name: str) -> Figures:
    """Give our figures of a set."""
    found = {field: beside[OURS].agreed for field, beside in outcome.sets[name].items()}
    if name in outcome.verdicts:
        found[VERDICT] = outcome.verdicts[name].f1
    return found


def measure_set(folder: Path, name: str, limit: int = 0, workers: int = 1) -> Figures:
    """Read `limit` pages of a set (0 all) with the shipped weights and give our figures."""
    ((_, outcome),) = compare(folder, [name], Plan(), limit=limit, workers=workers)
    return figures(outcome, name)


def floors_of(name: str, *, sample: bool) -> Figures:
    """Give the floors of a set, none where none are kept."""
    return dict(kept_floors(FILE).get(name, {}).get("sample" if sample else "all", {}))


def undercut(measured: Figures, floors: Figures) -> list[str]:
    """Tell which floors are undercut, a line for each."""
    return [
        f"{field} {figure(measured.get(field, 0.0))} is under its floor {figure(floor)}"
        for field, floor in floors.items()
        if measured.get(field, 0.0) < floor
    ]


def under(measured: float, what: str) -> float:
    """Give the floor for what was measured, rounded down to three places."""
    return lowered(measured, SLACK[what])


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and write the floors where that is asked for; status 1 where one is undercut."""
    given = make_parser().parse_args(arguments)
    kept, low = kept_floors(FILE), False
    try:
        folder = find_pages(given.pages)
        for name in filter(None, given.sets.split(",")):
            measured = {
                "all": measure_set(folder, name, workers=given.workers),
                "sample": measure_set(folder, name, SAMPLE),
            }
            for what, found in measured.items():
                told = ", ".join(f"{field} {figure(one)}" for field, one in found.items())
                print(f"{name:13}{what:7}{told}")
                for line in undercut(found, floors_of(name, sample=what == "sample")):
                    low = True
                    print(f"  UNDERCUT: {line}")
            kept[name] = {
                what: {field: under(one, what) for field, one in found.items()}
                for what, found in measured.items()
            }
    except PagesMissingError as problem:
        print(f"bench.fields.floors: {problem}", file=sys.stderr)
        return 2
    if given.write:
        write_floors(FILE, kept)
    return 1 if low and not given.write else 0


def make_parser() -> argparse.ArgumentParser:
    """Give the parser of the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.fields.floors", description=__doc__)
    parser.add_argument("--pages", metavar="DIR", help="the folder of labelled pages (else LUGAS_PAGES)")
    parser.add_argument("--sets", default=",".join(MEASURED), help="sets to measure, with commas between")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="processes that share the pages")
    parser.add_argument(
        "--write", action="store_true", help="write the floors, a little under what is measured"
    )
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
