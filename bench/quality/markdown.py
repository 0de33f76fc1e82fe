"""The figures of a run as a Markdown table for the documentation: `python -m bench.quality.markdown FILE.json`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import msgspec

__all__ = ["main", "to_table"]


def main() -> None:
    """Print the table of the file named on the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.quality.markdown", description=__doc__)
    parser.add_argument("file", type=Path, help="what `python -m bench.quality --json FILE` wrote")
    print(to_table(msgspec.json.decode(parser.parse_args().file.read_bytes())))


def to_table(figures: dict[str, Any]) -> str:
    """Give a row a set, a column each for us and the peers: word F1, and the share of near-exact pages behind it."""
    sets: dict[str, dict[str, dict[str, Any]]] = figures["sets"]
    names = list(dict.fromkeys(name for scores in sets.values() for name in scores))
    lines = [
        "| set | pages | " + " | ".join(names) + " |",
        "|---|---|" + "---|" * len(names),
    ]
    for name, scores in sets.items():
        pages = next(iter(scores.values()))["pages"]
        best = max(score["f1"] for score in scores.values())
        cells = [cell(scores.get(peer), best) for peer in names]
        lines.append(f"| {name} | {pages} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def cell(score: dict[str, Any] | None, best: float) -> str:
    """Give one score, `.956 / .47`, the best of its row in bold."""
    if score is None:
        return ""
    shown = f"{score['f1']:.3f}".lstrip("0")
    near = score.get("near_exact")
    shown = f"**{shown}**" if score["f1"] == best else shown
    return shown if near is None else f"{shown} / {near:.2f}".replace(" / 0.", " / .")


if __name__ == "__main__":
    main()
