"""Names that stand alone in a line, or beside a time: nothing says that they are the authors' but where they stand."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property

from lugas.blocks.phrases import is_buttons
from lugas.blocks.sheet import Sheet
from lugas.blocks.words import STOPS
from lugas.fields.dates.lines import DIGIT
from lugas.fields.dates.signs import shows_time
from lugas.fields.dates.text import has_date
from lugas.fields.lists import words
from lugas.fields.name_signs import is_initialled, is_name, is_uncased
from lugas.fields.names import cut_at_date, split_names, starts_as_byline
from lugas.model import Kind, Role
from lugas.page.rows import Row

__all__ = ["Things", "is_bare_name", "names_alone"]

PARTED = re.compile(r"\s[-–—]\s|\s?[|•·⋅]\s?")  # a name and a date
LONGEST_JOB = 60  # characters of a line that says what somebody is
LONGEST_SIGNED = 60  # characters of the name and what parts it from the date
WORD = re.compile(r"[^\W\d_]+")
MOST_READ, LONGEST_READ = 300, 2_000  # rows of the body, and characters of each
MOST_ASKED = 5  # rows of the body whose letters tell the language
VIETNAMESE = re.compile(r"[\u1ea0-\u1ef9\u01a0\u01a1\u01af\u01b0]")


class Things:
    """Tells the headings that are written as names are from names, by the words of a page's body."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    @cached_property
    def text(self) -> str:
        """The body, as far as it is looked at; none of a Vietnamese one, whose names are words."""
        sheet = self._sheet
        texts = [sheet.rows[index].text[:LONGEST_READ] for index in sheet.places(Role.BODY)[:MOST_READ]]
        return "" if any(map(VIETNAMESE.search, texts[:MOST_ASKED])) else "\n".join(texts)

    def are_things(self, names: Collection[str]) -> bool:
        """Tell whether none of some names that stand alone in a line is one: the text has its words in small letters.

        "Final Thoughts" and "Climate Change" are written as names are. But more than half of their words stand in the
        text as words; of a name that are some at most, as in "Grace Park".
        """
        return bool(names) and all(map(self.is_thing, names))

    def is_thing(self, name: str) -> bool:
        """Tell whether more than half of the words of what is written as a name stand in the text in small letters."""
        particles = words("particles")
        tokens = [token.lower() for token in WORD.findall(name) if len(token) > 2]
        tokens = [token for token in tokens if token not in particles]
        if not tokens or is_uncased(name):
            return False
        return sum(map(self.is_word, tokens)) > len(tokens) / 2

    def is_word(self, token: str) -> bool:
        """Tell whether a word in small letters stands in the body so."""
        return token in self.text and re.search(rf"(?<!\w){re.escape(token)}(?!\w)", self.text) is not None


def names_alone(row: Row, text: str, near: list[Row], things: Things) -> tuple[str, ...]:
    """Give the names of a row that holds nothing but names, beside a time, or names and a time; () for any other."""
    # Papers of a chain set the name and the paper side by side under the title.
    first, tab, _ = text.partition("\t")
    beside = bool(tab and near) and near[0] is row
    text = first.strip() if beside else text
    alone = (beside or row.kind is Kind.PARAGRAPH) and row.tag != "button" and is_bare_name(text)
    if alone and (beside or beside_time(near, row) or over_job(near, row)):
        names = split_names(text)
        if names and not things.are_things(names):
            return names
    return names_before_date(text)


def is_bare_name(text: str) -> bool:
    """Tell whether a row holds names and nothing else but the outlet, as a line under the title may."""
    name = text.strip(" |,-–•")
    if (
        "/" in name
        or name.lower().replace("：", ":").partition(":")[0].rstrip() in words("tag_labels")
        or len(name) > 80
        or name[-1:] in STOPS
    ):
        return False
    if is_uncased(name) and DIGIT.search(name) and not has_date(name):
        return (
            False  # a sentence with a number, which no capital letter tells from a name and what follows it
        )
    if " \u0640 " in name:  # Arabic papers write it for a dash after the correspondent's place
        return bool(names := split_names(name)) and name.endswith(names[-1])
    if len(name) > 40 and "," not in name and PARTED.search(name) is None and not names_joined(name):
        return False
    if len(name) > 40 or "," in name or " - " in name or " | " in name:
        names = split_names(name)
        return bool(names) and name.startswith(names[0]) and all(" " in part for part in names)
    whole = 2 <= len(name.split()) <= 4 or is_initialled(name)
    return 5 <= len(name) <= 40 and whole and is_name(name) and not (name.isupper() or is_buttons(name))


def names_before_date(text: str) -> tuple[str, ...]:
    """Give the names in a line of names and a date: "Jane Doe - 6 March 2026"; () for any other line."""
    if len(text) > 2 * LONGEST_SIGNED and text[-1:] in STOPS:
        return ()  # a paragraph
    text = text[: 2 * LONGEST_SIGNED]
    if DIGIT.search(text) is None:
        return ()
    ends = [
        (len(cut_at_date(text)),) * 2,
        *(match.span() for match in PARTED.finditer(text[:LONGEST_SIGNED])),
    ]
    end, start = min(ends)
    name = text[:end].strip()
    if len(ends) == 1 and is_uncased(name):
        return ()  # words, for all that tells them from a name
    if not name or end == len(text) or not is_bare_name(name) or not shows_time(text[start:]):
        return ()
    return split_names(name)


def names_joined(text: str) -> bool:
    """Tell whether a joining word stands in a line: "Ann Lee and Bo Roe"."""
    return any(token in words("joiners") for token in text.split()[1:])


def beside_time(rows: list[Row], row: Row) -> bool:
    """Tell whether the row right before or after one shows a date."""
    before, after = neighbours(rows, row)
    return any(shows_time(other.text) for other in (*before, *after) if len(other.text) < 80)


def over_job(rows: list[Row], row: Row) -> bool:
    """Tell whether the row right after one says what somebody is who writes for a paper: "Senior Contributor".

    "Gazette Staff" says so too, but not "Faculty & Staff" or "Staff Directory", which stand in menus.
    """
    _, after = neighbours(rows, row)
    below = after[0].text if after else ""
    if not 0 < len(below) <= LONGEST_JOB or starts_as_byline(below):
        return False
    tokens = below.lower().split()
    return tokens[1:] == ["staff"] or not words("jobs").isdisjoint(WORD.findall(below.lower()))


def neighbours(rows: list[Row], row: Row) -> tuple[list[Row], list[Row]]:
    """Give the row right before one and the one right after it, each as a list that is empty where there is none."""
    place = next((index for index, other in enumerate(rows) if other is row), -1)
    if place < 0:
        return [], []
    return rows[max(0, place - 1) : place], rows[place + 1 : place + 2]
