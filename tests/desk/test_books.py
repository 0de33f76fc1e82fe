"""Books: valid EPUB, of the right articles, with nothing in it but text made from blocks and the desk's pictures."""

from __future__ import annotations

import re
import shutil
import subprocess
import tracemalloc
import zipfile
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
from starlette.testclient import TestClient

from lugas.desk import book_page
from lugas.desk.addresses import picture_key
from lugas.desk.pictures.cache import Cache
from lugas.desk.pictures.form import fitted
from lugas.model import Block, Image, Kind, Role, Span
from lugas.store import Store
from tests.desk.conftest import Opener
from tests.desk.test_pictures import drawn
from tests.store.made import make

XHTML, OPF = "http://www.w3.org/1999/xhtml", "http://www.idpf.org/2007/opf"
DC, DUBLIN = "http://purl.org/dc/elements/1.1/", ("identifier", "title", "language", "publisher")
CONTAINER = "urn:oasis:names:tc:opendocument:xmlns:container"
NASTY = '"><script>alert(1)</script>&nbsp;]]> \x00\x0b\x1b[31m \ud800 \ufffe\uffff \u202e &#0;'
LINKS = (
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
UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
URN = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def parsed(content: bytes) -> ElementTree.Element:
    """Read what must be sound XML."""
    return ElementTree.fromstring(content)  # noqa: S314 - made by what is tested, and strictly read


def opened(content: bytes) -> zipfile.ZipFile:
    """Open a book, and hold what every book must keep to: its form, sound XML, nothing of others."""
    book = zipfile.ZipFile(BytesIO(content))
    first = book.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert content[30:58] == b"mimetypeapplication/epub+zip"
    names = book.namelist()
    assert len(names) == len(set(names))
    container = parsed(book.read("META-INF/container.xml"))
    assert [root.get("full-path") for root in container.iter(f"{{{CONTAINER}}}rootfile")] == ["book/book.opf"]
    hold_package(book)
    for name in names:
        if name.endswith(".xhtml"):
            hold_page(parsed(book.read(name)), set(names))
    return book


def hold_package(book: zipfile.ZipFile) -> None:
    """Hold that a book tells what it must of itself, and lists everything that is in it, once."""
    package = parsed(book.read("book/book.opf"))
    told = {name: [one.text or "" for one in package.iter(f"{{{DC}}}{name}")] for name in DUBLIN}
    assert all(text.strip() for texts in told.values() for text in texts)
    assert [len(told["identifier"]), len(told["title"])] == [1, 1]
    assert URN.fullmatch(told["identifier"][0])
    assert told["language"]
    (modified,) = [one for one in package.iter(f"{{{OPF}}}meta") if one.get("property") == "dcterms:modified"]
    assert UTC.fullmatch(modified.text or "")
    items = list(package.iter(f"{{{OPF}}}item"))
    listed = [f"book/{item.get('href')}" for item in items]
    assert sorted(book.namelist()) == sorted([*listed, "mimetype", "META-INF/container.xml", "book/book.opf"])
    assert [item.get("href") for item in items if item.get("properties") == "nav"] == ["contents.xhtml"]
    pages = [item.get("id") for item in items if item.get("media-type") == "application/xhtml+xml"]
    assert [item.get("idref") for item in package.iter(f"{{{OPF}}}itemref")] == pages
    assert len({item.get("id") for item in items}) == len(items)


def hold_page(page: ElementTree.Element, names: set[str]) -> None:
    """Hold that a page runs nothing, shows what is in the book alone, and leads where one can go."""
    for element in page.iter():
        kind = element.tag.removeprefix(f"{{{XHTML}}}")
        assert kind not in {"script", "iframe", "object", "embed", "form", "base", "style"}
        assert not [name for name in element.attrib if name.startswith(("on", "style"))]
        if kind == "img":
            assert f"book/{element.get('src')}" in names
        link = element.get("href") or ""
        assert f"book/{link}" in names or link.startswith(("https://", "http://", "mailto:")) or not link


def chapters(book: zipfile.ZipFile) -> list[str]:
    """Give the pages of a book's articles."""
    names = [name for name in book.namelist() if name.startswith("book/chapter-")]
    return [book.read(name).decode() for name in sorted(names, key=lambda name: int(re.sub(r"\D", "", name)))]


def test_a_book_of_a_day(client: TestClient, store: Store) -> None:
    """The articles of a day of the desk's zone come as a valid book, each once, by section."""
    answer = client.get("/epub/day/2026-03-06")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/epub+zip")
    assert answer.headers["content-disposition"] == 'attachment; filename="lugas-friday-6-march-2026.epub"'
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
def test_books_of_lists_and_choices(client: TestClient, path: str, most: int) -> None:
    """A list, a search or some articles that are named come as a valid book."""
    answer = client.get(f"/epub/{path}")
    assert 2 <= len(chapters(opened(answer.content))) <= most


def test_a_book_of_what_was_saved(client: TestClient, store: Store) -> None:
    """What was saved comes as a book, and there is none where nothing was."""
    assert client.get("/epub/saved").status_code == 404
    for number in (60, 8):
        store.reader.save(number)
    answer = client.get("/epub/saved")
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


def test_pages_offer_their_list_as_a_book(client: TestClient, store: Store) -> None:
    """Pages link the book of what they list."""
    store.reader.save(8)
    newest = store.listing.latest(limit=1).items[0].listed.astimezone(ZoneInfo("Asia/Jakarta"))
    for page, book in (
        ("/latest", "/epub/"),
        ("/section/Sport", "/epub/section/Sport"),
        ("/search?q=tea", "/epub/search?q=tea"),
        ("/saved", "/epub/saved"),
        ("/article/8", "/epub/chosen?id=8"),
        ("/", f"/epub/day/{newest.date()}"),
    ):
        assert f'href="{book}" type="application/epub+zip" download>' in client.get(page).text
        assert client.get(book).status_code == 200


def illustrated(store: Store, folder: Path) -> tuple[str, str]:
    """Save an article with a picture that is in the cache and one that is not, and give both addresses."""
    here, away = "https://courier.example/a.jpg", "https://courier.example/b.jpg"
    Cache(folder, 10_000_000).put(picture_key(here), 1280, fitted(drawn("PNG", mode="RGBA"), 1280))
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
    site = store.sites.add("https://courier.example/")
    store.articles.save(make(blocks=blocks), site_id=site.id, addresses=["https://courier.example/x"])
    return here, away


def hostile(store: Store) -> None:
    """Save articles with whatever an address and a text may hold."""
    text = f"Words {NASTY} end"
    blocks = tuple(
        Block(kind=kind, text=text, role=Role.BODY, reason="", level=2, spans=(Span(0, 5, "link", link),))
        for kind in (Kind.PARAGRAPH, Kind.HEADING, Kind.QUOTE, Kind.CODE)
        for link in LINKS
    )
    site = store.sites.add("https://courier.example/", name=NASTY)
    fields = {"dek": NASTY, "kicker": NASTY, "authors": (NASTY,), "section": (NASTY,), "tags": (NASTY,)}
    for number, language in enumerate(("en", NASTY, "ar", "en-x", "zh-Hans-CN", "en-GB-oed", "de-1996")):
        article = make(NASTY, blocks=blocks, language=language, canonical_url=LINKS[number + 1], **fields)
        store.articles.save(article, site_id=site.id, addresses=[f"https://courier.example/{number}"])


def test_pictures_come_from_the_cache_alone(empty: Store, opener: Opener, tmp_path: Path) -> None:
    """A picture that the desk has is in the book as JPEG, once; one that it has not is not, and none is brought."""
    _, away = illustrated(empty, tmp_path / "pics")
    book = opened(opener(empty, pictures=tmp_path / "pics").get("/epub/").content)
    (name,) = [name for name in book.namelist() if name.endswith(".jpg")]
    assert book.read(name).startswith(b"\xff\xd8\xff")
    assert chapters(book)[0].count("<img ") == 2
    assert not list((tmp_path / "pics").rglob(f"{picture_key(away)}*"))
    assert not opened(opener(empty).get("/epub/").content).namelist().count(name)


@pytest.mark.parametrize("bound", ["MOST_PICTURES", "PICTURE_BYTES"])
def test_pictures_are_bounded(
    empty: Store, opener: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    """When pictures are too many or too large, the rest of the book goes without."""
    illustrated(empty, tmp_path / "pics")
    monkeypatch.setattr(book_page, bound, 0)
    book = opened(opener(empty, pictures=tmp_path / "pics").get("/epub/").content)
    assert not [name for name in book.namelist() if name.endswith(".jpg")]
    assert "Seen" in chapters(book)[0]


def test_text_is_bounded(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """A book whose text is too long ends with the article that is."""
    whole = len(chapters(opened(client.get("/epub/day/2026-03-06").content)))
    monkeypatch.setattr(book_page, "MOST_BYTES", 20_000)
    assert 1 < len(chapters(opened(client.get("/epub/day/2026-03-06").content))) < whole


def test_hostile_articles_make_sound_books(empty: Store, opener: Opener) -> None:
    """Whatever stands in an article's texts and addresses, the book is sound and holds none of its markup."""
    hostile(empty)
    book = opened(opener(empty, title=NASTY).get("/epub/").content)
    assert len(chapters(book)) == 7
    assert "<dc:language>zh-Hans-CN</dc:language>" in book.read("book/book.opf").decode()


def test_books_turn_as_their_articles_are_written(empty: Store, opener: Opener) -> None:
    """A book that is written from right to left mostly is turned so, whatever the desk speaks."""
    site = empty.sites.add("https://courier.example/")
    for number, language in enumerate(("ar", "en", "ar")):
        article = make(f"T {number}", language=language)
        empty.articles.save(article, site_id=site.id, addresses=[f"https://courier.example/{number}"])
    package = opened(opener(empty).get("/epub/").content).read("book/book.opf").decode()
    assert '<spine page-progression-direction="rtl">' in package
    assert package.index("<dc:language>ar<") < package.index("<dc:language>en<")
    assert "<spine>" in opened(opener(empty).get("/epub/chosen?id=2").content).read("book/book.opf").decode()


def test_one_book_is_made_at_a_time(store: Store, opener: Opener) -> None:
    """Many who ask for books at once get them all, one after the other, and pages are answered meanwhile."""
    client = opener(store)
    with ThreadPoolExecutor(12) as pool:
        books = [pool.submit(client.get, "/epub/day/2026-03-06") for _ in range(11)]
        assert pool.submit(client.get, "/latest").result().status_code == 200
        assert len({book.result().content for book in books}) == 1


def test_a_book_is_not_in_memory(empty: Store, opener: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    """Making a book takes no more memory than a few of its articles: they are read, written and let go one by one."""
    monkeypatch.setattr(book_page, "IN_MEMORY", 1_000)
    site = empty.sites.add("https://courier.example/")
    for number in range(60):
        text = " ".join(sha256(f"{number} {word}".encode()).hexdigest() for word in range(1_500))
        article = make(f"T {number}", text)
        empty.articles.save(article, site_id=site.id, addresses=[f"https://courier.example/{number}"])
    client = opener(empty)
    assert client.head("/epub/chosen?id=1").status_code == 200  # templates and words are read
    numbers = "&".join(f"id={number}" for number in range(1, 61))
    tracemalloc.start()
    try:
        size = int(client.head(f"/epub/chosen?{numbers}").headers["content-length"])
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert size > 3_000_000
    assert most < size / 2


JAVA, CHECKER = shutil.which("java"), Path("/usr/share/java/epubcheck.jar")
BOOKS = ("day/2026-03-06", "section/Sport", "chosen?id=3&id=50", "hostile", "illustrated")


@pytest.mark.slow
@pytest.mark.skipif(
    JAVA is None or not CHECKER.exists(), reason="epubcheck is missing (apt-get install epubcheck)"
)
@pytest.mark.parametrize("path", BOOKS)
def test_epubcheck_finds_nothing(
    store: Store, empty: Store, opener: Opener, tmp_path: Path, path: str
) -> None:
    """The program that tells valid books from others finds neither errors nor warnings."""
    if path == "hostile":
        hostile(empty)
    if path == "illustrated":
        illustrated(empty, tmp_path / "pics")
    over, under = (empty, "") if path in {"hostile", "illustrated"} else (store, path)
    title = NASTY if path == "hostile" else "Lugas"
    content = opener(over, title=title, pictures=tmp_path / "pics").get(f"/epub/{under}").content
    (tmp_path / "book.epub").write_bytes(content)
    command = [str(JAVA), "-jar", str(CHECKER), str(tmp_path / "book.epub")]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "0 fatals / 0 errors / 0 warnings" in run.stdout, run.stdout + run.stderr
