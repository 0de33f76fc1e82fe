"""Dates are read as pages of many languages write them, and no zone is invented."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lugas.fields.dates.choose import Locale, choose_dates
from lugas.fields.dates.jalali import to_gregorian
from lugas.fields.dates.moments import relative_moment
from lugas.fields.dates.text import find_moment
from lugas.fields.near import rows_around_title
from lugas.model import Precision, Role, Source
from tests.fields.build import clues_of, clues_of_text, fields_of, page, sheet_of

WRITTEN = [
    ("Kompas.com - 20/01/2024, 20:00 WIB", "id", "2024-01-20T20:00+07:00"),
    ("Jumat, 19 Jan 2024 14:05 WITA", "id", "2024-01-19T14:05+08:00"),
    ("Sabtu, 20 Januari 2024 | 20:00 WIT", "id", "2024-01-20T20:00+09:00"),
    ("January 20th, 2024 at 3:04 p.m. EST", "en", "2024-01-20T15:04-05:00"),
    ("March 30, 2025 3 AM PT", "en", "2025-03-30T03:00-07:00"),
    ("20. Januar 2024, 15:04 Uhr", "de", "2024-01-20T15:04"),
    ("le 20 janvier 2024 à 15h04", "fr", "2024-01-20T15:04"),
    ("1er février 2024", "fr", "2024-02-01"),
    ("Sábado, 20 de Janeiro de 2024 às 15h04", "pt", "2024-01-20T15:04"),
    ("20 de enero de 2024 - 15:04 h", "es", "2024-01-20T15:04"),
    ("20 января 2024, 15:04 (мск)", "ru", "2024-01-20T15:04+03:00"),
    ("20 listopada 2023", "pl", "2023-11-20"),
    ("20 listopada 2023", "hr", "2023-10-20"),
    ("2024. január 20. 15:04", "hu", "2024-01-20T15:04"),
    ("2024 m. sausio 20 d.", "lt", "2024-01-20"),
    ("20 Ocak 2024 Cumartesi", "tr", "2024-01-20"),
    ("21 Σεπτεμβρίου 2024", "el", "2024-09-21"),
    ("20 בינואר 2024", "he", "2024-01-20"),
    ("٢٠ يناير/كانون الثاني ٢٠٢٤", "ar", "2024-01-20"),
    ("۱۴۰۲/۱۰/۳۰ - ۱۲:۳۰", "fa", "2024-01-20T12:30"),
    ("२० जनवरी 2024, 03:04 PM", "hi", "2024-01-20T15:04"),
    ("প্রকাশ: ২০ জানুয়ারি ২০২৪, ১৫: ০৪", "bn", "2024-01-20T15:04"),
    ("20 มกราคม 2567 15:04 น.", "th", "2024-01-20T15:04"),
    ("20 tháng 1, 2024", "vi", "2024-01-20"),
    ("Thứ bảy, 20/1/2024, 15:04 (GMT+7)", "vi", "2024-01-20T15:04+07:00"),
    ("2024年1月20日 15:04", "zh", "2024-01-20T15:04"),
    ("2024년 1월 20일 오후 3:04", "ko", "2024-01-20T15:04"),
    ("2024-01-20T00:00:00-05:00", "en", "2024-01-20T00:00:00-05:00"),
    ("2024-01-20T15:04:05.123Z", "en", "2024-01-20T15:04:05+00:00"),
    ("Sat Jan 20 15:04:00 WIB 2024", "id", "2024-01-20T15:04:00+07:00"),
    ("Sat, 20 Jan 2024 15:04:00 +0700", "en", "2024-01-20T15:04:00+07:00"),
]


GLUED = [
    ("Jane Doe, ESPNJan 20, 2024, 03:04 PM ET", "en", "2024-01-20T15:04-05:00"),
    ("By Jane DoeJan. 20, 2024 3:04 pm EST", "en", "2024-01-20T15:04-05:00"),
    ("Jan 20, 20243:04 PM", "en", "2024-01-20T15:04"),
    ("Published On 20 Jan 202420 Jan 2024", "en", "2024-01-20"),
    ("Jane DoeJan 20, 20245757 Shares97579 Views", "en", "2024-01-20"),
]


@pytest.mark.parametrize(("text", "language", "iso"), [*WRITTEN, *GLUED])
def test_written_dates(text: str, language: str, iso: str) -> None:
    """A date with its time and zone is read in each language's own way of writing."""
    moment = find_moment(text, language)
    assert moment is not None
    assert moment.iso == iso


@pytest.mark.parametrize(
    "text", ["", "Rp 20.000", "pukul 12:30", "31/02/2024", "skor 14-21", "0812-3456-7890"]
)
def test_no_date(text: str) -> None:
    """What is no day of the calendar is no date."""
    assert find_moment(text, "id") is None


def test_order_of_day_and_month() -> None:
    """5/6/2024 is the fifth of June but where the month is written first."""
    assert str(find_moment("5/6/2024", "en")) == "2024-06-05"
    assert str(find_moment("5/6/2024", "en", month_first=True)) == "2024-05-06"
    assert str(find_moment("25/6/2024", "en", month_first=True)) == "2024-06-25"


