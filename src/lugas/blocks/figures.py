"""Pictures, embeds, and the captions that go with them."""

from __future__ import annotations

from lugas.blocks.credit_lines import CREDIT_WORDS, DOUBTFUL, ends_named, in_brackets, split_credit
from lugas.blocks.names import group_bits
from lugas.blocks.phrases import Mark, phrase_marks
from lugas.blocks.picture_text import last_of_row
from lugas.blocks.shape import kind_bits
from lugas.blocks.sheet import Sheet
from lugas.blocks.strangers import is_article
from lugas.blocks.words import CREDIT_NAMES
from lugas.blocks.zones import Zones, zones_of
from lugas.model import Kind, Role
from lugas.options import Options
from lugas.page.rows import Cut, lineage
from lugas.page.urls import picture_key

__all__ = ["mark_captions", "mark_media", "spare_pictures"]

# A caption is at most this long, in words; longer text in a figure is the article's.
CAPTION_WORDS = 120

# A line that opens with a doubtful label and has more words than this is a caption.
LABEL_WORDS = 5

# A picture belongs to the text row nearest to it, at most this many rows away.
REACH = 6

LONGEST_HAN = 120  # characters of a Chinese caption
NAME_WORDS = 4  # of a person

# Rows beside which a picture is the article's own.
OWN = frozenset(
    {Role.BODY, Role.TITLE, Role.DEK, Role.CAPTION, Role.CREDIT, Role.BYLINE, Role.TIME, Role.KICKER}
)
TOLD = frozenset({Role.CAPTION, Role.CREDIT})
QUOTE = Kind.QUOTE
MEDIA, NO_CAPTIONS = frozenset({Kind.IMAGE, Kind.EMBED}), frozenset({Kind.TABLE, Kind.CODE, QUOTE})
# Rows between title and body beside which a picture still is the article's.
BUTTONS = frozenset({Role.SHARE, Role.COPY, Role.CONTROL, Role.SECTION, Role.OTHER})
# Rows that may stand between a picture and the title under it, and how many of them.
UNDER_LEAD = BUTTONS | {Role.CAPTION, Role.CREDIT, Role.BYLINE, Role.TIME, Role.KICKER, Role.NAVIGATION}
LEAD_REACH = 8
# Class words of elements that hold a picture's text: one of each, as in "img_desc".
PICTURE_NAMES = frozenset({"figure", "foto", "gallery", "image", "img", "photo", "pic", "picture"})
TEXT_NAMES = frozenset({"caption", "desc", "description", "legend"})
# Names of elements that hold the picture over an article.
LEAD_NAMES = frozenset({"cover", "featured", "hero", "lead"})


def mark_captions(sheet: Sheet, _options: Options) -> None:
    """Mark the text that stands in a figure with a picture as its caption."""
    figures = kind_bits("figure")
    named = group_bits("caption")
    rows = sheet.rows
    kinds = [row.kind for row in rows]
    pictures = [index for index, kind in enumerate(kinds) if kind in MEDIA]
    if not pictures and sheet.cut.form == "text":
        return
    pictured = {rows[index].group for index in pictures} - {0}
    quoted = {row.group for row in rows if row.kind is QUOTE and row.group} if QUOTE in kinds else set[int]()
    # nothing else stands in a figure or follows a picture
    following = {at for index in pictures for at in (index + 1, index + 2)}
    for index in sheet.open_rows():
        row = rows[index]
        if row.tag != "figcaption" and index not in following and row.group not in pictured:
            continue
        if sheet.words[index] > CAPTION_WORDS or row.kind in NO_CAPTIONS:
            continue
        if row.tag == "figcaption" and row.group in quoted and row.group not in pictured:
            continue  # who said it
        if (row.tag == "figcaption" or row.group in pictured) and is_credit(sheet, index):
            sheet.mark(index, Role.CREDIT, "names whose picture it is, in a figure")
        elif row.tag == "figcaption" or (sheet.kinds[index] & figures and row.group in pictured):
            sheet.mark(index, Role.CAPTION, "stands in a figure")
        elif names_caption(row.words) and index and kinds[index - 1] in MEDIA:
            sheet.mark(index, Role.CAPTION, "follows a picture in an element named for its text", 0.9)
        elif sheet.near[index] & named and sheet.chance[index] < 0.5 and follows_picture(sheet, index):
            sheet.mark(index, Role.CAPTION, "follows a picture in an element named for captions", 0.9)
        elif len(row.text) < LONGEST_HAN and ends_named(row.text) and follows_picture(sheet, index):
            sheet.mark(index, Role.CAPTION, "follows a picture and ends with whose it is", 0.9)


