"""Links to other articles, out of the rows that are labelled so: each once, with its section."""

from __future__ import annotations

from dataclasses import dataclass

from lugas.blocks.sheet import Label, Sheet
from lugas.fields.clues import Clues
from lugas.fields.lists import words
from lugas.fields.title_forms import title_key
from lugas.model import Kind, Related, Role
from lugas.page.rows import Row
from lugas.page.urls import join, without_tracking

__all__ = ["choose_related"]

MOST_RELATED = 100
SHORTEST_TITLE = 16  # characters; shorter is a section or a heading of the rail
SHORTEST_WIDE = 7
LONGEST_LABEL = 32
REGULAR = 0.6  # sections a headline from which the short lines of a rail are its sections
# A short line between headlines may have been labelled so, and still tells their section.
BETWEEN = frozenset({Role.OTHER, Role.NAVIGATION, Role.SECTION, Role.KICKER, Role.TAGS})


@dataclass(slots=True, eq=False)
class Piece:
    """One row of a rail: a headline or a short line."""

    text: str
    key: str
    title: bool
    url: str = ""
    image: str = ""
    label: bool = False  # a short line that can be a section


def choose_related(clues: Clues, sheet: Sheet) -> tuple[Related, ...]:
    """Gather the links to other articles, in page order."""
    found: dict[str, Related] = {}
    own = title_key(sheet.title)
    for rail in rails(clues, sheet):
        for related in read_rail(rail):
            key = title_key(related.title)
            old = found.get(key)
            if key != own and (old is None or (related.section and not old.section)):
                found[key] = merge(old, related)
    return tuple(found.values())[:MOST_RELATED]


def merge(old: Related | None, new: Related) -> Related:
    """Join what two links to one article tell."""
    if old is None:
        return new
    return Related(old.title, old.url or new.url, old.section or new.section, old.image or new.image)


def rails(clues: Clues, sheet: Sheet) -> list[list[Piece]]:
    """Give the runs of rows that link to other articles."""
    found: list[list[Piece]] = []
    rail: list[Piece] = []
    image = ""
    labels = sheet.labels
    for index, (row, label) in enumerate(zip(sheet.rows, labels, strict=True)):
        between = label.role in BETWEEN and len(row.text) <= LONGEST_LABEL and beside_related(labels, index)
        if label.role is not Role.RELATED and not between:
            if rail:
                found.append(rail)
            rail, image = [], ""
            continue
        if row.image is not None and not row.text:
            image = row.image.url
            continue
        piece = read_piece(row, clues.url, related=label.role is Role.RELATED)
        if piece is not None:
            if piece.title:
                piece.image, image = image, ""
            rail.append(piece)
    return [*found, rail] if rail else found


def beside_related(labels: list[Label], index: int) -> bool:
    """Tell whether the row before or after one links to another article."""
    around = (index - 1, index + 1)
    return any(labels[place].role is Role.RELATED for place in around if 0 <= place < len(labels))


def read_piece(row: Row, base: str, *, related: bool) -> Piece | None:
    """Read one row of a rail; `None` for a link that leads to no article."""
    text = " ".join(row.text.split())
    if not related or not reads_like_title(row, text):
        return Piece(
            text, title_key(text), title=False, label=row.kind is not Kind.HEADING and is_label(text)
        )
    url = link_of(row, base)
    if url and (is_front(url) or any(folder in url.lower() for folder in words("author_folders"))):
        return None
    title = linked_title(row, text) if row.spans else text
    return Piece(title, title_key(title), True, url)


def read_rail(rail: list[Piece]) -> list[Related]:
    """Give the articles of one rail, with the sections that stand before or after each headline."""
    titles = {piece.key for piece in rail if piece.title}
    labels = [piece for piece in rail if piece.label]
    counts: dict[str, int] = {}
    for piece in labels:
        counts[piece.text] = counts.get(piece.text, 0) + 1
    regular = len(labels) >= REGULAR * len(titles) and len(labels) > 1
    # A rail that ends with a section has each after its headline; one that ends with a headline, before it.
    follows = bool(rail) and not rail[-1].title
    found: list[Related] = []
    for index, piece in enumerate(rail):
        if not piece.title:
            continue
        place = index + 1 if follows else index - 1
        while 0 <= place < len(rail) and rail[place].key == piece.key:
            place += 1 if follows else -1
        other = rail[place] if 0 <= place < len(rail) else None
        section = ""
        if other is not None and other.label and (regular or counts.get(other.text, 0) > 1):
            section = other.text
        found.append(Related(piece.text, piece.url, section, piece.image))
    return found


def is_label(text: str) -> bool:
    """Tell whether a short line can be a section."""
    few = 1 < len(text) <= LONGEST_LABEL and text.count(" ") < 4
    return few and not any(letter.isdigit() for letter in text) and not text.endswith((":", "…", "."))


def reads_like_title(row: Row, text: str) -> bool:
    """Tell whether a row of a rail is a headline, not the rail's heading, a section or a time."""
    if any(span.kind == "link" for span in row.spans) and len(text) >= SHORTEST_TITLE:
        return True
    if row.kind is Kind.HEADING and row.links == 0 and row.box >= 0:
        return False
    if text.isascii():
        return len(text) >= SHORTEST_TITLE and len(text.split()) >= 3 and not text.endswith(":")
    return len(text) >= SHORTEST_WIDE and (len(text.split()) >= 3 or len(text) >= SHORTEST_TITLE)


def linked_title(row: Row, text: str) -> str:
    """Give the text of the link in a row such as "Read also: ..."."""
    links = [span for span in row.spans if span.kind == "link"]
    longest = max(links, key=lambda span: span.end - span.start, default=None)
    if longest is not None and longest.end - longest.start >= SHORTEST_TITLE:
        return " ".join(row.text[longest.start : longest.end].split())
    return text


def link_of(row: Row, base: str) -> str:
    """Give the address of the longest link in a row."""
    links = [span for span in row.spans if span.kind == "link" and span.url]
    if not links:
        return ""
    longest = max(links, key=lambda span: span.end - span.start)
    return without_tracking(join(base, longest.url))


def is_front(address: str) -> bool:
    """Tell whether an address is that of a site's front page."""
    return address.split("//", 1)[-1].rstrip("/").count("/") == 0 and "?" not in address
