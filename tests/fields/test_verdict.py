"""A page is called what it is, with the reason."""

from __future__ import annotations

import pytest

from lugas.fields.settle import find_fields, find_title
from lugas.fields.verdict.judge import judge, without_text
from lugas.model import Role, Verdict, VerdictKind
from lugas.page.decode import Decoded
from tests.fields.build import PROSE, clues_of, page, sheet_of

LINKS = "".join(
    f'<li><a href="/a/{number}">Judul berita lain yang cukup panjang {number}</a></li>'
    for number in range(20)
)


def verdict_of(
    markup: str, url: str = "https://harian.id/nasional/kapal", roles: dict[str, Role] | None = None
) -> Verdict:
    """Judge a page."""
    clues = clues_of(markup, url)
    title = find_title(clues)
    sheet = sheet_of(clues, roles)
    return judge(clues, sheet, find_fields(clues, sheet, title))


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        ("", VerdictKind.EMPTY),
        ("<body><p>Halo</p></body>", VerdictKind.EMPTY),
        ('<body><div id="root"></div><script src="/app.js"></script></body>', VerdictKind.NEEDS_JAVASCRIPT),
        ("<body><p>You need to enable JavaScript to run this app.</p></body>", VerdictKind.NEEDS_JAVASCRIPT),
        (
            "<title>Just a moment...</title><p>Verifying you are human. This may take a few seconds.</p>",
            VerdictKind.BOT_BLOCK,
        ),
        (
            "<h1>404</h1><p>Halaman tidak ditemukan. Silakan kembali ke beranda situs kami.</p>",
            VerdictKind.ERROR_PAGE,
        ),
        (
            "<h1>Seite nicht gefunden</h1><p>Bitte prüfen Sie die Adresse noch einmal genau.</p>",
            VerdictKind.ERROR_PAGE,
        ),
        (
            (
                "<h1>We value your privacy</h1><p>We and our partners store cookies on your device.</p>"
                "<button>Accept all cookies</button>"
            ),
            VerdictKind.CONSENT_WALL,
        ),
        (page(body="<h1>Kapal perintis kembali singgah</h1>"), VerdictKind.ARTICLE),
    ],
)
def test_kinds(markup: str, kind: VerdictKind) -> None:
    """Walls, errors, frames and articles are told apart."""
    verdict = verdict_of(markup)
    assert verdict.kind is kind, verdict
    assert verdict.reason


def test_phrases_of_walls_do_not_turn_an_article() -> None:
    """An article with a body stays one, though it speaks of cookies, robots and missing pages."""
    talk = "Situs itu berkata: page not found, enable JavaScript, are you a robot, we use cookies."
    assert (
        verdict_of(page(body=f"<h1>Kapal perintis kembali</h1><p>{talk}</p>{PROSE * 3}")).kind
        is VerdictKind.ARTICLE
    )


def test_index_page() -> None:
    """Many headlines with links and little prose are an index page."""
    markup = f"<html><body><h1>Harian</h1><ul>{LINKS}</ul></body></html>"
    verdict = verdict_of(markup, "https://harian.id/", {"Judul berita lain": Role.RELATED})
    assert verdict.kind is VerdictKind.INDEX


def test_rails_do_not_turn_an_article() -> None:
    """An article with a long rail of links is still an article."""
    markup = (
        page(body="<h1>Kapal perintis kembali singgah</h1>" + f"<p>{PROSE}</p>" * 4) + f"<ul>{LINKS}</ul>"
    )
    assert verdict_of(markup, roles={"Judul berita lain": Role.RELATED}).kind is VerdictKind.ARTICLE


def test_live_blog_and_paywall_and_partial() -> None:
    """A live blog says so; a paywall breaks the text off; so does "read more"."""
    live = '<script type="application/ld+json">{"@type": "LiveBlogPosting", "headline": "Kapal"}</script>'
    assert verdict_of(page(live, "<h1>Kapal</h1>")).kind is VerdictKind.LIVE_BLOG
    closed = '<meta property="article:content_tier" content="locked">'
    wall = page(closed, "<h1>Kapal perintis kembali</h1>") + "<div>Subscribe to continue reading</div>"
    assert verdict_of(wall).kind is VerdictKind.PAYWALL
    cut = page(body="<h1>Kapal perintis kembali</h1>").replace(
        "</body>", f"<p>{PROSE} Baca selengkapnya</p></body>"
    )
    assert verdict_of(cut).kind is VerdictKind.PARTIAL


def test_content_without_text() -> None:
    """Content that could not be decoded gives an article with the trouble as its verdict."""
    decoded = Decoded(text="", form="text", trouble="a PNG image", kind=VerdictKind.NOT_TEXT)
    article = without_text(decoded, "https://www.harian.id/a.png")
    assert (article.verdict.kind, article.verdict.reason) == (VerdictKind.NOT_TEXT, "a PNG image")
    assert (article.form, article.url, article.site.host) == (
        "text",
        "https://www.harian.id/a.png",
        "harian.id",
    )


def test_a_single_word_is_counted_as_one() -> None:
    """The reason of an empty page is said as people say it."""
    for text, reason in (("", "shows no text"), ("menu", "shows 1 word"), ("menu utama", "shows 2 words")):
        assert verdict_of(f"<html><body><p>{text}</p></body></html>").reason == reason
