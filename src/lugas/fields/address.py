"""The page's address, as the caller or the page gives it, and the one the page calls canonical."""

from __future__ import annotations

import re
from urllib.parse import unquote

from lugas.fields.candidates import Candidate, settle
from lugas.fields.clues import Clues
from lugas.fields.editions import is_broken, is_local, plain_address
from lugas.fields.title_lines import page_address
from lugas.model import Finding, Source
from lugas.page.embedded import address_key
from lugas.page.json_ld import values_of
from lugas.page.urls import clean_address, host, join, same_site

__all__ = ["Addresses", "choose_addresses"]

Addresses = tuple[str, str, tuple[Finding, ...]]
MOST_KNOWN = 60  # addresses of the page's head that tell how its host is written
LETTERS_OR_NUMBER = re.compile(r"[^\W\d_]{4,}|\d{4,}")
COMMON = frozenset(
    {"html", "news", "article", "articles", "read", "story", "berita", "index", "artikel", "detail"}
)


def choose_addresses(clues: Clues) -> Addresses:
    """Settle the page's address and its canonical address, with where each was read."""
    candidates = canonical_candidates(clues)
    findings: list[Finding] = []
    url = clues.url
    best = max(candidates, key=lambda one: one.weight, default=None)
    if best is not None and best.weight <= 0.0:
        best = None  # all that the page calls its own is some other page's
    if url:
        findings.append(Finding("url", url, Source.GIVEN, "url"))
    elif clues.cut.form == "text":
        shown = page_address(clues)
        url = clean_address(shown)
        if url:
            row = next(row for row in clues.cut.rows if shown in row.text)
            findings.append(
                Finding("url", url, Source.TEXT, f"line {row.first_line}" if row.first_line else "line")
            )
    elif best is not None:
        url = best.value
        findings.append(settle("url", best, candidates))
    elif clues.embedded.saved:
        url = clues.embedded.saved
        findings.append(Finding("url", url, Source.MARKUP, "saved from"))
    if best is None:
        return url, "", tuple(findings)
    findings.append(settle("canonical_url", best, candidates))
    return url, best.value, tuple(findings)


def told_addresses(clues: Clues) -> list[tuple[str, Source, str]]:
    """Give the addresses that the page calls its own as they are written, the most trusted first."""
    embedded = clues.embedded
    told = [
        (link.address, Source.LINK, "canonical") for link in embedded.links if link.relation == "canonical"
    ][:2]
    told += [(text, Source.OPEN_GRAPH, "og:url") for text in embedded.meta.get("og:url", ())[:1]]
    for name in ("mainEntityOfPage", "url"):
        told += [
            (text, Source.JSON_LD, f"article.{name}")
            for text in values_of(embedded.article.get(name), "@id", "url")[:1]
        ]
    return [(text.strip(), source, detail) for text, source, detail in told if text.strip()]


def canonical_candidates(clues: Clues) -> list[Candidate[str]]:
    """Give the addresses that the page calls its own, resolved and mended, the most trusted first."""
    told = told_addresses(clues)
    if not told:
        return []
    base = join(clues.url, clues.embedded.base) if clues.embedded.base else clues.url
    base = base or next((text for text, _, _ in told if text.startswith(("https://", "http://"))), "")
    base = base or clues.embedded.saved
    known = [clues.url, *(text for text, _, _ in told)]
    known += [link.address for link in clues.embedded.links[:MOST_KNOWN]]
    found: list[Candidate[str]] = []
    at_home = bool(clues.url) and is_local(clues.url)  # a page read from a machine without a public name
    for place, (text, source, detail) in enumerate(told):
        written = join(base, text)
        if not written or is_broken(written) or (not at_home and is_local(written)):
            continue
        address, mended = plain_address(written, known)
        if not address:
            continue
        candidate = Candidate(address, address, source, detail, 4.0 - place)
        if mended:
            candidate.detail = f"{detail} ({mended})"
        found.append(candidate)
    weigh(found, clues.url)
    return [one for one in found if one.weight > -9.0]


def weigh(candidates: list[Candidate[str]], url: str) -> None:
    """Take trust away from an address that cannot be the page's, and say why each but the best loses."""
    own = plain_address(url)[0] if url else ""
    for one in candidates:
        others = [other for other in candidates if other is not one and same_page(other.value, own)]
        if own and is_front(one.value) and not is_front(own):
            one.weight = -9.0  # on an article a template's mistake
        elif others and one.source is not Source.LINK and not same_site(one.value, own):
            one.weight, one.why = one.weight - 4.0, "is of another site"
        elif others and same_site(one.value, own) and not alike(one.value, own):
            one.weight, one.why = one.weight - 4.0, "its path has nothing in common with the page's"
    best = max(candidates, key=lambda one: one.weight, default=None)
    for one in candidates:
        if best is not None and not one.why:
            if same_page(one.value, best.value):
                one.why = "the same page, written another way"
            elif same_page(one.value, own):
                one.why = f"{best.detail} names another address than the page's own"


def same_page(address: str, other: str) -> bool:
    """Tell whether two addresses are one page's: the scheme, `www.` and parameters aside."""
    if address == other:
        return bool(address)
    key = address_key(address)
    return bool(key) and key == address_key(other) and host(address) == host(other)


def alike(address: str, url: str) -> bool:
    """Tell whether two addresses have a word or a number of their paths in common: sites reword their addresses."""
    one, other = telling_parts(address), telling_parts(url)
    return not one or not other or not one.isdisjoint(other)


def telling_parts(address: str) -> frozenset[str]:
    """Give the words and numbers of the last part of an address's path that name an article."""
    path = unquote(address_key(address)).rstrip("/").rpartition("/")[2] or address_key(address)
    return frozenset(LETTERS_OR_NUMBER.findall(path[:400])) - COMMON


def is_front(address: str) -> bool:
    """Tell whether an address is that of a site's front page."""
    return address.split("//", 1)[-1].rstrip("/").count("/") == 0 and "?" not in address
