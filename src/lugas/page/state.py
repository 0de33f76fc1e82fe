"""The article's body where it stands in the page's data alone, as markup.

Sites that build their pages in the browser send the text as data, each in a shape of its own: a string of HTML, a list
of paragraphs, a tree of nodes with text in its leaves. One rule covers them: text is counted from the leaves up, a list
has the sum of what stands in it, an object the most that stands under one of its names. The node with most text in
which nothing else weighs as much is a body. It is the article's own only when something of the page says so: a
paragraph that the page shows, its description, or the title or address beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lugas.page.embedded import address_key, letters
from lugas.page.json_ld import unescape
from lugas.page.node_markup import markup_of
from lugas.page.nodes import (
    ASIDES,
    MARKUP,
    count_words,
    element_of,
    is_aside,
    is_other_article,
    key_words,
    may_hold_text,
    names_headline,
    reference_of,
    words_of,
)
from lugas.page.scripts import MOST_CHARACTERS, Store, read_nested, read_store
from lugas.page.tree import Document, Element

__all__ = ["Known", "Record", "StoredBody", "find_bodies", "is_wanted", "may_be_stored", "pieces_of", "walk"]

MOST_NODES = 300_000
DEEPEST = 200
# Strings of JSON within the data: so many characters of them in all.
MOST_NESTED = 8_000_000

LEAST_WORDS = 80  # of a body in the data; shorter ones are teasers, descriptions, lives of authors
DOMINANT = 0.85  # a part with this share of a node's words is the body itself, what stands beside it is not
MOST_CANDIDATES = 24
MOST_MARKUP = 3_000_000  # characters that are written to look at them
NEAR = 4  # names around a body that tell whether it is one
MOST_APART = 2  # names that say nothing of text between a body and the object that has its headline
OPENING = 400  # letters of a body in which its title may stand

# Letters of a body that tell whether it is another one; shorter is the standfirst, or a notice taken for a body.
MUCH_SHOWN = 400
WINDOW = 60  # letters of a paragraph that are looked for
LEAST_LETTERS = 24  # of a paragraph or a description that tells whose text it is
# From the beginning of a word alone, or a long one would be gone over from each of its letters.
RUN = re.compile(r"(?<![^\W_])[^\W_]++(?: [^\W_]++){2,3}|[^\W\d_a-zA-Z]{3,12}")
LEAST_NAME = 8  # letters of the last part of an address
MOST_PIECES, LONGEST_OPENING = 8, 600  # pieces, and the letters of a text that they are taken from
PROSE_WORDS, PROSE_SHARE = 8, 0.6  # of a paragraph; of a body's words in such paragraphs
BETWEEN = re.compile(
    r"</?(?:p|div|h[1-6]|ul|ol|li|blockquote|section|article|figure|table|tr)\b[^<>]*>|<br\s*/?>"
)
SAME_TITLE = 0.6  # share of words that two writings of one title have in common


@dataclass(frozen=True, slots=True)
class Known:
    """What a page shows and says of its article: paragraphs, titles, description, the path of its address."""

    shown: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    description: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """The object of a page's data that is the page's own article, and the data that it refers to."""

    value: dict[str, Any]
    store: Store


@dataclass(frozen=True, slots=True)
class StoredBody:
    """A body in a page's data: its markup, how many words it has, and the script it stands in.

    `record` is the object around it that has the article's title or address; `None` where there is none.
    """

    markup: str
    words: int
    script: Element
    record: Record | None = None


@dataclass(slots=True)
class Nodes:
    """The nodes of one page's data, in lists side by side; a node comes after the one around it.

    `linked` tells whether a node's text is part of what the node around it says, `words` counts it.
    """

    values: list[Any]
    parents: list[int]
    names: list[str]
    linked: list[bool]
    words: list[int]
    scripts: list[Element]
    store: Store


def may_be_stored(tree: Document, known: Known) -> bool:
    """Tell, at next to no cost, whether a page's scripts may hold more of its article than the page shows."""
    pieces = pieces_of_all(known)
    left = MOST_CHARACTERS
    for script in tree.select("script"):
        text = script.text
        if 4 * LEAST_WORDS < len(text) <= left:
            if is_wanted(text, pieces):
                return True
            left -= len(text)
    return False


def pieces_of_all(known: Known) -> list[str]:
    """Give pieces of what tells whose a body is: of the paragraphs shown, and where these are few, of the titles."""
    if long_enough(known):
        return [piece for text in known.shown for piece in pieces_of(text)]
    name = known.path.rpartition("/")[2]
    texts = (*known.shown, *known.titles, known.description)
    return [
        *(piece for text in texts for piece in pieces_of(text)),
        *([name] if len(name) >= LEAST_NAME else []),
    ]


def long_enough(known: Known) -> bool:
    """Tell whether so much is shown of a body that one without any of it is another article's."""
    shown = 0
    for text in known.shown:
        shown += len(letters(text[: 4 * MUCH_SHOWN]))
        if shown >= MUCH_SHOWN:
            return True
    return False


