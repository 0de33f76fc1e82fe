"""`lugas latest` and `lugas search`: what is listed, how it is printed, and that no page steers the terminal."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from rich.cells import cell_len

from tests.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("shelf")

Terminal = Callable[[int], None]
OURS = re.compile(r"\x1b\[[\d;]*m")  # the escape sequences that colours are made of


def rows(text: str) -> list[list[str]]:
    """Give the cells of lines with tabs, without the columns' names."""
    return [line.split("\t") for line in text.splitlines()[1:]]


def test_latest_in_a_pipe_is_lines_with_tabs(run: Run) -> None:
    """Each article is one line, newest first, under the columns' names; no control character is among it."""
    text = run("latest").stdout
    assert text.splitlines()[0].split("\t")[:3] == ["id", "time", "site"]
    assert [row[0] for row in rows(text)] == ["4", "3", "2", "1"]
    assert {len(row) for row in rows(text)} == {7}
    assert rows(text)[3] == [
        "1", "2026-03-01T09:00+00:00", "The Saltmere Courier", "Harbour", "en", "Ferry sails on",
        "https://www.courier.example/ferry",
    ]  # fmt: skip
    assert not set(text) & {"\x1b", "\x9b", "\r", "\x07", "\x00"}


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--site", "courier.example"], ["4", "1"]),
        (["--site", "https://www.courier.example/x"], ["4", "1"]),
        (["--site", "saltmere"], ["4", "1"]),
        (["--site", "2"], ["3", "2"]),
        (["--section", "harbour"], ["1"]),
        (["--language", "zh"], ["3"]),
        (["--author", "赵一鸣"], ["3"]),
        (["--since", "2026-03-02"], ["4", "3", "2"]),
        (["--since", "2026-03-02 05:00", "--until", "2026-03-02T13:00+00:00"], ["3"]),
        (["--until", "2026-03-01T10:00Z"], ["1"]),
        (["-n", "2"], ["4", "3"]),
        (["-n", "2", "--after", "3"], ["2", "1"]),
        (["--site", "2", "--language", "ar"], ["2"]),
        (["--section", "no such"], []),
    ],
)
def test_latest_chooses(run: Run, options: list[str], found: list[str]) -> None:
    """Options choose articles, alone and together; the list goes on after an article."""
    assert [row[0] for row in rows(run("latest", *options).stdout)] == found


def test_latest_as_json(run: Run) -> None:
    """JSON is one object that tells where the list goes on; JSON lines are an article each."""
    told = json.loads(run("latest", "-n", "2", "-f", "json").stdout)
    assert [item["id"] for item in told["items"]] == [4, 3]
    assert told["next"] == 3
    assert json.loads(run("latest", "--after", "3", "-f", "json").stdout)["next"] is None
    lines = [json.loads(line) for line in run("latest", "-f", "jsonl").stdout.splitlines()]
    assert [line["id"] for line in lines] == [4, 3, 2, 1]
    assert lines[3]["site"] == {"id": 1, "host": "courier.example", "name": "The Saltmere Courier"}
    assert lines[3]["listed"] == "2026-03-01T09:00:00Z"
    assert "place" not in lines[3]


def test_search_finds_all_words(run: Run) -> None:
    """Articles that hold every word are found, with a piece of text; filters hold too."""
    found = rows(run("search", "HARBOUR", "pounds").stdout)
    assert [row[0] for row in found] == ["1"]
    assert "harbour" in found[0][-1]
    assert [row[0] for row in rows(run("search", "harbour", "--order", "best").stdout)] in (
        ["1", "4"],
        ["4", "1"],
    )
    assert [row[0] for row in rows(run("search", "海底").stdout)] == ["3"]
    assert run("search", "harbour", "--language", "ar").exit_code == 3


