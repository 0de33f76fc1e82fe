"""Boxes that stand apart from the article, and say so by their name or their element.

What stands in them may read like the article: readers' comments, the description of a cookie, the terms of a seller,
who the author is, a post of another site. Of the labelled pages' rows in such boxes that the tagger takes for body,
hardly one in thirty is; so it is overruled there, unless the box holds the title or most of what reads like body.
"""

from __future__ import annotations

from functools import lru_cache

from lugas.blocks.sheet import Sheet
from lugas.blocks.words import read_list, split_words
from lugas.blocks.zones import Holdings, holdings_of, is_likely
from lugas.model import Role
from lugas.options import Options
from lugas.page.rows import Box

__all__ = ["mark_asides"]

# A box named so may hold this share of what reads like the body, at most.
MOST = 0.5
# Comments and the tables of a consent box are often longer than the article: there it is enough that so many words of
# likely body stand outside of the box.
OVERLONG = frozenset({Role.COMMENTS, Role.CONSENT})
ENOUGH = 60

# An article is made of posts of other sites that have more than this share of the words beside them; so it is of
# captions, where fewer words than this stand beside them. Shorter lines, such as headings, are not counted.
MOST_PARTS, CAPTIONED_WORDS, PROSE_WORDS = 0.5, 250, 10

# A box with more class words than this bears its name by chance: "category-cookies", a heading's words as its id.
MOST_WORDS, MOST_HEADING_WORDS = 8, 3
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "html", "body"})
# What is asked, not told; and what the standard calls apart from the content around it.
TAGS = {"dialog": Role.CONTROL, "form": Role.CONTROL, "aside": Role.OTHER}
# Attributes that name an element in words; longer values are sentences.
NAMING = frozenset({"aria-label", "data-component", "data-testid", "role"})
MOST_LABEL_WORDS = 4
# Words that tell of what an element has or lacks, and not what it is ("no-comments", "has-cta"), or that it is the main
# thing all the same: the comments on a live match are its report.
TELLING = frozenset({"has", "no", "with", "without", "hide", "live", "main"})


@lru_cache(maxsize=1)
def named_asides() -> tuple[tuple[frozenset[str], Role], ...]:
    """Give the words of which a name must hold all, and what the element is then for."""
    found = []
    for line in read_list("asides"):
        role, _, words = line.partition(":")
        found += [(frozenset(word.split("+")), Role(role)) for word in words.split()]
    return tuple(found)


@lru_cache(maxsize=4096)
def role_named(words: tuple[str, ...]) -> Role | None:
    """Give what an element is for by the words of its name; `None` if they do not say."""
    mine = frozenset(words)
    return next((role for wanted, role in named_asides() if wanted <= mine), None)


def mark_asides(sheet: Sheet, options: Options) -> None:
    """Set aside what the tagger takes for body in boxes that are named for something else."""
    if sheet.cut.form == "text":
        return
    boxes = sheet.cut.boxes
    holdings = holdings_of(sheet, options)
    found: list[tuple[Role, int] | None] = []
    for number, box in enumerate(boxes):
        role = role_of(box)
        mine = (role, number) if role is not None and is_apart(holdings, number, role) else None
        found.append((found[box.parent] if box.parent >= 0 else None) or mine)
    rows = [at for at in range(len(sheet.rows)) if is_likely(sheet, at, options)]
    made = made_of(sheet, found, rows)
    for index in rows:
        aside = found[sheet.rows[index].box]
        if aside is not None and aside[0] not in made:
            sheet.mark(index, aside[0], f"stands in an element set apart: {name_of(boxes[aside[1]])}", 0.8)


def made_of(sheet: Sheet, found: list[tuple[Role, int] | None], rows: list[int]) -> frozenset[Role]:
    """Tell whether an article is made of captions, or of posts of other sites, as a list of the week's best is."""
    words: dict[Role | None, float] = {}
    for index in rows:
        aside = found[sheet.rows[index].box]
        if aside is not None or sheet.words[index] >= PROSE_WORDS:
            role = None if aside is None else aside[0]
            words[role] = words.get(role, 0.0) + sheet.words[index]
    beside = words.get(None, 0.0)
    captions, posts = words.get(Role.CAPTION, 0.0), words.get(Role.OTHER, 0.0)
    return frozenset(
        role
        for role, made in (
            (Role.CAPTION, beside < CAPTIONED_WORDS and captions > beside * MOST_PARTS),
            (Role.OTHER, posts > beside * MOST_PARTS),
        )
        if made
    )


def role_of(box: Box) -> Role | None:
    """Give what a box is for by its name and its element."""
    most = MOST_HEADING_WORDS if box.tag in HEADINGS else MOST_WORDS
    named = role_named(box.words) if len(box.words) <= most and TELLING.isdisjoint(box.words) else None
    if named is None and "-" in box.tag:  # an element of the site's own: its tag is a name
        named = role_named(split_words(box.tag))
    for attribute, value in box.hints:
        if named is None and attribute in NAMING:
            words = split_words(value)
            named = role_named(words) if len(words) <= MOST_LABEL_WORDS else None
    return named or TAGS.get(box.tag)


def is_apart(holdings: Holdings, box: int, role: Role) -> bool:
    """Whether a box may be what its name says, as against one around the whole article."""
    if role in OVERLONG and box not in holdings.titled:
        return holdings.whole - holdings.likely[box] >= ENOUGH or holdings.apart(box, MOST)
    return holdings.apart(box, MOST)


def name_of(box: Box) -> str:
    """Write how a box is named."""
    return " ".join([box.tag, *box.words[:4]])
