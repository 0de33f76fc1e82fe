"""What the store knows of its reader: saved articles, and what is new since the last visit."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from lugas.errors import UsageError
from lugas.store import Keep, Store, open_store
from tests.store.made import Clock, at, make


def fill(store: Store, count: int, first: int = 0) -> list[int]:
    """Save so many articles of one site, an hour apart, and give their numbers."""
    site = store.sites.add("https://courier.example/")
    numbers = []
    for number in range(first, first + count):
        article = make(f"Ferry {number} sails", f"It left at {number}.", published=at(number - 100))
        saved = store.articles.save(article, site_id=site.id, addresses=[f"https://courier.example/{number}"])
        numbers.append(saved.id)
    return numbers


def test_saved_articles_are_listed_last_first(store: Store, clock: Clock) -> None:
    """What was saved is listed by when it was saved, in pieces, each once; what is let go of is not."""
    numbers = fill(store, 7)
    order = [numbers[at] for at in (3, 0, 6, 1, 4)]
    for number in (*order, order[0]):
        store.reader.save(number)
        clock.move(seconds=1)
    found, before = [], None
    while True:
        piece = store.reader.saved(before=before, limit=2)
        found += [headline.id for headline in piece.items]
        before = piece.next
        if before is None:
            break
    assert found == order[::-1]
    assert store.reader.saved_of(numbers) == set(order)
    store.reader.drop(order[2])
    store.reader.drop(order[2])
    assert [headline.id for headline in store.reader.saved().items] == [order[at] for at in (4, 3, 1, 0)]


def test_what_is_not_there_cannot_be_saved(store: Store) -> None:
    """Saving an article that is not there is refused, and says so."""
    with pytest.raises(UsageError, match="there is no article 12"):
        store.reader.save(12)


def test_retention_leaves_saved_articles(store: Store, clock: Clock) -> None:
    """Neither age nor size drops what is saved; leaving the site with its articles does."""
    numbers = fill(store, 6)
    store.reader.save(numbers[1])
    assert store.retention.apply(Keep(since=clock() - dt.timedelta(hours=97), size=0)) == 5
    assert [headline.id for headline in store.listing.latest().items] == [numbers[1]]
    store.sites.remove(1, articles=True)
    assert store.reader.saved().items == ()


def test_two_that_become_one_stay_saved(store: Store) -> None:
    """An article that becomes one with another stays saved, once, if either of them was."""
    one, other, third = fill(store, 3)
    store.reader.save(other)
    store.merging.merge(one, other)
    assert store.reader.saved_of([one, other]) == {one}
    store.reader.save(third)
    store.merging.merge(one, third)
    assert [headline.id for headline in store.reader.saved().items] == [one]


def test_new_is_what_came_since_the_last_visit(store: Store, clock: Clock) -> None:
    """New is what came in after the last look of the visit before; a visit lasts until half an hour without a look."""
    fill(store, 3)
    first = store.reader.look()
    assert store.reader.count_new(first) == 0
    during = fill(store, 2, first=3)
    clock.move(minutes=20)
    assert store.reader.count_new(store.reader.look()) == 2  # came while the reader was there
    left = clock()
    after = fill(store, 4, first=5)
    clock.move(hours=9)
    presence = store.reader.look()
    assert (presence.since, store.reader.count_new(presence)) == (left, 4)
    clock.move(minutes=10)
    assert store.reader.look() == presence
    piece = store.reader.new(presence, limit=3)
    rest = store.reader.new(presence, before=piece.next, limit=3)
    found = [headline.id for headline in (*piece.items, *rest.items)]
    assert found == after[::-1]
    assert not set(found) & set(during)
    assert rest.next is None


def test_many_new_articles_are_listed_alike(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many are new, they come newest first and each once."""
    presence = store.reader.look()
    numbers = fill(store, 9)
    monkeypatch.setattr("lugas.store.reader.MOST_SORTED", 4)
    piece = store.reader.new(presence, limit=5)
    rest = store.reader.new(presence, before=piece.next, limit=5)
    assert [headline.id for headline in (*piece.items, *rest.items)] == numbers[::-1]


def test_reader_is_exported(store: Store, clock: Clock, tmp_path: Path) -> None:
    """What is known of the reader goes with the store's lines into another store."""
    numbers = fill(store, 3)
    store.reader.save(numbers[2])
    clock.move(days=1)
    presence = store.reader.look()
    with open_store(tmp_path / "other.db", clock=clock) as other:
        other.load(store.lines())
        assert [headline.id for headline in other.reader.saved().items] == [numbers[2]]
        assert other.reader.look() == presence
