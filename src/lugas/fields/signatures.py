"""Lines of the body that hold nothing but the names of who wrote it: they sign the article, above it or below."""

from __future__ import annotations

import re
from functools import lru_cache

from lugas.blocks.sheet import Sheet
from lugas.fields.lists import phrases
from lugas.fields.names import MAIL_OR_ADDRESS, strip_after, strip_before
from lugas.fields.title_forms import title_key
from lugas.model import Kind, Person, Role

__all__ = ["mark_signatures"]

LONGEST = 90  # characters of a line that signs
LEAST_ROWS = 3  # of a body, of which one may be a signature
PLACE = re.compile(r"\|, ((?:[^\W\d_]{2,30} ?){1,3})$")
LAST = 2  # rows at the end of the body that are looked at
PIECES = re.compile(r"[,;|/·•()\[\]（）【】]|\s[-–—]\s")
EDGES = " \u00a0\u3000.,:：;-–—_*\"'“”"
SIGNS = frozenset({Kind.PARAGRAPH, Kind.HEADING})


def mark_signatures(sheet: Sheet, authors: tuple[Person, ...], names: frozenset[str]) -> None:
    """Take the lines that sign the article out of its body; `names` are the keys of what the site is called."""
    names_of = sorted((one.name for one in authors if is_whole(one.name)), key=len, reverse=True)
    body = sheet.places(Role.BODY)
    if not names_of or len(body) < LEAST_ROWS:
        return
    for index in {body[0], *body[-LAST:]}:
        row = sheet.rows[index]
        text = row.text.strip()
        if len(text) > LONGEST or row.kind not in SIGNS or sheet.marks[index]:
            continue
        if row.kind is Kind.HEADING and strip_before(text, "byline") == text:
            continue  # a heading that is a name begins a part about somebody
        if is_signature(text, names_of, names):
            sheet.mark(index, Role.BYLINE, "holds nothing but the author's name", 0.9)


def is_whole(name: str) -> bool:
    """Tell whether a name is more than one word, where it is written in words."""
    return " " in name or not name.isascii()


def is_signature(text: str, authors: list[str], site: frozenset[str]) -> bool:
    """Tell whether a line holds names of authors, and beside them their job, their address and the paper alone.

    After a word of bylines and a comma a place may stand, too: "Von Anna Lange, Frankfurt".
    """
    rest, signed = MAIL_OR_ADDRESS.sub(" ", text), False
    for name in authors:
        low = rest.casefold()
        start = low.find(name.casefold())
        if start >= 0 and len(low) == len(rest):
            rest, signed = f"{rest[:start]}|{rest[start + len(name) :]}", True
    if not signed:
        return False
    led = strip_before(text, "byline") != text
    if led and (place := PLACE.search(rest)) and place[1].istitle():
        rest = rest[: place.start()]
    pieces = map(without_label, PIECES.split(rest))
    return all(not piece or title_key(piece) in site for piece in pieces)


def without_label(piece: str) -> str:
    """Take the words of bylines off what stands beside a name in a line."""
    piece = piece.strip(EDGES)
    for _ in range(2):  # "text and photos by"
        piece = strip_after(strip_before(piece, "byline")).strip(EDGES)
    return "" if piece.casefold() in jobs() else piece


@lru_cache(maxsize=1)
def jobs() -> frozenset[str]:
    """Give the job titles that stand beside names, in small letters."""
    return frozenset(phrase.casefold() for phrase in phrases("byline_after"))
