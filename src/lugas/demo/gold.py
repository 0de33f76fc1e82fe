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

    `paragraphs` are the body as text: paragraphs, headings, quotes, list items, table rows with tabs between cells.
    `captions` are those of all pictures, the lead's first; `posts` counts a live blog's. `dek` is empty where the page
    does not show it.
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
    captions: tuple[str, ...]
    posts: int
    closed: bool
    site: str


def gold_of(site: Site, version: Version, view: View | None = None) -> Gold:
    """Tell what the page of an article holds, as asked for by `view`."""
    view = view or View()
    article, design = version.article, site.design
    part = design.shown(version, view)
    paragraphs = words_of(part.blocks)
    if paragraphs and part.page in {0, 1} and part.blocks[0].kind == "p":
        paragraphs[0] = design.dateline(article) + paragraphs[0]
    posts = () if part.closed or view.form == "amp" else version.posts
    for post in posts:
        paragraphs += [post.heading] if post.heading else []
        paragraphs += words_of(post.blocks)
    path = design.page_path(article, view.page) if part.pages > 1 else design.article_path(article)
    lead = article.picture if part.page in {0, 1} else None
    pictures = (lead, *(block.picture for block in part.blocks))
    return Gold(
        url=design.url(design.form_path(article) if view.form else path),
        canonical=design.url(design.article_path(article)),
        kind=article.kind,
        title=version.title,
        dek=plain(version.dek) if part.page in {0, 1} and design.shows_dek(view) else "",
        authors=article.authors,
        published=design.published(version),
        modified=design.modified(version) if version.modified is not None else "",
        section=site.edition.paper.section(article.section).name,
        language=article.language,
        tags=article.tags,
        paragraphs=tuple(paragraphs),
        wire=article.wire,
        captions=tuple(picture.caption for picture in pictures if picture is not None),
        posts=len(posts),
        closed=bool(part.closed),
        site=site.edition.paper.title,
    )
