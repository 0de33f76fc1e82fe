"""What a person is told on standard error while pages are read: notes, and a progress bar where it helps."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING

import click

from lugas.cli.streams import is_terminal, printable

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

__all__ = ["Notes"]

# Fewer pages are read before a bar could be seen.
MANY = 5


class Notes:
    """Says notes on standard error, over a progress bar if there is one.

    The bar is drawn for many pages, on a terminal, and only if the articles do not go to that terminal too.
    """

    def __init__(self, total: int, *, bar: bool) -> None:
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        if bar and total >= MANY and is_terminal(sys.stderr):
            self._bar = _new_bar()
            self._task = self._bar.add_task("", total=total)

    def __enter__(self) -> Notes:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def say(self, source: str, message: str) -> None:
        """Say something about one source."""
        note = f"lugas: {printable(source)}: {printable(message)}"
        if self._bar:
            self._bar.console.print(note, markup=False, emoji=False, highlight=False, soft_wrap=True)
        else:
            self._print(note)

    @staticmethod
    def _print(note: str) -> None:
        """Print a note; where standard error takes none, the pages are still read."""
        try:
            click.echo(note, err=True)
        except BrokenPipeError:
            raise
        except OSError:
            return

    def advance(self, name: str) -> None:
        """Tell that one more source is done."""
        if self._bar and self._task is not None:
            self._bar.update(self._task, advance=1, description=printable(name)[-40:])


def _new_bar() -> Progress:
    """Make a bar that shows how many pages are read, and which was the last."""
    from rich import progress
    from rich.console import Console

    return progress.Progress(
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TimeRemainingColumn(),
        progress.TextColumn("{task.description}", markup=False),
        console=Console(stderr=True),
        transient=True,
    )
