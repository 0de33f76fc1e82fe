"""Pictures: which address an element means, lazy loading, `srcset` and `<picture>` looked through."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from msgspec import Struct

from lugas.blocks.words import read_list, split_words
from lugas.model import Image
from lugas.page.tree import Element
from lugas.page.urls import join, picture_size
from lugas.remembered import remembered

__all__ = ["background_of", "image_of", "is_slight"]

# Attributes that hold a lazy picture's address whatever it looks like, and the ends of the names of those that hold it
# where it looks like a picture's. A name with one of `LESSER` holds a small, blurred or another picture.
LAZY = frozenset(
    (
        *(
            "data-src",
            "data-original",
            "data-lazy-src",
            "data-lazy",
            "data-url",
            "data-hi-res-src",
            "data-image",
        ),
        *(
            "data-full-url",
            "data-large-file",
            "data-full-src",
            "data-echo",
            "data-flickity-lazyload",
            "lazy-src",
        ),
    )
)
# Of the attributes of a picture these hold no address beside that of `src`; most pictures have no others.
_ORDINARY = """
alt class decoding fetchpriority height id itemprop loading role sizes src style title width
"""
ORDINARY = frozenset(_ORDINARY.split())
LAZY_ENDS = ("src", "url", "original", "image", "img", "file", "large", "full")
LESSER = (
    "placeholder",
    "thumb",
    "small",
    "low",
    "blur",
    "avatar",
    "share",
    "fallback",
    "default",
    "logo",
    "link",
)
PICTURE = re.compile(r"\.(?:jpe?g|png|webp|avif|gif|jfif)(?=$|[?#&/:!@;])", re.IGNORECASE)

# The largest picture asked of a `srcset`: sharp on a wide screen, and no original of 40 megapixels. One of at least
# `SHARP` is sooner taken than one whose width nobody tells; one of at most `BLURRED` stands in for another.
WIDEST, SHARP, BLURRED = 2000, 600, 50
# Sizes of pictures of which no width is known, among those in pixels: a lazy one, the one of `src`, one over `WIDEST`.
LAZY_SIZE, PLAIN_SIZE, OVER_SIZE, BLURRED_SIZE = 590.0, 60.0, 500.0, 0.5

LONGEST_SET = 20_000  # characters
LONGEST = 2000  # characters of a relative address that is kept as it is written
MOST_SOURCES = 20
ADDRESS = re.compile(r"[^\s,]\S*")
SIZE = re.compile(r"\d{1,9}(?:\.\d{1,9})?", re.ASCII)
BACKGROUND = re.compile(r"background(?:-image)?\s?:[^;(]{0,100}url\(([^)]{1,2000})\)", re.IGNORECASE)

# A picture with a side of this many pixels or fewer is a spacer or a counter, one with both sides of so many an icon,
# one whose address tells such a width a small copy.
SPECK, ICON, THUMBNAIL = 3, 72, 120

# Older formats are read everywhere: of two pictures as wide, the sooner one is taken.
FORMATS = {"image/webp": 0.1, "image/avif": 0.2, "image/jxl": 0.3}


class Offer(Struct, eq=False, gc=False):
    """An address that an element gives for its picture, and what it is worth: its width in pixels, or near that."""

    address: str
    worth: float


def image_of(element: Element, base: str) -> Image | None:
    """Give the picture an `<img>` shows; `None` for a spacer, a counter, an inlined dot or a placeholder."""
    attributes = {name: value for name, value in element.attrs.items() if isinstance(value, str) and value}
    told = attributes.get
    if is_speck(told("width", "")) or is_speck(told("height", "")):
        return None
    url = image_address(element, attributes, base)
    if not url:
        return None
    credit = told("data-credit", "") or told("data-copyright", "")
    return Image(url, folded(told("alt", "")), folded(told("data-caption", "")), folded(credit))


def folded(text: str) -> str:
    """Give a text of an attribute in one line; "" for one that holds markup."""
    return "" if not text or "<" in text else " ".join(text.split())


def image_address(element: Element, attributes: Mapping[str, str], base: str) -> str:
    """Choose the address: the widest that is sensible, a lazy one before `src` where no width is told."""
    parent = element.parent
    if isinstance(parent, Element) and parent.tag == "picture":
        found = offers(attributes)
        for source in parent.find_all("source", limit=MOST_SOURCES):
            found += source_offers(source)
    elif ORDINARY.issuperset(attributes):
        return address_of(attributes.get("src", ""), base)
    else:
        found = offers(attributes)
    if len(found) > 1:
        found.sort(key=lambda offer: -offer.worth)
    for offer in found:
        if url := address_of(offer.address, base):
            return url
    return ""


def address_of(value: str, base: str) -> str:
    """Resolve the address of a picture; "" for that of a placeholder, or of none."""
    if not value or is_placeholder(value):
        return ""
    found = join(base, value)
    return found if found or base else written(value)


def written(value: str) -> str:
    """Give a relative address as the page writes it, where nothing tells what it is relative to; "" for any other."""
    value = value.strip()
    relative = ":" not in value.partition("/")[0] and len(value) <= LONGEST
    return value if relative and value.isprintable() else ""


def offers(attributes: Mapping[str, str]) -> list[Offer]:
    """Give the addresses that the attributes of a picture hold."""
    width = attributes.get("width", "")
    unit = float(width) if width.isascii() and width.isdigit() and len(width) < 5 else 0.0
    lazy = False
    found: list[Offer] = []
    for name, value in attributes.items():
        if name in ORDINARY:
            continue
        if name.endswith("srcset"):
            lazy = lazy or name != "srcset"
            found += set_offers(value, unit)
        elif (name in LAZY and looks_like_address(value)) or (name[:5] == "data-" and is_lazy(name, value)):
            lazy = True
            found.append(Offer(value, worth(picture_size(value), LAZY_SIZE)))
    value = attributes.get("src", "")
    if value:  # beside a lazy picture that of `src` stands in for it, however wide it is
        size = 0 if lazy else picture_size(value)
        found.append(Offer(value, worth(size, PLAIN_SIZE)))
    return found


def source_offers(source: Element) -> Iterator[Offer]:
    """Give the addresses of a `<source>` of a `<picture>`; those for narrow screens are worth little."""
    attributes = {name: value for name, value in source.attrs.items() if isinstance(value, str) and value}
    media = attributes.get("media", "")
    narrow = "max-" in media and "min-" not in media
    less = FORMATS.get(attributes.get("type", "").lower(), 0.0)
    for name, value in attributes.items():
        if name.endswith("srcset"):
            for offer in set_offers(value, 0.0):
                yield Offer(offer.address, offer.worth / 1000 if narrow else offer.worth - less)


def set_offers(srcset: str, unit: float) -> Iterator[Offer]:
    """Give the addresses of a `srcset`; `unit` is the picture's width on the page, 0.0 where nobody tells it."""
    if srcset.lstrip()[:1] in ("{", "["):
        return
    for address, descriptor in candidates(srcset[:LONGEST_SET]):
        if address.startswith("data:"):
            continue
        size = described_size(descriptor)
        if not descriptor.endswith("w"):
            told = picture_size(address)
            # of pictures that nobody tells the width of, that for the sharper screen
            size = told or (size * unit if unit else 0.0) or -min(size, 9.0)
        yield Offer(address, worth(size, LAZY_SIZE - 10 - size) if size <= 0 else worth(size, 0.0))


