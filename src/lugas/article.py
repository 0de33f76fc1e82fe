"""From a page to its article: the whole story on one screen.

`read` imports this with the first page: the parser and numpy take longer to load than all the rest.
"""

from __future__ import annotations

from lugas.blocks.assemble import blocks_of
from lugas.blocks.cut import cut_tree
from lugas.blocks.hints import hints_of
from lugas.blocks.measure import measure
from lugas.blocks.prose import withdraw_body
from lugas.blocks.roles import label
from lugas.blocks.tagger import chances
from lugas.copied.lines import cut_text
from lugas.fields.clues import Clues
from lugas.fields.names import starts_as_byline
from lugas.fields.settle import find_fields, find_title
from lugas.fields.verdict import judge, without_text
from lugas.model import Article, Page, Role, Verdict, VerdictKind
from lugas.options import Options
from lugas.page.decode import decode
from lugas.page.embedded import Embedded, find_embedded
from lugas.page.tree import parse_html
from lugas.page.urls import clean_address

__all__ = ["make_article"]

# Pages whose prose, if there is any, is the site's own and nobody's article.
WITHOUT_BODY = frozenset(
    {
        VerdictKind.BOT_BLOCK,
        VerdictKind.CONSENT_WALL,
        VerdictKind.ERROR_PAGE,
        VerdictKind.INDEX,
        VerdictKind.NEEDS_JAVASCRIPT,
    }
)


def make_article(page: Page, options: Options) -> Article:
    """Read a page, whatever its form, and give its article."""
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
    cut_short = text.cut_short or len(cut.rows) > options.max_blocks
    del cut.rows[options.max_blocks :]
    numbers = measure(cut, hints_of(cut, embedded, url))
    judged = chances(numbers, cut.form)
    clues = Clues(cut, embedded, tree, url, page.fetched, judged.title.tolist())
    title = find_title(clues)
    sheet = label(cut, numbers, judged, clues.headline(title), options, starts_as_byline)
    fields = find_fields(clues, sheet, title)
    verdict = judge(clues, sheet, fields)
    if cut_short:
        verdict = broken_off(verdict)
    if verdict.kind in WITHOUT_BODY:
        role = Role.CONSENT if verdict.kind is VerdictKind.CONSENT_WALL else Role.OTHER
        withdraw_body(sheet, role, f"is no article's body: {verdict.reason}")
    return fields.article(verdict, cut.form, blocks_of(sheet))


def broken_off(verdict: Verdict) -> Verdict:
    """Say in a verdict that the end of the page was not there to be read."""
    why = "the end of the page is missing: a bound was hit, or compressed data broke off"
    kind = VerdictKind.PARTIAL if verdict.kind is VerdictKind.ARTICLE else verdict.kind
    return Verdict(kind, f"{verdict.reason}; {why}", (*verdict.signals, "cut short"))
