"""Rows that the tagger alone would leave out of the body, and that their neighbours in it speak for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import groupby

from lugas.blocks.sheet import Sheet
from lugas.blocks.words import STOPS
from lugas.model import Kind, Role
from lugas.options import Options
from lugas.page.rows import Row, lineage

__all__ = ["mark_items", "mark_parts", "mark_subheads"]

# A line between two paragraphs of copied text that heads the second has so many words at most, and this chance at
# least; the paragraphs are this sure. Cross-validated, the scores are the same with it and without.
SUBHEAD_WORDS, SUBHEAD_CHANCE, SURE = 7, 0.2, 0.9

# An item of a sentence ends so: what follows belongs to it.
GOES_ON = ";；"

# A table belongs to the body as a whole when this share of its rows does. A list or a quote between paragraphs does
# when no more than this share of its letters are links.
TABLE_SHARE, MOST_LINKED = 0.5, 0.3
PAIR = 2  # columns
DEFINING = frozenset({"dd", "dt"})
MOST_FACTS = 24  # rows of a `<dl>` that needs no more to be body than to stand between paragraphs
AMONG = 4  # rows after a table among which the body goes on
COLONS = ":："
QUOTE_WORDS, PART_CHANCE = 80, 0.2

# An item belongs to the body with its list when this share of the list does and it is this likely itself.
LIST_SHARE, ITEM_CHANCE = 0.6, 0.3


def mark_subheads(sheet: Sheet, _options: Options) -> None:
    """Mark a short line of copied text that stands alone between two rows of the body and is no whole sentence."""
    if sheet.cut.form == "html":
        return
    for index in range(1, len(sheet.rows) - 1):
        row = sheet.rows[index]
        between = sheet.role(index - 1) is Role.BODY and sheet.role(index + 1) is Role.BODY
        if not between or not sheet.unmarked(index) or sheet.marks[index] or not row.text:
            continue
        likely = sheet.words[index] <= SUBHEAD_WORDS and sheet.chance[index] >= SUBHEAD_CHANCE
        sure = min(sheet.chance[index - 1], sheet.chance[index + 1]) >= SURE
        if likely and (row.text[-1] in GOES_ON or (sure and row.text[-1] not in STOPS)):
            sheet.mark(index, Role.BODY, "stands alone between the body's paragraphs", sheet.chance[index])


def groups_of_body(sheet: Sheet, kind: Kind, share: float) -> set[int]:
    """Give the lists, or the tables, of whose rows at least a share is body."""
    body = Counter(row.group for row in sheet.having(Role.BODY) if row.kind is kind and row.group)
    if not body:
        return set()
    rows = Counter(row.group for row in sheet.rows if row.kind is kind)
    return {group for group, count in body.items() if count >= share * rows[group]}


def mark_items(sheet: Sheet, _options: Options) -> None:
    """Mark the items of a list whose other items are body for the most part."""
    mostly = groups_of_body(sheet, Kind.LIST, LIST_SHARE)
    for index in sheet.open_rows() if mostly else ():
        row = sheet.rows[index]
        if row.kind is Kind.LIST and row.group in mostly and sheet.chance[index] >= ITEM_CHANCE:
            sheet.mark(index, Role.BODY, "is an item of a list of the body", sheet.chance[index])


def mark_parts(sheet: Sheet, _options: Options) -> None:
    """Mark what belongs to tables, lists and quotes of the body: header rows, items after a colon, who said it."""
    if sheet.cut.form == "text":
        return
    whole = groups_of_body(sheet, Kind.TABLE, TABLE_SHARE) | tables_between(sheet) | lists_between(sheet)
    for index in sheet.open_rows():
        row, chance = sheet.rows[index], sheet.chance[index]
        if row.group in whole:
            sheet.mark(index, Role.BODY, "belongs to a table or a list of the body", max(chance, 0.5))
            continue
        item = row.kind is Kind.LIST and chance >= PART_CHANCE
        quote = row.kind is Kind.QUOTE and sheet.words[index] <= QUOTE_WORDS
        if not (item or quote) or row.links > MOST_LINKED * len(row.text):
            continue
        last = next((at for at in range(index - 1, -1, -1) if sheet.rows[at].text), -1)
        if last < 0 or sheet.roles[last] is not Role.BODY:
            continue
        before = sheet.rows[last]
        if item and goes_on(sheet, before, row):
            sheet.mark(index, Role.BODY, "is in a list that a paragraph of the body announces", 0.6)
        elif quote:
            of_quote = before.kind is Kind.QUOTE and stands_beside(sheet, before, row)
            if of_quote or (chance >= PART_CHANCE and stands_beside(sheet, before, row)):
                sheet.mark(index, Role.BODY, "is a quote between the body's paragraphs", 0.6)


def tables_between(sheet: Sheet) -> set[int]:
    """Give the tables of data that follow paragraphs of the body in the same container and are not made of links."""
    found: set[int] = set()
    rows = sheet.rows
    if Kind.TABLE not in [row.kind for row in rows]:
        return found
    before = None  # the last paragraph of the body
    index = 0
    while index < len(rows):
        row = rows[index]
        if row.kind is not Kind.TABLE or not row.group:
            if row.kind is Kind.PARAGRAPH and sheet.roles[index] is Role.BODY:
                before = row
            index += 1
            continue
        first = index
        while index < len(rows) and rows[index].group == row.group:
            index += 1
        own = [at for at in range(first, index) if rows[at].kind is Kind.TABLE]
        free = all(sheet.unmarked(at) or sheet.role(at) is Role.BODY for at in own)
        linked = sum(rows[at].links for at in own) > MOST_LINKED * sum(len(rows[at].text) for at in own)
        # two columns without a head may say who wrote and who edited the article
        data = row.header or len(row.cells) > PAIR
        if not free or not data or linked or before is None:
            continue
        if stands_beside(sheet, before, row) or stands_among(
            sheet, before, row, text_below(sheet, index - 1)
        ):
            found.add(row.group)
    return found


def lists_between(sheet: Sheet) -> set[int]:
    """Give the lists between two paragraphs of the body, beside both in one container, that are not made of links."""
    found: set[int] = set()
    rows = sheet.rows
    likely = {rows[at].group for at, chance in enumerate(sheet.chance) if chance >= PART_CHANCE}
    items = (rows[at] for at in sheet.open_rows() if rows[at].kind is Kind.LIST)
    if not any(row.group in likely or row.tag in DEFINING for row in items):
        return found  # most pages
    after = 0
    for group, some in groupby(rows, lambda row: row.group if row.kind is Kind.LIST else 0):
        own = list(some)
        first, after = after, after + len(own)
        places = range(first, after)
        if not group or not any(map(sheet.unmarked, places)):
            continue
        if not all(
            sheet.role(at) is Role.BODY or not (sheet.reasons[at] or sheet.marks[at]) for at in places
        ):
            continue
        facts = len(own) <= MOST_FACTS and all(row.tag in DEFINING for row in own)
        if not facts and max(sheet.chance[first:after]) < PART_CHANCE:
            continue  # channels to follow and letters to order are listed between paragraphs too
        if sum(row.links for row in own) > MOST_LINKED * sum(len(row.text) for row in own):
            continue
        if ends_beside(sheet, reversed(range(first)), own[0]) and ends_beside(
            sheet, range(after, len(rows)), own[0]
        ):
            found.add(group)
    return found


def text_below(sheet: Sheet, index: int) -> Row | None:
    """Give the next row of the body after one, among the few that follow."""
    near = range(index + 1, min(index + 1 + AMONG, len(sheet.rows)))
    at = next((at for at in near if sheet.rows[at].text and sheet.roles[at] is Role.BODY), -1)
    return sheet.rows[at] if at >= 0 else None


def stands_among(sheet: Sheet, before: Row, row: Row, after: Row | None) -> bool:
    """Tell whether a row stands among the parts that a body is set of, each in a container, between two alike."""
    if after is None:
        return False
    boxes = sheet.cut.boxes
    one, other = boxes[before.box].parent, boxes[after.box].parent
    if one < 0 or other < 0 or boxes[one].parent != boxes[other].parent or boxes[one].tag != boxes[other].tag:
        return False
    around = boxes[one].parent
    return boxes[one].words == boxes[other].words and around in {
        boxes[box].parent for box in lineage(boxes, row.box, 3)
    }


def ends_beside(sheet: Sheet, places: Iterable[int], row: Row) -> bool:
    """Tell whether the first of some rows that has text is a paragraph of the body, and a row stands beside it."""
    at = next((at for at in places if sheet.rows[at].text), -1)
    if at < 0 or sheet.rows[at].kind is not Kind.PARAGRAPH or sheet.role(at) is not Role.BODY:
        return False
    return stands_beside(sheet, sheet.rows[at], row)


def goes_on(sheet: Sheet, before: Row, row: Row) -> bool:
    """Tell whether a list goes on, or follows right after a paragraph that ends with a colon."""
    if before.kind is Kind.LIST:
        return before.group == row.group
    return before.text[-1] in COLONS and stands_beside(sheet, before, row)


def stands_beside(sheet: Sheet, before: Row, row: Row) -> bool:
    """Tell whether a row stands beside a paragraph: in the paragraph's own container, or in a quote with it."""
    boxes = sheet.cut.boxes
    container = boxes[before.box].parent
    if boxes[before.box].tag == "blockquote" or (container >= 0 and boxes[container].tag == "blockquote"):
        quote = before.box if boxes[before.box].tag == "blockquote" else container
        return any(
            boxes[box].tag == "blockquote" and box == quote for box in (row.box, boxes[row.box].parent)
        )
    return container in {boxes[box].parent for box in lineage(boxes, row.box, 3)}
