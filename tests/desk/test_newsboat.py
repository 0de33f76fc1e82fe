"""newsboat, a reader that Debian has, reads the desk, marks and saves by way of the Google Reader API."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import shutil
import sqlite3
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from lugas.desk import Settings, open_desk
from lugas.desk.keeper.passwords import Passwords
from lugas.store import Arrived, Store
from tests.desk.filled import Moving
from tests.desk.served import served

NEWSBOAT = shutil.which("newsboat")
pytestmark = pytest.mark.skipif(NEWSBOAT is None, reason="newsboat is missing (apt-get install newsboat)")
SECONDS = 30
PASSWORD = "a ferry at noon"  # noqa: S105 - of a desk that lives as long as a test
Until = Callable[[], object]
CONFIG = """
urls-source "feedhq"
feedhq-url "{address}"
feedhq-login "ana"
feedhq-password "{password}"
feedhq-flag-star "s"
feedhq-show-special-feeds no
feedhq-min-items 40
"""


@pytest.fixture
def address(store: Store, clock: Moving) -> Iterator[str]:
    """Give the address of a desk that has a password."""
    Passwords(store).set("desk", "another of its own")
    Passwords(store).set("apps", PASSWORD, "ana")
    with served(open_desk(store, Settings(zone="Asia/Jakarta", language="en"), clock=clock)) as told:
        yield told


def command(folder: Path, address: str, password: str = PASSWORD) -> list[str]:
    """Give the command that starts newsboat with files of its own."""
    folder.mkdir(exist_ok=True)
    (folder / "config").write_text(CONFIG.format(address=address, password=password))
    files = ["-C", folder / "config", "-c", folder / "cache.db", "-u", folder / "urls"]
    return [str(NEWSBOAT), *map(str, files)]


def environment(folder: Path) -> dict[str, str]:
    """Give an environment in which newsboat finds nothing of anybody else's, and asks no proxy."""
    return {"PATH": os.environ["PATH"], "HOME": str(folder), "TERM": "xterm", "LC_ALL": "C.UTF-8"}


def reload(folder: Path, address: str, password: str = PASSWORD) -> list[tuple[str, int, str]]:
    """Let newsboat fetch everything, and give guid, unread and content of what it has then."""
    given = [*command(folder, address, password), "-x", "reload"]
    subprocess.run(given, env=environment(folder), check=False, timeout=SECONDS, capture_output=True)
    if not (folder / "cache.db").exists():
        return []
    with closing(sqlite3.connect(folder / "cache.db")) as cache:
        return cache.execute("SELECT guid, unread, content FROM rss_item ORDER BY guid").fetchall()


def number(guid: str) -> int:
    """Give an article's number out of newsboat's."""
    return int(guid.rpartition("/")[2], 16)


def test_newsboat_reads_everything(address: str, store: Store, tmp_path: Path) -> None:
    """All articles of all sites come with their whole text, each once and unread, but those that were read."""
    store.reader.mark([3, 5], read=True)
    found = reload(tmp_path / "one", address)
    every = {one.id for one in store.arrivals.of(limit=1_000)}
    assert {number(guid) for guid, _, _ in found} == every
    assert len(found) == len(every) > 100
    assert {number(guid) for guid, unread, _ in found if not unread} == {3, 5}
    texts = {number(guid): content for guid, _, content in found}
    assert all("<p>" in text for text in texts.values())
    assert "/reader" not in "".join(texts.values())


def test_newsboat_is_asked_for_the_password(address: str, tmp_path: Path) -> None:
    """With a wrong password it gets nothing."""
    assert reload(tmp_path / "wrong", address, "another password") == []


@contextmanager
def terminal(folder: Path, address: str) -> Iterator[Callable[..., None]]:
    """Run newsboat in a terminal, and give what presses keys and waits until something holds."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    process = subprocess.Popen(
        command(folder, address), stdin=theirs, stdout=theirs, stderr=theirs, env=environment(folder)
    )
    os.close(theirs)

    def press(keys: bytes, until: Until | None = None) -> None:
        """Press keys, and wait until something holds, or else until something was drawn."""
        shown, end = b"", time.monotonic() + SECONDS
        os.write(ours, keys)
        while True:
            if select.select([ours], [], [], 0.1)[0]:
                try:
                    shown += os.read(ours, 65_536)
                except OSError:  # it has ended
                    return
            elif until() if until is not None else len(shown) > 100:
                return
            assert time.monotonic() < end, shown.decode("utf-8", "replace")[-2_000:]

    try:
        yield press
        process.wait(SECONDS)
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def test_newsboat_marks_and_saves(address: str, store: Store, tmp_path: Path) -> None:
    """What is read, starred and marked in newsboat is so at the desk, and in another newsboat too."""
    reload(tmp_path / "one", address)
    mine = frozenset({1})
    read, unread = Arrived(site_ids=mine, unread=False), Arrived(site_ids=mine, unread=True)
    with terminal(tmp_path / "one", address) as press:
        press(b"")
        press(b"\n")  # the first site
        press(b"\n")  # an article
        press(b"q", lambda: store.arrivals.count(read) == 1)
        opened = store.arrivals.of(read)[0].id
        press(b"\x05", lambda: True)  # its flags
        press(b"s\n", lambda: store.reader.saved_of([opened]))
        press(b"A", lambda: not store.arrivals.count(unread))
        press(b"q")
        press(b"q", lambda: True)
    others = Arrived(unread=True)
    assert store.arrivals.count(others) > 50
    found = reload(tmp_path / "two", address)
    assert {number(guid) for guid, fresh, _ in found if fresh} == {
        one.id for one in store.arrivals.of(others, limit=1_000)
    }
