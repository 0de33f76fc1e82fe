"""Which of the texts around a link is its headline, and whether a text reads like one."""

from __future__ import annotations

import re
from functools import cache

from lugas.blocks.words import read_list, squash
from lugas.scripts import HAN, HANGUL, KANA
from lugas.sources.front_links import Link

__all__ = ["headline_of", "reads_like_headline"]

LONGEST = 300
# Letters from which a line reads like a headline, and up to which it does not; scripts whose letters are words or
# syllables need fewer.
ENOUGH, FEW = 28, 14
_WIDE = re.compile(rf"[\u1100-\u11ff{KANA}{HAN}{HANGUL}]")
_CLOCK = re.compile(r"^\W{0,3}\d{1,2}[:.]\d{2}\W")
_LEADING = re.compile(r"^(?:\d{1,2}[:.]\d{2}\s|\d{1,2}\.?\s(?=\D))")


def headline_of(link: Link) -> str:
    """Give a link's headline: the heading in or around it, else its longest text that reads like one; "" without."""
    best, most = "", 0.0
    for told, weight in _texts(link):
        text = told[:LONGEST].strip()
        if not text or squash(text) in _labels():
            continue
        worth = weight + reads_like_headline(text)
        if worth > most + 0.001:
            best, most = text, worth
    return _LEADING.sub("", best) if _CLOCK.match(best) else best


def _texts(link: Link) -> list[tuple[str, float]]:
    """Give the texts that may be a link's headline, with how much each place counts; all count more than none."""
    texts = [(text, 4.0) for text in link.headings]
    texts += [(text, 2.6) for text in link.texts]
    texts += [(link.card_heading, 2.4), (link.title, 2.0), (link.label, 1.9), (link.alt, 1.4)]
    return texts


def reads_like_headline(text: str) -> float:
    """Tell how much a text reads like a headline, from -1 (a menu's word) to 1."""
    if squash(text) in _labels():
        return -1.0
    wide = len(_WIDE.findall(text[:LONGEST]))
    size = len(text) + 1.6 * wide
    spaces = text.count(" ") + wide // 3
    if size <= FEW or (spaces < 2 and size < ENOUGH):
        return -1.0 if size <= FEW else -0.5
    if size > 2 * LONGEST:
        return 0.0
    return min(1.0, (size - FEW) / (ENOUGH - FEW))


@cache
def _labels() -> frozenset[str]:
    """Give the texts that offer more and say nothing of what: "Read more", "Baca selengkapnya"."""
    phrases = (line.partition("\t")[0] for name in ("more", "home") for line in read_list(name))
    return frozenset(squash(phrase) for phrase in phrases)
