"""Bytes of a feed or sitemap to XML that can be parsed: decoded, without junk and DOCTYPE, and mended where broken.

Nothing of a DOCTYPE is read: neither its entities nor what it points to, so no document can expand itself or have
another one opened. Each step is linear in the text: searches that go forward only.
"""

from __future__ import annotations

import re
from html.entities import html5

from msgspec import Struct

from lugas.page.archive import is_archive
from lugas.page.charset import to_text
from lugas.page.expand import expand, name_binary
from lugas.page.urls import host
from lugas.sources.entries import Limits

__all__ = ["Plain", "mend", "to_plain", "without_prolog"]

JUNK = 65_536  # characters before the document's first element in which junk may stand
LEAVES = "title|description|summary|content:encoded|link|guid|pubdate|author|dc:creator|dc:date|dc:subject|category"
# A leaf of a feed, which holds text. Names of other namespaces end differently, so none is taken for another.
_LEAF = re.compile(rf"<({LEAVES})(\s[^<>]{{0,400}})?>", re.IGNORECASE)
_ROOT = re.compile(
    r"<(?:\?xml\s|!DOCTYPE\s|(?:[\w.-]{1,20}:)?(?:rss|feed|rdf|channel|urlset|sitemapindex|opml)[\s>])",
    re.IGNORECASE,
)
_DECLARATION = re.compile(r"\s{0,100}<\?xml[^>]{0,300}>", re.IGNORECASE)
_REFERENCE = re.compile(r"&(#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,30};)?")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# A parser of XML compares each attribute of an element with all others: 100,000 of them take it a minute.
_LONG_TAG = re.compile(r"<([A-Za-z_][\w.:-]{0,100}+)[^<>]{8000}[^<>]*")
_BARE_LESS = re.compile(r"<(?![A-Za-z_/!?])")
BUILT_IN = frozenset({"amp;", "apos;", "gt;", "lt;", "quot;"})
OPEN, CLOSE = "<![CDATA[", "]]>"


class Plain(Struct, frozen=True):
    """A document's text, whether its end is missing, and why there is none."""

    text: str
    cut_short: bool = False
    trouble: str = ""


def to_plain(content: bytes | str, url: str, encoding: str, limits: Limits) -> Plain:
    """Expand and decode a document within the bounds; never fails."""
    if isinstance(content, str):
        text = content[: limits.max_bytes]
        return Plain(_NOT_XML.sub("", text).lstrip("\ufeff \t\r\n"), len(content) > limits.max_bytes)
    expanded = expand(content[: limits.max_bytes], limits.max_bytes)
    cut_short = expanded.cut_short or len(content) > limits.max_bytes
    if expanded.trouble:
        return Plain("", cut_short, expanded.trouble)
    raw = expanded.content
    binary = name_binary(raw)
    if binary or is_archive(raw):
        return Plain("", cut_short, f"{binary or 'a web archive'}, not a feed or sitemap")
    label = host(url).rpartition(".")[2]
    text, _ = to_text(raw, encoding, label if label.isascii() else "")
    text = _NOT_XML.sub("", text).lstrip("\ufeff \t\r\n")
    return Plain(text, cut_short, "" if text else "nothing but white space" if raw else "empty")


def without_prolog(text: str) -> str:
    """Drop what stands before the first element: junk, the XML declaration, the DOCTYPE with all that it declares.

    Elements with thousands of attributes lose them.
    """
    return _LONG_TAG.sub(r"<\1", _after_prolog(text))


def _after_prolog(text: str) -> str:
    """Give what follows the prolog."""
    begin = _ROOT.search(text, 0, JUNK)
    if begin is None:
        return text
    at = begin.start()
    declaration = _DECLARATION.match(text, at)
    at = declaration.end() if declaration else at
    found = text.find("<!DOCTYPE", at, at + JUNK)
    found = text.find("<!doctype", at, at + JUNK) if found < 0 else found
    first = _first_element(text, at)
    if found < 0 or (0 <= first < found):
        return text[at:]
    end, inner = text.find(">", found), text.find("[", found)
    if 0 <= inner < end:  # an internal subset: its entities go with it
        end = text.find("]", inner)
        root = _ROOT.search(text, inner)
        # a value may hold the bracket that ends the subset: the root tells where it really ends
        end = text.find(">", end) if end >= 0 else -1
        if root is not None and 0 <= end < root.start():
            end = root.start() - 1
    return text[end + 1 :] if end >= 0 else ""


def _first_element(text: str, at: int) -> int:
    """Give where the first start tag of an element stands, -1 for none near."""
    match = re.compile(r"<[A-Za-z_]").search(text, at, at + JUNK)
    return match.start() if match else -1


def mend(text: str) -> str:
    """Mend XML as feeds break it: entities of HTML, bare ampersands, markup within leaves that was not escaped."""
    pieces: list[str] = []
    for number, piece in enumerate(text.split(OPEN)):
        if not number:
            pieces.append(_references(piece))
            continue
        inside, close, after = piece.partition(CLOSE)
        # a section that never ends is ended where its document is
        pieces.append(f"{OPEN}{inside}{CLOSE}{_references(after) if close else ''}")
    return _leaves("".join(pieces))


def _references(text: str) -> str:
    """Write the entities of HTML as their letters, and an ampersand that is none as `&amp;`."""
    if "&" in text:
        text = _REFERENCE.sub(_reference, text)
    return _BARE_LESS.sub("&lt;", text)


def _reference(match: re.Match[str]) -> str:
    """Give what stands for one ampersand and the name after it."""
    name = match[1]
    if not name:
        return "&amp;"
    if name[0] == "#":
        digits = name[2:-1] if name[1] in "xX" else name[1:-1]
        code = int(digits, 16 if name[1] in "xX" else 10)
        letter = chr(code) if 0x1F < code < 0x110000 or code in {9, 10, 13} else ""
        return match[0] if letter and not _NOT_XML.match(letter) else ""
    if name in BUILT_IN:
        return match[0]
    letter = html5.get(name, "")
    if letter in {"<", "&"}:
        return "&lt;" if letter == "<" else "&amp;"
    return letter or f"&amp;{name}"


def _leaves(text: str) -> str:
    """Escape the markup within leaves of a feed that hold text, where it stands there as it is."""
    pieces: list[str] = []
    at = 0
    low = text.lower() if len(text.lower()) == len(text) else text
    ends: dict[str, int] = {}  # where the next end tag of each name was found: each is searched for once
    left = 4 * len(
        text
    )  # letters that may be looked at: leaves that hold one another would take their square
    for match in _LEAF.finditer(text):
        name, begin = match[1].lower(), match.end()
        if match.start() < at or text[begin - 2] == "/":
            continue
        if 0 <= ends.get(name, 0) < begin:
            ends[name] = low.find(f"</{name}", begin)
        end = ends[name]
        nested = _LEAF.search(text, begin, end) if end >= 0 else None
        # where its own end tag is missing, what was found is that of the next
        if end < 0 or (nested and nested[1].lower() in {"link", "guid", "pubdate", name}):
            continue
        left -= end - begin
        if left < 0:
            break
        inner = text[begin:end]
        if "<" in inner and OPEN not in inner and "xhtml" not in (match[2] or ""):
            pieces += (text[at:begin], inner.replace("<", "&lt;"))
            at = end
    pieces.append(text[at:])
    return "".join(pieces)
