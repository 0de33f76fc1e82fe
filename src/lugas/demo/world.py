"""The demo world at a time: a pure function of its data and the clock.

world = World()
world.at(world.time(3, "08:00")).edition("warta").versions   # what Warta Lembayung shows then, newest first
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from lugas.demo.records import Article, Block, Edit, Paper, Post
from lugas.demo.scale import ScaledPapers
from lugas.demo.source import PAPERS, load_paper, span
from lugas.errors import UsageError

__all__ = ["FIRST_DAY", "Edition", "Moment", "Version", "World", "changes_of", "last_week"]

FIRST_DAY = dt.date(2026, 3, 2)  # a Monday, as the prose of the articles wants it
DAYS = 7
EDITIONS_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Version:
    """An article as it stands at a time.

    `modified` is the time of change that its page tells, `changed` the time of the last change there really was.
    `notes` are corrections, the latest last. The posts of a live blog are those there are by then, newest first.
    """

    article: Article
    title: str
    dek: str
    blocks: tuple[Block, ...]
    posts: tuple[Post, ...]
    notes: tuple[str, ...]
    modified: dt.timedelta | None
    changed: dt.timedelta


@dataclass(frozen=True)
class Edition:
    """One paper at a time: its articles, newest first, and those it has taken down."""

    paper: Paper
    start: dt.date
    now: dt.timedelta
    versions: tuple[Version, ...]
    gone: tuple[Article, ...]

    @cached_property
    def by_slug(self) -> dict[str, Version]:
        """The articles by the names that links in the data give them."""
        return {version.article.slug: version for version in self.versions}

    @property
    def redesigned(self) -> bool:
        """Whether the paper has its new templates and addresses by now."""
        return self.paper.redesigned is not None and self.now >= self.paper.redesigned

    def moment(self, at: dt.timedelta) -> dt.datetime:
        """Make an instant, in the paper's zone, of a time of the week."""
        return dt.datetime.combine(self.start, dt.time(), self.paper.zone) + at

    def in_section(self, slug: str) -> list[Version]:
        """Give a section's articles, newest first."""
        return [version for version in self.versions if version.article.section == slug]


@dataclass(frozen=True)
class Moment:
    """The whole world at a time."""

    world: World
    now: dt.datetime

    def edition(self, name: str) -> Edition:
        """Give one paper as it stands; raises `UsageError` where there is no such paper."""
        return self.world.edition(self.world.paper(name), self.now)

    @property
    def editions(self) -> tuple[Edition, ...]:
        """All papers as they stand."""
        return tuple(self.world.edition(paper, self.now) for paper in self.world.papers)


class World:
    """The papers and their week.

    Without arguments these are the five papers written for it. With `sites`, so many made-up ones of `articles`
    articles each, composed from the five by `seed`, the same ones every time. `start` is the Monday of the week.
    """

    def __init__(
        self, *, sites: int = 0, articles: int = 20, seed: int = 1, start: dt.date = FIRST_DAY
    ) -> None:
        for name, number, least in (("sites", sites, 0), ("articles", articles, 1)):
            if number < least:
                raise UsageError(f"{name} is {number}", name=name, remedy=f"give at least {least}")
        if start.weekday() != 0:
            raise UsageError(f"the week starts on {start}", name="start", remedy="give a Monday")
        own = tuple(load_paper(name) for name in PAPERS)
        self.start = start
        self.papers: Sequence[Paper] = ScaledPapers(own, sites, articles, seed) if sites else own
        self._names = {name: number for number, name in enumerate(names_of(self.papers))}
        self._make = lru_cache(EDITIONS_KEPT)(self._make_edition)
        self._events = lru_cache(EDITIONS_KEPT)(events_of)

    @property
    def names(self) -> tuple[str, ...]:
        """The papers' names, in order."""
        return tuple(self._names)

    def paper(self, name: str) -> Paper:
        """Give a paper by its name."""
        if name not in self._names:
            known = ", ".join(self.names[:6])
            raise UsageError(f"there is no paper {name!r}", name="name", remedy=f"there are {known}")
        return self.papers[self._names[name]]

    def time(self, day: int, clock: str = "00:00", paper: str = "") -> dt.datetime:
        """Give an instant of the week: its day, from 1, on a paper's clock, or without one in UTC."""
        zone = self.paper(paper).zone if paper else dt.UTC
        try:
            return dt.datetime.combine(self.start, dt.time(), zone) + span(f"{day} {clock}")
        except ValueError as error:
            remedy = "give a day from 1 and a clock such as '08:15'"
            raise UsageError(f"no time: {day} {clock}", name="clock", remedy=remedy) from error

    @property
    def end(self) -> dt.datetime:
        """When the week is over everywhere."""
        return self.time(DAYS + 1, "12:00")

    def at(self, now: dt.datetime) -> Moment:
        """Give the world as it is at a time, which must have a zone."""
        if now.utcoffset() is None:
            raise UsageError(
                f"the time {now} has no zone", name="now", remedy="take one from World.time(...)"
            )
        return Moment(self, now)

    def edition(self, paper: Paper, now: dt.datetime) -> Edition:
        """Give a paper as it is at a time; between two changes of the paper it is one and the same record."""
        since = now - dt.datetime.combine(self.start, dt.time(), paper.zone)
        return self._make(paper, bisect_right(self._events(paper), since))

    def changes(self, name: str) -> tuple[dt.datetime, ...]:
        """Give the instants at which a paper changes, in order."""
        paper = self.paper(name)
        midnight = dt.datetime.combine(self.start, dt.time(), paper.zone)
        return tuple(midnight + at for at in self._events(paper))

    def _make_edition(self, paper: Paper, number: int) -> Edition:
        now = self._events(paper)[number - 1] if number else dt.timedelta(days=-1)
        there = [article for article in paper.articles if article.published <= now]
        gone = tuple(article for article in there if article.deleted is not None and article.deleted <= now)
        shown = [version_at(article, now, self.start) for article in there if article not in gone]
        shown.sort(key=lambda version: (version.article.published, version.article.number), reverse=True)
        return Edition(paper, self.start, now, tuple(shown), gone)


