"""The site a page belongs to."""

from __future__ import annotations

from lugas.fields.candidates import Candidate, settle
from lugas.fields.clues import Clues
from lugas.fields.title_forms import title_key
from lugas.fields.title_lines import page_address
from lugas.model import Finding, Site, Source
from lugas.page.json_ld import values_of
from lugas.page.urls import host

__all__ = ["choose_site", "site_names"]

GENERIC = frozenset(
    {"com", "co", "news", "www", "net", "org", "www2", "amp", "m", "mobile", "edition", "blog"}
)


def name_candidates(clues: Clues) -> list[Candidate[str]]:
    """Give the names that the page calls its site by."""
    embedded = clues.embedded
    found: list[Candidate[str]] = []

    def add(text: str, source: Source, detail: str, weight: float) -> None:
        if text and len(text) <= 80 and "://" not in text:
            found.append(Candidate(text, text, source, detail, weight))

    add(embedded.first("og:site_name"), Source.OPEN_GRAPH, "og:site_name", 4.0)
    publisher = embedded.resolve(embedded.article.get("publisher"))
    for name in values_of(publisher, "name")[:1]:
        add(name, Source.JSON_LD, "publisher.name", 3.0)
    for thing in embedded.about("WebSite", "NewsMediaOrganization"):
        for name in values_of(thing.get("name"))[:1]:
            add(name, Source.JSON_LD, "WebSite.name", 2.5)
    add(
        embedded.first("application-name", "apple-mobile-web-app-title"), Source.META, "application-name", 2.0
    )
    add(embedded.first("al:android:app_name", "al:ios:app_name"), Source.META, "app_name", 1.0)
    return found


def site_names(clues: Clues) -> frozenset[str]:
    """Give the keys of every name the site goes by: what it calls itself, and its host."""
    names = {title_key(candidate.value) for candidate in name_candidates(clues)}
    twitter = clues.embedded.first("twitter:site").lstrip("@")
    names.add(title_key(twitter))
    where = (
        host(page_address(clues))
        or host(clues.embedded.link("canonical"))
        or host(clues.embedded.first("og:url"))
    )
    if where:
        names.add(title_key(where))
        labels = [label for label in where.split(".")[:-1] if label not in GENERIC and len(label) > 1]
        names.update(title_key(label) for label in labels)
        names.update(title_key(".".join(where.split(".")[index:])) for index in range(1, where.count(".")))
    return frozenset(name for name in names if len(name) > 1)


def choose_site(clues: Clues, address: str) -> tuple[Site, Finding | None]:
    """Settle the name of the site and its host."""
    where = host(address)
    candidates = name_candidates(clues)
    winner = max(candidates, key=lambda one: one.weight, default=None)
    if winner is not None:
        return Site(winner.value, where), settle("site", winner, candidates)
    if where:
        return Site("", where), Finding("site", where, Source.URL, "host")
    return Site(), None
