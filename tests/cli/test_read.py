"""`lugas read`: sources, views, outputs and exit statuses, with a quick reader in the real one's place."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from lugas.cli.read import read
from lugas.model import Article, Page, Verdict, VerdictKind
from tests.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("quick_reader")


def pages(**texts: str) -> None:
    """Make pages in the folder."""
    for name, text in texts.items():
        Path(f"{name}.html").write_text(text, encoding="utf-8")


def listing(folder: str = ".") -> list[str]:
    """Give the names of all files in a folder, sorted."""
    return sorted(path.name for path in Path(folder).iterdir())


def test_one_page_piped_is_markdown(run: Run) -> None:
    """Without a terminal and without --format, one page is printed as Markdown, with nothing else."""
    pages(a="Judul\nIsi satu.\nIsi dua.")
    result = run("read", "a.html")
    assert result.exit_code == 0
    assert result.stdout.startswith("# Judul\n")
    assert "Isi satu.\n\nIsi dua.\n" in result.stdout
    assert result.stderr == ""


@pytest.mark.parametrize("view", ["text", "markdown", "html", "json", "copy"])
def test_every_format_prints_the_article(run: Run, view: str) -> None:
    """Each format prints title and body, and ends in one newline."""
    pages(a="Judul\nIsi satu.")
    result = run("read", "a.html", "--format", view)
    assert result.exit_code == 0
    assert "Judul" in result.stdout
    assert "Isi satu." in result.stdout
    assert result.stdout.endswith("\n")
    assert not result.stdout.endswith("\n\n")


def test_json_of_several_pages_is_a_line_each_with_its_source(run: Run) -> None:
    """Several pages as JSON are a line each, in order, with the source; none without article is left out."""
    pages(a="Judul a\nIsi.", b="menu", c="Judul c\nIsi.")
    result = run("read", "a.html", "b.html", "c.html", "-f", "json")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(line["source"], line["title"]) for line in lines] == [
        ("a.html", "Judul a"), ("b.html", "menu"), ("c.html", "Judul c"),
    ]  # fmt: skip
    assert lines[1]["verdict"]["kind"] == "index_page"
    assert result.exit_code == 3


def test_several_pages_are_told_apart(run: Run) -> None:
    """Several pages on standard output are each headed by their name."""
    pages(a="Judul a\nIsi.", b="Judul b\nIsi.")
    for view, head in (
        ("text", "==> b.html <=="),
        ("copy", "==> b.html <=="),
        ("markdown", "<!-- b.html -->"),
    ):
        out = run("read", "a.html", "b.html", "-f", view).stdout
        assert out.index("Judul a") < out.index(head) < out.index("Judul b")


def test_exit_statuses(run: Run) -> None:
    """0 for articles alone, 3 with a page that holds none, 1 with an unreadable source, which wins."""
    pages(a="Judul\nIsi.", half="half\nIsi.", none="menu")
    Path("empty.html").touch()
    assert run("read", "a.html").exit_code == 0
    assert run("read", "half.html").exit_code == 0
    assert run("read", "none.html").exit_code == 3
    assert run("read", "empty.html", "a.html").exit_code == 3
    assert run("read", "a.html", "missing.html").exit_code == 1
    assert run("read", "none.html", "missing.html", "a.html").exit_code == 1


def test_what_went_wrong_is_named_and_the_others_are_read(run: Run) -> None:
    """Each page without article and each unreadable source is named, with why; the others are printed."""
    pages(a="Judul a\nIsi.", none="menu", z="Judul z\nIsi.", half="half\nIsi.")
    Path("empty").mkdir()
    result = run("read", "a.html", "no.html", "none.html", "empty", "half.html", "ftp://a.id", "z.html")
    assert result.stderr.splitlines() == [
        "lugas: no.html: there is no such file; check the name",
        "lugas: none.html: no article (index_page): its first line says so",
        next(line for line in result.stderr.splitlines() if "empty: this folder holds no page; " in line),
        "lugas: half.html: not the whole article (partial): its first line says so",
        "lugas: ftp://a.id: addresses of the kind ftp:// cannot be opened; download the page first",
    ]
    assert [title in result.stdout for title in ("Judul a", "menu", "half", "Judul z")] == [
        True,
        False,
        True,
        True,
    ]


def test_quiet_says_only_errors(run: Run) -> None:
    """--quiet leaves out the notes on pages without article, not the errors; the exit status stays."""
    pages(none="menu")
    assert run("read", "none.html", "-q").stderr == ""
    assert run("read", "none.html", "-q").exit_code == 3
    assert "no.html" in run("read", "no.html", "-q").stderr


def test_standard_input(run: Run) -> None:
    """Standard input is read for -, and when there is no source but something is piped in."""
    assert "# Judul" in run("read", "-", stdin=b"Judul\nIsi.").stdout
    assert "# Judul" in run("read", stdin=b"Judul\nIsi.").stdout
    nothing = run("read", "-")
    assert nothing.exit_code == 3
    assert nothing.stderr.startswith("lugas: standard input: no article (empty): it holds no text; save ")


@pytest.mark.parametrize(
    ("kind", "remedy"),
    [
        (VerdictKind.NEEDS_JAVASCRIPT, "; save the page from a browser after it has loaded"),
        (VerdictKind.CONSENT_WALL, "; save the page from a browser after answering"),
        (VerdictKind.PAYWALL, "; if you have access, save the page from a browser while logged in"),
        (VerdictKind.FORUM, ""),
    ],
)
def test_note_tells_the_remedy(
    run: Run, monkeypatch: pytest.MonkeyPatch, kind: VerdictKind, remedy: str
) -> None:
    """The note on a page that is not the article meant tells what to do, where something can be done."""
    article = Article(verdict=Verdict(kind, "it says so"), form="html")
    monkeypatch.setattr("lugas.cli.pages.read_page", lambda _page, _options: article)
    pages(a="x")
    assert run("read", "a.html").stderr.endswith(f" ({kind.value}): it says so{remedy}\n")


def test_terminal_and_no_source_gives_help(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a source, and with nobody piping one in, the way to give one is shown."""
    monkeypatch.setattr("lugas.cli.read.is_terminal", lambda _stream: True)
    result = run("read")
    assert result.exit_code == 2
    assert "lugas read page.html" in result.stderr
    assert "lugas read --help" in result.stderr


