"""What stands behind the server: the papers' sites at the clock's time, their misdeeds, and the log of requests."""

from __future__ import annotations

import datetime as dt
import fnmatch
import gzip
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus

from lugas.demo.clock import Clock
from lugas.demo.misdeeds import Misdeed, Stream
from lugas.demo.press.dates import http_date
from lugas.demo.site import Answer, Request, Site
from lugas.demo.world import World

__all__ = ["Asked", "House"]

LOG_ENTRIES = 500_000
PAGES_BYTES = 48 << 20  # of rendered pages; their packed forms are kept beside them
SITES_KEPT = 2048
LEAST_TO_PACK = 600
PACKABLE = ("text/", "application/json", "application/feed+json", "application/xml", "application/rss+xml",
            "application/atom+xml", "application/rdf+xml", "image/svg")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as the server saw it.

    `at` is `time.monotonic()` when it came, `now` the world's time then. `headers` have names in small letters. `sent`
    counts the bytes of the answer's body, 0 where it was streamed. `misdeed` names what was done to it.
    """

    at: float
    now: dt.datetime
    paper: str
    method: str
    target: str
    headers: Mapping[str, str]
    status: int
    sent: int
    misdeed: str = ""


@dataclass
class Trick:
    """A misdeed set upon addresses of one paper, for so many requests more (for ever if `None`)."""

    misdeed: Misdeed
    path: str
    left: int | None
    done: int = 0


@dataclass(slots=True)
class Kept:
    """A rendered answer, with its packed form once that was asked for; empty where packing is not worth it."""

    answer: Answer
    packed: bytes | None = None


class House:
    """The papers behind the server; every method may be called from any thread."""

    def __init__(self, world: World, clock: Clock) -> None:
        self.world, self.clock = world, clock
        self.origins: dict[str, str] = {}
        self.log: deque[Asked] = deque(maxlen=LOG_ENTRIES)
        self._tricks: dict[str, list[Trick]] = {}
        self._sites: OrderedDict[str, Site] = OrderedDict()
        self._kept: OrderedDict[tuple[int, str, str], Kept] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def site(self, name: str) -> Site:
        """Give a paper's site as it stands now."""
        edition = self.world.edition(self.world.paper(name), self.clock.now())
        site = self._sites.get(name)
        if site is None or site.edition is not edition:
            site = Site(edition, self.origins[name])
            self._sites[name] = site
            while len(self._sites) > SITES_KEPT:
                self._sites.popitem(last=False)
        return site

    def misbehave(self, name: str, misdeed: Misdeed, path: str = "*", times: int | None = None) -> None:
        """Let a paper misbehave, for the addresses that match a pattern (`/rss`, `/daerah/*`)."""
        self.world.paper(name)
        with self._lock:
            self._tricks.setdefault(name, []).append(Trick(misdeed, path, times))

    def behave(self, name: str = "") -> None:
        """Let a paper, or all of them, behave again."""
        with self._lock:
            if name:
                self._tricks.pop(name, None)
            else:
                self._tricks.clear()

    def answer(self, name: str, request: Request) -> tuple[Answer | Stream, str]:
        """Answer a request to a paper, rightly or not, packed and conditional as the client wants it."""
        trick = self._trick(name, request.path) if self._tricks else None
        kept = self._right(name, request)
        if trick is None:
            return self._fitted(kept, request), ""
        misdeed, done = trick
        result = misdeed.act(request, kept.answer, done)
        if isinstance(result, Answer) and not result.header("date"):
            result = replace(result, headers=(*result.headers, ("Date", http_date(self.clock.now()))))
        return result, misdeed.name

    def _trick(self, name: str, path: str) -> tuple[Misdeed, int] | None:
        with self._lock:
            for trick in self._tricks.get(name, ()):
                if trick.left != 0 and fnmatch.fnmatchcase(path, trick.path):
                    trick.done += 1
                    if trick.left is not None:
                        trick.left -= 1
                    return trick.misdeed, trick.done
        return None

    def _right(self, name: str, request: Request) -> Kept:
        site = self.site(name)
        cacheable = request.method in {"GET", "HEAD"}
        key = (site.serial, f"{request.path}?{request.query}", request.headers.get("cookie", ""))
        if cacheable and (kept := self._kept.get(key)) is not None:
            self._kept.move_to_end(key)
            return kept
        kept = Kept(site.answer(request))
        if cacheable and kept.answer.status == HTTPStatus.OK and len(key[2]) < 200:
            self._keep(key, kept)
        return kept

    def _keep(self, key: tuple[int, str, str], kept: Kept) -> None:
        with self._lock:
            self._kept[key] = kept
            self._bytes += len(kept.answer.body)
            while self._bytes > PAGES_BYTES:
                _, old = self._kept.popitem(last=False)
                self._bytes -= len(old.answer.body)

    def _fitted(self, kept: Kept, request: Request) -> Answer:
        answer = kept.answer
        date = ("Date", http_date(self.clock.now()))
        if unchanged(answer, request):
            told = tuple(pair for pair in answer.headers if pair[0] != "Content-Type")
            return Answer(HTTPStatus.NOT_MODIFIED, headers=(*told, date))
        with_gzip = "gzip" in request.headers.get("accept-encoding", "")
        if with_gzip and kept.packed is None:
            kept.packed = packed(answer)
        if with_gzip and kept.packed:
            headers = (*answer.headers, ("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding"), date)
            return Answer(answer.status, kept.packed, headers)
        return Answer(answer.status, answer.body, (*answer.headers, date))


def packed(answer: Answer) -> bytes:
    """Pack an answer's body, where that is worth it."""
    if len(answer.body) < LEAST_TO_PACK or not answer.header("content-type").startswith(PACKABLE):
        return b""
    return gzip.compress(answer.body, compresslevel=1, mtime=0)


def unchanged(answer: Answer, request: Request) -> bool:
    """Tell whether a client has the answer already: by its ETag, or else its date (RFC 9110, 13.2.2)."""
    if answer.status != HTTPStatus.OK:
        return False
    mark, date = answer.header("etag"), answer.header("last-modified")
    known = request.headers.get("if-none-match")
    if known is not None:
        known_marks = {piece.strip().removeprefix("W/") for piece in known.split(",")}
        return bool(mark) and (known.strip() == "*" or mark.removeprefix("W/") in known_marks)
    return bool(date) and request.headers.get("if-modified-since") == date


def asked(name: str, request: Request, now: dt.datetime, told: tuple[int, int, str]) -> Asked:
    """Make the log's entry of a request: `told` is the status, the bytes sent and the misdeed's name."""
    target = f"{request.path}?{request.query}" if request.query else request.path
    status, sent, misdeed = told
    return Asked(time.monotonic(), now, name, request.method, target, request.headers, status, sent, misdeed)
