"""What the markup of a live blog's posts holds out of sight: the machine-written time of each, and its own address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lugas.blocks.sheet import Sheet
from lugas.fields.clues import Clues
from lugas.fields.live.entries import Entry
from lugas.page.rows import Box
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
    elements = Elements(clues.tree, sheet.cut.boxes)
    found: list[EntryMark] = []
    for post in posts:
        box = post.box if post.box >= 0 else opening_box(sheet, post)
        element = elements.of(box) if box >= 0 else None
        alone = post.box >= 0
        found.append(read_mark(element, clues.url, alone=alone) if element is not None else EntryMark())
    return found


def opening_box(sheet: Sheet, post: Entry) -> int:
    """Give the box of the row that opens a post without a box; -1 where rows before the post stand in it too."""
    rows = sheet.rows
    box = rows[post.first].box
    shared = post.first > 0 and sheet.cut.holds(box, rows[post.first - 1])
    shared = shared or (post.end < len(rows) and sheet.cut.holds(box, rows[post.end]))
    return -1 if shared else box


class Elements:
    """The elements of boxes; the children of each element are gone through once, however many are asked for."""

    def __init__(self, tree: Document, boxes: Sequence[Box]) -> None:
        self.boxes = boxes
        self.found: dict[int, Element | None] = {}
        root = tree.root
        # By the box and the way from it, for a step of a box may lead by way of inline elements.
        self.kids: dict[tuple[int, str], dict[str, Element]] = {
            (-1, ""): {root.tag: root} if isinstance(root, Element) else {}
        }

    def of(self, box: int) -> Element | None:
        """Give the element of a box; `None` where its path leads nowhere."""
        chain: list[int] = []
        while box >= 0 and box not in self.found:
            chain.append(box)
            box = self.boxes[box].parent
        element = self.found[box] if box >= 0 else None
        for inner in reversed(chain):
            element = self.found[inner] = self.below(box, element, self.boxes[inner].step)
            box = inner
        return element

    def below(self, box: int, element: Element | None, path: str) -> Element | None:
        """Follow the path of a box from the element of the one around it, `None` for the root."""
        way = ""
        for step in path.split("/"):
            if (box, way) not in self.kids:
                self.kids[box, way] = dict(steps_of(element)) if element is not None else {}
            element = self.kids[box, way].get(step)
            way = f"{way}/{step}"
        return element


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
