"""What `lugas read` is asked to do, worked out of its options, and then done."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypedDict

from msgspec import structs

from lugas.cli import views
from lugas.cli.joining import join_sources
from lugas.cli.notes import Notes
from lugas.cli.output import Put, file_identities, to_file, to_folder, to_screen
from lugas.cli.pages import Reading, read_sources
from lugas.cli.streams import is_terminal, printable
from lugas.errors import FileError, UsageError
from lugas.files import PageSource, find_sources, mode_of
from lugas.options import MEBIBYTE, Options

__all__ = ["Given", "View", "carry_out"]

View = Literal["text", "markdown", "html", "json", "copy", "terminal", "tables"]

ENDINGS = {
    "text": ".txt",
    "markdown": ".md",
    "html": ".html",
    "json": ".json",
    "copy": ".txt",
    "tables": ".txt",
}
# What the name of the output says when no --format does.
VIEWS: dict[str, View] = {
    ".txt": "text",
    ".md": "markdown",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".jsonl": "json",
}


class Given(TypedDict):
    """The options as click gives them."""

    view: View | None
    url: str | None
    form: Literal["html", "text"] | None
    output: str | None
    precise: bool
    complete: bool
    evidence: bool
    blocks: bool
    join: bool
    allow_private: bool
    timeout: float
    max_seconds: float
    max_memory: int
    quiet: bool


@dataclass(frozen=True)
class Found:
    """The sources that were found, and whether they are to be treated as many."""

    all: list[PageSource | FileError]
    pages: list[PageSource]
    several: bool


def carry_out(names: tuple[str, ...], given: Given) -> int:
    """Read what is named and give the exit status."""
    view = _view(given)
    found = _find(names)
    _check(found, given)
    if given["join"]:
        found = Found(found.all, found.pages, several=False)
    reading = Reading(
        show=_shower(view, given, several=found.several),
        always=view in {"json", "tables"},
        url=given["url"],
        form=given["form"] or "auto",
        options=_options(given),
        timeout=given["timeout"],
        allow_private=given["allow_private"],
        quiet=given["quiet"],
    )
    bar = not given["quiet"] and (_output(given) is not None or not is_terminal(sys.stdout))
    with _place(view, given, found) as put, Notes(len(found.all), bar=bar) as notes:
        return (join_sources if given["join"] else read_sources)(found.all, reading, put, notes)


def _output(given: Given) -> str | None:
    """Give the file or folder to write to; `None` for standard output."""
    return None if given["output"] in {None, "-"} else given["output"]


def _view(given: Given) -> View:
    """Tell what to show."""
    if given["evidence"] or given["blocks"]:
        if given["view"]:
            raise UsageError("--evidence and --blocks are views of their own; leave --format out")
        return "tables"
    if given["view"]:
        return given["view"]
    if output := _output(given):
        return VIEWS.get(Path(output).suffix.lower(), "markdown")
    return "terminal" if is_terminal(sys.stdout) else "markdown"


def _find(names: tuple[str, ...]) -> Found:
    """Find the sources; a folder or a pattern counts as several even when it holds but one page."""
    found = list(find_sources(names))
    pages = [source for source in found if isinstance(source, PageSource)]
    return Found(found, pages, len(found) > 1 or any(page.within for page in pages))


def _check(found: Found, given: Given) -> None:
    """Refuse options that do not go together, or not with these sources."""
    if given["precise"] and given["complete"]:
        raise UsageError("--precise and --complete lean to opposite sides; give one of them")
    if given["join"] and len(found.all) < 2:
        raise UsageError("--join makes one article of several pages, but there is one; give all of its pages")
    url = given["url"]
    if url is None:
        return
    if not url.lower().startswith(("http://", "https://")):
        raise UsageError(f"--url {printable(url)} is no address; it begins with https:// or http://")
    if found.several:
        raise UsageError("--url is the address of one page, but there are several; read them one by one")
    if any(page.kind == "address" for page in found.pages):
        raise UsageError("--url is for saved and copied pages; a page on the web has its address already")


def _options(given: Given) -> Options:
    """Give the reader's options."""
    leaning = (
        Options.precise() if given["precise"] else Options.complete() if given["complete"] else Options()
    )
    seconds, memory = given["max_seconds"] or None, given["max_memory"] * MEBIBYTE or None
    return structs.replace(leaning, max_seconds=seconds, max_memory=memory)


def _shower(view: View, given: Given, *, several: bool) -> views.Show:
    """Give the function that makes an article's view."""
    to_terminal = not _output(given) and is_terminal(sys.stdout)
    if view == "tables":
        width = views.terminal_width() if to_terminal else 0
        return views.tables(evidence=given["evidence"], blocks=given["blocks"], width=width)
    if view == "terminal":
        return views.terminal()
    if view == "json" and several:
        return views.named_json()
    return views.pretty_json() if view == "json" and to_terminal else views.view(view)


def _place(view: View, given: Given, found: Found) -> AbstractContextManager[Put]:
    """Give the place that the views go to."""
    output = _output(given)
    if output is None:
        return to_screen(view, several=found.several)
    path = Path(output)
    shown = printable(output)
    one_file = not found.several or view == "json"
    mode = mode_of(path)
    if stat.S_ISDIR(mode) or output.endswith(("/", os.sep)) or not one_file:
        if mode and not stat.S_ISDIR(mode):
            remedy = "give a folder, or -f json" if found.several else "give it without the / at its end"
            raise UsageError(f"-o {shown} is a file, not a folder; {remedy}")
        return to_folder(path, ENDINGS[view], found.pages)
    if file_identities([PageSource(output, "file")]) & file_identities(found.pages):
        raise UsageError(f"-o {shown} would overwrite a page that is to be read; give another name")
    return to_file(path, view, several=found.several)
