"""The papers' feeds, each in its own form: RSS 2.0, Atom, RSS 1.0 (RDF) and JSON Feed."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from lugas.demo.press.dates import iso, mail_date
from lugas.demo.press.design import Design, join, text
from lugas.demo.press.shown import View
from lugas.demo.world import Version

__all__ = ["FEED_TYPES", "feed"]

ENTRIES = 25
FEED_TYPES = {
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json",
    "rdf": "application/rdf+xml; charset=utf-8",
    "rss": "application/rss+xml; charset=utf-8",
}


def feed(design: Design, section: str = "") -> tuple[bytes, str]:
    """Give a paper's feed, of all or of one section, with its type."""
    form = design.paper.feed
    versions = design.edition.in_section(section) if section else list(design.edition.versions)
    return FORMS[form](design, versions[:ENTRIES]).encode(), FEED_TYPES[form]


def newest(design: Design, versions: list[Version]) -> str:
    """Give when the feed last changed."""
    latest = max((version.changed for version in versions), default=None)
    return iso(design.edition.moment(latest)) if latest is not None else "1970-01-01T00:00:00Z"


def content(design: Design, version: Version) -> str:
    """Give the whole body as markup, for a feed with full texts."""
    part = design.shown(version, View(page=0, member=version.article.access == "free"))
    return join(design.body(part.blocks))


def picture(design: Design, version: Version) -> str:
    """Give the address of an article's lead picture."""
    lead = version.article.picture
    return design.url(design.picture_path(lead)) if lead is not None else ""


def rss(design: Design, versions: list[Version]) -> str:
    """Give RSS 2.0 with summaries; its identifiers are no addresses, its links bear tracking parameters."""
    items = []
    for version in versions:
        article = version.article
        image = picture(design, version)
        kind = "image/" + image.rpartition(".")[2].replace("jpg", "jpeg")
        enclosure = f'<enclosure url="{image}" length="20000" type="{kind}"/>' if image else ""
        summary = text(
            (f'<img src="{image}" align="left"/>' if image else "") + text(design.summary(version))
        )
        items.append(
            f"<item><title><![CDATA[{version.title}]]></title><link>{text(design.feed_link(article))}</link>"
            f'<guid isPermaLink="false">{design.paper.name}-{article.number}</guid>'
            f"<pubDate>{mail_date(design.edition.moment(article.published))}</pubDate>"
            f"<dc:creator>{text(', '.join(article.authors))}</dc:creator>"
            f"<category>{text(design.paper.section(article.section).name)}</category>"
            f"<description>{summary}</description>{enclosure}</item>"
        )
    hub = f'<atom:link rel="hub" href="{design.url("/hub")}"/>' if design.paper.hub else ""
    own = design.url(design.feed_path or "/rss")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>{text(design.paper.title)}</title><link>{design.origin}/</link>"
        f"<description>{text(design.paper.tagline)}</description><language>{design.paper.language}</language>"
        f'<atom:link rel="self" type="application/rss+xml" href="{own}"/>{hub}<ttl>15</ttl>'
        f"{join(items)}</channel></rss>\n"
    )


def atom(design: Design, versions: list[Version]) -> str:
    """Give Atom with full texts; its identifiers do not change when the addresses do."""
    entries = []
    for version in versions:
        article = version.article
        link = design.url(design.article_path(article))
        authors = join((f"<author><name>{text(name)}</name></author>" for name in article.authors), "")
        changed = design.modified(version)
        entries.append(
            f'<entry><title type="html">{text(version.title)}</title><link rel="alternate" href="{link}"/>'
            f"<id>tag:{design.paper.name}.example,2026:{article.number}</id>{authors}"
            f"<published>{design.published(version)}</published><updated>{changed}</updated>"
            f'<category term="{text(design.paper.section(article.section).name)}"/>'
            f'<summary type="html">{text(design.summary(version))}</summary>'
            f'<content type="html" xml:base="{link}">{text(content(design, version))}</content></entry>'
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{design.paper.language}">'
        f"<title>{text(design.paper.title)}</title><subtitle>{text(design.paper.tagline)}</subtitle>"
        f'<link rel="alternate" type="text/html" href="{design.origin}/"/>'
        f'<link rel="self" type="application/atom+xml" href="{design.url(design.feed_path)}"/>'
        f"<id>tag:{design.paper.name}.example,2026:feed</id><updated>{newest(design, versions)}</updated>"
        f"{join(entries)}</feed>\n"
    )


def rdf(design: Design, versions: list[Version]) -> str:
    """Give RSS 1.0 with summaries."""
    links = [(version, design.url(design.article_path(version.article))) for version in versions]
    order = join((f'<rdf:li rdf:resource="{link}"/>' for _, link in links), "")
    items = join(
        f'<item rdf:about="{link}"><title>{text(version.title)}</title><link>{link}</link>'
        f"<description>{text(design.summary(version))}</description><dc:date>{design.published(version)}</dc:date>"
        f"<dc:creator>{text(', '.join(version.article.authors))}</dc:creator>"
        f"<dc:subject>{text(design.paper.section(version.article.section).name)}</dc:subject></item>"
        for version, link in links
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<channel rdf:about="{design.url(design.feed_path)}"><title>{text(design.paper.title)}</title>'
        f"<link>{design.origin}/</link><description>{text(design.paper.tagline)}</description>"
        f"<dc:language>{design.paper.language}</dc:language><items><rdf:Seq>{order}</rdf:Seq></items></channel>"
        f"{items}</rdf:RDF>\n"
    )


def json_feed(design: Design, versions: list[Version]) -> str:
    """Give JSON Feed 1.1 with summaries."""
    items: list[dict[str, Any]] = []
    for version in versions:
        article = version.article
        item: dict[str, Any] = {
            "id": f"{design.paper.name}:{article.number}",
            "url": design.url(design.article_path(article)),
            "title": f"{article.kicker}: {version.title}" if article.kicker else version.title,
            "content_text": design.summary(version),
            "date_published": design.published(version),
            "authors": [{"name": name} for name in article.authors],
            "tags": list(article.tags),
        }
        if version.modified is not None:
            item["date_modified"] = design.modified(version)
        if article.picture is not None:
            item["image"] = picture(design, version)
        items.append(item)
    whole = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": design.paper.title,
        "home_page_url": f"{design.origin}/",
        "feed_url": design.url(design.feed_path),
        "language": design.paper.language,
        "items": items,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)


FORMS: dict[str, Callable[[Design, list[Version]], str]] = {
    "atom": atom,
    "json": json_feed,
    "rdf": rdf,
    "rss": rss,
}