def names_caption(words: tuple[str, ...]) -> bool:
    """Whether the class words of the element that opens a row say that it is the text of a picture."""
    return not PICTURE_NAMES.isdisjoint(words) and not TEXT_NAMES.isdisjoint(words)


def is_credit(sheet: Sheet, index: int) -> bool:
    """Whether a row of a figure names whose picture it is and no more."""
    if sheet.words[index] > CREDIT_WORDS:
        return False
    row = sheet.rows[index]
    words = {*row.words, *(sheet.cut.boxes[row.box].words if row.box >= 0 else ())}
    if words & CREDIT_NAMES or in_brackets(row.text):
        return True
    if sheet.words[index] > LABEL_WORDS and row.text.partition(":")[0].lower() in DOUBTFUL:
        return False  # "Image: Boats at the pier in August"
    return bool(sheet.marks[index] & Mark.CREDIT) and not has_caption(row.text)


def has_caption(text: str) -> bool:
    """Whether a text that names whose picture it is says before that what is to be seen on it."""
    told, named = split_credit(text)
    return bool(named) and (ends_named(text) or not phrase_marks(told) & Mark.CREDIT)


def follows_picture(sheet: Sheet, index: int) -> bool:
    """Whether a picture or another caption stands right before a row."""
    before = sheet.rows[max(index - 2, 0) : index]
    return any(row.kind in {Kind.IMAGE, Kind.EMBED} for row in before)


def mark_media(sheet: Sheet, _options: Options) -> None:
    """Give every picture and embed the role of the text it stands with: body beside the article's text."""
    zones = zones_of(sheet)
    top, start, last = zones.title, zones.first, zones.last
    first = start if top < 0 else min(top, start)
    end = last_picture(sheet, last)
    if start < 0:
        first, end = top, last_of_row(sheet, top)
    shown: set[str] = set()
    spare = spare_pictures(sheet.cut)  # left out of the blocks: none of them takes the place of the one shown
    lead = picture_above(sheet, zones)
    for index, row in enumerate(sheet.rows):
        if row.text or row.kind not in MEDIA or index in spare:
            continue
        beside = nearest_role(sheet, index)
        if row.slight:
            role = beside if beside is not None and beside not in OWN else Role.OTHER
            sheet.mark(index, role, "shows an icon, a portrait, a counter or an advertisement", 0.8)
            continue
        if row.image is not None and (first <= index <= end or index == lead):
            key = picture_key(row.image.url)
            if key in shown:
                sheet.mark(index, Role.OTHER, "shows a picture of the article again", 0.7)
                continue
            if beside in OWN or beside in BUTTONS or index == lead:
                shown.add(key)
        if (beside is Role.BYLINE and portrays(sheet, index)) or bears_name(sheet, index):
            sheet.mark(index, Role.BYLINE, "stands with the author's name", 0.6)
        elif first <= index <= end and (beside in OWN or flows(sheet, index)):
            sheet.mark(index, Role.BODY, "stands in the article", 0.8)
        elif index == lead or (beside in BUTTONS and 0 <= top < index < start and apart(sheet, index)):
            where = "leads the article, above its title"
            sheet.mark(
                index, Role.BODY, where if index == lead else "stands between the title and the body", 0.6
            )
        elif beside is not None and beside not in OWN:
            sheet.mark(index, beside, "stands with it", 0.6)
        else:
            sheet.mark(index, Role.OTHER, "stands outside the article", 0.6)


def picture_above(sheet: Sheet, zones: Zones) -> int:
    """Give the row of the picture that leads the article from above its title; -1 for none.

    It stands in the article's own element, or in one named for it, with nothing but its caption and labels between.
    """
    rows, boxes, top = sheet.rows, sheet.cut.boxes, zones.title
    if top <= 0 or zones.first < top or sheet.cut.form == "text":
        return -1
    found = -1
    for at in range(top - 1, max(top - LEAD_REACH, 0) - 1, -1):
        row = rows[at]
        if row.text and (sheet.role(at) not in UNDER_LEAD or sheet.words[at] > CAPTION_WORDS):
            return -1
        if row.image is not None and not row.slight:
            found = at
            break
    image = rows[found].image if found >= 0 else None
    if image is None or image.url.partition("?")[0].endswith(".svg"):
        return -1  # drawings are badges and signs
    own = set(lineage(boxes, rows[top].box))
    path = lineage(boxes, rows[found].box)
    article = next((box for box in path if is_article(boxes[box])), -1)
    if article >= 0:
        return found if article in own else -1  # else it is another article's
    return found if any(not LEAD_NAMES.isdisjoint(boxes[at].words) for at in path if at not in own) else -1


