"""Which elements are what: inline, unseen, embeds, lists, headings."""

from __future__ import annotations

from lugas.blocks.run import Inline

__all__ = [
    "EMBEDS",
    "EMPHASIS",
    "HEADINGS",
    "INLINE",
    "LISTS",
    "PREFORMATTED",
    "SEPARATE",
    "UNSEEN",
    "is_inline",
]

_INLINE = """
a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark math nobr output q rb ruby s
samp slot small span strike strong sub sup time tt u var wbr
maction menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms
mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics
"""
# What is set in small letters over a word (`rt`) tells how it is read: in the line it would say every word twice.
_UNSEEN = """
annotation annotation-xml area base bgsound canvas datalist head input link map meta meter noembed noframes
param progress rp rt rtc script select source style svg template textarea title track
"""
_EMBEDS = """
amp-facebook amp-iframe amp-instagram amp-twitter amp-youtube audio embed iframe object video
"""

INLINE = frozenset(_INLINE.split())
UNSEEN = frozenset(_UNSEEN.split())
EMBEDS = frozenset(_EMBEDS.split())
HEADINGS = {f"h{level}": level for level in range(1, 7)}
ITEMS = frozenset(("dd", "dt", "li"))
LISTS = frozenset(("dir", "dl", "menu", "ol", "ul"))
PREFORMATTED = frozenset(("listing", "plaintext", "pre", "xmp"))

EMPHASIS: dict[str, Inline] = {
    "b": "strong",
    "code": "code",
    "em": "emphasis",
    "i": "emphasis",
    "kbd": "code",
    "samp": "code",
    "strong": "strong",
    "tt": "code",
}

# Two of these side by side are two words, however close they stand in the markup: style sheets part them.
SEPARATE = frozenset(("a", "label", "span", "time"))


def is_inline(tag: str) -> bool:
    """Whether an element stands within a line; names with a colon are marks of a word processor (`o:p`)."""
    return tag in INLINE or ":" in tag
