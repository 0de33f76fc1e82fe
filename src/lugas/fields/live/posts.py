"""The posts of a live blog: when, by whom, heading and text, and which of the page's blocks each is made of.

What the page shows comes first; the posts that its JSON-LD tells add what is not shown, and stand alone where the page
shows none. The lines that tell a post's time and author are none of the body.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from msgspec import structs

from lugas.blocks.sheet import Sheet
from lugas.fields.clues import Clues
from lugas.fields.dates.choose import writes_month_first
from lugas.fields.lists import pairs
from lugas.fields.live.entries import Entries, Entry, find_entries
from lugas.fields.live.marks import EntryMark, find_entry_marks
from lugas.fields.live.stamps import Stamp, clock_in, day_line, read_stamp
from lugas.fields.live.times import Anchors, Order, PostTime, order_of, set_times
from lugas.fields.live.told import merge_posts, told_posts
from lugas.fields.name_signs import is_name
from lugas.fields.names import split_names, starts_as_byline
from lugas.fields.settle import Fields
from lugas.fields.title_forms import title_key
from lugas.model import Article, Kind, Moment, Person, Post, Role
from lugas.page.rows import Row

__all__ = ["Drafts", "mark_posts", "with_posts"]

HEADING_WORDS = 18
SUMMARY_WORDS = 120  # of body outside the posts, where next to none of them has any
REPEATED, BUTTON_LETTERS = 3, 40  # posts that hold a line alike, and its length
BYLINE_LETTERS = 90
CLAIMED = frozenset({Role.OTHER, Role.AUTHOR_BOX, Role.DEK, Role.FACT_BOX})
AUTHOR_WORDS = frozenset(
    {"author", "authors", "byline", "autor", "autore", "auteur", "penulis", "reporter", "writer"}
)
PARTS = frozenset({Role.BODY, Role.CAPTION, Role.CREDIT, Role.TIME, Role.BYLINE})


@dataclass(slots=True)
class Draft:
    """What the rows of one post tell, before its time is settled."""

    entry: Entry
    stamp: Stamp | None = None
    heading: int = -1  # its row
    title: str = ""  # the heading, where it follows the time in one line
    opening: tuple[int, str] | None = None  # the row that a time opens, and its text without that
    people: list[Person] = field(default_factory=list)
    unmarked: list[int] = field(default_factory=list)  # the rows of its text, where none of it is body


@dataclass(slots=True)
class Drafts:
    """The posts that a page shows, once its rows are marked: their rows, marks and moments, and the order told."""

    clues: Clues
    sheet: Sheet
    language: str
    posts: list[Draft] = field(default_factory=list)
    marks: list[EntryMark] = field(default_factory=list)
    moments: list[Moment | None] = field(default_factory=list)


def mark_posts(fields: Fields, clues: Clues, sheet: Sheet) -> Drafts:
    """Find the posts of a live blog, and mark its rows: the times and authors of posts are no body."""
    told = (mark.text for mark in clues.marks if mark.kind == "author" and 2 < len(mark.text) < 40)
    known = frozenset(name for name in told if is_name(name) and not starts_as_byline(name))
    known |= {person.name for person in fields.authors}
    entries = find_entries(sheet, known)
    mark_buttons(sheet, entries.posts)
    mark_own_times(sheet, entries)
    drafts = [read_entry(sheet, entry, entries, known) for entry in entries.posts]
    claim_body(sheet, drafts)
    anchors = anchors_of(fields, clues)
    year = next((told.iso[:4] for told in (anchors.published, anchors.modified) if told is not None), "")
    days = day_headings(sheet, entries.posts, year)
    marks = find_entry_marks(clues, sheet, entries.posts)
    times = [
        PostTime(draft.stamp, mark.time, day, draft.entry.pinned)
        for draft, mark, day in zip(drafts, marks, days, strict=True)
    ]
    return Drafts(clues, sheet, anchors.language, drafts, marks, set_times(times, anchors))


def with_posts(article: Article, drafts: Drafts, numbers: Sequence[int]) -> Article:
    """Give an article its posts; `numbers` are those of the block that each row of its page became."""
    shown = [
        make_post(drafts.sheet, draft, mark, moment, numbers)
        for draft, mark, moment in zip(drafts.posts, drafts.marks, drafts.moments, strict=True)
    ]
    shown = without_doubles([post for post in shown if post.text or post.heading])
    posts = merge_posts(shown, told_posts(drafts.clues, drafts.language))
    clocks = [
        clock_in(draft.stamp.text) if draft.stamp else -1 for draft in drafts.posts if not draft.entry.pinned
    ]
    order = order_of([post.published for post in posts], clocks) or said_order(drafts.sheet)
    return structs.replace(without_post_dek(article, shown), posts=tuple(posts), posts_order=order)


def without_post_dek(article: Article, posts: Sequence[Post]) -> Article:
    """Take away a dek that turned out to be the first line of a post: no row has that role any more."""
    if not article.dek or any(block.role is Role.DEK for block in article.blocks):
        return article
    if not any(article.dek in {post.heading, post.text.partition("\n\n")[0]} for post in posts):
        return article
    findings = tuple(finding for finding in article.findings if finding.field != "dek")
    return structs.replace(article, dek="", findings=findings)


def mark_buttons(sheet: Sheet, posts: Sequence[Entry]) -> None:
    """Mark the buttons of a live blog: such by their element, or short lines that most posts hold alike."""
    if not posts:
        return
    counts: Counter[str] = Counter()
    for post in posts:
        counts.update(
            {sheet.rows[index].text for index in range(post.first, post.end) if is_button(sheet, index)}
        )
    often = {text for text, count in counts.items() if count >= REPEATED and count * 2 > len(posts)}
    for index in range(max(posts[0].first - 2, 0), min(posts[-1].end + 1, len(sheet.rows))):
        if is_button(sheet, index) and (sheet.rows[index].text in often or sheet.rows[index].tag == "button"):
            sheet.mark(index, Role.CONTROL, "is a button of the live blog or of its posts", 0.8)


def mark_own_times(sheet: Sheet, entries: Entries) -> None:
    """Mark the lines over the first post that tell when the live blog itself was made and changed."""
    first = entries.posts[0].first if entries.posts else 0
    for index, stamp in entries.stamps.items():
        if index < first and stamp.whole and stamp.kind == "dated" and sheet.role(index) is Role.BODY:
            sheet.mark(index, Role.TIME, "tells when the live blog was made", 0.8)


def is_button(sheet: Sheet, index: int) -> bool:
    """Tell whether a row of the body may be a button by its length."""
    row = sheet.rows[index]
    return bool(row.text) and len(row.text) <= BUTTON_LETTERS and sheet.role(index) in (Role.BODY, Role.OTHER)


def anchors_of(fields: Fields, clues: Clues) -> Anchors:
    """Give what the times of the posts are read by."""
    language = fields.language.split("-")[0]
    code = clues.embedded.language.replace("_", "-")
    region = next((part for part in code.split("-")[1:] if len(part) == 2), "")
    month_first = writes_month_first(language, region, fields.url or fields.canonical_url)
    return Anchors(fields.published, fields.modified, language, month_first, clues.fetched)


def read_entry(sheet: Sheet, entry: Entry, entries: Entries, known: frozenset[str]) -> Draft:
    """Read the rows of one post, and mark those that tell its time and author."""
    draft = Draft(entry)
    rows = [index for index in range(entry.first, entry.end) if sheet.rows[index].text]
    told = 0.0  # words of text so far
    for place, index in enumerate(rows):
        stamp = entries.stamps.get(index)
        if stamp is not None and stamp.whole and not told_in_body(sheet, index, draft):
            take_stamp(sheet, index, stamp, draft)
        elif stamp is not None and draft.stamp is None and told < 8:
            take_opening(sheet, index, stamp, draft)
            told += sheet.words[index]
        elif told < 25 and is_byline(sheet, index, known, place):
            take_people(sheet, index, draft, known)
        elif (
            draft.heading < 0 and not draft.title and told < 1 and is_heading(sheet, index, rows[place + 1 :])
        ):
            draft.heading = index
        elif sheet.role(index) in (Role.BODY, *CLAIMED):
            told += sheet.words[index]
    if entries.boxed:
        draft.unmarked = unmarked_text(sheet, draft, rows)
    return draft


def told_in_body(sheet: Sheet, index: int, draft: Draft) -> bool:
    """Tell whether a line that is a time stands in the text of a post: an item of a list, a cell of a table."""
    row = sheet.rows[index]
    return draft.stamp is not None and row.kind in (Kind.LIST, Kind.TABLE, Kind.QUOTE)


def take_stamp(sheet: Sheet, index: int, stamp: Stamp, draft: Draft) -> None:
    """Take a line that is a time, and maybe an author, and no more."""
    if draft.stamp is None or (draft.stamp.kind == "relative" and stamp.kind != "relative"):
        draft.stamp = stamp
    draft.people.extend(Person(name) for name in stamp.names if not has_person(draft, name))
    sheet.mark(index, Role.TIME, "tells when a post of the live blog was made")


def take_opening(sheet: Sheet, index: int, stamp: Stamp, draft: Draft) -> None:
    """Take a line that a time opens and a heading or text follows."""
    draft.stamp = stamp
    row = sheet.rows[index]
    follows = index + 1 < draft.entry.end or not sheet.cut.boxes
    if (row.level and row.kind is Kind.HEADING) or (is_short(stamp.rest) and follows):
        draft.title = stamp.rest
    else:
        draft.opening = (index, stamp.rest)
    if sheet.role(index) in (Role.TIME, Role.OTHER, Role.BYLINE, Role.DEK, Role.AUTHOR_BOX):
        sheet.mark(index, Role.BODY, "opens a post of the live blog")


def is_short(text: str) -> bool:
    """Tell whether a line may be a heading: short, and with no stop at its end."""
    return (
        bool(text) and len(text.split()) <= HEADING_WORDS and len(text) <= 140 and text[-1] not in ".。।…:؟"
    )


def has_person(draft: Draft, name: str) -> bool:
    """Tell whether somebody is noted as an author already."""
    return any(person.name == name for person in draft.people)


def is_byline(sheet: Sheet, index: int, known: frozenset[str], place: int) -> bool:
    """Tell whether a row of a post names its author."""
    row = sheet.rows[index]
    text = row.text
    if len(text) > BYLINE_LETTERS or row.kind is not Kind.PARAGRAPH or text.endswith((".", "!", "?", ":")):
        return False
    if starts_as_byline(text) or sheet.role(index) is Role.BYLINE or text in known:
        return True
    if place > 4 or not is_name(text, lenient=True):
        return False
    words = {*row.words, *(word for box in sheet.cut.around(row, 2) for word in box.words)}
    return not words.isdisjoint(AUTHOR_WORDS)


def take_people(sheet: Sheet, index: int, draft: Draft, known: frozenset[str]) -> None:
    """Take the authors that a row of a post names."""
    row = sheet.rows[index]
    names = (row.text,) if row.text in known else split_names(row.text) or split_names(row.text, lenient=True)
    for name in names:
        link = next(
            (
                span.url
                for span in row.spans
                if span.kind == "link" and name in row.text[span.start : span.end]
            ),
            "",
        )
        if not has_person(draft, name):
            draft.people.append(Person(name, link))
    sheet.mark(index, Role.BYLINE, "names the author of a post of the live blog")


def is_heading(sheet: Sheet, index: int, after: Sequence[int]) -> bool:
    """Tell whether a row is the heading of its post: by its element, or short, in bold, and with text under it."""
    row = sheet.rows[index]
    if sheet.role(index) not in (Role.BODY, *CLAIMED) or not after:
        return False
    if row.kind is Kind.HEADING:
        return True
    bold = any(span.kind == "strong" and span.start == 0 and span.end >= len(row.text) for span in row.spans)
    if row.kind is not Kind.PARAGRAPH or not is_short(row.text):
        return False
    return bold or not sheet.cut.boxes


def unmarked_text(sheet: Sheet, draft: Draft, rows: Sequence[int]) -> list[int]:
    """Give the rows of a post's text where nothing of it was taken for body, for want of a like on other pages."""
    if any(sheet.role(index) is Role.BODY and index != draft.heading for index in rows):
        return []
    return [
        index
        for index in rows
        if sheet.role(index) in CLAIMED
        and sheet.rows[index].links * 2 <= len(sheet.rows[index].text)
        and sheet.words[index] >= 2
    ]


