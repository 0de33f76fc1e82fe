"""`lugas read --join`: the pages of one article in, one article out, with a quick reader in the real one's place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("quick_reader")


def pages(**texts: str) -> None:
    """Make pages in the folder."""
    for name, text in texts.items():
        Path(f"{name}.html").write_text(text, encoding="utf-8")


def test_pages_become_one_article(run: Run) -> None:
    """The parts are printed as one article, once, without the names of their files."""
    pages(a="Judul panjang\nIsi satu.", b="Judul panjang\nIsi dua.")
    result = run("read", "--join", "a.html", "b.html")
    assert result.exit_code == 0
    assert result.stdout == "# Judul panjang\n\nIsi satu.\n\nIsi dua.\n"
    assert result.stderr == ""


def test_folders_and_patterns(run: Run) -> None:
    """A folder or a pattern gives the parts as well as their names do."""
    Path("parts").mkdir()
    pages(**{"parts/1": "Judul panjang\nIsi satu.", "parts/2": "Judul panjang\nIsi dua."})
    assert run("read", "--join", "parts").stdout == run("read", "--join", "parts/*.html").stdout
    assert "Isi dua." in run("read", "--join", "parts").stdout


def test_json_is_one_object(run: Run) -> None:
    """As JSON it is one object without a source, also in a file."""
    pages(a="Judul panjang\nIsi satu.", b="Judul panjang\nIsi dua.")
    told = json.loads(run("read", "--join", "a.html", "b.html", "-f", "json").stdout)
    assert "source" not in told
    assert run("read", "--join", "a.html", "b.html", "-o", "whole.json").exit_code == 0
    assert json.loads(Path("whole.json").read_text("utf-8")) == told


def test_folder_gets_one_file(run: Run) -> None:
    """Into a folder goes one file, named after the first page."""
    pages(a="Judul panjang\nIsi satu.", b="Judul panjang\nIsi dua.")
    assert run("read", "--join", "a.html", "b.html", "-o", "out/").exit_code == 0
    assert [path.name for path in Path("out").iterdir()] == ["a.md"]


def test_tables_of_the_whole(run: Run) -> None:
    """`--blocks` lists the blocks of all pages, and says of which page each is."""
    pages(a="Judul panjang\nIsi satu.", b="Judul panjang\nIsi dua.")
    told = run("read", "--join", "a.html", "b.html", "--blocks").stdout
    assert "another line; page 2" in told
    assert "is the title again; page 2" in told


def test_pages_of_two_articles(run: Run) -> None:
    """Pages with other titles are refused with both, and nothing is written."""
    pages(a="Judul panjang\nIsi satu.", b="Lain sekali\nIsi dua.")
    result = run("read", "--join", "a.html", "b.html", "-o", "whole.md")
    assert result.exit_code == 2
    assert "--join: not pages of one article" in result.stderr
    assert "“Lain sekali”" in result.stderr
    assert "give the pages of one article" in result.stderr
    assert not Path("whole.md").exists()


def test_one_page_is_not_several(run: Run) -> None:
    """One page alone is refused, with the remedy; so is an address for many."""
    pages(a="Judul panjang\nIsi satu.", b="Judul panjang\nIsi dua.")
    result = run("read", "--join", "a.html")
    assert result.exit_code == 2
    assert "give all of its pages" in result.stderr
    assert run("read", "--join", "a.html", "b.html", "--url", "https://a.example/b").exit_code == 2


def test_a_page_that_cannot_be_read(run: Run) -> None:
    """Where a page is missing nothing is printed: an article with a hole would look like the whole."""
    pages(a="Judul panjang\nIsi satu.")
    result = run("read", "--join", "a.html", "b.html")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "b.html: there is no such file" in result.stderr
    assert "the pages are not joined" in result.stderr


def test_what_holds_no_article(run: Run) -> None:
    """Where no page holds an article the status tells, and standard error says why; `--quiet` does not."""
    pages(a="menu\nSatu", b="menu\nDua")
    result = run("read", "--join", "a.html", "b.html")
    assert result.exit_code == 3
    assert result.stdout == ""
    assert "a.html: no article (index_page)" in result.stderr
    assert run("read", "--join", "-q", "a.html", "b.html").stderr == ""
