"""The dek and the kicker: the lines under and over the title."""

from __future__ import annotations

from lugas.blocks.sheet import Sheet
from lugas.fields.candidates import Candidate, settle
from lugas.fields.clues import Clues
from lugas.fields.title_forms import title_key
from lugas.model import Finding, Role, Source
from lugas.page.json_ld import values_of

__all__ = ["choose_dek", "choose_kicker"]


def choose_dek(clues: Clues, sheet: Sheet) -> tuple[str, Finding | None]:
    """Settle the dek: the line the page shows under its title. What only a search engine sees is no dek."""
    candidates: list[Candidate[str]] = []
    for row in sheet.having(Role.DEK)[:1]:
        detail = f"line {row.first_line}" if row.first_line else row.tag
        candidates.append(Candidate(row.text, row.text, Source.TEXT, detail, 4.0))
    if not candidates:
        return "", None
    told = [
        (text, Source.JSON_LD, "article.description")
        for text in values_of(clues.embedded.article.get("description"))[:1]
    ]
    told.append((clues.embedded.first("og:description"), Source.OPEN_GRAPH, "og:description"))
    told.append((clues.embedded.first("description"), Source.META, "description"))
    for place, (text, source, detail) in enumerate(told):
        if text:
            why = "the page shows another line under its title"
            candidates.append(Candidate(text, text, source, detail, 2.0 - 0.2 * place, why))
    return candidates[0].value, settle("dek", candidates[0], candidates)


def choose_kicker(sheet: Sheet) -> tuple[str, Finding | None]:
    """Settle the kicker: the short line over the title."""
    for row in sheet.having(Role.KICKER)[:1]:
        if title_key(row.text):
            detail = f"line {row.first_line}" if row.first_line else row.tag
            return row.text, Finding("kicker", row.text, Source.TEXT, detail)
    return "", None
