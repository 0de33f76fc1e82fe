"""What the nodes of a page's data say of themselves by the names that programs give them.

The names are those of JSON that sites and their systems write, in English whatever the page's language; a text under
another name counts when it reads like prose.
"""

from __future__ import annotations

import re
from typing import Any

from lugas.page.scripts import Store
from lugas.remembered import remembered
from lugas.scripts import UNSPACED

__all__ = [
    "ASIDES",
    "MARKUP",
    "count_words",
    "element_of",
    "is_aside",
    "is_code",
    "is_other_article",
    "key_words",
    "kind_words",
    "may_hold_text",
    "names_headline",
    "reads_like_prose",
    "reference_of",
    "resolve",
    "words_of",
]

# Words in the names under which text stands.
TEXTS = frozenset(
    {
        *("article", "block", "blocks", "body", "child", "children", "chunk", "chunks", "components"),
        *("content", "contents", "copy", "data", "doc", "document", "elements", "entries", "fragments"),
        *("fulltext", "html", "items", "json", "lines", "main", "markup", "model", "nodes", "page"),
        *("pages", "paragraph", "paragraphs", "paras", "parts", "post", "props", "rendered", "rich"),
        *("richtext", "root", "sections", "sprinkled", "story", "text", "value"),
    }
)
# Words in the names under which stands what is no part of the body, whatever else the name says.
ASIDES = frozenset(
    {
        *("abstract", "ad", "ads", "advert", "alt", "amp", "author", "authors", "bio", "bios", "byline"),
        *("caption", "captions", "categories", "class", "comment", "comments", "consent", "cookie"),
        *("copyright", "credit", "credits", "css", "dek", "description", "disclaimer", "entities"),
        *("excerpt", "footer", "footnote", "headline", "headlines", "href", "id", "image", "images"),
        *("keyword", "keywords", "legal", "link", "links", "listing", "menu", "meta", "metadata", "more"),
        *("name", "nav", "navigation", "newsletter", "newsletters", "next", "people", "photo", "policy"),
        *("prev", "previous", "privacy", "promo", "recirc", "recommended", "related"),
        *("script", "seo", "share", "sidebar", "slug", "snippet", "social", "standfirst"),
        *("stories", "style", "subhead", "subheadline", "subtitle", "summary", "tag", "tags", "teaser"),
        *("teasers", "terms", "title", "titles", "tooltip", "tracking", "trending", "type", "uri", "url"),
        *("video", "videos"),
    }
)
# Words in the kinds of nodes that are no part of the body.
OTHER_KINDS = frozenset(
    {
        *("ad", "ads", "advert", "advertisement", "advertising", "aside", "audio", "author", "bio"),
        *("button", "caption", "carousel", "comments", "embed", "embedded", "figure", "form", "gallery"),
        *("graphic", "iframe", "image", "images", "img", "infobox", "input", "instagram", "interstitial"),
        *("map", "media", "nav", "newsletter", "noscript", "oembed", "photo", "picture", "player"),
        *("podcast", "poll", "promo", "promotion", "pull", "pullquote", "quiz", "recirc"),
        *("recommendations", "related", "script", "select", "share", "signup", "slideshow", "social"),
        *("style", "subscribe", "svg", "teaser", "tweet", "twitter", "video", "widget", "youtube"),
    }
)
HEADLINES = frozenset({"hed", "headline", "headlines", "title"})
TITLE_ASIDES = frozenset({"category", "section", "site", "tag"})
# An object with a headline and one of these is an article of its own.
OF_ARTICLES = frozenset(
    {
        *("author", "authors", "byline", "canonical", "canonicalurl", "date", "datepublished", "link"),
        *("path", "permalink", "pubdate", "published", "publishedat", "slug", "uri", "url"),
    }
)
KINDS = ("type", "_type", "nodeType", "tagName", "tag", "kind", "style", "__typename", "subType", "blockName")
LONGEST_KIND = 60

LEAST_WORDS = 8  # of a text under a name that says nothing, to count as prose
SHORT = 200  # characters of a text whose words are counted wherever it is met
ENDING = 200  # characters at the end of a text in which its last mark stands
OTHERS_LETTERS = 12  # of a headline, at least

WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
MARKUP = re.compile(r"<[^<>]*>")
CODE = re.compile(r"\bfunction\b[\s\w$]{0,40}\(|=>\s?\{|\)\s?\{|;\s{0,9}\}")
REFERENCE = re.compile(r"\$[A-Z@]?([0-9a-f]{1,6})")
STOPS = tuple('.!?…。！？．｡؟۔।॥։”"»’)』」>')


