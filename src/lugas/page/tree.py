"""The HTML tree. This is the only file that imports the HTML parser."""

from __future__ import annotations

import re
from codecs import lookup

from turbohtml import Comment, Document, Element, Node, Text, parse
from turbohtml.detect import Detection, detect, detect_language

__all__ = [
    "MOST_TAGS",
    "Comment",
    "Document",
    "Element",
    "Node",
    "Text",
    "bounded",
    "detect_charset",
    "detect_language_code",
    "find_codec",
    "parse_html",
]

# The tags of a page that are read, and the letters of the shortest tag.
MOST_TAGS, LEAST_TAG = 400_000, 3

# More formatting elements than this that are never closed are no oversight.
MOST_OPEN = 400
_FORMATTING = re.compile(
    r"<(/?)(b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>])[^<>]{0,2000}>?", re.IGNORECASE
)

# References to control characters, less tab, newline, form feed and return, which are white space in markup; those
# from 128 on that HTML does not read as windows-1252. Possessive, so that a million zeros are passed over once.
_CONTROL = re.compile(
    r"&#(?:0*+(?:[1-8]|11|1[4-9]|2[0-9]|3[01]|127|129|14[134]|157)(?![0-9])"
    r"|[xX]0*+(?:[1-8bBeEfF]|1[0-9a-fA-F]|7[fF]|8[1dD]|8[fF]|9[0dD])(?![0-9a-fA-F]));?"
)

_BLANKS = re.compile(r"\s*+")

_LABEL = re.compile(r"[a-z0-9_.:+-]{1,40}")
_TLD = re.compile(r"[a-z0-9-]{1,63}")


def parse_html(markup: str, tags: int | None = None) -> Document:
    """Parse markup as a browser would; never fails, whatever the markup. `tags` is how many `<` it holds, if known.

    Only where thousands of formatting elements are left open, each unlike the others, they lose their attributes.
    References to control characters are left out, as the characters themselves were when the page was decoded.
    """
    markup = tamed(markup, markup.count("<") if tags is None else tags)
    blanks = _BLANKS.match(markup)
    if not markup.startswith("<", blanks.end() if blanks else 0):
        markup = "<body>" + markup  # as the parser would: but it takes a third of the memory when it is told
    # what no page means: a terminal that is shown the text would obey it
    return parse(_CONTROL.sub("", markup) if "&#" in markup else markup, positions=False)


def bounded(markup: str, most: int = MOST_TAGS) -> str:
    """Give the beginning of markup with more tags than any page has: its tree would take fifty times its memory."""
    if len(markup) <= LEAST_TAG * most:
        return markup
    while (count := markup.count("<")) > most:
        markup = markup[: len(markup) * most // count]
    return markup


def tamed(markup: str, tags: int) -> str:
    """Take the attributes from formatting elements where a great many of them are never closed; `tags` counts the `<`.

    The standard has a parser open them again in every paragraph that follows: 100 kB of `<p><b id=1><p><b id=2>...`
    make a tree of gigabytes. Of those without attributes it opens three again at most.
    """
    if tags < MOST_OPEN or tags - 2 * markup.count("</") < MOST_OPEN:
        return markup
    opened = closed = 0
    for tag in _FORMATTING.finditer(markup):
        if tag[1]:
            closed += 1
        else:
            opened += 1
    return _FORMATTING.sub(r"<\1\2>", markup) if opened - closed > MOST_OPEN else markup


def detect_charset(content: bytes, tld: str = "") -> str:
    """Name the Python codec for bytes: byte-order mark, `<meta>`, then the bytes themselves (WHATWG order).

    `tld` is the last label of the host that served them (`ru`, `xn--p1ai`), a hint when the bytes leave a
    choice.
    """
    options = Detection(tld=tld) if _TLD.fullmatch(tld) else None
    return detect(content, options).codec or "whatwg-windows-1252"


def find_codec(label: str) -> str:
    """Name the Python codec for an encoding label as browsers read it; "" for one that none knows."""
    label = label.strip(" \t\r\n\f\"'").lower()
    if not _LABEL.fullmatch(label):
        return ""
    try:
        lookup("whatwg-" + label)  # the parser registers these codecs; an unknown label has none
    except LookupError:
        return ""
    # only a declaration tells the name behind an alias: latin1 is windows-1252, gb2312 is GBK
    codec = detect(b'<meta charset="%s">' % label.encode("ascii")).codec
    return codec or ""


def detect_language_code(text: str) -> tuple[str, float]:
    """Give a text's language as ISO 639-3 and how sure that is, 0 to 1; ("", 0) for text without letters."""
    match = detect_language(text)
    return match.language or "", match.confidence
