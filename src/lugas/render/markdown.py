"""An article as Markdown: CommonMark with GitHub's tables, in which every text survives as it was."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from lugas.model import Article, Block, Image, Kind
from lugas.render.clean import fold, printable, web_address
from lugas.render.given import refuse_wrong
from lugas.render.inline import Piece, cells_of, items_of, pieces
from lugas.render.layout import (
    address,
    depths,
    embed_name,
    embed_text,
    heading_levels,
    lead_image,
    same_quote,
    signature,
)
from lugas.render.marks import destination, escape, set_line
from lugas.render.posts import with_post_lines

__all__ = ["to_markdown"]

_TICKS = re.compile("`+")
# What YAML does not allow raw in a quoted string beyond what JSON escapes.
_UNQUOTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def to_markdown(article: Article, *, front_matter: bool = False, images: bool = True) -> str:
    """Write an article as Markdown: title, dek, byline and time, body, source address.

    `front_matter` puts the fields before it as YAML. Without `images` only the captions of pictures are kept.
    """
    refuse_wrong(article)
    article = with_post_lines(article)
    parts = [_front_matter(article)] if front_matter else []
    if article.kicker:
        parts.append(set_line([Piece(fold(article.kicker), strong=True)]))
    if article.title:
        parts.append(_heading([Piece(fold(article.title))], 1))
    if article.dek:
        parts.append(set_line([Piece(fold(article.dek), emphasis=True)]))
    parts.append(set_line(signature(article)))
    lead = lead_image(article)
    if lead is not None:
        parts.append(_image(lead, images))
    parts += _body(article, images)
    source = address(article)
    if source:
        link = web_address(source)
        parts.append(f"<{link}>" if link else set_line([Piece(source)]))
    return "\n\n".join(part for part in parts if part)


def _body(article: Article, images: bool) -> Iterator[str]:
    levels = heading_levels(article)
    lists = 0  # lists in a row: each takes the other mark, or they would be read as one
    quote: list[str] = []  # the paragraphs of one quote, as long as they follow each other
    last: Block | None = None
    for block in article.body:
        if quote and same_quote(last, block):
            quote += [part] if (part := _block(block, levels, images)) else []
            last = block
            continue
        if quote:
            yield "\n>\n".join(quote)
        quote, last = [], block
        if block.kind is Kind.LIST and block.items:
            yield _list(block, lists % 2)
            lists += 1
            continue
        part = _block(block, levels, images)
        if part:
            lists = 0
        if part and block.kind is Kind.QUOTE:
            quote = [part]
        elif part:
            yield part
    if quote:
        yield "\n>\n".join(quote)


def _block(block: Block, levels: dict[int, int], images: bool) -> str:
    match block.kind:
        case Kind.TABLE if block.rows:
            return _table(block)
        case Kind.CODE:
            return _code(block.text)
        case Kind.IMAGE:
            return _image(block.image, images) if block.image else ""
        case Kind.EMBED if block.embed:
            return _embed(block, web_address(block.embed.url))
    return _text_block(block, levels)


def _text_block(block: Block, levels: dict[int, int]) -> str:
    row = pieces(block.text, block.spans)
    if block.kind is Kind.HEADING:
        return _heading(row, levels[block.level])
    text = _paragraph(row)
    if block.kind is not Kind.QUOTE or not text:
        return text
    return "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))


def _embed(block: Block, link: str) -> str:
    """Set what an embed says as a quote, with its address after it."""
    lines = [set_line([Piece(line)]) for line in embed_text(block)]
    lines.append(set_line([Piece(embed_name(block), link)]))
    lines = [line for line in lines if line]
    if len(lines) < 2:
        return "".join(lines)
    return "\n>\n".join(f"> {line}" for line in lines)


def _heading(row: list[Piece], level: int) -> str:
    text = set_line([piece.having(_on_one_line(piece.text)) for piece in row], opens=False)
    if text.endswith("#"):  # a run of # at the end would be read as the heading's closing
        bare = text.rstrip("#")
        if not bare or bare[-1] in " \t":
            text = f"{bare}\\{text[len(bare) :]}"
    return f"{'#' * level} {text}" if text else ""


def _on_one_line(text: str) -> str:
    """Give text without line ends or tabs, its outer spaces kept: they part it from its neighbours."""
    return printable(text).replace("\n", " ").replace("\t", " ")


def _lines(row: list[Piece]) -> list[list[Piece]]:
    """Part pieces at line ends."""
    lines: list[list[Piece]] = [[]]
    for piece in row:
        first, *others = printable(piece.text).split("\n")
        lines[-1].append(piece.having(first))
        lines += ([piece.having(line)] for line in others)
    return lines


def _paragraph(row: list[Piece]) -> str:
    """Set text with its line ends as hard breaks, and its empty lines as ends of paragraphs."""
    text = ""
    parted = True
    for line in _lines(row):
        done = set_line(line)
        if not done:
            parted = True
        elif text:
            text += f"\n\n{done}" if parted else f"\\\n{done}"
            parted = False
        else:
            text, parted = done, False
    return text


def _list(block: Block, other: int) -> str:
    lines = []
    opened: list[
        tuple[bool, int, str]
    ] = []  # for each open depth: numbered, its last number, its text's indent
    for item, wanted, row in zip(block.items, depths(block.items), items_of(block), strict=True):
        depth = min(wanted, len(opened))  # less than wanted where the item above had no text
        indent = opened[depth - 1][2] if depth else ""
        text = _paragraph(row)
        if not text:
            continue
        follows = depth < len(opened) and opened[depth][0] == item.ordered
        count = item.number or (opened[depth][1] + 1 if follows else 1)
        mark = f"{count}{'.)'[other]} " if item.ordered else f"{'-*'[other]} "
        inner = indent + " " * len(mark)
        opened[depth:] = [(item.ordered, count, inner)]
        lines.append(indent + mark + text.replace("\n", f"\n{inner}"))
    return "\n".join(lines)


def _table(block: Block) -> str:
    """Set a table as GitHub reads it: one row of headings, be it empty, and as many cells in every row."""
    rows = [[_cell(cell) for cell in row] for row in cells_of(block)]
    width = max(len(row) for row in rows)
    if not width:
        return ""
    rows = [row + [""] * (width - len(row)) for row in rows]
    if not block.header_rows:
        rows.insert(0, [""] * width)
    rows.insert(1, ["---"] * width)
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cell(row: list[Piece]) -> str:
    text = set_line([piece.having(_on_one_line(piece.text)) for piece in row], opens=False)
    return text.replace("|", "\\|")


def _code(text: str) -> str:
    text = printable(text).strip("\n")
    if not text.strip():
        return ""
    longest = max((len(run) for run in _TICKS.findall(text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"


def _image(image: Image, images: bool) -> str:
    link = web_address(image.url) if images else ""
    caption = [Piece(fold(image.caption), emphasis=True)] if image.caption else []
    if image.credit:
        caption.append(Piece((" " if caption else "") + f"({fold(image.credit)})"))
    lines = [f"![{escape(fold(image.alt))}]({destination(link)})"] if link else []
    lines.append(set_line(caption))
    return "\n\n".join(line for line in lines if line)


def _front_matter(article: Article) -> str:
    """Set the fields as YAML, each value as JSON, which YAML 1.2 takes as it is."""
    values = {
        "title": fold(article.title),
        "authors": [fold(person.name) for person in article.authors],
        "published": str(article.published or ""),
        "modified": str(article.modified or ""),
        "site": fold(str(article.site)),
        "url": address(article),
        "language": article.language,
        "section": [fold(name) for name in article.section],
        "tags": [fold(name) for name in article.tags],
    }
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in values.items() if value]
    text = _UNQUOTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", "\n".join(lines))
    return f"---\n{text}\n---"
