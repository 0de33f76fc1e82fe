"""The body is read as well as it was: the floors of `bench/results/floors.json` are not undercut.

The weights that are shipped have seen these pages, so this is about the way from bytes to the body, not about how
good the pages of a new site are read.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.pages import SETS
from bench.quality.floors import DOORS, SAMPLE, floor_of, measure_door


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("name", SETS)
def test_no_floor_is_undercut(labelled: Path, *, whole: bool, name: str, door: str) -> None:
    """Every set is read through both doors with a word F1 no lower than its floor."""
    if not (labelled / name / "gold.jsonl").is_file():
        pytest.skip(f"{labelled} has no set {name}")
    measured = measure_door(labelled, name, door, limit=0 if whole else SAMPLE)
    floor = floor_of(name, door, sample=not whole)
    assert measured >= floor, "if that is meant: make floors"
