"""`lugas sites`: what is followed, how that is changed, its log, and lists of subscriptions in and out."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

from lugas.store import open_store
from tests.cli.conftest import Run
from tests.cli.kept import FILE

pytestmark = pytest.mark.usefixtures("shelf")

Terminal = Callable[[int], None]
OURS = re.compile(r"\x1b\[[\d;]*m")
OPML = """<opml version="2.0"><head><title>Mine</title></head><body>
<outline text="News"><outline type="rss" text="Harian" xmlUrl="https://harian.example/rss" htmlUrl="https://harian.example/"/>
<outline type="rss" text="Harian: sport" xmlUrl="https://harian.example/sport/rss" htmlUrl="https://harian.example/"/></outline>
<outline text="More"><outline type="rss" text="Harian" xmlUrl="https://harian.example/rss" htmlUrl="https://harian.example/"/>
<outline type="rss" text="Courier" xmlUrl="https://www.courier.example/feed"/>
<outline type="rss" text="broken" xmlUrl="javascript:alert(1)"/></outline></body></opml>"""


def test_list(run: Run) -> None:
    """Every site is a line with its state, sources, last visit, articles and what is wrong."""
    lines = [line.split("\t") for line in run("sites").stdout.splitlines()]
    assert lines[0] == ["id", "host", "name", "state", "sources", "visited", "articles", "note"]
    assert lines[1] == [
        "1", "courier.example", "The Saltmere Courier", "active", "2", "2026-03-01T08:00:00+00:00", "2", "",
    ]  # fmt: skip
    assert lines[3][1:7] == ["quiet.example", "", "active", "0", "", "0"]
    told = json.loads(run("sites", "-f", "json").stdout)
    assert [len(site["sources"]) for site in told] == [2, 1, 0]
    assert len(run("sites", "-f", "jsonl").stdout.splitlines()) == 3


def test_one_site(run: Run) -> None:
    """One site is shown with its sources."""
    lines = [line.split("\t") for line in run("sites", "show", "courier").stdout.splitlines()]
    assert [line[0] for line in lines] == ["kind", "feed", "feed"]
    told = json.loads(run("sites", "show", "1", "-f", "json").stdout)
    assert told["host"] == "courier.example"
    assert "memory" not in told["sources"][0]


def test_pause_and_resume(run: Run) -> None:
    """A paused site is told as such until it is resumed; several may be named at once."""
    assert run("sites", "pause", "courier", "quiet.example").stdout == (
        "courier.example is paused\nquiet.example is paused\n"
    )
    states = [line.split("\t")[3] for line in run("sites").stdout.splitlines()[1:]]
    assert states == ["paused", "active", "paused"]
    assert run("sites", "resume", "1").stdout == "courier.example is visited again\n"
    with open_store(FILE) as store:
        assert [site.state for site in store.sites.every()] == ["active", "active", "paused"]


def test_wrong_name_changes_nothing(run: Run) -> None:
    """Where one of several names is wrong, none of the sites is changed."""
    assert run("sites", "pause", "courier", "nowhere").exit_code == 1
    with open_store(FILE) as store:
        assert {site.state for site in store.sites.every()} == {"active"}


def test_remove_keeps_articles(run: Run) -> None:
    """A site that is removed is listed on demand only; its articles stay, and it is not resumed."""
    assert run("sites", "remove", "courier").stdout == "courier.example is no longer followed\n"
    assert "courier" not in run("sites").stdout
    assert "courier.example\tThe Saltmere Courier\tleft\t0" in run("sites", "--all").stdout
    assert "Ferry sails on" in run("latest").stdout
    result = run("sites", "resume", "courier")
    assert result.exit_code == 1
    assert "lugas follow https://www.courier.example/" in result.stderr


def test_remove_with_articles_asks(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Articles are removed only after a yes: on a terminal it is asked for, else `--yes` must say it."""
    assert run("sites", "remove", "courier", "--articles").exit_code == 2
    monkeypatch.setattr("lugas.cli.sites.is_terminal", lambda _stream: True)
    refused = run("sites", "remove", "courier", "--articles", stdin=b"n\n")
    assert refused.exit_code == 1
    assert "Remove courier.example with 2 articles?" in refused.stderr
    assert "Ferry" in run("latest", "-f", "text").stdout
    assert run("sites", "remove", "courier", "--articles", "--yes").stdout == "courier.example is removed\n"
    assert "Ferry" not in run("latest", "-f", "text").stdout


