"""A real PostgreSQL server of our own: made in a folder, started on a socket there, gone when the tests end."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["ServerMissingError", "running_server"]

PROGRAMS = Path("/usr/lib/postgresql")
NOBODY = "nobody"  # the server refuses to be run by root


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
def running_server() -> Iterator[str]:
    """Start a server, and give the address of its database; it listens on a socket of its folder alone."""
    programs = find_programs()
    folder = Path(tempfile.mkdtemp(prefix="lugas-pg-"))
    try:
        if os.geteuid() == 0:
            os.chown(folder, pwd.getpwnam(NOBODY).pw_uid, -1)
        data = folder / "data"
        _run(
            folder,
            programs / "initdb",
            "-D",
            data,
            "-U",
            "lugas",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "-N",
        )
        # Nothing is kept: waiting for the disk would only slow the tests.
        settings = (
            f"-k {folder} -c listen_addresses= -c fsync=off -c shared_buffers=64MB -c max_connections=60"
        )
        _run(folder, programs / "pg_ctl", "-D", data, "-o", settings, "-l", folder / "log", "-w", "start")
        try:
            yield f"postgresql://lugas@/postgres?host={folder}"
        finally:
            _run(folder, programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(folder: Path, *command: object) -> None:
    """Run one of the server's programs as somebody who is not root."""
    user = NOBODY if os.geteuid() == 0 else None
    # To a file: the server keeps the streams open that it was started with, and a pipe would never end.
    with (folder.parent / f"{folder.name}.out").open("w+b") as out:
        done = subprocess.run(
            list(map(str, command)), stdout=out, stderr=out, cwd=folder, user=user, check=False, timeout=120
        )
        out.seek(0)
        told = out.read().decode("utf-8", "replace")
    Path(out.name).unlink()
    if done.returncode:
        raise ServerMissingError(f"{command[0]} failed: {told}")
