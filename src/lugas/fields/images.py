"""The lead image: what the page shows under its title, or names for sharing."""

from __future__ import annotations

from lugas.blocks.sheet import Sheet
from lugas.fields.candidates import Candidate, settle
from lugas.fields.clues import Clues
from lugas.model import Finding, Image, Role, Source
from lugas.page.json_ld import values_of
from lugas.page.urls import join

__all__ = ["choose_image"]

# Words in the address of a picture that stands for the site, not for the article.
STANDS_IN = (
    "logo",
    "default",
    "placeholder",
    "favicon",
    "blank.",
    "fallback",
    "no-image",
    "noimage",
    "sharing-card",
)


def choose_image(clues: Clues, sheet: Sheet) -> tuple[Image | None, Finding | None]:
    """Settle the lead image, with the caption and credit the page shows for it."""
    embedded = clues.embedded
    base = join(clues.url, embedded.base) if embedded.base else clues.url
    candidates: list[Candidate[str]] = []

    def add(text: str, source: Source, detail: str, weight: float) -> None:
        address = join(base, text) if text else ""
        if address:
            less = 3.0 if any(word in address.lower() for word in STANDS_IN) else 0.0
            candidates.append(Candidate(address, address, source, detail, weight - less))

    add(embedded.first("og:image", "og:image:url", "og:image:secure_url"), Source.OPEN_GRAPH, "og:image", 4.0)
    for text in values_of(embedded.article.get("image"), "url", "contentUrl", "@id")[:1]:
        add(text, Source.JSON_LD, "article.image", 3.5)
    add(embedded.first("twitter:image", "twitter:image:src"), Source.META, "twitter:image", 3.0)
    add(embedded.link("image_src"), Source.LINK, "image_src", 2.0)
    shown = [row for row in sheet.rows if row.image is not None]
    labelled = [row for row in sheet.having(Role.BODY, Role.CAPTION) if row.image is not None]
    for row in labelled[:1]:
        if row.image is not None:
            add(row.image.url, Source.MARKUP, "img", 2.5)
    if not candidates:
        return None, None
    winner = max(candidates, key=lambda one: one.weight)
    same = next(
        (row.image for row in shown if row.image and picture_key(row.image.url) == picture_key(winner.value)),
        None,
    )
    alt = embedded.first("og:image:alt", "twitter:image:alt")
    image = Image(
        winner.value,
        alt=same.alt if same and same.alt else alt,
        caption=same.caption if same else "",
        credit=same.credit if same else "",
    )
    return image, settle("image", winner, candidates)


def picture_key(address: str) -> str:
    """Give what the addresses of one picture in several sizes share: its file name without size."""
    name = address.split("?", maxsplit=1)[0].rstrip("/").rsplit("/", 1)[-1].lower()
    stem = name.rsplit(".", 1)[0]
    head, _, tail = stem.rpartition("-")
    return head if head and tail.replace("x", "").isdigit() else stem
