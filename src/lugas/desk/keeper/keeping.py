"""What the keeper's pages work with: the settings, the passwords, the looks at sites, the updater."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import Response

from lugas.desk.desk import Desk, Sitting, sitting_of
from lugas.desk.keeper.children import Pace
from lugas.desk.keeper.passwords import Passwords
from lugas.desk.keeper.searches import Look, Searches
from lugas.desk.keeper.sessions import Sessions
from lugas.desk.keeper.updater import Updater
from lugas.desk.keeper.visiting import Order
from lugas.desk.keeper.wishes import NAMES, desk_settings, order_with
from lugas.desk.keeper.wording import Say
from lugas.desk.settings import Settings
from lugas.errors import UsageError
from lugas.follow.choosing import best_of, follow
from lugas.follow.connections import with_places
from lugas.follow.places import places_near

__all__ = ["Keeping", "Upkeep", "keeping_of", "kept_page", "say_of"]

BREATH = 0.5  # seconds until a look is tried again where there are too many


@dataclass(frozen=True)
class Upkeep:
    """How the desk is kept: whether it visits sites itself, and how.

    `fixed` are settings that the command line says, which no page changes. `pace` is the clock of sites that are made
    up, `first` are addresses of sites that are looked over and followed when the desk opens, and `order` is what else
    the updater is told.
    """

    update: bool = False
    local: bool = True
    fixed: Mapping[str, str] = field(default_factory=dict)
    pace: Pace | None = None
    first: tuple[str, ...] = ()
    order: Order = field(default_factory=Order)


class Keeping:
    """Everything of the keeper's, for as long as the desk is open."""

    def __init__(self, desk: Desk, upkeep: Upkeep) -> None:
        self.desk, self.upkeep = desk, upkeep
        self._given: Settings = desk.settings
        self.passwords, self.sessions = Passwords(desk.store), Sessions(desk.store)
        self.searches = Searches(self.order_at)
        self.updater = Updater(self.order, desk.store.now)
        self.take_wishes()

    def wishes(self) -> dict[str, str]:
        """Give what was set, by the command line before all."""
        stored = {name: value for name, value in self.desk.store.keeper.settings().items() if name in NAMES}
        return {**stored, **self.upkeep.fixed}

    def order(self) -> Order:
        """Give what the updater is told."""
        mine = self.upkeep.order
        order = replace(
            mine,
            store=self.desk.store.address,
            pace=self.upkeep.pace,
            allow_private=mine.allow_private or self._given.allow_private,
        )
        try:
            return order_with(order, self.wishes())
        except UsageError:  # of an older or newer library: what it says is not understood
            return order

    def order_at(self, url: str) -> Order:
        """Give what whoever looks an address over is told: the private places of its own site may be asked."""
        order = self.order()
        near = places_near(self.desk.store, url)
        return replace(order, allow_private=with_places(order.allow_private, near))

    @property
    def private(self) -> frozenset[str]:
        """The hosts of a private network that were named as meant."""
        allowed = self.order().allow_private
        return allowed if isinstance(allowed, frozenset) else frozenset()

    def take_wishes(self) -> None:
        """Let what was set hold from now on, without what cannot be: another version of the library took it."""
        wishes = self.wishes()
        while True:
            try:
                self.desk.settings = desk_settings(self._given, wishes)
            except UsageError as error:
                del wishes[error.name]
            else:
                return

    def start(self) -> None:
        """Begin to visit, where that is wanted."""
        if self.upkeep.update:
            self.updater.start()
        if self.upkeep.first:
            threading.Thread(target=self._follow_first, name="lugas first sites", daemon=True).start()

    def _follow_first(self) -> None:
        """Follow the first sites by the best that is found of each."""
        waiting = list(self.upkeep.first)
        while waiting:
            try:
                self.searches.begin(waiting[0], self._follow_best).over.wait()
            except UsageError:  # others are looked over just now
                time.sleep(BREATH)
            else:
                del waiting[0]

    def _follow_best(self, look: Look) -> None:
        if look.found is not None:
            chosen = {proposal.source.url for proposal in best_of(look.found.proposals)}
            follow(self.desk.store, look.found, chosen, private=self.private)
            self.desk.sites.forget()
            self.updater.nudge()

    def close(self) -> None:
        """End every program that runs beside the desk."""
        self.searches.close()
        self.updater.close()


def keeping_of(request: Request) -> Keeping:
    """Give what the keeper's pages work with."""
    return cast("Keeping", request.app.state.keeping)


def say_of(sitting: Sitting) -> Say:
    """Give what says the keeper's words in the reader's language."""
    return Say(sitting.words)


def kept_page(request: Request, template: str, status: int = 200, **values: object) -> Response:
    """Give one of the keeper's pages; no browser keeps it."""
    sitting = sitting_of(request)
    has_lock = keeping_of(request).passwords.is_set()
    response = sitting.page(template, status, k=say_of(sitting), has_lock=has_lock, **values)
    response.headers["Cache-Control"] = "no-store"
    return response
