"""When the article was published and changed."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import NamedTuple

from lugas.blocks.sheet import Sheet
from lugas.fields.candidates import Candidate, settle
from lugas.fields.clues import Clues
from lugas.fields.lists import phrases
from lugas.fields.marks import Mark
from lugas.fields.moments import from_attribute, from_text, same_clock
from lugas.model import Finding, Moment, Precision, Role, Source
from lugas.page.json_ld import values_of
from lugas.page.rows import Row
from lugas.page.urls import date_in_path, host

__all__ = ["Dates", "Locale", "choose_dates", "writes_month_first"]

Dates = tuple[Moment | None, Moment | None, tuple[Finding, ...]]

PUBLISHED_META = (
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "article.published",
    "datepublished",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "published_time",
    "date_published",
    "publisheddate",
    "content_publishedtime",
    "contentpublisheddate",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "dc.date.created",
    "citation_publication_date",
    "citation_date",
    "og:pubdate",
    "mediator_published_time",
    "iso-8601-publish-date",
    "date",
    "created",
    "article_date_original",
    "originalpublicationdate",
    "date.release",
)
MODIFIED_META = (
    "article:modified_time",
    "og:updated_time",
    "article:modified",
    "datemodified",
    "lastmod",
    "last-modified",
    "dcterms.modified",
    "dc.date.modified",
    "article.updated",
    "content_modifiedtime",
    "revised",
)
# English is written month first in these places alone.
MONTH_FIRST_REGIONS = frozenset({"us", "ph", "pr", "gu"})
# Countries whose English pages write the day first.
DAY_FIRST_ENDINGS = frozenset(
    [
        "uk",
        "au",
        "nz",
        "ie",
        "in",
        "pk",
        "bd",
        "lk",
        "np",
        "za",
        "ng",
        "ke",
        "gh",
        "tz",
        "ug",
        "zm",
        "zw",
        "sg",
        "my",
        "hk",
        "mt",
        "cy",
        "jm",
        "tt",
        "bb",
        "eu",
        "de",
        "fr",
        "it",
        "es",
        "nl",
        "ru",
        "ua",
        "tr",
        "il",
        "ae",
        "sa",
        "qa",
        "kw",
        "eg",
        "lb",
        "jo",
    ]
)
LONGEST_LINE = 330  # characters; a wrapped text joins the lines under the title
JSON_LD, META, MICRODATA, TIME, SHOWN, LINE, URL = 10.0, 8.0, 7.5, 7.0, 5.5, 5.0, 1.0


class Locale(NamedTuple):
    """What decides how dates are written: the article's language, and its address for the country."""

    language: str
    address: str


def writes_month_first(language: str, region: str, address: str) -> bool:
    """Tell whether 5/6/2024 is the sixth of May on a page of this language, region and address."""
    if region:
        return region.lower() in MONTH_FIRST_REGIONS and language in ("en", "es", "fil", "tl", "")
    ending = host(address).rsplit(".", 1)[-1]
    return language == "en" and ending not in DAY_FIRST_ENDINGS


def choose_dates(clues: Clues, sheet: Sheet, near: list[Row], locale: Locale) -> Dates:
    """Settle when the article was published and when it was changed; `near` are the rows around the title."""
    gathering = Gathering(clues, sheet, near, locale)
    published, modified = gathering.gather()
    first = settle_moment("published", published)
    later = settle_moment("modified", modified)
    findings = tuple(found for _, found in (first, later) if found is not None)
    if first[0] is None and later[0] is not None and later[0].value.iso and not published:
        # A page that shows one time and calls it the last change still says no more than that.
        return None, later[0].value, findings
    return (first[0].value if first[0] else None), (later[0].value if later[0] else None), findings


def settle_moment(
    field: str, candidates: list[Candidate[Moment]]
) -> tuple[Candidate[Moment] | None, Finding | None]:
    """Choose one moment among the candidates for one field."""
    sure = [one for one in candidates if one.value.iso]
    if not sure:
        best = next(iter(candidates), None)
        return best, settle(field, best, candidates) if best else None
    best = max(sure, key=lambda one: one.weight)
    clock = next((one for one in sure if one is not best and corrects(best.value, one)), None)
    if clock is not None:
        best.why = f"{clock.detail or clock.source.value} shows the same clock in another zone than UTC"
        return clock, settle(field, clock, candidates)
    zoned_twin = next((one for one in sure if names_zone_of(best.value, one.value)), None)
    if zoned_twin is not None:
        best.why = f"{zoned_twin.detail or zoned_twin.source.value} gives the same clock with its zone"
        return zoned_twin, settle(field, zoned_twin, candidates)
    local = next((zoned for one in sure if (zoned := in_own_zone(best.value, one))), None)
    if local is not None:
        best.why = "the page shows the same instant in its own zone"
        return local, settle(field, local, candidates)
    if best.value.precision is Precision.DAY:
        # The same day with its time, from a place trusted less, says more.
        finer = [one for one in sure if "T" in one.value.iso and one.value.iso[:10] == best.value.iso[:10]]
        if finer:
            best.why = "the same day is known with its time"
            best = max(finer, key=lambda one: one.weight)
    return best, settle(field, best, candidates)


