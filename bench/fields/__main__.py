"""How well our fields agree with the gold, beside the peers': `python -m bench.fields --pages DIR`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from bench.fields.compare import MEASURED, Outcome, Plan, compare
from bench.fields.peers import PEERS
from bench.fields.tables import print_copied, print_items, print_set, print_verdicts, print_worst
from bench.pages import PagesMissingError, find_pages
from bench.quality.compare import weights_of
from bench.quality.ours import WeightsMissingError
from bench.quality.peers import PeerMissingError
from bench.quality.plan import Plan as Bodies
from bench.quality.record import write_record


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and keep the figures; gives the exit status."""
    given = make_parser().parse_args(arguments)
    console = Console(width=None if sys.stdout.isatty() else 180)
    plan = Plan(peers=_listed(given.peers), model=given.model, kept=given.kept, copied=given.copied)
    outcome = Outcome()
    try:
        folder = find_pages(given.pages)
        for name, outcome in compare(
            folder, _listed(given.sets), plan, limit=given.limit, workers=given.workers
        ):
            print_set(console, name, outcome)
            print_copied(console, name, outcome)
            print_items(console, name, outcome)
            print_verdicts(console, name, outcome)
            print_worst(console, name, outcome, given.worst)
    except (PagesMissingError, PeerMissingError, WeightsMissingError) as problem:
        print(f"bench.fields: {problem}", file=sys.stderr)
        return 2
    if given.json:
        write_record(
            given.json, outcome.as_json(weights=weights_of(Bodies(model=given.model)), limit=given.limit)
        )
    return 0


def make_parser() -> argparse.ArgumentParser:
    """Give the parser of the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.fields", description=__doc__)
    parser.add_argument("--pages", metavar="DIR", help="the folder of labelled pages (else LUGAS_PAGES)")
    parser.add_argument("--sets", default=",".join(MEASURED), help="sets to measure, with commas between")
    parser.add_argument(
        "--limit", type=int, default=0, metavar="N", help="N pages of each set, spread over it"
    )
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="processes that share the pages")
    parser.add_argument(
        "--peers", default=",".join(PEERS), help='peers to run, with commas between; "" for none'
    )
    parser.add_argument(
        "--kept", type=Path, metavar="DIR", help="keep what the peers gave here, and take it from here"
    )
    parser.add_argument("--copied", action="store_true", help="read our fields from copied text, too")
    parser.add_argument(
        "--worst", type=int, default=10, metavar="N", help="show N disagreements of each field of each set"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    parser.add_argument(
        "--model",
        default="",
        metavar="FILE",
        help="weights instead of those shipped; {fold} and {form} in it are filled in",
    )
    return parser


def _listed(named: str) -> tuple[str, ...]:
    return tuple(filter(None, named.split(",")))


if __name__ == "__main__":
    raise SystemExit(main())
