"""Which elements are what: inline, unseen, embeds, lists, headings."""

from __future__ import annotations

from lugas.blocks.run import Inline

__all__ = [
    "BREAK",
    "EMBEDS",
    "EMPHASIS",
    "HEADINGS",
    "INLINE",
    "ITEMS",
    "LAST_BLOCK",
    "LEFT_OUT",
    "LISTS",
    "PICTURE",
    "PLAIN",
    "PREFORMATTED",
    "SEPARATE",
    "SHOWING",
    "SORTS",
    "STRUCTURE",
    "UNSEEN",
    "WITHIN",
    "is_inline",
    "sort_of",
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

# The sorts of elements: those that end the run, of which some are begun in a way of their own and some may show what is
# of other sites; those within a line; and those that are taken whole and end nothing.
PLAIN, STRUCTURE, SHOWING, WITHIN, LEFT_OUT, PICTURE, BREAK = range(7)
LAST_BLOCK = SHOWING  # the last of those that end the run
SORTS: dict[str, int] = {
    **dict.fromkeys(LISTS | PREFORMATTED | {"blockquote", "figure", "li", "table"}, STRUCTURE),
    **dict.fromkeys(EMBEDS, SHOWING),
    **dict.fromkeys(INLINE, WITHIN),
    **dict.fromkeys(UNSEEN, LEFT_OUT),
    **dict.fromkeys(("amp-img", "img"), PICTURE),
    "br": BREAK,
}


def sort_of(tag: str) -> int:
    """Tell the sort of an element that no list names."""
    return WITHIN if ":" in tag else SHOWING if "-" in tag else PLAIN


def is_inline(tag: str) -> bool:
    """Whether an element stands within a line; names with a colon are marks of a word processor (`o:p`)."""
    return tag in INLINE or ":" in tag
