"""`lugas follow`: what is found of the demo world's papers, what is asked, and what is followed then."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from rich.cells import cell_len

from lugas.cli import asking
from lugas.cli.asking import Asking, host_told, port_told
from lugas.cli.follow import without_password
from lugas.cli.proposals import proposals_shown
from lugas.decide.manners import Manners
from lugas.demo import Clock, World
from lugas.demo.serve import Papers, serve
from lugas.demo.world import last_week
from lugas.follow.choosing import best_of
from lugas.follow.finding import Found
from lugas.follow.settings import Settings
from lugas.sources.entries import Source, SourceKind
from lugas.sources.proposals import Proposal
from lugas.store import SiteRow, SourceRow, open_store
from tests.cli.conftest import Run
from tests.cli.kept import FILE, STEERING
from tests.follow.sites import Answer, says, site

OURS = re.compile(r"\x1b\[[\d;]*m")
HERE = ("--allow-private", "127.0.0.1")


@pytest.fixture(scope="module")
def papers() -> Iterator[Papers]:
    """Serve the five papers, as they were late in the last week: feeds that are silent for months are doubtful."""
    world = World(start=last_week())
    with serve(world, Clock(world.time(6, "18:00"), speed=0)) as served:
        yield served


@pytest.fixture(autouse=True)
def quick(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody wait between two requests, and use a store in the folder."""
    assert folder.is_dir()

    def hurried(given: Asking) -> Settings:
        return replace(asking.settings_of(given), manners=Manners(delay_s=0.0, slow_times=0.0))

    monkeypatch.setattr("lugas.cli.follow.settings_of", hurried)
    monkeypatch.setenv("LUGAS_STORE", str(FILE))


def followed() -> list[tuple[SiteRow, list[SourceRow]]]:
    """Give the sites that are followed, with their sources."""
    with open_store(FILE) as store:
        return [(site, list(store.sources.of_site(site.id))) for site in store.sites.every()]


def test_yes_takes_the_best(run: Run, papers: Papers) -> None:
    """The best source is shown with headlines, and followed; nothing is coloured where there is no terminal."""
    result = run("follow", papers.addresses["tagblatt"], "--yes", *HERE)
    assert result.exit_code == 0, result.stderr
    lines = result.stdout.splitlines()
    assert lines[0] == f"Rennauer Tagblatt · {papers.addresses['tagblatt']}/ · de"
    assert lines[2] == "  feed · Rennauer Tagblatt"
    assert sum(line.startswith("  • ") for line in lines) == 5
    assert lines[-1] == "Rennauer Tagblatt is followed now, by 1 source. Visit it with: lugas update"
    assert "\x1b" not in result.stdout
    ((site, sources),) = followed()
    assert (site.name, site.language, site.state) == ("Rennauer Tagblatt", "de", "active")
    assert [(source.kind, source.url) for source in sources] == [
        ("feed", f"{papers.addresses['tagblatt']}/feed.json")
    ]


def test_all_takes_what_is_not_doubtful(run: Run, papers: Papers) -> None:
    """`--all` follows every source but the doubtful ones; where a feed names a hub, that is kept."""
    assert run("follow", papers.addresses["warta"], "--all", *HERE).exit_code == 0
    ((_, sources),) = followed()
    assert [source.kind for source in sources] == ["feed", "news_sitemap", "front", "sitemap"]
    assert sources[0].hub == f"{papers.addresses['warta']}/hub"


@pytest.mark.parametrize(
    ("answer", "kinds"),
    [(b"\n", ["feed"]), (b"2, 1\n", ["feed", "news_sitemap"]), (b"9\nwhat\n3\n", ["front"]), (b"none\n", []),
     (b"all\n", ["feed", "news_sitemap", "front"])],
)  # fmt: skip
def test_asked(
    run: Run, papers: Papers, monkeypatch: pytest.MonkeyPatch, answer: bytes, kinds: list[str]
) -> None:
    """Whoever sits at the terminal is shown all with numbers, and chooses; what is no choice is asked again."""
    monkeypatch.setattr("lugas.cli.follow.is_terminal", lambda _stream: True)
    result = run("follow", papers.addresses["marfa"], *HERE, stdin=answer)
    assert result.exit_code == 0
    assert re.search(r"^3  front · ", OURS.sub("", result.stdout), re.MULTILINE)
    assert "Follow which? (numbers, all or none) [1]" in result.stderr
    assert [source.kind for _, sources in followed() for source in sources] == kinds


def test_nobody_to_ask(run: Run) -> None:
    """Where there is no terminal, what to follow must be said; nothing is asked of the site."""
    result = run("follow", "https://example.com")
    assert result.exit_code == 2
    assert "--yes" in result.stderr
    assert run("follow", "https://example.com", "--yes", "--all").exit_code == 2


