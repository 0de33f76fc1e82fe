"""What a page says about itself out of sight: `<meta>`, `<link>`, `<title>`, JSON-LD and microdata."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from lugas.budget import ENDLESS, Budget
from lugas.page.json_ld import Thing, clean, read_things, types_of, values_of
from lugas.page.tree import Comment, Document, Element
from lugas.page.urls import clean_address
from lugas.scripts import UNSPACED

__all__ = ["Embedded", "Link", "address_key", "find_embedded", "letters"]

MOST_VALUES = 60  # of one name; tags are the only ones that come in dozens
LONGEST_VALUE = 4000
WORD = re.compile(r"[^\W_]+")
NO_LETTERS = re.compile(r"[\W_]+")

# What JSON-LD calls an article, beside every type whose name ends in "Article" or "Posting".
ARTICLES = frozenset({"Report", "Review", "ClaimReview", "CriticReview", "UserReview", "Recipe"})
# Objects that have headlines and dates of their own without being the page's article.
PARTS = frozenset(
    [
        "AggregateRating",
        "Answer",
        "AudioObject",
        "BreadcrumbList",
        "Comment",
        "ImageObject",
        "ItemList",
        "ListItem",
        "MediaObject",
        "Organization",
        "NewsMediaOrganization",
        "Person",
        "Place",
        "Question",
        "SearchAction",
        "SiteNavigationElement",
        "VideoObject",
        "WebSite",
    ]
)
PROPERTIES = frozenset(
    {
        "headline",
        "name",
        "author",
        "creator",
        "datePublished",
        "dateCreated",
        "dateModified",
        "articleSection",
        "keywords",
        "alternativeHeadline",
        "description",
        "isAccessibleForFree",
    }
)
# Elements that tell something of their page; of its scripts, which may be a hundred, those of data.
JSON_LD = "ld+json"
TELLING = f"meta,link,title,script[type*='{JSON_LD}' i],base,[itemprop]"
# Elements that hold other pages' headlines: their microdata is not this article's.
ASIDE = frozenset({"aside", "footer", "nav"})
# "saved from url=(0042)https://site.example/a": the number is that of the address's letters.
SAVED = re.compile(r"\s{0,9}saved from url=\(\d{1,6}\)(\S{1,4000})", re.IGNORECASE)
LONGEST_COMMENT = 5000  # characters that are looked at


class Link(NamedTuple):
    """A `<link>` of the page: one of its relations, its address as written, and its attributes."""

    relation: str
    address: str
    sizes: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Embedded:
    """What one page says about itself out of sight; without arguments, nothing.

    `meta` maps a lower-case name, `properties` the name of a microdata property to its values in page order.
    `article` is the JSON-LD object that speaks of the page's own article, `stranger` one that would be but for its
    headline, which is nowhere on the page, `things` all objects that were read, `named` those with an `@id`. `saved` is
    the address that a browser wrote into the page as it saved it.
    """

    meta: dict[str, tuple[str, ...]] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    title: str = ""
    language: str = ""
    base: str = ""
    article: Thing = field(default_factory=dict)
    stranger: Thing = field(default_factory=dict)
    things: tuple[Thing, ...] = ()
    named: dict[str, Thing] = field(default_factory=dict)
    properties: dict[str, tuple[str, ...]] = field(default_factory=dict)
    saved: str = ""

    def first(self, *names: str) -> str:
        """Give the first value of the first of `names` among the `<meta>` elements, "" if there is none."""
        return next((value for name in names for value in self.meta.get(name, ()) if value), "")

    def link(self, *relations: str) -> str:
        """Give the address of the first `<link>` with one of `relations`, "" if there is none."""
        return next(
            (link.address for relation in relations for link in self.links if link.relation == relation), ""
        )

    @property
    def address(self) -> str:
        """The address that the page tells of itself; "" where it tells none that is whole."""
        told = (self.link("canonical"), self.first("og:url"), self.saved)
        return next((address for text in told if (address := clean_address(text))), "")

    def about(self, *types: str) -> tuple[Thing, ...]:
        """Give the JSON-LD objects that have one of `types`."""
        return tuple(thing for thing in self.things if not set(types).isdisjoint(types_of(thing)))

    def resolve(self, value: object) -> object:
        """Follow references of the form `{"@id": ...}` to the object that is meant."""
        if isinstance(value, list):
            return [self.resolve(item) for item in value[:MOST_VALUES] if not isinstance(item, list)]
        if isinstance(value, dict) and "name" not in value:
            return self.named.get(str(value.get("@id")), value)
        return value


def find_embedded(tree: Document, url: str, budget: Budget = ENDLESS) -> Embedded:
    """Gather what a page says about itself out of sight, in one pass over its tree, as long as there is time."""
    meta: dict[str, list[str]] = {}
    properties: dict[str, list[str]] = {}
    links: list[Link] = []
    things: list[Thing] = []
    title = base = ""
    for element in tree.select(TELLING):
        if budget.over():
            break
        tag = element.tag
        if tag == "meta":
            take_meta(element, meta)
        elif tag == "link":
            links.extend(read_links(element))
        elif tag == "script":
            if JSON_LD in (element.attr("type") or "").lower():
                things.extend(read_things(element.text))
        elif tag == "title":
            # An SVG picture has titles too; the page's own stands first.
            title = title or (clean(element.text) if not inside(element, ("svg",)) else "")
        elif tag == "base":
            base = base or (element.attr("href") or "").strip()
        if element.attr("itemprop"):
            take_property(element, properties)
    root = tree.root
    language = (root.attr("lang") or root.attr("xml:lang") or "") if isinstance(root, Element) else ""
    frozen = {name: tuple(values) for name, values in meta.items()}
    addresses = [
        url,
        *frozen.get("og:url", ()),
        *(link.address for link in links if link.relation == "canonical"),
    ]
    headings = [title, *frozen.get("og:title", ()), *frozen.get("twitter:title", ())]
    named = name_things(things)
    article = choose_article(things, addresses, headings)
    stranger: Thing = {}
    if article and is_stranger(article, tree, addresses, headings):
        stranger = article
        article = choose_article([thing for thing in things if thing is not stranger], addresses, headings)
        article = {} if article and is_stranger(article, tree, addresses, headings) else article
    twin = named.get(str(article.get("@id")), {})
    if types_of(twin) == types_of(article):
        article = {**twin, **article}
    return Embedded(
        meta=frozen,
        links=tuple(links),
        title=title,
        language=language.strip(),
        base=base,
        article=article,
        stranger=stranger,
        things=tuple(things),
        named=named,
        properties={name: tuple(values) for name, values in properties.items()},
        saved=saved_address(tree),
    )


def saved_address(tree: Document) -> str:
    """Give the address in the comment that browsers write over a page which they save, "" without one.

    That of a front page is none: sites that show every article at it are saved so too.
    """
    over = (node.data for node in tree.children if isinstance(node, Comment))
    told = next((match[1] for text in over if (match := SAVED.match(text[:LONGEST_COMMENT]))), "")
    told = clean_address(told)
    return told if told.count("/") > 3 or not told.endswith("/") else ""


def name_things(things: list[Thing]) -> dict[str, Thing]:
    """Give the objects by their `@id`; where one page describes one object in two places, both count."""
    named: dict[str, Thing] = {}
    for thing in things:
        if len(thing) > 1 and isinstance(thing.get("@id"), str):
            before = named.get(thing["@id"])
            same = before is not None and types_of(before) == types_of(thing)
            named[thing["@id"]] = {**thing, **before} if before is not None and same else thing
    return named


def take_meta(element: Element, meta: dict[str, list[str]]) -> None:
    """Note a `<meta>` under each of the names it goes by."""
    content = element.attr("content")
    if not content:
        return
    value = clean(content[:LONGEST_VALUE])
    for attribute in ("name", "property", "http-equiv"):
        name = element.attr(attribute)
        if name and value:
            values = meta.setdefault(name.strip().lower(), [])
            if value not in values and len(values) < MOST_VALUES:
                values.append(value)


def read_links(element: Element) -> list[Link]:
    """Read a `<link>`: one record for each of its relations."""
    address = (element.attr("href") or "").strip()
    relations = (element.attr("rel") or "").lower().split()
    if not address:
        return []
    sizes, kind = element.attr("sizes") or "", element.attr("type") or ""
    return [Link(relation, address, sizes, kind) for relation in relations]


def take_property(element: Element, properties: dict[str, list[str]]) -> None:
    """Note the microdata of an element, unless it stands where other pages are listed."""
    wanted = [name for name in (element.attr("itemprop") or "").split() if name in PROPERTIES]
    if not wanted or inside(element, ASIDE):
        return
    value = value_of(element)
    if value:
        for name in wanted:
            if name == "name" and not is_article_scope(element):
                continue
            values = properties.setdefault(name, [])
            if value not in values and len(values) < MOST_VALUES:
                values.append(value)


def value_of(element: Element) -> str:
    """Give the value of a microdata property: its attribute, its inner `name`, or its text."""
    for attribute in ("content", "datetime"):
        value = element.attr(attribute)
        if value:
            return clean(value[:LONGEST_VALUE])
    if element.attr("itemscope") is not None:
        inner = element.select_one("[itemprop~=name]")
        if inner is not None:
            return clean((inner.attr("content") or inner.text)[:LONGEST_VALUE])
    return clean(element.text[:LONGEST_VALUE])


def is_article_scope(element: Element) -> bool:
    """Tell whether the item that a property belongs to is an article, not its author or publisher."""
    for above in element.ancestors:
        if isinstance(above, Element) and above.attr("itemscope") is not None:
            return "Article" in (above.attr("itemtype") or "")
    return False


def inside(element: Element, tags: Iterable[str]) -> bool:
    """Tell whether an element stands inside one of `tags`; looks no higher than real pages are deep."""
    for height, above in enumerate(element.ancestors):
        if height > 60:
            break
        if isinstance(above, Element) and above.tag in tags:
            return True
    return False


def is_article(thing: Thing) -> bool:
    """Tell whether an object calls itself an article of any kind."""
    return any(name.endswith(("Article", "Posting")) or name in ARTICLES for name in types_of(thing))


def choose_article(things: list[Thing], addresses: list[str], headings: list[str]) -> Thing:
    """Choose the object that speaks of the page's own article; {} if there is none.

    A page may carry the objects of other articles (a list of the latest): an object with another address
    counts only if its headline is the page's.
    """
    own = {key for address in addresses if (key := address_key(address))}
    titles = [title for heading in headings if (title := letters(heading))]
    best: Thing = {}
    most = 0.0
    for thing in things:
        if not any(name in thing for name in ("headline", "datePublished", "author")):
            continue
        if not PARTS.isdisjoint(types_of(thing)):
            continue
        headline = letters(next(iter(values_of(thing.get("headline") or thing.get("name"))), ""))
        agrees = any(headline and (headline in title or title in headline) for title in titles)
        points = (2.0 if is_article(thing) else 0.3) + 1.0 * agrees + 0.2 * bool(headline)
        points += 0.5 * ("datePublished" in thing) + 0.3 * ("author" in thing)
        points += place_points(own, thing, agrees, bool(titles))
        if points > most:
            best, most = thing, points
    return best


def place_points(own: set[str], thing: Thing, agrees: bool, told: bool) -> float:
    """Weigh whether an object names the page's address, no address, or that of another page."""
    names = ("url", "mainEntityOfPage", "@id")
    theirs = {address_key(text) for name in names for text in addresses_of(thing, name)} - {""}
    if not own or not theirs:
        return 0.0
    if not own.isdisjoint(theirs):
        return 2.0
    # Another address and another headline than the page's: a template left over, or a neighbour.
    return 0.0 if agrees else -9.0 if told else -2.5


