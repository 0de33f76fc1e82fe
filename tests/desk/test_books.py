"""Books: valid EPUB, of the right articles, with nothing in it but text made from blocks and the desk's pictures."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree
from starlette.testclient import TestClient

from lugas.desk.addresses import picture_key
from lugas.desk.pictures.cache import Cache
from lugas.desk.pictures.form import fitted
from lugas.model import Block, Image, Kind, Role, Span
from lugas.store import Store
from tests.desk.conftest import Opener
from tests.desk.test_pictures import drawn
from tests.store.made import make

JAVA, CHECKER = shutil.which("java"), Path("/usr/share/java/epubcheck.jar")
NASTY = '"><script>alert(1)</script>&nbsp;]]> \x00\x0b\x1b[31m \ud800 \ufffe\uffff \u202e &#0;'


def opened(content: bytes) -> zipfile.ZipFile:
    """Open a book, and hold what every book must keep to: its form, sound XML, nothing of others."""
    book = zipfile.ZipFile(BytesIO(content))
    first = book.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert book.read("mimetype") == b"application/epub+zip"
    names = set(book.namelist())
    package = etree.fromstring(book.read("book/book.opf"))
    listed = {f"book/{item.get('href')}" for item in package.iter("{*}item")}
    assert names == listed | {"mimetype", "META-INF/container.xml", "book/book.opf"}
    for name in names:
        if name.endswith(".xhtml"):
            page = etree.fromstring(book.read(name))
            assert not list(page.iter("{*}script", "{*}iframe", "{*}object", "{*}embed"))
            assert all(f"book/{image.get('src')}" in names for image in page.iter("{*}img"))
            assert not [name for element in page.iter() for name in element.attrib if name.startswith("on")]
    return book


def check(content: bytes, folder: Path) -> None:
    """Hold that a book is valid, where the program that tells so is there."""
    opened(content)
    if JAVA is None or not CHECKER.exists():
        return
    path = folder / "book.epub"
    path.write_bytes(content)
    run = subprocess.run([JAVA, "-jar", CHECKER, path], capture_output=True, text=True, check=False)
    assert "0 fatals / 0 errors / 0 warnings" in run.stdout, run.stdout + run.stderr


def chapters(book: zipfile.ZipFile) -> list[str]:
    """Give the pages of a book's articles."""
    names = [name for name in book.namelist() if name.startswith("book/chapter-")]
    return [book.read(name).decode() for name in sorted(names, key=lambda name: int(re.sub(r"\D", "", name)))]


def test_a_book_of_a_day(client: TestClient, store: Store, tmp_path: Path) -> None:
    """The articles of a day of the desk's zone come as a valid book, each once, by section."""
    answer = client.get("/epub/day/2026-03-06")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/epub+zip")
    assert answer.headers["content-disposition"] == 'attachment; filename="lugas-friday-6-march-2026.epub"'
    check(answer.content, tmp_path)
    pages = chapters(opened(answer.content))
    listed = store.listing.latest(limit=200).items
    day = [one for one in listed if "2026-03-05T17" <= one.listed.isoformat() < "2026-03-06T17"]
    assert len(pages) == len(day) > 10
    contents = opened(answer.content).read("book/contents.xhtml").decode()
    assert contents.count("<a href=") == len(pages)
    assert contents.count("<span>Sport</span>") <= 1
    assert client.get("/epub/day/2026-03-06").content == answer.content


@pytest.mark.parametrize(
    ("path", "most"),
    [("chosen?id=3&id=50&id=3&id=999&id=x", 2), ("section/Sport", 30), ("", 30), ("search?q=tea", 30)],
)
def test_books_of_lists_and_choices(client: TestClient, tmp_path: Path, path: str, most: int) -> None:
    """A list, a search or some articles that are named come as a valid book."""
    answer = client.get(f"/epub/{path}")
    check(answer.content, tmp_path)
    assert 2 <= len(chapters(opened(answer.content))) <= most


