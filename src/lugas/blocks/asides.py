"""Boxes that stand apart from the article, and say so by their name or their element.

What stands in them may read like the article: readers' comments, the description of a cookie, the terms of a seller,
who the author is, a post of another site. Of the labelled pages' rows in such boxes that the tagger takes for body,
hardly one in thirty is; so it is overruled there, unless the box holds the title or most of what reads like body.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from lugas.blocks.holdings import Holdings
from lugas.blocks.sheet import Sheet
from lugas.blocks.words import read_list, split_words
from lugas.blocks.zones import holdings_of, likely_rows
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
# Of a weak name that stands alone, rows that the tagger is surer of than this are not taken from the body.
DOUBTED = 0.8

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


@dataclass(frozen=True, slots=True)
class Name:
    """The words that a name must hold, all of them, and what the element is then for; `weak` if they need a second."""

    words: frozenset[str]
    role: Role
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Aside:
    """What a box is for, its number (-1 before it is known), and whether only a doubtful row may be overruled there."""

    role: Role
    doubtful: bool = False
    box: int = -1


@lru_cache(maxsize=1)
def named_asides() -> tuple[tuple[Name, ...], dict[str, list[int]], frozenset[str]]:
    """Give the names of the list, for each word the places of the names it is part of, and what confirms a weak one."""
    found: list[Name] = []
    confirming: list[str] = []
    for line in read_list("asides"):
        role, _, words = line.partition(":")
        if role == "confirming":
            confirming = words.split()
            continue
        found += [
            Name(frozenset(word.rstrip("?").split("+")), Role(role), word[-1] == "?")
            for word in words.split()
        ]
    places: dict[str, list[int]] = {}
    for place, name in enumerate(found):
        for word in name.words:
            places.setdefault(word, []).append(place)
    return tuple(found), places, frozenset(confirming)


def role_named(words: tuple[str, ...]) -> Aside | None:
    """Give what an element is for by the words of its name; `None` if they do not say."""
    every, places, confirming = named_asides()
    if places.keys().isdisjoint(words):  # most
        return None
    mine = frozenset(words)
    names = [every[place] for place in sorted({place for word in mine for place in places.get(word, ())})]
    second = mine & confirming
    for name in names:
        if name.words <= mine and (not name.weak or not second <= name.words):
            return Aside(name.role)
    alone = frozenset(word for word in mine if len(word) > 1 and not word.isdecimal())  # "c-comment-2"
    return next((Aside(name.role, doubtful=True) for name in names if name.words == alone), None)


def mark_asides(sheet: Sheet, options: Options) -> None:
    """Set aside what the tagger takes for body in boxes that are named for something else."""
    if sheet.cut.form == "text":
        return
    rows = likely_rows(sheet, options)
    found = found_asides(sheet, [sheet.rows[index].box for index in rows], options)
    if not any(found.values()):
        return
    stand: dict[int, Aside] = {}
    for index in rows:
        aside = found[sheet.rows[index].box]
        if aside is not None and not (aside.doubtful and sheet.chance[index] >= DOUBTED):
            stand[index] = aside
    made = made_of(sheet, stand, rows)
    for index, aside in stand.items():
        if aside.role not in made:
            said = name_of(sheet.cut.boxes[aside.box])
            sheet.mark(index, aside.role, f"stands in an element set apart: {said}", 0.8)


def found_asides(sheet: Sheet, inner: list[int], options: Options) -> dict[int, Aside | None]:
    """Give for some boxes, and for each around them, what it or the outermost such box around it is for.

    A sure name goes before a weak one.
    """
    boxes, numbers = sheet.cut.boxes, sheet.cut.names.numbers
    holdings = holdings_of(sheet, options)
    named: dict[int, Aside | None] = {}  # what each name is for, of boxes that have nothing else to tell
    found: dict[int, Aside | None] = {-1: None}
    for lowest in inner:
        way: list[int] = []
        box = lowest
        while box not in found:
            way.append(box)
            box = boxes[box].parent
        around = found[box]
        for number in reversed(way):
            name = numbers[number]
            if boxes[number].hints:
                mine = role_of(boxes[number])
            elif name in named:
                mine = named[name]
            else:
                mine = named[name] = role_of(boxes[number])
            if (
                mine is not None
                and (around is None or (around.doubtful and not mine.doubtful))
                and is_apart(holdings, number, mine.role)
            ):
                around = Aside(mine.role, mine.doubtful, number)
            found[number] = around
    return found


def made_of(sheet: Sheet, stand: dict[int, Aside], rows: list[int]) -> frozenset[Role]:
    """Tell whether an article is made of captions, or of posts of other sites, as a list of the week's best is."""
    words: dict[Role | None, float] = {}
    for index in rows:
        aside = stand.get(index)
        if aside is not None or sheet.words[index] >= PROSE_WORDS:
            role = None if aside is None else aside.role
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


def tells(tag: str) -> bool:
    """Whether the tag of an element may say what it is for."""
    return tag in TAGS or "-" in tag


def role_of(box: Box) -> Aside | None:
    """Give what a box is for by its tag, its class words and its attributes; a sure sign goes before a weak one."""
    tag, words, hints = box.tag, box.words, box.hints
    most = MOST_HEADING_WORDS if tag in HEADINGS else MOST_WORDS
    names = [words] if len(words) <= most and TELLING.isdisjoint(words) else []
    if not hints and not tells(tag):
        return role_named(words) if names else None  # most boxes
    if "-" in tag:  # an element of the site's own: its tag is a name
        names.append(split_words(tag))
    labels = [(attribute, split_words(value)) for attribute, value in hints if attribute in NAMING]
    names += [label for _, label in labels if len(label) <= MOST_LABEL_WORDS]
    told = [aside for aside in map(role_named, names) if aside is not None]
    if ("role", ("dialog",)) in labels:  # the standard's own word
        told.append(Aside(Role.CONTROL))
    if tag in TAGS:
        told.append(Aside(TAGS[tag]))
    return next((aside for aside in told if not aside.doubtful), told[0] if told else None)


def is_apart(holdings: Holdings, box: int, role: Role) -> bool:
    """Whether a box may be what its name says, as against one around the whole article."""
    if role in OVERLONG and box not in holdings.titled:
        return holdings.whole - holdings.likely[box] >= ENOUGH or holdings.apart(box, MOST)
    return holdings.apart(box, MOST)


def name_of(box: Box) -> str:
    """Write how a box is named."""
    return " ".join([box.tag, *box.words[:4]])
