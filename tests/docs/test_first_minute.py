"""The first minute of following, as the documentation shows it, is what a newcomer sees."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from lugas.cli.main import main
from lugas.demo import Clock, World, serve
from lugas.demo.world import last_week
from tests.docs.pages import ROOT, fences, typed

FOLLOWING = ROOT / "docs" / "following.md"
COLOURS = re.compile(r"\x1b\[[\d;]*m")
# What is another one on another day or machine: ports, days, and the numbers that articles get.
PASSING = (
    (r"127\.0\.0\.1:\d+", "PORT"),
    (r"\w+day \d+ \w+ \d{4}", "DAY"),
    (r"\d{4}-\d\d-\d\d", "DATE"),
    (r"(?m)^ *\d+  (?=\S)", "N  "),
    (r"(?m)^ +(?=\S)", "    "),  # what stands below a number is as far in as that is long
    (r"--after \d+", "--after N"),
)


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Serve the demo world as `lugas demo` does; gives the address of the paper shown."""
    monkeypatch.setattr("lugas.cli.lists.is_terminal", lambda _stream: True)
    for name, value in {"LUGAS_STORE": str(tmp_path / "store.db"), "TZ": "UTC", "COLUMNS": "80"}.items():
        monkeypatch.setenv(name, value)
    time.tzset()
    world = World(start=last_week())
    with serve(world, Clock(world.time(6, "18:00"), speed=0)) as papers:
        yield papers.addresses["courier"]


def even(text: str) -> str:
    """Give what is printed without what passes, and without colours."""
    text = COLOURS.sub("", text)
    for pattern, name in PASSING:
        text = re.sub(pattern, name, text)
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


@pytest.mark.slow
def test_first_minute(paper: str) -> None:
    """The commands of the page, typed in turn, print what the page shows, within a minute; so does the README."""
    began = time.monotonic()
    blocks = [fence for fence in fences(FOLLOWING) if "## The first minute" in fence.page.read_text("utf-8")]
    first = next(number for number, fence in enumerate(blocks) if "lugas follow" in fence.text)
    commands = [entry.command for entry in typed(blocks[first])]
    printed = []
    for command in commands:
        words = command.replace("http://127.0.0.1:8702", paper).split()
        result = CliRunner().invoke(main, words[1:], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        printed.append(even(result.stdout))
    assert time.monotonic() - began < 60
    follow, _, latest = printed
    assert follow == even(blocks[first + 1].text)
    assert latest == even(blocks[first + 2].text)
    shown = [even(fence.text) for fence in fences(ROOT / "README.md") if fence.language == "text"]
    assert latest in shown
