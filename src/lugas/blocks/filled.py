"""Filling a cut: what an article's body in the page's data says beyond what the page shows becomes rows of the cut.

The rows stand in the box of their script, so a path tells where they were read: `html/body[1]/script[4]/p[2]`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from msgspec import structs

from lugas.blocks.cut import cut_tree
from lugas.blocks.sheet import Sheet
from lugas.blocks.words import squash
from lugas.model import Kind, Role
from lugas.page.rows import Box, Cut, Row
from lugas.page.state import Known, Record, StoredBody, find_bodies, may_be_stored
from lugas.page.tree import Document, Element, parse_html

__all__ = ["Filled", "claim_body", "fill", "shows_enough"]

# A page that shows more words of body than this is not looked into.
MOST_SHOWN = 250
# The data has the whole where the page has this share of its words or less.
SHARE_SHOWN = 0.55
BODIES = 3  # looked at, the most likely first

# Letters of a row that opens as another does; shorter rows are alike only when they are equal.
SAME_OPENING = 40

TEXT = frozenset({Kind.PARAGRAPH, Kind.HEADING, Kind.LIST, Kind.QUOTE, Kind.TABLE, Kind.CODE})
# Roles that the words of a row give it, wherever it stands: they hold for rows of the data too.
BY_WORDS = frozenset(
    {
        Role.AD,
        Role.CAPTION,
        Role.COPY,
        Role.CORRECTION,
        Role.CREDIT,
        Role.NEWSLETTER,
        Role.RELATED,
        Role.SHARE,
        Role.SUBSCRIPTION,
        Role.TITLE,
    }
)
# What stands between an article's title and its body.
HEAD = frozenset({Role.BYLINE, Role.CREDIT, Role.DEK, Role.KICKER, Role.SECTION, Role.TIME})
DEEPEST = 60  # boxes around a script; real pages stay far below
# What data written into the text of a body holds, at least twice and once in so many characters.
INNER_DATA, DATA_SPACING = '":', 80
REASON = "stands in the page's data, not in its text"


@dataclass(slots=True)
class Filled:
    """A cut with the rows of the data put in.

    `added` are the indexes of those that are text, `beside` of those that are none, with what they are; `cut_off` are
    rows of the page that are said whole in the data, `record` what else the data says of the article.
    """

    cut: Cut
    added: list[int]
    cut_off: list[int]
    beside: dict[int, str]
    record: Record | None = None

    def keep(self, count: int) -> None:
        """Keep the first rows of the cut alone."""
        del self.cut.rows[count:]
        self.added = [index for index in self.added if index < count]
        self.cut_off = [index for index in self.cut_off if index < count]
        self.beside = {index: reason for index, reason in self.beside.items() if index < count}


def words_shown(sheet: Sheet) -> float:
    """Count the words of body that a page shows."""
    return sum([sheet.words[at] for at in sheet.places(Role.BODY)], 0.0)


def shows_enough(sheet: Sheet) -> bool:
    """Tell whether a page shows so much of its body that its data is not looked into."""
    return words_shown(sheet) > MOST_SHOWN


def fill(sheet: Sheet, tree: Document, known: Known, url: str) -> Filled | None:
    """Put the body that stands in the page's data alone into its cut; `None` where the page shows its body itself."""
    shown = words_shown(sheet)
    known = replace(known, shown=tuple([row.text for row in sheet.having(Role.BODY)]))
    if shown > MOST_SHOWN or known.path == "/" or not may_be_stored(tree, known):
        return None
    found = find_bodies(tree, known)
    for stored in found[:BODIES]:
        if shown <= SHARE_SHOWN * stored.words:
            filled = put_in(sheet, stored, known, url)
            if filled is not None:
                return filled
    return None


def put_in(sheet: Sheet, stored: StoredBody, known: Known, url: str) -> Filled | None:
    """Put the rows of one body of the data where they belong among those of the page."""
    inner = cut_tree(parse_html(f"<body>{stored.markup}"), url)
    titles = {squash(title) for title in known.titles}
    kept = [row for row in inner.rows if row.kind not in TEXT or squash(row.text) not in titles]
    reasons = [what_it_is(row) for row in kept]
    places = place_rows(sheet, kept)
    shown = {row.image.url for row in sheet.rows if row.image is not None}
    fresh = [
        (row, reason, place)
        for row, reason, place in zip(kept, reasons, places.at, strict=True)
        if place is not None and (row.image is None or row.image.url not in shown)
    ]
    whole = sum(len(row.text) for row, reason in zip(kept, reasons, strict=True) if not reason)
    if sum(len(row.text) for row, reason, _ in fresh if not reason) <= whole * (1 - SHARE_SHOWN):
        return None
    boxes = [*sheet.cut.boxes]
    base = script_box(boxes, stored.script)
    moved = move_boxes(boxes, inner, base)
    groups = max((row.group for row in sheet.rows), default=0)
    by_place: dict[int, list[tuple[Row, str]]] = {}
    for row, reason, place in fresh:
        new = structs.replace(row, box=moved[row.box], group=row.group + groups if row.group else 0)
        by_place.setdefault(place, []).append((new, reason))
    rows: list[Row] = []
    cut = Cut(sheet.cut.form, rows, boxes, budget=sheet.cut.budget)
    filled = Filled(cut, [], [], {}, stored.record)
    for index in range(-1, len(sheet.rows)):
        if index >= 0:
            if index in places.cut_off:
                filled.cut_off.append(len(rows))
            rows.append(sheet.rows[index])
        for row, reason in by_place.get(index, ()):
            if reason:
                filled.beside[len(rows)] = reason
            else:
                filled.added.append(len(rows))
            rows.append(row)
    return filled


