"""The authors as the lines of a page name them: its byline, the lines around its title, its last ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lugas.blocks.sheet import Sheet
from lugas.fields.bare_names import Things, is_bare_name, names_alone
from lugas.fields.candidates import Candidate
from lugas.fields.lists import holds_piece
from lugas.fields.name_signs import is_name, is_uncased
from lugas.fields.names import (
    ends_as_byline,
    split_names,
    starts_as_byline,
    strip_before,
    writers_part,
)
from lugas.fields.portraits import is_lead, lines_under_portraits, lines_with_labels
from lugas.fields.title_forms import title_key
from lugas.model import Person, Role, Source
from lugas.page.rows import Row

__all__ = ["People", "from_rows", "led_texts", "make"]

# Tuned on the English and the international pages of the labelled sets, beside the weights of other sources.
ROLE, LINE, LINKED_LINE, WITHIN, BARE, LAST = 4.5, 5.2, 5.0, 3.2, 2.5, 2.6
PORTRAIT, LABELLED = 2.55, 2.45
INNER_WORDS = frozenset({"by", "oleh", "penulis", "von", "par", "por", "door", "автор", "โดย"})
# Roles of the rows at the end of the text that somebody may have signed it with.
SIGNING = frozenset({Role.AUTHOR_BOX, Role.BODY, Role.BYLINE, Role.CREDIT, Role.OTHER})
PICTURED = frozenset({Role.CAPTION, Role.CREDIT})
PRESSED = frozenset({"button", "option", "summary"})  # elements that say what a click does
MOST_ROWS = 100  # that are asked for names
MOST_NAMED = 20  # lines by portraits and labels
LONGEST_LINE = 160  # characters of a line of labels, among which may be the writer's
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
    things, after_lead = Things(sheet), rows_after_lead(sheet)
    for row, is_byline in rows_asked(sheet, near):
        text = strip_before(row.text, "portraits") if is_byline else row.text
        if "©" in text or text[:10].lower() == "copyright ":
            continue  # whose picture it is
        led = starts_as_byline(text) or ends_as_byline(text)
        if not led and len(text) < LONGEST_LINE and (part := writers_part(text)):
            text, led = part, True
        follows = not led and id(row) in after_lead
        if row.tag in PRESSED and not led and not follows:
            continue
        names = split_names(text) if led or follows or is_byline else ()
        if not led and things.are_things(names):
            names = ()
        people, weight = linked(row, names), LINE if led or follows else ROLE
        if not people:
            people, weight = named_otherwise(row, text, near, things)
        if people:
            found.append(make(people, Source.BYLINE, where(row), weight - 0.1 * len(found)))
            found[-1].shown = text if led or follows else ""
    found += signed(sheet, things)
    return found + (from_copied(sheet, things) if sheet.cut.form == "text" else [])


def rows_asked(sheet: Sheet, near: list[Row]) -> list[tuple[Row, bool]]:
    """Give the rows that are asked for names, each once, and whether it is a byline: those near the title first."""
    labelled = {id(row): row for row in bylines(sheet)}
    rows = {id(row): row for row in near} | labelled
    return [(row, key in labelled) for key, row in rows.items()][:MOST_ROWS]


def named_otherwise(row: Row, text: str, near: list[Row], things: Things) -> tuple[list[Person], float]:
    """Give whom a row names by a link, within its line, or by nothing but where it stands, and how much that counts."""
    people = people_linked(row)
    if people:
        return people, LINKED_LINE
    people = linked(row, names_within(text))
    if people:
        return people, WITHIN
    return linked(row, names_alone(row, text, near, things)), BARE


def signed(sheet: Sheet, things: Things) -> list[Candidate[People]]:
    """Read the authors that signed the text."""
    found: list[Candidate[People]] = []
    for row in last_rows(sheet):
        led = starts_as_byline(row.text)
        names = split_names(row.text) if led or is_bare_name(row.text) else ()
        if names and (led or not things.are_things(names)):
            found.append(make(linked(row, names), Source.BYLINE, where(row), LAST))
    return found


def from_copied(sheet: Sheet, things: Things) -> list[Candidate[People]]:
    """Read the authors that copied text names under a portrait, after a label, or in a byline that has no role."""
    named = [(*line, PORTRAIT) for line in lines_under_portraits(sheet, things)]
    named += [(*line, LABELLED) for line in lines_with_labels(sheet)]
    return [
        make(linked(row, names), Source.BYLINE, where(row), weight - 0.01 * place)
        for place, (row, names, weight) in enumerate(named[:MOST_NAMED])
    ]


def led_texts(sheet: Sheet, near: list[Row]) -> Iterator[tuple[str, str]]:
    """Give what the lines name that begin as a byline does, or follow one that is no more, and where each stands."""
    after_lead = rows_after_lead(sheet)
    for row, _ in rows_asked(sheet, near):
        text = strip_before(row.text, "byline")
        if id(row) in after_lead or (text != row.text and starts_as_byline(row.text)):
            yield text, where(row)


def rows_after_lead(sheet: Sheet) -> frozenset[int]:
    """Give the ids of the rows that follow one which is no more than a word of bylines: "Written by"."""
    rows, roles = sheet.rows, sheet.roles
    return frozenset(
        id(rows[index + 1])
        for index in sheet.places(Role.BYLINE)
        if index + 1 < len(rows) and roles[index + 1] not in PICTURED and is_lead(rows[index].text)
    )


def linked(row: Row, names: Iterable[str]) -> list[Person]:
    """Make people of the names in a row, each with what it links to."""
    return [Person(name, link_of(row, name)) for name in names]


def is_another_hand(text: str) -> bool:
    """Tell whether a line names nobody but somebody with another part in the article: "Reviewed by Jane Doe"."""
    rest = strip_before(text, "not_authors")
    return rest != text and INNER_WORDS.isdisjoint(rest.lower().split())


def bylines(sheet: Sheet) -> list[Row]:
    """Give the rows labelled a byline, and times that open as one, up to the article's end: later ones are others'."""
    body, rows = sheet.places(Role.BODY), sheet.rows
    end = body[-1] + 2 if body else len(rows)
    times = [index for index in sheet.places(Role.TIME) if starts_as_byline(rows[index].text)]
    return [rows[index] for index in sorted([*sheet.places(Role.BYLINE), *times]) if index < end]


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
        if len(row.text) < 90
        and not row.level
        and sheet.role(at) in SIGNING
        and is_signed(row.text)
        # A line of copied text before a paragraph is a heading, which no mark tells there.
        and (at >= places[-1] or sheet.cut.form == "html" or starts_as_byline(row.text))
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
    if len(text) >= 120 or text.endswith(".") or is_another_hand(text):
        return ()
    tokens = text.split()
    for index, token in enumerate(tokens[:24]):
        if index and token.lower().strip(":") in INNER_WORDS:
            return split_names(" ".join(tokens[index + 1 :]))
    return ()


def link_of(row: Row, name: str) -> str:
    """Give the address that a name in a row links to."""
    start = row.text.find(name)
    return next(
        (span.url for span in row.spans if span.kind == "link" and span.start <= start < span.end), ""
    )
