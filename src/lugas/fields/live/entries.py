"""Where the posts of a live blog stand: boxes alike side by side, or lines of a time that each open one.

The boxes are told by their name or by the times they hold. Of the places on a page where times follow each other (the
posts, a list of key moments, a rail, comments) the posts' is the one that holds most of the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from lugas.blocks.sheet import Sheet
from lugas.fields.live.stamps import Stamp, read_stamp
from lugas.model import Role
from lugas.page.rows import Box, lineage

__all__ = ["Entries", "Entry", "find_entries", "hints_at_live", "names_live"]

LEAST = 3  # posts that make a live blog
HIGHEST = 14  # boxes above a time in which its post is sought
MOST_TIMES = 2  # in one post: when it was made and when it was changed
SENTENCE = 8  # words
LEAST_WEIGHT = 4  # of a box that is a post by its name
PINNED = frozenset({"pinned", "sticky", "summary", "keypoints", "highlights", "keyevents", "toc"})

# Class words of the boxes of live blogs: one that says so by itself, or begins so, or "live" with a word after it.
LIVE_STARTS = ("liveblog", "liveticker", "livefeed", "liveupdate", "livepost", "liveentry", "tickaroo")
LIVE_STARTED = re.compile("|".join(LIVE_STARTS))
LIVE_HINTS = (" live", " tickaroo")  # what all of these begin with, after another word
LIVE_PARTS = frozenset(
    {
        *(
            "article",
            "blog",
            "card",
            "coverage",
            "entries",
            "entry",
            "event",
            "feed",
            "item",
            "message",
            "moment",
        ),
        *("post", "posts", "stream", "text", "ticker", "update", "updates"),
    }
)

# Rows that are none of a post's, and how much a row of another role counts beside one of the body.
OUTSIDE = frozenset(
    {Role.NAVIGATION, Role.FOOTER, Role.CONSENT, Role.COMMENTS, Role.TITLE, Role.TAGS, Role.SECTION}
)
WEIGHT = {
    Role.BODY: 1.0,
    Role.OTHER: 0.5,
    Role.AUTHOR_BOX: 0.5,
    Role.CAPTION: 0.3,
    Role.DEK: 0.5,
    Role.TIME: 0.1,
}


def hints_at_live(text: str) -> bool:
    """Tell whether the class words of a page may hold those of a live blog; `text` has a space before each word."""
    return any(hint in text for hint in LIVE_HINTS)


def names_live(words: Sequence[str]) -> bool:
    """Tell whether class words are those of a live blog or of a part of one."""
    if "live" in words:
        after = words.index("live") + 1
        if after < len(words) and words[after] in LIVE_PARTS:
            return True
    return any(map(LIVE_STARTED.match, words))


@dataclass(slots=True)
class Entry:
    """One post: its rows from `first` to before `end`, and its box (-1 where it has none of its own)."""

    first: int
    end: int
    box: int = -1
    pinned: bool = False


@dataclass(slots=True)
class Entries:
    """The posts of a page in page order, and the lines of them that tell a time.

    `named` tells that the posts are told by the names of their boxes, `boxed` that each has a box of its own.
    """

    posts: list[Entry] = field(default_factory=list)
    stamps: dict[int, Stamp] = field(default_factory=dict)
    named: bool = False
    boxed: bool = False

    def told(self, sheet: Sheet) -> int:
        """How many posts tell their time and hold a sentence of body or more."""
        count = 0
        for post in self.posts:
            rows = range(post.first, post.end)
            words = sum((sheet.words[row] for row in rows if sheet.role(row) is Role.BODY), 0.0)
            count += words >= SENTENCE and any(row in self.stamps for row in rows)
        return count


def find_entries(sheet: Sheet, known: Collection[str] = ()) -> Entries:
    """Find the posts of a page; `known` are names of its authors. Without any, the record is empty."""
    stamps = read_stamps(sheet, known)
    if sheet.cut.form == "text":
        return Entries(by_lines(sheet, stamps), stamps)
    grounds = Grounds(sheet)
    named = by_name(grounds, stamps)
    timed, boxed = by_times(grounds, stamps)
    if named and grounds.weight_of(named) >= 0.8 * grounds.weight_of(timed):
        return Entries(named, stamps, named=True, boxed=True)
    return Entries(timed, stamps, boxed=boxed)


def read_stamps(sheet: Sheet, known: Collection[str]) -> dict[int, Stamp]:
    """Read the rows that tell the time of a post, by their numbers."""
    found: dict[int, Stamp] = {}
    title = sheet.roles.index(Role.TITLE) if Role.TITLE in sheet.roles else -1
    for index in range(title + 1, len(sheet.rows)):
        row = sheet.rows[index]
        if (
            row.text
            and sheet.role(index) not in OUTSIDE
            and (stamp := read_stamp(row.text, known)) is not None
        ):
            found[index] = stamp
    if sum(stamp.kind == "minute" for stamp in found.values()) < 2 * LEAST:
        found = {index: stamp for index, stamp in found.items() if stamp.kind != "minute"}
    return found


class Grounds:
    """The boxes of a page with the rows they span, which follow each other, and the weight of their text."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.boxes = sheet.cut.boxes
        count = len(self.boxes)
        self.first = [len(sheet.rows)] * count
        self.last = [-1] * count
        for index, row in enumerate(sheet.rows):
            self.first[row.box] = min(self.first[row.box], index)
            self.last[row.box] = index
        for box in range(count - 1, 0, -1):  # a box comes after the one around it
            above = self.boxes[box].parent
            self.first[above] = min(self.first[above], self.first[box])
            self.last[above] = max(self.last[above], self.last[box])
        weights = (
            WEIGHT.get(role, 0.0) * words * (row.links * 2 <= len(row.text))
            for row, role, words in zip(sheet.rows, sheet.roles, sheet.words, strict=True)
        )
        self.total = [0.0, *accumulate(weights)]

    def between(self, first: int, end: int) -> float:
        """Give the weight of the rows from `first` to before `end`."""
        return self.total[end] - self.total[first] if end > first else 0.0

    def weight(self, box: int) -> float:
        """Give the weight of what a box holds."""
        return self.between(self.first[box], self.last[box] + 1)

    def weight_of(self, posts: Iterable[Entry]) -> float:
        """Give the weight of posts."""
        return sum(self.between(post.first, post.end) for post in posts)

    def entry(self, box: int) -> Entry:
        """Make the post that a box is."""
        pinned = not PINNED.isdisjoint(self.boxes[box].words)
        return Entry(self.first[box], self.last[box] + 1, box, pinned)

    def span(self, child: int) -> tuple[int, int]:
        """Give the first and the last row of a child of a box: another box, or a row of its own (below 0)."""
        return (self.first[child], self.last[child]) if child >= 0 else (-child - 1, -child - 1)


