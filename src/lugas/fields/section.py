"""The section path: from the breadcrumb, the embedded data, or the address where the page shows its word."""

from __future__ import annotations

from lugas.blocks.sheet import Sheet
from lugas.fields.candidates import Candidate, settle
from lugas.fields.clues import Clues
from lugas.fields.crumbs import Crumb, Here, crumbs_in_json_ld, outer_crumbs
from lugas.fields.lists import words
from lugas.fields.section_lines import from_labelled, from_lines
from lugas.fields.site import name_candidates
from lugas.fields.title_forms import title_key
from lugas.model import Finding, Source
from lugas.page.json_ld import values_of
from lugas.page.stored_record import told_sections

__all__ = ["choose_section"]

Path = tuple[str, ...]
LONGEST_LABEL = 48
DEEPEST = 5
METAS = (
    "article:section",
    "og:article:section",
    "parsely-section",
    "cxenseparse:category",
    "section",
    "category",
    "dc.subject",
)
# What a section's label in class names is not: an entry of the menu.
MENU_MARKS = ("menu", "nav")


def choose_section(
    clues: Clues, sheet: Sheet, names: frozenset[str], address: str, shown_at: int
) -> tuple[Path, Finding | None]:
    """Settle the section path of the article, the broadest first; `shown_at` is the row of its title."""
    here = Here(address)
    if here.host_key:  # may be a section's name, unless the site is called so
        names -= {here.host_key} - {title_key(one.value) for one in name_candidates(clues)}
    title = title_key(sheet.title)
    kept: list[Candidate[Path]] = []

    def keep(candidates: list[Candidate[Path]]) -> None:
        for candidate in candidates:
            path = tidy_path(candidate.value, title, names, here)
            if path:
                candidate.value = candidate.text = path
                kept.append(candidate)

    keep([*from_embedded(clues, here), *from_marks(clues, here), *from_record(clues)])
    told = frozenset(title_key(label) for one in kept if one.weight > 2.0 for label in one.value)
    keep([*from_labelled(sheet, here, told), *from_lines(sheet, shown_at, here, told)])
    if not kept or max(one.weight for one in kept) < 3.0:
        keep(from_address(sheet, here))
    if not kept:
        return (), None
    winner = longest_agreeing(max(kept, key=lambda one: one.weight), kept)
    winner.value = winner.text = as_shown(winner.value, kept, sheet)
    return winner.value, settle("section", winner, kept)


def longest_agreeing(winner: Candidate[Path], kept: list[Candidate[Path]]) -> Candidate[Path]:
    """Give the longer path that says the same and more: "Football" and "Sport, Football" agree."""
    for one in kept:
        longer = len(one.value) > len(winner.value) and winner.value[-1] in one.value
        if longer and one.weight >= 3.0 and one.source in (Source.BREADCRUMB, Source.JSON_LD):
            winner.why = f"{one.detail} tells more of the path"
            winner = one
    return winner


def as_shown(path: Path, kept: list[Candidate[Path]], sheet: Sheet) -> Path:
    """Give labels that are told in small letters as the page shows them: `nyheter` is "Nyheter" to readers."""
    found: list[str] = []
    for label in path:
        shown = label
        if label == label.lower() != label.upper():
            key = title_key(label)
            told = (text for one in kept for text in one.value)
            rows = (row.text.strip() for row in sheet.rows if len(row.text) < len(label) + 3)
            shown = next((text for text in told if is_spelling(text, key)), "") or next(
                (text for text in rows if is_spelling(text, key)), label
            )
        found.append(shown)
    return tuple(found)


def is_spelling(text: str, key: str) -> bool:
    """Tell whether a text is a word with the given key that begins with a capital letter."""
    return text[:1].isupper() and (not text.isupper() or len(text) < 4) and title_key(text) == key


def tidy_path(path: Path, title: str, names: frozenset[str], here: Here) -> Path:
    """Drop the front page, the site's name and the article itself from a section path."""
    found: list[str] = []
    for label in path:
        text = " ".join(label.split()).strip(" ›»>/|•→:,-·\u200b\u200e\u200f")
        key = title_key(text)
        if not key or len(text) > LONGEST_LABEL or key == title or key in names or key.isdigit():
            continue
        if len(key) > 20 and title.startswith(key[:-3]):
            continue
        low = text.lower()
        if (
            (low in words("not_sections") and not (low in words("language_sections") and here.holds(text)))
            or low in words("interface")
            or text.startswith(("http", "#", "©", "www."))
        ):
            continue
        if text not in found:
            found.append(text)
    return tuple(found[:DEEPEST])


