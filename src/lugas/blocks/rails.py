"""Rails, boxes and lists of links to other articles."""

from __future__ import annotations

from itertools import pairwise

from lugas.blocks.sheet import Sheet
from lugas.blocks.words import STOPS
from lugas.blocks.zones import Zones, last_likely, zones_of
from lugas.model import Kind, Role
from lugas.options import Options
from lugas.page.rows import lineage

__all__ = ["mark_doubles", "mark_rails"]

# A headline of another article has this many words at least and at most; counted on the rails of the test pages.
HEADLINE_WORDS = FEWEST, MOST = 4, 34
NO_HEADLINES = frozenset({Kind.TABLE, Kind.CODE})

RELATED = Role.RELATED

# In copied text, so many lines that look like headlines in a row are a rail even without a heading.
RAIL_LENGTH = 3
# A short line between headlines, a section or a time, has at most this many words.
LABEL_WORDS = 4
# The last headlines of a list may be shorter than others.
SHORTEST_ITEM = 2
# A label stands so many rows from a headline at most.
BESIDE = 2


def mark_rails(sheet: Sheet, _options: Options) -> None:
    """Mark links to other articles: linked headlines in markup, headlines shown twice or in runs in copied text."""
    if sheet.cut.form == "html":
        mark_linked(sheet)
    else:
        mark_copied(sheet)


def mark_linked(sheet: Sheet) -> None:
    """Mark rows that are links as long as headlines are, and the labels beside them."""
    zones, rows, roles = zones_of(sheet), sheet.rows, sheet.roles
    for index in sheet.open_rows():
        row = rows[index]
        if row.links * 3 > len(row.text) * 2 and is_headline(sheet, index):
            sheet.mark(index, RELATED, "is a link as long as a headline", 0.8)
    if RELATED not in roles:
        return  # nothing to stand beside
    body = rows[zones.first].box if zones.first >= 0 else -1
    whole = frozenset(lineage(sheet.cut.boxes, body))
    words = sheet.words
    for index, row in enumerate(rows):
        if words[index] > LABEL_WORDS or RELATED not in roles[max(index - BESIDE, 0) : index + BESIDE + 1]:
            continue
        if not row.text or row.kind is Kind.TABLE or row.text[0] == "[":
            continue
        if row.kind is Kind.HEADING and heads_other(sheet, index):
            continue
        if is_free(sheet, index, after=zones.after_body(index)) and beside_headline(sheet, index, whole):
            sheet.mark(index, Role.RELATED, "stands with a link to another article", 0.6)


def heads_other(sheet: Sheet, index: int) -> bool:
    """Whether what follows a heading has a role, and is no link to another article."""
    after = next((at for at in range(index + 1, len(sheet.rows)) if sheet.rows[at].text), -1)
    return after >= 0 and not sheet.unmarked(after) and sheet.role(after) is not Role.RELATED


def beside_headline(sheet: Sheet, index: int, whole: frozenset[int]) -> bool:
    """Whether a row stands in one box, or in boxes side by side, with a link to another article next to it.

    `whole` are the boxes that hold the body too: what stands in them stands beside everything.
    """
    rows, boxes = sheet.rows, sheet.cut.boxes
    around = set(lineage(boxes, rows[index].box, 3)) - whole
    for at in range(max(index - BESIDE, 0), min(index + BESIDE + 1, len(rows))):
        if (
            at != index
            and sheet.roles[at] is Role.RELATED
            and not around.isdisjoint(lineage(boxes, rows[at].box, 3))
        ):
            return True
    return False


def mark_doubles(sheet: Sheet, options: Options) -> None:
    """Mark lines of copied text shown twice on end: a picture's alternative text and caption, or a rail's headline."""
    if sheet.cut.form == "html":
        return
    rows, top = sheet.rows, zones_of(sheet).title
    last = last_likely(sheet, options)
    twice = [index for index, (row, after) in enumerate(pairwise(rows), 1) if row.text == after.text]
    for index in twice:
        if not is_headline(sheet, index, stops=True):
            continue
        inside = top < index < last and not sheet.marks[index]
        if (
            sheet.unmarked(index - 1)
            and sheet.unmarked(index)
            and (inside or (not sheet.marks[index] and is_headline(sheet, index)))
        ):
            role, why = (Role.CAPTION, "a caption") if inside else (Role.RELATED, "a headline")
            sheet.mark(index - 1, role, f"is {why} shown twice", 0.9)
            sheet.mark(index, role, f"is {why} shown twice", 0.9)


