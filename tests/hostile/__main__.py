"""What every hostile page costs, beside what it may: `python -m tests.hostile`."""

from __future__ import annotations

import sys

from tests.hostile.measure import MEMORY_BASE, MEMORY_TIMES, SECONDS, measure
from tests.hostile.pages import PAGES, TEXTS


def main() -> int:
    """Read every page, print what it cost, and give 1 if one cost too much."""
    slack = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    worst = 0
    print(f"{'page':<28}{'MB':>7}{'seconds':>9}{'memory MB':>11}{'blocks':>8}  verdict")
    for door, pages in (("html", PAGES), ("text", TEXTS)):
        for name in pages:
            cost = measure(door, name)
            over = cost.seconds > SECONDS * slack or cost.too_much
            worst |= over
            print(
                f"{f'{door}: {name}':<28}{cost.size / 1e6:>7.1f}{cost.seconds:>9.2f}{cost.memory / 1e6:>11.0f}"
                f"{cost.blocks:>8}  {cost.verdict}{'  <- too much' if over else ''}",
                flush=True,
            )
    print(f"allowed: {SECONDS * slack:g} s, {MEMORY_TIMES} times the page and {MEMORY_BASE / 1e6:.0f} MB")
    return worst


if __name__ == "__main__":
    raise SystemExit(main())
