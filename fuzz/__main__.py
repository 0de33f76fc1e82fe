"""Fuzz a target for some minutes: `python -m fuzz html --minutes 10`.

What it learns stays in `build/fuzz`, so a later run goes on from there. An input that shows a defect ends the run and
is written to `build/fuzz/finds`; put it into `fuzz/finds/TARGET`, where the everyday tests replay it, and mend the
defect. `--keep` brings what was learned into `fuzz/corpus`, made small.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import pkgutil
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

WORK = Path("build/fuzz")
WORDS = Path(__file__).parent / "words.dict"
LONGEST = 16_000  # bytes of an input: larger ones cost time and reach nothing new
SECONDS, MEGABYTES = 20, 3000  # what reading one may take before it counts as a defect
MOST_KEPT = 60_000  # bytes of a target's corpus in the repository
LONGEST_KEPT = 3000
NAMES = ("data", "decode", "html", "text")
READER = ("blocks", "copied", "fields", "page", "render")  # the packages that are fuzzed


def main() -> int:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument(
        "target", choices=(*NAMES, "all"), help="what is fuzzed; all of them one after the other"
    )
    parser.add_argument("--minutes", type=float, default=10, help="how long, all targets together")
    parser.add_argument("--keep", action="store_true", help="bring what was learned into fuzz/corpus instead")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("rest", nargs="*", help="flags of libFuzzer")
    given, flags = parser.parse_known_args()
    targets = NAMES if given.target == "all" else (given.target,)
    if given.inside:
        return fuzz(given.target, [*given.rest, *flags])
    for target in targets:
        if given.keep:
            keep(target)
            continue
        status = run(target, given.minutes * 60 / len(targets), flags)
        if status:
            print(f"fuzzing {target} ended with status {status}; see {WORK / 'finds'}", file=sys.stderr)
            return status
    return 0


def fuzz(target: str, flags: list[str]) -> int:
    """Run the fuzzer in this process, which it ends."""
    import atheris  # noqa: PLC0415 - only this process needs it

    with atheris.instrument_imports(include=["lugas"]):
        import_reader()
    from fuzz.targets import TARGETS  # noqa: PLC0415 - it imports the library, which must be instrumented first

    atheris.Setup([str(launcher(target)), *flags], TARGETS[target])
    atheris.Fuzz()
    return 0


def import_reader() -> None:
    """Import all that reads pages and shows articles, and nothing else: what the rest needs may not be installed."""
    importlib.import_module("lugas.article")
    for part in READER:
        package = importlib.import_module(f"lugas.{part}")
        for module in pkgutil.walk_packages(package.__path__, f"lugas.{part}."):
            importlib.import_module(module.name)


def launcher(target: str) -> Path:
    """Write the program that libFuzzer starts anew where it merges inputs: it takes flags alone."""
    place = (WORK / f"run-{target}").resolve()
    place.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m fuzz {target} --inside -- "$@"\n', "utf-8")
    place.chmod(0o755)
    return place


def run(target: str, seconds: float, flags: list[str]) -> int:
    """Fuzz a target in a process of its own."""
    from fuzz.targets import kept, seeds  # noqa: PLC0415 - it imports the library, which --inside must not

    learned, begun, finds = WORK / "corpus" / target, WORK / "seeds" / target, WORK / "finds"
    shutil.rmtree(begun, ignore_errors=True)
    for folder in (learned, begun, finds):
        folder.mkdir(parents=True, exist_ok=True)
    for content in (*seeds(target), *(path.read_bytes() for path in kept(target))):
        (begun / hashlib.sha1(content, usedforsecurity=False).hexdigest()).write_bytes(content)
    bounds = (f"-timeout={SECONDS}", f"-rss_limit_mb={MEGABYTES}", f"-max_len={LONGEST}")
    told = (f"-dict={WORDS}", f"-artifact_prefix={finds}/{target}-", "-print_final_stats=1")
    return inside(target, f"-max_total_time={int(seconds)}", *bounds, *told, *flags, str(learned), str(begun))


def keep(target: str) -> None:
    """Bring the smallest inputs that together reach what was reached into the repository."""
    from fuzz.targets import CORPUS  # noqa: PLC0415 - as above

    place, learned = CORPUS / target, WORK / "corpus" / target
    for folder in (place, learned):
        folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as merged:
        if inside(target, "-merge=1", f"-max_len={LONGEST_KEPT}", merged, str(place), str(learned)):
            raise SystemExit(f"the inputs of {target} could not be merged; fuzz/corpus is as it was")
        found = [path.read_bytes() for path in Path(merged).iterdir()]
    found.sort(key=lambda content: (len(content), content))
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    # of every size alike: the smallest alone would be many, and of little
    step = -(-sum(map(len, found)) // MOST_KEPT)
    for content in found[:: max(step, 1)]:
        (place / hashlib.sha1(content, usedforsecurity=False).hexdigest()[:16]).write_bytes(content)


def inside(target: str, *flags: str) -> int:
    """Start the process that fuzzes, and give its exit status."""
    command = [sys.executable, "-m", "fuzz", target, "--inside", "--", *flags]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
