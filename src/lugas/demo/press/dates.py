"""Dates and times as newspapers of five languages write them."""

from __future__ import annotations

import datetime as dt

from lugas.demo.world import MONTHS

__all__ = ["clock", "day", "http_date", "iso", "mail_date", "weekday"]

DAYS = {
    "ar": ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"],
    "de": ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "id": ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"],
    "zh": ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"],
}
MONTH_OF = MONTHS | {
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
}
SHORT_DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
SHORT_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def weekday(at: dt.datetime, language: str) -> str:
    """Name the day of the week."""
    return DAYS[language][at.weekday()]


def day(at: dt.datetime, language: str) -> str:
    """Write the day with its year."""
    if language == "zh":
        return f"{at.year}年{at.month:02}月{at.day:02}日"
    month = MONTH_OF[language].split()[at.month - 1]
    dot = "." if language == "de" else ""
    return f"{at.day}{dot} {month} {at.year}"


def clock(at: dt.datetime, language: str) -> str:
    """Write the time of day."""
    if language == "en":
        return f"{(at.hour + 11) % 12 + 1}:{at.minute:02}{'am' if at.hour < 12 else 'pm'}"
    if language == "ar":
        return f"{at.hour:02}:{at.minute:02}".translate(ARABIC_DIGITS)
    return f"{at.hour}.{at.minute:02}" if language == "de" else f"{at.hour:02}:{at.minute:02}"


def iso(at: dt.datetime) -> str:
    """Write ISO 8601 with seconds and offset."""
    return at.isoformat(timespec="seconds")


def mail_date(at: dt.datetime) -> str:
    """Write a date as RSS does (RFC 822): English names whatever the locale."""
    offset = at.strftime("%z")
    return f"{SHORT_DAYS[at.weekday()]}, {at.day:02} {SHORT_MONTHS[at.month - 1]} {at:%Y %H:%M:%S} {offset}"


def http_date(at: dt.datetime) -> str:
    """Write a date as HTTP does (RFC 9110): always GMT."""
    return mail_date(at.astimezone(dt.UTC)).replace("+0000", "GMT")
