"""Markup in feeds to plain text, and the picture in it."""

from __future__ import annotations

import html
import re

from lugas.blocks.tags import INLINE, UNSEEN
from lugas.page.tree import Document, Element, Text, parse_html
from lugas.page.urls import join

__all__ = ["first_picture", "line", "names", "plain"]

LONGEST_LINE = 1_000
LONGEST_SUMMARY = 4_000
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")
_IMAGE = re.compile(r"<img\s[^<>]{0,3000}>", re.IGNORECASE)
_ADDRESS = re.compile(r"\ssrc\s{0,5}=\s{0,5}(?:\"([^\"]{1,2000})\"|'([^']{1,2000})')", re.IGNORECASE)
_PIXEL = re.compile(r"\s(?:width|height)\s{0,5}=\s{0,5}[\"']?[01][\"'\s/>]", re.IGNORECASE)
_MAIL = re.compile(r"^[^\s@()<>]{1,100}@[^\s@()<>]{1,200}$")
_MAIL_NAME = re.compile(r"^[^\s@()]{1,100}@[^\s@()]{1,200}\s{0,3}\(([^()]{1,200})\)$")
_NAME_MAIL = re.compile(r"^([^<>()]{1,200}?)\s?<[^<>]{0,200}>$")
TRACKERS = ("feedburner", "feedsportal", "doubleclick", "/pixel", "stats.", "count.gif", "spacer")


def line(text: str) -> str:
    """Give a title as one line: feeds send it plain, escaped once or twice, or with markup in it."""
    text = text[: 4 * LONGEST_LINE]
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub("", text)
    return " ".join(text.split())[:LONGEST_LINE].strip()


def plain(text: str) -> str:
    """Give a summary as plain text, what stands in its markup aside."""
    text = text[: 10 * LONGEST_SUMMARY]
    if "<" in text and _TAG.search(text):
        text = _visible(parse_html(text))
    elif "&" in text:
        text = html.unescape(text)
    return " ".join(text.split())[:LONGEST_SUMMARY].strip()


def _visible(tree: Document) -> str:
    """Give the text of a tree, with a space where a block begins; scripts and the like have none."""
    pieces: list[str] = []
    for node in tree.descendants:
        if isinstance(node, Text):
            parent = node.parent
            if not (isinstance(parent, Element) and parent.tag in UNSEEN):
                pieces.append(node.data)
        elif isinstance(node, Element) and node.tag not in INLINE:
            pieces.append(" ")
    return "".join(pieces)


def first_picture(text: str, base: str) -> str:
    """Give the address of the first picture in markup that is more than a tracker's dot."""
    for number, match in enumerate(_IMAGE.finditer(text)):
        if number == 8:
            break
        source = _ADDRESS.search(match[0])
        if source is None or _PIXEL.search(match[0]):
            continue
        address = join(base, html.unescape(source[1] or source[2]))
        if address and not any(name in address.lower() for name in TRACKERS):
            return address
    return ""


def names(text: str) -> tuple[str, ...]:
    """Give the names in an author's field: without mail addresses, split where it lists several."""
    text = line(text)
    wrapped = _MAIL_NAME.match(text) or _NAME_MAIL.match(text)
    text = (wrapped[1] if wrapped else text).strip(" ,;")
    if not text or _MAIL.match(text) or text.startswith(("http://", "https://")):
        return ()
    parts = text.split(";") if ";" in text else text.split(", ") if text.count(", ") > 1 else [text]
    return tuple(part.strip() for part in parts if part.strip())[:20]
