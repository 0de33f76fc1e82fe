"""What Lighthouse says of the desk's front page and of an article: `python -m bench.desk.lighthouse`.

`make lighthouse` brings Lighthouse, which is a program for Node, and opens the demo world's week in a Chromium that is
there, as a phone behind a slow network and as a wide screen.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.desk.markdown import CATEGORIES, lighthouse
from bench.desk.running import answer_of
from bench.desk.weight import pictures_of
from bench.quality.record import write_record
from lugas.store import Store
from tests.browser.desks import week_of

GOAL = 95
SCREENS = {"phone": [], "wide": ["--preset=desktop"]}
FLAGS = "--headless=new --no-sandbox --disable-gpu"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SECONDS, TRIES = 180, 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the pages, print the points and, where asked to, write them down; 1 where a point is under the goal."""
    given = make_parser().parse_args(arguments)
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), "")
    missing = {
        "node is missing; on Debian: apt-get install nodejs npm": shutil.which("node"),
        "Lighthouse is missing; make lighthouse brings it": shutil.which(given.program),
        "Chromium is missing; on Debian: apt-get install chromium": browser,
    }
    for problem, found in missing.items():
        if not found:
            print(f"bench.desk.lighthouse: {problem}", file=sys.stderr)
            return 2
    record: dict[str, Any] = {
        "made": f"{dt.datetime.now(dt.UTC):%Y-%m-%d}",
        "lighthouse": printed(given.program, "--version"),
        "browser": " ".join(printed(browser, "--version").split()[:2]),
        "pages": {},
    }
    with tempfile.TemporaryDirectory() as folder, week_of(Path(folder)) as (address, store):
        for name, path in pages_of(store).items():
            for picture in pictures_of(port_of(address), path):  # as a reader finds them who is not the first
                answer_of(port_of(address), picture)
            for screen, options in SCREENS.items():
                told = points(given.program, browser, address + path, options)
                record["pages"].setdefault(name, {})[screen] = told
                for line in told["lost"]:
                    print(f"{name}, {screen}: {line}", file=sys.stderr)
    print(lighthouse(record))
    if given.json:
        write_record(given.json, record)
    every = [told["points"] for screens in record["pages"].values() for told in screens.values()]
    return int(min(min(points.values()) for points in every) < GOAL)


def pages_of(store: Store) -> dict[str, str]:
    """Name the pages: the front, and the newest article with a picture."""
    listed = store.listing.latest(limit=500).items
    article = next(one for one in listed if one.picture and one.verdict == "article")
    return {"front page": "/", "an article": f"/article/{article.id}"}


def port_of(address: str) -> int:
    """Give the port of a desk's address."""
    return int(address.rpartition(":")[2])


def points(program: str, browser: str, address: str, options: Sequence[str]) -> dict[str, Any]:
    """Let Lighthouse open a page; gives its points out of 100, and what cost any."""
    command = [
        program, address, "--quiet", "--output=json", f"--chrome-flags={FLAGS}",
        f"--only-categories={','.join(CATEGORIES)}", *options,
    ]  # fmt: skip
    environment = {**os.environ, "CHROME_PATH": browser}
    for left in reversed(range(TRIES)):  # now and then it misses the beginning of a page
        done = subprocess.run(command, env=environment, capture_output=True, timeout=SECONDS, check=False)
        if not done.returncode:
            break
        if not left:
            raise RuntimeError(done.stderr.decode("utf-8", "replace"))
    report = json.loads(done.stdout)
    lost = []
    for name in CATEGORIES:
        for part in report["categories"][name]["auditRefs"]:
            audit = report["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                lost.append(f"{audit['id']}: {audit['title']} {audit.get('displayValue', '')}".strip())
    scores = {name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES}
    return {"points": scores, "lost": lost}


def printed(*command: str) -> str:
    """Give what a program prints."""
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def make_parser() -> argparse.ArgumentParser:
    """Describe the options."""
    parser = argparse.ArgumentParser(prog="python -m bench.desk.lighthouse", description=__doc__)
    parser.add_argument("--program", default="lighthouse", metavar="FILE", help="Lighthouse's program")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the points here")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
