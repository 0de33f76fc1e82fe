"""Marks that plain text carries in place of markup: bullets, numbers, bare addresses."""

from __future__ import annotations

import re

__all__ = ["bullet_of", "is_address", "linked_characters", "strip_invisible"]

BULLETS = frozenset("*-•‣◦·▪▫■□●○–—")
ADDRESS = re.compile(r"https?://[^\s<>\"]+")

# Soft hyphens, zero-width spaces and byte-order marks; direction marks and isolates that browsers put around names.
INVISIBLE = dict.fromkeys(
    [0x00AD, 0x200B, 0x2060, 0xFEFF, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)


def strip_invisible(line: str) -> str:
    """Drop letters that are layout and not text."""
    return line if line.isascii() else line.translate(INVISIBLE)


def bullet_of(text: str) -> tuple[str, str, bool]:
    """Split a list mark off a line: the mark, the rest, and whether it is a number; ("", text, False) without one.

    A dash must be followed by a space and is no mark when it opens direct speech, which ends in punctuation as a
    paragraph does; a number needs `1. ` or `1) `, with at most two digits, so that years and dates stay text.
    """
    if len(text) > 2 and text[0] in BULLETS and text[1] == " ":
        if text[0] in "–—" or (text[0] == "-" and len(text) > 200):
            return "", text, False
        return text[0], text[2:].lstrip(), False
    return "", text, False


def linked_characters(text: str) -> int:
    """Count the characters of bare addresses in a text."""
    if "://" not in text:
        return 0
    return sum(len(match.group()) for match in ADDRESS.finditer(text))


def is_address(text: str) -> bool:
    """Whether a line is nothing but a web address."""
    return text.startswith(("http://", "https://")) and ADDRESS.fullmatch(text) is not None
