"""What was read, lists in the order of coming in, and who is logged in."""

from __future__ import annotations

from pathlib import Path

import pytest

from lugas.store import Arrived, Store, open_store
from tests.store.made import Clock, at, make


@pytest.fixture
def numbers(store: Store, clock: Clock) -> list[int]:
    """Fill a store with eight articles of two sites, a minute apart; the later ones are the older ones."""
    sites = [store.sites.add(f"https://{name}.example/") for name in ("one", "two")]
    found = []
    for number in range(8):
        clock.move(minutes=1)
        section = ("Sport",) if number % 3 == 0 else ("World",)
        article = make(f"Ferry {number}", f"It left at {number}.", published=at(-number), section=section)
        site = sites[number % 2]
        address = f"{site.url}{number}"
        found.append(store.articles.save(article, site_id=site.id, addresses=[address]).id)
    return found


def ids(store: Store, oldest_first: bool = False, limit: int = 20, **given: object) -> list[int]:
    """Give the numbers that a list holds."""
    arrived = Arrived(**given)  # type: ignore[arg-type] # told by name
    return [one.id for one in store.arrivals.of(arrived, oldest_first=oldest_first, limit=limit)]


def test_lists_come_in_the_order_of_coming_in(store: Store, numbers: list[int]) -> None:
    """What came in last comes first, whenever it was published; the last number of a piece leads to the next."""
    assert ids(store) == numbers[::-1]
    assert ids(store, oldest_first=True, limit=3) == numbers[:3]
    assert ids(store, oldest_first=True, after=numbers[2], limit=3) == numbers[3:6]
    assert ids(store, before=numbers[5], limit=2) == [numbers[4], numbers[3]]
    assert ids(store, limit=0) == []
    assert store.arrivals.count() == 8


def test_lists_of_sites_sections_and_times(store: Store, clock: Clock, numbers: list[int]) -> None:
    """A list is of some sites, of a section, of a time at which articles were first seen, or of all of these."""
    first, second = (site.id for site in store.sites.every())
    assert ids(store, site_ids=frozenset({second})) == numbers[1::2][::-1]
    assert ids(store, site_ids=frozenset({first, second})) == numbers[::-1]
    assert ids(store, site_ids=frozenset()) == []
    assert ids(store, section="SPORT") == [numbers[at_] for at_ in (6, 3, 0)]
    assert ids(store, section="SPORT", site_ids=frozenset({first})) == [numbers[6], numbers[0]]
    assert ids(store, section="Nowhere") == []
    seen = {one.id: one.first_seen for one in store.arrivals.of()}
    assert ids(store, since=seen[numbers[6]]) == [numbers[7], numbers[6]]
    assert ids(store, until=seen[numbers[1]]) == [numbers[1], numbers[0]]
    assert ids(store, since=clock.move(days=1)) == []