def test_log(run: Run) -> None:
    """The log tells the last requests, the newest first."""
    lines = [line.split("\t") for line in run("sites", "log", "courier").stdout.splitlines()]
    assert lines[0][:3] == ["time", "status", "outcome"]
    assert [line[1] for line in lines[1:]] == ["200", "200", "503"]
    assert len(run("sites", "log", "courier", "-n", "1").stdout.splitlines()) == 2
    told = json.loads(run("sites", "log", "courier", "-f", "json").stdout)
    assert [visit["new"] for visit in told] == [2, 1, 0]
    result = run("sites", "log", "quiet")
    assert result.exit_code == 0
    assert "was not visited yet" in result.stderr


@pytest.mark.parametrize("width", [24, 80, 200])
@pytest.mark.parametrize("arguments", [[], ["show", "courier"], ["show", "marfa"], ["log", "courier"]])
def test_terminal_views_fit(run: Run, terminal: Terminal, width: int, arguments: list[str]) -> None:
    """Sites, one site and its log fit the terminal, and nothing of a site steers it."""
    terminal(width)
    text = run("sites", *arguments).stdout
    plain = OURS.sub("", text)
    assert plain.strip()
    narrow = [line for line in plain.splitlines() if "https://" not in line]
    assert all(cell_len(line) <= width for line in narrow)
    assert not set(plain) & set("\x1b\x9b\r\x07\x00\u202e\u2066")


def test_terminal_view_names_everything(run: Run, terminal: Terminal) -> None:
    """On a terminal a site is told with name, host, articles and sources."""
    terminal(80)
    lines = OURS.sub("", run("sites").stdout).splitlines()
    assert lines[0] == "1  The Saltmere Courier · courier.example"
    assert lines[1].startswith("   2 articles · 2 feeds · visited on 2026-03-01")
    assert "3  quiet.example" in lines


def test_opml_in(run: Run) -> None:
    """A reader's list adds its feeds to the sites they belong to, each once; what is no address is told."""
    Path("list.opml").write_text(OPML, encoding="utf-8")
    told = run("sites", "import", "list.opml").stdout
    assert told == (
        "2 feeds of 1 site added; 1 followed already; 1 line without a usable address. "
        "Read them with: lugas update\n"
    )
    with open_store(FILE) as store:
        harian = store.sites.find("https://harian.example/")
        assert harian is not None
        assert (harian.name, harian.state) == ("Harian", "active")
        assert [(source.kind, source.title) for source in store.sources.of_site(harian.id)] == [
            ("feed", "Harian"), ("feed", "Harian: sport"),
        ]  # fmt: skip
        courier = store.sites.find("https://courier.example/")
        assert courier is not None
        assert len(store.sources.of_site(courier.id)) == 2


def test_opml_again_adds_nothing(run: Run) -> None:
    """A list that was read already adds nothing."""
    run("sites", "import", "-", stdin=OPML.encode())
    told = run("sites", "import", "-", stdin=OPML.encode()).stdout
    assert told == "nothing added; 3 followed already; 1 line without a usable address\n"


def test_opml_brings_back_what_was_left(run: Run) -> None:
    """A site that is no longer followed is followed again when a list names it."""
    run("sites", "remove", "courier")
    assert "2 feeds" not in run("sites", "import", "-", stdin=OPML.encode()).stdout
    assert "courier.example\tThe Saltmere Courier\tactive\t1" in run("sites").stdout


def outlines(*feeds: tuple[str, str]) -> bytes:
    """Make a list of feeds, each an address and its home page, which may be empty."""
    lines = (f'<outline type="rss" text="{url}" xmlUrl="{url}" htmlUrl="{home}"/>' for url, home in feeds)
    return f'<opml version="2.0"><body>{"".join(lines)}</body></opml>'.encode()


def sites_of(address: str) -> dict[str, list[str]]:
    """Give the sources of each site of a store, by the site's host."""
    with open_store(address) as store:
        return {
            site.host: [source.url for source in store.sources.of_site(site.id)]
            for site in store.sites.every()
        }


