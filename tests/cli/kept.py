"""A store for the tests of the command line, filled with what tests need to see."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from lugas.model import Moment, Precision
from lugas.store import Store, Visit, open_store
from tests.store.made import START, Clock, at, make

__all__ = ["FILE", "TITLES", "fill"]

FILE = Path("kept.db")
STEERING = "\x1b]0;owned\x07\x1b[31mRed\x9b2J\u202e\u2066 alert\r\n\x00"
TITLES = {
    1: "Ferry sails again",
    2: "حارس متحف الدانة يحفظ أسماء زواره منذ عشرين عاما",
    3: "海底光缆受损致部分国际网络变慢 江湾影响有限",
    4: STEERING,
}


def fill() -> None:
    """Make the store in the folder that the test stands in: three sites, four articles, one of two versions."""
    clock = Clock()
    clock.move(days=2)
    with open_store(FILE, clock=clock) as store:
        courier = store.sites.add("https://www.courier.example/", name="The Saltmere Courier", language="en")
        marfa = store.sites.add("https://marfa.example/", name="المرفأ", language="ar")
        store.sites.add("https://quiet.example/")
        store.sources.add(
            courier.id, "feed", "https://www.courier.example/feed", title="All news", visited=START
        )
        store.sources.add(courier.id, "feed", "https://www.courier.example/sport", title="Sport")
        store.sources.add(marfa.id, "front", "https://marfa.example/", note=f"silent {STEERING}")
        _articles(store, courier.id, marfa.id, clock)
        for number in range(3):
            store.visits.add(
                Visit(
                    site_id=courier.id, url="https://www.courier.example/feed", status=200 if number else 503,
                    started=START + dt.timedelta(hours=number), found=20, new=number, bytes=34_567, seconds=0.21,
                    outcome="looked" if number else "failed", note="" if number else f"busy {STEERING}",
                )
            )  # fmt: skip


def _articles(store: Store, courier: int, marfa: int, clock: Clock) -> None:
    first = make(
        TITLES[1], "The harbour was quiet.", "It costs 2 pounds.", published=at(1), section=("Harbour",)
    )
    address = "https://www.courier.example/ferry"
    store.articles.save(first, site_id=courier, addresses=[address])
    store.articles.save(
        make(TITLES[2], "كان المتحف هادئا", language="ar", published=at(20), section=("ثقافة",)),
        site_id=marfa,
        addresses=["https://marfa.example/museum"],
    )
    day = Moment("2026-03-02", Precision.DAY)
    chinese = make(TITLES[3], "海底光缆受损。", language="zh", published=day, authors=("赵一鸣",))
    store.articles.save(chinese, site_id=marfa, addresses=["https://marfa.example/cable"])
    hostile = make(TITLES[4], f"Body {STEERING} harbour", authors=(STEERING,), section=(STEERING,))
    store.articles.save(hostile, site_id=courier, addresses=["https://www.courier.example/red"])
    clock.move(hours=1)
    second = make(
        "Ferry sails on", "The harbour was quiet.", "It costs 3 pounds.", "More to come.", published=at(1),
        section=("Harbour",),
    )  # fmt: skip
    store.articles.save(second, site_id=courier, addresses=[address])
