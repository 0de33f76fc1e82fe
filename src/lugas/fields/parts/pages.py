"""The other parts of an article that its site splits over several pages.

A link leads to a part where three things agree: its address is the page's own but for what counts the parts
(`part_addresses`), it says what such links say (`part_labels`), and it stands with the article's text. Lists of other
articles, comments and archives have links of the same two kinds, but these stand with a list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from lugas.blocks.sheet import Sheet
from lugas.fields.candidates import bounded
from lugas.fields.clues import Clues
from lugas.fields.lists import words
from lugas.fields.parts.addresses import MOST_NUMBER, Address, Part, parts_of, relate
from lugas.fields.parts.labels import LONGEST_LABEL, Meaning, label_of, leads_on, numbers_in
from lugas.fields.parts.lines import Pager, find_pager
from lugas.model import Finding, PageLink, Rival, Role, Source
from lugas.page.json_ld import types_of
from lugas.page.rows import lineage
from lugas.page.urls import join, without_tracking

__all__ = ["choose_pages"]

MOST_TRIED = 200  # links whose address is taken apart
MOST_LINKS = 64
LONGEST_ROW = 300  # characters of a row that holds nothing but links to parts
AROUND = 5  # rows beside one with such links that may hold their unlinked numbers and words
BOXES = 12  # boxes around such a row that are looked at
HEADLINES = (
    3  # rows of other articles before the links, up to the body; more are a list that the links belong to
)

PAGER_WORDS = frozenset(
    {"page", "pager", "pages", "paginate", "pagination", "paging", "paginator", "pagelinks"}
)
HEAD_RELATIONS: dict[str, Meaning] = {"next": "next", "prev": "previous", "previous": "previous"}
Readings = Mapping[str, Sequence[Address]]  # the page's own addresses, and how each may be read

OWN_PLACE = frozenset({Role.BODY, Role.TITLE, Role.BYLINE, Role.DEK, Role.TIME})
LISTED = frozenset({Role.RELATED, Role.COMMENTS})


@dataclass(slots=True)
class Found:
    """A link to a part: its address, what it is beside the page, what it says, and its row (-1 for a `<link>`)."""

    url: str
    part: Part
    meaning: Meaning
    told: int
    row: int = -1

    @property
    def number(self) -> int:
        """The part's number, from 1; 0 where it is not known. Some sites count from nought: the text is right."""
        if self.part.number < 0:
            return 0
        return self.told if self.told and self.agrees else self.part.number

    @property
    def agrees(self) -> bool:
        """Whether the number that a link shows is that of its address, or the next for sites that count from nought."""
        return self.told == self.part.number or (
            self.part.form == "query" and self.told == self.part.number + 1
        )


def choose_pages(
    clues: Clues, sheet: Sheet, addresses: Iterable[str]
) -> tuple[tuple[PageLink, ...], Finding | None]:
    """Find the other parts of a split article, and set the rows that lead there apart from its body.

    `addresses` are the page's own. Copied text has no links, but its line of numbers is set apart as well.
    """
    known = {address: readings for address in addresses if (readings := parts_of(address))}
    found = sound(find_links(clues, sheet, known), sheet) if known else []
    shown = {link.row for link in found if link.row >= 0}
    held: dict[int, set[Role]] = {}
    kept = [link for link in found if link.row < 0 or stands_with_body(sheet, link.row, shown, held)]
    if kept and not any(link.row >= 0 for link in kept) and not (declares(clues) and len(kept) == len(found)):
        kept = []  # all that is left is a `<link>`, which archives have too
    rows = {link.row for link in kept if link.row >= 0}
    rows |= set(companions(sheet, rows))
    pager = find_pager(sheet)
    for index in sorted(rows | set(pager.rows)):
        set_apart(sheet, index)
    if not kept:
        return (), pager.finding(sheet)
    links, mine = merge(kept, unlinked(sheet, rows), pager)
    return links, finding_of(links, mine, kept, [link for link in found if link not in kept])


def find_links(clues: Clues, sheet: Sheet, known: Readings) -> list[Found]:
    """Give the links of a page whose address and words are those of a part of the article."""
    found: list[Found] = []
    own = list(known.values())
    base = join(clues.url, clues.embedded.base) if clues.embedded.base else clues.url
    for link in clues.embedded.links:
        meaning = HEAD_RELATIONS.get(link.relation)
        url = join(base, link.address) if meaning else ""
        part = part_beside(own, url) if url else None
        if meaning and part is not None and len(found) < MOST_LINKS:
            found.append(Found(without_tracking(url), part, meaning, 0))
    for index, text, url in own_links(sheet, needles_of(known)):
        part = part_beside(own, url)
        if part is None:
            continue
        meaning, told = label_of(text)
        link_found = Found(without_tracking(url), part, meaning, told, index)
        if is_label(link_found):
            found.append(link_found)
            if len(found) >= MOST_LINKS:
                break
    return found


