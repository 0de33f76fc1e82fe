"""What a reading process does: pages to an article, what a source sent to what is new of it.

Everything that could take long, or much memory, of what somebody else sent is done here. A job and its result are
records that travel as MessagePack. `main` is the process: it ends when its input does, and so with whoever started it.
"""

from __future__ import annotations

import datetime as dt
import re
import struct
import sys
from typing import IO

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from lugas.decide.identity import Identity, identity_of
from lugas.decide.novelty import NOTHING_KNOWN, Known, told_apart
from lugas.decide.versions import content_key
from lugas.errors import UsageError
from lugas.follow.settings import AGENT
from lugas.join import join
from lugas.model import Article, Finding, Moment, Page, PageLink, Precision, Source, Verdict
from lugas.options import Options
from lugas.page.decode import decode
from lugas.page.urls import clean_address, without_tracking
from lugas.parcel.packing import Parcel, parcel_of
from lugas.parcel.words import wholly
from lugas.read import read_page
from lugas.sources.addresses import shape_of
from lugas.sources.entries import Answer, Entry, Feed, MapLink, Sitemap, SourceKind
from lugas.sources.feeds import read_feed
from lugas.sources.fronts import read_front
from lugas.sources.hints import page_hints
from lugas.sources.sitemaps import read_sitemap

__all__ = [
    "Job",
    "LookJob",
    "PageRead",
    "ReadJob",
    "Result",
    "SourceRead",
    "Told",
    "main",
    "packed",
    "receive",
    "write",
]

LENGTH = struct.Struct(">Q")
PATIENCE = dt.timedelta(days=14)  # an older entry of a sitemap is not news
OPTIONS = Options()
HEAD = 200_000  # bytes of a page in which it may ask not to be kept
ASKS = re.compile(rb"noindex|unavailable_after|[\"'\s=,]none[\"'\s,>]", re.IGNORECASE)


class ReadJob(Struct, frozen=True, tag="read"):
    """Pages of one article to be read, the first one first; `published` is when its source says it came out, or ""."""

    pages: tuple[Answer, ...]
    fetched: dt.datetime
    published: str = ""


class PageRead(Struct, frozen=True, tag="page"):
    """What reading gave.

    The article comes as it is stored, and beside it what tells whether it is. `refusal` says what the page asks for
    instead of being kept, "" for nothing.
    """

    parcel: Parcel
    title: str
    verdict: Verdict
    canonical_url: str
    pages: tuple[PageLink, ...]
    identity: Identity
    refusal: str = ""

    def article(self) -> Article:
        """Give the article."""
        return self.parcel.article()


class LookJob(Struct, frozen=True, tag="look"):
    """What a source answered. `memory` is what was known of it, `room` how many new entries there is room for."""

    kind: SourceKind
    answer: Answer
    memory: str
    now: dt.datetime
    room: int


class Told(Struct, frozen=True, omit_defaults=True):
    """An address of an article, and what its source says of it; `published` is ISO 8601, or ""."""

    url: str
    title: str = ""
    published: str = ""


class SourceRead(Struct, frozen=True, tag="source", kw_only=True):
    """What a source told: what is new and what has changed, and what to remember.

    `trouble` says why it could not be read. `found` counts its entries, `left` those that there was no room for.
    `moments` are the times that new entries tell, `maps` the sitemaps of an index.
    """

    trouble: str = ""
    title: str = ""
    found: int = 0
    new: tuple[Told, ...] = ()
    changed: tuple[Told, ...] = ()
    left: int = 0
    moments: tuple[dt.datetime, ...] = ()
    memory: str = ""
    ttl_minutes: int = 0
    hub: str = ""
    topic: str = ""
    maps: tuple[MapLink, ...] = ()


Job = ReadJob | LookJob
Result = PageRead | SourceRead


def do(job: Job) -> Result:
    """Do a job."""
    return read_pages(job) if isinstance(job, ReadJob) else look_through(job)


def read_pages(job: ReadJob) -> PageRead:
    """Read an article's pages, and join them."""
    articles = [_read(answer, job.fetched) for answer in job.pages]
    article = articles[0]
    if len(articles) > 1:
        try:
            article = join(articles)
        except UsageError:  # what its links lead to is another article
            article = articles[0]
    if article.published is None and job.published:
        told = Moment(job.published, Precision.SECOND)
        finding = Finding("published", job.published, Source.GIVEN, "the source that lists the article")
        article = replace(article, published=told, findings=(*article.findings, finding))
    asked = [answer.at for answer in job.pages[:1]]
    identity = identity_of(article, (job.pages[0].asked, *asked))
    return PageRead(
        parcel=parcel_of(article, bytes.fromhex(content_key(article))),
        title=article.title,
        verdict=article.verdict,
        canonical_url=article.canonical_url,
        pages=article.pages,
        identity=identity,
        refusal=_refusal(job.pages[0], job.fetched),
    )


def _read(answer: Answer, fetched: dt.datetime) -> Article:
    page = Page(
        content=answer.content, url=answer.at, encoding=answer.encoding or None, fetched=fetched, form="html"
    )
    return read_page(page if "text/plain" not in answer.content_type else replace(page, form="auto"), OPTIONS)


