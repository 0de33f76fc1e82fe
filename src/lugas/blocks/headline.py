"""The title, and the lines around it: dek and kicker."""

from __future__ import annotations

from lugas.blocks.heads import TIME_WORDS, is_crumbs, is_time
from lugas.blocks.names import group_bits
from lugas.blocks.phrases import Mark
from lugas.blocks.sheet import Sheet
from lugas.blocks.words import STOPS, rows_saying, squash
from lugas.blocks.zones import zones_of
from lugas.model import Kind, Role
from lugas.options import Options
from lugas.page.rows import lineage

__all__ = ["mark_dek", "mark_kicker", "mark_title"]

# A row longer than this is no title, in characters.
LONGEST_TITLE = 400

# The dek stands at most this many rows after the title, and has this many words at least and at most.
DEK_REACH = 12
DEK_WORDS = (6, 90)
KICKER_WORDS = 8

# A line of markup that the tagger gives less than this is a dek only if its element says so: of those on the labelled
# pages six in seven are captions, prompts, notices, or tell who the author is.
DEK_CHANCE = 0.4
# The same for a line of copied text that does not follow the title directly: of those below, one in eight is a dek.
COPIED_DEK_CHANCE = 0.1
# The title and the line right under it stand in one box, so many levels up at most.
TITLE_BOXES = 3

# A row of the body has this many words at least where it opens the body; a byline or a time this many at most.
PROSE_WORDS = 10
NOTE_WORDS = 14

# What a button between title and body may say.
BUTTONS = Mark.COPY | Mark.SHARE | Mark.CONTROL | Mark.AD


def mark_title(sheet: Sheet, _options: Options) -> None:
    """Mark the row that shows the title, and the rows that show it again."""
    flat = squash(sheet.title)
    if not flat or sheet.cut.whole:
        return
    same = rows_saying([row.text for row in sheet.rows], flat, LONGEST_TITLE)
    if not same:
        return
    chosen = title_row(sheet, same)
    for index in same:
        if index == chosen:
            sheet.mark(index, Role.TITLE, "shows the title")
        else:
            sheet.mark(index, Role.NAVIGATION, "shows the title again", 0.9)


def title_row(sheet: Sheet, same: list[int]) -> int:
    """Choose among rows that show the title: the nearest before the body that is a main heading, a heading, any row."""
    body = [index for index, chance in enumerate(sheet.chance) if chance > 0.5 and sheet.words[index] > 8]
    start = body[0] if body else len(sheet.rows)
    before = [index for index in same if index <= start] or same
    for wanted in ((1,), (2, 3, 4, 5, 6)):
        found = [i for i in before if sheet.rows[i].kind is Kind.HEADING and sheet.rows[i].level in wanted]
        if found:
            return found[-1]
    return before[-1] if body else before[0]


def mark_kicker(sheet: Sheet, _options: Options) -> None:
    """Mark the short line right over the title, in one box with it, that is no path of sections."""
    top = zones_of(sheet).title
    if top < 1 or sheet.cut.form == "text" or not sheet.unmarked(top - 1):
        return
    row, boxes = sheet.rows[top - 1], sheet.cut.boxes
    above, title = boxes[row.box], boxes[sheet.rows[top].box]
    together = above.parent in {title.parent, sheet.rows[top].box} or row.box == title.parent
    if is_crumbs(row.text):
        return
    if row.text and row.tag != "li" and sheet.words[top - 1] <= KICKER_WORDS and together:
        crumbs = any(row.text in each.text for each in sheet.having(Role.SECTION))
        role, why = (Role.SECTION, ", and in the path of sections") if crumbs else (Role.KICKER, "")
        sheet.mark(top - 1, role, f"stands right over the title{why}", 0.7)


