"""The command `lugas desk`: it serves until it is stopped, and says what is wrong where it cannot."""

from __future__ import annotations

import http.client
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from lugas.cli.main import main
from lugas.desk.keeper.passwords import Passwords, app_key
from lugas.store import open_store


def test_desk_serves_until_it_is_stopped(tmp_path: Path) -> None:
    """The desk tells its address, answers there and nowhere but on this machine, and ends soon after Ctrl-C."""
    with open_store(tmp_path / "news.db"):
        pass
    command = [sys.executable, "-m", "lugas", "desk", "--port", "0", "--title", "Kabar", "--no-pictures"]
    command += ["--store", str(tmp_path / "news.db"), "--language", "id", "--zone", "Asia/Jakarta"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            told = re.search(r"http://localhost:(\d+)", process.stdout.readline())
            assert told is not None
            connection = http.client.HTTPConnection("127.0.0.1", int(told[1]), timeout=20)
            connection.request("GET", "/")
            answer = connection.getresponse()
            page = answer.read().decode()
            assert (answer.status, answer.getheader("server")) == (200, None)
            assert "Kabar" in page
            assert "Belum ada yang dibaca" in page
            connection.close()
            process.send_signal(signal.SIGINT)
            assert process.wait(20) in {0, 130}
        finally:
            process.kill()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["--zone", "Mars/Olympus"], "there is no time zone 'Mars/Olympus'"),
        (["--store", "{here}/no.txt"], "is not a store"),
        (["--port", "70000"], "70000 is not in the range"),
        (["--port", "{taken}"], "Address already in use"),
        (["--listen", "0.0.0.0:0"], "set one with: lugas desk password --store"),
        (["--listen", "[::]:0"], "only with a password"),
        (["--name", "news.example"], "only with a password"),
        (["--listen", "news.example:80"], "0.0.0.0:8000"),
        (["--listen", "0.0.0.0:99999"], "0.0.0.0:8000"),
        (["--language", "xx"], "language is 'xx'; give one of en, id"),
        (["--language", "id-ID"], "give one of en, id"),
        (["--proxies", "127.0.0.1,caddy"], "proxies names 'caddy'"),
        (["--proxies", "10.88.0.1/16"], "proxies names '10.88.0.1/16'"),
        (["--name", "https://news.example"], "without https:// and without a port"),
        (["--name", "news.example:8443"], "without https:// and without a port"),
        (["--pictures", "--picture-folder", "{here}/no.txt/pictures"], "cannot hold the pictures"),
        (["--cookies", "{here}/none.txt"], "none.txt"),
        (["--cookies", "{here}/no.txt"], "can be read or written by others"),
    ],
)
def test_desk_says_what_is_wrong(tmp_path: Path, given: list[str], told: str) -> None:
    """A wrong option, store or port ends the command with a line that names it."""
    (tmp_path / "no.txt").write_text("not a store at all")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        values = {"here": tmp_path, "taken": taken.getsockname()[1]}
        words = [word.format(**values) for word in given]
        store = [] if "--store" in words else ["--store", str(tmp_path / "news.db")]
        result = CliRunner().invoke(main, ["desk", "--no-pictures", *store, *words])
    assert result.exit_code in {1, 2}
    assert told in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize("told", ["option", "environment"])
def test_cookies_are_for_the_desks_own_visits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: str
) -> None:
    """What visits sites beside the desk is told of the file of cookies, and never what stands in it."""
    file = tmp_path / "cookies.txt"
    file.write_text("paper.example\tFALSE\t/\tTRUE\t0\tmember\ts3cr3t\n")
    file.chmod(0o600)
    served = []
    monkeypatch.setattr("lugas.desk.serving.serve", lambda app, *_, **__: served.append(app))
    monkeypatch.chdir(tmp_path)
    option = ["--cookies", "cookies.txt"] if told == "option" else []
    environment = {"LUGAS_COOKIES": "cookies.txt"} if told == "environment" else {}
    command = ["desk", "--no-pictures", "--store", "news.db", *option]
    result = CliRunner().invoke(main, command, env=environment)
    assert (result.exit_code, result.output) == (0, "")
    order = served[0].state.keeping.order()
    assert order.cookies == str(file)
    assert "s3cr3t" not in repr(order)


def test_the_password_is_set(tmp_path: Path) -> None:
    """The password is read from standard input, replaces the one before, and is removed; a short one is refused."""
    store = ["--store", str(tmp_path / "news.db")]
    for given, status, told in (
        ("teh\n", 2, "take 8 to 1,000"),
        ("", 2, "no password was given"),
        ("teh di beranda\n", 0, "is set"),
        ("kopi di beranda\n", 0, "is set"),
    ):
        result = CliRunner().invoke(main, ["desk", "password", *store], input=given)
        assert (result.exit_code, told in result.output) == (status, True), result.output
    with open_store(tmp_path / "news.db") as opened:
        assert Passwords(opened).fits("desk", "kopi di beranda", "127.0.0.1")
    result = CliRunner().invoke(main, ["desk", *store, "password", "--remove"])
    assert "is removed" in result.output
    with open_store(tmp_path / "news.db") as opened:
        assert not Passwords(opened).is_set()


