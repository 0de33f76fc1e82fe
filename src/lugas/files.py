"""Bringing pages in from files: what a person names on the command line, to pages."""

from __future__ import annotations

import datetime as dt
import errno
import fnmatch
import gzip
import os
import re
import stat
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, Protocol

from msgspec import Struct
from msgspec.structs import replace

from lugas.errors import FileError, UsageError
from lugas.model import Article, Page
from lugas.options import Options

__all__ = ["PAGE_ENDINGS", "PageSource", "find_sources", "load_file", "load_stream", "mode_of", "read_file"]

DEFAULTS = Options()

# What a folder's files must end in to be read as pages, packed with gzip or not.
PAGE_ENDINGS = (".htm", ".html", ".mht", ".mhtml", ".shtml", ".text", ".txt", ".xhtml")
# Endings that say how a site made the page, not what it is: such files are looked into, as those without.
SCRIPT_ENDINGS = (".asp", ".aspx", ".cfm", ".cgi", ".cms", ".do", ".jsp", ".php")
ENDING = re.compile(r"\.[a-z][a-z0-9]{0,7}")  # as people write them; the "5 juta" of "1.5 juta" is none
MARKUP = re.compile(rb"<(?:!doctype html|html|head|body|article)\b", re.IGNORECASE)
OPENING = b"\xef\xbb\xbf\xff\xfe \t\r\n"  # byte-order marks and white space
SNIFFED_BYTES = 2048
CHUNK = 1 << 20

SCHEME = re.compile(r"([a-z][a-z0-9+.-]{0,40})://", re.IGNORECASE)
MAGIC = re.compile(r"[*?\[]")

TROUBLES = {
    errno.ENOENT: ("there is no such file", "check the name"),
    errno.ENOTDIR: ("there is no such file", "check the name: a part of its path is a file"),
    errno.EACCES: ("it may not be read", "ask its owner for the right to read it"),
    errno.EPERM: ("it may not be read", "ask its owner for the right to read it"),
    errno.ENAMETOOLONG: ("the name is too long for a file", "check the name"),
    errno.ELOOP: ("its links lead in a circle", "give the file that is meant"),
    errno.EMFILE: ("too many files are open", "raise the limit (ulimit -n)"),
}


class PageSource(Struct, frozen=True):
    """Where one page is to come from.

    `name` is a file's path, an address, or `-` for standard input. `within` is the folder or pattern that it
    was found by, empty if it was named itself.
    """

    name: str
    kind: Literal["file", "address", "input"]
    within: str = ""


class _Readable(Protocol):
    """A stream of bytes."""

    def read(self, size: int, /) -> bytes: ...


def read_file(
    path: str | os.PathLike[str],
    *,
    url: str | None = None,
    form: Literal["auto", "html", "text"] = "auto",
    encoding: str | None = None,
    fetched: dt.datetime | None = None,
    options: Options = DEFAULTS,
) -> Article:
    """Read the page in a file, saved HTML or copied text, packed with gzip or not, and give its article.

    The arguments are those of `read`. An empty file is no error: its verdict says so. Raises `FileError`,
    which names the file and the remedy, when the file is missing, is a folder, a pipe or a device, or may not
    be read; and `UsageError` for a wrong argument.
    """
    from lugas.read import read_page, refuse_wrong  # noqa: PLC0415 - what finds files does without it

    given: object = path
    if not isinstance(given, str | bytes | os.PathLike):
        remedy = "give the name of a file as str or pathlib.Path"
        raise UsageError(f"path is of type {type(given).__name__}", name="path", remedy=remedy)
    page = Page(content=b"", url=url, form=form, encoding=encoding, fetched=fetched)
    refuse_wrong(page, options)  # before the file is opened
    file = load_file(path, options)
    return read_page(replace(page, content=file.content, name=file.name), options)


