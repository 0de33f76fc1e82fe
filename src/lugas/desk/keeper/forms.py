"""What forms send, read within bounds."""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.exceptions import HTTPException
from starlette.requests import Request

__all__ = ["Form", "form_of", "safe_path"]

LARGEST = 100_000  # bytes
MOST_FIELDS = 500

Form = dict[str, list[str]]


async def form_of(request: Request) -> Form:
    """Read the fields of a form."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise HTTPException(413)
    try:
        return parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise HTTPException(413) from error


def safe_path(told: str) -> str:
    """Give a path of the desk's own, "/" for anything else; two slashes, or a backslash, would name another host."""
    own = told.startswith("/") and not told.startswith("//") and "\\" not in told and told.isprintable()
    return told if own else "/"
