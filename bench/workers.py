"""Pages judged here or in several processes side by side, whatever it is that judges them."""

from __future__ import annotations

import logging
import multiprocessing
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any, Protocol, TypeVar

from bench.pages import LabelledPage

__all__ = ["Contest", "hushed", "judging"]

AT_ONCE = 4  # pages handed to another process together

P = TypeVar("P")
R = TypeVar("R")
T_co = TypeVar("T_co", covariant=True)


class Contest(Protocol[T_co]):
    """The contenders, ready to be given pages."""

    def judge(self, page: LabelledPage) -> T_co:
        """Score what every contender gives for a page."""


@contextmanager
def hushed() -> Iterator[None]:
    """Print nothing of what peers tell of their own troubles: it is not ours to print."""
    with ExitStack() as stack:
        stack.callback(logging.disable, logging.root.manager.disable)
        logging.disable(logging.CRITICAL)
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        yield


@contextmanager
def judging(
    ready: Callable[[P], AbstractContextManager[Contest[R]]], plan: P, contest: Contest[R], workers: int = 1
) -> Iterator[Callable[[Sequence[LabelledPage]], Iterator[R]]]:
    """Give what scores pages in their order: the `contest` here, or `workers` processes that each ready the `plan`."""
    if workers < 2:
        yield lambda pages: map(contest.judge, pages)
        return
    fresh = multiprocessing.get_context("spawn")  # a fork would share the file of the peers' results
    with ProcessPoolExecutor(workers, mp_context=fresh, initializer=_begin, initargs=(ready, plan)) as pool:
        yield lambda pages: pool.map(_judge, pages, chunksize=AT_ONCE)


# The contest of this process, where it is one of several; `_open` is what keeps it ready to the end.
_open = ExitStack()
_here: list[Contest[Any]] = []


def _begin(ready: Callable[[P], AbstractContextManager[Contest[Any]]], plan: P) -> None:
    _here.append(_open.enter_context(ready(plan)))


def _judge(page: LabelledPage) -> Any:
    return _here[0].judge(page)
