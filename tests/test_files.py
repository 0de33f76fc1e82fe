"""Finding sources and bringing files in."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import os
import socket
from pathlib import Path
from typing import Any

import pytest

import lugas
from lugas.errors import FileError, UsageError
from lugas.files import PageSource, find_sources, load_file, load_stream, read_file
from lugas.options import Options

HTML = "<!doctype html><html><body><p>Isi berita.</p></body></html>"


def names(*given: str) -> list[str]:
    """Give the names of the sources found, and of errors in brackets."""
    return [
        found.name if isinstance(found, PageSource) else f"[{found.source}]" for found in find_sources(given)
    ]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def fill(*paths: str, text: str = HTML) -> None:
    """Make files, and the folders they stand in."""
    for path in paths:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(text, encoding="utf-8")


def test_folder_gives_its_pages_sorted() -> None:
    """A folder stands for its pages and those of its folders, sorted, whatever the system's order."""
    fill("p/b.html", "p/a.htm", "p/c.txt", "p/d.TXT", "p/z/y.xhtml", "p/e.html.gz", "p/f.gz", "p/g.shtml")
    fill("p/logo.png", "p/site.css", "p/x.js", "p/data.json", "p/x.tar.gz", "p/x.warc.gz", "p/readme.md")
    assert names("p") == [
        f"p/{name}"
        for name in ("a.htm", "b.html", "c.txt", "d.TXT", "e.html.gz", "f.gz", "g.shtml", "z/y.xhtml")
    ]


def test_names_that_do_not_say_are_looked_into() -> None:
    """In a folder, a file without an ending, or with a script's, is a page if it begins as one."""
    fill("p/berita-1", "p/view.php", "p/index.html?id=2", "p/harga 1.5 juta", text=f"\n  {HTML}")
    fill("p/Makefile", "p/code.php", text="all:\n\techo <html\n")
    Path("p/packed").write_bytes(gzip.compress(HTML.encode()))
    Path("p/wide").write_bytes(HTML.encode("utf-16"))
    Path("p/broken").write_bytes(gzip.compress(HTML.encode())[:12])
    assert names("p") == [
        "p/berita-1", "p/harga 1.5 juta", "p/index.html?id=2", "p/packed", "p/view.php", "p/wide",
    ]  # fmt: skip


def test_hidden_files_and_companions_are_passed_over() -> None:
    """Hidden files, and the folder a browser saves beside a page, are no pages."""
    fill("p/.hidden.html", "p/.git/a.html", "p/page.html", "p/page_files/frame.html", "p/my_files/a.html")
    assert names("p") == ["p/page.html", "p/my_files/a.html"]


def test_folder_without_pages_is_an_error_and_the_rest_is_found() -> None:
    """A folder without pages is told with a remedy, and does not hide the other sources."""
    fill("empty/notes.md", "a.html")
    error, page = list(find_sources(["empty", "a.html"]))
    assert isinstance(error, FileError)
    assert error.source == "empty"
    assert "no page" in error.problem
    assert ".html" in error.remedy
    assert page == PageSource("a.html", "file")


def test_circle_of_links_ends() -> None:
    """A link to a folder above is not followed, neither in a folder nor by a pattern."""
    fill("p/a.html", "p/q/b.html")
    Path("p/q/up").symlink_to(Path("p").resolve(), target_is_directory=True)
    Path("p/q/up2").symlink_to(Path("p").resolve(), target_is_directory=True)
    assert names("p") == ["p/a.html", "p/q/b.html"]
    assert names("p/**/*.html") == ["p/a.html", "p/q/b.html"]


def test_deep_folders(folder: Path) -> None:
    """Folders nested deeper than Python's recursion limit are walked."""
    depth = 1100
    for _ in range(depth):
        Path("d").mkdir()
        os.chdir("d")
    fill("deep.html")
    os.chdir(folder)
    found = list(find_sources(["d"]))
    os.chdir("d/" * depth)  # take them away again: the clean-up after the tests would go too deep
    Path("deep.html").unlink()
    for _ in range(depth):
        os.chdir("..")
        Path("d").rmdir()
    assert found == [PageSource("d/" * depth + "deep.html", "file", within="d")]


