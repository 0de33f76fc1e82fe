"""Whether the compiled package reads as the plain one does: `python -m tests.compiled PYTHON`.

To be run by the interpreter of an environment that holds the compiled wheel; PYTHON is that of one with the plain
package. Both must read every test page alike, byte for byte.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from importlib import import_module
from pathlib import Path

from tests.alike import PAGES, digest, digests_of

# The modules of the wheel that must be compiled: those that the settings name.
SETTINGS = Path(__file__).parent.parent / "pyproject.toml"
HOOKS = tomllib.loads(SETTINGS.read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]
COMPILED = tuple(
    path.removeprefix("src/").removesuffix(".py").replace("/", ".") for path in HOOKS["mypyc"]["include"]
)


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
    if not differ:
        print(f"{len(given)} pages read alike, compiled and plain")
    return int(bool(differ))


if __name__ == "__main__":
    raise SystemExit(main())
