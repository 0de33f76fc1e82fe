"""What is set into an article beside its text: fact boxes known by their heading, update notes, repeated quotes.

The names of elements tell most fact boxes apart (`places`, `asides`). Of the others the heading does, where box and
heading agree: the heading is the first that its box shows, and the box holds a small part of the page's prose.
"""

from __future__ import annotations

from functools import lru_cache

from lugas.blocks.holdings import Holdings
from lugas.blocks.names import QUOTING
from lugas.blocks.sheet import Sheet
from lugas.blocks.words import QUOTE_NAMES, read_list, squash
from lugas.blocks.zones import holdings_of, likely_rows
from lugas.model import Kind, Role
from lugas.options import Options
from lugas.page.rows import Box, lineage

__all__ = ["mark_inserts"]

# A heading is at most this long, in characters; its box has so many rows, is one of so many around the heading, and
# holds this share of what reads like the body, at most.
LONGEST_HEADING = 70
LEAST_OPENING = 4  # letters that tell nearly all other lines apart
EDGES = " \t:：-–—|•"  # what may stand around it
LEAST_ROWS, MOST_ROWS, MOST_WORDS = 2, 30, 180
NEAR = 4
MOST = 0.35
MOST_HEADINGS = 12  # of a page that are looked at

# An update note has so many words: fewer tell a time alone, more are a part of the report.
LEAST_NOTE, MOST_NOTE = 6, 45
CLOCK_WITHIN = 14  # characters after the opener
OPENING = " \t([*•·–—-"

# A quote set large that repeats the article has so many words, and letters, at least.
LEAST_QUOTE, MOST_QUOTE, QUOTE_LETTERS = 4, 70, 18
PULL = frozenset({"pull"})


@lru_cache(maxsize=1)
def headings() -> frozenset[str]:
    """Give the headings of fact boxes."""
    return frozenset(read_list("fact_boxes"))


@lru_cache(maxsize=1)
def heading_openings() -> frozenset[str]:
    """Give how headings of fact boxes begin: their first letters, two of those that have no more than three.

    A sigma at the end of a text is written in another way than the same within it.
    """
    openings = {
        heading[:LEAST_OPENING] if len(heading) >= LEAST_OPENING else heading[:2] for heading in headings()
    }
    return frozenset(openings | {f"{opening[:-1]}ς" for opening in openings if opening.endswith("σ")})


@lru_cache(maxsize=1)
def openers() -> dict[str, list[tuple[str, bool]]]:
    """Give how update notes open, and whether that tells enough without a clock time, by their first letter."""
    found: dict[str, list[tuple[str, bool]]] = {}
    for line in read_list("update_notes"):
        found.setdefault(line[0], []).append((line.removesuffix("\t!"), line.endswith("\t!")))
    return found


def mark_inserts(sheet: Sheet, options: Options) -> None:
    """Mark the fact boxes, the update notes and the repeated quotes of a page."""
    if sheet.cut.form == "html":
        mark_fact_boxes(sheet, options)
        mark_pull_quotes(sheet, options)
    mark_updates(sheet, options)


def mark_fact_boxes(sheet: Sheet, options: Options) -> None:
    """Mark the rows of boxes that open with the heading of a fact box."""
    openings = heading_openings()
    found = [
        index
        for index, row in enumerate(sheet.rows)
        if (opening := row.text[:LEAST_OPENING].lower())
        and (opening[:LEAST_OPENING] in openings or opening[:2] in openings or opening[0] in EDGES)
        and len(row.text) <= LONGEST_HEADING
        and is_heading(row.text)
    ]
    holdings: Holdings | None = None
    for index in found[:MOST_HEADINGS]:
        if sheet.role(index) is Role.TITLE or sheet.rows[index].links:
            continue
        holdings = holdings or holdings_of(sheet, options)
        under = rows_under(sheet, index, holdings)
        if not has_text(sheet, under):
            continue
        for at in under:
            if sheet.unmarked(at) and sheet.rows[at].text:
                sheet.mark(at, Role.FACT_BOX, "stands in a box under the heading of a fact box", 0.8)


