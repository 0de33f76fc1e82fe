"""`lugas` as a process of its own, with the real reader: pipes, signals, encodings, addresses, bad input."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

PARAGRAPH = (
    "Pemerintah kota menyatakan pada Senin bahwa pembangunan jembatan penyeberangan di pusat kota akan "
    "selesai pada akhir tahun ini, setelah tertunda dua kali karena banjir dan kekurangan bahan bangunan."
)
PAGE = f"""<!doctype html><html lang="id"><head><title>Jembatan Selesai Akhir Tahun</title></head><body>
<nav><a href="/">Beranda</a> <a href="/kota">Kota</a></nav>
<article><h1>Jembatan Selesai Akhir Tahun</h1>{f"<p>{PARAGRAPH}</p>" * 4}</article></body></html>"""
COMMAND = (sys.executable, "-m", "lugas")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with one good page."""
    monkeypatch.chdir(tmp_path)
    Path("good.html").write_text(PAGE, encoding="utf-8")
    return tmp_path


def lugas(*arguments: str | bytes, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run the command; a traceback fails the test whatever it is about."""
    result = subprocess.run(
        [*COMMAND, *arguments],
        input=b"",
        capture_output=True,
        timeout=120,
        check=False,
        env={**os.environ, **(env or {})},
    )
    assert b"Traceback" not in result.stderr, result.stderr.decode("utf-8", "replace")
    return result


def test_good_page() -> None:
    """A good page gives its title and body, and nothing on standard error."""
    result = lugas("read", "good.html")
    assert result.returncode == 0, result.stderr
    assert result.stdout.decode().startswith("# Jembatan Selesai Akhir Tahun\n")
    assert result.stdout.decode().count(PARAGRAPH) == 4
    assert result.stderr == b""


BAD = (
    ("empty.html", b""),
    ("spaces.txt", b" \n\t\r\n" * 9),
    ("binary.html", bytes(range(256)) * 64),
    ("image.txt", b"\x89PNG\r\n\x1a\n" + bytes(4000)),
    ("nul.html", b"\0" * 5000),
    ("menu.html", b"<html><body><nav>" + b"<a href='/x'>Beranda</a> " * 40 + b"</nav></body></html>"),
    (
        "404.html",
        b"<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>",
    ),
    ("nested.html", b"<div>" * 200_000),
    ("open.html", b"<p" * 100_000),
    ("broken.html", b"<html><body><p>\xff\xfe\xc3\x28\xed\xa0\x80</p></body></html>"),
    ("broken.gz", gzip.compress(PAGE.encode(), mtime=0)[:60]),
    ("bomb.html.gz", gzip.compress(bytes(100_000_000), mtime=0)),
)


def test_bad_pages_are_named_and_the_others_are_read() -> None:
    """Pages that hold no article are named, each with its verdict, exit status 3, and the good page is read."""
    for name, content in BAD:
        Path(name).write_bytes(content)
    names = [name for name, _ in BAD]
    result = lugas("read", *names, "good.html")
    assert result.returncode == 3, (result.stdout[:300], result.stderr)
    told = result.stderr.decode().splitlines()
    assert [line.partition(": no article (")[0] for line in told] == [f"lugas: {name}" for name in names]
    assert PARAGRAPH in result.stdout.decode()


def test_quotes_in_quotes_are_survived() -> None:
    """200,000 marks of quotation, one in the other, are read in bounds, whatever they are taken for."""
    Path("nested.txt").write_bytes(b"> " * 200_000)
    result = lugas("read", "nested.txt", "good.html")
    assert result.returncode in {0, 3}
    assert PARAGRAPH in result.stdout.decode()


def test_good_page_with_dirt_in_it() -> None:
    """NUL bytes, broken encoding and 200,000 open divs around it do not hide an article."""
    dirty = PAGE.replace("<article>", "<div>" * 200_000 + "<article>").encode()
    Path("dirty.html").write_bytes(dirty.replace(b"<h1>", b"\0<h1>\xff"))
    result = lugas("read", "dirty.html", "-f", "text")
    assert result.returncode == 0, result.stderr
    assert PARAGRAPH in result.stdout.decode()


def test_file_that_vanishes() -> None:
    """A file that goes away after it was found is told like a missing one."""
    assert lugas("read", "good.html", "gone.html").returncode == 1
    Path("pages").mkdir()
    Path("pages/link.html").symlink_to("gone")
    result = lugas("read", "pages/link.html", "good.html")
    assert result.returncode == 1
    assert result.stderr == b"lugas: pages/link.html: there is no such file; check the name\n"
    assert PARAGRAPH in result.stdout.decode()


def test_closed_pipe_is_left_quietly() -> None:
    """When the reader of the output goes away, as `head` does, nothing is said."""
    for number in range(60):
        Path(f"page{number}.html").write_text(
            PAGE.replace("<p>", f"<p>{'Panjang sekali. ' * 500}"), encoding="utf-8"
        )
    with subprocess.Popen([*COMMAND, "read", "."], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 141


@pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="only some systems have a device that is always full"
)
def test_full_disk() -> None:
    """Output that cannot be written is told in one line."""
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            [*COMMAND, "read", "good.html"], stdout=full, stderr=subprocess.PIPE, check=False, timeout=60
        )
    assert result.returncode == 1
    assert result.stderr.startswith(b"Error: standard output: No space left on device; ")
    assert result.stderr.count(b"\n") == 1


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams(closed: str) -> None:
    """A standard stream that is closed gives no traceback."""
    command = f"{' '.join(COMMAND)} read - missing.html good.html {closed}"
    result = subprocess.run(["bash", "-c", command], capture_output=True, check=False, timeout=60, input=b"")
    assert b"Traceback" not in result.stderr
    assert result.returncode == 1


def test_ctrl_c() -> None:
    """Ctrl-C while waiting for input exits with 130 and says nothing."""
    pipe = subprocess.PIPE
    # started in the background, as by a CI's shell, a program ignores Ctrl-C unless it says otherwise
    listens = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    listens += "from lugas.cli.main import main; main()"
    command = [sys.executable, "-c", listens, "read", "good.html", "-"]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        watch = threading.Timer(60, process.kill)
        watch.start()
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline()  # the first page is out, and standard input is waited for
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        assert process.wait() == 130
        assert process.stderr.read() == b""
        watch.cancel()


def test_ctrl_c_amid_one_file() -> None:
    """Ctrl-C amid pages that go to one file keeps those read so far beside it, and says where."""
    Path("all.jsonl").write_text("from before\n", encoding="utf-8")
    names = [f"page-{number:02}.html" for number in range(20)]  # more than a file holds back before it writes
    for name in names:
        Path(name).write_text(PAGE, encoding="utf-8")
    listens = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    listens += "from lugas.cli.main import main; main()"
    command = [sys.executable, "-c", listens, "read", *names, "-", "--format=json", "--output=all.jsonl"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stderr=pipe) as process:
        watch = threading.Timer(60, process.kill)
        watch.start()
        assert process.stderr
        deadline = time.monotonic() + 60
        while not any(name.stat().st_size for name in Path().glob(".lugas-*.part")):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        assert process.wait() == 130
        told = process.stderr.read()
        assert told.startswith(b"lugas: the pages read so far are in /")
        assert told.endswith(b"/all.jsonl.partial\n")
        watch.cancel()
    assert Path("all.jsonl").read_text(encoding="utf-8") == "from before\n"
    lines = Path("all.jsonl.partial").read_text(encoding="utf-8").splitlines()
    assert lines
    assert [json.loads(line)["source"] for line in lines] == names[: len(lines)]
    assert not list(Path().glob(".lugas-*"))


def test_name_that_is_not_utf8() -> None:
    """A file whose name is no UTF-8 is read, and named in escapes when it cannot be."""
    name = b"berita\xff.html"
    try:
        Path(os.fsdecode(name)).write_text(PAGE, encoding="utf-8")
    except OSError:
        pytest.skip("this file system knows no such names")
    assert lugas("read", name).returncode == 0
    assert lugas("read", name, "good.html", "-o", "out").returncode == 0
    assert b"berita\xff.md" in {os.fsencode(path.name) for path in Path("out").iterdir()}
    result = lugas("read", b"missing\xff\x1b(31m.html")
    assert result.stderr == b"lugas: missing\\xff\\x1b(31m.html: there is no such file; check the name\n"


@pytest.mark.parametrize(
    ("environment", "encoding"),
    [({"LC_ALL": "C"}, "utf-8"), ({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, "utf-8"),
     ({"PYTHONIOENCODING": "ascii"}, "ascii"), ({"PYTHONIOENCODING": "latin-1"}, "latin-1")],
)  # fmt: skip
def test_any_locale(environment: dict[str, str], encoding: str) -> None:
    """Piped output is UTF-8 in any locale; in an encoding that was asked for, the rest is escaped."""
    Path("ru.html").write_text(PAGE.replace("Jembatan", "Мост"), encoding="utf-8")
    result = lugas("read", "ru.html", "-f", "text", env=environment)
    assert result.returncode == 0
    assert result.stdout.startswith("Мост Selesai".encode(encoding, "backslashreplace"))


class Site(SimpleHTTPRequestHandler):
    """Serves the folder, silently."""

    def log_request(self, code: object = "-", size: object = "-") -> None:
        """Say nothing."""


@pytest.fixture
def site(folder: Path) -> Iterator[str]:
    """Serve the folder on this machine, and give its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Site, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_addresses(site: str) -> None:
    """A page at an address is read; one that is not there is told with its status, the others are read."""
    result = lugas("read", f"{site}/missing.html", f"{site}/good.html", "--allow-private", "-f", "json")
    assert result.returncode == 1
    assert result.stderr.decode().startswith(f"lugas: {site}/missing.html: ")
    assert "404" in result.stderr.decode()
    assert f'"url":"{site}/good.html"' in result.stdout.decode()


def test_private_addresses_are_refused(site: str) -> None:
    """Without --allow-private, an address of this machine is not opened."""
    result = lugas("read", f"{site}/good.html")
    assert result.returncode == 1
    assert result.stdout == b""
    assert result.stderr.decode().startswith(f"lugas: {site}/good.html: ")


def test_unknown_address() -> None:
    """An address that leads nowhere is told in one line."""
    result = lugas("read", "http://nosuchhost.invalid/x", "good.html", "--timeout", "5")
    assert result.returncode == 1
    assert result.stderr.count(b"\n") == 1
    assert PARAGRAPH in result.stdout.decode()
