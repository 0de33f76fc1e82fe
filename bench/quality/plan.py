"""What is run over the pages, here or in several processes side by side."""

from __future__ import annotations

import logging
import multiprocessing
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.pages import LabelledPage
from bench.quality.ours import HTML, Answer, Ours, Reading, kept_predictions, text_of, with_models
from bench.quality.peers import Kept, Peer, peers_named
from bench.quality.score import PageScore, score_page

__all__ = ["OURS", "Contest", "PageScores", "Plan", "judging", "ready"]

OURS = "lugas"
AT_ONCE = 4  # pages handed to another process together
PageScores = dict[str, dict[str, PageScore]]  # by way, then by contender; peers are given markup alone
Judging = Callable[[Sequence[LabelledPage]], Iterator[PageScores]]


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
        if peers:  # what they tell of their own troubles is not ours to print
            stack.callback(logging.disable, logging.root.manager.disable)
            logging.disable(logging.CRITICAL)
            stack.enter_context(warnings.catch_warnings())
            warnings.simplefilter("ignore")
        readings: dict[str, Reading] = {way: Ours(way) for way in plan.ways}
        if plan.predictions:
            readings = dict.fromkeys(plan.ways, kept_predictions(plan.predictions))
        elif plan.model and readings:
            readings = stack.enter_context(with_models(readings, plan.model))
        kept = Kept(plan.kept)
        stack.callback(kept.close)
        yield Contest(readings, peers, kept)


@contextmanager
def judging(plan: Plan, contest: Contest, workers: int = 1) -> Iterator[Judging]:
    """Give what scores pages in their order: the `contest` here, or `workers` processes that each ready the `plan`."""
    if workers < 2:
        yield lambda pages: map(contest.judge, pages)
        return
    fresh = multiprocessing.get_context("spawn")  # a fork would share the file of the peers' results
    with ProcessPoolExecutor(workers, mp_context=fresh, initializer=_begin, initargs=(plan,)) as pool:
        yield lambda pages: pool.map(_judge, pages, chunksize=AT_ONCE)


# The contest of this process, where it is one of several; `_open` is what keeps it ready to the end.
_open = ExitStack()
_here: list[Contest] = []


def _begin(plan: Plan) -> None:
    _here.append(_open.enter_context(ready(plan)))


def _judge(page: LabelledPage) -> PageScores:
    return _here[0].judge(page)
