"""An article's pictures and body as markup, made from its blocks by the view that is safe to open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from lugas.desk import times
from lugas.desk.wording import Words
from lugas.model import Article, Block, Image, Kind, Moment, Post, Role
from lugas.render.clean import fold, web_address
from lugas.render.html import Shown, blocks_html, figure_html
from lugas.render.layout import heading_levels, lead_image

__all__ = ["Entry", "Prose", "prose_of", "shown_from"]

POST_HEADING = 2


@dataclass(frozen=True)
class Entry:
    """A post of a live blog: its time and authors, and its body."""

    number: int
    stamp: str
    told: str
    authors: str
    body: Markup


@dataclass(frozen=True)
class Prose:
    """What is read of an article: the lead picture, the body, the posts after it, the pictures of a gallery."""

    lead: Markup
    body: Markup
    posts: tuple[Entry, ...]
    gallery: Markup


def shown_from(place: Callable[[str], str] | None) -> Shown:
    """Give what a view asks for each picture's address: its place at the desk, or none where none are shown."""

    def shown(url: str) -> str:
        return place(url) if place is not None and web_address(url) else ""

    return shown


def prose_of(article: Article, words: Words, shown: Shown) -> Prose:
    """Make what is read of an article; `shown` gives for a picture's address the one to show it from."""
    levels = heading_levels(article)
    levels.setdefault(POST_HEADING, POST_HEADING)
    of_posts = {index for post in article.posts for index in post.blocks if 0 <= index < len(article.blocks)}
    body = [
        block
        for index, block in enumerate(article.blocks)
        if block.role is Role.BODY and index not in of_posts
    ]
    lead = lead_image(article)
    return Prose(
        lead=trusted(figure_html(lead, shown)) if lead is not None else Markup(),
        body=trusted(blocks_html(body, levels, shown)),
        posts=tuple(entries(article, levels, words, shown)),
        gallery=trusted("\n".join(figure_html(image, shown) for image in gallery(article, lead))),
    )


def entries(article: Article, levels: dict[int, int], words: Words, shown: Shown) -> Iterator[Entry]:
    """Make the posts of a live blog, in their order; the day is told where it is not that of the post before."""
    last = ""
    for number, post in enumerate(article.posts, 1):
        own = [article.blocks[index] for index in post.blocks if 0 <= index < len(article.blocks)]
        blocks = [block for block in own if block.role is Role.BODY] or told_blocks(post)
        moment = post.published
        yield Entry(
            number=number,
            stamp=moment.iso if moment is not None else "",
            told=told_time(moment, words, last) if moment is not None else "",
            authors=", ".join(name for person in post.authors if (name := fold(person.name))),
            body=trusted(blocks_html(blocks, levels, shown)),
        )
        last = moment.iso[:10] if moment is not None else last


def told_time(moment: Moment, words: Words, last: str) -> str:
    """Tell when a post was made, without the day where that is the last one told."""
    clock = times.clock_of(moment) if moment.iso[:10] == last else ""
    return clock or times.moment_in_full(moment, words)


def told_blocks(post: Post) -> list[Block]:
    """Make the blocks of a post that stands in the page's data alone."""
    reason = "stands in a post of the live blog"
    texts = [(Kind.HEADING, post.heading), *((Kind.PARAGRAPH, text) for text in post.text.split("\n\n"))]
    return [
        Block(kind=kind, text=text, role=Role.BODY, reason=reason, level=POST_HEADING)
        for kind, text in texts
        if text.strip()
    ]


def gallery(article: Article, lead: Image | None) -> list[Image]:
    """Give the pictures of a gallery that neither the body nor its head shows."""
    seen = {block.image.url for block in article.body if block.image is not None}
    seen |= {lead.url} if lead is not None else set()
    return [image for image in article.gallery if image.url not in seen]


def trusted(html: str) -> Markup:
    """Take markup as it is: the view made it, and escaped every text and address in it."""
    return Markup(html)  # noqa: S704 - made of blocks by render/html.py, which is tested for just this
