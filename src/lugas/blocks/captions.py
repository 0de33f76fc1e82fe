"""Which caption and which credit belong to which picture."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable

from lugas.blocks.credit_lines import bare_credit, ends_named, is_credit_alone, split_credit
from lugas.blocks.sheet import Sheet
from lugas.blocks.words import CREDIT_NAMES, read_list
from lugas.model import Image, Kind, Role
from lugas.page.rows import Row
from lugas.page.urls import picture_key

__all__ = ["captions_of", "pictures_of"]

# A picture is told by at most this many rows.
MOST_CAPTIONS = 12
# A caption outside of figures belongs to the picture at most this many rows before it, or right after it.
REACH = 4

# "1/6", "3 of 12", "2 dari 8": the number of a picture in its gallery.
COUNT = re.compile(r"\d{1,3}\s?(?:/|of|dari|von|de|di|sur|van|из)\s?\d{1,3}(?![\w/.,-])\s{0,3}")
LABEL_END = re.compile(r"[,:，：、،]")
COMMAS = frozenset(",，、،")
LONGEST_LABEL = 40  # characters
SIGNED_WORDS = 8  # of a line with a stroke that tells whose picture it is
TOLD_WORDS = 4  # of what stands before the credit in a line that is a credit: then it is the caption
SHORTEST_CREDIT = 8  # characters

TOLD = frozenset({Role.CAPTION, Role.CREDIT})


def captions_of(sheet: Sheet) -> dict[int, tuple[str, str]]:
    """Give the caption and the credit of each picture that has them, by the identity of its row.

    They are found once, and again after the next label.
    """
    if sheet.captions is None:
        sheet.captions = find_captions(sheet)
    return sheet.captions


def find_captions(sheet: Sheet) -> dict[int, tuple[str, str]]:
    """Find what `captions_of` gives."""
    rows, roles = sheet.rows, sheet.roles
    telling = [index for index, role in enumerate(roles) if role in TOLD and rows[index].text]
    if not telling:
        return {}
    figures = figures_of(sheet, telling)
    credited = credits_of(sheet, telling)
    found: dict[int, dict[Role, list[str]]] = {}
    for index in telling:
        for picture in pictures_told(sheet, index, figures):
            texts = found.setdefault(id(rows[picture]), {Role.CAPTION: [], Role.CREDIT: []})
            line = without_label(rows[index].text)
            told, named = part_lines(rows[index]) or split_caption(line, credited)
            short = roles[index] is Role.CREDIT and len(told.split()) < TOLD_WORDS and not ends_named(line)
            if short or (not named and is_credit_alone(told)):
                told, named = "", line
            add(texts[Role.CAPTION], told)
            add(texts[Role.CREDIT], bare_credit(named))
    return {
        row: (" ".join(texts[Role.CAPTION]), " ".join(texts[Role.CREDIT])) for row, texts in found.items()
    }


def credits_of(sheet: Sheet, telling: Iterable[int]) -> tuple[str, ...]:
    """Give the first credits that stand in lines of their own: a caption may end with one of them, unmarked."""
    texts = (sheet.rows[index].text for index in telling if sheet.role(index) is Role.CREDIT)
    return tuple(dict.fromkeys(text for text in texts if len(text) >= SHORTEST_CREDIT))[:MOST_CAPTIONS]


def part_lines(row: Row) -> tuple[str, str] | None:
    """Part a row that opens with an element named for credit, a line of its own, from its caption; else `None`."""
    first, _, rest = row.text.partition("\n")
    if not rest or CREDIT_NAMES.isdisjoint(row.words) or not is_credit_line(first):
        return None
    return " ".join(rest.split("\n")), first


def is_credit_line(line: str) -> bool:
    """Whether a line says no more than whose picture it is: after a label, or as agencies sign, with a stroke."""
    return is_credit_alone(line) or ("/" in line and len(line.split()) <= SIGNED_WORDS)


def without_label(text: str) -> str:
    """Give a line of a picture without the label that says it is the caption: "Image caption, Boats at the pier"."""
    match = LABEL_END.search(text, 0, LONGEST_LABEL)
    label = (text[: match.start()] if match is not None else text[:LONGEST_LABEL]).strip().lower()
    if label not in read_list("caption_labels"):
        return text
    if match is None:  # "Caption" alone may be one
        return "" if " " in label and len(text) < LONGEST_LABEL else text
    if match[0] in COMMAS and " " not in label:  # "Legend, myth and truth"
        return text
    return text[match.end() :].strip()


def split_caption(text: str, credited: tuple[str, ...]) -> tuple[str, str]:
    """Part a caption from its credit, and from its number in a gallery."""
    if text[:1].isdigit():
        text = COUNT.sub("", text)
    told, named = split_credit(text)
    again = "" if named else next((credit for credit in credited if text.endswith(credit)), "")
    return (text.removesuffix(again).rstrip(), again) if again else (told, named)


def add(texts: list[str], text: str) -> None:
    """Add a text that is not there yet."""
    if text and text not in texts and len(texts) < MOST_CAPTIONS:
        texts.append(text)


def figures_of(sheet: Sheet, telling: Iterable[int]) -> dict[int, tuple[list[int], int]]:
    """Give for each figure its pictures, and how many captions it has."""
    figures: dict[int, tuple[list[int], int]] = {}
    for index, row in enumerate(sheet.rows):
        if row.group and row.image is not None and not row.slight:
            figures.setdefault(row.group, ([], 0))[0].append(index)
    for index in telling:
        group = sheet.rows[index].group
        if group in figures and sheet.role(index) is Role.CAPTION:
            figures[group] = (figures[group][0], figures[group][1] + 1)
    return figures


def pictures_told(sheet: Sheet, index: int, figures: dict[int, tuple[list[int], int]]) -> list[int]:
    """Give the pictures that a caption or a credit is about: those of its figure, or the one nearest to it."""
    pictures, captions = figures.get(sheet.rows[index].group, ([], 0))
    if pictures:
        if len(pictures) <= MOST_CAPTIONS and (captions < len(pictures) or captions < 2):
            return pictures
        return [pictures[max(bisect(pictures, index) - 1, 0)]]
    for place in range(index - 1, max(index - REACH, 0) - 1, -1):
        row = sheet.rows[place]
        if is_picture(row):
            return [place, *copies_before(sheet, place)]
        if row.text and sheet.role(place) not in TOLD:
            break
    after = index + 1
    while (
        after < len(sheet.rows)
        and after < index + REACH
        and sheet.role(after) in TOLD
        and sheet.rows[after].text
    ):
        after += 1
    return [after] if after < len(sheet.rows) and is_picture(sheet.rows[after]) else []


def copies_before(sheet: Sheet, place: int) -> list[int]:
    """Give the rows right before a picture that show it too: a lazy one stands before that of its `<noscript>`."""
    shown = sheet.rows[place].image
    before = sheet.rows[place - 1].image if place else None
    same = shown is not None and before is not None and picture_key(before.url) == picture_key(shown.url)
    return [place - 1] if same else []


def is_picture(row: Row) -> bool:
    """Whether a row is a picture to look at."""
    return row.kind is Kind.IMAGE and not row.slight


def pictures_of(sheet: Sheet) -> list[tuple[Image, Role]]:
    """Give the pictures with their captions and credits, in page order, each with the role of its row."""
    shown = [(row, role) for row, role in zip(sheet.rows, sheet.roles, strict=True) if row.image]
    captions = captions_of(sheet) if shown else {}
    found: list[tuple[Image, Role]] = []
    for row, role in shown:
        caption, credit = captions.get(id(row), ("", ""))
        image = row.image
        if image is not None and (caption or credit):
            image = Image(image.url, image.alt, caption or image.caption, credit or image.credit)
        if image is not None:
            found.append((image, role))
    return found