def corrects(moment: Moment, other: Candidate[Moment]) -> bool:
    """Tell whether a shown time gives the zone that the embedded one calls UTC by mistake."""
    if other.source not in (Source.TIME_ELEMENT, Source.TEXT, Source.BYLINE):
        return False
    zone = other.value.iso[16:].lstrip(":0123456789")
    in_utc = moment.iso.endswith("+00:00")
    return in_utc and zone not in ("", "+00:00") and same_clock(moment, other.value)


def names_zone_of(moment: Moment, other: Moment) -> bool:
    """Tell whether another moment has the same clock with a zone where the first has none.

    UTC does not count: software writes it after clocks of any zone.
    """
    if not same_clock(moment, other) or zone_of(moment):
        return False
    seconds = (moment.iso[16:19], other.iso[16:19])
    alike = seconds[0] == seconds[1] or not all(part.startswith(":") for part in seconds)
    return alike and zone_of(other) not in ("", "+00:00", "Z")


def zone_of(moment: Moment) -> str:
    """Give the zone at the end of a moment, "" for none."""
    return moment.iso[16:].lstrip(".:0123456789")


def in_own_zone(moment: Moment, other: Candidate[Moment]) -> Candidate[Moment] | None:
    """Give an instant known in UTC in the zone that the page shows it in.

    The page may show a clock without naming its zone: where that is the very minute some whole or half hours
    apart, the difference is the zone.
    """
    if not moment.iso.endswith("+00:00") or "T" not in other.value.iso:
        return None
    if other.source not in (Source.TIME_ELEMENT, Source.TEXT, Source.BYLINE):
        return None
    instant = dt.datetime.fromisoformat(moment.iso)
    clock = dt.datetime.fromisoformat(other.value.iso[:16]).replace(tzinfo=dt.UTC)
    seconds = round((clock - instant.replace(second=0)).total_seconds())
    if not seconds or abs(seconds) > 14 * 3600 or seconds % 1800:
        return None
    zone = other.value.iso[16:].lstrip(":0123456789")
    if zone and dt.datetime.fromisoformat(other.value.iso).utcoffset() != dt.timedelta(seconds=seconds):
        return None
    local = instant.astimezone(dt.timezone(dt.timedelta(seconds=seconds)))
    timespec = "seconds" if moment.precision is Precision.SECOND else "minutes"
    iso = local.isoformat(timespec=timespec)
    return Candidate(Moment(iso, moment.precision), iso, other.source, other.detail, other.weight)


