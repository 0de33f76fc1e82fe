"""The reading processes: every page gets its own result, whatever ends them meanwhile."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from msgspec.structs import replace

from lugas.follow import readers as pool
from lugas.follow.jobs import LookJob, PageRead, ReadJob, SourceRead
from lugas.follow.readers import Broken, Readers
from lugas.sources.entries import Answer, SourceKind

NOW = dt.datetime(2026, 3, 3, 12, tzinfo=dt.UTC)
THREADS = 6
STOPPED = """
import sys, time
from lugas.follow import readers as pool
from tests.follow.test_readers import page, title_of
readers = pool.Readers(1)
title, begun = title_of(readers.read(page(1))), time.time()
pool.SECONDS, pool.SECONDS_A_PAGE = 11.0, 0.0
print(title, readers.numbers[0], flush=True)
print(title_of(readers.read(page(2, times=int(sys.argv[1])))), time.time() - begun, flush=True)
readers.close()
"""


def page(number: int, times: int = 1) -> ReadJob:
    """Make a job of a page with a title of its own, as long as is asked for."""
    prose = f"<p>The harbour master said on day {number} that the boiler had been tried for weeks.</p>" * 4
    markup = f"<html><head><title>Ferry {number}</title></head><body><article><h1>Ferry {number}</h1>{prose * times}"
    url = f"https://paper.example/{number}"
    return ReadJob((Answer(asked=url, content=markup.encode(), content_type="text/html"),), NOW)


def ticks_of(number: int) -> int:
    """Give how long a process has computed by itself, in the system's ticks (`proc(5)`, field 14)."""
    return int(Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[11])


def wait_until_at_work(number: int) -> None:
    """Wait until a process that waited has begun to compute."""
    before, last = ticks_of(number), time.monotonic() + 30
    while ticks_of(number) < before + 5:
        assert time.monotonic() < last
        time.sleep(0.005)


def title_of(result: PageRead | Broken) -> str:
    """Give the title that was read, or why there is none."""
    return result.title if isinstance(result, PageRead) else f"broken: {result.note}"


@pytest.fixture
def readers() -> Iterator[Readers]:
    """Give two processes."""
    made = Readers(2)
    yield made
    made.close()


def read_all(readers: Readers, count: int) -> list[str]:
    """Read so many pages from several threads, and give what came of each."""
    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(lambda number: title_of(readers.read(page(number))), range(count)))


def test_processes_are_replaced(readers: Readers, monkeypatch: pytest.MonkeyPatch) -> None:
    """After so many jobs a process is replaced by a new one; no page notices, and none gets another one's result."""
    monkeypatch.setattr(pool, "JOBS", 4)
    seen: set[int] = set()
    for _ in range(2):
        assert read_all(readers, 9) == [f"Ferry {number}" for number in range(9)]
        seen.update(readers.numbers)
    assert len(seen) >= 3


