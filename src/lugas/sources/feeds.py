"""A feed as its entries: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, JSON Feed; whole, broken or endless."""

from __future__ import annotations

import datetime as dt
from typing import Generic, Literal, TypeVar

from lugas.page.urls import clean_address, join
from lugas.sources.elements import Node, Reader
from lugas.sources.entries import Entry, Feed, Limits
from lugas.sources.feed_entries import entry_of, link_of
from lugas.sources.json_feeds import looks_like_json, read_json_feed
from lugas.sources.mend import mend, to_plain, without_prolog
from lugas.sources.moments import instant
from lugas.sources.texts import line, plain

__all__ = ["DEFAULTS", "Newest", "read_feed"]

DEFAULTS = Limits()
RECORDS = ("{*}item", "{*}entry", "{*}ITEM", "{*}Item")
ROOTS: dict[str, Literal["rss", "rdf", "atom"]] = {
    "rss": "rss",
    "channel": "rss",
    "rdf:rdf": "rdf",
    "rdf": "rdf",
    "feed": "atom",
    "atom:feed": "atom",
    "atom:entry": "atom",
}
MINUTES = {"hourly": 60, "daily": 1440, "weekly": 10080, "monthly": 43200}

T = TypeVar("T")


def read_feed(
    content: bytes | str, url: str, *, encoding: str = "", location: str = "", limits: Limits = DEFAULTS
) -> Feed:
    """Read a feed.

    `url` is the address that sent it, `encoding` what its header named, `location` its Content-Location, which relative
    links are resolved against before `url`. Never fails: what is no feed has its `trouble`.
    """
    decoded = to_plain(content, url, encoding, limits)
    base = (join(url, location) if location else "") or clean_address(url)
    if decoded.trouble:
        return Feed(form="", trouble=decoded.trouble, cut_short=decoded.cut_short)
    if looks_like_json(decoded.text):
        return read_json_feed(decoded.text, base, limits, cut_short=decoded.cut_short)
    text = without_prolog(decoded.text)
    reading = _read(text, base, limits)
    mended = False
    if reading.reader.broken:
        again = _read(mend(text), base, limits)
        mended = True
        reading = again if again.worth >= reading.worth else reading
    form = ROOTS.get(reading.reader.root)
    if form is None:
        return Feed(form="", trouble=_no_feed(reading.reader.root, text), cut_short=decoded.cut_short)
    return _feed(form, reading, base, mended=mended, cut_short=decoded.cut_short)


class Newest(Generic[T]):
    """The newest of many, in the order they came: those with the latest date, or the first where few have one."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.count = 0
        self.kept: list[tuple[int, dt.datetime | None, T]] = []

    def add(self, moment: dt.datetime | None, thing: T) -> None:
        """Add one; what is too old to be among the newest is dropped, a batch at a time."""
        self.kept.append((self.count, moment, thing))
        self.count += 1
        if len(self.kept) > 2 * self.most + 100:
            self.prune()

    def prune(self) -> None:
        """Drop all but the newest."""
        if len(self.kept) <= self.most:
            return
        dated = sum(moment is not None for _, moment, _ in self.kept)
        if 2 * dated > len(self.kept):
            self.kept.sort(key=lambda kept: (kept[1].timestamp() if kept[1] else 0.0, -kept[0]), reverse=True)
        del self.kept[self.most :]
        self.kept.sort(key=lambda kept: kept[0])

    def give(self) -> list[T]:
        """Give them in the order they came."""
        self.prune()
        return [thing for _, _, thing in self.kept]


class Reading:
    """What one pass over a feed's markup found."""

    def __init__(self, reader: Reader, newest: Newest[Node], entries: tuple[Entry, ...]) -> None:
        self.reader = reader
        self.newest = newest
        self.entries = entries

    @property
    def worth(self) -> int:
        """How many entries have an address and a title."""
        return sum(bool(entry.url) and bool(entry.title) for entry in self.entries)


