"""Running every contender over the sets, and the record of what came of it."""

from __future__ import annotations

import datetime as dt
import platform
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.pages import LabelledPage, load_set
from bench.quality.ours import Reading, text_of
from bench.quality.peers import Kept, Peer
from bench.quality.score import PageScore, SetScore, reason_of, score_page, score_set
from lugas.version import __version__

__all__ = ["OURS", "Outcome", "compare"]

OURS = "lugas"


@dataclass(slots=True)
class Outcome:
    """What each contender came to on each set: `sets[set][contender]`."""

    sets: dict[str, dict[str, SetScore]] = field(default_factory=dict)
    scores: dict[str, dict[str, list[PageScore]]] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)

    def as_json(self, **said: Any) -> dict[str, Any]:
        """Give the record kept of a run; `said` is what else is to be told of it."""
        return {
            "made": dt.datetime.now(dt.UTC).date().isoformat(),
            "python": platform.python_version(),
            "versions": self.versions,
            **said,
            "sets": {
                name: {contender: score.as_json() for contender, score in scores.items()}
                for name, scores in self.sets.items()
            },
        }


def compare(
    folder: Path, sets: Sequence[str], reading: Reading | None, peers: Sequence[Peer], kept: Kept, limit: int
) -> Iterator[tuple[str, Outcome]]:
    """Run all contenders over one set after another, and give the outcome so far after each.

    `reading` is ours, `None` for the peers alone; `limit` takes that many pages of a set, 0 all.
    """
    outcome = Outcome(versions={peer.name: peer.version for peer in peers})
    if reading is not None:
        outcome.versions[OURS] = __version__
    for name in sets:
        scores: dict[str, list[PageScore]] = {peer.name: [] for peer in peers}
        texts: dict[str, tuple[LabelledPage, str, str]] = {}
        if reading is not None:
            scores = {OURS: [], **scores}
        for page in load_set(folder, name, limit=limit):
            if not page.body and not page.must:
                continue
            if reading is not None:
                text, seconds, verdict = reading(page)
                scores[OURS].append(score_page(page, text, seconds))
                texts[page.id] = (page, text, verdict)
            markup = text_of(page) if peers else ""
            for peer in peers:
                given = kept.ask(peer, page.content, markup, page.url)
                scores[peer.name].append(score_page(page, given.text, given.seconds, given.failure))
            vars(page).pop("content", None)  # the bytes of a set need not stay
        outcome.scores[name] = scores
        outcome.sets[name] = {contender: score_set(some) for contender, some in scores.items()}
        if reading is not None:
            _explain(outcome.sets[name][OURS], texts)
        yield name, outcome


def _explain(score: SetScore, texts: dict[str, tuple[LabelledPage, str, str]]) -> None:
    """Add the verdict and the reason to each of the worst pages."""
    for entry in score.worst:
        page, text, verdict = texts[entry["id"]]
        entry["verdict"] = verdict
        entry["reason"] = reason_of(page, text)
