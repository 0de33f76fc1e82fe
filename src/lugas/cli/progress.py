"""An update as it is shown on a terminal: what came in, line by line, over a bar of what is left to be read."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.text import Text

from lugas.cli.sheet import EMPHASIS, QUIET, WARNING, joined, styled, wrapped
from lugas.follow.events import Ended, Looked, Read, Waiting, Warned

if TYPE_CHECKING:
    from lugas.follow.events import Event
    from lugas.store import Store

__all__ = ["Screen", "summary"]

WORTH_TELLING = {
    "new": EMPHASIS,
    "changed": EMPHASIS,
    "failed": WARNING,
    "refused": WARNING,
    "retired": WARNING,
    "warning": WARNING,
}
LONG = dt.timedelta(seconds=5)  # a wait that is worth telling
COLUMN = 9  # the longest of these, and a space


class Screen:
    """Shows an update while its block runs, and what it came to at its end."""

    def __init__(
        self, store: Store, console: Console | None = None, *, sites: frozenset[int] | None = None
    ) -> None:
        self._store = store
        self._console = console or Console(highlight=False, markup=False, emoji=False)
        self._progress = Progress(
            SpinnerColumn(),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TextColumn("{task.description}", markup=False),
            console=self._console,
            transient=True,
        )
        self._names: dict[int, str] = {}
        self._count: Counter[str] = Counter()
        of = (None,) if sites is None else sites
        self._left = sum(store.queue.count(site_id, due_by=store.now()) for site_id in of)
        self._task = self._progress.add_task("", total=self._left or None)
        self._ended: Ended | None = None

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()
        if self._ended is not None:
            next_time = self._store.next_time()
            self._console.print(styled(summary(self._ended)))
            if next_time is not None and not self._ended.stopped:
                self._console.print(
                    styled(f"The next visit is due {next_time.astimezone():%Y-%m-%d %H:%M}.", QUIET)
                )

    def tell(self, event: Event) -> None:
        """Show an event."""
        if isinstance(event, Looked):
            self._count["looked"] += 1
            self._left += event.new
            if event.outcome in {"failed", "refused", "retired"}:
                self._line(event.outcome, event.url, event.note)
        elif isinstance(event, Read):
            self._count["read"] += 1
            self._count[event.outcome] += 1
            if event.outcome in WORTH_TELLING:
                self._line(event.outcome, event.title or event.url, self._told(event))
        elif isinstance(event, Warned):
            self._line("warning", event.note, "")
        elif isinstance(event, Ended):
            self._ended = event
        waiting = ""
        if isinstance(event, Waiting) and event.until - event.at > LONG:
            waiting = f"waiting until {event.until.astimezone():%H:%M:%S}"
        self._update(waiting)

    def _told(self, event: Read) -> str:
        return event.note if event.outcome in {"failed", "refused"} else self._name(event.site_id)

    def _line(self, outcome: str, what: str, more: str) -> None:
        whole = joined([styled(what), styled(more, QUIET)])
        room = max(self._console.width - COLUMN, COLUMN)
        for number, part in enumerate(wrapped(whole, room)):
            head = Text(" " * COLUMN) if number else Text(f"{outcome:<{COLUMN}}", WORTH_TELLING[outcome])
            line = Text().append_text(head).append_text(part)
            self._progress.print(line, no_wrap=True, overflow="ignore", crop=False)

    def _name(self, site_id: int) -> str:
        if site_id not in self._names:
            site = self._store.sites.get(site_id)
            self._names[site_id] = "" if site is None else site.name or site.host
        return self._names[site_id]

    def _update(self, waiting: str) -> None:
        done = self._count["read"]
        told = [f"{self._count[name]} {name}" for name in ("new", "changed", "failed") if self._count[name]]
        description = ", ".join([*told, waiting] if waiting else told)
        self._progress.update(
            self._task, completed=done, total=max(self._left, done) or None, description=description
        )


def summary(ended: Ended) -> str:
    """Tell what an update came to."""
    if not ended.looked and not ended.read:
        return "Stopped before anything was visited." if ended.stopped else "Nothing is due."
    articles = f"{ended.new:,} new {'article' if ended.new == 1 else 'articles'}"
    told = [articles]
    told += [f"{ended.changed:,} changed"] if ended.changed else []
    told += [f"{ended.failed:,} {'visit' if ended.failed == 1 else 'visits'} failed"] if ended.failed else []
    told.append(f"{ended.looked + ended.read:,} {'visit' if ended.looked + ended.read == 1 else 'visits'}")
    end = " Stopped before all was done; the next update goes on." if ended.stopped else ""
    return f"{', '.join(told)}.{end}"
