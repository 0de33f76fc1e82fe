"""From values to figures: one score for each field of a page, and what the scores of a set come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from difflib import SequenceMatcher
from typing import Any

from bench.fields.values import FIELDS, Values, gold_of, items
from bench.measures import word_f1
from bench.pages import LabelledPage
from bench.quality.score import rounded

__all__ = ["FieldScore", "SetScore", "best_of", "score_page", "score_set", "shown"]


@dataclass(frozen=True, slots=True)
class FieldScore:
    """One value beside its gold.

    `agreed` is 1 or 0, of tags the F1 of the two sets. `shared`, `given` and `wanted` count items: names, tags, or
    the one value. `near` tells disagreements that are nearly none (1) from those that have nothing in common.
    """

    id: str
    url: str
    agreed: float
    shared: int
    given: int
    wanted: int
    near: float = 1.0
    gold: str = ""
    value: str = ""
    source: str = ""
    reason: str = ""
    failure: str = ""

    @property
    def wrong(self) -> bool:
        """Whether something is given that the gold does not have."""
        return self.shared < self.given


@dataclass(slots=True)
class SetScore:
    """What the scores of a field come to over the pages that have gold of it.

    `agreed` is the mean; `precision` and `recall` are over all items of all pages; `wrong` is the share of pages
    that are given something the gold lacks, `without` the share that are given nothing. `reasons` counts why we
    disagreed, and `raised` what a peer raised.
    """

    pages: int
    agreed: float
    precision: float
    recall: float
    wrong: float
    without: float
    raised: dict[str, int] = field(default_factory=dict)
    reasons: dict[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Give plain data for JSON, rounded, without what is empty."""
        record: dict[str, Any] = rounded(asdict(self))
        return {key: value for key, value in record.items() if value != {}}


def score_page(page: LabelledPage, values: Values, failure: str = "") -> dict[str, FieldScore]:
    """Compare values with the gold of a page, field by field; a field without gold has no score."""
    gold = gold_of(page)
    found: dict[str, FieldScore] = {}
    for name in FIELDS:
        wanted, given = items(name, gold), items(name, values)
        if not wanted:
            continue
        shared = len(wanted & given)
        same = 2 * shared / (len(wanted) + len(given)) if shared else 0.0
        agreed = same if name == "tags" else float(wanted == given)
        told, said = shown(name, gold), shown(name, values)
        found[name] = FieldScore(
            page.id,
            page.url,
            agreed,
            shared,
            len(given),
            len(wanted),
            near=_nearness(name, told, said, same) if agreed < 1 else 1.0,
            gold=told,
            value=said,
            failure=failure,
        )
    return found


def _nearness(name: str, gold: str, value: str, same: float) -> float:
    if not value:
        return 0.0
    if name == "title":
        return word_f1(value, gold).f1
    # Of dates what is written alike, from the left: a wrong year is farther off than a wrong minute.
    matcher = SequenceMatcher(None, value, gold, autojunk=False)
    alike = matcher.find_longest_match().size / max(len(gold), len(value))
    return alike if name in ("day", "instant") else 0.9 * same + 0.1 * alike


def shown(name: str, values: Values) -> str:
    """Write the value of a field in one line, as a table shows it."""
    if name == "title":
        return " ".join(values.title.split())
    if name in ("authors", "tags"):
        return "; ".join(values.authors if name == "authors" else values.tags)
    return values.published[:10] if name == "day" else values.published


def score_set(scores: Sequence[FieldScore]) -> SetScore:
    """Sum up the scores of one field over a set."""
    shared = sum(score.shared for score in scores)
    given = sum(score.given for score in scores)
    wanted = sum(score.wanted for score in scores)
    return SetScore(
        pages=len(scores),
        agreed=_mean(score.agreed for score in scores),
        precision=shared / given if given else 1.0,
        recall=shared / wanted if wanted else 1.0,
        wrong=_mean(score.wrong for score in scores),
        without=_mean(not score.given for score in scores),
        raised=dict(Counter(score.failure.partition(":")[0] for score in scores if score.failure)),
        reasons=dict(Counter(score.reason for score in scores if score.reason).most_common()),
    )


def best_of(scores: dict[str, FieldScore]) -> tuple[str, FieldScore] | None:
    """Give the contender whose value is nearest to the gold, the first of those that are as near."""
    if not scores:
        return None
    name = max(scores, key=lambda one: (scores[one].agreed, scores[one].near))
    return name, scores[name]


def _mean(values: Iterable[float]) -> float:
    every = list(values)
    return sum(every) / len(every) if every else 0.0
