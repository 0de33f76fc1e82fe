"""What became of an article between its versions, as it is printed: in lines, or as JSON.

`changes_drawn.py` sets it on a terminal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import click
import msgspec

from lugas.errors import UsageError
from lugas.render.clean import fold

if TYPE_CHECKING:
    from lugas.decide.difference import Paragraph
    from lugas.decide.versions import Change
    from lugas.model import Article
    from lugas.store import Store, Stored, VersionRow

__all__ = [
    "Compared",
    "Step",
    "compare",
    "diff_text",
    "number_of",
    "numbers_of",
    "steps",
    "steps_json",
    "steps_text",
]

COLUMNS = ("version", "seen", "change", "reasons")
SIGNS = {"same": " ", "added": "+", "removed": "-", "changed": "~", "moved": ">"}
AROUND = {"same": ("", ""), "added": ("{+", "+}"), "removed": ("[-", "-]")}


@dataclass(frozen=True)
class Step:
    """A version, and what became of the article since the one before; `None` for the first."""

    version: VersionRow
    change: Change | None


@dataclass(frozen=True)
class Compared:
    """Two versions of an article, and the paragraphs of their titles and texts."""

    old: VersionRow
    new: VersionRow
    title: tuple[Paragraph, ...]
    text: tuple[Paragraph, ...]


def version_rows(store: Store, article_id: int) -> list[VersionRow]:
    """Give all versions of an article, the newest first."""
    rows: list[VersionRow] = []
    while True:
        piece = store.versions.of(article_id, before=rows[-1].number if rows else None)
        if not piece:
            return rows
        rows += piece


def read_version(store: Store, article_id: int, number: int) -> Article:
    """Give a version of an article; raises `ClickException` where there is none of that number."""
    article = store.versions.get(article_id, number)
    if article is None:
        raise click.ClickException(
            f"article {article_id} has no version {number}; --versions lists those it has"
        )
    return article


def steps(store: Store, article_id: int) -> Iterator[Step]:
    """Give an article's versions, the newest first, each with what it changed."""
    from lugas.decide.versions import changed

    rows = version_rows(store, article_id)
    newer = read_version(store, article_id, rows[0].number)
    for row, before in pairwise(rows):
        older = read_version(store, article_id, before.number)
        yield Step(row, changed(older, newer))
        newer = older
    yield Step(rows[-1], None)


def steps_text(told: Sequence[Step]) -> str:
    """Give versions as lines with tabs between the columns."""
    rows = [COLUMNS]
    for step in told:
        seen = step.version.seen.astimezone().isoformat(timespec="seconds")
        kind, reasons = (step.change.kind, step.change.reasons) if step.change else ("first", ())
        rows.append((str(step.version.number), seen, kind, fold("; ".join(reasons))))
    return "".join("\t".join(row) + "\n" for row in rows)


def steps_json(article_id: int, told: Sequence[Step]) -> str:
    """Give versions as JSON."""
    versions = [
        {
            "number": step.version.number,
            "seen": step.version.seen,
            "size": step.version.size,
            "change": step.change.kind if step.change else "first",
            "reasons": step.change.reasons if step.change else (),
        }
        for step in told
    ]
    return msgspec.json.encode({"id": article_id, "versions": versions}).decode()


def numbers_of(told: str, newest: int) -> tuple[int, int]:
    """Read which versions to compare: `2..3`, `2` and `2..` with the newest, nothing for the last change.

    Raises `UsageError` for anything else.
    """
    old, dots, new = told.partition("..")
    first = number_of(old) if old else None
    last = number_of(new) if new else newest
    if dots and first is None:
        raise UsageError(f"--diff {told} tells no version to begin with; write it as 2..3")
    if first is None:
        first = max(last - 1, 1)
    return first, last


def number_of(told: str) -> int:
    """Read a version's number."""
    if not (told.isascii() and told.isdigit() and len(told) < 10 and int(told) > 0):
        raise UsageError(f"{told!r} is no number of a version; write --diff 2..3, or --diff alone")
    return int(told)


def compare(store: Store, stored: Stored, told: str) -> Compared:
    """Compare two versions of an article; raises `ClickException` where one of them is not there."""
    from lugas.decide.difference import difference
    from lugas.decide.versions import paragraphs_of

    number = stored.headline.id
    if stored.headline.version == 1 and not told:
        raise click.ClickException(f"article {number} has one version; there is nothing to compare")
    first, last = numbers_of(told, stored.headline.version)
    old, new = (read_version(store, number, which) for which in (first, last))
    rows = {row.number: row for row in version_rows(store, number)}
    return Compared(
        old=rows[first],
        new=rows[last],
        title=difference([old.title], [new.title]),
        text=difference(paragraphs_of(old), paragraphs_of(new)),
    )


def diff_text(compared: Compared) -> str:
    """Give a difference as lines: a sign, then a paragraph; of a changed one `[-removed-]` and `{+added+}` words."""
    lines = [
        f"{sign} version {row.number}, seen {row.seen.astimezone().isoformat(timespec='seconds')}"
        for sign, row in (("---", compared.old), ("+++", compared.new))
    ]
    for paragraph in (*compared.title, *compared.text):
        text = paragraph.text
        if paragraph.kind == "changed":
            text = "".join(piece.text.join(AROUND[piece.kind]) for piece in paragraph.pieces)
        lines.append(f"{SIGNS[paragraph.kind]} {fold(text)}")
    return "\n".join(lines) + "\n"


def diff_json(article_id: int, compared: Compared) -> str:
    """Give a difference as JSON: its paragraphs as `lugas.decide.difference` tells them."""
    versions = {
        name: {"number": row.number, "seen": row.seen}
        for name, row in (("old", compared.old), ("new", compared.new))
    }
    told = {"id": article_id, **versions, "title": compared.title, "text": compared.text}
    return msgspec.json.encode(told).decode()
