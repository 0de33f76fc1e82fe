"""What reads like the body and belongs to something else: a second article, a text shown again, teasers of others.

An endless page loads one article under the other; a page made for phones and for desks shows its text twice; a rail
brings the first lines of what it links to. Their prose is like the body's, so the tagger keeps it. Where it stands, and
what stands beside it, tells it apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from lugas.blocks.holdings import Holdings
from lugas.blocks.names import class_groups, group_bits, group_mask
from lugas.blocks.sheet import Sheet
from lugas.blocks.words import squash
from lugas.blocks.zones import holdings_of, is_likely, likely_rows, zones_of
from lugas.model import Kind, Role
from lugas.options import Options
from lugas.page.rows import Box, lineage

__all__ = ["mark_headlines", "mark_repeats", "mark_seconds", "mark_teasers"]

# Words of likely body that make an article of a box: that of the title, and any other.
ARTICLE_WORDS = 60
# The same of articles whose elements stand side by side and are named alike.
ALIKE_WORDS = 20
# Headings of the title's level are looked at up to this many: more are chapters, or an index page.
MOST_HEADLINES = 24
ARTICLE_TYPES = ("article", "posting", "report")

# A text of so many letters is not said twice by chance.
LONG_LETTERS = 48
# A longer row, in characters, is compared as it stands.
LONGEST_KEY = 100_000
# Characters of a text that tell nearly every other apart, and letters of these.
OPENING, OPENING_KEY = 30, 16
# So many of them on end, of so many letters together, are a copy; fewer are a refrain.
STRETCH, STRETCH_LETTERS = 3, 300
# A line of the body set again in large letters has so many words at most.
QUOTED_WORDS = 45

# A teaser: a link as long as a headline, and so many words beside it at most; so many cards, of so many rows
# at most, make a rail of them.
HEADLINE_WORDS, TEASER_WORDS, CARDS, CARD_ROWS = 4, 70, 3, 8
# A rail of them holds this share of the likely body at most.
MOST_TEASERS = 0.4
LINKED = 0.6

# So many headings on end, each as long as a headline, head nothing: they are headlines.
HEADLINES = 4


def mark_seconds(sheet: Sheet, options: Options) -> None:
    """Mark the body of other articles on the page: boxes like the title's own, with a heading of its level."""
    title = zones_of(sheet).title
    if sheet.cut.form == "text" or title < 0:
        return
    boxes, rows = sheet.cut.boxes, sheet.rows
    level, own = rows[title].level, lineage(boxes, rows[title].box)
    heads = [
        index
        for index, row in enumerate(rows)
        if row.kind is Kind.HEADING and row.level == level and row.box != rows[title].box and row.text
    ]
    if not level or not heads or len(heads) > MOST_HEADLINES:
        return
    holdings = holdings_of(sheet, options)
    others = {
        other for index in heads if (other := second_article(boxes, rows[index].box, own, holdings)) >= 0
    }
    if not others:
        return
    for index in sorted({*likely_rows(sheet, options), *heads}):
        if sheet.unmarked(index) and not others.isdisjoint(lineage(boxes, rows[index].box)):
            sheet.mark(index, Role.RELATED, "belongs to another article on the page", 0.8)


def second_article(boxes: list[Box], box: int, own: list[int], holdings: Holdings) -> int:
    """Give the box of the article that a heading in `box` heads, beside that of the title, in `own`; -1 for none."""
    path = lineage(boxes, box)
    shared = next((at for at in path if at in holdings.titled), -1)
    other, mine = outermost_article(boxes, path, shared), outermost_article(boxes, own, shared)
    if other < 0 or mine < 0:
        other, mine = twins(boxes, path, own, shared)
    if other < 0 or mine < 0:
        return -1
    least = ALIKE_WORDS if are_alike(boxes[other], boxes[mine]) else ARTICLE_WORDS
    return other if min(holdings.likely[mine], holdings.likely[other]) >= least else -1


def are_alike(one: Box, other: Box) -> bool:
    """Whether two boxes are elements of articles side by side and are named alike."""
    side_by_side = one.tag == other.tag == "article" and one.parent == other.parent
    return side_by_side and one.words == other.words


def outermost_article(boxes: list[Box], path: list[int], shared: int) -> int:
    """Give the outermost box of a path, innermost first, that says it holds an article and is inside of `shared`."""
    inside = path[: path.index(shared)] if shared in path else []
    return next((at for at in reversed(inside) if is_article(boxes[at])), -1)


