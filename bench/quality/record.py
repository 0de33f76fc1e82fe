"""The files that figures are kept in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

__all__ = ["RESULTS", "laid_out", "read_record", "write_record"]

RESULTS = Path(__file__).resolve().parents[1] / "results"
WIDTH = 110


def read_record(source: Path) -> dict[str, Any]:
    """Read a record that was kept."""
    record: dict[str, Any] = json.loads(source.read_text("utf-8"))
    return record


def write_record(target: Path, record: dict[str, Any]) -> None:
    """Write a record, and the folder it goes to."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(laid_out(record) + "\n", "utf-8")


def laid_out(value: Any, indent: str = "", taken: int = 0) -> str:
    """Write plain data as JSON: in one line what fits into one, so that a changed figure changes one short line.

    `taken` is how many columns of the first line are used.
    """
    line = json.dumps(value, ensure_ascii=False)
    if len(indent) + taken + len(line) <= WIDTH or not isinstance(value, dict | list) or not value:
        return line
    inner = indent + " "
    if isinstance(value, dict):
        heads = [f"{json.dumps(str(key), ensure_ascii=False)}: " for key in value]
        parts = [
            head + laid_out(one, inner, len(head)) for head, one in zip(heads, value.values(), strict=True)
        ]
        ends = "{}"
    else:
        parts = [laid_out(one, inner) for one in value]
        ends = "[]"
    return f",\n{inner}".join(parts).join((f"{ends[0]}\n{inner}", f"\n{indent}{ends[1]}"))
