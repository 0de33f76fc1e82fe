"""Many papers for measuring: sites and articles composed from the five written ones, the same for the same seed.

Nothing is stored: a paper is made when it is first asked for, from its seed, its number and nothing else. Paragraphs
are mixed within a language, and each article gets a place and a figure of its own, so that no two are alike.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import overload

from lugas.demo.records import Article, Block, Paper, Picture

__all__ = ["ScaledPapers"]

PAPERS_KEPT = 2048
PARAGRAPHS = (5, 12)
SYLLABLES = {
    "ar": ("دار", "نور", "بحر", "وادي", "تل", "عين", "رمل", "سهل", "جبل", "نهر", "غدير", "مرسى"),
    "de": ("Alten", "Birken", "Brunn", "Eichen", "Falken", "Linden", "Mühl", "Ober", "Stein", "Wiesen"),
    "en": ("Ash", "Black", "Brook", "Elm", "Fair", "Hart", "North", "Oak", "Stone", "Wick", "Wood", "Marsh"),
    "id": ("Bangun", "Cipta", "Karang", "Lubuk", "Muara", "Rawa", "Sumber", "Tanjung", "Teluk", "Ujung"),
    "zh": ("安", "江", "河", "南", "北", "青", "石", "白", "云", "林", "清", "东"),
}
ENDINGS = {
    "ar": (" الجديد", " القديم", " الأعلى", " الشرقي", " الغربي", " الصغير"),
    "de": ("au", "bach", "berg", "burg", "dorf", "feld", "hausen", "heim", "rode", "tal"),
    "en": ("bourne", "bury", "combe", "field", "ford", "ham", "ley", "mouth", "stead", "ton"),
    "id": (" Asri", " Indah", " Jaya", " Lama", " Makmur", " Raya", " Sari", " Timur"),
    "zh": ("港", "桥", "山", "溪", "阳", "州", "镇", "湾"),
}
FIGURES = {
    "ar": "وقالت بلدية {place} إن {count} شخصا حضروا الاجتماع، وإن الملف يحمل الرقم {number}.",
    "de": "In {place} kamen {count} Menschen zu der Sitzung; der Vorgang trägt die Nummer {number}.",
    "en": "In {place}, {count} people came to the meeting; the file bears the number {number}.",
    "id": "Di {place}, {count} warga hadir dalam pertemuan itu; berkasnya bernomor {number}.",
    "zh": "{place}有{count}人参加了会议，该卷宗编号为{number}。",
}


class ScaledPapers(Sequence[Paper]):
    """So many papers, each made when it is first asked for and then kept for a while."""

    def __init__(self, own: tuple[Paper, ...], sites: int, articles: int, seed: int) -> None:
        self._own, self._sites, self._articles, self._seed = own, sites, articles, seed
        self._paper = lru_cache(PAPERS_KEPT)(self._make)
        self._pools = {paper.name: pool_of(paper) for paper in own}

    @property
    def names(self) -> list[str]:
        """The papers' names, in order."""
        return [f"site-{number:04}" for number in range(1, self._sites + 1)]

    def __len__(self) -> int:
        return self._sites

    def __iter__(self) -> Iterator[Paper]:
        return (self._paper(number) for number in range(self._sites))

    @overload
    def __getitem__(self, index: int) -> Paper: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Paper]: ...
    def __getitem__(self, index: int | slice) -> Paper | Sequence[Paper]:
        if isinstance(index, slice):
            return [self._paper(number) for number in range(*index.indices(self._sites))]
        if not -self._sites <= index < self._sites:
            raise IndexError(index)
        return self._paper(index % self._sites)

    def _make(self, number: int) -> Paper:
        like = self._own[number % len(self._own)]
        dice = random.Random(f"{self._seed}/{number}")  # noqa: S311 - repeatable, not unguessable
        place = place_of(like.language, dice)
        articles = tuple(self._article(like, number, entry) for entry in range(1, self._articles + 1))
        # A site that a follower cannot find its way in would measure nothing: each has the feed of its model, or RSS.
        return replace(
            like,
            name=f"site-{number + 1:04}",
            title=f"{like.title} {place}",
            articles=articles,
            feed=like.feed or "rss",
            redesigned=None,
            crawl_delay=0,
            meter=0,
            hub=False,
        )

    def _article(self, like: Paper, number: int, entry: int) -> Article:
        dice = random.Random(f"{self._seed}/{number}/{entry}")  # noqa: S311 - as above
        titles, deks, paragraphs, authors, motifs = self._pools[like.name]
        place = place_of(like.language, dice)
        figures = {"place": place, "count": dice.randint(12, 4000), "number": f"{number + 1}-{entry}"}
        blocks = [Block("p", text) for text in dice.sample(paragraphs, dice.randint(*PARAGRAPHS))]
        blocks.insert(dice.randint(1, 3), Block("p", FIGURES[like.language].format(**figures)))
        minutes = dice.randrange(5 * 60, 7 * 24 * 60 - 60)
        # Titles come in their turn: two articles of one title and much the same paragraphs would be one.
        colon = "：" if like.language == "zh" else ": "
        return Article(
            slug=f"{dice.choice(motifs)}-{number + 1}-{entry}",
            number=entry,
            section=dice.choice(like.sections[:4]).slug,
            published=dt.timedelta(minutes=minutes),
            title=f"{place}{colon}{titles[(number + entry) % len(titles)]}",
            dek=dice.choice(deks),
            blocks=tuple(blocks),
            language=like.language,
            authors=(dice.choice(authors),),
            picture=Picture(dice.choice(motifs), f"{number}-{entry}", place, ""),
        )


Pool = tuple[list[str], list[str], list[str], list[str], list[str]]


def pool_of(paper: Paper) -> Pool:
    """Gather what a paper's articles of its own language hold: titles, deks, paragraphs, authors, motifs."""
    mine = [one for one in paper.articles if one.language == paper.language]
    every = [block.text for one in mine for block in one.blocks if block.kind == "p"]
    plain = [text for text in every if "](" not in text and "{d" not in text]
    return (
        sorted({one.title for one in mine}),
        sorted({one.dek for one in mine if one.dek and "{d" not in one.dek}),
        sorted(set(plain)),
        sorted({author for one in mine for author in one.authors}),
        sorted({one.picture.motif for one in mine if one.picture is not None}),
    )


def place_of(language: str, dice: random.Random) -> str:
    """Make up a place's name."""
    return dice.choice(SYLLABLES[language]) + dice.choice(ENDINGS[language])
