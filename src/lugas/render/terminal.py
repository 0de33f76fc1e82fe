"""An article set in type on a terminal: a readable measure, margins where there is room, no foreign controls.

This is the only view that needs rich, so only who asks for it loads it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text

from lugas.model import Article, Block, Image, Kind
from lugas.render.breaks import line_ends
from lugas.render.clean import fold, screen_text, web_address
from lugas.render.inline import Piece, cells_of, items_of, pieces
from lugas.render.labels import direction, is_upright, labels
from lugas.render.layout import (
    PARTED,
    address,
    depths,
    embed_name,
    embed_text,
    notice,
    signature,
    source_name,
)
from lugas.render.posts import with_post_lines

__all__ = ["to_terminal"]

MEASURE = 76  # columns: the widest that is read with ease
MARGIN = 8  # the widest left margin
NARROWEST_CELL = 9  # a table whose columns would be narrower is set row by row
SHOWN_RELATED = 6

QUIET = Style(dim=True)
STRONG = Style(bold=True)
EMPHASIS = Style(italic=True)
LABEL = Style(color="cyan", bold=True)
WARNING = Style(color="yellow", bold=True)
CODE = Style(color="green")
PLAIN = Style.null()

_LINK = re.compile("\x1b]8;id=[^;]*;([^\x1b]+)")


def to_terminal(article: Article, width: int = 80) -> str:
    """Set an article for a terminal of `width` columns, with its escape sequences.

    Colours follow the environment as rich reads it: none for NO_COLOR or a terminal that is too plain.
    """
    article = with_post_lines(article)
    paper = io.StringIO()
    sheet = _Paper(article, paper, max(width, 16))
    sheet.set(article)
    numbers: dict[str, int] = {}  # rich numbers links by chance, but the same article is to look the same

    def numbered(found: re.Match[str]) -> str:
        return f"\x1b]8;id={numbers.setdefault(found[1], len(numbers) + 1)};{found[1]}"

    return _LINK.sub(numbered, paper.getvalue())


class _Paper:
    """The lines of one article as they are printed, between its margins."""

    def __init__(self, article: Article, paper: io.StringIO, width: int) -> None:
        self._console = Console(
            file=paper,
            width=width,
            force_terminal=True,
            legacy_windows=False,
            markup=False,
            emoji=False,
            highlight=False,
        )
        self._margin = min((width - MEASURE) // 2, MARGIN) if width > MEASURE else 0
        self._measure = min(width, MEASURE)
        self._slanted = PLAIN if is_upright(article.language) else EMPHASIS
        self._flush_right = direction(article.language) == "rtl"
        self._begun = False

    def set(self, article: Article) -> None:
        """Print the whole article."""
        self._line(fold(notice(article)), WARNING)
        self._line(article.kicker, LABEL)
        self._line(article.title, STRONG, apart=not article.kicker)
        self._line(article.dek, self._slanted)
        self._signature(article)
        for block in article.body:
            self._block(block)
        self._end(article)

    def _signature(self, article: Article) -> None:
        """Print who wrote it and when, on one line if that has room, else each time on its own."""
        row = signature(article)
        text = _styled(row, QUIET)
        if text.cell_len > self._measure:
            row = [piece.having(piece.text.replace(PARTED, "\n")) for piece in row]
            text = _styled(row, QUIET)
        self._text(text)

    def _end(self, article: Article) -> None:
        source = address(article)
        words = labels(article.language)
        if source or article.related:
            self._text(Text("─" * min(24, self._measure), QUIET))
        if source:
            name = source_name(article)
            self._line(f"{words.source}: {name}" if name != source else f"{words.source}:", QUIET)
            self._text(
                Text(screen_text(source), QUIET + Style(link=web_address(source) or None)), apart=False
            )
        if article.related:
            self._line(words.related, LABEL)
            for related in article.related[:SHOWN_RELATED]:
                link = web_address(related.url)
                self._text(_styled([Piece(fold(related.title), link)], PLAIN), "• ", apart=False)
            left = len(article.related) - SHOWN_RELATED
            if left > 0:
                self._line(f"  +{left}", QUIET, apart=False)

    def _block(self, block: Block) -> None:
        match block.kind:
            case Kind.IMAGE:
                if block.image:
                    self._text(_caption(block.image), "  ")
            case Kind.EMBED if block.embed:
                for line in embed_text(block):
                    self._text(_styled([Piece(line)], self._slanted), "│ ", repeat=True)
                piece = Piece(embed_name(block), web_address(block.embed.url))
                self._text(_styled([piece], QUIET), "▸ ")
            case Kind.LIST if block.items:
                self._list(block)
            case Kind.TABLE if block.rows:
                self._table(block)
            case Kind.HEADING:
                self._text(_styled(pieces(block.text, block.spans), STRONG))
            case Kind.QUOTE:
                self._text(_styled(pieces(block.text, block.spans), self._slanted), "│ ", repeat=True)
            case Kind.CODE:
                self._text(Text(screen_text(block.text.strip("\n").expandtabs(4)), CODE), "  ")
            case _:
                self._text(_styled(pieces(block.text, block.spans), PLAIN))

    def _list(self, block: Block) -> None:
        counts: list[int] = []
        apart = True
        for item, depth, row in zip(block.items, depths(block.items), items_of(block), strict=True):
            del counts[depth + 1 :]
            counts += [0] * (depth + 1 - len(counts))
            counts[depth] = item.number or counts[depth] + 1
            mark = f"{counts[depth]}. " if item.ordered else f"{'•◦▪'[depth % 3]} "
            self._text(_styled(row, PLAIN), "   " * depth + mark, apart=apart)
            apart = False

    def _table(self, block: Block) -> None:
        rows = [[_styled(cell, PLAIN) for cell in row] for row in cells_of(block)]
        width = max(len(row) for row in rows)
        if not width:
            return
        if width * NARROWEST_CELL > self._measure:
            self._stacked(rows, block.header_rows)
            return
        table = Table(box=SIMPLE_HEAD, show_header=block.header_rows > 0, pad_edge=False, show_edge=False)
        for heading in rows[0] if block.header_rows else [Text()] * width:
            table.add_column(heading, overflow="fold", header_style=STRONG)
        for row in rows[min(block.header_rows, 1) :]:
            table.add_row(*row)
        self._gap()
        console = self._console
        console.print(
            Padding(table, (0, 0, 0, self._margin), expand=False), width=self._margin + self._measure
        )

    def _stacked(self, rows: list[list[Text]], header_rows: int) -> None:
        """Print a table that is too wide a row at a time, each cell after its column's heading."""
        headings = rows[0] if header_rows else []
        for row in rows[min(header_rows, 1) :]:
            apart = True
            for index, cell in enumerate(row):
                if not cell.plain.strip():
                    continue
                heading = headings[index].plain if index < len(headings) else ""
                label = Text(f"{heading}: ", STRONG) if heading.strip() else Text()
                self._text(label + cell, apart=apart)
                apart = False

    def _line(self, text: str, style: Style, *, apart: bool = True) -> None:
        self._text(_styled([Piece(fold(text))], style) if text else Text(), apart=apart)

    def _text(self, text: Text, mark: str = "", *, repeat: bool = False, apart: bool = True) -> None:
        """Print text between the margins: `mark` before its first line, or before each line, else space."""
        if not text.plain.strip():
            return
        if apart:
            self._gap()
        self._begun = True
        indent = Text(mark).cell_len
        for number, line in enumerate(_wrapped(text, max(self._measure - indent, 8))):
            opening = mark if repeat or not number else " " * indent
            space = self._measure - indent - line.cell_len if self._flush_right else 0
            whole = Text(" " * (self._margin + max(space, 0)))
            self._print(whole.append(opening, QUIET).append_text(line))

    def _print(self, line: Text) -> None:
        line.rstrip()
        self._console.print(line, no_wrap=True, overflow="ignore", crop=False)

    def _gap(self) -> None:
        if self._begun:
            self._console.print()
        self._begun = True


def _styled(row: Iterator[Piece] | list[Piece], style: Style) -> Text:
    """Set pieces in a style; what they hold can no longer steer a terminal."""
    text = Text()
    for piece in row:
        own = style + Style(
            bold=piece.strong or None,
            italic=piece.emphasis or None,
            underline=bool(piece.url) or None,
            link=piece.url or None,
        )
        text.append(screen_text(piece.text).replace("\t", " "), own + CODE if piece.code else own)
    return text


def _caption(image: Image) -> Text:
    shown = fold(image.caption or image.alt)
    credit = f"({fold(image.credit)})" if image.credit else ""
    return _styled([Piece(" ".join(part for part in (shown, credit) if part), web_address(image.url))], QUIET)


def _wrapped(text: Text, width: int) -> Iterator[Text]:
    for line in text.split("\n", allow_blank=True):
        for part in line.divide(line_ends(line.plain, width)):
            part.rstrip()
            yield part
