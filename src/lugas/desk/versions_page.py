"""The versions of an article, and what changed from each to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from lugas.decide.difference import Paragraph, difference
from lugas.desk import addresses, times
from lugas.desk.article_page import stored_of
from lugas.desk.desk import Sitting, sitting_of
from lugas.model import Article
from lugas.render.labels import direction, is_upright, language_tag
from lugas.store import VersionRow

__all__ = ["changes", "show"]

MOST_LISTED = 100
MOST_TEXTS = 5_000  # paragraphs of a version that are compared; no newspaper comes near


@dataclass(frozen=True)
class Step:
    """A version: its number, when it was seen, and where what changed is shown, "" for the first."""

    number: int
    stamp: str
    seen: str
    href: str
    changes: str


def show(request: Request) -> Response:
    """List the versions, the newest first."""
    sitting = sitting_of(request)
    stored = stored_of(sitting)
    number = stored.headline.id
    rows = sitting.store.versions.of(number, before=sitting.number("before"), limit=MOST_LISTED)
    older = ""
    if rows and rows[-1].number > 1:
        older = addresses.with_query(addresses.article(number, "versions"), {"before": rows[-1].number})
    return sitting.page(
        "versions.html",
        steps=[step(row, sitting) for row in rows],
        older=older,
        heading=sitting.words("different"),
        **around(stored.article, number),
    )


def step(row: VersionRow, sitting: Sitting) -> Step:
    """Make what is listed of a version."""
    seen = row.seen.astimezone(sitting.now.tzinfo)
    href = addresses.with_query(addresses.article(row.article_id), {"version": row.number})
    changed = addresses.article(row.article_id, "versions", row.number) if row.number > 1 else ""
    return Step(row.number, row.seen.isoformat(), times.in_full(seen, sitting.words), href, changed)


def changes(request: Request) -> Response:
    """Show what changed from the version before to this one."""
    sitting = sitting_of(request)
    stored = stored_of(sitting)
    number = request.path_params["version"]
    new = sitting.store.versions.get(stored.headline.id, number)
    old = sitting.store.versions.get(stored.headline.id, number - 1)
    if new is None or old is None:
        raise HTTPException(404)
    told = {
        "title": difference([old.title], [new.title]) if old.title != new.title else (),
        "dek": difference([old.dek], [new.dek]) if old.dek != new.dek else (),
        "body": without_the_same(difference(texts(old), texts(new))),
    }
    rows = sitting.store.versions.of(stored.headline.id, before=number + 1, limit=2)
    return sitting.page(
        "changes.html",
        told=told,
        anything=bool(told["title"] or told["dek"] or any(part is not None for part in told["body"])),
        steps=[step(row, sitting) for row in rows],
        number=number,
        last=stored.headline.version,
        heading=sitting.words("changed_from", old=number - 1, new=number),
        **around(new, stored.headline.id),
    )


def around(article: Article, number: int) -> dict[str, Any]:
    """Give what pages about an article say of it."""
    return {
        "article_href": addresses.article(number),
        "article_title": article.title,
        "versions_href": addresses.article(number, "versions"),
        "language": language_tag(article.language),
        "direction": direction(article.language),
        "upright": is_upright(article.language),
    }


def texts(article: Article) -> list[str]:
    """Give the paragraphs of a body, as they are compared."""
    return [block.text for block in article.body if block.text.strip()][:MOST_TEXTS]


def without_the_same(paragraphs: Sequence[Paragraph]) -> list[Paragraph | None]:
    """Give what changed with a paragraph of what stands around; `None` stands for the rest between."""
    near: set[int] = set()
    for place, paragraph in enumerate(paragraphs):
        if paragraph.kind != "same":
            near.update((place - 1, place, place + 1))
    shown: list[Paragraph | None] = []
    for place, paragraph in enumerate(paragraphs):
        if place in near:
            shown.append(paragraph)
        elif not shown or shown[-1] is not None:
            shown.append(None)
    return shown
