"""An article as plain text."""

from __future__ import annotations

from collections.abc import Iterator

from lugas.model import Article, Block, Kind
from lugas.render.clean import fold, printable
from lugas.render.given import refuse_wrong
from lugas.render.layout import address, depths, embed_name, embed_text, signature
from lugas.render.posts import with_post_lines

__all__ = ["to_text"]


def to_text(article: Article) -> str:
    """Give title, dek, byline and time, body and source address as plain text, a blank line between.

    Lists have a mark before each item, tables a tab between cells; pictures are left out, their captions too.
    """
    refuse_wrong(article)
    article = with_post_lines(article)
    parts = [fold(article.kicker), fold(article.title), fold(article.dek)]
    parts.append("".join(piece.text for piece in signature(article)))
    parts += (_block(block) for block in article.body)
    parts.append(address(article))
    return "\n\n".join(part for part in parts if part)


def _block(block: Block) -> str:
    if block.kind is Kind.LIST and block.items:
        return "\n".join(_items(block))
    if block.kind is Kind.TABLE and block.rows:
        return "\n".join("\t".join(fold(cell) for cell in row).rstrip() for row in block.rows).strip("\n")
    if block.kind is Kind.IMAGE:
        return ""
    if block.embed is not None:
        parts = (*embed_text(block), embed_name(block), fold(block.embed.url))
        return "\n".join(dict.fromkeys(part for part in parts if part))
    return printable(block.text).strip("\n") if block.kind is Kind.CODE else printable(block.text).strip()


def _items(block: Block) -> Iterator[str]:
    counts: list[tuple[bool, int]] = []  # for each open depth: whether it is numbered, and its last number
    for item, depth in zip(block.items, depths(block.items), strict=True):
        text = printable(item.text).strip()
        if not text:
            continue
        del counts[depth + 1 :]
        while len(counts) <= depth:
            counts.append((item.ordered, 0))
        ordered, count = counts[depth]
        counts[depth] = (item.ordered, item.number or (count + 1 if ordered == item.ordered else 1))
        mark = f"{counts[depth][1]}. " if item.ordered else "- "
        indent = "   " * depth
        yield indent + mark + text.replace("\n", "\n" + indent + " " * len(mark))
