"""The measure of speed: every job on each page in turn, and tables that say what was measured."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bench.pages import LabelledPage
from bench.speed import __main__ as command
from bench.speed.jobs import OURS, PARSER, RIVAL, Job
from bench.speed.markdown import SPEED_TABLES
from bench.speed.rounds import spread, time_pages
from bench.speed.sizes import measure_sizes, page_of


def spin(seconds: float) -> None:
    """Keep the processor busy."""
    begun = time.process_time()
    while time.process_time() - begun < seconds:
        pass


def test_pages_made_are_as_large_as_asked() -> None:
    """A page made to see how time grows has about the bytes asked for, and paragraphs in proportion."""
    small, large = page_of(20_000), page_of(200_000)
    assert 15_000 < len(small) <= 20_000
    assert 190_000 < len(large) <= 200_000
    assert 8 < large.count(b"<p>") / small.count(b"<p>") < 14


def test_each_job_on_each_page_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    """A job that takes three times as long is told to; no job always comes first; every page meets every job."""
    calls: list[tuple[str, str]] = []

    def job(name: str, seconds: float) -> Job:
        def run(content: bytes, text: str, url: str) -> object:  # noqa: ARG001 - the shape of every job
            calls.append((name, url))
            spin(seconds)
            return None

        return Job(name, "lugas", run)

    pages = [
        LabelledPage(set_name="made", id=str(number), folder=Path(), url=f"https://a.example/{number}")
        for number in range(8)
    ]
    monkeypatch.setattr(LabelledPage, "content", b"<p>word</p>")
    told = time_pages(pages, 3, [job(OURS, 0.002), job(RIVAL, 0.006)])
    assert 2.0 < told[RIVAL]["over_ours"]["median"] < 4.0
    assert told[OURS]["over_ours"] == {"median": 1.0, "least": 1.0, "most": 1.0}
    assert {name for name, _ in calls[10::2]} == {OURS, RIVAL}
    assert all(calls.count((name, page.url)) >= 3 for name in (OURS, RIVAL) for page in pages)


def test_spread() -> None:
    """The median, the least and the most of the rounds."""
    assert spread([3.0, 1.0, 2.0]) == {"median": 2.0, "least": 1.0, "most": 3.0}


def test_tables() -> None:
    """Tables tell the figures of a record: ratios, sizes, and one sentence for the front page."""
    job = {"version": "1.0", "milliseconds": spread([2.0]), "over_ours": spread([1.0])}
    other = {"version": "2.0", "milliseconds": spread([8.0]), "over_ours": spread([4.0, 3.5, 4.5])}
    record = {
        "made": "2026-01-02",
        "python": "3.12.1",
        "pages": 7,
        "rounds": 5,
        "compiled": False,
        "html": {OURS: job, RIVAL: other, PARSER: {**job, "milliseconds": spread([0.4])}},
        "copied": {"pages_a_second": spread([900.0])},
        "memory": {"imported_mb": 50.0, "peak_mb": 90.0},
        "sizes": measure_sizes([10_000]),
    }
    assert "| trafilatura | 2.0 | 8.00 | 4.00 (3.50 to 4.50) |" in SPEED_TABLES["speed"](record)
    assert "7 pages, 5 rounds, Python 3.12.1, 2026-01-02;\nlugas as plain" in SPEED_TABLES["speed"](record)
    assert "4.0 times as long" in SPEED_TABLES["short"](record)
    assert SPEED_TABLES["sizes"](record).count("| 10 kB |") == 1


def test_folder_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    """Without the labelled pages the command says so, and gives 2."""
    assert command.main(["--pages", "/nowhere"]) == 2
    assert "bench.speed:" in capsys.readouterr().err
