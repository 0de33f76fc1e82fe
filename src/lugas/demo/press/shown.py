"""What of an article a reader is shown: all of it, one page of several, or what stands before a prompt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from lugas.demo.records import Block
from lugas.demo.world import Edition, Version

__all__ = ["Shown", "View", "plain", "shown", "words_of"]

FREE_BLOCKS = 2  # what a closed article gives away
METERED_BLOCKS = 3

MARKS = re.compile(r"\*\*([^*]{1,400})\*\*|\*([^*]{1,400})\*|\[([^\]]{1,400})\]\(([^)]{1,200})\)")


@dataclass(frozen=True, slots=True)
class View:
    """How a page is asked for: which part (0 is all of them), by whom, in which form."""

    page: int = 1
    member: bool = False
    read: int = 0  # articles read before, as the meter's cookie tells
    form: Literal["", "amp", "mobile"] = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """The part of an article that a page shows, and what closes it, if anything does."""

    blocks: tuple[Block, ...]
    page: int = 1
    pages: int = 1
    closed: Literal["", "plus", "meter"] = ""


def shown(edition: Edition, version: Version, view: View) -> Shown:
    """Tell what of an article is shown."""
    there = [block for block in version.blocks if block.kind != "also" or block.text in edition.by_slug]
    if not view.member:
        if version.article.access == "closed":
            return Shown(tuple(there[:FREE_BLOCKS]), closed="plus")
        if edition.paper.meter and edition.redesigned and view.read >= edition.paper.meter:
            return Shown(tuple(there[:METERED_BLOCKS]), closed="meter")
    parts: list[list[Block]] = [[]]
    for block in there:
        if block.kind == "break":
            parts.append([])
        else:
            parts[-1].append(block)
    if view.page == 0 or view.form or len(parts) == 1:
        return Shown(tuple(block for part in parts for block in part), 0 if len(parts) > 1 else 1, len(parts))
    return Shown(tuple(parts[view.page - 1]), view.page, len(parts)) if view.page <= len(parts) else Shown(())


def plain(text: str) -> str:
    """Give a text without its marks."""
    return (
        MARKS.sub(lambda match: match[1] or match[2] or match[3], text)
        if "*" in text or "](" in text
        else text
    )


def words_of(blocks: tuple[Block, ...]) -> list[str]:
    """Give what blocks say as text: a paragraph, a heading, a list's items and a table's cells, each by itself."""
    found: list[str] = []
    for block in blocks:
        if block.kind in {"p", "h", "quote"}:
            found.append(plain(block.text))
        elif block.kind in {"ul", "ol"}:
            found += [plain(item) for item in block.items]
        elif block.kind == "table":
            found += ["\t".join(row) for row in block.rows]
    return found
