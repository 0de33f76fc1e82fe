"""Tell saved HTML from copied text by what it looks like.

Copied text may hold a stray `<b>`, "a < b", or a listing of HTML; a fragment of HTML may lack `<html>` and
may begin with a bare line. So it is asked how much of the content stands inside elements that are opened and
closed again.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Literal

__all__ = ["sniff"]

LOOK = 64 * 1024  # characters looked at
COVERED_FROM_START = 0.2  # share inside elements that makes HTML of content that opens with a tag
COVERED = 0.6  # the same for content that opens with something else: a listing in copied text covers .1 to .4
BREAK_EVERY = 400  # characters for each <br>, <p>, <li> or heading that make a fragment of loose lines HTML
FEWEST_BREAKS = 2
LONGEST_TAG = 300  # characters in which its end is looked for
FEWEST_INLINE = 2  # closed inline elements that make HTML of a single paragraph; a stray <b> is one

# What only the beginning of a document is; the doctype and <html> must be followed by more markup.
_DOCUMENT = re.compile(
    r"<(?:!doctype\s{1,99}html\b[^>]{0,999}>|html\b[^>]{0,4999}>|head\b[^>]{0,999}>)\s{0,999}(?=<)"
    r"|<(?:meta|link|base)\s{1,99}[a-z-]{1,40}\s{0,9}=|<\?xml\s{1,99}version|<(?:rss|feed|rdf:rdf)\s|<frameset\b"
    r"|<(?:title|script|style|body)\b[^>]{0,4999}>",
    re.IGNORECASE,
)
BLOCKS = (
    "address|article|aside|blockquote|body|center|dd|details|div|dl|dt|fieldset|figcaption|figure|font|footer|form"
    "|h1|h2|h3|h4|h5|h6|head|header|html|li|main|nav|noscript|ol|p|pre|script|section|style|table|tbody|td|th|tr|ul"
)
INLINE = "a|b|br|button|em|hr|i|iframe|img|input|label|link|meta|picture|source|span|strong|svg|title|u|video"
_CONTAINERS = frozenset(BLOCKS.split("|"))
_BREAKS = frozenset(("br", "p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "tr", "dd", "dt"))
_TAG = re.compile(rf"<(/?)({BLOCKS}|{INLINE})(?=[\s/>])", re.IGNORECASE)
_LEAD = re.compile(r"[\s\ufeff\u200b\x00]*")


def sniff(text: str) -> Literal["html", "text"]:
    """Tell whether `text` is HTML or text without markup, from its first 64 kB."""
    look = text[:LOOK]
    if "\r" in look:  # to look for one letter takes a tenth of the time
        look = look.replace("\r\n", "\n")
    start = _skip_comments(look)
    if "<" not in look[start:]:
        return "text"
    if look.startswith("<", start) and _DOCUMENT.match(look, start):
        return "html"
    first = _TAG.match(look, start)
    if _covered(look, start, whole=len(text) <= LOOK) >= (
        COVERED_FROM_START if first else COVERED
    ) or _is_loose(look, start):
        return "html"
    if "\n\n" in look[start:].rstrip():
        return "text"  # several paragraphs, and hardly any markup: Markdown, a listing, a stray tag
    # one piece of HTML without a closed block: <p>See <a href=...>the list</a>
    inline = sum(1 for tag in _TAG.finditer(look, start) if tag[1])
    return "html" if inline >= FEWEST_INLINE or (first and first[2].lower() in _CONTAINERS) else "text"


def _skip_comments(look: str) -> int:
    """Give the place of the first character that is neither white space nor in a comment."""
    place = _LEAD.match(look).end()  # type: ignore[union-attr]  # the pattern matches the empty string too
    while look.startswith("<!--", place):
        end = look.find("-->", place)
        if end < 0:
            break
        place = _LEAD.match(look, end + 3).end()  # type: ignore[union-attr]  # as above
    return place


def _covered(look: str, start: int, *, whole: bool) -> float:
    """Give the share of the content that stands inside elements that are closed; the outermost ones count."""
    covered, opened = 0, start
    stack: list[str] = []
    standing: Counter[str] = Counter()
    for tag in _TAG.finditer(look, start):
        name = tag[2].lower()
        if name not in _CONTAINERS or (not stack and _is_mentioned(look, tag)):
            continue
        if not tag[1]:
            opened = opened if stack else tag.start()
            stack.append(name)
            standing[name] += 1
        elif standing[name]:
            last = ""
            while last != name:  # <p> and <li> may stand unclosed within
                last = stack.pop()
                standing[last] -= 1
            if not stack:
                covered += tag.end() - opened
    if stack and not whole:
        covered += len(look) - opened  # the look ends within an element
    return covered / max(1, len(look) - start)


def _is_loose(look: str, start: int) -> bool:
    """Tell whether the content is lines held apart by <br>, <p> and the like, which need no end tag."""
    breaks = sum(
        1
        for tag in _TAG.finditer(look, start)
        if not tag[1] and tag[2].lower() in _BREAKS and not _is_mentioned(look, tag)
    )
    return breaks >= FEWEST_BREAKS and breaks * BREAK_EVERY >= len(look) - start


def _is_mentioned(look: str, tag: re.Match[str]) -> bool:
    """Tell whether a sentence speaks of a tag ("the <p> element"), rather than is marked up with it."""
    before = look[max(0, tag.start() - 2) : tag.start()]
    end = look.find(">", tag.end(), tag.end() + LONGEST_TAG) + 1
    return before.endswith(" ") and not before.isspace() and look[end : end + 1] in {"", *" ,.;:)"}
