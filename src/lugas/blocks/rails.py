"""Rails, boxes and lists of links to other articles; and what is left, by its neighbours."""

from __future__ import annotations

from lugas.blocks.letters import STOPS
from lugas.blocks.sheet import Sheet
from lugas.model import Kind, Role
from lugas.options import Options

__all__ = ["mark_headings", "mark_neighbours", "mark_rails"]

# A headline of another article has this many words at least and at most; counted on the rails of the test pages.
HEADLINE_WORDS = (3, 34)

# In copied text, so many lines that look like headlines in a row are a rail even without a heading.
RAIL_LENGTH = 3
# A short line between headlines, a section or a time, has at most this many words.
LABEL_WORDS = 4


def mark_rails(sheet: Sheet, _options: Options) -> None:
    """Mark links to other articles: linked headlines in markup, headlines shown twice or in runs in copied text."""
    if sheet.cut.form == "html":
        mark_linked(sheet)
    else:
        mark_copied(sheet)


def mark_linked(sheet: Sheet) -> None:
    """Mark rows that are links as long as headlines are."""
    for index, row in enumerate(sheet.rows):
        if sheet.unmarked(index) and is_headline(sheet, index) and row.links * 3 > len(row.text) * 2:
            sheet.mark(index, Role.RELATED, "is a link as long as a headline", 0.8)


def mark_copied(sheet: Sheet) -> None:
    """Mark headlines in copied text: each shown twice, or under a heading that announces them, or in a run."""
    rows = sheet.rows
    twice = [
        index > 0 and rows[index].text == rows[index - 1].text and is_headline(sheet, index)
        for index in range(len(rows))
    ]
    for index in range(1, len(rows)):
        if twice[index] and sheet.unmarked(index) and sheet.unmarked(index - 1):
            sheet.mark(index - 1, Role.RELATED, "is a headline shown twice", 0.9)
            sheet.mark(index, Role.RELATED, "is a headline shown twice", 0.9)
    announced = False
    for index in range(len(rows)):
        if not sheet.unmarked(index):
            announced = sheet.role(index) is Role.RELATED
        elif announced and (is_headline(sheet, index) or sheet.words[index] <= LABEL_WORDS):
            sheet.mark(index, Role.RELATED, "stands in a list of other articles", 0.7)
    mark_runs(sheet)


def mark_runs(sheet: Sheet) -> None:
    """Mark runs of lines that look like headlines, with the short labels between them."""
    start = 0
    for index in range(len(sheet.rows) + 1):
        if index < len(sheet.rows) and sheet.unmarked(index):
            continue
        heads = [at for at in range(start, index) if is_headline(sheet, at)]
        if len(heads) >= RAIL_LENGTH and len(heads) * 2 >= heads[-1] - heads[0] + 1:
            for at in range(heads[0], heads[-1] + 1):
                sheet.mark(at, Role.RELATED, "stands in a run of headlines", 0.6)
        start = index + 1


def is_headline(sheet: Sheet, index: int) -> bool:
    """Whether a row is as long as a headline and does not end as a sentence does."""
    row = sheet.rows[index]
    few, many = HEADLINE_WORDS
    if not row.text or not few <= sheet.words[index] <= many or row.kind in {Kind.TABLE, Kind.CODE}:
        return False
    return row.text[-1] not in STOPS or row.text.endswith(("?", "!", "...", "…", "？", "！")) or row.links > 0


def mark_headings(sheet: Sheet, _options: Options) -> None:
    """Give a heading that is not of the body the role of what follows it."""
    for index in reversed(range(len(sheet.rows))):
        row = sheet.rows[index]
        if not sheet.unmarked(index) or row.kind is not Kind.HEADING:
            continue
        follows = next(
            (i for i in range(index + 1, min(index + 4, len(sheet.rows))) if not sheet.unmarked(i)), None
        )
        if follows is not None and sheet.role(follows) in SETS_ASIDE:
            sheet.mark(index, sheet.role(follows), "heads what follows", 0.7)


SETS_ASIDE = frozenset(
    {
        Role.RELATED,
        Role.COMMENTS,
        Role.NEWSLETTER,
        Role.SUBSCRIPTION,
        Role.TAGS,
        Role.SHARE,
        Role.AUTHOR_BOX,
        Role.FOOTER,
    }
)
# Roles that do not spread to the rows between two of them.
SINGLE = frozenset(
    {Role.BODY, Role.TITLE, Role.DEK, Role.OTHER, Role.PERMALINK, Role.CORRECTION, Role.CREDIT}
)


def mark_neighbours(sheet: Sheet, _options: Options) -> None:
    """Give short rows that are still unmarked the role of the marked rows on both sides, if these agree."""
    rows = sheet.rows
    before: list[Role | None] = []
    role: Role | None = None
    for index in range(len(rows)):
        if not sheet.unmarked(index):
            role = sheet.role(index)
        before.append(role)
    role = None
    title = next((i for i in range(len(rows)) if sheet.role(i) is Role.TITLE), len(rows))
    for index in reversed(range(len(rows))):
        if not sheet.unmarked(index):
            role = sheet.role(index)
            continue
        above = before[index]
        if above is not None and above is role and above not in SINGLE:
            sheet.mark(index, above, "stands between others like it", 0.5)
        elif above not in SINGLE and above is not None and role is None:
            sheet.mark(index, above, "follows others like it", 0.4)
        elif index < title and sheet.words[index] <= LABEL_WORDS:
            sheet.mark(index, Role.NAVIGATION, "is a short line above the title", 0.4)
        else:
            sheet.labels[index].reason = "is no part of the article, and nothing says what it is"
