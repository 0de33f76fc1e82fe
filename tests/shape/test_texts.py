"""What stands in the files: no loose ends, a reason beside every exception, sorted lists, tests that test."""

from __future__ import annotations

import ast
import re
import tokenize
from functools import cache
from itertools import pairwise
from pathlib import Path

from tests.shape.tree import HOUSE, LIBRARY, ROOT, Function, functions, parsed, python_files, relative

TEXTS = (
    *HOUSE,
    ROOT / "docs",
    *(ROOT / name for name in ("Makefile", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "pyproject.toml")),
)
WRITTEN = {".cfg", ".css", ".html", ".js", ".json", ".md", ".py", ".sh", ".toml", ".txt", ""}

# Spelled so that this file is not its own finding.
LOOSE_ENDS = re.compile(r"\b(TO[D]O|FIX[M]E|XX[X]|HA[C]K)\b")
EXCEPTION = re.compile(r"#\s*(noqa|type:\s*ignore|ruff:)")
# A code, then the reason: after a second `#`, a dash or a colon, or nothing but a space.
EXPLAINED = re.compile(
    r"#\s*(noqa: [A-Z]+[0-9]+(, [A-Z]+[0-9]+)*|type: ignore\[[a-z-]+(, ?[a-z-]+)*\])"
    r"\s*(#|-|–|:)?\s*[A-Za-z`][^#]{7,}"
)


def written_files() -> list[Path]:
    """Give the files a person writes by hand: no test pages, no binary data, no leavings of tools."""
    found = [path for place in TEXTS for path in (place.rglob("*") if place.is_dir() else [place])]
    mine = [path for path in found if {"__pycache__", "corpus", "finds", "pages"}.isdisjoint(path.parts)]
    return [path for path in mine if path.is_file() and path.suffix in WRITTEN]


def test_no_loose_ends() -> None:
    """No file carries a mark that something was left for later: that belongs where work is planned."""
    left = [
        f"{relative(path)}:{number}"
        for path in written_files()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if LOOSE_ENDS.search(line)
    ]
    assert not left, "\n".join(left)


def test_exceptions_have_reasons() -> None:
    """Every exception from a check names its code and gives its reason on the same line."""
    bare = [
        f"{relative(path)}:{number}"
        for path in python_files(*HOUSE)
        for number, comment in comments(path)
        if EXCEPTION.match(comment) and not EXPLAINED.match(comment)
    ]
    assert not bare, "\n".join(bare)


def comments(path: Path) -> list[tuple[int, str]]:
    """Give a file's comments with their line numbers; several on one line come as one."""
    with path.open("rb") as file:
        tokens = list(tokenize.tokenize(file.readline))
    return [(token.start[0], token.string) for token in tokens if token.type == tokenize.COMMENT]


def runs(path: Path) -> list[list[str]]:
    """Give a list's entries, cut where a comment or an empty line stands between them."""
    found: list[list[str]] = [[]]
    for line in path.read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return found


def test_word_lists_are_sorted() -> None:
    """Between one comment and the next, the entries of a word list are sorted by code point, each once."""
    unsorted = [
        f"{relative(path)}: {line!r} after {before!r}"
        for path in sorted(LIBRARY.rglob("*.txt"))
        for entries in runs(path)
        for before, line in pairwise(entries)
        if line <= before
    ]
    assert not unsorted, "\n".join(unsorted)


def cases_of(path: Path) -> list[Function]:
    """Give the test functions of a file."""
    return [node for node in functions(parsed(path)) if node.name.startswith("test_")]


def test_every_test_says_what_must_hold() -> None:
    """Every test has a docstring."""
    mute = [
        f"{relative(path)}:{node.lineno} {node.name}"
        for path in python_files(ROOT / "tests")
        for node in cases_of(path)
        if not ast.get_docstring(node)
    ]
    assert not mute, "\n".join(mute)


def called(node: ast.AST) -> set[str]:
    """Give the names of the functions and methods called under a node."""
    calls = [inner.func for inner in ast.walk(node) if isinstance(inner, ast.Call)]
    return {name.id if isinstance(name, ast.Name) else name.attr for name in calls if isinstance(name, NAMED)}


NAMED = (ast.Name, ast.Attribute)


def asserts(node: ast.AST) -> bool:
    """Whether something is asserted under a node itself."""
    plainly = any(isinstance(inner, ast.Assert) for inner in ast.walk(node))
    return plainly or not called(node).isdisjoint({"raises", "fail"})


@cache
def asserting() -> frozenset[str]:
    """Give the names of the functions under `tests` that assert something for the tests that call them."""
    every = [node for path in python_files(ROOT / "tests") for node in functions(parsed(path))]
    names = {node.name for node in every if asserts(node)}
    while True:
        more = names | {node.name for node in every if names & called(node)}
        if more == names:
            return frozenset(names)
        names = more


def test_every_test_asserts() -> None:
    """Every test asserts something, itself or by a function of the tests that it calls."""
    idle = [
        f"{relative(path)}:{node.lineno} {node.name}"
        for path in python_files(ROOT / "tests")
        for node in cases_of(path)
        if not asserts(node) and not asserting() & called(node)
    ]
    assert not idle, "\n".join(idle)