def part_beside(own: Sequence[Sequence[Address]], url: str) -> Part | None:
    """Tell what part an address is beside the first of the page's own that it agrees with."""
    theirs = parts_of(url)
    if not theirs or any(theirs[0].base == mine[0].base for mine in own[:1]):
        return None
    return next((part for mine in own if (part := relate(mine, theirs)) is not None), None)


def needles_of(known: Readings) -> tuple[str, ...]:
    """Give what every address of a part holds, as it may be written: the last steps of the paths of the article.

    One that holds another is left out: most pages are searched for a single one.
    """
    needles: set[str] = set()
    for address, readings in known.items():
        for reading in readings:
            _, path, pairs = reading.base
            step = path.rpartition("/")[2] or (pairs[0].lower() if pairs else "")
            start = address.lower().find(step)
            written = address[start : start + len(step)] if start >= 0 else step  # in its own capitals
            needles |= {written, quote(step), quote(step).lower()} if not step.isascii() else {written}
    needles.discard("")
    return tuple(sorted(one for one in needles if not any(other in one for other in needles - {one})))


def own_links(sheet: Sheet, needles: tuple[str, ...]) -> Iterator[tuple[int, str, str]]:
    """Give the links whose address holds one of `needles`: the row each stands in, its text and its address."""
    tried = 0
    for index, row in enumerate(sheet.rows):
        if not row.links or len(row.text) > LONGEST_ROW:
            continue
        for span in row.spans:
            for needle in needles:
                if needle in span.url and span.end - span.start <= LONGEST_LABEL:
                    tried += 1
                    if tried > MOST_TRIED:
                        return
                    yield index, row.text[span.start : span.end], span.url
                    break


def is_label(link: Found) -> bool:
    """Tell whether a link to such an address says what links between parts say."""
    if link.part.number < 0:
        return link.meaning == "all" or not link.part.plain
    if link.told:
        return link.agrees
    return link.meaning not in ("other", "all")


def sound(found: list[Found], sheet: Sheet) -> list[Found]:
    """Leave out links that a bare number in the address does not show to be of this article.

    `/story-2` may be another story, and "Next" a link to it: two such numbers that count on from each other, a box
    named for pages, words that speak of a page, or a `<link>` bear it out.
    """
    told = {link.number for link in found if link.meaning == "number"}
    named = any(link.meaning in ("next page", "previous page", "all") for link in found)
    headed = {link.url for link in found if link.row < 0}
    boxed = any(link.row >= 0 and in_pager_box(sheet, link.row) for link in found)
    if len(told) > 1 or named or boxed:
        return found
    return [link for link in found if not link.part.plain or link.url in headed]


def in_pager_box(sheet: Sheet, index: int) -> bool:
    """Tell whether a row stands in a box named for pages."""
    around = sheet.cut.around(sheet.rows[index], 4)
    return any(not PAGER_WORDS.isdisjoint(box.words) for box in around)


def stands_with_body(sheet: Sheet, index: int, shown: set[int], known: dict[int, set[Role]]) -> bool:
    """Tell whether a row of links belongs to the article, and not to a list of others or to the comments.

    The innermost box around it that holds more than such links tells: it holds the article's text, or else what the
    links turn the pages of. Where it holds both, what stands right before the links does. `shown` are the rows of all
    such links, `known` notes what boxes hold: links to many parts stand in the same ones.
    """
    boxes = sheet.cut.boxes
    foreign = words("not_pagers")
    for box in lineage(boxes, sheet.rows[index].box, BOXES):
        if not foreign.isdisjoint(boxes[box].words):
            return False
        if box not in known:
            known[box] = roles_in(sheet, index, box, shown)
        held = known[box]
        if held & OWN_PLACE:
            return not held & LISTED or listed_before(sheet, index, shown) <= HEADLINES
        if held & LISTED:
            return False
    return True


def roles_in(sheet: Sheet, index: int, box: int, shown: set[int]) -> set[Role]:
    """Give the roles of the rows in a box, which stand together around one in it; links to parts are left out."""
    rows, held = sheet.rows, set[Role]()
    for step in (-1, 1):
        at = index + step
        while 0 <= at < len(rows) and sheet.cut.holds(box, rows[at]):
            if at not in shown and not leads_on(rows[at].text):
                held.add(sheet.role(at))
            if held & OWN_PLACE and held & LISTED:
                return held
            at += step
    return held


def listed_before(sheet: Sheet, index: int, shown: set[int]) -> int:
    """Count the rows of other articles and comments between the article's text and a row after it."""
    count = 0
    for at in range(index - 1, -1, -1):
        role = sheet.role(at)
        if role in OWN_PLACE:
            return count
        text = sheet.rows[at].text
        count += role in LISTED and bool(text) and at not in shown and not leads_on(text)
        if count > HEADLINES:
            break
    return HEADLINES + 1  # above all of the article


