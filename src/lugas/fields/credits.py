"""The credits: agencies and outlets that the article was taken from, never the site itself."""

from __future__ import annotations

from lugas.blocks.sheet import Sheet
from lugas.fields.lists import pairs, words
from lugas.fields.source_lines import LineEdge, credits_in
from lugas.fields.title_forms import title_key
from lugas.model import Finding, Kind, Person, Rival, Role, Source
from lugas.page.rows import Row
from lugas.page.urls import host

__all__ = ["choose_credits"]

MOST_CREDITS = 6
FIRST_ROWS, LAST_ROWS = 5, 4  # of the body, in which a sentence may say where the text is from
SHORT = 60  # characters under which a row is a line and no paragraph
# Roles of rows around the title that do not speak of whose text it is.
NOT_HEAD = (
    Role.CAPTION,
    Role.NAVIGATION,
    Role.RELATED,
    Role.SECTION,
    Role.TAGS,
    Role.AD,
    Role.CONTROL,
    Role.SHARE,
)
FIGURES = frozenset({"figure", "figcaption", "picture"})


def choose_credits(
    sheet: Sheet, near: list[Row], names: frozenset[str], authors: tuple[Person, ...] = ()
) -> tuple[tuple[str, ...], Finding | None]:
    """Settle the credits of the article.

    `near` are the rows around the title, `names` the keys of what the site calls itself. An agency among the authors
    is one that the text was taken from.
    """
    found: dict[str, str] = {}
    own: dict[str, str] = {}
    detail = ""
    source = Source.TEXT
    for row, edge in rows_to_read(sheet, near):
        credited = credits_in(row.text, edge)
        credited += link_hosts(row) if row.spans and len(row.text) < 2 * SHORT else []
        for name in credited:
            key = agency_key(name)
            if key and (is_own(key, names) or is_own(title_key(name), names)):
                own.setdefault(key, name)
            elif key and key not in found and len(found) < MOST_CREDITS:
                found[key] = name
                detail = detail or (f"line {row.first_line}" if row.first_line else row.tag)
    for person in authors:
        key = agency_key(person.name)
        known = person.name in words("agencies") and key not in found
        if known and not is_own(key, names) and not is_own(title_key(person.name), names):
            found[key] = person.name
            if not detail:
                detail, source = "author", Source.BYLINE
    value = tuple(found.values())[:MOST_CREDITS]
    if not value:
        return (), None
    lost = tuple(Rival((name,), Source.TEXT, "", "the site itself") for name in list(own.values())[:2])
    return value, Finding("credits", value, source, detail, lost)


def is_own(key: str, names: frozenset[str]) -> bool:
    """Tell whether a name is the site's own, be it with a word more or less."""
    if key in names:
        return True
    return len(key) > 2 and any(key in other or other in key for other in names if len(other) > 4)


def agency_key(name: str) -> str:
    """Give what the names of one agency share: "AP" and "The Associated Press" are one."""
    key = title_key(name)
    return pairs("agency_aliases").get(key, (key,))[0]


def rows_to_read(sheet: Sheet, near: list[Row]) -> list[tuple[Row, LineEdge]]:
    """Give the rows that may say whose text it is, each with where it stands."""
    body = [row for row in sheet.having(Role.BODY) if row.kind is not Kind.HEADING]
    long = [row for row in body if len(row.text) >= SHORT] or body
    firsts = {id(row) for row in long[:2]}
    lasts = {id(row) for row in [*long[-2:], *body[-2:]]}
    close = {id(row) for row in [*long[:FIRST_ROWS], *long[-LAST_ROWS:]]}
    rows: list[tuple[Row, LineEdge]] = []
    for row in body:
        if id(row) in firsts:
            rows.append((row, LineEdge.FIRST))
        if id(row) in lasts:  # of a short article the last paragraph is among the first
            rows.append((row, LineEdge.LAST))
        elif id(row) not in firsts:
            rows.append((row, LineEdge.NEAR_FIRST if id(row) in close else LineEdge.WITHIN))
    head = sheet.having(Role.BYLINE, Role.DEK)
    head += [row for row in sheet.having(Role.CREDIT) if not of_picture(sheet, row)]
    shut = {id(row) for row in sheet.having(*NOT_HEAD)}
    shut |= {id(row) for row in near if of_picture(sheet, row)}
    own = sheet.places(Role.BODY)
    end = own[-1] if own else -1
    after = sheet.rows[end + 1 : end + 3] if end >= 0 else []
    head += [row for row in [*near, *after] if len(row.text) < SHORT and id(row) not in shut]
    head = [row for row in head if row.kind is not Kind.HEADING]
    seen = {id(row) for row, _ in rows}
    return [*rows, *((row, LineEdge.HEAD) for row in head if id(row) not in seen)]


def of_picture(sheet: Sheet, row: Row) -> bool:
    """Tell whether a row that names a source names a picture's."""
    return any(box.tag in FIGURES for box in sheet.cut.around(row, 6))


def link_hosts(row: Row) -> list[str]:
    """Give the host of a link that leads to the article this one was taken from: "Baca artikel sumber"."""
    return [
        host(span.url)
        for span in row.spans
        if span.kind == "link"
        and " ".join(row.text[span.start : span.end].lower().split()).strip(" .:»›>→")
        in words("source_links")
        and host(span.url)
    ]
