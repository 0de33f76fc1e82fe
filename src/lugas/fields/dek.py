"""The dek and the kicker: the lines under and over the title."""

from __future__ import annotations

import re

from lugas.blocks.sheet import Sheet
from lugas.fields.candidates import Candidate, settle
from lugas.fields.clues import Clues
from lugas.fields.dates.text import has_date
from lugas.fields.lists import words
from lugas.fields.title_forms import likeness, title_key
from lugas.model import Finding, Role, Source
from lugas.page.json_ld import values_of
from lugas.page.rows import Row
from lugas.page.stored_record import told_deks

__all__ = ["choose_dek", "choose_kicker"]

MOST_ROWS = 4  # labelled so that are looked at
LIKE_TITLE = 0.85  # from which a line under the title is the title once more
LONGEST_KICKER = 90
CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.]\d{2}(?!\d)")
COUNT = re.compile(r"^[\d.,]{1,9}\s\w{1,20}$")  # "4 Comments"
# What ends or opens a caption: "(Archivbild)", "(file photo)", "Foto: Antara".
CAPTION = re.compile(
    r"©|\((?:archiv|symbol|file|foto|photo|arsip|dok)[^()]{0,30}\)$|(?:^|[\s(])(?:foto|photo|bild|gambar|фото)s?\s?:\s?\w",
    re.IGNORECASE,
)
COUNTED = re.compile(r"^[\d.,]{1,9}\s(?:mal|x|times|kali|views|vues|reads|просмотр)", re.IGNORECASE)


def choose_dek(clues: Clues, sheet: Sheet) -> tuple[str, Finding | None]:
    """Settle the dek: the line the page shows under its title. What only a search engine sees is no dek."""
    rows = sheet.having(Role.DEK)[:MOST_ROWS]
    told = told_lines(clues)
    titles = [
        sheet.title,
        clues.embedded.first("og:title"),
        *values_of(clues.embedded.article.get("headline"))[:1],
    ]
    candidates: list[Candidate[str]] = []
    for row in rows:
        why = why_no_dek(row.text, [title for title in titles if title], told)
        one = Candidate(
            row.text, row.text, Source.TEXT, where(row), 1.0 if why else 4.0 - 0.1 * len(candidates)
        )
        one.why = why or "stands further down"
        candidates.append(one)
    for name, texts in told_deks(clues.record) if clues.record is not None else ():
        why = why_no_dek(texts[0], [title for title in titles if title], told)
        one = Candidate(texts[0], texts[0], Source.MARKUP, f"data: {name[:60]}", 1.0 if why else 3.0)
        one.why = why
        candidates.append(one)
    winner = max(candidates, key=lambda one: one.weight, default=None)
    if winner is None or winner.weight <= 1.0:
        return "", None
    key = title_key(winner.value)
    for place, candidate in enumerate(told):
        other = title_key(candidate.value)
        candidate.weight = 2.0 - 0.2 * place
        if other == key:
            continue
        if other and (key.startswith(other) or other.startswith(key)):
            candidate.why = "the same, cut short" if len(other) < len(key) else "the same, and more"
        candidates.append(candidate)
    return winner.value, settle("dek", winner, candidates)


def told_lines(clues: Clues) -> list[Candidate[str]]:
    """Give the descriptions of the article that the page's data hold."""
    embedded = clues.embedded
    told = [
        (text, Source.JSON_LD, "article.description")
        for text in values_of(embedded.article.get("description"))[:1]
    ]
    told.append((embedded.first("og:description"), Source.OPEN_GRAPH, "og:description"))
    told.append((embedded.first("description"), Source.META, "description"))
    why = "the page shows another line under its title"
    return [Candidate(text, text, source, detail, 2.0, why) for text, source, detail in told if text]


def why_no_dek(text: str, titles: list[str], told: list[Candidate[str]]) -> str:
    """Say why a line under the title is no dek, "" for one that is."""
    key = title_key(text)
    if any(key == title_key(one.value) for one in told):
        return ""
    if COUNTED.match(text) or not key:
        return "counts readers"
    if CAPTION.search(text[:300]) or CAPTION.search(text[-80:]):
        return "is a picture's caption"
    for title in titles:
        whole = title_key(title)
        if len(whole) > 20 and (key.endswith(whole) or whole.endswith(key)) and len(key) > 20:
            return "is the title once more"
        if likeness(text[:300], title) > LIKE_TITLE:
            return "is the title once more"
    return ""


def choose_kicker(clues: Clues, sheet: Sheet) -> tuple[str, Finding | None]:
    """Settle the kicker: what the title's heading opens with, or the short line over the title."""
    if clues.kicker and is_kicker(clues.kicker, sheet.title):
        return clues.kicker, Finding("kicker", clues.kicker, Source.HEADING, "in the title's heading")
    for row in sheet.having(Role.KICKER)[:MOST_ROWS]:
        text = " ".join(row.text.split()).strip(" |·•/›»>-–—")
        if is_kicker(text, sheet.title):
            return text, Finding("kicker", text, Source.TEXT, where(row))
    return "", None


def is_kicker(text: str, title: str) -> bool:
    """Tell whether a line over the title says what the article is about: no date, count or button."""
    key = title_key(text)
    if not key or key == title_key(title) or len(text) > LONGEST_KICKER:
        return False
    low = text.lower()
    if low in words("interface") or low in words("not_tags") or COUNT.match(text):
        return False
    return not (any(letter.isdigit() for letter in text) and (CLOCK.search(text) or has_date(text)))


def where(row: Row) -> str:
    """Name the place of a row for a finding."""
    return f"line {row.first_line}" if row.first_line else row.tag
