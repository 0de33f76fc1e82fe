"""What is shown of an article, as the command line asks for it."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import msgspec

from lugas.cli.streams import printable
from lugas.cli.tables import blocks_table, evidence_table
from lugas.files import PageSource
from lugas.model import Article
from lugas.render import render

__all__ = ["Show", "indented", "named_json", "pretty_json", "tables", "terminal", "terminal_width", "view"]

Show = Callable[[PageSource, Article], str]


def view(name: str) -> Show:
    """Show articles in one of the formats of `lugas.render`."""
    return lambda _source, article: render(article, name)


def terminal() -> Show:
    """Show articles set for reading on this terminal."""
    from lugas.render.terminal import to_terminal

    width = terminal_width()
    return lambda _source, article: to_terminal(article, width)


def pretty_json() -> Show:
    """Show an article's JSON for a person: on lines, indented."""
    json = view("json")
    return lambda source, article: indented(json(source, article))


def indented(json: str) -> str:
    """Give JSON on lines, as a person reads it."""
    return msgspec.json.format(json, indent=2)


def named_json() -> Show:
    """Show each article's JSON on one line that opens with the name of its source."""
    json = view("json")

    def show(source: PageSource, article: Article) -> str:
        name = msgspec.json.encode(printable(source.name)).decode()
        return f'{{"source":{name},{json(source, article).removeprefix("{")}'

    return show


def tables(*, evidence: bool, blocks: bool, width: int) -> Show:
    """Show where the values come from, or what became of every block, or both; `width` 0 for tabs."""
    chosen = [table for table, wanted in ((evidence_table, evidence), (blocks_table, blocks)) if wanted]
    return lambda _source, article: "\n".join(table(article, width) for table in chosen)


def terminal_width() -> int:
    """Give the terminal's width in columns."""
    return shutil.get_terminal_size().columns
