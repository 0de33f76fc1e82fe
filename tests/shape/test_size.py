"""Files, functions and folders stay small enough to be read in one go."""

from __future__ import annotations

import re

from tests.shape.tree import HOUSE, LIBRARY, ROOT, Function, functions, parsed, python_files, relative

# Names that say nothing about what is inside: whatever is put there could stand anywhere.
EMPTY_NAMES = re.compile(
    r"(utils?|core|base|managers?|helpers?|process(or|ing)?|common|misc|tools?|stuff|lib|engine_base)"
)


def test_files_are_short() -> None:
    """No Python file has 400 lines or more; a file of tests, which is read a test at a time, 600."""
    lengths = {relative(path): len(path.read_text("utf-8").splitlines()) for path in python_files(*HOUSE)}
    long = [name for name, length in lengths.items() if length >= (600 if name.startswith("tests/") else 400)]
    assert not long, "\n".join(long)


def test_functions_are_short() -> None:
    """No function has 60 lines or more, its docstring included."""
    lengths = {
        f"{relative(path)}:{node.lineno} {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in python_files(*HOUSE)
        for node in functions(parsed(path))
    }
    assert {name: length for name, length in lengths.items() if length >= 60} == {}


def parameters(node: Function) -> int:
    """Count a function's parameters, `self` and `cls` aside."""
    spec = node.args
    plain = [argument.arg for argument in (*spec.posonlyargs, *spec.args)]
    plain = plain[1:] if plain[:1] in (["self"], ["cls"]) else plain
    return len(plain) + len(spec.kwonlyargs) + (spec.vararg is not None) + (spec.kwarg is not None)


def test_functions_have_few_parameters() -> None:
    """No function of the library takes 7 parameters or more."""
    counts = {
        f"{relative(path)}:{node.lineno} {node.name}": parameters(node)
        for path in python_files(LIBRARY)
        for node in functions(parsed(path))
    }
    assert {name: count for name, count in counts.items() if count >= 7} == {}


def test_folders_are_shallow() -> None:
    """Nothing of the library lies deeper than two folders under `src/lugas`."""
    files = [path.relative_to(LIBRARY) for path in LIBRARY.rglob("*") if path.is_file()]
    kept = [path for path in files if not any(part.startswith((".", "__pycache__")) for part in path.parts)]
    deep = [path.as_posix() for path in kept if len(path.parts) > 3]
    assert not deep, "\n".join(deep)


def test_names_say_what_is_inside() -> None:
    """No file or folder of Python code has a name that would fit any content."""
    names = [path for folder in HOUSE for path in (*folder.rglob("*.py"), *folder.rglob("*/"))]
    empty = [
        relative(path)
        for path in names
        if path.is_relative_to(ROOT) and "pages" not in path.parts and EMPTY_NAMES.fullmatch(path.stem)
    ]
    assert not empty, "\n".join(empty)