def test_processes_that_are_killed(readers: Readers) -> None:
    """A process that is killed for no fault of its page costs no page: another one reads it."""
    done = threading.Event()
    killed: list[int] = []

    def kill() -> None:
        while not killed and not done.wait(0.2):
            if len(readers.numbers) == 2:
                killed.append(readers.numbers[0])
                with suppress(ProcessLookupError):
                    os.kill(killed[0], signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        end = time.monotonic() + 60
        while not killed and time.monotonic() < end:
            assert read_all(readers, 60) == [f"Ferry {number}" for number in range(60)]
    finally:
        done.set()
        killer.join()
    assert killed


def test_a_page_that_ends_its_process(readers: Readers) -> None:
    """A page that does so twice is told with how its process ended; the next one is read as ever."""
    found: list[PageRead | Broken] = []
    reading = threading.Thread(target=lambda: found.append(readers.read(page(1, times=20_000))))
    reading.start()
    while reading.is_alive():
        for number in readers.numbers:
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        time.sleep(0.05)
    assert found == [Broken("ended the process that read it (SIGKILL)")]
    assert title_of(readers.read(page(2))) == "Ferry 2"


def test_what_waits_behind_a_page_that_ends_its_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that a process was given, but did not come to, are read by another one: no try of theirs counts."""
    deadly = (
        "import os, time; from lugas.follow import jobs; do = jobs.do; "
        "end = lambda: (time.sleep(0.2), os.kill(os.getpid(), 9)); "
        "jobs.do = lambda job: end() if b'Ferry 1<' in job.pages[0].content else do(job); "
    )
    monkeypatch.setattr(pool, "PROGRAM", pool.PROGRAM.replace("from lugas", deadly + "from lugas"))
    readers = Readers(1)
    try:
        with ThreadPoolExecutor(4) as threads:
            found = list(threads.map(readers.read, map(page, (1, 2, 1, 3, 1, 4))))
        deaths = Broken("ended the process that read it (SIGKILL)")
        assert found[::2] == [deaths] * 3
        assert [title_of(each) for each in found[1::2]] == ["Ferry 2", "Ferry 3", "Ferry 4"]
    finally:
        readers.close()


def test_what_is_no_result(readers: Readers, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a result is not taken, for whatever reason, the next page does not get it for its own."""

    def fail(_: object) -> bytes:
        raise MemoryError

    with monkeypatch.context() as changed:
        changed.setattr(pool, "receive", fail)
        for number in (7, 8):
            with pytest.raises(MemoryError):
                readers.read(page(number))
    assert read_all(readers, 4) == [f"Ferry {number}" for number in range(4)]


def test_a_job_that_could_not_be_given(readers: Readers, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a page cannot be sent whole, its process is given no other one, and nobody waits behind it."""

    def fail(*_: object) -> None:
        raise MemoryError

    with monkeypatch.context() as changed:
        changed.setattr(pool, "write", fail)
        with ThreadPoolExecutor(THREADS) as threads:
            told = [threads.submit(readers.read, page(number)) for number in range(THREADS)]
        assert all(isinstance(each.exception(), MemoryError) for each in told)
    assert read_all(readers, 4) == [f"Ferry {number}" for number in range(4)]


def test_what_waits_behind_a_page_that_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that is given up takes none with it: the next one is read by another process."""
    monkeypatch.setattr(pool, "SECONDS", 1.5)
    monkeypatch.setattr(pool, "SECONDS_A_PAGE", 0.0)
    endless = "import time; from lugas.follow import jobs; do = jobs.do; jobs.do = lambda job: "
    endless += "time.sleep(60) if b'Ferry 1<' in job.pages[0].content else do(job); "
    readers = Readers(1)
    try:
        assert title_of(readers.read(page(0))) == "Ferry 0"
        monkeypatch.setattr(pool, "PROGRAM", pool.PROGRAM.replace("from lugas", endless + "from lugas"))
        monkeypatch.setattr(pool, "JOBS", 1)
        with ThreadPoolExecutor(2) as threads:
            first = threads.submit(readers.read, page(1))
            assert first.result() == Broken("took too long to read")
            monkeypatch.setattr(pool, "JOBS", 5_000)
            first, second = threads.submit(readers.read, page(1)), threads.submit(readers.read, page(2))
            assert first.result() == Broken("took too long to read")
            assert title_of(second.result()) == "Ferry 2"
    finally:
        readers.close()


def test_a_page_that_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page is given up after its time, and told so; neither the ones before nor the ones after it are."""
    monkeypatch.setattr(pool, "SECONDS", 1.5)
    monkeypatch.setattr(pool, "SECONDS_A_PAGE", 0.0)
    readers = Readers(1)
    try:
        readers.read(page(0))  # whether its process starts in time is another matter
        (number,) = readers.numbers or (0,)
        os.kill(number, signal.SIGSTOP)
        assert readers.read(page(1)) == Broken("took too long to read")
    finally:
        readers.close()


def test_none_is_started_once_closed(readers: Readers) -> None:
    """Who waits when all ends is told so, and no process is left."""
    found: list[PageRead | Broken] = []
    threads = [
        threading.Thread(target=lambda: found.append(readers.read(page(1, times=20_000)))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    readers.close()
    for thread in threads:
        thread.join(30)
    assert found == [Broken("was given up", ours=True)] * 4
    assert readers.numbers == ()


def test_without_processes(readers: Readers, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system lets no process be started, the page waits for another time, and says why."""
    with monkeypatch.context() as changed:
        changed.setattr(sys, "executable", "/no/such/python")
        note = "no process to read it could be started (No such file or directory)"
        assert readers.read(page(1)) == Broken(note, ours=True)
    assert title_of(readers.read(page(2))) == "Ferry 2"


def test_a_process_that_tells_nonsense(
    readers: Readers, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What is no result has another process read the page, and is told where it comes again."""
    told = tmp_path / "told"
    nonsense = (
        "import sys; from lugas.follow.jobs import LENGTH, receive; receive(sys.stdin.buffer); "
        f"open({str(told)!r}, 'a').write('no '); "
        "sys.stdout.buffer.write(LENGTH.pack(2) + b'no'); sys.stdout.flush(); "
    )
    with monkeypatch.context() as changed:
        changed.setattr(pool, "PROGRAM", pool.PROGRAM.replace("from lugas", nonsense + "from lugas"))
        assert readers.read(page(1)) == Broken("ended the process that read it (still running)")
    assert told.read_text() == "no no "
    assert read_all(readers, 4) == [f"Ferry {number}" for number in range(4)]


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="tells of processes as Linux does")
def test_the_time_that_all_is_stopped_does_not_count() -> None:
    """A reading that is stopped with all around it, as when a machine sleeps, is done when it goes on."""
    command = [sys.executable, "-c", STOPPED, "4000"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        title, number = running.stdout.readline().rsplit(maxsplit=1)
        assert title == "Ferry 1"
        wait_until_at_work(int(number))
        try:
            for stopped in (int(number), running.pid):
                os.kill(stopped, signal.SIGSTOP)
            time.sleep(13)
        finally:
            for stopped in (int(number), running.pid):
                with suppress(ProcessLookupError):
                    os.kill(stopped, signal.SIGCONT)
        title, seconds = running.stdout.readline().rsplit(maxsplit=1)
    assert title == "Ferry 2"
    assert float(seconds) > 12


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signals_to_all_of_a_group(readers: Readers, number: signal.Signals) -> None:
    """What ends a whole group of processes, as Ctrl-C does, leaves the readers to whoever started them."""
    assert title_of(readers.read(page(1))) == "Ferry 1"
    assert all(os.getpgid(each) != os.getpgid(0) for each in readers.numbers)
    if number is not signal.SIGHUP:
        for each in readers.numbers:
            os.kill(each, number)
    time.sleep(0.2)
    before = readers.numbers
    assert title_of(readers.read(page(2))) == "Ferry 2"
    assert readers.numbers == before


def test_halves_of_letters(readers: Readers) -> None:
    """What no encoding has does not keep a page from being read: it travels as the sign for what is none."""
    job = replace(page(1), published="\ud800")
    assert title_of(readers.read(job)) == "Ferry 1"
    heading = '<h1>Ferry 1</h1><script type="application/ld+json">{"@type": "NewsArticle", "description": "\\ud800"}'
    answer = replace(
        job.pages[0],
        content=job.pages[0].content.replace(b"<h1>Ferry 1</h1>", f"{heading}</script>".encode()),
    )
    assert title_of(readers.read(replace(job, pages=(answer,)))) == "Ferry 1"


def test_sources_are_looked_through(readers: Readers) -> None:
    """What a source sent is looked through by the same processes."""
    feed = b"<rss><channel><item><title>A</title><link>https://paper.example/a</link></item></channel></rss>"
    answer = Answer(asked="https://paper.example/feed", content=feed)
    read = readers.look(LookJob(SourceKind.FEED, answer, "", NOW, 10))
    assert isinstance(read, SourceRead)
    assert [told.url for told in read.new] == ["https://paper.example/a"]
