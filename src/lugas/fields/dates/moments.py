"""Moments out of attributes, visible texts and relative words, and how two of them compare."""

from __future__ import annotations

import datetime as dt
import re

from lugas.fields.dates.relative import relative_moment
from lugas.fields.dates.text import find_moment
from lugas.model import Moment, Precision

__all__ = ["from_attribute", "from_text", "relative_moment", "same_clock", "zone_of"]

EPOCH = re.compile(
    r"^([1-9]\d{8,9})(?:\d{3}|\d{6}|\.\d{1,9})?$"
)  # seconds, or thousandths or millionths of them
SPAN_OF_NEWS = range(631_152_000, 4_102_444_800)  # seconds since 1970: the years 1990 to 2099


def from_attribute(text: str, language: str, *, month_first: bool = False) -> Moment | None:
    """Read a machine-written value: ISO 8601, seconds since 1970, or whatever a person would write."""
    text = text.strip()
    epoch = EPOCH.match(text)
    if epoch is not None and int(epoch[1]) in SPAN_OF_NEWS:
        instant = dt.datetime.fromtimestamp(int(epoch[1]), dt.UTC)
        return Moment(instant.strftime("%Y-%m-%dT%H:%M:%S+00:00"), Precision.SECOND)
    moment = find_moment(text, language, month_first=month_first)
    if moment is not None and moment.iso.endswith("T00:00:00") and moment.precision is Precision.SECOND:
        # Midnight to the second and no zone is how software writes a day.
        return Moment(moment.iso[:10], Precision.DAY)
    return moment


def from_text(text: str, language: str, fetched: dt.datetime | None, *, month_first: bool) -> Moment | None:
    """Read a visible text, absolute or relative; a month without a day counts only where it is relative."""
    moment = find_moment(text, language, month_first=month_first)
    if moment is not None:
        return moment if moment.precision is not Precision.MONTH else None
    return relative_moment(text, fetched, language)


def same_clock(one: Moment, other: Moment) -> bool:
    """Tell whether two moments show the same day, hour and minute, whatever their zones."""
    return "T" in one.iso and "T" in other.iso and one.iso[:16] == other.iso[:16]


def zone_of(moment: Moment | str) -> str:
    """Give the zone at the end of a moment, or of one as ISO 8601 writes it; "" for none."""
    iso = moment if isinstance(moment, str) else moment.iso
    return iso[16:].lstrip(".:0123456789")
