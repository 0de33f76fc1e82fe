"""Tables: data told from layout, and nothing of a data table lost."""

from __future__ import annotations

import time

import pytest

from lugas.blocks.cut import cut_tree
from lugas.blocks.tables import MOST_CELLS, WIDEST_ROW
from lugas.model import Kind
from lugas.page.rows import Row
from lugas.page.tree import parse_html

PROSE = "A whole story stands in this one cell. " * 12


def rows(markup: str) -> list[Row]:
    """Cut the rows of markup."""
    return cut_tree(parse_html(markup), "https://site.example/").rows


def test_data() -> None:
    """A table of data gives a row each, its cells, its header rows, one group."""
    found = rows(
        "<table><thead><tr><th>Year<th>Boats</thead><tbody><tr><th>2023<td>4<tr><td>2024<td></tbody>"
        "<tfoot><tr><td>Sum<td>9</tfoot></table>"
    )
    assert [(row.kind, row.cells, row.header) for row in found] == [
        (Kind.TABLE, ("Year", "Boats"), True),
        (Kind.TABLE, ("2023", "4"), False),
        (Kind.TABLE, ("2024", ""), False),
        (Kind.TABLE, ("Sum", "9"), False),
    ]
    assert {row.group for row in found} == {1}
    assert found[0].text == "Year\tBoats"


def test_caption() -> None:
    """A table's caption is a row before the table's, of the same group."""
    caption, head, _ = rows(
        "<table><caption>Boats <b>a year</b></caption><tr><td>a<td>b<tr><td>c<td>d</table>"
    )
    assert (caption.kind, caption.text) == (Kind.PARAGRAPH, "Boats a year")
    assert caption.group == head.group > 0
    assert [caption.text[span.start : span.end] for span in caption.spans] == ["a year"]


def test_cells() -> None:
    """Words of a cell's blocks and links stay apart, invisible letters go, links and emphasis are marked."""
    first, second = rows(
        "<table><tr><td><div>a</div>b<p>c</p><ul><li>d<li>e</ul><td>x<script>no</script> <a href=/x> one </a><a"
        " href=/y>two</a><tr><td>Donau&shy;dampf<br>schiff<td><b>bold</b>er</table>"
    )
    assert first.cells == ("a b c d e", "x one two")
    assert first.links == 6
    assert [(first.text[s.start : s.end], s.url) for s in first.spans] == [
        ("one", "https://site.example/x"),
        ("two", "https://site.example/y"),
    ]
    assert second.cells == ("Donaudampf schiff", "bolder")
    assert [(second.text[s.start : s.end], s.kind) for s in second.spans] == [("bold", "strong")]


@pytest.mark.parametrize(
    "markup",
    [
        "<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>",
        "<table><tr><td>a<td>b</table>",
        "<table><tr><td>a<tr><td>b<tr><td>c</table>",
        f"<table><tr><td>a<td>{PROSE}<tr><td>c<td>d</table>",
        "<table><tr><td>a<td><h1>b</h1><tr><td>c<td>d</table>",
        "<table><tr><td>a<td><table><tr><td>b</table><tr><td>c<td>d</table>",
        f"<table><caption>{PROSE}</caption><tr><td>a<td>b<tr><td>c<td>d</table>",
        "<table><tr><td>a<td>b<tr><td>c<tr><td>d<tr><td>e<tr><td>f</table>",
    ],
)
def test_layout(markup: str) -> None:
    """A table that lays out the page is cut like any other elements: no row of it is a table's."""
    found = rows(markup)
    assert found
    assert Kind.TABLE not in {row.kind for row in found}


def test_data_inside_layout() -> None:
    """A data table inside a layout table is data; the cells around it are not."""
    found = rows("<table><tr><td>menu<td><p>text<table><tr><td>a<td>b<tr><td>c<td>d</table></table>")
    assert [(row.kind, row.text) for row in found] == [
        (Kind.PARAGRAPH, "menu"),
        (Kind.PARAGRAPH, "text"),
        (Kind.TABLE, "a\tb"),
        (Kind.TABLE, "c\td"),
    ]


def test_ragged_rows() -> None:
    """Rows may differ in length; what a cell spans beside its own place is empty; rows without text are no rows."""
    found = rows(
        "<table><tr><th colspan=2>Both<th>c<tr><td>1<td>2<td>3<tr><td><td><tr><td>4<td>5<td>6</table>"
    )
    assert [row.cells for row in found] == [("Both", "", "c"), ("1", "2", "3"), ("4", "5", "6")]


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        (
            "<tr><th rowspan=2>Boat<th colspan=2>2024<tr><th>May<th>June<tr><td>Ann<td>1<td>2",
            [("Boat", "2024", ""), ("", "May", "June"), ("Ann", "1", "2")],
        ),
        ("<tr><td>a<td rowspan=9>b<tr><td>c<tr><td>d", [("a", "b"), ("c", ""), ("d", "")]),
        ("<tr><td>a<td rowspan=0>b<td>x<tr><td>c<td>y", [("a", "b", "x"), ("c", "", "y")]),
        ("<tr><td colspan=-1>a<td colspan=x>b<tr><td>c<td>d", [("a", "b"), ("c", "d")]),
    ],
)
def test_spans(markup: str, wanted: list[tuple[str, ...]]) -> None:
    """A cell that spans columns or rows stands where it begins, and the cells it reaches over are empty."""
    assert [row.cells for row in rows(f"<table>{markup}</table>") if row.cells] == wanted


def test_hostile_spans() -> None:
    """Cells that claim to span a thousand million columns and rows cost no more than the table's own size."""
    start = time.process_time()
    found = rows("<table>" + "<tr><td colspan=1000000000 rowspan=1000000000>a<td>b" * 3000 + "</table>")
    assert time.process_time() - start < 4
    assert max(len(row.cells) for row in found) <= WIDEST_ROW + 2
    many = rows("<table>" + "<tr><td rowspan=1000000000>a<td>b" * 3000 + "</table>")
    assert max(len(row.cells) for row in many) <= WIDEST_ROW + 2


def test_headers() -> None:
    """Header rows are those of the head, those of heading cells alone, or a first row that alone is set bold."""
    bold = rows("<table><tr><td><b>a</b><td><strong>b</strong><tr><td>1<td><b>2</b></table>")
    assert [row.header for row in bold] == [True, False]
    plain = rows("<table><tr><td><b>a</b><td><b>b</b><tr><td><b>1</b><td><b>2</b></table>")
    assert [row.header for row in plain] == [False, False]
    head = rows("<table><thead><tr><td>a<td>b</thead><tr><td>1<td>2</table>")
    assert [row.header for row in head] == [True, False]


def test_table_of_too_many_cells() -> None:
    """A table of more cells than anybody reads is cut as the page's layout: nothing of it is left out."""
    count = MOST_CELLS // 50 + 1
    found = rows(f"<table>{('<tr>' + '<td>a' * 50) * count}</table>")
    assert {row.kind for row in found} == {Kind.PARAGRAPH}
    assert len(found) == count * 50