def last_week(today: dt.date | None = None) -> dt.date:
    """Give the Monday of the last week that is over: nothing of it is news of a day still to come."""
    day = today or dt.datetime.now(dt.UTC).date()
    return day - dt.timedelta(days=day.weekday() + 7)


def names_of(papers: Sequence[Paper]) -> list[str]:
    """Give the papers' names, without making papers that are made when asked for."""
    return papers.names if isinstance(papers, ScaledPapers) else [paper.name for paper in papers]


def changes_of(article: Article) -> list[dt.timedelta]:
    """Give the times at which an article appears, changes or goes."""
    times = [article.published, *(edit.at for edit in article.edits), *(post.at for post in article.posts)]
    return times if article.deleted is None else [*times, article.deleted]


def events_of(paper: Paper) -> tuple[dt.timedelta, ...]:
    """Give the times at which anything of a paper changes, in order, each once."""
    times = {at for article in paper.articles for at in changes_of(article)}
    return tuple(sorted(times if paper.redesigned is None else times | {paper.redesigned}))


def version_at(article: Article, now: dt.timedelta, start: dt.date) -> Version:
    """Give an article as it stands at a time of the week."""
    done = [edit for edit in article.edits if edit.at <= now]
    told = [edit.at for edit in done if not edit.silent]
    posts = tuple(
        sorted((post for post in article.posts if post.at <= now), key=lambda p: p.at, reverse=True)
    )
    told += [post.at for post in posts[:1] if post.at > article.published]
    title, dek, blocks = article.title, article.dek, article.blocks
    for edit in done:
        title, dek = changed(edit.title or title, edit), changed(edit.dek or dek, edit)
        blocks = (*(block_changed(block, edit) for block in blocks), *edit.append)
    return Version(
        article=article,
        title=dated(title, article, start),
        dek=dated(dek, article, start),
        blocks=tuple(block_dated(block, article, start) for block in blocks),
        posts=posts,
        notes=tuple(dated(edit.note, article, start) for edit in done if edit.note),
        modified=max(told, default=None),
        changed=max((at for at in changes_of(article) if at <= now), default=article.published),
    )


def changed(text: str, edit: Edit) -> str:
    """Put an edit's new words in the place of the old."""
    for old, new in edit.replace:
        text = text.replace(old, new)
    return text


def block_changed(block: Block, edit: Edit) -> Block:
    """Make an edit's changes in one block, in a copy where there are any."""
    if not edit.replace:
        return block
    rows = tuple(tuple(changed(cell, edit) for cell in row) for row in block.rows)
    items = tuple(changed(item, edit) for item in block.items)
    return Block(block.kind, changed(block.text, edit), items, rows, block.by, block.picture)


def block_dated(block: Block, article: Article, start: dt.date) -> Block:
    """Put days of the calendar into one block, in a copy where there are any."""
    if "{d" not in block.text and not any("{d" in item for item in block.items):
        return block
    items = tuple(dated(item, article, start) for item in block.items)
    return Block(block.kind, dated(block.text, article, start), items, block.rows, block.by, block.picture)


def dated(text: str, article: Article, start: dt.date) -> str:
    """Write `{d3}` as the third day of the week is written in the article's language."""
    if "{d" not in text:
        return text
    for number in range(-7, 2 * DAYS + 1):
        day = start + dt.timedelta(days=number - 1)
        text = text.replace(f"{{d{number}}}", written_day(day, article.language))
    return text


MONTHS = {
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "en": "January February March April May June July August September October November December",
}


def written_day(day: dt.date, language: str) -> str:
    """Write a day without its year, as prose of a language does."""
    if language == "zh":
        return f"{day.month}月{day.day}日"
    if language == "id":
        return f"{day.day}/{day.month}/{day.year}"
    month = MONTHS[language].split()[day.month - 1]
    return f"{day.day}. {month}" if language == "de" else f"{day.day} {month}"
