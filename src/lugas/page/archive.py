"""MHTML, the one-file form in which browsers save a page with its pictures: the page's markup taken out of it.

The standard library's reader of mail is not used: it gives up on parts nested a thousand deep, and takes a minute for a
header line of a megabyte. What stands here goes over an archive once for each level of nesting.
"""

from __future__ import annotations

import re
from binascii import a2b_base64, a2b_qp
from collections.abc import Iterator
from itertools import islice

__all__ = ["is_archive", "markup_of"]

# The headers of an archive, and of each of its parts, stand within so many bytes of its beginning.
HEADERS = 4096
# Browsers put the page first and nest nothing; mail programs nest three deep.
MOST_PARTS, DEEPEST = 1000, 6

EMPTY_LINE = re.compile(rb"(?:\A|(?<=\n))\r?\n")
CARRIAGE_RETURN = 13
FOLD = re.compile(rb"\r?\n[ \t]+")
TYPE = re.compile(rb"^content-type:[ \t]*([a-z]{1,20}/[a-z0-9.+-]{1,80})([^\r\n]*)", re.MULTILINE)
TRANSFER = re.compile(rb"^content-transfer-encoding:[ \t]*([a-z0-9-]{1,20})", re.MULTILINE)
CHARSET = re.compile(rb";\s*charset\s*=\s*\"?([a-z0-9_.:+-]{1,40})", re.IGNORECASE)
BOUNDARY = re.compile(rb";\s*boundary\s*=\s*(?:\"([^\"\r\n]{1,200})\"|([^\s;\"]{1,200}))", re.IGNORECASE)
NO_BASE64 = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"))


def is_archive(content: bytes) -> bool:
    """Whether content is an MHTML archive, told by its headers."""
    head = content[:HEADERS].lower()
    return b"mime-version:" in head and b"multipart/related" in head and not head.lstrip().startswith(b"<")


def markup_of(content: bytes) -> tuple[bytes, str]:
    """Give the first HTML part of an archive, decoded from its transfer encoding, and the charset it names.

    Both are empty when the archive holds no HTML part.
    """
    for head, body in islice(parts_of(content, range(len(content))), MOST_PARTS):
        kind, rest = type_of(head)
        if kind == b"text/html":
            charset = CHARSET.search(rest)
            markup = decoded(head, content[body.start : body.stop])
            return markup, charset[1].decode().lower() if charset else ""
    return b"", ""


def parts_of(content: bytes, part: range, depth: int = 0) -> Iterator[tuple[bytes, range]]:
    """Give a part of an archive, then those within it, each as its headers and where its body stands."""
    head, start = head_of(content, part)
    body = range(start, part.stop)
    yield head, body
    kind, rest = type_of(head)
    boundary = BOUNDARY.search(rest) if kind.startswith(b"multipart/") and depth < DEEPEST else None
    for inner in split_parts(content, body, boundary[1] or boundary[2]) if boundary else ():
        yield from parts_of(content, inner, depth + 1)


def head_of(content: bytes, part: range) -> tuple[bytes, int]:
    """Give a part's headers, unfolded, and where its body begins: after the first empty line."""
    end = EMPTY_LINE.search(content, part.start, min(part.start + HEADERS, part.stop))
    if end is None:  # it breaks off in its headers, or there are more than anybody writes
        return FOLD.sub(b" ", content[part.start : min(part.start + HEADERS, part.stop)]), part.stop
    return FOLD.sub(b" ", content[part.start : end.start()]), end.end()


def type_of(head: bytes) -> tuple[bytes, bytes]:
    """Give the type that headers tell, in lower case, and its parameters as they are written."""
    told = TYPE.search(head.lower())
    return (told[1], head[told.start(2) : told.end(2)]) if told else (b"", b"")


def split_parts(content: bytes, body: range, boundary: bytes) -> Iterator[range]:
    """Give where the parts stand between the lines that a boundary makes, up to the line that says it is the last."""
    line = re.compile(rb"\n--" + re.escape(boundary) + rb"(--)?[ \t]*+\r?(?=\n|\Z)")
    start = -1
    for found in line.finditer(content, max(body.start - 1, 0), body.stop):
        if start >= 0:
            stop = found.start() - (content[found.start() - 1] == CARRIAGE_RETURN)
            yield range(start, max(start, stop))
        start = min(found.end() + 1, body.stop)
        if found[1]:
            return
    if start >= 0:
        yield range(start, body.stop)


def decoded(head: bytes, body: bytes) -> bytes:
    """Undo the transfer encoding that a part's headers name; what breaks off is decoded as far as it goes."""
    told = TRANSFER.search(head.lower())
    if told is not None and told[1] == b"quoted-printable":
        return a2b_qp(body)
    if told is not None and told[1] == b"base64":
        letters = body.partition(b"=")[0].translate(None, NO_BASE64)  # padding ends it
        letters = letters[: len(letters) - (len(letters) % 4 == 1)]  # one letter alone is not a byte
        return a2b_base64(letters + b"=" * (-len(letters) % 4))
    return body
