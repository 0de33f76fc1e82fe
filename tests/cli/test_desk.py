"""The command `lugas desk`: it serves until it is stopped, and says what is wrong where it cannot."""

from __future__ import annotations

import http.client
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from lugas.cli.main import main
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
