"""The formats by name, and what the views share."""

from __future__ import annotations

from typing import Any

import pytest

from lugas.errors import UsageError
from lugas.model import Article, Item, Moment, Person, Precision, Verdict, VerdictKind
from lugas.render import FORMATS, render
from lugas.render.labels import direction, labels, language_tag
from lugas.render.layout import depths, moment_text, notice, signature
from tests.render.samples import EVERY_KIND, SAMPLES


def test_names() -> None:
    """The formats are the five that can be asked for, sorted."""
    assert list(FORMATS) == ["copy", "html", "json", "markdown", "text"]


@pytest.mark.parametrize("name", FORMATS)
def test_each_format(name: str) -> None:
    """Each format writes every sample, without a line end at its end, and changes nothing in it."""
    for article in SAMPLES.values():
        before = render(article, "json")
        text = render(article, name)
        assert text == FORMATS[name](article)
        assert not text.endswith("\n")
        assert render(article, "json") == before


def test_unknown_format() -> None:
    """An unknown format is wrong usage, and the message names those there are."""
    with pytest.raises(
        UsageError, match="unknown format 'pdf'; give one of copy, html, json, markdown, text"
    ):
        render(EVERY_KIND, "pdf")


@pytest.mark.parametrize(
    ("iso", "text", "shown"),
    [
        ("2024", "", "2024"),
        ("2024-01", "", "2024-01"),
        ("2024-01-20", "", "2024-01-20"),
        ("2024-01-20T15:04", "", "2024-01-20 15:04"),
        ("2024-01-20T15:04Z", "", "2024-01-20 15:04 UTC"),
        ("2024-01-20T15:04:05.123456+07:00", "", "2024-01-20 15:04 +07:00"),
        ("2024-01-20T15:04:05-03:00", "x", "2024-01-20 15:04 -03:00"),
        ("", "2 jam\nlalu", "2 jam lalu"),
        ("soon", "", "soon"),
    ],
)
def test_moments_as_read(iso: str, text: str, shown: str) -> None:
    """A moment is shown to the minute with its zone, and where it has no date in the page's words."""
    assert moment_text(Moment(iso, Precision.SECOND, text)) == shown


def test_change_is_shown_only_if_it_differs() -> None:
    """The time of a change that reads like the publication is left out."""
    first = Moment("2024-01-20T15:04:00+07:00", Precision.SECOND)
    for iso, count in (("2024-01-20T15:04:59+07:00", 2), ("2024-01-20T15:05:00+07:00", 3)):
        article = Article(
            verdict=EVERY_KIND.verdict,
            form="html",
            authors=(Person("A"), Person(" ")),
            published=first,
            modified=Moment(iso, Precision.SECOND),
        )
        assert len("".join(piece.text for piece in signature(article)).split(" · ")) == count


def test_depths_never_jump() -> None:
    """No item stands more than one deeper than the one before it, nor deeper than can be set."""
    levels = [4, 1, 3, 3, -2, *range(1, 12)]
    assert depths([Item("x", level) for level in levels]) == [0, 0, 1, 2, 0, 0, 1, 2, 3, 4, 5, 5, 5, 5, 5, 5]


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        (VerdictKind.ARTICLE, ""),
        (VerdictKind.GALLERY, ""),
        (VerdictKind.LIVE_BLOG, ""),
        (VerdictKind.PARTIAL, "partial: why"),
        (VerdictKind.PAYWALL, "paywall: why"),
        (VerdictKind.INDEX, "index page: why"),
        (VerdictKind.EMPTY, "empty: why"),
    ],
)
def test_notices(kind: VerdictKind, shown: str) -> None:
    """A reader is told when there is no article, or when it is not whole."""
    assert notice(Article(verdict=Verdict(kind, "why"), form="html")) == shown


def test_languages() -> None:
    """A language is known by its first part; what is no tag is none; unknown ones get English words."""
    assert labels("en-GB") == labels("xx") == labels("")
    assert labels("id_ID").source == "Sumber"
    assert [direction(code) for code in ("fa-IR", "he", "id", "")] == ["rtl", "rtl", "ltr", "auto"]
    assert [language_tag(code) for code in ("zh_TW", "pt-BR", "<b>", "en us")] == ["zh-TW", "pt-BR", "", ""]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("given", [None, "text", {}])
def test_what_is_no_article(name: str, given: Any) -> None:
    """Anything but an article is refused, and named."""
    with pytest.raises(
        UsageError, match=rf"article is of type {type(given).__name__}; give what lugas\.read gives"
    ):
        FORMATS[name](given)