def test_options_reach_the_reader(run: Run) -> None:
    """--as, --url, --precise and --complete are what the page is read with."""
    pages(a="Judul\nIsi.")
    found = json.loads(
        run("read", "a.html", "-f", "json", "--as", "text", "--url", "https://a.id/1", "--precise").stdout
    )
    assert found["url"] == "https://a.id/1"
    assert found["findings"][0]["detail"] == "form text threshold 0.7"
    found = json.loads(run("read", "a.html", "-f", "json", "--complete").stdout)
    assert found["findings"][0]["detail"] == "form auto threshold 0.3"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("a.html", "b.html", "--url", "https://a.id"), "several"),
        (("a.html", "--url", "a.id/1"), "https://"),
        (("https://a.id/1", "--url", "https://a.id/1"), "its address already"),
        (("a.html", "--precise", "--complete"), "opposite"),
        (("a.html", "--evidence", "-f", "json"), "--format"),
        (("a.html", "--format", "pdf"), "pdf"),
        (("a.html", "--timeout", "0"), "timeout"),
        (("https://a.id", "--timeout", "inf"), "timeout"),
        (("https://a.id", "--timeout", "nan"), "timeout"),
        (("good.html", "--max-seconds", "nan"), "'nan' is no number of seconds"),
        (("a.html", "--fromat", "json"), "--format"),
        (("-missing.html",), "./"),
        (("a.html", "b.html", "-o", "taken"), "is a file"),
        (("a.html", "-o", "taken/"), "is a file"),
        (("a.html", "-o", "a.html"), "overwrite"),
        (("a.html", "-o", "link"), "overwrite"),
        (("a.html", "b.html", "-f", "json", "-o", "b.html"), "overwrite"),
    ],
)
def test_wrong_usage(run: Run, arguments: tuple[str, ...], told: str) -> None:
    """What cannot be meant is refused before anything is read, with what to do instead."""
    pages(a="Judul\nIsi.", b="Judul\nIsi.")
    Path("taken").touch()
    Path("link").symlink_to("a.html")
    result = run("read", *arguments)
    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stdout == ""
    assert Path("a.html").read_text(encoding="utf-8") == "Judul\nIsi."


