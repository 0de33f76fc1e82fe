"""What a reader should get from the papers' pages: known, because the world's data says what is in them."""

from __future__ import annotations

from dataclasses import dataclass

from lugas.demo.press.shown import View, plain, words_of
from lugas.demo.site import Site
from lugas.demo.world import Version

__all__ = ["Gold", "gold_of"]


@dataclass(frozen=True, slots=True)
class Gold:
    """One page's article.

    `paragraphs` are the body as text: paragraphs, headings, quotes, list items, and table rows with tabs between cells.
    `published` and `modified` are ISO 8601 with offset, `modified` empty where the page tells of no change.
    """

    url: str
    canonical: str
    kind: str
    title: str
    dek: str
    authors: tuple[str, ...]
    published: str
    modified: str
    section: str
    language: str
    tags: tuple[str, ...]
    paragraphs: tuple[str, ...]
    wire: str
    caption: str
    closed: bool
    site: str


def gold_of(site: Site, version: Version, view: View | None = None) -> Gold:
    """Tell what the page of an article holds, as asked for by `view`."""
    view = view or View()
    article, design = version.article, site.design
    part = design.shown(version, view)
    paragraphs = words_of(part.blocks)
    if not part.closed and view.form != "amp":
        for post in version.posts:
            paragraphs += [post.heading] if post.heading else []
            paragraphs += words_of(post.blocks)
    path = design.page_path(article, view.page) if part.pages > 1 else design.article_path(article)
    lead = article.picture if part.page in {0, 1} else None
    return Gold(
        url=design.url(design.form_path(article) if view.form else path),
        canonical=design.url(design.article_path(article)),
        kind=article.kind,
        title=version.title,
        dek=plain(version.dek) if part.page in {0, 1} else "",
        authors=article.authors,
        published=design.published(version),
        modified=design.modified(version) if version.modified is not None else "",
        section=site.edition.paper.section(article.section).name,
        language=article.language,
        tags=article.tags,
        paragraphs=tuple(paragraphs),
        wire=article.wire,
        caption=lead.caption if lead is not None else "",
        closed=bool(part.closed),
        site=site.edition.paper.title,
    )
