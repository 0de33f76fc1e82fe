"""Reading a page: the whole story on one screen."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from lugas.blocks.assemble import blocks_of
from lugas.blocks.cut import cut_tree
from lugas.blocks.hints import hints_of
from lugas.blocks.prose import withdraw_body
from lugas.copied.lines import cut_text
from lugas.fields.clues import Clues
from lugas.fields.settle import find_fields, find_title
from lugas.fields.verdict import judge, without_text
from lugas.model import Article, Page, Role, VerdictKind
from lugas.options import Options
from lugas.page.decode import decode
from lugas.page.embedded import Embedded, find_embedded
from lugas.page.tree import parse_html
from lugas.page.urls import clean_address

__all__ = ["read", "read_page"]

DEFAULTS = Options()

# Pages whose prose, if there is any, is the site's own and nobody's article.
WITHOUT_BODY = frozenset(
    {
        VerdictKind.BOT_BLOCK,
        VerdictKind.CONSENT_WALL,
        VerdictKind.EMPTY,
        VerdictKind.ERROR_PAGE,
        VerdictKind.INDEX,
        VerdictKind.NEEDS_JAVASCRIPT,
    }
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

    `content` is the page's bytes (gzip too) or its text. `url` is the page's address, which is never opened; `form`
    says what the content is when its look would mislead; `encoding` is a character encoding told by an HTTP header;
    `fetched` is when the page was brought, with a zone, to resolve times like "2 hours ago".

    A page without an article is no error: look at the `verdict`. Raises `UsageError` for a wrong argument.
    """
    return read_page(Page(content=content, url=url, form=form, encoding=encoding, fetched=fetched), options)


def read_page(page: Page, options: Options = DEFAULTS) -> Article:
    """Read one page as `read` does, from its record."""
    # Numpy takes longer to load than all the rest; who only looks at records or prints help does not wait for it.
    from lugas.blocks.measure import measure  # noqa: PLC0415 - see above
    from lugas.blocks.roles import label  # noqa: PLC0415 - see above
    from lugas.blocks.tagger import chances  # noqa: PLC0415 - see above

    url = clean_address(page.url)
    text = decode(page, options)
    if text.trouble:
        return without_text(text, url)
    if text.form == "html":
        tree = parse_html(text.text)
        embedded, cut = find_embedded(tree, url), cut_tree(tree, url)
    else:
        tree = None
        embedded, cut = Embedded(), cut_text(text.text)
    numbers = measure(cut, hints_of(cut, embedded, url))
    judged = chances(numbers, cut.form)
    clues = Clues(cut, embedded, tree, url, page.fetched, judged.title.tolist())
    title = find_title(clues)
    sheet = label(cut, numbers, judged, clues.headline(title), options)
    fields = find_fields(clues, sheet, title)
    verdict = judge(clues, sheet, fields)
    if verdict.kind in WITHOUT_BODY:
        role = Role.CONSENT if verdict.kind is VerdictKind.CONSENT_WALL else Role.OTHER
        withdraw_body(sheet, role, f"is no article's body: {verdict.reason}")
    return fields.article(verdict, cut.form, blocks_of(sheet))
