"""Cards: an article as the desk's lists show it, and the pieces of a text that was searched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from lugas.desk import addresses, times
from lugas.desk.wording import Words
from lugas.render.clean import fold, web_address
from lugas.render.labels import direction, is_upright, language_tag
from lugas.store import Headline, Hit, Presence, SiteRow
from lugas.vocabulary import Access, VerdictKind

__all__ = ["Card", "Maker", "Piece", "words_a_minute"]

Piece = tuple[str, bool]  # some text, and whether it is what was searched for

WORDS_A_MINUTE = 220
NOT_WHOLE = frozenset({VerdictKind.PARTIAL, VerdictKind.PAYWALL})


@dataclass(frozen=True, slots=True)
class Card:
    """An article in a list; `mark` names its access or state by its key among the words, "" for none."""

    id: int
    href: str
    title: tuple[Piece, ...]
    dek: str
    site: str
    site_href: str
    section: str
    section_href: str
    ago: str
    stamp: str
    told: str
    language: str
    direction: str
    upright: bool
    picture: str
    mark: str
    live: bool
    saved: bool
    new: bool
    snippet: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Maker:
    """Makes cards for one request: with its words, its time, and what the reader saved and saw."""

    words: Words
    now: dt.datetime
    sites: Mapping[int, SiteRow]
    presence: Presence | None
    saved: Collection[int]
    pictures: bool

    def cards(self, headlines: Sequence[Headline]) -> tuple[Card, ...]:
        """Make cards of headlines."""
        return tuple(self.card(headline) for headline in headlines)

    def hits(self, hits: Sequence[Hit]) -> tuple[Card, ...]:
        """Make cards of what a search found, with the words marked."""
        return tuple(self.card(hit.headline, hit) for hit in hits)

    def card(self, headline: Headline, hit: Hit | None = None) -> Card:
        """Make a card; the title of an article that has none is its address."""
        site = self.sites.get(headline.site_id)
        title = headline.title or headline.url
        here = headline.listed.astimezone(self.now.tzinfo)
        return Card(
            id=headline.id,
            href=addresses.article(headline.id),
            title=pieces(title, hit.title_marks) if hit and headline.title else ((fold(title), False),),
            dek=fold(headline.dek),
            site=fold(site.name or site.host) if site else "",
            site_href=addresses.site(site.host) if site else "",
            section=fold(headline.section),
            section_href=addresses.labelled("section", headline.section) if headline.section else "",
            ago=times.ago(headline.listed, self.now, self.words),
            stamp=headline.listed.isoformat(),
            told=times.in_full(here, self.words),
            language=language_tag(headline.language),
            direction=direction(headline.language),
            upright=is_upright(headline.language),
            picture=self.picture(headline),
            mark=mark_of(headline),
            live=headline.verdict == VerdictKind.LIVE_BLOG,
            saved=headline.id in self.saved,
            new=self.presence is not None and headline.id > self.presence.after,
            snippet=pieces(hit.snippet, hit.snippet_marks) if hit else (),
        )

    def picture(self, headline: Headline) -> str:
        """Give where the desk shows a headline's picture, "" where it shows none."""
        if not self.pictures or not web_address(headline.picture):
            return ""
        return addresses.picture(headline.id, headline.picture)


def mark_of(headline: Headline) -> str:
    """Name what a reader should know before opening an article."""
    if headline.verdict in NOT_WHOLE:
        return "part" if headline.access != Access.PAID else "paid"
    return {Access.PAID: "paid", Access.METERED: "metered"}.get(Access(headline.access), "")


def pieces(text: str, marks: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    """Cut a text where what was searched for begins and ends."""
    found: list[Piece] = []
    at = 0
    for start, end in marks:
        if start > at:
            found.append((text[at:start], False))
        found.append((text[start:end], True))
        at = end
    return (*found, (text[at:], False)) if at < len(text) else tuple(found)


def words_a_minute(count: int) -> int:
    """Tell how many minutes so many words take to read, at least one."""
    return max(1, round(count / WORDS_A_MINUTE))
