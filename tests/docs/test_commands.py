"""Every command that the documentation names exists, with those options; all that exist are named."""

from __future__ import annotations

import re
import shlex
import tomllib
from functools import cache

import pytest
from click.testing import CliRunner

from lugas.cli.main import main
from tests.docs.pages import PAGES, ROOT, fences, inline_commands, relative, typed

MANUAL = ROOT / "docs" / "command-line.md"
OPTION = re.compile(r"(?<![\w-])--?[a-zA-Z][\w-]*")


def commands() -> list[tuple[str, str]]:
    """Give every command of the documentation with the page it stands on."""
    found = [
        (relative(page), entry.command)
        for page in PAGES
        for fence in fences(page)
        if fence.language in {"sh", "console"}
        for entry in typed(fence)
    ]
    found += [(relative(page), command) for page in PAGES for command in inline_commands(page)]
    return sorted(set(found))


@cache
def help_of(*words: str) -> str:
    """Give what `lugas WORDS --help` prints."""
    result = CliRunner().invoke(main, [*words, "--help"])
    assert result.exit_code == 0, f"lugas {' '.join(words)} is no command: {result.output}"
    return result.stdout


@cache
def listed(*words: str) -> tuple[str, ...]:
    """Name the commands that `lugas WORDS --help` lists."""
    commands = help_of(*words).partition("Commands:")[2].partition("Examples:")[0]
    return tuple(re.findall(r"^  ([a-z][\w-]*)", commands, re.MULTILINE))


@cache
def subcommands() -> tuple[str, ...]:
    """Name all commands, those of groups too: `read`, `sites`, `sites pause`."""
    return tuple(name for one in listed() for name in (one, *(f"{one} {inner}" for inner in listed(one))))


LUGAS = [(page, command) for page, command in commands() if re.search(r"(^|[|;&]\s*)lugas ", command)]
MAKE = [(page, command) for page, command in commands() if command.startswith("make ")]


@pytest.mark.parametrize(("page", "command"), LUGAS)
def test_lugas_commands_exist(page: str, command: str) -> None:
    """A `lugas` command of the documentation exists, and its help names every option that is given to it."""
    for piece in re.split(r"[|;&]+", command):
        words = shlex.split(piece)
        if words[:1] != ["lugas"]:
            continue
        chosen = tuple(word for word in words[1:2] if not word.startswith("-"))
        if chosen and words[2:3] and words[2] in listed(*chosen):
            chosen = (*chosen, words[2])
        known = OPTION.findall(help_of(*chosen))
        given = {word.partition("=")[0] for word in words[1:] if OPTION.fullmatch(word.partition("=")[0])}
        assert given <= set(known), f"{page}: {command}"


@pytest.mark.parametrize("name", subcommands())
def test_every_option_is_documented(name: str) -> None:
    """The manual of the command line names every command and every option that the help lists."""
    manual = MANUAL.read_text("utf-8")
    assert f"lugas {name}" in manual
    options = re.findall(r"^ +(?:-\w, )?(--[\w-]+)", help_of(*name.split()), re.MULTILINE)
    assert [option for option in options if option not in manual] == []


@pytest.mark.parametrize(("page", "command"), MAKE)
def test_make_targets_exist(page: str, command: str) -> None:
    """A `make` command of the documentation names targets that the Makefile has."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = [word for word in shlex.split(command)[1:] if "=" not in word]
    assert all(re.search(rf"^{re.escape(target)}:", makefile, re.MULTILINE) for target in targets), page


def test_extras_exist() -> None:
    """Every extra that the documentation installs is one of the package."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    text = "\n".join(page.read_text("utf-8") for page in PAGES)
    named = set(re.findall(r"\w+", " ".join(re.findall(r"(?:lugas|\.)\[([\w, ]+)\]", text))))
    assert named <= set(project["optional-dependencies"])
