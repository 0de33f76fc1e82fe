"""One article however many addresses lead to it: by its addresses first, then by its text, within one site alone.

Two papers that print one agency's text have an article each, because each is its own paper's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from msgspec import Struct

from lugas.blocks.words import squash
from lugas.decide.fingerprint import FEW, Fingerprint, alike, fingerprint, held
from lugas.decide.novelty import entry_key
from lugas.fields.editions import is_broken
from lugas.model import Article
from lugas.page.urls import host, same_site
from lugas.sources.addresses import shape_of

__all__ = ["Identity", "address_keys", "identity_of", "why_same"]

NEARLY = 0.93  # share of runs of words from which two texts of one site are one article
MOSTLY = 0.6  # the same where the title is the same too
HELD = 0.9  # share of the shorter text, under the same title: an article that was added to
NEAR = dt.timedelta(days=3)  # between two publications: the weather of two days is not one article


class Identity(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What tells an article: the keys of its addresses, the most telling first, its site, title, time and text."""

    keys: tuple[str, ...] = ()
    site: str = ""
    title: str = ""
    published: dt.datetime | None = None
    text: Fingerprint = Fingerprint()


def address_keys(asked: Iterable[str], canonical: str = "") -> tuple[str, ...]:
    """Give the keys of a page's addresses, each once: the canonical one, if it may be believed, then those asked for.

    Tracking, AMP and mobile editions have gone from a key. A canonical address is not believed that leads to another
    site (as of a bought text), to a home page, or that is a template's leftover.
    """
    urls = [url for url in asked if url]
    keys = [entry_key(url) for url in urls]
    believed = bool(canonical) and not is_broken(canonical)
    if believed and urls:
        alone = shape_of(canonical).pattern == "/" and any(shape_of(url).pattern != "/" for url in urls)
        believed = same_site(canonical, urls[-1]) and not alone
    if believed:
        keys.insert(0, entry_key(canonical))
    return tuple(dict.fromkeys(key for key in keys if key))


def identity_of(article: Article, addresses: Iterable[str] = ()) -> Identity:
    """Give what tells an article; `addresses` are those that led to it, redirects included, the last one last."""
    asked = [*addresses, article.url]
    url = next((url for url in reversed(asked) if url), article.canonical_url)
    return Identity(
        keys=address_keys(asked, article.canonical_url),
        site=host(url) or article.site.host,
        title=squash(article.title),
        published=article.published.instant if article.published is not None else None,
        text=fingerprint(article.text),
    )


def why_same(one: Identity, other: Identity) -> str:
    """Say why two pages are one article, "" where they are two."""
    if not set(one.keys).isdisjoint(other.keys):
        return "the same address"
    if not one.site or not same_site(f"https://{one.site}/", f"https://{other.site}/"):
        return ""
    if not one.text.digest or not _near(one, other):
        return ""
    if min(one.text.words, other.text.words) < FEW:
        return "the same text" if one.text.digest == other.text.digest and one.title == other.title else ""
    return _why_alike(one, other)


def _why_alike(one: Identity, other: Identity) -> str:
    """Say why two texts of one site are one article's, "" where they are not."""
    if one.text.digest == other.text.digest:
        return "the same text"
    share = alike(one.text, other.text)
    if share >= NEARLY:
        return "nearly the same text"
    titled = bool(one.title) and one.title == other.title
    if titled and share >= MOSTLY:
        return "the same title, and mostly the same text"
    if titled and held(one.text, other.text) >= HELD:
        return "the same title, and one text holds the other"
    return ""


def _near(one: Identity, other: Identity) -> bool:
    """Tell whether two publications may be one: near in time, or one of them tells none."""
    if one.published is None or other.published is None:
        return True
    return abs(one.published - other.published) <= NEAR
