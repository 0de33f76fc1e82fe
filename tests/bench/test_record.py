"""Figures are kept as JSON that a person can read, and that changes where a figure changes."""

from __future__ import annotations

import json
from pathlib import Path

from bench.quality.record import laid_out, read_record, write_record

RECORD = {
    "made": "2026-01-01",
    "sets": {"a": {"f1": 0.5, "worst": [{"id": "x" * 60}, {"id": "y" * 60}]}},
    "none": [],
}


def test_a_record_is_kept(tmp_path: Path) -> None:
    """A record is the same after it was written and read; the folder is made."""
    write_record(tmp_path / "new" / "r.json", RECORD)
    assert read_record(tmp_path / "new" / "r.json") == RECORD


def test_what_fits_stands_in_one_line() -> None:
    """Data stands in one line where it fits, otherwise each part in a line of its own; it stays JSON."""
    text = laid_out(RECORD)
    assert json.loads(text) == RECORD
    assert max(map(len, text.splitlines())) <= 112
    assert ' "made": "2026-01-01",' in text.splitlines()
    assert laid_out({"a": [1, 2]}) == '{"a": [1, 2]}'
