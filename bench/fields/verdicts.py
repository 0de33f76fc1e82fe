"""The verdict on pages of every kind: articles told from the rest, and what each kind is taken for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bench.quality.score import rounded

__all__ = ["ARTICLE", "Judged", "VerdictScore", "given_verdicts", "score_verdicts"]

ARTICLE = "article"  # the kind of the labelled pages, and the verdict


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict on one page beside the kind it is labelled with."""

    id: str
    url: str
    kind: str
    verdict: str
    holds_article: bool
    reason: str

    @property
    def right(self) -> bool:
        """Whether an article is found on an article's page, and none on another."""
        return self.holds_article == (self.kind == ARTICLE)


@dataclass(slots=True)
class VerdictScore:
    """Articles against the rest: F1, precision and recall of every verdict that holds an article.

    `named` is the F1 of the verdict `article` alone; `kinds` counts the verdicts on each kind of page.
    """

    pages: int
    f1: float
    precision: float
    recall: float
    named: float
    kinds: dict[str, dict[str, int]]

    def as_json(self) -> dict[str, Any]:
        """Give plain data for JSON, rounded."""
        record: dict[str, Any] = rounded(asdict(self))
        return record


def score_verdicts(judged: Sequence[Judged]) -> VerdictScore:
    """Sum up the verdicts on a set, the kind and the verdict with the most pages first."""
    parted: dict[str, Counter[str]] = defaultdict(Counter)
    for one in judged:
        parted[one.kind][one.verdict] += 1
    f1, precision, recall = _shares([(one.kind == ARTICLE, one.holds_article) for one in judged])
    named, _, _ = _shares([(one.kind == ARTICLE, one.verdict == ARTICLE) for one in judged])
    kinds = {
        kind: dict(parted[kind].most_common())
        for kind in sorted(parted, key=lambda kind: (-parted[kind].total(), kind))
    }
    return VerdictScore(len(judged), f1, precision, recall, named, kinds)


def _shares(pairs: Sequence[tuple[bool, bool]]) -> tuple[float, float, float]:
    right = sum(wanted and given for wanted, given in pairs)
    given = sum(given for _, given in pairs)
    wanted = sum(wanted for wanted, _ in pairs)
    precision, recall = right / given if given else 1.0, right / wanted if wanted else 1.0
    f1 = 2 * right / (given + wanted) if given + wanted else 1.0
    return f1, precision, recall


def given_verdicts(kinds: Mapping[str, Mapping[str, int]]) -> list[str]:
    """Give the verdicts that were given, the most frequent first; `kinds` counts them by the kind of page."""
    totals: Counter[str] = Counter()
    for counts in kinds.values():
        totals.update(counts)
    return sorted(totals, key=lambda verdict: (-totals[verdict], verdict))
