"""The pictures of a gallery with their captions, in page order: as the page shows them, or as its data tells them.

A caption is what the page says of one picture: its figure's, or the paragraphs that stand with it where each picture
has its own. A slider shows one picture and keeps the others in attributes or in JSON-LD.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import structs

from lugas.blocks.credit_lines import bare_credit, split_credit
from lugas.blocks.sheet import Sheet
from lugas.fields.clues import Clues
from lugas.fields.dates.text import ascii_digits
from lugas.fields.marks import FOREIGN_TAGS, stands_among
from lugas.model import Article, Block, Image, Role
from lugas.page.json_ld import Thing, types_of, values_of
from lugas.page.tree import Document
from lugas.page.urls import join, picture_key

__all__ = ["mark_numbers", "with_gallery"]

MOST_PICTURES = 1000
MOST_CAPTION = 6000  # characters
FEW = 3  # shown pictures, below which the others may stand in attributes
LEAST_TOLD = 0.6  # share of the pictures that have a paragraph of their own, where paragraphs are captions
CAPTION_WORDS = 160  # of the paragraphs of one picture; more are an article's

TYPES = frozenset({"ImageGallery", "MediaGallery"})
# "3/12", "Foto 3 dari 8", "Bild 3 von 12:", "(2 of 9)", "3枚目/全12枚", "第3张/共12张".
NUMBERING = re.compile(
    r"[(\[#]?(?:[^\W\d_]{1,12}\.?\s)?第?\d{1,4}\s?(?:枚目|张|張|장)?\s?"
    r"(?:/|／|\||of|dari|von|de|di|sur|van|z|ze|av|af|in|из|από|מתוך|من|از|/\s?\w{1,5})\s?[全共총]?\s?\d{1,4}[枚张張장]?"
    r"[)\]]?(?![\w/]|[.,]\d)[.:]?\s{0,3}",
    re.IGNORECASE,
)
SLIDES = "[data-caption],[data-sub-html],[data-description],[data-title][data-src]"
ADDRESSES = ("data-full", "data-large", "data-original", "data-src", "data-image", "data-url", "href", "src")
CAPTIONS = ("data-caption", "data-sub-html", "data-description", "data-title")
CREDITS = ("data-credit", "data-copyright", "data-author", "data-photographer", "data-source")
FOREIGN = re.compile(
    r"related|sidebar|recommend|popular|most-?read|terkait|teaser|promo|outbrain|taboola|widget|lainnya"
)
PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)\b", re.IGNORECASE)


def mark_numbers(sheet: Sheet) -> None:
    """Mark the lines that number the pictures of a gallery: they are no body."""
    for index, row in enumerate(sheet.rows):
        if sheet.role(index) is Role.BODY and row.text and is_number(row.text):
            sheet.mark(index, Role.CONTROL, "tells the number of a picture in its gallery", 0.9)


def with_gallery(article: Article, clues: Clues) -> Article:
    """Give the article of a gallery its pictures."""
    shown = once(shown_pictures(article.blocks))
    told = once(told_pictures(clues, shown))
    slides: list[Image] = []
    if len(shown) < FEW and len(told) < FEW and clues.tree is not None:
        slides = once(slides_of(clues.tree, clues.url))
    gallery = merge(merge(shown, told), slides)
    return structs.replace(article, gallery=tuple(gallery[:MOST_PICTURES]))


def once(pictures: Iterator[Image]) -> list[Image]:
    """Give each picture once, where it stands first, with the first caption and credit told of it."""
    found: dict[str, Image] = {}
    for picture in pictures:
        key = picture_key(picture.url)
        before = found.get(key)
        found[key] = picture if before is None else filled(before, picture)
    return list(found.values())


def filled(picture: Image, other: Image) -> Image:
    """Add to a picture what another record of it tells."""
    return Image(
        picture.url,
        picture.alt or other.alt,
        picture.caption or other.caption,
        picture.credit or other.credit,
    )


def merge(shown: list[Image], told: list[Image]) -> list[Image]:
    """Give the shown pictures with what is told of them out of sight; and those told alone, in their order."""
    if not told:
        return shown
    known = {picture_key(picture.url): picture for picture in told}
    own = {picture_key(picture.url): picture for picture in shown}
    both = [filled(picture, known[key]) if key in known else picture for key, picture in own.items()]
    if len(told) > len(shown) and sum(key in known for key in own) * 2 >= len(own):
        rest = [picture for key, picture in own.items() if key not in known]
        return [
            *rest,
            *(filled(own[key], picture) if key in own else picture for key, picture in known.items()),
        ]
    return [*both, *(picture for key, picture in known.items() if key not in own)]


def shown_pictures(blocks: Sequence[Block]) -> Iterator[Image]:
    """Give the pictures of the body, each with its caption, or with the paragraphs that are its own."""
    places = [
        index for index, block in enumerate(blocks) if block.image is not None and block.role is Role.BODY
    ]
    paragraphs = own_paragraphs(blocks, places)
    for index in places:
        image = blocks[index].image
        if image is None:
            continue
        caption, credit = without_number(image.caption), image.credit
        if not caption and index in paragraphs:
            caption, named = split_credit(without_number(paragraphs[index]))
            credit = credit or bare_credit(named)
        yield Image(image.url, image.alt, caption, credit)


def without_number(text: str) -> str:
    """Take the number of a picture in its gallery off a caption."""
    plain = ascii_digits(text[:40])
    match = NUMBERING.match(plain) if len(plain) == len(text[:40]) else None
    rest = text[match.end() :].strip() if match is not None else text
    # "1/2 cup of rice" goes on in small letters, and "Foto 3 dari 8" names what it counts.
    return text if match is not None and match[0][:1].isdigit() and rest[:1].islower() else rest


def own_paragraphs(blocks: Sequence[Block], places: Sequence[int]) -> dict[int, str]:
    """Give the paragraphs that stand with each picture, where most have some: after it, else before it."""
    if len(places) < FEW:
        return {}
    body = [index for index, block in enumerate(blocks) if block.role is Role.BODY]
    after = dict(zip(places, texts_between(blocks, [*places, len(blocks)]), strict=True))
    before = dict(zip(places, texts_between(blocks, [-1, *places]), strict=True))
    trailing = body[-1] > places[-1] or not before[places[0]]
    for told in (after, before) if trailing else (before, after):
        kept = {place: text for place, text in told.items() if text}
        brief = all(len(text.split()) <= CAPTION_WORDS for text in kept.values())
        if len(kept) >= LEAST_TOLD * len(places) and brief:
            return kept
    return {}


def texts_between(blocks: Sequence[Block], places: Sequence[int]) -> list[str]:
    """Give the body's text between each two of the blocks at `places`."""
    found: list[str] = []
    for first, end in pairwise(places):
        texts = [block.text for block in blocks[first + 1 : end] if block.role is Role.BODY and block.text]
        found.append("\n\n".join(texts)[:MOST_CAPTION])
    return found


