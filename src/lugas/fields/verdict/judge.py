"""The verdict: what the page turned out to be, with the signals that say so.

Pages that stand in an article's place are weighed first (`walls`), then the rules are asked in turn, and what is left
is told by the page's numbers (`page_kind`). A page with a long body is never called a wall or an error page for a
phrase in it.
"""

from __future__ import annotations

from lugas.blocks.sheet import Sheet
from lugas.blocks.words import STOPS
from lugas.fields.access.choose import declared_access, told_free
from lugas.fields.access.closed_parts import closed_parts
from lugas.fields.clues import Clues
from lugas.fields.lists import phrases
from lugas.fields.parts.labels import several_pages
from lugas.fields.settle import Fields
from lugas.fields.verdict.kind import likely_kind
from lugas.fields.verdict.signals import (
    GALLERY_TYPES,
    LITTLE,
    LIVE_TIMES,
    LONG,
    NO_TEXT,
    ROWS_AFTER,
    SHORT,
    Signals,
    phrase_in,
    plain,
    read_signals,
)
from lugas.fields.verdict.walls import find_marks, weigh_walls
from lugas.model import Access, Article, Finding, Role, Site, Verdict, VerdictKind
from lugas.page.decode import Decoded
from lugas.page.urls import host

__all__ = ["is_closed", "judge", "leaves_no_body", "without_text"]

MANY_LINKS = 12  # headlines of other pages that make an index page of a page with little prose
ON_END = 40  # words in paragraphs on end that are an article's, whatever headlines stand around it
BRIEF = 20  # under a title, so many words in paragraphs on end are an article, if a brief one
TEASER = 100  # words of body that are a teaser, where the page says that its article is closed
# A cut article tells of so many times the words that are there, and of so many more.
TOLD_MORE, TOLD_LEAST = 2, 80
MOST_OF_ALL = 0.8  # of the words that a page tells of; so many are the whole article
AROUND_MEDIA = 70  # words of body beside a video; more are an article with a video in it
PICTURES, PICTURE_WORDS, TOLD_PICTURES = 8, 30, 4  # in a gallery, words for each, and in one that says so
STORY_WORDS = 40  # for each picture of a gallery whose title or address says so
FEW_POSTS, MANY_POSTS = 3, 5  # posts with a time, of a page whose title or elements tell a live blog, or both

# How likely a page must be an article to be called one, and one that declares itself an article. Over the labelled
# pages F1 is level from .5 to .65, and an article refused costs its reader more than a shop's page that is read.
LEAST, LEAST_DECLARED = 0.55, 0.3

LIST_TYPES = frozenset({"CollectionPage", "SearchResultsPage", "ItemList", "ProfilePage"})
FORUM_TYPES = frozenset({"DiscussionForumPosting", "QAPage"})
MEDIA_TYPES = frozenset(
    {"VideoObject", "AudioObject", "PodcastEpisode", "Movie", "TVEpisode", "RadioEpisode"}
)
CLOSED = frozenset({Access.METERED, Access.PAID})

# Pages whose prose, if there is any, is the site's own and nobody's article.
WITHOUT_BODY = frozenset(
    {
        VerdictKind.BOT_BLOCK,
        VerdictKind.CONSENT_WALL,
        VerdictKind.ERROR_PAGE,
        VerdictKind.NEEDS_JAVASCRIPT,
    }
)
FRONT = "front page"
AROUND = frozenset(
    {Role.NAVIGATION, Role.FOOTER, Role.RELATED}
)  # roles of rows around an article and its prompt


def judge(clues: Clues, sheet: Sheet, fields: Fields) -> Verdict:
    """Decide what a page turned out to be; one part of several says so in its signals."""
    verdict = judge_page(clues, sheet, fields)
    part = several_pages(finding_of(fields, "pages")) if verdict.holds_article else ""
    if not part:
        return verdict
    more = (
        part,
        *(("all pages in one elsewhere",) if any(page.rel == "all" for page in fields.pages) else ()),
    )
    return Verdict(verdict.kind, verdict.reason, (*verdict.signals, *more))


def finding_of(fields: Fields, name: str) -> Finding | None:
    """Give the finding of a field, `None` where it has none."""
    return next((finding for finding in fields.findings if finding.field == name), None)


