"""The commands that measure and learn are those that the documentation and the Makefile name."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NAMED_IN = ("Makefile", "docs/quality.md", "README.md")
COMMAND = re.compile(r"python -m ((?:bench|train)[\w.]*)([^\n`]*)")


def commands() -> list[tuple[str, str]]:
    """Give every module that is run, with what stands after it."""
    found = []
    for name in NAMED_IN:
        text = (ROOT / name).read_text("utf-8").replace("\\\n", " ")
        found += [(match[1], match[2].partition("  #")[0].strip()) for match in COMMAND.finditer(text)]
    return sorted(set(found))


def source_of(module: str) -> Path:
    """Give the file that `python -m module` runs."""
    path = ROOT.joinpath(*module.split("."))
    return path / "__main__.py" if path.is_dir() else path.with_suffix(".py")


@pytest.mark.parametrize(("module", "rest"), commands())
def test_commands_have_their_options(module: str, rest: str) -> None:
    """A module that is named can be run, and has every option that it is given."""
    text = source_of(module).read_text("utf-8")
    assert 'if __name__ == "__main__":' in text
    given = {word.partition("=")[0] for word in shlex.split(rest) if word.startswith("--")}
    assert given <= set(re.findall(r'"(--[a-z-]+)"', text))


def test_all_of_them_are_named() -> None:
    """What measures, writes the tables and writes the floors is named."""
    named = {module for module, _ in commands()}
    assert {"bench.quality", "bench.quality.floors", "bench.quality.markdown", "train"} <= named
