"""Elements whose class, rel or itemprop hints at a field, gathered in one pass over the tree."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from lugas.fields.lists import words
from lugas.page.tree import Document, Element
from lugas.remembered import remembered

__all__ = ["FOREIGN_TAGS", "Mark", "MarkKind", "find_marks", "stands_among"]

MarkKind = Literal["heading", "time", "date", "author", "crumb", "tag", "section"]

Hint = tuple[MarkKind, str]
Place = Literal["foreign", "menu", "top", "own"]

MOST_MARKS = 400
LONGEST_TEXT = 600
LONGEST_NAMES = 400
HIGHEST = 30  # elements around another that tell where it stands
# The elements that may hint at a field by more than their class; some are asked for by a part of what they must say,
# for nearly all others are ruled out so before Python sees them.
BY_MORE = (
    "h1,h2,time,[id],[data-testid],[itemprop],a[rel*=author i],a[rel*=tag i],"
    "nav[aria-label*=breadcrumb i],nav[itemtype*=breadcrumb i],ol[aria-label*=breadcrumb i],"
    "ol[itemtype*=breadcrumb i],ul[aria-label*=breadcrumb i],ul[itemtype*=breadcrumb i]"
)
WITH_HINTS = f"[class],{BY_MORE}"
SKIPPED = frozenset(
    [
        "html",
        "body",
        "main",
        "article",
        "script",
        "style",
        "form",
        "input",
        "img",
        "svg",
        "path",
        "button",
        "template",
        "link",
        "meta",
        "head",
        "br",
        "picture",
        "source",
        "iframe",
        "use",
        "g",
        "noscript",
        "select",
        "option",
        "textarea",
    ]
)
# A part of every name that the patterns below find; one stands for several words where they have it in common.
_STUBS = """
ategor auteur author autor byline creditline crumb dat editor-name etiket etiquet fecha forfatter jurnalis
journalist keyword meta muhabir penulis post-labels posted publish redator reporter schlagw skribent tag tanggal tarih
time topic verfasser waktu wartawan writer yazar
"""
STUBS = tuple(_STUBS.split())
AUTHOR = re.compile(
    r"author|byline(?! post-labels)|autor(?!e-?play)|writer|penulis|reporter|journalist|editor-name|creditline|redator|"
    r"(?<!h)auteur|forfatter|jurnalis(?!m|ti)|muhabir|skribent|verfasser|wartawan|yazar(?!lar)",
)
DATE = re.compile(r"date|time|publish|posted|fecha|datum|tanggal|waktu|tarih|meta|\bdata\b")
NOT_DATE = re.compile(r"update-|timeline|candidate|lifetime|datepicker|metadata-|sentiment|overtime")
CRUMB = re.compile(r"crumb")
TAG = re.compile(
    r"(?:^|[-_ ])(?:article-?)?tags?(?:$|[-_ ])|tag-?(?:list|item|link|cloud)|topics?(?:$|[-_ ])|keyword|"
    r"(?:^|[-_ ])(?:etiketler|etiquetas|schlagw(?:orte|oe?rter))(?:$|[-_ ])|post-labels",
)
SECTION = re.compile(r"categor|kategori")
KINDS: tuple[tuple[re.Pattern[str], MarkKind], ...] = (
    (AUTHOR, "author"),
    (TAG, "tag"),
    (SECTION, "section"),
    (DATE, "date"),
)
# Places that hold other pages' authors, dates and tags.
# Each alternative begins with a letter, which makes the search three times as fast.
FOREIGN = re.compile(
    r"related|sidebar|recommend|comment(?!ary)|trending|popular|most-?read|terkait|terpopuler|widget|newsletter|"
    r"read-?more|more-?(?:from|stories|news)|also-?read|teaser|latest|recirc|outbrain|taboola|promo|carousel|"
    r"card(?<=[-_ ]card)|next-?(?:article|story|post)|infinite|mega-?menu|"
    # an article has a foot of its own, with its topics
    r"footer(?<!article-footer)(?<!article_footer)(?<!entry-footer)(?<!entry_footer)(?<!post-footer)(?<!post_footer)",
)
# Elementor calls all that it holds a widget: these are names of any of its elements, and of an article's own parts.
BUILT = frozenset({"elementor-widget", "elementor-widget-container", "elementor-widget-wrap"})
BUILT_PARTS = (
    *("elementor-widget-author-box", "elementor-widget-heading", "elementor-widget-post-info"),
    *("elementor-widget-text-editor", "elementor-widget-theme-post-"),
)
# What WordPress calls an article, whose class it has filled with the article's own labels: `category-latest-headlines`.
POSTED = frozenset({"hentry", "status-publish", "type-post"})
LABELS_OF_POSTS = ("category-", "tag-")
# Attributes in which scripts find a moment, in seconds since 1970 or in ISO 8601.
STAMPS = (
    "data-timestamp",
    "data-time",
    "data-date",
    "data-datetime",
    "data-published",
    "data-utime",
    "data-epoch",
)
LINKED = frozenset({"author", "crumb", "section", "tag"})
FOREIGN_TAGS = frozenset({"aside", "footer", "nav"})
CRUMB_FOREIGN_TAGS = FOREIGN_TAGS - {"nav"}


class Mark(Struct, eq=False, gc=False):
    """An element that hints at a field: what kind of hint, its text, its attribute, and where it stands.

    `value` is what the attribute gives (`datetime` of a time, the address of a link), `name` what the hint
    was (`time`, `rel=author`, `.byline`). `foreign` tells that it stands among other pages' links, which is not
    asked of headings.
    """

    kind: MarkKind
    name: str
    text: str
    value: str = ""
    foreign: bool = False
    order: int = 0
    links: tuple[tuple[str, str], ...] = ()


def find_marks(tree: Document) -> list[Mark]:
    """Gather the elements that hint at a field, in page order."""
    found: list[Mark] = []
    order = 0
    known: dict[Element, Place] = {}
    for element, tag, names in likely_elements(tree):
        hint = hint_of(element, tag, names)
        if hint is None:
            continue
        order += 1
        kind, told = hint
        apart = kind == "author" and tag != "a"
        text = lines_of(element) if apart else line_of(element)
        value = (element.attr("datetime") or element.attr("content") or element.attr("href") or "").strip()
        if not value and kind in ("time", "date"):
            value = stamp_of(element)
        if (not text and not value) or (len(text) > LONGEST_TEXT and kind != "tag"):
            continue
        foreign = kind != "heading" and is_foreign(element, kind, known)
        links = links_in(element) if kind in LINKED and not foreign else ()
        found.append(Mark(kind, told, text, value, foreign, order, links))
        if len(found) >= MOST_MARKS:
            break
    return found


def likely_elements(tree: Document) -> list[tuple[Element, str, str]]:
    """Give the elements that may hint at something, with their tags and what in their names may, "" for nothing."""
    more = {element: own_names(element) for element in tree.select(BY_MORE)}
    elements = tree.select(WITH_HINTS)
    classes = [element.attr("class") or "" for element in elements]
    hinting = with_stubs({*classes, *more.values()})
    found: list[tuple[Element, str, str]] = []
    for element, told in zip(elements, classes, strict=True):
        if told not in hinting and element not in more:
            continue  # most
        tag = element.tag
        if tag not in SKIPPED:
            own = more.get(element)
            hints = told in hinting or own in hinting
            # longer ones are style sheets in the class
            found.append((element, tag, f"{told} {own or ''}"[:LONGEST_NAMES].lower() if hints else ""))
    return found


def own_names(element: Element) -> str:
    """Give the id and the test name of an element, which hardly any has in common with others."""
    identity, tested = element.attr("id"), element.attr("data-testid")
    return f"{identity or ''} {tested or ''}" if identity or tested else ""


def with_stubs(every: set[str]) -> set[str]:
    """Give those of the names of all elements that may hint at something.

    Most hint at nothing: plain searches in all at once rule them out far faster than the patterns do one by one.
    """
    names = list(every)
    text = "\0".join(names).lower()  # no attribute holds a zero: the parser writes another sign for it
    found: set[str] = set()
    for stub in STUBS:
        at = text.find(stub)
        while at >= 0:
            end = text.find("\0", at)
            end = len(text) if end < 0 else end
            found.add(text[text.rfind("\0", 0, at) + 1 : end])
            at = text.find(stub, end)
    return {name for name, low in zip(names, text.split("\0"), strict=False) if low in found}


def hint_of(element: Element, tag: str, names: str) -> Hint | None:
    """Tell what an element hints at, and by what; `None` for most elements.

    `names` are its class, id and test names, "" where nothing is in them.
    """
    if tag in ("h1", "h2"):
        return "heading", tag
    hint = hint_in_attributes(element, tag) if tag in ("a", "time") or element.attr("itemprop") else None
    if hint is None and names:
        hint = hint_in_names(names)
    if hint is None and tag in ("nav", "ol", "ul") and is_breadcrumb(element):
        return "crumb", "breadcrumb"
    return hint


def hint_in_attributes(element: Element, tag: str) -> Hint | None:
    """Tell what an element's itemprop, rel or name hints at."""
    itemprop = element.attr("itemprop") or ""
    told = element.attr("rel") if tag == "a" else None
    relations = told.lower().split() if told else []
    if "author" in relations:
        return "author", "rel=author"
    if itemprop in ("author", "creator"):
        return "author", "itemprop=author"
    if tag == "time" or itemprop.startswith("date"):
        return "time", itemprop or "time"
    return ("tag", "rel=tag") if "tag" in relations else None


