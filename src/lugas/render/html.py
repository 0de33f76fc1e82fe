"""An article as a web page that is safe to open: made from its blocks, never from the page's own markup.

Every text is escaped, every link leads to http, https or a mailbox, and a content security policy forbids
scripts, frames, forms and every request but the article's own pictures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from html import escape as escape_markup
from pathlib import Path

from lugas.model import Article, Block, Embed, Image, Kind, Moment
from lugas.render.clean import fold, printable, web_address
from lugas.render.given import refuse_wrong
from lugas.render.inline import Piece, by_link, cells_of, items_of, pieces
from lugas.render.labels import direction, is_upright, labels, language_tag
from lugas.render.layout import (
    address,
    depths,
    embed_name,
    embed_text,
    heading_levels,
    is_iso,
    lead_image,
    moment_text,
    moments,
    notice,
    same_quote,
    source_name,
)
from lugas.render.posts import with_post_lines

__all__ = ["Shown", "blocks_html", "figure_html", "to_html"]

Shown = Callable[[str], str]  # gives the address to show a picture from, "" to leave it out

_NUMBER = re.compile(
    r"[-+−±]?[\d.,   ]{1,24}[%‰]?"
)  # a cell that holds a number alone: the class has no overlap

_QUOTE, _QUOTED = "<blockquote>", "</blockquote>"


def to_html(article: Article, *, page: bool = True, images: bool = True) -> str:
    """Write an article as a whole page, or as its `<article>` alone when `page` is false.

    The page asks the web for nothing but the article's pictures, and for nothing at all without `images`.
    """
    refuse_wrong(article)
    article = with_post_lines(article)
    body = "\n".join(part for part in _article(article, web_address if images else _nowhere) if part)
    if not page:
        return body
    language = language_tag(article.language)
    attributes = f' lang="{language}"' if language else ""
    policy = f"default-src 'none'; style-src 'sha256-{_style()[1]}'; base-uri 'none'; form-action 'none'"
    if images:
        policy += "; img-src http: https:"
    return "\n".join(
        (
            "<!doctype html>",
            f'<html{attributes} dir="{direction(article.language)}">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>{_text(fold(article.title) or source_name(article))}</title>",
            *_canonical(article),
            f"<style>{_style()[0]}</style>",
            "</head>",
            "<body>",
            body,
            "</body>",
            "</html>",
        )
    )


def blocks_html(blocks: Iterable[Block], levels: dict[int, int], shown: Shown = web_address) -> str:
    """Write blocks alone, for a page of somebody else's; `levels` are those of `heading_levels`.

    `shown` gives for a picture's address the one to show it from.
    """
    return "\n".join(part for part in _blocks(blocks, levels, shown) if part)


def figure_html(image: Image, shown: Shown = web_address) -> str:
    """Write a picture with caption and credit; "" where nothing of it is to be shown."""
    return _figure(image, shown)


def _nowhere(url: str) -> str:
    del url
    return ""


@cache
def _style() -> tuple[str, str]:
    """Give the style sheet, and its digest as a content security policy names it."""
    from base64 import b64encode  # noqa: PLC0415 - with hashlib, a fortieth of the time to import lugas
    from hashlib import sha256  # noqa: PLC0415 - as above

    style = (Path(__file__).parent / "page.css").read_text("utf-8")
    return style, b64encode(sha256(style.encode()).digest()).decode()


def _canonical(article: Article) -> Iterator[str]:
    link = web_address(article.canonical_url or article.url)
    if link:
        yield f'<link rel="canonical" href="{_text(link)}">'


def _text(text: str) -> str:
    return escape_markup(printable(text))


def _article(article: Article, shown: Shown) -> Iterator[str]:
    language = language_tag(article.language)
    attributes = f' lang="{language}"' if language else ""
    kind = "lugas upright" if is_upright(article.language) else "lugas"
    yield f'<article class="{kind}"{attributes} dir="{direction(article.language)}">'
    yield from _header(article)
    lead = lead_image(article)
    if lead is not None:
        yield _figure(lead, shown)
    levels = heading_levels(article)
    yield from _blocks(article.body, levels, shown)
    yield from _footer(article)
    yield "</article>"


def _blocks(blocks: Iterable[Block], levels: dict[int, int], shown: Shown) -> Iterator[str]:
    """Set blocks; the paragraphs of one quote go into one."""
    quote: list[str] = []
    last: Block | None = None
    for block in blocks:
        part = _block(block, levels, shown)
        if not (quote and same_quote(last, block)):
            yield _quote(quote)
            quote = []
        if block.kind is not Kind.QUOTE:
            yield part
        elif part:
            quote.append(part)
        last = block
    yield _quote(quote)


def _quote(parts: list[str]) -> str:
    """Make one quote of its paragraphs; "" for none."""
    return "".join(
        part.removeprefix(_QUOTE if place else "").removesuffix(_QUOTED if place < len(parts) - 1 else "")
        for place, part in enumerate(parts)
    )


def _header(article: Article) -> Iterator[str]:
    yield "<header>"
    if article.kicker:
        yield f'<p class="kicker">{_text(fold(article.kicker))}</p>'
    if article.title:
        yield f"<h1>{_text(fold(article.title))}</h1>"
    if article.dek:
        yield f'<p class="dek">{_text(fold(article.dek))}</p>'
    authors = ", ".join(
        f'<span class="author">{_link(web_address(person.url), _text(fold(person.name)))}</span>'
        for person in article.authors
    )
    times = [_time(label, moment) for label, moment in moments(article)]
    line = [f"<address>{authors}</address>"] if authors else []
    if line or times:
        yield f'<div class="signature">{" ".join(line + times)}</div>'
    note = notice(article)
    if note:
        yield f'<p class="notice" lang="en" dir="ltr">{_text(note)}</p>'
    yield "</header>"


def _time(label: str, moment: Moment) -> str:
    stamp = f' datetime="{moment.iso}"' if is_iso(moment.iso) else ""
    before = f"{_text(label)}: " if label else ""
    return f'<span class="time">{before}<time{stamp} dir="auto">{_text(moment_text(moment))}</time></span>'


def _footer(article: Article) -> Iterator[str]:
    source = address(article)
    words = labels(article.language)
    if not source and not article.related:
        return
    yield "<footer>"
    if source:
        name = source_name(article)
        shown = f"<cite>{_text(name)}</cite><br>" if name != source else ""
        link = web_address(source)
        place = f'<bdi class="address">{_text(source)}</bdi>'
        yield f'<p class="source">{_text(words.source)}: {shown}{_link(link, place)}</p>'
    if article.related:
        yield f"<details><summary>{_text(words.related)} ({len(article.related)})</summary><ul>"
        for related in article.related:
            yield f"<li>{_link(web_address(related.url), _text(fold(related.title)))}</li>"
        yield "</ul></details>"
    yield "</footer>"


def _link(link: str, inner: str) -> str:
    return f'<a href="{_text(link)}" rel="noopener noreferrer">{inner}</a>' if link else inner


def _block(block: Block, levels: dict[int, int], shown: Shown) -> str:
    match block.kind:
        case Kind.IMAGE:
            return _figure(block.image, shown) if block.image else ""
        case Kind.EMBED if block.embed:
            return _embed(block, block.embed)
        case Kind.LIST if block.items:
            return _list(block)
        case Kind.TABLE if block.rows:
            return _table(block)
    return _text_block(block, levels)


def _text_block(block: Block, levels: dict[int, int]) -> str:
    if block.kind is Kind.CODE:
        return f'<pre dir="ltr"><code>{_text(block.text)}</code></pre>' if block.text.strip() else ""
    inner = _inline(pieces(block.text, block.spans))
    if not inner:
        return ""
    if block.kind is Kind.HEADING:
        return f"<h{levels[block.level]}>{inner}</h{levels[block.level]}>"
    return f"<blockquote><p>{inner}</p></blockquote>" if block.kind is Kind.QUOTE else f"<p>{inner}</p>"


def _inline(row: list[Piece]) -> str:
    """Set pieces: link outside, then strong, emphasis and code; a line end in the text is one in the page."""
    return "".join(
        _link(url, "".join(_piece(piece) for piece in group)) for url, group in by_link(row)
    ).strip()


def _piece(piece: Piece) -> str:
    text = _text(piece.text).replace("\n", "<br>\n")
    for wanted, tag in ((piece.code, "code"), (piece.emphasis, "em"), (piece.strong, "strong")):
        if wanted:
            text = f"<{tag}>{text}</{tag}>"
    return text


def _list(block: Block) -> str:
    """Set a list; an item that stands deeper than the one above goes into a list inside it."""
    parts: list[str] = []
    opened: list[str] = []  # the lists that are open, outermost first
    counts: list[int] = []  # the number of the last item of each
    for item, depth, row in zip(block.items, depths(block.items), items_of(block), strict=True):
        tag = "ol" if item.ordered else "ul"
        while len(opened) > depth + 1:
            parts.append(f"</li></{opened.pop()}>")
        if len(opened) == depth + 1 and opened[-1] != tag:
            parts.append(f"</li></{opened.pop()}>")
        elif len(opened) == depth + 1:
            parts.append("</li>")
        del counts[len(opened) :]
        if len(opened) <= depth:
            opened.append(tag)
            counts.append(0)
            parts.append(f"<{tag}>")
        counts[-1] += 1
        told = item.number if item.ordered and item.number not in {0, counts[-1]} else 0
        counts[-1] = told or counts[-1]
        value = f' value="{told}"' if told else ""
        parts.append(f"\n<li{value}>{_inline(row)}")
    parts += (f"</li></{tag}>" for tag in reversed(opened))
    return "".join(parts)


def _table(block: Block) -> str:
    rows = cells_of(block)
    width = max(len(row) for row in rows)
    parts = []
    for index, row in enumerate(rows):
        header = index < block.header_rows
        cells = "".join(_cell(cell, header) for cell in row)
        cells += ("<th></th>" if header else "<td></td>") * (width - len(row))
        parts.append(f"<tr>{cells}</tr>")
    head, body = parts[: block.header_rows], parts[block.header_rows :]
    inner = (f"<thead>{''.join(head)}</thead>" if head else "") + (
        f"<tbody>{''.join(body)}</tbody>" if body else ""
    )
    return f'<div class="table" role="region" tabindex="0"><table>{inner}</table></div>'


def _cell(row: list[Piece], header: bool) -> str:
    if header:
        return f'<th scope="col">{_inline(row)}</th>'
    text = "".join(piece.text for piece in row).strip()
    number = (
        ' class="number"' if any(char.isdigit() for char in text[:24]) and _NUMBER.fullmatch(text) else ""
    )
    return f"<td{number}>{_inline(row)}</td>"


def _figure(image: Image, shown: Shown) -> str:
    link = shown(image.url)
    picture = f'<img src="{_text(link)}" alt="{_text(fold(image.alt))}" loading="lazy" decoding="async">'
    credit = f'<span class="credit">{_text(fold(image.credit))}</span>' if image.credit else ""
    caption = " ".join(part for part in (_text(fold(image.caption)), credit) if part)
    caption = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f"<figure>{picture if link else ''}{caption}</figure>" if link or caption else ""


def _embed(block: Block, embed: Embed) -> str:
    name = embed_name(block)
    link = web_address(embed.url)
    place = (
        f' <bdi class="address">{_text(fold(embed.url))}</bdi>' if link and name != fold(embed.url) else ""
    )
    source = f'<p class="embed">{_link(link, f"<span>{_text(name)}</span>{place}")}</p>' if name else ""
    said = "".join(f"<p>{_text(line)}</p>" for line in embed_text(block))
    return f"<blockquote>{said}</blockquote>{source}" if said else source
