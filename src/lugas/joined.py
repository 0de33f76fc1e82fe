"""Several pages of one article, read apart, as one article.

The pages may come in any order. The first of them gives the fields, the others complete them; the bodies follow each
other. What the later pages show again (title, byline, the last paragraph of the page before) stays, set apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from lugas.budget import OUT_OF_MEMORY, OUT_OF_TIME
from lugas.errors import UsageError
from lugas.fields.parts.labels import several_pages
from lugas.fields.title_forms import title_key
from lugas.model import (
    Access,
    Article,
    Block,
    Finding,
    Kind,
    PageLink,
    Post,
    Related,
    Role,
    Verdict,
    VerdictKind,
)
from lugas.page.urls import same_site, without_tracking

__all__ = ["join_pages"]

MOST_PAGES = 200
# Letters that two titles share from their beginning to be one: "The flood" and "The flood, page 2".
SHARED_TITLE, LONGEST_REST = 12, 24
COVERED = 0.9  # of the other pages' paragraphs that a page with the whole article holds
LEAST_PARAGRAPHS = 2  # of each of the others, for a page without an address to be told as the whole
LONG_REPEAT = 60  # letters; a shorter line may come twice in one article, but not at the top of a page

HEAD = frozenset({Role.TITLE, Role.DEK, Role.KICKER, Role.BYLINE, Role.TIME, Role.SECTION, Role.PERMALINK})
SINGLE = (
    *("title", "dek", "kicker", "authors", "published", "modified", "section", "language", "url"),
    *("canonical_url", "image", "posts_order", "access"),
)
SETS = ("tags", "credits", "gallery")
EMPTY = (None, "", (), Access.UNKNOWN)
STALE = ("words of body", "words in all", "all pages in one elsewhere")  # signals that tell of one page alone
BROKEN = frozenset({VerdictKind.PARTIAL, VerdictKind.PAYWALL})


def join_pages(articles: Sequence[Article]) -> Article:
    """Make one article of its pages, as `lugas.join` tells. Raises `UsageError`."""
    refuse_wrong(articles)
    pages = without_doubles(articles)
    if len(pages) == 1:
        return alone(pages[0])
    refuse_strangers(pages)
    numbered = order(pages)
    numbers = [number for number, _ in numbered]
    whole = find_whole([page for _, page in numbered])
    if whole is not None:
        numbered.insert(0, numbered.pop(whole))
    return assemble(numbered, complete=whole is not None, numbers=numbers)


def alone(page: Article) -> Article:
    """Give a page that came without others; where it tells that it is one of several, the others are missing."""
    if not page.verdict.holds_article or not several_pages(page.finding("pages")).startswith("page "):
        return page
    numbers = [number_of(page, {})]
    missing = missing_pages([page], numbers)
    if not missing:
        return page
    return replace(page, verdict=verdict_of([page], missing, complete=False, numbers=numbers))


def refuse_wrong(articles: object) -> None:
    """Refuse what holds no article at all."""
    if isinstance(articles, str | bytes) or not isinstance(articles, Sequence):
        kind, remedy = type(articles).__name__, "give a list of what lugas.read gives of each page"
        raise UsageError(f"articles is of type {kind}", name="articles", remedy=remedy)
    if not articles:
        raise UsageError("there is no page to join", name="articles", remedy="give the article of each page")
    if len(articles) > MOST_PAGES:
        raise UsageError(
            f"there are {len(articles)} pages to join", name="articles", remedy=f"give at most {MOST_PAGES}"
        )
    for place, article in enumerate(articles):
        if not isinstance(article, Article):
            kind = type(article).__name__
            remedy = "give what lugas.read gives of each page"
            raise UsageError(f"articles[{place}] is of type {kind}", name="articles", remedy=remedy)


def refuse_strangers(pages: Sequence[Article]) -> None:
    """Refuse pages of which the titles or the hosts show that they are of different articles."""
    first = pages[0]
    linked = linked_to(pages)
    remedy = "give the pages of one article"
    for page in pages[1:]:
        if first.site.host and page.site.host and not same_site(address_of(first), address_of(page)):
            told = f"{named(first)} is of {first.site.host}, {named(page)} of {page.site.host}"
            raise UsageError(f"not pages of one article: {told}", name="articles", remedy=remedy)
        if not same_title(first.title, page.title) and not (linked(first) and linked(page)):
            told = f"one is titled {named(first)}, another {named(page)}"
            raise UsageError(f"not pages of one article: {told}", name="articles", remedy=remedy)


def linked_to(pages: Sequence[Article]) -> Callable[[Article], bool]:
    """Give the test whether any of the pages names a page as a part of its article."""
    targets = {key(link.url) for page in pages for link in page.pages}
    return lambda page: bool(targets & keys_of(page))


def address_of(page: Article) -> str:
    """Give an address of a page's host."""
    return page.url or page.canonical_url or f"https://{page.site.host}/"


