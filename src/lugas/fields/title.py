"""The title: the one the page shows, where a heading shows it; else what it says of itself out of sight."""

from __future__ import annotations

from dataclasses import dataclass

from lugas.fields.candidates import Candidate, settle
from lugas.fields.clues import Clues
from lugas.fields.lists import words
from lugas.fields.site import site_names
from lugas.fields.title_forms import slug_words, title_key, title_variants, word_set
from lugas.fields.title_lines import lines_for_title
from lugas.model import Finding, Kind, Source
from lugas.page.json_ld import values_of
from lugas.page.rows import Cut, Row

__all__ = ["choose_title"]

# Tuned on the English and the international pages of the labelled sets.
WEIGHTS = {
    "og:title": 3.2,
    "twitter:title": 2.4,
    "headline": 3.0,
    "title": 2.5,
    "meta": 1.5,
    "itemprop=headline": 2.0,
}
META_TITLES = (
    "parsely-title",
    "sailthru.title",
    "dc.title",
    "dcterms.title",
    "article:title",
    "citation_title",
    "title",
    "headline",
)
SHOWN_ENOUGH = 2.6  # points from which a heading counts as the title
LONGEST_TITLE = 320
ROWS_LOOKED_AT = 400
TITLE_WORDS = frozenset(
    {"title", "headline", "titulo", "titre", "titel", "judul", "titolo", "heading", "header", "hed"}
)
NOT_TITLE_WORDS = frozenset(
    {
        "logo",
        "site",
        "brand",
        "related",
        "sidebar",
        "widget",
        "menu",
        "nav",
        "card",
        "teaser",
        "sub",
        "subtitle",
        "subheadline",
        "promo",
        "modal",
        "popup",
        "newsletter",
        "comments",
        "cookie",
        "consent",
    }
)


@dataclass(slots=True)
class Told:
    """What the page says of itself out of sight: candidates, and the forms of each (key, words, trust)."""

    candidates: list[Candidate[str]]
    forms: list[tuple[str, frozenset[str], float]]
    slug: frozenset[str]


def choose_title(clues: Clues) -> Finding | None:
    """Settle the title of a page; `None` when it has none."""
    names = site_names(clues)
    told = gather_told(clues, names)
    shown = lines_for_title(clues) if clues.cut.form == "text" else headings(clues.cut, told, names)
    best = max(shown, key=lambda one: one.weight, default=None)
    if best is not None and (best.weight >= SHOWN_ENOUGH or not told.candidates):
        for other in told.candidates:
            other.why = "the page shows another title"
        clues.shown_title = best.shown
        return settle("title", best, [*shown, *told.candidates])
    if not told.candidates:
        return None
    winner = choose_told(told)
    return settle("title", winner, [*shown, *told.candidates])


def gather_told(clues: Clues, names: frozenset[str]) -> Told:
    """Gather the titles that the page gives out of sight."""
    embedded = clues.embedded
    headline = values_of(embedded.article.get("headline") or embedded.article.get("name"))[:1]
    raw = [(text, Source.JSON_LD, "headline", WEIGHTS["headline"]) for text in headline]
    for name, source in (("og:title", Source.OPEN_GRAPH), ("twitter:title", Source.META)):
        if embedded.first(name):
            raw.append((embedded.first(name), source, name, WEIGHTS[name]))
    in_markup = embedded.properties.get("headline", ())[:1]
    raw += [(text, Source.MICRODATA, "headline", WEIGHTS["itemprop=headline"]) for text in in_markup]
    for name in META_TITLES:
        if embedded.first(name):
            raw.append((embedded.first(name), Source.META, name, WEIGHTS["meta"]))
            break
    if embedded.title:
        raw.append((embedded.title, Source.MARKUP, "title", WEIGHTS["title"]))
    candidates: list[Candidate[str]] = []
    forms: dict[str, tuple[frozenset[str], float]] = {}
    keys = {title_key(text) for text, *_ in raw}
    for text, source, detail, weight in raw:
        variants = title_variants(text, names)
        best = variants[0]
        if best == " ".join(text.split()):
            # No known name of the site in it; a form that another source gives in full is the title.
            best = next((form for form in variants[1:] if title_key(form) in keys), best)
        if not title_key(best) or title_key(best) in names:
            continue
        candidates.append(Candidate(best, best, source, detail, weight))
        for form in variants:
            forms.setdefault(title_key(form), (word_set(form), min(1.0, 0.7 + weight / 10)))
    known = [(key, found, trust) for key, (found, trust) in forms.items() if key]
    address = clues.url or embedded.link("canonical") or embedded.first("og:url")
    return Told(candidates, known, slug_words(address))


