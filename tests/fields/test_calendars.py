"""Days of other calendars, and days written in unusual ways, are read as the days they are."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lugas.fields.dates.calendars import from_islamic, from_parts
from lugas.fields.dates.days import find_day
from lugas.fields.dates.moments import from_attribute
from lugas.fields.dates.text import find_moment
from lugas.model import Moment, Precision

WRITTEN = [
    ("令和6年1月20日", "ja", "2024-01-20"),
    ("令和元年5月1日", "ja", "2019-05-01"),
    ("平成31年4月30日 15時04分", "ja", "2019-04-30T15:04"),
    ("R6.1.20", "ja", "2024-01-20"),
    ("民國113年1月20日", "zh", "2024-01-20"),
    ("113年1月20日", "zh", "2024-01-20"),
    ("113/01/20 15:04", "zh", "2024-01-20T15:04"),
    ("二〇二四年一月二十日", "zh", "2024-01-20"),
    ("2024年01月20日 下午3:04", "zh", "2024-01-20T15:04"),
    ("24.01.20 15:04", "ko", "2024-01-20T15:04"),
    ("20 ม.ค. 67 15:04 น.", "th", "2024-01-20T15:04"),
    ("วันเสาร์ที่ ๒๐ มกราคม พ.ศ. ๒๕๖๗ เวลา ๑๕:๐๔ น.", "th", "2024-01-20T15:04"),
    ("20/1/2567", "th", "2024-01-20"),
    ("20/1/67", "th", "2024-01-20"),
    ("8 رجب 1445 هـ", "ar", "2024-01-20"),
    ("٨ رجب ١٤٤٥", "ar", "2024-01-20"),
    ("1445/07/08", "ar", "2024-01-20"),
    ("15 جمادى الآخرة 1445", "ar", "2023-12-28"),
    ("10 ربيع الأول 1446هـ", "ar", "2024-09-13"),
    ("السبت 8 رجب 1445 هـ - 20 يناير 2024م", "ar", "2024-01-20"),
    ("20 كانون الثاني 2024", "ar", "2024-01-20"),
    ("۳۰ دی ۱۴۰۲ ساعت ۱۵:۰۴", "fa", "2024-01-20T15:04"),
    ("شنبه ۳۰ دی ۱۴۰۲ - 20 January 2024", "fa", "2024-01-20"),
    ("8 Rajab 1445 H / 20 Januari 2024", "id", "2024-01-20"),
    ("20-Jan-24", "en", "2024-01-20"),
    ("20.01.24", "de", "2024-01-20"),
    ("20/01/98", "fr", "1998-01-20"),
    ("2024-W03-6", "en", "2024-01-20"),
    ("2024-020", "en", "2024-01-20"),
    ("20240120T150405Z", "en", "2024-01-20T15:04:05+00:00"),
    ("2024. gada 20. janvāris", "lv", "2024-01-20"),
    ("2024 ж. 20 қаңтар", "kk", "2024-01-20"),
    ("20 d’abril del 2024", "ca", "2024-04-20"),
    ("سه شنبه 25 شهريور 1404", "fa", "2025-09-16"),
    ("2025 оны 11 сарын 7 13:22", "mn", "2025-11-07T13:22"),
    ("2025 оны 11-р сарын 7", "mn", "2025-11-07"),
    ("ថ្ងៃទី ២០ ខែសីហា ឆ្នាំ ២០២៥", "km", "2025-08-20"),
    ("၂၀၂၅ ခုနှစ် စက်တင်ဘာလ ၁၂ ရက်", "my", "2025-09-12"),
    ("04.11.2025 | 01:20 μμ", "el", "2025-11-04T13:20"),
    ("12 апрели 2025", "tg", "2025-04-12"),
    ("20 thg 1, 2024", "vi", "2024-01-20"),
    ("20 Januari 2024 3:04 PTG", "ms", "2024-01-20T15:04"),
]


@pytest.mark.parametrize(("text", "language", "iso"), WRITTEN)
def test_calendars(text: str, language: str, iso: str) -> None:
    """Eras, Islamic, Persian and Buddhist days, and rare ways to write ours, are the days they are."""
    moment = find_moment(text, language)
    assert moment is not None
    assert moment.iso == iso


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("3 Mei 20 orang tewas", "id"),
        ("24-25 Januari 20 ribu", "id"),
        ("20 January 15:04", "en"),
        ("20 Januari 15.04 WIB", "id"),
        ("192.168.1.20", "zh"),
        ("令和6年13月40日", "ja"),
        ("30 رمضان 1499999", "ar"),
        ("2024-W99-9", "en"),
        ("2023-366", "en"),
        ("२०८२-०४-२८", "ne"),
    ],
)
def test_no_day(text: str, language: str) -> None:
    """A number behind a month is no year where it counts something, and no calendar has what is not in it."""
    assert find_moment(text, language) is None


def test_known_days_of_the_islamic_calendar() -> None:
    """The first days of known months fall on the days that Saudi Arabia gave."""
    assert from_islamic(1445, 9, 1) == (2024, 3, 11)
    assert from_islamic(1446, 1, 1) == (2024, 7, 7)
    assert from_islamic(1400, 1, 1) == (1979, 11, 20)
    assert from_islamic(1445, 9, 31) is None
    assert from_islamic(1600, 1, 1) is None


@given(st.integers(1365, 1499), st.integers(1, 12))
def test_islamic_months_follow_each_other(year: int, month: int) -> None:
    """The day after a month's last is the first of the next, all through the table."""
    last = from_islamic(year, month, 30) or from_islamic(year, month, 29)
    following = from_islamic(year + month // 12, month % 12 + 1, 1)
    assert last is not None
    assert following is not None
    assert dt.date(*following) - dt.date(*last) == dt.timedelta(days=1)


@given(
    st.integers(0, 3000),
    st.integers(-5, 300),
    st.integers(-5, 99),
    st.sampled_from(["", "ar", "fa", "th", "zh"]),
)
def test_any_parts(year: int, month: int, day: int, language: str) -> None:
    """Whatever numbers are given, what comes back is a day of our calendar or nothing."""
    found = from_parts(year, month, day, language)
    assert found is None or dt.date(*found[:3]) > dt.date(1899, 12, 31)


@given(st.text(alphabet="0123456789 年月日令和元./-:wrhs一二十〇رجبม.ค", max_size=60))
def test_any_text(text: str) -> None:
    """Whatever a line holds, seeking a day in it gives one or nothing."""
    for language in ("", "ja", "zh", "ko", "th", "ar"):
        assert find_day(text, language, month_first=False) is None or find_moment(text, language) is not None


@pytest.mark.parametrize("text", ["1705763045", "1705763045000", "1705763045000000", "1705763045.123"])
def test_seconds_since_1970(text: str) -> None:
    """Seconds since 1970, and thousandths and millionths of them, are an instant."""
    assert from_attribute(text, "en") == Moment("2024-01-20T15:04:05+00:00", Precision.SECOND)


@pytest.mark.parametrize("text", ["123456789", "9999999999", "0", "-1705763045"])
def test_other_numbers(text: str) -> None:
    """A number outside the years of news on line is no instant."""
    assert from_attribute(text, "en") is None
