"""From texts to figures: one score for each page, and what the scores of a set come to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from bench.labels import align_rows
from bench.measures import near_exact, snippet_f, word_f1, words_of
from bench.pages import LabelledPage

__all__ = ["PageScore", "SetScore", "reason_of", "score_page", "score_set"]

WORST = 10
SNIPPET = 80  # characters of a lost or foreign line that a reason quotes


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


@dataclass(slots=True)
class SetScore:
    """What the scores of a set come to: means over its pages, all but `pages` and `ms` between 0 and 1."""

    pages: int
    f1: float
    precision: float
    recall: float
    near_exact: float
    ms: float
    languages: dict[str, tuple[int, float]] = field(default_factory=dict)
    failures: dict[str, int] = field(default_factory=dict)
    worst: list[dict[str, Any]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Give plain data for JSON."""
        return asdict(self)


def score_page(page: LabelledPage, text: str, seconds: float, failure: str = "") -> PageScore:
    """Compare a text with the gold body of its page, or with its snippets where there is no body.

    `failure` is what was raised in place of a text.
    """
    if page.body:
        f1, precision, recall = word_f1(text, page.gold)
        return PageScore(
            page.id, page.url, page.language, f1, precision, recall, seconds=seconds, failure=failure
        )
    flat = _flat(text)
    found = sum(_flat(snippet) in flat for snippet in page.must)
    kept_out = sum(_flat(snippet) not in flat for snippet in page.mustnot)
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
    )


def _flat(text: str) -> str:
    return " ".join(text.split())


def score_set(scores: Sequence[PageScore], *, worst: int = WORST) -> SetScore:
    """Sum up the scores of a set.

    Word F1 is the mean over pages. Of snippets it is one figure over all of them, the harmonic mean of the
    share of wanted ones found (`recall`) and of unwanted ones kept out (here as `precision`).
    """
    by_language: dict[str, list[PageScore]] = defaultdict(list)
    for score in scores:
        by_language[score.language].append(score)
    f1, precision, recall = _sum_up(scores)
    ranked = sorted(scores, key=lambda score: (score.f1, score.id))
    return SetScore(
        pages=len(scores),
        f1=f1,
        precision=precision,
        recall=recall,
        near_exact=_mean(near_exact(score.f1) for score in scores),
        ms=1000 * _mean(score.seconds for score in scores),
        languages={
            language: (len(some), _sum_up(some)[0])
            for language, some in sorted(by_language.items(), key=lambda item: (-len(item[1]), item[0]))
        },
        failures=dict(Counter(score.failure for score in scores if score.failure)),
        worst=[
            {
                "id": score.id,
                "url": score.url,
                "f1": score.f1,
                "precision": score.precision,
                "recall": score.recall,
            }
            for score in ranked[:worst]
        ],
    )


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


def reason_of(page: LabelledPage, text: str) -> str:
    """Say what a text lost of the gold and what it holds besides, with the longest line of each."""
    if not text.strip():
        return "nothing was found"
    if not page.body:
        flat = _flat(text)
        lost = [snippet for snippet in page.must if _flat(snippet) not in flat]
        kept = [snippet for snippet in page.mustnot if _flat(snippet) in flat]
        return "; ".join((*(f"lost: {_cut(one)}" for one in lost), *(f"kept: {_cut(one)}" for one in kept)))
    got, gold = Counter(words_of(text)), Counter(words_of(page.gold))
    lines = [line for line in text.split("\n") if line.strip()]
    aligned = align_rows(lines, page.body)
    parts = []
    for share, what, side, shares in (
        (1 - (got & gold).total() / max(gold.total(), 1), "lost", page.body, aligned.gold),
        (1 - (got & gold).total() / max(got.total(), 1), "kept", lines, aligned.rows),
    ):
        missing = [line for line, paired in zip(side, shares, strict=True) if paired < 0.5]
        if share >= 0.01:
            longest = max(missing, key=len, default="")
            quoted = f": {_cut(longest)}" if longest else ""
            parts.append(f"{what} {share:.0%} in {len(missing)} lines{quoted}")
    return "; ".join(parts)


def _cut(line: str) -> str:
    flat = _flat(line)
    return flat if len(flat) <= SNIPPET else flat[: SNIPPET - 1] + "…"
