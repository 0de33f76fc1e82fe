"""Books: the articles of a day, of a list, of what was saved, or of a choice, as EPUB, to read far from any network."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from tempfile import SpooledTemporaryFile
from typing import IO

from anyio import CapacityLimiter, to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from lugas.desk import addresses, feeds, times
from lugas.desk.article_page import paper_of
from lugas.desk.desk import Desk, Sitting, sitting_of
from lugas.desk.pictures.form import NotPictureError, as_jpeg
from lugas.desk.pictures.gallery import WIDEST
from lugas.desk.prose import prose_of, shown_from
from lugas.desk.search_page import midnight
from lugas.render.clean import fold
from lugas.render.epub import Binder, Book, Chapter
from lugas.store import Chosen, Headline, Stored

__all__ = ["show"]

MOST_ARTICLES, MOST_BYTES = 200, 40_000_000
MOST_PICTURES, PICTURE_BYTES, PICTURE_WIDTH = 300, 30_000_000, 960
IN_MEMORY = 4_000_000  # bytes; a larger book waits in a file until it is sent
A_PIECE = 65_536
PLAIN = re.compile(r"[^a-z0-9]+")


async def show(request: Request) -> Response:
    """Give a book. One is made at a time, by a thread of its own, so that pages need not wait."""
    desk: Desk = request.app.state.desk
    if desk.binding is None:
        desk.binding = CapacityLimiter(1)
    return await to_thread.run_sync(made, request, limiter=desk.binding)


def made(request: Request) -> Response:
    """Make a book, article by article."""
    sitting = sitting_of(request)
    title, chosen = chosen_of(sitting)
    headlines = arranged(chosen)
    if not headlines:
        raise HTTPException(404)
    with ExitStack() as opened:
        file = opened.enter_context(SpooledTemporaryFile(IN_MEMORY))
        with Binder(book_of(sitting, title, headlines), file) as binder:
            pictures = Pictures(sitting, binder)
            for headline in headlines:
                stored = sitting.store.articles.get(headline.id)
                if stored is not None:  # one that has gone in the meantime
                    binder.add(chapter_of(sitting, stored, pictures))
                if binder.size > MOST_BYTES:
                    break
        size = file.tell()
        file.seek(0)
        opened.pop_all()  # closed when it has been sent
    headers = {
        "Content-Disposition": f'attachment; filename="{file_name(sitting, title)}"',
        "Content-Length": str(size),
        "Content-Encoding": "identity",  # it is packed already
        "Cache-Control": "private, no-cache",
    }
    return StreamingResponse(pieces(file), media_type="application/epub+zip", headers=headers)


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    """Give a file piece by piece, and close it."""
    with file:
        while piece := file.read(A_PIECE):
            yield piece


def file_name(sitting: Sitting, title: str) -> str:
    """Name the file in letters that every system bears."""
    plain = PLAIN.sub("-", f"{sitting.desk.settings.title} {title}".lower()).strip("-")
    return f"{plain[:80].strip('-') or 'book'}.epub"


def chosen_of(sitting: Sitting) -> tuple[str, Sequence[Headline]]:
    """Give the title of a book and its articles; 404 for an address that means none."""
    kind, _, name = sitting.request.path_params["path"].partition("/")
    if kind == "day":
        return of_day(sitting, name)
    if kind == "saved" and not name:
        return sitting.words("saved"), sitting.store.reader.saved(limit=MOST_ARTICLES).items
    if kind == "chosen" and not name:
        return of_choice(sitting)
    _, title, headlines = feeds.chosen(sitting)
    return fold(title) or sitting.words("latest"), headlines


def of_choice(sitting: Sitting) -> tuple[str, Sequence[Headline]]:
    """Give the articles whose numbers are told, each once; the title is that of one alone, or the newest's day."""
    told = sitting.request.query_params.getlist("id")[:MOST_ARTICLES]
    numbers = [int(one) for one in told if one.isascii() and one.isdecimal() and len(one) < 19]
    headlines = (headline_of(sitting, number) for number in dict.fromkeys(numbers))
    found = {headline.id: headline for headline in headlines if headline is not None}
    if not found:
        raise HTTPException(404)
    newest = max(found.values(), key=lambda headline: headline.place)
    if len(found) == 1:
        return fold(newest.title or newest.url), [newest]
    return times.day(newest.listed.astimezone(sitting.now.tzinfo).date(), sitting.words), [*found.values()]


def headline_of(sitting: Sitting, number: int) -> Headline | None:
    """Give what lists show of an article, also by the number of one that has become one with it."""
    articles = sitting.store.articles
    found = articles.headline(number)
    if found is None and (stored := articles.get(number)) is not None:
        found = stored.headline
    return found


def of_day(sitting: Sitting, name: str) -> tuple[str, Sequence[Headline]]:
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
    return times.day(day, sitting.words), found


def arranged(found: Sequence[Headline]) -> list[Headline]:
    """Put articles by section, the largest first, those without one at the end; inside of it they stay in order."""
    sizes = Counter(fold(headline.section) for headline in found)
    sizes.pop("", None)
    order = {name: place for place, (name, _) in enumerate(sizes.most_common())}
    return sorted(found, key=lambda headline: order.get(fold(headline.section), len(order)))


def book_of(sitting: Sitting, title: str, headlines: Sequence[Headline]) -> Book:
    """Say what a book of articles is called."""
    told = ",".join(f"{headline.id}.{headline.version}" for headline in headlines)
    return Book(
        identifier=sitting.desk.identity.name("book", sitting.request.url.path, told),
        title=f"{sitting.desk.settings.title} · {title}",
        publisher=sitting.desk.settings.title,
        language=sitting.words.code,
        contents=sitting.words("contents"),
        modified=max(headline.changed for headline in headlines),
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
    """The pictures of a book: of those that the desk has already, as many as fit. Each is written as it comes."""

    def __init__(self, sitting: Sitting, binder: Binder) -> None:
        self._gallery, self._binder = sitting.desk.gallery, binder
        self._names: dict[str, str] = {}
        self._count, self._left = 0, PICTURE_BYTES

    def place(self, url: str) -> str:
        """Give the name of a picture in the book, "" where it is not in it."""
        key = addresses.picture_key(url)
        if key not in self._names:
            self._names[key] = self._added(key)
        return self._names[key]

    def _added(self, key: str) -> str:
        if self._gallery is None or self._count >= MOST_PICTURES or self._left <= 0:
            return ""
        content = self._gallery.kept(key, WIDEST)
        if not content:
            return ""
        try:
            made = as_jpeg(content, PICTURE_WIDTH)
        except NotPictureError:
            return ""
        self._left -= len(made)
        if self._left < 0:
            return ""
        self._count += 1
        self._binder.add_picture(f"{key}.jpg", made)
        return f"{key}.jpg"