def test_a_book_of_what_was_saved(client: TestClient, store: Store, tmp_path: Path) -> None:
    """What was saved comes as a book, and there is none where nothing was."""
    assert client.get("/epub/saved").status_code == 404
    for number in (60, 8):
        store.reader.save(number)
    answer = client.get("/epub/saved")
    check(answer.content, tmp_path)
    assert len(chapters(opened(answer.content))) == 2


NOTHING = (
    "day/2026-13-01",
    "day/20260306",
    "day/",
    "day/1999-01-01",
    "chosen",
    "chosen?id=-1",
    "saved/x",
    "x",
)


@pytest.mark.parametrize("path", [*NOTHING, "section/Nowhere"])
def test_books_of_nothing_are_not_there(client: TestClient, path: str) -> None:
    """A book of what is not there is not there either."""
    assert client.get(f"/epub/{path}").status_code == 404


def test_pages_offer_their_list_as_a_book(client: TestClient) -> None:
    """Pages link the book of what they list."""
    for page, book in (("/", "/epub/"), ("/section/Sport", "/epub/section/Sport")):
        assert f'href="{book}"' in client.get(page).text
        assert client.get(book).status_code == 200


def test_pictures_come_from_the_cache_alone(empty: Store, opener: Opener, tmp_path: Path) -> None:
    """A picture that the desk has is in the book as JPEG, once; one that it has not is not, and none is brought."""
    here, away = "https://courier.example/a.jpg", "https://courier.example/b.jpg"
    Cache(tmp_path / "pics", 10_000_000).put(picture_key(here), 1280, fitted(drawn("PNG", mode="RGBA"), 1280))
    blocks = tuple(
        Block(
            kind=Kind.IMAGE,
            text="",
            role=Role.BODY,
            reason="",
            image=Image(url=url, caption="Seen", alt=NASTY),
        )
        for url in (here, away, here)
    )
    site = empty.sites.add("https://courier.example/")
    empty.articles.save(make(blocks=blocks), site_id=site.id, addresses=["https://courier.example/x"])
    answer = opener(empty, pictures=tmp_path / "pics").get("/epub/")
    check(answer.content, tmp_path)
    book = opened(answer.content)
    (name,) = [name for name in book.namelist() if name.endswith(".jpg")]
    assert book.read(name).startswith(b"\xff\xd8\xff")
    assert chapters(book)[0].count("<img ") == 2
    assert not list((tmp_path / "pics").rglob(f"{picture_key(away)}*"))
    assert not opened(opener(empty).get("/epub/").content).namelist().count(name)


def test_hostile_articles_make_valid_books(empty: Store, opener: Opener, tmp_path: Path) -> None:
    """Whatever stands in an article's texts and addresses, the book is valid and holds none of its markup."""
    links = (
        "javascript:alert(1)",
        'https://a.example/"><script>',
        "https://a.example/%zz[]{}|\\^ x",
        "mailto:a b@c",
        "https://[::1",
        "https://[::1]:80/a?b[]=%41#c#d",
        "https://a:b@c.example:port/",
        "https://münchen.example/ä?ö=ü&copy=1",
        "http://",
    )
    text = f"Words {NASTY} end"
    blocks = tuple(
        Block(kind=kind, text=text, role=Role.BODY, reason="", level=2, spans=(Span(0, 5, "link", link),))
        for kind in (Kind.PARAGRAPH, Kind.HEADING, Kind.QUOTE, Kind.CODE)
        for link in links
    )
    site = empty.sites.add("https://courier.example/", name=NASTY)
    fields = {"dek": NASTY, "kicker": NASTY, "authors": (NASTY,), "section": (NASTY,), "tags": (NASTY,)}
    for number, language in enumerate(("en", NASTY, "ar")):
        article = make(NASTY, blocks=blocks, language=language, canonical_url=links[number + 1], **fields)
        empty.articles.save(article, site_id=site.id, addresses=[f"https://courier.example/{number}"])
    check(opener(empty, title=NASTY).get("/epub/").content, tmp_path)
