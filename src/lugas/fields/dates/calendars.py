"""Days of other calendars as days of ours: the Islamic one, the Persian one, Buddhist, Japanese and Republican years.

The Islamic calendar is that of Umm al-Qura, by its table (`words/umm_al_qura.txt`, 1365 to 1500 AH), which Saudi Arabia
dates by. Where the moon is watched for, a day may be one off; a page that gives our date beside it is read by that.
"""

from __future__ import annotations

import calendar
import datetime as dt

from lugas.fields.dates.jalali import to_gregorian
from lugas.fields.lists import pairs

__all__ = ["BUDDHIST", "from_islamic", "from_parts", "full_year", "year_of_era"]

BUDDHIST = 543  # Thai years are so many more than ours
PERSIAN, ISLAMIC = 100, 200  # what `words/months.txt` adds to the months of these calendars
EARLIEST, LATEST = 1900, 2100
# Years of the calendar of Nepal, which pages there date by: no news is of them in ours.
BIKRAM = range(2040, 2101)

# The year before the first of each era; the era of a Republic of China begins with the year 1912.
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867, "㋿": 2018, "㍻": 1988}
ERAS |= {"民國": 1911, "民国": 1911}
MINGUO = range(80, 160)  # bare years that a page in Chinese can mean by that era: "113年"
LETTER_ERAS = {"r": 2018, "h": 1988, "s": 1925}


def year_of_era(name: str, year: str) -> int:
    """Give our year for one of an era, whose first may be written 元; 0 for no such era."""
    number = 1 if year == "元" else int(year)
    start = ERAS.get(name) or LETTER_ERAS.get(name, 0)
    return start + number if start else 0


def full_year(text: str, language: str) -> int:
    """Give the year that two, three or four digits mean on a page of a language.

    Of two digits, Thai pages mean the Buddhist year; of three, Chinese pages that of the Republic.
    """
    year = int(text)
    if len(text) == 2:
        if language == "th" and year >= 43:
            return 2500 + year - BUDDHIST
        return year + (2000 if year < 70 else 1900)
    if len(text) == 3:
        return year + 1911 if year in MINGUO and language in ("zh", "") else 0
    return year


def from_parts(year: int, month: int, day: int, language: str) -> tuple[int, int, int, bool] | None:
    """Give our year, month and day for those of any calendar, and whether it was another than ours.

    A month above 100 is one of the Persian calendar, above 200 of the Islamic one. Numbers alone tell by their size and
    by the page's language which calendar they are of. `None` for no such day, and for one of Nepal's calendar.
    """
    foreign = False
    if language == "ne" and year in BIKRAM:
        return None  # the lengths of its months follow no rule
    if month > ISLAMIC or (1300 <= year <= 1500 and language in ("ar", "ur") and month <= 12):
        found = from_islamic(year, month % ISLAMIC, day)
        if found is None:
            return None
        year, month, day = found
        foreign = True
    elif month > PERSIAN or 1300 <= year <= 1500:
        month -= PERSIAN * (month > PERSIAN)
        if not (1300 <= year <= 1500 and 1 <= month <= 12 and 1 <= day <= 31):
            return None
        year, month, day = to_gregorian(year, month, day)
        foreign = True
    elif 2400 <= year <= 2600:
        year -= BUDDHIST
        foreign = True
    if not (
        EARLIEST <= year <= LATEST and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
    ):
        return None
    return year, month, day, foreign


def from_islamic(year: int, month: int, day: int) -> tuple[int, int, int] | None:
    """Give our year, month and day for one of the Umm al-Qura calendar; `None` outside its table."""
    told = pairs("umm_al_qura").get(str(year), ("",))[0]
    if not told or not 1 <= month <= 12:
        return None
    first, _, lengths = told.partition(" ")
    long_months = int(lengths, 16)
    if not 1 <= day <= 29 + (long_months >> (month - 1) & 1):
        return None
    days = 29 * (month - 1) + (long_months & ((1 << (month - 1)) - 1)).bit_count()
    found = dt.date.fromisoformat(first) + dt.timedelta(days=days + day - 1)
    return found.year, found.month, found.day
