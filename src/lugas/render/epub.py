"""A book of articles as EPUB 3.3, which every reader of books opens: a zip of XHTML pages, a list of them, and a style.

The pages are the markup that `html.py` makes of blocks, put into the form of XML. Nothing else of a source gets in.
They are written one by one, so that no more than one is in memory. The same chapters and pictures give the same bytes.
Spec: https://www.w3.org/TR/epub-33/.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from lugas.render.clean import fold, for_xml, printable
from lugas.render.labels import direction, language_tag

__all__ = ["Binder", "Book", "Chapter"]

# The only elements of our markup that have no end. Their attributes are escaped, so no `<` or `>` stands in them.
_EMPTY = re.compile(r"<(br|img)([^<>]*)>")
_LOADING = re.compile(r' (?:loading|decoding)="[a-z]{1,10}"')  # of browsers, and unknown to EPUB
_LINK = re.compile(r'<a href="([^"<>]*)"([^<>]*)>')
# Books are checked against RFC 3986 more strictly than pages: a sign of percent begins two digits, brackets stand
# around an IPv6 address alone, the host is ASCII and its port a number.
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?(?![A-Za-z0-9])")
_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(r"//([^\[\]/?#@]*@)?(\[[0-9A-Fa-f:.]{2,45}\]|[^\[\]/?#@:]{1,253})(:[0-9]*)?(?=[/?#]|$)")
_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can tell
_MOST_LANGUAGES = 10
_CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/book.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


@dataclass(frozen=True)
class Chapter:
    """A page of a book: its title, the part of the book it stands in ("" for none), and its body as markup."""

    title: str
    part: str
    language: str
    html: str


@dataclass(frozen=True)
class Book:
    """What a book is called. `identifier` is a URN that no other book has, `contents` the name of its list of chapters.

    Both lists and names are in `language`; the book's own languages are those of its chapters.
    """

    identifier: str
    title: str
    publisher: str
    language: str
    contents: str
    modified: dt.datetime


class Binder:
    """Writes a book while its block runs: chapters and pictures in any order, and at the end what lists them.

    The file is whole when the block has ended, and stays open.
    """

    def __init__(self, book: Book, file: IO[bytes]) -> None:
        self._book = book
        self._archive = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
        self._titles: list[tuple[str, str]] = []
        self._pictures: list[str] = []
        self._languages: Counter[str] = Counter()
        self.size = 0  # bytes of the chapters, before they are packed
        # First and as it is, so that a program tells the kind of file by its first bytes.
        _put(self._archive, "mimetype", b"application/epub+zip", packed=False)
        _put(self._archive, "META-INF/container.xml", _CONTAINER.encode())
        _put(self._archive, "book/style.css", (Path(__file__).parent / "book.css").read_bytes())

    def add(self, chapter: Chapter) -> None:
        """Write a chapter, as the last one."""
        self._titles.append((chapter.title, chapter.part))
        self._languages[_tag(chapter.language)] += 1
        page = _document(chapter.title or "—", chapter.language, _xhtml(chapter.html)).encode()
        self.size += len(page)
        _put(self._archive, f"book/{_name(len(self._titles))}", page)

    def add_picture(self, name: str, content: bytes) -> None:
        """Write a JPEG file under the name by which chapters show it."""
        self._pictures.append(name)
        _put(self._archive, f"book/{name}", content, packed=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._archive:
            if kind is None:
                self._finish()

    def _finish(self) -> None:
        contents = _contents(self._book, self._titles)
        _put(self._archive, "book/contents.xhtml", contents.encode())
        del self._languages[""]
        languages = [tag for tag, _ in self._languages.most_common(_MOST_LANGUAGES)]
        package = _package(self._book, len(self._titles), self._pictures, languages)
        _put(self._archive, "book/book.opf", package.encode())


def _put(archive: zipfile.ZipFile, name: str, content: bytes, *, packed: bool = True) -> None:
    info = zipfile.ZipInfo(name, _DATE)
    info.create_system = 3  # of one kind on every system
    info.external_attr = 0o644 << 16
    archive.writestr(info, content, zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED)


def _name(number: int) -> str:
    return f"chapter-{number}.xhtml"


def _tag(language: str) -> str:
    """Give language, script and country: what else a tag may have is told wrongly by too many pages."""
    known = _LANGUAGE.match(language_tag(language))
    return known[0] if known is not None else ""


def _text(text: str) -> str:
    return escape(for_xml(fold(text)))


def _xhtml(html: str) -> str:
    """Put our own markup into the form of XML."""
    return for_xml(printable(_LINK.sub(_link, _EMPTY.sub(r"<\1\2/>", _LOADING.sub("", html)))))


def _link(found: re.Match[str]) -> str:
    """Write an address so that every reader of books takes it; one that names no host leads nowhere."""
    scheme, colon, rest = _PERCENT.sub("%25", unescape(found[1])).partition(":")
    host = _HOST.match(rest)
    place = _ascii(host) if host is not None else ""
    if rest.startswith("//") and not place:
        return "<a>"
    path, hash_, fragment = rest[host.end() if host is not None else 0 :].partition("#")
    after = f"{path}{hash_}{fragment.replace('#', '%23')}".replace("[", "%5B").replace("]", "%5D")
    return f'<a href="{escape(scheme + colon + place + after)}"{found[2]}>'


def _ascii(host: re.Match[str]) -> str:
    """Write a host as it is asked for, "" for what is none."""
    try:
        name = host[2] if host[2].isascii() else host[2].encode("idna").decode()
    except UnicodeError:
        return ""
    return f"//{host[1] or ''}{name}{host[3] or ''}"


def _document(title: str, language: str, body: str) -> str:
    tag = _tag(language)
    told = f' lang="{tag}" xml:lang="{tag}"' if tag else ""
    return f"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"{told} dir="{direction(language)}">
<head>
<title>{_text(title)}</title>
<link rel="stylesheet" type="text/css" href="style.css"/>
</head>
<body>
{body}
</body>
</html>
"""


