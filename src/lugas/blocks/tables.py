"""Tables: data told from layout, and the cells of data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lugas.blocks.run import Line, Run
from lugas.blocks.tags import EMPHASIS, SEPARATE, UNSEEN, is_inline
from lugas.model import Span
from lugas.page.tree import Element, Text

__all__ = ["Table", "TableRow", "read_table"]

# A cell longer than this holds prose: the table is a layout of the page. Counted in characters; old layouts
# put whole articles into one cell, and the longest cells of real data tables seen were about 300.
LONGEST_CELL = 400

LAYOUT = frozenset(("article", "form", "h1", "h2", "iframe", "table"))
BODIES = frozenset(("tbody", "tfoot", "thead"))

Address = Callable[[Element], str]


@dataclass(slots=True)
class TableRow:
    """One row of a data table: its cells, whether they are headings, and the links, counted and marked.

    Spans count in the row's text, which has a tab between cells.
    """

    cells: tuple[str, ...]
    header: bool
    links: int
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """The cells in one line."""
        return "\t".join(self.cells)


@dataclass(slots=True)
class Table:
    """A data table: its caption, empty where it has none, and its rows."""

    captions: list[Line]
    rows: list[TableRow]


def read_table(table: Element, address: Address) -> Table | None:
    """Read a data table; `None` for a table that only lays out the page. `address` resolves a link.

    Data has at least two rows and two columns, no table inside, and no cell with prose. The search ends at
    the first sign of layout, so that nested tables cost no more than their own content.
    """
    if (table.attr("role") or "") in {"presentation", "none"}:
        return None
    found = Table([], [])
    for part in table.children:
        if isinstance(part, Element) and part.tag == "caption":
            line = read_cell(part, address)
            if line is None:
                return None
            found.captions += [line] if line.text else []
    for element in rows_of(table):
        cells: list[Line] = []
        heads = 0
        for cell in element.children:
            if not isinstance(cell, Element) or cell.tag not in {"td", "th"}:
                continue
            line = read_cell(cell, address)
            if line is None:
                return None
            cells.append(line)
            heads += cell.tag == "th"
        if any(cell.text for cell in cells):
            found.rows.append(make_row(cells, header=heads == len(cells)))
    wide = sum(len(row.cells) > 1 for row in found.rows)
    return found if wide >= 2 and wide * 2 >= len(found.rows) else None


def rows_of(table: Element) -> Iterator[Element]:
    """Give a table's own rows, none of a table inside."""
    for part in table.children:
        if isinstance(part, Element):
            if part.tag == "tr":
                yield part
            elif part.tag in BODIES:
                yield from (row for row in part.children if isinstance(row, Element) and row.tag == "tr")


def make_row(cells: list[Line], *, header: bool) -> TableRow:
    """Make a row of its cells, their spans moved to where each cell stands in the row's text."""
    spans: list[Span] = []
    start = 0
    for cell in cells:
        spans += (Span(span.start + start, span.end + start, span.kind, span.url) for span in cell.spans)
        start += len(cell.text) + 1
    texts = tuple(cell.text for cell in cells)
    return TableRow(texts, header, sum(cell.links for cell in cells), tuple(spans))


def read_cell(cell: Element, address: Address) -> Line | None:
    """Read a cell's text and links; `None` for a cell of a layout."""
    run = Run()
    size = 0
    walk = [(iter(cell.children), cell.tag, 0)]
    last = ""  # the tag of the inline element that ended right before, with nothing since
    while walk:
        children, inside, begun = walk[-1]
        for node in children:
            if isinstance(node, Text):
                size += len(node.data)
                run.add(node.data)
                last = ""
            elif isinstance(node, Element) and node.tag not in UNSEEN:
                if node.tag in LAYOUT:
                    return None
                begin(run, node, last, address)
                walk.append((iter(node.children), node.tag, run.size))
                last = ""
                break
            if size > LONGEST_CELL * 4:
                return None
        else:
            walk.pop()
            end(run, inside)
            last = inside if inside in SEPARATE and run.size - begun > 1 else ""
    line = next(iter(run.take()), Line(""))
    return line if len(line.text) <= LONGEST_CELL else None


def begin(run: Run, element: Element, last: str, address: Address) -> None:
    """Begin an element in a cell; `last` is the inline element that ended right before it."""
    tag = element.tag
    if not is_inline(tag):
        run.add(" ")
    elif tag in SEPARATE and last in SEPARATE:
        run.space()
    if tag == "a":
        run.open("link", address(element))
    elif tag in EMPHASIS:
        run.open(EMPHASIS[tag])


def end(run: Run, tag: str) -> None:
    """End an element in a cell."""
    if tag == "a" or tag in EMPHASIS:
        run.close()
    elif not is_inline(tag):
        run.add(" ")
