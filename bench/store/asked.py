"""The questions that are asked of a full store, and how long each takes."""

from __future__ import annotations

import datetime as dt
import random
import resource
import time
from collections.abc import Callable, Sequence
from typing import Any

from bench.store.made import LANGUAGES, NEWEST, SECTIONS, SITES, Writer
from lugas.store import Chosen, Store, open_store

__all__ = ["measure"]

Question = Callable[[], object]


def measure(address: str, rounds: int) -> dict[str, Any]:
    """Ask every question so often, with other words, sites and sections each time."""
    with open_store(address) as store:
        told: dict[str, Any] = {"questions": {}}
        for name, ask in questions(store).items():
            told["questions"][name] = timed(ask, rounds)
        told["memory_mb"] = peak()
        begin = time.perf_counter()
        size = sum(len(line) for line in store.lines())
        told["export_seconds"] = round(time.perf_counter() - begin, 1)
        told["export_mb"] = round(size / 1e6)
        told["export_memory_mb"] = peak()
    return told


def questions(store: Store) -> dict[str, Question]:
    """Name the questions."""
    dice = random.Random(3)  # noqa: S311 - it need be repeatable, not unguessable
    words = Writer().words

    def word(first: int, last: int) -> str:
        language = dice.choice([name for name in LANGUAGES if name != "zh"])
        return words[language][dice.randint(first, last)]

    def han(letters: int) -> str:
        return "".join(dice.choice(words["zh"][:100]) for _ in range(letters))

    def two() -> str:
        language = dice.choice([name for name in LANGUAGES if name != "zh"])
        return " ".join(words[language][dice.randint(5, 500)] for _ in range(2))

    def section() -> str:
        return dice.choice(SECTIONS)

    def site() -> int:
        return dice.randint(1, SITES)

    def day() -> dt.datetime:
        return NEWEST - dt.timedelta(days=dice.randint(1, 400))

    latest, find = store.listing.latest, store.search.find
    return {
        "latest": latest,
        "latest of a section": lambda: latest(Chosen(section=section())),
        "latest of a site": lambda: latest(Chosen(site_id=site())),
        "latest of an author": lambda: latest(Chosen(author=f"Author {dice.randint(1, 2_000)}")),
        "latest of a tag": lambda: latest(Chosen(tag=f"tag {dice.randint(1, 5_000)}")),
        "latest of a section, a year back": lambda: latest(Chosen(section=section(), until=day())),
        "latest of a section of a site": lambda: latest(Chosen(section=section(), site_id=site())),
        "sections": lambda: store.listing.labels("section"),
        "article": lambda: store.articles.get(dice.randint(1, 1_000)),
        "search: a rare word": lambda: find(word(5_000, 15_000)),
        "search: a word": lambda: find(word(50, 2_000)),
        "search: a frequent word": lambda: find(word(0, 20)),
        "search: two words": lambda: find(two()),
        "search: two letters of Han": lambda: find(han(2)),
        "search: three letters of Han": lambda: find(han(3)),
        "search: no such word": lambda: find(f"{word(0, 50)} xq{dice.randint(0, 10**6)}"),
        "search: a word, in a site": lambda: find(word(5, 2_000), Chosen(site_id=site())),
        "search: a word, section and language": lambda: find(
            word(5, 2_000), Chosen(section=section(), language=dice.choice(LANGUAGES))
        ),
        "search: a word, before a day": lambda: find(word(5, 2_000), Chosen(until=day())),
        "search: best of a word": lambda: find(word(50, 2_000), order="best"),
        "search: best of a frequent word": lambda: find(word(0, 20), order="best"),
        "count of a word": lambda: store.search.count(word(0, 2_000)),
    }


def timed(ask: Question, rounds: int) -> dict[str, float]:
    """Give the middle and the slow end of what a question takes, in milliseconds."""
    ask()
    taken = []
    for _ in range(rounds):
        begin = time.perf_counter()
        ask()
        taken.append(1000 * (time.perf_counter() - begin))
    taken.sort()
    return {"p50": quantile(taken, 0.5), "p95": quantile(taken, 0.95)}


def quantile(values: Sequence[float], share: float) -> float:
    """Give the value that so large a share of the others does not exceed."""
    return round(values[min(len(values) - 1, int(share * len(values)))], 2)


def peak() -> int:
    """Give the most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
