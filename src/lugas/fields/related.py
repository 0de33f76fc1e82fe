"""Links to other articles, out of the rows that are labelled so: each once, with its section."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from msgspec import structs

from lugas.blocks.sheet import Sheet
from lugas.fields.address import is_front
from lugas.fields.clues import Clues
from lugas.fields.dates.text import has_date
from lugas.fields.lists import holds_piece
from lugas.fields.rail_lines import (
    LONGEST_LABEL,
    SHORTEST_LETTERS,
    SHORTEST_TITLE,
    TITLE_WORDS,
    is_heading_line,
    is_label,
    is_opener,
    is_title_line,
    without_opener,
)
from lugas.fields.title_forms import title_key
from lugas.model import Kind, Related, Role, Span
from lugas.page.rows import Row
from lugas.page.urls import join, without_tracking

__all__ = ["choose_related"]

MOST_RELATED = 100
MOST_PIECES = 200  # links of one row that is read as several headlines
REGULAR = 0.6  # sections a headline from which the short lines of a rail are its sections
HEADING_WORDS = 4  # of a heading that nothing but its place gives away
# A short line between headlines may have been labelled so, and still tells their section.
BETWEEN = frozenset({Role.OTHER, Role.NAVIGATION, Role.SECTION, Role.KICKER, Role.TAGS})
# Rows, and whether each is labelled as a link to another article.
Run = list[tuple[Row, bool]]
# Rows of these kinds are no headlines, whatever their role.
NO_LINES = frozenset({Kind.TABLE, Kind.QUOTE, Kind.CODE, Kind.EMBED})


@dataclass(slots=True, eq=False)
class Piece:
    """One row of a rail: a headline or a short line."""

    text: str
    key: str
    title: bool
    url: str = ""
    image: str = ""
    label: bool = False  # a short line that can be a section
    heading: bool = False
    section: str = ""  # what stands before the link in its own line


def choose_related(clues: Clues, sheet: Sheet) -> tuple[Related, ...]:
    """Gather the links to other articles, in page order: each once, by its address or else by its title.

    What links to the page itself is left out, and so is what leads to topics, shops, accounts, ways to share.
    """
    found: dict[str, Related] = {}
    keys: dict[str, str] = {}  # of each address, the title it was found with first
    own = title_key(sheet.title)
    here = {place_of(url) for url in (clues.url, clues.embedded.link("canonical")) if url}
    for rail in rails(clues, sheet):
        for related in read_rail(rail):
            place = place_of(related.url)
            key = title_key(related.title)
            if key == own or (place and place in here) or len(found) > MOST_RELATED:
                continue
            if place:
                key = keys.setdefault(place, key)
            found[key] = merge(found.get(key), related)
    return tuple(found.values())[:MOST_RELATED]


def place_of(url: str) -> str:
    """Give an address as it compares: without scheme, `www.`, parameters of tracking, fragment and last slash."""
    plain = without_tracking(url).partition("://")[2].removeprefix("www.").rstrip("/")
    return plain.removesuffix("?page=all")


def merge(old: Related | None, new: Related) -> Related:
    """Join what two links to one article tell."""
    if old is None:
        return new
    return Related(old.title, old.url or new.url, old.section or new.section, old.image or new.image)


def rails(clues: Clues, sheet: Sheet) -> list[list[Piece]]:
    """Give the runs of rows that link to other articles, parted at their headings."""
    found: list[list[Piece]] = []
    for run in runs(sheet):
        texts = [row.text.strip() for row, _ in run if row.text]
        counts = Counter(texts)
        addresses = [link_of(row, clues.url) for row, _ in run]
        longest = longest_by_address(run, addresses)
        rail: list[Piece] = []
        image, at = "", -1
        for (row, related), url in zip(run, addresses, strict=True):
            text = row.text.strip()
            if not text:
                image = row.image.url if row.image is not None and not row.slight else image
                continue
            at += 1
            if not row.links and heads(row, texts, at, again=counts[text] > 1):
                found.append(rail)
                rail = []
                continue
            piece = read_piece(row, text, url, longest if related else None)
            if piece is not None and not (piece.title and tells_more(row, piece, rail)):
                if piece.title:
                    piece.image, image = image, ""
                rail.append(piece)
        found.append(rail)
    return [rail for rail in found if rail]


def runs(sheet: Sheet) -> list[Run]:
    """Give the rows that follow each other and link to other articles, or stand between such."""
    found: list[Run] = [[]]
    other = Role.RELATED
    roles = sheet.roles
    last = len(roles) - 1
    for index, (row, role) in enumerate(zip(sheet.rows, roles, strict=True)):
        related = taken = role is other
        if not related:  # beside one that is
            beside = (index > 0 and roles[index - 1] is other) or (index < last and roles[index + 1] is other)
            taken = beside and role in BETWEEN and len(row.text) <= LONGEST_LABEL
        if taken and row.kind not in NO_LINES:
            found[-1].extend((line, related) for line in linked_lines(row))
        elif found[-1]:
            found.append([])
    return found


def linked_lines(row: Row) -> list[Row]:
    """Give a row of several headlines, each a link of its own, as a row for each."""
    links = [span for span in row.spans if span.kind == "link"]
    if not 1 < len(links) <= MOST_PIECES:
        return [row]  # nearly all
    ends = [
        span.end
        for span in links
        if span.url and is_title_line(" ".join(row.text[span.start : span.end].split()))
    ]
    if len(ends) < 2 or len({place_of(span.url) for span in links}) < len(ends):
        return [row]
    found: list[Row] = []
    for start, end in zip([0, *ends[:-1]], [*ends[:-1], len(row.text)], strict=True):
        head, _, last = row.text[start:end].rpartition("\n")
        begin = end - len(last) if head.strip() and last.strip() else start
        pieces = [(start, begin), (begin, end)] if begin > start else [(start, end)]
        found.extend(part_of(row, *piece) for piece in pieces if row.text[slice(*piece)].strip(" \n|·•,;/"))
    return found


def part_of(row: Row, start: int, end: int) -> Row:
    """Give a part of a row, with the links in it."""
    start += len(row.text[start:end]) - len(row.text[start:end].lstrip(" \n|·•,;/"))
    spans = tuple(
        Span(span.start - start, span.end - start, span.kind, span.url)
        for span in row.spans
        if start <= span.start and span.end <= end
    )
    links = sum(span.end - span.start for span in spans if span.kind == "link")
    return structs.replace(row, text=row.text[start:end], spans=spans, links=links, image=None)


def heads(row: Row, texts: list[str], at: int, *, again: bool) -> bool:
    """Tell whether a row without links heads a list of articles; its text is one of `texts`.

    A headline under its picture comes `again`, and so may a section.
    """
    if row.kind is Kind.HEADING and row.box >= 0 and not again:
        return True
    if not is_heading_line(texts[at]):
        return False  # most
    return not (again or beside_labels(texts, at)) or is_heading_line(texts[at], doubtful=True)


def beside_labels(texts: list[str], at: int) -> bool:
    """Tell whether the next line but one, before or after, is as short as a section: then this one may be one too."""
    return any(
        is_label(texts[place]) and not is_title_line(texts[place])
        for place in (at - 2, at + 2)
        if 0 <= place < len(texts)
    )


def longest_by_address(run: Run, addresses: list[str]) -> dict[str, int]:
    """Give for each address how long the longest row is that links to it; `addresses` are those of the rows."""
    found: dict[str, int] = {}
    for (row, _), url in zip(run, addresses, strict=True):
        if url:
            found[url] = max(found.get(url, 0), len(row.text))
    return found


def read_piece(row: Row, text: str, url: str, longest: dict[str, int] | None) -> Piece | None:
    """Read one row of a rail, which links to `url`; `None` where that is no article's.

    Without `longest` it is no headline.
    """
    line = linked_title(row, text) if row.spans else text
    title = without_opener(line)
    headline = longest is not None and (
        is_headline(row, title)
        or (len(row.text) == longest.get(url) and leads_to_article(url))
        or (url != "" and (title != text or row.kind is Kind.HEADING) and is_short_title(title))
    )
    if not headline:
        return Piece(
            text, title_key(text), title=False, label=row.kind is not Kind.HEADING and is_label(text)
        )
    if url and (is_front(url) or leads_elsewhere(url.lower())):
        return None
    section = section_before(row, text)
    return Piece(title, title_key(title), True, url, section=section, heading=row.kind is Kind.HEADING)


def tells_more(row: Row, piece: Piece, rail: list[Piece]) -> bool:
    """Tell whether a line of markup under a headline is what its article says: in one link with it, or in none."""
    above = rail[-1] if rail else None
    if row.box < 0 or row.kind is Kind.HEADING or above is None or not (above.heading and above.title):
        return False
    return piece.url == above.url if piece.url else piece.text.endswith(("…", "...", ".", "。", "।"))


def leads_elsewhere(url: str) -> bool:
    """Tell whether an address leads to an author, a topic, a shop or anything else that is no article."""
    return holds_piece(url, "author_folders") or holds_piece(url, "not_related")


def read_rail(rail: list[Piece]) -> list[Related]:
    """Give the articles of one rail, with the sections that stand before or after each headline."""
    titles = {piece.key for piece in rail if piece.title}
    labels = [piece for piece in rail if piece.label]
    counts = Counter(piece.text for piece in labels)
    regular = len(labels) >= REGULAR * len(titles) and len(labels) > 1
    # A rail that ends with a section has each after its headline; one that ends with a headline, before it.
    follows = bool(rail) and not rail[-1].title
    found: list[Related] = []
    for index, piece in enumerate(rail):
        if not piece.title:
            continue
        section = piece.section or enclosed(rail, index)
        other = beside(rail, index, 1 if follows else -1)
        if (
            not section
            and other is not None
            and other.label
            and not (counts[other.text] == 1 and tops(rail, index))
        ):
            section = other.text if regular or counts[other.text] > 1 else ""
        if not section and regular and opens_labels(rail, index):
            continue
        found.append(Related(piece.text, piece.url, section, piece.image))
    return found


def tops(rail: list[Piece], index: int) -> bool:
    """Tell whether a headline under a short line is the first of several: the line heads them all."""
    pair = rail[index + 1 : index + 2]
    return (
        index > 1
        and not rail[index - 1].title
        and bool(pair)
        and pair[0].title
        and pair[0].key != rail[index].key
    )


def enclosed(rail: list[Piece], index: int) -> str:
    """Give the section between a headline and the same headline again, as a picture's text and its link give."""
    for step in (1, -1):
        other, again = index + step, index + 2 * step
        if 0 <= again < len(rail) and rail[other].label and rail[again].key == rail[index].key:
            return rail[other].text
    return ""


