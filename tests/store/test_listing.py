"""Lists: newest first, by anything, in pieces of even cost."""

from __future__ import annotations

import datetime as dt

import pytest

from lugas.errors import UsageError
from lugas.model import Moment, Precision
from lugas.store import Chosen, Headlines, Store
from tests.store.made import START, Clock, at, make


@pytest.fixture
def sites(store: Store, clock: Clock) -> tuple[int, int]:
    """Give two sites with thirty articles between them."""
    one = store.sites.add("https://one.example/").id
    two = store.sites.add("https://two.example/").id
    clock.move(hours=40)
    for number in range(30):
        article = make(
            f"Article {number}",
            authors=["Ana" if number % 3 else "Ben"],
            section=("News", "Sport" if number % 2 else "NATIONAL"),
            tags=("Hafen",) if number % 5 == 0 else (),
            language="pt-BR" if number % 10 == 0 else "en",
            published=at(number),
        )
        site_id = one if number < 20 else two
        store.articles.save(article, site_id=site_id, addresses=[f"https://one.example/{number}"])
    return one, two


def numbers(found: Headlines) -> list[int]:
    """Give the numbers in the titles."""
    return [int(one.title.split()[1]) for one in found.items]


def walk(store: Store, chosen: Chosen, limit: int) -> list[int]:
    """Read a list piece by piece to its end."""
    found: list[int] = []
    before = None
    for _ in range(100):
        piece = store.listing.latest(chosen, before=before, limit=limit)
        found += numbers(piece)
        if piece.next is None:
            return found
        before = piece.next
    raise AssertionError("the list has no end")


def test_lists_of_everything(store: Store, sites: tuple[int, int]) -> None:
    """Each filter, and several together, give what they name, newest first, each once, in pieces of any size."""
    one, _ = sites
    wanted = {
        Chosen(): range(30),
        Chosen(site_id=one): range(20),
        Chosen(section="national"): range(0, 30, 2),
        Chosen(section="Spórt"): range(1, 30, 2),
        Chosen(section="news"): range(30),
        Chosen(author="ben"): range(0, 30, 3),
        Chosen(tag="HAFEN"): range(0, 30, 5),
        Chosen(language="pt"): range(0, 30, 10),
        Chosen(language="pt-PT"): range(0, 30, 10),
        Chosen(site_id=one, section="national"): range(0, 20, 2),
        Chosen(site_id=one, section="national", author="Ben", language="pt"): [0],
        Chosen(since=START + dt.timedelta(hours=10), until=START + dt.timedelta(hours=12)): [10, 11],
        Chosen(section="sport", since=START + dt.timedelta(hours=26)): [27, 29],
        Chosen(site_id=one, section="sport", until=START + dt.timedelta(hours=4)): [1, 3],
        Chosen(section="nowhere"): [],
        Chosen(site_id=99): [],
        Chosen(since=START + dt.timedelta(hours=12), until=START + dt.timedelta(hours=10)): [],
    }
    for chosen, expected in wanted.items():
        for limit in (1, 7, 100):
            assert walk(store, chosen, limit) == sorted(expected, reverse=True), chosen
        assert store.listing.count(chosen) == len(list(expected)), chosen
    assert store.listing.count(at_most=5) == 5


def test_labels_are_counted(store: Store, sites: tuple[int, int]) -> None:
    """Sections, authors, tags and languages come with their counts, the most frequent first, as first written."""
    told = [(one.name, one.articles) for one in store.listing.labels("section")]
    assert told == [("News", 30), ("NATIONAL", 15), ("Sport", 15)]
    assert [(one.key, one.articles) for one in store.listing.labels("language")] == [("en", 27), ("pt", 3)]
    assert [(one.name, one.articles) for one in store.listing.labels("author", site_id=sites[1])] == [
        ("Ana", 7),
        ("Ben", 3),
    ]
    assert len(store.listing.labels("section", limit=1)) == 1


# A published time, and the time that an article with it is listed under.
TIMES = [
    ("2026-02-28T23:30:00+07:00", "2026-02-28T16:30:00+00:00"),
    ("2026-02-27", "2026-02-27T12:00:00+00:00"),
    ("2026-02-27T10:15", "2026-02-27T10:15:00+00:00"),
    ("2026-03", "2026-03-01T08:00:00+00:00"),
    ("9999-12-31T23:59:59-23:59", "2026-03-01T08:00:00+00:00"),
    ("0001-01-01T00:00:00+23:59", "2026-03-01T08:00:00+00:00"),
    ("0001-01-01", "1900-01-01T00:00:00+00:00"),
    ("2031-01-01", "2026-03-01T08:00:00+00:00"),
    ("no such day at all", "2026-03-01T08:00:00+00:00"),
    ("", "2026-03-01T08:00:00+00:00"),
]


def test_absurd_dates_list_nothing_ahead(store: Store) -> None:
    """An article is listed when it was published; where that is ahead, or no time, when it was first seen."""
    site_id = store.sites.add("https://one.example/").id
    for number, (iso, listed) in enumerate(TIMES):
        article = make(published=Moment(iso, Precision.DAY))
        saved = store.articles.save(article, site_id=site_id, addresses=[f"https://one.example/{number}"])
        stored = store.articles.get(saved.id)
        assert stored is not None
        assert stored.headline.listed.isoformat() == listed, iso


def test_articles_of_one_second_stay_apart(store: Store) -> None:
    """A hundred articles of one moment are all listed, each in a place of its own."""
    site_id = store.sites.add("https://one.example/").id
    for number in range(100):
        article = make(f"Article {number}", published=at(-1))
        store.articles.save(article, site_id=site_id, addresses=[f"https://one.example/{number}"])
    assert sorted(walk(store, Chosen(), 9)) == list(range(100))


def test_a_place_that_is_taken(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Articles whose time and address come to one place stand next to each other, and are found by their words."""
    monkeypatch.setattr("lugas.store.articles.place_of", lambda listed, digest: 1_000)  # noqa: ARG005 - as it is called
    site_id = store.sites.add("https://one.example/").id
    for number, word in enumerate(("ferry", "lighthouse", "boiler")):
        article = make(f"Of a {word}", published=at(-1))
        saved = store.articles.save(article, site_id=site_id, addresses=[f"https://one.example/{number}"])
        assert saved.outcome == "new"
    listed = store.listing.latest().items
    assert sorted(item.place for item in listed) == [1_000, 1_001, 1_002]
    for word in ("ferry", "lighthouse", "boiler"):
        assert [hit.headline.title for hit in store.search.find(word).items] == [f"Of a {word}"]


def test_wrong_limits_are_refused(store: Store) -> None:
    """A limit below one is an error that says so; a large one is cut."""
    with pytest.raises(UsageError, match="limit is 0"):
        store.listing.latest(limit=0)
    assert store.listing.latest(limit=10**9).items == ()
