"""Pictures and embeds: which address an element means, lazy loading and `srcset` looked through."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lugas.model import Embed, Image
from lugas.page.tree import Element
from lugas.page.urls import host, join

__all__ = ["embed_of", "image_of"]

LAZY = (
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-lazy",
    "data-url",
    "data-hi-res-src",
    "data-image",
)
LAZY_SETS = ("data-srcset", "data-lazy-srcset", "srcset")

# The largest picture asked of a `srcset`: sharp on a wide screen, and no original of 40 megapixels.
WIDEST = 2000
LONGEST_SET = 20_000  # characters
ADDRESS = re.compile(r"[^\s,]\S*")
SIZE = re.compile(r"\d{1,9}(?:\.\d{1,9})?", re.ASCII)

# A picture with a side of this many pixels or fewer is a spacer or a counter.
SPECK = 3

PROVIDERS = {
    "dailymotion.com": "Dailymotion",
    "facebook.com": "Facebook",
    "flickr.com": "Flickr",
    "google.com": "Google",
    "instagram.com": "Instagram",
    "open.spotify.com": "Spotify",
    "player.vimeo.com": "Vimeo",
    "reddit.com": "Reddit",
    "scribd.com": "Scribd",
    "soundcloud.com": "SoundCloud",
    "t.me": "Telegram",
    "tiktok.com": "TikTok",
    "twitter.com": "X",
    "vimeo.com": "Vimeo",
    "x.com": "X",
    "youtu.be": "YouTube",
    "youtube-nocookie.com": "YouTube",
    "youtube.com": "YouTube",
}


def image_of(element: Element, base: str) -> Image | None:
    """Give the picture an `<img>` shows; `None` for a spacer, a counter or an inlined dot."""
    if is_speck(element.attr("width")) or is_speck(element.attr("height")):
        return None
    url = image_address(element, base)
    alt = " ".join((element.attr("alt") or "").split())
    return Image(url=url, alt=alt) if url else None


def image_address(element: Element, base: str) -> str:
    """Choose the address: a lazy one before `src`, the largest sensible of a set before either."""
    for name in LAZY_SETS:
        chosen = widest(element.attr(name) or "")
        if chosen and (url := join(base, chosen)):
            return url
    for name in LAZY:
        value = element.attr(name)
        # some scripts keep a number or their settings there
        if value and ("/" in value or "." in value) and "{" not in value and (url := join(base, value)):
            return url
    value = element.attr("src")
    return join(base, value) if value else ""


def widest(srcset: str) -> str:
    """Choose the widest picture of a `srcset` up to `WIDEST`, else the smallest of the wider ones."""
    best, best_size = "", 0.0
    for address, descriptor in candidates(srcset[:LONGEST_SET]):
        size = described_size(descriptor)
        if not address.startswith("data:") and (not best or fits_better(size, best_size)):
            best, best_size = address, size
    return best


def candidates(srcset: str) -> Iterator[tuple[str, str]]:
    """Give the addresses of a `srcset` with their descriptors.

    As the HTML standard has it, an address goes on to the next white space, so it may hold commas, and ends
    before commas that stand right there.
    """
    place = 0
    while match := ADDRESS.search(srcset, place):
        address, place = match[0], match.end()
        descriptor = ""
        if address.endswith(","):
            address = address.rstrip(",")
        else:
            end = srcset.find(",", place)
            end = len(srcset) if end < 0 else end
            descriptor, place = srcset[place:end].strip(), end
        yield address, descriptor


def fits_better(size: float, best: float) -> bool:
    """Whether a width serves better than the best so far."""
    if best > WIDEST:
        return size < best
    return best < size <= WIDEST


def described_size(text: str) -> float:
    """Read a `640w` or `2x` descriptor; 1 when it cannot be read."""
    number = SIZE.match(text)
    return float(number[0]) if number else 1.0


def is_speck(value: str | None) -> bool:
    """Whether a width or height is that of a spacer."""
    digits = (value or "").strip().removesuffix("px")
    return digits.isascii() and digits.isdigit() and len(digits) < 5 and int(digits) <= SPECK


def embed_of(element: Element, base: str) -> Embed | None:
    """Give what a frame, a video or an object shows; `None` when it names no address."""
    for name in ("src", "data-src", "data-lazy-src", "data", "data-url"):
        value = element.attr(name)
        if value and (url := join(base, value)):
            title = " ".join((element.attr("title") or "").split())
            return Embed(url=url, provider=provider_of(url), title=title)
    return None


def provider_of(url: str) -> str:
    """Name who serves an embed; "" for one not known."""
    name = host(url)
    while name:
        if name in PROVIDERS:
            return PROVIDERS[name]
        _, _, name = name.partition(".")
    return ""
