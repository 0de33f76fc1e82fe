"""Standard output and standard error: what they can show, and what to do when they are gone."""

from __future__ import annotations

import io
import os
import sys

import click

__all__ = ["is_terminal", "leave_output", "prepare_streams", "print_view", "printable"]

# Control characters in a file's name could command the terminal.
SHOWN_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0))}


def prepare_streams() -> None:
    """Make both streams show whatever they are given, in escapes where the encoding cannot say it.

    What goes to a file or a pipe is UTF-8 whatever the locale, unless PYTHONIOENCODING asks for another.
    """
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):
            continue
        if stream is sys.stdout and not stream.isatty() and not os.environ.get("PYTHONIOENCODING"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        else:
            stream.reconfigure(errors="backslashreplace")


def is_terminal(stream: io.TextIOBase | object) -> bool:
    """Tell whether a standard stream is there and is a terminal."""
    try:
        return isinstance(stream, io.TextIOBase) and stream.isatty()
    except ValueError:  # it is closed
        return False


def print_view(text: str) -> None:
    """Write to standard output at once; raises `BrokenPipeError` on a closed pipe, else `ClickException`."""
    if sys.stdout is None:
        raise click.ClickException("standard output is closed; give -o FILE to write to a file")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        leave_output()
        remedy = "make room, or write somewhere else with -o FILE"
        raise click.ClickException(f"standard output: {error.strerror or error}; {remedy}") from error


def leave_output() -> None:
    """Let what still waits for standard output go nowhere, so that Python's last flush does not complain."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (
        AttributeError,
        OSError,
        ValueError,
    ):  # there is no standard output, or it is none of the system's
        return


def printable(name: str) -> str:
    """Give a name as it can be shown: bytes that are no UTF-8, and control characters, escaped."""
    shown = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return shown.translate(SHOWN_CONTROLS)
