"""Workers are killed at random moments: nothing that was stored is lost or stored twice, and nothing stays stuck."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import threading

from sqlalchemy import Engine, create_engine, text

from lugas.store import Store, Waiting, open_store
from lugas.store.where import find

KILLS = int(os.environ.get("LUGAS_KILLS", "1"))
ADDRESSES = 60 * KILLS


def start(address: str) -> tuple[subprocess.Popen[str], list[str], threading.Thread]:
    """Start a worker, and give what it says."""
    command = [sys.executable, "-m", "tests.store.worker", address]
    worker = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert worker.stdout is not None
    assert worker.stdout.readline() == "ready\n"
    said: list[str] = []

    def listen(lines: object = worker.stdout) -> None:
        said.extend(line for line in lines if line.endswith("\n"))  # type: ignore[attr-defined] # a file of lines

    listener = threading.Thread(target=listen)
    listener.start()
    return worker, said, listener


def end(worker: subprocess.Popen[str], listener: threading.Thread) -> None:
    """Wait for a worker, and for all it said."""
    worker.wait(60)
    listener.join(10)
    assert worker.stdout is not None
    worker.stdout.close()


def rows(engine: Engine, statement: str) -> int:
    """Give the number that a question gives."""
    with engine.connect() as connection:
        return int(connection.execute(text(statement)).scalar_one())


def check(store: Store, address: str, said: set[tuple[int, str]]) -> None:
    """See that what was said to be stored is there whole, and that the tables fit one another."""
    known = store.articles.known(url for _, url in said)
    assert {(row.article_id, url) for url, row in known.items()} == said
    where = find(address)
    options = {} if where.file else {"connect_args": {"options": f"-c search_path={where.schema}"}}
    engine = create_engine(where.url, **options)
    articles = rows(engine, "SELECT count(*) FROM article")
    assert (
        rows(engine, "SELECT count(*) FROM search") == rows(engine, "SELECT count(*) FROM prose") == articles
    )
    assert rows(engine, "SELECT count(*) FROM address") == 2 * articles
    assert rows(engine, "SELECT count(*) FROM version") == rows(
        engine, "SELECT coalesce(sum(version), 0) FROM article"
    )
    assert rows(engine, "SELECT count(DISTINCT title) FROM article") == articles
    engine.dispose()
    if where.file:
        connection = sqlite3.connect(where.file)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        connection.execute("INSERT INTO search (search) VALUES ('integrity-check')")
        connection.close()


def test_killed_workers(address: str) -> None:
    """However often workers are killed, in the end every address has led to one article, and none waits."""
    dice = random.Random(5)  # noqa: S311 - it need be repeatable, not unguessable
    workers = 2 if address.startswith("postgresql") else 1
    said: set[tuple[int, str]] = set()
    with open_store(address) as store:
        site_id = store.sites.add("https://one.example/").id
        urls = [f"https://host{number % 4}.example/a{number}" for number in range(ADDRESSES)]
        assert store.queue.add(Waiting(url=url, site_id=site_id) for url in urls) == ADDRESSES
        for kill in range(KILLS + 1):
            started = [start(address) for _ in range(workers)]
            for worker, _, _ in started:
                if kill < KILLS:
                    threading.Event().wait(dice.uniform(0.02, 0.4))
                    worker.kill()
            for worker, told, listener in started:
                end(worker, listener)
                said |= {(int(number), url) for number, url in map(str.split, told)}
            check(store, address, said)
        assert (store.queue.count(), store.articles.count()) == (0, ADDRESSES)
        assert {url for _, url in said} <= set(urls)
        assert len(store.search.find("calm harbour", limit=500).items) == min(ADDRESSES, 500)
