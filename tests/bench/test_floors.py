"""The floors of the quality are kept for every set, and lie under what was measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.pages import SETS
from bench.quality import floors
from bench.quality.record import read_record, write_record
from tests.bench.test_pages import write_set

GOLD = [
    "The council voted on Monday to rebuild the old market hall, which had burnt down two years ago.",
    "Work is to begin in spring, the mayor said, as soon as the frost is out of the ground.",
]
MARKUP = f"<title>Hall</title><nav>Menu</nav><h1>Hall</h1><p>{GOLD[0]}<p>{GOLD[1]}"


@pytest.fixture(name="pages")
def make_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder with one set, and keep the floors beside it."""
    records: list[dict[str, object]] = [
        {"id": f"p{n}", "url": f"https://s{n}.com/a/b", "lang": "en", "body": GOLD} for n in range(3)
    ]
    write_set(tmp_path / "naeb", records, MARKUP)
    monkeypatch.setattr(floors, "FILE", tmp_path / "floors.json")
    return tmp_path


def test_every_set_has_its_floors() -> None:
    """Every set has a floor for all of it and for its sample, through both doors."""
    for name in SETS:
        for door in floors.DOORS:
            assert 0.5 < floors.floor_of(name, door, sample=False) < 1
            assert 0.3 < floors.floor_of(name, door, sample=True) < 1


def test_floors_lie_a_little_under() -> None:
    """A floor is what was measured less some slack, more of it for a sample, rounded down to three places."""
    assert (floors.under(0.95, "all"), floors.under(0.95, "sample")) == (0.94, 0.93)
    assert floors.under(0.95678, "all") == 0.946
    assert floors.under(0.001, "all") == 0


def test_floors_are_written(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command writes the floors of the sets that it measures and leaves the others."""
    write_record(pages / "floors.json", {"floors": {"other": {"html": {"all": 0.9, "sample": 0.9}}}})
    assert floors.main(["--pages", str(pages), "--sets", "naeb", "--write"]) == 0
    assert "naeb" in capsys.readouterr().out
    written = read_record(pages / "floors.json")["floors"]
    assert list(written) == ["other", "naeb"]
    measured = floors.measure(pages, ["naeb"])["naeb"]["html"].all
    assert written["naeb"]["html"]["all"] == floors.under(measured, "all")
    assert floors.measure_door(pages, "naeb", "html") == measured


def test_an_undercut_floor_is_told(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without writing, the status is 1 where a floor is undercut and 0 where none is; no floor cannot be undercut."""
    asked = ["--pages", str(pages), "--sets", "naeb"]
    assert floors.main(asked) == 0
    assert "UNDERCUT" not in capsys.readouterr().out
    high = {"all": 1.1, "sample": 0.0}
    write_record(pages / "floors.json", {"floors": {"naeb": {"html": high}}})
    assert floors.main(asked) == 1
    assert "UNDERCUT" in capsys.readouterr().out


def test_a_missing_folder_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder without pages is named, with status 2."""
    assert floors.main(["--pages", str(tmp_path)]) == 2
    assert str(tmp_path) in capsys.readouterr().err
