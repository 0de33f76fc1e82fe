"""From a page to its article."""

from __future__ import annotations

import gzip

import pytest

import lugas
from lugas.article import broken_off, make_article
from lugas.budget import Budget
from lugas.copied.marks import BULLETS, strip_invisible
from lugas.fields.verdict.judge import leaves_no_body
from lugas.model import Kind, Page, Role, Verdict, VerdictKind
from lugas.options import Options
from lugas.page.decode import decode
from tests.cases import Reading, readings

PROSE = "The ferry came back to the island on Thursday, and the whole village stood at the pier to greet it. "
PAGE = f"<title>Ferry returns</title><h1>Ferry returns</h1><p>{PROSE * 3}<p>{PROSE * 2}<p>{PROSE * 2}"


def article(content: bytes | str, options: Options | None = None) -> lugas.Article:
    """Read content."""
    return make_article(Page(content=content), options or Options())


@pytest.mark.parametrize("reading", readings(), ids=lambda reading: reading.name)
def test_blocks_of_every_page(reading: Reading) -> None:
    """On every test page each block has a role, a reason, and a place of the page's form, in page order."""
    found = reading.read()
    line = 0
    for block in found.blocks:
        assert block.reason
        assert 0 <= block.sure <= 1
        assert bool(block.place.path) == (found.form == "html")
        if found.form == "text":
            assert block.place.last_line >= block.place.first_line > line
            line = block.place.last_line
        assert block.text or block.kind in {Kind.IMAGE, Kind.EMBED}
    assert found.body == tuple(block for block in found.blocks if block.role is Role.BODY)
    if leaves_no_body(found.verdict):
        assert found.body == ()


@pytest.mark.parametrize(
    "reading", [one for one in readings() if one.form == "text"], ids=lambda reading: reading.name
)
def test_copied_pages_keep_every_line(reading: Reading) -> None:
    """The blocks of a copied page hold every word of it, in order, each once; bullets are layout."""
    page = Page(content=reading.source.read_bytes())
    text = decode(page, Options()).text
    kept = letters("".join(block.text for block in make_article(page, Options()).blocks))
    assert kept == letters(text)


def letters(text: str) -> str:
    """Give the letters of a text without white space, invisible ones, and bullets."""
    return "".join(
        letter for letter in strip_invisible(text) if not letter.isspace() and letter not in BULLETS
    )


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", VerdictKind.EMPTY),
        (" \n\t ", VerdictKind.EMPTY),
        ("<html><body></body></html>", VerdictKind.EMPTY),
        (b"%PDF-1.7\n" + bytes(range(256)) * 9, VerdictKind.NOT_TEXT),
        (b"\x89PNG\r\n\x1a\n" + bytes(900), VerdictKind.NOT_TEXT),
    ],
)
def test_nothing_to_read(content: bytes | str, kind: VerdictKind) -> None:
    """Content without text is no error: its verdict says what it is, and all else is empty."""
    found = article(content)
    assert found.verdict.kind is kind
    assert found.verdict.reason
    assert (found.title, found.text, found.body, found.authors) == ("", "", (), ())


def test_pages_without_an_article_have_no_body() -> None:
    """A consent wall's prose is the site's own: it is kept as blocks, set aside with the verdict as the reason."""
    wall = (
        "<h1>Before you go on</h1>"
        + "<p>We use cookies. Accept all cookies or manage your cookie settings." * 2
    )
    found = article(wall)
    assert leaves_no_body(found.verdict)
    assert found.body == ()
    assert any("cookies" in block.text for block in found.blocks)


def test_broken_pages() -> None:
    """Of a page whose end is missing the beginning is read, and the verdict says that it breaks off."""
    whole = article(gzip.compress(PAGE.encode()))
    assert whole.verdict.kind is VerdictKind.ARTICLE
    cut = article(PAGE.encode(), Options(max_bytes=len(PAGE) - 150))
    assert cut.verdict.kind is VerdictKind.PARTIAL
    assert "end of the page is missing" in cut.verdict.reason
    assert "cut short" in cut.verdict.signals
    assert whole.text.startswith(cut.text[:300])


def test_broken_pages_of_other_kinds() -> None:
    """A page that holds no article does not become one by breaking off; the verdict's reason is kept and added to."""
    verdict = broken_off(
        Verdict(VerdictKind.ERROR_PAGE, "says not found", ("one",)), Budget(), cut_short=True
    )
    assert verdict.kind is VerdictKind.ERROR_PAGE
    assert verdict.reason.startswith("says not found; ")
    assert verdict.signals == ("one", "cut short")


def test_address() -> None:
    """The address that is given is cleaned and kept, for pages without text too; it names the site."""
    for content in (PAGE, b""):
        found = make_article(Page(content=content, url=" HTTPS://WWW.Site.Example/1 "), Options())
        assert found.site.host == "site.example"
        assert found.url.lower().startswith("https://www.site.example/1")


def test_both_doors() -> None:
    """A page and the text copied off it give the same title and paragraphs."""
    copied = f"Ferry returns\n\n{PROSE * 3}\n\n{PROSE * 2}\n\n{PROSE * 2}\n"
    one, other = article(PAGE), article(copied)
    assert (one.form, other.form) == ("html", "text")
    assert one.title == other.title == "Ferry returns"
    assert one.text == other.text


def test_number_of_blocks_is_bounded() -> None:
    """A page of more paragraphs than are allowed is read up to the bound, and its verdict says so."""
    found = article(PAGE, Options(max_blocks=3))
    assert len(found.blocks) == 3
    assert found.verdict.kind is VerdictKind.PARTIAL
    assert "the end of the page is missing" in found.verdict.reason
    assert len(article("a\n" * 60_000).blocks) == Options().max_blocks


def test_byline_under_the_title_is_no_body() -> None:
    """On a page without class names, the line with author and day under the title is read as what it is."""
    page = f"<h1>Ferry returns</h1><p>By <a href=/ana>Ana Reis</a> <time>2 March 2024</time><p>{PROSE}<p>{PROSE * 2}"
    found = article(page)
    assert [block.role for block in found.blocks[:2]] == [Role.TITLE, Role.BYLINE]
    assert [author.name for author in found.authors] == ["Ana Reis"]
    assert str(found.published) == "2024-03-02"


def test_menu_of_copied_text_is_no_section() -> None:
    """Lines of a menu that begins with the front page's name are no path of sections."""
    found = article(
        f"Beranda\nNasional\nDaerah\nFeri kembali ke pulau\nOleh Siti Aminah\n{PROSE}\n{PROSE * 2}\n"
    )
    assert found.title == "Feri kembali ke pulau"
    assert found.section == ()
    assert [author.name for author in found.authors] == ["Siti Aminah"]


def test_buttons_in_one_line() -> None:
    """A line of nothing but names of networks is a share box."""
    found = article(f"Ferry returns\nFacebook Twitter WhatsApp E-Mail\n{PROSE}\n{PROSE * 2}\n")
    assert found.blocks[1].role is Role.SHARE
