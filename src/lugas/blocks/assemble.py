"""From labelled rows to the public blocks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from lugas.blocks.sheet import Label, Sheet
from lugas.model import Block, Image, Item, Kind, Place, Role, Span
from lugas.page.rows import Row

__all__ = ["blocks_of"]

Entry = tuple[Row, Label]


def blocks_of(sheet: Sheet) -> tuple[Block, ...]:
    """Make the blocks of a page: one a row, but one for the rows of a list or table that follow each other alike."""
    captions = captions_by_figure(sheet)
    found: list[Block] = []
    for _, entries in groupby(zip(sheet.rows, sheet.labels, strict=True), key=Joiner().key):
        together = list(entries)
        row = together[0][0]
        if row.kind is Kind.LIST:
            found.append(list_block(sheet, together))
        elif row.kind is Kind.TABLE:
            found.append(table_block(sheet, together))
        else:
            found.append(single_block(sheet, together[0], captions))
    return tuple(found)


class Joiner:
    """Tells which rows become one block, by giving them the same key."""

    def __init__(self) -> None:
        self.count = 0
        self.last: tuple[Kind, int, Role] | None = None

    def key(self, entry: Entry) -> int:
        """Number the blocks: a row joins the one before if both are items or rows of one list or table, alike."""
        row, label = entry
        mine = (row.kind, row.group, label.role)
        joins = row.kind in {Kind.LIST, Kind.TABLE} and mine == self.last and (row.group or not row.gap)
        self.count += not joins
        self.last = mine
        return self.count


def captions_by_figure(sheet: Sheet) -> dict[int, tuple[str, str]]:
    """Give the caption and the credit of each figure that has them."""
    found: dict[int, tuple[str, str]] = {}
    for row, label in zip(sheet.rows, sheet.labels, strict=True):
        if row.group and label.role in {Role.CAPTION, Role.CREDIT} and row.text:
            caption, credit = found.get(row.group, ("", ""))
            if label.role is Role.CAPTION:
                caption = f"{caption} {row.text}".strip()
            else:
                credit = f"{credit} {row.text}".strip()
            found[row.group] = (caption, credit)
    return found


def place_of(sheet: Sheet, rows: list[Row]) -> Place:
    """Give the place of rows that become one block."""
    first = rows[0]
    if sheet.cut.form == "html":
        return Place(path=sheet.cut.path(first))
    return Place(first_line=first.first_line, last_line=rows[-1].last_line)


def single_block(sheet: Sheet, entry: Entry, captions: dict[int, tuple[str, str]]) -> Block:
    """Make the block of one row."""
    row, label = entry
    image = row.image
    if image is not None and row.group in captions:
        caption, credit = captions[row.group]
        image = Image(url=image.url, alt=image.alt, caption=caption, credit=credit)
    return Block(
        kind=row.kind,
        text=row.text,
        role=label.role,
        reason=label.reason,
        place=place_of(sheet, [row]),
        sure=round(label.sure, 3),
        level=row.level if row.kind is Kind.HEADING else 0,
        spans=row.spans,
        image=image,
        embed=row.embed,
    )


def list_block(sheet: Sheet, entries: list[Entry]) -> Block:
    """Make the block of consecutive items of one list."""
    rows = [row for row, _ in entries]
    label = min((label for _, label in entries), key=lambda label: label.sure)
    return Block(
        kind=Kind.LIST,
        text="\n".join(row.text for row in rows),
        role=label.role,
        reason=label.reason,
        place=place_of(sheet, rows),
        sure=round(label.sure, 3),
        spans=tuple(moved_spans(rows)),
        items=tuple(Item(row.text, max(row.level, 1), row.ordered) for row in rows),
    )


def moved_spans(rows: list[Row]) -> Iterator[Span]:
    """Give the spans of list items, moved to where each item's text stands in the block's."""
    start = 0
    for row in rows:
        for span in row.spans:
            yield Span(span.start + start, span.end + start, span.kind, span.url)
        start += len(row.text) + 1


def table_block(sheet: Sheet, entries: list[Entry]) -> Block:
    """Make the block of consecutive rows of one table."""
    rows = [row for row, _ in entries]
    label = min((label for _, label in entries), key=lambda label: label.sure)
    heads = 0
    while heads < len(rows) and rows[heads].header:
        heads += 1
    return Block(
        kind=Kind.TABLE,
        text="\n".join(row.text for row in rows),
        role=label.role,
        reason=label.reason,
        place=place_of(sheet, rows),
        sure=round(label.sure, 3),
        rows=tuple(row.cells for row in rows),
        header_rows=heads,
    )
