"""From texts to figures: one score for each page, and what the scores of a set come to."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from bench.measures import near_exact, snippet_f, word_f1
from bench.pages import LabelledPage

__all__ = ["PageScore", "SetScore", "flat", "merged_f1", "score_page", "score_set"]

WORST = 10
PLACES = 4  # of the figures that are kept: more would differ between two runs of one program


@dataclass(frozen=True, slots=True)
class PageScore:
    """One text beside its gold; for a page with snippets alone the counts say how many were found."""

    id: str
    url: str
    language: str
    f1: float
    precision: float
    recall: float
    seconds: float
    found: int = 0
    wanted: int = 0
    kept_out: int = 0
    unwanted: int = 0
    failure: str = ""
    empty: bool = False

    @property
    def snippets(self) -> bool:
        """Whether the page was judged by snippets."""
        return self.wanted + self.unwanted > 0


@dataclass(slots=True)
class SetScore:
    """What the scores of a set come to: means over its pages, all but the counts and `ms` between 0 and 1.

    `languages` has the pages and the F1 of each; `empty` counts the pages without any text, `failures` those of
    them where something was raised, by its type.
    """

    pages: int
    f1: float
    precision: float
    recall: float
    near_exact: float
    ms: float
    empty: int = 0
    languages: dict[str, tuple[int, float]] = field(default_factory=dict)
    failures: dict[str, int] = field(default_factory=dict)
    worst: list[dict[str, Any]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Give plain data for JSON, rounded, without any text of a page; the worst pages where they are explained."""
        record: dict[str, Any] = rounded(asdict(self))
        worst = [entry for entry in record.pop("worst") if "reason" in entry]
        if worst:
            record["worst"] = [{key: entry[key] for key in entry if key != "quoted"} for entry in worst]
        return record


def rounded(value: Any) -> Any:
    """Round every float in plain data."""
    if isinstance(value, float):
        return round(value, PLACES)
    if isinstance(value, dict):
        return {key: rounded(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(inner) for inner in value]
    return value


def score_page(page: LabelledPage, text: str, seconds: float, failure: str = "") -> PageScore:
    """Compare a text with the gold body of its page, or with its snippets where there is no body.

    `failure` is what was raised in place of a text.
    """
    if page.body:
        f1, precision, recall = word_f1(text, page.gold)
        return PageScore(
            page.id,
            page.url,
            page.language,
            f1,
            precision,
            recall,
            seconds=seconds,
            failure=failure,
            empty=not text.strip(),
        )
    line = flat(text)
    found = sum(flat(snippet) in line for snippet in page.must)
    kept_out = sum(flat(snippet) not in line for snippet in page.mustnot)
    return PageScore(
        page.id,
        page.url,
        page.language,
        f1=snippet_f(found, len(page.must), kept_out, len(page.mustnot)),
        precision=kept_out / len(page.mustnot) if page.mustnot else 1.0,
        recall=found / len(page.must) if page.must else 1.0,
        seconds=seconds,
        failure=failure,
        found=found,
        wanted=len(page.must),
        kept_out=kept_out,
        unwanted=len(page.mustnot),
        empty=not text.strip(),
    )


def flat(text: str) -> str:
    """Give a text in one line, its letters composed: some write `য়` as two characters, some as one."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def score_set(scores: Sequence[PageScore], *, worst: int = WORST) -> SetScore:
    """Sum up the scores of a set.

    Word F1 is the mean over pages. Of snippets it is one figure over all of them, the harmonic mean of the
    share of wanted ones found (`recall`) and of unwanted ones kept out (here as `precision`).
    """
    by_language: dict[str, list[PageScore]] = defaultdict(list)
    for score in scores:
        by_language[score.language].append(score)
    f1, precision, recall = _sum_up(scores)
    ranked = sorted(
        (score for score in scores if not near_exact(score.f1)), key=lambda score: (score.f1, score.id)
    )
    return SetScore(
        pages=len(scores),
        f1=f1,
        precision=precision,
        recall=recall,
        near_exact=_mean(near_exact(score.f1) for score in scores),
        ms=1000 * _mean(score.seconds for score in scores),
        empty=sum(score.empty for score in scores),
        languages={
            language: (len(some), _sum_up(some)[0])
            for language, some in sorted(by_language.items(), key=lambda item: (-len(item[1]), item[0]))
        },
        failures=dict(Counter(score.failure.partition(":")[0] for score in scores if score.failure)),
        worst=[
            {
                "id": score.id,
                "url": score.url,
                "language": score.language,
                "f1": score.f1,
                "precision": score.precision,
                "recall": score.recall,
            }
            for score in ranked[:worst]
        ],
    )


def merged_f1(scores: Sequence[PageScore]) -> float:
    """Give the F1 of pages of any sets, all of them with bodies or all of them with snippets."""
    return _sum_up(scores)[0]


def _sum_up(scores: Sequence[PageScore]) -> tuple[float, float, float]:
    wanted, unwanted = sum(score.wanted for score in scores), sum(score.unwanted for score in scores)
    if not wanted:
        return (
            _mean(score.f1 for score in scores),
            _mean(score.precision for score in scores),
            _mean(score.recall for score in scores),
        )
    found, kept_out = sum(score.found for score in scores), sum(score.kept_out for score in scores)
    f1 = snippet_f(found, wanted, kept_out, unwanted)
    return f1, kept_out / unwanted if unwanted else 1.0, found / wanted


def _mean(values: Iterable[float]) -> float:
    total, count = 0.0, 0
    for value in values:
        total += value
        count += 1
    return total / count if count else 0.0
