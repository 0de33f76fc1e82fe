"""Dates and times as people write them, in every language that has month names in `words/months.txt`.

Nothing is guessed: a zone is given only where the text names one, a time only where it stands by the date.
Each pattern has bounded repetitions of one character class, so none can blow up.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from lugas.fields.jalali import to_gregorian
from lugas.fields.lists import pairs
from lugas.model import Moment, Precision

__all__ = ["ascii_digits", "find_moment", "has_date", "month_of"]

# Decimal digits of the scripts that news is written in, each ten code points in a row.
DIGIT_ZEROS = (0x0660, 0x06F0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0E50, 0xFF10)
DIGITS = {zero + digit: str(digit) for zero in (*DIGIT_ZEROS, 0x0ED0, 0x1040) for digit in range(10)}
# Marks without width that sites put between digits, and look-alikes of the full stop, colon and stroke.
MARKS = {
    0x200E: "",
    0x200F: "",
    0x200B: "",
    0xFEFF: "",
    0xFF0F: "/",
    0xFF1A: ":",
    0xFF0E: ".",
    0x00A0: " ",
    0x202F: " ",
}
PLAIN = DIGITS | MARKS

ISO = re.compile(
    r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)(?:[t ]{1,2}(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?)?"
)
COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{2})([01]\d)([0-3]\d)(?:t?([0-2]\d)([0-5]\d)([0-5]\d)?)?(?!\d)")
EAST = re.compile(r"(\d{2,4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일号號]?")
YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s?[./]\s?(\d{1,2})\s?[./]\s?(\d{1,2})(?!\d)")
DAY_FIRST = re.compile(r"(?<![\d.,])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\d])")
VIETNAM = re.compile(r"(\d{1,2})\s{1,3}tháng\s{1,3}(\d{1,2})\D{1,6}(\d{4})")
DAY_WORD_YEAR = re.compile(r"(?<![\d:])(\d{1,2})(?!\d)([^\d:;|]{2,28})(\d{4})(?!\d)")
WORD_DAY_YEAR = re.compile(
    r"([^\s\d,;|()]{2,14})\s{0,2}(\d{1,2})(?:st|nd|rd|th|er|º|ª)?[,.]{0,2}\s{1,2}(\d{4})(?!\d)"
)
WORD_DAY_TIME_YEAR = re.compile(
    r"([^\W\d_]{3,12})\s{1,2}(\d{1,2})\s(\d{2}:\d{2}:\d{2})\s(?:[a-z]{1,5}\s|[+-]\d{4}\s)?(\d{4})(?!\d)"
)
YEAR_WORD_DAY = re.compile(r"(?<!\d)(\d{4})([^\d:;|]{3,24})(\d{1,2})(?![\d:])")
MONTH_YEAR = re.compile(r"([^\s\d,;|()]{3,14})\s{1,2}(\d{4})(?!\d)")

CLOCK = re.compile(
    r"(?<![\d:.])([01]?\d|2[0-4])(?::\s?|[.h：]|\s?[時时시點点]\s?|\sh\s|\.)([0-5]\d)(?:[:.]([0-5]\d)(?:[.,]\d{1,9})?)?(?!\d)"
)
HOUR_ONLY = re.compile(r"(?<![\d:.])(1[0-2]|[1-9])\s?([ap])\.?m\b")
EVENING = re.compile(r"p\.?\s?m\b|下午|晚上|午後|오후|م\b|ب\.ظ|μ\.μ|مساء|pm\b")
MORNING = re.compile(r"a\.?\s?m\b|上午|早上|午前|오전|ص\b|π\.μ|صباح")
OFFSET = re.compile(r"(?:utc|gmt)?\s?([+\-−])\s?(\d{1,2})(?::?([0-5]\d))?(?!\d)(?![./])")
ZONE_WORD = re.compile(r"[^\W\d_]{1,5}")
SEASONAL = {"et": 5, "ct": 6, "mt": 7, "pt": 8}  # hours behind UTC in winter
SPLIT = re.compile(r"[\s.,/()\-–—]+")
NEAR = 46  # characters after a date in which its time may stand; "| Updated: Sat" must not fit in


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day (or a month, when `day` is 0) and where it stands in the text."""

    year: int
    month: int
    day: int
    start: int
    end: int