def is_number(text: str) -> bool:
    """Tell whether a line is the number of a picture in its gallery and no more."""
    return len(text) <= 40 and not without_number(text)


def told_pictures(clues: Clues, shown: Sequence[Image]) -> Iterator[Image]:
    """Give the pictures that the page's JSON-LD tells: those of its gallery, or of its article with captions."""
    embedded = clues.embedded
    base = join(clues.url, embedded.base) if embedded.base else clues.url
    keys = {picture_key(picture.url) for picture in shown}
    galleries = [thing for thing in embedded.things if not TYPES.isdisjoint(types_of(thing))]
    lists = [list(pictures_in(thing, clues, base)) for thing in galleries if thing is not embedded.article]
    own = list(pictures_in(embedded.article, clues, base)) if embedded.article else []
    if TYPES.isdisjoint(types_of(embedded.article)) and sum(bool(picture.caption) for picture in own) < 2:
        own = []
    lists = [one for one in lists if len(lists) == 1 or any(picture_key(each.url) in keys for each in one)]
    for one in (own, *lists):
        yield from one


def pictures_in(thing: Thing, clues: Clues, base: str) -> Iterator[Image]:
    """Give the pictures of one object."""
    for name in ("associatedMedia", "hasPart", "image", "itemListElement"):
        value = thing.get(name)
        for listed in value[:MOST_PICTURES] if isinstance(value, list) else [value]:
            item = clues.embedded.resolve(listed.get("item", listed) if isinstance(listed, dict) else listed)
            url = join(base, next(iter(values_of(item, "contentUrl", "url", "@id")), ""))
            if not url or (name == "hasPart" and not PICTURE.search(url)):
                continue
            told: Thing = item if isinstance(item, dict) else {}
            texts = (
                text
                for key in ("caption", "description", "name")
                for text in values_of(told.get(key), "@value")
            )
            caption = next(texts, "")[:MOST_CAPTION]
            credit = next(
                (
                    text
                    for key in ("creditText", "creator", "author", "copyrightHolder", "copyrightNotice")
                    for text in values_of(told.get(key), "name")
                ),
                "",
            )
            yield Image(url, "", without_number(caption), credit[:400])


def slides_of(tree: Document, url: str) -> Iterator[Image]:
    """Give the pictures that a slider keeps in attributes; those of other galleries are left out."""
    for element in tree.select(SLIDES)[:MOST_PICTURES]:
        address = next(
            (value for name in ADDRESSES if (value := element.attr(name)) and PICTURE.search(value[:2000])),
            "",
        )
        whole = join(url, address) if address else ""
        if not whole or stands_among(element, FOREIGN_TAGS, sounds_foreign):
            continue
        caption = next((text for name in CAPTIONS if (text := plain_text(element.attr(name) or ""))), "")
        credit = next((text for name in CREDITS if (text := plain_text(element.attr(name) or ""))), "")
        told, named = split_credit(without_number(caption))
        yield Image(whole, plain_text(element.attr("alt") or ""), told, credit or bare_credit(named))


def plain_text(text: str) -> str:
    """Give an attribute's text without the tags that some scripts keep in it."""
    if "<" in text:
        text = " ".join(
            part.partition(">")[2] if index else part for index, part in enumerate(text.split("<"))
        )
    return next(iter(values_of(text[:MOST_CAPTION])), "")


def sounds_foreign(names: str) -> bool:
    """Tell whether class names are those of the pictures of other articles."""
    return FOREIGN.search(names[:400].lower()) is not None
