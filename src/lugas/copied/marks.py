"""Marks that plain text carries in place of markup: bullets and bare addresses."""

from __future__ import annotations

import re

__all__ = ["BULLETS", "bullet_of", "is_address", "linked_characters", "strip_invisible"]

BULLETS = frozenset("*-•‣◦·▪▫■□●○")
ADDRESS = re.compile(r"https?://[^\s<>\"]+")

# A line with a hyphen before it that is longer than this is direct speech, not an item.
LONGEST_SPEECH = 200

# Soft hyphens, zero-width spaces and byte-order marks; direction marks and isolates that browsers put around
# names.
INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def strip_invisible(line: str) -> str:
    """Drop letters that are layout and not text."""
    return line if line.isascii() else INVISIBLE.sub("", line)


def bullet_of(text: str) -> str:
    """Give the list mark that a line begins with; "" for a line without one.

    White space follows a mark. A dash (–, —) is none, for it opens direct speech, and so does a hyphen before
    a long line. Numbers are no marks: they are text that a reader misses.
    """
    if len(text) < 3 or text[0] not in BULLETS or not text[1].isspace():
        return ""
    return "" if text[0] == "-" and len(text) > LONGEST_SPEECH else text[0]


def linked_characters(text: str) -> int:
    """Count the characters of bare addresses in a text."""
    if "://" not in text:
        return 0
    return sum(len(match.group()) for match in ADDRESS.finditer(text))


def is_address(text: str) -> bool:
    """Whether a line is nothing but a web address."""
    return (
        text[:4] == "http"
        and text.startswith(("http://", "https://"))
        and ADDRESS.fullmatch(text) is not None
    )
