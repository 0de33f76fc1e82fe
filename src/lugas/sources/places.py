"""Where a site may keep its feeds and sitemaps: what its home page links and names, and the usual places."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from msgspec import Struct

from lugas.page.tree import Document
from lugas.page.urls import join, same_site
from lugas.sources.addresses import address_key

__all__ = ["Offer", "linked_feeds", "named_feeds", "next_maps", "system_of", "usual_feeds", "usual_sitemaps"]

LISTS = Path(__file__).parent / "words"
MOST = 40
FEED_TYPES = {
    "application/rss+xml": "rss",
    "application/atom+xml": "atom",
    "application/rdf+xml": "rdf",
    "application/feed+json": "json",
    "application/x.atom+xml": "atom",
    "application/x-atom+xml": "atom",
    "text/rss+xml": "rss",
    "text/rss": "rss",
}
UNSURE_TYPES = frozenset(
    {"application/json", "text/xml", "application/xml"}
)  # of feeds, but of much else too
_NAMES_FEED = re.compile(
    r"(?:^|[/._?=&-])(?:rss2?|atom|rdf|feeds?|xmlfeed|feedburner)(?:$|[/._?=&-])|\.(?:rss|rdf|atom)$",
    re.IGNORECASE,
)
_NO_FEED = re.compile(r"feedback|feed-?the|/comments?/|oembed|wp-json|xmlrpc|opensearch", re.IGNORECASE)
_LINK_HEADER = re.compile(r"<([^<>]{1,2000})>([^<]{0,500})")
FEED_WORDS = frozenset({"rss", "atom", "feed", "feeds", "rss feeds", "rss feed"})
LIST_PAGES = frozenset({"rss", "feeds", "rss-feeds", "rss.html", "feed", "rss.php", "rssfeeds", "rss-feed"})
SIGNS = (
    ("wordpress", ("wp-content/", "wp-includes/", "wp-json")),
    ("ghost", ("ghost-", "ghost/")),
    ("blogger", ("blogger.com", "blogspot.com")),
    ("drupal", ("drupal-settings-json", "/sites/default/files", "drupal.js")),
    ("joomla", ("/media/jui/", "/components/com_", "joomla")),
    ("substack", ("substackcdn.com",)),
    ("medium", ("miro.medium.com",)),
    ("squarespace", ("squarespace.com", "squarespace-cdn")),
    ("wix", ("wixstatic.com",)),
    ("tumblr", ("assets.tumblr.com",)),
    ("typo3", ("typo3temp/", "typo3conf/")),
    ("hugo", ()),
    ("jekyll", ()),
)


class Offer(Struct, frozen=True, kw_only=True):
    """An address that may be a feed or a sitemap, its title and form as far as they are told, and who told it."""

    url: str
    title: str = ""
    form: str = ""
    found: str = ""


def linked_feeds(tree: Document, base: str, headers: tuple[str, ...] = ()) -> list[Offer]:
    """Give the feeds that a page links for programs, in its `<link>` elements and its Link headers."""
    found: dict[str, Offer] = {}
    for element in tree.find_all("link", limit=2_000):
        rel = (element.attr("rel") or "").lower().split()
        form = _form(element.attr("type") or "")
        href = (element.attr("href") or "").strip()
        if not ({"alternate", "feed"} & set(rel)) or not form or "stylesheet" in rel:
            continue
        address = join(
            base, f"https:{href[5:]}" if href[:7].lower() == "feed://" else href.removeprefix("feed:")
        )
        if address and not _NO_FEED.search(address.partition("://")[2]):
            title = " ".join((element.attr("title") or "").split())[:300]
            found.setdefault(address_key(address), Offer(url=address, title=title, form=form, found="linked"))
    for header in headers[:10]:
        for match in _LINK_HEADER.finditer(header[:5_000]):
            form = next((form for kind, form in FEED_TYPES.items() if kind in match[2].lower()), "")
            address = join(base, match[1]) if form and "alternate" in match[2].lower() else ""
            if address:
                found.setdefault(address_key(address), Offer(url=address, form=form, found="linked"))
    return list(found.values())[:MOST]


def _form(kind: str) -> str:
    """Give the form of feed that a type names; "xml" for a type that feeds share with other documents."""
    kind = kind.lower().partition(";")[0].strip()
    return FEED_TYPES.get(kind, "xml" if kind in UNSURE_TYPES else "")


def named_feeds(tree: Document, base: str) -> tuple[list[Offer], list[Offer]]:
    """Give the feeds that a page's links for readers lead to, and the pages of the site that list its feeds."""
    feeds: dict[str, Offer] = {}
    pages: dict[str, Offer] = {}
    for element in tree.find_all("a", limit=20_000):
        href = (element.attr("href") or "").strip()
        text = " ".join(element.text.split())[:100]
        if not href or not (
            _NAMES_FEED.search(href[:2_000]) or text.lower() in {"rss", "atom", "feed", "feeds", "rss feeds"}
        ):
            continue
        address = join(
            base, f"https:{href[5:]}" if href[:7].lower() == "feed://" else href.removeprefix("feed:")
        )
        if not address or _NO_FEED.search(address.partition("://")[2]):
            continue
        elsewhere = not same_site(address, base)
        if elsewhere and not any(
            name in address for name in ("feedburner.com", "feeds.", "/rss", "feedblitz")
        ):
            continue
        title = text or (element.attr("title") or "").strip()[:100]
        feeds.setdefault(address_key(address), Offer(url=address, title=title, found="named"))
        last = address.rstrip("/").rpartition("/")[2].lower()
        if not elsewhere and last in {
            "rss",
            "feeds",
            "rss-feeds",
            "rss.html",
            "feed",
            "rss.php",
            "rssfeeds",
            "rss-feed",
        }:
            pages.setdefault(address_key(address), Offer(url=address, title=title, found="named"))
    return list(feeds.values())[:MOST], list(pages.values())[:3]


