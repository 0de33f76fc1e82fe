"""A page's kind in numbers: how its text is built, what it says it is, how its address and elements are named.

All numbers are between 0 and 1 or logarithms near that, so that no page is measured far outside what others are. None
of them looks at the words of the text itself: they hold in every language, but for the short lines of
`page_phrases.txt`, which lists them in many.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import log1p
from urllib.parse import unquote, urlsplit

from lugas.blocks.sheet import Sheet
from lugas.fields.clues import Clues
from lugas.fields.lists import pairs
from lugas.fields.settle import Fields
from lugas.model import Kind, Role
from lugas.page.json_ld import types_of
from lugas.page.rows import Box
from lugas.scripts import UNSPACED

__all__ = ["KINDS", "PageNumbers", "count_words", "measure_page"]

PageNumbers = dict[str, float]

KINDS = ("article", "forum", "index", "product", "reference")
ARTICLE, FORUM, INDEX, PRODUCT, REFERENCE = range(len(KINDS))
BITS = tuple(tuple(kind for kind in range(len(KINDS)) if bits >> kind & 1) for bits in range(1 << len(KINDS)))

LONG_ROW = 25  # words of a row that is prose
SOLID_ROW = 10  # words of a row that goes on with one that stands before it
SHORT_LINE = 48  # characters of a line that may be a label
FRAMES = frozenset({"html", "body"})
NOT_HOLDERS = FRAMES | {"p"}
HOLDS = 12  # words of body that make a box one of those that hold some
NEAR = 60  # words between the title and the body it stands over
OF_PROSE = frozenset({Kind.PARAGRAPH, Kind.QUOTE, Kind.LIST})

PRICE = re.compile(
    r"(?:[$€£¥₹₩฿₫₺₽₴]|\brp\.?|\bidr|\brs\.?|\bkr\.?|\bzł) ?\d"
    r"|\d ?(?:[€₽₴₫฿]|zł|kr\b|usd\b|eur\b|руб|円|元|원)"
)
DIGIT = re.compile(r"\d")
WORD = re.compile(r"[^\W\d_]+")
EDGES = "0123456789 .,:;!?()[]{}<>|/\\+-–—*#•·&\"'“”‘’«»…→←↑↓›‹▼▲"


# A longer row is counted part by part, so many characters each.
AT_ONCE = 100_000


def count_words(text: str) -> int:
    """Count words; of scripts without spaces, two letters are one."""
    if text.isascii():
        return text.count(" ") + 1 if text else 0
    if len(text) > AT_ONCE:  # the list of its words takes thirty times its memory
        return sum(count_words(text[start : start + AT_ONCE]) for start in range(0, len(text), AT_ONCE))
    return len(text.split()) + len(UNSPACED.findall(text)) // 2


def measure_page(clues: Clues, sheet: Sheet, fields: Fields, counts: list[int] | None = None) -> PageNumbers:
    """Measure a page; `counts` are the words of each row, where they were counted before."""
    if counts is None:
        counts = [count_words(row.text) for row in sheet.rows]
    return {
        **measure_claims(clues, fields),
        **measure_address(fields.url or fields.canonical_url),
        **measure_text(sheet, counts),
        **measure_lines(sheet),
        **measure_boxes(sheet, counts),
        **measure_head(sheet, fields, counts),
    }


def share(part: float, whole: float) -> float:
    """Give a part of a whole, 0 of nothing."""
    return part / whole if whole else 0.0


@lru_cache(maxsize=8)
def known(name: str) -> dict[str, int]:
    """Read a list of words and the kinds of page they go with: each word's kinds as bits."""
    return {
        word: sum(1 << KINDS.index(kind) for kind in set(meanings)) for word, meanings in pairs(name).items()
    }


def count_kinds(words: Iterable[str], name: str) -> list[int]:
    """Count the words that a list knows, for each kind."""
    bits = known(name)
    found = [0] * len(KINDS)
    for word in words:
        for kind in BITS[bits.get(word, 0)]:
            found[kind] += 1
    return found


