"""A page's plain address out of that of another edition of it: AMP, a cache of AMP pages, mobile, print."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from lugas.fields.lists import pairs, words
from lugas.page.urls import clean_address, without_tracking
from lugas.remembered import remembered

__all__ = ["is_broken", "is_local", "plain_address"]

LONGEST_HOST = 253
LONG_PATH = 12  # characters from which a path names the page by itself, so that `ref=home` cannot
# `https://example-com.cdn.ampproject.org/c/s/example.com/a`, `https://www.google.com/amp/s/example.com/a`:
# `s` stands for https; `c`, `v` and `wp` for how the page is shown.
CACHED = re.compile(r"^/(?:amp|c|v|wp)/(s/)?([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5})(/.*)?$", re.DOTALL)
AMP_HOSTS = (".ampproject.org", ".ampproject.net", ".bing-amp.com")
GOOGLE = re.compile(r"^(?:www\.)?google(?:\.[a-z]{2,3}){1,2}$")
# A whole address in the place of a path: `https://example.com/https%3A%2F%2Fexample.com%2Fa`.
NESTED = re.compile(r"^/(https?:/{1,2}[^/].*)$", re.DOTALL | re.IGNORECASE)
BROKEN = ("{{", "}}", "{%", "${", "%7b%7b", "<?", "[object", "%5bobject")
BROKEN_PARTS = frozenset({"undefined", "null", "none", "nan", "false"})
LOCAL_HOSTS = (".local", ".localhost", ".test", ".invalid", ".internal", ".lan")


def is_broken(address: str) -> bool:
    """Tell whether an address is none at all: a template left over, a word of the software."""
    low = address.lower()
    parts = split(low)
    if parts is None or any(mark in low for mark in BROKEN):
        return True
    return not BROKEN_PARTS.isdisjoint(parts.path.split("/"))


def is_local(address: str) -> bool:
    """Tell whether an address leads to a machine of the site's makers, or to the reader's own: no public name."""
    parts = split(address.lower())
    name = (parts.hostname or "") if parts is not None else ""
    return "." not in name.strip(".") or name.endswith(LOCAL_HOSTS) or name.replace(".", "").isdigit()


def plain_address(address: str, known: Iterable[str] = ()) -> tuple[str, str]:
    """Give a page's address without what parts its editions and tells where a reader came from, and what was mended.

    `known` are other addresses of the site; they tell how its plain host is written. The second text is empty for an
    address that was plain already, a fragment and tracking parameters aside.
    """
    mended = ""
    address = without_tracking(address)
    parts = split(address)
    for _ in range(2):  # a cache may keep an address that was nested already
        inner = cached_or_nested(parts) if parts is not None else ""
        if not inner:
            break
        address, mended = without_tracking(inner), "of a cache"
        parts = split(address)
    if parts is None:
        return address, mended
    path = plain_path(parts.path)
    query = plain_query(parts.query, len(path) > LONG_PATH)
    netloc, edition = plain_host(parts.netloc, path, known)
    if path != parts.path or query != parts.query or edition:
        mended = mended or edition or ("of the AMP page" if path != parts.path else "of another edition")
    if query == parts.query and netloc == parts.netloc and path == parts.path:
        return address, mended
    return clean_address(urlunsplit((parts.scheme, netloc, path, query, parts.fragment))), mended


def split(address: str) -> SplitResult | None:
    """Split an address, `None` for one that is none."""
    try:
        parts = urlsplit(address)
        name = parts.hostname
    except ValueError:
        return None
    return parts if name and len(name) <= LONGEST_HOST else None


def cached_or_nested(parts: SplitResult) -> str:
    """Give the address that an address of a cache stands for, "" for any other."""
    name = parts.hostname or ""
    query = f"?{parts.query}" if parts.query else ""
    if name.endswith(AMP_HOSTS) or (GOOGLE.match(name) and parts.path.startswith("/amp/")):
        match = CACHED.match(parts.path)
        if match is None:
            return ""
        return clean_address(f"{'https' if match[1] else 'http'}://{match[2]}{match[3] or '/'}{query}")
    low = parts.path[:16].lower()
    if not low.startswith("/http"):
        return ""
    match = NESTED.match(unquote(parts.path) if "%" in low else parts.path)
    return clean_address(f"{match[1]}{query}") if match is not None else ""


def plain_path(path: str) -> str:
    """Take the folder or ending off a path that makes it the AMP page's: `/amp/a`, `/a/amp/`, `/a.amp.html`."""
    low = path.lower()
    for ending in ("/amp", "/amp/", "/amp.html", "/amphtml", "/amp/index.html"):
        if low.endswith(ending) and len(path) > len(ending) + 1:
            return path[: -len(ending)] + ("/" if ending.endswith("/") else "")
    for ending, plain in ((".amp.html", ".html"), (".amphtml", ".html"), (".amp", "")):
        if low.endswith(ending) and len(path) > len(ending) + 1:
            return path[: -len(ending)] + plain
    return path[4:] if low.startswith("/amp/") and len(path) > LONG_PATH else path


def plain_query(query: str, named: bool) -> str:
    """Take the parameters off that ask for an edition, and, where the path names the page, a referrer's."""
    if not query:
        return ""
    editions = pairs("edition_parameters")
    kept = []
    for pair in query.split("&")[:100]:
        name, _, value = pair.partition("=")
        name, value = unquote(name).lower(), unquote(value).lower()
        asked = editions.get(name, ())
        referrer = named and name in words("referrer_parameters") and not value.isdigit()
        if not (referrer or value in asked or "*" in asked):
            kept.append(pair)
    return "&".join(kept)


def plain_host(netloc: str, path: str, known: Iterable[str]) -> tuple[str, str]:
    """Give the host of the edition for screens, and which edition's it was: `m.example.com`, `en.m.wikipedia.org`."""
    labels = netloc.split(".")
    place = next((index for index, label in enumerate(labels[:-2]) if label in pairs("edition_hosts")), -1)
    if place < 0 or (path == "/" and place == 0 and len(labels) < 3):
        return netloc, ""
    edition = pairs("edition_hosts")[labels[place]][0]
    rest = ".".join(labels[:place] + labels[place + 1 :])
    if place:
        return rest, edition
    hosts = frozenset(host for host in (netloc_of(address) for address in known) if host)
    return next((host for host in (f"www.{rest}", rest) if host in hosts), f"www.{rest}"), edition


@remembered(256)
def netloc_of(address: str) -> str:
    """Give the host of an address as it is written."""
    parts = split(address)
    return parts.netloc.lower() if parts is not None else ""
