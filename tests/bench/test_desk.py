"""The measure of the desk: readers who ask, what a desk takes, and tables that tell it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bench.desk.asking import KINDS, Plan, ask, figures
from bench.desk.markdown import DESK_TABLES, LIGHTHOUSE_TABLES
from bench.desk.running import Watch, answer_of, running
from bench.desk.stores import copied, filled
from lugas.store import open_store
from tests.desk.served import served


def answer(request: Request) -> Response:
    """Give a page, but for searches."""
    return HTMLResponse("page", 500 if request.url.path == "/search" else 200)


def test_readers_read() -> None:
    """Readers open every kind of page for as long as told, and what fails is told apart from what is counted."""
    app = Starlette(routes=[Route("/{path:path}", answer)])
    with served(app) as address:
        plan = Plan(
            port=int(address.rpartition(":")[2]), readers=4, seconds=1.0, pause=0.02, articles=9,
            sections=("Sport",), words=("air",), warm_seconds=0.1,
        )  # fmt: skip
        told: Any = asyncio.run(ask(plan))
    assert set(told["pages"]) == {*KINDS, "all"}
    assert all(told["pages"][kind]["asked"] > 0 for kind in ("front", "section", "article"))
    assert told["pages"]["search"]["asked"] == 0
    assert 0 < told["failed"] < 100
    assert all(line.startswith("/search?q=air: 500") for line in told["failures"])
    assert told["pages"]["all"]["asked"] == sum(told["pages"][kind]["asked"] for kind in KINDS)
    assert told["pages"]["article"]["asked"] > told["pages"]["front"]["asked"]


def test_figures() -> None:
    """The slow end is what 95 of 100 do not exceed."""
    told = figures([float(number) for number in range(100, 0, -1)])
    assert told == {"asked": 100, "p50": 51.0, "p95": 96.0, "most": 100.0}


def test_a_desk_is_measured(tmp_path: Path) -> None:
    """A store is filled once, a copy takes what is written, and a desk over it is a process that can be watched."""
    with filled("sqlite", 30, tmp_path) as where, copied(where, tmp_path) as copy:
        with running(copy, tmp_path / "pictures", "--no-update") as desk, Watch(desk) as watch:
            assert answer_of(desk.port, "/article/30")[0] == 200
            assert answer_of(desk.port, "/article/31")[0] == 404
            assert 20e6 < desk.memory() < 300e6
            assert 0.1 < desk.started < 60
        assert watch.told()["desk_cores"] >= 0
        assert not Path(f"/proc/{desk.number}").exists()
        with open_store(copy) as store:
            store.sites.add("https://more.example/")
    with filled("sqlite", 30, tmp_path) as again, open_store(again) as store:
        assert store.articles.count() == 30
        assert store.sites.find("https://more.example/") is None


@pytest.fixture(name="record")
def make_record() -> dict[str, Any]:
    """Make figures of one store."""
    pages = {kind: {"asked": 9, "p50": 7.4, "p95": 31.2, "most": 50.0} for kind in (*KINDS, "all")}
    taken = {"memory_mb": 90, "most_memory_mb": 95, "desk_cores": 0.4, "other_cores": 1.1}
    way = {"a_second": 49.6, "failed": 1, "pages": pages, **taken}
    return {
        "made": "2026-01-02", "python": "3.12.1", "cores": 2, "articles": 100_000, "readers": 50, "seconds": 40.0,
        "stores": {
            "sqlite": {
                "start_seconds": 1.234, "first_page": {"kb": 31.4},
                "with pauses": way, "without pauses": way,
                "while updating": {**way, "read_a_second": 20.4, "left": 5},
            }
        },
    }  # fmt: skip


def test_tables(record: dict[str, Any]) -> None:
    """Tables tell each kind of page in each way of reading, and the desk as a whole, beside the goals."""
    lines = DESK_TABLES["readers"](record).splitlines()
    assert len(lines) == 2 + 5
    assert "| SQLite | an article | 7 / 31 (goal 40) | 7 / 31 | 7 / 31 |" in lines
    assert "| SQLite | all of them | 7 / 31 | 7 / 31 (goal 100) | 7 / 31 |" in lines
    whole = DESK_TABLES["whole"](record)
    assert "| start to the first answer, s | 1.23 | 1.5 |" in whole
    assert "| memory while updating, all processes, usual and most, MB | 90, 95 | 300 |" in whole
    assert "requests that failed: 3; Python 3.12.1, 2026-01-02." in DESK_TABLES["conditions"](record)


def test_points() -> None:
    """The points of Lighthouse stand in a table, a line for each page and screen."""
    points = {"performance": 100, "accessibility": 98, "best-practices": 96}
    record = {
        "made": "2026-01-02", "lighthouse": "12.8.2", "browser": "Chromium 140",
        "pages": {"front page": {"phone": {"points": points, "lost": []}}},
    }  # fmt: skip
    assert "| front page | phone | 100 | 98 | 96 |" in LIGHTHOUSE_TABLES["points"](record)