def is_wanted(text: str, pieces: list[str]) -> bool:
    """Tell whether a script holds one of some pieces of text."""
    return any(piece in text for piece in pieces)


def pieces_of(text: str) -> Iterator[str]:
    """Give short pieces of a text as JSON may write them: raw, and with all but ASCII escaped.

    They are runs of letters, digits and single spaces: punctuation may be written otherwise, and markup stand in it.
    """
    for match in islice(RUN.finditer(text[:LONGEST_OPENING]), MOST_PIECES):
        yield match[0]
        if not match[0].isascii():
            yield "".join(letter if letter.isascii() else f"\\u{ord(letter):04x}" for letter in match[0])


def find_bodies(tree: Document, known: Known) -> list[StoredBody]:
    """Find the bodies of the page's article in its data, the most likely first; [] where there is none."""
    pieces = pieces_of_all(known)
    nodes = walk(read_store(tree, lambda text: is_wanted(text, pieces)))
    count_up(nodes)
    weights = {id(value): count for value, count in zip(nodes.values, nodes.words, strict=True)}
    shown = [key for text in known.shown if len(key := letters(text)) >= LEAST_LETTERS]
    found: list[tuple[int, int, StoredBody]] = []
    left, much = MOST_MARKUP, long_enough(known)
    for index in candidates(nodes):
        value = nodes.values[index]
        markup = markup_of(value, weights, nodes.store)
        left -= len(markup)
        if left < 0:
            break
        if not is_prose(markup):
            continue
        said = letters(unescape(MARKUP.sub("", markup)))
        same = sum(any(part in said for part in windows(key)) for key in shown)
        told = same * 2 >= len(shown) > 0 and not is_aside_place(nodes, index)
        if told or (not much and is_own(nodes, index, said, known)):
            script = nodes.store.homes.get(id(value), nodes.scripts[index])
            body = StoredBody(markup, nodes.words[index], script, record_of(nodes, index, known))
            found.append((same, nodes.words[index], body))
    found.sort(key=lambda entry: entry[:2], reverse=True)
    return [body for _, _, body in found]


def windows(key: str) -> tuple[str, ...]:
    """Give the parts of a paragraph that are looked for: its first, and the next, for the first may name a place."""
    return (key[:WINDOW], key[WINDOW : 2 * WINDOW]) if len(key) >= 2 * WINDOW else (key[:WINDOW],)


def is_aside_place(nodes: Nodes, index: int) -> bool:
    """Tell whether a body stands under a name that says it is none: comments, related articles."""
    for _ in range(NEAR):
        if index < 0:
            return False
        if not key_words(nodes.names[index]).isdisjoint(ASIDES):
            return True
        index = nodes.parents[index]
    return False


def is_prose(markup: str) -> bool:
    """Tell whether most words of a body stand in paragraphs that are said once, not in labels."""
    paragraphs = [(part, count) for part in BETWEEN.split(markup) if (count := count_words(part))]
    # What is said twice is a list of the same things: copies of a post, answers that quote.
    once = dict(paragraphs)
    prose = sum(count for count in once.values() if count >= PROSE_WORDS)
    return prose >= PROSE_SHARE * sum(count for _, count in paragraphs)


def walk(store: Store) -> Nodes:
    """Visit the values of the data without recursion, references and JSON in strings followed once each."""
    nodes = Nodes([], [], [], [], [], [], store)
    waiting: list[tuple[Any, int, str, bool, int, Element]] = [
        (value, -1, "", False, 0, script) for script, value in reversed(store.values)
    ]
    followed: set[str] = set()
    met: set[int] = set()
    nested = MOST_NESTED
    while waiting and len(nodes.values) < MOST_NODES:
        value, parent, name, linked, depth, script = waiting.pop()
        referred = reference_of(value)
        if referred and referred in store.rows:
            if referred in followed:
                continue
            followed.add(referred)
            value = store.rows[referred]
        elif isinstance(value, str) and len(value) > 4 * LEAST_WORDS and nested > 0 and value[:1] in '{["%':
            nested -= len(value)
            inner = read_nested(value)
            value = value if inner is None else inner
        if depth > DEEPEST or not isinstance(value, str | list | dict):
            continue
        if not isinstance(value, str):
            if id(value) in met:
                continue
            met.add(id(value))
        own = len(nodes.values)
        nodes.values.append(value)
        nodes.parents.append(parent)
        nodes.names.append(name)
        nodes.linked.append(linked and not (isinstance(value, dict) and is_other_article(value)))
        nodes.words.append(words_of(value, store) if isinstance(value, str) else 0)
        nodes.scripts.append(script)
        if not isinstance(value, str):
            waiting.extend(
                (child, own, called, tied, depth + 1, script)
                for called, child, tied in children_of(value, store)
            )
    return nodes


