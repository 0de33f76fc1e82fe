"""The folder that the documentation's examples run in."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.docs.pages import ROOT


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder that looks like a fresh clone, where an example may write files.

    The installed `lugas` command is first on the path, the terminal is 80 columns wide and knows no colours.
    """
    for entry in ROOT.iterdir():
        if not entry.name.startswith(".") and entry.name not in {"dist", "build", "out"}:
            (tmp_path / entry.name).symlink_to(entry)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    plain = {"COLUMNS": "80", "NO_COLOR": "1", "TERM": "dumb", "PYTHONIOENCODING": "utf-8"}
    for name, value in plain.items():
        monkeypatch.setenv(name, value)
    return tmp_path
