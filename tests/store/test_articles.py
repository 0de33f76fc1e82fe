"""Articles: one row each, every changed version kept."""

from __future__ import annotations

import threading

import pytest

from lugas.errors import UsageError
from lugas.store import Store, Traits
from tests.store.made import START, Clock, at, make


@pytest.fixture
def site(store: Store) -> int:
    """Give a site's number."""
    return store.sites.add("https://www.news.example/").id


def test_an_article_is_one_however_many_addresses_lead_to_it(store: Store, site: int) -> None:
    """Saved by one address and again by others of which one is known, it is one row that all of them lead to."""
    first = store.articles.save(make(), site_id=site, addresses=["https://news.example/a"])
    again = store.articles.save(
        make(), site_id=site, addresses=["https://news.example/amp/a", "https://news.example/a"]
    )
    assert (first.outcome, again.outcome, again.id) == ("new", "same", first.id)
    known = store.articles.known([f"https://news.example/{path}" for path in ("a", "amp/a", "b")])
    assert {row.url: row.article_id for row in known.values()} == {
        "https://news.example/a": first.id,
        "https://news.example/amp/a": first.id,
    }
    assert store.articles.count() == store.articles.count(site) == 1


def test_what_was_read_comes_back_as_it_was(store: Store, site: int) -> None:
    """An article comes back equal to what was saved, with its addresses and what lists show of it."""
    article = make(
        "A title", "One.", "Two.", dek="A dek", kicker="Harbour", authors=["Ana", "Ben"], section=("News", "Local"),
        published=at(-2), tags=("ferry",), url="https://news.example/a",
    )  # fmt: skip
    saved = store.articles.save(article, site_id=site)
    stored = store.articles.get(saved.id)
    assert stored is not None
    assert stored.article == article
    told = stored.headline
    assert (told.title, told.dek, told.kicker, told.byline) == ("A title", "A dek", "Harbour", "Ana, Ben")
    assert (told.section, told.language, told.words, told.version) == ("Local", "en", 2, 1)
    assert (told.listed, told.first_seen, told.published) == (
        START.replace(hour=6),
        START,
        "2026-03-01T06:00:00+00:00",
    )
    assert [row.url for row in stored.addresses] == ["https://news.example/a"]
    assert store.articles.get(saved.id + 1) is None


def test_every_changed_version_is_kept(store: Store, site: int, clock: Clock) -> None:
    """A changed text is a new version with its time; an unchanged one is only noted as looked at."""
    addresses = ["https://news.example/a"]
    texts = ["It was a calm night.", "It was a calm night.", "It was a stormy night."]
    saved = []
    for text in texts:
        saved.append(store.articles.save(make("T", "Opening.", text), site_id=site, addresses=addresses))
        clock.move(hours=1)
    assert [one.outcome for one in saved] == ["new", "same", "changed"]
    versions = store.versions.of(saved[0].id)
    assert [(one.number, one.seen.hour) for one in versions] == [(2, 10), (1, 8)]
    assert store.versions.of(saved[0].id, before=2) == versions[1:]
    old = store.versions.get(saved[0].id, 1)
    assert old is not None
    assert "calm" in old.text
    stored = store.articles.get(saved[0].id)
    assert stored is not None
    assert (stored.headline.version, stored.headline.first_seen) == (2, START)
    assert store.search.find("calm").items == ()
    assert len(store.search.find("stormy").items) == 1
    assert store.versions.get(saved[0].id, 3) is None


def test_addresses_of_another_article_are_not_taken(store: Store, site: int) -> None:
    """Addresses that lead to different articles do not make them one: the first decides, the others are told."""
    one = store.articles.save(make("One"), site_id=site, addresses=["https://news.example/1"])
    two = store.articles.save(make("Two"), site_id=site, addresses=["https://news.example/2"])
    both = store.articles.save(
        make("One"), site_id=site, addresses=["https://news.example/1", "https://news.example/2"]
    )
    assert (both.id, both.others) == (one.id, (two.id,))
    told = store.articles.save(
        make("Two"), site_id=site, addresses=["https://news.example/1"], known_as=two.id
    )
    assert (told.id, told.others, told.outcome) == (two.id, (one.id,), "same")
    with pytest.raises(UsageError, match="no article 99"):
        store.articles.save(make(), site_id=site, addresses=["https://news.example/1"], known_as=99)
    with pytest.raises(UsageError, match="no address"):
        store.articles.save(make(), site_id=site)