def is_heading(text: str) -> bool:
    """Tell whether a line is the heading of a fact box: "Fakta", "Zur Person", "Fact box: the ferry"."""
    plain = text.lower().strip(EDGES)
    if plain in headings():
        return True
    if not (":" in plain or "：" in plain or "|" in plain or "–" in plain):
        return False  # most lines
    head = min((plain.find(mark) for mark in (":", "：", " | ", " – ") if mark in plain), default=-1)
    return head > 0 and plain[:head].rstrip() in headings()


def rows_under(sheet: Sheet, index: int, holdings: Holdings) -> range:
    """Give the rows of the largest box of its own that opens with a row; none where there is no such box."""
    boxes, rows = sheet.cut.boxes, sheet.rows
    best = range(0)
    for box in lineage(boxes, rows[index].box, NEAR):
        first, last = index, index
        while first > 0 and sheet.cut.holds(box, rows[first - 1]):
            first -= 1
        if (
            any(rows[at].text for at in range(first, index))
            or not holdings.apart(box, MOST)
            or boxes[box].depth < 3
        ):
            break
        while last + 1 < len(rows) and last - first <= MOST_ROWS and sheet.cut.holds(box, rows[last + 1]):
            last += 1
        if last - first > MOST_ROWS or sum(sheet.words[first : last + 1]) > MOST_WORDS:
            break
        if sum(bool(rows[at].text) for at in range(first, last + 1)) >= LEAST_ROWS:
            best = range(first, last + 1)
    return best


def has_text(sheet: Sheet, under: range) -> bool:
    """Whether the rows of a box are text for the most part, as against links of a menu or a rail."""
    texts = [sheet.rows[at] for at in under]
    plain = sum(len(row.text) - row.links for row in texts)
    return plain > 2 * sum(row.links for row in texts) and any(
        len(row.text) > LONGEST_HEADING / 2 for row in texts
    )


def mark_updates(sheet: Sheet, options: Options) -> None:
    """Mark lines of the body that tell what was changed and when: "UPDATE 15:04: ..."."""
    for index in likely_rows(sheet, options):
        if LEAST_NOTE <= sheet.words[index] <= MOST_NOTE and opens_note(sheet.rows[index].text):
            sheet.mark(index, Role.CORRECTION, "opens like an update note", 0.8)


def opens_note(text: str) -> bool:
    """Tell whether a line opens with a word for an update and the hour of it."""
    plain = text[:80].lower().lstrip(OPENING)
    for opener, alone in openers().get(plain[:1], ()):
        if plain.startswith(opener):
            rest = plain[len(opener) :]
            if rest[:1].isalpha():
                continue
            hour = rest[:CLOCK_WITHIN]
            clock = any(
                a.isdigit() and mark in ":.h" and b.isdigit()
                for a, mark, b in zip(hour, hour[1:], hour[2:], strict=False)
            )
            if alone or clock:
                return True
    return False


def mark_pull_quotes(sheet: Sheet, options: Options) -> None:
    """Mark the quotes set large beside the text that say again what a paragraph of it says."""
    rows, words, nearest, quote = sheet.rows, sheet.words, sheet.nearest, Kind.QUOTE
    pulled = [
        index
        for index in sheet.open_rows()
        if (rows[index].kind is quote or nearest[index] & QUOTING)
        and LEAST_QUOTE <= words[index] <= MOST_QUOTE
        and (
            rows[index].kind is quote
            or (sheet.chance[index] >= options.threshold and in_pulled(sheet, index))
        )
    ]
    if not pulled:
        return
    apart = set(pulled)
    texts = "\n".join(
        squash(sheet.rows[index].text) for index in likely_rows(sheet, options) if index not in apart
    )
    for index in pulled:
        key = squash(sheet.rows[index].text)
        if len(key) >= QUOTE_LETTERS and key in texts:
            sheet.mark(index, Role.OTHER, "is a quote that repeats a sentence of the article", 0.9)


def is_pulled(box: Box) -> bool:
    """Tell whether an element is named for quotes set large."""
    told = QUOTE_NAMES.intersection(box.words)
    return bool(told) and (told != PULL or "quote" in box.words)


def in_pulled(sheet: Sheet, index: int) -> bool:
    """Tell whether a row stands in an element that is named so."""
    boxes = sheet.cut.boxes
    return any(is_pulled(boxes[box]) for box in lineage(boxes, sheet.rows[index].box, 3))
