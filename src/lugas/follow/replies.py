"""What asking for an address came to."""

from __future__ import annotations

import datetime as dt
from http import HTTPStatus

import httpx
from msgspec import Struct

from lugas.decide.clocks import asked_wait, fresh_seconds
from lugas.exchange import charset_of
from lugas.follow.errand import Errand
from lugas.follow.turns import LONGEST_REST_S
from lugas.sources.entries import Answer
from lugas.vocabulary import FetchTrouble

__all__ = ["Reply", "reply_of", "rest_asked"]

BUSY = frozenset({429, 503})

MOST_LINES = 20  # headers of one name
LONGEST = 1_000  # characters of a header that is kept


class Reply(Struct, frozen=True, kw_only=True):
    """What asking for an address came to; there is one whatever the server did.

    `status` is HTTP's, 0 where nobody answered. `trouble` says in one word why there is no usable answer, "" where
    there is one, be it an error's status, and `note` in words, for the log. `answer` holds the content, which is empty
    for 304 and for errors. `etag` and `last_modified` are for the next request; `retry_after` and `date` are the
    headers of that name as sent. `max_age_s` is how long the answer counts as fresh. `moved_to` is the address that
    permanent redirects led to, "" for none. `hops` are the addresses that were asked for one after the other,
    `seconds` what all of it took, `bytes` what came over the wire.
    """

    answer: Answer
    status: int = 0
    etag: str = ""
    last_modified: str = ""
    retry_after: str = ""
    date: str = ""
    max_age_s: float = 0.0
    moved_to: str = ""
    hops: tuple[str, ...] = ()
    seconds: float = 0.0
    bytes: int = 0
    trouble: FetchTrouble = FetchTrouble.NONE
    note: str = ""

    @property
    def is_content(self) -> bool:
        """Whether there is content to read."""
        return self.status in {200, 203, 226} and not self.trouble

    @property
    def is_unchanged(self) -> bool:
        """Whether what was read the last time still holds."""
        return self.status == 304 and not self.trouble

    @property
    def is_led(self) -> bool:
        """Whether a host was asked, and redirected to another address."""
        return len(self.hops) > 1

    @property
    def is_busy(self) -> bool:
        """Whether a host is to be left alone, be it that it says so or that we know."""
        return self.status in BUSY or self.trouble == FetchTrouble.BUSY


def reply_of(url: str, errand: Errand, now: dt.datetime) -> Reply:
    """Make a reply of an errand that has ended."""
    arrival = errand.arrival
    if arrival is None:
        last = errand.hops[-1] if errand.hops else ""
        answer = Answer(asked=url, status=errand.status, url=last)
        return Reply(
            answer=answer, status=errand.status, hops=errand.hops, seconds=errand.seconds, bytes=errand.bytes,
            trouble=errand.trouble, note=errand.note,
        )  # fmt: skip
    headers = arrival.headers
    answer = Answer(
        asked=url, status=arrival.status, content=arrival.content, url=arrival.url,
        content_type=_told(headers, "content-type"), encoding=charset_of(headers),
        location=_told(headers, "content-location"), links=_lines(headers, "link"),
        robots=_lines(headers, "x-robots-tag"),
    )  # fmt: skip
    date = _told(headers, "date")
    lasting = arrival.moved_to if arrival.status in {200, 203, 226, 304} else ""
    return Reply(
        answer=answer,
        status=arrival.status,
        etag=_told(headers, "etag"),
        last_modified=_told(headers, "last-modified"),
        retry_after=_told(headers, "retry-after"),
        date=date,
        max_age_s=fresh_seconds(_told(headers, "cache-control"), _told(headers, "expires"), date, now),
        moved_to=lasting,
        hops=errand.hops,
        seconds=errand.seconds,
        bytes=errand.bytes,
        note=_note(arrival.status, errand.hops, lasting),
    )


def rest_asked(reply: Reply, now: dt.datetime) -> float:
    """Give for how many seconds whoever answered asks to be left alone, 0 for not at all."""
    return asked_wait(reply.retry_after, reply.date, now, LONGEST_REST_S) if reply.status in BUSY else 0.0


def _told(headers: httpx.Headers, name: str) -> str:
    """Give a header that is of a sensible length, "" for none."""
    value = headers.get(name, "")
    return value if len(value) <= LONGEST else ""


def _lines(headers: httpx.Headers, name: str) -> tuple[str, ...]:
    """Give the headers of a name, each as it came."""
    return tuple(value[: 4 * LONGEST] for value in headers.get_list(name)[:MOST_LINES])


def _note(status: int, hops: tuple[str, ...], lasting: str) -> str:
    """Say in words what an answer was, where it was not just the content."""
    said = []
    if status not in {200, 304}:
        phrase = HTTPStatus(status).phrase if status in set(HTTPStatus) else ""
        said.append(f"answered {status} {phrase}".rstrip())
    if lasting:
        said.append(f"moved for good to {lasting}")
    elif len(hops) > 1:
        said.append(f"redirected to {hops[-1]}")
    return "; ".join(said)