def named(page: Article) -> str:
    """Name a page in a message."""
    return f"“{page.title[:80]}”" if page.title else page.url or "a page without a title"


def same_title(one: str, other: str) -> bool:
    """Tell whether two titles are one, but for what counts the page at the end; no title is like any."""
    first, second = sorted((title_key(one), title_key(other)), key=len)
    if not first or first == second:
        return True
    rest = second[len(first) :] if second.startswith(first) else ""
    return len(first) >= SHARED_TITLE and 0 < len(rest) <= LONGEST_REST and any(map(str.isdigit, rest))


def without_doubles(articles: Sequence[Article]) -> list[Article]:
    """Give each page once: a page is another's double if its head and its body are the other's."""
    found: dict[tuple[str, ...], Article] = {}
    for article in articles:
        shown = tuple(block.text for block in article.blocks if block.role in HEAD or block.role is Role.BODY)
        found.setdefault(shown if article.text else (*shown, article.url), article)
    return list(found.values())


def key(address: str) -> str:
    """Write an address so that those of one page are alike."""
    text = without_tracking(address) or address
    return text.partition("://")[2].removeprefix("www.").rstrip("/").lower()


def keys_of(page: Article) -> frozenset[str]:
    """Give the addresses that lead to a page itself; the canonical one is often that of the first part."""
    return frozenset({key(page.url or page.canonical_url)} - {""})


def order(pages: Sequence[Article]) -> list[tuple[int, Article]]:
    """Give the pages by their numbers, from 1; those of which none is known take the free ones, as they were given."""
    told = {key(link.url): link.number for page in pages for link in page.pages if link.number}
    numbers = [number_of(page, told) for page in pages]
    known = [number for number in numbers if number]
    last = max(known, default=0)
    free = iter(number for number in range(1, last + len(pages) + 1) if number not in known)
    placed = [
        (number or next(free), place, page)
        for place, (number, page) in enumerate(zip(numbers, pages, strict=True))
    ]
    placed.sort(key=lambda each: each[:2])
    if len(set(known)) < len(known):  # two pages with one number: only the order can be trusted
        return [(number, page) for number, (_, _, page) in enumerate(placed, 1)]
    return [(number, page) for number, _, page in placed]


def number_of(page: Article, told: dict[str, int]) -> int:
    """Give a page's number: as it tells itself, as others link to it, or beside those it links to; 0 if none does."""
    part = several_pages(page.finding("pages")).split()
    if part[:1] == ["page"] and part[1].isdecimal():
        return int(part[1])
    number = next((told[own] for own in keys_of(page) if own in told), 0)
    if number:
        return number
    near = {link.rel: link.number for link in page.pages if link.number}
    return near.get("previous", -1) + 1 or max(near.get("next", 1) - 1, 0)


def find_whole(pages: Sequence[Article]) -> int | None:
    """Give the place of the page that holds the whole article, `None` where none does."""
    whole = {key(link.url) for page in pages for link in page.pages if link.rel == "all"}
    longest = max(range(len(pages)), key=lambda place: len(pages[place].text))
    texts = [{block.text for block in page.body if block.text} for page in pages]
    others = [held for place, held in enumerate(texts) if place != longest]
    wanted = set[str]().union(*others)
    if not wanted or len(wanted & texts[longest]) < COVERED * len(wanted):
        return None
    told = bool(whole & keys_of(pages[longest]))
    return longest if told or all(len(held) >= LEAST_PARAGRAPHS for held in others) else None