def is_stranger(thing: Thing, tree: Document, addresses: list[str], headings: list[str]) -> bool:
    """Tell whether an object without an address of this page has a headline that shares nothing with the page.

    A template may carry another article's object. Headlines for searching and for sharing differ from the shown one,
    but hardly ever in every word, so one word in five is enough.
    """
    headline = next(iter(values_of(thing.get("headline") or thing.get("name"))), "")
    theirs = shingles(headline)
    own = {key for address in addresses if (key := address_key(address))}
    names = {
        address_key(text) for name in ("url", "mainEntityOfPage", "@id") for text in addresses_of(thing, name)
    }
    if len(theirs) < 3 or not own.isdisjoint(names):
        return False
    told = [found for heading in headings if len(found := shingles(heading)) > 2]
    told += [found for address in own if len(found := shingles(address)) > 2]
    if not told or shares(theirs, told):
        return False
    shown = [
        found for element in tree.find_all("h1", limit=8) if len(found := shingles(element.text[:400])) > 2
    ]
    shown += [
        found for element in tree.find_all("h2", limit=8) if len(found := shingles(element.text[:400])) > 2
    ]
    return bool(shown) and not shares(theirs, shown)


def shares(theirs: frozenset[str], others: list[frozenset[str]]) -> bool:
    """Tell whether one of several texts has a fifth of the words of a headline, or the headline of its own."""
    return any(len(theirs & other) >= 0.2 * min(len(theirs), len(other)) for other in others)


def shingles(text: str) -> frozenset[str]:
    """Give the longer words of a text; of scripts without spaces, its pairs of letters."""
    if UNSPACED.search(text):
        plain = letters(text)
        return frozenset(plain[place : place + 2] for place in range(len(plain) - 1))
    return frozenset(word for word in WORD.findall(text.lower()) if len(word) > 2)


def addresses_of(thing: Thing, name: str) -> tuple[str, ...]:
    """Give the addresses that an object has under a name."""
    return values_of(thing.get(name), "@id", "url")


def address_key(address: str) -> str:
    """Give an address without what differs between two addresses of one page: its path alone."""
    if not address.startswith(("http://", "https://", "//", "/")):
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:  # a bracketed host that is no IPv6 address
        return ""
    path = unquote(parts.path).rstrip("/").lower()
    return path or ("/" if parts.netloc else "")


def letters(text: str) -> str:
    """Give a text's letters and digits alone, in lower case."""
    return NO_LETTERS.sub("", text.lower())
