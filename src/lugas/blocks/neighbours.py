"""What is known by its neighbours: items under a label, headings over what follows, menus at the ends, the rest."""

from __future__ import annotations

from itertools import pairwise

from lugas.blocks.heads import is_time
from lugas.blocks.phrases import Mark
from lugas.blocks.sheet import Sheet
from lugas.blocks.words import STOPS
from lugas.blocks.zones import Zones, zones_of
from lugas.model import Kind, Role
from lugas.options import Options
from lugas.page.rows import lineage

__all__ = ["mark_ends", "mark_headings", "mark_lists", "mark_neighbours"]

# A menu item, a tag or a button has at most this many words.
SHORT_WORDS = 5

# What the short lines of a menu may be taken for.
OF_MENUS = frozenset({Role.NAVIGATION, Role.FOOTER, Role.CONTROL, Role.RELATED, Role.SUBSCRIPTION})

# So many short lines on end are a menu.
MENU_LENGTH = 4

# Lines of the footer at most so many rows apart are one footer.
FOOT_GAP = 12

# Roles that a heading takes over from what follows it.
HEADED = frozenset(
    {
        Role.AUTHOR_BOX,
        Role.COMMENTS,
        Role.CONSENT,
        Role.FACT_BOX,
        Role.FOOTER,
        Role.NEWSLETTER,
        Role.RELATED,
        Role.SHARE,
        Role.SUBSCRIPTION,
        Role.TAGS,
    }
)

# Roles that do not spread to the rows between two of them.
SINGLE = frozenset(
    {
        Role.BODY,
        Role.TITLE,
        Role.DEK,
        Role.OTHER,
        Role.PERMALINK,
        Role.CORRECTION,
        Role.CREDIT,
        Role.CAPTION,
        Role.KICKER,
    }
)

# What stands among comments (their times and buttons) and among tags (a tag may be a word of the menu).
OF_COMMENTS = frozenset({Role.TIME, Role.BYLINE, Role.CONTROL, Role.SHARE, Role.CREDIT})
OF_TAGS = frozenset({Role.NAVIGATION, Role.CONTROL})

# How many boxes around a label its list may stand in, and how deep in there an item may stand.
SCOPE, LINEAGE = 4, 10

# So many lines after the comments, none longer than this in characters, are a list of other articles.
RAIL_LENGTH, LONGEST_HEADLINE, SHORTEST_TITLE = 3, 120, 16

# Roles that end the comments.
ENDS_COMMENTS = frozenset(
    {Role.RELATED, Role.FOOTER, Role.NEWSLETTER, Role.SUBSCRIPTION, Role.TITLE, Role.BODY, Role.TAGS}
)


def mark_lists(sheet: Sheet, _options: Options) -> None:
    """Mark the short rows after a label of tags as tags, and what stands under the comments' heading as comments."""
    zones = zones_of(sheet)
    role: Role | None = None
    scope: frozenset[int] = frozenset()
    last = zones.last
    after = [at for at in sheet.open_rows() if at > last] if last >= 0 else []
    answered = len(sheet.title) >= SHORTEST_TITLE and any(
        answers(sheet, sheet.rows[index].text) for index in after
    )
    if not answered and Role.TAGS not in sheet.roles and Role.COMMENTS not in sheet.roles:
        return  # no label, nothing under it
    roles, reasons = sheet.roles, sheet.reasons
    tags, comments = Role.TAGS, Role.COMMENTS
    for index, row in enumerate(sheet.rows):
        if not row.text:
            continue
        if answered and zones.after_body(index) and not reasons[index] and answers(sheet, row.text):
            sheet.mark(index, Role.COMMENTS, "names the article over the comments", 0.7)
        mine = roles[index] if reasons[index] else None
        if mine is tags or (mine is comments and zones.after_body(index)):
            role, scope = mine, scope_of(sheet, index, zones.last)
        elif role is None:
            continue  # under no label
        elif scope and scope.isdisjoint(lineage(sheet.cut.boxes, row.box, LINEAGE)):
            role = None
        elif role is Role.COMMENTS and (mine is None or mine in OF_COMMENTS):
            sheet.mark(index, role, "stands under the comments' heading", 0.6)
        elif role is Role.TAGS and sheet.words[index] <= SHORT_WORDS and (mine is None or mine in OF_TAGS):
            if row.kind is not Kind.HEADING:
                sheet.mark(index, role, "stands in the list of tags", 0.7)
        elif role is Role.TAGS or mine in ENDS_COMMENTS:
            role = None
    if sheet.cut.form == "text":
        release_rail(sheet)


def answers(sheet: Sheet, text: str) -> bool:
    """Whether a line names the article, as "Two thoughts on ..." over the comments does."""
    size = len(sheet.title)
    return size < len(text) < size + LONGEST_HEADLINE // 2 and size >= SHORTEST_TITLE and sheet.title in text


def release_rail(sheet: Sheet) -> None:
    """Mark lines like headlines after the last button of the comments as other articles, not as comments."""
    comments = sheet.places(Role.COMMENTS)
    last = max((at for at in comments if sheet.marks[at] & Mark.COMMENTS), default=-1)
    rail: list[int] = []
    while 0 <= last < len(sheet.rows) - 1 and sheet.role(last + 1) is Role.COMMENTS:
        last += 1
        rail.append(last)
    texts = [sheet.rows[at].text for at in rail]
    if len(rail) < RAIL_LENGTH or any(ends_sentence(text) or is_time(text) for text in texts):
        return
    for at in rail:
        sheet.mark(at, Role.RELATED, "stands in a list of lines after the comments", 0.5)


