"""Who may read the article at its source, weighed from signals that do not depend on each other.

What the page declares (JSON-LD with its closed parts, `<meta>`, microdata) weighs most. What it shows weighs together:
a prompt in the body's place, a text that breaks off, a declared number of words far above what is there. No text alone
says that an article is free, so only a declaration does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lugas.blocks.sheet import Sheet
from lugas.fields.access.closed_parts import closed_parts
from lugas.fields.access.prompts import shown_signs
from lugas.fields.access.signs import Sign
from lugas.fields.candidates import bounded
from lugas.fields.clues import Clues
from lugas.fields.lists import pairs
from lugas.model import Access, Finding, Rival, Source
from lugas.page.json_ld import types_of, values_of

__all__ = ["choose_access", "declared_access", "told_free"]

# Points of a declaration, and how many say that it is so; those of what a page shows stand in `prompts`.
FREE_TOLD, NOT_FREE, TIER, PART, PART_UNSEEN = 3.0, 3.0, 2.5, 3.5, 1.5
ENOUGH = 2.0
MOST_EVIDENCE = 8

DECLARED = frozenset({Source.JSON_LD, Source.META, Source.OPEN_GRAPH, Source.MICRODATA})
FREE_NAMES = ("isAccessibleForFree", "isAccesibleForFree", "isAccessibleForfree")  # as pages write it
CXENSE = ("paywall", "premium", "locked", "paid", "access")
TRUE = frozenset({"true", "1", "yes", "y", "on", "ja", "ya", "oui", "si", "sí"})
FALSE = frozenset({"false", "0", "no", "n", "off", "nein", "tidak", "non", "none"})
WHOLE_PAGE = frozenset({"WebPage", "ItemPage"})


def choose_access(clues: Clues, sheet: Sheet, *, split: bool = False) -> tuple[Access, Finding | None]:
    """Settle who may read the article; `split` tells that the page is one part of several, so that it ends early."""
    signs = [*declared_signs(clues), *shown_signs(clues, sheet, split=split)]
    if not signs:
        return Access.UNKNOWN, None  # most pages
    totals = {kind: sum((sign.points for sign in signs if sign.access is kind), 0.0) for kind in Access}
    kind = max(Access, key=lambda each: (totals[each], each is Access.PAID))
    if totals[kind] < ENOUGH:
        return Access.UNKNOWN, None
    if is_metered(kind, signs):
        kind = Access.METERED
    mine = sorted((sign for sign in signs if sign.access is kind), key=lambda sign: -sign.points)
    first = mine[0]
    evidence = "; ".join(list(dict.fromkeys(sign.detail for sign in mine))[:MOST_EVIDENCE])
    return kind, Finding("access", kind.value, first.source, evidence, rivals_of(kind, signs, first))


def is_metered(kind: Access, signs: Iterable[Sign]) -> bool:
    """Tell whether "not free", or "free", is said of an article that the page calls metered, which tells more."""
    counted = [sign for sign in signs if sign.access is Access.METERED]
    if kind is Access.FREE:
        return any(sign.source is Source.META for sign in counted)
    if kind is not Access.PAID or sum((sign.points for sign in counted), 0.0) < ENOUGH:
        return False
    return not any(sign.sure_paid for sign in signs if sign.access is kind)


def rivals_of(kind: Access, signs: Iterable[Sign], first: Sign) -> tuple[Rival, ...]:
    """Tell what disagrees with the value, and why it lost."""
    found: list[Rival] = []
    for sign in sorted(signs, key=lambda each: -each.points):
        if sign.access is kind:
            continue
        if kind is Access.METERED and not sign.sure_paid:
            why = f"is said of metered articles too, and {first.detail} tells more"
        elif sign.source in DECLARED and first.source not in DECLARED:
            why = "is declared, but the page shows otherwise"
        else:
            why = f"{first.detail} weighs more"
        found.append(Rival(sign.access.value, sign.source, sign.detail, why))
    return bounded(found)


def declared_access(finding: Finding | None) -> Access:
    """Tell who may read an article by what its page declares alone, from the finding of its access."""
    if finding is None:
        return Access.UNKNOWN
    told = [(finding.value, finding.source), *((rival.value, rival.source) for rival in finding.rivals)]
    return next((Access(str(value)) for value, source in told if source in DECLARED), Access.UNKNOWN)


def told_free(finding: Finding | None) -> bool:
    """Tell whether a metered article is one that its page's own data calls free: whoever asks for it is given it."""
    return (
        finding is not None
        and finding.value == Access.METERED.value
        and any(each.value == Access.FREE.value and each.source is Source.JSON_LD for each in finding.rivals)
    )


