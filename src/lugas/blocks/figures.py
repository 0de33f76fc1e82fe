"""Pictures, embeds, and the captions that go with them."""

from __future__ import annotations

from lugas.blocks.shape import group_bits, kind_bits
from lugas.blocks.sheet import Sheet
from lugas.model import Kind, Role
from lugas.options import Options

__all__ = ["mark_captions", "mark_media"]

# A caption is at most this long, in words; longer text in a figure is the article's.
CAPTION_WORDS = 120

# A picture belongs to the text row nearest to it, at most this many rows away.
REACH = 6

# Rows beside which a picture is the article's own.
OWN = frozenset(
    {Role.BODY, Role.TITLE, Role.DEK, Role.CAPTION, Role.CREDIT, Role.BYLINE, Role.TIME, Role.KICKER}
)


def mark_captions(sheet: Sheet, _options: Options) -> None:
    """Mark the text that stands in a figure with a picture as its caption."""
    figures = kind_bits("figure")
    named = group_bits("caption")
    pictured = {row.group for row in sheet.rows if row.kind in {Kind.IMAGE, Kind.EMBED} and row.group}
    for index, row in enumerate(sheet.rows):
        if not row.text or not sheet.unmarked(index) or sheet.words[index] > CAPTION_WORDS:
            continue
        if row.kind in {Kind.TABLE, Kind.CODE, Kind.QUOTE}:
            continue
        if row.tag == "figcaption" or (sheet.kinds[index] & figures and row.group in pictured):
            sheet.mark(index, Role.CAPTION, "stands in a figure")
        elif sheet.near[index] & named and sheet.chance[index] < 0.5 and follows_picture(sheet, index):
            sheet.mark(index, Role.CAPTION, "follows a picture in an element named for captions", 0.9)


def follows_picture(sheet: Sheet, index: int) -> bool:
    """Whether a picture or another caption stands right before a row."""
    before = sheet.rows[max(index - 2, 0) : index]
    return any(row.kind in {Kind.IMAGE, Kind.EMBED} for row in before)


def mark_media(sheet: Sheet, _options: Options) -> None:
    """Give every picture and embed the role of the text it stands with: body beside the article's text."""
    body = [index for index in range(len(sheet.rows)) if sheet.role(index) is Role.BODY]
    top = next((index for index in range(len(sheet.rows)) if sheet.role(index) is Role.TITLE), None)
    first = min(top if top is not None else body[0], body[0]) if body else 0
    last = body[-1] if body else -1
    for index, row in enumerate(sheet.rows):
        if row.kind not in {Kind.IMAGE, Kind.EMBED} or row.text:
            continue
        beside = nearest_role(sheet, index)
        if beside in OWN and first <= index <= last + 2:
            sheet.mark(index, Role.BODY, "stands in the article", 0.8)
        elif beside is not None and beside not in OWN:
            sheet.mark(index, beside, "stands with it", 0.6)
        else:
            sheet.mark(index, Role.OTHER, "stands outside the article", 0.6)


def nearest_role(sheet: Sheet, index: int) -> Role | None:
    """Give the role of the nearest text row, in the same figure or card first."""
    row = sheet.rows[index]
    found: list[tuple[int, Role]] = []
    for step in range(1, REACH + 1):
        for other in (index + step, index - step):
            if not 0 <= other < len(sheet.rows) or not sheet.rows[other].text:
                continue
            near = sheet.rows[other]
            distance = (
                step - (3 if row.group and near.group == row.group else 0) - (2 if near.box == row.box else 0)
            )
            found.append((distance, sheet.role(other)))
    return min(found, key=lambda pair: pair[0])[1] if found else None
