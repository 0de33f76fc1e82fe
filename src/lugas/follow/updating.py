"""The loop: what is due is claimed, one after another, and visited by threads side by side.

One thread claims, since a claim is quick; others ask, each one host at a time; processes read. Whatever a host does,
it keeps one thread for as long as a request may last, and nobody else.
"""

from __future__ import annotations

import datetime as dt
import os
import queue
import random
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from types import FrameType, TracebackType
from typing import Self

from lugas.follow.asking import Asker
from lugas.follow.events import Ended, Event, Listener, Looked, Read, Started, Waiting, Warned
from lugas.follow.hubs import Hubs
from lugas.follow.looking import look
from lugas.follow.means import Means, StoppedError
from lugas.follow.permission import Permissions
from lugas.follow.places import Places
from lugas.follow.readers import Readers
from lugas.follow.reading import read
from lugas.follow.settings import Settings
from lugas.follow.trimming import keep_of
from lugas.store import Store
from lugas.store.queue import QueueClaim
from lugas.store.sources import SourceClaim

__all__ = ["give_way", "update", "watch"]

POLL_S = 0.25  # how often it is looked whether a host has rested, while others are visited
IDLE_S = 3.0  # how often while nothing is: a hub may have told of news, somebody have added a site
LONGEST_REST = dt.timedelta(minutes=5)  # that an update waits for a host to have rested
NO_TIME, HOUR, DAY = dt.timedelta(0), dt.timedelta(hours=1), dt.timedelta(days=1)
GRACE_S = 3.0  # for what is under way to end by itself, once it is to end

Job = Callable[[], Event]


def update(
    store: Store,
    settings: Settings,
    *,
    listener: Listener | None = None,
    until: dt.datetime | None = None,
    stop: threading.Event | None = None,
    asker: Asker | None = None,
) -> Ended:
    """Visit what is due by now, read what that brings, and end when all is done.

    Hosts that ask to be left alone for more than five minutes are left for another time, all that rest if the store's
    clock stands still, and everything after `until` or once `stop` is set. `listener` is told of each step, one at a
    time, from several threads. `asker` asks in place of one made of the settings, and is left open. In the main thread
    Ctrl-C and SIGTERM end it, within seconds and with everything in order.

    Raises `StoreError` where the store cannot be written, or another process visits the sites of the same file, and
    `FileError` for a file of cookies that cannot be used.
    """
    loop = _Loop(store, settings, listener, stop)
    return loop.run(asker, due_by=store.now(), until=until)


def watch(
    store: Store,
    settings: Settings,
    *,
    listener: Listener | None = None,
    until: dt.datetime | None = None,
    stop: threading.Event | None = None,
    asker: Asker | None = None,
) -> Ended:
    """Visit whatever becomes due, as `update` does, and go on until told to stop."""
    return _Loop(store, settings, listener, stop).run(asker, due_by=None, until=until)


