"""What is shown while a site is looked over: the request that was made last, on a terminal alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from lugas.cli.streams import is_terminal, printable

if TYPE_CHECKING:
    from lugas.follow.polite import Asked, Listener

__all__ = ["looking"]


@contextmanager
def looking(url: str) -> Iterator[Listener]:
    """Tell on standard error, while the block runs, what is asked of a site; gives what is to be told of it."""
    shown = printable(url)
    if not is_terminal(sys.stderr):
        yield lambda _asked: None
        return
    from rich.console import Console
    from rich.text import Text

    count = 0
    console = Console(stderr=True)
    with console.status(Text(f"looking at {shown}")) as status:

        def tell(asked: Asked) -> None:
            nonlocal count
            count += 1
            requests = f"{count} {'request' if count == 1 else 'requests'}"
            told = Text(f"looking at {shown}: {requests}, the last for {printable(asked.url)}")
            told.truncate(max(console.width - 4, 8), overflow="ellipsis")  # beside the spinner, on one line
            status.update(told)

        yield tell