def what_it_is(row: Row) -> str:
    """Say what a row of the data is that is no text of the article, "" for one that is."""
    if row.kind not in TEXT:
        return f"is an {row.kind.value} of the page's data"
    data = row.text.count(INNER_DATA) if row.kind is Kind.PARAGRAPH else 0
    if data >= 2 and data * DATA_SPACING >= len(row.text):
        return "is data within the text of the page's data"
    return ""


@dataclass(slots=True)
class Shown:
    """The rows of a page by their letters: all of them, and those of the body by how they open and as a whole."""

    exact: dict[str, int]
    opening: dict[str, int]
    body: dict[int, str]


def shown_rows(sheet: Sheet) -> Shown:
    """Gather the rows that a page shows."""
    shown = Shown({}, {}, {})
    for index, row in enumerate(sheet.rows):
        key = squash(row.text)
        if not key:
            continue
        shown.exact.setdefault(key, index)
        if sheet.role(index) is Role.BODY:
            shown.opening.setdefault(key[:SAME_OPENING], index)
            shown.body[index] = key
    return shown


@dataclass(slots=True)
class Places:
    """For each row of the data the index of the page's row that it follows, `None` where the page shows it.

    `cut_off` are the rows of the page that show no more than how such a row begins.
    """

    at: list[int | None]
    cut_off: set[int]


def place_rows(sheet: Sheet, rows: list[Row]) -> Places:
    """Find where rows of the data belong: after the row of the page that shows what comes before them there."""
    shown = shown_rows(sheet)
    keys = [squash(row.text) for row in rows]
    same = [row_that_shows(key, shown) for key in keys]
    found = [index for index in same if index is not None]
    last = min(found) - 1 if found else head_end(sheet)
    places = Places([], set())
    for key, index in zip(keys, same, strict=True):
        last = last if index is None else index
        if index is None:
            places.at.append(last)
        elif index in shown.body and len(shown.body[index]) < len(key):
            places.at.append(last)
            places.cut_off.add(index)
        else:
            places.at.append(None)
    return places


def row_that_shows(key: str, shown: Shown) -> int | None:
    """Give the row of the page that shows a row of the data, or how it begins; `None` for none."""
    at = shown.exact.get(key)
    if at is None and len(key) >= SAME_OPENING:
        at = shown.opening.get(key[:SAME_OPENING])
        if at is None:
            at = next((index for index, text in shown.body.items() if key in text), None)
    return at


def head_end(sheet: Sheet) -> int:
    """Give the row after which a body belongs that the page shows nothing of: the last of the article's head."""
    roles = sheet.roles
    if Role.TITLE in roles:
        last = at = roles.index(Role.TITLE)
        while at + 1 < len(roles) and (roles[at + 1] in HEAD or not sheet.rows[at + 1].text):
            at += 1
            last = at if roles[at] in HEAD else last
        return last
    return next((index for index, role in enumerate(roles) if role is Role.FOOTER), len(roles)) - 1


def script_box(boxes: list[Box], script: Element) -> int:
    """Give the box of a script, made with those around it where the cut has none."""
    way: list[Element] = [script, *(above for above in script.ancestors if isinstance(above, Element))]
    way.reverse()
    known = {(box.parent, box.step): index for index, box in enumerate(boxes)}
    parent = -1
    for depth, element in enumerate(way[:DEEPEST]):
        step = element.tag if depth == 0 else f"{element.tag}[{number_of(element)}]"
        index = known.get((parent, step), -1)
        if index < 0:
            index = len(boxes)
            boxes.append(Box(parent, element.tag, step, depth))
        parent = index
    return parent


def number_of(element: Element) -> int:
    """Give an element's number among its siblings of one tag, from 1."""
    above = element.parent
    if above is None:
        return 1
    alike = (node for node in above.children if isinstance(node, Element) and node.tag == element.tag)
    return next((number for number, node in enumerate(alike, 1) if node == element), 1)


def move_boxes(boxes: list[Box], inner: Cut, base: int) -> list[int]:
    """Put the boxes of a cut into another's, those of its own root and body left out; gives their new places."""
    moved: list[int] = []
    for box in inner.boxes:
        if box.depth < 2:
            moved.append(base)
            continue
        parent = moved[box.parent]
        moved.append(len(boxes))
        boxes.append(structs.replace(box, parent=parent, depth=boxes[parent].depth + 1))
    return moved


def claim_body(sheet: Sheet, filled: Filled) -> None:
    """Mark what a page's data adds as body, but for rows whose own words say that they are something else."""
    for index in filled.added:
        if sheet.role(index) in BY_WORDS:
            continue
        sheet.mark(index, Role.BODY, REASON, max(sheet.chance[index], 0.5))
    for index, reason in filled.beside.items():
        sheet.mark(index, Role.OTHER, reason)
    for index in filled.cut_off:
        sheet.mark(index, Role.OTHER, "is the beginning of a paragraph that stands whole in the page's data")