def stamp_of(element: Element) -> str:
    """Give the moment that an element of a time keeps for scripts, "" for none."""
    return next((value.strip() for name in STAMPS if (value := element.attr(name))), "")


def is_breadcrumb(element: Element) -> bool:
    """Tell whether an element calls itself a breadcrumb elsewhere than in its class."""
    named = f"{element.attr('aria-label') or ''} {element.attr('itemtype') or ''}"
    return "breadcrumb" in named.lower()


@lru_cache(maxsize=8192)
def hint_in_names(names: str) -> Hint | None:
    """Tell what the class, id and test names of an element hint at."""
    if CRUMB.search(names):
        return "crumb", "breadcrumb"
    for pattern, kind in KINDS:
        match = pattern.search(names)
        if match and not (kind == "date" and NOT_DATE.search(names)):
            word = match[0].strip(" -_")
            return kind, "." + next((name for name in names.split() if word in name), word)
    return None


def line_of(element: Element) -> str:
    """Give the text of an element, read no further than is of use: a class may stand on the whole page."""
    pieces: list[str] = []
    size = 0
    for piece in element.strings:
        if pieces and piece[:1].isupper() and pieces[-1][-1:].islower():
            pieces.append(" ")  # markup alone parts a name from the label of the date after it
        pieces.append(piece)
        size += len(piece)
        if size > 2 * LONGEST_TEXT:
            break
    return " ".join("".join(pieces).split())


