"""Joining the pages of one article: what a user calls. `lugas.joined` does the work, loaded with its first use."""

from __future__ import annotations

from collections.abc import Sequence

from lugas.model import Article

__all__ = ["join"]


def join(articles: Sequence[Article]) -> Article:
    """Make one article of the pages that its site splits it over, given in any order.

    They are ordered by the links between them, by their addresses, or else as they are given. A page given twice
    counts once, and a page that holds the whole article comes first. Where the pages tell of parts that are not among
    them, the verdict is `partial` and `pages` holds their links.

    Raises `UsageError` where no page is given or more than 200 are, where something else than an article is among
    them, or where titles or hosts show that the pages are not of one article.
    """
    from lugas.joined import join_pages  # noqa: PLC0415 - what joins pages is needed for few pages

    return join_pages(articles)
