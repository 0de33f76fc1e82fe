"""What the floors of the body and those of the fields have in common: how they are kept and set."""

from __future__ import annotations

import datetime as dt
import math
from pathlib import Path
from typing import Any

from bench.quality.plan import OURS
from bench.quality.record import read_record, write_record
from lugas.version import __version__

__all__ = ["kept_floors", "lowered", "write_floors"]


def kept_floors(file: Path) -> dict[str, Any]:
    """Read the floors of every set, none where none are kept."""
    return dict(read_record(file)["floors"]) if file.exists() else {}


def write_floors(file: Path, floors: dict[str, Any]) -> None:
    """Write the floors of every set, with the day and our version."""
    made = dt.datetime.now(dt.UTC).date().isoformat()
    write_record(file, {"made": made, OURS: __version__, "floors": floors})


def lowered(measured: float, slack: float) -> float:
    """Give the floor so far under what was measured, rounded down to three places."""
    return max(math.floor((measured - slack) * 1000 + 1e-6) / 1000, 0.0)
