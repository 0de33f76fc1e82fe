"""Links to other articles, out of the rows that are labelled so: each once, with its section."""

from __future__ import annotations

from lugas.blocks.sheet import Sheet
from lugas.fields.clues import Clues
from lugas.fields.title_forms import title_key
from lugas.model import Kind, Related, Role
from lugas.page.rows import Row
from lugas.page.urls import join, without_tracking

__all__ = ["choose_related"]

MOST_RELATED = 100
SHORTEST_TITLE = 16  # characters; shorter is a section or a heading of the rail
SHORTEST_WIDE = 7
LONGEST_LABEL = 32


def choose_related(clues: Clues, sheet: Sheet) -> tuple[Related, ...]:
    """Gather the links to other articles, in page order."""
    found: dict[str, Related] = {}
    rows = sheet.rows
    own = title_key(sheet.title)
    last = ""
    image = ""
    for index, (row, label) in enumerate(zip(rows, sheet.labels, strict=True)):
        if label.role is not Role.RELATED:
            last, image = "", ""
            continue
        if row.image is not None and not row.text:
            image = row.image.url
            continue
        text = " ".join(row.text.split())
        key = title_key(text)
        if not reads_like_title(row, text):
            if last and is_section(rows, sheet, index, text) and not found[last].section:
                old = found[last]
                found[last] = Related(old.title, old.url, text, old.image)
            continue
        title, key = (text, key) if not row.spans else linked_title(row, text)
        if key in found or key == own or len(found) >= MOST_RELATED:
            last = key if key in found else ""
            continue
        found[key] = Related(title, link_of(row, clues.url), "", image)
        last, image = key, ""
    return tuple(found.values())


def reads_like_title(row: Row, text: str) -> bool:
    """Tell whether a row of a rail is a headline, not the rail's heading, a section or a time."""
    if row.spans and any(span.kind == "link" for span in row.spans) and len(text) >= SHORTEST_TITLE:
        return True
    if row.kind is Kind.HEADING and row.links == 0 and row.box >= 0:
        return False
    if text.isascii():
        return len(text) >= SHORTEST_TITLE and len(text.split()) >= 3 and not text.endswith(":")
    return len(text) >= SHORTEST_WIDE and (len(text.split()) >= 3 or len(text) >= SHORTEST_TITLE)


def is_section(rows: list[Row], sheet: Sheet, index: int, text: str) -> bool:
    """Tell whether a short row under a headline is its section: a label that comes again."""
    del sheet
    if len(text) > LONGEST_LABEL or any(letter.isdigit() for letter in text) or len(text.split()) > 4:
        return False
    again = sum(other.text.strip() == text for other in rows[max(0, index - 40) : index + 40])
    return again > 1


def linked_title(row: Row, text: str) -> tuple[str, str]:
    """Give the text of the link in a row such as "Read also: ...", and its key."""
    links = [span for span in row.spans if span.kind == "link"]
    longest = max(links, key=lambda span: span.end - span.start, default=None)
    if longest is not None and longest.end - longest.start >= SHORTEST_TITLE:
        title = " ".join(row.text[longest.start : longest.end].split())
        return title, title_key(title)
    return text, title_key(text)


def link_of(row: Row, base: str) -> str:
    """Give the address of the longest link in a row."""
    links = [span for span in row.spans if span.kind == "link" and span.url]
    if not links:
        return ""
    longest = max(links, key=lambda span: span.end - span.start)
    return without_tracking(join(base, longest.url))
