"""The section pages that a front links: watched where a site has neither feed nor news sitemap."""

from __future__ import annotations

from urllib.parse import urlsplit

from lugas.page.tree import Document
from lugas.sources.addresses import SERVICE, shape_of
from lugas.sources.front_links import Link, links_of
from lugas.sources.places import Offer

__all__ = ["section_links"]

DEEPEST = 2  # parts of a section's path: /sport, /news/sport
LONGEST = 40  # letters of a section's name


def section_links(tree: Document, base: str, here: str) -> tuple[Offer, ...]:
    """Give the section pages that a front links, in their order.

    Such a link stands in a menu, or again and again; it stays on the host, its path is short, its text is a name, and
    its address is neither an article's nor that of a page about the site.
    """
    return tuple(
        Offer(url=link.url, title=_name(link), found="section")
        for link in links_of(tree, base, here)
        if (link.in_menu or link.times > 1) and not link.in_foot and _is_section(link, here)
    )


def _is_section(link: Link, here: str) -> bool:
    parts = urlsplit(link.url)
    depth = len([part for part in parts.path.split("/") if part])
    shape = shape_of(link.url, here)
    named = 0 < len(_name(link)) <= LONGEST
    return (
        named
        and 0 < depth <= DEEPEST
        and not parts.query
        and not shape.refused
        and SERVICE < shape.points <= 0
    )


def _name(link: Link) -> str:
    return next((text for text in (*link.texts, link.label, link.title) if text), "")