def ascii_digits(text: str) -> str:
    """Write the digits of every script as 0-9, one character for one, and drop marks without width."""
    return text if text.isascii() else text.translate(PLAIN)


def has_date(text: str) -> bool:
    """Tell whether a text holds a day that can be read."""
    return find_day(ascii_digits(text).lower(), "", month_first=False) is not None


def find_moment(text: str, language: str = "", *, month_first: bool = False) -> Moment | None:
    """Read the first date of a text, with its time and zone where they stand beside it; `None` without one.

    `language` is an ISO 639-1 code, which settles month names that differ between languages; `month_first`
    reads 5/6/2024 as the sixth of May.
    """
    plain = ascii_digits(text[:600]).lower()
    day = find_day(plain, language, month_first=month_first)
    if day is None:
        return None
    if not day.day:
        return Moment(f"{day.year:04}-{day.month:02}", Precision.MONTH)
    date = f"{day.year:04}-{day.month:02}-{day.day:02}"
    return with_time(plain, day, date, language)


def with_time(plain: str, day: Day, date: str, language: str) -> Moment:
    """Add the time that stands right after a date, or right before it."""
    after = plain[day.end : day.end + NEAR]
    inner = plain[day.start : day.end]
    # ISO 8601 and the like hold the time within: what follows may be an offset, which looks like a time too.
    match = CLOCK.search(inner) if ":" in inner else None
    zone_at = inner + after
    if match is None:
        match = CLOCK.search(after)
        zone_at = after
    if match is None:
        before = plain[max(0, day.start - 30) : day.start]
        match = next(reversed(list(CLOCK.finditer(before))), None)
        zone_at = before
    if match is None:
        short = HOUR_ONLY.search(after)
        if short is None:
            return Moment(date, Precision.DAY)
        hour = int(short[1]) % 12 + (12 if short[2] == "p" else 0)
        return Moment(
            f"{date}T{hour:02}:00{find_zone(after[short.end() :], language, day)}", Precision.MINUTE
        )
    hour = half_day(int(match[1]), zone_at, match.start(), match.end())
    if hour > 23:
        return Moment(date, Precision.DAY)
    seconds = f":{match[3]}" if match[3] else ""
    zone = find_zone(zone_at[match.end() : match.end() + 24], language, day)
    precision = Precision.SECOND if seconds else Precision.MINUTE
    return Moment(f"{date}T{hour:02}:{match[2]}{seconds}{zone}", precision)


def half_day(hour: int, text: str, start: int, end: int) -> int:
    """Turn an hour of a twelve-hour clock into one of twenty-four, where the text says which half it is."""
    around = f"{text[max(0, start - 5) : start]} {text[end : end + 7]}"
    if hour < 12 and EVENING.search(around):
        return hour + 12
    if hour == 12 and MORNING.search(around):
        return 0
    return hour


def find_zone(text: str, language: str, day: Day | None = None) -> str:
    """Give the offset that a text begins with (`+07:00`), "" if it names no zone."""
    text = re.sub(r"^\s?(?:[ap]\.?\s?m\.?|uhr|น\.)?[\s,(]{0,3}", "", text)
    match = OFFSET.match(text)
    if match and int(match[2]) <= 14:
        sign = "-" if match[1] in "-−" else "+"
        return f"{sign}{int(match[2]):02}:{match[3] or '00'}"
    word = ZONE_WORD.match(text)
    if word is None:
        return ""
    if word[0] in SEASONAL and language == "en" and day is not None:
        return f"-{SEASONAL[word[0]] - is_summer(day):02}:00"
    for meaning in pairs("zones").get(word[0], ()):
        offset, _, where = meaning.partition(" ")
        if not where or where == language:
            return offset
    return ""


