"""Lists with numbers, quotes of several paragraphs and posts of other sites, in every view."""

from __future__ import annotations

import time

from lugas.model import Article, Block, Embed, Item, Kind, Place, Role, Verdict, VerdictKind
from lugas.render.html import to_html
from lugas.render.layout import same_quote
from lugas.render.markdown import to_markdown
from lugas.render.text import to_text

POST = Embed("https://x.com/ann/status/1", "X", "", "post", "Back at *sea*.\n— Ann (@ann)")


def article(*blocks: Block) -> Article:
    """Make an article of blocks."""
    return Article(verdict=Verdict(VerdictKind.ARTICLE, ""), form="html", blocks=blocks)


def body(text: str, kind: Kind = Kind.PARAGRAPH, path: str = "", **more: object) -> Block:
    """Make a block of a body."""
    return Block(kind=kind, text=text, role=Role.BODY, reason="", place=Place(path), **more)  # type: ignore[arg-type]  # told by name


def listed(*items: Item) -> Article:
    """Make an article of one list."""
    return article(body("\n".join(item.text for item in items), Kind.LIST, items=items))


def test_numbers() -> None:
    """A list that begins at three does so in every view; one that leaves a number out says so where it can."""
    three = listed(Item("a", 1, True, 3), Item("b", 1, True, 4), Item("c", 2, True, 1), Item("d", 1, True, 5))
    assert to_markdown(three) == "3. a\n4. b\n   1. c\n5. d"
    assert to_text(three) == "3. a\n4. b\n   1. c\n5. d"
    html = to_html(three, page=False)
    assert html.count("value=") == 1
    assert '<ol>\n<li value="3">a</li>\n<li>b<ol>\n<li>c</li></ol></li>\n<li>d</li></ol>' in html
    assert '<li value="9">' in to_html(listed(Item("a", 1, True, 1), Item("b", 1, True, 9)), page=False)


def test_lists_without_numbers() -> None:
    """A list whose numbers nobody told counts from one."""
    plain = listed(Item("a", 1, True), Item("b", 1, True))
    assert to_markdown(plain) == "1. a\n2. b"
    assert "value=" not in to_html(plain, page=False)


QUOTE = "html/body[1]/div[1]/blockquote[1]"


def test_quotes() -> None:
    """The paragraphs of one quote stand in one; another quote is another."""
    one = article(
        body("a", Kind.QUOTE, f"{QUOTE}/p[1]"),
        body("b", Kind.QUOTE, f"{QUOTE}/p[2]"),
        body("c", Kind.QUOTE, "html/body[1]/div[1]/blockquote[2]"),
        body("d"),
    )
    assert to_markdown(one) == "> a\n>\n> b\n\n> c\n\nd"
    assert "<blockquote><p>a</p><p>b</p></blockquote>\n<blockquote><p>c</p></blockquote>" in to_html(
        one, page=False
    )
    last = article(body("d"), body("a", Kind.QUOTE, f"{QUOTE}/p[1]"))
    assert to_markdown(last) == "d\n\n> a"
    assert "<p>d</p>\n<blockquote><p>a</p></blockquote>" in to_html(last, page=False)


def test_same_quote() -> None:
    """Two blocks are of one quote when they stand in one element; of copied text nobody can tell."""
    assert same_quote(body("a", Kind.QUOTE, QUOTE), body("b", Kind.QUOTE, f"{QUOTE}/p[1]"))
    assert not same_quote(body("a", Kind.QUOTE, QUOTE), body("b", Kind.PARAGRAPH, f"{QUOTE}/p[1]"))
    assert not same_quote(None, body("b", Kind.QUOTE, QUOTE))
    assert not same_quote(body("a", Kind.QUOTE), body("b", Kind.QUOTE))


def test_posts_of_other_sites() -> None:
    """A post is set as a quote of its words, every letter as it was, with the site and its address after it."""
    one = article(body("", Kind.EMBED, embed=POST))
    assert to_markdown(one) == "> Back at \\*sea\\*.\n>\n> — Ann (@ann)\n>\n> [X](https://x.com/ann/status/1)"
    assert to_text(one) == "Back at *sea*.\n— Ann (@ann)\nX\nhttps://x.com/ann/status/1"
    html = to_html(one, page=False)
    assert '<blockquote><p>Back at *sea*.</p><p>— Ann (@ann)</p></blockquote><p class="embed">' in html
    hostile = Embed("https://x.com/1", "X", "", "post", "<script>alert(1)</script>")
    assert "<script" not in to_html(article(body("", Kind.EMBED, embed=hostile)), page=False)


def test_a_long_quote_is_set_in_one_pass() -> None:
    """The paragraphs of a quote are put together once: one of many megabytes takes no longer than its paragraphs do."""
    blocks = [body(f"{number} " + "x" * 600, Kind.QUOTE, f"{QUOTE}/p[{number}]") for number in range(8000)]
    for written, opens in ((to_markdown, "\n>\n> 7999 "), (to_html, "<p>7999 ")):
        started = time.process_time()
        text = written(article(*blocks))
        assert time.process_time() - started < 4
        assert opens in text
    assert text.count("<blockquote>") == text.count("</blockquote>") == 1
