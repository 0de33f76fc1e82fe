"""The lead image: what the page shows under its title, or names for sharing."""

from __future__ import annotations

import re

from lugas.blocks.captions import pictures_of
from lugas.blocks.sheet import Sheet
from lugas.fields.candidates import Candidate, settle
from lugas.fields.clues import Clues
from lugas.fields.lists import words
from lugas.model import Finding, Image, Role, Source
from lugas.page.json_ld import values_of
from lugas.page.urls import join, picture_key

__all__ = ["choose_image"]

# How far below the title's row or the body's first one a picture still leads the article, in rows.
HEAD_ROWS = 3
MOST_TOLD = 5  # addresses of one source that are looked at
WORD = re.compile(r"[a-z]{3,}")


def choose_image(clues: Clues, sheet: Sheet) -> tuple[Image | None, Finding | None]:
    """Settle the lead image, with the caption and credit the page shows for it.

    Where the page shows the picture that it names for sharing, the shown one is taken: of it the caption is known.
    """
    embedded = clues.embedded
    page = clues.url or embedded.address
    base = join(page, embedded.base) if embedded.base else page
    candidates: list[Candidate[str]] = []

    def add(text: str, source: Source, detail: str, weight: float) -> None:
        address = join(base, text) if text else ""
        if source is Source.MARKUP:
            address = text  # resolved already, as far as it can be
        if address:
            stands_in = stands_for_site(address)
            why = "stands for the site, not for the article" if stands_in else ""
            candidates.append(Candidate(address, address, source, detail, weight - 9 * stands_in, why))

    pictures = pictures_of(sheet)
    shown = [image for image, role in pictures if role is Role.BODY]
    leads = leads_body(sheet)
    if shown:
        add(shown[0].url, Source.MARKUP, "img", 3.8 if leads else 2.5)
    for name in ("og:image", "og:image:url", "og:image:secure_url"):
        add(embedded.first(name), Source.OPEN_GRAPH, name, 4.0)
    for text in values_of(embedded.article.get("image"), "url", "contentUrl", "@id")[:MOST_TOLD]:
        add(text, Source.JSON_LD, "article.image", 3.5)
    add(embedded.first("twitter:image", "twitter:image:src"), Source.META, "twitter:image", 3.0)
    add(embedded.link("image_src"), Source.LINK, "image_src", 2.0)
    standing = [candidate for candidate in candidates if not candidate.why]
    if not standing:
        return None, None
    winner = max(standing, key=lambda one: one.weight)
    key = picture_key(winner.value)
    same = next((image for image in shown if picture_key(image.url) == key), None)
    if same is not None and same.url != winner.value:
        winner = Candidate(same.url, same.url, Source.MARKUP, "img", winner.weight)
        candidates.append(winner)
        key = picture_key(same.url)
    for candidate in candidates:
        if candidate is not winner and not candidate.why and picture_key(candidate.value) == key:
            candidate.why = "the same picture, at another address"
    image = same or next((one for one, _ in pictures if picture_key(one.url) == key), None)
    alt = embedded.first("og:image:alt", "twitter:image:alt")
    if image is None:
        return Image(winner.value, alt=alt), settle("image", winner, candidates)
    found = Image(winner.value, image.alt or alt, image.caption, image.credit)
    return found, settle("image", winner, candidates)


def stands_for_site(address: str) -> bool:
    """Tell by its file's name whether a picture stands for the site: its logo, a default, a card for sharing."""
    path = address.partition("?")[0].lower()
    names = WORD.findall(path.rstrip("/").rpartition("/")[2])
    return not words("site_pictures").isdisjoint(names) or path.endswith((".ico", ".svg"))


def leads_body(sheet: Sheet) -> bool:
    """Tell whether the first picture of the body stands over its text, or within the first rows of it."""
    texts = 0
    for row in sheet.having(Role.BODY):
        if row.image is not None:
            return True
        texts += bool(row.text)
        if texts > HEAD_ROWS:
            break
    return False