class Gathering:
    """The candidates for both dates, gathered from one page."""

    def __init__(self, clues: Clues, sheet: Sheet, near: list[Row], locale: Locale) -> None:
        self.clues = clues
        self.sheet = sheet
        self.near = near
        self.address = locale.address
        code = clues.embedded.language.replace("_", "-")
        self.language = locale.language.split("-")[0]
        region = next((part for part in code.split("-")[1:] if len(part) == 2), "")
        self.month_first = writes_month_first(self.language, region, self.address)
        self.published: list[Candidate[Moment]] = []
        self.modified: list[Candidate[Moment]] = []

    def gather(self) -> tuple[list[Candidate[Moment]], list[Candidate[Moment]]]:
        """Gather from every place, the most trusted first."""
        self.from_embedded()
        self.from_marks()
        self.from_rows()
        day = date_in_path(self.address)
        if day:
            self.published.append(Candidate(Moment(day, Precision.DAY), day, Source.URL, "path", URL))
        return self.published, self.modified

    def add(
        self, moment: Moment | None, source: Source, detail: str, weight: float, *, changed: bool
    ) -> None:
        """Note a candidate, unless nothing could be read."""
        if moment is not None and moment.precision not in (Precision.YEAR, Precision.MONTH):
            target = self.modified if changed else self.published
            target.append(Candidate(moment, moment.iso or moment.text, source, detail, weight))

    def from_embedded(self) -> None:
        """Read JSON-LD, `<meta>` and microdata."""
        embedded = self.clues.embedded
        things = [(embedded.article, JSON_LD, "article")]
        things += [
            (thing, JSON_LD - 2.5, "WebPage")
            for thing in embedded.about("WebPage", "VideoObject", "ImageGallery")
        ]
        for thing, weight, name in things:
            for key, less, changed in (
                ("datePublished", 0.0, False),
                ("dateCreated", 1.5, False),
                ("uploadDate", 2.5, False),
                ("dateModified", 0.0, True),
            ):
                for text in values_of(thing.get(key), "@value")[:1]:
                    self.add(self.read(text), Source.JSON_LD, f"{name}.{key}", weight - less, changed=changed)
        for names, changed in ((PUBLISHED_META, False), (MODIFIED_META, True)):
            for place, key in enumerate(names):
                text = embedded.first(key)
                if text:
                    source = Source.OPEN_GRAPH if key.startswith(("article:", "og:")) else Source.META
                    self.add(self.read(text), source, key, META - 0.05 * place, changed=changed)
        for key, changed in (("datePublished", False), ("dateCreated", False), ("dateModified", True)):
            for text in embedded.properties.get(key, ())[:1]:
                self.add(self.read(text), Source.MICRODATA, key, MICRODATA, changed=changed)

    def read(self, text: str) -> Moment | None:
        """Read a machine-written value."""
        return from_attribute(text, self.language, month_first=self.month_first)

    def from_marks(self) -> None:
        """Read `<time>` elements and elements whose class says date or time."""
        marks = self.clues.marks
        title_order = max(
            (
                mark.order
                for mark in marks
                if mark.kind == "heading" and mark.text[:60] == self.sheet.title[:60]
            ),
            default=0,
        )
        count = 0
        for mark in marks:
            if mark.kind not in ("time", "date", "author") or mark.foreign or len(mark.text) > 200:
                continue
            if count > 24:
                break
            weight = (TIME if mark.kind == "time" else SHOWN) - (
                0.15 * count if mark.order >= title_order else 2.0
            )
            if self.take_mark(mark, weight):
                count += 1

    def take_mark(self, mark: Mark, weight: float) -> bool:
        """Read one element; True when it held a moment."""
        text = mark.text
        shown = (
            from_text(text, self.language, self.clues.fetched, month_first=self.month_first) if text else None
        )
        value = self.read(mark.value) if mark.kind == "time" and mark.value else None
        moment = value or shown
        if (
            value
            and shown
            and shown.iso
            and same_clock(value, shown)
            and len(shown.iso) > len(value.iso.split("+")[0])
        ):
            moment = shown if value.iso.endswith("+00:00") else value
        if moment is None or (mark.kind == "author" and not shown):
            return False
        changed = says_changed(text) or "odified" in mark.name or "update" in mark.name.lower()
        source = Source.TIME_ELEMENT if mark.kind == "time" else Source.TEXT
        self.add(moment, source, mark.name, weight - (0.5 if not moment.iso else 0.0), changed=changed)
        return True

    def from_rows(self) -> None:
        """Read the lines that are labelled a time or a byline, and those around the title."""
        count = 0
        labelled = self.sheet.having(Role.TIME, Role.BYLINE)
        seen: set[int] = set()
        # A short row before a time may be its label: "Updated".
        before = {id(row): above.text for above, row in pairwise(self.sheet.rows) if len(above.text) < 24}
        for row in [*self.near, *labelled]:
            if (
                id(row) in seen
                or len(row.text) > LONGEST_LINE
                or (row.text.endswith(".") and len(row.text) > 90)
            ):
                continue
            seen.add(id(row))
            detail = f"line {row.first_line}" if row.first_line else row.tag or "line"
            labelled_changed = says_changed(before.get(id(row), ""))
            for part in split_times(row.text):
                moment = from_text(part, self.language, self.clues.fetched, month_first=self.month_first)
                if moment is not None:
                    count += 1
                    changed = says_changed(part) or labelled_changed
                    self.add(moment, Source.TEXT, detail, LINE - 0.2 * count, changed=changed)


def split_times(text: str) -> list[str]:
    """Split a line that shows two times at the word that calls the second a change."""
    low = text.lower()
    for word in phrases("modified"):
        place = low.find(word)
        if place > 8:
            return [text[:place], text[place:]]
    return [text]


def says_changed(text: str) -> bool:
    """Tell whether a text calls its time that of a change."""
    low = text.lower()[:60]
    return any(word in low for word in phrases("modified"))
