"""The tables about the desk in the documentation, made from the figures that are kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

__all__ = ["CATEGORIES", "DESK_TABLES", "LIGHTHOUSE_TABLES", "lighthouse", "table"]

CATEGORIES = {
    "performance": "performance",
    "accessibility": "accessibility",
    "best-practices": "best practices",
}

Record = dict[str, Any]
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
WAYS = ("with pauses", "while updating", "without pauses")
GOALS = {"with pauses": 40, "while updating": 100}  # milliseconds in which 95 of 100 are answered
PAGES = {"front": "front page", "section": "a section", "article": "an article", "search": "search"}
GOAL_START, GOAL_PAGE, GOAL_MEMORY = 1.5, 60, 300


def table(record: Record) -> str:
    """Give everything that was measured, with the goals."""
    return "\n\n".join((readers(record), whole(record), conditions(record)))


def readers(record: Record) -> str:
    """Give the times of each kind of page, in each way of reading."""
    lines = ["| store | readers | page | p50 ms | p95 ms | goal |", "|---|---|---|---|---|---|"]
    for store, told in record["stores"].items():
        for way in WAYS:
            for kind, page in PAGES.items():
                figures = told.get(way, {}).get("pages", {}).get(kind)
                if figures is None:
                    continue
                goal = GOALS.get(way, "") if kind in {"front", "article"} or way == "while updating" else ""
                lines.append(
                    f"| {NAMES[store]} | {way} | {page} | {figures['p50']:.0f} | {figures['p95']:.0f} | {goal} |"
                )
    return "\n".join(lines)


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
