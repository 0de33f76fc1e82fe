"""The title, and the lines around it: dek and kicker."""

from __future__ import annotations

from lugas.blocks.heads import TIME_WORDS, is_crumbs, is_time, names_year
from lugas.blocks.names import class_groups, group_bits, group_mask
from lugas.blocks.phrases import Mark
from lugas.blocks.sheet import Sheet
from lugas.blocks.words import STOPS, rows_saying, split_words, squash
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
# Where its element is named for it, at least so many, and none of these signs, which labels, credits and ratings have.
NAMED_DEK_WORDS, NO_WORDS = 3, frozenset(":()/|\n")
KICKER_WORDS = 8
# With a full stop at its end, and more words than this, it is a sentence: "U.S." is none.
CLOSED_WORDS = 2

# A line of markup that the tagger gives less than this is a dek only if its element says so: of those on the labelled
# pages six in seven are captions, prompts, notices, or tell who the author is.
DEK_CHANCE = 0.4
# The same for a line of copied text that does not follow the title directly: of those below, one in eight is a dek.
COPIED_DEK_CHANCE = 0.1
# The title and the line right under it stand in one box, so many levels up at most.
TITLE_BOXES = 3
# So many elements around a row are asked for what their attributes tell of it.
HINTING = 2
# Paragraphs of the body may stand in boxes of their own, so many deep.
WRAPPERS = 3

# A row of the body has this many words at least where it opens the body; a byline or a time this many at most.
PROSE_WORDS = 10
NOTE_WORDS = 14

# What ends a heading that is a sentence, and so no heading of a part.
FULL_STOPS = ".。…।։።"

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
    if is_crumbs(row.text) or (row.text.endswith(tuple(FULL_STOPS)) and sheet.words[top - 1] > CLOSED_WORDS):
        return  # "This live blog is now closed."
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
    least, many = DEK_WORDS
    for index in range(top + 1, min(top + 1 + DEK_REACH, len(sheet.rows))):
        row = sheet.rows[index]
        if (
            sheet.words[index] <= TIME_WORDS
            and is_time(row.text)
            and not names_year(row.text, sheet.words[index])
        ):
            continue
        if is_button(sheet, index):
            continue
        if sheet.words[index] <= NOTE_WORDS and (
            sheet.near[index] & group_bits("author") or " - " in row.text or hints_author(sheet, index)
        ):
            continue
        if sheet.cut.form == "html" and sheet.chance[index] < DEK_CHANCE and not told_dek(sheet, index):
            continue
        if sheet.cut.form == "text" and index > top + 1 and sheet.chance[index] < COPIED_DEK_CHANCE:
            continue
        few = NAMED_DEK_WORDS if row.text and is_short_dek(sheet, index) else least
        if sheet.unmarked(index) and few <= sheet.words[index] <= many and row.links * 2 <= len(row.text):
            if stands_apart(sheet, index, options):
                sheet.mark(index, Role.DEK, "stands under the title, apart from the body", 0.9)
            return


def is_button(sheet: Sheet, index: int) -> bool:
    """Whether a row between title and body is a button."""
    short = sheet.words[index] <= NOTE_WORDS
    return sheet.rows[index].tag == "button" or (short and bool(sheet.marks[index] & BUTTONS))


def hints_author(sheet: Sheet, index: int) -> bool:
    """Whether one of the elements nearest to a row tells in an attribute of its own that it holds the byline."""
    boxes, author = sheet.cut.boxes, group_bits("author")
    masks = class_groups()[0]
    return any(
        group_mask(split_words(value), masks) & author
        for box in lineage(boxes, sheet.rows[index].box, HINTING)
        for _, value in boxes[box].hints
    )


def is_short_dek(sheet: Sheet, index: int) -> bool:
    """Whether a row is of an element named for the dek, right under the title, and is words alone."""
    text = sheet.rows[index].text
    if (
        not sheet.near[index] & group_bits("dek")
        or sheet.role(index - 1) is not Role.TITLE
        or sheet.marks[index]
    ):
        return False
    return (
        text[-1] not in STOPS
        and not any(map(NO_WORDS.__contains__, text))
        and not any(map(str.isdigit, text))
    )


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
        at
        for at in range(index + 1, len(rows))
        if sheet.chance[at] >= options.threshold and rows[at].text and sheet.unmarked(at)
    )
    start = next((at for at in following if sheet.words[at] >= PROSE_WORDS), -1)
    if start < 0:
        return False
    row = rows[index]
    if row.kind is Kind.HEADING:
        return not heads_part(sheet, index)
    if sheet.marks[index] & (Mark.BYLINE | Mark.TIME | Mark.CREDIT):
        return False
    between = [at for at in range(index + 1, start) if sheet.words[at] <= NOTE_WORDS]
    if sheet.cut.form == "text":
        # Of the lines that look so and that the tagger takes for body, two in three are the body's first paragraph.
        signed = sheet.role(index - 1) is Role.TITLE and (
            any(sheet.marks[at] & Mark.BYLINE or sheet.role(at) is Role.BYLINE for at in between)
            or (row.text[-1] not in STOPS and len(between) > 1 and is_time(rows[index + 2].text))
        )
        doubtful = sheet.chance[index] < options.threshold or signed
        return bool(between) and start - index <= DEK_REACH and doubtful
    wrappers = WRAPPERS if sheet.chance[index] >= options.threshold else 1
    apart = row.box != rows[start].box and not beside(sheet, index, start, wrappers)
    return apart and bool(between or sheet.near[index] & group_bits("dek"))


def heads_part(sheet: Sheet, index: int) -> bool:
    """Whether a heading is the first of several of one make in one box: it heads a part of the text."""
    boxes, rows = sheet.cut.boxes, sheet.rows
    if sheet.cut.form == "text" or rows[index].text[-1] in FULL_STOPS or sheet.words[index] > NOTE_WORDS:
        return False  # a sentence is the dek, whatever stands further down
    own = boxes[rows[index].box]
    for row in rows[index + 1 :]:
        if row.kind is Kind.HEADING and row.level == rows[index].level:
            box = boxes[row.box]
            if box.parent == own.parent and box.words == own.words:
                return True
    return False


def beside(sheet: Sheet, one: int, other: int, wrappers: int) -> bool:
    """Whether two rows are of elements side by side, maybe each in a wrapper of one make, or of one and the same."""
    boxes = sheet.cut.boxes
    first, second = boxes[sheet.rows[one].box], boxes[sheet.rows[other].box]
    for _ in range(wrappers):
        if first.tag != second.tag or first.parent < 0 or second.parent < 0:
            return False
        if first.parent == second.parent:
            return True
        first, second = boxes[first.parent], boxes[second.parent]
        fewer, more = sorted((first.words, second.words), key=len)
        if not fewer or not set(fewer).issubset(more):
            return False
    return False