def is_summer(day: Day) -> bool:
    """Tell whether the clocks of the United States are an hour ahead on a day (the rule since 2007)."""
    spring = dt.date(day.year, 3, 14 - (dt.date(day.year, 3, 7).weekday() + 1) % 7)
    autumn = dt.date(day.year, 11, 7 - (dt.date(day.year, 10, 31).weekday() + 1) % 7)
    return spring <= dt.date(day.year, day.month, day.day) < autumn


def find_day(plain: str, language: str, *, month_first: bool) -> Day | None:
    """Find the day that stands first in a text of lower-case letters and plain digits."""
    if not any(letter.isdigit() for letter in plain):
        return None
    for pattern, order in ((ISO, "ymd"), (EAST, "ymd"), (VIETNAM, "dmy"), (YEAR_FIRST, "ymd")):
        match = pattern.search(plain)
        if match:
            parts = dict(zip(order, match.groups(), strict=False))
            found = make_day(parts["y"], int(parts["m"]), parts["d"], match.span())
            if found:
                return found
    found = named_day(plain, language)
    if found:
        return found
    match = DAY_FIRST.search(plain)
    if match:
        first, second = int(match[1]), int(match[3])
        if (month_first and first <= 12) or second > 12:
            first, second = second, first
        return make_day(match[4], second, str(first), match.span())
    match = COMPACT.search(plain)
    if match:
        return make_day(match[1], int(match[2]), match[3], match.span())
    match = MONTH_YEAR.search(plain)
    month = month_of(match[1], language) if match else 0
    return Day(int(match[2]), month, 0, *match.span()) if match and 0 < month < 13 else None


def named_day(plain: str, language: str) -> Day | None:
    """Find the first day whose month is a word."""
    best: Day | None = None
    for match in WORD_DAY_TIME_YEAR.finditer(plain):
        best = make_day(match[4], month_of(match[1], language), match[2], match.span())
        if best:
            return best
    for pattern, (year, word, day) in (
        (DAY_WORD_YEAR, (3, 2, 1)),
        (WORD_DAY_YEAR, (3, 1, 2)),
        (YEAR_WORD_DAY, (1, 2, 3)),
    ):
        for match in pattern.finditer(plain):
            if best and match.start() >= best.start:
                break
            month = month_of(match[word], language)
            found = make_day(match[year], month, match[day], match.span()) if month else None
            if found:
                best = found
                break
    return best


@lru_cache(maxsize=4096)
def month_of(text: str, language: str) -> int:
    """Give the month that one of a text's words names, 0 if none does."""
    table = pairs("months")
    for word in SPLIT.split(text.strip(" .,'’"))[:5]:
        # Hebrew and Arabic write "in" and "of" as one letter before the name.
        for name in (word, word[1:] if word[:1] in "בו" else "", word.strip("'’")):
            meanings = table.get(name, ()) if name else ()
            for meaning in meanings:
                number, *languages = meaning.split()
                if not languages or language in languages or meaning is meanings[-1]:
                    return int(number)
    dotted = text.strip().rstrip(".")
    return int(table[dotted][0].split()[0]) if dotted in table else 0


def make_day(year_text: str, month: int, day_text: str, span: tuple[int, int]) -> Day | None:
    """Make a day of its parts, of the Buddhist and the Persian calendar too; `None` for no such day."""
    year, day = int(year_text), int(day_text)
    if len(year_text) == 2:
        year += 2000
    if 2400 <= year <= 2600:  # Thai years count from 543 before ours
        year -= 543
    elif 1300 <= year <= 1500:  # Persian solar years
        month = month - 100 if month > 100 else month
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return None
        year, month, day = to_gregorian(year, month, day)
    if not (1900 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return Day(year, month, day, *span)