def claim_body(sheet: Sheet, drafts: Sequence[Draft]) -> None:
    """Mark the text of posts as body, but on a page whose body is the summary over posts that are none of it."""
    lost = sum(bool(draft.unmarked) for draft in drafts)
    inside = {index for draft in drafts for index in range(draft.entry.first, draft.entry.end)}
    outside = sum(sheet.words[index] for index in sheet.places(Role.BODY) if index not in inside)
    if lost * 3 > len(drafts) * 2 and outside >= SUMMARY_WORDS:
        return
    for draft in drafts:
        for index in (*draft.unmarked, *([draft.heading] if draft.heading >= 0 else ())):
            if sheet.role(index) is not Role.BODY:
                sheet.mark(index, Role.BODY, "stands in a post of the live blog", 0.7)


def day_headings(sheet: Sheet, posts: Sequence[Entry], year: str) -> list[str]:
    """Give the day that a line before each post tells for it and for those after it, "" for none."""
    found: list[str] = []
    day, place = "", posts[0].first - 2 if posts else 0
    for post in posts:
        for index in range(max(place, 0), post.first + 1):
            row = sheet.rows[index] if index < len(sheet.rows) else None
            if row is None or not row.text or sheet.role(index) in (Role.TITLE, Role.DEK, Role.RELATED):
                continue
            told = day_line(row.text, year)
            if told and read_stamp(row.text) is None:
                day = told
                if sheet.role(index) in (Role.BODY, Role.OTHER) and len(posts) > 1:
                    sheet.mark(index, Role.TIME, "tells the day of the posts under it")
        found.append(day)
        place = post.first + 1
    return found