def choose_told(told: Told) -> Candidate[str]:
    """Choose among the titles given out of sight: the one that most of the weight agrees on."""

    def support(one: Candidate[str]) -> float:
        agreeing = sum(
            other.weight for other in told.candidates if title_key(other.value) == title_key(one.value)
        )
        return agreeing + one.weight / 10

    return max(told.candidates, key=support)


def headings(cut: Cut, told: Told, names: frozenset[str]) -> list[Candidate[str]]:
    """Give the headings that may be the title, each with its points."""
    found: list[Candidate[str]] = []
    seen_h1 = sum(row.kind is Kind.HEADING and row.level == 1 for row in cut.rows)
    prose = 0
    for row in cut.rows[:ROWS_LOOKED_AT]:
        if row.kind is Kind.PARAGRAPH and len(row.text) > 140:
            prose += 1
            if prose > 6:
                break
        shown = row.kind is Kind.HEADING or (prose < 2 and not TITLE_WORDS.isdisjoint(row_words(cut, row)))
        if not shown or not 2 <= len(row.text) <= LONGEST_TITLE:
            continue
        points = points_of(cut, row, told, names, lone=seen_h1 == 1) - 0.35 * prose
        name = f"h{row.level}" if row.kind is Kind.HEADING else row.tag or "heading"
        text = without_kicker(title_variants(row.text, names)[0], told)
        why = "another heading is the title"
        found.append(Candidate(text, text, Source.HEADING, name, points, why, shown=row.text))
    return found


def without_kicker(text: str, told: Told) -> str:
    """Take the kicker off a heading that holds both, where the page says which part is the title."""
    if any(title_key(candidate.value) == title_key(text) for candidate in told.candidates):
        return text
    for candidate in told.candidates:
        value = candidate.value
        if text.endswith(value) and 0 < len(text) - len(value) <= 40 and len(value) > 24:
            return value
    return text


def row_words(cut: Cut, row: Row) -> set[str]:
    """Give the class words of a row and of the two boxes around it."""
    found = set(row.words)
    index = row.box
    for _ in range(2):
        if index < 0:
            break
        box = cut.boxes[index]
        found.update(box.words)
        found.update(value for name, value in box.hints if name == "itemprop")
        index = box.parent
    return found


def points_of(cut: Cut, row: Row, told: Told, names: frozenset[str], *, lone: bool) -> float:
    """Weigh how much speaks for a heading being the title."""
    text = row.text
    key = title_key(text)
    if not key or key in names or text.strip().lower() in words("not_titles"):
        return -9.0
    points = {1: 2.0, 2: 0.6, 3: 0.2}.get(row.level, 0.0) if row.kind is Kind.HEADING else 0.0
    if row.level == 1 and lone:
        points += 0.6
    inner = set(row.words)
    if row.box >= 0:
        inner.update(cut.boxes[row.box].words)
        hints = dict(cut.boxes[row.box].hints)
        points += 1.5 * (hints.get("itemprop") in ("headline", "name"))
    points += 0.5 * (not TITLE_WORDS.isdisjoint(inner))
    points -= 1.0 * (not NOT_TITLE_WORDS.isdisjoint(inner))
    if told.forms:
        mine = word_set(text)
        agreement = max(
            (1.0 if form == key else 2 * len(mine & theirs) / (len(mine) + len(theirs) or 1)) * trust
            for form, theirs, trust in told.forms
        )
        points += 3.5 * agreement if agreement > 0.35 else -0.9
    if told.slug and len(text) > 8:
        common = len(told.slug.intersection(text.lower().split()))
        points += 1.2 * common / len(told.slug)
    around = cut.around(row)
    points -= 2.0 * any(box.tag in ("aside", "footer", "nav") for box in around)
    points -= 0.4 * any(box.hidden for box in around)
    points -= 1.2 * (row.links == len(text) and row.level != 1)
    count = len(text.split())
    points -= 0.8 * (count < 3 and text.isascii())
    return points
