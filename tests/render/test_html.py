"""The HTML view: whole, safe whatever the page held, and the article's text again when it is read."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hypothesis import given

from lugas.model import Article, Block, Image, Item, Kind, Span
from lugas.render.clean import fold, printable
from lugas.render.html import to_html
from lugas.render.inline import pieces
from tests.render.samples import (
    ARABIC,
    CHINESE,
    EVERY_KIND,
    HOSTILE,
    NOTHING,
    SAMPLES,
    THAI,
    body,
    linked,
    with_body,
)
from tests.render.strategies import articles, marked_blocks

VOID = {"meta", "link", "img", "br"}
TAGS = VOID | set(
    """
    html head title style body article header footer p h1 h2 h3 h4 h5 h6 div span address time a strong em
    code pre ul ol li blockquote table thead tbody tr th td figure figcaption cite bdi details summary
    """.split()  # noqa: SIM905 # forty names are easier to read as words than as a list
)
ATTRIBUTES = set(
    """
    lang dir class href rel src alt loading decoding datetime charset http-equiv content name scope role
    tabindex
    """.split()  # noqa: SIM905 # as above, they are easier to read as words
)


class Reader(HTMLParser):
    """Reads a page strictly: collects its tags, attributes and texts, and fails where tags do not match."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self._open: list[str] = []
        self.feed(markup)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close a tag, which must be the last one opened."""
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note a text and the tag it stands in."""
        if data.strip():
            self.texts.append((self._open[-1] if self._open else "", data))

    def having(self, tag: str) -> list[dict[str, str | None]]:
        """Give the attributes of each element of a kind."""
        return [attributes for name, attributes in self.tags if name == tag]

    def text(self, *tags: str) -> str:
        """Give the text, or what stands directly in some elements."""
        return " ".join(data for tag, data in self.texts if not tags or tag in tags)


def check_safe(markup: str) -> Reader:
    """Read a page and hold it against what is allowed."""
    page = Reader(markup)
    assert {tag for tag, _ in page.tags} <= TAGS
    assert {name for _, attributes in page.tags for name in attributes} <= ATTRIBUTES
    targets = [attributes.get("href") or "" for attributes in page.having("a")]
    sources = [attributes.get("src") or "" for attributes in page.having("img")]
    assert all(re.match(r"https?://|mailto:", target, re.IGNORECASE) for target in targets)
    assert all(re.match(r"https?://|mailto:", source, re.IGNORECASE) for source in sources)
    return page


@given(articles)
def test_any_article_is_safe(article: Article) -> None:
    """Whatever an article holds, only allowed tags, attributes and targets come out, all tags closed."""
    for page in (True, False):
        check_safe(to_html(article, page=page))
    assert not check_safe(to_html(article, images=False)).having("img")


@given(marked_blocks())
def test_text_survives(block: Block) -> None:
    """Any text with any markup is read from the page as it was."""
    page = Reader(to_html(with_body(block, title="", language=""), page=False))
    want = "".join(printable(piece.text) for piece in pieces(block.text, block.spans))
    assert "".join("".join(data for _, data in page.texts).split()) == "".join(want.split())


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_are_safe(name: str) -> None:
    """Every sample gives a safe page with one article, whose first heading is its title."""
    article = SAMPLES[name]
    page = check_safe(to_html(article))
    assert len(page.having("article")) == 1
    assert page.text("h1") == fold(article.title)