def test_many_since_a_time_are_listed_alike(
    store: Store, numbers: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many came in since a time, the list is the same."""
    since = next(one.first_seen for one in store.arrivals.of() if one.id == numbers[2])
    few = ids(store, since=since, limit=4)
    monkeypatch.setattr("lugas.store.arrivals.FEW", 2)
    assert ids(store, since=since, limit=4) == few == numbers[4:][::-1]


def test_new_articles_are_unread_until_they_are_marked(store: Store, numbers: list[int]) -> None:
    """An article is unread when it comes in, read when it is marked, and unread again when that is taken back."""
    assert store.reader.unread_of([*numbers, 999]) == set(numbers)
    store.reader.mark([*numbers[:3], 999], read=True)
    assert ids(store, unread=True) == numbers[3:][::-1]
    assert ids(store, unread=False) == numbers[:3][::-1]
    store.reader.mark([numbers[0], numbers[0], numbers[5], 999], read=False)
    assert ids(store, unread=False) == [numbers[2], numbers[1]]
    store.reader.save(numbers[4])
    assert ids(store, saved=True) == [numbers[4]]
    assert ids(store, saved=True, unread=False) == []
    assert len(ids(store, saved=False)) == 7


def test_unread_articles_are_counted_by_site(store: Store, numbers: list[int]) -> None:
    """Each site with unread articles tells how many, and when the last one came; a site without any is left out."""
    seen = {one.id: one.first_seen for one in store.arrivals.of()}
    first, second = (site.id for site in store.sites.every())
    assert store.arrivals.unread() == {first: (4, seen[numbers[6]]), second: (4, seen[numbers[7]])}
    store.arrivals.mark_read(Arrived(site_ids=frozenset({first})))
    store.reader.mark([numbers[7]], read=True)
    assert store.arrivals.unread() == {second: (3, seen[numbers[5]])}


def test_all_of_a_list_is_marked_at_once(store: Store, numbers: list[int]) -> None:
    """What a list holds is marked as read, and nothing else."""
    until = next(one.first_seen for one in store.arrivals.of() if one.id == numbers[4])
    store.arrivals.mark_read(Arrived(section="Sport", until=until))
    assert ids(store, unread=False) == [numbers[3], numbers[0]]
    store.arrivals.mark_read(Arrived())
    assert ids(store, unread=True) == []


def test_a_changed_article_stays_read(store: Store, numbers: list[int]) -> None:
    """A new version of an article that was read does not make it unread."""
    store.reader.mark(numbers, read=True)
    saved = store.articles.save(make("Other"), site_id=1, addresses=["https://one.example/0"])
    assert (saved.id, saved.version) == (numbers[0], 2)
    assert store.reader.unread_of(numbers) == set()


def test_two_that_become_one_are_read_where_either_was(store: Store, numbers: list[int]) -> None:
    """An article that becomes one with another is read if either was, and unread if neither was."""
    store.reader.mark([numbers[0], numbers[3]], read=True)
    for kept, gone in ((0, 1), (2, 3), (4, 5)):
        store.merging.merge(numbers[kept], numbers[gone])
    assert store.reader.unread_of(numbers) == {numbers[4], numbers[6], numbers[7]}


def test_what_was_read_goes_with_the_lines(
    store: Store, numbers: list[int], clock: Clock, tmp_path: Path
) -> None:
    """What was read is exported; passwords and logins are not."""
    store.reader.mark(numbers[:5], read=True)
    store.logins.set_password("desk", "ana", "a hash that nobody should see")
    store.logins.begin(b"1" * 32, "app", "a digest that nobody should see")
    lines = list(store.lines())
    assert b"nobody should see" not in b"".join(lines)
    with open_store(tmp_path / "other.db", clock=clock) as other:
        other.load(lines)
        assert other.reader.unread_of(numbers) == set(numbers[5:])
        assert other.logins.password("desk") is None


def test_passwords_are_set_and_removed(store: Store, clock: Clock) -> None:
    """A password is there from when it is set until it is removed; setting it again replaces it."""
    assert store.logins.password("desk") is None
    store.logins.set_password("desk", "ana", "one")
    store.logins.set_password("fever", "ana", "other")
    store.logins.set_password("desk", "ben", "two")
    row = store.logins.password("desk")
    assert row is not None
    assert (row.reader, row.hash, row.at) == ("ben", "two", clock())
    store.logins.remove_password("desk")
    assert store.logins.password("desk") is None
    assert store.logins.password("fever") is not None


def test_logins_are_known_until_they_end(store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """A login is known until it ends, alone, with its kind or with all; when it was used is kept to the hour."""
    begun = clock()
    for name in (b"a", b"b", b"c"):
        store.logins.begin(name, "app" if name != b"c" else "web", "Reeder")
    clock.move(minutes=30)
    assert [row.used for row in store.logins.every()] == [begun] * 3
    clock.move(minutes=31)
    assert store.logins.known(b"b") is not None
    assert next((row.digest, row.used) for row in store.logins.every()) == (b"b", clock())
    store.logins.end(b"b")
    assert store.logins.known(b"b") is None
    store.logins.end(kind="app")
    assert [row.digest for row in store.logins.every()] == [b"c"]
    monkeypatch.setattr("lugas.store.logins.MOST", 3)
    for number in range(5):
        clock.move(minutes=1)
        store.logins.begin(f"more {number}".encode(), "app", "")
    assert [row.digest for row in store.logins.every()] == [b"more 4", b"more 3", b"more 2"]
    store.logins.end()
    assert store.logins.every() == ()
