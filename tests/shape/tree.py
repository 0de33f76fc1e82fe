"""The project's own files, as the tests of its shape see them: paths, syntax trees, imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

__all__ = [
    "HOUSE",
    "LIBRARY",
    "ROOT",
    "Function",
    "functions",
    "imported_modules",
    "imports_when_loaded",
    "module_name",
    "parsed",
    "python_files",
    "relative",
]

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = ROOT / "src" / "lugas"
HOUSE = tuple(ROOT / name for name in ("src", "tests", "bench", "train", "fuzz", ".ci"))

type_of_function = (ast.FunctionDef, ast.AsyncFunctionDef)
Function = ast.FunctionDef | ast.AsyncFunctionDef


def python_files(*folders: Path) -> list[Path]:
    """Give every Python file under the folders, sorted."""
    return sorted(path for folder in folders for path in folder.rglob("*.py"))


def relative(path: Path) -> str:
    """Name a file as a person in the repository's root would."""
    return path.relative_to(ROOT).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    """Parse a Python file, once."""
    return ast.parse(path.read_text("utf-8"), filename=str(path))


def functions(tree: ast.AST) -> Iterator[Function]:
    """Give every function and method under a node, nested ones too."""
    return (node for node in ast.walk(tree) if isinstance(node, type_of_function))


def module_name(path: Path) -> str:
    """Give the dotted name a file of the library is imported by: `lugas.page.tree`, `lugas` for its front."""
    parts = list(path.relative_to(LIBRARY.parent).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported_modules(path: Path) -> set[str]:
    """Give the names a file imports from, wherever the statement stands in it.

    `from lugas.page import rows` counts as `lugas.page.rows` when that is a module of the library.
    """
    return _names(ast.walk(parsed(path)))


def imports_when_loaded(path: Path) -> set[str]:
    """Give the names a file imports from while it is being loaded: not those inside its functions."""
    return _names(_outside_functions(parsed(path)))


def _outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, type_of_function):
            yield from _outside_functions(child)


def _names(nodes: Iterator[ast.AST]) -> set[str]:
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            inner = {f"{node.module}.{alias.name}" for alias in node.names} & _modules()
            found |= inner or {node.module}
    return found


@cache
def _modules() -> frozenset[str]:
    return frozenset(module_name(path) for path in python_files(LIBRARY))