def assemble(numbered: Sequence[tuple[int, Article]], *, complete: bool, numbers: Sequence[int]) -> Article:
    """Make the article of pages in their order."""
    pages = [page for _, page in numbered]
    open_pages = () if complete else missing_pages(pages, numbers)
    values, findings = gather(numbered)
    findings.pop("pages", None)
    told = next((found for page in pages if (found := page.finding("pages")) is not None), None)
    if told is not None and open_pages:
        findings["pages"] = replace(told, value=tuple(link.url for link in open_pages), rivals=())
    posts, blocks = joined_posts(pages), tuple(joined_blocks(numbered))
    first = pages[0]
    return replace(
        first,
        **values,
        verdict=verdict_of(pages, open_pages, complete=complete, numbers=numbers),
        site=next((page.site for page in pages if page.site.name), first.site),
        related=tuple(related_of(pages)),
        pages=open_pages,
        posts=posts,
        findings=tuple(findings.values()),
        blocks=blocks,
    )


def gather(numbered: Sequence[tuple[int, Article]]) -> tuple[dict[str, object], dict[str, Finding]]:
    """Give the fields: of the first page that has each, or of all where a field is a set; and their findings."""
    first = numbered[0][1]
    values: dict[str, object] = {}
    findings = {finding.field: finding for finding in first.findings}
    for field in (*SINGLE, *SETS):
        giving = [(number, page) for number, page in numbered if getattr(page, field) not in EMPTY]
        if not giving:
            continue
        number, giver = giving[0]
        values[field] = getattr(giver, field)
        if giver is not first:
            findings.update(told_on(giver, field, number))
        if field in SETS and len(giving) > 1:
            values[field] = union = tuple(
                dict.fromkeys(v for _, page in giving for v in getattr(page, field))
            )
            if field in findings:
                findings[field] = replace(findings[field], value=union)
    return values, findings


def told_on(page: Article, field: str, number: int) -> dict[str, Finding]:
    """Give the finding of a field that another page than the first tells."""
    finding = page.finding(field)
    if finding is None:
        return {}
    detail = f"{finding.detail}, page {number}" if finding.detail else f"page {number}"
    return {field: replace(finding, detail=detail)}


def missing_pages(pages: Sequence[Article], numbers: Sequence[int]) -> tuple[PageLink, ...]:
    """Give the links to parts that are not among the pages."""
    given = frozenset[str]().union(*(keys_of(page) for page in pages))
    found: dict[str, PageLink] = {}
    for page in pages:
        for link in page.pages:
            named_here = link.number in numbers if link.number else link.rel == "all"
            if key(link.url) not in given and not named_here:
                found.setdefault(key(link.url), link)
    return tuple(sorted(found.values(), key=lambda link: (link.number, link.url)))


def verdict_of(
    pages: Sequence[Article], missing: Sequence[PageLink], *, complete: bool, numbers: Sequence[int]
) -> Verdict:
    """Judge the whole: closed or broken off as its end is, and partial where a part is missing."""
    held = [page.verdict for page in pages if page.verdict.holds_article]
    if not held:
        return pages[0].verdict
    last = held[0] if complete else pages[-1].verdict
    walled = next((told for told in held if told.kind is VerdictKind.PAYWALL), None)
    kind = next((told.kind for told in held if told.kind not in BROKEN), held[0].kind)
    own = (sign for sign in held[0].signals if not sign.endswith(STALE) and not sign.startswith("page "))
    reason = f"{len(pages)} pages joined" if len(pages) > 1 else "one page of several"
    signals = [f"joined of {len(pages)} pages" if len(pages) > 1 else reason, *own]
    lacks, signs = ("", ()) if complete else lack_of(pages, missing, numbers)
    if lacks:
        return Verdict(VerdictKind.PARTIAL, f"{reason}; {lacks}", tuple(dict.fromkeys((*signals, *signs))))
    if walled is not None and not complete:
        return Verdict(VerdictKind.PAYWALL, f"{reason}; {walled.reason}", (*signals, *walled.signals))
    if last.kind in BROKEN:
        return Verdict(last.kind, f"{reason}; {last.reason}", (*signals, *last.signals))
    return Verdict(kind, reason, tuple(dict.fromkeys(signals)))