@given(st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31)))
def test_every_day_is_read_back(day: dt.date) -> None:
    """Each day, written by numbers, is read as that day."""
    for text in (day.isoformat(), day.strftime("%d/%m/%Y"), f"{day.year}年{day.month}月{day.day}日"):
        assert str(find_moment(text, "id")) == day.isoformat()


def test_persian_years() -> None:
    """New year's days of the Persian calendar fall on the known days."""
    assert to_gregorian(1400, 1, 1) == (2021, 3, 21)
    assert to_gregorian(1403, 1, 1) == (2024, 3, 20)
    assert to_gregorian(1398, 1, 1) == (2019, 3, 21)


def test_relative_times() -> None:
    """A relative time is resolved only when it is known when the page was fetched; else its words are kept."""
    fetched = dt.datetime(2024, 1, 20, 12, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))
    for text in (
        "2 jam lalu",
        "2 hours ago",
        "vor 2 Stunden",
        "hace 2 horas",
        "2 часа назад",
        "2小时前",
        "منذ 2 ساعات",
    ):
        moment = relative_moment(text, fetched)
        assert moment is not None, text
        assert moment.iso == "2024-01-20T10:00+07:00"
        unknown = relative_moment(text, None)
        assert unknown is not None
        assert (unknown.iso, unknown.text) == ("", text)
    assert relative_moment("2 jam perjalanan", fetched) is None


def test_day_of_the_address_is_the_last_resort() -> None:
    """The day in an address counts when nothing else tells one, and never against an explicit date."""
    url = "https://kompas.com/global/read/2024/01/20/200000070/kapal"
    alone = fields_of(clues_of(page(body="<h1>Kapal perintis kembali singgah</h1>"), url))
    assert str(alone.published) == "2024-01-20"
    assert alone.findings[1].source is Source.URL
    head = '<meta property="article:published_time" content="2024-01-19T23:50:00+07:00">'
    told = fields_of(clues_of(page(head, "<h1>Kapal perintis kembali singgah</h1>"), url))
    assert str(told.published) == "2024-01-19T23:50:00+07:00"


def test_false_utc() -> None:
    """Where JSON-LD says Z and the page shows the same clock in its own zone, the shown zone is right."""
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Kapal perintis kembali", '
    )
    head += '"datePublished": "2024-01-20T20:00:00Z"}</script>'
    body = '<h1>Kapal perintis kembali</h1><div class="date">Sabtu, 20 Januari 2024 20:00 WIB</div>'
    fields = fields_of(clues_of(page(head, body), "https://harian.id/a"))
    assert str(fields.published) == "2024-01-20T20:00+07:00"


def test_one_instant_in_the_zone_of_the_page() -> None:
    """An instant known in UTC is told in the zone that the page shows it in."""
    head = '<meta property="article:published_time" content="2024-01-20T13:00:30+00:00">'
    body = '<h1>Kapal perintis kembali</h1><div class="date">Sabtu, 20 Januari 2024 20:00 WIB</div>'
    fields = fields_of(clues_of(page(head, body), "https://harian.id/a"))
    assert str(fields.published) == "2024-01-20T20:00:30+07:00"
    assert fields.published is not None
    assert fields.published.precision is Precision.SECOND


def test_published_and_changed_in_one_line() -> None:
    """A line that shows both times gives both."""
    times = "Publié le 12 avril 2023 à 06h00, modifié le 13 avril 2023 à 15h47"
    body = f"<h1>Kapal perintis kembali singgah</h1><p>{times}</p>"
    fields = fields_of(clues_of(page("", body, "fr"), "https://gazette.fr/a"))
    assert (str(fields.published), str(fields.modified)) == ("2023-04-12T06:00", "2023-04-13T15:47")


def test_dates_inside_the_text_do_not_count() -> None:
    """A day that the article speaks of is not the day it was published."""
    text = (
        "Kapal perintis kembali singgah di pulau\n\n"
        + "Pada Jumat (19/1/2024) kapal itu tiba, " * 6
        + ".\n\n"
    )
    assert fields_of(clues_of_text(text * 1)).published is None


def test_very_many_times_are_bounded() -> None:
    """Of twenty thousand lines with a time the first tell all there is: the rest is not compared with every rail's."""
    days = [
        f"{1 + n % 28}.{1 + n // 28 % 12}.{1950 + n // 336 % 70} {n // 23520:02}:00" for n in range(20_000)
    ]
    lines = "".join(f"<p>{day}</p>" for day in days)
    rail = "".join(f'<p><a href="/n/{n}">Story {n}</a> {day}</p>' for n, day in enumerate(days[:4000]))
    clues = clues_of(page(body=f"<h1>Kapal singgah lagi</h1>{rail}{lines}"), "https://kabar.example/a")
    sheet = sheet_of(clues, {":00": Role.TIME, "Story": Role.RELATED})
    started = time.thread_time()
    choose_dates(clues, sheet, rows_around_title(sheet), Locale("id", "https://kabar.example/a"))
    assert time.thread_time() - started < 1