def mark_dek(sheet: Sheet, options: Options) -> None:
    """Mark the dek: the sentence under the title that stands apart from the body.

    It is apart when it is a heading, when its element is named for it and is not the body's, or when a byline, a time
    or a picture comes between it and the body. A first paragraph that the page repeats as its description is none.
    """
    top = zones_of(sheet).title
    if top < 0:
        return
    few, many = DEK_WORDS
    for index in range(top + 1, min(top + 1 + DEK_REACH, len(sheet.rows))):
        row = sheet.rows[index]
        if sheet.words[index] <= TIME_WORDS and is_time(row.text):
            continue
        if is_button(sheet, index):
            continue
        if sheet.words[index] <= NOTE_WORDS and (
            sheet.near[index] & group_bits("author") or " - " in row.text
        ):
            continue
        if sheet.cut.form == "html" and sheet.chance[index] < DEK_CHANCE and not told_dek(sheet, index):
            continue
        if sheet.cut.form == "text" and index > top + 1 and sheet.chance[index] < COPIED_DEK_CHANCE:
            continue
        if sheet.unmarked(index) and few <= sheet.words[index] <= many and row.links * 2 <= len(row.text):
            if stands_apart(sheet, index, options):
                sheet.mark(index, Role.DEK, "stands under the title, apart from the body", 0.9)
            return


def is_button(sheet: Sheet, index: int) -> bool:
    """Whether a row between title and body is a button."""
    short = sheet.words[index] <= NOTE_WORDS
    return sheet.rows[index].tag == "button" or (short and bool(sheet.marks[index] & BUTTONS))


def told_dek(sheet: Sheet, index: int) -> bool:
    """Whether an element around a row is named for the dek and none for the author, or the row is the title's next."""
    if sheet.near[index] & group_bits("author"):
        return False
    if sheet.near[index] & group_bits("dek"):
        return True
    rows = range(index - 1, -1, -1)
    above = next((at for at in rows if sheet.rows[at].text and not is_button(sheet, at)), index)
    shown = sheet.role(above) is Role.TITLE or squash(sheet.rows[above].text) == squash(sheet.title)
    around = set(lineage(sheet.cut.boxes, sheet.rows[index].box, TITLE_BOXES))
    return (
        shown
        and not sheet.marks[index]
        and not around.isdisjoint(lineage(sheet.cut.boxes, sheet.rows[above].box, TITLE_BOXES))
    )


def stands_apart(sheet: Sheet, index: int, options: Options) -> bool:
    """Whether a row under the title is set apart from the body that follows."""
    rows = sheet.rows
    following = (
        at for at in range(index + 1, len(rows)) if rows[at].text and sheet.chance[at] >= options.threshold
    )
    start = next((at for at in following if sheet.words[at] >= PROSE_WORDS), -1)
    if start < 0:
        return False
    row = rows[index]
    if row.kind is Kind.HEADING or sheet.marks[index] & (Mark.BYLINE | Mark.TIME | Mark.CREDIT):
        return row.kind is Kind.HEADING
    between = [at for at in range(index + 1, start) if sheet.words[at] <= NOTE_WORDS]
    if sheet.cut.form == "text":
        # Of the lines that look so and that the tagger takes for body, two in three are the body's first paragraph.
        signed = sheet.role(index - 1) is Role.TITLE and (
            any(sheet.marks[at] & Mark.BYLINE or sheet.role(at) is Role.BYLINE for at in between)
            or (row.text[-1] not in STOPS and len(between) > 1 and is_time(rows[index + 2].text))
        )
        doubtful = sheet.chance[index] < options.threshold or signed
        return bool(between) and start - index <= DEK_REACH and doubtful
    apart = row.box != rows[start].box and not beside(sheet, index, start)
    return apart and bool(between or sheet.near[index] & group_bits("dek"))


def beside(sheet: Sheet, one: int, other: int) -> bool:
    """Whether two rows are of elements side by side in one box, or of one and the same element."""
    boxes = sheet.cut.boxes
    first, second = boxes[sheet.rows[one].box], boxes[sheet.rows[other].box]
    return first.parent == second.parent and first.tag == second.tag
