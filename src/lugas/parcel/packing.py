"""An article as the store keeps it: packed JSON, which reads back without loss."""

from __future__ import annotations

import zlib
from hashlib import blake2b

import msgspec
from msgspec import Struct

from lugas.errors import DecodeError
from lugas.model import Article, Moment
from lugas.parcel.face import Face, face_of
from lugas.parcel.words import wholly

__all__ = [
    "Parcel",
    "article_in",
    "article_json",
    "content_digest",
    "pack",
    "parcel_of",
    "read_article",
    "unpack",
]

LEVEL = 3  # level 6 takes twice the time for pages 5 % smaller


class Parcel(Struct, frozen=True):
    """An article ready to be stored: `size` are the bytes of its JSON, which is `packed`; `digest` tells its versions.

    `published` and `urls`, its canonical address and the one it was read at, are what the store asks of the article.
    """

    face: Face
    packed: bytes
    size: int
    digest: bytes
    published: Moment | None
    urls: tuple[str, ...]

    def article(self) -> Article:
        """Give the article."""
        return article_in(self.packed, "article that was read")


def parcel_of(article: Article, digest: bytes | None = None) -> Parcel:
    """Make an article ready; readings with the same `digest`, which is one of title, dek and body, are one version."""
    data = article_json(article)
    urls = tuple(url for url in (article.canonical_url, article.url) if url)
    return Parcel(
        face_of(article), pack(data), len(data), digest or content_digest(article), article.published, urls
    )


def article_json(article: Article) -> bytes:
    """Write an article as JSON; halves of surrogate pairs, which no encoding has, become U+FFFD."""
    try:
        return msgspec.json.encode(article)
    except UnicodeEncodeError:
        return msgspec.json.encode(wholly(msgspec.to_builtins(article)))


def article_in(packed: bytes, name: str) -> Article:
    """Give the article that was packed; raises `DecodeError`, which names it as told, for anything else."""
    return read_article(unpack(packed, name), name)


def read_article(data: bytes, name: str) -> Article:
    """Read an article's JSON; raises `DecodeError`, which names it as told, for anything else."""
    try:
        return msgspec.json.decode(data, type=Article)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise DecodeError(name, str(error)) from error


def pack(data: bytes) -> bytes:
    """Make it small."""
    return zlib.compress(data, LEVEL)


def unpack(data: bytes, name: str) -> bytes:
    """Give what `pack` was given; raises `DecodeError`, which names it as told, for anything else."""
    try:
        return zlib.decompress(data)
    except zlib.error as error:
        raise DecodeError(name, str(error)) from error


def content_digest(article: Article) -> bytes:
    """Give 16 bytes that stand for what a reader reads: title, dek and body. With them change the version changes."""
    digest = blake2b(digest_size=16)
    blocks = ((block.text, block.image.url if block.image is not None else "") for block in article.body)
    for part in (article.title, article.dek, *(text for pair in blocks for text in pair)):
        digest.update(b"\x00")
        digest.update(" ".join(part.split()).encode("utf-8", "surrogatepass"))
    return digest.digest()