def test_two_articles_become_one(store: Store, site: int, clock: Clock) -> None:
    """Made one, they have one row, also in the search, and the versions of both; both numbers lead there."""
    one = store.articles.save(make("T", "First text."), site_id=site, addresses=["https://news.example/1"])
    clock.move(hours=1)
    two = store.articles.save(make("T", "Second text."), site_id=site, addresses=["https://news.example/2"])
    clock.move(hours=1)
    store.articles.save(make("T", "Third text."), site_id=site, addresses=["https://news.example/1"])
    store.merging.merge(one.id, two.id)
    assert store.articles.count() == 1
    stored = store.articles.get(two.id)
    assert stored is not None
    assert (stored.headline.id, stored.headline.version, stored.article.text) == (one.id, 3, "Third text.")
    texts = [store.versions.get(one.id, number) for number in (1, 2, 3)]
    assert [text.text.split()[0] for text in texts if text] == ["First", "Second", "Third"]
    assert len(store.search.find("text").items) == 1
    later = store.articles.save(make("T", "Third text."), site_id=site, addresses=["https://news.example/2"])
    assert (later.id, later.outcome) == (one.id, "same")
    with pytest.raises(UsageError, match=f"no article {two.id}"):
        store.merging.merge(one.id, two.id)


def test_traits_find_an_article(store: Store, site: int) -> None:
    """What an article is saved with finds it within its site, by its newest version, also once it became another."""
    traits = Traits((b"title", b"text"), b"sketch")
    one = store.articles.save(
        make("T", "One."), site_id=site, addresses=["https://a.example/1"], traits=traits
    )
    other = store.sites.add("https://other.example/").id
    assert [found.id for found in store.articles.like(site, [b"text", b"none"])] == [one.id]
    assert store.articles.like(other, [b"text"]) == store.articles.like(site, []) == ()
    later = Traits((b"title", b"new text"), b"another")
    store.articles.save(make("T", "Two."), site_id=site, addresses=["https://a.example/1"], traits=later)
    assert store.articles.like(site, [b"text"]) == ()
    (found,) = store.articles.like(site, [b"title", b"new text"])
    assert (found.id, found.title, found.sketch) == (one.id, "T", b"another")
    second = store.articles.save(
        make("T", "Two!"), site_id=site, addresses=["https://a.example/2"], traits=later
    )
    store.merging.merge(one.id, second.id)
    assert [found.id for found in store.articles.like(site, [b"new text"])] == [one.id]


def test_addresses_without_an_article_stay_known(store: Store, site: int) -> None:
    """What was settled is known with the reason; an article found there later is stored."""
    url = "https://news.example/video"
    store.articles.settle([url], "media_page")
    row = store.articles.known([url])[url]
    assert (row.article_id, row.note) == (None, "media_page")
    saved = store.articles.save(make(), site_id=site, addresses=[url])
    row = store.articles.known([url])[url]
    assert (row.article_id, row.note) == (saved.id, "")


def test_threads_that_save_one_article_make_one_row(store: Store, site: int) -> None:
    """Eight threads save twenty articles each, the same ones with shared labels: there are twenty, each once."""
    problems: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for at_once in range(20):
                article = make(
                    f"Article {at_once}", tags=tuple(f"tag {(number + step) % 9}" for step in range(4))
                )
                store.articles.save(article, site_id=site, addresses=[f"https://news.example/{at_once}"])
        except BaseException as problem:  # noqa: BLE001 - told in the test's own thread
            problems.append(problem)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not problems
    assert store.articles.count() == 20
    places = [one.place for one in store.listing.latest(limit=100).items]
    assert len(set(places)) == 20
