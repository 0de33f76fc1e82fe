"""Days as people write them, in every language that has month names in `words/months.txt`, and in several calendars.

Nothing is guessed. Each pattern has bounded repetitions of one character class, so none can blow up.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from lugas.fields.dates.calendars import from_parts, full_year, year_of_era
from lugas.fields.lists import pairs

__all__ = ["Day", "ascii_digits", "find_day", "month_of"]

# Decimal digits of the scripts that news is written in, each ten code points in a row.
DIGIT_ZEROS = (0x0660, 0x06F0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0E50, 0xFF10)
DIGITS = {zero + digit: str(digit) for zero in (*DIGIT_ZEROS, 0x0ED0, 0x1040, 0x17E0) for digit in range(10)}
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
EAST = re.compile(r"(?<!\d)(\d{2,4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일号號]?")
ERA = re.compile(
    r"(令和|平成|昭和|大正|明治|㋿|㍻|民國|民国)\s?(\d{1,3}|元)\s?(?:[年./-])\s?(\d{1,2})\s?[月./-]\s?(\d{1,2})(?!\d)"
)
LETTER_ERA = re.compile(r"(?<!\w)([rhs])(\d{1,2})[./-](\d{1,2})[./-](\d{1,2})(?!\d)")
SPELLED = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十廿卅]{1,4})日?"
)
REPUBLICAN = re.compile(r"(?<![\d.,/-])(1[0-5]\d|[89]\d)([./-])(\d{1,2})\2(\d{1,2})(?![\d.,/-])")
SHORT_YEAR_FIRST = re.compile(r"(?<![\d.,/-])(\d{2})([./-])\s?(\d{1,2})\2\s?(\d{1,2})(?![\d/-])")
WEEK = re.compile(r"(?<!\d)(\d{4})-?w(\d{2})-?([1-7])(?!\d)")
ORDINAL = re.compile(r"(?<![\w-])(\d{4})-(\d{3})(?![\w-])")
YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s?[./]\s?(\d{1,2})\s?[./]\s?(\d{1,2})(?!\d)")
DAY_FIRST = re.compile(r"(?<![\d.,])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\d])")
VIETNAM = re.compile(r"(\d{1,2})\s{1,3}(?:tháng|thg)\s{1,3}(\d{1,2})\D{1,6}(\d{4})")
MONGOLIAN = re.compile(
    r"(\d{4})\s?оны?\s{1,3}(\d{1,2})(?:-р|-ы|-[рд]угаар|-[рд]үгээр)?\s{1,3}сарын\s{1,3}(\d{1,2})"
)
DAY_WORD_YEAR = re.compile(r"(?<![\d:])(\d{1,2})(?!\d)([^\d:;|]{2,28})(\d{4})(?!\d)")
# A year of two digits: not the hour of a clock, nor a number that something is counted with.
DAY_WORD_SHORT = re.compile(
    r"(?<![\d:])(\d{1,2})(?!\d)([^\d:;|\n]{2,18})(?<!\d)(\d{2})(?!\d|\s?[:.h時时시點点%]\s?\d|\s?(?:uhr|น\.|h\b|%|:))"
    r"(?=\s{0,3}(?:$|[^\w\s]|\d{1,2}[:.h]\d\d|pukul|jam|um|klo|à|at\b|เวลา|kl\b|o\b|godz|в\b))"
)
YEAR_DAY_WORD = re.compile(r"(?<!\d)(\d{4})([^\d:;|]{1,8})(\d{1,2})[.-]?\s?([^\s\d,;|()]{3,14})")
WORD_DAY_YEAR = re.compile(
    r"([^\s\d,;|()]{2,14})\s{0,2}(\d{1,2})(?:st|nd|rd|th|er|º|ª)?[,.]{0,2}\s{1,2}['’]?(\d{4})(?!\d)"
)
WORD_DAY_TIME_YEAR = re.compile(
    r"([^\W\d_]{3,12})\s{1,2}(\d{1,2})\s(\d{2}:\d{2}:\d{2})\s(?:[a-z]{1,5}\s|[+-]\d{4}\s)?(\d{4})(?!\d)"
)
YEAR_WORD_DAY = re.compile(r"(?<!\d)(\d{4})([^\d:;|]{3,24})(\d{1,2})(?![\d:])")
MONTH_YEAR = re.compile(r"([^\s\d,;|()]{3,14})\s{1,2}(\d{4})(?!\d)")
SPLIT = re.compile(r"[\s.,،/()\-–—]+")
DIGIT = re.compile(r"\d")
# What some of the patterns above want at least: it is looked for first, since most texts with numbers have none of it.
WHOLE_YEAR = re.compile(r"\d{4}")
DAY_THEN_YEAR = re.compile(r"\d(?:st|nd|rd|th|er|º|ª)?[,.]{0,2}\s{1,2}['’]?\d{4}(?!\d)")
SPACE_THEN_YEAR = re.compile(r"\s\d{4}(?!\d)")
# The patterns by which the year has four digits and the month is a number, the places of year, month and day in them,
# and the signs of which each wants one.
NUMBERED_MONTHS: tuple[tuple[re.Pattern[str], tuple[int, int, int], tuple[str, ...]], ...] = (
    (ISO, (1, 2, 3), ("-",)),
    (VIETNAM, (3, 2, 1), ("tháng", "thg")),
    (YEAR_FIRST, (1, 2, 3), (".", "/")),
    (MONGOLIAN, (1, 2, 3), ("сарын",)),
)
# The same of those by which the month is a word, with what must be found before.
NAMED_MONTHS: tuple[tuple[re.Pattern[str], tuple[int, int, int], re.Pattern[str] | None], ...] = (
    (DAY_WORD_YEAR, (3, 2, 1), None),
    (WORD_DAY_YEAR, (3, 1, 2), DAY_THEN_YEAR),
    (YEAR_WORD_DAY, (1, 2, 3), None),
    (YEAR_DAY_WORD, (1, 4, 3), None),
)
KHMER_MONTH, BURMESE_MONTH, BURMESE = "ខែ", "လ", "\u1000"
# Digits of a day, at least, where no sign stands for the first year of an era.
DIGIT_THRICE = re.compile(r"\d\D*+\d\D*+\d")
# Pages that write the year first even where it has two digits.
YEAR_FIRST_LANGUAGES = frozenset({"ko", "ja", "zh", "hu", "mn"})
NUMERALS = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day (or a month, when `day` is 0) and where it stands in the text.

    `foreign` tells that it was reckoned from another calendar than ours.
    """

    year: int
    month: int
    day: int
    start: int
    end: int
    foreign: bool = False

    def near(self, other: Day) -> bool:
        """Tell whether two days are one but for a day or two that calendars may differ by."""
        days = dt.date(self.year, self.month, self.day) - dt.date(other.year, other.month, other.day)
        return abs(days.days) <= 2


