"""Running every contender over the sets, and the record of what came of it."""

from __future__ import annotations

import datetime as dt
import platform
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.pages import LabelledPage, load_set
from bench.quality.ours import FOLD, HTML, WAYS
from bench.quality.plan import OURS, Contest, Plan, ready
from bench.quality.reasons import reason_of
from bench.quality.score import PageScore, SetScore, merged_f1, rounded, score_set
from bench.workers import judging
from lugas.version import __version__

__all__ = ["OURS", "Outcome", "compare"]

BODIES, SNIPPETS = "bodies", "snippets"
Scores = dict[str, dict[str, list[PageScore]]]  # by way, then by contender


@dataclass(slots=True)
class Outcome:
    """What each contender came to on each set: `sets[set][way][contender]`, and the same of single pages."""

    sets: dict[str, dict[str, dict[str, SetScore]]] = field(default_factory=dict)
    scores: dict[str, Scores] = field(default_factory=dict)
    contenders: dict[str, dict[str, str]] = field(default_factory=dict)

    def add(self, name: str, scores: Scores) -> None:
        """Add a set's scores."""
        self.scores[name] = scores
        self.sets[name] = {
            way: {contender: score_set(some) for contender, some in beside.items()}
            for way, beside in sorted(scores.items(), key=lambda item: WAYS.index(item[0]))
        }

    def gold_of(self, name: str) -> str:
        """Tell what a set's gold is: `bodies` or `snippets`."""
        every = [score for beside in self.scores[name].values() for some in beside.values() for score in some]
        return SNIPPETS if any(score.snippets for score in every) else BODIES

    def languages(self) -> list[dict[str, Any]]:
        """Merge all sets and part them by language, the pages with bodies and those with snippets apart."""
        parted: dict[tuple[str, bool], Scores] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
        for scores in self.scores.values():
            for way, beside in scores.items():
                for contender, some in beside.items():
                    for score in some:
                        parted[score.language, score.snippets][way][contender].append(score)
        most = sorted(parted, key=lambda key: (key[1], -_pages(parted[key]), key[0]))
        return [
            {
                "language": language,
                "gold": SNIPPETS if snippets else BODIES,
                "pages": _pages(parted[language, snippets]),
                "f1": {
                    way: {contender: merged_f1(some) for contender, some in beside.items()}
                    for way, beside in parted[language, snippets].items()
                },
            }
            for language, snippets in most
        ]

    def as_json(self, **said: Any) -> dict[str, Any]:
        """Give the record kept of a run, without any text of a page; `said` is what else is to be told of it."""
        return {
            "made": dt.datetime.now(dt.UTC).date().isoformat(),
            "python": platform.python_version(),
            **said,
            "contenders": self.contenders,
            "sets": {
                name: {
                    "gold": self.gold_of(name),
                    **{
                        way: {contender: score.as_json() for contender, score in beside.items()}
                        for way, beside in ways.items()
                    },
                }
                for name, ways in self.sets.items()
            },
            "languages": rounded(self.languages()),
        }


def _pages(scores: Scores) -> int:
    return max(len(some) for beside in scores.values() for some in beside.values())


def weights_of(plan: Plan) -> str:
    """Tell in words what weights a plan reads with."""
    if plan.predictions:
        return "none: texts made elsewhere"
    if not plan.model:
        return "as shipped"
    return "cross-validated by site" if FOLD in plan.model else "given"


def compare(
    folder: Path, sets: Sequence[str], plan: Plan, *, limit: int = 0, workers: int = 1
) -> Iterator[tuple[str, Outcome]]:
    """Run all contenders over one set after another, and give the outcome so far after each.

    `limit` takes that many pages of a set, 0 all; `workers` is how many processes share the pages.
    Raises `PagesMissingError`, `PeerMissingError`, `WeightsMissingError`.
    """
    with ready(plan) as contest, judging(ready, plan, contest, workers) as judge:
        outcome = Outcome()
        if plan.ways:
            outcome.contenders[OURS] = {"version": __version__, "package": OURS, "settings": "Article.prose"}
        for peer in contest.peers:
            about = {"version": peer.version, "package": peer.package, "settings": peer.settings}
            outcome.contenders[peer.name] = about
        for name in sets:
            loaded = load_set(folder, name, limit=limit)
            pages = [page for page in loaded if page.body or page.must]
            scores: Scores = defaultdict(lambda: defaultdict(list))
            for one in judge(pages):
                for way, beside in one.items():
                    for contender, score in beside.items():
                        scores[way][contender].append(score)
            outcome.add(name, scores)
            explain(outcome.sets[name], contest, {page.id: page for page in pages})
            yield name, outcome


def explain(ways: dict[str, dict[str, SetScore]], contest: Contest, pages: dict[str, LabelledPage]) -> None:
    """Add the verdict and the reason to our worst pages, in markup and in the first style of copied text."""
    copied = [way for way in contest.readings if way != HTML]
    for way in (HTML, *copied[:1]):
        if way not in contest.readings or OURS not in ways.get(way, {}):
            continue
        for entry in ways[way][OURS].worst:
            page = pages[entry["id"]]
            answer = contest.answer(page, way)
            reason = reason_of(page, answer)
            entry.update(verdict=answer.verdict, reason=reason.said, quoted=reason.quoted)
