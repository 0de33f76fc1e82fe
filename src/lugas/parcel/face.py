"""What the rows of an article hold of it: what lists show, what search reads, which labels it bears."""

from __future__ import annotations

from itertools import islice
from typing import Any

from msgspec import Struct

from lugas.model import Article, Moment
from lugas.parcel.words import clean, label_key, split_scripts

__all__ = ["LONGEST_PROSE", "Face", "face_of", "tongue"]

LONGEST_PROSE = 60_000  # characters that are searched: some 10,000 words; a tsvector takes 1 MB

# Of hostile pages; no newspaper comes near. What is over it is in the version, and under no label.
MOST_LABELS = {"section": 10, "author": 50, "tag": 100, "language": 1}
LONGEST_NAME = 200


class Face(Struct, frozen=True):
    """`values` are columns of `article`; `labels` give kind, key and name of each, sorted."""

    values: dict[str, Any]
    body: str
    names: str
    labels: tuple[tuple[str, str, str], ...]


def face_of(article: Article) -> Face:
    """Read off an article what its rows hold."""
    body = clean(article.text, LONGEST_PROSE)
    authors = [person.name for person in article.authors[: MOST_LABELS["author"]]]
    picture = article.image or next(iter(article.images), None)
    values = {
        "title": article.title,
        "dek": article.dek,
        "kicker": article.kicker,
        "byline": ", ".join(authors),
        "section": article.section[-1] if article.section else "",
        "language": article.language,
        "published": _told(article.published),
        "updated": _told(article.modified),
        "verdict": str(article.verdict.kind),
        "access": str(article.access),
        "picture": picture.url if picture is not None else "",
        "words": count_words(article.text[: 10 * LONGEST_PROSE]),
    }
    tags = article.tags[: MOST_LABELS["tag"]]
    names = clean(" ".join(islice((*authors, *tags), 60)), LONGEST_PROSE // 10)
    body = clean(f"{article.dek[:2_000]}\n\n{body}".strip(), LONGEST_PROSE)
    return Face(values, body, names, _labels(article))


def _labels(article: Article) -> tuple[tuple[str, str, str], ...]:
    found: dict[tuple[str, str], str] = {}
    told = {
        "section": article.section,
        "author": tuple(person.name for person in article.authors[: MOST_LABELS["author"]]),
        "tag": article.tags,
        "language": (tongue(article.language),),
    }
    for kind, names in told.items():
        for name in names[: MOST_LABELS[kind]]:
            key = label_key(name)
            if key:
                found.setdefault((kind, key), clean(" ".join(name[:1_000].split()), LONGEST_NAME))
    return tuple((kind, key, found[kind, key]) for kind, key in sorted(found))


def tongue(language: str) -> str:
    """Give a language without its region and script: `pt` of `pt-BR`."""
    return label_key(language[:35].replace("_", "-").partition("-")[0])[:8]


def count_words(text: str) -> int:
    """Count a text's words; of scripts that set no spaces, two letters are taken for one."""
    words, runs = split_scripts(text)
    return len(words) + sum((len(run) + 1) // 2 for run in runs)


def _told(moment: Moment | None) -> str:
    return moment.iso or moment.text if moment is not None else ""