def mark_copied(sheet: Sheet) -> None:
    """Mark headlines in copied text: under a heading or a headline that announces them, or in a run."""
    zones, roles, reasons = zones_of(sheet), sheet.roles, sheet.reasons
    announced = False
    for index in range(len(sheet.rows)):
        if not announced:
            announced = bool(reasons[index]) and roles[index] is RELATED
        elif reasons[index] and not is_free(sheet, index, after=zones.after_body(index)):
            announced = roles[index] is RELATED
        elif is_headline(sheet, index) or is_label(sheet, index) or ends_list(sheet, index, zones):
            sheet.mark(index, RELATED, "stands in a list of other articles", 0.7)
        else:
            announced = False
    mark_runs(sheet, zones)


def ends_list(sheet: Sheet, index: int, zones: Zones) -> bool:
    """Whether a row of a few words stands in one paragraph with the headlines of a list before it."""
    if not zones.after_body(index) or sheet.words[index] < SHORTEST_ITEM or sheet.marks[index]:
        return False
    row = sheet.rows[index]
    item = sheet.words[index - 1] >= SHORTEST_ITEM and not sheet.marks[index - 1]
    return row.gap == 0 and item and sheet.role(index - 1) is Role.RELATED and row.text[-1] not in STOPS


def is_free(sheet: Sheet, index: int, *, after: bool) -> bool:
    """Whether a row has no role, that of a menu, which a label beside a headline often has, or merely stands apart."""
    menu = (
        sheet.role(index) in {Role.NAVIGATION, Role.TIME, Role.FOOTER} and sheet.words[index] <= LABEL_WORDS
    )
    apart = sheet.cut.form == "text" and sheet.role(index) is Role.OTHER
    return sheet.unmarked(index) or (after and (menu or apart))


def is_label(sheet: Sheet, index: int) -> bool:
    """Whether a short row stands between headlines: their section, or when they were published."""
    if sheet.words[index] > LABEL_WORDS:
        return False
    after = range(index + 1, min(index + 3, len(sheet.rows)))
    follows = any(
        sheet.role(at) is Role.RELATED or (sheet.unmarked(at) and is_headline(sheet, at)) for at in after
    )
    return follows or sheet.rows[index].text in {
        sheet.rows[at].text for at in range(max(index - 4, 0), index)
    }


def mark_runs(sheet: Sheet, zones: Zones) -> None:
    """Mark runs of lines that look like headlines, with their labels; not lines of facts in the body."""
    start = 0
    reasons = sheet.reasons
    for index in range(len(reasons) + 1):
        if index < len(reasons) and not reasons[index]:
            continue
        heads = (
            [at for at in range(start, index) if is_headline(sheet, at)]
            if index - start >= RAIL_LENGTH
            else []
        )
        if (
            len(heads) >= RAIL_LENGTH
            and len(heads) * 2 >= heads[-1] - heads[0] + 1
            and not (index <= zones.last and tells_facts(sheet, heads))
        ):
            known_heads = set(heads)
            labels = {sheet.rows[at].text for at in range(heads[0], heads[-1]) if at not in known_heads}
            above = heads[0] - 1  # the section of the first headline, or the heading of them all
            heading = above == start and zones.after_body(above) and sheet.words[above] <= LABEL_WORDS
            known = above >= start and (heading or sheet.rows[above].text in labels)
            first = above if known else heads[0]
            for at in range(first, heads[-1] + 1):
                sheet.mark(at, Role.RELATED, "stands in a run of headlines", 0.6)
        start = index + 1


def tells_facts(sheet: Sheet, heads: list[int]) -> bool:
    """Whether most of some lines hold numbers, as those of facts in the body do."""
    return sum(any(map(str.isdigit, sheet.rows[at].text)) for at in heads) * 2 > len(heads)


def is_headline(sheet: Sheet, index: int, *, stops: bool = False) -> bool:
    """Whether a row is as long as a headline and, unless `stops` are allowed, does not end as a sentence does."""
    if not FEWEST <= sheet.words[index] <= MOST:
        return False
    row = sheet.rows[index]
    text = row.text
    if not text or row.kind in NO_HEADLINES:
        return False
    return (
        stops or text[-1] not in STOPS or text.endswith(("?", "!", "...", "…", "？", "！")) or row.links > 0
    )
