"""Hostile pages, read and shown: nothing of their markup gets into the desk's."""

from __future__ import annotations

import re
from urllib.parse import quote

from msgspec import structs

import lugas
from lugas.model import Block, Embed, Image, Kind, Person, Post, Related, Role
from lugas.page.tree import Element, parse_html
from lugas.store import Store
from tests.browser.pages import made
from tests.desk.conftest import Opener
from tests.store.made import make

NASTY = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'{{7*7}}{% raw %}\u202e</textarea></title>"
TEXTS = frozenset(
    [
        "a",
        "address",
        "article",
        "aside",
        "bdi",
        "blockquote",
        "body",
        "br",
        "button",
        "cite",
        "code",
        "dd",
        "del",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "html",
        "input",
        "ins",
        "kbd",
        "label",
        "li",
        "link",
        "main",
        "mark",
        "meta",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "script",
        "section",
        "select",
        "span",
        "strong",
        "summary",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "time",
        "title",
        "tr",
        "ul",
    ]
)
SAFE = re.compile(r"(?:/(?!/)|#|https?://[^/\\]|mailto:)")


def check(page: str) -> None:
    """Hold that a page has no element but the desk's own, runs one script, its own, and leads nowhere unsafe."""
    scripts = []
    for element in parse_html(page).select("*"):
        assert isinstance(element, Element)
        attributes = {name: str(value) for name, value in element.attrs.items()}
        assert element.tag in TEXTS, element.tag
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        for name in ("href", "src", "action"):
            assert SAFE.match(attributes.get(name, "/")), attributes
        if element.tag == "script":
            scripts.append(attributes["src"])
    assert [source.partition("?")[0] for source in scripts] == ["/static/desk.js"]
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff]", page)


def test_texts_of_strangers_are_texts(empty: Store, opener: Opener) -> None:
    """Markup, quotes and templates in every field of an article are shown as the text they are, on every page."""
    client = opener(empty)
    site = empty.sites.add("https://courier.example/", name=NASTY)
    embed = Embed("data:text/html,x", NASTY, NASTY, text=NASTY)
    blocks = (
        *make(NASTY, NASTY, "A harmless paragraph.").blocks,
        Block(kind=Kind.EMBED, text="", role=Role.BODY, reason=NASTY, embed=embed),
        Block(kind=Kind.CODE, text=NASTY, role=Role.BODY, reason=NASTY),
        Block(kind=Kind.PARAGRAPH, text=NASTY, role=Role.CORRECTION, reason=NASTY),
    )
    image = Image("javascript:alert(1)", NASTY, NASTY, NASTY)
    article = structs.replace(
        make(NASTY, dek=NASTY, kicker=NASTY, section=(NASTY,), tags=(NASTY, ".."), credits=(NASTY,)),
        blocks=blocks,
        related=(Related(NASTY, "javascript:alert(1)"),),
        image=image,
        gallery=(image, Image('https://x.example/"onload=alert(1)', NASTY, NASTY)),
        posts=(Post(NASTY, None, (Person(NASTY),), NASTY, "javascript:alert(1)"),),
        canonical_url="javascript:alert(1)",
        authors=(Person(NASTY, "javascript:alert(1)"),),
    )
    for text in ("", " more"):
        version = structs.replace(article, title=NASTY + text)
        empty.articles.save(version, site_id=site.id, addresses=["https://courier.example/x"])
    lists = [f"{kind}/{quote(NASTY, safe='')}" for kind in ("section", "tag", "author")]
    lists += [
        "",
        "latest",
        "browse",
        "saved",
        "new",
        "site/courier.example",
        "search?q=alert&section=" + quote(NASTY),
    ]
    about = ["", "?version=1", "/why", "/versions", "/versions/2"]
    for path in (*lists, *(f"article/1{each}" for each in about)):
        answer = client.get(f"/{path}")
        assert answer.status_code == 200, path
        check(answer.text)
    assert "{{7*7}}" in client.get("/article/1").text


def test_hostile_pages_are_shown_soundly(empty: Store, opener: Opener) -> None:
    """Of pages made to harm, the desk's pages hold no element but those that it writes itself."""
    client = opener(empty)
    site = empty.sites.add("https://news.example/")
    for number, (_, content) in enumerate(made(500)[::20], 1):
        url = f"https://news.example/{number}"
        saved = empty.articles.save(lugas.read(content, url=url), site_id=site.id, addresses=[url])
        for path in ("", "/why", "/versions"):
            answer = client.get(f"/article/{saved.id}{path}")
            assert answer.status_code == 200
            check(answer.text)
    for path in ("/", "/latest", "/browse"):
        check(client.get(path).text)
    for path in ("/feed/atom", "/feed/json"):
        assert client.get(path).status_code == 200
