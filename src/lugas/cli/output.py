"""Where views go: standard output, one file, or a folder with a file for each page.

Each place is a context that gives a function to put the view of one page there.
"""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO
from urllib.parse import unquote, urlsplit

import click

from lugas.cli.streams import print_view, printable
from lugas.files import PageSource, mode_of

__all__ = ["Put", "file_identities", "to_file", "to_folder", "to_screen"]

Put = Callable[[PageSource, str], None]

LONGEST_STEM = 180  # bytes; file systems allow 255 for a whole name
ENDINGS = (".gz", ".html", ".htm", ".xhtml", ".shtml", ".mhtml", ".mht", ".txt", ".text")
UNWANTED = re.compile(r"[^\w.-]+")


@contextmanager
def to_screen(view: str, *, several: bool) -> Iterator[Put]:
    """Print views to standard output; where there are several, each is headed by its page's name."""
    heads = _Heads(view, several=several)

    def put(source: PageSource, text: str) -> None:
        print_view(heads.next(source) + _ended(text))

    yield put


@contextmanager
def to_file(path: Path, view: str, *, several: bool) -> Iterator[Put]:
    """Write views to one file, put in place when all are written; without any view it stays as it was."""
    heads = _Heads(view, several=several)
    with _told(path):
        draft = _Draft(path)

    def put(source: PageSource, text: str) -> None:
        with _told(path):
            draft.file.write(heads.next(source) + _ended(text))

    try:
        yield put
        if heads.begun:
            with _told(path):
                draft.keep()
    except KeyboardInterrupt:
        if several and heads.begun:
            click.echo(f"lugas: the pages read so far are in {printable(str(draft.keep_part()))}", err=True)
        raise
    finally:
        draft.discard()


@contextmanager
def to_folder(folder: Path, ending: str, sources: Sequence[PageSource]) -> Iterator[Put]:
    """Write each view to a file of its own, named after its page; none takes the place of a source.

    Pages of one name are told apart by the names of their folders, and by numbers where that is not enough.
    """
    kept = file_identities(sources)
    often = Counter(_stem(source).casefold() for source in sources)
    used: set[str] = set()
    with _told(folder):
        folder.mkdir(parents=True, exist_ok=True)

    def free_path(stem: str) -> Path:
        number = 1
        while True:
            path = folder / f"{stem}{f'-{number}' if number > 1 else ''}{ending}"
            if path.name.casefold() not in used and _identity(path) not in kept:
                used.add(path.name.casefold())
                return path
            number += 1

    def put(source: PageSource, text: str) -> None:
        stem = _stem(source)
        path = free_path(_with_folder(source, stem) if often[stem.casefold()] > 1 else stem)
        with _told(path):
            draft = _Draft(path)
            try:
                draft.file.write(_ended(text))
                draft.keep()
            finally:
                draft.discard()

    yield put


def file_identities(sources: Iterable[PageSource]) -> set[tuple[int, int] | None]:
    """Give what tells the files among the sources from all others, whatever names lead to them."""
    return {_identity(Path(source.name)) for source in sources if source.kind == "file"} - {None}


class _Heads:
    """What stands before a page where several go to one place: its name, and what parts it from others."""

    def __init__(self, view: str, *, several: bool) -> None:
        self.begun = False
        self._view = view
        self._several = several

    def next(self, source: PageSource) -> str:
        """Give the head of the next page."""
        first, self.begun = not self.begun, True
        if not self._several or self._view == "json":  # a line each is apart enough
            return ""
        name = printable(source.name)
        if self._view in {"markdown", "html"}:
            rule = {"markdown": "\n---\n\n", "html": "\n<hr>\n\n"}[self._view]
            return f"{'' if first else rule}<!-- {name.replace('--', '-&#45;')} -->\n\n"
        return f"{'' if first else chr(10)}==> {name} <==\n\n"


class _Draft:
    """A file that is written beside its place, and moved there when it is whole."""

    def __init__(self, path: Path) -> None:
        mode = mode_of(path)
        self._mode = stat.S_IMODE(mode)
        if mode and not stat.S_ISREG(mode):  # a device or a pipe is written to, never replaced
            self._own = self._target = path
            handle = os.open(path, os.O_WRONLY)
        else:
            self._target = Path(os.path.realpath(path))  # a link stays, and what it leads to is replaced
            self._own, handle = _new_beside(self._target)
        self._done = False
        self.file: TextIO = os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="\n")

    def keep(self) -> None:
        """Put the file in its place."""
        self.file.close()
        if self._own != self._target:
            if self._mode:
                self._own.chmod(self._mode)
            self._own.replace(self._target)
        self._done = True

    def keep_part(self) -> Path:
        """Put what was written so far beside the place, which stays as it was, and tell where."""
        if self._own == self._target:  # a pipe or a device has it already
            return self._target
        self._target = self._target.with_name(f"{self._target.name}.partial")
        self.keep()
        return self._target

    def discard(self) -> None:
        """Leave the place as it was, unless the file was kept."""
        if self._done:
            return
        self._done = True
        with suppress(OSError):  # what could not be written is not wanted any more
            self.file.close()
        if self._own != self._target:
            self._own.unlink(missing_ok=True)


def _new_beside(target: Path) -> tuple[Path, int]:
    """Make a file in the folder of another; unlike with `tempfile`, its rights are those of any new file."""
    number = 0
    while True:
        path = target.parent / f".lugas-{os.getpid()}-{number}.part"
        try:
            return path, os.open(
                path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666
            )
        except FileExistsError:
            number += 1


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn a failure to write into a message that names the path and the remedy."""
    try:
        yield
    except OSError as error:
        problem = error.strerror or str(error)
        remedy = "give a place (-o) that may be written to and has room"
        raise click.ClickException(
            f"{printable(str(path))} cannot be written: {problem}; {remedy}"
        ) from error


def _stem(source: PageSource) -> str:
    """Give the name, without ending, of the file for a source's article."""
    if source.kind == "input":
        return "stdin"
    stem = _address_stem(source.name) if source.kind == "address" else Path(source.name).name
    for ending in ENDINGS:
        if stem.lower().endswith(ending):
            stem = stem[: -len(ending)]
    return _shortened(stem).strip(" .") or "page"


def _with_folder(source: PageSource, stem: str) -> str:
    """Put the name of the folder that a page stands in before the name of its file."""
    folder = Path(source.name).parent.name if source.kind == "file" else ""
    return _shortened(f"{folder}-{stem}") if folder else stem


def _shortened(stem: str) -> str:
    """Give a name that leaves room for a number and an ending."""
    return os.fsdecode(os.fsencode(stem)[:LONGEST_STEM])


def _address_stem(address: str) -> str:
    """Give the last part of an address's path, or its host, as a file may be called."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return UNWANTED.sub("-", unquote(parts.path.rstrip("/").rpartition("/")[2]) or parts.netloc)


def _identity(path: Path) -> tuple[int, int] | None:
    """Give a file's device and number; `None` if there is no such file."""
    try:
        state = path.stat()
    except (OSError, ValueError):
        return None
    return (state.st_dev, state.st_ino)


def _ended(text: str) -> str:
    """Give text with one newline at its end."""
    return text if text.endswith("\n") or not text else f"{text}\n"
