"""Lines of copied text that name the author where no byline is told apart: under a portrait, and after a label.

A copied portrait leaves the text in its place, which is the author's name or holds it, and the name stands below again.
"""

from __future__ import annotations

from collections.abc import Iterator

from lugas.blocks.sheet import Sheet
from lugas.fields.bare_names import Things, is_bare_name
from lugas.fields.name_signs import is_uncased
from lugas.fields.names import split_names, starts_as_byline, strip_before
from lugas.model import Role
from lugas.page.rows import Row

__all__ = ["is_lead", "lines_under_portraits", "lines_with_labels"]

NEAREST = 8  # rows after the title in which a portrait stands
NEAR = 40  # and in which a byline stands that nothing else tells apart
LONGEST_LEAD = 24  # characters of a line that is a word of bylines alone
LONGEST_NAME = 60
# Whoever puts an article out may be a house: "Published by".
PUTS_OUT = ("diterbitkan", "publ", "uitgegeven", "utgitt", "veröffentlicht", "wydan")
LONGEST_AROUND = 24  # characters of what the text of a portrait says beside the name: "Photo of", "'s avatar"
# Roles of rows that other articles' authors, and people in the text, are named in.
ELSEWHERE = frozenset(
    {Role.AD, Role.BODY, Role.CAPTION, Role.COMMENTS, Role.FOOTER, Role.NAVIGATION, Role.RELATED, Role.TITLE}
)
Named = tuple[Row, tuple[str, ...]]


def lines_under_portraits(sheet: Sheet, things: Things) -> list[Named]:
    """Give the line under the portrait near the title, with its names; none where several people have portraits."""
    rows, found = sheet.rows, list[Named]()
    for index in places_after_title(sheet, NEAREST):
        above, text = rows[index - 1].text, rows[index].text
        if shows(above, text) and is_bare_name(text) and not is_uncased(text):
            names = split_names(text)
            if names and not things.are_things(names):
                found.append((rows[index], names))
    return found if len({names for _, names in found}) == 1 else []


def shows(above: str, name: str) -> bool:
    """Tell whether a line is the text in place of the portrait of whoever the next line names."""
    if above == name:
        return True
    return name in above and (
        len(above) <= len(name) + LONGEST_AROUND or strip_before(above, "portraits").startswith(name)
    )


def lines_with_labels(sheet: Sheet) -> Iterator[Named]:
    """Give the lines that follow a word of bylines alone, anywhere, and the first byline after the title."""
    rows, roles = sheet.rows, sheet.roles
    for index in range(1, len(rows)):
        if roles[index] in ELSEWHERE or not is_lead(rows[index - 1].text):
            continue  # nearly all
        text = strip_before(rows[index].text, "portraits")
        names = split_names(text) if len(text) <= LONGEST_NAME and is_bare_name(text) else ()
        if names:
            yield rows[index], names
    for index in places_after_title(sheet, NEAR):
        text = rows[index].text
        if len(text) <= LONGEST_NAME and starts_as_byline(text):
            name = strip_before(text, "byline")
            names = split_names(text) if is_bare_name(name.title() if name.isupper() else name) else ()
            if names:
                yield rows[index], names
                return


def places_after_title(sheet: Sheet, most: int) -> list[int]:
    """Give the numbers of the rows that follow the title and may name its author."""
    titles = sheet.places(Role.TITLE)
    first = titles[0] + 1 if titles else 1
    places = range(first, min(first + most, len(sheet.rows)))
    return [index for index in places if sheet.roles[index] not in ELSEWHERE]


def is_lead(text: str) -> bool:
    """Tell whether a line is a word of bylines and no more, so that the next one names the author."""
    if len(text) > LONGEST_LEAD or not starts_as_byline(text) or strip_before(text, "byline"):
        return False
    return not text.lower().startswith(PUTS_OUT)
