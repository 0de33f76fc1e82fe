"""The title: the one the page shows, where a heading shows it; else what it says of itself out of sight."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from lugas.fields.candidates import Candidate, settle
from lugas.fields.clues import Clues
from lugas.fields.kickers import LEAST_TOLD, LONGEST_KICKER, opening_kicker, without_kicker
from lugas.fields.lists import words
from lugas.fields.site import site_names
from lugas.fields.title_forms import slug_words, title_key, title_variants, word_set
from lugas.fields.title_lines import lines_for_title
from lugas.model import Finding, Kind, Source
from lugas.page.json_ld import values_of
from lugas.page.rows import Box, Cut, Row
from lugas.page.urls import host
from lugas.scripts import EASTERN

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
LONE_ENOUGH = (
    1.4  # the same for the page's only first-level heading, of several words: what is told may be older
)
LONE_WORDS = 4
LEAST_PLAIN = 15  # characters of a title that no heading shows
LONGEST_TITLE = 320
ROWS_LOOKED_AT = 400  # beyond, first-level headings alone
MOST_HEADINGS = 400
IN_CRUMBS = 3.6
FRONTS = frozenset({"", "index.htm", "index.html", "index.php"})
HOME = 2.5  # less, for a heading that leads to the front page
ASIDE = frozenset({"aside", "footer", "nav"})
TAIL = re.compile(r"\s{0,2}[-|–—_·:/<«‹(\[]\s{0,2}[^\s.,!?][^.,!?]{0,24}$")
CRUMB_WORDS = frozenset({"breadcrumb", "breadcrumbs", "crumb", "crumbs"})
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
    sections: frozenset[str] = frozenset()
    host: str = ""
    kickers: dict[str, str] = field(default_factory=dict)  # taken off headings, by the heading's text


def choose_title(clues: Clues) -> Finding | None:
    """Settle the title of a page; `None` when it has none."""
    names = site_names(clues)
    told = gather_told(clues, names)
    shown = lines_for_title(clues) if clues.cut.form == "text" else headings(clues.cut, told, names)
    best = max(shown, key=lambda one: one.weight, default=None)
    if best is not None and (best.weight >= SHOWN_ENOUGH or not told.candidates or stands_alone(best, shown)):
        for other in told.candidates:
            other.why = "the page shows another title"
        clues.shown_title = best.shown
        clues.kicker = take_kicker(best, clues, told)
        return settle("title", best, [*shown, *told.candidates])
    if not told.candidates:
        return None
    winner = choose_told(told)
    plain = shown_plainly(clues, told, winner.value)
    if plain is not None:
        clues.shown_title = plain.shown
        return settle("title", plain, [*shown, *told.candidates])
    return settle("title", winner, [*shown, *told.candidates])


def shown_plainly(clues: Clues, told: Told, whole: str) -> Candidate[str] | None:
    """Give the line that shows the told title without the site's name, where no heading does: a `<div>`, a cell."""
    if clues.cut.form == "text":
        return None
    forms = {key for key, *_ in told.forms} - {title_key(whole)}
    opening = whole[:LEAST_PLAIN]
    for row in clues.cut.rows if forms else ():
        if not row.text.startswith(opening) or row.links * 2 > len(row.text):
            continue
        text = row.text.partition("\n")[0].strip()
        if len(text) >= LEAST_PLAIN and whole.startswith(text) and title_key(text) in forms:
            return Candidate(text, text, Source.MARKUP, row.tag or "line", SHOWN_ENOUGH, shown=row.text)
    return None


def take_kicker(best: Candidate[str], clues: Clues, told: Told) -> str:
    """Take off the title what its heading opens with as a kicker, and give that; "" for none."""
    kicker, value = told.kickers.get(best.shown, ""), best.value
    if not kicker and clues.tree is not None:
        kicker, value = opening_kicker(clues.tree, best.detail, value, told.candidates)
    best.value = best.text = value
    return kicker


def stands_alone(best: Candidate[str], shown: list[Candidate[str]]) -> bool:
    """Tell whether a heading is the page's only one of the first level, and reads like a title."""
    others = sum(one.detail == best.detail for one in shown)
    several = len(best.value.split()) >= LONE_WORDS or EASTERN.search(best.value) is not None
    return best.detail == "h1" and others == 1 and several and best.weight >= LONE_ENOUGH