ANSWERED = {
    "/401": (says("", 401), "if you have a subscription, give its cookies with --cookies"),
    "/403": (says("", 403), "the site turns programs away"),
    "/410": (says("", 410), "see in a browser where it leads"),
    "/429": (says("", 429, Retry_After="1"), "try again later"),
    "/500": (says("", 500), "try again later"),
    "/round": (says("", 302, Location="/round"), "see in a browser where it leads"),
    "/private": (says("", 404), "its keeper wants it so; read it in a browser"),
    "/plain": (says("nothing to follow"), "give the address of its home page, or of a feed"),
}


@pytest.mark.parametrize("path", ANSWERED)
def test_what_may_help(run: Run, path: str) -> None:
    """What is advised where nothing was found is something else for each reason."""

    def answer(asked: str) -> Answer:
        if asked == "/robots.txt":
            return says("User-agent: *\nDisallow: /private")
        return ANSWERED[asked][0] if asked in ANSWERED else says("", 404)

    with site(answer) as paper:
        result = run("follow", paper.url + path, "--yes", "--allow-private", "localhost")
    assert result.exit_code == 3
    assert result.stderr.startswith(f"lugas: {paper.url}{path}: ")
    assert ANSWERED[path][1] in result.stderr


def test_a_name_and_password_in_an_address(run: Run) -> None:
    """They are neither sent nor shown, which is said."""
    with site(lambda path: says("", 404 if path == "/robots.txt" else 401)) as paper:
        told = paper.url.replace("://", "://me:sekrit@")
        result = run("follow", f"{told}/feed", "--yes", "--allow-private", "localhost")
    assert result.exit_code == 3
    assert f"lugas: {paper.url}/feed: the name and password in the address are not sent" in result.stderr
    assert "sekrit" not in result.stderr + result.stdout
    assert not any(paper["Authorization"])


@pytest.mark.parametrize("told", ["::1", "[::1]", "http://[::1]:9001/", "[::1]:9001"])
def test_hosts_of_ipv6(told: str) -> None:
    """An address of IPv6 is understood in brackets and without, as a remedy may have it."""
    assert host_told(told) == "::1"
    assert port_told(told) == (9001 if "9001" in told else None)


def test_nothing_found(run: Run, papers: Papers) -> None:
    """What cannot be followed is told with a remedy, exit status 3, and the others are followed."""
    names = ("nosuch.invalid", "http://[::1", "ftp://a.b", "http://127.0.0.1:9/")
    refused = (
        "cannot be reached ([Errno 111] Connection refused); check the address, and whether the site is up"
    )
    result = run("follow", *names, papers.addresses["tagblatt"], "--yes", *HERE)
    assert result.exit_code == 3
    assert [line.partition(": ")[2] for line in result.stderr.splitlines()] == [
        "nosuch.invalid: there is no host nosuch.invalid; check the name",
        "http://[::1: is not an http or https address; write it as https://example.com",
        "ftp://a.b: is not an http or https address; write it as https://example.com",
        f"http://127.0.0.1:9/: {refused}",
    ]
    assert len(followed()) == 1


def test_private_addresses_are_refused(run: Run, papers: Papers) -> None:
    """Without `--allow-private` a paper on this machine is not opened, and the way to allow it is told."""
    before = len(papers.log)
    result = run("follow", papers.addresses["tagblatt"], "--yes")
    assert result.exit_code == 3
    assert "if this is meant, give --allow-private 127.0.0.1" in result.stderr
    assert len(papers.log) == before


def test_a_port_that_is_told_is_meant(run: Run, papers: Papers) -> None:
    """A host that is allowed with a port is allowed there alone, and a site keeps its own place, no other."""
    tagblatt, marfa = papers.addresses["tagblatt"], papers.addresses["marfa"]
    result = run("follow", tagblatt, marfa, "--yes", "--allow-private", tagblatt)
    assert result.exit_code == 3
    assert f"{marfa}: 127.0.0.1 is a private address" in result.stderr
    assert run("follow", marfa, "--yes", *HERE, "--allow-private", "nas.lan").exit_code == 0
    assert [f"http://{site.private}" for site, _ in followed()] == [tagblatt, marfa]


def test_a_feed_s_own_address(run: Run, papers: Papers) -> None:
    """The address of a feed is followed as that feed, of its site."""
    assert run("follow", f"{papers.addresses['warta']}/rss", "--yes", *HERE).exit_code == 0
    ((site, sources),) = followed()
    assert f"http://{site.host}" == papers.addresses["warta"]
    assert [source.url for source in sources] == [f"{papers.addresses['warta']}/rss"]


