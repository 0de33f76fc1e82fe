"""Choosing between the moments that a page gives: which is trusted, in which zone, and which came first.

Software writes `Z` after clocks of any zone, and pages show clocks without naming their zone. Both are found out by
comparing what the page tells its readers with what it tells machines.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from msgspec import structs

from lugas.fields.candidates import Candidate, settle
from lugas.fields.dates.moments import same_clock, zone_of
from lugas.model import Finding, Moment, Precision, Rival, Source

__all__ = ["Choice", "Ground", "doubt_software", "in_order", "settle_moment", "zones_of"]

Choice = tuple[Candidate[Moment] | None, Finding | None]

SHOWN_SOURCES = frozenset({Source.TIME_ELEMENT, Source.TEXT, Source.BYLINE})
UTC = ("+00:00", "Z")
LEAST_SHOWN = 1.0  # what the times weigh that are not known to be others'
LEAST_DAYS = 2  # that a shown day lies before the one told to machines, for their zones may be two
DOUBTED = 0.1
# All countries of these languages are five hours and more from UTC: where the clock shown is the one told as UTC, it is
# local time with a false zone. Other languages' pages are also written on servers that show UTC.
FAR_FROM_UTC = frozenset({"bn", "id", "jv", "km", "lo", "ms", "my", "ne", "si", "su", "ta", "th", "vi"})


class Ground(NamedTuple):
    """What a page tells of its zone: its language, the only zone it names beside clocks, and that of false UTC.

    The last is known where a clock is shown in a zone and told to machines as UTC: whatever else they are told in UTC
    is false too.
    """

    language: str = ""
    zone: str = ""
    instead_of_utc: str = ""


def zones_of(candidates: Sequence[Candidate[Moment]]) -> tuple[str, str]:
    """Give the only zone that a page names beside the clocks it shows, and the one that its UTC stands for."""
    shown = [one for one in candidates if one.source in SHOWN_SOURCES]
    zones = {zone_of(one.value) for one in shown if one.weight > 0} - {"", *UTC}
    zone = zones.pop() if len(zones) == 1 else ""
    told = [one for one in candidates if one.source not in SHOWN_SOURCES and in_utc(one.value)]
    false = {zone_of(other.value) for one in told for other in shown if is_false_utc(one.value, other.value)}
    return zone, false.pop() if len(false) == 1 else ""


def doubt_software(
    published: Sequence[Candidate[Moment]], modified: Sequence[Candidate[Moment]], day: str
) -> None:
    """Trust the one day that a page shows as its time before what it tells machines, where that may be the last change.

    It may where one moment is told as both, or where JSON-LD tells a bare day, which templates of site builders fill
    with the last time that the site was put out. What another source confirms, or the day of the page's address, stays.
    A day counts as shown where it stands by the title and its line says nothing else: `shown` is set for such ones; and
    against an exact moment only where its element says that it holds a time.
    """
    machine = [one for one in published if one.source not in SHOWN_SOURCES and one.weight > 0]
    told = max(machine, key=by_weight, default=None)
    if told is None or told.value.date is None:
        return
    if day and apart(Moment(day, Precision.DAY), told.value.date) < LEAST_DAYS:
        return
    changes = [one for one in modified if one.source not in SHOWN_SOURCES and one.weight > 0]
    if not may_be_change(told, changes) or confirmed(told, machine):
        return
    shown = [one for one in published if one.source in SHOWN_SOURCES and one.weight > LEAST_SHOWN]
    days = {one.value.date for one in shown}
    only = days.pop() if len(days) == 1 else None
    if only is None or (told.value.date - only).days < LEAST_DAYS:
        return
    is_day = told.value.precision is Precision.DAY
    if not any(one.shown and (is_day or is_named_time(one)) for one in shown):
        return
    for one in machine:
        if one.value.date != only and one.source is not Source.URL:  # a draft's day neither
            one.weight, one.why = DOUBTED, "may be the last change, and the page shows an earlier day alone"


def may_be_change(told: Candidate[Moment], changes: Sequence[Candidate[Moment]]) -> bool:
    """Tell whether a publication told to machines may be the last change, by the changes that they are told."""
    if told.value.precision is Precision.DAY:
        return told.source is Source.JSON_LD and not any(is_before(told.value, one.value) for one in changes)
    return any(one.text == told.text for one in changes)


def confirmed(told: Candidate[Moment], machine: Sequence[Candidate[Moment]]) -> bool:
    """Tell whether another place than the one of a moment tells machines the same day."""
    places = (one for one in machine if one.source is not told.source)
    return any(one.value.date == told.value.date for one in places)


def is_named_time(candidate: Candidate[Moment]) -> bool:
    """Tell whether a shown time stands in an element that says that it holds one."""
    return candidate.source is Source.TIME_ELEMENT or candidate.detail.startswith(".")


def apart(moment: Moment, day: dt.date) -> int:
    """Give how many days a moment lies from a day; 0 for one without a day."""
    return abs((moment.date - day).days) if moment.date is not None else 0


def by_weight(candidate: Candidate[Moment]) -> float:
    """Give how much a candidate is trusted."""
    return candidate.weight


def settle_moment(field: str, candidates: list[Candidate[Moment]], ground: Ground) -> Choice:
    """Choose one moment among the candidates for one field; one of no weight is only on record."""
    trusted = [one for one in candidates if one.weight > 0]
    sure = [one for one in trusted if one.value.iso]
    if not sure:
        best = next(iter(trusted), None)
        return best, settle(field, best, candidates) if best else None
    best = max(sure, key=by_weight)
    chosen = rezoned(best, sure, ground) or unzoned(best, sure, ground.language)
    if chosen is not None:
        return chosen, settle(field, chosen, candidates)
    if best.value.precision in (Precision.DAY, Precision.HOUR):
        # The same day with its time, from a place trusted less, says more.
        finer = [one for one in sure if finer_than(best.value, one.value)]
        if finer:
            best.why = "the same day is known with its time"
            best = max(finer, key=by_weight)
    return best, settle(field, best, candidates)


def finer_than(moment: Moment, other: Moment) -> bool:
    """Tell whether another moment tells the same day with its minute."""
    exact = other.precision in (Precision.MINUTE, Precision.SECOND)
    return exact and other.iso[:10] == moment.iso[:10]


def rezoned(
    best: Candidate[Moment], sure: Sequence[Candidate[Moment]], ground: Ground
) -> Candidate[Moment] | None:
    """Give the best moment in the zone that another place shows to be its own; `None` where none does."""
    where = "{} shows the same clock in another zone than UTC"
    found = next((one for one in sure if one is not best and corrects(best.value, one)), None)
    if found is None:
        where = "{} gives the same clock with its zone"
        found = next((one for one in sure if names_zone_of(best.value, one.value)), None)
    if found is None:
        where = "{} has the same clock in another zone than UTC, which software writes after any clock"
        found = next(
            (one for one in sure if one.source not in SHOWN_SOURCES and is_false_utc(best.value, one.value)),
            None,
        )
    if found is None and ground.zone and in_utc(best.value):
        where = f"{{}} shows the same clock, and the page names {ground.zone} beside its times"
        shown = next((one for one in sure if shows_clock(best.value, one)), None)
        found = with_zone(best, shown, ground.zone) if shown is not None else None
    if found is None and not zone_of(best.value):
        where = "{} shows the same instant in its own zone, where this is the clock of UTC without saying so"
        found = next((zoned for one in sure if (zoned := in_zone_of_readers(best, one))), None)
    if found is None:
        where = "{} shows the same instant in its own zone"
        found = next((zoned for one in sure if (zoned := in_own_zone(best.value, one))), None)
    if found is None and ground.instead_of_utc and in_utc(best.value) and best.source not in SHOWN_SOURCES:
        where = "{} is told as UTC, and other clocks told so are shown in another zone"
        found = with_zone(best, best, ground.instead_of_utc)
    if found is not None:
        best.why = where.format(found.detail or found.source.value)
    return found


def unzoned(
    best: Candidate[Moment], sure: Sequence[Candidate[Moment]], language: str
) -> Candidate[Moment] | None:
    """Give the best moment without a zone where its UTC is false, and nothing tells the true one."""
    if language not in FAR_FROM_UTC or not in_utc(best.value):
        return None
    shown = next((one for one in sure if shows_clock(best.value, one)), None)
    if shown is None:
        return None
    best.why = (
        f"{shown.detail or shown.source.value} shows the same clock, and no page in this language is from UTC"
    )
    return with_zone(best, shown, "")


def with_zone(best: Candidate[Moment], shown: Candidate[Moment], zone: str) -> Candidate[Moment]:
    """Give a moment with its clock and another zone, from the place that shows the clock."""
    iso = best.value.iso.removesuffix("+00:00") + zone
    return Candidate(Moment(iso, best.value.precision), iso, shown.source, shown.detail, best.weight)


def in_utc(moment: Moment) -> bool:
    """Tell whether a moment is told in UTC."""
    return "T" in moment.iso and zone_of(moment) in UTC


def shows_clock(moment: Moment, other: Candidate[Moment]) -> bool:
    """Tell whether a place shows readers the clock of a moment without a zone."""
    return other.source in SHOWN_SOURCES and not zone_of(other.value) and same_clock(moment, other.value)


def corrects(moment: Moment, other: Candidate[Moment]) -> bool:
    """Tell whether a shown time gives the zone that the embedded one calls UTC by mistake."""
    return other.source in SHOWN_SOURCES and is_false_utc(moment, other.value)


def is_false_utc(moment: Moment, other: Moment) -> bool:
    """Tell whether two moments have one clock, the first in UTC and the other in another zone."""
    zone = zone_of(other)
    return in_utc(moment) and bool(zone) and zone not in UTC and same_clock(moment, other)


def names_zone_of(moment: Moment, other: Moment) -> bool:
    """Tell whether another moment has the same clock with a zone where the first has none.

    UTC does not count: software writes it after clocks of any zone.
    """
    if not same_clock(moment, other) or zone_of(moment):
        return False
    seconds = (moment.iso[16:19], other.iso[16:19])
    alike = seconds[0] == seconds[1] or not all(part.startswith(":") for part in seconds)
    zone = zone_of(other)
    return alike and bool(zone) and zone not in UTC


def in_own_zone(moment: Moment, other: Candidate[Moment]) -> Candidate[Moment] | None:
    """Give an instant known in UTC in the zone that the page shows it in.

    The page may show a clock without naming its zone: where that is the very minute some whole or half hours
    apart, the difference is the zone. Twelve hours apart is a clock without its half of the day.
    """
    if not moment.iso.endswith("+00:00") or "T" not in other.value.iso:
        return None
    if other.source not in SHOWN_SOURCES or other.value.precision is Precision.HOUR:
        return None
    instant = dt.datetime.fromisoformat(moment.iso)
    clock = dt.datetime.fromisoformat(other.value.iso[:16]).replace(tzinfo=dt.UTC)
    seconds = round((clock - instant.replace(second=0)).total_seconds())
    if not seconds or abs(seconds) > 14 * 3600 or seconds % 1800:
        return None
    zone = zone_of(other.value)
    if not zone and abs(seconds) == 12 * 3600:
        return None
    if zone and dt.datetime.fromisoformat(other.value.iso).utcoffset() != dt.timedelta(seconds=seconds):
        return None
    local = instant.astimezone(dt.timezone(dt.timedelta(seconds=seconds)))
    timespec = "seconds" if moment.precision is Precision.SECOND else "minutes"
    iso = local.isoformat(timespec=timespec)
    return Candidate(Moment(iso, moment.precision), iso, other.source, other.detail, other.weight)


def in_zone_of_readers(best: Candidate[Moment], other: Candidate[Moment]) -> Candidate[Moment] | None:
    """Give the machine's clock without a zone in the zone of a shown one, where it is that one's clock in UTC.

    Software keeps its times in UTC, and some of it writes them without a zone: 12:20 where readers see "19:20 WIB".
    """
    if best.source in SHOWN_SOURCES or "T" not in best.value.iso or zone_of(other.value) in ("", *UTC):
        return None
    return in_own_zone(Moment(f"{best.value.iso}+00:00", best.value.precision), other)


def in_order(published: Choice, modified: Choice, day_of_address: str) -> tuple[Choice, Choice]:
    """Put right a change that lies before the publication.

    Mostly the article was written before the hour it was to appear: the change is dropped, and stays on record as a
    rival with the reason. Where the address tells the earlier day, the two were given the wrong way round.
    """
    first, finding = published
    later, other = modified
    if first is None or later is None or finding is None or other is None:
        return published, modified
    if not is_before(later.value, first.value):
        return published, modified
    if day_of_address and later.value.iso[:10] == day_of_address != first.value.iso[:10]:
        why = "the page's address tells the earlier day, so this is the change"
        rival = Rival(first.text, first.source, first.detail, why)
        swapped = Finding("published", later.text, later.source, later.detail, (rival, *finding.rivals))
        return (later, swapped), (first, Finding("modified", first.text, first.source, first.detail))
    why = "is told as the last change, and lies before the publication"
    rival = Rival(later.text, later.source, later.detail, why)
    return (first, structs.replace(finding, rivals=(rival, *finding.rivals))), (None, None)


def is_before(one: Moment, other: Moment) -> bool:
    """Tell whether a moment lies before another, as far as both are known."""
    if one.instant is not None and other.instant is not None:
        return one.instant < other.instant
    if one.date is None or other.date is None:
        return False
    return one.date < other.date
