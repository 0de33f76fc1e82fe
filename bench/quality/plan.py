"""What is run over the pages, and the contenders made ready for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.pages import LabelledPage
from bench.quality.ours import HTML, Answer, Ours, Reading, kept_predictions, text_of, with_models
from bench.quality.peers import Kept, Peer, peers_named
from bench.quality.score import PageScore, score_page
from bench.workers import hushed

__all__ = ["OURS", "Contest", "PageScores", "Plan", "ready"]

OURS = "lugas"
PageScores = dict[str, dict[str, PageScore]]  # by way, then by contender; peers are given markup alone


@dataclass(frozen=True, slots=True)
class Plan:
    """What is run: plain data, so that it can be handed to another process.

    `ways` are those we are given the pages in, none to leave ourselves out; `model` names weights other than
    those shipped, `predictions` a file of texts to take for ours, `kept` the folder of the peers' results.
    """

    ways: tuple[str, ...] = (HTML,)
    peers: tuple[str, ...] = ()
    model: str = ""
    predictions: Path | None = None
    kept: Path | None = None


@dataclass(frozen=True, slots=True)
class Contest:
    """The contenders, ready to be given pages."""

    readings: Mapping[str, Reading]
    peers: Sequence[Peer]
    kept: Kept

    def judge(self, page: LabelledPage) -> PageScores:
        """Score what every contender gives for a page."""
        scores: PageScores = {way: {OURS: self._ours(page, way)} for way in self.readings}
        if self.peers:
            beside = scores.setdefault(HTML, {})
            markup = text_of(page)
            for peer in self.peers:
                given = self.kept.ask(peer, page.content, markup, page.url)
                beside[peer.name] = score_page(page, given.text, given.seconds, given.failure)
        vars(page).pop("content", None)  # the bytes of a set need not stay
        return scores

    def _ours(self, page: LabelledPage, way: str) -> PageScore:
        answer = self.answer(page, way)
        return score_page(page, answer.text, answer.seconds)

    def answer(self, page: LabelledPage, way: str) -> Answer:
        """Give our own reading of a page."""
        return self.readings[way](page)


@contextmanager
def ready(plan: Plan) -> Iterator[Contest]:
    """Make a plan's contenders ready. Raises `PeerMissingError`, `WeightsMissingError`."""
    peers = peers_named(plan.peers)
    with ExitStack() as stack:
        if peers:
            stack.enter_context(hushed())
        readings: dict[str, Reading] = {way: Ours(way) for way in plan.ways}
        if plan.predictions:
            readings = dict.fromkeys(plan.ways, kept_predictions(plan.predictions))
        elif plan.model and readings:
            readings = stack.enter_context(with_models(readings, plan.model))
        kept = Kept(plan.kept)
        stack.callback(kept.close)
        yield Contest(readings, peers, kept)