def test_patterns(folder: Path) -> None:
    """A pattern that the shell left alone is matched here, `**` through all folders, sorted."""
    fill("p/b.html", "p/a.html", "p/q/r/c.html", "p/q/d.txt", "p/.h/e.html", "x[1].html", "x1.html")
    assert names("p/*.html") == ["p/a.html", "p/b.html"]
    assert names("p/**/*.html") == ["p/a.html", "p/b.html", "p/q/r/c.html"]
    assert names("**/**/c.html") == ["p/q/r/c.html"]
    assert names("p/**") == ["p/a.html", "p/b.html", "p/q/d.txt", "p/q/r/c.html"]
    assert names("p/?.html", "p/[bc].html") == ["p/a.html", "p/b.html"]
    assert names("*/q") == ["p/q/d.txt", "p/q/r/c.html"]
    assert names(f"{folder}/p/*.html") == [f"{folder}/p/a.html", f"{folder}/p/b.html"]
    assert names("x[1].html") == ["x[1].html"], "a file of that very name is meant"
    assert names("p/*.pdf", "no/*.html", "no/**") == ["[p/*.pdf]", "[no/*.html]", "[no/**]"]


def test_each_source_once_in_the_order_given() -> None:
    """A source named twice, by whatever path, is read once, where it came first."""
    fill("p/a.html", "p/b.html")
    Path("link.html").symlink_to("p/a.html")
    given = ["p/b.html", "-", "https://a.id/1", "p", "./p/../p/a.html", "link.html", "-", "https://a.id/1"]
    assert names(*given) == ["p/b.html", "-", "https://a.id/1", "p/a.html"]


def test_kinds_of_names() -> None:
    """Addresses, standard input and files are told apart; whether a file exists is asked later."""
    fill("http")
    kinds = [
        found.kind
        for found in find_sources(["HTTPS://a.id", "-", "http", "no.html"])
        if isinstance(found, PageSource)
    ]
    assert kinds == ["address", "input", "file", "file"]


@pytest.mark.parametrize(
    ("name", "remedy"), [("ftp://a.id/x", "download"), ("file:///x.html", "path"), ("", "give")]
)
def test_names_that_stand_for_nothing(name: str, remedy: str) -> None:
    """An address that cannot be opened, or an empty name, is an error with a remedy."""
    (error,) = find_sources([name])
    assert isinstance(error, FileError)
    assert remedy in error.remedy


@pytest.mark.parametrize(
    ("name", "problem", "remedy"),
    [
        ("missing.html", "no such file", "check the name"),
        ("page.html/x", "no such file", "check the name"),
        ("www.a.id/x", "no such file", "https://www.a.id/x"),
        ("n" * 5000, "too long", "check the name"),
        ("a\0b", "no file can have this name", "check the name"),
        ("circle", "circle", "give the file"),
        ("folder", "a folder", "give a file in it"),
        ("folder/", "a folder", "give a file in it"),
        ("pipe", "a pipe", "standard input"),
        ("/dev/zero", "a device", "give a file"),
    ],
)
def test_what_cannot_be_read_is_told_with_a_remedy(name: str, problem: str, remedy: str) -> None:
    """Whatever is wrong, the error names the file, the problem and the remedy; no pipe is waited for."""
    fill("page.html")
    Path("folder").mkdir()
    Path("circle").symlink_to("circle")
    os.mkfifo("pipe")
    with pytest.raises(FileError) as caught:
        load_file(name)
    assert caught.value.source == name.replace("\0", "\\0")
    assert problem in caught.value.problem
    assert remedy in caught.value.remedy