def test_file_whose_name_begins_with_a_dash(run: Run) -> None:
    """Such a file is read like any other, with or without `--` before it, and the options beside it hold."""
    Path("-o.html").write_text("Judul\nIsi.", encoding="utf-8")
    Path("-f").write_text("Bukan\nIsi.", encoding="utf-8")
    assert "# Judul" in run("read", "-o.html").stdout
    assert run("read", "-o.html", "-f", "text").stdout == run("read", "-f", "text", "--", "-o.html").stdout
    assert "# Judul" in run("read", "--", "-o.html").stdout


def test_output_file(run: Run) -> None:
    """-o FILE holds what would be printed; its ending tells the format; nothing else is left beside it."""
    pages(a="Judul\nIsi.")
    for ending, view in (
        (".md", "markdown"),
        (".txt", "text"),
        (".html", "html"),
        (".json", "json"),
        ("", "markdown"),
    ):
        assert run("read", "a.html", "-o", f"out{ending}").stdout == ""
        assert Path(f"out{ending}").read_text(encoding="utf-8") == run("read", "a.html", "-f", view).stdout
    assert listing() == ["a.html", "out", "out.html", "out.json", "out.md", "out.txt"]


def test_output_keeps_the_rights_of_the_file_it_replaces(run: Run) -> None:
    """A new file has the rights of any new file, a replaced one keeps its own, and a link stays a link."""
    pages(a="Judul\nIsi.")
    mask = os.umask(0o027)
    try:
        run("read", "a.html", "-o", "new.md")
    finally:
        os.umask(mask)
    assert Path("new.md").stat().st_mode & 0o777 == 0o640
    Path("old.md").touch(mode=0o600)
    Path("link.md").symlink_to("old.md")
    run("read", "a.html", "-o", "link.md")
    assert Path("old.md").stat().st_mode & 0o777 == 0o600
    assert Path("link.md").is_symlink()
    assert Path("old.md").read_text(encoding="utf-8").startswith("# Judul")


def test_output_dash_and_device(run: Run) -> None:
    """-o - is standard output; a device is written to and stays a device."""
    pages(a="Judul\nIsi.")
    assert run("read", "a.html", "-o", "-").stdout.startswith("# Judul")
    assert run("read", "a.html", "-o", os.devnull).exit_code == 0
    assert Path(os.devnull).is_char_device()


def test_page_without_article_leaves_the_output_as_it_was(run: Run) -> None:
    """When nothing is to be written, a file stays as it is, and none is made; JSON tells the verdict."""
    pages(none="menu")
    Path("old.md").write_text("before", encoding="utf-8")
    assert run("read", "none.html", "-o", "old.md").exit_code == 3
    assert run("read", "none.html", "-o", "new.md").exit_code == 3
    assert Path("old.md").read_text(encoding="utf-8") == "before"
    assert run("read", "none.html", "-o", "new.json").exit_code == 3
    assert listing() == ["new.json", "none.html", "old.md"]


def test_output_folder(run: Run) -> None:
    """Several pages, or a folder given, go to a folder: a file each, named after its page, none lost."""
    pages(a="Judul a\nIsi.", b="Judul b\nIsi.", none="menu")
    Path("sub").mkdir()
    Path("sub/A.txt").write_text("Judul sub\nIsi.", encoding="utf-8")
    assert run("read", "a.html", "b.html", "sub", "none.html", "-o", "out").exit_code == 3
    assert listing("out") == ["a.md", "b.md", "sub-A.md"]
    assert "Judul sub" in Path("out/sub-A.md").read_text(encoding="utf-8")
    assert run("read", "a.html", "-o", "new/").exit_code == 0
    assert run("read", "a.html", "-o", "out", "-f", "json").exit_code == 0
    assert run("read", "sub", "-o", "one").exit_code == 0
    assert Path("new/a.md").is_file()
    assert Path("out/a.json").is_file()
    assert Path("one/A.md").is_file()


def test_output_folder_with_pages_of_one_name(run: Run) -> None:
    """Pages of one name are told apart by their folders, and where these have one name too, by numbers."""
    for folder in ("x/satu", "x/dua", "y/dua"):
        Path(folder).mkdir(parents=True)
        Path(folder, "page.html").write_text(f"{folder}\nIsi.", encoding="utf-8")
    assert run("read", "x", "y", "-o", "out").exit_code == 0
    assert listing("out") == ["dua-page-2.md", "dua-page.md", "satu-page.md"]
    assert "y/dua" in Path("out/dua-page-2.md").read_text(encoding="utf-8")


