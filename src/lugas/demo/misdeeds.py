"""How a site can misbehave: slow, endless, broken, hostile. Each function here makes one `Misdeed`.

papers.misbehave("warta", busy(after="5"), path="/rss", times=3)
"""

from __future__ import annotations

import datetime as dt
import gzip
import random
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import repeat

from lugas.demo.press.dates import http_date
from lugas.demo.site import Answer, Request

__all__ = [
    "MISDEEDS",
    "Act",
    "Misdeed",
    "Stream",
    "astray",
    "bomb",
    "busy",
    "changing",
    "dribble",
    "dropped",
    "endless",
    "failing",
    "flood",
    "future",
    "garbage",
    "huge_head",
    "looping",
    "not_http",
    "restless",
    "slow",
    "twice_packed",
    "wrong_type",
]

MEBIBYTE = 1 << 20


@dataclass(frozen=True)
class Stream:
    """An answer that is sent bit by bit: bytes as they are, and numbers as seconds to wait.

    Without a `status` the pieces are all there is, head included. With `length` the head tells that many bytes.
    """

    pieces: Iterator[bytes | float]
    status: int = 0
    headers: tuple[tuple[str, str], ...] = ()
    length: int | None = None


Act = Callable[[Request, Answer, int], Answer | Stream]


@dataclass(frozen=True)
class Misdeed:
    """One way to misbehave: from the request, the right answer and how often it was done before, what is sent."""

    name: str
    act: Act


def slow(seconds: float = 5.0) -> Misdeed:
    """Answer rightly, but only after a while."""

    def act(_: Request, answer: Answer, __: int) -> Stream:
        return Stream(iter((seconds, answer.body)), answer.status, answer.headers, len(answer.body))

    return Misdeed("slow", act)


def dribble(seconds: float = 0.5, size: int = 16) -> Misdeed:
    """Answer rightly, a few bytes at a time."""

    def act(_: Request, answer: Answer, __: int) -> Stream:
        body = answer.body
        pieces = (piece for at in range(0, len(body), size) for piece in (body[at : at + size], seconds))
        return Stream(pieces, answer.status, answer.headers, len(body))

    return Misdeed("dribble", act)


def endless(seconds: float = 0.0) -> Misdeed:
    """Send a page that never ends."""

    def act(_: Request, answer: Answer, __: int) -> Stream:
        start: Iterator[bytes | float] = iter((answer.body,))
        more: tuple[bytes | float, ...] = (b"<p>and another thing</p>\n" * 400, seconds)
        pieces = (
            piece for part in (start, (piece for again in repeat(more) for piece in again)) for piece in part
        )
        return Stream(pieces, 200, answer.headers)

    return Misdeed("endless", act)


def garbage(seed: int = 1) -> Misdeed:
    """Send noise that calls itself a page."""

    def act(_: Request, answer: Answer, times: int) -> Answer:
        noise = random.Random(f"{seed}/{times}").randbytes(20_000)  # noqa: S311 - repeatable, not unguessable
        return replace(answer, status=200, body=noise)

    return Misdeed("garbage", act)


def not_http() -> Misdeed:
    """Send what is no answer of HTTP at all."""
    return Misdeed("not_http", lambda *_: Stream(iter((b"SSH-2.0-OpenSSH_9.6\r\n\x00\x01\x02\r\n",))))


def wrong_type(kind: str = "application/pdf") -> Misdeed:
    """Say of the right answer that it is something else."""

    def act(_: Request, answer: Answer, __: int) -> Answer:
        return replace(answer, headers=swapped(answer, "Content-Type", kind))

    return Misdeed("wrong_type", act)


def failing(status: int = 500) -> Misdeed:
    """Fail with a status."""
    body = f"<html><title>Error {status}</title><h1>Error {status}</h1></html>".encode()
    return Misdeed("failing", lambda *_: Answer(status, body, (("Content-Type", "text/html"),)))


def busy(status: int = 429, after: str = "5") -> Misdeed:
    """Ask to come back later; `after` is what Retry-After says: seconds, or a date."""
    headers = (("Content-Type", "text/plain"), ("Retry-After", after))
    return Misdeed("busy", lambda *_: Answer(status, b"too many requests\n", headers))


def looping() -> Misdeed:
    """Redirect for ever, to another address each time."""

    def act(request: Request, _: Answer, times: int) -> Answer:
        return Answer(302, headers=(("Location", f"{request.path}?turn={times}"),))

    return Misdeed("looping", act)


def astray(to: str = "http://169.254.169.254/latest/meta-data/") -> Misdeed:
    """Redirect to another place; as it is, into a cloud machine's private data."""
    return Misdeed("astray", lambda *_: Answer(302, headers=(("Location", to),)))


