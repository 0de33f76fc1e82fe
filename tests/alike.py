"""Whether the same bytes give the same JSON: in any order, in any thread, in any process, with any hash seed."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import lugas

__all__ = ["PAGES", "Given", "differing", "digest", "digests_of"]

# A file of a page, and its address.
Given = tuple[Path, str]

THREADS = 8
SEEDS = ("1", "2026")
# The pages of the tests.
PAGES = sorted(
    path
    for folder in ("pages", "verdicts")
    for path in (Path(__file__).parent / folder).rglob("*")
    if path.name.endswith((".html", ".txt")) and path.name != "known.txt"
)

PROGRAM = """
import json, sys
from pathlib import Path
from tests.alike import digest
given = [(Path(path), url) for path, url in json.load(sys.stdin)]
print(json.dumps([digest(one) for one in given[::-1]][::-1]))
"""


def digest(given: Given) -> str:
    """Read a page, and give a hash of its JSON."""
    path, url = given
    return hashlib.sha256(lugas.to_json(lugas.read_file(path, url=url or None)).encode()).hexdigest()


def differing(pages: Sequence[Given]) -> dict[str, list[str]]:
    """Read pages one after another; then from behind, in eight threads, in other processes. Gives what differs."""
    first = [digest(page) for page in pages]
    with ThreadPoolExecutor(THREADS) as threads:
        ways = {
            "from behind": [digest(page) for page in reversed(pages)][::-1],
            "in threads": list(threads.map(digest, pages)),
        }
    ways |= {f"hash seed {seed}": digests_of(pages, seed) for seed in SEEDS}
    names = [str(path) for path, _ in pages]
    return {
        way: [name for name, one, other in zip(names, first, found, strict=True) if one != other]
        for way, found in ways.items()
    }


def digests_of(pages: Sequence[Given], seed: str, python: str = sys.executable) -> list[str]:
    """Read pages in a process of their own, from behind, with a hash seed, and with an interpreter's own lugas."""
    given = json.dumps([(str(path), url) for path, url in pages])
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(
        [python, "-c", PROGRAM],
        input=given,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    told: list[str] = json.loads(done.stdout)
    return told
