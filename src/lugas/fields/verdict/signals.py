"""What the verdict is decided by: each signal of a page read once, on its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lugas.blocks.sheet import Sheet
from lugas.fields.clues import Clues
from lugas.fields.lists import phrases_in, words
from lugas.fields.live.entries import find_entries, hints_at_live, names_live
from lugas.fields.live.told import told_updates
from lugas.fields.settle import Fields
from lugas.fields.verdict.numbers import count_words
from lugas.model import Access, Kind, Role
from lugas.page.json_ld import types_of, values_of
from lugas.page.rows import Cut
from lugas.page.urls import host, path_words

__all__ = [
    "GALLERY_TYPES",
    "LITTLE",
    "LIVE_TIMES",
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
        *(
            "foto-galeri",
            "fotogaleri",
            "fotoreportage",
            "fotostory",
            "bilderstrecke",
            "klikprikaz",
            "fotohaber",
        ),
        *("fotogaleria", "fotogalerie", "fotogallery", "photogallery", "diaporama", "readfoto"),
        *("foto", "photos", "photo"),
    }
)
LIVE_TIMES = 5  # rows that are a time
LIVE_FOLDERS = frozenset(
    [
        *("canli", "direct", "directo", "diretta", "hronika", "langsung", "live", "liveblog", "liveticker"),
        *("matchcast", "minuto", "newsticker", "relacja", "ticker", "vivo"),
    ]
)
TITLE_MARKS = re.compile(r"\s[-–—]\s|[:：|•·,!?\[\]()【】「」『』]")
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
    live_address: bool
    live_title: str  # the words of the title that tell a live blog, "" for none
    told_posts: bool  # the page's data holds the posts of a live blog
    live_posts: int  # posts with a time and a sentence or more, where the page may be a live blog; else 0
    types: frozenset[str]
    declares_article: bool
    own_article: bool  # the page's own object is an article, and not a post of a forum
    own_live: bool  # the page's own object is a live blog
    front: bool  # the address is that of a site's front page
    title: str  # lower case
    shown_title: str  # lower case, the row that shows it
    after: str  # lower case, the rows right after the body
    last: str  # the end of the body, lower case
    access: Access
    og_type: str
    gallery_address: bool
    told_gallery: bool  # its address or its types tell a gallery
    gallery_title: str  # the words of the title or section that tell a gallery, "" for none
    live_boxes: bool  # elements that call themselves entries of a live blog
    player: bool
    told_words: int  # how many words the page says its article has, 0 where it does not say
    filled: bool  # the page's data gave what the page does not show, so that it does not break off
    counts: list[int]  # words of each row


@dataclass(slots=True)
class Counts:
    """What is counted over the rows of a page; the names are those of `Signals`."""

    body: int = 0
    solid: int = 0
    paragraphs: int = 0
    seen: int = 0
    links: int = 0
    characters: int = 0
    headlines: int = 0
    pictures: int = 0
    times: int = 0
    after: list[str] = field(default_factory=list)
    last: str = ""
    rows: list[int] = field(default_factory=list)  # words of each


def count_rows(sheet: Sheet) -> Counts:
    """Count over the rows of a page."""
    rows = sheet.rows
    texts = [row.text for row in rows]
    # as `count_words` does, without asking it of most lines
    counts = [text.count(" ") + 1 if text and text.isascii() else count_words(text) for text in texts]
    found = Counts(rows=counts, seen=sum(counts))
    found.links, found.characters = sum([row.links for row in rows]), sum(map(len, texts))
    run = 0
    own = sheet.places(Role.BODY)
    for at in own:
        row, count = rows[at], counts[at]
        found.body += count
        run = run + count if count >= SOLID and row.kind in PROSE else 0
        found.solid = max(found.solid, run)
        found.pictures += row.image is not None
        found.last = row.text or found.last
    found.paragraphs = len(own)
    if found.body:
        found.after = [text[:200] for text in texts[own[-1] + 1 : own[-1] + 1 + ROWS_AFTER]]
    found.times = len(sheet.places(Role.TIME))
    for at in sheet.places(Role.RELATED):
        row = rows[at]
        found.headlines += row.links > 20 or (not row.tag and len(row.text) > 20)
    return found


def read_signals(clues: Clues, sheet: Sheet, fields: Fields) -> Signals:
    """Read the signals of a page."""
    counts = count_rows(sheet)
    body, times = counts.body, counts.times
    embedded = clues.embedded
    address = fields.url or fields.canonical_url
    steps = path_words(address)
    in_gallery = not GALLERY_WORDS.isdisjoint((*steps, host(address).partition(".")[0]))
    own = types_of(embedded.article)
    told = values_of(embedded.article.get("wordCount"))[:1]
    types = frozenset(name for thing in embedded.things for name in types_of(thing))
    titles = dict.fromkeys((fields.title, fields.kicker, clues.shown_title, embedded.first("og:title")))
    live_title = next((label for title in titles if title and (label := live_in(title))), "")
    live_boxes = has_live_boxes(sheet.cut)
    labels = (gallery_in(title, fields.section) for title in titles) if counts.pictures > 1 else ()
    gallery_title = next((label for label in labels if label), "")
    live_address = not LIVE_FOLDERS.isdisjoint(steps)
    may_be_live = (
        live_title or live_address or live_boxes or times >= LIVE_TIMES or "LiveBlogPosting" in types
    )
    return Signals(
        body=body,
        solid=counts.solid,
        paragraphs=counts.paragraphs,
        seen=counts.seen,
        linked=counts.links / counts.characters if counts.characters else 0.0,
        headlines=counts.headlines,
        pictures=counts.pictures,
        times=times,
        live_address=live_address,
        live_title=live_title,
        told_posts="LiveBlogPosting" in types and bool(told_updates(embedded)),
        live_posts=find_entries(sheet).told(sheet) if may_be_live and body >= LITTLE else 0,
        types=types,
        declares_article=any(name.endswith(ARTICLE_TYPES) for name in own)
        or embedded.first("og:type") == "article",
        own_article=any(name.endswith(ARTICLE_TYPES) and "Forum" not in name for name in own),
        own_live="LiveBlogPosting" in own,
        front=bool(address) and address.split("//", 1)[-1].split("?")[0].rstrip("/").count("/") == 0,
        title=plain(fields.title),
        shown_title=plain(clues.shown_title),
        after=plain("\n".join(counts.after)),
        last=counts.last[-160:].lower().rstrip(),
        access=fields.access,
        og_type=embedded.first("og:type").lower(),
        gallery_address=in_gallery,
        gallery_title=gallery_title,
        told_gallery=in_gallery
        or any(not GALLERY_TYPES.isdisjoint(types_of(thing)) for thing in embedded.things),
        live_boxes=live_boxes,
        player=body < SHORT and has_player(clues),
        told_words=int(told[0]) if told and told[0].isdecimal() and len(told[0]) < 7 else 0,
        filled=clues.filled,
        counts=counts.rows,
    )


def plain(text: str) -> str:
    """Write a text as the lists of phrases are written: in lower case, with straight apostrophes."""
    return text.lower().replace("’", "'")


def phrase_in(text: str, name: str) -> str:
    """Give the first phrase of a list that a text holds, "" if it holds none."""
    return next(iter(phrases_in(text, name)), "") if text else ""


def live_in(title: str) -> str:
    """Give the words of a title that tell a live blog: a phrase of the list, or a label set off by a mark."""
    text = plain(title)
    phrase = phrase_in(text, "live")
    if phrase:
        return phrase
    pieces = [piece.strip() for piece in TITLE_MARKS.split(text) if piece.strip()]
    labels = words("live_labels")
    for piece in pieces:
        if piece in labels:
            return piece
    ends = [piece.rpartition(" ")[2] for piece in (pieces[:1] + pieces[-1:] if len(pieces) > 1 else ())]
    return next((end for end in ends if end in labels), "")


def gallery_in(title: str, section: Sequence[str]) -> str:
    """Give what tells a gallery: a label that opens or ends the title ("Foto: ..."), or the name of a section."""
    labels = words("gallery_labels")
    pieces = [piece.strip() for piece in TITLE_MARKS.split(plain(title)) if piece.strip()]
    ends = [*pieces[:1], *pieces[-1:]] if len(pieces) > 1 else []
    return next((piece for piece in (*ends, *map(str.lower, section)) if piece in labels), "")


def has_live_boxes(cut: Cut) -> bool:
    """Tell whether elements of the page are named as the entries of a live blog are."""
    every = [box.words for box in cut.names.boxes]
    joined = " ".join(["", *[" ".join(words) for words in every]])
    return hints_at_live(joined) and any(map(names_live, every))


def has_player(clues: Clues) -> bool:
    """Tell whether the page plays a video or a recording."""
    if clues.embedded.first("og:video", "og:video:url", "og:audio"):
        return True
    return clues.tree is not None and clues.tree.select_one(PLAYERS) is not None
