"""Two tables of one article: where its values come from, and what became of every block of its page.

On a terminal they are set by rich, in colour; in a file or a pipe, lines with tabs between the columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import zip_longest
from typing import TYPE_CHECKING

from lugas.model import Article, Block, Finding, Kind, Rival, Role
from lugas.render.clean import fold, screen_text

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

__all__ = ["blocks_table", "evidence_table"]

EVIDENCE = ("field", "value", "from", "lost", "because")
BLOCKS = ("place", "role", "sure", "reason", "text")
ARTICLE_ROLES = frozenset(
    {Role.TITLE, Role.DEK, Role.KICKER, Role.BYLINE, Role.TIME, Role.CAPTION, Role.CREDIT}
)
WIDE = 120  # columns; on a narrower terminal the evidence has three columns instead of five
LONGEST_VALUE, LONGEST_LOST = 240, 140  # characters that a terminal is shown of a value, and of one that lost
COLOURS = {"body": "green", "article": "cyan", "aside": "dim"}


def evidence_table(article: Article, width: int = 0) -> str:
    """Give each field, its value, where that was read, and the rivals that lost; `width` is the terminal's.

    Without a width, lines with tabs between the columns.
    """
    verdict = article.verdict
    rows = [("verdict", verdict.kind.value, verdict.reason, "", "")]
    longest = (LONGEST_VALUE, LONGEST_LOST) if width else (0, 0)
    rows += [row for finding in article.findings for row in _evidence(finding, longest)]
    if not width:
        return _tabbed(EVIDENCE, rows)
    shown = [tuple(_shown(row)) for row in rows]
    if width >= WIDE:
        table = _table(EVIDENCE, (0, 4, 3, 4, 3))
    else:
        table = _table(("field", "value, and where from", "lost, and why"), (0, 1, 1))
    for row in shown:
        cells = row if width >= WIDE else (row[0], _stacked(*row[1:3]), _stacked(*row[3:]))
        table.add_row(*cells, style="" if row[0] else "dim")
    return _set(table, width)


def blocks_table(article: Article, width: int = 0) -> str:
    """Give every block of the page, in page order, with its role and the reason; `width` is the terminal's.

    Without a width, lines with tabs between the columns.
    """
    rows = [_block_row(block) for block in article.blocks]
    if not width:
        return _tabbed(BLOCKS, rows)
    table = _table(BLOCKS[1:], (0, 0, 4, 8))
    for block, row in zip(article.blocks, rows, strict=True):
        part = "body" if block.role is Role.BODY else "article" if block.role in ARTICLE_ROLES else "aside"
        table.add_row(*_shown(row[1:]), style=COLOURS[part])
    return _set(table, width)


def _evidence(finding: Finding, longest: tuple[int, int]) -> Iterator[tuple[str, str, str, str, str]]:
    """Give a finding's lines: the first rival stands beside the value, the others below.

    `longest` bounds the characters of the value and of a rival's; 0 is no bound.
    """
    own = (finding.field, _cut(_joined(finding.value, finding.field), longest[0]), _where(finding))
    for left, rival in zip_longest([own], finding.rivals, fillvalue=None):
        field, value, where = left or ("", "", "")
        if rival is None:
            yield field, value, where, "", ""
        else:
            lost = f"{_cut(_joined(rival.value, finding.field), longest[1])} ({_where(rival)})"
            yield field, value, where, lost, rival.why


def _cut(text: str, longest: int) -> str:
    """Cut a text at a word, where it is longer than a terminal has room for; 0 for no bound."""
    if not longest or len(text) <= longest:
        return text
    head = text[: longest - 1]
    space = head.rfind(" ", longest * 3 // 4)
    return f"{head[:space] if space > 0 else head}…"


def _where(read: Finding | Rival) -> str:
    """Give where a value was read."""
    return f"{read.source} {read.detail}".rstrip()


def _joined(value: str | tuple[str, ...], field: str) -> str:
    """Give a value as one text; the sections are a path."""
    return value if isinstance(value, str) else (" > " if field == "section" else ", ").join(value)


def _block_row(block: Block) -> tuple[str, str, str, str, str]:
    """Give a block's line."""
    text = block.text
    if block.image:
        text = block.image.alt or block.image.url
    elif block.embed:
        text = block.embed.title or block.embed.url
    if block.kind is not Kind.PARAGRAPH:
        text = f"[{block.kind.value}] {text}"
    return str(block.place), block.role.value, f"{block.sure:.2f}", block.reason, text


def _tabbed(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Give a table as lines with tabs between the columns."""
    return "".join("\t".join(fold(cell) for cell in row) + "\n" for row in [head, *rows])


def _stacked(value: str, ground: str) -> RenderableType:
    """Give a value with its ground on the lines below it, set in."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    if not ground:
        return value
    return Group(Text(value, overflow="fold"), Padding(Text(ground, overflow="fold"), (0, 0, 0, 2)))


def _shown(row: Iterable[str]) -> Iterator[str]:
    """Give a row's cells as a terminal may show them."""
    return (screen_text(fold(cell)) for cell in row)


def _table(head: Sequence[str], shares: Sequence[int]) -> Table:
    """Make an empty table; columns with a share divide the width that the others leave."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, expand=True, pad_edge=False, header_style="bold")
    for name, share in zip(head, shares, strict=True):
        table.add_column(name, ratio=share or None, no_wrap=not share, overflow="fold")
    return table


def _set(table: Table, width: int) -> str:
    """Set a table for a terminal."""
    from rich.console import Console

    paper = StringIO()
    console = Console(
        file=paper, width=width, force_terminal=True, markup=False, emoji=False, highlight=False
    )
    console.print(table)
    return paper.getvalue()
