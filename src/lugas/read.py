"""Reading a page: what a user calls."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from lugas.errors import UsageError
from lugas.model import Article, Page
from lugas.options import Options

__all__ = ["read", "read_page"]

DEFAULTS = Options()

FORMS = ("auto", "html", "text")

# What each part of a page may be, and what to give where it is something else.
KINDS: tuple[tuple[str, tuple[type, ...], str], ...] = (
    ("content", (bytes, str), "give the page as bytes or as str"),
    ("url", (str, type(None)), "give the address as str, or None"),
    ("encoding", (str, type(None)), "give the name of an encoding as str, or None"),
    ("fetched", (dt.datetime, type(None)), "give a datetime with a zone, or None"),
)


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

    `content` is the page's bytes (gzip too) or its text. `url` is the page's address, which is never opened, and counts
    as none where it does not begin with http:// or https://; `form` says what the content is when its look would
    mislead; `encoding` is a character encoding told by an HTTP header; `fetched` is when the page was brought, with a
    zone, to resolve times like "2 hours ago".

    A page without an article is no error: look at the `verdict`. Raises `UsageError` for a wrong argument.
    """
    return read_page(Page(content=content, url=url, form=form, encoding=encoding, fetched=fetched), options)


def read_page(page: Page, options: Options = DEFAULTS) -> Article:
    """Read one page as `read` does, from its record. Raises `UsageError` for a wrong one."""
    refuse_wrong(page, options)
    from lugas.article import make_article  # noqa: PLC0415 - what reads a page is loaded with the first page

    return make_article(page, options)


def refuse_wrong(page: Page, options: Options) -> None:
    """Raise `UsageError` for what is not of the kind asked for: found here, it is named as the caller calls it."""
    given: object = page
    if not isinstance(given, Page):
        remedy = "give a lugas.Page, or the content itself to lugas.read"
        raise UsageError(f"page is of type {type(given).__name__}", name="page", remedy=remedy)
    for name, kinds, remedy in KINDS:
        value: object = getattr(page, name)
        if not isinstance(value, kinds):
            raise UsageError(f"{name} is of type {type(value).__name__}", name=name, remedy=remedy)
    if page.fetched is not None and page.fetched.utcoffset() is None:
        remedy = "give it a zone, such as datetime.now(datetime.UTC) has"
        raise UsageError("fetched has no zone", name="fetched", remedy=remedy)
    if page.form not in FORMS:
        raise UsageError(f"form is {page.form!r}", name="form", remedy=f"give one of {', '.join(FORMS)}")
    if not isinstance(options, Options):
        raise UsageError(
            f"options is of type {type(options).__name__}", name="options", remedy="give lugas.Options(...)"
        )
