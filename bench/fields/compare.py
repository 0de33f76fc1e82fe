"""Running every contender over the sets, here or in several processes, and the record of what came of it."""

from __future__ import annotations

import datetime as dt
import platform
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bench.fields.ours import COPIED, Reading, read_fields, where
from bench.fields.peers import PEERS
from bench.fields.reasons import reason_of
from bench.fields.score import FieldScore, SetScore, score_page, score_set
from bench.fields.values import FIELDS, decoded
from bench.fields.verdicts import ARTICLE, Judged, VerdictScore, score_verdicts
from bench.pages import SETS, LabelledPage, load_set
from bench.quality.ours import HTML, text_of, with_models
from bench.quality.peers import Kept, Peer, peers_named
from bench.quality.plan import OURS
from bench.workers import hushed, judging
from lugas.version import __version__

__all__ = ["MEASURED", "OURS", "Contest", "Outcome", "PageResult", "Plan", "compare", "ready"]

# The sets with gold of fields that people gave; on one of them the verdict is measured too.
MEASURED = ("naeb", "wcxb-dev", "fundus-sites", "anpandu")
Scores = dict[str, dict[str, list[FieldScore]]]  # by field, then by contender


@dataclass(frozen=True, slots=True)
class Plan:
    """What is run: plain data, so that it can be handed to another process.

    `model` names weights other than those shipped, `kept` the folder of the peers' results; with `copied` our own
    fields are read from the pages' visible text, too.
    """

    peers: tuple[str, ...] = ()
    model: str = ""
    kept: Path | None = None
    copied: bool = False


@dataclass(frozen=True, slots=True)
class PageResult:
    """The scores of a page by field and contender, our verdict where it has a kind, our scores from copied text."""

    scores: dict[str, dict[str, FieldScore]]
    judged: Judged | None = None
    copied: dict[str, dict[str, FieldScore]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Contest:
    """The contenders, ready to be given pages."""

    reading: Reading
    peers: Sequence[Peer]
    kept: Kept
    copied: Mapping[str, Reading]

    def judge(self, page: LabelledPage) -> PageResult:
        """Score what every contender tells of a page; of a page that is no article, the verdict alone."""
        answer = self.reading(page)
        judged = None
        if page.kind:
            judged = Judged(page.id, page.url, page.kind, answer.verdict, answer.holds_article, answer.reason)
        scores: dict[str, dict[str, FieldScore]] = defaultdict(dict)
        copied: dict[str, dict[str, FieldScore]] = defaultdict(dict)
        if page.kind in ("", ARTICLE):
            for name, score in score_page(page, answer.values).items():
                finding = answer.finding(name)
                reason = reason_of(name, page, answer) if score.agreed < 1 else ""
                source = where(finding) if finding is not None else ""
                scores[name][OURS] = replace(score, source=source, reason=reason)
            for peer in self.peers if scores else ():
                given = self.kept.ask(peer, page.content, text_of(page), page.url)
                for name, score in score_page(page, decoded(given.text), given.failure).items():
                    scores[name][peer.name] = score
            for way, reading in self.copied.items() if scores else ():
                for name, score in score_page(page, reading(page).values).items():
                    copied[name][way] = score
        vars(page).pop("content", None)  # the bytes of a set need not stay
        return PageResult(dict(scores), judged, dict(copied))


@dataclass(slots=True)
class Outcome:
    """What each contender came to: `sets[set][field][contender]`, and the same of single pages."""

    sets: dict[str, dict[str, dict[str, SetScore]]] = field(default_factory=dict)
    scores: dict[str, Scores] = field(default_factory=dict)
    verdicts: dict[str, VerdictScore] = field(default_factory=dict)
    judged: dict[str, list[Judged]] = field(default_factory=dict)
    contenders: dict[str, dict[str, str]] = field(default_factory=dict)
    copied: dict[str, dict[str, dict[str, SetScore]]] = field(default_factory=dict)

    def add(self, name: str, results: Sequence[PageResult]) -> None:
        """Add the results of a set."""
        scores = gathered([result.scores for result in results])
        self.scores[name] = scores
        self.sets[name] = scored(scores)
        copied = scored(gathered([result.copied for result in results]))
        if copied:
            self.copied[name] = copied
        judged = [result.judged for result in results if result.judged is not None]
        if judged:
            self.judged[name] = judged
            self.verdicts[name] = score_verdicts(judged)

    def as_json(self, **said: Any) -> dict[str, Any]:
        """Give the record kept of a run, without any text of a page; `said` is what else is to be told of it."""
        return {
            "made": dt.datetime.now(dt.UTC).date().isoformat(),
            "python": platform.python_version(),
            **said,
            "contenders": self.contenders,
            "sets": {name: told(fields) for name, fields in self.sets.items()},
            "copied": {name: told(fields) for name, fields in self.copied.items()},
            "verdicts": {name: score.as_json() for name, score in self.verdicts.items()},
        }


def gathered(results: Sequence[Mapping[str, Mapping[str, FieldScore]]]) -> Scores:
    """Gather the scores of pages by field, then by contender or way."""
    scores: Scores = {}
    for one in FIELDS:
        beside: dict[str, list[FieldScore]] = defaultdict(list)
        for result in results:
            for who, score in result.get(one, {}).items():
                beside[who].append(score)
        if beside:
            scores[one] = dict(beside)
    return scores


def scored(scores: Scores) -> dict[str, dict[str, SetScore]]:
    """Score each field of a set, by contender or way."""
    return {one: {who: score_set(some) for who, some in beside.items()} for one, beside in scores.items()}


def told(fields: Mapping[str, Mapping[str, SetScore]]) -> dict[str, dict[str, Any]]:
    """Give the scores of a set's fields as plain data."""
    return {one: {who: score.as_json() for who, score in beside.items()} for one, beside in fields.items()}


def compare(
    folder: Path, sets: Sequence[str], plan: Plan, *, limit: int = 0, workers: int = 1
) -> Iterator[tuple[str, Outcome]]:
    """Run all contenders over one set after another, and give the outcome so far after each.

    `limit` takes that many pages of a set, 0 all; `workers` is how many processes share the pages.
    Raises `PagesMissingError`, `PeerMissingError`, `WeightsMissingError`.
    """
    with ready(plan) as contest, judging(ready, plan, contest, workers) as judge:
        outcome = Outcome()
        about = {"version": __version__, "package": OURS, "settings": "the fields of an Article"}
        outcome.contenders[OURS] = about
        for peer in contest.peers:
            about = {"version": peer.version, "package": peer.package, "settings": peer.settings}
            outcome.contenders[peer.name] = about
        for name in sets:
            # Pages of other kinds have no gold of fields; the verdict is measured on all of them.
            pages = load_set(folder, name, limit=limit, every_kind=bool(SETS.get(name)))
            outcome.add(name, list(judge(pages)))
            yield name, outcome


@contextmanager
def ready(plan: Plan) -> Iterator[Contest]:
    """Make a plan's contenders ready. Raises `PeerMissingError`, `WeightsMissingError`."""
    peers = peers_named(plan.peers, PEERS)
    with ExitStack() as stack:
        if peers:
            stack.enter_context(hushed())
        readings: dict[str, Reading] = {HTML: read_fields, **(COPIED if plan.copied else {})}
        if plan.model:
            readings = stack.enter_context(with_models(readings, plan.model))
        copied = {way: reading for way, reading in readings.items() if way != HTML}
        kept = Kept(plan.kept)
        stack.callback(kept.close)
        yield Contest(readings[HTML], peers, kept, copied)