def children_of(value: list[Any] | dict[str, Any], store: Store) -> Iterator[tuple[str, Any, bool]]:
    """Give what stands in a list or an object: its name, itself, and whether it is part of what this one says."""
    if isinstance(value, list):
        element = element_of(value)
        if element is None:
            for item in value:
                if isinstance(item, str | list | dict):
                    yield "", item, True
            return
        value = element
    if (
        "ROOT_QUERY" in value
    ):  # a store of objects that refer to each other by name: they are read where referred to
        store.rows.update(value)
        for name in value:
            if name != "ROOT_QUERY":
                yield name, {"__ref": name}, False
        yield "", {"__ref": "ROOT_QUERY"}, False
        return
    aside = is_aside(value)
    for name, child in value.items():
        if isinstance(child, str | list | dict):
            yield name, child, not aside and may_hold_text(name, child, store)


def count_up(nodes: Nodes) -> None:
    """Add up the words from the leaves: a list has the sum of its parts, an object the most of one part."""
    words, parents = nodes.words, nodes.parents
    for index in range(len(words) - 1, 0, -1):
        parent = parents[index]
        if parent < 0 or not nodes.linked[index]:
            continue
        value = nodes.values[parent]
        if isinstance(value, list) and element_of(value) is None:
            words[parent] += words[index]
        else:
            words[parent] = max(words[parent], words[index])


def candidates(nodes: Nodes) -> list[int]:
    """Give the nodes that may be bodies, those with most words first, each the innermost of its kind."""
    heaviest: dict[int, int] = {}  # of the children of a node the one with most words
    for index, parent in enumerate(nodes.parents):
        if parent >= 0 and nodes.linked[index]:
            best = heaviest.get(parent, -1)
            if best < 0 or nodes.words[index] > nodes.words[best]:
                heaviest[parent] = index
    tops = [
        index
        for index, count in enumerate(nodes.words)
        if count >= LEAST_WORDS and not (nodes.linked[index] and nodes.parents[index] >= 0)
    ]
    tops.sort(key=lambda index: -nodes.words[index])
    found: list[int] = []
    for top in tops[:MOST_CANDIDATES]:
        index = top
        while (
            nodes.words[child := heaviest.get(index, index)] >= DOMINANT * nodes.words[top] and child != index
        ):
            index = child
        found.append(index)
    return found


def is_own(nodes: Nodes, index: int, said: str, known: Known) -> bool:
    """Tell whether a body is that of the page's own article, by what it says or what stands around it."""
    note = letters(known.description)[:60]
    titles = [key for title in known.titles if len(key := letters(title)) >= LEAST_LETTERS]
    if (len(note) >= LEAST_LETTERS and note in said) or any(key in said[:OPENING] for key in titles):
        return True
    up, apart = index, 0
    while up >= 0 and apart <= MOST_APART:
        value = nodes.values[up]
        value = element_of(value) or value if isinstance(value, list) else value
        told = whose(value, known) if isinstance(value, dict) else None
        if told is not None:
            return told
        if not key_words(nodes.names[up]).isdisjoint(ASIDES):
            return False
        apart += not nodes.linked[up]
        up = nodes.parents[up]
    return False


def record_of(nodes: Nodes, index: int, known: Known) -> Record | None:
    """Give the object nearest around a body that has the title or the address of the page's article."""
    for _ in range(NEAR):
        value = nodes.values[index]
        told = whose(value, known) if isinstance(value, dict) else None
        if told is not None:
            return Record(value, nodes.store) if told else None
        index = nodes.parents[index]
        if index < 0:
            break
    return None


def whose(value: dict[str, Any], known: Known) -> bool | None:
    """Tell whether an object speaks of the page's own article or of another; `None` where it does not say."""
    headlines = list(headlines_of(value))
    if any(same_title(headline, title) for headline in headlines for title in known.titles):
        return True
    if known.path.count("/") > 1 and any(address_key(text) == known.path for text in addresses_of(value)):
        return True
    # Another headline stands nearer than the page's: the text is another article's.
    return False if any(len(letters(headline)) >= LEAST_LETTERS for headline in headlines) else None


def headlines_of(value: dict[str, Any]) -> Iterator[str]:
    """Give the texts that an object calls its headline."""
    for name, child in value.items():
        if names_headline(name):
            inner = child.values() if isinstance(child, dict) else (child,)
            yield from (text for text in inner if isinstance(text, str) and 0 < len(text) < 400)


def addresses_of(value: dict[str, Any]) -> Iterator[str]:
    """Give the addresses that an object calls its own."""
    for name, child in value.items():
        if isinstance(child, str) and 1 < len(child) < 1000 and not key_words(name).isdisjoint(ADDRESSES):
            yield child


ADDRESSES = frozenset({"canonical", "href", "link", "path", "pathname", "permalink", "url", "uri"})


def same_title(one: str, other: str) -> bool:
    """Tell whether two texts are writings of one title."""
    left, right = letters(one), letters(other)
    if min(len(left), len(right)) >= 8 and (left in right or right in left):
        return True
    mine, theirs = set(one.lower().split()), set(other.lower().split())
    return len(mine & theirs) * 2 >= SAME_TITLE * (len(mine) + len(theirs)) > 3
