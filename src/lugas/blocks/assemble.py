"""From labelled rows to the public blocks."""

from __future__ import annotations

from msgspec import structs

from lugas.blocks.captions import captions_of
from lugas.blocks.figures import spare_pictures
from lugas.blocks.sheet import Sheet
from lugas.blocks.tags import ITEMS, LISTS
from lugas.model import Block, Image, Item, Kind, Place, Role, Span
from lugas.page.rows import Cut, Row

__all__ = ["block_numbers", "blocks_of"]

Entry = tuple[int, Row]  # a row as it is read, and its number


def blocks_of(sheet: Sheet) -> tuple[Block, ...]:
    """Make the blocks of a page: one a row, but one for rows of one list or table that are alike."""
    captions = captions_of(sheet)
    items, cells = Kind.LIST, Kind.TABLE
    rounded: dict[float, float] = {}  # most of a page's are one of a few numbers
    found: list[Block] = []
    for together in blocks_together(sheet):
        kind = together[0][1].kind
        if kind is items:
            found.append(list_block(sheet, together))
        elif kind is cells:
            found.append(table_block(sheet, together))
        else:
            index, row = together[0]
            sure = sheet.sures[index]
            if sure not in rounded:
                rounded[sure] = round(sure, 3)
            found.append(single_block(sheet, index, row, captions, rounded[sure]))
    return tuple(found)


def block_numbers(sheet: Sheet) -> list[int]:
    """Give for each row the number of its block in what `blocks_of` gives, -1 for one that is left out."""
    found = [-1] * len(sheet.rows)
    for number, together in enumerate(blocks_together(sheet)):
        for index, _ in together:
            found[index] = number
    return found


def blocks_together(sheet: Sheet) -> list[list[Entry]]:
    """Give the rows of each block: a row joins the one before if both are of one list or table, and alike."""
    items, cells = Kind.LIST, Kind.TABLE
    roles = sheet.roles
    found: list[list[Entry]] = []
    last: tuple[Kind, int, Role] | None = None  # of the block that the next row may join
    for entry in entries_of(sheet):
        index, row = entry
        kind = row.kind
        if kind is not items and kind is not cells:
            last = None
            found.append([entry])
            continue
        mine = (kind, row.group, roles[index])
        if mine == last and (row.group or not row.gap):
            found[-1].append(entry)
        else:
            found.append([entry])
        last = mine
    return found


def entries_of(sheet: Sheet) -> list[Entry]:
    """Give the rows with their labels; what opens a list item is the item, spare pictures are left out.

    The item is measured as the paragraph its tag says it is, and read as what it is here: `<li><p>` is how many
    editors write a plain list. Further paragraphs of the item stay what they are.
    """
    spare = spare_pictures(sheet.cut)
    if sheet.cut.form == "text":
        return list(enumerate(sheet.rows))  # where there are no elements
    cut, paragraph = sheet.cut, Kind.PARAGRAPH
    found: list[Entry] = []
    before: Row | None = None
    for index, row in enumerate(sheet.rows):
        if index in spare:
            continue
        item = row
        if row.tag == "p" and row.kind is paragraph and opens_item(cut, row, before):
            levels = sum(box.tag in LISTS for box in cut.around(row))
            item = structs.replace(row, kind=Kind.LIST, level=levels)
        if row.text:
            before = row
        found.append((index, item))
    return found


def opens_item(cut: Cut, row: Row, before: Row | None) -> bool:
    """Tell whether a row is the first text of a list item; `before` is the row with text before it."""
    inside = cut.boxes[row.box].parent
    if inside < 0 or cut.boxes[inside].tag not in ITEMS:
        return False
    index = before.box if before is not None else -1
    # a box comes after the one around it, so the way up from an earlier row ends below the item's own number
    while index > inside:
        index = cut.boxes[index].parent
    return index != inside


def place_of(sheet: Sheet, first: Row, last: Row) -> Place:
    """Give the place of the rows that become one block, from the first to the last."""
    if sheet.cut.form == "html":
        return Place(sheet.cut.path(first))
    return Place("", first.first_line, last.last_line)


def single_block(
    sheet: Sheet, index: int, row: Row, captions: dict[int, tuple[str, str]], sure: float
) -> Block:
    """Make the block of one row; `captions` are told by the identity of a picture's row."""
    image = row.image
    if image is not None and id(row) in captions:
        caption, credit = captions[id(row)]
        image = Image(
            url=image.url, alt=image.alt, caption=caption or image.caption, credit=credit or image.credit
        )
    return Block(
        kind=row.kind,
        text=row.text,
        role=sheet.roles[index],
        reason=sheet.reasons[index],
        place=place_of(sheet, row, row),
        sure=sure,
        level=row.level if row.kind is Kind.HEADING else 0,
        spans=row.spans,
        image=image,
        embed=row.embed,
    )


def list_block(sheet: Sheet, entries: list[Entry]) -> Block:
    """Make the block of consecutive items of one list."""
    rows = [row for _, row in entries]
    least = least_sure(sheet, entries)
    return Block(
        kind=Kind.LIST,
        text="\n".join([row.text for row in rows]),
        role=sheet.roles[least],
        reason=sheet.reasons[least],
        place=place_of(sheet, rows[0], rows[-1]),
        sure=round(sheet.sures[least], 3),
        spans=moved_spans(rows),
        items=tuple(
            [
                Item(row.text, row.level or 1, row.ordered, max(row.number, 0) if row.ordered else 0)
                for row in rows
            ]
        ),
    )


def least_sure(sheet: Sheet, entries: list[Entry]) -> int:
    """Give the row whose label is least sure, the first of several: a block is no surer than any of its rows."""
    sures = sheet.sures
    found = entries[0][0]
    for index, _ in entries:
        if sures[index] < sures[found]:
            found = index
    return found


def moved_spans(rows: list[Row]) -> tuple[Span, ...]:
    """Give the spans of a list's or a table's rows, moved to where each row's text stands in the block's."""
    if len(rows) == 1:
        return rows[0].spans
    found = list(rows[0].spans)
    start = len(rows[0].text) + 1
    for row in rows[1:]:
        found += [Span(span.start + start, span.end + start, span.kind, span.url) for span in row.spans]
        start += len(row.text) + 1
    return tuple(found)


def table_block(sheet: Sheet, entries: list[Entry]) -> Block:
    """Make the block of consecutive rows of one table."""
    rows = [row for _, row in entries]
    least = least_sure(sheet, entries)
    heads = 0
    while heads < len(rows) and rows[heads].header:
        heads += 1
    return Block(
        kind=Kind.TABLE,
        text="\n".join([row.text for row in rows]),
        role=sheet.roles[least],
        reason=sheet.reasons[least],
        place=place_of(sheet, rows[0], rows[-1]),
        sure=round(sheet.sures[least], 3),
        spans=moved_spans(rows),
        rows=tuple([row.cells for row in rows]),
        header_rows=heads,
    )
