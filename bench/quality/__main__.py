"""Word F1 of our bodies beside the peers', on labelled pages: `python -m bench.quality --pages DIR`."""

from __future__ import annotations

import argparse
import json
import logging
import sys
import warnings
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from rich.console import Console

from bench.pages import SETS, PagesMissingError, find_pages
from bench.quality.compare import compare
from bench.quality.ours import Ours, Reading, kept_predictions, with_models
from bench.quality.peers import PEERS, Kept, Peer, PeerMissingError
from bench.quality.tables import print_languages, print_set, print_worst
from bench.visible import STYLES


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and keep the figures; gives the exit status."""
    given = _parser().parse_args(arguments)
    console = Console(width=None if sys.stdout.isatty() else 160)
    try:
        folder = find_pages(given.pages)
        peers = _peers(given.peers)
        with ExitStack() as stack:
            reading = None if given.peers_only else _reading(given, stack)
            kept = Kept(Path(given.kept) if given.kept else None)
            stack.callback(kept.close)
            for name, outcome in compare(folder, given.sets.split(","), reading, peers, kept, given.limit):
                print_set(console, name, outcome)
                print_languages(console, name, outcome)
                print_worst(console, name, outcome)
                if given.json:
                    record = outcome.as_json(door=given.door, style=given.style, limit=given.limit)
                    text = json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True)
                    Path(given.json).write_text(text + "\n", "utf-8")
    except (PagesMissingError, PeerMissingError) as problem:
        print(f"bench.quality: {problem}", file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.quality", description=__doc__)
    parser.add_argument("--pages", metavar="DIR", help="the folder of labelled pages (else LUGAS_PAGES)")
    parser.add_argument("--sets", default=",".join(SETS), help="sets to measure, with commas between")
    parser.add_argument("--door", choices=("html", "text"), default="html", help="what we are given")
    parser.add_argument(
        "--style", choices=STYLES, default="blank", help="how the text is copied (--door text)"
    )
    parser.add_argument(
        "--limit", type=int, default=0, metavar="N", help="N pages of each set, spread over it"
    )
    parser.add_argument(
        "--peers", default=",".join(PEERS), help='peers to run, with commas between; "" for none'
    )
    parser.add_argument("--peers-only", action="store_true", help="leave ourselves out")
    parser.add_argument("--kept", metavar="DIR", help="keep what the peers gave here, and take it from here")
    parser.add_argument("--json", metavar="FILE", help="write the figures here")
    parser.add_argument(
        "--model",
        metavar="FILE",
        help="weights instead of those shipped; {fold} and {form} in it are filled in",
    )
    parser.add_argument(
        "--predictions", metavar="FILE", help="score these texts (JSONL: set, id, text) as ours"
    )
    return parser


def _peers(named: str) -> list[Peer]:
    peers = []
    for name in filter(None, named.split(",")):
        if name not in PEERS:
            raise PeerMissingError(f"{name}: no such peer; there are {', '.join(PEERS)}")
        peers.append(PEERS[name])
    logging.disable(logging.CRITICAL)  # what peers tell of their own troubles is not ours to print
    warnings.simplefilter("ignore")
    return peers


def _reading(given: argparse.Namespace, stack: ExitStack) -> Reading:
    if given.predictions:
        return kept_predictions(Path(given.predictions))
    reading: Reading = Ours(given.door, given.style)
    return stack.enter_context(with_models(reading, given.model)) if given.model else reading


if __name__ == "__main__":
    raise SystemExit(main())