def twins(boxes: list[Box], path: list[int], own: list[int], shared: int) -> tuple[int, int]:
    """Give the boxes of two paths right inside of `shared`, if both are named alike and for articles; -1 for none."""
    other, mine = (next((at for at in way if boxes[at].parent == shared), -1) for way in (path, own))
    if shared < 0 or other < 0 or mine < 0 or boxes[other].tag != boxes[mine].tag:
        return -1, -1
    words = [frozenset(word for word in boxes[at].words if not word.isdigit()) for at in (other, mine)]
    same = words[0] == words[1] and group_mask(boxes[mine].words, class_groups()[0]) & group_bits("article")
    return (other, mine) if same else (-1, -1)


def is_article(box: Box) -> bool:
    """Whether a box says that it holds an article."""
    return box.tag == "article" or any(
        name == "itemtype" and value.endswith(ARTICLE_TYPES) for name, value in box.hints
    )


def mark_repeats(sheet: Sheet, options: Options) -> None:
    """Mark a text of the body that the page shows again: for another screen, for a reader without scripts, in large."""
    if sheet.cut.form == "text":
        return
    likely = likely_rows(sheet, options)
    long = [at for at in likely if len(sheet.rows[at].text) >= LONG_LETTERS]
    openings = {opening_of(sheet.rows[at].text) for at in long}
    if len(openings) == len(long):
        return  # most pages: no two rows say the same, for none open alike
    keys = {at: key_of(sheet, at) for at in long}
    first: dict[str, int] = {}
    again: dict[int, int] = {}  # the row that says again what another says, and that other
    for index, key in keys.items():
        before = first.setdefault(key, index) if len(key) >= LONG_LETTERS else index
        if before == index or side_by_side(sheet, before, index):
            continue
        if is_shown_apart(sheet, before) and not is_shown_apart(sheet, index):
            first[key] = index
            again[before] = index
        else:
            again[index] = before
    quoted = {
        at
        for at, told in again.items()
        if sheet.words[at] <= QUOTED_WORDS and is_shown_apart(sheet, at) and not is_shown_apart(sheet, told)
    }
    copies = quoted | stretches(sheet, [at for at, key in keys.items() if len(key) >= LONG_LETTERS], again)
    if not copies:
        return
    for index in copies | repeated_between({at: key_of(sheet, at) for at in likely}, copies):
        sheet.mark(index, Role.OTHER, "says again what stands elsewhere in the body", 0.8)


def opening_of(text: str) -> str:
    """Give how the key of a text begins, with one sign for both forms of sigma: what follows may decide which it is."""
    opening = squash(text[:OPENING]).replace("ς", "σ")
    if len(opening) < OPENING_KEY:
        opening = squash(text).replace("ς", "σ")
    return opening[:OPENING_KEY]


def key_of(sheet: Sheet, index: int) -> str:
    """Give what two rows that say the same have in common."""
    text = sheet.rows[index].text
    return squash(text) if len(text) <= LONGEST_KEY else text


def stretches(sheet: Sheet, long: list[int], again: dict[int, int]) -> set[int]:
    """Give the rows of the stretches that are said again: one row alone is a refrain, or a caption used twice."""
    found: set[int] = set()
    run: list[int] = []
    for index in [*long, -1]:
        if index in again:
            run.append(index)
            continue
        if len(run) >= STRETCH and sum(len(sheet.rows[at].text) for at in run) >= STRETCH_LETTERS:
            found.update(run)
        run = []
    return found


def side_by_side(sheet: Sheet, one: int, other: int) -> bool:
    """Whether two rows stand in one box: what says the same there is a refrain."""
    boxes = sheet.cut.boxes
    first, second = sheet.rows[one].box, sheet.rows[other].box
    return first < 0 or boxes[first].parent == boxes[second].parent


def is_shown_apart(sheet: Sheet, index: int) -> bool:
    """Whether a row is a quotation or a heading, or is not shown: of two that say the same, it is the copy."""
    row = sheet.rows[index]
    unseen = row.box >= 0 and sheet.cut.boxes[row.box].unseen
    return unseen or row.kind in {Kind.QUOTE, Kind.HEADING}


def repeated_between(keys: dict[int, str], copies: set[int]) -> set[int]:
    """Give the short rows that were said before and stand right before or after a long row that is said again."""
    seen: set[str] = set()
    found: set[int] = set()
    waiting: list[int] = []  # short rows said before, with no long row after them yet
    after_copy = False
    for index, key in keys.items():
        if len(key) >= LONG_LETTERS:
            after_copy = index in copies
            found.update(waiting if after_copy else ())
            waiting = []
        elif key in seen:
            found.update([index] if after_copy else ())
            waiting.append(index)
        seen.add(key)
    return found