def _contents(book: Book, titles: list[tuple[str, str]]) -> str:
    rows = "\n".join(_rows(titles))
    listed = f'<nav epub:type="toc">\n<h2>{_text(book.contents)}</h2>\n<ol>\n{rows}\n</ol>\n</nav>'
    return _document(book.title, book.language, f"<h1>{_text(book.title)}</h1>\n{listed}")


def _rows(titles: list[tuple[str, str]]) -> Iterator[str]:
    """List the chapters, those of one part under its name."""
    for part, chapters in groupby(enumerate(titles, 1), key=lambda numbered: numbered[1][1]):
        rows = [
            f'<li dir="auto"><a href="{_name(number)}">{_text(title) or "—"}</a></li>'
            for number, (title, _) in chapters
        ]
        if _text(part):
            yield f'<li dir="auto"><span>{_text(part)}</span>'
            yield "<ol>\n" + "\n".join(rows) + "\n</ol></li>"
        else:
            yield from rows


def _package(book: Book, chapters: int, pictures: list[str], languages: list[str]) -> str:
    """Write what is in a book; most of its articles tell which way its pages are turned."""
    pages = range(1, chapters + 1)
    languages = languages or [_tag(book.language) or "und"]
    items = [
        '<item id="contents" href="contents.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
        '<item id="style" href="style.css" media-type="text/css"/>',
        *(f'<item id="c{n}" href="{_name(n)}" media-type="application/xhtml+xml"/>' for n in pages),
        *(f'<item id="p{n}" href="{name}" media-type="image/jpeg"/>' for n, name in enumerate(pictures, 1)),
    ]
    spine = "".join(f'<itemref idref="{name}"/>' for name in ("contents", *(f"c{n}" for n in pages)))
    way = ' page-progression-direction="rtl"' if direction(languages[0]) == "rtl" else ""
    modified = book.modified.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    told = "\n".join(f"<dc:language>{tag}</dc:language>" for tag in languages)
    inside = "\n".join(items)
    return f"""<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">{_text(book.identifier)}</dc:identifier>
<dc:title>{_text(book.title)}</dc:title>
{told}
<dc:publisher>{_text(book.publisher)}</dc:publisher>
<meta property="dcterms:modified">{modified}</meta>
</metadata>
<manifest>
{inside}
</manifest>
<spine{way}>{spine}</spine>
</package>
"""