def test_search_as_json_marks_the_words(run: Run) -> None:
    """The marks tell from where to where the words stand."""
    hit = json.loads(run("search", "ferry", "-f", "json").stdout)["items"][0]
    assert [hit["title"][start:end] for start, end in hit["title_marks"]] == ["Ferry"]
    hit = json.loads(run("search", "pounds", "-f", "json").stdout)["items"][0]
    assert [hit["snippet"][start:end] for start, end in hit["snippet_marks"]] == ["pounds"]


def test_nothing_found_is_told(run: Run) -> None:
    """A search without result exits with 3 and says so on standard error."""
    result = run("search", "nowhere")
    assert result.exit_code == 3
    assert result.stderr == "lugas: nothing was found\n"


def test_best_goes_not_on(run: Run) -> None:
    """The best come as one list; to go on in it is refused."""
    assert run("search", "harbour", "--order", "best", "--after", "1").exit_code == 2


@pytest.mark.parametrize("width", [24, 80, 120, 200])
@pytest.mark.parametrize(
    "arguments", [("latest",), ("latest", "-n", "2"), ("search", "harbour"), ("search", "海底")]
)
def test_terminal_view_fits(run: Run, terminal: Terminal, width: int, arguments: tuple[str, ...]) -> None:
    """No line is wider than the terminal, and no escape sequence is there but those of colours."""
    terminal(width)
    text = run(*arguments).stdout
    assert text
    plain = OURS.sub("", text)
    assert all(cell_len(line) <= width for line in plain.splitlines())
    assert not set(plain) & set("\x1b\x9b\r\x07\x00\u202e\u2066")


def test_terminal_view_tells_days_and_the_way_on(run: Run, terminal: Terminal) -> None:
    """Articles stand under their days, with number, clock, site and section; the foot tells how to go on."""
    terminal(80)
    lines = OURS.sub("", run("latest").stdout).splitlines()
    assert "Monday 2 March 2026" in lines
    assert lines.index("1  Ferry sails on") < len(lines)
    assert "   09:00 · The Saltmere Courier · Harbour · 2 versions" in lines
    assert "   \N{ARABIC LETTER ALEF}" not in lines
    assert any(line.startswith("   المرفأ") for line in lines), "a day alone tells no clock"
    assert (
        OURS.sub("", run("latest", "-n", "1").stdout).splitlines()[-1] == "1 of 4; the next ones: --after 4"
    )


def test_marks_are_drawn(run: Run, terminal: Terminal) -> None:
    """The words that were searched are set apart, in title and snippet."""
    terminal(80)
    text = run("search", "ferry").stdout
    marked = re.findall(r"\x1b\[1;4;35m([^\x1b]+)", text)
    assert marked == ["Ferry"]


@pytest.mark.parametrize("told", ["", "tomorrow's", "2026-13-01", "99999999w", "1;2"])
def test_time_that_is_none(run: Run, told: str) -> None:
    """A time that cannot be read is refused, and told how to be written."""
    result = run("latest", "--since", told)
    assert result.exit_code == 2
    assert "3d" in result.stderr


@pytest.mark.parametrize("told", ["today", "yesterday", "12h", "3d", "2w", "45 m"])
def test_times_that_reach_back(run: Run, told: str) -> None:
    """A time may be told by how long ago it is; all of these articles are older."""
    result = run("latest", "--since", told)
    assert result.exit_code == 0
    assert rows(result.stdout) == []
    assert "no article is like that" in result.stderr


def test_names_that_are_none(run: Run) -> None:
    """A site or an article that is not there is named, with the way to find it; a doubtful one is told apart."""
    result = run("latest", "--site", "nowhere\x1b[2J")
    assert (result.exit_code, result.stderr) == (
        1,
        "Error: there is no site nowhere\\x1b[2J; lugas sites lists those there are\n",
    )
    result = run("latest", "--site", "example")
    assert result.exit_code == 1
    assert "may be any of courier.example, marfa.example, quiet.example" in result.stderr
    assert "there is no article 99" in run("latest", "--after", "99").stderr
