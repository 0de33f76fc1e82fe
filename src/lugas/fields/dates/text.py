"""Dates with their times as people write them: the day by `day_text`, and the clock and zone beside it.

Nothing is guessed: a zone is given only where the text names one, a time only where it stands by the date.
Each pattern has bounded repetitions of one character class, so none can blow up.
"""

from __future__ import annotations

import datetime as dt
import re

from lugas.fields.dates.days import Day, ascii_digits, find_day, month_of
from lugas.fields.lists import pairs
from lugas.model import Moment, Precision

__all__ = ["ascii_digits", "find_moment", "has_date", "month_of", "with_time"]

CLOCK = re.compile(
    r"(?<![\d:.])([01]?\d|2[0-4])(?::\s?|[.h：]|\s?[時时시點点]\s?|\sh\s|\.)([0-5]\d)(?:[:.]([0-5]\d)(?:[.,]\d{1,9})?)?(?!\d)"
)
EAST_CLOCK = re.compile(
    r"(?<!\d)([01]?\d|2[0-4])\s?(?:[時时시點点]|นาฬิกา)\s?(?:([0-5]?\d)\s?(?:[分분]|นาที)|半)?"
)
HOUR_24 = re.compile(r"(?<![\d:.,])([01]?\d|2[0-3])\s?(?:uhr|heures|uur|h)(?![\w:.])")
HOUR_ONLY = re.compile(r"(?<![\d:.])(1[0-2]|[1-9])\s?([ap])\.?m\b")
EVENING = re.compile(
    r"p\.?\s?m\b|下午|晚上|午後|오후|م\b|ب\.ظ|بعدازظهر|μ\.?\s?μ|مساء|pm\b|ptg\b|petang|malam|अपराह्न|दोपहर|शाम|பிற்பகல்|অপরাহ্ণ|বিকাল|"
    r"রাত|pasdite|ch\b|chiều|tối|du\.|م\.|ຫຼັງທ່ຽງ|ညနေ|വൈകുന്നേരം|అపరాహ్నం"
)
MORNING = re.compile(
    r"a\.?\s?m\b|上午|早上|凌晨|午前|오전|ص\b|ق\.ظ|π\.?\s?μ|صباح|pg\b|pagi|पूर्वाह्न|முற்பகல்|পূর্বাহ্ণ|paradite|sáng|de\.|နံနက်"
)
STAMPED = re.compile(r"^\d{8}t?([0-2]\d)([0-5]\d)([0-5]\d)?$")
OFFSET = re.compile(r"(?:utc|gmt)?\s?([+\-−])\s?(\d{1,2})(?::?([0-5]\d))?(?!\d)(?![./])")
ZONE_WORD = re.compile(r"[^\W\d_]{1,5}")
SEASONAL = {"et": 5, "ct": 6, "mt": 7, "pt": 8}  # hours behind UTC in winter
LONGEST_GLUED = 200  # characters of a line in which glued dates are looked for
GLUED = re.compile(
    r"(?<=[^\W\d_])(?=(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2},? 20\d\d)"
    r"|(?<=[, ]20\d\d)(?=\d{1,2}:\d\d|\d{1,6} [A-Z])"
)
NEAR = 46  # characters after a date in which its time may stand; "| Updated: Sat" must not fit in


def has_date(text: str) -> bool:
    """Tell whether a text holds a day that can be read."""
    if find_day(ascii_digits(text).lower(), "", month_first=False) is not None:
        return True
    parted = part_glued(text)
    return bool(parted) and find_day(parted, "", month_first=False) is not None


def part_glued(text: str) -> str:
    """Part a date from what stands before and behind it without a space, in small letters; "" where nothing does.

    Where markup alone parts a name from its date, and the date from the time, copying leaves nothing between them:
    "Jane DoeDec 22, 202310:30 AM".
    """
    line = text[:LONGEST_GLUED]
    if "20" not in line or GLUED.search(line) is None:
        return ""
    return ascii_digits(GLUED.sub(" ", line)).lower()


def find_moment(text: str, language: str = "", *, month_first: bool = False) -> Moment | None:
    """Read the first date of a text, with its time and zone where they stand beside it; `None` without one.

    `language` is an ISO 639-1 code, which settles month names that differ between languages; `month_first`
    reads 5/6/2024 as the sixth of May.
    """
    plain = ascii_digits(text[:600]).lower()
    day = find_day(plain, language, month_first=month_first)
    if (day is None or not day.day) and (parted := part_glued(text)):
        plain = parted
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
    before = plain[max(0, day.start - 30) : day.start]
    # ISO 8601 and the like hold the time within: what follows may be an offset, which looks like a time too.
    places = [(inner, inner + after)] if ":" in inner else []
    stamped = STAMPED.search(inner) if not places else None
    if stamped is not None:
        clock = f"{stamped[1]}:{stamped[2]}{':' + stamped[3] if stamped[3] else ''}"
        precision = Precision.SECOND if stamped[3] else Precision.MINUTE
        return Moment(f"{date}T{clock}{find_zone(after, language, day)}", precision)
    found = ((CLOCK.search(place), around) for place, around in (*places, (after, after)))
    match, zone_at = next((pair for pair in found if pair[0] is not None), (None, before))
    if match is None:
        match = next(reversed(list(CLOCK.finditer(before))), None)
    if match is None:
        return hour_alone(after, before, day, date, language)
    hour = half_day(int(match[1]), zone_at, match.start(), match.end())
    if hour > 23:
        return Moment(date, Precision.DAY)
    seconds = f":{match[3]}" if match[3] else ""
    zone = find_zone(zone_at[match.end() : match.end() + 24], language, day)
    precision = Precision.SECOND if seconds else Precision.MINUTE
    return Moment(f"{date}T{hour:02}:{match[2]}{seconds}{zone}", precision)


def hour_alone(after: str, before: str, day: Day, date: str, language: str) -> Moment:
    """Add a time told by its hour, or by signs for the hour and the minute; without one the day alone is known."""
    for place in (after, before):
        match = EAST_CLOCK.search(place) or HOUR_24.search(place)
        if match is not None:
            hour = half_day(int(match[1]), place, match.start(), match.end())
            minute = (
                (match[2] or ("30" if match[0].endswith("半") else "0")) if match.re is EAST_CLOCK else "0"
            )
            if hour < 24:
                zone = find_zone(place[match.end() : match.end() + 24], language, day)
                return Moment(f"{date}T{hour:02}:{int(minute):02}{zone}", Precision.MINUTE)
    short = HOUR_ONLY.search(after)
    if short is None:
        return Moment(date, Precision.DAY)
    hour = int(short[1]) % 12 + (12 if short[2] == "p" else 0)
    return Moment(f"{date}T{hour:02}:00{find_zone(after[short.end() :], language, day)}", Precision.MINUTE)


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
