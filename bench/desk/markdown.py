"""The tables about the desk in the documentation, made from the figures that are kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bench.store.markdown import NAMES

__all__ = ["CATEGORIES", "DESK_TABLES", "LIGHTHOUSE_TABLES", "lighthouse", "table"]

CATEGORIES = {
    "performance": "performance",
    "accessibility": "accessibility",
    "best-practices": "best practices",
}

Record = dict[str, Any]
WAYS = ("with pauses", "while updating", "without pauses")
PAGES = {
    "front": "front page",
    "section": "a section",
    "article": "an article",
    "search": "search",
    "all": "all of them",
}
# Milliseconds in which 95 of 100 are to be answered.
GOALS = {
    **dict.fromkeys((("with pauses", "front"), ("with pauses", "article")), 40),
    ("while updating", "all"): 100,
}
GOAL_START, GOAL_PAGE, GOAL_MEMORY = 1.5, 60, 300


def table(record: Record) -> str:
    """Give everything that was measured, with the goals."""
    return "\n\n".join((readers(record), whole(record), conditions(record)))


def readers(record: Record) -> str:
    """Give the times of each kind of page in each way of reading: half of them and 95 of 100 were within."""
    ways = [way for way in WAYS if any(way in told for told in record["stores"].values())]
    lines = [f"| store | p50 / p95 in ms of | {' | '.join(ways)} |", "|---|---|" + "---|" * len(ways)]
    for store, told in record["stores"].items():
        for kind, page in PAGES.items():
            cells = [
                times(told.get(way, {}).get("pages", {}).get(kind), GOALS.get((way, kind))) for way in ways
            ]
            lines.append(f"| {NAMES[store]} | {page} | {' | '.join(cells)} |")
    return "\n".join(lines)


def times(figures: dict[str, float] | None, goal: int | None) -> str:
    """Write a cell, with the goal where there is one."""
    if figures is None:
        return ""
    return f"{figures['p50']:.0f} / {figures['p95']:.0f}{f' (goal {goal})' if goal else ''}"


def whole(record: Record) -> str:
    """Give what the desk takes as a whole: starting, memory, the processor, pages a second."""
    lines = ["| | " + " | ".join(NAMES[store] for store in record["stores"]) + " | goal |"]
    lines.append("|---|" + "---|" * (len(record["stores"]) + 1))
    for name, goal, cell in ROWS:
        cells = [cell(told) for told in record["stores"].values()]
        if any(cells):
            lines.append(f"| {name} | {' | '.join(cells)} | {goal} |")
    return "\n".join(lines)


def cell_of(way: str, form: str) -> Callable[[Record], str]:
    """Give what writes a cell of the figures of a way of reading, "" where there are none."""

    def cell(told: Record) -> str:
        return form.format(**told[way]) if way in told else ""

    return cell


ROWS: tuple[tuple[str, str, Callable[[Record], str]], ...] = (
    ("start to the first answer, s", f"{GOAL_START}", lambda told: f"{told['start_seconds']:.2f}"),
    (
        "front page with all it loads, pictures aside, kB",
        f"{GOAL_PAGE}",
        lambda told: f"{told['first_page']['kb']:.0f}",
    ),
    ("pages a second, readers with pauses", "", cell_of("with pauses", "{a_second:.0f}")),
    ("pages a second, readers without pauses", "", cell_of("without pauses", "{a_second:.0f}")),
    ("cores busy, readers with pauses", "", cell_of("with pauses", "{desk_cores:.2f}")),
    (
        "cores busy while updating: desk, its other processes",
        "",
        cell_of("while updating", "{desk_cores:.2f}, {other_cores:.2f}"),
    ),
    ("articles read a second while updating", "", cell_of("while updating", "{read_a_second:.0f}")),
    (
        "memory without updating, usual and most, MB",
        f"{GOAL_MEMORY}",
        cell_of("without pauses", "{memory_mb}, {most_memory_mb}"),
    ),
    (
        "memory while updating, all processes, usual and most, MB",
        f"{GOAL_MEMORY}",
        cell_of("while updating", "{memory_mb}, {most_memory_mb}"),
    ),
)


def conditions(record: Record) -> str:
    """Tell what was measured, when, and on what."""
    failed = sum(told.get(way, {}).get("failed", 0) for told in record["stores"].values() for way in WAYS)
    return (
        f"{record['articles']:,} articles, {record['readers']} readers, {record['seconds']:.0f} s each, all of it on "
        f"{record['cores']} cores;\nrequests that failed: {failed}; Python {record['python']}, {record['made']}."
    )


DESK_TABLES: dict[str, Callable[[Record], str]] = {
    "readers": readers,
    "whole": whole,
    "conditions": conditions,
}


def lighthouse(record: Record) -> str:
    """Give the points of each page on each screen."""
    lines = [f"| page | screen | {' | '.join(CATEGORIES.values())} |", "|---|---|" + "---|" * len(CATEGORIES)]
    lines += [
        f"| {page} | {screen} | {' | '.join(str(told['points'][name]) for name in CATEGORIES)} |"
        for page, screens in record["pages"].items()
        for screen, told in screens.items()
    ]
    return "\n".join(
        [*lines, "", f"Lighthouse {record['lighthouse']}, {record['browser']}, {record['made']}."]
    )


LIGHTHOUSE_TABLES: dict[str, Callable[[Record], str]] = {"points": lighthouse}
