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
    items, cells, heading = Kind.LIST, Kind.TABLE, Kind.HEADING
    roles, reasons, sures = sheet.roles, sheet.reasons, sheet.sures
    rounded: dict[float, float] = {}  # most of a page's are one of a few numbers
    found: list[Block] = []
    for together in blocks_together(sheet):
        index, row = together[0]
        kind = row.kind
        if kind is items:
            found.append(list_block(sheet, together))
            continue
        if kind is cells:
            found.append(table_block(sheet, together))
            continue
        sure = sures[index]
        if sure not in rounded:
            rounded[sure] = round(sure, 3)
        image = row.image
        if image is not None and id(row) in captions:
            image = captioned(image, *captions[id(row)])
        found.append(
            Block(
                kind=kind,
                text=row.text,
                role=roles[index],
                reason=reasons[index],
                place=place_of(sheet, row, row),
                sure=rounded[sure],
                level=row.level if kind is heading else 0,
                spans=row.spans,
                image=image,
                embed=row.embed,
            )
        )
    return tuple(found)


def captioned(image: Image, caption: str, credit: str) -> Image:
    """Give a picture with the caption and the credit that stand beside it, and its own where there is none."""
    return Image(
        url=image.url, alt=image.alt, caption=caption or image.caption, credit=credit or image.credit
    )


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
    cut, rows, paragraph = sheet.cut, sheet.rows, Kind.PARAGRAPH
    found = list(enumerate(rows))
    if cut.form == "text":
        return found  # where there are no elements
    for index in [at for at, row in found if row.tag == "p" and row.kind is paragraph]:
        row = rows[index]
        if opens_item(cut, index):
            levels = sum(box.tag in LISTS for box in cut.around(row))
            found[index] = (index, structs.replace(row, kind=Kind.LIST, level=levels))
    spare = spare_pictures(cut)
    return [entry for entry in found if entry[0] not in spare] if spare else found


def opens_item(cut: Cut, index: int) -> bool:
    """Tell whether a row is the first text of a list item."""
    rows, boxes = cut.rows, cut.boxes
    inside = boxes[rows[index].box].parent
    if inside < 0 or boxes[inside].tag not in ITEMS:
        return False
    at = index - 1  # back to the row with text before it, past pictures
    while at >= 0 and not rows[at].text:
        at -= 1
    before = rows[at].box if at >= 0 else -1
    # a box comes after the one around it, so the way up from an earlier row ends below the item's own number
    while before > inside:
        before = boxes[before].parent
    return before != inside


def place_of(sheet: Sheet, first: Row, last: Row) -> Place:
    """Give the place of the rows that become one block, from the first to the last."""
    if first.box >= 0:
        return Place(sheet.cut.paths[first.box])
    return Place("", first.first_line, last.last_line)


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
    sures = [sheet.sures[index] for index, _ in entries]
    return entries[sures.index(min(sures))][0]


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
