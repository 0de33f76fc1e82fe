"""Times told from now are read in every language of the pages, and are no more exact than their words."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lugas.fields.dates.relative import relative_moment
from lugas.model import Moment, Precision
from tests.fields.build import clues_of, fields_of, page

JAKARTA = dt.timezone(dt.timedelta(hours=7))
FETCHED = dt.datetime(2024, 1, 20, 12, 30, tzinfo=JAKARTA)

TWO_HOURS = """
id|2 jam lalu  id|2 jam yang lalu  ms|2 jam lepas  en|2 hours ago  en|2h ago  de|vor 2 Stunden  de|vor 2 Std.
fr|il y a 2 heures  fr|il y a 2 h  es|hace 2 horas  pt|há 2 horas  pt|2 horas atrás  it|2 ore fa  nl|2 uur geleden
pl|2 godziny temu  pl|2 godz. temu  ru|2 часа назад  uk|2 години тому  tr|2 saat önce  ar|منذ ساعتين  ar|قبل 2 ساعة
fa|۲ ساعت پیش  he|לפני שעתיים  he|לפני 2 שעות  hi|2 घंटे पहले  bn|২ ঘণ্টা আগে  ta|2 மணி நேரம் முன்பு  th|2 ชั่วโมงที่แล้ว
vi|2 giờ trước  zh|2小时前  zh|2個小時前  ja|2時間前  ko|2시간 전  el|πριν από 2 ώρες  cs|před 2 hodinami  hu|2 órája
hu|2 órával ezelőtt  ro|acum 2 ore  sv|för 2 timmar sedan  da|for 2 timer siden  no|2 timer siden  fi|2 tuntia sitten
hr|prije 2 sata  sr|pre 2 sata  sr|пре 2 сата  mk|пред 2 часа  be|2 гадзіны таму  kk|2 сағат бұрын  uz|2 soat oldin
az|2 saat əvvəl  ky|2 саат мурун  mn|2 цагийн өмнө  lt|prieš 2 valandas  lv|pirms 2 stundām  et|2 tundi tagasi
is|fyrir 2 klukkustundum  ka|2 საათის წინ  hy|2 ժամ առաջ  te|2 గంటల క్రితం  ml|2 മണിക്കൂർ മുമ്പ്  kn|2 ಗಂಟೆಗಳ ಹಿಂದೆ
gu|2 કલાક પહેલા  ne|२ घण्टा अगाडि  km|2 ម៉ោងមុន  lo|2 ຊົ່ວໂມງກ່ອນ  my|၂ နာရီ အကြာက  am|ከ2 ሰዓት በፊት  sq|2 orë më parë
eu|duela 2 ordu  gl|hai 2 horas  bg|преди 2 часа  ca|fa 2 hores  ur|2 گھنٹے پہلے
"""
THREE_DAYS = """
id|3 hari yang lalu  en|3 days ago  de|vor 3 Tagen  fr|il y a 3 jours  es|hace 3 días  pt|há 3 dias  it|3 giorni fa
nl|3 dagen geleden  pl|3 dni temu  ru|3 дня назад  uk|3 дні тому  tr|3 gün önce  ar|منذ 3 أيام  fa|۳ روز پیش
he|לפני 3 ימים  hi|3 दिन पहले  bn|৩ দিন আগে  ta|3 நாட்களுக்கு முன்  th|3 วันที่แล้ว  vi|3 ngày trước  zh|3天前  ja|3日前
ko|3일 전  el|πριν 3 ημέρες  cs|před 3 dny  hu|3 napja  ro|acum 3 zile  sv|för 3 dagar sedan  da|3 dage siden
fi|3 päivää sitten
"""
FIVE_MINUTES = """
id|5 menit lalu  en|5 mins ago  de|vor 5 Minuten  fr|il y a 5 min  es|hace 5 minutos  it|5 minuti fa  ru|5 минут назад
uk|5 хвилин тому  tr|5 dakika önce  ar|منذ 5 دقائق  fa|۵ دقیقه پیش  he|לפני 5 דקות  hi|5 मिनट पहले  th|5 นาทีที่แล้ว
vi|5 phút trước  zh|5分钟前  zh|5分鐘前  ja|5分前  ko|5분 전  el|πριν 5 λεπτά  cs|před 5 minutami  hu|5 perce
"""


def pairs(table: str) -> list[tuple[str, ...]]:
    """Give the language and the words of each entry of a table."""
    return [
        tuple(entry.split("|")) for line in table.strip().splitlines() for entry in line.split("  ") if entry
    ]


@pytest.mark.parametrize(("language", "text"), pairs(TWO_HOURS))
def test_hours_ago(language: str, text: str) -> None:
    """Some hours before the fetching is an hour of a day, and not a minute."""
    assert relative_moment(text, FETCHED, language) == Moment("2024-01-20T10:00+07:00", Precision.HOUR)


@pytest.mark.parametrize(("language", "text"), pairs(THREE_DAYS))
def test_days_ago(language: str, text: str) -> None:
    """Some days before the fetching is a day."""
    assert relative_moment(text, FETCHED, language) == Moment("2024-01-17", Precision.DAY)


@pytest.mark.parametrize(("language", "text"), pairs(FIVE_MINUTES))
def test_minutes_ago(language: str, text: str) -> None:
    """Some minutes before the fetching is a minute."""
    assert relative_moment(text, FETCHED, language) == Moment("2024-01-20T12:25+07:00", Precision.MINUTE)


@pytest.mark.parametrize(("language", "text"), pairs(TWO_HOURS + THREE_DAYS + FIVE_MINUTES))
def test_unknown_fetching_keeps_the_words(language: str, text: str) -> None:
    """Without knowing when the page was fetched, a moment has its words and no date."""
    moment = relative_moment(text, None, language)
    assert moment is not None
    assert (moment.iso, moment.text) == ("", text)


@pytest.mark.parametrize(
    ("language", "text", "iso"),
    [
        ("id", "sejam lalu", "2024-01-20T11:00+07:00"),
        ("en", "an hour ago", "2024-01-20T11:00+07:00"),
        ("de", "vor einer Stunde", "2024-01-20T11:00+07:00"),
        ("it", "un'ora fa", "2024-01-20T11:00+07:00"),
        ("ru", "час назад", "2024-01-20T11:00+07:00"),
        ("pl", "godzinę temu", "2024-01-20T11:00+07:00"),
        ("id", "setengah jam lalu", "2024-01-20T12:00+07:00"),
        ("en", "1 hour 20 minutes ago", "2024-01-20T11:10+07:00"),
        ("zh", "刚刚", "2024-01-20T12:30+07:00"),
        ("id", "2 minggu lalu", "2024-01"),
        ("en", "2 months ago", "2023-11"),
        ("en", "1 year ago", "2023"),
        ("id", "kemarin", "2024-01-19"),
        ("fr", "avant-hier", "2024-01-18"),
        ("zh", "前天", "2024-01-18"),
    ],
)
def test_other_forms(language: str, text: str, iso: str) -> None:
    """A number may be a word or none, units may be joined, and long spans tell a month or a year alone."""
    moment = relative_moment(text, FETCHED, language)
    assert moment is not None
    assert moment.iso == iso


@pytest.mark.parametrize(
    ("language", "text", "iso"),
    [
        ("id", "Kemarin, 14:05 WIB", "2024-01-19T14:05+07:00"),
        ("en", "Yesterday at 3:15 PM", "2024-01-19T15:15"),
        ("de", "gestern, 14:05 Uhr", "2024-01-19T14:05"),
        ("fr", "hier à 10h30", "2024-01-19T10:30"),
        ("ru", "сегодня в 10:30", "2024-01-20T10:30"),
        ("id", "Hari ini, 10.30 WIB", "2024-01-20T10:30+07:00"),
        ("zh", "昨天 10:30", "2024-01-19T10:30"),
    ],
)
def test_day_by_its_name_with_a_clock(language: str, text: str, iso: str) -> None:
    """Yesterday and today with a clock are that day's time, in the zone that the words name."""
    moment = relative_moment(text, FETCHED, language)
    assert moment is not None
    assert moment.iso == iso


