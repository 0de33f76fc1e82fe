"""The table about updates in the documentation, made from the figures that are kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bench.store.markdown import NAMES

__all__ = ["FOLLOW_TABLES", "GOAL_MEMORY", "GOAL_TIMES", "update"]

Record = dict[str, Any]
GOAL_TIMES, GOAL_MEMORY = 1.5, 250
ROWS: tuple[tuple[str, str, str], ...] = (
    ("articles stored", "{articles:,}", ""),
    ("updates, s", "{seconds:.0f}", ""),
    ("reading the same pages alone, s", "{read_alone_seconds:.0f}", ""),
    ("times reading alone", "{times}", ""),
    ("times reading alone, without the serving of the pages", "{times_without_server}", f"{GOAL_TIMES}"),
    ("the same by rounds: least, median, most", "{rounds[0]}, {rounds[1]}, {rounds[2]}", ""),
    ("computing in the updater, s", "{cpu_seconds:.0f}", ""),
    ("computing in its readers, s", "{readers_cpu_seconds:.0f}", ""),
    ("memory of the updater, MiB", "{memory_mib}", f"{GOAL_MEMORY}"),
    ("memory of its readers, MiB", "{readers_mib}", ""),
    ("visits that failed", "{failed}", "0"),
)


def update(record: Record) -> str:
    """Give what an update takes on each store, with the goals."""
    stores = record["stores"]
    lines = [
        f"| | {' | '.join(NAMES[kind] for kind in stores)} | goal |",
        "|---|" + "---|" * (len(stores) + 1),
    ]
    for name, form, goal in ROWS:
        cells = [form.format(**told) for told in stores.values()]
        lines.append(f"| {name} | {' | '.join(cells)} | {goal} |")
    return "\n".join([*lines, "", conditions(record)])


def conditions(record: Record) -> str:
    """Tell what was measured, when, and on what."""
    return (
        f"{record['sites']:,} sites of {record['articles']} articles, {record['sites_a_round']} sites a round, "
        f"{record['readers']} readers, pages served by the same {record['cores']} cores;\n"
        f"Python {record['python']}, {record['made']}."
    )


FOLLOW_TABLES: dict[str, Callable[[Record], str]] = {"update": update}
