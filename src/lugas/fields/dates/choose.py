"""When the article was published and changed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from lugas.blocks.sheet import Sheet
from lugas.fields.candidates import Candidate
from lugas.fields.clues import Clues
from lugas.fields.dates.choice import Ground, doubt_software, in_order, settle_moment, zones_of
from lugas.fields.dates.data import told_beside_body, told_in_data
from lugas.fields.dates.head import MICRODATA, told_in_head
from lugas.fields.dates.lines import DIGIT, last_day, learn_order, parts_of, read_lines, says_changed
from lugas.fields.dates.moments import from_attribute, from_text
from lugas.fields.marks import Mark
from lugas.fields.names import LONGEST_BYLINE, cut_at_date, is_of_time
from lugas.fields.near import Near
from lugas.fields.title_forms import SEPARATOR
from lugas.model import Finding, Moment, Precision, Role, Source
from lugas.page.json_ld import values_of
from lugas.page.urls import date_in_path, host

__all__ = ["Dates", "Locale", "choose_dates", "writes_month_first"]

Dates = tuple[Moment | None, Moment | None, tuple[Finding, ...]]

# English is written month first in these places alone.
MONTH_FIRST_REGIONS = frozenset({"us", "ph", "pr", "gu"})
# Countries whose English pages write the day first.
_DAY_FIRST = """
uk au nz ie in pk bd lk np za ng ke gh tz ug zm zw sg my hk mt cy jm tt bb eu
de fr it es nl ru ua tr il ae sa qa kw eg lb jo
"""
DAY_FIRST_ENDINGS = frozenset(_DAY_FIRST.split())
MOST_MARKS = 24
MOST_LINES = 100  # times in lines; those after the first two dozen count for next to nothing
TIME, SHOWN, LINE, HEAD_TITLE, URL, DATA = 7.0, 5.5, 5.0, 4.0, 1.0, 3.0
BY_WORDS, BY_FAR = 1.5, 4.0  # less, for a time told from now: hours ago, weeks ago
OWN_LINE = 0.9  # more, for an element whose text stands by the title
LISTED = 3.0  # less, for a property of microdata that stands among links to other pages
UNDER_DEK = 6  # rows from the beginning of the text in which the article's time may stand
WORD = re.compile(r"[^\W\d_]{3,}")
LONGEST_TIME = 80  # characters of a line that shows a time alone
EVENT = re.compile(r"event|match|game|born|birth|deadline|expir")  # what has a day of its own
LEAST_OWN = 8  # characters that the text of one needs at least, not to stand there by chance
TALK = 2.0  # less, for a day that more words stand before
MOST_WORDS = 5
LEAST = 0.2
SURELY_NOT = 0.0  # kept on record alone
MACHINE = re.compile(r"\d{4}-\d{2}-\d{2}(?:[tT ]|$)|[12]\d{9}(?:\d{3})?$")


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


def choose_dates(clues: Clues, sheet: Sheet, near: Near, locale: Locale) -> Dates:
    """Settle when the article was published and when it was changed; `near` are the rows around the title."""
    gathering = Gathering(clues, sheet, near, locale)
    published, modified = gathering.gather()
    doubt_software(published, modified, gathering.day)
    ground = Ground(gathering.language, *zones_of([*published, *modified]))
    first = settle_moment("published", published, ground)
    later = settle_moment("modified", modified, ground)
    first, later = in_order(first, later, gathering.day)
    findings = tuple(found for _, found in (first, later) if found is not None)
    return (first[0].value if first[0] else None), (later[0].value if later[0] else None), findings


class Gathering:
    """The candidates for both dates, gathered from one page."""

    def __init__(self, clues: Clues, sheet: Sheet, near: Near, locale: Locale) -> None:
        self.clues = clues
        self.sheet = sheet
        self.near = near
        self.address = locale.address
        self.day = date_in_path(locale.address)
        code = clues.embedded.language.replace("_", "-")
        self.language = locale.language.split("-")[0]
        self.region = next((part for part in code.split("-")[1:] if len(part) == 2), "")
        self.month_first = writes_month_first(self.language, self.region, self.address)
        self.lines = read_lines(sheet, near)
        self.shown_times = times_over(sheet, near)
        self.known: dict[str, Moment | None] = {}
        self.published: list[Candidate[Moment]] = []
        self.modified: list[Candidate[Moment]] = []

    def gather(self) -> tuple[list[Candidate[Moment]], list[Candidate[Moment]]]:
        """Gather from every place, the most trusted first."""
        day = self.day
        told = tuple(told_in_head(self.clues.embedded))
        texts = [mark.text for mark in self.clues.marks[:200] if mark.kind in ("time", "date", "author")]
        texts += [row.text for row in self.near.rows]
        times = [mark for mark in self.clues.marks if mark.kind == "time" and MACHINE.match(mark.value)]
        known = [day, *(text for _, _, text, _, _ in told if MACHINE.match(text))]
        if self.month_first and not any(known) and not self.region:
            # The days of other articles tell the order too: many a page names its own among the latest. Only where the
            # month comes first for want of a country that tells the order.
            known = [mark.value for mark in times]
        latest = last_day(self.clues.fetched)
        self.month_first = learn_order(texts, known, month_first=self.month_first, latest=latest)
        own = {mark.value for mark in times if not mark.foreign}
        others = {mark.value for mark in times} - own
        for source, detail, text, weight, changed in told:
            less = LISTED * (source is Source.MICRODATA and text in others)
            self.add(self.read(text), source, detail, weight - less, changed=changed)
        self.from_stranger()
        self.from_marks()
        self.from_rows()
        if not any(one.weight > 0 for one in (*self.published, *self.modified)):
            self.from_marks(foreign=True)
        self.from_title()
        if day:
            self.published.append(Candidate(Moment(day, Precision.DAY), day, Source.URL, "path", URL))
        self.from_data(told_beside_body(self.clues))
        if not self.published and not self.modified:
            self.from_data(told_in_data(self.clues, self.sheet.title))
        return self.published, self.modified

    def from_data(self, told: Iterable[tuple[str, str, bool]]) -> None:
        """Read the dates of a record in the page's data: where each stands, its text, whether it is of a change."""
        for name, text, changed in told:
            moment = self.read(text) or self.show(text)
            timed = moment is not None and "T" in moment.iso  # a day alone may be the printed paper's
            self.add(moment, Source.MARKUP, name, DATA + timed, changed=changed)

    def add(
        self,
        moment: Moment | None,
        source: Source,
        detail: str,
        weight: float,
        *,
        changed: bool,
        why: str = "",
    ) -> None:
        """Note a candidate, unless nothing could be read; `why` tells what speaks against it."""
        if moment is None:
            return
        target = self.modified if changed else self.published
        late = self.too_late(moment)
        text = moment.iso or moment.text
        target.append(Candidate(moment, text, source, detail, SURELY_NOT if late else weight, late or why))

    def too_late(self, moment: Moment) -> str:
        """Tell that a moment lies after the page was fetched, where that is known."""
        fetched, day = self.clues.fetched, moment.date
        if fetched is None or day is None or (day - fetched.date()).days <= 1:
            return ""
        return "lies after the page was fetched"

    def from_stranger(self) -> None:
        """Note the dates of an object in JSON-LD that speaks of another article."""
        for key, changed in (("datePublished", False), ("dateModified", True)):
            for text in values_of(self.clues.embedded.stranger.get(key), "@value")[:1]:
                why = "its headline is nowhere on the page, so it speaks of another article"
                self.add(self.read(text), Source.JSON_LD, f"article.{key}", 0.0, changed=changed, why=why)

    def read(self, text: str) -> Moment | None:
        """Read a machine-written value; a month alone tells no day."""
        moment = from_attribute(text, self.language, month_first=self.month_first)
        return None if moment is not None and moment.precision is Precision.MONTH else moment

    def show(self, text: str) -> Moment | None:
        """Read a visible text; a month alone counts where it was told from now ("3 weeks ago")."""
        if text not in self.known:  # a time stands in an element and in the row of it
            self.known[text] = from_text(
                text, self.language, self.clues.fetched, month_first=self.month_first
            )
        return self.known[text]

    def from_marks(self, *, foreign: bool = False) -> None:
        """Read `<time>` elements and elements whose class says date or time.

        Where nothing else tells a date, `foreign` ones are read whose text stands by the title: a class that elsewhere
        names a place for links to other pages may be that of the whole article.
        """
        marks = self.clues.marks
        beginning = self.sheet.title[:60]
        title_order = max(
            (mark.order for mark in marks if mark.kind == "heading" and mark.text[:60] == beginning),
            default=0,
        )
        count = 0
        for mark in marks:
            if mark.kind not in ("time", "date", "author") or mark.foreign != foreign or len(mark.text) > 200:
                continue
            if foreign and (len(mark.text) < LEAST_OWN or mark.text not in self.lines.own):
                continue
            if count > MOST_MARKS:
                break
            weight = TIME if mark.kind == "time" else SHOWN
            if len(mark.text) >= LEAST_OWN and mark.text in self.lines.own:
                weight = min(weight + OWN_LINE, MICRODATA - 0.2) - 0.01 * count
            else:
                weight -= 0.15 * count if mark.order >= title_order else 2.0
            start = len(self.published)
            if self.take_mark(mark, weight):
                count += 1
                self.note_shown(start, "" if EVENT.search(mark.name) else mark.text)

    def take_mark(self, mark: Mark, weight: float) -> bool:
        """Read one element; True when it held a moment."""
        text = mark.text
        value = None
        if mark.value and (mark.kind == "time" or (mark.kind == "date" and MACHINE.match(mark.value))):
            value = self.read(mark.value)
        if value is None and not text:
            return False
        source = Source.TIME_ELEMENT if mark.kind == "time" else Source.TEXT
        parts = parts_of(text) if text else []
        shown = [(self.show(part.text), part.changed) for part in parts]
        shown = [(moment, changed) for moment, changed in shown if moment is not None]
        if value is None and not shown:
            return False
        named = True if "odified" in mark.name or "update" in mark.name.lower() else None
        why, most = self.lines.why_not(text)
        weight = min(weight, most) if why else weight
        if value is not None:
            says = named if named is not None or not parts else parts[0].changed
            self.add(value, source, mark.name, weight, changed=bool(says), why=why)
            shown = [(moment, changed) for moment, changed in shown if moment is not None and moment.iso]
            weight -= 0.3 if weight > 1 else 0.0
        for moment, changed in shown:
            less = (
                BY_WORDS
                if moment is not None and (not moment.iso or moment.precision is Precision.HOUR)
                else 0.0
            )
            says = changed if changed is not None else named
            least = min(weight, LEAST)
            self.add(moment, source, mark.name, max(weight - less, least), changed=bool(says), why=why)
        return True

    def from_rows(self) -> None:
        """Read the lines that are labelled a time or a byline, and those around the title."""
        count = 0
        rows = self.sheet.rows
        labelled = sorted([*self.sheet.places(Role.TIME), *self.sheet.places(Role.BYLINE)])
        for index in dict.fromkeys([*self.near.places, *labelled]):
            if count >= MOST_LINES:
                break
            row = rows[index]
            text = row.text
            if len(text) > LONGEST_BYLINE or (text.endswith(".") and len(text) > 90):
                continue
            if not DIGIT.search(text) and self.show(text) is None:
                continue  # parted at digits alone
            detail = f"line {row.first_line}" if row.first_line else row.tag or "line"
            above = rows[index - 1].text if index else ""
            # A short row before a time may be its label: "Updated".
            label = says_changed(above) if len(above) < 24 else None
            why, most = self.lines.why_not(text)
            start = len(self.published)
            for part in parts_of(text):
                moment = self.show(part.text)
                if moment is None:
                    continue
                count += 1
                changed = part.changed if part.changed is not None else label
                less = vagueness(moment)
                less += (
                    TALK if speaks(part.text) and part.changed is None and not self.sheet.signs(text) else 0.0
                )
                weight = max(LINE - 0.2 * count - less, LEAST)
                weight = min(weight, most) if why else weight
                self.add(moment, Source.TEXT, detail, weight, changed=bool(changed), why=why)
            self.note_shown(start, text)

    def note_shown(self, start: int, text: str) -> None:
        """Note of the publications from one on that they stand in a line over the text that shows a time alone."""
        if text in self.shown_times:
            for one in self.published[start:]:
                one.shown = text

    def from_title(self) -> None:
        """Read a part of the page's title that is a date and no more: "Harbour to close | Gazette | 28.04.2023"."""
        title = self.clues.embedded.title
        if not DIGIT.search(title):
            return
        for piece in SEPARATOR.split(title)[1:]:
            if 8 <= len(piece) <= 24 and piece[:1].isdigit():
                moment = self.read(piece)
                if moment is not None and moment.precision is Precision.DAY:
                    self.add(moment, Source.MARKUP, "title", HEAD_TITLE, changed=False)


