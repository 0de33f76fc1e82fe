"""The page that lists the papers, and the control address: the clock, the log, the misdeeds, for who has the key."""

from __future__ import annotations

import datetime as dt
import hmac
import json
from collections.abc import Callable
from http import HTTPStatus
from itertools import islice
from typing import Any

from lugas.demo.house import House
from lugas.demo.misdeeds import MISDEEDS
from lugas.demo.press.design import text
from lugas.demo.site import SUBSCRIBER, Answer, Request, plain_answer
from lugas.errors import UsageError

__all__ = ["Lobby"]

LISTED = 50
FEEDS = {"": "no feed", "atom": "Atom", "json": "JSON Feed", "rdf": "RSS 1.0", "rss": "RSS 2.0"}
JSON = (("Content-Type", "application/json"), ("Cache-Control", "no-store"))


class Lobby:
    """Answers at the address in front of the papers; without a `key` there is no control address."""

    def __init__(self, house: House, key: str = "") -> None:
        self._house, self._key = house, key
        self._commands: dict[str, Callable[[dict[str, Any]], Any]] = {
            "behave": self._behave,
            "clock": self._clock,
            "log": self._log,
            "misbehave": self._misbehave,
            "papers": lambda _: dict(house.origins),
        }

    def answer(self, request: Request) -> Answer:
        """Answer a request."""
        _, first, name = (*request.path.split("/"), "", "")[:3]
        if first == "control":
            return self._control(name, request)
        if request.path != "/":
            return plain_answer(HTTPStatus.NOT_FOUND, "the papers are listed at /")
        return Answer(HTTPStatus.OK, self._page().encode(), (("Content-Type", "text/html; charset=utf-8"),))

    def _control(self, name: str, request: Request) -> Answer:
        told = request.headers.get("authorization", "").removeprefix("Bearer ")
        if not self._key or not hmac.compare_digest(told.encode(), self._key.encode()):
            said = "the control address is off, or the key (Authorization: Bearer KEY) is wrong"
            return plain_answer(HTTPStatus.FORBIDDEN, said)
        if name not in self._commands:
            return plain_answer(HTTPStatus.NOT_FOUND, f"there are {', '.join(sorted(self._commands))}")
        try:
            given = json.loads(request.body or b"{}")
            if not isinstance(given, dict):
                return plain_answer(HTTPStatus.BAD_REQUEST, "give a JSON object")
            result = self._commands[name](given)
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            return plain_answer(HTTPStatus.BAD_REQUEST, f"{type(error).__name__}: {error}")
        return Answer(HTTPStatus.OK, json.dumps(result, ensure_ascii=False).encode(), JSON)

    def _clock(self, given: dict[str, Any]) -> dict[str, Any]:
        clock = self._house.clock
        if "speed" in given:
            clock.run(float(given["speed"]))
        if "set" in given:
            clock.set(dt.datetime.fromisoformat(given["set"]))
        if "advance" in given:
            clock.advance(dt.timedelta(seconds=float(given["advance"])))
        world = self._house.world
        week = {"from": world.time(1).isoformat(), "to": world.end.isoformat()}
        return {"now": clock.now().isoformat(), "speed": clock.speed, "week": week}

    def _log(self, given: dict[str, Any]) -> list[dict[str, Any]]:
        after = float(given.get("after", 0))
        names = ("at", "paper", "method", "target", "headers", "status", "sent", "misdeed")
        log = list(self._house.log)
        return [
            {"now": entry.now.isoformat(), **{name: getattr(entry, name) for name in names}}
            for entry in log
            if entry.at > after
        ]

    def _misbehave(self, given: dict[str, Any]) -> dict[str, Any]:
        name = given["misdeed"]
        if name not in MISDEEDS:
            remedy = f"give one of {', '.join(MISDEEDS)}"
            raise UsageError(f"there is no misdeed {name!r}", name="misdeed", remedy=remedy)
        made = MISDEEDS[name](**given.get("with", {}))
        self._house.misbehave(given["paper"], made, given.get("path", "*"), given.get("times"))
        return {"misdeed": made.name}

    def _behave(self, given: dict[str, Any]) -> dict[str, Any]:
        self._house.behave(given.get("paper", ""))
        return {}

    def _page(self) -> str:
        house = self._house
        rows = []
        for name, origin in islice(house.origins.items(), LISTED):
            edition = house.world.edition(house.world.paper(name), house.clock.now())
            paper, newest = edition.paper, edition.versions[:1]
            last = f"{text(newest[0].title)}" if newest else "nothing yet"
            feed = {"atom": "Atom", "json": "JSON Feed", "rdf": "RSS 1.0", "rss": "RSS 2.0", "": "no feed"}[
                paper.feed
            ]
            rows.append(
                f'<li><a href="{origin}/" lang="{paper.language}">{text(paper.title)}</a> <small>{text(feed)}, '
                f"{len(edition.versions)} articles</small><p dir=auto>{last}</p></li>"
            )
        more = len(house.origins) - len(rows)
        clock = house.clock
        return PAGE.format(
            now=f"{clock.now():%A %d %B %Y, %H:%M} UTC",
            speed=f"{clock.speed:g}",
            rows="".join(rows),
            more=f"<p>and {more} more</p>" if more > 0 else "",
            name=SUBSCRIBER[0],
            password=SUBSCRIBER[1],
        )


PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The demo world of Lugas</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>
body{{font:17px/1.55 Georgia,serif;max-width:38rem;margin:3rem auto;padding:0 1rem;color:#222;background:#faf8f4}}
li{{margin:1rem 0;list-style:none}}ul{{padding:0}}p{{margin:.2rem 0}}
li a{{font-size:1.4rem;font-weight:bold;color:#123}}
small{{color:#666;font-family:sans-serif;margin-left:.5rem}}code{{background:#eee8dc;padding:0 .2em}}</style></head>
<body><h1>The demo world</h1><p>It is {now}. A second here is {speed} there.</p><ul>{rows}</ul>{more}
<p>None of it is true: the papers, places and people are made up. Whoever logs in as <code>{name}</code> with the
password <code>{password}</code> is a subscriber.</p></body></html>
"""