@pytest.mark.parametrize("turned", [False, True])
def test_feeds_of_one_host_are_of_one_site(run: Run, address: str, turned: bool) -> None:
    """Feeds that name no home page belong to the site of their host, in whatever order a list has them."""
    feeds = [
        ("https://feeds.one.example/all", ""),
        ("https://one.example/sport", ""),
        ("https://burner.example/one", "https://www.one.example/"),
        ("http://www.two.example:8080/a?x=1", ""),
        ("http://two.example:8080/b", ""),
        ("https://burner.example/three", ""),
    ]
    wanted = {
        "one.example": {feeds[0][0], feeds[1][0], feeds[2][0]},
        "two.example:8080": {feeds[3][0], feeds[4][0]},
        "burner.example": {feeds[5][0]},
    }
    given = outlines(*(reversed(feeds) if turned else feeds))
    told = run("sites", "import", "-", "--store", address, stdin=given).stdout
    assert told.startswith("6 feeds of 3 sites added. ")
    assert {host: set(urls) for host, urls in sites_of(address).items()} == wanted
    assert "http://www.two.example:8080/" in run("sites", "show", "two", "--store", address).stdout
    told = run("sites", "import", "-", "--store", address, stdin=given).stdout
    assert told == "nothing added; 6 followed already\n"


def test_feeds_that_another_site_has(run: Run, address: str) -> None:
    """A feed that is visited for a site already stays with it, whatever a list says of its home page."""
    with open_store(address) as store:
        site = store.sites.add("https://paper.example/")
        store.sources.add(site.id, "feed", "https://burner.example/paper")
    given = outlines(
        ("https://burner.example/paper", ""), ("https://burner.example/paper", "https://x.example/")
    )
    told = run("sites", "import", "-", "--store", address, stdin=given).stdout
    assert told == "nothing added; 1 followed already\n"
    assert sites_of(address) == {"paper.example": ["https://burner.example/paper"]}


def test_long_lists(run: Run, address: str) -> None:
    """A list of 500 feeds is followed in moments, and once."""
    given = outlines(*((f"https://paper{n % 400}.example/feed{n}", "") for n in range(500)))
    for told in ("500 feeds of 400 sites added. ", "nothing added; 500 followed already"):
        began = time.thread_time()
        assert run("sites", "import", "-", "--store", address, stdin=given).stdout.startswith(told)
        assert time.thread_time() - began < 5
    assert sum(map(len, sites_of(address).values())) == 500


@pytest.mark.parametrize("content", [b"", b"\x00\xff" * 50, b"<html><p>hello</p></html>", b"{}"])
def test_opml_that_is_none(run: Run, content: bytes) -> None:
    """What is no list of subscriptions is refused, and what to give is told."""
    result = run("sites", "import", "-", stdin=content)
    assert result.exit_code == 1
    assert "give the OPML file that a feed reader exports" in result.stderr


def test_opml_that_breaks_off_or_is_empty(run: Run) -> None:
    """A list whose end is missing is followed as far as it goes, and both that and an empty one are told."""
    cut = OPML[: OPML.rindex("<outline")].encode()
    assert "the list breaks off before its end" in run("sites", "import", "-", stdin=cut).stdout
    told = run("sites", "import", "-", stdin=outlines()).stdout
    assert told == "nothing added; the list holds no feed\n"


def test_opml_out_and_in_again(run: Run) -> None:
    """What is written is read by another store as the same feeds; a site without a feed is told."""
    result = run("sites", "export")
    assert "left out, as they are followed without a feed: marfa.example, quiet.example" in result.stderr
    assert run("sites", "export", "out.opml").stdout == ""
    assert re.sub("<dateCreated>.*", "", Path("out.opml").read_text("utf-8")) == re.sub(
        "<dateCreated>.*", "", result.stdout
    )
    assert "2 feeds of 1 site added" in run("sites", "import", "out.opml", "--store", "other.db").stdout
    with open_store("other.db") as store:
        (site,) = store.sites.every()
        assert [source.url for source in store.sources.of_site(site.id)] == [
            "https://www.courier.example/feed", "https://www.courier.example/sport",
        ]  # fmt: skip
