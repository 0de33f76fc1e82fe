"""Passages far from the body that read a little like it: teasers, comments, captions of other articles."""

from __future__ import annotations

from lugas.blocks.phrases import Mark
from lugas.blocks.sheet import Sheet
from lugas.blocks.zones import zones_of
from lugas.model import Role
from lugas.options import Options

__all__ = ["mark_islands"]

# So many rows with words between two likely rows part them. Tried by cross-validation, as the next: 6 to 25 do alike.
APART = 12
# Lines that announce what is no part of the article part them alone; a longer one, in characters, is all that it
# announces: "Read also: The council closes the bridge".
PARTING, LONGEST_LABEL = Mark.RELATED | Mark.TAGS, 32
# A passage apart from the body is kept when its rows are, by their words, this likely on the mean.
SURE = 0.8
# A byline stands so many rows below its title. What stands above such a title is no body, unless it holds so many times
# what stands below.
SIGNED, ABOVE = 2, 2.0


def mark_islands(sheet: Sheet, options: Options) -> None:
    """Set passages of copied text aside that stand apart from the body and are doubtful.

    In markup the elements tell what stands apart; here the distance in rows does.
    """
    if sheet.cut.form == "html":
        return
    title = signed_title(sheet)
    passages = passages_of(sheet, options, title)
    weights = [sum((sheet.words[at] * sheet.chance[at] for at in passage), 0.0) for passage in passages]
    below = sum(
        (weight for passage, weight in zip(passages, weights, strict=True) if passage[-1] > title), 0.0
    )
    for number, passage in enumerate(passages):
        if passage[-1] < title and weights[number] < ABOVE * below:
            weights[number] = 0.0
    most = max(weights, default=0.0)
    for passage, weight in zip(passages, weights, strict=True):
        if weight == most or weight >= SURE * sum((sheet.words[at] for at in passage), 0.0):
            continue
        for at in passage:
            if sheet.unmarked(at):
                sheet.mark(at, Role.OTHER, "reads like a body, but stands apart from it", 0.6)


def signed_title(sheet: Sheet) -> int:
    """Give the row of a title with a byline right below it: no menu holds one; -1 if there is none."""
    title = zones_of(sheet).title
    below = range(title + 1, min(title + 1 + SIGNED, len(sheet.rows))) if title >= 0 else range(0)
    return title if any(sheet.signs(sheet.rows[at].text) for at in below) else -1


def passages_of(sheet: Sheet, options: Options, title: int) -> list[list[int]]:
    """Give the likely rows of a page, parted at a signed title and where too many others stand between them."""
    found: list[list[int]] = []
    between = APART
    for index, row in enumerate(sheet.rows):
        if not row.text:
            continue
        if index == title:
            between = APART  # a menu above it belongs to no body
            continue
        if sheet.chance[index] < options.threshold:
            parting = sheet.marks[index] & PARTING and len(row.text) <= LONGEST_LABEL
            between += APART if parting else 1
            continue
        if between >= APART:
            found.append([])
        found[-1].append(index)
        between = 0
    return found