def test_following_again(run: Run, papers: Papers) -> None:
    """Following again adds nothing and says so; a paused site stays so, one that was left is back."""
    address = papers.addresses["tagblatt"]
    run("follow", address, "--yes", *HERE)
    result = run("follow", address, "--yes", *HERE)
    assert "followed already" in result.stdout
    assert "is followed already. Visit it with: lugas update" in result.stdout
    run("sites", "pause", "1")
    assert "but paused; go on with: lugas sites resume" in run("follow", address, "--yes", *HERE).stdout
    run("sites", "remove", "1")
    assert "is followed now, by 1 source" in run("follow", address, "--yes", *HERE).stdout
    ((site, sources),) = followed()
    assert (site.state, len(sources)) == ("active", 1)


@pytest.mark.parametrize(
    ("options", "status", "told"),
    [
        (["--contact", "me (at) home"], 2, "contact is"),
        (["--allow-private", "http://"], 2, "write it as 127.0.0.1"),
        (["--allow-private", "127.0.0.0/8"], 2, "write it as 127.0.0.1"),
        (["--cookies", "open.txt"], 1, "open.txt"),
        (["--cookies", "none.txt"], 1, "none.txt"),
    ],
)
def test_options_that_cannot_be(run: Run, options: list[str], status: int, told: str) -> None:
    """A contact that fits no header, a host that is none, cookies that others can read: refused before anything."""
    Path("open.txt").write_text("# Netscape HTTP Cookie File\n", encoding="utf-8")
    Path("open.txt").chmod(0o644)
    result = run("follow", "https://example.com", "--yes", *options)
    assert result.exit_code == status
    assert told in result.stderr


def test_settings_are_read_off_the_environment(
    run: Run, papers: Papers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hosts and contact may stand in the environment; the contact is told to the site."""
    monkeypatch.setenv("LUGAS_ALLOW_PRIVATE", "localhost http://127.0.0.1/")
    monkeypatch.setenv("LUGAS_CONTACT", "keeper@example.org")
    before = len(papers.log)
    assert run("follow", papers.addresses["tagblatt"], "--yes").exit_code == 0
    agents = {asked.headers["user-agent"] for asked in papers.log[before:]}
    assert len(agents) == 1
    assert agents.pop().endswith("(+keeper@example.org)")


def proposal(kind: SourceKind, role: str, number: int = 0, *headlines: str) -> Proposal:
    """Make a proposal."""
    source = Source(kind=kind, url=f"https://a.example/{kind}/{number}", title=f"Title {number}")
    return Proposal(
        source=source, score=1.0, role=role, headlines=headlines, reasons=("a feed", "why"), entries=2
    )


def test_what_is_best() -> None:
    """The first source of the whole site; beside a front its sections; sections alone where there is no other."""
    feed, part = proposal(SourceKind.FEED, "whole"), proposal(SourceKind.FEED, "part")
    front, section = proposal(SourceKind.FRONT, "whole"), proposal(SourceKind.FRONT, "part", 1)
    doubtful = proposal(SourceKind.FEED, "doubtful")
    assert best_of([feed, part, front]) == [feed]
    assert best_of([front, section, part]) == [front, section]
    assert best_of([part, section, doubtful]) == [part, section]
    assert best_of([doubtful]) == []


@pytest.mark.parametrize("width", [24, 80, 120, 200])
def test_hostile_sites_steer_nothing(width: int) -> None:
    """Names and headlines of any kind fit the terminal and cannot command it; many doubtful sources are counted."""
    many = [proposal(SourceKind.FEED, "doubtful", number, STEERING, "海底" * 90, "") for number in range(9)]
    found = Found(url="https://a.example/", name=STEERING, language=STEERING, proposals=tuple(many))
    text = OURS.sub("", proposals_shown(found, None, {many[0].source.url}, width, colour=True))
    assert not set(text) & set("\x1b\x9b\r\x07\x00\u202e\u2066")
    assert all(cell_len(line) <= width for line in text.splitlines())
    assert "and 6 more that are doubtful" in " ".join(text.split())
    assert "followed already" in " ".join(text.split())


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("https://me:secret@a.id/x@y", "https://a.id/x@y"),
        ("HTTP:\\\\me:secret@a.id", "HTTP:\\\\a.id"),
        ("https:/\\me:secret@a.id", "https:/\\a.id"),
        ("http:me:secret@a.id/x", "http:a.id/x"),
        ("me:secret@a.id", "a.id"),
        ("https://a.id/x?mail=me@b.id", "https://a.id/x?mail=me@b.id"),
    ],
)
def test_without_password(told: str, shown: str) -> None:
    """No name and password are shown, however the address is written."""
    assert without_password(told) == shown
