"""What a page shows of other sites: players, posts, maps, documents, charts; and what they say in the page itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, NamedTuple, cast

from lugas.blocks.run import INVISIBLE
from lugas.blocks.words import read_list
from lugas.model import Embed
from lugas.page.tree import Element, Text
from lugas.page.urls import host, join, without_tracking

__all__ = [
    "PostReader",
    "embed_of",
    "is_slight_frame",
    "may_show",
    "player_of",
    "post_of",
    "provider_of",
    "script_of",
]

EmbedKind = Literal["", "video", "audio", "post", "map", "document", "chart"]

SOURCES = (
    "src",
    "data-src",
    "data-lazy-src",
    "data",
    "data-url",
    "data-iframe-src",
    "data-embed-src",
    "data-href",
)
KINDS: Mapping[str, EmbedKind] = {
    "video": "video",
    "audio": "audio",
    "amp-video": "video",
    "amp-audio": "audio",
}
ENDINGS: Mapping[str, EmbedKind] = {
    ".pdf": "document",
    ".mp3": "audio",
    ".m4a": "audio",
    ".ogg": "audio",
    ".mp4": "video",
    ".webm": "video",
    ".m3u8": "video",
    ".mov": "video",
}

# A name of a video or a post in an attribute: no markup, no path out of the address it is put into.
NAME = re.compile(r"[\w-][\w./-]{0,80}", re.ASCII)
NAMED = re.compile(r"\{([a-z-]*)\}")
TELEGRAM = re.compile(r"\w{1,64}/\d{1,12}", re.ASCII)

# A post is at most this long, in characters and in nodes of the tree: one that was never closed holds the article.
LONGEST_POST, MOST_NODES = 4000, 400
# All elements that turn out to be no post together are looked into for this many nodes.
MOST_LOOKED = 20_000
LONGEST_TITLE = 300

# Parts of class names of the elements in which a script puts a player.
TELLING = (
    "brightcove",
    "dailymotion",
    "embed",
    "flourish",
    "infogram",
    "player",
    "tweet",
    "video",
    "vimeo",
    "youtube",
)

SHOWING = re.compile("|".join(TELLING))

APART = frozenset(
    ("blockquote", "br", "div", "h1", "h2", "h3", "h4", "li", "p", "section", "table", "td", "tr")
)
WORDLESS = frozenset(("script", "style", "svg", "template", "noscript", "iframe"))


class Provider(NamedTuple):
    """Who serves an embed, of what kind it is, and whether a script from there is itself what is shown."""

    path: str
    name: str
    kind: EmbedKind
    script: bool


NOBODY = Provider("", "", "", False)


class Post(NamedTuple):
    """How the posts of one site are told: the site's name, the attribute with their address, what that contains."""

    name: str
    attribute: str
    part: str


@lru_cache(maxsize=1)
def providers() -> dict[str, list[Provider]]:
    """Give the providers of the list by their host, those with a path first."""
    found: dict[str, list[Provider]] = {}
    for line in read_list("providers"):
        place, name, kind, *rest = line.split("\t")
        server, _, path = place.partition("/")
        told = cast("EmbedKind", "" if kind == "-" else kind)
        found.setdefault(server, []).append(Provider(path and "/" + path, name, told, bool(rest)))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry.path))
    return found


@lru_cache(maxsize=1)
def players() -> dict[str, list[tuple[str, str]]]:
    """Give for each attribute of the list the tags or classes that it counts with, and the address."""
    found: dict[str, list[tuple[str, str]]] = {}
    for line in read_list("players"):
        name, attribute, address = line.split("\t")
        found.setdefault(attribute, []).append((name, address))
    return found


@lru_cache(maxsize=1)
def posts() -> dict[str, Post]:
    """Give the posts of the list by their class."""
    found = {}
    for line in read_list("posts"):
        name, *told = line.split("\t")
        found[name] = Post(*("" if word == "-" else word for word in told))
    return found


def may_show(names: str) -> bool:
    """Tell whether an element of these classes may be a post or a player: asked of every element with a class."""
    names = names.lower()
    if SHOWING.search(names) is not None:
        return True
    # one of these parts stands in every name of a post that the pattern does not find
    may_post = "-post" in names or "-media" in names or "-card" in names
    return may_post and not posts().keys().isdisjoint(names.split())


def provider_of(url: str) -> Provider:
    """Tell who serves an address; nobody for one not known."""
    name = server = host(url)
    path = url.partition(server)[2] if server else ""
    path = path[path.find("/") :] if "/" in path else ""
    while name:
        for provider in providers().get(name, ()):
            if path.startswith(provider.path):
                return provider
        _, _, name = name.partition(".")
    return NOBODY


def made(url: str, title: str = "", text: str = "", kind: EmbedKind = "") -> Embed:
    """Make the embed at an address; `kind` is what its element says."""
    provider = provider_of(url)
    ending = url.partition("?")[0][-5:].lower()
    told = (
        kind or provider.kind or next((found for end, found in ENDINGS.items() if ending.endswith(end)), "")
    )
    title = "" if "<" in title else " ".join(title.split())[:LONGEST_TITLE]
    return Embed(url=url, provider=provider.name, title=title, kind=told, text=text)