def companions(sheet: Sheet, rows: set[int]) -> Iterator[int]:
    """Give the rows beside those with links that hold the rest of the line: "Halaman", "1", "...", "von 3"."""
    for index in sorted(rows):
        for step in (-1, 1):
            for at in range(index + step, index + step * (AROUND + 1), step):
                if not 0 <= at < len(sheet.rows) or not leads_on(text := sheet.rows[at].text):
                    break
                if all(number <= MOST_NUMBER for number in numbers_in(text)):
                    yield at


def unlinked(sheet: Sheet, rows: Iterable[int]) -> set[int]:
    """Give the numbers among such rows that lead nowhere: the page's own is one of them."""
    found: set[int] = set()
    for index in rows:
        row = sheet.rows[index]
        if len(row.text) > LONGEST_ROW:
            continue
        text, end = "", 0
        for span in row.spans:
            if span.kind == "link":
                text, end = f"{text}{row.text[end : span.start]} ", max(end, span.end)
        found |= set(numbers_in(text + row.text[end:]))
    return found


def set_apart(sheet: Sheet, index: int) -> None:
    """Take a row of links to other parts out of the body, and out of the links to other articles."""
    row = sheet.rows[index]
    mostly = row.links * 2 >= len(row.text) or leads_on(row.text)
    if mostly and sheet.role(index) not in (Role.NAVIGATION, Role.CONTROL):
        sheet.mark(index, Role.NAVIGATION, "leads to the other pages of the article", 0.9)


def merge(kept: list[Found], bare: set[int], pager: Pager) -> tuple[tuple[PageLink, ...], int]:
    """Make one link of all that lead to one part, in the order of their numbers; tell the page's own number."""
    numbers: dict[str, int] = {}
    meanings: dict[str, set[Meaning]] = {}
    from_nought = any(link.told and link.told != link.part.number for link in kept if link.number)
    for link in kept:
        number = link.number
        if number and not link.told and from_nought and link.part.form == "query":
            number += 1
        if link.told or link.url not in numbers:
            numbers[link.url] = number
        meanings.setdefault(link.url, set()).add("all" if link.part.number < 0 else link.meaning)
    linked = {number for number in numbers.values() if number}
    mine = own_number(kept, linked, bare, pager, from_nought=from_nought)
    if mine in linked:  # links to the page as it stands
        numbers = {url: number for url, number in numbers.items() if number != mine}
    links = [link_of(url, number, meanings[url], mine) for url, number in numbers.items()]
    once: dict[tuple[int, str], PageLink] = {}
    for made in links:
        once.setdefault((made.number, made.rel if not made.number else ""), made)
    return tuple(sorted(once.values(), key=lambda link: (link.rel == "all", link.number))), mine


def own_number(
    kept: list[Found], linked: set[int], bare: set[int], pager: Pager, *, from_nought: bool
) -> int:
    """Tell the number of the page itself: by its address, by the number that is no link, or by those that are."""
    told = {link.part.own for link in kept if link.part.own > 0}
    if told:
        return max(told) + from_nought
    if any(link.part.own < 0 for link in kept):
        return 0  # all parts on one page
    free = sorted(number for number in bare - linked if number)
    if pager.mine and pager.mine not in linked:
        return pager.mine
    if free and linked and (free[0] < max(linked) or free[0] - 1 in linked):
        return free[0]
    return 1 if linked else 0  # an address without a number is that of the first


def link_of(url: str, number: int, meanings: set[Meaning], mine: int) -> PageLink:
    """Make the record of a link."""
    if "all" in meanings:
        return PageLink(url, 0, "all")
    if "next" in meanings or "next page" in meanings or (mine and number == mine + 1):
        return PageLink(url, number, "next")
    if "previous" in meanings or "previous page" in meanings or (mine and number == mine - 1):
        return PageLink(url, number, "previous")
    return PageLink(url, number, "part")


def finding_of(
    links: tuple[PageLink, ...], mine: int, kept: list[Found], lost: list[Found]
) -> Finding | None:
    """Tell where the links were read, which part the page is, and which links of the kind are of something else."""
    if not links:
        return None
    count = max([mine, *(link.number for link in links)])
    if any(link.part.own < 0 for link in kept):
        detail = "all pages in one"
    else:
        counted = any(link.told for link in kept) and count > 1
        detail = f"page {mine} of {count if counted else 'several'}" if mine else "one of several pages"
    shown = any(link.row >= 0 for link in kept)
    rivals = [
        Rival(url, Source.MARKUP, "a", "stands with comments or a list of other articles")
        for url in dict.fromkeys(link.url for link in lost if link.row >= 0)
    ]
    where = "links in the page" if shown else "rel=next" if links[0].rel == "next" else "rel=prev"
    return Finding(
        "pages",
        tuple(link.url for link in links),
        Source.MARKUP if shown else Source.LINK,
        f"{detail}, {where}",
        bounded(rivals),
    )


def declares(clues: Clues) -> bool:
    """Tell whether a page calls itself an article."""
    own = types_of(clues.embedded.article)
    return clues.embedded.first("og:type").lower() == "article" or any(
        name.endswith(("Article", "Report", "Review", "Posting")) and "Forum" not in name for name in own
    )
