"""Whatever is read, there is no exception but the library's own, and what comes out is valid, safe and whole.

`--hypothesis-profile=long` tries a hundred times as many pages.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from hypothesis import given
from hypothesis import strategies as st

import lugas
from lugas.model import Article
from tests.anything import LABELS, addresses, copied, packed, pages, scripts
from tests.sound import check_article, validate

PARAGRAPH = "<p>The ferry left the harbour at nine and reached the island before noon, its captain said on Monday.</p>"
FORMS: tuple[Literal["auto", "html", "text"], ...] = ("auto", "html", "text")
MOMENTS = st.datetimes(timezones=st.sampled_from([dt.UTC, dt.timezone(dt.timedelta(hours=7))]))

options = st.builds(
    lugas.Options,
    threshold=st.sampled_from([0.01, 0.3, 0.5, 0.99]),
    max_blocks=st.sampled_from([1, 2, 7, 20_000]),
    max_bytes=st.sampled_from([1, 100, 1 << 26]),
    max_seconds=st.sampled_from([1e-6, 0.002, None]),
)


def check(article: Article) -> None:
    """Hold that an article is sound and valid."""
    check_article(article)
    validate(article)


@given(pages, st.one_of(st.none(), addresses), st.one_of(st.none(), MOMENTS))
def test_any_markup(page: str, url: str | None, fetched: dt.datetime | None) -> None:
    """Any markup gives a sound article, the same again when it is read again."""
    article = lugas.read(page, form="html", url=url, fetched=fetched)
    check(article)
    assert lugas.read(page, form="html", url=url, fetched=fetched) == article


@given(copied, st.one_of(st.none(), addresses), st.one_of(st.none(), MOMENTS))
def test_any_text(text: str, url: str | None, fetched: dt.datetime | None) -> None:
    """Any copied text gives a sound article, the same again when it is read again."""
    article = lugas.read(text, form="text", url=url, fetched=fetched)
    check(article)
    assert lugas.read(text, form="text", url=url, fetched=fetched) == article


@given(scripts(), st.booleans())
def test_any_data(script: str, first: bool) -> None:
    """Any data in a page's scripts, of whatever types and however nested, gives a sound article."""
    shown = "<h1>Ferry runs again</h1>" + PARAGRAPH * 3
    check(lugas.read(script + shown if first else shown + script, form="html", url="https://news.example/a"))


@given(packed(), st.sampled_from(LABELS), st.sampled_from(FORMS))
def test_any_bytes(content: bytes, label: str | None, form: Literal["auto", "html", "text"]) -> None:
    """Any bytes, in any encoding and said to be in any other, packed or spoilt, give a sound article."""
    check(lugas.read(content, encoding=label, form=form))


@given(st.one_of(pages, copied), options)
def test_any_options(content: str, given_options: lugas.Options) -> None:
    """Whatever the bounds and leanings, the article is sound."""
    article = lugas.read(content, options=given_options)
    check(article)
    assert len(article.blocks) <= given_options.max_blocks


@given(st.lists(pages, min_size=1, max_size=3))
def test_any_parts(parts: list[str]) -> None:
    """Any pages are joined to a sound article, or refused as a wrong argument."""
    address = "https://news.example/a"
    articles = [
        lugas.read(part, form="html", url=f"{address}?page={number}") for number, part in enumerate(parts, 1)
    ]
    try:
        whole = lugas.join(articles)
    except lugas.UsageError as error:
        assert error.name == "articles"  # noqa: PT017 - either is right
        return
    check(whole)