def test_hostile_texts_are_texts() -> None:
    """Scripts, quotes and frames in texts are shown as what they are, and unsafe targets are no links."""
    page = check_safe(to_html(HOSTILE))
    assert "<script>alert('x')</script>" in page.text("h1")
    assert "</style><script>1</script>" in page.text("p")
    assert "<b>cap</b>" in page.text("figcaption")
    assert [link["href"] for link in page.having("a")] == [
        "mailto:a@b.example?subject=x%22y'z",
        "https://a.example/%22onmouseover=%22alert(1)",
        "https://frame.example/",
        "https://evil.example/%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    ]
    assert page.having("html") == [{"dir": "auto"}]
    assert not [tag for tag, _ in page.tags if tag in {"iframe", "script", "svg"}]


def test_policy_names_the_style() -> None:
    """The content security policy allows this style sheet and pictures, and nothing else."""
    markup = to_html(EVERY_KIND)
    style = re.search(r"<style>(.*?)</style>", markup, re.DOTALL)
    assert style
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    policy = next(meta["content"] for meta in Reader(markup).having("meta") if "http-equiv" in meta)
    rest = "base-uri 'none'; form-action 'none'"
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; {rest}; img-src http: https:"
    without = next(
        m["content"] for m in Reader(to_html(EVERY_KIND, images=False)).having("meta") if "http-equiv" in m
    )
    assert without == f"default-src 'none'; style-src 'sha256-{digest}'; {rest}"
    assert "url(" not in style[1]
    assert "@import" not in style[1]


def test_every_kind() -> None:
    """Each kind of block is the element made for it, in page order."""
    page = Reader(to_html(EVERY_KIND, page=False))
    tags = [tag for tag, _ in page.tags]
    order = [
        "header",
        "h1",
        "address",
        "time",
        "figure",
        "h2",
        "blockquote",
        "ul",
        "ol",
        "table",
        "pre",
        "footer",
    ]
    assert [tags.index(tag) for tag in order] == sorted(tags.index(tag) for tag in order)
    assert page.text("th").split() == ["Bulan", "Pelayaran", "Penumpang"]
    assert page.text("strong", "em") == "Sejak subuh dinas terkait"
    assert [time["datetime"] for time in page.having("time")] == [
        "2024-01-20T15:04:00+07:00",
        "2024-01-21T08:30+07:00",
    ]
    assert [image["alt"] for image in page.having("img")] == ["Kapal di dermaga", "Pisang"]
    assert "Beranda" not in page.text()
    assert "Baca juga: lainnya" not in page.text()


@pytest.mark.parametrize(
    ("article", "language", "way", "kind"),
    [
        (EVERY_KIND, "id", "ltr", "lugas"),
        (ARABIC, "ar", "rtl", "lugas upright"),
        (CHINESE, "zh", "ltr", "lugas upright"),
        (THAI, "th", "ltr", "lugas upright"),
        (with_body(language="ur_PK"), "ur-PK", "rtl", "lugas upright"),
        (with_body(language=""), None, "auto", "lugas"),
        (with_body(language='x" y'), None, "auto", "lugas"),
    ],
)
def test_language_and_direction(article: Article, language: str | None, way: str, kind: str) -> None:
    """Page and article name the language, and are set the way it is written; neither is guessed."""
    page = Reader(to_html(article))
    for tag in ("html", "article"):
        assert page.having(tag)[0].get("lang") == language
        assert page.having(tag)[0]["dir"] == way
    assert page.having("article")[0]["class"] == kind


def test_labels_are_in_the_articles_language() -> None:
    """The few words the view adds are those of the article's language."""
    assert "Diperbarui: 2024-01-21 08:30 +07:00" in " ".join(Reader(to_html(EVERY_KIND)).text().split())
    assert "Sumber: " in to_html(EVERY_KIND)
    assert "Baca juga (8)" in to_html(EVERY_KIND)
    assert "المصدر: " in to_html(ARABIC)


def test_nested_lists() -> None:
    """An item's own list stands inside the item, however the levels jump."""
    items = (Item("a", 3), Item("b", 9), Item("c", 1, ordered=True), Item("d", 2), Item("e", 1))
    markup = to_html(with_body(body("a\nb\nc\nd\ne", Kind.LIST, items=items)), page=False).replace("\n", "")
    assert (
        "<ul><li>a<ul><li>b</li></ul></li></ul><ol><li>c<ul><li>d</li></ul></li></ol><ul><li>e</li></ul>"
        in markup
    )


def test_links_in_items_and_cells() -> None:
    """Markup in a list's item or a table's cell stands in that item or cell."""
    link = (Span(4, 7, "link", "https://a.example/"),)
    listed = body("one\ntwo", Kind.LIST, items=(Item("one"), Item("two")), spans=link)
    table = body("one\ttwo", Kind.TABLE, rows=(("one", "two"),), spans=link)
    page = Reader(to_html(with_body(listed, table, title="", language=""), page=False))
    assert page.text("a") == "two two"
    assert page.text("li", "td") == "one one"


def test_nothing() -> None:
    """A page without an article says so, and why."""
    page = check_safe(to_html(NOTHING))
    assert page.text("p") == "bot block: the page asks to prove a human"
    assert not page.having("h1")


def test_lead_image_is_shown_once() -> None:
    """The lead image is left out where the body opens with a picture or holds the same one."""
    lead = Image("https://a.example/lead.jpg?w=1200", "lead")
    same = body("", Kind.IMAGE, image=Image("https://a.example/lead.jpg?w=300", "same"))
    other = body("", Kind.IMAGE, image=Image("https://a.example/other.jpg", "other"))
    text = body("Text.")
    shown = {
        "alone": ((text,), ["lead"]),
        "later": ((text, other), ["lead", "other"]),
        "same": ((text, same), ["same"]),
        "opens": ((other, text), ["other"]),
    }
    for blocks, alts in shown.values():
        article = Article(verdict=EVERY_KIND.verdict, form="html", image=lead, blocks=blocks)
        assert [image["alt"] for image in Reader(to_html(article)).having("img")] == alts


def test_link_text_with_quotes() -> None:
    """Quotes and brackets in an address cannot end its attribute."""
    page = check_safe(to_html(with_body(linked("go", "go", "https://a.example/?q='\"<>`{}|\\^ x"))))
    assert page.having("a")[0]["href"] == "https://a.example/?q='%22%3C%3E%60%7B%7D%7C%5C%5E%20x"
