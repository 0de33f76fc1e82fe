"""Rows known by where they stand: the elements around them and the names these bear."""

from __future__ import annotations

from functools import lru_cache

from lugas.blocks.names import BOXES, NAMING, OVERRULING, group_bits, named_roles
from lugas.blocks.phrases import Mark
from lugas.blocks.shape import NEAR, kind_bits
from lugas.blocks.sheet import Sheet
from lugas.blocks.zones import Zones, zones_of
from lugas.model import Kind, Role
from lugas.options import Options
from lugas.page.rows import Box, lineage

__all__ = ["mark_around", "mark_boxes", "mark_places"]

Named = tuple[tuple[Role, str], ...]

# A byline, a time, a tag or a share button is short; longer rows in such a box are something else.
SHORT_WORDS = 14
SHORT_ROLES = frozenset(
    {Role.BYLINE, Role.TIME, Role.TAGS, Role.SHARE, Role.SECTION, Role.KICKER, Role.CREDIT}
)

# Groups of class words of any box around, the most telling first.
AROUND: tuple[tuple[str, Role], ...] = (
    ("comment", Role.COMMENTS),
    ("newsletter", Role.NEWSLETTER),
    ("ads", Role.AD),
    ("recommend", Role.RELATED),
    ("popular", Role.RELATED),
    ("promo", Role.RELATED),
    ("menu", Role.NAVIGATION),
)


# Elements named for these hold buttons of all kinds, and the words on a button say which; so do bylines' labels.
LOOSE = frozenset({Role.SHARE, Role.TIME, Role.CREDIT, Role.BYLINE, Role.FOOTER})
TELLING = int(Mark.COPY | Mark.SHARE | Mark.BYLINE | Mark.COMMENTS)


@lru_cache(maxsize=1)
def around_table() -> tuple[tuple[int, Role, str], ...]:
    """Give the groups of class words around a row as bit masks."""
    return tuple(
        (group_bits(name), role, f"stands within an element named for {name}") for name, role in AROUND
    )


@lru_cache(maxsize=1)
def masks() -> dict[str, int]:
    """Give the bit masks of the kinds and groups that single rules ask for."""
    return {
        "nav": kind_bits("nav"),
        "footer": kind_bits("footer"),
        "header": kind_bits("header"),
        "article": kind_bits("article", "main"),
        "author": group_bits("author"),
        "date": group_bits("date"),
    }


def roles_named(words: tuple[str, ...]) -> Named:
    """Give the roles that the class words of an element name, each with its word."""
    names = named_roles()
    return tuple([(names[word], word) for word in words if word in names])


def told_names(sheet: Sheet) -> list[Named]:
    """Give the roles that each name of the page's boxes tells, found out once for both passes that ask."""
    if sheet.named is None:
        names = sheet.cut.names
        masks = names.masks or [NAMING] * len(names.boxes)
        sheet.named = [
            roles_named(box.words) if mask & NAMING else ()
            for box, mask in zip(names.boxes, masks, strict=True)
        ]
    return sheet.named


def mark_boxes(sheet: Sheet, _options: Options) -> None:
    """Mark the rows of boxes that read like the body and are named for something else."""
    if sheet.cut.form == "text":
        return
    boxes, numbers = sheet.cut.boxes, sheet.cut.names.numbers
    nearest, names = sheet.nearest, told_names(sheet)
    for index in sheet.open_rows():
        if not nearest[index] & OVERRULING:
            continue  # most
        for box in lineage(boxes, sheet.rows[index].box, NEAR):
            role = role_as_box(names[numbers[box]])
            if role is not None and boxes[box].depth > 2 and sheet.chance[index] < SURELY_BODY.get(role, 2.0):
                said = " ".join(boxes[box].words[:4])
                sheet.mark(index, role, f"stands in an element named for {said}", 0.9)
                break


def role_as_box(named: Named) -> Role | None:
    """Give the first of the roles that an element is named for that overrules the tagger."""
    for role, _ in named:
        if role in BOXES:
            return role
    return None


# A page may call its whole article area "comments"; a fact box it calls so is one.
SURELY_BODY = {Role.COMMENTS: 0.5, Role.CONSENT: 0.5}