def bomb(mebibytes: int = 1024) -> Misdeed:
    """Send a few bytes that unpack to very many."""

    def act(_: Request, answer: Answer, __: int) -> Stream:
        kind = ("Content-Type", answer.header("content-type") or "text/html")
        return Stream(packed_zeros(mebibytes), 200, (kind, ("Content-Encoding", "gzip")))

    return Misdeed("bomb", act)


def packed_zeros(mebibytes: int) -> Iterator[bytes | float]:
    """Give gzip of spaces, a mebibyte after the other."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    spaces = b" " * MEBIBYTE
    for _ in range(mebibytes):
        yield packer.compress(spaces)
    yield packer.flush()


def flood(items: int = 100_000) -> Misdeed:
    """Send an RSS feed of very many items; it is made as it is sent."""

    def pieces() -> Iterator[bytes | float]:
        yield b'<?xml version="1.0"?><rss version="2.0"><channel><title>Flood</title>'
        for start in range(0, items, 500):
            numbers = range(start, min(start + 500, items))
            yield b"".join(
                b"<item><title>Item %d</title><link>/item/%d</link></item>" % (at, at) for at in numbers
            )
        yield b"</channel></rss>"

    headers = (("Content-Type", "application/rss+xml"),)
    return Misdeed("flood", lambda *_: Stream(pieces(), 200, headers))


IDENTIFIERS = re.compile(rb"(<guid[^>]{0,60}>|<id>|\"id\": \"|rdf:about=\")")


def restless() -> Misdeed:
    """Give every entry of a feed another identifier each time."""

    def act(_: Request, answer: Answer, times: int) -> Answer:
        body = IDENTIFIERS.sub(rb"\g<1>again-%d-" % times, answer.body)
        return replace(answer, body=body, headers=without_marks(answer))

    return Misdeed("restless", act)


YEARS = re.compile(rb"\b20\d\d(?=-\d\d-\d\dT| \d\d:\d\d)")


def future(years: int = 10) -> Misdeed:
    """Let all times, of the page and of the server, be years ahead."""

    def act(_: Request, answer: Answer, __: int) -> Answer:
        body = YEARS.sub(lambda match: b"%d" % (int(match[0]) + years), answer.body)
        ahead = dt.datetime.now(dt.UTC) + dt.timedelta(days=365 * years)
        headers = (*without_marks(answer), ("Date", http_date(ahead)), ("Last-Modified", http_date(ahead)))
        return replace(answer, body=body, headers=headers)

    return Misdeed("future", act)


def dropped(after: int = 0) -> Misdeed:
    """Close the connection after some bytes of the body, or before any."""

    def act(_: Request, answer: Answer, __: int) -> Stream:
        if not after:
            return Stream(iter(()))
        return Stream(iter((answer.body[:after],)), answer.status, answer.headers, len(answer.body))

    return Misdeed("dropped", act)


def huge_head(lines: int = 20_000) -> Misdeed:
    """Send a head of very many lines."""
    more = tuple((f"X-Filler-{number}", "x" * 80) for number in range(lines))
    return Misdeed("huge_head", lambda _, answer, __: replace(answer, headers=(*answer.headers, *more)))


def changing() -> Misdeed:
    """Put another number into a page each time, so that no two answers are the same and no marker holds."""

    def act(_: Request, answer: Answer, times: int) -> Answer:
        return replace(answer, body=answer.body + b"<!-- %d -->" % times, headers=without_marks(answer))

    return Misdeed("changing", act)


def twice_packed() -> Misdeed:
    """Pack the right answer twice with gzip, and say so."""

    def act(_: Request, answer: Answer, __: int) -> Answer:
        body = gzip.compress(gzip.compress(answer.body, mtime=0), mtime=0)
        headers = (*without_marks(answer), ("Content-Encoding", "gzip, gzip"))
        return replace(answer, body=body, headers=headers)

    return Misdeed("twice_packed", act)


def swapped(answer: Answer, name: str, value: str) -> tuple[tuple[str, str], ...]:
    """Give an answer's headers with one of them changed."""
    return (*(pair for pair in answer.headers if pair[0] != name), (name, value))


def without_marks(answer: Answer) -> tuple[tuple[str, str], ...]:
    """Give an answer's headers without ETag and Last-Modified."""
    return tuple(pair for pair in answer.headers if pair[0] not in {"ETag", "Last-Modified"})


MISDEEDS: dict[str, Callable[..., Misdeed]] = {
    made.__name__: made
    for made in (
        astray,
        bomb,
        busy,
        changing,
        dribble,
        dropped,
        endless,
        failing,
        flood,
        future,
        garbage,
        huge_head,
        looping,
        not_http,
        restless,
        slow,
        twice_packed,
        wrong_type,
    )
}
