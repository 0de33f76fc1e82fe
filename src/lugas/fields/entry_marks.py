"""What the markup of a live blog's posts holds out of sight: the machine-written time of each, and its own address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lugas.blocks.sheet import Sheet
from lugas.fields.clues import Clues
from lugas.fields.entries import Entry
from lugas.page.tree import Document, Element
from lugas.page.urls import join

__all__ = ["EntryMark", "find_entry_marks"]

TIMES = "time[datetime],[itemprop~=datePublished]"
TIMED = (
    *(
        "data-timestamp",
        "data-time",
        "data-datetime",
        "data-date",
        "data-published",
        "data-publish",
        "data-created",
    ),
    *("data-utc", "data-epoch", "data-published-at", "data-post-date", "data-ts"),
)
LONGEST = 120  # characters of an id, a time, or a way
LOOKED_AT = 40  # links of one post


@dataclass(frozen=True, slots=True)
class EntryMark:
    """The machine-written time of one post as its markup has it, and its own address; "" for none."""

    time: str = ""
    url: str = ""


def find_entry_marks(clues: Clues, sheet: Sheet, posts: Sequence[Entry]) -> list[EntryMark]:
    """Find the time and address of each post in its element; empty ones for copied text."""
    if clues.tree is None:
        return [EntryMark() for _ in posts]
    boxes = sheet.cut.boxes
    kids: dict[int, dict[str, Element]] = {}
    found: list[EntryMark] = []
    for post in posts:
        rows = sheet.rows[post.first : post.first + 1]
        box = post.box if post.box >= 0 else rows[0].box if rows else -1
        if box < 0:
            found.append(EntryMark())
            continue
        above = boxes[box].parent
        if above not in kids:
            kids[above] = children_by_step(clues.tree, way_to(sheet, above))
        element = kids[above].get(boxes[box].step)
        alone = post.box >= 0
        found.append(read_mark(element, clues.url, alone=alone) if element is not None else EntryMark())
    return found


def way_to(sheet: Sheet, box: int) -> str:
    """Give the path of a box from the root."""
    steps: list[str] = []
    while box >= 0:
        steps.append(sheet.cut.boxes[box].step)
        box = sheet.cut.boxes[box].parent
    return "/".join(reversed(steps))


def children_by_step(tree: Document, way: str) -> dict[str, Element]:
    """Give the children of the element that a path leads to, by their steps; none where it leads nowhere."""
    root = tree.root
    if not isinstance(root, Element):
        return {}
    here, *steps = way.split("/")
    element: Element | None = root if here.partition("[")[0] == root.tag else None
    for step in steps:
        if element is None:
            return {}
        element = next((child for name, child in steps_of(element) if step in (name, child.tag)), None)
    return dict(steps_of(element)) if element is not None else {}


def steps_of(element: Element) -> Iterator[tuple[str, Element]]:
    """Give the children of an element with their steps: a tag, and its number among those of its kind."""
    counts: dict[str, int] = {}
    for child in element.children:
        if isinstance(child, Element):
            counts[child.tag] = counts.get(child.tag, 0) + 1
            yield f"{child.tag}[{counts[child.tag]}]", child


def read_mark(element: Element, base: str, *, alone: bool) -> EntryMark:
    """Read the time and the address of a post; `alone` tells that the element is the whole post."""
    time = next((value for name in TIMED if (value := element.attr(name)) and is_time(value)), "")
    inner = element if element.tag == "time" else element.select_one(TIMES)
    if inner is not None:
        told = inner.attr("datetime") or inner.attr("content") or ""
        time = told if is_time(told) else time
    identity = element.attr("id") or element.attr("data-id") or element.attr("data-post-id") or ""
    return EntryMark(
        time[:LONGEST], address_of(element, identity[:LONGEST], base) if alone or identity else ""
    )


def is_time(value: str) -> bool:
    """Tell whether an attribute may hold a time: it has digits enough and is no text."""
    return len(value) <= LONGEST and sum(letter.isdigit() for letter in value) >= 4


def address_of(element: Element, identity: str, base: str) -> str:
    """Give the address of a post: a link in it that leads to itself, or the page's with the element's name."""
    if not base:
        return ""
    page = base.partition("#")[0]
    for link in element.find_all("a", limit=LOOKED_AT):
        address = link.attr("href") or ""
        told = address.partition("#")[2]
        named = (identity and identity in address) or (
            len(told) > 2 and any(letter.isdigit() for letter in told)
        )
        if (
            named
            and (whole := join(base, address))
            and whole.partition("?")[0].partition("#")[0] == page.partition("?")[0]
        ):
            return whole
    named_here = element.attr("id") or ""
    return (
        f"{page}#{identity}"
        if identity and identity == named_here and any(c.isdigit() for c in identity)
        else ""
    )