def ascii_digits(text: str) -> str:
    """Write the digits of every script as 0-9, one character for one, and drop marks without width."""
    return text if text.isascii() else text.translate(PLAIN)


def find_day(plain: str, language: str, *, month_first: bool) -> Day | None:
    """Find the day that stands first in a text of lower-case letters and plain digits.

    Where it is one of another calendar and the text gives it in ours too, ours is given.
    """
    if DIGIT_THRICE.search(plain) is None and "元" not in plain:
        return spelled_day(plain) if "年" in plain else None
    found = first_day(plain, language, month_first=month_first)
    if found is not None and found.foreign and found.day:
        rest = f"{plain[: found.start]}{' ' * (found.end - found.start)}{plain[found.end :]}"
        ours = first_day(rest, language, month_first=month_first)
        if ours is not None and ours.day and not ours.foreign and ours.near(found):
            return ours
    return found


def first_day(plain: str, language: str, *, month_first: bool) -> Day | None:
    """Find the first day of any calendar: by numbers with the year first, by a month's name, by numbers alone."""
    found = eastern_day(plain, language) if "年" in plain or "년" in plain or "民" in plain else None
    if found:
        return found
    whole = WHOLE_YEAR.search(plain) is not None
    for pattern, (year, number, day), signs in NUMBERED_MONTHS if whole else ():
        match = pattern.search(plain) if any(sign in plain for sign in signs) else None
        if match:
            found = make_day(match[year], int(match[number]), match[day], match.span(), language)
            if found:
                return found
    found = named_day(plain, language, whole=whole)
    if found:
        return found
    found = numbered_day(plain, language, month_first=month_first, whole=whole)
    if found or not whole:
        return found
    match = MONTH_YEAR.search(plain) if SPACE_THEN_YEAR.search(plain) else None
    month = month_of(match[1], language) if match else 0
    return Day(int(match[2]), month, 0, *match.span()) if match and 0 < month < 13 else None


def eastern_day(plain: str, language: str) -> Day | None:
    """Find a day with the signs for year, month and day, maybe of a Japanese era or of the Republic of China."""
    match = ERA.search(plain)
    if match:
        return make_day(str(year_of_era(match[1], match[2])), int(match[3]), match[4], match.span(), "")
    match = EAST.search(plain)
    return (
        make_day(match[1], int(match[2]), match[3], match.span(), language) if match else spelled_day(plain)
    )


def spelled_day(plain: str) -> Day | None:
    """Find a day in Chinese numerals: 二〇二四年一月二十日."""
    match = SPELLED.search(plain)
    if match is None:
        return None
    year = "".join(str(NUMERALS[sign]) for sign in match[1])
    return make_day(year, numeral(match[2]), str(numeral(match[3])), match.span(), "")


def numeral(text: str) -> int:
    """Give a number up to 39 in Chinese numerals."""
    text = text.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.rpartition("十")
    return (10 * NUMERALS.get(tens or "一", 0) if ten else 0) + NUMERALS.get(ones or "零", 0)