def signature(box: Box) -> tuple[str, tuple[str, ...]]:
    """Give what boxes alike have in common: their tag and their class words, without numbers and ids."""
    return box.tag, tuple(word for word in box.words if not any(letter.isdigit() for letter in word))


def by_name(grounds: Grounds, stamps: dict[int, Stamp]) -> list[Entry]:
    """Find the boxes that call themselves posts of a live blog: outermost, alike, side by side."""
    boxes = grounds.boxes
    told = [index for index, box in enumerate(boxes) if ("itemprop", "liveblogupdate") in box.hints]
    if not told:
        groups: dict[tuple[int, str, tuple[str, ...]], list[int]] = {}
        names = grounds.sheet.cut.names
        live = [names_live(box.words) for box in names.boxes]
        for index, (box, number) in enumerate(zip(boxes, names.numbers, strict=True)):
            if live[number] and grounds.weight(index) >= LEAST_WEIGHT:
                groups.setdefault((box.depth, *signature(box)), []).append(index)
        times = [0, *accumulate(index in stamps for index in range(len(grounds.sheet.rows)))]

        def score(group: list[int]) -> tuple[float, int]:
            """Weigh boxes alike: pages of posts hold many times each, and are none themselves."""
            held = (times[grounds.last[box] + 1] - times[grounds.first[box]] for box in group)
            single = sum(count <= MOST_TIMES for count in held) / len(group)
            return grounds.weight_of(map(grounds.entry, group)) * single, -group[0]

        best = max((group for group in groups.values() if len(group) >= LEAST), key=score, default=[])
        told = with_like(grounds, best, groups)
    return outermost(grounds, told)


def outermost(grounds: Grounds, boxes: Iterable[int]) -> list[Entry]:
    """Make posts of boxes in page order; one that stands inside another is part of it."""
    inside = -1
    found: list[Entry] = []
    for box in boxes:
        if grounds.first[box] > inside and grounds.weight(box) > 0:
            found.append(grounds.entry(box))
            inside = grounds.last[box]
    return found


def with_like(
    grounds: Grounds, best: list[int], groups: dict[tuple[int, str, tuple[str, ...]], list[int]]
) -> list[int]:
    """Add to boxes the like of them that stand deeper or less deep and hold none of them: the first or last of all."""
    if not best:
        return []
    starts = {grounds.first[box] for box in best}
    held = [0, *accumulate(row in starts for row in range(len(grounds.sheet.rows)))]
    sign = signature(grounds.boxes[best[0]])
    others = (box for key, group in groups.items() if key[1:] == sign and group is not best for box in group)
    more = [box for box in others if held[grounds.last[box] + 1] == held[grounds.first[box]]]
    return sorted([*best, *more], key=lambda box: grounds.first[box])


