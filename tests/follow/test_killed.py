"""Workers are killed at random moments of an update: nothing is lost, nothing comes twice, and no visit is stuck."""

from __future__ import annotations

import datetime as dt
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, text

from lugas.demo import Clock, Papers, World, serve
from lugas.store import Store, open_store
from lugas.store.where import find
from tests.follow.worker import clock_of

SITES, ARTICLES = 5, 4


@pytest.fixture(scope="module")
def papers() -> Iterator[Papers]:
    """Serve some small papers at the end of their week."""
    world = World(sites=SITES, articles=ARTICLES)
    with serve(world, Clock(world.end)) as served:
        yield served


class Worker:
    """A process that updates a store, what it said, and who listens."""

    def __init__(self, address: str, begun: float, start: dt.datetime) -> None:
        command = [sys.executable, "-m", "tests.follow.worker", address, str(begun), start.isoformat()]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.said: list[list[str]] = []
        self.heard = threading.Condition()
        self.listener = threading.Thread(target=self._listen)
        self.listener.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.endswith("\n"):
                with self.heard:
                    self.said.append(line.split())
                    self.heard.notify_all()

    def wait_for(self, lines: int) -> None:
        """Wait until it has said so many things, or has ended."""
        end = time.monotonic() + 60
        with self.heard:
            while len(self.said) < lines and self.process.poll() is None and time.monotonic() < end:
                self.heard.wait(0.2)

    def end(self, seconds: float = 120) -> int:
        """Wait for its end and all it said; gives its exit status."""
        code = self.process.wait(seconds)
        self.listener.join(10)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code

    @property
    def stored(self) -> set[tuple[int, str]]:
        """What it said to have stored."""
        return {(int(said[1]), said[2]) for said in self.said if said[0] in {"new", "changed", "same"}}


def follow(store: Store, papers: Papers) -> None:
    """Follow every paper by its feed and its front page, which list the same articles."""
    for name, origin in papers.addresses.items():
        site = store.sites.add(f"{origin}/", name=name)
        store.sources.add(site.id, "front", f"{origin}/")
        store.sources.add(site.id, "feed", origin + (papers.house.site(name).design.feed_path or "/rss"))


def check(store: Store, address: str, said: set[tuple[int, str]]) -> None:
    """See that what was said to be stored is there, that no title came twice, and that the tables fit one another."""
    known = store.articles.known(url for _, url in said)
    assert {(row.article_id, url) for url, row in known.items()} == said
    where = find(address)
    options = {} if where.file else {"connect_args": {"options": f"-c search_path={where.schema}"}}
    engine = create_engine(where.url, **options)
    with engine.connect() as connection:

        def count(asked: str) -> int:
            return int(connection.execute(text(asked)).scalar_one() or 0)

        articles = count("SELECT count(*) FROM article")
        assert count("SELECT count(*) FROM prose") == count("SELECT count(*) FROM search") == articles
        assert count("SELECT count(*) FROM version") == count("SELECT sum(version) FROM article")
        assert count("SELECT count(DISTINCT title || url) FROM article") == articles
        assert count("SELECT count(DISTINCT article_id) FROM address") == articles
    engine.dispose()


def test_killed_updates(request: pytest.FixtureRequest, address: str, papers: Papers) -> None:
    """However often updates are killed, in the end every article is stored once and nothing is left to do."""
    kills = 30 if request.config.getoption("--whole") else int(os.environ.get("LUGAS_KILLS", "1"))
    dice = random.Random(7)  # noqa: S311 - it need be repeatable, not unguessable
    count = 2 if address.startswith("postgresql") else 1
    begun, start = time.time(), papers.clock.now()
    said: set[tuple[int, str]] = set()
    with open_store(address, clock=lambda: clock_of(begun, start)) as store:
        follow(store, papers)
        for kill in range(kills + 1):
            workers = [Worker(address, begun, start) for _ in range(count)]
            for worker in workers:
                if kill < kills:
                    worker.wait_for(dice.randint(1, SITES * ARTICLES // kills + 2))
                    time.sleep(dice.uniform(0, 0.05))
                    worker.process.kill()
            codes = [worker.end() for worker in workers]
            assert kill < kills or codes == [0] * count
            for worker in workers:
                said |= worker.stored
            check(store, address, said)
        assert store.articles.count() == SITES * ARTICLES
        assert store.next_time(due_by=start) is None
        for site in store.sites.every():
            assert all(source.visited for source in store.sources.of_site(site.id))


def test_told_to_end(tmp_path: object, papers: Papers) -> None:
    """SIGTERM ends an update within seconds, also while a paper does not answer; the next one does the rest."""
    address, begun, start = f"{tmp_path}/store.db", time.time(), papers.clock.now()
    with open_store(address, clock=lambda: clock_of(begun, start)) as store:
        follow(store, papers)
        worker = Worker(address, begun, start)
        worker.wait_for(4)
        worker.process.send_signal(signal.SIGTERM)
        before = time.monotonic()
        assert worker.end(30) == 0
        assert time.monotonic() - before < 10
        assert worker.said[-1][:2] == ["ended", "1"]
        check(store, address, worker.stored)
        rest = Worker(address, begun, start)
        assert rest.end() == 0
        assert store.articles.count() == SITES * ARTICLES
