"""The posts of a live blog in the views: a line with time and author opens each, in front of its own blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import structs

from lugas.model import Article, Block, Kind, Post, Role, Span
from lugas.render.clean import fold
from lugas.render.layout import PARTED, is_iso, moment_text

__all__ = ["with_post_lines"]

REASON = "tells when and by whom a post of the live blog was made"
HEADING_LEVEL = 2
CLOCK = re.compile(r"\D{0,12}(\d{1,2})\D{1,3}(\d{2})(?!\d)")


def with_post_lines(article: Article) -> Article:
    """Give a live blog with a line of the body before each post, and after the body the posts that are none of it."""
    if not article.posts:
        return article
    lines: dict[int, Block] = {}
    last = ""
    after: list[Block] = []
    for post in article.posts:
        own = (index for index in post.blocks if 0 <= index < len(article.blocks))
        first = next((index for index in own if article.blocks[index].role is Role.BODY), -1)
        day = post.published.iso[:10] if post.published is not None else ""
        line = line_of(post, with_day=day != last)
        if first < 0:
            after += told_blocks(post, line)
        elif line is not None and not opens_with_time(article.blocks[first].text, post):
            lines[first] = line
        elif day and day != last:
            lines[first] = line_with(day, ())
        last = day or last
    blocks: list[Block] = []
    for index, block in enumerate(article.blocks):
        if index in lines:
            blocks.append(lines[index])
        blocks.append(block)
    return structs.replace(article, blocks=(*blocks, *after), posts=())


def line_of(post: Post, *, with_day: bool) -> Block | None:
    """Make the line with a post's time and authors; without the day where the post before has the same."""
    moment = post.published
    time = moment_text(moment) if moment is not None else ""
    if moment is not None and is_iso(moment.iso) and "T" in moment.iso and not with_day:
        time = moment.iso[11:16]
    names = ", ".join(name for person in post.authors if (name := fold(person.name)))
    return line_with(time, (names,) if names else ()) if time or names else None


def line_with(time: str, names: tuple[str, ...]) -> Block:
    """Make a line of the body with a time, which is strong, and names."""
    text = PARTED.join(part for part in (time, *names) if part)
    spans = (Span(0, len(time), "strong"),) if time else ()
    return Block(kind=Kind.PARAGRAPH, text=text, role=Role.BODY, reason=REASON, spans=spans)


def told_blocks(post: Post, line: Block | None) -> Iterator[Block]:
    """Make the blocks of a post that stands in the page's data alone, or is shown and was not taken for body."""
    if line is not None:
        yield line
    reason = "stands in a post of the live blog"
    if post.heading:
        yield Block(kind=Kind.HEADING, text=post.heading, role=Role.BODY, reason=reason, level=HEADING_LEVEL)
    for text in post.text.split("\n\n"):
        if text.strip():
            yield Block(kind=Kind.PARAGRAPH, text=text, role=Role.BODY, reason=reason)


def opens_with_time(text: str, post: Post) -> bool:
    """Tell whether a text begins with the post's time: then no line has to tell it."""
    moment = post.published
    match = CLOCK.match(text[:20])
    if match is None or moment is None or "T" not in moment.iso:
        return False
    same_hour = int(match[1]) % 12 == int(moment.iso[11:13]) % 12
    return same_hour and match[2] == moment.iso[14:16]
