"""Who may read the article at its source."""

from __future__ import annotations

from lugas.fields.clues import Clues
from lugas.model import Access, Finding, Source
from lugas.page.json_ld import values_of

__all__ = ["choose_access"]

FREE = frozenset({"true", "1", "yes", "free", "public", "open"})
PAID = frozenset(
    {"false", "0", "no", "locked", "premium", "paid", "subscriber", "subscribers", "subscription"}
)
METERED = frozenset({"metered", "registration", "meter"})


def choose_access(clues: Clues) -> tuple[Access, Finding | None]:
    """Settle who may read the article, from what the page declares."""
    embedded = clues.embedded
    told: list[tuple[str, Source, str]] = []
    value = embedded.article.get("isAccessibleForFree")
    if isinstance(value, bool):
        told.append((str(value).lower(), Source.JSON_LD, "article.isAccessibleForFree"))
    told += [(text.lower(), Source.JSON_LD, "article.isAccessibleForFree") for text in values_of(value)[:1]]
    for name in (
        "article:content_tier",
        "og:article:content_tier",
        "content_tier",
        "access",
        "cxenseparse:paywall",
    ):
        text = embedded.first(name)
        if text:
            told.append((text.lower(), Source.META, name))
    for text in embedded.properties.get("isAccessibleForFree", ())[:1]:
        told.append((text.lower(), Source.MICRODATA, "isAccessibleForFree"))
    for text, source, detail in told:
        for kind, names in ((Access.METERED, METERED), (Access.PAID, PAID), (Access.FREE, FREE)):
            if text.rsplit("/", 1)[-1] in names:
                return kind, Finding("access", kind.value, source, detail)
    return Access.UNKNOWN, None
