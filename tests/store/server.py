"""A real PostgreSQL server of our own: made in a folder, started on a socket there, gone when the tests end."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["ServerMissingError", "running_server"]

PROGRAMS = Path("/usr/lib/postgresql")
NOBODY = "nobody"  # the server refuses to be run by root
SECONDS_TO_START = 60

# The server runs as long as our end of its keeper's input is open: also where the tests are killed it ends.
KEEPER = '"$@" & server=$!; read -r _; kill -QUIT $server; wait $server; rm -rf "$FOLDER"'


class ServerMissingError(Exception):
    """There is no PostgreSQL here, and none may be installed."""


def find_programs() -> Path:
    """Give the folder of the server's programs; as root, on Debian, it is installed where it is missing."""
    found = _installed()
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "postgresql"]):
            subprocess.run(["apt-get", *command], env=environment, capture_output=True, check=False)
        found = _installed()
    if found is None:
        raise ServerMissingError("no PostgreSQL server is installed (on Debian: apt-get install postgresql)")
    return found


def _installed() -> Path | None:
    folders = [path.parent for path in PROGRAMS.glob("*/bin/initdb")]
    told = shutil.which("initdb")
    folders += [Path(told).resolve().parent] if told else []
    return max(folders, key=lambda path: [int(part) for part in path.parts if part.isdigit()], default=None)


@contextmanager
def running_server(kept: Path | None = None) -> Iterator[str]:
    """Start a server, and give the address of its database; it listens on a socket of its folder alone.

    With `kept` the data lie in that folder, which root must be able to give away, and are there the next time.
    """
    programs = find_programs()
    user = NOBODY if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="lugas-pg-"))
    try:
        if user is not None:
            os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
        data = kept or folder / "data"
        data.mkdir(parents=True, exist_ok=True)
        if user is not None:
            os.chown(data, pwd.getpwnam(user).pw_uid, -1)
        if not (data / "PG_VERSION").exists():
            _make(data, programs, user)
        with _running(folder, data, programs, user):
            yield f"postgresql://lugas@/postgres?host={folder}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _make(data: Path, programs: Path, user: str | None) -> None:
    options = ["-D", str(data), "-U", "lugas", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
    made = subprocess.run(
        [programs / "initdb", *options], capture_output=True, user=user, cwd=data, check=False
    )
    if made.returncode:
        raise ServerMissingError(f"initdb failed: {made.stderr.decode('utf-8', 'replace')}")


@contextmanager
def _running(folder: Path, data: Path, programs: Path, user: str | None) -> Iterator[None]:
    # Nothing is kept: waiting for the disk would only slow the tests.
    settings = (
        "listen_addresses=", "shared_buffers=64MB", "max_connections=60",
        "fsync=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0", "max_wal_size=4GB",
    )  # fmt: skip
    server = [str(programs / "postgres"), "-D", str(data), "-k", str(folder)]
    server += [part for setting in settings for part in ("-c", setting)]
    command = ["sh", "-c", KEEPER, "keeper", *server]
    with (folder / "log").open("wb") as log:
        keeper = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=log, stderr=log, user=user, cwd=folder,
            env={**os.environ, "FOLDER": str(folder)},
        )  # fmt: skip
    assert keeper.stdin is not None
    try:
        _wait_for(folder, programs)
        yield
    finally:
        keeper.stdin.close()
        keeper.wait(SECONDS_TO_START)


def _wait_for(folder: Path, programs: Path) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while subprocess.run([programs / "pg_isready", "-q", "-h", folder], check=False).returncode:
        if time.monotonic() > end:
            told = (folder / "log").read_text("utf-8", "replace")
            raise ServerMissingError(f"the server does not start: {told}")
        time.sleep(0.1)
