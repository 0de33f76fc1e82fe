"""What of an article every view sets, and in which order, so that the views differ in form alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lugas.model import Article, Block, Image, Item, Kind, Moment, VerdictKind
from lugas.render.clean import fold, web_address
from lugas.render.inline import Piece
from lugas.render.labels import labels

__all__ = [
    "DEEPEST",
    "PARTED",
    "address",
    "depths",
    "embed_name",
    "embed_text",
    "heading_levels",
    "is_iso",
    "lead_image",
    "moment_text",
    "moments",
    "notice",
    "same_quote",
    "signature",
    "source_name",
]

DEEPEST = 6  # nesting of lists beyond this is set as this: no page means more, and indentation stays bounded

PARTED = " · "  # what stands between who wrote it and each time

_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?)?)?")
# Verdicts a reader should know of before reading: something is missing.
_INCOMPLETE = frozenset({VerdictKind.PARTIAL, VerdictKind.PAYWALL})


def address(article: Article) -> str:
    """Give the address the article was read at, or the one the page calls its own."""
    return fold(article.url or article.canonical_url)


def source_name(article: Article) -> str:
    """Give what the source is called: the site's name, its host, or its bare address."""
    return fold(str(article.site)) or address(article)


def signature(article: Article) -> list[Piece]:
    """Give who wrote it and when, on one line: names, which may lead to their pages, then times."""
    names = [Piece(fold(person.name), web_address(person.url)) for person in article.authors]
    found: list[Piece] = []
    for name in names:
        if name.text:
            found += [Piece(", "), name] if found else [name]
    for label, moment in moments(article):
        text = f"{label}: {moment_text(moment)}" if label else moment_text(moment)
        found.append(Piece(f"{PARTED}{text}" if found else text))
    return found


def moment_text(moment: Moment) -> str:
    """Give a moment as a reader takes it: `2024-01-20 15:04 +07:00`, or the page's words."""
    if not is_iso(moment.iso):
        return fold(moment.text or moment.iso)
    day, _, clock = moment.iso.partition("T")
    zone = clock.lstrip("0123456789:.")
    minute = clock[:5]
    zone = "UTC" if zone == "Z" else zone
    return " ".join(part for part in (day, minute, zone) if part)


def is_iso(text: str) -> bool:
    """Tell whether a moment is ISO 8601, as HTML's `datetime` takes it."""
    return _ISO.fullmatch(text) is not None


def moments(article: Article) -> Iterator[tuple[str, Moment]]:
    """Give the times to show, each with its label ("" for the first publication).

    A change is worth a line only when it reads differently from the publication.
    """
    published, modified = article.published, article.modified
    if published is not None and moment_text(published):
        yield "", published
    if (
        modified is not None
        and moment_text(modified)
        and (published is None or moment_text(modified) != moment_text(published))
    ):
        yield labels(article.language).updated, modified


def lead_image(article: Article) -> Image | None:
    """Give the article's picture, unless its body opens with one or holds the same one."""
    image = article.image
    if image is None or not web_address(image.url):
        return None
    name = image.url.partition("?")[0]
    opening = True
    for block in article.body:
        opening = opening and block.kind in {Kind.IMAGE, Kind.EMBED, Kind.HEADING}
        if block.image and (opening or block.image.url.partition("?")[0] == name):
            return None
    return image


def heading_levels(article: Article) -> dict[int, int]:
    """Give for each level of the body's headings the one to set it at.

    The title alone is of the first level; the body's start at the second and leave none out.
    """
    found = sorted({block.level for block in article.body if block.kind is Kind.HEADING})
    return {level: min(rank, 6) for rank, level in enumerate(found, 2)}


def depths(items: Sequence[Item]) -> list[int]:
    """Give each item's nesting depth from 0: no item stands more than one deeper than the one before it."""
    found: list[int] = []
    for item in items:
        most = found[-1] + 1 if found else 0
        found.append(max(0, min(item.level - 1, most, DEEPEST - 1)))
    return found


def embed_name(block: Block) -> str:
    """Give what an embed is called: its title with its provider, or its address."""
    embed = block.embed
    if embed is None:
        return ""
    return ": ".join(part for part in (fold(embed.provider), fold(embed.title)) if part) or fold(embed.url)


def embed_text(block: Block) -> list[str]:
    """Give the lines of what an embed says in the page itself, as a post does."""
    lines = block.embed.text.split("\n") if block.embed is not None else []
    return [text for line in lines if (text := fold(line))]


def same_quote(first: Block | None, second: Block) -> bool:
    """Tell whether two blocks are paragraphs of one quote: they stand in one `<blockquote>`, one after the other."""
    if first is None or first.kind is not Kind.QUOTE or second.kind is not Kind.QUOTE:
        return False
    mine, theirs = (block.place.path.rpartition("/blockquote") for block in (first, second))
    quote = mine[0] + mine[2].partition("/")[0]
    return bool(mine[1]) and quote == theirs[0] + theirs[2].partition("/")[0]


def notice(article: Article) -> str:
    """Give what a reader should know before reading: no article, or one that is not whole; "" for nothing."""
    verdict = article.verdict
    if verdict.holds_article and verdict.kind not in _INCOMPLETE:
        return ""
    name = verdict.kind.value.replace("_", " ")
    return fold(f"{name}: {verdict.reason}" if verdict.reason else name)