def test_socket_is_refused() -> None:
    """A socket is no file."""
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("sock")
        with pytest.raises(FileError, match="sock"):
            load_file("sock")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_unreadable_file_and_folder() -> None:
    """What may not be read is told; the other pages of the folder are found."""
    fill("p/a.html", "p/q/b.html", "p/r.html")
    Path("p/a.html").chmod(0)
    Path("p/q").chmod(0)
    try:
        assert names("p") == ["p/a.html", "p/r.html", "[p/q]"]
        with pytest.raises(FileError, match="may not be read"):
            load_file("p/a.html")
    finally:
        Path("p/q").chmod(0o700)


def test_name_that_is_not_utf8() -> None:
    """A file whose name is no UTF-8 is found and read."""
    try:
        Path(os.fsdecode(b"p\xff.html")).write_bytes(b"x")
    except OSError:
        pytest.skip("this file system knows no such names")
    (found,) = find_sources(["."])
    assert isinstance(found, PageSource)
    assert os.fsencode(found.name) == b"p\xff.html"
    assert load_file(found.name).content == b"x"


def test_no_more_than_the_bound_and_one_byte_is_read() -> None:
    """A file or stream is read up to the bound, and one byte over, which tells that there was more."""
    Path("big.txt").write_bytes(b"x" * 100)
    assert load_file("big.txt", Options(max_bytes=10)).content == b"x" * 11
    assert load_file("big.txt", Options(max_bytes=100)).content == b"x" * 100
    assert load_stream(io.BytesIO(b"x" * 100), "s", Options(max_bytes=10)).content == b"x" * 11


def test_stream_in_small_pieces_is_read_whole() -> None:
    """A stream that gives less than was asked for, as pipes do, is read to its end."""

    class Dripping:
        """Gives a byte at a time."""

        left = 5

        def read(self, size: int, /) -> bytes:
            """Give one byte, or none."""
            assert size > 0
            self.left -= 1
            return b"x" if self.left >= 0 else b""

    assert load_stream(Dripping()).content == b"xxxxx"


def test_read_file_reads_as_read_does() -> None:
    """`read_file` gives what `read` gives for the file's bytes."""
    fill("a.html")
    url = "https://a.id/2024/01/20/isi"
    assert read_file(Path("a.html"), url=url) == lugas.read(Path("a.html").read_bytes(), url=url)


def test_empty_file_is_no_error() -> None:
    """An empty file gives an article whose verdict says that it is empty."""
    Path("empty.html").touch()
    assert read_file("empty.html").verdict.kind is lugas.VerdictKind.EMPTY


@pytest.mark.parametrize(
    ("path", "given", "name"),
    [
        (5, {}, "path"),
        (None, {}, "path"),
        ("a.html", {"options": None}, "options"),
        ("a.html", {"url": 5}, "url"),
    ],
)
def test_wrong_arguments_of_read_file(path: Any, given: dict[str, Any], name: str) -> None:
    """A wrong argument is refused by its name, with the remedy, before the file is looked for."""
    with pytest.raises(UsageError, match=f"^{name} is of type .*; give ") as caught:
        read_file(path, **given)
    assert caught.value.name == name


def test_read_file_takes_the_time_of_fetching() -> None:
    """`fetched` does for a file what it does for content; without a zone it is refused."""
    fill("a.html")
    fetched = dt.datetime(2024, 3, 2, 8, tzinfo=dt.UTC)
    assert read_file("a.html", fetched=fetched) == lugas.read(HTML.encode(), fetched=fetched)
    with pytest.raises(UsageError, match="fetched has no zone; give it a zone"):
        read_file("a.html", fetched=fetched.replace(tzinfo=None))


def test_pattern_in_a_folder_with_brackets_in_its_name() -> None:
    """A folder that is really called like a pattern is meant itself; a name that is no folder is a pattern."""
    fill("dir[1]/a.txt", "dir[1]/b.txt", "dir1/c.txt", "x2/d.txt")
    assert names("dir[1]/*.txt") == ["dir[1]/a.txt", "dir[1]/b.txt"]
    assert names("x[12]/*.txt") == ["x2/d.txt"]
