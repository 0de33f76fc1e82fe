"""Hostile values: whatever a page or a feed says, it is stored within bounds, and nothing breaks."""

from __future__ import annotations

import datetime as dt
import string
import time

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lugas.model import Image, Moment, Precision
from lugas.parcel.words import bare, clean, fold, label_key, query_of, spaced
from lugas.store import Store, Visit, Waiting
from tests.store.made import START, make

NASTY = (
    "\x00",
    "\ud800",
    "\udc00\ud800",
    "a\x00b\udfff",
    "'; DROP TABLE article; --",
    "\u202e",
    "%s %(x)s :x ?",
    "\\",
    "{}",
)


def test_no_text_breaks_the_store(store: Store) -> None:
    """Texts that databases refuse or take for commands are stored in every column, and read back as text."""
    for number, nasty in enumerate(NASTY):
        site = store.sites.add(f"https://{number}.example/", name=nasty, language=nasty)
        store.sites.change(site.id, note=nasty)
        source = store.sources.add(
            site.id, nasty, f"https://{number}.example/{nasty}", title=nasty, memory=nasty, etag=nasty
        )
        store.queue.add(
            [Waiting(url=f"https://{number}.example/{nasty}", site_id=site.id, title=nasty, hint=nasty)]
        )
        store.visits.add(Visit(site_id=site.id, url=nasty, started=START, outcome=nasty, note=nasty))
        words = f"word {nasty} word"
        article = make(
            nasty, nasty, words, dek=nasty, kicker=nasty, authors=[nasty], section=(nasty,),
            tags=(nasty,), language=nasty, published=Moment(nasty, Precision.DAY, nasty), image=Image(nasty),
            credits=(nasty,),
        )  # fmt: skip
        saved = store.articles.save(
            article, site_id=site.id, addresses=[f"https://{number}.example/a{nasty}", nasty]
        )
        assert store.articles.save(article, site_id=site.id, addresses=[nasty]).outcome == "same"
        stored = store.articles.get(saved.id)
        assert stored is not None
        assert stored.article.title == nasty.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        assert set(store.articles.known([nasty, "other"])) == {nasty}
        assert len(store.search.find("word").items) == number + 1
        assert store.sources.get(source.id) is not None
        assert list(store.lines())


def test_no_size_breaks_the_store(store: Store) -> None:
    """Titles of a megabyte, 10^5 tags, endless addresses and absurd numbers are bounded in the rows alone."""
    site = store.sites.add("https://one.example/")
    tags = tuple(f"tag {number}" for number in range(100_000))
    long = "".join(chr(0x4E00 + number % 20_000) for number in range(1_000_000))
    article = make(
        "x" * 1_000_000, "word " * 200_000, long, string.ascii_letters * 20_000, dek="y" * 1_000_000, tags=tags,
        authors=["z" * 100_000] * 1_000, section=("s" * 100_000,) * 1_000, language="l" * 10_000,
    )  # fmt: skip
    begin = time.process_time()
    saved = store.articles.save(article, site_id=site.id, addresses=[f"https://a/{'b' * 10**6}"] * 1_000)
    assert time.process_time() - begin < 5
    stored = store.articles.get(saved.id)
    assert stored is not None
    assert stored.article == article
    assert len(stored.headline.title) == 1_000
    assert len(store.listing.labels("tag", limit=500)) == 100
    assert len(store.search.find("word").items[0].snippet) < 300
    number = 10**30
    store.visits.add(
        Visit(site_id=1, url="x", started=START, status=number, bytes=-number, found=number, seconds=1e300)
    )
    assert store.visits.of_site(1)[0].status == 2**63 - 1
    absurd = dt.datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=dt.UTC)
    store.sources.add(1, "feed", "https://one.example/f", due=absurd)
    source = store.sources.get(1)
    assert source is not None
    assert source.due == absurd


@given(st.text())
def test_words_are_read_of_any_text(text: str) -> None:
    """Spacing and folding letter by letter keep every place; no signs get to a search."""
    assert len(spaced(text)) == len(bare(text)) == len(text)
    assert fold(fold(text)) == fold(text)
    assert clean(text, 5).encode().count(0) == 0
    assert label_key(text) == label_key(f"  {text} ")
    query = query_of(text)
    assert not set("".join((*query.words, *query.runs))) & set(string.punctuation + string.whitespace)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(words=st.text(max_size=60), title=st.text(max_size=60))
@example(
    words="", title="0\u2f00"
)  # a sign for a letter of a script without spaces, which folding makes that letter
def test_any_article_and_any_search(store: Store, words: str, title: str) -> None:
    """Any title can be saved and any words asked; an article is found by its own words."""
    site = store.sites.add("https://one.example/")
    store.articles.save(make(title, title), site_id=site.id, addresses=[f"https://one.example/{title}"])
    store.search.find(words)
    query = query_of(title)
    if 0 < len(query.words) < 16 and len(query.runs) < 16:
        hits = store.search.find(title, limit=100).items
        assert any(hit.headline.title == clean(title, 1_000) for hit in hits)
    for hit in store.search.find(words).items:
        for start, end in (*hit.snippet_marks, *hit.title_marks):
            assert 0 <= start < end
