"""The tables of `docs/performance.md`, made from the figures that are kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bench.speed.jobs import OURS, PARSER, RIVAL

__all__ = ["SPEED_TABLES"]

Record = dict[str, Any]


def speed(record: Record) -> str:
    """Give the time a page of every job, and how many times ours it is."""
    lines = ["| job | version | ms a page | of ours (least to most) |", "|---|---|---|---|"]
    for name, told in record["html"].items():
        over = told["over_ours"]
        ratio = "1" if name == OURS else f"{over['median']:.2f} ({over['least']:.2f} to {over['most']:.2f})"
        lines.append(f"| {name} | {told['version']} | {told['milliseconds']['median']:.2f} | {ratio} |")
    copied = record["copied"]["pages_a_second"]
    memory = record["memory"]
    how = "with its hot modules compiled" if record["compiled"] else "as plain Python"
    lines += [
        "",
        f"{record['pages']} pages, {record['rounds']} rounds, Python {record['python']}, {record['made']};",
        f"lugas {how}.",
        f"Copied text: {copied['median']:.0f} pages a second.",
        f"Peak memory over all pages in one process: {memory['peak_mb']:.0f} MB, of which the interpreter with the",
        f"package takes {memory['imported_mb']:.0f} MB.",
    ]
    return "\n".join(lines)


def sizes(record: Record) -> str:
    """Give time and memory by the size of a page."""
    lines = [
        "| page | seconds | µs a kB | peak memory, times the page | blocks |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {each['bytes'] / 1000:,.0f} kB | {each['seconds']:.3g} | {each['microseconds_a_kilobyte']:.0f} | "
        f"{each['memory_over_size']:.1f} | {each['blocks']:,} |"
        for each in record["sizes"]
    ]
    return "\n".join(lines)


def short(record: Record) -> str:
    """Give in one sentence how we stand beside the peer and the bare parser."""
    html = record["html"]
    ours, rival, parser = (html[name]["milliseconds"]["median"] for name in (OURS, RIVAL, PARSER))
    times = html[RIVAL]["over_ours"]["median"]
    return (
        f"A page takes {ours:.1f} ms, where {RIVAL} takes {rival:.1f} ms ({times:.1f} times as long) "
        f"on the same pages in the same run; parsing alone takes {parser:.2f} ms ({record['made']})."
    )


SPEED_TABLES: dict[str, Callable[[Record], str]] = {"short": short, "sizes": sizes, "speed": speed}
