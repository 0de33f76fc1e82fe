"""Moments out of attributes, visible texts and relative words, compared and joined."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from lugas.fields.date_text import ascii_digits, find_moment
from lugas.fields.lists import pairs
from lugas.model import Moment, Precision

__all__ = ["from_attribute", "from_text", "relative_moment", "same_clock"]

EPOCH = re.compile(r"^1\d{9}(?:\d{3})?$")
NUMBER_UNIT = re.compile(r"(\d{1,3}|\ban?\b|\beine?[rmn]?\b|\buna?\b|\bune?\b|\bse)\s?([^\W\d_]{1,14})")
UNITS = {
    "second": 1,
    "minute": 60,
    "hour": 3600,
    "day": 86400,
    "week": 604800,
    "month": 2592000,
    "year": 31536000,
}
# What a unit allows to know: "3 hours ago" is no minute.
KNOWN = {"second": Precision.MINUTE, "minute": Precision.MINUTE}
UNSPACED = re.compile(
    r"(\d{1,3})\s?([\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{1,3}\s?[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]?)"
)


def from_attribute(text: str, language: str, *, month_first: bool = False) -> Moment | None:
    """Read a machine-written value: ISO 8601, seconds since 1970, or whatever a person would write."""
    text = text.strip()
    if EPOCH.match(text):
        instant = dt.datetime.fromtimestamp(int(text[:10]), dt.UTC)
        return Moment(instant.strftime("%Y-%m-%dT%H:%M:%S+00:00"), Precision.SECOND)
    moment = find_moment(text, language, month_first=month_first)
    if moment is not None and moment.iso.endswith("T00:00:00") and moment.precision is Precision.SECOND:
        # Midnight to the second and no zone is how software writes a day.
        return Moment(moment.iso[:10], Precision.DAY)
    return moment


def from_text(text: str, language: str, fetched: dt.datetime | None, *, month_first: bool) -> Moment | None:
    """Read a visible text, absolute or relative."""
    return find_moment(text, language, month_first=month_first) or relative_moment(text, fetched)


def relative_moment(text: str, fetched: dt.datetime | None) -> Moment | None:
    """Read "2 hours ago"; without knowing when the page was fetched, the moment keeps the words alone."""
    plain = " ".join(ascii_digits(text.lower()).split())
    if not plain or len(plain) > 80:
        return None
    seconds, unit = ago(plain)
    if seconds < 0:
        return None
    if fetched is None:
        return Moment("", KNOWN.get(unit, Precision.DAY), " ".join(text.split()))
    moment = fetched - dt.timedelta(seconds=seconds)
    if unit in KNOWN or unit == "hour":
        return Moment(
            moment.strftime("%Y-%m-%dT%H:%M") + offset_of(moment), Precision.MINUTE, " ".join(text.split())
        )
    return Moment(moment.date().isoformat(), Precision.DAY, " ".join(text.split()))


def offset_of(moment: dt.datetime) -> str:
    """Write the zone of a moment as ISO 8601 does, "" when it has none."""
    zone = moment.strftime("%z")
    return f"{zone[:3]}:{zone[3:5]}" if zone else ""


def ago(plain: str) -> tuple[int, str]:
    """Give how many seconds ago a text says, and its unit; -1 when it says nothing of the kind."""
    table = pairs("relative")
    for match in UNSPACED.finditer(plain):
        for word in (match[2], match[2].strip()[:3], match[2].strip()[:2]):
            meaning = table.get(word.strip(), ("",))[0]
            if meaning.endswith("-ago"):
                unit = meaning.removesuffix("-ago")
                return int(match[1]) * UNITS[unit], unit
    for meaning, answer in (("yesterday", (86400, "day")), ("now", (0, "minute"))):
        if any(holds(plain, phrase) for phrase in meaning_phrases(meaning)):
            return answer
    if not any(holds(plain, phrase) for phrase in meaning_phrases("ago")):
        return -1, ""
    for match in NUMBER_UNIT.finditer(plain):
        unit = table.get(match[2], ("",))[0]
        if unit in UNITS:
            number = int(match[1]) if match[1].isdigit() else 1
            return number * UNITS[unit], unit
    return -1, ""


@lru_cache(maxsize=4)
def meaning_phrases(meaning: str) -> tuple[str, ...]:
    """Give the words of the list that have a meaning."""
    return tuple(phrase for phrase, meanings in pairs("relative").items() if meanings[0] == meaning)


def holds(plain: str, phrase: str) -> bool:
    """Tell whether a text holds a phrase as words of its own."""
    if phrase not in plain:
        return False
    return not phrase.isascii() or f" {phrase} " in f" {plain.replace(',', ' ')} "


def same_clock(one: Moment, other: Moment) -> bool:
    """Tell whether two moments show the same day, hour and minute, whatever their zones."""
    return "T" in one.iso and "T" in other.iso and one.iso[:16] == other.iso[:16]
