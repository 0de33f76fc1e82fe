"""The tables about the store in the documentation, made from the figures that are kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

__all__ = ["NAMES", "STORE_TABLES", "questions"]

Record = dict[str, Any]
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
GOAL_SEARCH, GOAL_SECTION = 100, 20  # milliseconds in which 95 of 100 are to be answered


def questions(record: Record) -> str:
    """Give the times of every question: half of them and 95 of 100 were within."""
    stores = record["stores"]
    lines = [
        f"| p50 / p95 in ms of | {' | '.join(NAMES[kind] for kind in stores)} |",
        "|---|" + "---|" * len(stores),
    ]
    for name in next(iter(stores.values()))["questions"]:
        cells = [times(told["questions"][name], goal_of(name)) for told in stores.values()]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join([*lines, "", conditions(record)])


def goal_of(name: str) -> int | None:
    """Give the goal of a question, in milliseconds."""
    if name.startswith("search"):
        return GOAL_SEARCH
    return GOAL_SECTION if name == "latest of a section" else None


def times(figures: dict[str, float], goal: int | None) -> str:
    """Write a cell, with the goal where there is one."""
    return f"{figures['p50']:.1f} / {figures['p95']:.1f}{f' (goal {goal})' if goal else ''}"


def conditions(record: Record) -> str:
    """Tell what else was measured, when, and on what."""
    told = record["stores"].items()
    memory = ", ".join(f"{figures['memory_mb']} MB ({NAMES[kind]})" for kind, figures in told)
    export = ", ".join(f"{figures['export_memory_mb']} MB" for _, figures in told)
    return (
        f"{record['articles']:,} articles; peak memory of the process that asks {memory},\nand after an export of the "
        f"whole store {export}; Python {record['python']}, {record['made']}."
    )


STORE_TABLES: dict[str, Callable[[Record], str]] = {"questions": questions}
