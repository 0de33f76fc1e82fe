"""The quality of our bodies beside the peers', on labelled pages: `python -m bench.quality --pages DIR`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from bench.pages import SETS, PagesMissingError, find_pages
from bench.quality.compare import Outcome, compare, weights_of
from bench.quality.ours import HTML, WeightsMissingError
from bench.quality.peers import PEERS, PeerMissingError
from bench.quality.plan import Plan
from bench.quality.record import write_record
from bench.quality.tables import print_copied, print_languages, print_merged, print_set, print_worst
from bench.visible import STYLES


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and keep the figures; gives the exit status."""
    parser = make_parser()
    given = parser.parse_args(arguments)
    console = Console(width=None if sys.stdout.isatty() else 160)
    plan = _plan(given)
    if unknown := set(_listed(given.styles)) - set(STYLES):
        parser.error(f"no such style: {', '.join(sorted(unknown))}; there are {', '.join(STYLES)}")
    outcome = Outcome()
    try:
        folder = find_pages(given.pages)
        for name, outcome in compare(
            folder, _listed(given.sets), plan, limit=given.limit, workers=given.workers
        ):
            print_set(console, name, outcome)
            print_copied(console, name, outcome)
            print_languages(console, name, outcome)
            print_worst(console, name, outcome)
    except (PagesMissingError, PeerMissingError, WeightsMissingError) as problem:
        print(f"bench.quality: {problem}", file=sys.stderr)
        return 2
    print_merged(console, outcome)
    if given.json:
        write_record(given.json, outcome.as_json(weights=weights_of(plan), limit=given.limit))
    return 0


def make_parser() -> argparse.ArgumentParser:
    """Give the parser of the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.quality", description=__doc__)
    parser.add_argument("--pages", metavar="DIR", help="the folder of labelled pages (else LUGAS_PAGES)")
    parser.add_argument("--sets", default=",".join(SETS), help="sets to measure, with commas between")
    parser.add_argument(
        "--door",
        choices=("html", "text", "both"),
        default="both",
        help="what we are given: the page as saved, its text as copied, or one after the other",
    )
    parser.add_argument(
        "--styles",
        default=STYLES[0],
        help=f"how the text is copied, with commas between: {', '.join(STYLES)}",
    )
    parser.add_argument(
        "--limit", type=int, default=0, metavar="N", help="N pages of each set, spread over it"
    )
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="processes that share the pages")
    parser.add_argument(
        "--peers", default=",".join(PEERS), help='peers to run, with commas between; "" for none'
    )
    parser.add_argument("--peers-only", action="store_true", help="leave ourselves out")
    parser.add_argument(
        "--kept", type=Path, metavar="DIR", help="keep what the peers gave here, and take it from here"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    parser.add_argument(
        "--model",
        default="",
        metavar="FILE",
        help="weights instead of those shipped; {fold} and {form} in it are filled in",
    )
    parser.add_argument(
        "--predictions", type=Path, metavar="FILE", help="score these texts (JSONL: set, id, text) as ours"
    )
    return parser


def _plan(given: argparse.Namespace) -> Plan:
    ways = () if given.door == "text" else (HTML,)
    if given.door != "html":
        ways = (*ways, *_listed(given.styles))
    if given.predictions:
        ways = ways[:1]
    return Plan(
        ways=() if given.peers_only else ways,
        peers=_listed(given.peers),
        model=given.model,
        predictions=given.predictions,
        kept=given.kept,
    )


def _listed(named: str) -> tuple[str, ...]:
    return tuple(filter(None, named.split(",")))


if __name__ == "__main__":
    raise SystemExit(main())
