"""The roles of a page's rows: a list of passes, each of which adds labels and reasons, run by one loop.

No pass cuts, drops or changes a row. The order matters: what is surest comes first, and the later passes label only
what is still unmarked, the last of them by their neighbours.
"""

from __future__ import annotations

from collections.abc import Callable

from lugas.blocks.after import mark_after
from lugas.blocks.appeals import mark_appeals
from lugas.blocks.asides import mark_asides
from lugas.blocks.cards import mark_cards
from lugas.blocks.figures import mark_captions, mark_media
from lugas.blocks.gaps import mark_items, mark_parts, mark_subheads
from lugas.blocks.headline import mark_dek, mark_kicker, mark_title
from lugas.blocks.heads import mark_head, mark_signed
from lugas.blocks.inserts import mark_inserts
from lugas.blocks.islands import mark_islands
from lugas.blocks.lone import mark_lone
from lugas.blocks.measure import Numbers
from lugas.blocks.neighbours import mark_ends, mark_headings, mark_lists, mark_neighbours
from lugas.blocks.notices import mark_intruders, mark_notices
from lugas.blocks.picture_text import mark_told_pictures
from lugas.blocks.places import mark_around, mark_boxes, mark_places
from lugas.blocks.prose import mark_body, mark_closing, mark_hidden, mark_siblings, mark_tail
from lugas.blocks.rails import mark_doubles, mark_rails
from lugas.blocks.sheet import Sheet, says_nothing
from lugas.blocks.strangers import mark_headlines, mark_repeats, mark_seconds, mark_teasers
from lugas.blocks.tagger import Chances
from lugas.copied.marks import is_address
from lugas.model import Role
from lugas.options import Options
from lugas.page.rows import Cut

__all__ = ["PASSES", "label", "unlabelled"]

UNREAD = "was not looked at: the time allowed was used up"

Pass = Callable[[Sheet, Options], None]


def mark_whole(sheet: Sheet, _options: Options) -> None:
    """Mark a text that is nothing but an article: its title, its paragraphs, its address."""
    if not sheet.cut.whole:
        return
    for index, row in enumerate(sheet.rows):
        if index == 0:
            sheet.mark(index, Role.TITLE, "opens a text that is nothing but an article")
        elif is_address(row.text) and index == len(sheet.rows) - 1:
            sheet.mark(index, Role.PERMALINK, "is an address on a line of its own")
        else:
            sheet.mark(index, Role.BODY, "stands in a text that is nothing but an article")


PASSES: tuple[Pass, ...] = (
    mark_whole,
    mark_title,
    mark_captions,
    mark_boxes,
    mark_inserts,
    mark_asides,
    mark_appeals,
    mark_seconds,
    mark_teasers,
    mark_headlines,
    mark_doubles,
    mark_signed,
    mark_dek,
    mark_intruders,
    mark_lone,
    mark_cards,
    mark_after,
    mark_hidden,
    mark_repeats,
    mark_islands,
    mark_body,
    mark_siblings,
    mark_told_pictures,
    mark_subheads,
    mark_items,
    mark_parts,
    mark_tail,
    mark_closing,
    mark_places,
    mark_kicker,
    mark_notices,
    mark_head,
    mark_lists,
    mark_around,
    mark_rails,
    mark_headings,
    mark_ends,
    mark_media,
    mark_neighbours,
)


def label(
    cut: Cut,
    numbers: Numbers,
    judged: Chances,
    title: str,
    options: Options,
    signs: Callable[[str], bool] = says_nothing,
) -> Sheet:
    """Give every row of a page its role; `signs` tells whether a line opens as a byline does.

    Where the time runs out, what the tagger takes for body is body, and the rest keeps what was said of it.
    """
    sheet = Sheet(
        cut, judged.body.tolist(), title, numbers.words.tolist(), numbers.marks.tolist(), signs=signs
    )
    if numbers.around is not None:
        sheet.near = numbers.around.near.tolist()
        sheet.around = numbers.around.all.tolist()
        sheet.kinds = numbers.around.kinds.tolist()
        sheet.nearest = numbers.around.nearest.tolist()
    for step in PASSES:
        if cut.budget.over():
            mark_body(sheet, options)
            mark_unread(sheet)
            break
        step(sheet, options)
    return sheet


def unlabelled(cut: Cut) -> Sheet:
    """Make the sheet of rows that there was no time to measure: their text is kept, and the reason told."""
    sheet = Sheet(cut, [0.0] * len(cut.rows))
    mark_unread(sheet)
    return sheet


def mark_unread(sheet: Sheet) -> None:
    """Say of the rows that no pass has looked at why that is."""
    for index in range(len(sheet.rows)):
        if sheet.unmarked(index):
            sheet.mark(index, Role.OTHER, UNREAD, 0.0)
