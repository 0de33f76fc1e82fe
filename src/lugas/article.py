"""From a page to its article: the whole story on one screen.

`read` imports this with the first page: the parser and numpy take longer to load than all the rest.
"""

from __future__ import annotations

from dataclasses import replace

from msgspec import structs

from lugas.blocks.assemble import block_numbers, blocks_of
from lugas.blocks.cut import cut_tree
from lugas.blocks.filled import claim_body, fill, shows_enough
from lugas.blocks.hints import hints_of
from lugas.blocks.measure import measure
from lugas.blocks.prose import withdraw_body
from lugas.blocks.roles import label, unlabelled
from lugas.blocks.sheet import Sheet
from lugas.blocks.tagger import chances
from lugas.budget import OUT_OF_MEMORY, OUT_OF_TIME, Budget
from lugas.copied.lines import cut_text
from lugas.fields.clues import Clues
from lugas.fields.gallery import mark_numbers, with_gallery
from lugas.fields.live.posts import mark_posts, with_posts
from lugas.fields.names import starts_as_byline
from lugas.fields.settle import find_fields, find_title
from lugas.fields.verdict.judge import is_closed, judge, leaves_no_body, without_text
from lugas.model import Article, Finding, Page, Role, Verdict, VerdictKind
from lugas.options import Options
from lugas.page.decode import Decoded, decode
from lugas.page.embedded import Embedded, address_key, find_embedded
from lugas.page.rows import Cut
from lugas.page.state import Known
from lugas.page.tree import MOST_TAGS, Document, bounded, parse_html
from lugas.page.urls import clean_address

__all__ = ["make_article"]

LEAST_READ = 100_000  # characters that are cut of a page on whose bytes all the time allowed went


def make_article(page: Page, options: Options) -> Article:
    """Read a page, whatever its form, and give its article."""
    budget = Budget(options.max_seconds, options.max_memory)
    url = clean_address(page.url)
    text, tree, cut, embedded = cut_page(page, options, url, budget)
    if text.trouble:
        return without_text(text, url)
    cut_short = text.cut_short or len(cut.rows) > options.max_blocks
    del cut.rows[options.max_blocks :]
    clues, title, sheet = look(Clues(cut, embedded, tree, url, page.fetched), options)
    filled = None
    if tree is not None and not shows_enough(sheet):
        known, base = known_of(embedded, title, url), url or embedded.address
        filled = budget.ask(None, fill, sheet, tree, known, base)
    if (
        filled is not None
        and not is_closed(clues, sheet, find_fields(clues, sheet, title))
        and not budget.over()
    ):
        cut_short = cut_short or len(filled.cut.rows) > options.max_blocks
        filled.keep(options.max_blocks)
        clues, title, sheet = look(replace(clues, cut=filled.cut, filled=True, record=filled.record), options)
        claim_body(sheet, filled)
    fields = find_fields(clues, sheet, title)
    verdict = unjudged(sheet) if budget.over() else judge(clues, sheet, fields)
    verdict = broken_off(verdict, budget, cut_short=cut_short)
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


def cut_page(
    page: Page, options: Options, url: str, budget: Budget
) -> tuple[Decoded, Document | None, Cut, Embedded]:
    """Decode a page, parse it, and cut it into rows, each as far as its bounds let it."""
    room = budget.most_bytes(options.max_expanded)
    text = decode(
        page, structs.replace(options, max_expanded=room) if room < options.max_expanded else options
    )
    budget.full = text.full and room < options.max_expanded
    markup = text.text[:LEAST_READ] if budget.over() else text.text
    if text.form == "text":
        budget.take(len(markup), 0)
        return text, None, cut_text(markup, options.max_blocks, budget), Embedded()
    most = budget.most_tags(MOST_TAGS)
    whole, markup = markup, bounded(markup, most)
    if len(markup) < len(whole):
        budget.full = budget.full or most < MOST_TAGS
        text = structs.replace(text, cut_short=True)
    tags = markup.count("<")
    budget.take(len(markup), tags)
    tree = parse_html(markup, tags)
    embedded = find_embedded(tree, url, budget)
    return text, tree, cut_tree(tree, url or embedded.address, options.max_blocks, budget), embedded


def look(clues: Clues, options: Options) -> tuple[Clues, Finding | None, Sheet]:
    """Measure the rows of a page, settle its title, and give each row its role."""
    cut = clues.cut
    if cut.budget.over():
        return clues, None, unlabelled(cut)
    numbers = measure(cut, hints_of(cut, clues.embedded, clues.url))
    judged = chances(numbers, cut.form)
    clues = replace(clues, title_chance=judged.title.tolist(), shown_title="", kicker="")
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


def unjudged(sheet: Sheet) -> Verdict:
    """Give the verdict of a page that there is no time to judge: what was found of a body is there to be read."""
    words = int(sum(sheet.words[index] for index in range(len(sheet.rows)) if sheet.role(index) is Role.BODY))
    kind = VerdictKind.PARTIAL if words else VerdictKind.NOT_ARTICLE if sheet.rows else VerdictKind.EMPTY
    return Verdict(kind, f"{words} words of body were found", (f"{words} words of body",))


def broken_off(verdict: Verdict, budget: Budget, *, cut_short: bool) -> Verdict:
    """Say in a verdict which bound was hit, and that the end of the page was not there to be read."""
    told = []
    if budget.full:
        told.append(("the end of the page is missing: the memory allowed was used up", OUT_OF_MEMORY))
    elif cut_short:
        told.append(
            ("the end of the page is missing: a bound was hit, or compressed data broke off", "cut short")
        )
    if budget.late:
        told.append(("not all of the page was read: the time allowed was used up", OUT_OF_TIME))
    if not told:
        return verdict
    kind = VerdictKind.PARTIAL if verdict.kind is VerdictKind.ARTICLE else verdict.kind
    reasons, signs = zip(*told, strict=True)
    return Verdict(kind, "; ".join((verdict.reason, *reasons)), (*verdict.signals, *signs))
