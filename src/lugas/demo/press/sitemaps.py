"""The papers' sitemaps and robots.txt."""

from __future__ import annotations

import datetime as dt
import gzip
from collections.abc import Iterable

from lugas.demo.press.dates import iso
from lugas.demo.press.design import Design, join, text
from lugas.demo.world import Version

__all__ = ["index", "news", "plain_map", "robots"]

NEWS_FOR = dt.timedelta(days=2)  # what the news sitemap's rules ask for
SPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def news(design: Design, *, packed: bool = False) -> bytes:
    """Give the news sitemap: the articles of the last two days."""
    edition = design.edition
    fresh = (one for one in edition.versions if edition.now - one.article.published <= NEWS_FOR)
    entries = join(news_entry(design, version) for version in fresh)
    data = f"{HEAD}<urlset {SPACES}>{entries}</urlset>\n".encode()
    return gzip.compress(data, mtime=0) if packed else data


def news_entry(design: Design, version: Version) -> str:
    """Give one article of the news sitemap."""
    article = version.article
    told = (
        f"<news:publication><news:name>{text(design.paper.title)}</news:name>"
        f"<news:language>{article.language}</news:language></news:publication>"
        f"<news:publication_date>{design.published(version)}</news:publication_date>"
        f"<news:title>{text(version.title)}</news:title>"
    )
    return f"<url><loc>{design.url(design.article_path(article))}</loc><news:news>{told}</news:news></url>"


def plain_map(design: Design, *, packed: bool = False) -> bytes:
    """Give the sitemap of everything there is: sections and articles."""
    sections = (
        f"<url><loc>{design.url(design.section_path(one))}</loc></url>" for one in design.paper.sections
    )
    articles = (
        f"<url><loc>{design.url(design.article_path(version.article))}</loc>"
        f"<lastmod>{design.modified(version)}</lastmod></url>"
        for version in design.edition.versions
    )
    data = f"{HEAD}<urlset {SPACES}>{join([*sections, *articles])}</urlset>\n".encode()
    return gzip.compress(data, mtime=0) if packed else data


def index(design: Design, paths: Iterable[str]) -> bytes:
    """Give the index of several sitemaps."""
    changed = iso(design.edition.moment(design.edition.now))
    maps = join(
        f"<sitemap><loc>{design.url(path)}</loc><lastmod>{changed}</lastmod></sitemap>" for path in paths
    )
    return f"{HEAD}<sitemapindex {SPACES}>{maps}</sitemapindex>\n".encode()


def robots(design: Design) -> bytes:
    """Give robots.txt: what is closed to all, a delay where the paper asks for one, the sitemap where there is one."""
    paper = design.paper
    lines = ["User-agent: *", "Disallow: /search", "Disallow: /private/", "Disallow: /*?print=", "Allow: /"]
    if paper.crawl_delay:
        lines.append(f"Crawl-delay: {paper.crawl_delay:g}")
    lines += ["", "User-agent: GreedyBot", "Disallow: /", ""]
    if paper.sitemap and design.sitemap_path:
        lines.append(f"Sitemap: {design.url(design.sitemap_path)}")
    return ("\n".join(lines) + "\n").encode()
