"""One entry of an XML feed as a record: each field from the first of its many spellings that holds something."""

from __future__ import annotations

from lugas.page.urls import clean_address, join
from lugas.sources.elements import Node
from lugas.sources.entries import Entry
from lugas.sources.moments import instant
from lugas.sources.texts import first_picture, line, names, plain

__all__ = ["entry_of", "link_of"]

TITLE = ("title", "atom:title", "dc:title", "media:title")
SUMMARY = (
    "description",
    "atom:summary",
    "summary",
    "dc:description",
    "dcterms:abstract",
    "media:description",
)
CONTENT = ("content:encoded", "atom:content", "content", "xhtml:body", "body", "fulltext", "full-text")
PUBLISHED = (
    "pubdate", "atom:published", "published", "atom:issued", "issued", "dcterms:issued", "dc:date", "dcterms:created",
    "atom:created", "created", "date", "dcterms:date",
)  # fmt: skip
UPDATED = ("atom:updated", "updated", "atom:modified", "modified", "dcterms:modified", "lastbuilddate")
AUTHORS = ("atom:author", "author", "dc:creator", "dc:contributor", "itunes:author", "media:credit")
SECTIONS = ("category", "atom:category", "dc:subject")
PICTURES = ("media:thumbnail", "media:content", "image", "itunes:image")
LONG = 600  # letters of plain text from which a description is the article itself
FOREIGN = frozenset(
    {"replies", "related", "via", "enclosure", "self", "edit", "hub", "next", "license", "search"}
)


def entry_of(node: Node, feed_base: str, language: str) -> Entry:
    """Give the fields of one entry; links are resolved against its own base, else the feed's."""
    base = (join(feed_base, node.base) if node.base else "") or feed_base
    content_node = node.first(*CONTENT)
    content = node.told(*CONTENT)
    described = node.told(*SUMMARY)
    summary = plain(described)
    if not content and len(summary) > LONG and "<" in described:
        content = described
    own = content_node.base if content_node is not None else ""
    text_base = (join(feed_base, own) if own else "") or base
    tags = _tags(node)
    pictured = (first_picture(text, text_base) for text in (content, described))
    return Entry(
        url=link_of(node, base),
        title=line(node.told(*TITLE)),
        id=_id(node),
        summary=summary or plain(content)[:LONG],
        content=content,
        published=instant(node.told(*PUBLISHED), language),
        updated=instant(node.told(*UPDATED), language),
        authors=_authors(node),
        language=(node.get("xml:lang") or node.told("dc:language") or language)[:35],
        section=tags[0] if tags else "",
        tags=tags,
        picture=_picture(node, base) or next((found for found in pictured if found), ""),
        media=_media(node),
    )


def link_of(node: Node, base: str) -> str:
    """Give the address that an entry or a feed leads to.

    Where a service counted clicks, the address it kept is taken; a `guid` that is said to be an address, or that looks
    like one, where there is no link.
    """
    kept = clean_address(node.told("feedburner:origlink"))
    if kept:
        return kept
    found = ""
    for link in node.all("link", "atom:link", "a10:link"):
        href, rel = link.get("href"), link.get("rel").lower()
        if href:
            if rel not in FOREIGN and (not found or "html" in link.get("type")):
                found = join(base, href) or found
        elif link.text:
            found = found or join(base, _with_scheme(link.text))
    if found:
        return found
    for guid in node.all("guid", "id", "atom:id"):
        if guid.get("ispermalink").lower() != "false" and (address := clean_address(guid.text)):
            return address
    about = clean_address(node.get("rdf:about"))
    return about or next((join(base, part.get("url")) for part in node.all("source", "media:player")), "")


def _with_scheme(text: str) -> str:
    """Give an address without blanks in it, and with the scheme that some feeds forget."""
    text = "".join(text.split())
    return f"https://{text}" if text.lower().startswith("www.") else text


def _id(node: Node) -> str:
    """Give what an entry is called by its feed."""
    return (node.told("guid", "atom:id", "id") or node.get("rdf:about") or node.told("dc:identifier"))[:1_000]


def _authors(node: Node) -> tuple[str, ...]:
    """Give the authors, each once, of the first spelling that names any."""
    for spelling in AUTHORS:
        found: list[str] = []
        for author in node.all(spelling)[:20]:
            found += names(author.told("atom:name", "name") or author.text)
        if found:
            return tuple(dict.fromkeys(found))[:20]
    return ()


def _tags(node: Node) -> tuple[str, ...]:
    """Give the categories and keywords, each once, in order."""
    found = [line(part.get("label") or part.text or part.get("term")) for part in node.all(*SECTIONS)[:50]]
    for keywords in node.all("media:keywords")[:1]:
        found += [line(word) for word in keywords.text.split(",")[:30]]
    return tuple(dict.fromkeys(tag for tag in found if 0 < len(tag) <= 100))


def _picture(node: Node, base: str) -> str:
    """Give the address of an entry's picture: the largest that its media tell."""
    best, widest = "", -1
    groups = [node, *node.all("media:group")]
    for told in (part for group in groups for part in group.all(*PICTURES)):
        kind = told.get("medium") or told.get("type").partition("/")[0]
        recorded = told.name == "media:content" and kind not in {"image", ""}
        part = (told.first("media:thumbnail") or Node("", {}, "")) if recorded else told
        address = join(base, part.get("url") or part.get("href") or part.told("url") or part.text)
        width = int(part.get("width")) if part.get("width").isdecimal() and len(part.get("width")) < 6 else 0
        if address and width > widest and not _is_player(part, address):
            best, widest = address, width
    if best:
        return best
    for part in node.all("enclosure", "atom:link", "link"):
        enclosed = part.name == "enclosure" or part.get("rel").lower() == "enclosure"
        if enclosed and part.get("type").startswith("image"):
            return join(base, part.get("url") or part.get("href"))
    return ""


def _is_player(part: Node, address: str) -> bool:
    """Tell whether what is enclosed without a type is no picture by its address."""
    return part.name == "media:content" and address.rpartition(".")[2].lower() in {
        "mp3",
        "mp4",
        "m4a",
        "m3u8",
        "webm",
    }


def _media(node: Node) -> str:
    """Tell the kind of what is enclosed: "audio" or "video", "" for pictures and nothing."""
    for part in (*node.all("enclosure", "media:content", "atom:link"), *node.all("media:group")):
        inner = part.first("media:content") if part.name == "media:group" else part
        kind = (
            (inner.get("medium") or inner.get("type").partition("/")[0]).lower() if inner is not None else ""
        )
        if kind in {"audio", "video"}:
            return kind
    return ""