def _refusal(answer: Answer, now: dt.datetime) -> str:
    """Say what a page asks for instead of being kept; nearly all say nothing of the kind, and are not parsed again."""
    head = answer.content[:HEAD]
    if not answer.robots and not ASKS.search(head):
        return ""
    text = decode(Page(content=head, encoding=answer.encoding or None, form="html"), OPTIONS).text
    hints = page_hints(text, answer.robots, agent=AGENT)
    return "noindex" if not hints.index else "unavailable_after" if hints.is_over(now) else ""


def look_through(job: LookJob) -> SourceRead:
    """Read what a source sent, and tell what is new of it."""
    read = _read_source(job)
    if read.trouble or (read.maps and not read.entries):
        return SourceRead(trouble=read.trouble, maps=read.maps)
    known = _known(job.memory)
    entries, dated = _worth_reading(job, read.entries, known), job.kind in MAPS
    since = job.now - PATIENCE if dated else None
    news = told_apart(entries, known, job.now, since=since)
    left = max(0, len(news.new) - job.room)
    if left:
        # what there is no room for is not remembered, and so is new the next time
        kept = sorted(news.new, key=_age, reverse=True)[: job.room]
        dropped = {id(entry) for entry in news.new} - {id(entry) for entry in kept}
        news = told_apart([one for one in entries if id(one) not in dropped], known, job.now, since=since)
    return SourceRead(
        title=read.title,
        found=len(read.entries),
        new=tuple(_told(entry) for entry in news.new if entry.url),
        changed=tuple(_told(entry) for entry in news.changed if entry.url),
        left=left,
        moments=tuple(entry.moment for entry in news.new if entry.moment is not None),
        memory=msgspec.json.encode(news.memory).decode(),
        ttl_minutes=read.ttl_minutes,
        hub=read.hub,
        topic=read.topic,
        maps=read.maps,
    )


MAPS = frozenset({SourceKind.SITEMAP, SourceKind.NEWS_SITEMAP, SourceKind.SITEMAP_INDEX})


class _Read(Struct):
    """What is read of a source, whatever its kind."""

    entries: tuple[Entry, ...] = ()
    trouble: str = ""
    title: str = ""
    ttl_minutes: int = 0
    hub: str = ""
    topic: str = ""
    maps: tuple[MapLink, ...] = ()


def _read_source(job: LookJob) -> _Read:
    answer = job.answer
    if job.kind is SourceKind.FRONT:
        entries = read_front(answer.content, answer.at, encoding=answer.encoding)
        return _Read(entries, "" if entries else "a page without links to articles")
    if job.kind is SourceKind.FEED:
        feed: Feed = read_feed(answer.content, answer.at, encoding=answer.encoding, location=answer.location)
        topic = clean_address(feed.url) or answer.at
        hub = next(iter(feed.hubs), "")
        return _Read(feed.entries, feed.trouble, feed.title, feed.ttl_minutes, hub, topic)
    found: Sitemap = read_sitemap(answer.content, answer.at, encoding=answer.encoding)
    return _Read(found.entries, found.trouble, maps=found.maps)


def _known(memory: str) -> Known:
    """Read what is remembered of a source; what cannot be read is as if nothing were."""
    try:
        return msgspec.json.decode(memory, type=Known) if memory else NOTHING_KNOWN
    except (msgspec.MsgspecError, UnicodeError):
        return NOTHING_KNOWN


def _worth_reading(job: LookJob, entries: tuple[Entry, ...], known: Known) -> list[Entry]:
    """Leave out files, and of a sitemap of all pages what looks like no article.

    One that tells no time is no news when such a sitemap is first looked at: all there ever was stands in it.
    """
    kept: list[Entry] = []
    first = not known.entries
    for entry in entries:
        shape = shape_of(entry.url) if entry.url else None
        if shape is not None and (shape.refused or (job.kind is SourceKind.SITEMAP and shape.points <= 0)):
            continue
        if job.kind is SourceKind.SITEMAP and first and entry.moment is None:
            kept.append(replace(entry, updated=job.now - 2 * PATIENCE))
        else:
            kept.append(entry)
    return kept


def _age(entry: Entry) -> float:
    return entry.moment.timestamp() if entry.moment is not None else 0.0


def _told(entry: Entry) -> Told:
    url = without_tracking(clean_address(entry.url)) or entry.url
    return Told(url, entry.title[:500], entry.published.isoformat() if entry.published is not None else "")


def packed(message: Job | Result) -> bytes:
    """Give a message as it travels."""
    try:
        return msgspec.msgpack.encode(message)
    except UnicodeEncodeError:
        return msgspec.msgpack.encode(wholly(msgspec.to_builtins(message, builtin_types=(bytes,))))


def write(stream: IO[bytes] | None, data: bytes) -> None:
    """Write a message: its length, then itself."""
    if stream is None:
        raise EOFError
    stream.write(LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes] | None) -> bytes:
    """Read a message; raises `EOFError` where there is none any more."""
    head = b"" if stream is None else stream.read(LENGTH.size)
    if stream is None or len(head) < LENGTH.size:
        raise EOFError
    (length,) = LENGTH.unpack(head)
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return data


def main() -> None:
    """Do jobs until the input ends."""
    while True:
        try:
            data = receive(sys.stdin.buffer)
        except EOFError:
            return
        write(sys.stdout.buffer, packed(do(msgspec.msgpack.decode(data, type=Job))))
