"""The public names: few, sorted, importable, documented."""

from __future__ import annotations

import ast
import inspect
import re

import pytest

import lugas
from tests.shape.tree import LIBRARY, ROOT, parsed, python_files, relative


def offers(tree: ast.Module) -> bool:
    """Whether a module defines a function or class without an underscore."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return any(isinstance(node, kinds) and not node.name.startswith("_") for node in tree.body)


def names_all(node: ast.stmt) -> bool:
    """Whether a statement assigns `__all__`."""
    targets = node.targets if isinstance(node, ast.Assign) else []
    return any(isinstance(target, ast.Name) and target.id == "__all__" for target in targets)


def test_public_names_are_sorted() -> None:
    """`lugas.__all__` is sorted and names nothing twice."""
    assert lugas.__all__ == sorted(set(lugas.__all__))


def test_public_names_import() -> None:
    """Every public name is there when the library is imported."""
    assert [name for name in lugas.__all__ if not hasattr(lugas, name)] == []


def test_nothing_public_is_hidden() -> None:
    """Whatever the front of the library holds without an underscore is a public name or a module."""
    aside = {path.stem for path in LIBRARY.iterdir()} | {"annotations"}
    held = {name for name in vars(lugas) if not name.startswith("_")}
    assert held - aside == {name for name in lugas.__all__ if not name.startswith("_")} - aside


@pytest.mark.parametrize("name", [name for name in lugas.__all__ if not name.startswith("_")])
def test_public_name_has_docstring(name: str) -> None:
    """Every public name says of itself what it is, and so do its public methods and properties."""
    thing = getattr(lugas, name)
    assert inspect.getdoc(thing)
    if inspect.isclass(thing) and thing.__module__.startswith("lugas."):
        own = [value for key, value in vars(thing).items() if not key.startswith("_")]
        members = [value for value in own if inspect.isfunction(value) or isinstance(value, property)]
        assert [value for value in members if not inspect.getdoc(value)] == []


def test_public_names_are_documented() -> None:
    """Every public name stands in the documentation, as code."""
    pages = "\n".join(path.read_text("utf-8") for path in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")))
    words = set(re.findall(r"(?<![\w-])\w+(?![\w-])", pages))
    assert sorted(set(lugas.__all__) - words) == []


def test_modules_name_what_they_offer() -> None:
    """Every module of the library with public functions or classes lists in `__all__` what others may use."""
    silent = [
        relative(path)
        for path in python_files(LIBRARY)
        if offers(parsed(path)) and not any(names_all(node) for node in parsed(path).body)
    ]
    assert not silent, "\n".join(silent)