def test_output_folder_is_the_same_when_written_again(run: Run) -> None:
    """Reading again replaces what was written before and adds nothing."""
    pages(a="Judul a\nIsi.", b="Judul b\nIsi.")
    for _ in range(2):
        run("read", "a.html", "b.html", "-o", "out")
        assert listing("out") == ["a.md", "b.md"]


def test_output_never_overwrites_a_source(run: Run) -> None:
    """HTML views written into the folder of the pages get other names than the pages."""
    pages(a="Judul a\nIsi.", b="Judul b\nIsi.")
    assert run("read", "a.html", "b.html", "-f", "html", "-o", ".").exit_code == 0
    assert Path("a.html").read_text(encoding="utf-8") == "Judul a\nIsi."
    assert "<h1>Judul a</h1>" in Path("a-2.html").read_text(encoding="utf-8")


def test_json_lines_in_one_file(run: Run) -> None:
    """Several pages as JSON go to one file, a line each."""
    pages(a="Judul a\nIsi.", b="Judul b\nIsi.")
    assert run("read", "a.html", "b.html", "-o", "out.jsonl", "-f", "json").exit_code == 0
    lines = Path("out.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["title"] for line in lines] == ["Judul a", "Judul b"]


@pytest.mark.parametrize("output", ["no/such/folder/x.md", "a.html/x.md", "/dev/full", "n" * 300])
def test_output_that_cannot_be_written(run: Run, output: str) -> None:
    """An output that cannot be written is told with name and remedy, gives status 1, and leaves no draft."""
    pages(a="Judul\nIsi.")
    result = run("read", "a.html", "-o", output)
    assert result.exit_code == 1
    assert f"{output.rstrip('/')} cannot be written" in result.stderr
    assert "-o" in result.stderr
    assert listing() == ["a.html"]


def test_names_of_files_for_addresses(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address gives its last part, or its host, as the file's name, without what a file may not hold."""
    monkeypatch.setattr(
        "lugas.cli.pages._fetched", lambda url, _reading: Page(content=b"Judul\nIsi.", url=url)
    )
    addresses = [
        "https://a.id/x/berita%2F..%2Fsatu.html?p=1",
        "https://a.id/",
        "http://[",
        "https://b.id/" + "n" * 400,
    ]
    assert run("read", *addresses, "-o", "out").exit_code == 0
    found = listing("out")
    assert found == ["a.id.md", "berita-..-satu.md", "n" * 180 + ".md", "page.md"]


def test_evidence(run: Run) -> None:
    """--evidence prints the verdict and each field: value, where from, what lost and why, tabs between."""
    pages(a="Judul\nIsi.", none="menu")
    lines = [line.split("\t") for line in run("read", "a.html", "--evidence").stdout.splitlines()]
    assert lines == [
        ["field", "value", "from", "lost", "because"],
        ["verdict", "article", "its first line says so", "", ""],
        [
            "title",
            "Judul",
            "text form auto threshold 0.5",
            "Another title (open-graph og:title)",
            "it is longer",
        ],
    ]
    result = run("read", "none.html", "--evidence")
    assert "index_page" in result.stdout
    assert result.exit_code == 3


def test_blocks(run: Run) -> None:
    """--blocks prints every block with place, role, sureness, reason and text, tabs between."""
    pages(a="Judul\nIsi.")
    lines = [line.split("\t") for line in run("read", "a.html", "--blocks").stdout.splitlines()]
    assert lines == [
        ["place", "role", "sure", "reason", "text"],
        ["line 1", "title", "1.00", "the first line", "Judul"],
        ["line 2", "body", "1.00", "another line", "Isi."],
    ]


def test_every_option_has_help() -> None:
    """Every option of `read` says what it does."""
    assert [option.name for option in read.params if not getattr(option, "help", "")] == ["sources"]


def test_module_runs_without_network_library(run: Run) -> None:
    """Reading files loads neither the network library nor, without a terminal, rich."""
    pages(a="Judul\nIsi.")
    before = set(sys.modules)
    run("read", "a.html", "-f", "text")
    assert not {"httpx", "rich"} & {name.partition(".")[0] for name in set(sys.modules) - before}