def embed_of(element: Element, base: str) -> Embed | None:
    """Give what a frame, a video or an object shows; `None` when it names no address. `srcdoc` is never looked into."""
    kind = KINDS.get(element.tag, "")
    if element.tag == "source":
        kind = cast("EmbedKind", (element.attr("type") or "").partition("/")[0])
        kind = kind if kind in {"video", "audio"} else ""
    if (element.attr("type") or "").lower() == "application/pdf":
        kind = "document"
    title = element.attr("title") or element.attr("aria-label") or ""
    for name in SOURCES:
        value = element.attr(name)
        if value and (url := join(base, value)):
            return made(url, title, kind=kind)
    return player_of(element)


def player_of(element: Element) -> Embed | None:
    """Give what an element of any kind names by an attribute, for a script to show it; `None` for most elements."""
    attributes = element.attrs
    known = players()
    for attribute in known.keys() & set(attributes):
        value = attributes[attribute]
        for name, address in known[attribute]:
            if isinstance(value, str) and NAME.fullmatch(value) and is_called(element, name):
                return put_together(
                    address, value, attributes, element.attr("title") or element.attr("playlabel")
                )
    return None


def is_called(element: Element, name: str) -> bool:
    """Whether an element has a tag or a class."""
    return name in ("*", element.tag) or name in (element.attr("class") or "").lower().split()


def put_together(
    address: str, value: str, attributes: Mapping[str, object], title: str | None
) -> Embed | None:
    """Fill an address of the list with the values of attributes; `None` where one lacks."""
    parts = []
    for number, piece in enumerate(NAMED.split(address)):
        found = (attributes.get(piece) if piece else value) if number % 2 else piece
        if not isinstance(found, str) or (number % 2 and (not NAME.fullmatch(found) or ".." in found)):
            return None
        parts.append(found)
    return made("".join(parts), title or "")


def is_slight_frame(element: Element, url: str) -> bool:
    """Tell whether a frame shows nothing to a reader: a counter, an advertisement, a button, a form."""
    sides = [(element.attr(name) or "").strip().removesuffix("px") for name in ("width", "height")]
    if any(side in {"0", "1", "2", "3"} for side in sides):
        return True
    return any(piece in url.lower() for piece in read_list("not_embeds"))


def script_of(element: Element, base: str) -> Embed | None:
    """Give what a script shows in its own place: a chart, a player, a post; `None` for nearly every script."""
    address = element.attr("src")
    if not address or not any(server in address for server in script_servers()):
        return None
    post = element.attr("data-telegram-post")
    if post and TELEGRAM.fullmatch(post):
        return made(f"https://t.me/{post}", kind="post")
    for name in (address, element.attr("data-src") or ""):
        url = join(base, name) if "//" in name else ""
        if url and provider_of(url).script:
            return made(url.removesuffix("/embed.js") + "/" if url.endswith("/embed.js") else url)
    return None


@lru_cache(maxsize=1)
def script_servers() -> tuple[str, ...]:
    """Give the hosts of which a script is itself what is shown."""
    return (
        "telegram.org",
        *(server for server, told in providers().items() if any(one.script for one in told)),
    )


class PostReader:
    """Reads the posts of a page; what it looks at in vain is bounded for the whole page."""

    def __init__(self) -> None:
        self.looked = 0


def post_of(element: Element, base: str, reader: PostReader) -> Embed | None:
    """Give the post that an element holds with its text; `None` for what is no post, or far too long for one."""
    names = element.attr("class")
    if not names or reader.looked > MOST_LOOKED:
        return None
    known = posts()
    post = next((known[name] for name in names.lower().split() if name in known), None)
    if post is None:
        return None
    read = read_post(element)
    if read is None:
        reader.looked += MOST_NODES
        return None
    text, links = read
    told = [element.attr(name) or "" for name in (post.attribute, "cite", "data-href") if name]
    addresses = [url for value in (*told, *reversed(links)) if value and (url := join(base, value))]
    url = next((url for url in addresses if post.part in url), "")
    if not url:
        return None
    # what follows an address of a post tells who looked at it, but on Facebook
    found = made(without_tracking(url) if post.name == "Facebook" else url.partition("?")[0], text=text)
    kind: EmbedKind = "video" if found.kind == "video" and not text else "post"
    return Embed(found.url, post.name or found.provider, found.title, kind, text)


def read_post(element: Element) -> tuple[str, list[str]] | None:
    """Read the text and the links of a post; `None` where there is too much of them."""
    parts: list[str] = []
    links: list[str] = []
    size = nodes = 0
    walk = [(iter(element.children), "")]
    while walk:
        node = next(walk[-1][0], None)
        if node is None:
            parts.append(walk.pop()[1])
            continue
        nodes += 1
        if isinstance(node, Text):
            parts.append(node.data)
            size += len(node.data)
        elif isinstance(node, Element) and node.tag not in WORDLESS:
            if node.tag == "a" and (address := node.attr("href")):
                links.append(address)
            edge = "\0" if node.tag in APART else ""
            parts.append(edge)
            walk.append((iter(node.children), edge))
        if size > LONGEST_POST or nodes > MOST_NODES:
            return None
    lines = (" ".join(line.split()) for line in INVISIBLE.sub("", "".join(parts)).split("\0"))
    return "\n".join(line for line in lines if line), links
