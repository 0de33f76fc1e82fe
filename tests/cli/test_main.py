"""The group `lugas`: help, version, completion, and names that are no commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from lugas.cli.main import main
from lugas.version import __version__
from tests.cli.conftest import Run


def test_help_names_every_command_and_an_example(run: Run) -> None:
    """`lugas --help` lists every command, each with what it does, and shows how to begin."""
    result = run("--help")
    assert result.exit_code == 0
    for name, command in main.commands.items():
        assert f"  {name} " in result.stdout
        assert command.get_short_help_str() in result.stdout
    assert "lugas read page.html" in result.stdout


def test_help_is_ascii(run: Run) -> None:
    """Help can be shown by any terminal, whatever its encoding."""
    for arguments in ((), *((name,) for name in main.commands)):
        assert run(*arguments, "-h").stdout.isascii()


def test_version(run: Run) -> None:
    """`lugas --version` prints name and version."""
    assert run("--version").stdout == f"lugas {__version__}\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(run: Run, shell: str) -> None:
    """The script calls back with the variable that click listens to, and nothing is said beside it."""
    result = run("completion", shell)
    assert result.exit_code == 0
    assert "_LUGAS_COMPLETE" in result.stdout
    assert result.stderr == ""


def test_completion_of_unknown_shell(run: Run) -> None:
    """A shell without completion is refused, and the known ones are named."""
    result = run("completion", "powershell")
    assert result.exit_code == 2
    assert "fish" in result.stderr


def test_page_without_a_command_is_told_how_to_be_read(run: Run) -> None:
    """A file or an address in the place of a command gives the command to write."""
    Path("page.html").touch()
    for name in ("page.html", "https://a.id/1"):
        result = run(name)
        assert result.exit_code == 2
        assert f"lugas read {name}" in result.stderr


def test_mistyped_command(run: Run) -> None:
    """A command that is nearly right is answered with the right one."""
    result = run("raed")
    assert result.exit_code == 2
    assert "'read'" in result.stderr