def load_file(path: str | os.PathLike[str], options: Options = DEFAULTS) -> Page:
    """Bring a file in as a page, at most `options.max_bytes` and one byte of it; raises `FileError`.

    The one byte more tells whoever decodes the page that it was cut.
    """
    name = os.fsdecode(path)
    try:
        # Without O_NONBLOCK, opening a pipe waits for its writer, maybe for ever.
        handle = os.open(name, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        try:
            _must_be_regular(name, os.fstat(handle).st_mode)
            with os.fdopen(handle, "rb", buffering=0, closefd=False) as file:
                return load_stream(file, name, options)
        finally:
            os.close(handle)
    except OSError as error:
        if stat.S_ISDIR(mode_of(name)):  # a folder fails in another way on each system
            raise _folder(name) from error
        raise _trouble(name, error) from error
    except ValueError as error:
        shown = name.replace("\0", "\\0")
        raise FileError(shown, "no file can have this name", remedy="check the name") from error


def load_stream(stream: _Readable, name: str = "", options: Options = DEFAULTS) -> Page:
    """Bring in what a binary stream holds, at most `options.max_bytes` and one byte of it."""
    left = options.max_bytes + 1
    parts = []
    while left > 0 and (part := stream.read(min(left, CHUNK))):
        parts.append(part)
        left -= len(part)
    return Page(content=b"".join(parts), name=name)


def find_sources(names: Iterable[str]) -> Iterator[PageSource | FileError]:
    """Tell the sources that names stand for, in their order, each once.

    A name is a file, a folder (its pages and those of the folders in it, sorted; hidden ones and links to
    folders are passed over), a pattern like `pages/**/*.html`, an http(s) address, or `-` for standard input.
    A name that stands for nothing, or a folder that may not be looked into, gives a `FileError` as a value,
    so that the others are still read. A file that is missing is only told when it is opened.
    """
    seen: set[tuple[str, str]] = set()
    for name in names:
        for found in _expand(name):
            if isinstance(found, PageSource):
                key = (found.kind, os.path.realpath(found.name) if found.kind == "file" else found.name)
                if key in seen:
                    continue
                seen.add(key)
            yield found


def _expand(name: str) -> Iterator[PageSource | FileError]:
    """Tell what one name stands for."""
    if name == "-":
        yield PageSource(name, "input")
    elif scheme := SCHEME.match(name):
        if scheme[1].lower() in {"http", "https"}:
            yield PageSource(name, "address")
        else:
            remedy = "for a file, give its path" if scheme[1].lower() == "file" else "download the page first"
            yield FileError(name, f"addresses of the kind {scheme[1]}:// cannot be opened", remedy=remedy)
    elif not name:
        yield FileError("''", "this is no name", remedy="give a file, a folder or an address")
    elif mode := mode_of(name):
        yield from _in_folder(name) if stat.S_ISDIR(mode) else [PageSource(name, "file")]
    elif MAGIC.search(name):
        yield from _by_pattern(name)
    else:
        yield PageSource(name, "file")


def _in_folder(folder: str) -> Iterator[PageSource | FileError]:
    """Give the pages of a folder and of the folders in it."""
    empty = True
    for place in _folders(Path(folder)):
        if isinstance(place, FileError):
            empty = False
            yield place
            continue
        for file in place.files:
            path = place.path / file
            if _looks_like_page(path):
                empty = False
                yield PageSource(str(path), "file", within=folder)
    if empty:
        endings = " ".join(PAGE_ENDINGS)
        remedy = f"its pages should end in {endings} (or that and .gz); give other files by their names"
        yield FileError(folder, "this folder holds no page", remedy=remedy)


def _by_pattern(pattern: str) -> Iterator[PageSource | FileError]:
    """Give the files that a pattern matches; of a folder it matches, the pages."""
    whole = Path(pattern)
    top, parts = Path(whole.anchor), list(whole.parts[1:] if whole.anchor else whole.parts)
    while len(parts) > 1 and not {"*", "?"} & set(parts[0]) and stat.S_ISDIR(mode_of(top / parts[0])):
        top /= parts.pop(0)  # a folder that is really called so, like "news [1]", is no pattern
    empty = True
    for path in _matches(top, parts):
        mode = mode_of(path)
        if stat.S_ISDIR(mode):
            if "**" in parts:
                continue  # what it holds is matched itself
            for found in _in_folder(str(path)):
                if isinstance(found, PageSource):
                    empty = False
                    yield found
        elif mode:
            empty = False
            yield PageSource(str(path), "file", within=pattern)
    if empty:
        remedy = "check the pattern, and the folder you are in"
        yield FileError(pattern, "no page matches this pattern", remedy=remedy)


def _matches(folder: Path, parts: list[str]) -> Iterator[Path]:
    """Give the paths below a folder that match the parts of a pattern; `**` is any number of folders.

    Unlike `glob`, it never goes through a link to a folder under `**`, which may lead in a circle.
    """
    plain = 0
    while plain < len(parts) and not MAGIC.search(parts[plain]):
        plain += 1
    folder = folder.joinpath(*parts[:plain])
    if plain == len(parts):
        yield folder
        return
    part, rest = parts[plain], parts[plain + 1 :]
    if part == "**":
        while rest and rest[0] == "**":
            rest = rest[1:]
        for place in _folders(folder):
            if isinstance(place, _Folder):
                yield from _matches(place.path, rest or ["*"])
        return
    try:
        names = sorted(entry.name for entry in folder.iterdir())
    except OSError:
        return
    for name in fnmatch.filter(names, part):
        if not name.startswith(".") or part.startswith("."):
            yield from _matches(folder / name, rest)


class _Folder(Struct, frozen=True):
    """A folder and the names of the files in it, sorted."""

    path: Path
    files: list[str]


def _folders(top: Path) -> Iterator[_Folder | FileError]:
    """Give a folder and all below it, sorted; no links to folders, which may lead in a circle."""
    waiting = [top]
    while waiting:
        path = waiting.pop()
        try:
            with os.scandir(path) as listing:
                entries = sorted(
                    (entry for entry in listing if not entry.name.startswith(".")),
                    key=lambda entry: entry.name,
                )
        except OSError as error:
            yield _trouble(str(path), error, what="folder")
            continue
        files = [entry.name for entry in entries if _is_file(entry)]
        yield _Folder(path, files)
        known = set(files)
        below = [
            path / entry.name
            for entry in entries
            if entry.is_dir(follow_symlinks=False) and not _belongs_to_page(entry.name, known)
        ]
        waiting.extend(reversed(below))


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Tell whether an entry is a regular file, or a link to one."""
    try:
        return entry.is_file()
    except OSError:
        return False


def _belongs_to_page(folder: str, files: set[str]) -> bool:
    """Tell whether a browser saved this folder beside a page: it holds scripts and frames."""
    stem = folder.removesuffix("_files")
    return stem != folder and (f"{stem}.html" in files or f"{stem}.htm" in files)


def _looks_like_page(path: Path) -> bool:
    """Tell whether a file in a folder is a page: by its name, or else by its first bytes."""
    name = Path(path.name.lower().removesuffix(".gz"))
    if name.suffix in PAGE_ENDINGS:
        return True
    if not ENDING.fullmatch(name.suffix):
        return path.suffix.lower() == ".gz" or _opens_as_markup(path)
    if name.suffix in SCRIPT_ENDINGS or "?" in name.stem:
        return _opens_as_markup(path)
    return False


def _opens_as_markup(path: Path) -> bool:
    """Tell whether a file begins like HTML."""
    try:
        with path.open("rb") as file:
            head = file.read(SNIFFED_BYTES)
        if head.startswith(b"\x1f\x8b"):
            with gzip.open(path) as packed:
                head = packed.read(SNIFFED_BYTES)
    except (OSError, EOFError, zlib.error):
        return False
    head = head.replace(b"\0", b"").lstrip(OPENING)  # UTF-16 without its NULs looks like ASCII here
    return head.startswith(b"<") and MARKUP.search(head) is not None


def _must_be_regular(name: str, mode: int) -> None:
    """Refuse what is no regular file: reading it might never end."""
    if stat.S_ISDIR(mode):
        raise _folder(name)
    if stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode):
        raise FileError(name, "this is a pipe, not a file", remedy="give - and send it to standard input")
    if not stat.S_ISREG(mode):
        raise FileError(name, "this is a device, not a file", remedy="give a file")


def mode_of(path: str | Path) -> int:
    """Give the kind of thing that a path leads to, as `stat` tells it; 0 if there is nothing to be seen."""
    try:
        return Path(path).stat().st_mode
    except (OSError, ValueError):
        return 0


def _folder(name: str) -> FileError:
    """Say that a folder was given where one page was meant."""
    return FileError(name, "this is a folder, not a file", remedy="give a file in it")


def _trouble(name: str, error: OSError, what: str = "file") -> FileError:
    """Say in plain words what went wrong, and what to do about it."""
    unknown = (f"it cannot be read ({error.strerror or error})", "check the disk it is on")
    problem, remedy = TROUBLES.get(error.errno or 0, unknown)
    site, slash, _ = name.partition("/")
    if error.errno == errno.ENOENT and slash and "." in site.strip("."):
        remedy = f"check the name, or to fetch it from the web write https://{name}"
    return FileError(name, problem.replace("file", what), remedy=remedy)
