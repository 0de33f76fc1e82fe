"""What the page says of itself outside its text, as far as it helps to tell its rows apart."""

from __future__ import annotations

from dataclasses import dataclass

from lugas.copied.marks import is_address
from lugas.page.embedded import Embedded
from lugas.page.rows import Cut
from lugas.page.urls import path_words

__all__ = ["Hints", "hints_of"]

# Bodies given as data are read up to this many characters.
LONGEST_BODY = 200_000


@dataclass(frozen=True, slots=True)
class Hints:
    """The title and description the page gives itself, its body as data, and the words of its address."""

    title: str = ""
    description: str = ""
    body: str = ""
    slug: str = ""


def hints_of(cut: Cut, embedded: Embedded, url: str) -> Hints:
    """Gather the hints of a page; for copied text the address may be one of its lines."""
    article = embedded.article
    body = article.get("articleBody") or article.get("text") or ""
    slug = " ".join(path_words(url or address_line(cut)))
    return Hints(
        title=str(article.get("headline") or embedded.first("og:title", "twitter:title") or embedded.title),
        description=str(article.get("description") or embedded.first("og:description", "description")),
        body=body[:LONGEST_BODY] if isinstance(body, str) else "",
        slug=slug,
    )


def address_line(cut: Cut) -> str:
    """Give the longest line of copied text that is nothing but an address."""
    if cut.form == "html":
        return ""
    return max((row.text for row in cut.rows if is_address(row.text)), key=len, default="")
