"""Sets of labelled pages: where they lie, what each record holds, and how they are parted into folds by site.

A folder of pages holds a folder for each set: `gold.jsonl`, one record a line, and `html/<id>.html.gz`, the
pages as they were saved. The sets are no part of the project; `--pages DIR` or LUGAS_PAGES tells their place.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from lugas.fields.lists import pairs
from lugas.page.tree import detect_language_code

__all__ = ["SETS", "LabelledPage", "PagesMissingError", "find_pages", "fold_of", "load_set", "registrable"]

# The sets in the order of the tables, and which kind of page of each is measured (all, where none is named).
SETS: dict[str, str] = {
    "naeb": "",
    "wcxb-dev": "article",
    "fundus-sites": "",
    "anpandu": "",
    "readability": "",
    "trafilatura-eval": "",
}
# Here the key `lang` of a record holds a country, so the language is told from the gold text.
COUNTRY_SETS = frozenset({"fundus-sites"})
# Labels that stand between a name and a country's domain, as in `bbc.co.uk`.
SECOND_LEVEL = frozenset(
    ("ac", "co", "com", "edu", "go", "gob", "gov", "gub", "in", "ne", "net", "or", "org", "web")
)
_CANONICAL = re.compile(rb"<link\b[^>]{0,300}\bcanonical\b[^>]{0,1000}>", re.IGNORECASE)
_HREF = re.compile(rb"href\s*=\s*[\"']?(https?://[^\"'\s>]{1,400})", re.IGNORECASE)


class PagesMissingError(Exception):
    """The folder of labelled pages, or a set in it, is not there."""


@dataclass(frozen=True)
class LabelledPage:
    """One page of a set with its gold; a key the record lacks has no gold and is empty here."""

    set_name: str
    id: str
    folder: Path
    url: str = ""
    lang: str = ""
    kind: str = ""
    body: tuple[str, ...] = ()
    title: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    tags: tuple[str, ...] = ()
    must: tuple[str, ...] = ()
    mustnot: tuple[str, ...] = ()

    @cached_property
    def content(self) -> bytes:
        """The bytes of the page as saved."""
        return gzip.decompress((self.folder / "html" / f"{self.id}.html.gz").read_bytes())

    @property
    def gold(self) -> str:
        """The gold body as one text."""
        return "\n\n".join(self.body)

    @cached_property
    def site(self) -> str:
        """The site the page belongs to; pages of one site never stand in two folds."""
        return registrable(self.url) or registrable(_canonical(self.content)) or _publisher(self.id)

    @cached_property
    def language(self) -> str:
        """The language of the page, `id`: as the record tells it, otherwise detected in the gold."""
        if self.lang and self.set_name not in COUNTRY_SETS:
            return self.lang.lower().split("-")[0]
        code = detect_language_code(self.gold or " ".join(self.must))[0]
        return pairs("languages").get(code, (code or "?",))[0]


def find_pages(given: str | None = None) -> Path:
    """Give the folder of labelled pages: the one given, otherwise the one LUGAS_PAGES names.

    Raises `PagesMissingError`, with what to do, when there is none.
    """
    named = given or os.environ.get("LUGAS_PAGES", "")
    if not named:
        raise PagesMissingError("no labelled pages: give their folder with --pages DIR or in LUGAS_PAGES")
    folder = Path(named)
    if not any(folder.glob("*/gold.jsonl")):
        raise PagesMissingError(
            f"{folder}: no labelled pages there (a folder for each set, with gold.jsonl and html/)"
        )
    return folder


def load_set(pages: Path, name: str, *, limit: int = 0, every_kind: bool = False) -> list[LabelledPage]:
    """Load the records of one set, in the order of the file; the bytes of a page are read when asked for.

    `limit` takes that many, spread over the file. Only pages of the kind that is measured (`SETS`) are given,
    unless `every_kind`. Raises `PagesMissingError` when the set is not there.
    """
    source = pages / name / "gold.jsonl"
    if not source.is_file():
        raise PagesMissingError(f"{source}: not there; sets in {pages}: {', '.join(_names(pages)) or 'none'}")
    wanted = "" if every_kind else SETS.get(name, "")
    found = []
    for line in source.read_bytes().splitlines():
        record: dict[str, Any] = msgspec.json.decode(line)
        if not wanted or record.get("kind") == wanted:
            found.append(_page(name, source.parent, record))
    if 0 < limit < len(found):
        found = [found[index * len(found) // limit] for index in range(limit)]
    return found


def _names(pages: Path) -> list[str]:
    return sorted(path.parent.name for path in pages.glob("*/gold.jsonl"))


def _page(name: str, folder: Path, record: dict[str, Any]) -> LabelledPage:
    def many(key: str) -> tuple[str, ...]:
        return tuple(record.get(key) or ())

    def one(key: str) -> str:
        return record.get(key) or ""

    return LabelledPage(
        set_name=name,
        id=record["id"],
        folder=folder,
        url=one("url"),
        lang=one("lang"),
        kind=one("kind"),
        body=many("body"),
        title=one("title"),
        authors=many("authors"),
        date=one("date"),
        tags=many("tags"),
        must=many("must"),
        mustnot=many("mustnot"),
    )


def registrable(url: str) -> str:
    """Give the domain a site is registered under (`bbc.co.uk` of `https://www.bbc.co.uk/news`), or ""."""
    host = (urlsplit(url).hostname or "") if "//" in url else ""
    labels = host.strip(".").split(".")
    if len(labels) < 2:
        return ""
    under_country = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in SECOND_LEVEL
    return ".".join(labels[-3:] if under_country else labels[-2:])


def _canonical(content: bytes) -> str:
    """Give the address a page calls its own, or ""."""
    link = _CANONICAL.search(content)
    address = _HREF.search(link.group()) if link else None
    return address.group(1).decode("ascii", "replace") if address else ""


def _publisher(identifier: str) -> str:
    """Give what the name of a page says of its publisher: all before the first digit, `_`, `-` or `.`."""
    return re.split(r"[\d_.\-]", identifier, maxsplit=1)[0].lower() or identifier.lower()


def fold_of(site: str, folds: int = 5) -> int:
    """Tell which fold a site is in: always the same, on every machine, whatever other sites there are."""
    return int.from_bytes(hashlib.blake2b(site.encode(), digest_size=8).digest(), "big") % folds


def by_fold(pages: Iterable[LabelledPage], folds: int = 5) -> list[list[LabelledPage]]:
    """Part pages into folds by site."""
    parted: list[list[LabelledPage]] = [[] for _ in range(folds)]
    for page in pages:
        parted[fold_of(page.site, folds)].append(page)
    return parted