def worth(width: float, unknown: float) -> float:
    """Tell what a picture of a width is worth; `unknown` is what it is where nobody tells its width."""
    if width <= 0:
        return unknown
    if width <= BLURRED:
        return BLURRED_SIZE
    return width if width <= WIDEST else OVER_SIZE + 1000 / width


def looks_like_address(value: str) -> bool:
    """Tell addresses from the numbers and settings that some scripts keep in the same attributes."""
    return (
        ("/" in value or "." in value)
        and "{" not in value
        and "," not in value[:1]
        and " " not in value.strip()
    )


def is_lazy(name: str, value: str) -> bool:
    """Tell whether an attribute of any name holds a picture's address."""
    return (
        name.endswith(LAZY_ENDS)
        and not any(word in name for word in LESSER)
        and looks_like_address(value)
        and PICTURE.search(value[:2000]) is not None
    )


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


def described_size(text: str) -> float:
    """Read a `640w` or `2x` descriptor; 1 when it cannot be read."""
    number = SIZE.match(text)
    return float(number[0]) if number else 1.0


def pixels(value: str | None) -> int:
    """Read a width or height in pixels; -1 for what is none."""
    if not value:
        return -1
    digits = value.strip().removesuffix("px")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 5 else -1


def is_speck(value: str) -> bool:
    """Whether a width or height is that of a spacer."""
    return value != "" and 0 <= pixels(value) <= SPECK


@lru_cache(maxsize=4)
def listed(name: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """Give the entries of one kind in the list of pictures that show nothing: pieces of addresses, and whole names."""
    found = [
        line.partition(": ")[2].split()
        for line in read_list("slight_pictures")
        if line.startswith(f"{name}:")
    ]
    words = [word for line in found for word in line]
    return tuple(word[1:] for word in words if word[0] == "*"), frozenset(
        word for word in words if word[0] != "*"
    )


@remembered(2048)
def is_placeholder(address: str) -> bool:
    """Tell whether an address is that of a picture that stands there until the real one is loaded."""
    if address[:5].lower() == "data:":
        return True
    pieces, names = listed("placeholder")
    path = address[-300:].lower().partition("?")[0]
    stem = path.rstrip("/").rpartition("/")[2].partition(".")[0]
    return stem.strip("-_0123456789") in names or stem in names or any(piece in stem for piece in pieces)


def is_slight(element: Element, url: str) -> bool:
    """Tell whether a picture is an icon, a portrait, a counter or an advertisement, and never the article's."""
    if 0 < picture_size(url) <= THUMBNAIL:
        return True
    if 0 < pixels(element.attr("width")) <= ICON and 0 < pixels(element.attr("height")) <= ICON:
        return True
    if shows_little(url):
        return True
    names = element.attr("class")
    return bool(names) and not listed("class")[1].isdisjoint(split_words((names or "")[:400]))


@remembered(2048)
def shows_little(url: str) -> bool:
    """Tell whether the address of a picture is that of an icon, a portrait, a counter or an advertisement."""
    pieces, _ = listed("address")
    address = url[:300].lower()
    for piece in pieces:  # noqa: SIM110 - a generator takes a third longer, for every picture
        if piece in address:
            return True
    return False


def background_of(style: str, base: str) -> Image | None:
    """Give the picture that a style sets behind an element; `None` for none."""
    match = BACKGROUND.search(style[:4000])
    if match is None:
        return None
    address = match[1].strip(" '\"").removeprefix("&quot;").removesuffix("&quot;")
    url = address_of(address, base)
    return Image(url=url) if url and not shows_little(url) else None
