"""A sitemap as its entries: urlset with the extensions for news and pictures, index, plain text; packed or not."""

from __future__ import annotations

import datetime as dt
from itertools import islice

from lugas.page.urls import clean_address, join
from lugas.sources.elements import Node, Reader
from lugas.sources.entries import Entry, Limits, MapLink, Sitemap, SourceKind
from lugas.sources.feeds import DEFAULTS, Newest, read_feed
from lugas.sources.mend import mend, to_plain, without_prolog
from lugas.sources.moments import instant
from lugas.sources.texts import line

__all__ = ["read_sitemap"]

RECORDS = ("{*}url", "{*}sitemap")
MOST_MAPS = 5_000
ENOUGH, MANY = 5, 50  # dates that must all be one before they count as a lie; days without a time
SAME = dt.timedelta(minutes=5)


def read_sitemap(content: bytes | str, url: str, *, encoding: str = "", limits: Limits = DEFAULTS) -> Sitemap:
    """Read a sitemap, a sitemap index or a list of addresses.

    `url` is the address that sent it, `encoding` what its header named. A feed counts as a sitemap, as the protocol
    allows. Never fails: what is no sitemap has its `trouble`.
    """
    decoded = to_plain(content, url, encoding, limits)
    if decoded.trouble:
        return Sitemap(kind=None, trouble=decoded.trouble, cut_short=decoded.cut_short)
    if not decoded.text.startswith("<") and clean_address(decoded.text.split("\n", 1)[0].strip()):
        return _of_lines(decoded.text, limits, cut_short=decoded.cut_short)
    text = without_prolog(decoded.text)
    base = clean_address(url)
    found = _read(text, base, limits, cut_short=decoded.cut_short)
    if found.mended:  # the parser had to recover: what is mended may give more
        again = _read(mend(text), base, limits, cut_short=decoded.cut_short, mended=True)
        found = (
            again if len(again.entries) + len(again.maps) >= len(found.entries) + len(found.maps) else found
        )
    if found.kind is None:
        feed = read_feed(decoded.text, url, limits=limits)
        if feed.form:
            return Sitemap(kind=SourceKind.SITEMAP, entries=feed.entries, left_out=feed.left_out)
    return found


def _of_lines(text: str, limits: Limits, *, cut_short: bool) -> Sitemap:
    """Read a sitemap that is one address a line."""
    newest: Newest[Entry] = Newest(limits.max_entries)
    for piece in text.splitlines():
        address = clean_address(piece.strip())
        if address:
            newest.add(None, Entry(url=address))
    left_out = max(0, newest.count - limits.max_entries)
    entries = tuple(newest.give())
    return Sitemap(kind=SourceKind.SITEMAP, entries=entries, left_out=left_out, cut_short=cut_short)


def _read(text: str, base: str, limits: Limits, *, cut_short: bool, mended: bool = False) -> Sitemap:
    """Read the records of a sitemap's markup."""
    reader = Reader(RECORDS, limits.max_text)
    newest: Newest[Node] = Newest(limits.max_entries)
    maps: dict[str, MapLink] = {}
    dates = _Dates()
    for node in reader.read(text):
        address = join(base, node.told("loc"))
        if not address:
            continue
        if node.name == "sitemap":
            if len(maps) < MOST_MAPS:
                maps.setdefault(address, MapLink(address, instant(node.told("lastmod"))))
        else:
            changed = instant(node.told("lastmod"))
            dates.add(changed)
            newest.add(instant(_news_date(node)) or changed, node)
    if reader.root not in {"urlset", "sitemapindex"} and not newest.count and not maps:
        trouble = (
            f"XML of another kind (<{reader.root[:40]}>), not a sitemap" if reader.root else "no sitemap"
        )
        trouble = "a web page, not a sitemap" if "<html" in text[:4_096].lower() else trouble
        return Sitemap(kind=None, trouble=trouble, cut_short=cut_short, mended=reader.broken)
    nodes = newest.give()
    lie = dates.lie
    entries = tuple({entry.url: entry for entry in (_entry(node, base, lie=lie) for node in nodes)}.values())
    news = any(node.first("news:news") is not None for node in islice(nodes, 100))
    kind = SourceKind.NEWS_SITEMAP if news else SourceKind.SITEMAP
    return Sitemap(
        kind=SourceKind.SITEMAP_INDEX if maps and not entries else kind,
        entries=entries,
        maps=tuple(maps.values()),
        mended=mended or reader.broken,
        cut_short=cut_short,
        left_out=max(0, newest.count - limits.max_entries),
        dates_lie=lie,
    )


def _news_date(node: Node) -> str:
    """Give the date of publication that the news extension tells."""
    news = node.first("news:news")
    return news.told("news:publication_date", "publication_date") if news is not None else ""


def _entry(node: Node, base: str, *, lie: bool) -> Entry:
    """Give the fields of one address."""
    news = node.first("news:news") or Node("", {}, "")
    publication = news.first("news:publication") or Node("", {}, "")
    image = node.first("image:image") or Node("", {}, "")
    words = [line(word) for word in news.told("news:keywords").split(",")[:30]]
    return Entry(
        url=join(base, node.told("loc")),
        title=line(news.told("news:title")),
        published=instant(_news_date(node)),
        updated=None if lie else instant(node.told("lastmod")),
        language=publication.told("news:language")[:35],
        tags=tuple(dict.fromkeys(word for word in words if word)),
        picture=join(base, image.told("image:loc")),
    )


class _Dates:
    """The dates of a whole sitemap: how many, the first and the last."""

    def __init__(self) -> None:
        self.count = 0
        self.first = self.last = dt.datetime.min.replace(tzinfo=dt.UTC)

    def add(self, moment: dt.datetime | None) -> None:
        """Add a date, if there is one."""
        if moment is not None:
            self.first = min(self.first, moment) if self.count else moment
            self.last = max(self.last, moment) if self.count else moment
            self.count += 1

    @property
    def lie(self) -> bool:
        """Whether all are one instant: that of asking, or of the last time the whole site was built.

        A day without a time is one that many articles may share.
        """
        alike = self.count > ENOUGH and self.last - self.first < SAME
        return alike and (self.last.time() != dt.time() or self.count > MANY)