def section_names(clues: Clues) -> frozenset[str]:
    """Give the keys of what may stand beside a title and is none: the page's sections, and kinds of text."""
    embedded = clues.embedded
    told = (
        *values_of(embedded.article.get("articleSection"), "name"),
        *embedded.meta.get("article:section", ()),
    )
    return label_keys() | {title_key(name) for name in told[:12] if len(name) <= LONGEST_KICKER}


@lru_cache(maxsize=1)
def label_keys() -> frozenset[str]:
    """Give the keys of the kinds of text in the list."""
    return frozenset(title_key(label) for label in words("title_labels"))


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
    sections = section_names(clues)
    for text, source, detail, weight in raw:
        variants = title_variants(without_tail(text, [other for other, *_ in raw]), names, sections)
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
    return Told(candidates, known, slug_words(address), sections, host(address))


def without_tail(text: str, others: list[str]) -> str:
    """Take off a title what another source of the same page has not: "Harbour to close-politics"."""
    for other in others:
        rest = text[len(other) :]
        if len(other) >= LEAST_TOLD and text.startswith(other) and TAIL.match(rest):
            return other
    return text


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
    heading, paragraph = Kind.HEADING, Kind.PARAGRAPH
    seen_h1 = len([row for row in cut.rows if row.level == 1 and row.kind is heading])
    prose = 0
    for index, row in enumerate(cut.rows):
        kind, size = row.kind, len(row.text)
        if size > 140 and kind is paragraph:
            prose += 1
            if prose > 6:
                break
        early = index < ROWS_LOOKED_AT
        shown = (early or row.level == 1) if kind is heading else (early and prose < 2)
        if not shown or not 2 <= size <= LONGEST_TITLE:
            continue
        if kind is not heading and not is_named_title(cut, row):
            continue
        if len(found) >= MOST_HEADINGS:
            break
        points = points_of(cut, row, told, names, lone=seen_h1 == 1) - 0.35 * prose
        name = f"h{row.level}" if kind is heading else row.tag or "heading"
        text = title_variants(row.text, names, told.sections)[0]
        kicker, text = without_kicker(text, row, told.candidates)
        if kicker:
            told.kickers[row.text] = kicker
        why = "another heading is the title"
        found.append(Candidate(text, text, Source.HEADING, name, points, why, shown=row.text))
    return found


def is_named_title(cut: Cut, row: Row) -> bool:
    """Tell whether a row or one of the two boxes around it is called a title by its class words."""
    if not TITLE_WORDS.isdisjoint(row.words):
        return True
    index = row.box
    for _ in range(2):
        if index < 0:
            break
        box = cut.boxes[index]
        if not TITLE_WORDS.isdisjoint(box.words):
            return True
        for name, value in box.hints:
            if name == "itemprop" and value in TITLE_WORDS:
                return True
        index = box.parent
    return False


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
    aside = hidden = False
    for box in around:
        aside = aside or box.tag in ASIDE
        hidden = hidden or box.hidden
    points -= 2.0 * aside
    points -= IN_CRUMBS * is_crumb(row, around)
    points -= 0.4 * hidden
    linked = row.links == len(text)
    points -= 1.2 * (linked and row.level != 1)
    points -= HOME * (linked and leads_home(row, told.host))
    count = len(text.split())
    points -= 0.8 * (count < 3 and text.isascii())
    return points


def leads_home(row: Row, own: str) -> bool:
    """Tell whether a heading links to the front page of its own site, as the name of a blog does."""
    url = next((span.url for span in row.spans if span.kind == "link"), "")
    if "://" in url:
        return bool(own) and host(url) == own and url.partition("://")[2].partition("/")[2].lower() in FRONTS
    return url[:1] == "/" and url[1:].lower() in FRONTS


def is_crumb(row: Row, around: list[Box]) -> bool:
    """Tell whether a heading is the last step of a breadcrumb: it names the page for searching, in small print."""
    if not CRUMB_WORDS.isdisjoint(row.words):
        return True
    if any(not CRUMB_WORDS.isdisjoint(box.words) for box in around[:4]):
        return True
    tags = [box.tag for box in around[:3]]
    if tags and tags[0] == row.tag:  # a heading is a box of its own
        tags = tags[1:]
    return row.level == 1 and tags[:1] == ["li"] and tags[1:2] in (["ol"], ["ul"])