def judge_page(clues: Clues, sheet: Sheet, fields: Fields) -> Verdict:
    """Decide what a page turned out to be, by its walls, by the rules, or by its numbers."""
    signals = read_signals(clues, sheet, fields)
    wall = weigh_walls(clues, sheet, fields, signals)
    if wall is not None:
        return say(wall.kind, wall.reason, signals, *wall.signs)
    for rule in (when_no_text, when_live, when_other_kind, when_gallery, when_media, when_index):
        verdict = rule(signals)
        if verdict is not None:
            return verdict
    return judge_prose(clues, sheet, fields, signals)


def judge_prose(clues: Clues, sheet: Sheet, fields: Fields, signals: Signals) -> Verdict:
    """Judge a page that says nothing of its kind but by its pictures, its prose, and how it is built."""
    pictures = when_pictures(signals)
    if pictures is not None and signals.declares_article:
        return pictures
    if pictures is None and not holds_article(signals):
        return say(VerdictKind.NOT_ARTICLE, f"only {signals.body} words of body", signals)
    if pictures is None and may_break_off(signals):
        verdict = when_closed(clues, fields, signals) or when_cut(fields, signals)
        if verdict is not None:
            return verdict
    least = LEAST_DECLARED if signals.own_article else LEAST
    likely = likely_kind(clues, sheet, fields, least, signals.counts)
    if likely is not None:
        return say(likely.kind, likely.reason, signals, *likely.signs)
    return pictures or article(signals)


def without_text(text: Decoded, url: str) -> Article:
    """Make the article of content that holds no text: its verdict, and what its address tells."""
    kind = text.kind or VerdictKind.EMPTY
    return Article(
        verdict=Verdict(kind, text.trouble or "no text", (f"{kind.value}: {text.trouble}",)),
        form=text.form,
        url=url,
        site=Site("", host(url)),
    )


def say(kind: VerdictKind, reason: str, signals: Signals, *more: str) -> Verdict:
    """Make a verdict with its signals."""
    return Verdict(kind, reason, (*more, f"{signals.body} words of body", f"{signals.seen} words in all"))


def when_no_text(signals: Signals) -> Verdict | None:
    """Judge a page that shows next to nothing, and bears no sign of a wall."""
    if signals.seen >= NO_TEXT or signals.pictures:
        return None
    seen = {0: "no text", 1: "1 word"}.get(signals.seen, f"{signals.seen} words")
    return say(VerdictKind.EMPTY, f"shows {seen}", signals)


def when_live(signals: Signals) -> Verdict | None:
    """Judge a live blog: one that says so, or whose title or elements do and whose posts or times bear it out."""
    if signals.front or (signals.body < LITTLE and not signals.told_posts):
        return None
    posts, boxes = signals.live_posts, signals.live_boxes
    named = bool(signals.live_title) or boxes or signals.live_address
    if "LiveBlogPosting" in signals.types and (
        named or posts >= FEW_POSTS or not signals.own_article or signals.own_live
    ):
        return say(VerdictKind.LIVE_BLOG, "calls itself a LiveBlogPosting", signals, "LiveBlogPosting")
    built = posts >= FEW_POSTS or boxes or signals.times >= LIVE_TIMES
    if not ((signals.live_title and built) or (named and posts >= MANY_POSTS)):
        return None
    signs = (
        *((f"titled “{signals.live_title}”",) if signals.live_title else ()),
        *(("elements named as entries",) if boxes else ()),
        *(("its address is that of a live blog",) if signals.live_address else ()),
        *((f"{posts} posts with a time",) if posts >= FEW_POSTS else ()),
        *((f"{signals.times} times",) if signals.times >= LIVE_TIMES else ()),
    )
    return say(VerdictKind.LIVE_BLOG, "is built like a live blog", signals, *signs)


def when_other_kind(signals: Signals) -> Verdict | None:
    """Judge pages that say of themselves that they are something else."""
    forum = sorted(FORUM_TYPES & signals.types)
    if forum and not signals.own_article:
        return say(VerdictKind.FORUM, f"calls itself a {forum[0]}", signals, forum[0])
    if signals.declares_article:
        return None
    if signals.og_type.startswith("product") or ("Product" in signals.types and signals.body < LONG):
        return say(VerdictKind.PRODUCT, "offers a product", signals, "Product")
    return None


