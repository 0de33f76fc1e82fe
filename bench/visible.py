"""The visible text of saved HTML, as select-all and copy in a browser gives it.

Follows the `innerText` algorithm of the HTML standard with the default style sheet of a browser (no style
sheet of the page is read): blocks begin lines, paragraphs and headings stand between blank lines, cells are
parted by tabs, hidden elements are left out. The alternative texts of pictures are lines of their own:
copying gives them.

Linear in the page's size, and without recursion, so that nesting however deep does no harm.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, get_args

from lugas.page.tree import Element, Node, Text, parse_html

__all__ = ["STYLES", "Style", "visible_text"]

# blank: a blank line between paragraphs. single: a newline between any two blocks. wrapped: hard-wrapped with
# bullets, as a text browser dumps. wet: a line a block, the title first, hidden blocks too, no alternative
# texts, as WET files hold.
Style = Literal["blank", "single", "wrapped", "wet"]
STYLES: tuple[Style, ...] = get_args(Style)

WIDTH = 72
_UNSEEN = """
area audio base basefont canvas datalist embed frame frameset head iframe input link map meta meter noembed
noframes noscript object param progress rp script select source style svg template textarea title track video
"""
_BLOCKS = """
address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption
figure footer form header hgroup hr html legend li listing main menu nav ol pre search section summary table
tbody tfoot thead tr ul xmp
"""
UNSEEN = frozenset(_UNSEEN.split())
BLOCKS = frozenset(_BLOCKS.split())
SPACED = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6"))
_SPACE = re.compile(r"[ \t\n\r\f]+")
_NO_DISPLAY = re.compile(r"display:none|visibility:hidden")


@dataclass(slots=True)
class _Line:
    text: str
    gap: int  # newlines before it: 1, or 2 for a blank line
    lead: str = ""  # the bullet or number it begins with


@dataclass(slots=True)
class _Lines:
    """The lines under way."""

    done: list[_Line] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    gap: int = 1
    lead: str = ""
    open: bool = False  # whether white space at this place is dropped

    def add(self, data: str) -> None:
        """Add text, its white space collapsed."""
        text = _SPACE.sub(" ", data)
        if not self.open:
            text = text.lstrip(" ")
        if text:
            self.parts.append(text)
            self.open = not text.endswith(" ")

    def add_as_is(self, data: str) -> None:
        """Add preformatted text."""
        first = True
        for line in data.split("\n"):
            if not first:
                self.feed()
            first = False
            if line:
                self.parts.append(line)
                self.open = True

    def tab(self) -> None:
        """Part two cells."""
        if self.parts:
            self.parts.append("\t")
            self.open = False

    def feed(self) -> None:
        """Break the line as `<br>` does; a second break makes a blank line."""
        if not self.end(1):
            self.gap = 2

    def end(self, gap: int) -> bool:
        """End the line, with at least `gap` newlines before the next; tells whether there was one."""
        text = "".join(self.parts).replace("\u00a0", " ").strip()
        self.parts.clear()
        self.open = False
        if text:
            self.done.append(_Line(text, self.gap, self.lead))
            self.gap, self.lead = gap, ""
        else:
            self.gap = max(self.gap, gap)
        return bool(text)


def visible_text(html: str, style: Style = "blank") -> str:
    """Give the text a person gets who copies the page `html`, in one of `STYLES`."""
    tree = parse_html(html)
    lines = _Lines()
    if style == "wet" and tree.root is not None:
        title = tree.root.find("title")
        lines.add(title.text if title is not None else "")
        lines.end(1)
    if tree.root is not None:
        _walk(tree.root, lines, bare=style == "wet")
    lines.end(1)
    if style == "wrapped":
        return _wrapped(lines.done)
    if style == "blank":
        text = "".join("\n" * line.gap + line.text for line in lines.done)
    else:
        text = "".join("\n" + line.text for line in lines.done)
    if style == "wet":
        text = text.replace("\t", " ")
    return text.lstrip("\n") + "\n" if text else ""


@dataclass(slots=True)
class _Open:
    """An element under way: what is left of it, and what its end does."""

    children: Iterator[Node]
    gap: int = 0  # newlines its end asks for; 0 for an inline element
    cells: int = 0  # of a table row, so far
    items: int = -1  # of an ordered list, so far; -1 for any other element
    pre: bool = False
    link: bool = False


def _walk(root: Element, lines: _Lines, *, bare: bool) -> None:
    """Write the lines of a tree; `bare` keeps hidden elements and leaves pictures out."""
    stack = [_Open(iter([root]))]
    pre = 0
    link_ended = False  # two links side by side are entries of a menu, which its style sheet parts
    while stack:
        top = stack[-1]
        node = next(top.children, None)
        if node is None:
            stack.pop()
            pre -= top.pre
            link_ended = top.link
            if top.gap:
                lines.end(top.gap)
            continue
        if isinstance(node, Text):
            link_ended = False
            if pre:
                lines.add_as_is(node.data)
            else:
                lines.add(node.data)
        elif isinstance(node, Element):
            tag = node.tag
            if tag in UNSEEN or (not bare and _hidden(node, tag)):
                continue
            if link_ended and tag == "a":
                lines.end(1)
            link_ended = False
            if tag == "br":
                lines.feed()
            elif tag == "img":
                _picture(node, lines, bare=bare)
            else:
                opened = _open(node, tag, stack, lines)
                pre += opened.pre
                stack.append(opened)


def _open(element: Element, tag: str, stack: list[_Open], lines: _Lines) -> _Open:
    """Begin an element that is shown."""
    opened = _Open(iter(element.children), link=tag == "a")
    above = stack[-1]
    if tag in SPACED:
        opened.gap = 2
    elif tag in BLOCKS:
        opened.gap = 1
        opened.pre = tag in {"pre", "listing", "xmp"}
        opened.items = 0 if tag == "ol" else -1
    elif tag in {"td", "th"}:
        above.cells += 1
        if above.cells > 1:
            lines.tab()
    if opened.gap:
        lines.end(opened.gap)
    if tag == "li":
        if above.items >= 0:
            above.items += 1
            lines.lead = f"{above.items}. "
        else:
            lines.lead = "* "
    elif tag == "hr":
        lines.lead = "_" * WIDTH
    return opened


def _picture(element: Element, lines: _Lines, *, bare: bool) -> None:
    alt = _SPACE.sub(" ", element.attr("alt") or "").strip()
    if alt and not bare:
        lines.end(1)
        lines.add(alt)
        lines.end(1)


def _hidden(element: Element, tag: str) -> bool:
    """Tell whether an element's own attributes, or its nature, keep it from being shown."""
    if element.attr("hidden") is not None:
        # React sends parts of a page hidden, named `S:0`, and its script shows them in their places.
        return not (element.attr("id") or "").startswith("S:")
    if tag == "dialog" and element.attr("open") is None:
        return True
    style = element.attr("style")
    if style and _NO_DISPLAY.search(_SPACE.sub("", style).lower()):
        return True
    if tag == "summary":
        return False
    above = element.parent
    return isinstance(above, Element) and above.tag == "details" and above.attr("open") is None