def ends_sentence(text: str) -> bool:
    """Whether a line ends as a sentence does, and not as a headline may, or is longer than a headline."""
    return len(text) > LONGEST_HEADLINE or (text[-1] in STOPS and text[-1] not in "?？")


def scope_of(sheet: Sheet, index: int, last: int) -> frozenset[int]:
    """Give the boxes near a label that do not hold the body too: its list stands in one of them. None in text."""
    boxes = sheet.cut.boxes
    body = set(lineage(boxes, sheet.rows[last].box)) if last >= 0 else set()
    return frozenset(box for box in lineage(boxes, sheet.rows[index].box, SCOPE) if box not in body)


def mark_headings(sheet: Sheet, _options: Options) -> None:
    """Give a heading, or a label such as "Share:", that is not of the body the role of what follows it."""
    for index in reversed(sheet.open_rows()):
        row = sheet.rows[index]
        label = row.text.endswith((":", "：")) and sheet.words[index] <= SHORT_WORDS
        if not (row.kind is Kind.HEADING or label):
            continue
        above = text_above(sheet, index)
        if row.links * 3 > len(row.text) * 2 and above >= 0 and sheet.role(above) is Role.RELATED:
            sheet.mark(index, Role.RELATED, "is a linked heading under other articles", 0.6)
            continue
        after = range(index + 1, min(index + 4, len(sheet.rows)))
        follows = next((at for at in after if not sheet.unmarked(at)), None)
        if follows is not None and sheet.role(follows) in HEADED:
            sheet.mark(index, sheet.role(follows), "heads what follows", 0.7)


def text_above(sheet: Sheet, index: int) -> int:
    """Give the row with text before one, -1 for none."""
    return next((at for at in range(index - 1, -1, -1) if sheet.rows[at].text), -1)


def mark_ends(sheet: Sheet, _options: Options) -> None:
    """Mark runs of short lines before the title as menus, and those after the body as menus or as the footer."""
    zones = zones_of(sheet)
    mark_feet(sheet, zones)
    start = 0
    roles, reasons, title, last = sheet.roles, sheet.reasons, zones.title, zones.last
    # From the title to the body's first rows.
    below = range(max(title + 1, zones.head.start), zones.head.stop)
    for index in [at for at, short in enumerate(short_rows(sheet)) if not short]:
        before = index <= title
        if index == start or not (before or index - start >= MENU_LENGTH):
            start = index + 1
            continue
        run = [at for at in range(start, index) if not reasons[at]]
        if run:
            foot = not before and Role.FOOTER in roles[start:index]
            if before:
                run = [at for at in range(start, index) if not reasons[at] or roles[at] is Role.RELATED]
            long = index - start >= MENU_LENGTH
            reason = "stands in a run of short lines" if long else "stands above the title"
            for at in run:
                if at not in below or at > last:
                    sheet.mark(at, Role.FOOTER if foot else Role.NAVIGATION, reason, 0.5)
        start = index + 1


def mark_feet(sheet: Sheet, zones: Zones) -> None:
    """Mark short rows between lines of the footer as footer, whatever else they may say."""
    feet = [at for at in sheet.places(Role.FOOTER) if zones.after_body(at)]
    for above, below in pairwise(feet):
        if below - above > FOOT_GAP or closes_article(sheet, above):
            continue
        for at in range(above + 1, below):
            if sheet.rows[at].text and sheet.words[at] <= SHORT_WORDS:
                sheet.mark(at, Role.FOOTER, "stands between lines of the footer", 0.6)
    for foot in feet:
        # "Advertise with us" over the first of them; "Advertisement" alone is a label.
        at = text_above(sheet, foot)
        if sheet.role(at) in {Role.AD, Role.CONSENT} and 1 < sheet.words[at] <= SHORT_WORDS:
            sheet.mark(at, Role.FOOTER, "stands right above the footer", 0.6)


def closes_article(sheet: Sheet, index: int) -> bool:
    """Whether a row is the line of rights right under the body, "© 2025 Agency", which is no foot of the page."""
    text = sheet.rows[index].text
    return ("©" in text or "copyright" in text.lower()) and sheet.role(text_above(sheet, index)) is Role.BODY


def short_rows(sheet: Sheet) -> list[bool]:
    """Tell of each row whether it may be an item of a menu, and after the last that none is."""
    return [
        (not reason or role in OF_MENUS)
        and (words <= SHORT_WORDS or row.text.count("|") > 1 or row.text.count("·") > 1)
        for row, words, role, reason in zip(sheet.rows, sheet.words, sheet.roles, sheet.reasons, strict=True)
    ] + [False]


def mark_neighbours(sheet: Sheet, _options: Options) -> None:
    """Give rows that are still unmarked the role of the marked rows on both sides, if these agree."""
    roles, reasons = sheet.roles, sheet.reasons
    before: list[Role | None] = []
    role: Role | None = None
    for mine, reason in zip(roles, reasons, strict=True):
        if reason:
            role = mine
        before.append(role)
    role = None
    for index in reversed(range(len(roles))):
        if reasons[index]:
            role = roles[index]
            continue
        above = before[index]
        if above is not None and above is role and above not in SINGLE:
            sheet.mark(index, above, "stands between others like it", 0.5)
        elif above is not None and above not in SINGLE and role is None:
            sheet.mark(index, above, "follows others like it", 0.4)
        else:
            reasons[index] = "is no part of the article, and nothing says what it is"
