"""Every example in the documentation runs and prints what the page says it prints."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.docs.pages import PAGES, Fence, Typed, fences, matches, relative, typed

WITH_PYTHON = [page for page in PAGES if any(fence.language == "python" for fence in fences(page))]
# What an example may run besides `lugas`; the rest (installing, cloning) is checked, not run.
HARMLESS = {"cat", "cut", "echo", "fold", "grep", "head", "lugas", "ls", "tail", "wc"}


def outputs(page: Path) -> list[tuple[Fence, str]]:
    """Pair every Python block with the output that a `text` block right after it shows, "" without one."""
    blocks = fences(page)
    pairs = zip(blocks, (*blocks[1:], None), strict=True)
    return [
        (fence, after.text if after and after.language == "text" and not after.gap.strip() else "")
        for fence, after in pairs
        if fence.language == "python"
    ]


@pytest.mark.parametrize("page", WITH_PYTHON, ids=relative)
@pytest.mark.usefixtures("clone")
def test_python_examples_print_what_they_say(page: Path) -> None:
    """The Python blocks of a page run in order, as one program, and each prints the text block after it."""
    names: dict[str, Any] = {"__name__": "__main__"}
    for fence, shown in outputs(page):
        printed = io.StringIO()
        code = compile("\n" * fence.line + fence.text, str(fence.page), "exec")
        with contextlib.redirect_stdout(printed):
            exec(code, names)  # noqa: S102 - running the project's own examples is what this test is for
        assert matches(shown, printed.getvalue()), f"{fence} prints:\n{printed.getvalue()}"


def shown_commands() -> list[Typed]:
    """Give the commands of `console` blocks that can run here: harmless ones that open no address."""
    blocks = [fence for page in PAGES for fence in fences(page) if fence.language == "console"]
    every = [entry for fence in blocks for entry in typed(fence)]
    return [entry for entry in every if programs(entry.command) <= HARMLESS and "://" not in entry.command]


def programs(command: str) -> set[str]:
    """Name the programs that a shell line starts."""
    lexer = shlex.shlex(command, posix=True, punctuation_chars="|;&")
    lexer.whitespace_split = True
    words = pairwise(["|", *lexer])
    return {word for before, word in words if re.fullmatch(r"[|;&]+", before)}


@pytest.mark.parametrize("entry", shown_commands(), ids=lambda entry: entry.command)
@pytest.mark.usefixtures("clone")
def test_commands_print_what_they_say(entry: Typed) -> None:
    """A command shown with a prompt prints, to both streams, the lines that the page shows under it."""
    command = ["bash", "-c", f"{{ {entry.command}\n}} 2>&1"]
    run = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    assert matches(entry.shown, run.stdout), f"{entry.fence} prints:\n{run.stdout}"