def when_gallery(signals: Signals) -> Verdict | None:
    """Judge a gallery whose address, types, title or section tell one."""
    if signals.front or not (signals.told_gallery or signals.gallery_title):
        return None
    named = signals.gallery_title or signals.gallery_address
    most = max(LONG, STORY_WORDS * signals.pictures) if named else LONG
    pictured = signals.pictures >= TOLD_PICTURES and signals.body < most
    if pictured or (signals.told_gallery and NO_TEXT <= signals.body < SHORT):
        gallery = sorted(GALLERY_TYPES & signals.types)
        reason = f"calls itself a {gallery[0]}" if gallery else "its address is that of a gallery"
        if not signals.told_gallery:
            reason = f"is titled or filed as “{signals.gallery_title}”"
        return say(
            VerdictKind.GALLERY, reason, signals, *gallery[:1], f"{signals.pictures} pictures in the body"
        )
    return None


def when_pictures(signals: Signals) -> Verdict | None:
    """Judge a gallery that is told by its pictures alone; a list of goods is built like it."""
    if signals.front or signals.pictures < PICTURES or signals.body >= PICTURE_WORDS * signals.pictures:
        return None
    reason = f"{signals.pictures} pictures with {signals.body} words"
    return say(VerdictKind.GALLERY, reason, signals, f"{signals.pictures} pictures in the body")


def when_media(signals: Signals) -> Verdict | None:
    """Judge a page around a video or a recording."""
    if signals.front or signals.body >= AROUND_MEDIA:
        return None
    media = sorted(MEDIA_TYPES & signals.types)
    if media or signals.og_type.startswith(("video", "music")):
        named = media[0] if media else f"og:type {signals.og_type}"
        return say(VerdictKind.MEDIA, f"holds a {named} and little text", signals, named)
    # The title may have lost the label that its row opens with.
    openings = (title.partition(" ")[0].strip("[]|:–-") for title in (signals.shown_title, signals.title))
    opening = next((word for word in openings if word in phrases("media")), "")
    if signals.player and opening:
        return say(
            VerdictKind.MEDIA, f"a player under a title that opens with “{opening}”", signals, "player"
        )
    return None


def leaves_no_body(verdict: Verdict) -> bool:
    """Whether what reads like a body on such a page is none: teasers on a front page, or what stands in its place.

    A page that is merely built like one of another kind keeps what was found; the verdict says what it is.
    """
    listed = any(sign == FRONT or sign.endswith(" headlines") for sign in verdict.signals)
    return verdict.kind in WITHOUT_BODY or (verdict.kind is VerdictKind.INDEX and listed)


def when_index(signals: Signals) -> Verdict | None:
    """Judge a page of links to other pages."""
    declared = signals.declares_article and signals.body >= LITTLE
    if (declared or (signals.title and signals.solid >= ON_END)) and not signals.front:
        return None
    many = signals.headlines >= MANY_LINKS
    teasers = signals.body < 18 * signals.paragraphs and signals.headlines > signals.paragraphs
    if many and (signals.body < SHORT or signals.front or (teasers and signals.body < LONG)):
        reason = f"{signals.headlines} headlines of other pages beside {signals.body} words of body"
        return say(VerdictKind.INDEX, reason, signals, f"{signals.headlines} headlines")
    if signals.front and signals.body < 12 * signals.paragraphs:
        reason = f"the front page of its site, in {signals.paragraphs} short blocks"
        return say(VerdictKind.INDEX, reason, signals, FRONT)
    listed = sorted(LIST_TYPES & signals.types)
    if signals.body < SHORT and (signals.front or listed):
        named = "the front page of its site" if signals.front else f"calls itself a {listed[0]}"
        return say(VerdictKind.INDEX, f"{named}, with little prose", signals)
    if signals.body < LITTLE and signals.linked > 0.6:
        return say(VerdictKind.INDEX, f"{signals.linked:.0%} of its text is links", signals)
    return None


def holds_article(signals: Signals) -> bool:
    """Tell whether there is enough body for an article, if a brief one."""
    brief = bool(signals.title) and signals.solid >= BRIEF
    if signals.body >= LITTLE or brief:
        return True
    return signals.body >= NO_TEXT and bool(signals.title) and signals.declares_article


