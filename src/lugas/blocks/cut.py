"""Cutting a tree into rows: one walk, one row for each paragraph-like unit, in page order.

A row ends wherever a block-level element begins or ends, or at an empty line made of `<br>`s. Inline elements never
cut, and never glue or part words. Nothing with visible text is left out; hidden elements are cut too and marked so,
because pages hide their article until a script shows it.
"""

from __future__ import annotations

from collections.abc import Iterator

from lugas.blocks.media import embed_of, image_of
from lugas.blocks.run import Inline, Run
from lugas.blocks.tables import data_rows
from lugas.blocks.words import split_words
from lugas.model import Kind
from lugas.page.rows import Box, Cut, Row
from lugas.page.tree import Document, Element, Node, Text

__all__ = ["cut_tree"]

# Elements nested deeper than this count as standing at this depth: real pages stay under 60, and paths and features
# of a row are as long as its depth.
DEEPEST = 200

INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark math nobr output q rb rp rt "
    "rtc ruby s samp slot small span strike strong sub sup time tt u var wbr".split()
)
SEPARATE = frozenset({"a", "span", "time", "label"})
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
UNSEEN = frozenset(
    "script style template svg select textarea datalist canvas map head title meta link base param source track "
    "input progress meter".split()
)
EMBEDS = frozenset(
    "iframe embed object video audio amp-iframe amp-youtube amp-twitter amp-instagram amp-facebook".split()
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
LISTS = frozenset({"ul", "ol", "menu", "dl", "dir"})
HINTS = ("role", "itemprop", "itemtype", "rel", "aria-label", "data-testid", "data-component")


class Frame:
    """An open block-level element: its box is made only when a row stands in it."""

    __slots__ = ("box", "counts", "element", "group", "hidden", "level", "ordered", "step", "tag")

    def __init__(self, element: Element, tag: str, step: str, above: Frame | None) -> None:
        self.element = element
        self.tag = tag
        self.step = step
        self.box = -1
        self.counts: dict[str, int] = {}
        self.group = above.group if above else 0
        self.level = above.level if above else 0
        self.ordered = above.ordered if above else False
        self.hidden = (above.hidden if above else False) or is_hidden(element)


def cut_tree(tree: Document, url: str) -> Cut:
    """Cut a parsed page into rows; `url` resolves the addresses of pictures and links."""
    root = tree.root
    cutter = Cutter(base_of(tree, url))
    if root is not None:
        cutter.walk(root)
    return cutter.cut


def base_of(tree: Document, url: str) -> str:
    """Give what relative addresses are resolved against."""
    from lugas.page.urls import join  # noqa: PLC0415 - urls is needed here alone

    element = tree.find("base")
    named = element.attr("href") if element is not None else None
    return (join(url, named) if named else "") or url


class Cutter:
    """The walk over one tree."""

    def __init__(self, base: str) -> None:
        self.cut = Cut("html")
        self.base = base
        self.run = Run()
        self.frames: list[Frame] = []
        self.late: list[Row] = []
        self.groups = 0
        self.code = 0
        self.quote = 0

    def walk(self, root: Element) -> None:
        """Walk the tree without recursion, however deep it is."""
        self.frames.append(Frame(root, root.tag, root.tag, None))
        iterators: list[tuple[Iterator[Node], Element | None, int]] = [(iter(root.children), None, 0)]
        last = ""  # the tag of the inline element that ended right before, with nothing since
        while iterators:
            children, inline, begun = iterators[-1]
            for node in children:
                if isinstance(node, Text):
                    self.take_text(node.data)
                    last = ""
                elif isinstance(node, Element):
                    tag = node.tag
                    if tag in INLINE:
                        # Menus and bylines laid out by style sheets stand as `<a>Home</a><a>News</a>`: two words.
                        if tag in SEPARATE and last in SEPARATE:
                            self.run.space()
                        iterators.append((iter(node.children), node, self.run.size))
                        self.open_inline(node, tag)
                    elif self.open_block(node, tag):
                        iterators.append((iter(node.children), None, 0))
                    else:
                        continue
                    last = ""
                    break
            else:
                iterators.pop()
                if inline is None:
                    self.close_block()
                else:
                    self.close_inline(inline)
                    # one letter in an element of its own is an initial, set large
                    last = inline.tag if self.run.size - begun > 1 else ""

    def take_text(self, data: str) -> None:
        """Take a text node into the run."""
        if self.code:
            self.run.add_code(data)
        else:
            self.run.add(data)

    def open_inline(self, element: Element, tag: str) -> None:
        """Begin an inline element."""
        if not self.run.size and not self.run.words:
            self.run.words = words_of(element)
        if tag == "a":
            self.run.open("link", self.address(element))
        elif tag in EMPHASIS:
            self.run.open(EMPHASIS[tag])

    def close_inline(self, element: Element) -> None:
        """End an inline element."""
        if element.tag == "a" or element.tag in EMPHASIS:
            self.run.close()

    def address(self, element: Element) -> str:
        """Resolve a link's address; "" for what is no web address."""
        from lugas.page.urls import join  # noqa: PLC0415 - urls is needed here alone

        value = element.attr("href")
        return join(self.base, value) if value else ""

    def open_block(self, element: Element, tag: str) -> bool:
        """Begin an element that is not inline; tells whether to go into it."""
        if tag == "br":
            self.run.add_break()
            return False
        if tag == "img" or tag == "amp-img":
            self.take_image(element)
            return False
        if tag in UNSEEN:
            return False
        self.flush()
        if tag in EMBEDS and self.take_embed(element, tag):
            return False
        above = self.frames[-1]
        count = above.counts.get(tag, 0) + 1
        above.counts[tag] = count
        frame = Frame(element, tag, f"{tag}[{count}]", above)
        if tag in LISTS:
            frame.level, frame.ordered = above.level + 1, tag == "ol"
            if above.level == 0:
                self.groups += 1
                frame.group = self.groups
        elif tag == "figure":
            self.groups += 1
            frame.group = self.groups
        elif tag == "table" and self.take_table(element, frame):
            return False
        self.code += tag == "pre"
        self.quote += tag == "blockquote"
        self.frames.append(frame)
        return True

    def close_block(self) -> None:
        """End the innermost block-level element."""
        self.flush()
        frame = self.frames.pop()
        self.code -= frame.tag == "pre"
        self.quote -= frame.tag == "blockquote"

    def flush(self) -> None:
        """End the run: write its rows, then the pictures that stood in it."""
        if self.run.size:
            words = self.run.words
            lines = self.run.take(code=self.code > 0)
            frame = self.frames[-1]
            box = self.box() if lines else -1
            kind = self.kind(frame)
            for line in lines:
                self.cut.rows.append(
                    Row(
                        kind,
                        line.text,
                        tag=frame.tag,
                        box=box,
                        level=HEADINGS.get(frame.tag, 0) or (frame.level if kind is Kind.LIST else 0),
                        group=frame.group,
                        ordered=frame.ordered,
                        links=line.links,
                        spans=line.spans,
                        words=words,
                    )
                )
        elif self.run.words:
            self.run.words = ()
        if self.late:
            self.cut.rows.extend(self.late)
            self.late = []

    def kind(self, frame: Frame) -> Kind:
        """Name the kind of text an element holds."""
        if self.code:
            return Kind.CODE
        if frame.tag in HEADINGS:
            return Kind.HEADING
        if frame.tag in {"li", "dt", "dd"}:
            return Kind.LIST
        return Kind.QUOTE if self.quote else Kind.PARAGRAPH

    def take_image(self, element: Element) -> None:
        """Write a picture's row: at once between runs, else after the run it stands in."""
        if "emoji" in (element.attr("class") or "") and (alt := element.attr("alt")):
            self.run.add(alt)
            return
        image = image_of(element, self.base)
        if image is None:
            return
        row = Row(Kind.IMAGE, "", tag="img", box=self.box(), group=self.frames[-1].group, image=image)
        if self.run.size:
            self.late.append(row)
        else:
            self.cut.rows.append(row)

    def take_embed(self, element: Element, tag: str) -> bool:
        """Write an embed's row; false for one without an address, whose own text is then cut as any other."""
        embed = embed_of(element, self.base)
        if embed is None and tag in {"video", "audio", "object"}:
            inner = element.find("source") or element.find("embed")
            embed = embed_of(inner, self.base) if inner is not None else None
        if embed is None:
            return tag == "iframe"
        self.cut.rows.append(
            Row(Kind.EMBED, "", tag=tag, box=self.box(), group=self.frames[-1].group, embed=embed)
        )
        return True

    def take_table(self, element: Element, frame: Frame) -> bool:
        """Write a data table's rows; false for a table of layout."""
        rows = data_rows(element)
        if not rows:
            return False
        self.groups += 1
        self.frames.append(frame)
        box = self.box()
        self.frames.pop()
        for row in rows:
            text = "\t".join(row.cells)
            self.cut.rows.append(
                Row(
                    Kind.TABLE,
                    text,
                    tag="tr",
                    box=box,
                    group=self.groups,
                    links=row.links,
                    cells=row.cells,
                    header=row.header,
                )
            )
        return True

    def box(self) -> int:
        """Give the index of the innermost open element's box, made with those around it where missing."""
        frames, boxes = self.frames, self.cut.boxes
        top = min(len(frames), DEEPEST) - 1
        first = top
        while first >= 0 and frames[first].box < 0:
            first -= 1
        for depth in range(first + 1, top + 1):
            frame = frames[depth]
            frame.box = len(boxes)
            boxes.append(make_box(frame, frames[depth - 1].box if depth else -1, depth))
        return frames[top].box


def make_box(frame: Frame, parent: int, depth: int) -> Box:
    """Make the lasting record of an open element."""
    element = frame.element
    hints = tuple((name, value.lower()) for name in HINTS if (value := element.attr(name)))
    return Box(parent, frame.tag, frame.step, depth, words_of(element), hints, frame.hidden)


def words_of(element: Element) -> tuple[str, ...]:
    """Give an element's class and id words."""
    names, identity = element.attr("class"), element.attr("id")
    if not names and not identity:
        return ()
    return split_words(f"{names or ''} {identity or ''}"[:400])


def is_hidden(element: Element) -> bool:
    """Whether an element says of itself that it is not shown."""
    if element.attr("hidden") is not None or element.attr("aria-hidden") == "true":
        return True
    style = element.attr("style")
    return bool(style) and "none" in style and "display:none" in style.replace(" ", "").lower()
