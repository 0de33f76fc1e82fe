"""Times told from now: "2 jam lalu", "vor 3 Tagen", "3天前", "yesterday at 15:04".

The words stand in `words/relative.txt`. Such times are reckoned from when the page was fetched; without that they stay
as the page says them. A time is no more exact than its words: "3 hours ago" is an hour of a day, "2 weeks ago" a month.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import NamedTuple

from lugas.fields.dates.days import Day, ascii_digits
from lugas.fields.dates.text import with_time
from lugas.fields.lists import pairs, words
from lugas.model import Moment, Precision
from lugas.scripts import EASTERN

__all__ = ["relative_moment"]

SECONDS = {
    "second": 1,
    "minute": 60,
    "hour": 3600,
    "day": 86400,
    "week": 604800,
    "month": 2592000,
    "year": 31536000,
}
# What a unit allows to know.
KNOWN = {
    "second": Precision.MINUTE,
    "minute": Precision.MINUTE,
    "hour": Precision.HOUR,
    "day": Precision.DAY,
    "week": Precision.MONTH,
    "month": Precision.MONTH,
    "year": Precision.YEAR,
}
WRITTEN = {
    Precision.MINUTE: "%Y-%m-%dT%H:%M",
    Precision.HOUR: "%Y-%m-%dT%H:00",
    Precision.DAY: "%Y-%m-%d",
    Precision.MONTH: "%Y-%m",
    Precision.YEAR: "%Y",
}
DAYS_AGO = {"today": 0, "yesterday": 1, "day-before": 2}

LONGEST, MOST_WORDS, LONGEST_UNSPACED = 80, 9, 30
LONGEST_UNIT = 18
NUMBER = re.compile(r"\d{1,3}(?!\d)")
# Letters with their vowel signs, which `\w` leaves out; scripts without spaces run on into "ago".
TOKEN = re.compile(r"[^\s\d,;:()|·•/\-–—]{1,40}")
PIECE = re.compile(r"[^\s\d,;:()|·•/\-–—.'’\"]+")
SPACED = re.compile(r"[^\W\d_]")
APART = re.compile(r"[\s'’]+")
CLOCK = re.compile(r"\d{1,2}\s?[:.h時时시点點]\s?\d\d|\d\s?[ap]\.?m\b")


class Span(NamedTuple):
    """How long ago a text says: seconds, and the smallest unit it tells."""

    seconds: int
    unit: str


def relative_moment(text: str, fetched: dt.datetime | None, language: str = "") -> Moment | None:
    """Read a time told from now; without knowing when the page was fetched, the moment keeps the words alone.

    `None` for a text that is longer than such a line, or says nothing of the kind.
    """
    if len(text) > 2 * LONGEST:
        return None
    plain = " ".join(ascii_digits(text.lower()).split())
    if not plain or len(plain) > LONGEST or not is_line(plain) or not is_told_from_now(plain):
        return None
    said = " ".join(text.split())
    span = span_ago(plain, language)
    if span is None:
        return day_by_name(plain, said, fetched, language)
    known = KNOWN[span.unit]
    if fetched is None:
        return Moment("", known, said)
    try:
        moment = fetched - dt.timedelta(seconds=span.seconds)
    except OverflowError:  # 999 years before the first one
        return None
    zone = offset_of(moment) if "T" in WRITTEN[known] else ""
    return Moment(f"{moment.year:04}{moment.strftime(WRITTEN[known][2:])}{zone}", known)


def is_eastern(text: str) -> bool:
    """Tell whether a text has letters of a script without spaces, or of Korean."""
    return not text.isascii() and EASTERN.search(text) is not None


def is_told_from_now(plain: str) -> bool:
    """Tell whether a text may be told from now: most texts have none of the words, which costs little to see."""
    return is_eastern(plain) or not keys().isdisjoint(PIECE.findall(plain))


def is_line(plain: str) -> bool:
    """Tell whether a text is as short as a line that tells a time."""
    if is_eastern(plain):
        return len(plain) <= LONGEST_UNSPACED + 10
    return len(plain.split()) <= MOST_WORDS


def offset_of(moment: dt.datetime) -> str:
    """Write the zone of a moment as ISO 8601 does, "" when it has none."""
    zone = moment.strftime("%z")
    return f"{zone[:3]}:{zone[3:5]}" if zone else ""


def span_ago(plain: str, language: str) -> Span | None:
    """Give how long ago a text says; `None` when it says nothing of the kind."""
    numbers = list(NUMBER.finditer(plain))
    past = any(holds(plain, phrase) for phrase in phrases_of("ago"))
    parts: list[Span] = []
    for match in numbers[:4]:
        part = unit_after(plain, match.end(), int(match[0]), language, past=past)
        if part is not None and (not parts or SECONDS[part.unit] < SECONDS[parts[-1].unit]):
            parts.append(part)
    if not parts:
        part = whole_span(plain, language, past=past)
        parts = [part] if part is not None else []
    if not parts:
        if any(holds(plain, phrase) for phrase in phrases_of("now")) and len(plain) <= LONGEST_UNSPACED:
            return Span(0, "minute")
        return None
    return Span(sum(part.seconds for part in parts), parts[-1].unit)


def unit_after(plain: str, start: int, number: int, language: str, *, past: bool) -> Span | None:
    """Read the unit that a number counts: the word behind it, or the beginning of one that runs on."""
    match = TOKEN.match(plain, start + 1 if plain[start : start + 1] == " " else start)
    if match is None:
        return None
    token = match[0]
    after = TOKEN.match(plain, match.end() + 1)
    joined = f"{token} {after[0]}" if after else token
    for name in (joined, token.rstrip(".'’"), *beginnings(token)):
        unit = meaning_of(name, language)
        if unit.endswith("-ago"):
            unit = unit.removesuffix("-ago")
            return Span(number * SECONDS[unit], unit)
        if past and unit in SECONDS:
            return Span(number * SECONDS[unit], unit)
    return None


def beginnings(token: str) -> list[str]:
    """Give the beginnings of a word of a script without spaces, the longest first; none of other words."""
    if not is_eastern(token):
        return []
    return [token[:size] for size in range(min(len(token), LONGEST_UNIT), 0, -1)]


def whole_span(plain: str, language: str, *, past: bool) -> Span | None:
    """Read a time without a numeral: "an hour ago", "sejam lalu", "час назад", "قبل ساعتين"."""
    if not past or len(plain) > 40:
        return None
    for phrase, span in dual_spans():
        if holds(plain, phrase):
            return span
    tokens = [token.rstrip(".") for token in APART.split(plain) if token]
    for index, token in enumerate(tokens):
        unit = meaning_of(token, language)
        alone = len(tokens) <= 2 + ("il y a" in plain) * 3
        if unit in SECONDS and (alone or (index and tokens[index - 1] in words("one"))):
            return Span(SECONDS[unit], unit)
    return None


def day_by_name(plain: str, said: str, fetched: dt.datetime | None, language: str) -> Moment | None:
    """Read "yesterday at 15:04"; "today" counts with a clock alone, for pages say it of other things too."""
    for meaning in ("day-before", "yesterday", "today"):
        phrase = next((one for one in phrases_of(meaning, language) if holds(plain, one)), "")
        if not phrase:
            continue
        clock = CLOCK.search(plain) is not None
        if not clock and (meaning == "today" or len(plain) > len(phrase) + 16 or "?" in plain):
            return None
        place = plain.index(phrase)
        day = Day(2000, 1, 1, place, place + len(phrase))
        told = with_time(plain, day, "2000-01-01", language)
        if fetched is None:
            return Moment("", told.precision, said)
        # The day turns where the page is: the zone it names, or else that of the fetching.
        zone = dt.datetime.fromisoformat(told.iso).tzinfo if "T" in told.iso else None
        there = fetched.astimezone(zone) if zone is not None and fetched.tzinfo is not None else fetched
        date = there.date() - dt.timedelta(days=DAYS_AGO[meaning])
        return Moment(date.isoformat() + told.iso[10:], told.precision)
    return None


def meaning_of(name: str, language: str) -> str:
    """Give what a word means, in this language where languages differ; "" for a word that is not of these."""
    first = ""
    for meaning in pairs("relative").get(name, ()):
        unit, *languages = meaning.split()
        if unit.isdigit():
            continue
        if not languages or language in languages:
            return unit
        first = first or unit
    return first if not language else ""


@lru_cache(maxsize=256)
def phrases_of(meaning: str, language: str = "") -> tuple[str, ...]:
    """Give the words that have a meaning, the longest first."""
    found = [phrase for phrase in pairs("relative") if meaning_of(phrase, language) == meaning]
    return tuple(sorted(found, key=lambda phrase: (-len(phrase), phrase)))


@lru_cache(maxsize=1)
def keys() -> frozenset[str]:
    """Give the first pieces of all words that make a text a time told from now: units alone do not."""
    units = frozenset(SECONDS)
    found = (phrase for phrase, meanings in pairs("relative").items() if meanings[0].split()[0] not in units)
    return frozenset(PIECE.findall(phrase)[0] for phrase in found if PIECE.search(phrase))


@lru_cache(maxsize=1)
def dual_spans() -> tuple[tuple[str, Span], ...]:
    """Give the words that hold their number: "two hours" of Arabic and Hebrew, "half an hour"."""
    found = []
    for phrase, meanings in pairs("relative").items():
        number, _, unit = meanings[0].partition(" ")
        if number.isdigit():
            found.append((phrase, Span(int(number) * SECONDS[unit], unit)))
    return tuple(sorted(found, key=lambda one: (-len(one[0]), one[0])))


def holds(plain: str, phrase: str) -> bool:
    """Tell whether a text holds a phrase as words of its own; in scripts without spaces, anywhere."""
    place = plain.find(phrase)
    while place >= 0:
        end = place + len(phrase)
        if EASTERN.match(phrase):
            return True
        before, behind = plain[place - 1 : place], plain[end : end + 1]
        if not (before and SPACED.match(before)) and not (behind and SPACED.match(behind)):
            return True
        place = plain.find(phrase, place + 1)
    return False
