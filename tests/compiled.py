"""Whether the compiled package reads as the plain one does: `python -m tests.compiled PYTHON`.

To be run by the interpreter of an environment that holds the compiled wheel; PYTHON is that of one with the plain
package. Both read every test page, byte for byte alike, and the time each takes is told.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from importlib import import_module
from pathlib import Path

from tests.alike import digest, digests_of
from tests.test_alike import PAGES

CLOCK = """
import time, sys
from pathlib import Path
import lugas
pages = [Path(path) for path in sys.stdin.read().splitlines()]
for _ in range(3):
    begun = time.process_time()
    for path in pages:
        lugas.read_file(path)
    print(time.process_time() - begun)
"""

# Modules of the wheel that must be compiled, one of each folder.
COMPILED = ("lugas.blocks.cut", "lugas.page.rows")


def main() -> int:
    """Compare, tell, and give the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.compiled", description=__doc__)
    parser.add_argument("python", metavar="PYTHON", help="an interpreter with the plain package")
    plain = parser.parse_args().python
    for name in COMPILED:
        if str(import_module(name).__file__).endswith(".py"):
            print(f"tests.compiled: {name} is not compiled in this environment", file=sys.stderr)
            return 2
    given = [(path, "") for path in PAGES]
    here, there = [digest(page) for page in given], digests_of(given, "1", plain)
    differ = [
        path.as_posix() for (path, _), one, other in zip(given, here, there, strict=True) if one != other
    ]
    for name in differ:
        print(f"reads differently when compiled: {name}", file=sys.stderr)
    least = [seconds(python, PAGES) for python in (plain, sys.executable, plain, sys.executable)]
    share = min(least[1::2]) / min(least[::2])
    print(f"{len(given)} pages read alike, compiled in {share:.0%} of the time" if not differ else "")
    return int(bool(differ))


def seconds(python: str, pages: list[Path]) -> float:
    """Give the least processor time that an interpreter takes for all pages."""
    given = "\n".join(map(str, pages))
    done = subprocess.run([python, "-c", CLOCK], input=given, capture_output=True, text=True, check=True)
    return min(map(float, done.stdout.split()))


if __name__ == "__main__":
    raise SystemExit(main())