def beside(rail: list[Piece], index: int, step: int) -> Piece | None:
    """Give the piece next to a headline, past the same headline again."""
    place = index + step
    while 0 <= place < len(rail) and rail[place].key == rail[index].key:
        place += step
    return rail[place] if 0 <= place < len(rail) else None


def opens_labels(rail: list[Piece], index: int) -> bool:
    """Tell whether a few words without a section or a link stand over a section: the heading of what follows."""
    piece, after = rail[index], rail[index + 1 : index + 2]
    few = len(piece.text.split()) <= HEADING_WORDS
    before = rail[index - 1].title if index else True
    return few and not piece.url and before and bool(after) and after[0].label


def is_short_title(text: str) -> bool:
    """Tell whether a linked heading, or what follows "Next article", is a headline of a few words."""
    return len(text.split()) >= TITLE_WORDS and len(text) >= SHORTEST_LETTERS and not is_heading_line(text)


def is_headline(row: Row, text: str) -> bool:
    """Tell whether a row of a rail is a headline, not the rail's heading, a section or a time."""
    if any(span.kind == "link" for span in row.spans):
        if len(text) >= SHORTEST_TITLE:
            return True
    elif len(text) <= LONGEST_LABEL and any(map(str.isdigit, text)) and has_date(text):
        return False
    return not (row.kind is Kind.HEADING and row.links == 0 and row.box >= 0) and is_title_line(text)


