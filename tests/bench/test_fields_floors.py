"""The floors of the fields are kept for every set, and lie under what was measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.fields import floors
from bench.fields.compare import MEASURED
from bench.quality.record import read_record, write_record
from tests.bench.test_fields import GOLD, MARKUP
from tests.bench.test_pages import write_set


@pytest.fixture(name="pages")
def make_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder with one set, and keep the floors beside it."""
    records: list[dict[str, object]] = [
        {"id": f"p{n}", "url": f"https://s{n}.com/a/b", "kind": "article", **GOLD} for n in range(3)
    ]
    write_set(tmp_path / "wcxb-dev", records, MARKUP)
    monkeypatch.setattr(floors, "FILE", tmp_path / "floors.json")
    return tmp_path


def test_every_set_has_its_floors() -> None:
    """Every set has floors for all of it and for its sample, and one of them a floor of the verdict."""
    for name in MEASURED:
        every, sample = floors.floors_of(name, sample=False), floors.floors_of(name, sample=True)
        assert list(every) == list(sample)
        assert {"title", "day"} <= set(every)
        assert all(0.3 < one < 1 for one in (*every.values(), *sample.values()))
    assert floors.VERDICT in floors.floors_of("wcxb-dev", sample=True)


def test_floors_lie_a_little_under() -> None:
    """A floor is what was measured less some slack, more of it for a sample, rounded down to three places."""
    assert (floors.under(0.95, "all"), floors.under(0.95, "sample")) == (0.94, 0.86)
    assert floors.under(0.95678, "all") == 0.946
    assert floors.under(0.001, "all") == 0


def test_floors_are_written(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command writes the floors of the sets that it measures and leaves the others."""
    write_record(pages / "floors.json", {"floors": {"other": {"all": {"title": 0.9}}}})
    assert floors.main(["--pages", str(pages), "--sets", "wcxb-dev", "--write"]) == 0
    assert "wcxb-dev" in capsys.readouterr().out
    written = read_record(pages / "floors.json")["floors"]
    assert list(written) == ["other", "wcxb-dev"]
    assert written["wcxb-dev"]["all"] == {
        "title": 0.99,
        "authors": 0.99,
        "day": 0.99,
        "instant": 0.99,
        "tags": 0.49,
        "verdict": 0.99,
    }


def test_an_undercut_floor_is_told(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without writing, the status is 1 where a floor is undercut and 0 where none is; no floor cannot be undercut."""
    asked = ["--pages", str(pages), "--sets", "wcxb-dev"]
    assert floors.main(asked) == 0
    assert "UNDERCUT" not in capsys.readouterr().out
    write_record(pages / "floors.json", {"floors": {"wcxb-dev": {"all": {"tags": 0.6}, "sample": {}}}})
    assert floors.main(asked) == 1
    assert "UNDERCUT: tags .500 is under its floor .600" in capsys.readouterr().out


def test_a_missing_folder_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder without pages is named, with status 2."""
    assert floors.main(["--pages", str(tmp_path)]) == 2
    assert str(tmp_path) in capsys.readouterr().err
