"""A connection that went back is another thread's: whoever gave it back closes it no more."""

from __future__ import annotations

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from lugas.decide.manners import Manners
from lugas.exchange import Bounds
from lugas.follow import turns
from lugas.follow.connections import Connections, Line
from lugas.follow.errand import Errand
from lugas.follow.turns import Turns
from lugas.network import Budget
from lugas.vocabulary import FetchTrouble
from tests.follow.sites import Answer, says, site


class Watched(Connections):
    """Connections that tell when one came back."""

    def __init__(self) -> None:
        super().__init__(allow_private=True)
        self.came_back = threading.Event()

    def give_back(self, line: Line) -> None:
        """Keep a line, and tell."""
        super().give_back(line)
        self.came_back.set()


def test_a_line_that_went_back_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A redirect that is given up while its turn is waited for breaks no answer that comes over the first line."""
    monkeypatch.setattr(turns, "STEP_S", 0.02)
    began, go_on = threading.Event(), threading.Event()

    def answer(path: str) -> Answer:
        if path == "/away":
            return says("", 302, Location=f"{target.url}/")
        began.set()
        go_on.wait(5)
        return says("all of it")

    connections = Watched()
    taking = Turns(Manners(delay_s=0, own_delay_s=0, slow_times=0), lambda: dt.datetime.now(dt.UTC))

    def ask(url: str) -> Errand:
        errand = Errand(connections, lambda _: {}, turns=taking)
        errand.run(url, Bounds(max_bytes=1_000, max_redirects=1), 5)
        return errand

    with (
        site(lambda _: says()) as target,
        site(answer) as paper,
        connections,
        ThreadPoolExecutor(2) as pool,
    ):
        taking.take(target.url, Budget(target.url, 5, 0))  # somebody asks there now
        led = pool.submit(ask, f"{paper.url}/away")
        assert connections.came_back.wait(5)
        slow = pool.submit(ask, f"{paper.url}/slow")
        assert began.wait(5)
        taking.leave_alone(target.url, 60)
        assert led.result(5).trouble == FetchTrouble.BUSY
        go_on.set()
        arrival = slow.result(5).arrival
        assert arrival is not None
        assert arrival.content == b"all of it"
        assert (paper.paths, paper.connections) == (["/away", "/slow"], 1)  # else it was asked for again
