"""The errors of Lugas, one tree.

    LugasError
    ├── UsageError        an argument or option is wrong (also a ValueError)
    ├── SourceError       a page could not be brought in; names the source and the remedy
    │   ├── FileError         a file or folder: missing, unreadable, without pages
    │   └── FetchError        an address: refused, unreachable, too slow, too large
    ├── StoreError        a store: cannot be opened, written or reached, or is no store; names it and the remedy
    └── DecodeError       stored data is not what it says it is (an article's JSON)

A page that can be brought in but holds no article is not an error: it is an article with a verdict.
"""

from __future__ import annotations

from lugas.vocabulary import FetchTrouble

__all__ = ["DecodeError", "FetchError", "FileError", "LugasError", "SourceError", "StoreError", "UsageError"]


class LugasError(Exception):
    """Any error that Lugas raises on purpose."""


class UsageError(LugasError, ValueError):
    """An argument or option is wrong.

    `name` is the argument, `remedy` what to give instead.
    """

    def __init__(self, message: str, *, name: str = "", remedy: str = "") -> None:
        super().__init__(f"{message}; {remedy}" if remedy else message)
        self.name = name
        self.remedy = remedy


class SourceError(LugasError):
    """A page could not be brought in.

    `source` is the file or address as it was given, `problem` what went wrong, `remedy` what to do about it.
    """

    def __init__(self, source: str, problem: str, *, remedy: str = "") -> None:
        super().__init__(source, problem)  # the very arguments: a worker's error is made anew from them
        self.source = source
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        told = f"{self.source}: {self.problem}"
        return f"{told}; {self.remedy}" if self.remedy else told


class FileError(SourceError):
    """A file or folder is missing, cannot be read, or holds no page."""


class FetchError(SourceError):
    """An address was refused, cannot be reached, answers too slowly, or sends too much.

    `kind` says which of these in one word, for programs.
    """

    def __init__(
        self, source: str, problem: str, *, remedy: str = "", kind: FetchTrouble = FetchTrouble.OTHER
    ) -> None:
        super().__init__(source, problem, remedy=remedy)
        self.kind = kind


class StoreError(LugasError):
    """A store cannot be opened, read, written or reached, or is no store.

    `store` is its file or address without password, `problem` what went wrong, `remedy` what to do about it.
    """

    def __init__(self, store: str, problem: str, remedy: str = "") -> None:
        super().__init__(store, problem, remedy)  # as above
        self.store = store
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        told = f"{self.store}: {self.problem}"
        return f"{told}; {self.remedy}" if self.remedy else told


class DecodeError(LugasError, ValueError):
    """Stored data is not what it says it is.

    `source` names the data, `problem` what is wrong with it.
    """

    def __init__(self, source: str, problem: str) -> None:
        super().__init__(source, problem)  # as above
        self.source = source
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.source}: {self.problem}"
