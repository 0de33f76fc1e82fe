"""Elements whose class, rel or itemprop hints at a field, gathered in one pass over the tree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, cast

from lugas.fields.lists import words
from lugas.page.tree import Document, Element

__all__ = ["Mark", "MarkKind", "find_marks"]

MarkKind = Literal["heading", "time", "date", "author", "crumb", "tag", "section"]

MOST_MARKS = 400
LONGEST_TEXT = 600
SELECTOR = (
    "h1,h2,time,[rel~=author],[rel~=tag],[itemprop*=author i],[itemprop*=datePublished i],[itemprop*=dateModified i],"
    "[class*=author i],[class*=byline i],[class*=autor i],[class*=writer i],[class*=penulis i],[class*=reporter i],"
    "[class*=editor-name i],[class*=journalist i],[class*=creditline i],[class*=redator i],"
    "[class*=date i],[class*=time i],[class*=publish i],[class*=posted i],[class*=fecha i],[class*=datum i],"
    "[class*=tanggal i],[class*=waktu i],[class*=meta i],[class*=data i],[id*=date i],[id*=author i],"
    "[class*=breadcrumb i],[class*=crumb i],[id*=breadcrumb i],[aria-label*=breadcrumb i],[itemtype*=BreadcrumbList],"
    "[class*=tag i],[class*=topic i],[class*=keyword i],[class*=category i],[class*=kategori i],[data-testid*=author i],"
    "[data-testid*=timestamp i],[data-testid*=byline i]"
)
AUTHOR = re.compile(
    r"author|byline|autor(?!e-?play)|writer|penulis|reporter|journalist|editor-name|creditline|redator", re.I
)
DATE = re.compile(r"date|time|publish|posted|fecha|datum|tanggal|waktu|meta|\bdata\b", re.I)
NOT_DATE = re.compile(r"update-|timeline|candidate|lifetime|datepicker|metadata-|sentiment|overtime", re.I)
CRUMB = re.compile(r"crumb", re.I)
TAG = re.compile(
    r"(?:^|[-_ ])(?:article-?)?tags?(?:$|[-_ ])|tag-?(?:list|item|link|cloud)|taglist|topics?(?:$|[-_ ])|keyword",
    re.I,
)
SECTION = re.compile(r"categor|kategori", re.I)
# Places that hold other pages' authors, dates and tags. Whole words, so that `article-sidebar-layout` on the body
# element does not shut out the page: only these elements and the inner classes count.
FOREIGN = re.compile(
    r"related|sidebar|recommend|comment(?!ary)|trending|popular|most-?read|terkait|terpopuler|widget|newsletter|"
    r"read-?more|more-?(?:from|stories|news)|also-?read|teaser|latest|recirc|outbrain|taboola|promo|carousel|"
    r"(?:^|[-_ ])card|next-?(?:article|story|post)|infinite|mega-?menu|footer",
    re.I,
)
FOREIGN_TAGS = frozenset({"aside", "footer", "nav"})


@dataclass(slots=True)
class Mark:
    """An element that hints at a field: what kind of hint, its text, its attribute, and where it stands.

    `value` is what the attribute gives (`datetime` of a time, the address of a link), `name` what the hint was
    (`time`, `rel=author`, `.byline`). `foreign` tells that it stands among other pages' links.
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
    for order, element in enumerate(tree.select(SELECTOR)):
        if len(found) >= MOST_MARKS:
            break
        hint = hint_of(element)
        if hint is None:
            continue
        kind, name = hint
        text = lines_of(element) if kind == "author" else " ".join(element.text[:4000].split())
        value = (element.attr("datetime") or element.attr("content") or element.attr("href") or "").strip()
        if (not text and not value) or (len(text) > LONGEST_TEXT and kind != "tag"):
            continue
        links = links_in(element) if kind in ("author", "crumb", "tag") else ()
        found.append(Mark(kind, name, text, value, is_foreign(element, kind), order, links))
    return found


def hint_of(element: Element) -> tuple[MarkKind, str] | None:
    """Tell what an element hints at, and by what; `None` when a class only looked like it."""
    tag = element.tag
    if tag in ("h1", "h2"):
        return "heading", tag
    if tag in (
        "body",
        "html",
        "main",
        "article",
        "script",
        "style",
        "form",
        "input",
        "img",
        "svg",
        "button",
        "template",
    ):
        return None
    itemprop = element.attr("itemprop") or ""
    relation = (element.attr("rel") or "").lower().split()
    if "author" in relation:
        return "author", "rel=author"
    if itemprop in ("author", "creator"):
        return "author", "itemprop=author"
    if tag == "time" or itemprop.startswith("date"):
        return "time", itemprop or "time"
    if "tag" in relation:
        return "tag", "rel=tag"
    names = f"{element.attr('class') or ''} {element.attr('id') or ''} {element.attr('data-testid') or ''}"
    if (
        CRUMB.search(names)
        or "breadcrumb" in (element.attr("aria-label") or "").lower()
        or "Breadcrumb" in (element.attr("itemtype") or "")
    ):
        return "crumb", "breadcrumb"
    for pattern, kind in ((AUTHOR, "author"), (TAG, "tag"), (SECTION, "section"), (DATE, "date")):
        match = pattern.search(names)
        if match and not (kind == "date" and NOT_DATE.search(names)):
            name = next((name for name in names.split() if match[0].strip(" -_") in name), match[0])
            return cast("MarkKind", kind), f".{name}"
    return None


def lines_of(element: Element) -> str:
    """Give the text of an element with a line for each piece of it, but joined at commas and joining words."""
    text = ""
    for piece in element.stripped_strings:
        part = " ".join(piece.split())
        glued = part[:1] in ",&.'’-" or text.endswith((",", "&")) or part.lower() in words("joiners")
        glued = glued or text.rpartition(" ")[2].lower() in words("joiners")
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


def is_foreign(element: Element, kind: str) -> bool:
    """Tell whether an element stands where a page shows its links to other pages."""
    for height, above in enumerate(element.ancestors):
        if not isinstance(above, Element) or above.tag in ("body", "main") or height > 30:
            return False
        if above.tag in FOREIGN_TAGS and not (kind == "crumb" and above.tag == "nav"):
            return True
        names = f"{above.attr('class') or ''} {above.attr('id') or ''}"
        if len(names) > 1 and FOREIGN.search(names):
            return True
    return False