def test_reader_apps_have_a_password_of_their_own(tmp_path: Path) -> None:
    """With `--apps` that of reader apps is set or removed, with the name that goes with it; the desk's stays."""
    given = ["desk", "password", "--store", str(tmp_path / "news.db")]
    for more, word, status, told in (
        ([], "teh di beranda\n", 0, "The password is set.\n"),
        (["--apps", "--user", "ana"], "short\n", 2, "take 8 to 1,000"),
        (["--apps", "--user", "a:b"], "kopi di beranda\n", 2, "the name is long or has a colon"),
        (["--user", "ana"], "kopi di beranda\n", 2, "add --apps"),
        (["--apps", "--user", "ana"], "kopi di beranda\n", 0, "Apps give the name ana with it."),
        (["--apps"], "susu di beranda\n", 0, "Apps give the name ana with it."),
    ):
        result = CliRunner().invoke(main, [*given, *more], input=word)
        assert (result.exit_code, told in result.output) == (status, True), result.output
        assert word.strip() not in result.output
    with open_store(tmp_path / "news.db") as opened:
        passwords = Passwords(opened)
        assert passwords.fits("apps", app_key("ana", "susu di beranda"), "127.0.0.1")
        assert passwords.fits("desk", "teh di beranda", "127.0.0.1")
        assert not passwords.fits("desk", "susu di beranda", "127.0.0.1")
    assert "is removed" in CliRunner().invoke(main, [*given, "--apps", "--remove"]).output
    with open_store(tmp_path / "news.db") as opened:
        assert (Passwords(opened).is_set("apps"), Passwords(opened).is_set("desk")) == (False, True)


@contextmanager
def desk_of(*words: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Run the command until the block ends, and give its process and port."""
    command = [sys.executable, "-m", "lugas", "desk", "--no-pictures", *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            told = re.search(r"http://[^ ]+:(\d+)", line)
            assert told is not None, line
            yield process, int(told[1])
        finally:
            process.kill()


def page_of(port: int, path: str, **headers: str) -> tuple[int, str]:
    """Give the status and text of a page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, headers={"accept": "text/html", **headers})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


def test_with_a_password_it_listens_for_others(tmp_path: Path) -> None:
    """With a password the desk listens on every address, and leads whoever asks to its door."""
    with open_store(tmp_path / "news.db") as store:
        Passwords(store).set("desk", "teh di beranda")
    words = ("--store", str(tmp_path / "news.db"), "--listen", "0.0.0.0:0", "--no-update")
    with desk_of(*words) as (_, port):
        assert page_of(port, "/")[0] == 303
        assert page_of(port, "/login", host="198.51.100.7")[0] == 200
        assert page_of(port, "/login", host="evil.example")[0] == 421


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_nothing_of_the_desk_stays(tmp_path: Path, number: signal.Signals) -> None:
    """However the desk is ended, what visits sites beside it ends too, and another can begin."""
    words = ("--store", str(tmp_path / "news.db"), "--port", "0")
    with open_store(tmp_path / "news.db") as store:
        site = store.sites.add("http://127.0.0.1:9/")
        store.sources.add(site.id, "feed", "http://127.0.0.1:9/feed")
    with desk_of(*words) as (process, port):
        lock = tmp_path / "news.db.lock"
        soon(lock.exists)
        assert "Sites are visited" in page_of(port, "/keeper", **{"accept-language": "en"})[1]
        process.send_signal(number)
        assert process.wait(20) in {0, -number}
        soon(lambda: is_free(lock))


def is_free(lock: Path) -> bool:
    """Tell whether nobody holds the lock of those who visit."""
    connection = sqlite3.connect(lock, timeout=0, isolation_level=None)
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        return False
    finally:
        connection.close()
    return True


def soon(told: Callable[[], bool], seconds: float = 30.0) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not told():
        assert time.monotonic() < end
        time.sleep(0.1)


@pytest.mark.slow
def test_the_demo_is_full_within_a_minute() -> None:
    """`lugas desk --demo` follows the five papers, and has read what they published before a minute has passed."""
    began = time.monotonic()
    with desk_of("--demo", "--port", "0", "--language", "en") as (process, port):

        def is_full() -> bool:
            board = page_of(port, "/keeper")[1]
            told = re.findall(r"<td>([^<]*: \d+[^<]*)</td>", board)  # articles: 20, live blogs: 1
            counts = [sum(map(int, re.findall(r": (\d+)", verdicts))) for verdicts in told]
            return len(counts) == 5 and min(counts) >= 15

        soon(is_full, 60 - (time.monotonic() - began))
        status, latest = page_of(port, "/latest")
        assert (status, latest.count("<article")) == (200, 30)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
