"""`lugas show`: an article of the store in every view, its versions, and what changed between them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from rich.cells import cell_len

import lugas
from tests.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("shelf")

Terminal = Callable[[int], None]
OURS = re.compile(r"\x1b\[[\d;]*m|\x1b\]8;[^\x1b]*\x1b\\")


def test_views(run: Run) -> None:
    """Without a terminal it is Markdown; every format of `lugas read` is there."""
    assert "# Ferry sails on\n" in run("show", "1").stdout
    for view in ("text", "markdown", "html", "json", "copy"):
        result = run("show", "1", "-f", view)
        assert result.exit_code == 0
        assert "It costs 3 pounds." in result.stdout
        assert result.stdout.endswith("\n")
    assert lugas.from_json(run("show", "1", "-f", "json").stdout).title == "Ferry sails on"


def test_an_address_leads_to_its_article(run: Run) -> None:
    """An article may be named by an address; one that leads to none is told so."""
    assert "Ferry sails on" in run("show", "https://www.courier.example/ferry").stdout
    result = run("show", "https://www.courier.example/other")
    assert result.exit_code == 1
    assert "is not in the store" in result.stderr


@pytest.mark.parametrize(("name", "status"), [("99", 1), ("ferry", 2), ("9" * 30, 2), ("-1", 2)])
def test_wrong_names(run: Run, name: str, status: int) -> None:
    """A number without an article, and what is no number, are refused with a remedy."""
    result = run("show", name)
    assert result.exit_code == status
    assert result.stderr


def test_version(run: Run) -> None:
    """An article is shown as it was; a version that is not there is told."""
    assert "It costs 2 pounds." in run("show", "1", "--version", "1").stdout
    assert "has no version 3" in run("show", "1", "--version", "3").stderr


def test_versions(run: Run) -> None:
    """Versions are listed, the newest first, each with what it changed."""
    lines = [line.split("\t") for line in run("show", "1", "--versions").stdout.splitlines()]
    assert lines[0] == ["version", "seen", "change", "reasons"]
    assert [line[:3] for line in lines[1:]] == [
        ["2", "2026-03-03T09:00:00+00:00", "edited"],
        ["1", "2026-03-03T08:00:00+00:00", "first"],
    ]
    assert "'Ferry sails again' became 'Ferry sails on'" in lines[1][3]
    told = json.loads(run("show", "1", "--versions", "-f", "json").stdout)
    assert [version["change"] for version in told["versions"]] == ["edited", "first"]


def test_diff_in_lines(run: Run) -> None:
    """A difference is a line a paragraph, with the words that were removed and added."""
    assert run("show", "1", "--diff").stdout.splitlines() == [
        "--- version 1, seen 2026-03-03T08:00:00+00:00",
        "+++ version 2, seen 2026-03-03T09:00:00+00:00",
        "~ Ferry sails [-again-]{+on+}",
        "  The harbour was quiet.",
        "~ It costs [-2-]{+3+} pounds.",
        "+ More to come.",
    ]


@pytest.mark.parametrize("written", ["1..2", "1", "1.."])
def test_diff_of_two_versions(run: Run, written: str) -> None:
    """The versions may be named; the same ones give the same difference, and turned round the opposite."""
    assert run("show", "1", "--diff", written).stdout == run("show", "1", "--diff").stdout
    assert "~ It costs [-3-]{+2+} pounds." in run("show", "1", "--diff", "2..1").stdout


def test_diff_before_the_number(run: Run) -> None:
    """`--diff 1` alone names the article, not a version."""
    assert run("show", "--diff", "1").stdout == run("show", "1", "--diff").stdout


@pytest.mark.parametrize(
    ("written", "status"), [("1..9", 1), ("..", 2), ("..2", 2), ("a..b", 2), ("0..1", 2)]
)
def test_wrong_diffs(run: Run, written: str, status: int) -> None:
    """Versions that are not there, or no versions, are refused."""
    assert run("show", "1", "--diff", written).exit_code == status


def test_one_version_alone(run: Run) -> None:
    """An article that never changed has no difference."""
    assert "nothing to compare" in run("show", "2", "--diff").stderr


def test_diff_as_json(run: Run) -> None:
    """JSON holds the paragraphs and the words of those that changed."""
    told = json.loads(run("show", "1", "--diff", "-f", "json").stdout)
    assert [paragraph["kind"] for paragraph in told["text"]] == ["same", "changed", "added"]
    assert told["title"][0]["pieces"][-1] == {"kind": "added", "text": "on"}
    assert (told["old"]["number"], told["new"]["number"]) == (1, 2)


@pytest.mark.parametrize(
    "options",
    [
        ["--versions", "--diff"],
        ["--version", "1", "--versions"],
        ["--diff", "-f", "html"],
        ["--versions", "-f", "copy"],
    ],
)
def test_views_that_do_not_go_together(run: Run, options: list[str]) -> None:
    """Two views at once, and a format that a view does not have, are refused."""
    assert run("show", "1", *options).exit_code == 2


def test_no_article_is_named(run: Run) -> None:
    """Without an article there is an example of how to name one."""
    result = run("show")
    assert result.exit_code == 2
    assert "lugas show 118" in result.stderr


@pytest.mark.parametrize("width", [24, 80, 200])
@pytest.mark.parametrize(
    "arguments", [["1"], ["4"], ["1", "--diff"], ["1", "--versions"], ["4", "--versions"]]
)
def test_terminal_views_fit(run: Run, terminal: Terminal, width: int, arguments: list[str]) -> None:
    """Every view fits the terminal, and nothing of the page steers it."""
    terminal(width)
    plain = OURS.sub("", run("show", *arguments).stdout)
    assert plain.strip()
    assert all(cell_len(line) <= width for line in plain.splitlines())
    assert not set(plain) & set("\x1b\x9b\r\x07\x00\u202e\u2066")


def test_diff_is_drawn(run: Run, terminal: Terminal) -> None:
    """Words that went are struck through, words that came are underlined; signs stand for whole paragraphs."""
    terminal(80)
    text = run("show", "1", "--diff").stdout
    assert re.search(r"\x1b\[9;31m2", text)
    assert re.search(r"\x1b\[4;32m3", text)
    assert "+ More to come." in OURS.sub("", text).splitlines()


def test_terminal_tells_of_versions(run: Run, terminal: Terminal) -> None:
    """Under an article that has changed stands which version it is."""
    terminal(80)
    assert "version 2 of 2; what changed tells: lugas show 1 --diff" in OURS.sub("", run("show", "1").stdout)
    assert "version 1 of 2" in OURS.sub("", run("show", "1", "--version", "1").stdout)
    assert "version 1" not in run("show", "2").stdout