def numbered_day(plain: str, language: str, *, month_first: bool, whole: bool) -> Day | None:
    """Find a day written by numbers alone that does not begin with a year of four digits and a sign after it.

    `whole` tells that four digits stand together in the text.
    """
    if not whole and "." not in plain and "/" not in plain and "-" not in plain:
        return None
    match = LETTER_ERA.search(plain) if language == "ja" else None
    if match:
        return make_day(str(year_of_era(match[1], match[2])), int(match[3]), match[4], match.span(), "")
    if language in YEAR_FIRST_LANGUAGES:
        match = REPUBLICAN.search(plain) if language == "zh" else None
        match = match or (
            SHORT_YEAR_FIRST.search(plain) if "." in plain or "/" in plain or "-" in plain else None
        )
        found = make_day(match[1], int(match[3]), match[4], match.span(), language) if match else None
        if found:
            return found
    match = DAY_FIRST.search(plain)
    if match:
        first, second = int(match[1]), int(match[3])
        if (month_first and first <= 12) or second > 12:
            first, second = second, first
        return make_day(match[4], second, str(first), match.span(), language)
    match = COMPACT.search(plain) if whole else None
    if match:
        return make_day(match[1], int(match[2]), match[3], match.span(), language)
    return counted_day(plain) if whole else None


def counted_day(plain: str) -> Day | None:
    """Find a day told by its week ("2024-W03-6") or by its number in the year ("2024-020")."""
    match = WEEK.search(plain)
    try:
        if match:
            found = dt.date.fromisocalendar(int(match[1]), int(match[2]), int(match[3]))
            return Day(found.year, found.month, found.day, *match.span())
        match = ORDINAL.search(plain)
        if match and 1900 <= int(match[1]) <= 2100 and 1 <= int(match[2]) <= 366:
            found = dt.date(int(match[1]), 1, 1) + dt.timedelta(days=int(match[2]) - 1)
            return (
                Day(found.year, found.month, found.day, *match.span())
                if found.year == int(match[1])
                else None
            )
    except ValueError:  # a week or a year that is not there
        return None
    return None


def named_day(plain: str, language: str, *, whole: bool) -> Day | None:
    """Find the first day whose month is a word; `whole` tells that four digits stand together in the text."""
    best: Day | None = None
    for match in WORD_DAY_TIME_YEAR.finditer(plain) if whole and plain.count(":") > 1 else ():
        best = make_day(match[4], month_of(match[1], language), match[2], match.span(), language)
        if best:
            return best
    for pattern, places, before in NAMED_MONTHS if whole else ():
        if before is None or before.search(plain):
            best = day_before(best, pattern, places, plain, language)
    return best or day_before(None, DAY_WORD_SHORT, (3, 2, 1), plain, language)


def day_before(
    best: Day | None, pattern: re.Pattern[str], places: tuple[int, int, int], plain: str, language: str
) -> Day | None:
    """Give the first day of a pattern that stands before the best so far, or else that; `places` as in the tables."""
    year, word, day = places
    for match in pattern.finditer(plain):
        if best and match.start() >= best.start:
            break
        month = month_of(match[word], language)
        found = (
            make_day(match[year], month, match[day], match.span(), language, named=True) if month else None
        )
        if found:
            return found
    return best


@lru_cache(maxsize=4096)
def month_of(text: str, language: str) -> int:
    """Give the month that one or two of a text's words name, 0 if none does."""
    table = pairs("months")
    tokens = SPLIT.split(text.strip(" .,'’"))[:6]
    for index, word in enumerate(tokens[:5]):
        pair = f"{word} {tokens[index + 1]}" if index + 1 < len(tokens) else ""
        # Hebrew writes "in" as one letter before the name, Catalan and French "of" as one with an apostrophe.
        cut = word[1:] if word[:1] in "בו" else word[2:] if word[:2] in ("d'", "d’") else ""
        # Khmer and Burmese write "month" together with its name, the one before it and the other behind.
        cut = word.removeprefix(KHMER_MONTH).removesuffix(BURMESE_MONTH) if word > BURMESE else cut
        for name in (pair, word, cut, word.strip("'’")):
            meanings = table.get(name, ()) if name else ()
            for meaning in meanings:
                number, *languages = meaning.split()
                if not languages or language in languages or meaning is meanings[-1]:
                    return int(number)
    dotted = text.strip().rstrip(".")
    return int(table[dotted][0].split()[0]) if dotted in table else 0


def make_day(
    year_text: str, month: int, day_text: str, span: tuple[int, int], language: str, *, named: bool = False
) -> Day | None:
    """Make a day of its parts, of any calendar; `None` for no such day.

    `named` tells that the month is a word, which settles the calendar.
    """
    year = full_year(year_text, language)
    if named and month <= 12 and 1300 <= year <= 1500:
        return None
    found = from_parts(year, month, int(day_text), language)
    return Day(*found[:3], *span, found[3]) if found else None
