"""An article as the store keeps it: packed JSON, which reads back without loss."""

from __future__ import annotations

import zlib
from hashlib import blake2b
from typing import Any

import msgspec

from lugas.errors import DecodeError
from lugas.model import Article
from lugas.store.words import whole

__all__ = ["article_json", "content_digest", "pack", "read_article", "unpack"]

LEVEL = 3  # level 6 takes twice the time for pages 5 % smaller


def article_json(article: Article) -> bytes:
    """Write an article as JSON; halves of surrogate pairs, which no encoding has, become U+FFFD."""
    try:
        return msgspec.json.encode(article)
    except UnicodeEncodeError:
        return msgspec.json.encode(_whole(msgspec.to_builtins(article)))


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, dict):
        return {key: _whole(item) for key, item in value.items()}
    return [_whole(item) for item in value] if isinstance(value, list | tuple) else value


def read_article(data: bytes) -> Article:
    """Read an article's JSON; raises `DecodeError` for anything else."""
    try:
        return msgspec.json.decode(data, type=Article)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise DecodeError("stored article", str(error)) from error


def pack(data: bytes) -> bytes:
    """Make it small."""
    return zlib.compress(data, LEVEL)


def unpack(data: bytes) -> bytes:
    """Give what `pack` was given."""
    try:
        return zlib.decompress(data)
    except zlib.error as error:
        raise DecodeError("stored article", str(error)) from error


def content_digest(article: Article) -> bytes:
    """Give 16 bytes that stand for what a reader reads: title, dek and body. With them change the version changes."""
    digest = blake2b(digest_size=16)
    blocks = ((block.text, block.image.url if block.image is not None else "") for block in article.body)
    for part in (article.title, article.dek, *(text for pair in blocks for text in pair)):
        digest.update(b"\x00")
        digest.update(" ".join(part.split()).encode("utf-8", "surrogatepass"))
    return digest.digest()
