"""The captions of a picture story: where a page has next to no other text, they are its text.

Newspapers set such stories as a row of figures under a title; in a gallery with an introduction the captions stay what
they are.
"""

from __future__ import annotations

from lugas.blocks.sheet import Sheet
from lugas.model import Kind, Role
from lugas.options import Options
from lugas.page.rows import Row

__all__ = ["last_of_row", "mark_told_pictures"]

# Tuned on the picture stories and the articles of the labelled pages: figures that tell a story, the words of each and
# of all, and how much of the body's words stand beside them.
STORY, CAPTION_WORDS, STORY_WORDS, BESIDE = 3, 6, 40, 0.35


def mark_told_pictures(sheet: Sheet, _options: Options) -> None:
    """Mark the captions of figures alike, under the title of a page without other text, as its body."""
    told = sheet.places(Role.CAPTION)
    if len(told) < STORY:
        return
    if Role.TITLE not in sheet.roles:
        return
    title = sheet.roles.index(Role.TITLE)
    story = captions_alike(sheet, [at for at in told if at > title and sheet.words[at] >= CAPTION_WORDS])
    texts = {sheet.rows[index].text for index in story}
    words = sum((sheet.words[index] for index in story), 0.0)
    beside = sum(
        (words for words, role in zip(sheet.words, sheet.roles, strict=True) if role is Role.BODY),
        0.0,
    )
    if len(texts) < STORY or words < STORY_WORDS or beside > BESIDE * words:
        return
    for index in story:
        sheet.mark(index, Role.BODY, "is the text of a picture story", 0.7)
    for index in sheet.places(Role.BODY):
        if index > story[-1] and sheet.rows[index].text in texts:
            sheet.mark(index, Role.RELATED, "shows a text of the picture story again", 0.7)


def captions_alike(sheet: Sheet, told: list[int]) -> list[int]:
    """Give of the rows that are captions those of most pictures alike, side by side or one under another."""
    groups: dict[object, list[int]] = {}
    pictured = {row.group for row in sheet.rows if row.kind is Kind.IMAGE and row.group and not row.slight}
    for index in told:
        row = sheet.rows[index]
        if row.links * 2 <= len(row.text) and row.group in pictured:
            groups.setdefault(signature(sheet, row), []).append(index)
    return max(groups.values(), key=len, default=[])


def last_of_row(sheet: Sheet, title: int) -> int:
    """Give the last caption of a row of pictures under the title of a page without any text beside them; -1 if none."""
    told = [at for at in sheet.places(Role.CAPTION) if at > title >= 0]
    row = captions_alike(sheet, told) if len(told) >= STORY else []
    return row[-1] if len(row) >= STORY else -1


def signature(sheet: Sheet, row: Row) -> object:
    """Give what the captions of one row of pictures have in common: their element and the one around it."""
    near = sheet.cut.around(row, 2)
    return row.tag, *((box.tag, named(box.words)) for box in near)


def named(words: tuple[str, ...]) -> tuple[str, ...]:
    """Give class and id words without those that number one picture."""
    return tuple(word for word in words if not word.isdigit())