def section_before(row: Row, text: str) -> str:
    """Give the section that stands in one line with a headline, before its link; "" for none."""
    starts = [
        span.start for span in row.spans if span.kind == "link" and span.end - span.start >= SHORTEST_TITLE
    ]
    before = text[: starts[0]].strip(" |·•-–—") if starts else ""
    return before if before and is_label(before) and without_opener(f"{before}: {text}") != text else ""


def leads_to_article(url: str) -> bool:
    """Tell whether an address ends as those of articles do: with a number or with many words."""
    last = url.split("?", 1)[0].rstrip("/").rpartition("/")[2]
    return sum(letter.isdigit() for letter in last) >= 3 or last.count("-") >= 3


def linked_title(row: Row, text: str) -> str:
    """Give the text of the link in a row such as "Read also: ..."."""
    links = [span for span in row.spans if span.kind == "link"]
    longest = max(links, key=lambda span: span.end - span.start, default=None)
    if longest is None:
        return text
    told = " ".join(row.text[longest.start : longest.end].split())
    if longest.end - longest.start >= SHORTEST_TITLE or is_title_line(told):
        return told
    before = text[: longest.start].rstrip(" :：»›>–—-|")
    return told if before and is_opener(before) and told.count(" ") + 1 >= TITLE_WORDS else text


def link_of(row: Row, base: str) -> str:
    """Give the address of the longest link in a row."""
    links = [span for span in row.spans if span.kind == "link" and span.url]
    if not links:
        return ""
    longest = max(links, key=lambda span: span.end - span.start)
    return without_tracking(join(base, longest.url))
