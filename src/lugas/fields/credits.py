"""The credits: agencies and outlets that the article was taken from, never the site itself."""

from __future__ import annotations

from lugas.blocks.sheet import Sheet
from lugas.fields.lists import pairs, words
from lugas.fields.near import Near
from lugas.fields.source_lines import WITHIN, LineEdge, credits_in
from lugas.fields.title_forms import title_key
from lugas.model import Finding, Kind, Person, Rival, Role, Source
from lugas.page.rows import Row, lineage
from lugas.page.urls import host

__all__ = ["choose_credits"]

MOST_CREDITS = 6
FIRST_ROWS, LAST_ROWS = 5, 4  # of the body, in which a sentence may say where the text is from
SHORT = 60  # characters under which a row is a line and no paragraph
LONGEST_LINKED = 2 * SHORT  # characters of a row whose link may lead to where the text is from
LONGEST_WITHIN = max(WITHIN, LONGEST_LINKED)  # longer ones tell nothing in the middle of the body
# Roles of rows around the title that do not speak of whose text it is.
NOT_HEAD = frozenset(
    {
        Role.CAPTION,
        Role.NAVIGATION,
        Role.RELATED,
        Role.SECTION,
        Role.TAGS,
        Role.AD,
        Role.CONTROL,
        Role.SHARE,
    }
)
FIGURES = frozenset({"figure", "figcaption", "picture"})


def choose_credits(
    sheet: Sheet, near: Near, names: frozenset[str], authors: tuple[Person, ...] = ()
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
        credited += link_hosts(row) if row.spans and len(row.text) < LONGEST_LINKED else []
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


def rows_to_read(sheet: Sheet, near: Near) -> list[tuple[Row, LineEdge]]:
    """Give the rows that may say whose text it is, each with where it stands."""
    rows, heading = sheet.rows, Kind.HEADING
    own = sheet.places(Role.BODY)
    body = [at for at in own if rows[at].kind is not heading]
    long = [at for at in body if len(rows[at].text) >= SHORT] or body
    firsts, lasts = set(long[:2]), {*long[-2:], *body[-2:]}
    close = {*long[:FIRST_ROWS], *long[-LAST_ROWS:]}
    found: list[tuple[Row, LineEdge]] = []
    for at in body:
        row = rows[at]
        if at in firsts:
            found.append((row, LineEdge.FIRST))
        if at in lasts:  # of a short article the last paragraph is among the first
            found.append((row, LineEdge.LAST))
        elif at in firsts:
            continue
        elif at in close:
            found.append((row, LineEdge.NEAR_FIRST))
        elif len(row.text) < LONGEST_WITHIN:
            found.append((row, LineEdge.WITHIN))
    head = sorted([*sheet.places(Role.BYLINE), *sheet.places(Role.DEK)])
    head += [at for at in sheet.places(Role.CREDIT) if not of_picture(sheet, rows[at])]
    after = range(own[-1] + 1, min(own[-1] + 3, len(rows))) if own else ()
    around = set(near.places)
    head += [
        at
        for at in [*near.places, *after]
        if len(rows[at].text) < SHORT
        and sheet.roles[at] not in NOT_HEAD
        and not (at in around and of_picture(sheet, rows[at]))
    ]
    seen = set(body)
    found += [(rows[at], LineEdge.HEAD) for at in head if at not in seen and rows[at].kind is not heading]
    return found


def of_picture(sheet: Sheet, row: Row) -> bool:
    """Tell whether a row that names a source names a picture's."""
    boxes = sheet.cut.boxes
    return any(boxes[box].tag in FIGURES for box in lineage(boxes, row.box, 6))


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
