"""Doubtful rows after the line that ends an article: under the heading of the comments, or beside who wrote it."""

from __future__ import annotations

from lugas.blocks.phrases import Mark
from lugas.blocks.sheet import Sheet
from lugas.blocks.zones import likely_rows
from lugas.model import Kind, Role
from lugas.options import Options

__all__ = ["mark_after"]

# A row that the tagger is surer of is the body's. What comes after the last of them holds this share of the likely
# words at most, and the heading has so many words at most.
SURE, MOST, HEADING_WORDS = 0.85, 0.25, 6
ENDING = (
    (int(Mark.COMMENTS), Role.COMMENTS, "stands after the body, under the comments' heading"),
    (int(Mark.AUTHOR_BOX | Mark.BYLINE), Role.AUTHOR_BOX, "stands after the body, under who wrote it"),
)


def mark_after(sheet: Sheet, options: Options) -> None:
    """Mark the rows after the last sure one that stand under a heading for comments, or for who wrote the article."""
    if sheet.cut.form == "text":
        return
    likely = likely_rows(sheet, options)
    sure = next((at for at in reversed(likely) if sheet.chance[at] >= SURE), -1)
    doubtful = [at for at in likely if at > sure]
    words = sheet.words
    if sure < 0 or not doubtful or sum(words[at] for at in doubtful) > MOST * sum(words[at] for at in likely):
        return
    told: tuple[Role, str] | None = None
    for index in range(sure + 1, doubtful[-1] + 1):
        row, marks = sheet.rows[index], sheet.marks[index]
        if row.kind is Kind.HEADING and words[index] <= HEADING_WORDS:
            told = next(((role, reason) for mark, role, reason in ENDING if marks & mark), None)
        elif row.kind is Kind.HEADING:
            told = None
        elif (
            told is not None
            and sheet.unmarked(index)
            and row.text
            and sheet.chance[index] >= options.threshold
        ):
            sheet.mark(index, told[0], told[1], 0.6)
