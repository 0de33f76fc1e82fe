"""The verdict: what the page turned out to be, with the signals that say so.

Each signal is read once and stands on its own; the rules are a list, the first that holds decides. A page
with a long body is never called a wall or an error page for a phrase in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from lugas.blocks.sheet import Sheet
from lugas.fields.clues import Clues
from lugas.fields.lists import phrases
from lugas.fields.settle import Fields
from lugas.model import Access, Article, Kind, Role, Site, Verdict, VerdictKind
from lugas.page.decode import Decoded
from lugas.page.json_ld import types_of
from lugas.page.urls import host, path_words

__all__ = ["judge", "without_text"]

# Words of body; tuned so that no labelled article of the test sets is refused, short briefs included.
NO_TEXT, LITTLE, SHORT, LONG = 8, 35, 120, 250
MANY_LINKS = 12  # headlines of other pages that make an index page of a page with little prose
ROWS_AFTER = 8  # rows after the body in which the prompt of a paywall stands
SAMPLE = 6000  # characters that phrases of walls are looked for in

WIDE = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
ARTICLE_TYPES = ("Article", "Posting", "Report", "Review")
LIST_TYPES = frozenset({"CollectionPage", "SearchResultsPage", "ItemList", "ProfilePage"})
FORUM_TYPES = frozenset({"DiscussionForumPosting", "QAPage"})
GALLERY_TYPES = frozenset({"ImageGallery", "MediaGallery"})
MEDIA_TYPES = frozenset(
    {"VideoObject", "AudioObject", "PodcastEpisode", "Movie", "TVEpisode", "RadioEpisode"}
)
GALLERY_WORDS = frozenset(
    {
        *("gallery", "galeri", "galerie", "galeria", "galerías", "bildergalerie", "fotostrecke", "slideshow"),
        *("fotogaleria", "fotogalerie", "fotogallery", "photogallery", "diaporama", "readfoto"),
        *("foto", "photos", "photo"),
    }
)
APP_ROOTS = "#root,#app,#__next,#__nuxt,#___gatsby,app-root,[data-reactroot],[ng-app]"

# Paragraphs of so many words that follow each other without a headline between, so many words in all, are an
# article's under whatever headlines of others: teasers on an index page stand alone.
SOLID, ON_END = 10, 40
# Under a title, so many words in paragraphs on end are an article, if a brief one.
BRIEF = 20
PROSE = frozenset({Kind.PARAGRAPH, Kind.QUOTE, Kind.LIST})


@dataclass(slots=True)
class Signals:
    """What the rules are decided by."""

    body: int  # words of the article's body
    solid: int  # words of the longest run of body paragraphs with no short row between
    paragraphs: int
    seen: int  # words of the whole page
    linked: float  # share of the page's characters inside links
    headlines: int  # rows that link to other articles
    pictures: int  # pictures within the body
    types: frozenset[str]
    declares_article: bool
    front: bool  # the address is that of a site's front page
    has_title: bool
    text: str  # lower case, the page's beginning and the rows that are no body
    after: str  # lower case, the rows right after the body
    last: str  # the end of the body, lower case
    scripted: bool  # an application's empty frame
    access: Access
    og_type: str
    gallery_address: bool


Rule = Callable[[Signals], Verdict | None]


def judge(clues: Clues, sheet: Sheet, fields: Fields) -> Verdict:
    """Decide what a page turned out to be."""
    signals = read_signals(clues, sheet, fields)
    for rule in RULES:
        verdict = rule(signals)
        if verdict is not None:
            return verdict
    return Verdict(VerdictKind.NOT_ARTICLE, f"only {signals.body} words of body")


def without_text(text: Decoded, url: str) -> Article:
    """Make the article of content that holds no text: its verdict, and what its address tells."""
    kind = text.kind or VerdictKind.EMPTY
    return Article(
        verdict=Verdict(kind, text.trouble or "no text", (f"{kind.value}: {text.trouble}",)),
        form=text.form,
        url=url,
        site=Site("", host(url)),
    )


def count_words(text: str) -> int:
    """Count words; of scripts without spaces, two letters are one."""
    if text.isascii():
        return text.count(" ") + 1 if text else 0
    return len(text.split()) + len(WIDE.findall(text)) // 2


def read_signals(clues: Clues, sheet: Sheet, fields: Fields) -> Signals:
    """Read the signals of a page."""
    body = solid = run = paragraphs = seen = links = characters = headlines = pictures = 0
    aside: list[str] = []
    after: list[str] = []
    size = 0
    last = ""
    for row, label in zip(sheet.rows, sheet.labels, strict=True):
        count = count_words(row.text)
        seen += count
        links += row.links
        characters += len(row.text)
        if label.role is Role.BODY:
            body += count
            run = run + count if count >= SOLID and row.kind in PROSE else 0
            solid = max(solid, run)
            paragraphs += 1
            pictures += row.image is not None
            last = row.text or last
            after.clear()
        else:
            headlines += label.role is Role.RELATED and (
                row.links > 20 or (not row.tag and len(row.text) > 20)
            )
            if body and len(after) < ROWS_AFTER:
                after.append(row.text[:200])
        if size < SAMPLE and (label.role is not Role.BODY or body < SHORT):
            aside.append(row.text[:400])
            size += len(row.text)
    embedded = clues.embedded
    types = frozenset(name for thing in embedded.things for name in types_of(thing))
    own = types_of(embedded.article)
    address = fields.url or fields.canonical_url
    return Signals(
        body=body,
        solid=solid,
        paragraphs=paragraphs,
        seen=seen,
        linked=links / characters if characters else 0.0,
        headlines=headlines,
        pictures=pictures,
        types=types,
        declares_article=any(name.endswith(ARTICLE_TYPES) for name in own)
        or embedded.first("og:type") == "article",
        front=bool(address) and address.split("//", 1)[-1].split("?")[0].rstrip("/").count("/") == 0,
        has_title=bool(fields.title),
        text=plain(f"{embedded.title}\n{fields.title}\n" + "\n".join(aside)[:SAMPLE]),
        after=plain("\n".join(after)),
        last=last[-160:].lower().rstrip(),
        scripted=is_scripted(clues) if seen < LONG else False,
        access=fields.access,
        og_type=embedded.first("og:type").lower(),
        gallery_address=not GALLERY_WORDS.isdisjoint(path_words(address)),
    )


def plain(text: str) -> str:
    """Write a text as the lists of phrases are written: in lower case, with straight apostrophes."""
    return text.lower().replace("’", "'")


def is_scripted(clues: Clues) -> bool:
    """Tell whether the page is the empty frame of an application that a script fills."""
    tree = clues.tree
    if tree is None or tree.select_one("script") is None:
        return False
    frame = tree.select_one(APP_ROOTS)
    return frame is not None and len(frame.text.split()) < LITTLE


def phrase_in(text: str, name: str) -> str:
    """Give the first phrase of a list that a text holds, "" if it holds none."""
    return next((phrase for phrase in phrases(name) if phrase in text), "")


def say(kind: VerdictKind, reason: str, signals: Signals, *more: str) -> Verdict:
    """Make a verdict with its signals."""
    return Verdict(kind, reason, (*more, f"{signals.body} words of body", f"{signals.seen} words in all"))


def when_no_text(signals: Signals) -> Verdict | None:
    """Judge a page that shows next to nothing."""
    if signals.seen >= NO_TEXT:
        return None
    if signals.scripted or signals.declares_article:
        return say(
            VerdictKind.NEEDS_JAVASCRIPT, "an application's empty frame, which a script fills", signals
        )
    wanted = phrase_in(signals.text, "javascript")
    if wanted:
        return say(VerdictKind.NEEDS_JAVASCRIPT, f"shows nothing but “{wanted}”", signals)
    for kind, name in ((VerdictKind.BOT_BLOCK, "bot"), (VerdictKind.ERROR_PAGE, "missing")):
        found = phrase_in(signals.text, name)
        if found:
            return say(kind, f"says “{found}” and nothing else", signals)
    seen = {0: "no text", 1: "1 word"}.get(signals.seen, f"{signals.seen} words")
    return say(VerdictKind.EMPTY, f"shows {seen}", signals)


def when_wall(signals: Signals) -> Verdict | None:
    """Judge a page that shows a wall or a request instead of an article."""
    asked = [phrase for phrase in phrases("consent") if phrase in signals.text]
    if len(asked) > 1 and signals.seen < 2 * LONG and not signals.declares_article:
        return say(VerdictKind.CONSENT_WALL, f"asks for consent first: “{asked[0]}”", signals, *asked[1:3])
    if signals.body < SHORT and signals.seen < 3 * LONG:
        found = phrase_in(signals.text, "bot")
        if found:
            return say(VerdictKind.BOT_BLOCK, f"stops machines: “{found}”", signals)
    return None


def when_missing(signals: Signals) -> Verdict | None:
    """Judge an error page."""
    if signals.declares_article or signals.body >= LITTLE * 2:
        return None
    found = phrase_in(signals.text[:300] if signals.seen > LONG else signals.text, "missing")
    return say(VerdictKind.ERROR_PAGE, f"is an error page: “{found}”", signals) if found else None


def when_unfilled(signals: Signals) -> Verdict | None:
    """Judge a page that a script or a consent has still to fill."""
    if signals.body >= LITTLE * 2 or signals.seen >= LONG * 2:
        return None
    found = phrase_in(signals.text, "javascript")
    if found or (signals.scripted and signals.body < LITTLE):
        reason = f"asks for JavaScript: “{found}”" if found else "an application's empty frame"
        return say(VerdictKind.NEEDS_JAVASCRIPT, reason, signals)
    found = phrase_in(signals.text, "consent")
    return say(VerdictKind.CONSENT_WALL, f"asks for consent first: “{found}”", signals) if found else None


def when_live(signals: Signals) -> Verdict | None:
    """Judge a live blog."""
    if "LiveBlogPosting" in signals.types and signals.body >= LITTLE:
        return say(VerdictKind.LIVE_BLOG, "calls itself a LiveBlogPosting", signals, "LiveBlogPosting")
    return None


def when_other_kind(signals: Signals) -> Verdict | None:
    """Judge pages that say of themselves that they are something else."""
    if not signals.declares_article:
        forum = sorted(FORUM_TYPES & signals.types)
        if forum:
            return say(VerdictKind.FORUM, f"calls itself a {forum[0]}", signals, forum[0])
        if signals.og_type.startswith("product") or ("Product" in signals.types and signals.body < LONG):
            return say(VerdictKind.PRODUCT, "offers a product", signals, "Product")
    return None


def when_pictures(signals: Signals) -> Verdict | None:
    """Judge a gallery, or a page around a video or a recording."""
    if signals.front:
        return None
    told = signals.gallery_address and signals.pictures >= 4
    if (signals.pictures >= 8 and signals.body < 30 * signals.pictures) or (told and signals.body < LONG):
        reason = f"{signals.pictures} pictures with {signals.body} words"
        return say(VerdictKind.GALLERY, reason, signals, f"{signals.pictures} pictures in the body")
    gallery = sorted(GALLERY_TYPES & signals.types)
    if (gallery or signals.gallery_address) and NO_TEXT <= signals.body < SHORT:
        named = f"calls itself a {gallery[0]}" if gallery else "its address is that of a gallery"
        return say(VerdictKind.GALLERY, named, signals, *gallery[:1])
    media = sorted(MEDIA_TYPES & signals.types)
    if signals.body < LITTLE * 2 and (media or signals.og_type.startswith(("video", "music"))):
        named = media[0] if media else f"og:type {signals.og_type}"
        return say(VerdictKind.MEDIA, f"holds a {named} and little text", signals, named)
    return None


def when_index(signals: Signals) -> Verdict | None:
    """Judge a page of links to other pages."""
    declared = signals.declares_article and signals.body >= LITTLE
    if (declared or (signals.has_title and signals.solid >= ON_END)) and not signals.front:
        return None
    many = signals.headlines >= MANY_LINKS
    teasers = signals.body < 18 * signals.paragraphs and signals.headlines > signals.paragraphs
    if many and (signals.body < SHORT or signals.front or (teasers and signals.body < LONG)):
        reason = f"{signals.headlines} headlines of other pages beside {signals.body} words of body"
        return say(VerdictKind.INDEX, reason, signals, f"{signals.headlines} headlines")
    if signals.front and signals.body < 12 * signals.paragraphs:
        reason = f"the front page of its site, in {signals.paragraphs} short blocks"
        return say(VerdictKind.INDEX, reason, signals, "front page")
    listed = sorted(LIST_TYPES & signals.types)
    if signals.body < SHORT and (signals.front or listed):
        named = "the front page of its site" if signals.front else f"calls itself a {listed[0]}"
        return say(VerdictKind.INDEX, f"{named}, with little prose", signals)
    if signals.body < LITTLE and signals.linked > 0.6:
        return say(VerdictKind.INDEX, f"{signals.linked:.0%} of its text is links", signals)
    return None


def when_article(signals: Signals) -> Verdict | None:
    """Judge a page that holds an article: whole, broken off, or behind a paywall."""
    brief = signals.has_title and signals.solid >= BRIEF
    short = signals.body < LITTLE and not brief
    if short and not (signals.body >= NO_TEXT and signals.has_title and signals.declares_article):
        return None
    if signals.body < LONG * 2:
        closed = signals.access in (Access.PAID, Access.METERED)
        found = phrase_in(signals.after, "paywall")
        if found and (closed or signals.body < LONG):
            return say(VerdictKind.PAYWALL, f"breaks off at “{found}”", signals)
        ended = next(
            (phrase for phrase in phrases("breaks_off") if signals.last.rstrip(" .…»>").endswith(phrase)), ""
        )
        if ended or signals.last.endswith(("[…]", "[...]")):
            return say(VerdictKind.PARTIAL, f"ends with “{ended or '[…]'}”", signals)
    more = ("declared an article",) if signals.declares_article else ()
    reason = f"{signals.body} words of body in {signals.paragraphs} blocks"
    return say(
        VerdictKind.ARTICLE, reason if signals.has_title else f"{reason}, without a title", signals, *more
    )


RULES: tuple[Rule, ...] = (
    when_no_text,
    when_wall,
    when_missing,
    when_unfilled,
    when_live,
    when_other_kind,
    when_pictures,
    when_index,
    when_article,
)
