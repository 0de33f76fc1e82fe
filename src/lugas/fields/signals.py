"""What the verdict is decided by: each signal of a page read once, on its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lugas.blocks.sheet import Sheet
from lugas.fields.clues import Clues
from lugas.fields.lists import phrases
from lugas.fields.page_numbers import count_words
from lugas.fields.settle import Fields
from lugas.model import Access, Kind, Role
from lugas.page.json_ld import types_of, values_of
from lugas.page.rows import Box
from lugas.page.urls import path_words

__all__ = [
    "GALLERY_TYPES",
    "LITTLE",
    "LONG",
    "NO_TEXT",
    "SHORT",
    "Signals",
    "phrase_in",
    "plain",
    "read_signals",
]

# Words of body; tuned so that no labelled article of the test sets is refused, short briefs included.
NO_TEXT, LITTLE, SHORT, LONG = 8, 35, 120, 250
ROWS_AFTER = 8  # rows after the body in which the prompt of a paywall stands

# Paragraphs of so many words that follow each other without a headline between are an article's under whatever
# headlines of others: teasers on an index page stand alone.
SOLID = 10
PROSE = frozenset({Kind.PARAGRAPH, Kind.QUOTE, Kind.LIST})

ARTICLE_TYPES = ("Article", "Posting", "Report", "Review")
GALLERY_TYPES = frozenset({"ImageGallery", "MediaGallery"})
GALLERY_WORDS = frozenset(
    {
        *("gallery", "galeri", "galerie", "galeria", "galerías", "bildergalerie", "fotostrecke", "slideshow"),
        *("fotogaleria", "fotogalerie", "fotogallery", "photogallery", "diaporama", "readfoto"),
        *("foto", "photos", "photo"),
    }
)
LIVE_WORDS = frozenset({"liveblog", "livefeed", "liveticker", "liveupdate", "liveupdates"})
LIVE_PARTS = frozenset({"blog", "entry", "feed", "post", "posts", "ticker", "update", "updates"})
PLAYERS = "video,audio,iframe[src*='youtube.com/embed'],iframe[src*='player']"


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
    times: int  # rows that are a time
    types: frozenset[str]
    declares_article: bool
    own_article: bool  # the page's own object is an article, and not a post of a forum
    front: bool  # the address is that of a site's front page
    title: str  # lower case
    after: str  # lower case, the rows right after the body
    last: str  # the end of the body, lower case
    access: Access
    og_type: str
    gallery_address: bool
    told_gallery: bool  # its address or its types tell a gallery
    live_boxes: bool  # elements that call themselves entries of a live blog
    player: bool
    told_words: int  # how many words the page says its article has, 0 where it does not say
    filled: bool  # the page's data gave what the page does not show, so that it does not break off


def read_signals(clues: Clues, sheet: Sheet, fields: Fields) -> Signals:
    """Read the signals of a page."""
    body = solid = run = paragraphs = seen = links = characters = headlines = pictures = times = 0
    after: list[str] = []
    last = ""
    for row, label in zip(sheet.rows, sheet.labels, strict=True):
        count = count_words(row.text)
        seen += count
        links += row.links
        characters += len(row.text)
        times += label.role is Role.TIME
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
    embedded = clues.embedded
    address = fields.url or fields.canonical_url
    in_gallery = not GALLERY_WORDS.isdisjoint(path_words(address))
    own = types_of(embedded.article)
    told = values_of(embedded.article.get("wordCount"))[:1]
    return Signals(
        body=body,
        solid=solid,
        paragraphs=paragraphs,
        seen=seen,
        linked=links / characters if characters else 0.0,
        headlines=headlines,
        pictures=pictures,
        times=times,
        types=frozenset(name for thing in embedded.things for name in types_of(thing)),
        declares_article=any(name.endswith(ARTICLE_TYPES) for name in own)
        or embedded.first("og:type") == "article",
        own_article=any(name.endswith(ARTICLE_TYPES) and "Forum" not in name for name in own),
        front=bool(address) and address.split("//", 1)[-1].split("?")[0].rstrip("/").count("/") == 0,
        title=plain(fields.title),
        after=plain("\n".join(after)),
        last=last[-160:].lower().rstrip(),
        access=fields.access,
        og_type=embedded.first("og:type").lower(),
        gallery_address=in_gallery,
        told_gallery=in_gallery
        or any(not GALLERY_TYPES.isdisjoint(types_of(thing)) for thing in embedded.things),
        live_boxes=has_live_boxes(sheet.cut.boxes),
        player=body < SHORT and has_player(clues),
        told_words=int(told[0]) if told and told[0].isdecimal() and len(told[0]) < 7 else 0,
        filled=clues.filled,
    )


def plain(text: str) -> str:
    """Write a text as the lists of phrases are written: in lower case, with straight apostrophes."""
    return text.lower().replace("’", "'")


def phrase_in(text: str, name: str) -> str:
    """Give the first phrase of a list that a text holds, "" if it holds none."""
    return next((phrase for phrase in phrases(name) if phrase in text), "")


def has_live_boxes(boxes: Sequence[Box]) -> bool:
    """Tell whether elements of the page are named as the entries of a live blog are."""
    for box in boxes:
        words = box.words
        if "live" in words and words.index("live") + 1 < len(words):
            if words[words.index("live") + 1] in LIVE_PARTS:
                return True
        elif not LIVE_WORDS.isdisjoint(words):
            return True
    return False


def has_player(clues: Clues) -> bool:
    """Tell whether the page plays a video or a recording."""
    if clues.embedded.first("og:video", "og:video:url", "og:audio"):
        return True
    return clues.tree is not None and clues.tree.select_one(PLAYERS) is not None
