"""Which article a page is: one row for each, whatever the page says, and whoever reads it at the same time."""

from __future__ import annotations

import datetime as dt
import threading
import zlib

import pytest
from sqlalchemy import create_engine, update

from lugas.errors import DecodeError
from lugas.follow import knowing
from lugas.follow.jobs import PageRead, ReadJob, read_pages
from lugas.follow.knowing import Kept, Knower
from lugas.sources.entries import Answer
from lugas.store import Store, open_store, schema
from lugas.store.where import find

START = dt.datetime(2026, 3, 3, 12, tzinfo=dt.UTC)
ORIGIN = "https://courier.example"


TEXTS = {
    "ferry": (
        "The ferry between Saltmere and Ostby ran again on Tuesday, six weeks after its boiler had failed.",
        "Some two hundred people stood on the pier when the first crossing left at seven in the morning.",
        "The harbour master said that the new boiler had been tried for four days without a single fault.",
    ),
    "lighthouse": (
        "Nobody climbs the stairs of the old lighthouse any more, since its lamp is lit from a desk in the town.",
        "Hester Quayle, who kept it for thirty years, has asked for her brass telescope and was given a receipt.",
        "Whether birds miss the warm glass in winter is what two students want to find out before Christmas.",
    ),
    "mill": (
        "Salt has not been ground at Netherby for a century, but on Sunday the wheel of the mill turned.",
        "Volunteers had mended forty paddles and a leaking sluice with oak that was meant for a staircase.",
        "A first sack was sold for charity; its buyer means to cook potatoes with it until the summer.",
    ),
}


def page(url: str, subject: str, canonical: str = "") -> PageRead:
    """Read a page of one of the texts, at an address, which may tell a canonical one."""
    prose = "".join(f"<p>{line}</p>" for line in TEXTS[subject])
    head = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    body = f"<article><h1>About the {subject}</h1>{prose}</article>"
    html = f"<html><head><title>About the {subject}</title>{head}</head><body>{body}</body></html>"
    return read_pages(ReadJob((Answer(asked=url, content=html.encode()),), START))


def keep(store: Store, url: str, subject: str, canonical: str = "") -> Kept:
    """Store such a page of the only site."""
    kept = Knower(store, 1).keep(page(url, subject, canonical), [url])
    assert kept is not None
    return kept


def test_one_canonical_address_of_all_pages(address: str) -> None:
    """Where every page names the same canonical address, each is an article of its own, also when read once more."""
    with open_store(address, clock=lambda: START) as store:
        store.sites.add(ORIGIN)
        for outcome in ("new", "same"):
            kept = [keep(store, f"{ORIGIN}/{name}", name, f"{ORIGIN}/news/") for name in TEXTS]
            assert [one.outcome for one in kept] == [outcome] * 3
        assert store.articles.count() == 3
        for one, name in zip(kept, TEXTS, strict=True):
            stored = store.articles.get(one.id)
            assert stored is not None
            assert (stored.article.title, stored.headline.version) == (f"About the {name}", 1)
            known = store.articles.known([f"{ORIGIN}/{name}"])
            assert {row.article_id for row in known.values()} == {one.id}