def make_post(
    sheet: Sheet, draft: Draft, mark: EntryMark, moment: Moment | None, numbers: Sequence[int]
) -> Post:
    """Make a post of its rows."""
    entry = draft.entry
    own = {*draft.unmarked, draft.heading}
    rows = range(entry.first, entry.end)
    body = [index for index in rows if sheet.role(index) is Role.BODY or index in own]
    heading = draft.title or (sheet.rows[draft.heading].text if draft.heading >= 0 else "")
    titled = draft.heading if draft.heading >= 0 else -1
    parts = [index for index in rows if sheet.role(index) in PARTS or index in own]
    texts: list[tuple[int, str]] = []
    for index in body:
        row = sheet.rows[index]
        if index == titled or not row.text or (draft.title and row.text.endswith(draft.title) and not texts):
            continue
        rest = draft.opening[1] if draft.opening is not None and draft.opening[0] == index else row.text
        texts.append((group_of(row, index), rest))
    text = "\n\n".join(
        "\n".join(line for _, line in group) for _, group in groupby(texts, key=lambda pair: pair[0])
    )
    if heading and not text and draft.heading < 0:
        heading, text = "", heading
    blocks = sorted({numbers[index] for index in parts if numbers[index] >= 0})
    return Post(heading, moment, tuple(draft.people), text, mark.url, tuple(blocks))


def group_of(row: Row, index: int) -> int:
    """Give what the rows of one list or table share, and other rows have alone."""
    return row.group if row.group and row.kind in (Kind.LIST, Kind.TABLE) else -index - 1


def without_doubles(posts: Sequence[Post]) -> list[Post]:
    """Take out the posts that are shown a second time on top: pinned, or as the newest."""
    last: dict[tuple[str, str], int] = {}
    for index, post in enumerate(posts):
        last[title_key(post.heading), title_key(post.text)[:400]] = index
    return [posts[index] for index in sorted(last.values())]


def said_order(sheet: Sheet) -> Order:
    """Tell the order that the page says its posts are in, "" where it says both or none."""
    table = pairs("post_orders")
    said = {
        table[key][0]
        for row in sheet.rows
        if row.text and len(row.text) < 40 and (key := row.text.strip(" :↑↓▲▼").lower()) in table
    }
    if said == {"newest"}:
        return "newest_first"
    return "oldest_first" if said == {"oldest"} else ""