class _Loop:
    """An update on its way."""

    def __init__(
        self, store: Store, settings: Settings, listener: Listener | None, stop: threading.Event | None
    ) -> None:
        self.store, self.settings, self.listener = store, settings, listener
        self.stop = stop or threading.Event()
        self._cut = threading.Event()  # what is under way is given up
        self.error: BaseException | None = None
        self.counts: Counter[str] = Counter()
        self._askers = min(settings.askers, store.most_claims() or settings.askers)
        self._active = self._ended = 0  # jobs
        self._changed = threading.Condition()
        self._telling = threading.Lock()
        self._jobs: queue.SimpleQueue[tuple[Job, ExitStack] | None] = queue.SimpleQueue()
        self._turn = 0
        self._nothing = {"page": 0.0, "source": 0.0}  # until when nothing of a kind is looked for
        self._dropped: dt.datetime | None = None
        self._warned = ""  # of what was last
        self._righted = store.now()

    def run(self, asker: Asker | None, due_by: dt.datetime | None, until: dt.datetime | None) -> Ended:
        """Visit until nothing is due any more, or told to stop."""
        with ExitStack() as opened:
            if asker is None:
                asker = opened.enter_context(Asker(self.settings, clock=self.store.now))
            readers = Readers(self.settings.readers)
            opened.callback(readers.close)
            chance = random.Random(self.settings.seed)  # noqa: S311 - it spreads visits, and keeps no secret
            means = Means(
                self.store, self.settings, asker, Permissions(asker), Places(self.store), readers, chance,
                self._cut,
            )  # fmt: skip
            opened.enter_context(_stopped_by_signals(self.stop))
            self._tell(Started(at=self.store.now()))
            opened.callback(self._send_home, self._askers)
            for number in range(self._askers):
                name = f"lugas asker {number}"
                thread = threading.Thread(target=self._work, args=(asker,), name=name, daemon=True)
                thread.start()
            self.store.put_right()
            if due_by is not None:  # what is not to be kept is dropped at the end
                self._dropped = due_by
            if due_by is None and self.settings.public_address:
                opened.enter_context(Hubs(self.store, self.settings, asker))
            with self._ending(means):
                self._go_round(means, due_by, until)
                if due_by is not None and self.error is None:
                    self._drop_old()
                stopped = self.stop.is_set()
        if self.error is not None:
            raise self.error
        ended = Ended(
            at=self.store.now(), looked=self.counts["looked"], read=self.counts["read"],
            new=self.counts["new"], changed=self.counts["changed"], failed=self.counts["failed"],
            stopped=stopped,
        )  # fmt: skip
        self._tell(ended)
        return ended

    def _go_round(self, means: Means, due_by: dt.datetime | None, until: dt.datetime | None) -> None:
        """Claim what is due and give it to whoever is free, until nothing is due."""
        told: dt.datetime | None = None
        sites = self.settings.sites
        while not self._is_over(until):
            self._tidy()
            with self._changed:
                ended = self._ended
                if self._active >= self._askers:
                    self._changed.wait(POLL_S)
                    continue
            if self._claim(means, due_by):
                told = None
                continue
            with self._changed:
                if self._active or ended != self._ended:
                    if ended == self._ended:  # else a host is free that was not when we looked
                        self._changed.wait(POLL_S)
                    continue
            next_time, now = self.store.next_time(due_by=due_by, sites=sites), self.store.now()
            if due_by is not None and (next_time is None or next_time > now + LONGEST_REST):
                return
            if next_time is not None and next_time <= now:  # claimed by another worker
                self.stop.wait(POLL_S)
                continue
            if next_time is not None and next_time != told:
                told = next_time
                self._tell(Waiting(at=now, until=next_time))
            self._wait(next_time, until)
            if (
                due_by is not None and self.store.now() == now
            ):  # a clock that stands still: no host will have rested
                return

    def _tidy(self) -> None:
        """Put right what a wrong clock has put off, once an hour, and drop what is not to be kept, once a day."""
        now = self.store.now()
        if not NO_TIME <= now - self._righted <= HOUR:
            self._righted = now
            self.store.put_right()
        if self._dropped is None or not NO_TIME <= now - self._dropped <= DAY:
            self._drop_old()

    def _drop_old(self) -> None:
        """Drop what is not to be kept."""
        self._dropped = self.store.now()
        self.store.retention.apply(keep_of(self.store, self.settings))

    def _is_over(self, until: dt.datetime | None) -> bool:
        return (
            self.stop.is_set() or self.error is not None or (until is not None and self.store.now() >= until)
        )

    def _wait(self, *times: dt.datetime | None) -> None:
        """Wait for the first of some times of the store's clock, which may pass at another pace than ours."""
        now = self.store.now()
        seconds = [(time - now).total_seconds() for time in times if time is not None]
        self.stop.wait(max(0.0, min([IDLE_S, *seconds])))

    def _claim(self, means: Means, due_by: dt.datetime | None) -> bool:
        """Claim a source or a page, each as often as the other, and hand it out; tells whether there was one."""
        self._turn += 1
        now = time.monotonic()
        kinds = sorted(("page", "source"), reverse=bool(self._turn % 2))
        wanted = [kind for kind in kinds if self._nothing[kind] <= now]
        # A kind of which nothing was due is looked for a little later again, or where nothing else is left.
        return any(self._claim_one(kind, means, due_by) for kind in (*wanted, *(set(kinds) - set(wanted))))

    def _claim_one(self, kind: str, means: Means, due_by: dt.datetime | None) -> bool:
        sites = self.settings.sites
        with ExitStack() as stack:
            job: Job | None = None
            if kind == "page":
                page = stack.enter_context(self.store.queue.claim(due_by=due_by, sites=sites))
                job = None if page is None else _reading(page, means)
                site_id = 0 if page is None else page.entry.site_id
            else:
                source = stack.enter_context(self.store.sources.claim(due_by=due_by, sites=sites))
                job = None if source is None else _looking(source, means)
                site_id = 0 if source is None else source.source.site_id
            if job is None:
                self._nothing[kind] = time.monotonic() + POLL_S
                return False
            means.places.renew(site_id)
            with self._changed:
                self._active += 1
            self._jobs.put((job, stack.pop_all()))
        return True

    def _work(self, asker: Asker) -> None:
        """Do what is handed out, until sent home."""
        give_way()
        while (handed := self._jobs.get()) is not None:
            job, stack = handed
            with _Telling(self), stack:
                event = job()
                self._count(event)
                self._tell(event)
                self._warn(asker.trouble)

    def done(self, error: BaseException | None) -> None:
        """Take a job as done; an error that is nobody's fault but ours, or the store's, ends the update."""
        with self._changed:
            self._active -= 1
            self._ended += 1
            if error is not None and not isinstance(error, StoppedError) and not self._cut.is_set():
                self.error = self.error or error
            self._changed.notify_all()

    @contextmanager
    def _ending(self, means: Means) -> Iterator[None]:
        """Give what is under way after the block a little time to end, then cut it off; it is as due then as it was.

        After an error it is cut off at once.
        """
        try:
            yield
            self._wait_for_all()
        finally:
            if self._active:
                self._cut.set()
                means.asker.stop()
                means.readers.close()
                self._wait_for_all()

    def _wait_for_all(self) -> None:
        end = time.monotonic() + GRACE_S
        with self._changed:
            while self._active and (left := end - time.monotonic()) > 0:
                self._changed.wait(left)

    def _send_home(self, count: int) -> None:
        for _ in range(count):
            self._jobs.put(None)

    def _count(self, event: Event) -> None:
        if isinstance(event, Looked | Read):
            with self._changed:
                self.counts["looked" if isinstance(event, Looked) else "read"] += 1
                if isinstance(event, Read) and event.outcome in {"new", "changed"}:
                    self.counts[event.outcome] += 1
                self.counts["failed"] += event.outcome == "failed"

    def _warn(self, trouble: str) -> None:
        """Tell of what is wrong with what we ask with, once each time it comes to be so."""
        with self._changed:
            before, self._warned = self._warned, trouble
        if trouble and trouble != before:
            self._tell(Warned(at=self.store.now(), note=trouble))

    def _tell(self, event: Event) -> None:
        if self.listener is not None:
            with self._telling:
                self.listener(event)


def give_way() -> None:
    """Let this thread, and the processes that it starts, wait where another one computes, rather than break in on it.

    Each has its turn for longer then, and finds more of what it works on in the processor's memory: these threads
    took a sixth less of computing, and an update a twenty-fifth less of time. Only Linux knows of this, and it is left
    alone where somebody has chosen otherwise.
    """
    if sys.platform == "linux":
        with suppress(OSError):  # not every container lets a program ask
            if os.sched_getscheduler(0) == os.SCHED_OTHER:
                os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))


class _Telling:
    """Tells the loop how a job ended, whatever it ended with."""

    def __init__(self, loop: _Loop) -> None:
        self._loop = loop

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        self._loop.done(error)
        return True


def _looking(claim: SourceClaim, means: Means) -> Job:
    return lambda: look(claim, means)


def _reading(claim: QueueClaim, means: Means) -> Job:
    return lambda: read(claim, means)


@contextmanager
def _stopped_by_signals(stop: threading.Event) -> Iterator[None]:
    """Let Ctrl-C and SIGTERM set `stop`; a second one is what it always is. Only the main thread may do this."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(number: int, frame: FrameType | None) -> None:
        del frame
        stop.set()
        signal.signal(number, before[signal.Signals(number)])

    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    for number in before:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
