"""Hostile pages by name: each function makes one, of about the size its form calls for.

None was found on the web; each takes one part of a page (depth, siblings, attributes, text, tables, scripts, bytes)
far beyond what pages hold, or is written to make a careless expression look back.
"""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["PAGES", "TEXTS"]

ARCHIVE = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n"
PROSE = "<p>The ferry left the harbour at nine and reached the island before noon, its captain said.</p>"
MEBIBYTE = 1 << 20


def page(body: str, head: str = "") -> bytes:
    """Put a body, and what stands in its head, into a page."""
    return f"<!doctype html><html><head><title>T</title>{head}</head><body>{body}</body></html>".encode()


def script(json: str) -> bytes:
    """Put JSON-LD into a page with a little prose."""
    return page(PROSE * 5, f'<script type="application/ld+json">{json}</script>')


def repeated(piece: str, size: int) -> str:
    """Repeat a piece up to a size in characters."""
    return piece * (size // len(piece))


def numbered(piece: str, count: int) -> str:
    """Repeat a piece so many times, `{}` in it replaced by the number."""
    return "".join(piece.replace("{}", str(number)) for number in range(count))


def json_nested(depth: int) -> str:
    """Nest objects in objects."""
    return '{"a":' * depth + "1" + "}" * depth


PAGES: dict[str, Callable[[], bytes]] = {
    "nested divs": lambda: page("<div>" * 1_000_000 + "deep"),
    "nested inline": lambda: page("<span>" * 500_000 + "deep"),
    "nested lists": lambda: page("<ul><li>a" * 100_000),
    "nested tables": lambda: page("<table><tr><td>a" * 50_000),
    "nested quotes": lambda: page("<blockquote>a" * 200_000),
    "siblings": lambda: page("<p>a</p>" * 1_000_000),
    "empty siblings": lambda: page("<i></i>" * 1_000_000),
    "line breaks": lambda: page("a<br>" * 1_000_000),
    "items": lambda: page("<ul>" + "<li>a" * 1_000_000),
    "attributes": lambda: page("<p " + numbered("a{}=1 ", 1_000_000) + ">text</p>" + PROSE * 5),
    "one text": lambda: page("<p>" + repeated("word ", 50 * MEBIBYTE) + "</p>"),
    "one word": lambda: page("<p>" + "a" * (20 * MEBIBYTE) + "</p>"),
    "tables": lambda: page("<table><tr><th>a<td>b</table>" * 100_000),
    "wide table": lambda: page("<table>" + "<tr>" + "<td>a" * 1_000_000 + "</table>"),
    "spans": lambda: page(
        "<table>" + "<tr><td colspan=1000000000 rowspan=1000000000>a" * 20_000 + "</table>"
    ),
    "unclosed": lambda: page(numbered("<b id=i{}><p>a", 20_000)),
    "unclosed formatting": lambda: page(numbered("<p><b id=i{}>", 8_000)),
    "unclosed links": lambda: page("<a href=/x><p>a" * 50_000),
    "misnested": lambda: page("<b><p></b>" * 50_000 + "<i><a><div></a></i>" * 50_000),
    "open tag": lambda: page("<div " + "x" * (5 * MEBIBYTE)),
    "open comment": lambda: page("<!--" + "- " * (5 * MEBIBYTE)),
    "entities": lambda: page("<p>" + "&amp;&#x41;&nosuch;&lt" * 300_000),
    "srcset": lambda: page("<img srcset='" + numbered("/a{}.jpg {}w, ", 200_000) + "'>" + PROSE * 5),
    "pictures": lambda: page("<img src=/a.jpg alt=a>" * 200_000),
    "links": lambda: page(numbered("<a href=/news/{}.html>A headline of some words here</a> ", 100_000)),
    "relative links": lambda: page("<p>" + "<a href='../../../../../a/b/c'>x</a> " * 100_000),
    "data addresses": lambda: page(f"<img src='data:image/png;base64,{'A' * (10 * MEBIBYTE)}'>" + PROSE * 5),
    "classes": lambda: page(f"<div class='{repeated('article-body ', 10 * MEBIBYTE)}'>{PROSE * 5}</div>"),
    "many classes": lambda: page(numbered("<p class='c{} d{} e{}'>a</p>", 100_000)),
    "metas": lambda: page(PROSE * 5, "<meta property='article:tag' content='a'>" * 300_000),
    "titles": lambda: page("<h1>A title of some words</h1>" * 100_000),
    "bylines": lambda: page("<p class=author>By Jane Doe and John Roe</p>" * 100_000),
    "times": lambda: page("<time datetime='2024-01-01T10:00:00Z'>1 January 2024</time> " * 100_000),
    "microdata": lambda: page(
        "<div itemscope itemprop=author itemtype='http://schema.org/Person'>a" * 50_000
    ),
    "styles": lambda: page("<p style='" + "display : none ; " * 200_000 + "'>a</p>" + PROSE * 5),
    "json-ld large": lambda: script(
        '{"@type":"NewsArticle","articleBody":"' + "word " * (4 * MEBIBYTE) + '"}'
    ),
    "json-ld deep": lambda: script(json_nested(10_000)),
    "json-ld broken": lambda: script('{"@type":"NewsArticle","headline":"a' * 200_000),
    "json-ld wide": lambda: script(
        '{"@graph":[' + '{"@type":"NewsArticle","author":{"name":"A"}},' * 200_000 + "1]}"
    ),
    "json-ld many": lambda: page('<script type="application/ld+json">{"@type":"Person"}</script>' * 50_000),
    "json-ld authors": lambda: script(
        '{"@type":"NewsArticle","author":[' + '"Jane Doe",' * 500_000 + '"A"]}'
    ),
    "page data": lambda: page(
        "<script id=__NEXT_DATA__ type=application/json>" + '{"a":[' * 100_000 + "</script>"
    ),
    "white space": lambda: page("<p>" + " \t\n" * (5 * MEBIBYTE) + "a</p>"),
    "punctuation": lambda: page("<p>" + ".,;:-–—|/•" * MEBIBYTE + "</p>" + PROSE),
    "quotes": lambda: page("<p>" + "“\"'”" * MEBIBYTE + "</p>" + PROSE),
    "digits": lambda: page("<p>" + "2024-01-01 10:00 " * 400_000 + "</p>" + PROSE),
    "dates": lambda: page("<p>1 January 2024 10:00</p>" * 100_000),
    "short lines": lambda: page("<div>Share</div><div>Read more</div>" * 100_000),
    "combining": lambda: page("<p>" + "a" + "\u0301" * (3 * MEBIBYTE) + "</p>" + PROSE),
    "bidi": lambda: page("<p>" + "\u202e\u2066a\u2069" * 500_000 + "</p>" + PROSE),
    "dense script": lambda: page("<p>" + "新聞記事の本文" * 700_000 + "</p>"),
    "nul bytes": lambda: b"\0" * (10 * MEBIBYTE),
    "utf-7": lambda: page("<p>" + "+AGEAYg-" * 500_000, "<meta charset=utf-7>"),
    "utf-16": lambda: ("<html><body>" + PROSE * 50_000).encode("utf-16"),
    "utf-32": lambda: ("<html><body>" + PROSE * 20_000).encode("utf-32"),
    "wrong charset": lambda: ("<meta charset=utf-8>" + "naïve café " * 500_000).encode("latin-1"),
    "surrogates": lambda: page("<p>") + b"\xed\xa0\x80" * 1_000_000,
    "ideographic spaces": lambda: page("<p>" + "\u3000\u00a0" * MEBIBYTE + "</p>" + PROSE),
    "templates": lambda: page("<template>" * 100_000),
    "svg": lambda: page("<svg><foreignObject>" * 50_000),
    "frames": lambda: page("<iframe src=https://www.youtube.com/embed/x></iframe>" * 50_000),
    "text without a tag": lambda: repeated("word ", 20 * MEBIBYTE).encode(),
    "a wide letter in each": lambda: page(("<p>\U0001f600" + "word " * 1000 + "</p>") * 3000),
    "bare attributes": lambda: page(
        "<p " + "".join(f"{n:x} " for n in range(1 << 20, 1 << 21)) + ">text" + PROSE * 5
    ),
    "attributes of many": lambda: page("<p a b c d e f g h i>text</p>" * 200_000),
    "other classes each": lambda: page(numbered("<p class='a{} b{} c{} d{}' id=e{}>text</p>", 100_000)),
    "numeric entities": lambda: page("<p>" + "&#0000000065;&#x110000;&#4;&#" * 200_000),
    "zeros of an entity": lambda: page("<p>&#" + "0" * (10 * MEBIBYTE) + "4;" + PROSE),
    "data addresses of many": lambda: page(
        f"<img src='data:image/png;base64,{'A' * 2000}'>" * 5000 + PROSE * 5
    ),
    "srcsets": lambda: page(("<img srcset='" + numbered("/a{}.jpg {}w, ", 200) + "'>") * 1000 + PROSE * 5),
    "json-ld lists": lambda: script("[" + "[]," * 600_000 + "1]"),
    "blanks and colons": lambda: page("<ul>" + ("<li><a href=/x>a" + " \t" * 200 + "</a>") * 5000),
    "templates of words": lambda: page("<p>" + ("a " * 3 + "-" + "\u00a0" * 20) * 100_000),
    "pictures in a line": lambda: page("<p>a" + "<img src=/a.jpg>" * 380_000),
    "title of megabytes": lambda: page(
        f"<h1>{'Ferry - runs | ' * 100_000}</h1>" + PROSE * 5, f"<title>{'Ferry - runs | ' * 100_000}</title>"
    ),
    "archive of parts": lambda: ARCHIVE + b"\r\n" + b"--x\r\nContent-Type: text/css\r\n\r\na\r\n" * 300_000,
    "archives nested": lambda: (
        ARCHIVE + b"\r\n" + b"--x\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n" * 100_000
    ),
    "archive's parameters": lambda: ARCHIVE[:-2] + b"; a=b" * 1_000_000 + b"\r\n\r\n--x\r\n\r\n",
    "options": lambda: page("<select>" + "<option>a" * 500_000),
}

TEXTS: dict[str, Callable[[], str]] = {
    "lines": lambda: "a\n" * 1_000_000,
    "blank lines": lambda: "\n" * 10_000_000,
    "long line": lambda: "word " * (10 * MEBIBYTE),
    "bullets": lambda: "• \n- \n* " * 300_000,
    "headlines": lambda: "A headline of some words here\n\n" * 150_000,
    "addresses": lambda: "https://example.org/a/b?c=d " * 200_000,
    "times": lambda: "10.00 WIB\nSomething happened.\n" * 150_000,
    "tabs": lambda: "a\tb\tc\t\n" * 500_000,
    "wide letters": lambda: "w\U0001f600rd " * (4 * MEBIBYTE),
    "bylines": lambda: "Ferry runs again\n\n" + "By Jane Doe, John Roe and Max Moe\n" * 150_000,
    "lone surrogates": lambda: "a\ud800b\udfff " * 500_000,
    "bidi lines": lambda: "\u202e\u2066a\u2069\u200f word\n" * 200_000,
    "wrapped": lambda: (
        ("the ferry left the harbour at nine and reached the island before\n" * 9 + "\n") * 20_000
    ),
    "prose": lambda: "The ferry left the harbour at nine, its captain said.\n\n" * 200_000,
}
