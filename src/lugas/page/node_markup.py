"""A node of a page's data as markup, so that it is cut into paragraphs by what cuts every page."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from lugas.page.decode import clean_characters
from lugas.page.json_ld import unescape
from lugas.page.nodes import (
    element_of,
    is_aside,
    is_code,
    kind_words,
    may_hold_text,
    names_headline,
    resolve,
    words_of,
)
from lugas.page.scripts import Store

__all__ = ["markup_of"]

MOST_STEPS = 100_000
LONGEST = 1_000_000  # characters of markup
LOOKED_AT = 60  # parts of a list that tell whether it is one paragraph

HEADINGS = frozenset(
    {"crosshead", "header", "heading", "headline", "subhead", "subheading", "subheadline", "subtitle"}
)
LEVELS = {f"h{level}": level for level in range(1, 7)}
QUOTES = frozenset({"blockquote", "quote"})
LISTS = frozenset({"list", "ol", "ul"})
PARAGRAPHS = frozenset({"p", "paragraph"})
FLAT = frozenset({"p", *LEVELS})  # tags within which no block-level element stands
MOST_HEADING = 200  # letters of a section's heading
BLOCKS = HEADINGS | QUOTES | LISTS | PARAGRAPHS | {"li", *LEVELS}
# Whole names of kinds that stand within a paragraph; `text` does in some shapes only.
WITHIN = frozenset(
    {"a", "b", "bold", "em", "hyperlink", "i", "inline", "italic", "leaf", "link", "span", "strong", "u"}
)
STRONG, EMPHASIS = frozenset({"b", "bold", "strong"}), frozenset({"em", "emphasis", "i", "italic"})
LINKS = frozenset({"a", "hyperlink", "link"})
ADDRESSES = ("href", "url", "uri")
HOLDERS = ("data", "attrs", "attributes", "props")

MARKED_UP = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:[a-zA-Z]{2,8}|#[xX]?[0-9a-fA-F]{1,6});")
BLOCK_TAG = re.compile(
    r"<(?:p|div|h[1-6]|ul|ol|li|blockquote|section|article|figure|table)\b|<br", re.IGNORECASE
)
OPENS_JSON = frozenset({'{"', '["', "[{"})
# What stands in a text for something that a script puts there: `$$AD$$`, `{{embed}}`, `[[gallery 3]]`.
PLACEHOLDER = re.compile(r"\$\$\w{1,40}\$\$|\{\{[^{}<>]{1,80}\}\}|\[\[[^\[\]<>]{1,80}\]\]|%%\w{1,40}%%")


class Part(NamedTuple):
    """What has still to be written: a value, or a tag; `within` tells that it stands within a paragraph."""

    value: Any
    within: bool = False
    tag: bool = False


def markup_of(value: Any, weights: Mapping[int, int], store: Store) -> str:
    """Write a node as markup; `weights` counts the words of every list and object by its identity."""
    out: list[str] = []
    size = 0
    met: dict[
        int, Any
    ] = {}  # data that refers to itself is followed once; what is kept here keeps its identity
    waiting = [Part(value)]
    for _ in range(MOST_STEPS):
        if not waiting or size >= LONGEST:
            break
        part = waiting.pop()
        item = part.value if part.tag else resolve(part.value, store)
        if isinstance(item, str):
            out.append(item if part.tag else text_markup(item, part.within))
            size += max(len(item), len(out[-1]))  # what is left out has been looked through too
        elif id(item) in met:
            continue
        elif isinstance(item, list):
            met[id(item)] = item
            waiting.extend(reversed(parts_of_list(item, part.within, store)))
        elif isinstance(item, dict):
            met[id(item)] = item
            waiting.extend(reversed(parts_of_object(item, part.within, weights, store)))
    # The escapes of JSON write what no text may hold: halves of characters, control characters.
    return clean_characters("".join(out), "html")


def text_markup(text: str, within: bool) -> str:
    """Write a text: as it is where it is markup, else escaped, its line breaks kept."""
    dead = text[:1] == "$" and len(text) < 40 and " " not in text  # a reference that leads nowhere
    if dead or is_code(text) or (text[:2] in OPENS_JSON and len(text) > LOOKED_AT):
        return ""
    if "&lt;p" in text or "&lt;/" in text:
        text = unescape(text)
    if "$$" in text or "{{" in text or "[[" in text or "%%" in text:
        text = PLACEHOLDER.sub(" ", text)
    if not MARKED_UP.search(text):
        text = html.escape(text, quote=False).strip("\n").replace("\n", "<br>")
    if within:
        return text
    return f"<div>{text}</div>" if BLOCK_TAG.search(text) else f"<p>{text}</p>"


def parts_of_list(items: list[Any], within: bool, store: Store) -> list[Part]:
    """Give the parts of a list: pieces of one paragraph, or paragraphs."""
    element = element_of(items)
    if element is not None:
        return [Part(element, within)]
    if within:
        return [Part(item, within=True) for item in items]
    if is_one_paragraph(items, store):
        return wrapped("p", [Part(item, within=True) for item in items])
    return [Part(item) for item in items]


def is_one_paragraph(items: list[Any], store: Store) -> bool:
    """Tell whether the parts of a list are pieces of one paragraph, not paragraphs."""
    texts: list[str] = []
    for item in items[:LOOKED_AT]:
        value = element_of(item) or item if isinstance(item, list) else item
        if isinstance(value, dict):
            kind = value.get("type") or value.get("_type") or value.get("nodeType")
            if isinstance(kind, str) and kind.lower() in WITHIN:
                return True
            if not kind_words(value).isdisjoint(BLOCKS):
                return False
            value = next(
                (
                    text
                    for name, text in value.items()
                    if isinstance(text, str) and may_hold_text(name, text, store)
                ),
                "",
            )
        if isinstance(value, list) or (isinstance(value, str) and BLOCK_TAG.search(value)):
            return False
        if isinstance(value, str) and value:
            texts.append(value)
    # Pieces keep the space between them; paragraphs have none at their ends.
    return any(one[-1].isspace() or other[0].isspace() or other[0] in ",;:" for one, other in pairwise(texts))


def parts_of_object(
    value: dict[str, Any], within: bool, weights: Mapping[int, int], store: Store
) -> list[Part]:
    """Give the parts of an object: its text, between the tags that its kind asks for."""
    text = "" if is_aside(value) else heaviest(value, weights, store)
    if isinstance(text, str) and not text:
        return []
    kinds = kind_words(value)
    if within:
        return inline_parts(value, kinds, text)
    if not kinds.isdisjoint(LISTS) and "item" not in kinds:
        return list_parts(value, kinds, text)
    tag = tag_of(value, kinds)
    if tag in FLAT and not (isinstance(text, str) and BLOCK_TAG.search(text)):
        return wrapped(tag, [Part(text, within=True)])
    own = [Part(text)]
    headline = next((told for name, told in value.items() if names_headline(name)), "")
    if (
        tag == "div"
        and isinstance(headline, str)
        and 0 < len(headline) < MOST_HEADING
        and isinstance(text, list)
    ):
        own = [*wrapped("h2", [Part(headline, within=True)]), *own]
    return wrapped("div" if tag in FLAT else tag, own)


def tag_of(value: dict[str, Any], kinds: frozenset[str]) -> str:
    """Give the tag that the kind of an object asks for, `div` where it asks for none."""
    if not kinds.isdisjoint(HEADINGS) or not kinds.isdisjoint(LEVELS):
        return f"h{level_of(value, kinds)}"
    if "li" in kinds or {"list", "item"} <= kinds or "listitem" in kinds:
        return "li"
    if not kinds.isdisjoint(QUOTES):
        return "blockquote"
    return "div" if kinds.isdisjoint(PARAGRAPHS) else "p"


def list_parts(value: dict[str, Any], kinds: frozenset[str], text: Any) -> list[Part]:
    """Give the parts of a list of points."""
    ordered = "ol" in kinds or ("ordered" in kinds and "unordered" not in kinds)
    told = value.get("list_type") or value.get("listType")
    tag = "ol" if ordered or told == "ordered" else "ul"
    if not isinstance(text, list):
        return wrapped(tag, [Part(text)])
    items: list[Part] = []
    for item in text:
        named = isinstance(item, dict) and not kind_words(item).isdisjoint({"li", "item", "listitem"})
        items += [Part(item)] if named else wrapped("li", [Part(item, within=isinstance(item, str))])
    return wrapped(tag, items)


def inline_parts(value: dict[str, Any], kinds: frozenset[str], text: Any) -> list[Part]:
    """Give the parts of an object within a paragraph."""
    own = [Part(text, within=True)]
    if not kinds.isdisjoint(LINKS):
        address = address_of(value)
        return wrapped("a", own, f' href="{html.escape(address)}"') if address else own
    if not kinds.isdisjoint(STRONG):
        return wrapped("strong", own)
    if not kinds.isdisjoint(EMPHASIS):
        return wrapped("em", own)
    if not kinds.isdisjoint(BLOCKS):  # points within a point, paragraphs within a cell
        return [*own, Part(" ", tag=True)]
    return own


def heaviest(value: dict[str, Any], weights: Mapping[int, int], store: Store) -> Any:
    """Give the part of an object that says most; "" for none."""
    best: Any = ""
    most = (-1, -1)
    for name, child in value.items():
        if not isinstance(child, str | list | dict) or not child or not may_hold_text(name, child, store):
            continue
        inner = resolve(child, store)
        size = (
            (words_of(inner, store), len(inner)) if isinstance(inner, str) else (weights.get(id(inner), 0), 0)
        )
        if size > most:
            best, most = inner, size
    return best


def level_of(value: dict[str, Any], kinds: frozenset[str]) -> int:
    """Give the level of a heading, 2 where none is told."""
    for name, level in LEVELS.items():
        if name in kinds:
            return level
    holders = [value, *(inner for name in HOLDERS if isinstance(inner := value.get(name), dict))]
    levels = [holder.get("level") for holder in holders]
    told = [level for level in levels if isinstance(level, int)]
    return min(max(told[0] if told else 2, 2), 6)


def address_of(value: dict[str, Any]) -> str:
    """Give the web address of a link, "" for none."""
    holders = [value, *(inner for name in HOLDERS if isinstance(inner := value.get(name), dict))]
    found = (holder.get(name) for holder in holders for name in ADDRESSES)
    return next(
        (text for text in found if isinstance(text, str) and text.startswith(("http://", "https://", "/"))),
        "",
    )


def wrapped(tag: str, parts: list[Part], attributes: str = "") -> list[Part]:
    """Put parts between the tags of an element."""
    return [Part(f"<{tag}{attributes}>", tag=True), *parts, Part(f"</{tag}>", tag=True)]
