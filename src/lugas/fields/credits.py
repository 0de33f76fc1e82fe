"""The credits: agencies and outlets that the article was taken from, never the site itself."""

from __future__ import annotations

import re
from functools import lru_cache

from lugas.blocks.sheet import Sheet
from lugas.fields.lists import pairs, words
from lugas.fields.title_forms import title_key
from lugas.model import Finding, Kind, Role, Source
from lugas.page.rows import Row

__all__ = ["choose_credits"]

MOST_CREDITS = 6
LONGEST_NAME = 50
BRACKETS = re.compile(r"[(\[（]([^()\[\]（）]{2,60})[)\]）]")
# What may stand between "according to" and the name of an outlet.
NAME = re.compile(
    r"(?:(?:dari|oleh|from|by|the|situs|laman|kantor berita|media|harian|portal|agência|agencia|der|dem|la|le)\s)?"
)
ENDS = re.compile(r"[,;:()\[\]\"“”|!?\n।。،]|\.(?=\s|$)|\s[-–—]\s|\s\d")
SMALL = frozenset(
    ["of", "the", "and", "de", "la", "le", "du", "del", "di", "van", "und", "y", "dan", "for", "d'", "online"]
)


def choose_credits(
    sheet: Sheet, near: list[Row], names: frozenset[str]
) -> tuple[tuple[str, ...], Finding | None]:
    """Settle the credits of the article.

    `near` are the rows around the title, `names` the keys of what the site calls itself.
    """
    found: dict[str, str] = {}
    detail = ""
    labelled = sheet.having(Role.BODY, Role.CREDIT, Role.BYLINE, Role.DEK)
    short = [row for row in near if len(row.text) < 60]
    rows = [row for row in [*labelled, *short] if row.kind is not Kind.HEADING]
    body = [row for row in rows if len(row.text) > 60]
    edges = {id(row) for row in [*body[:2], *body[-3:]]}
    for row in rows:
        if len(row.text) > 4000:
            continue
        for name in credits_in(row, at_edge=id(row) in edges):
            key = title_key(name)
            own = key in names or any(key in other or other in key for other in names if len(other) > 4)
            if key and not own and key not in found and len(found) < MOST_CREDITS:
                found[key] = name
                detail = detail or (f"line {row.first_line}" if row.first_line else row.tag)
    value = tuple(found.values())
    return value, (Finding("credits", value, Source.TEXT, detail) if value else None)


def credits_in(row: Row, *, at_edge: bool) -> list[str]:
    """Give the credits that one row names; brackets count at the article's edges alone."""
    text = row.text
    low = text.lower()
    found: list[str] = []
    pattern = phrase_pattern()
    for match in pattern.finditer(low):
        kind = pairs("credits")[match[1]][0]
        colon = text[match.end() : match.end() + 2].lstrip().startswith((":", "："))
        ahead = text[: match.start()].rstrip()
        alone = not ahead or ahead[-1] in "|·•" or (len(text) < 100 and ahead[-1].isdigit())
        if kind == "line" and not (alone and colon and len(text) < 200):
            continue
        found.extend(names_after(text[match.end() :], several=kind == "line"))
    if at_edge or len(text) < 60:
        for match in BRACKETS.finditer(text[:120] + " \n" + text[-120:]):
            found.extend(agencies_in(match[1]))
    if len(text) < 40:
        found.extend(agencies_in(text))
    return found


@lru_cache(maxsize=1)
def phrase_pattern() -> re.Pattern[str]:
    """Give one pattern for all phrases: an alternation of plain texts, the longest first."""
    phrases = sorted(pairs("credits"), key=len, reverse=True)
    return re.compile(r"(?<!\w)(" + "|".join(re.escape(phrase) for phrase in phrases) + r")(?!\w)")


def names_after(text: str, *, several: bool) -> list[str]:
    """Read the name that a phrase is followed by (on a line of sources, all names)."""
    text = text.lstrip(" :：\u00a0")
    if several:
        pieces = re.split(r"[,/&;]|\s(?:dan|and|und|y|et|e|i)\s", text[:160])
        return [name for piece in pieces if (name := outlet(piece.strip(" .")))]
    match = ENDS.search(text[:120])
    name = outlet(text[: match.start()] if match else text[:120])
    return [name] if name else []


def outlet(text: str) -> str:
    """Give the name of an outlet that a text begins with, "" if it begins with none."""
    text = NAME.sub("", NAME.sub("", text.strip(), count=1), count=1)
    if "http" in text or not text:
        return ""
    kept: list[str] = []
    for word in text.split()[:6]:
        if word[:1].isupper() or not word[:1].isascii() or "." in word[1:-1] or (kept and word in SMALL):
            kept.append(word)
        else:
            break
        if "." in word[1:-1]:  # an address ends the name: "dari Tribunnews.com"
            break
    while kept and kept[-1] in SMALL:
        kept.pop()
    name = " ".join(kept).strip(" .,'’")
    return name if 2 <= len(name) <= LONGEST_NAME else ""


def agencies_in(text: str) -> list[str]:
    """Give the agencies that a bracket or a short line names, when it names nothing else."""
    pieces = [piece.strip(" .:") for piece in re.split(r"[,/&;+]|\s(?:dan|and|und|mit)\s", text)]
    known = words("agencies")
    return [piece for piece in pieces if piece in known] if any(piece in known for piece in pieces) else []
