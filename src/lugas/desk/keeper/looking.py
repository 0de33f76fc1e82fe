"""The program that finds out how a site can be followed, in a process of its own: what strangers send is read there."""

from __future__ import annotations

import os
import time
from contextlib import ExitStack

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from lugas.desk.keeper.children import Trouble, clock_of, ended_with_input, say, told_at_start
from lugas.desk.keeper.visiting import Order, settings_of
from lugas.errors import LugasError
from lugas.follow.asking import Asker
from lugas.follow.finding import Found, find_sources
from lugas.follow.polite import Asked
from lugas.store import open_store

__all__ = ["Answer", "Errand", "Request", "Result", "main"]


class Errand(Struct, frozen=True):
    """Which site to look over, and how to ask."""

    url: str
    order: Order


class Request(Struct, frozen=True, tag="request"):
    """A request was made."""

    asked: Asked


class Result(Struct, frozen=True, tag="result"):
    """What was found."""

    found: Found


Answer = Request | Result | Trouble


def main() -> None:
    """Look a site over, and tell each request and what came of it."""
    errand = msgspec.json.decode(told_at_start(), type=Errand)
    ended_with_input(lambda: os._exit(0))  # nothing is written that could be left half
    pace = errand.order.pace
    speed = max(1.0, pace.speed) if pace is not None else 1.0
    try:
        with ExitStack() as opened:
            clock = clock_of(pace)
            asker = opened.enter_context(Asker(settings_of(errand.order), clock=clock))
            store = errand.order.store and opened.enter_context(open_store(errand.order.store, clock=clock))
            found = find_sources(
                asker,
                errand.url,
                wait=lambda seconds: time.sleep(seconds / speed),  # seconds there
                listener=lambda asked: say(Request(asked)),
                hosts=store.hosts if store else None,
            )
    except LugasError as error:
        say(Trouble(str(error)))
        return
    shorter = tuple(replace(each, keys=frozenset()) for each in found.proposals)
    say(Result(replace(found, proposals=shorter, log=())))
