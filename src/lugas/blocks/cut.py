"""Cutting a tree into rows: one walk, one row for each paragraph-like unit, in page order.

A row ends wherever a block-level element begins or ends, or at an empty line made of `<br>`s. Inline elements
never cut, and never glue or part words. Nothing with visible text is left out; hidden elements are cut too
and marked so, because pages hide their article until a script shows it.
"""

from __future__ import annotations

from lugas.blocks.embeds import PostReader, embed_of, is_slight_frame, player_of, post_of, script_of
from lugas.blocks.frames import Sayings
from lugas.blocks.links import Links
from lugas.blocks.media import background_of, image_of, is_slight
from lugas.blocks.opened import OUTSIDE, Frame, Opened
from lugas.blocks.run import Inline, Run
from lugas.blocks.tables import read_table
from lugas.blocks.tags import (
    BREAK,
    EMBEDS,
    EMPHASIS,
    HEADINGS,
    ITEMS,
    LAST_BLOCK,
    LISTS,
    PICTURE,
    PLAIN,
    PREFORMATTED,
    SEPARATE,
    SHOWING,
    SORTS,
    STRUCTURE,
    WITHIN,
    sort_of,
)
from lugas.blocks.words import CREDIT_NAMES
from lugas.budget import ENDLESS, Budget
from lugas.model import Embed, Image, Kind
from lugas.page.records import Line
from lugas.page.rows import Box, Cut, Row
from lugas.page.tree import Document, Element, Text
from lugas.page.urls import join

__all__ = ["cut_tree"]

# Elements nested deeper than this count as standing at this depth: real pages stay under 60, and paths and
# features of a row are as long as its depth.
DEEPEST = 200

# As many rows as no page has.
MANY = 10_000_000

# Elements that are begun, ended or taken whole between two looks at whether to go on: 1 ms of work.
STRIDE = 1024

# At most this many inline elements between two block-level ones are named in a path.
WRAPPERS = 20

SOURCES = frozenset(("embed", "source"))

QUOTING = PREFORMATTED | {"blockquote"}

# The kinds of text that some elements hold, whatever stands around them but code.
KINDS = {**dict.fromkeys(HEADINGS, Kind.HEADING), **dict.fromkeys(ITEMS, Kind.LIST)}


def cut_tree(tree: Document, url: str, most: int = MANY, budget: Budget = ENDLESS) -> Cut:
    """Cut a parsed page into rows; `url` resolves the addresses of pictures and links.

    One row beyond `most`, or where the budget is used up, no more of the page is cut.
    """
    root = tree.root
    cutter = Cutter(base_of(tree, url), budget)
    if root is not None:
        cutter.walk(root, most)
    del cutter.cut.rows[most + 1 :]
    return cutter.cut


def base_of(tree: Document, url: str) -> str:
    """Give what relative addresses are resolved against."""
    element = tree.select_one("base")
    named = element.attr("href") if element is not None else None
    return (join(url, named) if named else "") or url