def lines_of(element: Element) -> str:
    """Give the text of an element, a line for each piece of it, but joined at commas and joining words."""
    text = ""
    joiners = words("joiners")
    for piece in element.stripped_strings:
        part = " ".join(piece.split())
        glued = part[:1] in ",&.'’-" or text.endswith((",", "&")) or part.lower() in joiners
        glued = glued or text.rpartition(" ")[2].lower() in joiners
        text += f"{' ' if glued else chr(10)}{part}"
        if len(text) > LONGEST_TEXT:
            break
    return text.strip()


def links_in(element: Element) -> tuple[tuple[str, str], ...]:
    """Give the text and address of the links in an element, or of the link it is."""
    if element.tag == "a":
        return ((" ".join(element.text.split()), element.attr("href") or ""),)
    found = element.find_all("a", limit=40)
    return tuple((" ".join(link.text[:200].split()), link.attr("href") or "") for link in found)


def is_foreign(element: Element, kind: str, known: dict[Element, Place]) -> bool:
    """Tell whether an element stands where a page shows its links to other pages.

    `known` keeps what is told by the elements around, which many have in common.
    """
    for height, above in enumerate(element.ancestors):
        if not isinstance(above, Element) or height > HIGHEST:
            return False
        place = known.get(above)
        if place is None:
            place = known[above] = place_of(above)
        if place == "top":
            return False
        if place == "foreign" or (place == "menu" and kind != "crumb"):
            return True
    return False


def place_of(element: Element) -> Place:
    """Tell what place of a page an element is: for links to other pages, for its menu, all of it, or none of these."""
    tag = element.tag
    if tag in ("body", "main"):
        return "top"
    names = f"{element.attr('class') or ''} {element.attr('id') or ''}"
    if tag in CRUMB_FOREIGN_TAGS or (len(names) > 1 and sounds_foreign(names)):
        return "foreign"
    return "menu" if tag in FOREIGN_TAGS else "own"


def stands_among(element: Element, tags: frozenset[str], sounds: Callable[[str], bool]) -> bool:
    """Tell whether one of the elements around has one of some tags, or class names that sound like what is asked."""
    for height, above in enumerate(element.ancestors):
        if not isinstance(above, Element) or above.tag in ("body", "main") or height > HIGHEST:
            return False
        if above.tag in tags:
            return True
        names = f"{above.attr('class') or ''} {above.attr('id') or ''}"
        if len(names) > 1 and sounds(names):
            return True
    return False


@remembered(8192)
def sounds_foreign(names: str) -> bool:
    """Tell whether class names are those of a place for links to other pages."""
    low = names.lower()
    if FOREIGN.search(f" {low}") is None:
        return False  # most
    every = low.split()
    dropped = BUILT_PARTS if POSTED.isdisjoint(every) else (*BUILT_PARTS, *LABELS_OF_POSTS)
    kept = [name for name in every if name not in BUILT and not name.startswith(dropped)]
    return len(kept) == len(every) or FOREIGN.search(f" {' '.join(kept)}") is not None