def system_of(tree: Document, markup: str) -> str:
    """Name the system that a site is made with, by what it calls itself or by its files; "" for one not known."""
    for element in tree.find_all("meta", limit=500):
        if (element.attr("name") or "").lower() == "generator":
            told = (element.attr("content") or "").lower()
            for name, _ in SIGNS:
                if name in told:
                    return name
    head = markup[:300_000]
    return next((name for name, signs in SIGNS if any(sign in head for sign in signs)), "")


def usual_feeds(home: str, system: str) -> list[Offer]:
    """Give the usual places of feeds at a site: those of its own system first, those below its home before others."""
    table = _places("usual_places")
    paths = [path for name, path in table if name == system] + [path for name, path in table if name == "any"]
    root = join(home, "/")
    folder = home.partition("?")[0].partition("#")[0]
    folder = folder if folder.endswith("/") else folder.rpartition("/")[0] + "/"
    roots = [root] if folder == root else [folder, root]
    urls = [f"{root[:-1]}{path}" for root in roots for path in paths[: 4 if root != roots[-1] else None]]
    return [Offer(url=url, found="usual place") for url in dict.fromkeys(urls)]


def usual_sitemaps(home: str) -> list[Offer]:
    """Give the usual places of sitemaps at a site, those of news first."""
    root = join(home, "/")[:-1]
    return [Offer(url=f"{root}{path}", found="usual place") for _, path in _places("usual_sitemaps")]


_NEWS = re.compile(r"news|noticias|nachrichten|berita|haber|actu|google", re.IGNORECASE)
_POSTS = re.compile(r"post|article|artikel|story|stories|content", re.IGNORECASE)
_OTHER = re.compile(r"image|video|categor|tag|author|page-|product|static|topic|archive", re.IGNORECASE)


def next_maps(urls: list[tuple[str, float]], most: int) -> list[str]:
    """Give the sitemaps of an index that are worth asking for: those of news, then of posts, then the newest.

    Each comes with when it was last changed, in seconds, 0 where that is not told.
    """

    def worth(index: int) -> tuple[int, float, int]:
        name = urls[index][0].partition("://")[2].partition("/")[2]
        kind = 0 if _NEWS.search(name) else 3 if _OTHER.search(name) else 1 if _POSTS.search(name) else 2
        # without a date the last one is the newest, as most number them upwards
        return kind, -urls[index][1], -index

    return [urls[index][0] for index in sorted(range(len(urls)), key=worth)[:most]]


@cache
def _places(name: str) -> list[tuple[str, str]]:
    """Read a list of paths by their rank: each with the system it belongs to, "" for none."""
    rows: list[tuple[int, str, str]] = []
    for line in (LISTS / f"{name}.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            system, equals, rest = line.partition(" = ")
            rank, _, path = (rest if equals else line).partition(" ")
            rows.append((int(rank), system if equals else "", path))
    rows.sort(key=lambda row: row[0])
    return [(system, path) for _, system, path in rows]
