"""The posts of a live blog as the page's JSON-LD tells them, and which of those that are shown they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from urllib.parse import urldefrag

from msgspec import structs

from lugas.fields.authors import people_of
from lugas.fields.clues import Clues
from lugas.fields.dates.moments import from_attribute
from lugas.fields.title_forms import title_key
from lugas.model import Moment, Person, Post, Precision
from lugas.page.embedded import Embedded
from lugas.page.json_ld import Thing, types_of, values_of
from lugas.page.urls import join

__all__ = ["merge_posts", "told_posts", "told_updates"]

MOST_POSTS = 5000
LONGEST = 60_000  # characters of one post
OPENING = 48  # letters that two texts begin with alike


def told_updates(embedded: Embedded) -> list[Thing]:
    """Give the objects of the posts that a page's JSON-LD tells, the page's own live blog first."""
    blogs = [thing for thing in embedded.things if "LiveBlogPosting" in types_of(thing)]
    blogs.sort(key=lambda thing: thing is not embedded.article)
    for blog in blogs:
        value = blog.get("liveBlogUpdate") or blog.get("blogPost")
        listed = value if isinstance(value, list) else [value]
        found = [item for item in listed[:MOST_POSTS] if isinstance(item, dict)]
        if found:
            return found
    return []


def told_posts(clues: Clues, language: str) -> list[Post]:
    """Read the posts that the page's JSON-LD tells, in its order; what says nothing is left out."""
    found: list[Post] = []
    for thing in told_updates(clues.embedded):
        heading = first_of(thing, "headline", "name")
        text = body_of(thing)
        when = first_of(thing, "datePublished", "dateCreated", "dateModified")
        address = next(iter(values_of(thing.get("url"), "@id") or values_of(thing.get("@id"))), "")
        if not heading and not text:
            continue
        found.append(
            Post(
                heading=heading,
                published=moment_of(when, language),
                authors=authors_of(thing, clues),
                text=text,
                url=join(clues.url, address) if address else "",
            )
        )
    return found


def first_of(thing: Thing, *names: str) -> str:
    """Give the first text that an object has under one of `names`."""
    return next((text for name in names for text in values_of(thing.get(name), "@value")[:1]), "")


def body_of(thing: Thing) -> str:
    """Give the text of a post, a line for each of its own, without the tags that some sites leave in it."""
    value = thing.get("articleBody") or thing.get("text") or thing.get("description") or ""
    texts = value if isinstance(value, list) else [value]
    lines = [
        line for text in texts if isinstance(text, str) for line in without_tags(text[:LONGEST]).split("\n")
    ]
    return "\n\n".join(cleaned for line in lines if (cleaned := next(iter(values_of(line)), "")))


def without_tags(text: str) -> str:
    """Take tags out of a text: the ends of blocks become ends of lines."""
    if "<" not in text:
        return text
    parts = text.split("<")
    found = [parts[0]]
    for part in parts[1:]:
        tag, closed, rest = part.partition(">")
        name = tag.strip("/ ").partition(" ")[0].lower()
        if not closed or not name[:1].isalpha() or len(name) > 12:
            found.append(f"<{part}")
        else:
            found.append(("\n" if name in BLOCKS else "") + rest)
    return "".join(found)


BLOCKS = frozenset(
    {"p", "br", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr"}
)


def moment_of(text: str, language: str) -> Moment | None:
    """Read a machine-written time."""
    moment = from_attribute(text, language) if text else None
    return None if moment is None or moment.precision in (Precision.YEAR, Precision.MONTH) else moment


def authors_of(thing: Thing, clues: Clues) -> tuple[Person, ...]:
    """Give the people that an object names as its authors; not an outlet where a person is named."""
    value = clues.embedded.resolve(thing.get("author"))
    found: dict[str, Person] = {}
    for item in (value if isinstance(value, list) else [value])[:20]:
        named = clues.embedded.resolve(item)
        if isinstance(named, dict) and "Organization" in " ".join(types_of(named)):
            continue
        for person in people_of(named, clues):
            found.setdefault(person.name, person)
    return tuple(found.values())


def merge_posts(shown: Sequence[Post], told: Sequence[Post]) -> list[Post]:
    """Give the posts that the page shows, with what its data adds to them, then those that the data alone holds."""
    if not shown:
        return list(told)
    pairs = matches(shown, told)
    found = [
        with_told(post, told[pairs[index]]) if index in pairs else post for index, post in enumerate(shown)
    ]
    taken = set(pairs.values())
    return [*found, *(post for index, post in enumerate(told) if index not in taken)]


def matches(shown: Sequence[Post], told: Sequence[Post]) -> dict[int, int]:
    """Tell which post of the data each shown one is: by address, heading, text, or a minute that one of each has."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for keys in (address_keys, heading_keys, text_keys, minute_keys):
        places: dict[str, list[int]] = {}
        for index, post in enumerate(told):
            if index not in taken and (key := keys(post)):
                places.setdefault(key, []).append(index)
        own = Counter(keys(post) for index, post in enumerate(shown) if index not in pairs)
        for index, post in enumerate(shown):
            key = keys(post)
            if index in pairs or not key or len(places.get(key, ())) != own[key]:
                continue
            pairs[index] = places[key].pop(0)
            own[key] -= 1
            taken.add(pairs[index])
    return pairs


def address_keys(post: Post) -> str:
    """Give what the addresses of one post share: the fragment, or else the whole address."""
    address, fragment = urldefrag(post.url) if post.url.count("[") < 2 else (post.url, "")
    digits = "".join(letter for letter in fragment or address.rpartition("=")[2] if letter.isdigit())
    return digits if len(digits) > 3 else fragment or address


def heading_keys(post: Post) -> str:
    """Give what one heading shares in two spellings."""
    return title_key(post.heading)


def text_keys(post: Post) -> str:
    """Give what one text begins with in two spellings; the heading may stand in it."""
    return title_key(post.text)[:OPENING]


def minute_keys(post: Post) -> str:
    """Give the minute of a post."""
    return post.published.iso[:16] if post.published is not None and "T" in post.published.iso else ""


def with_told(post: Post, told: Post) -> Post:
    """Add to a shown post what the data tells of it."""
    changes: Mapping[str, object] = {
        "heading": post.heading
        or (told.heading if title_key(told.heading)[:OPENING] != text_keys(post) else ""),
        "published": better_moment(post.published, told.published),
        "authors": post.authors or told.authors,
        "text": post.text or told.text,
        "url": post.url or told.url,
    }
    return structs.replace(post, **changes)


def better_moment(shown: Moment | None, told: Moment | None) -> Moment | None:
    """Choose between a post's time as it is shown and as the data tells it: the latter where it says more."""
    if shown is None or told is None or "T" not in told.iso:
        return shown or told
    if not shown.iso or "T" not in shown.iso:
        return told
    return told if len(shown.iso) == 16 and len(told.iso) > 16 and shown.iso == told.iso[:16] else shown
