"""The parts: the data files' form, the clock, the pictures, the feeds and sitemaps, the command."""

from __future__ import annotations

import gzip
import json
import re
import signal
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from lugas.demo import Clock, World
from lugas.demo.press.pictures import picture
from lugas.demo.press.scenes import MOTIFS
from lugas.demo.site import Request, Site
from lugas.demo.source import parse_article, parse_body, span
from lugas.errors import UsageError
from tests.demo.conftest import get

ORIGIN = "http://paper.example"
ATOM, DC = "{http://www.w3.org/2005/Atom}", "{http://purl.org/dc/elements/1.1/}"
RSS1, MAP = "{http://purl.org/rss/1.0/}", "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_a_body_is_read_mark_by_mark() -> None:
    """Every mark gives its block, in order; posts stand apart."""
    marks = (
        "One\ntwo.\n\n## Head\n\n- a\n- b\n\n1. c\n\n> said\n> -- Who\n\n| h | i |\n| 1 | 2 |\n\n!video Film\n\n"
        "!box T | x | y\n\n!picture sea | cap | cred\n\n!also other\n\n!page\n\n!at 2 08:05 | Ann | Now\nText\n\n"
        "more\n\n!at 2 09:00 | Bob |\nEnd"
    )
    blocks, posts = parse_body(marks, "slug")
    kinds = ["p", "h", "ul", "ol", "quote", "table", "video", "box", "picture", "also", "break"]
    assert [block.kind for block in blocks] == kinds
    assert blocks[0].text == "One two."
    assert (blocks[4].text, blocks[4].by) == ("said", "Who")
    assert blocks[5].rows == (("h", "i"), ("1", "2"))
    assert [(post.author, post.heading, len(post.blocks)) for post in posts] == [
        ("Ann", "Now", 2),
        ("Bob", "", 1),
    ]
    assert posts[0].at == span("2 08:05")


def test_wrong_data_is_named() -> None:
    """An unknown mark, and words to change that are not there, are refused."""
    with pytest.raises(ValueError, match="there is no block !frame"):
        parse_body("!frame x", "slug")
    text = '+++\ncopy = "w"\nsection = "a"\npublished = "1 00:00"\nchanges = [["ship", "boat"]]\n+++\n'
    with pytest.raises(ValueError, match="has no words 'ship'"):
        parse_article(text, "slug", 1, {"w": '+++\ntitle = "T"\n+++\nNothing.\n'})


def test_every_edit_changes_something(world: World) -> None:
    """No edit of the data looks for words that are not there, and every link and motif of it exists."""
    for paper in world.papers:
        slugs = {article.slug for article in paper.articles}
        for article in paper.articles:
            said = [article.title, article.dek, *(text for block in article.blocks for text in words(block))]
            for edit in article.edits:
                assert all(any(old in text for text in said) for old, _ in edit.replace), article.slug
                assert edit.at > article.published
            for block in article.blocks:
                assert block.kind != "also" or block.text in slugs
                assert set(re.findall(r"\]\((\S+?)\)", block.text)) <= slugs
                assert block.picture is None or block.picture.motif in MOTIFS
            assert article.picture is None or article.picture.motif in MOTIFS
            assert article.deleted is None or article.deleted > article.published


def words(block: object) -> list[str]:
    """Give all texts of a block."""
    items, rows = getattr(block, "items", ()), getattr(block, "rows", ())
    return [getattr(block, "text", ""), *items, *(cell for row in rows for cell in row)]


def test_the_clock_is_set_moved_and_run() -> None:
    """The clock stands still, moves on, and runs as fast as it is told, whatever happened before."""
    world, seconds = World(), [0.0]
    clock = Clock(world.time(1), seconds=lambda: seconds[0])
    seconds[0] = 100
    assert clock.now() == world.time(1)
    assert clock.advance(days=1, hours=2) == world.time(2, "02:00")
    clock.run(3600)
    seconds[0] = 101
    assert clock.now() == world.time(2, "03:00")
    clock.set(world.time(5))
    seconds[0] = 102.5
    assert clock.now() == world.time(5, "01:30")
    clock.run(31_536_000)
    seconds[0] = 1e9
    assert clock.now().year < 2200
    with pytest.raises(UsageError, match="speed is -1"):
        clock.run(-1)
    with pytest.raises(UsageError, match="has no zone"):
        clock.set(world.time(1).replace(tzinfo=None))


@pytest.mark.parametrize("motif", MOTIFS)
def test_pictures_are_what_their_names_say(motif: str) -> None:
    """Each motif is painted in each form, the same bytes each time, other ones for another seed."""
    starts = {"gif": b"GIF89a", "jpg": b"\xff\xd8\xff", "png": b"\x89PNG", "svg": b"<svg "}
    for form, start in starts.items():
        data = picture(motif, "a", 96, form)
        assert data is not None
        assert data.startswith(start)
        assert data != picture(motif, "b", 96, form)
    assert picture("nothing", "a", 96, "png") is None
    assert picture(motif, "a", 5000, "png") is None


