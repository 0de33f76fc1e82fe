"""What an app sends: the fields of the address and of the form, whoever made it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from lugas.desk.desk import Sitting, sitting_of
from lugas.desk.keeper.gate import client_of
from lugas.desk.keeper.keeping import Keeping, keeping_of
from lugas.store import SiteRow

__all__ = ["Asked", "endpoint", "json", "moment", "said"]

LARGEST = 1_000_000  # bytes of a form: the numbers of some ten thousand articles
MOST_FIELDS = 20_000
NOT_KEPT = "private, no-store"
PART_NAME = re.compile(r'(?i)content-disposition:[^\r\n]{0,200}?[; ]name="([^"\r\n]{1,100})"')

Fields = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Asked:
    """A request of an app."""

    sitting: Sitting
    fields: Fields

    def one(self, name: str, otherwise: str = "") -> str:
        """Give a field, the last one told."""
        return self.fields[name][-1] if self.fields.get(name) else otherwise

    def many(self, name: str) -> Sequence[str]:
        """Give all values of a field."""
        return self.fields.get(name, ())

    def number(self, name: str) -> int | None:
        """Give a field as a whole number from 0, `None` for anything else."""
        told = self.one(name)
        return int(told) if told.isascii() and told.isdecimal() and len(told) < 19 else None

    def has(self, name: str) -> bool:
        """Tell whether a field was sent, with a value or without."""
        return name in self.fields

    @property
    def sites(self) -> Mapping[int, SiteRow]:
        """The sites that are followed, as they are now."""
        return {site.id: site for site in self.sitting.store.sites.every() if site.state != "left"}

    @property
    def keeping(self) -> Keeping:
        """What knows the passwords, and who gave them."""
        return keeping_of(self.sitting.request)

    def fits(self, key: str, *, often: bool = False) -> bool:
        """Tell whether a key is that of the password of apps. Raises `TooManyAttemptsError`."""
        address = client_of(self.sitting.request.scope)
        return self.keeping.passwords.fits("apps", key, address, often=often)


def endpoint(handler: Callable[[Asked], Response]) -> Callable[[Request], Awaitable[Response]]:
    """Make what Starlette calls of a handler, which may ask the store and so runs in a thread."""

    async def answer(request: Request) -> Response:
        fields = await fields_of(request)
        response = await run_in_threadpool(handler, Asked(sitting_of(request), fields))
        response.headers.setdefault("Cache-Control", NOT_KEPT)
        return response

    return answer


def json(told: object) -> Response:
    """Answer with JSON."""
    return Response(msgspec.json.encode(told), media_type="application/json; charset=utf-8")


def said(text: str, status: int = 200, **headers: str) -> Response:
    """Answer in plain text, without an end of line: apps compare it with `OK`."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return PlainTextResponse(text, status, headers=named)


async def fields_of(request: Request) -> Fields:
    """Give the fields of the address, and after them those of the form."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise HTTPException(413)
    kind = request.headers.get("content-type", "")
    fields: dict[str, list[str]] = {}
    found = [told_in(request.url.query)]
    found.append(
        parts_of(body, kind) if kind.startswith("multipart/") else told_in(body.decode("utf-8", "replace"))
    )
    for told in found:
        for name, values in told.items():
            fields.setdefault(name, []).extend(values)
    return fields


def told_in(query: str) -> Fields:
    """Read fields as an address tells them; too many are refused."""
    try:
        return parse_qs(query, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise HTTPException(413) from error


def parts_of(body: bytes, kind: str) -> Fields:
    """Read the fields of a form that is sent in parts (`multipart/form-data`), as some apps send theirs."""
    boundary = kind.partition("boundary=")[2].partition(";")[0].strip().strip('"')
    fields: dict[str, list[str]] = {}
    if not boundary:
        return fields
    pieces = body.decode("utf-8", "replace").split(f"--{boundary}")
    for piece in pieces[1 : MOST_FIELDS + 1]:
        head, _, value = piece.partition("\r\n\r\n")
        named = PART_NAME.search(head[:1_000])
        if named is not None:
            fields.setdefault(named[1], []).append(value.removesuffix("\r\n"))
    return fields


def moment(told: str) -> dt.datetime | None:
    """Read a time since 1970, in seconds, or as apps send it too: milli-, micro- or nanoseconds."""
    if not (told.isascii() and told.isdecimal()) or len(told) > 19:
        return None
    number, unit = int(told), 1
    for digits, next_unit in ((12, 1_000), (15, 1_000_000), (18, 1_000_000_000)):
        if len(told) > digits:
            unit = next_unit
    try:
        return dt.datetime.fromtimestamp(number // unit, dt.UTC) + dt.timedelta(
            microseconds=number % unit * 1_000_000 // unit
        )
    except (OverflowError, OSError, ValueError):
        return None