def declared_signs(clues: Clues) -> Iterator[Sign]:
    """Give what a page declares."""
    yield from json_ld_signs(clues)
    for text in clues.embedded.properties.get("isAccessibleForFree", ())[:1]:
        kind = meaning_of("open", text)
        if kind is not None:
            yield Sign(kind, FREE_TOLD, Source.MICRODATA, f"isAccessibleForFree: {text[:40]}")
    names = pairs("access_names")
    for name, values in clues.embedded.meta.items():
        polarity = names.get(name, ("",))[0] or cxense_polarity(name)
        if polarity and values:
            yield from meta_sign(name, values[0], polarity)
        elif name == "mrf:tags":  # Marfeel's: "contentAccess:premium;editorialTone:news"
            for pair in ";".join(values[:4]).split(";"):
                key, _, value = pair.partition(":")
                if key.strip().lower() in names:
                    yield from meta_sign(f"mrf:tags {key.strip()}", value, "tier")


def meta_sign(name: str, value: str, polarity: str) -> Iterator[Sign]:
    """Give what one `<meta>` declares."""
    kind = meaning_of(polarity, value)
    if kind is not None:
        sure = value.strip().lower() not in FALSE | TRUE
        yield Sign(kind, TIER, Source.META, f"{name}: {value.strip()[:40]}", sure_paid=sure)


def cxense_polarity(name: str) -> str:
    """Tell how a name is meant that a site made up for Cxense: `cXenseParse:abc-paywall`."""
    if not name.startswith("cxenseparse") or "always" in name:  # not always closed is not open
        return ""
    told = next((word for word in CXENSE if word in name), "")
    return "" if not told else "tier" if told == "access" else "closed"


def meaning_of(polarity: str, value: str) -> Access | None:
    """Tell what a declared value says under a name of one of the polarities."""
    text = value.strip().lower().rsplit("/", 1)[-1]
    told = pairs("access_values").get(text, ("",))[0]
    if told:
        return Access(told)
    if polarity == "tier" or (text not in TRUE and text not in FALSE):
        return None
    return Access.FREE if (text in TRUE) is (polarity == "open") else Access.PAID


def json_ld_signs(clues: Clues) -> Iterator[Sign]:
    """Give what the JSON-LD declares: of the article or its page, and of the parts that are closed."""
    embedded = clues.embedded
    article = embedded.article
    pages = [thing for thing in embedded.things if not WHOLE_PAGE.isdisjoint(types_of(thing))]
    own = [("article", article), *(("page", thing) for thing in pages[:1])]
    told = next(
        ((where, name, thing[name]) for where, thing in own for name in FREE_NAMES if name in thing), None
    )
    if told is not None:
        where, name, value = told
        text = str(value).lower() if isinstance(value, bool) else next(iter(values_of(value)), "")
        kind = meaning_of("open", text)
        if kind is not None:
            points = FREE_TOLD if kind is Access.FREE else NOT_FREE
            yield Sign(kind, points, Source.JSON_LD, f"{where}.{name}: {text[:40]}")
    for part in closed_parts(clues):
        points = PART if part.seen else PART_UNSEEN
        yield Sign(Access.PAID, points, Source.JSON_LD, part.told)