def parsed(data: bytes) -> ET.Element:
    """Parse XML."""
    return ET.fromstring(data)  # noqa: S314 - it is our own


def served(world: World, name: str, day: int = 8) -> Site:
    """Give a paper's site."""
    return Site(world.at(world.time(day)).edition(name), ORIGIN)


def body_of(site: Site, path: str) -> bytes:
    """Give what an address of a site answers."""
    answer = site.answer(Request("GET", path))
    assert answer.status == 200
    return answer.body


def test_feeds_are_well_formed_and_tell_the_newest_first(world: World) -> None:
    """Each form of feed can be read by its own rules, and lists the newest articles."""
    rss = parsed(body_of(served(world, "warta"), "/rss"))
    assert (
        next(item.findtext("title") for item in rss.iter("item"))
        == served(world, "warta").edition.versions[0].title
    )
    assert all("utm_source=rss" in (item.findtext("link") or "") for item in rss.iter("item"))
    assert len(list(parsed(body_of(served(world, "warta"), "/rss/olahraga")).iter("item"))) == 5
    atom = parsed(body_of(served(world, "courier"), "/feeds/all.atom"))
    old = parsed(body_of(served(world, "courier", 3), "/feed/"))
    ids = [entry.findtext(f"{ATOM}id") for entry in atom.iter(f"{ATOM}entry")]
    assert {entry.findtext(f"{ATOM}id") for entry in old.iter(f"{ATOM}entry")} < set(ids)
    assert all("<p>" in (entry.findtext(f"{ATOM}content") or "") for entry in atom.iter(f"{ATOM}entry"))
    rdf = parsed(body_of(served(world, "marfa"), "/rss.rdf"))
    assert all(item.findtext(f"{DC}date") for item in rdf.iter(f"{RSS1}item"))
    feed = json.loads(body_of(served(world, "tagblatt"), "/feed.json"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["items"][0]["date_published"] > feed["items"][-1]["date_published"]
    assert served(world, "jiangwan").feeds == {}


def test_sitemaps_lead_to_every_article(world: World) -> None:
    """An index leads to maps, packed or not; a news map holds two days; robots.txt names what there is."""
    site = served(world, "warta")
    robots = body_of(site, "/robots.txt").decode()
    assert f"Sitemap: {ORIGIN}/sitemap.xml" in robots
    maps = [entry.text or "" for entry in parsed(body_of(site, "/sitemap.xml")).iter(f"{MAP}loc")]
    packed, whole = (body_of(site, address.removeprefix(ORIGIN)) for address in maps)
    listed = {entry.text for entry in parsed(whole).iter(f"{MAP}loc")}
    assert {site.design.url(site.design.article_path(one.article)) for one in site.edition.versions} <= listed
    news = [entry.text for entry in parsed(gzip.decompress(packed)).iter(f"{MAP}loc")]
    assert 0 < len(news) < len(site.edition.versions)
    assert "Crawl-delay: 1\n" in body_of(served(world, "marfa"), "/robots.txt").decode()
    assert "Sitemap" not in body_of(served(world, "jiangwan"), "/robots.txt").decode()
    assert served(world, "jiangwan").answer(Request("GET", "/sitemap.xml")).status == 404


def test_the_command_serves_until_it_is_stopped() -> None:
    """`lugas demo` tells its addresses, serves them, and ends quietly on Ctrl-C."""
    # started in the background, as by a CI's shell, a program ignores Ctrl-C unless it says otherwise
    listens = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    listens += "from lugas.cli.main import main; main()"
    command = [sys.executable, "-c", listens, "demo", "--port", "0", "--at", "3 12:00", "--speed", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(8)]
        (address,) = re.findall(r"http://\S+(?= +Rennauer Tagblatt)", "".join(lines))
        try:
            assert b"Rennauer Tagblatt" in get(address + "/").body
            process.send_signal(signal.SIGINT)
            _, errors = process.communicate(timeout=20)
        finally:
            process.kill()  # else leaving would wait for it for ever
    assert (process.returncode, errors) == (130, "")


@pytest.mark.parametrize(
    "given", [["--at", "noon"], ["--speed", "-1"], ["--port", "99999"], ["--articles", "0"]]
)
def test_the_command_refuses_nonsense(given: list[str]) -> None:
    """A wrong option ends with status 2 and is named."""
    program = Path(sys.executable).with_name("lugas")
    run = subprocess.run([program, "demo", *given], capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert given[0] in run.stderr