def measure_claims(clues: Clues, fields: Fields) -> PageNumbers:
    """Measure what the page says of itself: its types, whether it has a time and authors."""
    embedded = clues.embedded
    types = count_kinds({name.lower() for thing in embedded.things for name in types_of(thing)}, "page_types")
    own = [name.lower() for name in types_of(embedded.article)]
    og_type = embedded.first("og:type").lower()
    return {
        "type_article": float(types[ARTICLE] > 0),
        "type_forum": float(types[FORUM] > 0),
        "type_product": float(types[PRODUCT] > 0),
        "type_reference": float(types[REFERENCE] > 0),
        "own_type": float(any(name.endswith(("article", "blogposting")) for name in own)),
        "og_article": float(og_type == "article"),
        "og_product": float("product" in og_type or og_type.endswith("item")),
        "published_meta": float(bool(embedded.first("article:published_time"))),
        "dated": float(fields.published is not None),
        "signed": float(bool(fields.authors)),
    }


def measure_address(url: str) -> PageNumbers:
    """Measure the address: how deep it is, how long its last part, and what its words are; 0 where it is not known."""
    parts = urlsplit(url) if url else urlsplit("")
    steps = [step for step in unquote(parts.path).lower().split("/") if step]
    last = len(WORD.findall(steps[-1])) if steps else 0
    words = [word for step in steps[:-1] for word in {step, *WORD.findall(step)}] + steps[-1:]
    hosts = count_kinds((parts.hostname or "").split(".")[:-1], "page_addresses")
    found = count_kinds(words, "page_addresses")
    return {
        **{f"address_{kind}": float(count > 0) for kind, count in zip(KINDS, found, strict=True)},
        "host_forum": float(hosts[FORUM] > 0),
        "host_reference": float(hosts[REFERENCE] > 0),
        "front": float(bool(url) and not steps),
        "steps": min(len(steps), 5) / 5,
        "slug": min(last, 10) / 10,
        "slug_long": float(last >= 4),
    }


def measure_text(sheet: Sheet, counts: list[int]) -> PageNumbers:
    """Measure the text: how much of the page is body, and what the body is built of."""
    rows = sheet.rows
    body = long = coded = linked = characters = headings = solid = run = runs = 0
    own = sheet.places(Role.BODY)
    before = -2
    for at in own:
        row, count = rows[at], counts[at]
        runs += at != before + 1
        before = at
        body += count
        characters += len(row.text)
        linked += row.links
        long += count if count >= LONG_ROW else 0
        run = run + count if count >= SOLID_ROW and row.kind in OF_PROSE else 0
        solid = max(solid, run)
        coded += count if row.kind is Kind.CODE else 0
        headings += row.kind is Kind.HEADING
    return {
        "body": log1p(body) / 8,
        "body_share": share(body, sum(counts)),
        "body_rows": log1p(len(own)) / 6,
        "long": share(long, body),
        "solid": log1p(solid) / 7,
        "coded": share(coded, body),
        "body_linked": share(linked, characters),
        "headings": share(headings, len(own)),
        "runs": log1p(runs) / 4,
        "linked": share(sum([row.links for row in rows]), sum([len(row.text) for row in rows])),
        "related": log1p(len(sheet.places(Role.RELATED))) / 5,
        "comments": log1p(len(sheet.places(Role.COMMENTS))) / 5,
    }


def measure_lines(sheet: Sheet) -> PageNumbers:
    """Measure the short lines: labels that go with a kind of page, how often they come again, and prices."""
    lines = [row.text.lower() for row in sheet.rows if 0 < len(row.text) <= SHORT_LINE]
    prices = len([line for line in lines if DIGIT.search(line) and PRICE.search(line)])
    bits = known("page_phrases")
    labels = Counter([label for line in lines if (label := line.strip(EDGES)) in bits])
    once = [0] * len(KINDS)
    every = [0] * len(KINDS)
    for label, count in labels.items():
        for kind in BITS[bits[label]]:
            once[kind] += 1
            every[kind] += count
    return {
        **{f"line_{kind}": log1p(count) / 3 for kind, count in zip(KINDS, once, strict=True)},
        "lines_forum": log1p(every[FORUM]) / 4,
        "lines_product": log1p(every[PRODUCT]) / 4,
        "lines_reference": log1p(every[REFERENCE]) / 4,
        "prices": log1p(prices) / 4,
    }