def mark_places(sheet: Sheet, _options: Options) -> None:
    """Mark rows that are no body by the elements right around them, by menus and by footers."""
    if sheet.cut.form == "text":
        return
    bits, zones, boxes = masks(), zones_of(sheet), sheet.cut.boxes
    names = told_names(sheet)
    paths = {number for number in sheet.cut.names.hinted if tells_crumbs(boxes[number])}
    nav, footer, header, article = bits["nav"], bits["footer"], bits["header"], bits["article"]
    author, date = bits["author"], bits["date"]
    nearest = sheet.nearest
    for index in sheet.open_rows():
        row = sheet.rows[index]
        kinds, named, told = sheet.kinds[index], None, False
        if nearest[index] & NAMING:
            named = name_of(sheet, names, row.box, long=sheet.words[index] > SHORT_WORDS)
        if paths:
            told = not paths.isdisjoint(lineage(boxes, row.box, NEAR))
        crumbs = named is not None and named[0] is Role.SECTION
        if kinds & nav and not crumbs and not told:
            sheet.mark(index, Role.NAVIGATION, "stands in a menu", 0.8)
        elif kinds & footer and not kinds & article:
            sheet.mark(index, Role.FOOTER, "stands in the footer", 0.8)
        elif told:
            sheet.mark(index, Role.SECTION, "stands in an element that says it is the path of sections", 0.9)
        elif named is not None and not yields(sheet, index, named[0]):
            role = Role.BYLINE if named[0] is Role.CREDIT and signs(sheet, index, zones) else named[0]
            sheet.mark(index, role, f"stands in an element named {named[1]}", 0.8)
        elif kinds & header and not kinds & article and index < zones.title:
            if sheet.marks[index] & Mark.SUBSCRIPTION and sheet.words[index] <= SHORT_WORDS:
                continue
            sheet.mark(index, Role.NAVIGATION, "stands in the page's header", 0.8)
        elif sheet.near[index] & author and not sheet.marks[index] & Mark.RELATED:
            mark_author(sheet, index, after=zones.after_body(index), head=zones.in_head(index))
        elif (
            not sheet.marks[index] & TELLING
            and sheet.near[index] & date
            and sheet.words[index] <= SHORT_WORDS
            and zones.in_head(index)
            and (sheet.marks[index] & Mark.TIME or any(letter.isdigit() for letter in row.text))
        ):
            sheet.mark(index, Role.TIME, "stands in an element named for the time", 0.8)


def name_of(sheet: Sheet, names: list[Named], box: int, *, long: bool) -> tuple[Role, str] | None:
    """Give the role that a box, or the nearest around it, is named for, and the word; a path of sections first.

    `names` holds what each name of the page's boxes tells.
    """
    boxes, numbers = sheet.cut.boxes, sheet.cut.names.numbers
    first: tuple[Role, str] | None = None
    steps = 0
    while box >= 0 and steps < NEAR:
        for role, word in names[numbers[box]]:
            if long and role in SHORT_ROLES:
                continue
            if role is Role.SECTION:
                return role, word
            first = first or (role, word)
        box = boxes[box].parent
        steps += 1
    return first


def yields(sheet: Sheet, index: int, role: Role) -> bool:
    """Whether the words of a row tell more of it than the name of its element does."""
    row = sheet.rows[index]
    if role is Role.CREDIT and row.kind is Kind.HEADING:
        return True
    if role is Role.TIME and not sheet.marks[index] & Mark.TIME:
        return not any(letter.isdigit() for letter in row.text)  # a line of an entry's head, and no time
    return role in LOOSE and bool(sheet.marks[index] & TELLING)


def signs(sheet: Sheet, index: int, zones: Zones) -> bool:
    """Whether a row named for credit stands between title and body away from pictures: there it names the author."""
    beside = sheet.rows[max(index - 2, 0) : index]
    pictured = any(row.kind in {Kind.IMAGE, Kind.EMBED} or row.tag == "figcaption" for row in beside)
    return zones.title < index < zones.first and zones.title >= 0 and not pictured


def tells_crumbs(box: Box) -> bool:
    """Whether an element says by an attribute that it holds the path of sections."""
    return any("breadcrumb" in value for _, value in box.hints)


def mark_author(sheet: Sheet, index: int, *, after: bool, head: bool) -> None:
    """Mark a row of an element named for the author: the byline above the body, who the author is below it."""
    if after:
        sheet.mark(index, Role.AUTHOR_BOX, "stands after the body in an element named for the author", 0.7)
    elif head and sheet.words[index] <= SHORT_WORDS:
        sheet.mark(index, Role.BYLINE, "stands in an element named for the author", 0.8)


def mark_around(sheet: Sheet, _options: Options) -> None:
    """Mark rows by the names of any box around them."""
    if sheet.cut.form == "text":
        return
    table, around = around_table(), sheet.around
    every = 0
    for mask, _, _ in table:
        every |= mask
    for index in sheet.open_rows():
        if not around[index] & every:
            continue
        for mask, role, why in table:
            if around[index] & mask:
                sheet.mark(index, role, why, 0.6)
                break