def lack_of(
    pages: Sequence[Article], missing: Sequence[PageLink], numbers: Sequence[int]
) -> tuple[str, tuple[str, ...]]:
    """Say what is not there of the whole, with the signals of it; "" where nothing is known to be missing."""
    free = gaps(numbers)
    if missing or free:
        told = [link.number for link in missing if link.number] or free
        lacks = f"{counted_pages(told)} missing" if told else "other pages are missing"
        return lacks, (lacks,)
    empty = next((page.verdict for page in pages if not page.verdict.holds_article and not page.body), None)
    if empty is not None:
        lacks = f"one of them holds nothing: {empty.reason}"
        return lacks, (lacks,)
    short = sorted({sign for page in pages for sign in page.verdict.signals} & {OUT_OF_MEMORY, OUT_OF_TIME})
    return (f"reading one of them ran {' and '.join(short)}", tuple(short)) if short else ("", ())


def counted_pages(numbers: Sequence[int]) -> str:
    """Say that a page, or several, is or are, before what they are."""
    told = ", ".join(map(str, numbers))
    return f"page {told} is" if len(numbers) == 1 else f"pages {told} are"


def gaps(numbers: Sequence[int]) -> list[int]:
    """Give the numbers that are missing between those that are there."""
    return [number for number in range(1, max(numbers, default=0)) if number not in numbers]


def related_of(pages: Sequence[Article]) -> Iterator[Related]:
    """Give the other articles that the pages offer, each once, the article's own pages left out."""
    own = {key(link.url) for page in pages for link in page.pages}.union(*(keys_of(page) for page in pages))
    seen: set[str] = set()
    for page in pages:
        for related in page.related:
            name = key(related.url) or title_key(related.title)
            if name not in seen and name not in own:
                seen.add(name)
                yield related


def joined_posts(pages: Sequence[Article]) -> tuple[Post, ...]:
    """Give the posts of all pages, with the indices of their blocks moved to where these stand now."""
    found: list[Post] = []
    start = 0
    for page in pages:
        found += [replace(post, blocks=tuple(index + start for index in post.blocks)) for post in page.posts]
        start += len(page.blocks)
    return tuple(found)


def joined_blocks(numbered: Sequence[tuple[int, Article]]) -> Iterator[Block]:
    """Give the blocks of all pages; what a later page shows again is set apart, and every reason names the page."""
    seen: set[tuple[Kind, str]] = set()
    first = numbered[0][1]
    for place, (number, page) in enumerate(numbered):
        top = True  # until the first text that is new
        mine: set[tuple[Kind, str]] = set()
        posted = {index for post in page.posts for index in post.blocks}
        for index, block in enumerate(page.blocks):
            known = block_key(block)
            if place and block.role in HEAD and index not in posted:
                yield head_again(block, first, number)
                continue
            if block.role is Role.BODY and known is not None:
                if known in seen and (top or block.image is not None or len(block.text) >= LONG_REPEAT):
                    yield set_apart(block, f"repeats what another page shows; page {number}")
                    continue
                mine.add(known)
                top = top and not block.text
            yield replace(block, reason=f"{block.reason}; page {number}")
        seen |= mine


def block_key(block: Block) -> tuple[Kind, str] | None:
    """Give what tells a block of the body from others: its text, or the address of what it shows."""
    if block.text:
        return Kind.PARAGRAPH, " ".join(block.text.split())
    url = block.image.url if block.image else block.embed.url if block.embed else ""
    return (block.kind, url.partition("?")[0] or url) if url else None


def head_again(block: Block, first: Article, number: int) -> Block:
    """Set apart the head that each page repeats; a title of its own heads the page's text."""
    if block.role is Role.TITLE and not same_title(block.text, first.title):
        reason = f"heads page {number}"
        return replace(block, kind=Kind.HEADING, role=Role.BODY, level=max(block.level, 2), reason=reason)
    return set_apart(block, f"is the {block.role.value} again; page {number}")


def set_apart(block: Block, reason: str) -> Block:
    """Take a block out of the article."""
    return replace(block, role=Role.OTHER, reason=reason)
