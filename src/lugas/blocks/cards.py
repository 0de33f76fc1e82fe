"""Links to other articles that are set into the body: cards that are one link, headlines under a label.

They read like the body and stand in its midst, so the tagger may keep them. That a card leads to one place as a whole,
or that the line above points to other articles, tells them apart.
"""

from __future__ import annotations

from lugas.blocks.phrases import Mark
from lugas.blocks.sheet import Sheet
from lugas.blocks.zones import holdings_of, likely_rows
from lugas.model import Kind, Role
from lugas.options import Options
from lugas.page.rows import Row, lineage

__all__ = ["mark_cards"]

# A card has so many rows with text at least and at most, and this share of the likely body at most.
LEAST_ROWS, MOST_ROWS, MOST = 2, 6, 0.25
# So much of a row's letters are links where it is one link.
WHOLE = 0.9
# A label points to other articles: so many words at most, and its box is one of so many around it.
LABEL_WORDS, SCOPE = 6, 3
POINTING = Mark.RELATED | Mark.MORE
# What a card says under its headline has so many words at least.
TEASER_WORDS = 5
NO_CARDS = frozenset({Kind.TABLE, Kind.CODE, Kind.LIST})


def mark_cards(sheet: Sheet, options: Options) -> None:
    """Mark likely rows that are links as a whole: in a card, or under a label that points to other articles."""
    if sheet.cut.form == "text":
        return
    rows = sheet.rows
    linked = [
        at for at in likely_rows(sheet, options) if is_linked(rows[at]) and rows[at].kind not in NO_CARDS
    ]
    for index in linked:
        if not sheet.unmarked(index):
            continue
        card = card_around(sheet, index, options)
        if card:
            for at in card:
                if sheet.unmarked(at):
                    sheet.mark(at, Role.RELATED, "is part of a card that is one link", 0.8)
        elif is_announced(sheet, index, options):
            sheet.mark(index, Role.RELATED, "is a link under a label that points to other articles", 0.8)


def is_linked(row: Row) -> bool:
    """Whether a row is a link as a whole."""
    return row.links > WHOLE * len(row.text)


def card_around(sheet: Sheet, index: int, options: Options) -> list[int]:
    """Give the rows with text of the card that a row stands in: all of them lead to one place. None without a card."""
    rows, address = sheet.rows, address_of(sheet.rows[index])
    if not address:
        return []
    card = [index]
    for step in (-1, 1):
        at = index + step
        while 0 <= at < len(rows) and len(card) <= MOST_ROWS and same_card(rows[at], address):
            card += [at] if rows[at].text else []
            at += step
    if not LEAST_ROWS <= len(card) <= MOST_ROWS:
        return []
    told = any(rows[at].kind is Kind.PARAGRAPH and sheet.words[at] >= TEASER_WORDS for at in card)
    if not told or not all(stands_in_link(sheet, at) for at in card):
        return []
    shared = set(lineage(sheet.cut.boxes, rows[min(card)].box)).intersection(
        lineage(sheet.cut.boxes, rows[max(card)].box)
    )
    inner = max(shared, default=-1)  # a box comes after the one around it
    if inner < 0 or not holdings_of(sheet, options).apart(inner, MOST):
        return []
    return card


def same_card(row: Row, address: str) -> bool:
    """Whether a row beside one that leads to an address is of its card: without text, or leading there too."""
    return not row.text or address_of(row) == address


def stands_in_link(sheet: Sheet, index: int) -> bool:
    """Whether a row stands in a link that holds whole elements, as against one within its own."""
    boxes = sheet.cut.boxes
    # a step names the inline elements on the way to its own: "a[1]/div[2]"
    steps = (boxes[box].step for box in lineage(boxes, sheet.rows[index].box, SCOPE))
    return any("/a[" in f"/{step}".rpartition("/")[0] for step in steps)


def address_of(row: Row) -> str:
    """Give where a row leads as a whole; "" for one that is no link or several."""
    if not is_linked(row):
        return ""
    addresses = {span.url for span in row.spans if span.kind == "link"}
    return addresses.pop() if len(addresses) == 1 else ""


def is_announced(sheet: Sheet, index: int, options: Options) -> bool:
    """Whether the row with text before one is a label that points to other articles, in a box of theirs."""
    above = next((at for at in range(index - 1, -1, -1) if sheet.rows[at].text), -1)
    if above < 0 or sheet.words[above] > LABEL_WORDS or not sheet.marks[above] & POINTING:
        return False
    if sheet.rows[above].links or not sheet.unmarked(above):
        return False
    boxes = sheet.cut.boxes
    shared = set(lineage(boxes, sheet.rows[above].box, SCOPE)).intersection(
        lineage(boxes, sheet.rows[index].box, SCOPE + 1)
    )
    return bool(shared) and holdings_of(sheet, options).apart(max(shared), MOST)
