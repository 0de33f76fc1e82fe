"""The shape of an address: whether it looks like an article's, and which others are built alike."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from lugas.fields.lists import words
from lugas.page.urls import clean_address, date_in_path, host, without_tracking
from lugas.scripts import EASTERN

__all__ = ["Shape", "address_key", "shape_of"]

LISTS = Path(__file__).parent / "words"
# Points, tuned together with those of fronts.py.
DATED, SLUG, SHORT_SLUG, NUMBERED, SERIAL, ENDING, ASKED, DEEP = 1.6, 1.9, 0.8, 1.3, 0.5, 0.6, 1.0, 0.4
SERVICE, TOPIC, ROOT, ONE_WORD, PAGED = -3.5, -2.5, -5.0, -1.5, -2.5
LONG_SLUG = 4  # words
FILES = re.compile(
    r"\.(?:7z|avi|css|csv|docx?|epub|exe|gif|gz|ics|jpe?g|js|json|m4a|m4v|mov|mp3|mp4|ogg|pdf|png|pptx?|rar|rss|svg|tar|txt|vcf"
    r"|wav|webm|webp|xlsx?|xml|zip|apk|avif|atom)$",
    re.IGNORECASE,
)
PAGES = re.compile(r"\.(?:html?|shtml|xhtml|php\d?|aspx?|jsp|cfm|ece|story|cms|do|ghtml|amp)$", re.IGNORECASE)
_PARTS = re.compile(r"[-_+. ]+")
_NUMBER = re.compile(r"\d{4,20}")
_SERIAL = re.compile(
    r"(?:[a-z]{0,4}[-_.]?\d{5,20}|(?=[0-9a-f]{8})[0-9a-f]{0,40}\d[0-9a-f]{0,40})", re.IGNORECASE
)
_ASKED = re.compile(
    r"(?:^|&)(?:p|id|aid|nid|news_?id|article_?id|artikel|storyid|no|idx|item|docid)=\d{2,20}", re.IGNORECASE
)
_PAGED = re.compile(r"(?:^|&)(?:page|paged|hal|pagina|seite|start|offset)=\d{1,6}", re.IGNORECASE)
PAGE_FOLDERS = frozenset({"page", "pagina", "seite", "hal", "halaman", "sayfa", "strona"})
MOST_PARTS = 30


class Shape(Struct, frozen=True, kw_only=True):
    """What an address tells: `points` for an article, the `pattern` that like addresses share, the `day` in its path.

    `refused` tells that no page of text stands there, or the page itself that it is linked from.
    """

    points: float
    pattern: str
    day: str = ""
    refused: bool = False


def address_key(url: str) -> str:
    """Give what two writings of one address share: no tracking, fragment, scheme, `www.` or last slash."""
    url = without_tracking(url).partition("#")[0]
    rest = url.partition("://")[2]
    name, slash, path = rest.partition("/")
    path = (slash + path).replace("/?", "?").rstrip("/")
    return f"{name.removeprefix('www.')}{path}"


def shape_of(url: str, here: str = "") -> Shape:
    """Weigh an address. `here` is the page that links it."""
    parts = urlsplit(clean_address(url) or "http://x/")
    path = parts.path
    low = [part for part in unquote(path).lower().split("/") if part][:MOST_PARTS]
    if FILES.search(path) or (here and address_key(url) == address_key(here)):
        return Shape(points=-9.0, pattern="", refused=True)
    if not low and not _ASKED.search(parts.query):
        return Shape(points=ROOT, pattern="/")
    day = date_in_path(url)
    points = DATED * bool(day) + DEEP * (len(low) > 2) + _folder_points(low)
    last = PAGES.sub("", low[-1]) if low else ""
    # a last part that is a number alone, or "index", stands after the one that tells: /a-long-headline/12345
    before = PAGES.sub("", low[-2]) if len(low) > 1 else ""
    count = max(_word_count(last), _word_count(before) if len(last) < 24 and _word_count(last) < 2 else 0)
    points += SLUG if count >= LONG_SLUG else SHORT_SLUG if count == LONG_SLUG - 1 else 0.0
    numbered = any(_NUMBER.search(part) for part in (last, before)) and not day
    points += NUMBERED * numbered + SERIAL * bool(_SERIAL.fullmatch(last))
    points += ENDING * bool(low and PAGES.search(low[-1]) and len(last) > 4) + 2 * ASKED * bool(
        _ASKED.search(parts.query)
    )
    bare = count < 2 and not numbered and not day and not _ASKED.search(parts.query)
    points += ONE_WORD * bare + PAGED * bool(_PAGED.search(parts.query) or not PAGE_FOLDERS.isdisjoint(low))
    return Shape(points=points, pattern=_pattern(host(url), low, parts.query), day=day)


def _folder_points(low: list[str]) -> float:
    """Weigh the parts of a path that name pages of topics, of people, and about the site.

    In an article's address such a word may be its section (`/weather/`), so it counts whole as the last part only.
    """
    if not low:
        return 0.0
    ends = {low[-1], PAGES.sub("", low[-1])}
    if not ends.isdisjoint(_service()) or low[0].startswith("wp-"):
        return SERVICE
    topics = words("topic_folders")
    people = any(f"/{part}/" in words("author_folders") for part in low[-2:])
    # /topic/bridge and /topic, but not /topic/2024/01/20/what-became-of-the-bridge
    if people or not topics.isdisjoint(low[-2:]) or low[0] in topics:
        return TOPIC
    return SERVICE / 5 if low[0] in _service() else 0.0


def _word_count(part: str) -> int:
    """Count the words of a part of a path; of scripts without spaces two letters count as a word."""
    wide = len(EASTERN.findall(part))
    return max(sum(not piece.isdigit() and len(piece) > 0 for piece in _PARTS.split(part)), wide // 2)


def _pattern(name: str, low: list[str], query: str) -> str:
    """Give the pattern of an address: its host, its folders in kind, the kind of its last part, the names asked."""
    kinds = [_kind(part) for part in low]
    asked = ",".join(sorted({pair.partition("=")[0] for pair in query.split("&") if pair})[:5])
    return f"{name}/{'/'.join(kinds)}?{asked}"


def _kind(part: str) -> str:
    """Give the kind of a part of a path: a number, an identifier, a headline, a few words, a word."""
    ending = PAGES.search(part)
    bare = PAGES.sub("", part)
    suffix = ending[0] if ending else ""
    if bare.isdigit():
        return f"{'9' if len(bare) < 5 else '99999'}{suffix}"
    count = _word_count(bare)
    digits = "9" if _NUMBER.search(bare) else ""
    return f"{'s' if count >= LONG_SLUG - 1 else 'ww' if count == 2 else 'w'}{digits}{suffix}"


@cache
def _service() -> frozenset[str]:
    """Give the words that lead to pages about a site."""
    text = (LISTS / "service_folders.txt").read_text("utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))