def from_embedded(clues: Clues, here: Here) -> list[Candidate[Path]]:
    """Read the section out of JSON-LD, `<meta>` and microdata."""
    embedded = clues.embedded
    found: list[Candidate[Path]] = []
    for thing in embedded.about("BreadcrumbList")[:4]:
        crumbs = crumbs_in_json_ld(thing.get("itemListElement"), clues.url)
        labels = outer_crumbs(crumbs, here)
        weight = 5.0 if len(crumbs) > 1 else 2.5
        found.append(Candidate(labels, labels, Source.JSON_LD, "BreadcrumbList", weight))
    section = values_of(embedded.article.get("articleSection"), "name")
    if section:
        # Of several without an order, the one that the address names is where the article stands.
        one = next((text for text in section[:8] if here.holds(text)), section[0])
        path = split_path(one)
        found.append(Candidate(path, path, Source.JSON_LD, "article.articleSection", 4.5 - slug_loss(one)))
    for place, name in enumerate(METAS):
        text = embedded.first(name)
        if text and len(text) <= LONGEST_LABEL:
            source = Source.OPEN_GRAPH if ":section" in name else Source.META
            weight = 3.5 - 0.2 * place - slug_loss(text)
            found.append(Candidate(split_path(text), (text,), source, name, weight))
    in_markup = embedded.properties.get("articleSection", ())[:1]
    found += [
        Candidate(split_path(text), (text,), Source.MICRODATA, "articleSection", 3.4) for text in in_markup
    ]
    return found


def from_record(clues: Clues) -> list[Candidate[Path]]:
    """Read the section out of the record that the body was read from."""
    told = told_sections(clues.record) if clues.record is not None else ()
    return [
        Candidate(
            split_path(texts[0]), (texts[0],), Source.MARKUP, f"data: {name[:60]}", 2.6 - slug_loss(texts[0])
        )
        for name, texts in told
        if len(texts[0]) <= LONGEST_LABEL
    ]


def slug_loss(text: str) -> float:
    """Give the trust that a label loses for being a word of software: `culture_culture-lifestyle`."""
    joined = " " not in text and ("_" in text or ("-" in text and text == text.lower()))
    return 2.0 if joined else 0.0


def split_path(text: str) -> Path:
    """Split a section written as a path: `News/World`, `Sport > Football`; of a list the first counts."""
    for mark in (" > ", ">", " / ", "/", "|", "»", " › "):
        if mark in text:
            parts = tuple(part.strip() for part in text.split(mark)[:8] if part.strip())
            return parts if all(len(part) > 1 for part in parts) else (text,)
    first, comma, _ = text.partition(", ")
    return (first if comma and "&" not in text and not words("joiners").intersection(text.split()) else text,)


def from_marks(clues: Clues, here: Here) -> list[Candidate[Path]]:
    """Read the breadcrumb and the category links of the page."""
    found: list[Candidate[Path]] = []
    for mark in clues.marks:
        if mark.kind == "crumb" and not mark.foreign and mark.links:
            crumbs = [Crumb(text, here.join(address)) for text, address in mark.links[:12]]
            labels = outer_crumbs(crumbs, here)
            weight = 4.8 if len(mark.links) > 1 and labels else 3.0
            found.append(Candidate(labels, labels, Source.BREADCRUMB, mark.name, weight))
        elif mark.kind == "section" and not mark.foreign and 2 < len(mark.text) <= LONGEST_LABEL:
            if any(word in mark.name for word in MENU_MARKS):
                continue
            linked = mark.links[0][0] if mark.links else ""  # without "in", "Filed under" before it
            path = split_path(linked if len(linked) > 1 else mark.text)
            found.append(Candidate(path, path, Source.MARKUP, mark.name, 2.0 - 0.1 * len(found)))
        if len(found) > 8:
            break
    return found


def from_address(sheet: Sheet, here: Here) -> list[Candidate[Path]]:
    """Take folders of the address for the section, where the page shows the same word as a label."""
    folders = [part for part in (here.host_key, *here.folders) if 2 < len(part) < 32 and part[0].isalpha()]
    wanted = {title_key(part): part for part in folders if part not in words("not_sections")}
    shown: dict[str, str] = {}
    for row in sheet.rows:
        if len(row.text) <= LONGEST_LABEL and len(shown) < len(wanted):
            key = title_key(row.text)
            if key in wanted:
                shown.setdefault(key, row.text.strip())
    path = tuple(shown[key] for key in wanted if key in shown)
    detail = "".join(f"/{part}" for key, part in wanted.items() if key in shown) + "/"
    weight = 2.2 if here.host_key in shown else 1.5
    return [Candidate(path, path, Source.URL, detail, weight)] if path else []