def measure_boxes(sheet: Sheet, counts: list[int]) -> PageNumbers:
    """Measure the elements: what those are called that hold the body, and those that hold the page."""
    boxes = sheet.cut.boxes
    held: dict[int, int] = {}
    body = 0
    for at in sheet.places(Role.BODY):
        body += counts[at]
        if counts[at] and (around := sheet.rows[at].box) >= 0:
            held[around] = held.get(around, 0) + counts[at]
    whole = sum_up(boxes, held)
    shares = [0] * len(KINDS)
    inside = {-1: 0}  # the kinds of a box and of those around it, for those that hold some of the body
    for index in whole:
        box = boxes[index]
        # what frames a page would hold for all of it
        kinds = inside[index] = inside[box.parent] | (0 if box.tag in FRAMES else kinds_of(box))
        for kind in BITS[kinds] if index in held else ():
            shares[kind] += held[index]
    frame = 0
    for box in sheet.cut.names.boxes:
        if box.tag in FRAMES:
            frame |= kinds_of(box)
    return {
        "inside_article": share(shares[ARTICLE], body),
        "inside_forum": share(shares[FORUM], body),
        "inside_index": share(shares[INDEX], body),
        "inside_product": share(shares[PRODUCT], body),
        "frame_article": float(frame >> ARTICLE & 1),
        "frame_forum": float(frame >> FORUM & 1),
        "frame_product": float(frame >> PRODUCT & 1),
        **measure_holders(boxes, held, whole, body),
    }


def kinds_of(box: Box) -> int:
    """Give the kinds of page that the class words of a box go with, as bits."""
    bits = known("page_classes")
    kinds = 0
    for word in box.words:
        kinds |= bits.get(word, 0)
    return kinds


def sum_up(boxes: Sequence[Box], held: dict[int, int]) -> dict[int, int]:
    """Give how many words of the body boxes hold, those of the boxes in them included; boxes without any are left out.

    They come in page order, so that a box comes after the one around it.
    """
    around: set[int] = set()
    for index in held:
        at = index
        while at >= 0 and at not in around:
            around.add(at)
            at = boxes[at].parent
    order = sorted(around)
    whole = {index: held.get(index, 0) for index in order}
    for index in reversed(order):
        if (parent := boxes[index].parent) >= 0:
            whole[parent] += whole[index]
    return whole


def measure_holders(
    boxes: Sequence[Box], held: dict[int, int], whole: dict[int, int], body: int
) -> PageNumbers:
    """Measure whether one element holds the body, as that of an article does, or many alike do.

    `held` are the words of body right in boxes, `whole` those of the boxes in them too.
    """
    outer: dict[int, int] = {}
    alike: dict[tuple[str, tuple[str, ...]], int] = {}
    for index, count in held.items():
        parent = boxes[index].parent
        above = boxes[parent].parent if parent >= 0 else -1
        outer[above] = outer.get(above, 0) + count
    for index, count in whole.items():
        box = boxes[index]
        if count >= HOLDS and box.words and box.tag not in NOT_HOLDERS:
            sign = box.tag, box.words[:3]
            alike[sign] = alike.get(sign, 0) + 1
    return {
        "one_outer_box": share(max(outer.values(), default=0), body),
        "alike_anywhere": log1p(max(alike.values(), default=0)) / 4,
    }


def measure_head(sheet: Sheet, fields: Fields, counts: list[int]) -> PageNumbers:
    """Measure the head: the title's length, whether the body follows it, a byline, a picture."""
    words = count_words(fields.title)
    roles = sheet.roles
    first = sheet.begin() if Role.BODY in roles else len(roles)
    title = roles.index(Role.TITLE) if Role.TITLE in roles else -1
    return {
        "title": min(words, 14) / 14,
        "title_long": float(words >= 7),
        "title_shown": float(title >= 0),
        "title_asks": float(fields.title.rstrip().endswith(("?", "？", "؟"))),
        "title_near": float(0 <= title < first and sum(counts[title:first]) < NEAR),
        "byline": float(Role.BYLINE in roles),
        "image": float(fields.image is not None),
    }