def spare_pictures(cut: Cut) -> set[int]:
    """Give the rows of pictures in a `<noscript>` that the page shows by a script as well."""
    spare: set[int] = set()
    if "noscript" not in [box.tag for box in cut.names.boxes]:
        return spare
    for index, box in enumerate(cut.boxes):
        if box.tag == "noscript" or box.parent in spare:
            spare.add(index)
    pictures = [
        (index, picture_key(row.image.url), row.box in spare)
        for index, row in enumerate(cut.rows)
        if row.image is not None
    ]
    shown = {key for _, key, in_noscript in pictures if not in_noscript}
    return {index for index, key, in_noscript in pictures if in_noscript and key in shown}


def flows(sheet: Sheet, index: int) -> bool:
    """Whether a picture or an embed stands beside the paragraphs of the body: in their container, or alone in a box."""
    boxes, box = sheet.cut.boxes, sheet.rows[index].box
    near = range(max(index - REACH, 0), min(index + REACH + 1, len(sheet.rows)))
    texts = [at for at in near if sheet.rows[at].text]
    around = {boxes[sheet.rows[at].box].parent for at in texts if sheet.role(at) is Role.BODY}
    if box in around:
        return True
    alone = all(sheet.role(at) in TOLD or box not in lineage(boxes, sheet.rows[at].box, 4) for at in texts)
    return box >= 0 and boxes[box].parent in around and alone


def last_picture(sheet: Sheet, last: int) -> int:
    """Give the last row after the body's `last` that may be a picture of it: near it, or in a gallery with captions."""
    end, at = last + 2, last + 1
    while at < len(sheet.rows) and (not sheet.rows[at].text or sheet.role(at) in TOLD):
        end = max(end, at) if sheet.rows[at].text else end
        at += 1
    return end


def apart(sheet: Sheet, index: int) -> bool:
    """Whether a picture shares no element but the article's with the rows beside it: it is no icon of theirs."""
    mine = sheet.cut.boxes[sheet.rows[index].box].parent if sheet.rows[index].box >= 0 else -1
    inner = {sheet.rows[index].box, mine}
    near = (at for at in (index - 1, index + 1) if 0 <= at < len(sheet.rows) and sheet.role(at) in BUTTONS)
    return all(inner.isdisjoint(lineage(sheet.cut.boxes, sheet.rows[at].box, 1)) for at in near)


def portrays(sheet: Sheet, index: int) -> bool:
    """Whether a picture stands in one element with the byline, and so shows the author."""
    mine = set(lineage(sheet.cut.boxes, sheet.rows[index].box, 3))
    near = range(max(index - 2, 0), min(index + 3, len(sheet.rows)))
    return any(
        sheet.role(at) is Role.BYLINE and not mine.isdisjoint(lineage(sheet.cut.boxes, sheet.rows[at].box, 2))
        for at in near
    )


def bears_name(sheet: Sheet, index: int) -> bool:
    """Whether a picture is called by a name of the byline near it, and so shows the author."""
    image = sheet.rows[index].image
    if image is None or not 2 <= len(image.alt.split()) <= NAME_WORDS:
        return False
    near = range(max(index - 3, 0), min(index + 4, len(sheet.rows)))
    return any(sheet.role(at) is Role.BYLINE and image.alt in sheet.rows[at].text for at in near)


def nearest_role(sheet: Sheet, index: int) -> Role | None:
    """Give the role of the nearest text row, in the same figure or card first."""
    row = sheet.rows[index]
    rows, group, box = sheet.rows, row.group, row.box
    count, best, nearest = len(rows), REACH + 1, -1
    less = 5 if group else 2  # by which a figure and a card may be nearer than they stand
    for step in range(1, REACH + 1):
        if step - less >= best:
            break  # none further off is nearer
        for other in (index + step, index - step):
            if not 0 <= other < count or not rows[other].text:
                continue
            near = rows[other]
            distance = step - (3 if group and near.group == group else 0) - (2 if near.box == box else 0)
            if distance < best:
                best, nearest = distance, other
    return sheet.roles[nearest] if nearest >= 0 else None
