"""The desk is light: what a browser loads to show the first page."""

from __future__ import annotations

from pathlib import Path

from bench.desk.weight import weight
from lugas.desk import Settings, open_desk
from lugas.store import Store
from tests.desk.filled import Moving
from tests.desk.served import served

MOST_KILOBYTES = 60


def test_the_first_page_is_light(store: Store, clock: Moving, tmp_path: Path) -> None:
    """The front page of a full desk, with all it loads but pictures, is under 60 kB as it is sent."""
    with served(open_desk(store, Settings(pictures=tmp_path), clock=clock)) as address:
        told = weight(int(address.rpartition(":")[2]))
    assert {"/", "/static/desk.css", "/static/desk.js", "/worker.js", "/manifest.webmanifest"} <= set(
        told["of"]
    )
    assert 10 < told["kb"] < MOST_KILOBYTES, told
