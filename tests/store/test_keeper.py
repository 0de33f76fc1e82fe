"""What the store keeps for the keeper of a desk: settings, and counts of each site."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from lugas.errors import StoreError
from lugas.store import SiteTally, Store, Visit, open_store
from tests.store.made import Clock, make


def test_settings_are_kept(store: Store, address: str) -> None:
    """A setting is what was set last, also for whoever opens the store anew; an empty one is none."""
    assert (store.keeper.setting("title"), store.keeper.settings()) == ("", {})
    store.keeper.set(title="Kabar", contact="me@example.org")
    store.keeper.set(title="Kabar Pagi", contact="")
    with open_store(address) as other:
        assert other.keeper.settings() == {"title": "Kabar Pagi"}
        assert other.keeper.setting("title") == "Kabar Pagi"


def test_settings_come_along(store: Store, tmp_path: Path) -> None:
    """What the keeper set, such as how long articles are kept, is there again where a store's lines are read in."""
    told = {"keep_days": "90", "title": "Kabar"}
    store.keeper.set(**told)
    lines = list(store.lines())
    with open_store(tmp_path / "again.db") as again:
        again.load(lines)
        assert again.keeper.settings() == told
        assert list(again.lines()) == lines
        with pytest.raises(StoreError, match="is not empty"):
            again.load(lines)


def test_tally_counts_each_site(store: Store, clock: Clock) -> None:
    """Requests are counted by what they came to and articles by their verdict, of each site, since a time."""
    one, other, idle = (store.sites.add(f"https://{name}.example/") for name in ("one", "other", "idle"))
    store.visits.add(Visit(site_id=one.id, url="https://one.example/", started=clock(), status=200))
    clock.move(days=8)
    since = clock()
    came = [(304, "same"), (304, "same"), (200, "none"), (200, "worse"), (500, "failed"), (503, "failed")]
    for status, outcome in (*came, (0, "refused")):
        visit = Visit(
            site_id=one.id,
            url="https://one.example/a",
            started=clock(),
            status=status,
            outcome=outcome,
            bytes=10,
        )
        store.visits.add(visit)
        clock.move(minutes=1)
    for number in range(3):
        url = f"https://other.example/{number}"
        store.articles.save(make(f"Ferry {number} sails", "It left."), site_id=other.id, addresses=[url])
    found = store.tally.of_sites(since)
    assert set(found) == {one.id, other.id}
    assert idle.id not in found
    assert found[one.id] == SiteTally(
        last=since + dt.timedelta(minutes=6), requests=7, unchanged=2, busy=1, failed=2, refused=1, doubtful=2,
        bytes=70,
    )  # fmt: skip
    assert (found[other.id].articles, found[other.id].oldest) == (3, clock())
    assert list(found[other.id].verdicts.values()) == [3]


def test_the_address_opens_the_store_again(store: Store) -> None:
    """What `address` gives opens the same store, so that another process can."""
    store.sites.add("https://one.example/")
    with open_store(store.address) as other:
        assert [site.host for site in other.sites.every()] == ["one.example"]
