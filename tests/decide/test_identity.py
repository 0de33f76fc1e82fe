"""One article however many addresses lead to it, and two papers' two articles."""

from __future__ import annotations

import datetime as dt
import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lugas.decide.fingerprint import alike, digest, fingerprint, held
from lugas.decide.identity import address_keys, identity_of, why_same
from lugas.model import Article, Block, Kind, Moment, Precision, Role, Verdict, VerdictKind

NAMES = (
    "ferry",
    "harbour",
    "storm",
    "mayor",
    "bridge",
    "council",
    "crew",
    "tide",
    "engine",
    "school",
    "light",
)


def prose(seed: int, words: int = 300) -> str:
    """Give a made-up text of so many words."""
    dice = random.Random(seed)
    return " ".join(f"{dice.choice(NAMES)}{dice.randrange(60)}" for _ in range(words))


def article(url: str, text: str, title: str = "The ferry", canonical: str = "", day: int = 2) -> Article:
    """Give an article of a text."""
    paragraphs = [part for part in text.split("\n") if part]
    return Article(
        verdict=Verdict(VerdictKind.ARTICLE, "It is one."),
        form="html",
        title=title,
        url=url,
        canonical_url=canonical,
        published=Moment(f"2026-03-{day:02}T10:00:00+00:00", Precision.SECOND),
        blocks=tuple(Block(kind=Kind.PARAGRAPH, text=each, role=Role.BODY, reason="") for each in paragraphs),
    )


def why(one: Article, other: Article) -> str:
    """Say why two articles are one."""
    said = why_same(identity_of(one), identity_of(other))
    assert said == why_same(identity_of(other), identity_of(one))
    return said


HERE = "https://paper.example/news/the-ferry-that-left"
TEXT = prose(1)


@pytest.mark.parametrize(
    "url",
    [
        "http://www.paper.example/news/the-ferry-that-left/",
        f"{HERE}?utm_source=rss",
        f"{HERE}/amp",
        "https://m.paper.example/news/the-ferry-that-left",
        "https://paper-example.cdn.ampproject.org/c/s/paper.example/news/the-ferry-that-left",
    ],
)
def test_one_address_in_many_writings(url: str) -> None:
    """AMP, mobile, tracking, http: one address, whatever the text says meanwhile."""
    assert why(article(HERE, TEXT), article(url, prose(2))) == "the same address"


def test_canonical_and_redirects() -> None:
    """The canonical address, and every address on the way there, lead to the article."""
    long = article("https://paper.example/x?id=88123", prose(3), canonical=HERE)
    assert why(article(HERE, TEXT), long) == "the same address"
    short = identity_of(
        article("https://paper.example/final/other-name-now", TEXT), ["https://t.example/abc", HERE]
    )
    assert why_same(identity_of(article(HERE, prose(4))), short) == "the same address"


@pytest.mark.parametrize(
    "canonical",
    ["https://paper.example/", "https://agency.example/wire/the-story", "https://localhost/{{url}}"],
)
def test_a_canonical_address_that_is_not_believed(canonical: str) -> None:
    """Pages whose canonical address is the home page, another site's or a template's leftover are not all one."""
    one = article(HERE, prose(5), title="One", canonical=canonical)
    other = article(
        "https://paper.example/news/another-story-altogether", prose(6), title="Two", canonical=canonical
    )
    assert why(one, other) == ""
    assert address_keys([HERE], canonical) == address_keys([HERE])


def test_one_text_at_two_addresses_of_a_site() -> None:
    """A text that stands in two sections of one site is one article, edited a little or not at all."""
    there = "https://paper.example/sport/the-ferry"
    assert why(article(HERE, TEXT), article(there, TEXT, title="A ferry")) == "the same text"
    edited = TEXT.replace("storm", "gale", 1)
    assert why(article(HERE, TEXT), article(there, edited, title="A ferry")) == "nearly the same text"


def test_an_article_that_was_added_to() -> None:
    """Under the same title a text that grew to twice its length is the same article; under another it is not."""
    there = "https://paper.example/live/12345"
    grown = f"{TEXT}\n{prose(8)}"
    assert "holds the other" in why(article(HERE, TEXT), article(there, grown))
    assert why(article(HERE, TEXT), article(there, grown, title="Another")) == ""


def test_an_agency_copy_in_another_paper_is_another_article() -> None:
    """Two papers that print the same words under the same title have an article each."""
    assert why(article(HERE, TEXT), article("https://courier.example/news/the-ferry", TEXT)) == ""


def test_what_is_written_by_pattern_every_day() -> None:
    """The weather of two days, of one pattern and title, is two articles; so are two short notices."""
    monday = "\n".join(
        f"In district {number} it will be {number + 3} degrees and dry." for number in range(40)
    )
    friday = "\n".join(
        f"In district {number} it will be {number + 9} degrees and wet." for number in range(40)
    )
    there = "https://paper.example/weather/friday"
    assert why(article(HERE, monday, title="Weather"), article(there, friday, title="Weather", day=6)) == ""
    assert why(article(HERE, monday, title="Weather"), article(there, monday, title="Weather", day=9)) == ""
    assert why(article(HERE, "Closed today."), article(there, "Closed today.", title="Library")) == ""


def test_fingerprints_tell_shares() -> None:
    """The share of two texts that is the same is told to within a tenth."""
    words = TEXT.split()
    for kept in (0.25, 0.5, 0.75, 1.0):
        cut = words[: int(len(words) * kept)]
        other = [*cut, *prose(9, len(words) - len(cut)).split()] if kept < 1 else cut
        one, two = fingerprint(TEXT), fingerprint(" ".join(other))
        true = kept / (2 - kept)
        assert abs(alike(one, two) - true) < 0.1
    assert held(fingerprint(TEXT), fingerprint(f"{TEXT} {prose(11)}")) > 0.9
    assert fingerprint("The FERRY, left!").digest == fingerprint("the ferry left").digest
    assert (
        alike(
            fingerprint("江湾地铁四号线今起试运行全程三十九分钟"),
            fingerprint("江湾地铁四号线今起试运行全程四十分钟"),
        )
        > 0.5
    )


def test_digests_hold_for_ever() -> None:
    """A digest that was stored is found again: it is the same on every machine."""
    assert digest("lugas") == "c0d34ec0316410b9"
    assert fingerprint("a b c d").sketch == fingerprint("A  b, c d.").sketch


@given(st.text(max_size=400), st.text(max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_text_has_a_fingerprint(one: str, other: str) -> None:
    """Whatever the text: a bounded sketch, sorted, and shares from 0 to 1 that do not ask for the order."""
    first, second = fingerprint(one), fingerprint(other)
    assert all(a < b for a, b in pairwise(first.sketch))
    assert 0 <= alike(first, second) == alike(second, first) <= 1
    assert 0 <= held(first, second) <= 1
    assert alike(first, first) == (1.0 if first.sketch else 0.0)


def test_published_far_apart_is_not_one() -> None:
    """A text that was printed again a year later, elsewhere on the site, is another article."""
    later = article("https://paper.example/archive/ferry", TEXT, day=28)
    assert why(article(HERE, TEXT), later) == ""
    assert identity_of(later).published == dt.datetime(2026, 3, 28, 10, tzinfo=dt.UTC)
