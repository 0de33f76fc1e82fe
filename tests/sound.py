"""Whether what reading gives is sound, whatever page it was read from: used by tests, fuzzing and the browser.

Sound is an article that can be written and read back, whose parts agree with each other, and of which every view is
given and safe.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

import lugas
from lugas.model import Article, Block, Kind, Place, Role
from lugas.page.tree import Element, parse_html
from lugas.render.clean import printable
from lugas.render.posts import with_post_lines
from lugas.render.terminal import to_terminal

__all__ = ["check_article", "check_safe_html", "check_views", "validate"]

LINK = frozenset({"href", "rel"})
NONE: frozenset[str] = frozenset()
# The elements of the HTML view with the attributes that each may have.
ALLOWED: dict[str, frozenset[str]] = {
    "html": frozenset({"lang", "dir"}),
    "head": NONE,
    "meta": frozenset({"charset", "http-equiv", "content", "name"}),
    "title": NONE,
    "link": LINK,
    "style": NONE,
    "article": frozenset({"class", "lang", "dir"}),
    "a": LINK,
    "img": frozenset({"src", "alt", "loading", "decoding"}),
    "time": frozenset({"datetime", "dir"}),
    "p": frozenset({"class", "lang", "dir"}),
    "li": frozenset({"value"}),
    "pre": frozenset({"dir"}),
    "th": frozenset({"scope"}),
    "div": frozenset({"class", "role", "tabindex"}),
    **dict.fromkeys(("span", "bdi", "td"), frozenset({"class"})),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), NONE),
    **dict.fromkeys(("body", "header", "footer", "address", "strong", "em", "code", "ul", "ol", "br"), NONE),
    **dict.fromkeys(("blockquote", "table", "thead", "tbody", "tr", "figure", "figcaption", "cite"), NONE),
    **dict.fromkeys(("details", "summary"), NONE),
}
ADDRESSES = ("href", "src")
WEB = re.compile(r"(?:https?://[^/\\]|mailto:)", re.IGNORECASE)
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
# What a terminal's view may send beside text: colours, and links with safe addresses.
OWN = re.compile(
    r"\x1b\[[0-9;]*m|\x1b\]8;(?:id=\d+;(?:https?://|mailto:)[^\x00-\x20\x7f-\x9f]+|;)\x1b\\", re.IGNORECASE
)
STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def check_article(article: Article) -> None:
    """Hold what is true of any article, and of all of its views."""
    line = lugas.to_json(article)
    assert lugas.from_json(line) == article
    for block in article.blocks:
        check_block(block, article.form)
    for post in article.posts:
        assert all(0 <= index < len(article.blocks) for index in post.blocks)
    fields = [finding.field for finding in article.findings]
    assert len(fields) == len(set(fields))
    assert article.verdict.reason
    if not article.verdict.holds_article:
        assert not article.pages
    for text in texts_of(article):
        assert not CONTROLS.search(text), ascii(text[:200])
    check_views(article)


def check_block(block: Block, form: str) -> None:
    """Hold what is true of any block."""
    assert 0 <= block.sure <= 1
    assert block.place != Place()
    assert bool(block.place.path) == (form == "html")
    for span in block.spans:
        assert 0 <= span.start < span.end <= len(block.text)
    if block.items:
        assert block.text == "\n".join(item.text for item in block.items)
    if block.rows:
        assert block.text.count("\t") <= sum(len(row) for row in block.rows)
        assert 0 <= block.header_rows <= len(block.rows)
    assert block.text or block.image is not None or block.embed is not None
    if block.role is Role.BODY:
        assert block.reason


def texts_of(value: object) -> Iterator[str]:
    """Give every text that a record holds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_of(item)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from texts_of(getattr(value, name))


def check_views(article: Article) -> None:
    """Hold that every view is given, is safe, and shows the text of the blocks."""
    plain = lugas.to_text(article)
    shown = 0
    for block in with_post_lines(article).body:
        if block.kind not in {Kind.LIST, Kind.TABLE, Kind.IMAGE, Kind.EMBED}:
            text = printable(block.text).strip()
            shown = plain.find(text, shown)
            assert shown >= 0, f"the text view lacks {text[:200]!a}"
    for view in (plain, lugas.to_markdown(article), lugas.to_copy(article)):
        assert not CONTROLS.search(view)
    lugas.to_markdown(article, front_matter=True, images=False)
    check_safe_html(lugas.to_html(article))
    check_safe_html(lugas.to_html(article, page=False, images=False), images=False)
    assert not STEERING.search(OWN.sub("", to_terminal(article, 72)))


def check_safe_html(markup: str, *, images: bool = True) -> None:
    """Parse an HTML view as a browser would, and hold it against the elements, attributes and addresses allowed."""
    assert not CONTROLS.search(markup)
    page = "<!doctype html>" in markup
    tree = parse_html(markup)
    for element in tree.select("*"):
        assert isinstance(element, Element)
        tag = element.tag
        assert tag in ALLOWED, tag
        assert not (tag in {"link", "meta", "style"} and not page), tag
        assert images or tag != "img"
        attributes = dict(element.attrs)
        assert set(attributes) <= ALLOWED[tag], f"{tag}: {set(attributes)}"
        for name in ADDRESSES:
            if name in attributes:
                assert WEB.match(str(attributes[name])), attributes[name]
        if tag == "style":
            assert element.text == own_style()
        if tag == "link":
            assert attributes["rel"] == ["canonical"] or attributes["rel"] == "canonical"
        if tag == "meta" and "http-equiv" in attributes:
            assert attributes["http-equiv"] == "Content-Security-Policy"


@cache
def own_style() -> str:
    """Give the view's own style sheet."""
    empty = lugas.read("")
    style = parse_html(lugas.to_html(empty)).find("style")
    assert style is not None
    return style.text


@cache
def validator() -> object:
    """Give what holds JSON against the project's schema."""
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - fuzzing does without it: it is too slow there

    return Draft202012Validator(lugas.json_schema())


def validate(article: Article) -> None:
    """Hold an article's JSON against the schema."""
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - as above

    checker = validator()
    assert isinstance(checker, Draft202012Validator)
    checker.validate(msgspec.json.decode(lugas.to_json(article)))