def test_one_text_that_two_read_at_once(address: str) -> None:
    """Two workers that read one text at two hosts of a site at the same time come to one article, every time."""
    both, problems = threading.Barrier(2), []
    rounds = [(name, number) for number in range(3) for name in TEXTS]

    def work(host: str) -> None:
        try:
            with open_store(address, clock=lambda: START) as own:
                for name, number in rounds:
                    url = f"https://{host}.courier.example/{name}-{number}"
                    read = page(url, name)
                    both.wait(20)
                    Knower(own, 1 + number).keep(read, [url])
        except BaseException as problem:  # noqa: BLE001 - told in the test's own thread
            problems.append(problem)
            both.abort()

    with open_store(address, clock=lambda: START) as store:
        for number in range(3):
            store.sites.add(f"https://courier{number}.example")
        threads = [threading.Thread(target=work, args=(host,)) for host in ("www", "edition")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not problems
        assert store.articles.count() == len(rounds)


@pytest.mark.parametrize("looked_at", ["changed", "identity_of"])
def test_one_that_is_dropped_meanwhile(
    new_database: str, monkeypatch: pytest.MonkeyPatch, looked_at: str
) -> None:
    """An article that is dropped while it is compared, or made one with another, is dropped before that or after."""
    look, dropped = getattr(knowing, looked_at), list[int]()
    with open_store(new_database, clock=lambda: START) as store, open_store(new_database) as other:
        store.sites.add(ORIGIN)
        first = keep(store, f"{ORIGIN}/mill", "mill").id
        same = page(f"{ORIGIN}/other", "ferry").article()
        second = store.articles.save(same, site_id=1, addresses=[f"{ORIGIN}/other"]).id
        gone = first if looked_at == "changed" else second

        def drop() -> None:
            other.retention.drop([gone])
            dropped.append(gone)

        def look_slowly(*told: object) -> object:
            dropping.start()
            dropping.join(0.2)
            return look(*told)

        dropping = threading.Thread(target=drop)
        monkeypatch.setattr(knowing, looked_at, look_slowly)
        read = page(f"{ORIGIN}/mill", "ferry")
        kept = Knower(store, 1).keep(read, [f"{ORIGIN}/mill", f"{ORIGIN}/other"])
        dropping.join()
        assert kept is not None
        assert (kept.id, kept.outcome, dropped) == (first, "changed", [gone])


def damage(address: str, packed: bytes, number: int | None = None) -> None:
    """Write something else in place of the stored text of all versions, or of those of one number."""
    engine = create_engine(find(address).url)
    damaged = update(schema.version).values(packed=packed)
    with engine.begin() as connection:
        connection.execute(damaged if number is None else damaged.where(schema.version.c.number == number))
    engine.dispose()


@pytest.mark.parametrize("packed", [b"plain", zlib.compress(b"no JSON"), b""], ids=["plain", "JSON", "none"])
def test_one_that_cannot_be_read_any_more(address: str, packed: bytes) -> None:
    """A stored article that was damaged is named, and mended by its page; another text of it is its next version."""
    with open_store(address, clock=lambda: START) as store:
        store.sites.add(ORIGIN)
        number = keep(store, f"{ORIGIN}/mill", "mill").id
        for subject, outcome, version in (("mill", "same", 1), ("ferry", "changed", 2)):
            damage(address, packed)
            with pytest.raises(DecodeError, match=f"stored article {number}: "):
                store.articles.get(number)
            kept = keep(store, f"{ORIGIN}/mill", subject)
            assert (kept.id, kept.outcome) == (number, outcome)
            assert outcome == "same" or f"stored article {number}: " in kept.note
            stored = store.articles.get(number)
            assert stored is not None
            assert (stored.article.title, stored.headline.version) == (f"About the {subject}", version)
        with pytest.raises(DecodeError, match=f"stored article {number}, version 1: "):
            store.versions.get(number, 1)


def test_one_that_is_damaged_takes_no_other_page(address: str) -> None:
    """Other pages with the same canonical address stay articles of their own while one of them cannot be read."""
    with open_store(address, clock=lambda: START) as store:
        store.sites.add(ORIGIN)
        ferry = keep(store, f"{ORIGIN}/ferry", "ferry", f"{ORIGIN}/news/").id
        damage(address, b"x")
        for _ in range(2):
            mill = keep(store, f"{ORIGIN}/mill", "mill", f"{ORIGIN}/news/")
            assert mill.id != ferry
            assert keep(store, f"{ORIGIN}/ferry", "ferry", f"{ORIGIN}/news/").id == ferry
        assert store.articles.count() == 2
        assert store.articles.get(ferry) is not None


def test_only_what_is_damaged_is_mended(address: str) -> None:
    """Of several versions of one text the one that can be read stays as it is."""
    with open_store(address, clock=lambda: START) as store:
        store.sites.add(ORIGIN)
        for subject in ("mill", "ferry", "mill"):
            number = keep(store, f"{ORIGIN}/mill", subject).id
        first = store.versions.get(number, 1)
        damage(address, b"", 3)
        page_again = page(f"{ORIGIN}/mill", "mill", f"{ORIGIN}/other")
        assert Knower(store, 1).keep(page_again, [f"{ORIGIN}/mill"]) is not None
        assert store.versions.get(number, 1) == first
        third = store.versions.get(number, 3)
        assert third is not None
        assert third.canonical_url == f"{ORIGIN}/other"
