"""The title among the lines of copied text, where no markup says which line it is."""

from __future__ import annotations

import re

from lugas.fields.candidates import Candidate
from lugas.fields.clues import Clues
from lugas.fields.date_text import find_moment
from lugas.fields.lists import words
from lugas.fields.names import starts_as_byline
from lugas.fields.title_forms import SEPARATOR, likeness, slug_words, title_key
from lugas.model import Kind, Source
from lugas.page.rows import Row

__all__ = ["lines_for_title", "page_address", "prose_start"]

ADDRESS = re.compile(r"^\S{0,12}?(https?://\S{4,2000})$")
WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
ENDS_SENTENCE = (".", "。", "।", ":", ";", ",", '…"', "！", ".”", '."')
ROWS_BEFORE = 30  # rows before the prose in which the title is looked for
LEAD_WORD = re.compile(r"^\(?[A-Z][\w .]{1,24}(?:,|\s[-–—])\s")


def page_address(clues: Clues) -> str:
    """Give the page's address: the caller's, or one that stands on a line of its own in copied text."""
    if clues.url or clues.cut.form != "text":
        return clues.url
    for row in clues.cut.rows:
        match = ADDRESS.match(row.text.strip())
        if match and match[1].count("/") > 3:
            return match[1]
    return ""


def is_prose(row: Row) -> bool:
    """Tell whether a row reads like a paragraph of an article."""
    text = row.text
    if row.kind not in (Kind.PARAGRAPH, Kind.QUOTE):
        return False
    weight = len(text) * (2.2 if WIDE.search(text[:40]) else 1.0)
    marks = sum(text.count(mark) for mark in ".。।؟?!,،，、")
    ended = text.rstrip('"”’»)]')[-1:] in ".。!?।؟…"
    return weight > 130 and (ended or marks > 1) and row.links < len(text) * 0.6


def prose_start(rows: list[Row]) -> int:
    """Give where the article's prose begins: the first paragraph that another one follows closely."""
    places = [index for index, row in enumerate(rows) if is_prose(row)]
    for place, after in zip(places, places[1:], strict=False):
        if after - place <= 4 and not any(
            word in rows[place].text.lower() for word in words("consent_words")
        ):
            return place
    return places[0] if places else len(rows)


def lines_for_title(clues: Clues) -> list[Candidate[str]]:
    """Give the lines that may be the title, each with its points."""
    rows = clues.cut.rows
    start = prose_start(rows)
    slug = slug_words(page_address(clues))
    first = max(0, start - ROWS_BEFORE)
    keys: dict[str, int] = {}
    for row in rows[: start + 60]:
        keys[title_key(row.text)] = keys.get(title_key(row.text), 0) + 1
    found: list[Candidate[str]] = []
    heads = [piece for row in rows[:3] for piece in SEPARATOR.split(row.text) if len(piece) > 12]
    for index in range(first, min(start + 1, len(rows))):
        row = rows[index]
        text = row.text.strip()
        if not 4 <= len(text) <= 260 or (is_prose(row) and index == start and not slug):
            continue
        points = line_points(row, text) - 0.11 * (start - index)
        if slug:
            points += 5.0 * len(slug.intersection(re.findall(r"\w+", text.lower()))) / len(slug)
        if index > 2 and any(likeness(piece, text) > 0.9 for piece in heads):
            points += 2.0  # the first line of a dump is the page's <title>
        detail = f"line {row.first_line}" if row.first_line else "line"
        found.append(Candidate(text, text, Source.TEXT, detail, points, "another line is the title"))
    if slug and (not found or max(one.weight for one in found) < 3.0):
        found.extend(lines_like_address(rows, slug))
    return found


def lines_like_address(rows: list[Row], slug: frozenset[str]) -> list[Candidate[str]]:
    """Give the lines anywhere that have the words of the address, for pages without plain prose."""
    found = []
    for row in rows[:200]:
        common = len(slug.intersection(re.findall(r"\w+", row.text.lower()[:260])))
        if len(row.text) <= 260 and not ADDRESS.match(row.text) and common > 0.6 * len(slug):
            found.append(
                Candidate(row.text, row.text, Source.TEXT, f"line {row.first_line}", 4.0 * common / len(slug))
            )
    return found


def line_points(row: Row, text: str) -> float:
    """Weigh how much a line by itself reads like a title."""
    low = text.lower()
    if ADDRESS.match(text) or low in words("not_titles") or "@" in text:
        return -9.0
    size = len(text) * (2.2 if WIDE.search(text) else 1.0)
    points = 0.0
    if 28 <= size <= 150:
        points += 2.0
    elif 18 <= size <= 220:
        points += 0.8
    points -= 1.2 * text.endswith(ENDS_SENTENCE)
    points += 0.5 * (row.gap > 0)
    points -= 1.5 * (row.kind is Kind.LIST)
    points -= 1.5 * (row.links > len(text) * 0.7)
    if any(letter.isdigit() for letter in text) and find_moment(text) is not None:
        points -= 1.0 if size > 70 else 3.0
    if starts_as_byline(text):
        points -= 2.0 if size < 60 else 0.5
    points -= 2.5 * any(word in low for word in words("prompt_words"))
    points -= 0.6 * (text.count(" | ") > 1 or text.count(" > ") > 0 or text.count(" / ") > 1)
    points -= 0.5 * bool(LEAD_WORD.match(text) and size > 120)
    return points
