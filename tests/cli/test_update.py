"""`lugas update`: a small demo world is visited, told in lines, as JSON and on a terminal, and stopped by Ctrl-C."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from rich.cells import cell_len
from rich.console import Console

from lugas.cli import asking
from lugas.cli.asking import Asking
from lugas.cli.progress import Screen, summary
from lugas.cli.visit_log import json_line, text_line
from lugas.decide.manners import Manners
from lugas.demo import Clock, World
from lugas.demo.serve import Papers, serve
from lugas.demo.world import last_week
from lugas.follow.events import Ended, Event, Looked, Read, Robots, Started, Waiting, Warned
from lugas.follow.settings import Settings
from lugas.store import open_store
from tests.cli.conftest import Run
from tests.cli.kept import FILE, STEERING

ARTICLES = 2  # that have come out by then
NOW = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
OURS = re.compile(r"\x1b\[[\d;]*m")


@pytest.fixture(scope="module")
def papers() -> Iterator[Papers]:
    """Serve two small sites."""
    world = World(sites=2, articles=ARTICLES + 1, start=last_week())
    with serve(world, Clock(world.time(6, "18:00"), speed=0)) as served:
        yield served


@pytest.fixture
def site(run: Run, papers: Papers, monkeypatch: pytest.MonkeyPatch) -> str:
    """Follow one of them, with nobody waiting between two requests; gives its address."""

    def hurried(given: Asking) -> Settings:
        manners = Manners(delay_s=0.0, slow_times=0.0)
        return replace(asking.settings_of(given), manners=manners, readers=1, askers=2)

    for name in ("follow", "update"):
        monkeypatch.setattr(f"lugas.cli.{name}.settings_of", hurried)
    monkeypatch.setenv("LUGAS_STORE", str(FILE))
    address = next(iter(papers.addresses.values()))
    host = address.partition("://")[2].partition(":")[0]
    assert run("follow", address, "--yes", "--allow-private", host).exit_code == 0
    return address


def test_lines(run: Run, site: str) -> None:
    """Each visit is a line with time, outcome and address; afterwards the articles are there, and nothing is due."""
    result = run("update")
    assert result.exit_code == 0, result.stderr
    lines = [line.split(" ") for line in result.stdout.splitlines()]
    assert [line[1] for line in lines] == ["started", "robots", "looked", *["read"] * ARTICLES, "ended"]
    assert all(dt.datetime.fromisoformat(line[0]).tzinfo for line in lines)
    assert {tuple(line[1:3]) for line in lines if line[1] == "read"} == {("read", "new")}
    assert all(line[3].startswith(site) for line in lines if line[1] == "read")
    assert lines[-1][2:] == ["looked=1", f"read={ARTICLES}", f"new={ARTICLES}"]
    assert len(run("latest", "-f", "jsonl").stdout.splitlines()) == ARTICLES
    assert [line.split(" ")[1:3] for line in run("update").stdout.splitlines()] == [["started"], ["ended"]]
    log = run("sites", "log", "1", "-f", "jsonl").stdout.splitlines()
    assert len(log) == ARTICLES + 2


@pytest.mark.usefixtures("site")
def test_json_lines(run: Run) -> None:
    """As JSON each line is an event with all it tells."""
    events = [
        json.loads(line) for line in run("update", "--log", "json", "--workers", "1").stdout.splitlines()
    ]
    assert [event["event"] for event in events][-1] == "ended"
    assert {event["outcome"] for event in events if event["event"] == "read"} == {"new"}
    assert all(event["title"] for event in events if event["event"] == "read")


@pytest.mark.usefixtures("site")
def test_one_site_now(run: Run) -> None:
    """`--site` visits a site whether it is due or not; one that is paused, or not there, is refused."""
    run("update")
    assert " looked same " in run("update", "--site", "1").stdout
    run("sites", "pause", "1")
    assert run("update").exit_code == 3
    with open_store(FILE) as store:
        store.sites.add("https://other.invalid/")
    result = run("update", "--site", "1")
    assert result.exit_code == 1
    assert "is not visited; go on with: lugas sites resume" in result.stderr
    assert run("update", "--site", "nowhere").exit_code == 1


def test_one_site_alone(run: Run, site: str, papers: Papers) -> None:
    """`--site` leaves alone what is due of other sites: nothing of them is asked for, and it stays due."""
    other = list(papers.addresses.values())[1]
    assert run("follow", other, "--yes", "--allow-private", "127.0.0.1").exit_code == 0
    asked = len(papers.log)
    lines = [line.split(" ") for line in run("update", "--site", "1").stdout.splitlines()]
    visited = [line[3] for line in lines if line[1] in {"looked", "read"}]
    assert len(visited) == 1 + ARTICLES
    assert all(url.startswith(site) for url in visited)
    assert {one.paper for one in papers.log[asked:]} == {next(iter(papers.addresses))}
    with open_store(FILE) as store:
        assert store.visits.of_site(2) == ()
    lines = [line.split(" ") for line in run("update").stdout.splitlines()]
    visited = [line[3] for line in lines if line[1] in {"looked", "read"}]
    assert len(visited) == 1 + ARTICLES
    assert all(url.startswith(other) for url in visited)


def test_nothing_is_followed(run: Run) -> None:
    """Without a site, and without a store, what to do first is told."""
    result = run("update", "--store", "none.db")
    assert (result.exit_code, "lugas follow" in result.stderr) == (1, True)
    open_store("empty.db").close()
    result = run("update", "--store", "empty.db")
    assert result.exit_code == 3
    assert result.stderr == "lugas: no site is followed yet; begin with: lugas follow https://...\n"


@pytest.mark.usefixtures("site")
def test_what_fails_is_told_and_the_rest_is_done(run: Run) -> None:
    """A site that cannot be reached is a line that says so; the others are visited, and the exit status is 0."""
    with open_store(FILE) as store:
        gone = store.sites.add("http://gone.invalid/")
        store.sources.add(gone.id, "feed", "http://gone.invalid/feed")
    result = run("update")
    assert result.exit_code == 0
    assert f" new={ARTICLES} " in result.stdout.splitlines()[-1] + " "
    assert any("gone.invalid" in line and "there is no host" in line for line in result.stdout.splitlines())


@pytest.mark.usefixtures("site")
def test_two_at_once(run: Run) -> None:
    """While another process visits the sites of a file, a second one says so and ends."""
    with open_store(FILE) as store, store.sources.claim():
        result = run("update")
    assert result.exit_code == 1
    assert "another process visits the sites of this store" in result.stderr
    assert "PostgreSQL" in result.stderr


@pytest.mark.parametrize(("options", "status"), [([], 130), (["--watch"], 0)])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.usefixtures("site")
def test_stopped(options: list[str], status: int, number: signal.Signals) -> None:
    """Ctrl-C and SIGTERM end it within seconds, nothing is lost, and a later update goes on."""
    listens = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    command = [sys.executable, "-c", f"{listens}from lugas.cli.main import main; main()", "update", *options]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True) as process:
        watch = threading.Timer(60, process.kill)
        watch.start()
        assert process.stdout
        assert process.stderr
        assert " started" in process.stdout.readline()
        process.send_signal(number)
        assert process.wait(30) == status
        assert process.stdout.read().splitlines()[-1].endswith("stopped=yes")
        assert process.stderr.read() == ""
        watch.cancel()


def test_stopped_update_goes_on(run: Run, site: str) -> None:
    """What was left when an update was stopped is read by the next one."""
    assert site
    test_stopped([], 130, signal.SIGINT)
    run("update")
    assert len(run("latest", "-f", "jsonl").stdout.splitlines()) == ARTICLES


EVENTS: tuple[Event, ...] = (
    Started(at=NOW),
    Robots(at=NOW, site_id=1, url="https://a.example/robots.txt", status=200),
    Looked(at=NOW, site_id=1, source_id=1, url="https://a.example/feed", outcome="new", found=9, new=4),
    Read(
        at=NOW,
        site_id=1,
        url="https://a.example/1",
        outcome="new",
        article_id=1,
        title=f"Ferry {STEERING} sails",
    ),
    Read(at=NOW, site_id=1, url="https://a.example/2", outcome="changed", title="海底光缆受损" * 20),
    Read(at=NOW, site_id=1, url="https://a.example/3", outcome="failed", note=f"status 500 {STEERING}"),
    Read(at=NOW, site_id=2, url="https://a.example/4", outcome="same", title="unchanged"),
    Waiting(at=NOW, until=NOW + dt.timedelta(seconds=2)),
    Waiting(at=NOW, until=NOW + dt.timedelta(hours=1)),
    Looked(at=NOW, site_id=1, source_id=2, url="https://a.example/old", outcome="retired", note="gone (410)"),
    Warned(at=NOW, note=f"cookies.txt can be read by others {STEERING}; chmod 600 cookies.txt"),
    Ended(at=NOW, looked=2, read=4, new=1, changed=1, failed=1),
)


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_every_event_is_one_clean_line(event: Event) -> None:
    """An event is one line, as text and as JSON, with nothing in it that steers a terminal."""
    for line in (text_line(event), json_line(event)):
        assert line.count("\n") == 1
        assert line.endswith("\n")
        assert not set(line) & set("\x1b\x9b\r\x07\x00")
    assert json.loads(json_line(event))["event"] == type(event).__name__.lower()


@pytest.mark.parametrize("width", [24, 80, 120, 200])
@pytest.mark.usefixtures("shelf")
def test_screen(width: int) -> None:
    """On a terminal what came in and what failed are lines that fit and steer nothing, over a bar; then the sum."""
    paper = io.StringIO()
    console = Console(
        file=paper, width=width, force_terminal=True, highlight=False, markup=False, emoji=False
    )
    with open_store(FILE) as store, Screen(store, console) as screen:
        for event in EVENTS:
            screen.tell(event)
    shown = re.split(r"[\r\n]", re.sub(r"\x1b\[\??\d*[hlAKG]", "", OURS.sub("", paper.getvalue())))
    text = "\n".join(shown)
    lines = [line for line in shown if re.match("(new|changed|failed|retired|warning) ", line)]
    assert [line.split()[0] for line in lines] == ["new", "changed", "failed", "retired", "warning"]
    assert all(cell_len(line) <= width for line in lines)
    assert not set(text) & set("\x1b\x9b\x07\x00\u202e\u2066")
    if width >= 80:
        assert "The Saltmere Courier" in lines[0]
        assert "1 new article, 1 changed, 1 visit failed, 6 visits." in text.replace("\n", " ")


def test_summary() -> None:
    """The sum tells what came, and whether all was done."""
    assert summary(Ended(at=NOW)) == "Nothing is due."
    assert summary(Ended(at=NOW, stopped=True)) == "Stopped before anything was visited."
    told = summary(Ended(at=NOW, looked=1, read=1200, new=1100, stopped=True))
    assert told == "1,100 new articles, 1,201 visits. Stopped before all was done; the next update goes on."


def test_terminal_is_chosen(run: Run, site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal gets the display, unless lines are asked for."""
    assert site
    assert Path(FILE).exists()
    monkeypatch.setattr("lugas.cli.update.is_terminal", lambda _stream: True)
    assert " ended " in run("update", "--log", "text").stdout
    assert "Nothing is due." in run("update").stdout