def is_closed(clues: Clues, sheet: Sheet, fields: Fields) -> bool:
    """Tell whether a page says, by what it declares or shows, that its article is for those who pay.

    What such a page sends as data, and does not show, is not for its reader.
    """
    shut = fields.access in CLOSED and not told_free(finding_of(fields, "access"))
    if shut or judge(clues, sheet, fields).kind is VerdictKind.PAYWALL:
        return True
    roles = sheet.roles
    near = [index for index, role in enumerate(roles) if role not in AROUND]
    own = [at for at, index in enumerate(near) if roles[index] in (Role.TITLE, Role.BODY)]
    first, last = (own[0], own[-1]) if own else (0, 0)
    shown = "\n".join(sheet.rows[index].text[:200] for index in near[first : last + 1 + ROWS_AFTER])
    return bool(phrase_in(plain(shown), "paywall"))


def may_break_off(signals: Signals) -> bool:
    """Tell whether an article is so short, for one of which the page does not hold more, that it may break off."""
    return signals.body < LONG * 2 and not signals.filled


def when_closed(clues: Clues, fields: Fields, signals: Signals) -> Verdict | None:
    """Judge an article that ends behind a wall for readers who do not pay, by two signs of three.

    What the page declares is one; what it shows was weighed with it for the field, and does not count twice here.
    """
    finding = finding_of(fields, "access")
    declared = declared_access(finding)
    closed, shown = (
        declared in CLOSED and not told_free(finding),
        fields.access is Access.PAID and declared not in CLOSED,
    )
    found = phrase_in(signals.after, "paywall")
    little = signals.body < LONG
    if not (found or (little and (closed or (shown and finding)))):
        return None  # most articles: no marks are looked for
    owner = next(iter(find_marks(clues.tree).get("paywall", ())), "")
    open_here = closed and not found and shows_closed(clues, signals)
    brief = declared is Access.PAID and signals.body < TEASER  # a metered page may hold a brief whole
    walled = (closed and not open_here and (owner or brief)) or (shown and finding)
    if not ((found and (closed or little)) or (walled and little)):
        return None
    signs = (
        *((f"“{found}” after the body",) if found else ()),
        *((f"declared {declared.value}",) if closed else ()),
        *((f"prompt of {owner}",) if owner else ()),
        *((finding.detail,) if shown and finding and not found else ()),
    )
    reason = (
        f"breaks off at “{found}”"
        if found
        else f"is {fields.access.value}, and {signals.body} words are shown"
    )
    return say(VerdictKind.PAYWALL, reason, signals, *signs)


def shows_closed(clues: Clues, signals: Signals) -> bool:
    """Tell whether the page holds the closed part of its article too, as one does that a subscriber saved."""
    if signals.told_words and signals.body >= MOST_OF_ALL * signals.told_words:
        return True
    return any(part.words >= SHORT for part in closed_parts(clues))


def when_cut(fields: Fields, signals: Signals) -> Verdict | None:
    """Judge an article that says that it goes on elsewhere, or that it is longer than what is there.

    One part of several is whole, though its page counts the words of all.
    """
    end = signals.last.rstrip(" .…»>")
    stopped = signals.last.rstrip(" \"'”’»)")[-1:] in STOPS
    ended = next((phrase for phrase in phrases("breaks_off") if end.endswith(phrase)), "")
    if ended or signals.last.endswith(("[…]", "[...]")):
        return say(VerdictKind.PARTIAL, f"ends with “{ended or '[…]'}”", signals)
    longer = signals.told_words > TOLD_MORE * signals.body + TOLD_LEAST and not finding_of(fields, "pages")
    if longer and (signals.access in CLOSED or not stopped):  # alone it is wrong on every third page
        reason = f"holds {signals.body} words of the {signals.told_words} that the page tells of"
        return say(VerdictKind.PARTIAL, reason, signals, f"wordCount {signals.told_words}")
    return None


def article(signals: Signals) -> Verdict:
    """Give the verdict of a page that holds a whole article."""
    more = (
        *(("declared an article",) if signals.declares_article else ()),
        *(("body from the page's data",) if signals.filled else ()),
    )
    reason = f"{signals.body} words of body in {signals.paragraphs} blocks"
    return say(VerdictKind.ARTICLE, reason if signals.title else f"{reason}, without a title", signals, *more)