@remembered(8192)
def key_words(name: str) -> frozenset[str]:
    """Split a name into its words in lower case: `articleBody_html` gives article, body, html.

    What stands in brackets or after an `@` are the arguments of a query: `content({"first":9})`.
    """
    short = name[:120].partition("(")[0].partition("@")[0]
    return frozenset(word.lower() for word in WORD.findall(short))


def may_hold_text(name: str, value: object, store: Store) -> bool:
    """Tell whether what stands under a name is part of what its object says."""
    words = key_words(name)
    if not words.isdisjoint(ASIDES):
        return False
    return (
        isinstance(value, dict)
        or not words.isdisjoint(TEXTS)
        or (isinstance(value, str) and reads_like_prose(value, store))
    )


def reads_like_prose(text: str, store: Store) -> bool:
    """Tell whether a text under a name that says nothing is a sentence or more."""
    return words_of(text, store) >= LEAST_WORDS and text[-ENDING:].rstrip().endswith(STOPS)


def words_of(text: str, store: Store) -> int:
    """Count the words of a text of the data, a long one once, for it may be referred to from anywhere."""
    if len(text) <= SHORT:
        return count_words(text)
    known = store.counted.get(id(text))
    if known is None:
        store.left -= len(text)
        known = store.counted[id(text)] = (text, count_words(text) if store.left >= 0 else 0)
    return known[1]


def count_words(text: str) -> int:
    """Count the words of a text or of the text in markup; two letters of a script without spaces are one."""
    if not text or text.startswith(("http://", "https://", "data:", "$", "#", "/")) or is_code(text):
        return 0
    if "<" in text:
        text = MARKUP.sub(" ", text)
    count = len(text.split())
    if count == 1 and len(text) > 40 and text.isascii():  # an identifier, or encoded bytes
        return 0
    return count if text.isascii() else count + len(UNSPACED.findall(text)) // 2


def is_code(text: str) -> bool:
    """Tell whether a text is a script or a style sheet."""
    return "{" in text and "<p" not in text and CODE.search(text) is not None


def names_headline(name: str) -> bool:
    """Tell whether an object's headline stands under a name."""
    words = key_words(name)
    return not words.isdisjoint(HEADLINES) and words.isdisjoint(TITLE_ASIDES)


def is_other_article(value: dict[str, Any]) -> bool:
    """Tell whether an object is an article of its own, not a part of one: it has a headline and an address or a day."""
    told = False
    headline = False
    for name, child in value.items():
        if name.lower() in OF_ARTICLES:
            told = told or bool(child)
        elif names_headline(name):
            texts = child.values() if isinstance(child, dict) else (child,)
            headline = headline or any(
                isinstance(text, str) and len(text) >= OTHERS_LETTERS for text in texts
            )
        if told and headline:
            return True
    return False


def kind_words(value: dict[str, Any]) -> frozenset[str]:
    """Give the words in which an object tells its kind."""
    found: frozenset[str] = frozenset()
    for name in KINDS:
        told = value.get(name)
        if isinstance(told, str) and 0 < len(told) < LONGEST_KIND:
            found |= key_words(told)
    return found


def is_aside(value: dict[str, Any]) -> bool:
    """Tell whether an object says that it is no part of the text: a picture, an advertisement, a form."""
    return not kind_words(value).isdisjoint(OTHER_KINDS)


def element_of(value: list[Any]) -> dict[str, Any] | None:
    """Give the properties of an element of React's, `["$", "p", key, {...}]`, with its tag as their type."""
    if len(value) >= 4 and value[0] == "$" and isinstance(value[1], str) and isinstance(value[3], dict):
        return {**value[3], "type": value[1]}
    return None


def reference(text: str) -> str:
    """Give the name of the row that a text of flight data refers to, "" if it refers to none."""
    match = REFERENCE.fullmatch(text) if text[:1] == "$" and len(text) < 10 else None
    return match[1] if match else ""


def reference_of(value: Any) -> str:
    """Give the name of what a text or an object refers to, "" where it is no reference."""
    if isinstance(value, str):
        return reference(value)
    if isinstance(value, dict) and len(value) < 5:
        name = value.get("__ref") or (value.get("id") if value.get("type") == "id" else None)
        return name if isinstance(name, str) else ""
    return ""


def resolve(value: Any, store: Store) -> Any:
    """Follow a reference to another row or object; all else is what it is."""
    return store.rows.get(reference_of(value), value)
