"""Looking sites over to follow them: each look is a program of its own, watched while it asks."""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec

from lugas.desk.keeper.children import Child, Trouble
from lugas.desk.keeper.looking import Answer, Errand, Request
from lugas.desk.keeper.visiting import Order
from lugas.errors import LugasError, UsageError
from lugas.follow.finding import Found
from lugas.follow.polite import Asked

__all__ = ["Look", "Searches"]

AT_ONCE = 2  # each takes some 60 MB
KEPT = 30
LONGEST = 600.0  # seconds; a host that asks for pauses may take minutes
MOST_SHOWN = 60  # requests of a look that are told

_LOG = logging.getLogger("lugas.desk")
_ANSWERS: msgspec.json.Decoder[Answer] = msgspec.json.Decoder(Answer)


@dataclass
class Look:
    """One look: the address as it was given, what was asked so far, and in the end what was found, or why not.

    There is no `trouble` to tell where the program that looked took too long, or was ended by what it read.
    """

    key: str
    url: str
    asked: list[Asked] = field(default_factory=list)
    found: Found | None = None
    trouble: str = ""
    began: float = field(default_factory=time.monotonic)
    child: Child | None = None
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def is_over(self) -> bool:
        """Whether it is known what came of it."""
        return self.over.is_set()


class Searches:
    """The looks of late. Every method may be called from any thread."""

    def __init__(self, order: Callable[[str], Order]) -> None:
        self._order = order
        self._guard = threading.Lock()
        self._looks: OrderedDict[str, Look] = OrderedDict()

    def begin(self, url: str, then: Callable[[Look], None] | None = None) -> Look:
        """Begin a look, and do something when it is over; raises `UsageError` where some are under way already."""
        with self._guard:
            running = [look for look in self._looks.values() if not look.is_over]
            if len(running) >= AT_ONCE:
                problem = f"{AT_ONCE} sites are being looked over"
                raise UsageError(problem, name="url", remedy="wait until one of them is done")
            look = Look(secrets.token_urlsafe(9), url)
            self._looks[look.key] = look
            while len(self._looks) > KEPT:
                self._looks.popitem(last=False)
        threading.Thread(target=self._run, args=(look, then), name="lugas look", daemon=True).start()
        return look

    def get(self, key: str) -> Look | None:
        """Give a look by its key, while it is remembered."""
        with self._guard:
            return self._looks.get(key)

    def close(self) -> None:
        """End what is under way."""
        with self._guard:
            running = [look.child for look in self._looks.values() if look.child is not None]
        for child in running:
            child.kill()

    def _run(self, look: Look, then: Callable[[Look], None] | None) -> None:
        try:
            self._ask(look)
        except (LugasError, OSError) as error:  # the store's, or that of starting a program
            look.trouble = str(error)
        finally:
            look.child = None
            look.over.set()
        if then is not None:
            try:
                then(look)
            except (LugasError, OSError) as error:
                _LOG.warning("%s was looked over, and then: %s", look.url, error)

    def _ask(self, look: Look) -> None:
        """Have a program look, and take what it tells."""
        child = look.child = Child("looking", Errand(look.url, self._order(look.url)))
        late = threading.Timer(LONGEST, child.kill)
        late.daemon = True
        late.start()
        trouble = ""
        for line in child.lines():
            try:
                answer = _ANSWERS.decode(line)
            except msgspec.MsgspecError:
                continue
            if isinstance(answer, Request):
                look.asked = [*look.asked, answer.asked][-MOST_SHOWN:]
            elif isinstance(answer, Trouble):
                trouble = answer.told
            else:
                look.found = answer.found
        late.cancel()
        child.close()
        if look.found is None:
            look.trouble = trouble
