"""What the tests of the command line share: an empty folder, a run in it, and a reader that is quick."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lugas.cli.main import main
from lugas.model import Article, Block, Finding, Kind, Page, Place, Rival, Role, Source, Verdict, VerdictKind
from lugas.options import Options
from tests.cli.kept import FILE, fill

Run = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Run:
    """Run `lugas` with arguments, in an empty folder, within this process."""

    def run_main(*arguments: str, stdin: bytes = b"") -> Result:
        assert folder.is_dir()
        result = CliRunner().invoke(main, arguments, input=stdin)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run_main


@pytest.fixture
def quick_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a reader in place that takes the first line for the title and the others for the body.

    A page with the word "menu" is none, one with "half" is partial.
    """
    monkeypatch.setattr("lugas.cli.pages.read_page", quick_read)


def quick_read(page: Page, options: Options) -> Article:
    """Read a page as the quick reader does; what it was given is told in the findings."""
    assert isinstance(page.content, bytes)
    lines = [line for line in page.content.decode("utf-8", "replace").splitlines() if line.strip()]
    if not lines:
        return Article(verdict=Verdict(VerdictKind.EMPTY, "it holds no text"), form="text")
    kind = VerdictKind.INDEX if "menu" in lines[0] else VerdictKind.PARTIAL if "half" in lines[0] else None
    verdict = Verdict(kind or VerdictKind.ARTICLE, "its first line says so")
    blocks = [
        Block(
            kind=Kind.PARAGRAPH,
            text=line,
            role=Role.BODY if number else Role.TITLE,
            reason="the first line" if not number else "another line",
            place=Place(first_line=number + 1, last_line=number + 1),
        )
        for number, line in enumerate(lines)
    ]
    told = f"form {page.form} threshold {options.threshold}"
    rival = Rival("Another\ttitle", Source.OPEN_GRAPH, "og:title", "it is longer")
    finding = Finding("title", lines[0], Source.TEXT, told, (rival,))
    return Article(
        verdict=verdict,
        form="text",
        title=lines[0],
        url=page.url or "",
        findings=(finding,),
        blocks=tuple(blocks),
    )


@pytest.fixture
def shelf(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with a store that commands find, in a zone of its own."""
    monkeypatch.setenv("LUGAS_STORE", str(FILE))
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    fill()
    return folder / FILE


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Give a function that lets commands print for a terminal of so many columns."""

    def widen(width: int) -> None:
        for name in ("lists", "show", "sites", "store"):
            monkeypatch.setattr(f"lugas.cli.{name}.is_terminal", lambda _stream: True)
        monkeypatch.setenv("COLUMNS", str(width))
        monkeypatch.setenv("TERM", "xterm-256color")
        monkeypatch.delenv("NO_COLOR", raising=False)

    return widen
