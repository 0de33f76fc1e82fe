"""The fields are read as well as they were: the floors of `bench/results/fields-floors.json` are not undercut."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.fields.compare import MEASURED
from bench.fields.floors import SAMPLE, floors_of, measure_set, undercut


@pytest.mark.parametrize("name", MEASURED)
def test_no_floor_of_a_field_is_undercut(labelled: Path, *, whole: bool, name: str) -> None:
    """Every field of every set agrees with the gold at least as often as its floor says, and so does the verdict."""
    if not (labelled / name / "gold.jsonl").is_file():
        pytest.skip(f"{labelled} has no set {name}")
    measured = measure_set(labelled, name, limit=0 if whole else SAMPLE)
    assert not undercut(measured, floors_of(name, sample=not whole)), "if that is meant: make floors"
