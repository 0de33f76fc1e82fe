"""The files that run the desk as a service: what they call exists, and what they promise is asked for."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from lugas.cli.main import main
from tests.docs.pages import ROOT

SERVICE = ROOT / "docs" / "service"
UNIT = (SERVICE / "lugas-desk.service").read_text("utf-8")
CONTAINER = (SERVICE / "Containerfile").read_text("utf-8")


def command_of(text: str, name: str) -> list[str]:
    """Give a command of a container file, which is written as a list."""
    found = re.search(rf"^{name} (\[.*\])$", text, re.MULTILINE)
    assert found is not None
    words: list[str] = tomllib.loads(f"words = {found[1]}")["words"]
    return words


def test_commands_are_understood() -> None:
    """What the unit and the container run is a command with options that there are."""
    unit = re.search(r"^ExecStart=(.*)$", UNIT, re.MULTILINE)
    assert unit is not None
    container = [*command_of(CONTAINER, "ENTRYPOINT"), *command_of(CONTAINER, "CMD")]
    for words in (shlex.split(unit[1]), container):
        assert Path(words[0]).name == "lugas"
        with main.make_context("lugas", words[1:]) as context:
            name, command, rest = main.resolve_command(context, words[1:])
            assert name == "desk"
            assert command is not None
            command.make_context("desk", rest).close()


def test_the_container_has_what_it_copies() -> None:
    """What is copied into the container is there, and what is installed is an extra of the package."""
    for sources in re.findall(r"^COPY (.+) \S+$", CONTAINER, re.MULTILINE):
        assert all((ROOT / source).exists() for source in sources.split())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = re.search(r"/build\[([\w,]+)\]", CONTAINER)
    assert extras is not None
    assert set(extras[1].split(",")) <= set(project["optional-dependencies"])
    assert "USER lugas" in CONTAINER


def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    """Where systemd is there, it finds nothing wrong with the unit but that the program is not installed there."""
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd is not on this machine")
    file = tmp_path / "lugas-desk.service"
    file.write_text(UNIT.replace("/opt/lugas/bin/lugas", "/bin/true"), "utf-8")
    told = subprocess.run([program, "verify", file], capture_output=True, text=True, check=False)
    assert "lugas" not in told.stderr, told.stderr
