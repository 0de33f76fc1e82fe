"""The site a page belongs to."""

from __future__ import annotations

from lugas.fields.candidates import Candidate, settle
from lugas.fields.clues import Clues
from lugas.fields.editions import plain_address
from lugas.fields.lists import words
from lugas.fields.title_forms import SEPARATOR, title_key
from lugas.fields.title_lines import page_address
from lugas.model import Finding, Site, Source
from lugas.page.json_ld import values_of
from lugas.page.urls import host

__all__ = ["choose_site", "site_names"]

LONGEST_NAME = 80
SLOGAN_WORDS, SLOGAN_LENGTH = 4, 26  # of a piece of a name, from which it is a slogan
GENERIC = frozenset(
    {"com", "co", "news", "www", "net", "org", "www2", "amp", "m", "mobile", "edition", "blog"}
)


def name_candidates(clues: Clues) -> list[Candidate[str]]:
    """Give the names that the page calls its site by."""
    embedded = clues.embedded
    found: list[Candidate[str]] = []

    def add(text: str, source: Source, detail: str, weight: float) -> None:
        text = text.strip(" -–—|·:»«<>")
        if text and len(text) <= LONGEST_NAME and "://" not in text:
            found.append(Candidate(text, text, source, detail, weight))

    add(embedded.first("og:site_name"), Source.OPEN_GRAPH, "og:site_name", 4.0)
    publisher = embedded.resolve(embedded.article.get("publisher"))
    for name in values_of(publisher, "name")[:1]:
        add(name, Source.JSON_LD, "publisher.name", 3.0)
    for thing in embedded.about("WebSite", "NewsMediaOrganization"):
        for name in values_of(thing.get("name"))[:1]:
            add(name, Source.JSON_LD, "WebSite.name", 2.5)
    application = embedded.first("application-name", "apple-mobile-web-app-title")
    if not (found and application == embedded.first("og:title") and application != found[0].value):
        add(application, Source.META, "application-name", 2.0)  # some fill it with the title of each page
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
    where = host(plain_address(address)[0]) if address else ""  # not that of the AMP page, or of a cache
    candidates = name_candidates(clues)
    label = host_label(where)
    others = frozenset(title_key(one.value) for one in candidates)
    for one in list(candidates):
        plain = without_slogan(one.value, label, others)
        if plain != one.value:
            candidates.append(Candidate(plain, plain, one.source, one.detail, one.weight))
            one.weight, one.why = one.weight - 3.0, "the name with a slogan"
        elif one.value.lower() in words("not_sections") and title_key(one.value) != label:
            one.weight, one.why = one.weight - 5.0, "names a page, not the site"
    if not candidates:
        candidates = in_page_title(clues, label)
    winner = max(candidates, key=lambda one: one.weight, default=None)
    if winner is not None and winner.weight > 0.0:
        return Site(winner.value, where), settle("site", winner, candidates)
    if where:
        return Site("", where), Finding("site", where, Source.URL, "host")
    return Site(), None


def host_label(where: str) -> str:
    """Give the key of the name in a host that is the site's own: "kompas" of `regional.kompas.com`."""
    labels = [label for label in where.split(".")[:-1] if label not in GENERIC]
    return title_key(max(labels[-2:], key=len, default=""))


def without_slogan(name: str, label: str, others: frozenset[str]) -> str:
    """Take what is no name off a name: "MIXED.de" of "News zu VR, AR und KI | MIXED.de".

    `label` is the key of the host, `others` are those of the other names the site goes by: of several pieces the
    one that is one of them is the name, or else the first.
    """
    pieces = [piece for piece in SEPARATOR.split(name) if piece and piece.strip()]
    if len(pieces) < 2:
        return name
    keys = [title_key(piece) for piece in pieces]
    place = next((index for index, key in enumerate(keys) if key and (key in others or key == label)), -1)
    if place < 0 and label:
        place = next(
            (index for index, key in enumerate(keys) if len(label) > 3 and key.startswith(label)), -1
        )
    rest = [piece for index, piece in enumerate(pieces) if index != max(place, 0)]
    slogan = any(len(piece.split()) >= SLOGAN_WORDS or len(piece) > SLOGAN_LENGTH for piece in rest)
    return pieces[max(place, 0)].strip() if slogan else name


def in_page_title(clues: Clues, label: str) -> list[Candidate[str]]:
    """Give the piece of the page's `<title>` that has the host's name, where nothing else tells the site's."""
    pieces = SEPARATOR.split(clues.embedded.title[:300]) if len(label) > 3 else []
    for piece in pieces[1:][::-1] or pieces[:0]:
        key = title_key(piece)
        if key.startswith(label) and len(key) <= len(label) + 14:
            text = piece.strip()
            return [Candidate(text, text, Source.MARKUP, "title", 1.5)]
    return []