DATES = (
    "pubdate", "atom:published", "published", "dc:date", "atom:updated", "updated", "atom:issued", "issued",
    "dcterms:issued", "atom:modified", "modified", "date",
)  # fmt: skip


def _read(text: str, base: str, limits: Limits) -> Reading:
    """Read the records of a feed, and of the newest their fields."""
    reader = Reader(RECORDS, limits.max_text)
    newest: Newest[Node] = Newest(limits.max_entries)
    for node in reader.read(text):
        newest.add(instant(node.told(*DATES)), node)
    language = _language(reader.head)
    own = _base(reader.head, base)
    entries = tuple(entry_of(node, own, language) for node in newest.give())
    return Reading(
        reader, newest, tuple(entry for entry in entries if entry.url or entry.title or entry.content)
    )


def _base(head: Node, base: str) -> str:
    """Give what the links of a feed are resolved against: its `xml:base`, else its address, else its own link.

    A feed that was read from a file has no address but the one it tells.
    """
    told = head.base and join(base, head.base)
    if told or base:
        return told or base
    own = next((link.get("href") for link in head.all("atom:link", "link") if link.get("rel") == "self"), "")
    return join("", own) or join("", head.told("link"))


def _language(head: Node) -> str:
    """Give the language that a feed tells, as it tells it."""
    told = head.told("language", "dc:language") or head.get("xml:lang")
    return told.strip().replace("_", "-")[:35]


def _feed(
    form: Literal["rss", "rdf", "atom"], reading: Reading, address: str, *, mended: bool, cut_short: bool
) -> Feed:
    """Give a feed's own fields with its entries."""
    head = reading.reader.head
    base = _base(head, address)
    links = [
        (link.get("rel").lower() or "alternate", join(base, link.get("href"))) for link in head.all(*LINKS)
    ]

    def linked(rel: str) -> str:
        return next((url for name, url in links if name == rel and url), "")

    language = _language(head)
    updated = instant(
        head.told("lastbuilddate", "atom:updated", "updated", "atom:modified", "dc:date", "pubdate")
    )
    return Feed(
        form=form,
        title=line(head.told("title", "atom:title", "dc:title")),
        summary=plain(
            head.told("description", "atom:subtitle", "subtitle", "atom:tagline", "dc:description")
        ),
        url=linked("self") or join(base, head.told("atom:id")) * (form == "atom" and not linked("alternate")),
        home=link_of(head, base),
        next_url=linked("next") or linked("prev-archive"),
        language=language,
        updated=updated,
        hubs=tuple(dict.fromkeys(url for rel, url in links if rel == "hub" and url))[:5],
        ttl_minutes=_ttl(head),
        entries=reading.entries,
        mended=mended,
        cut_short=cut_short,
        left_out=max(0, reading.newest.count - reading.newest.most),
    )


LINKS = ("atom:link", "atom10:link", "link")


def _ttl(head: Node) -> int:
    """Give how long a feed asks not to be asked again, in minutes: by `ttl`, or by the syndication module."""
    ttl = head.told("ttl")
    if ttl.isascii() and ttl.isdigit() and len(ttl) < 7:
        return int(ttl)
    period = MINUTES.get(head.told("sy:updateperiod").lower(), 0)
    often = head.told("sy:updatefrequency")
    return period // max(1, int(often)) if often.isascii() and often.isdigit() and len(often) < 5 else period


SIGNS = (
    ("a sitemap", ("<urlset", "<sitemapindex")),
    ("an OPML list", ("<opml",)),
    ("a web page", ("<!doctype html", "<html", "<body")),
)


def _no_feed(root: str, text: str) -> str:
    """Say what stands in the place of a feed."""
    low = text[:4_096].lower()
    for name, signs in SIGNS:
        if any(sign in low for sign in signs):
            return f"{name}, not a feed"
    return f"XML of another kind (<{root[:40]}>), not a feed" if root else "no feed"
