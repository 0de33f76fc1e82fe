"""The forms a title takes: with the site's name after it, a section before it, as words of an address."""

from __future__ import annotations

import re

from lugas.page.urls import step_words
from lugas.remembered import remembered
from lugas.scripts import UNSPACED

__all__ = ["SEPARATOR", "likeness", "slug_words", "title_key", "title_variants", "word_set"]

# From the first of several blanks alone, or a run of them would be gone over from each.
SEPARATOR = re.compile(
    r"(?<!\s)\s++[|\-–—»«·•:/‹›<>~]++\s+|\s?[|｜ㅣ]\s?|\s::\s|_(?=\S{2,20}$)|:\s(?=[A-Z]{2,8}$)|\s?[—–―-]{2}\s?"
)
SIGN = re.compile(r"[|\-–—»«·•:/‹›<>~｜ㅣ_―]")  # one of which every separator holds
DASH = re.compile(r"[-–—―]")
APART = re.compile(r"[\W_]+")
NO_SIGNS = {code: None for code in range(128) if APART.match(chr(code))}  # of ASCII, four times as fast
WORD = re.compile(r"\w+")


@remembered(8192)
def title_key(text: str) -> str:
    """Give what two spellings of one title share: letters and digits, in lower case."""
    low = text.lower()
    return low.translate(NO_SIGNS) if low.isascii() else APART.sub("", low)


@remembered(512)
def word_set(text: str) -> frozenset[str]:
    """Give the words of a title; of scripts without spaces, the letters."""
    if UNSPACED.search(text):
        return frozenset(title_key(text))
    return frozenset(WORD.findall(text.lower()))


def likeness(one: str, other: str) -> float:
    """Tell how far two titles have the same words, 0 to 1 (the Dice coefficient)."""
    left, right = word_set(one), word_set(other)
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


def slug_words(url: str) -> frozenset[str]:
    """Give the words of the part of an address that names the article; empty when it is no sentence."""
    path = url.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0]
    segments = [segment for segment in path.split("/")[3:] if segment]
    best: frozenset[str] = frozenset()
    for segment in segments:
        found = frozenset(step_words(segment))
        if len(found) >= max(3, len(best)):
            best = found
    return best


def title_variants(text: str, names: frozenset[str], sections: frozenset[str] = frozenset()) -> list[str]:
    """Give a title as it stands, then without what stands before or after a separator, most likely first.

    `names` are the keys (`title_key`) of what the site calls itself, `sections` those of its parts and of kinds of
    text ("Opinion"): a part that is one of them is taken off.
    """
    text = " ".join(text.split())
    found = [text]
    if SIGN.search(text) is None:
        return found
    pieces = [(match.start(), match.end()) for match in SEPARATOR.finditer(text)]
    if not pieces:
        return found
    start, end = 0, len(text)
    for left, right in reversed(pieces):  # names of the site and of its sections stand last, mostly
        tail = text[right:end]
        if not is_site_name(tail, names) and not is_label(text[left:right], tail, sections):
            break
        end = left
    for left, right in pieces:
        head = text[start:left]
        if right >= end or not (is_site_name(head, names) or is_label(text[left:right], head, sections)):
            break
        start = right
    if text[start:end] != text:
        found.insert(0, text[start:end].strip())
    left, right = pieces[-1]
    found.append(text[:left].strip())
    left, right = pieces[0]
    found.extend((text[right:].strip(), text[:left].strip()))
    return [form for index, form in enumerate(found) if form and form not in found[:index]]


def is_label(separator: str, text: str, sections: frozenset[str]) -> bool:
    """Tell whether a part of a title names a section; a dash parts sentences and series too, so it does not count."""
    return DASH.search(separator) is None and title_key(text) in sections


def is_site_name(text: str, names: frozenset[str]) -> bool:
    """Tell whether a part of a title is the name of the site, be it with a word more or less."""
    key = title_key(text)
    if not key:
        return True
    if key in names:
        return True
    return any(
        len(name) >= 4 and (key.startswith(name) or key.endswith(name)) and len(key) <= len(name) + 14
        for name in names
    ) or any(len(key) >= 5 and (name.startswith(key) or name.endswith(key)) for name in names)