def mark_teasers(sheet: Sheet, options: Options) -> None:
    """Mark the first lines of other articles in cards side by side, each with a link as long as a headline."""
    if sheet.cut.form == "text":
        return
    boxes, rows = sheet.cut.boxes, sheet.rows
    holdings = holdings_of(sheet, options)
    body = holdings.body()
    inner = cards_asked(sheet, likely_rows(sheet, options), body)
    if not inner:
        return  # most pages
    counts = rows_held(sheet)
    around = {box for box in around_cards(boxes, inner, counts) if body not in lineage(boxes, box)}
    inside: dict[int, list[int]] = {}
    groups: dict[tuple[int, str, tuple[str, ...]], list[int]] = defaultdict(list)
    for index, row in enumerate(rows) if around else ():
        for card in cards_around(boxes, row.box, counts) if row.text else ():
            if boxes[card].parent not in around:
                continue
            if card not in inside:
                groups[boxes[card].parent, boxes[card].tag, boxes[card].words].append(card)
            inside.setdefault(card, []).append(index)
    for cards in groups.values():
        if len(cards) < CARDS or not holdings.titled.isdisjoint(cards) or body in lineage(boxes, cards[0]):
            continue
        teasers = [card for card in cards if is_teaser(sheet, inside[card])]
        if len(teasers) < CARDS or len(teasers) * 3 < len(cards) * 2:
            continue
        if sum((holdings.share(card) for card in teasers), 0.0) > MOST_TEASERS:
            continue
        for index in (index for card in teasers for index in inside[card]):
            if is_likely(sheet, index, options):
                sheet.mark(index, Role.RELATED, "is a teaser beside others like it", 0.7)


def cards_asked(sheet: Sheet, likely: list[int], body: int) -> list[int]:
    """Give the boxes of likely rows that may stand in cards: only such rows are marked, and none in the body's own box.

    `body` is that box, -1 for none. One of few rows may itself stand in a card.
    """
    rows = [sheet.rows[index] for index in likely]
    others = [row for row in rows if not sheet.cut.holds(body, row)] if body >= 0 else rows
    return [row.box for row in (others if len(rows) - len(others) > CARD_ROWS else rows)]


def rows_held(sheet: Sheet) -> list[int]:
    """Count the rows with text inside each box."""
    boxes = sheet.cut.boxes
    counts = [0] * len(boxes)
    for row in sheet.rows:
        if row.text:
            counts[row.box] += 1
    for box in range(len(boxes) - 1, 0, -1):
        counts[boxes[box].parent] += counts[box]
    return counts


def around_cards(boxes: list[Box], inner: list[int], counts: list[int]) -> set[int]:
    """Give the boxes right around those that may be cards and stand around some boxes."""
    found: set[int] = set()
    for box in inner:
        card = box
        while card >= 0 and counts[card] <= CARD_ROWS:
            card = boxes[card].parent
            found.add(card)
    return found


def cards_around(boxes: list[Box], box: int, counts: list[int]) -> Iterator[int]:
    """Give a box and those around it, innermost first, that hold few rows: what may be a card."""
    while box >= 0 and counts[box] <= CARD_ROWS:
        yield box
        box = boxes[box].parent


def is_teaser(sheet: Sheet, rows: list[int]) -> bool:
    """Whether the rows of a card are a linked headline and a few words more."""
    linked = [
        index
        for index in rows
        if sheet.words[index] >= HEADLINE_WORDS
        and sheet.rows[index].links > LINKED * len(sheet.rows[index].text)
    ]
    words = sum((sheet.words[index] for index in rows if index not in linked), 0.0)
    told = any(sheet.rows[index].kind is Kind.TABLE for index in rows)
    return bool(linked) and len(rows) > 1 and words <= TEASER_WORDS and not told


def mark_headlines(sheet: Sheet, options: Options) -> None:
    """Mark headings on end, with nothing under them, as headlines of other articles."""
    heads = [at for at in likely_rows(sheet, options) if sheet.rows[at].kind is Kind.HEADING]
    if sheet.cut.form == "text" or len(heads) < HEADLINES:
        return
    body = holdings_of(sheet, options).body()
    for run in runs_of_headings(sheet):
        for at in run if len(run) >= HEADLINES else ():
            if is_likely(sheet, at, options) and body not in lineage(sheet.cut.boxes, sheet.rows[at].box):
                sheet.mark(at, Role.RELATED, "is one of several headings with nothing under them", 0.6)


def runs_of_headings(sheet: Sheet) -> list[list[int]]:
    """Give the runs of headings of one level as long as headlines, with no other text between them."""
    runs: list[list[int]] = []
    level = -1  # of the heading before, -1 where another text stands
    for index, row in enumerate(sheet.rows):
        if row.kind is Kind.HEADING and row.text and sheet.words[index] >= HEADLINE_WORDS:
            if row.level != level:
                runs.append([])
            runs[-1].append(index)
            level = row.level
        elif row.text:
            level = -1
    return runs