def by_times(grounds: Grounds, stamps: dict[int, Stamp]) -> tuple[list[Entry], bool]:
    """Find the posts by the times they hold, and tell whether each has a box of its own."""
    kids: dict[int, dict[int, int]] = {}  # for each box its children that hold times, and how many they hold
    for index in stamps:
        child = -index - 1
        for box in lineage(grounds.boxes, grounds.sheet.rows[index].box, HIGHEST):
            held = kids.setdefault(box, {})
            held[child] = held.get(child, 0) + 1
            child = box
    best, most = -1, 0.0
    for box, held in kids.items():
        if len(held) < LEAST:
            continue
        start = min(grounds.span(child)[0] for child in held)
        single = sum(count <= MOST_TIMES for count in held.values()) / len(held)
        score = grounds.between(start, grounds.last[box] + 1) * single * single
        if score > most:
            best, most = box, score
    if best < 0:
        return [], False
    children = sorted(kids[best], key=lambda child: grounds.span(child)[0])
    inside = sum(grounds.between(first, last + 1) for first, last in map(grounds.span, children))
    start = grounds.span(children[0])[0]
    whole = grounds.between(start, last_of_body(grounds.sheet, start, grounds.last[best]) + 1)
    lines = sum(grounds.span(child)[0] == grounds.span(child)[1] for child in children)
    if inside * 2 >= whole and lines * 2 < len(children):
        return boxed(grounds, children), True
    return opened(grounds, best, children), False


def boxed(grounds: Grounds, children: Sequence[int]) -> list[Entry]:
    """Give the posts that have a box each: those with a time, and those like them."""
    boxes = grounds.boxes
    own = [child for child in children if child >= 0 and grounds.weight(child) > 0]
    like = Counter(signature(boxes[child]) for child in own)
    often = {sign for sign, count in like.items() if sign[1] and count * 4 >= len(own) and count > 1}
    depths = {boxes[child].depth for child in own}
    chosen = set(own)
    if often:
        chosen |= {
            index
            for index, box in enumerate(boxes)
            if box.depth in depths and box.words and signature(box) in often and grounds.weight(index) > 0
        }
    return outermost(grounds, sorted(chosen, key=lambda box: (grounds.first[box], box)))


def opened(grounds: Grounds, around: int, children: Sequence[int]) -> list[Entry]:
    """Give the posts that a line with a time opens each, up to the next such line."""
    sheet = grounds.sheet
    starts = [grounds.span(child)[0] for child in children]
    end = last_of_body(sheet, starts[-1], grounds.last[around]) + 1
    ends = [grounds.span(child)[1] for child in children]
    above = sum(is_heading_before(sheet, start) for start in starts)
    below = sum(last + 1 < len(sheet.rows) and sheet.rows[last + 1].level > 0 for last in ends)
    if above * 2 > len(starts) and above > below:
        starts = [start - 1 if is_heading_before(sheet, start) else start for start in starts]
    return in_turn(starts, end)


def is_heading_before(sheet: Sheet, index: int) -> bool:
    """Tell whether the row before one is a heading."""
    return index > 0 and sheet.rows[index - 1].level > 0 and sheet.role(index - 1) not in OUTSIDE


def by_lines(sheet: Sheet, stamps: dict[int, Stamp]) -> list[Entry]:
    """Find the posts of copied text: a line with a time opens each."""
    starts = [index for index in stamps if sheet.role(index) is not Role.RELATED]
    body = sheet.places(Role.BODY)
    if not body:
        return []
    # The article's own time stands over its first text, the times of rails under its last.
    text = next((index for index in body if sheet.words[index] >= 8 and index not in stamps), body[0])
    own = [index for index in starts if index < text]
    starts = [index for index in starts if text <= index <= body[-1] or index in own[-1:]]
    if (
        own
        and starts
        and stamps[own[-1]].kind == "dated"
        and sum(stamps[index].kind == "dated" for index in starts) * 2 <= len(starts)
    ):
        starts = starts[1:]
    if len(starts) < LEAST:
        return []
    heads = [index - 1 for index in starts if is_short_line(sheet, index - 1)]
    after = [index for index in starts if is_short_line(sheet, index + 1) and stamps[index].whole]
    if len(heads) * 2 > len(starts) and len(heads) > len(after):
        starts = [index - 1 if is_short_line(sheet, index - 1) else index for index in starts]
    return in_turn(starts, body[-1] + 1)


def is_short_line(sheet: Sheet, index: int) -> bool:
    """Tell whether a line of copied text may be a heading: short, and with no stop at its end."""
    if not 0 <= index < len(sheet.rows) or sheet.role(index) in OUTSIDE:
        return False
    text = sheet.rows[index].text
    return bool(text) and len(text) <= 120 and text[-1] not in '.!?。…:：؟।"”»'


def in_turn(starts: Sequence[int], end: int) -> list[Entry]:
    """Make posts that follow each other, the last of which ends before `end`."""
    stops = [*starts[1:], max(end, starts[-1] + 1)]
    return [Entry(first, stop) for first, stop in zip(starts, stops, strict=True) if stop > first]


def last_of_body(sheet: Sheet, first: int, last: int) -> int:
    """Give the last row of the body from `first` to `last`; `last` where there is none."""
    return next((index for index in range(last, first - 1, -1) if sheet.role(index) is Role.BODY), last)
