"""Books: the articles of a day, of a list, of what was saved, or of a choice, as EPUB, to read far from any network."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from tempfile import SpooledTemporaryFile
from typing import IO
from uuid import NAMESPACE_URL, uuid5

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from lugas.desk import addresses, feeds, times
from lugas.desk.article_page import paper_of
from lugas.desk.desk import Sitting, sitting_of
from lugas.desk.pictures.form import NotPictureError, as_jpeg
from lugas.desk.pictures.gallery import WIDEST
from lugas.desk.prose import prose_of, shown_from
from lugas.desk.search_page import midnight
from lugas.render.clean import fold
from lugas.render.epub import Book, Chapter, write_epub
from lugas.store import Chosen, Headline, Stored

__all__ = ["show"]

MOST_ARTICLES = 200
MOST_PICTURES, PICTURE_BYTES, PICTURE_WIDTH = 300, 30_000_000, 960
IN_MEMORY = 4_000_000  # bytes; a larger book waits in a file until it is sent
AT_ONCE = 65_536
PLAIN = re.compile(r"[^a-z0-9]+")


def show(request: Request) -> Response:
    """Give a book."""
    sitting = sitting_of(request)
    title, numbers = chosen(sitting)
    read = (sitting.store.articles.get(number) for number in numbers)
    found = list({stored.headline.id: stored for stored in read if stored is not None}.values())
    if not found:
        raise HTTPException(404)
    file: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed when it has been sent
    pictures = Pictures(sitting)
    book = book_of(sitting, title, arranged(found), pictures)
    write_epub(book, pictures.files(), file)
    size = file.tell()
    file.seek(0)
    headers = {
        "Content-Disposition": f'attachment; filename="{file_name(sitting, title)}"',
        "Content-Length": str(size),
        "Cache-Control": "private, no-cache",
    }
    return StreamingResponse(pieces(file), media_type="application/epub+zip", headers=headers)


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    """Give a file piece by piece, and close it."""
    with file:
        while piece := file.read(AT_ONCE):
            yield piece


def file_name(sitting: Sitting, title: str) -> str:
    """Name the file in letters that every system bears."""
    plain = PLAIN.sub("-", f"{sitting.desk.settings.title} {title}".lower()).strip("-")
    return f"{plain[:80].strip('-') or 'book'}.epub"


def chosen(sitting: Sitting) -> tuple[str, Sequence[int]]:
    """Give the title of a book and the numbers of its articles; 404 for an address that means none."""
    kind, _, name = sitting.request.path_params["path"].partition("/")
    if kind == "day":
        return of_day(sitting, name)
    if kind == "saved" and not name:
        found = sitting.store.reader.saved(limit=MOST_ARTICLES)
        return sitting.words("saved"), [one.id for one in found.items]
    if kind == "chosen" and not name:
        told = sitting.request.query_params.getlist("id")[:MOST_ARTICLES]
        numbers = [int(one) for one in told if one.isascii() and one.isdecimal() and len(one) < 19]
        return times.day(sitting.now.date(), sitting.words), numbers
    _, title, headlines = feeds.chosen(sitting)
    return fold(title) or sitting.words("latest"), [one.id for one in headlines]


def of_day(sitting: Sitting, name: str) -> tuple[str, Sequence[int]]:
    """Give the title and the articles of a day, which begins and ends in the desk's zone."""
    try:
        day = dt.date.fromisoformat(name) if len(name) == 10 else None
    except ValueError:
        day = None
    if day is None:
        raise HTTPException(404)
    since, until = midnight(name, sitting, 0), midnight(name, sitting, 1)
    found: list[Headline] = []
    before: int | None = None
    while len(found) < MOST_ARTICLES:
        wanted = MOST_ARTICLES - len(found)
        piece = sitting.store.listing.latest(Chosen(since=since, until=until), before=before, limit=wanted)
        found += piece.items
        before = piece.next
        if before is None:
            break
    return times.day(day, sitting.words), [one.id for one in found]


def arranged(found: Sequence[Stored]) -> list[Stored]:
    """Put articles by section, the largest first, those without one at the end; inside of it they stay in order."""
    sizes = Counter(fold(stored.headline.section) for stored in found)
    sizes.pop("", None)
    order = {name: place for place, (name, _) in enumerate(sizes.most_common())}
    return sorted(found, key=lambda stored: order.get(fold(stored.headline.section), len(order)))


def book_of(sitting: Sitting, title: str, found: Sequence[Stored], pictures: Pictures) -> Book:
    """Make a book of articles."""
    told = [f"{stored.headline.id}.{stored.headline.version}" for stored in found]
    name = f"{sitting.origin}{sitting.request.url.path}?{','.join(told)}"
    return Book(
        identifier=uuid5(NAMESPACE_URL, name).urn,
        title=f"{sitting.desk.settings.title} · {title}",
        publisher=sitting.desk.settings.title,
        language=sitting.words.code,
        contents=sitting.words("contents"),
        modified=max(stored.headline.changed for stored in found),
        chapters=tuple(chapter_of(sitting, stored, pictures) for stored in found),
    )


def chapter_of(sitting: Sitting, stored: Stored, pictures: Pictures) -> Chapter:
    """Make the chapter of an article."""
    article = stored.article
    paper = paper_of(article, stored.headline, sitting)
    prose = prose_of(article, sitting.words, shown_from(pictures.place))
    template = sitting.desk.templates.get_template("chapter.xhtml")
    html = template.render(paper=paper, prose=prose, words=sitting.words)
    return Chapter(paper.title, fold(stored.headline.section), article.language, html)


class Pictures:
    """The pictures of a book: of those that the desk has already, as many as fit."""

    def __init__(self, sitting: Sitting) -> None:
        self._gallery = sitting.desk.gallery
        self._files: dict[str, bytes] = {}
        self._left = PICTURE_BYTES

    def place(self, url: str) -> str:
        """Give the name of a picture in the book, "" where it is not in it."""
        key = addresses.picture_key(url)
        name = f"{key}.jpg"
        if name in self._files:
            return name
        content = self._gallery.kept(key, WIDEST) if self._gallery is not None else None
        if not content or len(self._files) >= MOST_PICTURES:
            return ""
        try:
            made = as_jpeg(content, PICTURE_WIDTH)
        except NotPictureError:
            return ""
        if len(made) > self._left:
            return ""
        self._left -= len(made)
        self._files[name] = made
        return name

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Give the files by their names."""
        yield from sorted(self._files.items())