def times_over(sheet: Sheet, near: Near) -> frozenset[str]:
    """Give the lines that show a time alone: around the title, over the text, or where a word calls it the publication.

    The text may begin with the dek, which the time stands under.
    """
    rows, last = sheet.rows, sheet.begin() + UNDER_DEK
    labelled = (*sheet.places(Role.TIME), *sheet.places(Role.BYLINE))
    own = (rows[index].text for index in labelled if index < last or says_published(rows[index].text))
    return frozenset(text for text in (*own, *(row.text for row in near.rows)) if is_time_line(text))


def says_published(text: str) -> bool:
    """Tell whether a word of a line calls its time that of the publication."""
    return len(text) <= LONGEST_TIME and any(part.changed is False for part in parts_of(text))


def is_time_line(text: str) -> bool:
    """Tell whether a line shows a date and says nothing else, but its label: "Published: 5 March 2022"."""
    digit = DIGIT.search(text) if len(text) <= LONGEST_TIME else None
    if digit is None or cut_at_date(text).strip(" :|·•-–—"):
        return False
    after = WORD.findall(text, digit.start())
    return not any(word.istitle() and not is_of_time(word.lower()) for word in after)


def speaks(text: str) -> bool:
    """Tell whether a line says more than a time: a sentence or a caption with a day in it."""
    return len(text[: next((at for at, sign in enumerate(text) if sign.isdigit()), 0)].split()) > MOST_WORDS


def vagueness(moment: Moment | None) -> float:
    """Give how much less a time counts that was told from now."""
    if moment is None or not moment.iso or moment.precision is Precision.HOUR:
        return BY_WORDS
    return BY_FAR if moment.precision in (Precision.MONTH, Precision.YEAR) else 0.0
