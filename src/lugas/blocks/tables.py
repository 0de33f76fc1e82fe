"""Tables: data told from layout, and the cells of data."""

from __future__ import annotations

from dataclasses import dataclass

from lugas.page.tree import Element, Text

__all__ = ["TableRow", "data_rows"]

# A cell longer than this holds prose: the table is a layout of the page. Counted in characters; old layouts put
# whole articles into one cell, and the longest cells of real data tables seen were about 300.
LONGEST_CELL = 400

UNSEEN = frozenset({"script", "style", "template", "noscript", "select", "textarea", "svg"})
BLOCKS_APART = frozenset({"p", "div", "br", "li"})


@dataclass(slots=True)
class TableRow:
    """One row of a data table."""

    cells: tuple[str, ...]
    header: bool
    links: int


def data_rows(table: Element) -> list[TableRow]:
    """Give the rows of a data table; empty for a table that only lays out the page.

    Data has at least two rows and two columns, no table inside, and no cell with prose. The search ends at the first
    sign of layout, so that nested tables cost no more than their own content.
    """
    if (table.attr("role") or "") in {"presentation", "none"}:
        return []
    found: list[TableRow] = []
    for row in table.iter_elements("tr"):
        cells: list[str] = []
        heads = links = 0
        for cell in row.children:
            if not isinstance(cell, Element) or cell.tag not in {"td", "th"}:
                continue
            read = read_cell(cell)
            if read is None:
                return []
            cells.append(read[0])
            links += read[1]
            heads += cell.tag == "th"
        if any(cells):
            found.append(TableRow(tuple(cells), heads == len(cells), links))
    wide = sum(len(row.cells) > 1 for row in found)
    return found if wide >= 2 and wide * 2 >= len(found) else []


def read_cell(cell: Element) -> tuple[str, int] | None:
    """Give a cell's text and how much of it is in links; `None` for a cell of a layout."""
    parts: list[str] = []
    size = links = 0
    walk = [(iter(cell.children), False)]
    while walk:
        children, linked = walk[-1]
        for node in children:
            if isinstance(node, Text):
                size += len(node.data)
                links += len(node.data) if linked else 0
                parts.append(node.data)
                if size > LONGEST_CELL * 4:
                    return None
            elif isinstance(node, Element) and node.tag not in UNSEEN:
                if node.tag in {"table", "h1", "h2", "form", "article", "iframe"}:
                    return None
                if node.tag in BLOCKS_APART:
                    parts.append(" ")
                walk.append((iter(node.children), linked or node.tag == "a"))
                break
        else:
            walk.pop()
    text = " ".join("".join(parts).split())
    return (text, min(links, len(text))) if len(text) <= LONGEST_CELL else None