def test_the_day_turns_where_the_page_is() -> None:
    """Fetched at night in UTC, "today" in Jakarta is the next day there."""
    fetched = dt.datetime(2024, 1, 19, 22, 0, tzinfo=dt.UTC)
    moment = relative_moment("Hari ini, 04.30 WIB", fetched, "id")
    assert moment is not None
    assert moment.iso == "2024-01-20T04:30+07:00"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2 jam perjalanan",
        "5 min read",
        "Bacaan 3 menit",
        "USA Today",
        "Yesterday's men and what they thought of it",
        "15 Uhr",
        "12 orang lalu lalang",
        "Kapal itu tenggelam dua jam lalu",
        "Son dakika",
        "kemarin " * 40,
    ],
)
def test_no_time(text: str) -> None:
    """What only sounds like a time told from now is none."""
    assert relative_moment(text, FETCHED) is None


@given(st.text(max_size=90), st.sampled_from(["", "id", "ar", "zh", "hu"]))
def test_any_text_is_survived(text: str, language: str) -> None:
    """Whatever a line says, reading it gives a moment or nothing."""
    for fetched in (None, FETCHED):
        assert isinstance(relative_moment(text, fetched, language), Moment | None)


@given(st.integers(0, 999), st.sampled_from(["years ago", "months ago", "weeks ago", "hours ago"]))
def test_no_number_is_too_large(number: int, unit: str) -> None:
    """However long ago a line says it was, the moment is before the fetching or none."""
    moment = relative_moment(f"{number} {unit}", FETCHED, "en")
    assert moment is None or moment.iso <= "2024-01-20T12:30+07:00"


def test_resolved_on_a_page() -> None:
    """A page that shows only "2 jam lalu" has its time by the fetching, or else in words."""
    markup = page("", '<h1>Kapal perintis kembali singgah</h1><span class="date">2 jam lalu</span>')
    known = fields_of(clues_of(markup, "https://harian.id/a", FETCHED)).published
    assert known == Moment("2024-01-20T10:00+07:00", Precision.HOUR)
    assert fields_of(clues_of(markup, "https://harian.id/a")).published == Moment(
        "", Precision.HOUR, "2 jam lalu"
    )


def test_a_full_date_counts_more() -> None:
    """Where the page tells its time to the minute too, words told from now do not decide."""
    body = "<h1>Kapal perintis kembali singgah</h1><span class='date'>2 jam lalu</span>"
    body += "<time datetime='2024-01-20T09:47:00+07:00'></time>"
    fields = fields_of(clues_of(page("", body), "https://harian.id/a", FETCHED))
    assert str(fields.published) == "2024-01-20T09:47:00+07:00"
