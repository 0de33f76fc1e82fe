"""The authors as the lines of a page name them: its byline, the lines around its title, its last ones."""

from __future__ import annotations

import re

from lugas.blocks.phrases import is_buttons
from lugas.blocks.sheet import Sheet
from lugas.blocks.words import STOPS
from lugas.fields.candidates import Candidate
from lugas.fields.dates.lines import DIGIT
from lugas.fields.dates.signs import shows_time
from lugas.fields.dates.text import has_date
from lugas.fields.lists import holds_piece, words
from lugas.fields.name_signs import is_initialled, is_name, is_uncased
from lugas.fields.names import ends_as_byline, split_names, starts_as_byline, writers_part
from lugas.fields.title_forms import title_key
from lugas.model import Kind, Person, Role, Source
from lugas.page.rows import Row

__all__ = ["People", "from_rows", "make"]

# Tuned on the English and the international pages of the labelled sets, beside the weights of other sources.
ROLE, LINE, LINKED_LINE, WITHIN, BARE, LAST = 4.5, 5.2, 5.0, 3.2, 2.5, 2.6
INNER_WORDS = frozenset({"by", "oleh", "penulis", "von", "par", "por", "door", "автор", "โดย"})
PARTED = re.compile(r"\s[-–—|•·]\s")  # a name and a date
# Roles of the rows at the end of the text that somebody may have signed it with.
SIGNING = frozenset({Role.AUTHOR_BOX, Role.BODY, Role.BYLINE, Role.CREDIT, Role.OTHER})
LONGEST_LINE = 160  # characters of a line of labels, among which may be the writer's
LONGEST_SIGNED = 60  # characters of the name and what parts it from the date
People = tuple[Person, ...]


def make(people: list[Person], source: Source, detail: str, weight: float) -> Candidate[People]:
    """Make a candidate of people, each once."""
    kept: dict[str, Person] = {}
    for person in people:
        kept.setdefault(title_key(person.name), person)
    value = tuple(kept.values())
    return Candidate(value, tuple(person.name for person in value), source, detail, weight)


def from_rows(sheet: Sheet, near: list[Row]) -> list[Candidate[People]]:
    """Read the authors off the lines of the page: those labelled a byline, around the title, at the end."""
    found: list[Candidate[People]] = []
    labelled = bylines(sheet)
    for row in [*near, *(row for row in labelled if row not in near)]:
        text = row.text
        if "©" in text:
            continue  # whose picture it is
        led = starts_as_byline(text) or ends_as_byline(text)
        if not led and len(text) < LONGEST_LINE and (part := writers_part(text)):
            text, led = part, True
        people = (
            [Person(name, link_of(row, name)) for name in split_names(text)] if led or row in labelled else []
        )
        weight = LINE if led else ROLE
        if not people:
            people, weight = people_linked(row), LINKED_LINE
        if not people and (names := names_within(text)):
            people, weight = [Person(name, link_of(row, name)) for name in names], WITHIN
        if (
            not people
            and row.kind is Kind.PARAGRAPH
            and row.tag != "button"
            and is_bare_name(text)
            and beside_time(near, row)
        ):
            people, weight = [Person(name) for name in split_names(text)], BARE
        if not people and (names := names_before_date(text)):
            people, weight = [Person(name, link_of(row, name)) for name in names], BARE
        if people:
            found.append(make(people, Source.BYLINE, where(row), weight - 0.1 * len(found)))
            found[-1].shown = text if led else ""
    for row in last_rows(sheet):
        if starts_as_byline(row.text) or is_bare_name(row.text):
            people = [Person(name, link_of(row, name)) for name in split_names(row.text, lenient=False)]
            if people:
                found.append(make(people, Source.BYLINE, where(row), LAST))
    return found


def bylines(sheet: Sheet) -> list[Row]:
    """Give the rows labelled a byline, up to the article's end: those after it belong to other articles."""
    body = sheet.places(Role.BODY)
    end = body[-1] + 2 if body else len(sheet.rows)
    return [sheet.rows[index] for index in sheet.places(Role.BYLINE) if index < end]


def where(row: Row) -> str:
    """Name the place of a row for a finding."""
    return f"line {row.first_line}" if row.first_line else row.tag or "line"


def last_rows(sheet: Sheet) -> list[Row]:
    """Give the last rows of the body and the one after it, where some papers sign."""
    places = sheet.places(Role.BODY)
    if not places:
        return []
    first = max(places[0] + 1, places[-1] - 1)
    rows = enumerate(sheet.rows[first : places[-1] + 2], first)
    return [
        row
        for at, row in rows
        if len(row.text) < 90 and not row.level and sheet.role(at) in SIGNING and is_signed(row.text)
    ]


def is_signed(text: str) -> bool:
    """Tell whether a line may be names: where no capital letter tells them from a headline, a word of bylines does."""
    return not is_uncased(text) or starts_as_byline(text) or ends_as_byline(text)


def people_linked(row: Row) -> list[Person]:
    """Give the names in a row that link to an author's page."""
    found = []
    for span in row.spans:
        if span.kind == "link" and leads_to_author(span.url.lower()):
            name = " ".join(row.text[span.start : span.end].split())
            if is_name(name):
                found.append(Person(name, span.url))
    return found


def leads_to_author(url: str) -> bool:
    """Tell whether an address in lower case leads to the page of an author."""
    return holds_piece(url, "author_folders")


def names_within(text: str) -> tuple[str, ...]:
    """Give the names after a "by" inside a line: "posted on 19 December by Jane Doe"."""
    if len(text) >= 120 or text.endswith("."):
        return ()
    tokens = text.split()
    for index, token in enumerate(tokens[:24]):
        if index and token.lower().strip(":") in INNER_WORDS:
            return split_names(" ".join(tokens[index + 1 :]))
    return ()


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
    if len(name) > 40 or "," in name or " - " in name or " | " in name:
        names = split_names(name)
        return bool(names) and name.startswith(names[0]) and all(" " in part for part in names)
    whole = 2 <= len(name.split()) <= 4 or is_initialled(name)
    return 5 <= len(name) <= 40 and whole and is_name(name) and not (name.isupper() or is_buttons(name))


def names_before_date(text: str) -> tuple[str, ...]:
    """Give the names in a line of names and a date: "Jane Doe - 6 March 2026"; () for any other line."""
    match = PARTED.search(text[:LONGEST_SIGNED])
    if match is None or len(text) > 2 * LONGEST_SIGNED:
        return ()
    name = text[: match.start()].strip()
    return split_names(name) if is_bare_name(name) and has_date(text[match.end() :]) else ()


def beside_time(rows: list[Row], row: Row) -> bool:
    """Tell whether the row right before or after one shows a date."""
    place = next((index for index, other in enumerate(rows) if other is row), -1)
    if place < 0:
        return False
    around = rows[max(0, place - 1) : place] + rows[place + 1 : place + 2]
    return any(shows_time(other.text) for other in around if len(other.text) < 80)


def link_of(row: Row, name: str) -> str:
    """Give the address that a name in a row links to."""
    start = row.text.find(name)
    return next(
        (span.url for span in row.spans if span.kind == "link" and span.start <= start < span.end), ""
    )
