"""Tables: data told from layout, and the cells of data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lugas.blocks.run import Run
from lugas.blocks.tags import EMPHASIS, SEPARATE, UNSEEN, is_inline
from lugas.model import Span
from lugas.page.records import Line
from lugas.page.tree import Element, Text

__all__ = ["Table", "TableRow", "read_table"]

# A cell longer than this holds prose: the table is a layout of the page. Counted in characters; old layouts
# put whole articles into one cell, and the longest cells of real data tables seen were about 300.
LONGEST_CELL = 400

LAYOUT = frozenset(("article", "form", "h1", "h2", "iframe", "table"))
# A row is filled out to at most this many cells, whatever the spans of its cells say; tables of real pages stay below.
WIDEST_ROW = 60
LONGEST_SPAN = 10_000  # rows

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


# A table of more cells is read as the page's layout, row by row as long as rows are cut.
MOST_CELLS = 40_000


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
    wide = count = 0
    below: dict[int, int] = {}  # columns that a cell above reaches into, and for how many rows more
    for element, heading in rows_of(table):
        cells: list[tuple[Element, Line]] = []
        for cell in element.children:
            if not isinstance(cell, Element) or cell.tag not in {"td", "th"}:
                continue
            line = read_cell(cell, address)
            if line is None:
                return None
            cells.append((cell, line))
            count += 1
            if count > MOST_CELLS:
                return None
        reached = len(cells) + len(below)
        spread = spread_cells(cells, below)
        if any(cell.text for _, cell in cells):
            wide += reached > 1
            heads = all(cell.tag == "th" for cell, _ in cells)
            found.rows.append(make_row(spread, header=heads or heading))
    told = wide >= 2 and wide * 2 >= len(found.rows)
    if told and not any(row.header for row in found.rows):
        head, *others = found.rows
        head.header = is_bold(head) and not any(is_bold(row) for row in others)
    return found if told else None


def spread_cells(cells: list[tuple[Element, Line]], below: dict[int, int]) -> list[Line]:
    """Set cells into their columns; what a cell reaches over, to its right and below, is empty.

    `below` is what the rows above reach into, and is brought up to this row.
    """
    spread: list[Line] = []
    opened: dict[int, int] = {}
    for cell, line in cells:
        while len(spread) < WIDEST_ROW and len(spread) in below:
            spread.append(Line(""))
        width = min(span_of(cell, "colspan"), max(WIDEST_ROW - len(spread), 1))
        height = span_of(cell, "rowspan") - 1
        if height > 0:
            opened |= dict.fromkeys(range(len(spread), len(spread) + width), height)
        spread.append(line)
        spread += [Line("") for _ in range(width - 1)]
    while len(spread) < WIDEST_ROW and len(spread) in below:
        spread.append(Line(""))
    left = {column: rows - 1 for column, rows in below.items() if rows > 1}
    below.clear()
    below |= left | opened
    return spread


def span_of(cell: Element, name: str) -> int:
    """Read how many columns or rows a cell takes; 1 for what is no number."""
    value = (cell.attr(name) or "").strip()
    if not value.isascii() or not value.isdigit():
        return 1
    return min(int(value[:9]), LONGEST_SPAN) or (LONGEST_SPAN if name == "rowspan" else 1)


def is_bold(row: TableRow) -> bool:
    """Tell whether every word of a row is set bold."""
    bold = sum(span.end - span.start for span in row.spans if span.kind == "strong")
    return 0 < sum(map(len, row.cells)) <= bold


def rows_of(table: Element) -> Iterator[tuple[Element, bool]]:
    """Give a table's own rows, none of a table inside, and whether each stands in its head."""
    for part in table.children:
        if isinstance(part, Element):
            if part.tag == "tr":
                yield part, False
            elif part.tag in BODIES:
                for row in part.children:
                    if isinstance(row, Element) and row.tag == "tr":
                        yield row, part.tag == "thead"


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
