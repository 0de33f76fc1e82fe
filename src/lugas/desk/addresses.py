"""The desk's own addresses, each made in one place."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from urllib.parse import quote, urlencode

__all__ = [
    "article",
    "article_picture",
    "book",
    "feed",
    "labelled",
    "picture",
    "picture_key",
    "site",
    "with_query",
]


def article(article_id: int, *more: str | int) -> str:
    """Give an article's address, or one below it."""
    return "/".join(("/article", str(article_id), *map(str, more)))


def labelled(kind: str, name: str) -> str:
    """Give the address of a section, author, tag or language."""
    return f"/{kind}/{quote(name, safe='', errors='replace')}"


def site(host: str) -> str:
    """Give the address of a site's articles."""
    return f"/site/{quote(host, safe='')}"


def feed(form: str, path: str, query: str = "") -> str:
    """Give the address of the feed, `atom` or `json`, of a list's address."""
    path = "" if path == "/" else path
    return f"/feed/{form}{path}{'?' + query if query else ''}"


def book(path: str, query: str = "") -> str:
    """Give the address of a list as a book."""
    return f"/epub{path}{'?' + query if query else ''}"


def picture(article_id: int, url: str, version: int | None = None) -> str:
    """Give the address under which the desk shows a picture of an article, or of a version that it had."""
    return with_query(article_picture(article_id, picture_key(url)), {"version": version})


def article_picture(article_id: int, *more: str) -> str:
    """Give the address of a picture of an article by its key, and with a seal where it is for others."""
    return "/".join(("/picture", str(article_id), *more))


def picture_key(url: str) -> str:
    """Give the letters that stand for a picture's address."""
    return blake2b(url.encode("utf-8", "surrogatepass"), digest_size=9).hexdigest()


def with_query(path: str, query: Mapping[str, object]) -> str:
    """Give an address with a query of what is not empty."""
    told = urlencode(
        {name: value for name, value in query.items() if value not in {None, ""}}, errors="replace"
    )
    return f"{path}?{told}" if told else path