def _wrapped(lines: list[_Line]) -> str:
    """Set lines as a text browser does."""
    out: list[str] = []
    for line in lines:
        if out and line.gap > 1:
            out.append("")
        if line.lead.startswith("_"):
            out.extend((line.lead, ""))
            lead = ""
        else:
            lead = line.lead
        hang = " " * len(lead)
        for index, part in enumerate(_wrap(line.text.replace("\t", "   "), WIDTH - len(lead))):
            out.append((hang if index else lead) + part)
    return "\n".join(out) + "\n" if out else ""


def _wrap(text: str, width: int) -> Iterator[str]:
    """Break a line at spaces, and a run without spaces (Chinese, Thai, an address) where the line is full."""
    words: list[str] = []
    used = 0
    for run in text.split(" "):
        for word in _pieces(run, width):
            size = _columns(word)
            if words and used + 1 + size > width:
                yield " ".join(words)
                words, used = [], 0
            used += size + bool(words)
            words.append(word)
    yield " ".join(words)


def _pieces(run: str, width: int) -> Iterator[str]:
    """Break a run without spaces into pieces that fit."""
    if len(run) * 2 <= width:
        yield run
        return
    start, used = 0, 0
    for index, letter in enumerate(run):
        size = _columns(letter)
        if used + size > width:
            yield run[start:index]
            start, used = index, 0
        used += size
    yield run[start:]


def _columns(text: str) -> int:
    """Count the columns a text takes on a terminal: two for a wide character."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
