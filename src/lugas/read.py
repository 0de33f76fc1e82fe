"""Reading a page: what a user calls."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from lugas.model import Article, Page
from lugas.options import Options

__all__ = ["read", "read_page"]

DEFAULTS = Options()


def read(
    content: bytes | str,
    *,
    url: str | None = None,
    form: Literal["auto", "html", "text"] = "auto",
    encoding: str | None = None,
    fetched: dt.datetime | None = None,
    options: Options = DEFAULTS,
) -> Article:
    """Read one page, saved HTML or copied text, and give its article.

    `content` is the page's bytes (gzip too) or its text. `url` is the page's address, which is never opened; `form`
    says what the content is when its look would mislead; `encoding` is a character encoding told by an HTTP header;
    `fetched` is when the page was brought, with a zone, to resolve times like "2 hours ago".

    A page without an article is no error: look at the `verdict`. Raises `UsageError` for a wrong argument.
    """
    return read_page(Page(content=content, url=url, form=form, encoding=encoding, fetched=fetched), options)


def read_page(page: Page, options: Options = DEFAULTS) -> Article:
    """Read one page as `read` does, from its record."""
    from lugas.article import make_article  # noqa: PLC0415 - what reads a page is loaded with the first page

    return make_article(page, options)
