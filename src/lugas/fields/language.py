"""The language of the article, from its text first: the `lang` of many pages is that of their software."""

from __future__ import annotations

from lugas.blocks.sheet import Sheet
from lugas.fields.candidates import Candidate, settle
from lugas.fields.clues import Clues
from lugas.fields.lists import pairs
from lugas.model import Finding, Kind, Role, Source
from lugas.page.json_ld import values_of
from lugas.page.tree import detect_language_code

__all__ = ["choose_language", "told_language"]

SAMPLE = 3000  # characters of the article that the language is detected from
SHORTEST = 60  # characters under which detection is a guess
# Languages that detection takes for each other, or does not know: what the page says decides among them.
KIN = (
    frozenset({"id", "ms", "jv", "su"}),
    frozenset({"no", "nb", "nn", "da"}),
    frozenset({"hr", "sr", "bs", "sh", "cnr"}),
    frozenset({"hi", "mr", "ne", "bho", "mai"}),
    frozenset({"fa", "prs", "ps"}),
    frozenset({"zh", "yue"}),
    frozenset({"gl", "pt"}),
    frozenset({"cs", "sk"}),
    frozenset({"tl", "fil"}),
    frozenset({"bg", "mk"}),
    frozenset({"ru", "be"}),
)


def told_language(clues: Clues) -> str:
    """Give the language that the page says it is in, "" if it says none."""
    embedded = clues.embedded
    in_article = next(iter(values_of(embedded.article.get("inLanguage"), "alternateName", "name")), "")
    told = embedded.language or in_article or embedded.first("og:locale", "content-language", "language")
    code = told.strip().replace("_", "-").split(",")[0]
    primary = code.split("-")[0].lower()
    return code if 2 <= len(primary) <= 3 and primary.isalpha() else ""


def choose_language(clues: Clues, sheet: Sheet) -> tuple[str, Finding | None]:
    """Settle the language of the article: `id`, or `pt-BR` where the page names a region."""
    told = told_language(clues)
    primary = told.split("-")[0].lower()
    text = sample(sheet)
    code, sure = detect_language_code(text) if len(text) >= SHORTEST else ("", 0.0)
    detected = pairs("languages").get(code, (code,))[0] if code else ""
    candidates: list[Candidate[str]] = []
    if detected:
        candidates.append(Candidate(detected, detected, Source.TEXT, "body", 1.0 + 2.0 * sure))
    if told:
        tag = tidy(told)
        agrees = primary == detected or any({primary, detected} <= kin for kin in KIN)
        weight = 4.0 if agrees else 1.2 if detected and sure > 0.3 else 2.5
        detail = "html lang" if clues.embedded.language else "meta"
        source = Source.MARKUP if clues.embedded.language else Source.META
        candidates.append(Candidate(tag, tag, source, detail, weight, "the text is in another language"))
    if not candidates:
        return "", None
    winner = max(candidates, key=lambda one: one.weight)
    return winner.value, settle("language", winner, candidates)


def tidy(code: str) -> str:
    """Write a language tag as BCP 47 does: `pt-BR`, `zh-Hant`."""
    primary, *rest = code.split("-")
    parts = [part.upper() if len(part) == 2 else part.title() for part in rest[:2] if part.isalnum()]
    return "-".join([primary.lower(), *parts])


def sample(sheet: Sheet) -> str:
    """Give text of the article to detect its language from: the body, or else the longest lines."""
    rows = sheet.having(Role.BODY) or [
        row
        for row in sheet.rows
        if row.kind is Kind.PARAGRAPH and len(row.text) > 80 and row.links < len(row.text) // 2
    ]
    parts: list[str] = []
    size = 0
    for row in rows or sheet.rows:
        parts.append(row.text[:SAMPLE])
        size += len(row.text)
        if size > SAMPLE:
            break
    return "\n".join(parts)[:SAMPLE]
