"""From a page to its article: the whole story on one screen.

`read` imports this with the first page: the parser and numpy take longer to load than all the rest.
"""

from __future__ import annotations

from dataclasses import replace

from lugas.blocks.assemble import block_numbers, blocks_of
from lugas.blocks.cut import cut_tree
from lugas.blocks.filled import claim_body, fill
from lugas.blocks.hints import hints_of
from lugas.blocks.measure import measure
from lugas.blocks.prose import withdraw_body
from lugas.blocks.roles import label
from lugas.blocks.sheet import Sheet
from lugas.blocks.tagger import chances
from lugas.copied.lines import cut_text
from lugas.fields.clues import Clues
from lugas.fields.gallery import mark_numbers, with_gallery
from lugas.fields.live.posts import mark_posts, with_posts
from lugas.fields.names import starts_as_byline
from lugas.fields.settle import find_fields, find_title
from lugas.fields.verdict.judge import is_closed, judge, leaves_no_body, without_text
from lugas.model import Article, Finding, Page, Role, Verdict, VerdictKind
from lugas.options import Options
from lugas.page.decode import decode
from lugas.page.embedded import Embedded, address_key, find_embedded
from lugas.page.state import Known
from lugas.page.tree import bounded, parse_html
from lugas.page.urls import clean_address

__all__ = ["make_article"]


def make_article(page: Page, options: Options) -> Article:
    """Read a page, whatever its form, and give its article."""
    url = clean_address(page.url)
    text = decode(page, options)
    if text.trouble:
        return without_text(text, url)
    if text.form == "html":
        markup = bounded(text.text)
        tree = parse_html(markup)
        embedded, cut = find_embedded(tree, url), cut_tree(tree, url, options.max_blocks)
    else:
        tree, markup = None, text.text
        embedded, cut = Embedded(), cut_text(text.text, options.max_blocks)
    cut_short = text.cut_short or len(markup) < len(text.text) or len(cut.rows) > options.max_blocks
    del cut.rows[options.max_blocks :]
    clues, title, sheet = look(Clues(cut, embedded, tree, url, page.fetched), options)
    filled = fill(sheet, tree, known_of(embedded, title, url), url) if tree is not None else None
    if filled is not None and not is_closed(clues, sheet, find_fields(clues, sheet, title)):
        cut_short = cut_short or len(filled.cut.rows) > options.max_blocks
        filled.keep(options.max_blocks)
        clues, title, sheet = look(replace(clues, cut=filled.cut, filled=True), options)
        claim_body(sheet, filled)
    fields = find_fields(clues, sheet, title)
    verdict = judge(clues, sheet, fields)
    if cut_short:
        verdict = broken_off(verdict)
    if leaves_no_body(verdict):
        role = Role.CONSENT if verdict.kind is VerdictKind.CONSENT_WALL else Role.OTHER
        withdraw_body(sheet, role, f"is no article's body: {verdict.reason}")
    drafts = mark_posts(fields, clues, sheet) if verdict.kind is VerdictKind.LIVE_BLOG else None
    if verdict.kind is VerdictKind.GALLERY:
        mark_numbers(sheet)
    article = fields.article(verdict, cut.form, blocks_of(sheet))
    if drafts is not None:
        return with_posts(article, drafts, block_numbers(sheet))
    return with_gallery(article, clues) if verdict.kind is VerdictKind.GALLERY else article


def look(clues: Clues, options: Options) -> tuple[Clues, Finding | None, Sheet]:
    """Measure the rows of a page, settle its title, and give each row its role."""
    cut = clues.cut
    numbers = measure(cut, hints_of(cut, clues.embedded, clues.url))
    judged = chances(numbers, cut.form)
    clues = replace(clues, title_chance=judged.title.tolist(), shown_title="")
    title = find_title(clues)
    return clues, title, label(cut, numbers, judged, clues.headline(title), options, starts_as_byline)


def known_of(embedded: Embedded, title: Finding | None, url: str) -> Known:
    """Gather what tells a page's own article from others in its data."""
    titles = (title.value if title is not None else "", embedded.title, *embedded.meta.get("og:title", ()))
    return Known(
        titles=tuple(text for text in titles if isinstance(text, str) and text),
        description=embedded.first("og:description", "description"),
        path=address_key(url or embedded.link("canonical") or embedded.first("og:url")),
    )


def broken_off(verdict: Verdict) -> Verdict:
    """Say in a verdict that the end of the page was not there to be read."""
    why = "the end of the page is missing: a bound was hit, or compressed data broke off"
    kind = VerdictKind.PARTIAL if verdict.kind is VerdictKind.ARTICLE else verdict.kind
    return Verdict(kind, f"{verdict.reason}; {why}", (*verdict.signals, "cut short"))
