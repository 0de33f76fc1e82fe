"""Made-up articles: words as frequent as a language's are, five languages, some dozen sites and sections."""

from __future__ import annotations

import base64
import datetime as dt
import random
from collections.abc import Iterator
from itertools import accumulate, product
from typing import Any

import msgspec

from lugas.decide.identity import identity_of
from lugas.follow.knowing import traits_of
from lugas.model import (
    Access,
    Article,
    Block,
    Kind,
    Moment,
    Person,
    Precision,
    Role,
    Site,
    Verdict,
    VerdictKind,
)
from lugas.parcel.face import face_of
from lugas.parcel.packing import content_digest
from lugas.store.times import place_of
from lugas.store.transfer import FORMAT

__all__ = ["LANGUAGES", "NEWEST", "SECTIONS", "SITES", "Writer", "lines"]

SITES = 40
LANGUAGES = ("id", "en", "ar", "zh", "de")
SECTIONS = (
    *("Global", "National", "Sport", "Business", "Culture", "Science"),
    *("Opinion", "Travel", "Health", "Technology", "Local", "Weather"),
)
NEWEST = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
MINUTES_APART = 7
WORDS = 20_000
LETTERS = 2_500

SYLLABLES = {
    "id": ("ka", "me", "ri", "tan", "ber", "su", "la", "ngan", "pe", "du", "wi", "sa"),
    "en": ("st", "ing", "er", "ou", "the", "con", "ment", "ra", "li", "to", "port", "al"),
    "ar": ("ال", "من", "بي", "كت", "ور", "سا", "دم", "حي", "نا", "ري", "فة", "عل"),
    "de": ("ge", "ver", "schaft", "un", "keit", "stra", "ßen", "bür", "ger", "wo", "che", "an"),
}


class Writer:
    """Writes articles from a seed: the same ones each time."""

    def __init__(self, seed: int = 1) -> None:
        self._dice = random.Random(seed)  # noqa: S311 - it need be repeatable, not unguessable
        self.words = {language: self._vocabulary(language) for language in LANGUAGES}
        # The tenth word comes a tenth as often as the first, and so on.
        self._weights = {
            language: list(accumulate(1 / (rank + 2) for rank in range(len(words))))
            for language, words in self.words.items()
        }

    def _vocabulary(self, language: str) -> list[str]:
        if language == "zh":
            return [chr(0x4E00 + 7 * at) for at in range(LETTERS)]
        made = ["".join(parts) for parts in product(SYLLABLES[language], repeat=4)][:WORDS]
        self._dice.shuffle(made)
        return made

    def text(self, language: str, words: int) -> str:
        """Give so many words, in sentences."""
        chosen = self._dice.choices(self.words[language], cum_weights=self._weights[language], k=words)
        if language == "zh":
            return "。".join("".join(chosen[at : at + 18]) for at in range(0, words, 18))
        return ". ".join(" ".join(chosen[at : at + 14]).capitalize() for at in range(0, words, 14))

    def article(self, number: int) -> Article:
        """Give an article: some 400 words in a dozen paragraphs, and as many lines that are set aside."""
        dice = self._dice
        language = LANGUAGES[number % SITES % len(LANGUAGES)]
        paragraphs = [self.text(language, dice.randint(20, 50)) for _ in range(12)]
        aside = [self.text(language, dice.randint(3, 12)) for _ in range(40)]
        blocks = [
            Block(kind=Kind.PARAGRAPH, text=text, role=Role.BODY, reason="reads like prose")
            for text in paragraphs
        ]
        blocks += [
            Block(kind=Kind.PARAGRAPH, text=text, role=Role.RELATED, reason="a list of links")
            for text in aside
        ]
        when = NEWEST - dt.timedelta(minutes=MINUTES_APART * number, seconds=dice.randint(0, 59))
        return Article(
            verdict=Verdict(VerdictKind.ARTICLE, "prose under a headline"),
            form="html",
            title=self.text(language, 9),
            dek=self.text(language, 20),
            authors=(Person(f"Author {dice.randint(1, 2_000)}"),),
            published=Moment(when.isoformat(), Precision.SECOND),
            section=(dice.choice(SECTIONS),),
            tags=tuple(f"tag {min(dice.randint(1, 5_000), dice.randint(1, 5_000))}" for _ in range(4)),
            language=language,
            site=Site(f"Site {number % SITES}", f"site{number % SITES}.example"),
            url=f"https://site{number % SITES}.example/{number}",
            access=Access.FREE,
            blocks=tuple(blocks),
        )


def lines(count: int) -> Iterator[bytes]:
    """Give so many articles as the lines that a store reads in."""
    writer = Writer()
    rows = 0

    def line(name: str, values: dict[str, Any]) -> bytes:
        nonlocal rows
        rows += name not in {"lugas_store", "counters", "end"}
        return msgspec.json.encode({name: values}) + b"\n"

    yield line("lugas_store", {"format": FORMAT})
    counters = dict.fromkeys(("site", "source", "queue", "label", "visit"), 0)
    yield line("counters", {**counters, "site": SITES, "article": count})
    for number in range(SITES):
        host = f"site{number}.example"
        yield line(
            "site",
            {
                "id": number + 1,
                "host": host,
                "name": host,
                "url": f"https://{host}/",
                "state": "active",
                "added": NEWEST,
            },
        )
    for number in range(count):
        yield from _rows(line, number + 1, writer.article(number))
    yield line("end", {"rows": rows})


def _rows(line: Any, number: int, article: Article) -> Iterator[bytes]:
    assert article.published is not None
    seen = dt.datetime.fromisoformat(article.published.iso) + dt.timedelta(minutes=20)
    listed = seen - dt.timedelta(minutes=20)
    digest = content_digest(article)
    packed = {"digest": base64.b64encode(digest).decode()}
    times = {"listed": listed, "first_seen": seen, "changed": seen, "checked": seen}
    values = {**face_of(article).values, **times, **packed, "version": 1, "bytes": 12_000, "url": article.url}
    place = place_of(listed, digest)
    yield line("article", {"id": number, "place": place, "site_id": (number - 1) % SITES + 1, **values})
    sketch = base64.b64encode(traits_of(identity_of(article)).sketch).decode()
    version = {"number": 1, "seen": seen, **packed, "size": 1, "sketch": sketch, "article": article}
    yield line("version", {"article_id": number, **version})
    yield line("address", {"url": article.url, "article_id": number, "seen": seen, "note": ""})