class Cutter:
    """The walk over one tree."""

    def __init__(self, base: str, budget: Budget) -> None:
        self.cut = Cut("html", budget=budget)
        self.base = base
        self.run = Run()
        self.sayings = Sayings()
        self.links = Links(base)
        self.opened: list[Opened] = []
        self.frames: list[Frame] = []
        self.late: list[Row] = []
        self.posts = PostReader()
        self.groups = 0
        self.code = 0
        self.quote = 0
        self.last = ""  # the tag of the inline element that ended right before, with nothing since

    def walk(self, root: Element, most: int) -> None:  # noqa: C901, PLR0912, PLR0915 - calls cost more
        """Walk the tree without recursion, however deep it is, until there are more than `most` rows."""
        opened, run, sorts = self.opened, self.run, SORTS.copy()
        said = self.sayings.of(root)
        frame = Frame(root.tag, iter(root.children), 0, -1, {}, said, 0, OUTSIDE, said.hidden, said.unseen)
        opened.append(frame)
        self.frames.append(frame)
        steps = 0  # since the budget was looked at
        while opened:
            steps += 1
            if steps > STRIDE:
                if self.is_enough(most):
                    break
                steps = 0
            inside = opened[-1]
            for node in inside.children:
                # both are final, and to compare types takes half as long as isinstance does
                if type(node) is Text:
                    data = node.data
                    if self.code:
                        run.add_code(data)
                    elif data.isspace():
                        run.spaced = True
                    else:
                        run.add(data)
                    self.last = ""
                elif type(node) is Element:
                    tag = node.tag
                    sort = sorts.get(tag)
                    if sort is None:
                        sort = sorts[tag] = sort_of(tag)
                    if sort <= LAST_BLOCK:
                        whole = not self.open_block(node, tag, sort, inside)
                    elif sort == WITHIN:
                        whole = self.take_inline(node, tag, inside)
                    else:
                        whole = True
                        self.take_apart(node, tag, sort)
                    if not whole:
                        self.last = ""
                        break
                    steps += 1
                    if steps > STRIDE:
                        break
            else:
                if inside.begun >= 0:
                    if inside.tag == "a" or inside.tag in EMPHASIS:
                        run.close()
                    self.last = inside.tag if run.size - inside.begun > 1 else ""  # as in `take_inline`
                else:
                    if run.size or run.words or self.late:
                        self.flush()
                    self.frames.pop()
                    if inside.tag in QUOTING:
                        self.leave(inside.tag)
                opened.pop()
        self.flush()  # what was read of the line where it stopped

    def take_inline(self, element: Element, tag: str, inside: Opened) -> bool:
        """Take an inline element, or begin it; tells whether it was taken whole, with nothing left to go into."""
        if self.frames[-1].tag == "figcaption" and self.is_credit(element, tag):
            # a name with a colon may have a hyphen too, as those of players that a script makes have
            return not self.open_block(element, tag, SHOWING if "-" in tag else PLAIN, inside)
        run, inner = self.run, element.children
        number = inside.counts[tag] = inside.counts.get(tag, 0) + 1
        # menus and bylines laid out by style sheets stand as `<a>Home</a><a>News</a>`
        if self.last in SEPARATE and tag in SEPARATE:
            run.space()
        begun = run.size
        if not begun and not run.words:
            run.words = self.sayings.words_of(element)
        mark: Inline | None = "link" if tag == "a" else EMPHASIS.get(tag)
        address = self.links.address(element) if tag == "a" else ""
        if inner:
            only = inner[0]
            # most hold one text or nothing
            if len(inner) > 1 or type(only) is not Text:
                if mark is not None:
                    run.open(mark, address)
                self.opened.append(Opened(tag, iter(inner), number, begun, {}))
                return False
            if self.code:
                run.add_code(only.data)
            else:
                run.add(only.data)
            if mark is not None:
                run.mark(begun, mark, address)
        # one letter in an element of its own is an initial, set large
        self.last = tag if run.size - begun > 1 else ""
        return True

    def is_enough(self, most: int) -> bool:
        """Whether no more is to be cut: there are more than `most` rows, or the budget is used up."""
        rows, budget = len(self.cut.rows) + len(self.late), self.cut.budget
        return rows > most or budget.over() or not budget.holds(rows, len(self.cut.boxes))

    def is_credit(self, element: Element, tag: str) -> bool:
        """Whether an inline element of a caption holds the picture's credit: it is cut from the caption."""
        return tag in {"cite", "small"} or not CREDIT_NAMES.isdisjoint(self.sayings.words_of(element))

    def open_block(self, element: Element, tag: str, sort: int, inside: Opened) -> bool:
        """Begin an element that is not inline; tells whether to go into it."""
        run = self.run
        if run.size or run.words or self.late:
            self.flush()
        number = inside.counts[tag] = inside.counts.get(tag, 0) + 1
        said = self.sayings.of(element)
        if (said.shows or sort == SHOWING) and self.shows_other(element, tag):
            return False
        frames, opened, children = self.frames, self.opened, element.children
        if not children and sort == PLAIN and not said.backed:
            self.last = ""
            return False  # a line, a gap: every tenth
        around = frames[-1]
        hidden, unseen = around.hidden or said.hidden, around.unseen or said.unseen
        items = around.items
        frame = Frame(tag, iter(children), number, -1, {}, said, len(opened), items, hidden, unseen)
        opened.append(frame)
        frames.append(frame)
        if said.backed and self.sayings.is_figure(element, tag):
            image = background_of(said.backed, self.base)
            if image is not None:
                self.take_media(tag, image=image, slight=frame.hidden)
        return sort != STRUCTURE or self.begin(element, frame, around)

    def take_apart(self, element: Element, tag: str, sort: int) -> None:
        """Take a line break, a picture, or an element that shows nothing but what its script shows."""
        if sort == BREAK:
            self.run.add_break()
        elif sort == PICTURE:
            self.take_image(element)
        elif tag == "script" and (shown := script_of(element, self.base)) is not None:
            self.take_media(tag, embed=shown)

    def begin(self, element: Element, frame: Frame, above: Frame) -> bool:
        """Begin a list, an item, a figure, a table, a quote or code; false for a table that was taken whole."""
        tag = frame.tag
        if tag in LISTS:
            frame.begin_list(element, self.new_group() if not above.items.level else above.items.group)
        elif tag == "li":
            frame.begin_item(element, above)
        elif tag == "figure":
            frame.begin_group(self.new_group())
        elif tag == "blockquote":
            self.quote += 1
        elif tag in PREFORMATTED:
            self.code += 1
        elif self.take_table(element, frame):
            self.opened.pop()
            self.frames.pop()
            return False
        return True

    def new_group(self) -> int:
        """Give the number of the next list, table or figure."""
        self.groups += 1
        return self.groups

    def leave(self, tag: str) -> None:
        """End a quote or code."""
        if tag in PREFORMATTED:
            self.code -= 1
        else:
            self.quote -= 1

    def flush(self) -> None:
        """End the run: write its rows, then the pictures that stood in it."""
        run = self.run
        words = run.words
        if run.size:
            if lines := run.take(code=self.code > 0):
                self.write(lines, words)
        elif words:
            run.words = ()
        if self.late:
            self.cut.rows.extend(self.late)
            self.late = []

    def write(self, lines: list[Line], words: tuple[str, ...]) -> None:
        """Write the rows of a run."""
        frame = self.frames[-1]
        tag, items = frame.tag, frame.items
        box = frame.box if frame.box >= 0 else self.box()
        known = KINDS.get(tag)
        kind = Kind.CODE if self.code else known or (Kind.QUOTE if self.quote else Kind.PARAGRAPH)
        level = 0 if known is None else HEADINGS.get(tag, 0) or (items.level if kind is Kind.LIST else 0)
        for line in lines:
            row = Row(kind, line.text, tag, box, level, items.group, items.ordered, items.number, line.links)
            row.spans = line.spans
            row.words = words
            self.cut.rows.append(row)

    def take_image(self, element: Element) -> None:
        """Write a picture's row: at once between runs, else after the run it stands in."""
        names = element.attr("class") or ""
        if ("emoji" in names or "smiley" in names) and (alt := element.attr("alt")):
            self.run.add(alt)
            return
        image = image_of(element, self.base)
        if image is not None:
            self.take_media("img", image=image, slight=is_slight(element, image.url))

    def take_media(
        self, tag: str, *, image: Image | None = None, embed: Embed | None = None, slight: bool = False
    ) -> None:
        """Write the row of a picture or an embed: at once between runs, else after the run it stands in."""
        kind = Kind.EMBED if image is None else Kind.IMAGE
        group = self.frames[-1].items.group
        row = Row(kind, "", tag=tag, box=self.box(), group=group, image=image, embed=embed, slight=slight)
        if self.run.size:
            self.late.append(row)
        else:
            self.cut.rows.append(row)

    def shows_other(self, element: Element, tag: str) -> bool:
        """Write an embed's row; true when all of the element is told by it, false when its text is to be cut.

        A post is told with its text, a frame and its like have none; a player that a script makes may have a caption.
        """
        embed, whole = None, True
        if tag in EMBEDS:
            embed = embed_of(element, self.base)
            if embed is None and tag in {"video", "audio", "object"}:
                inner = (
                    node for node in element.children if isinstance(node, Element) and node.tag in SOURCES
                )
                embed = next((found for node in inner if (found := embed_of(node, self.base))), None)
            if embed is None:
                return tag == "iframe"
        else:
            embed = post_of(element, self.base, self.posts)
            if embed is None:
                embed, whole = player_of(element), False
        if embed is None:
            return False
        self.take_media(tag, embed=embed, slight=tag == "iframe" and is_slight_frame(element, embed.url))
        return whole

    def take_table(self, element: Element, frame: Frame) -> bool:
        """Write a data table's rows; false for a table of layout."""
        table = read_table(element, self.links.address)
        if table is None:
            return False
        frame.begin_group(self.new_group())
        if table.captions:
            self.write(table.captions, ())
        box = self.box()
        self.cut.rows.extend(
            Row(
                Kind.TABLE,
                row.text,
                tag="tr",
                box=box,
                group=frame.items.group,
                links=row.links,
                spans=row.spans,
                cells=row.cells,
                header=row.header,
            )
            for row in table.rows
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
            said = frame.said
            frame.box = len(boxes)
            tag, parent, place = frame.tag, -1, -1
            if depth:
                around = frames[depth - 1]
                parent, place = around.box, around.place
            if frame.place == place + 1:
                step = f"{tag}[{frame.number}]" if frame.number else tag
            else:
                step = self.way(place, frame.place)
            boxes.append(Box(parent, tag, step, depth, said.words, said.hints, frame.hidden, frame.unseen))
        return frames[top].box

    def way(self, above: int, place: int) -> str:
        """Give the steps of a path from one block-level element to the next, by way of inline elements."""
        way = self.opened[max(above + 1, place - WRAPPERS) : place + 1]
        return "/".join(f"{step.tag}[{step.number}]" if step.number else step.tag for step in way)
