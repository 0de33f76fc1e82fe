"""The page's address, as the caller or the page gives it, and the one the page calls canonical."""

from __future__ import annotations

from lugas.fields.candidates import Candidate, settle
from lugas.fields.clues import Clues
from lugas.fields.title_lines import page_address
from lugas.model import Finding, Source
from lugas.page.json_ld import values_of
from lugas.page.urls import clean_address, join

__all__ = ["Addresses", "choose_addresses"]

Addresses = tuple[str, str, tuple[Finding, ...]]


def choose_addresses(clues: Clues) -> Addresses:
    """Settle the page's address and its canonical address, with where each was read."""
    candidates = canonical_candidates(clues)
    findings: list[Finding] = []
    url = clues.url
    if url:
        findings.append(Finding("url", url, Source.GIVEN, "url"))
    elif clues.cut.form == "text":
        url = clean_address(page_address(clues))
        if url:
            row = next(row for row in clues.cut.rows if page_address(clues) in row.text)
            findings.append(
                Finding("url", url, Source.TEXT, f"line {row.first_line}" if row.first_line else "line")
            )
    elif candidates:
        url = candidates[0].value
        findings.append(settle("url", candidates[0], candidates))
    canonical = ""
    if candidates:
        canonical = candidates[0].value
        findings.append(settle("canonical_url", candidates[0], candidates))
    return url, canonical, tuple(findings)


def canonical_candidates(clues: Clues) -> list[Candidate[str]]:
    """Give the addresses that the page calls its own, the most trusted first."""
    embedded = clues.embedded
    base = join(clues.url, embedded.base) if embedded.base else clues.url
    raw = [
        (link.address, Source.LINK, "canonical") for link in embedded.links if link.relation == "canonical"
    ][:2]
    raw.append((embedded.first("og:url"), Source.OPEN_GRAPH, "og:url"))
    for name in ("mainEntityOfPage", "url"):
        raw += [
            (text, Source.JSON_LD, f"article.{name}")
            for text in values_of(embedded.article.get(name), "@id", "url")[:1]
        ]
    found: list[Candidate[str]] = []
    for place, (text, source, detail) in enumerate(raw):
        address = join(base, text) if text else ""
        # A front page's address on an article is a template's mistake.
        if address and not (is_front(address) and clues.url and not is_front(clues.url)):
            found.append(Candidate(address, address, source, detail, 4.0 - place))
    return found


def is_front(address: str) -> bool:
    """Tell whether an address is that of a site's front page."""
    return address.split("//", 1)[-1].rstrip("/").count("/") == 0 and "?" not in address
