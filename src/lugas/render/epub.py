"""A book of articles as EPUB 3.3, which every reader of books opens: a zip of XHTML pages, a list of them, and a style.

The pages are the markup that `html.py` makes of blocks, put into the form of XML. Nothing else of a source gets in.
Spec: https://www.w3.org/TR/epub-33/. The same book gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape, unescape
from itertools import groupby
from pathlib import Path
from typing import IO

from lugas.render.clean import fold, for_xml, printable
from lugas.render.labels import direction, language_tag

__all__ = ["Book", "Chapter", "write_epub"]

# The only elements of our markup that have no end. Their attributes are escaped, so no `<` or `>` stands in them.
_EMPTY = re.compile(r"<(br|img)([^<>]*)>")
_LOADING = re.compile(r' (?:loading|decoding)="[a-z]{1,10}"')  # of browsers, and unknown to EPUB
_LINK = re.compile(r'<a href="([^"<>]*)"([^<>]*)>')
# Books are checked against RFC 3986 more strictly than pages: a sign of percent begins two digits, brackets stand
# around an IPv6 address alone, the host is ASCII and its port a number.
_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(r"//([^\[\]/?#@]*@)?(\[[0-9A-Fa-f:.]{2,45}\]|[^\[\]/?#@:]{1,253})(:[0-9]*)?(?=[/?#]|$)")
_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can tell
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
    """A book. `identifier` is a URN that no other book has; `contents` is what its list of chapters is called."""

    identifier: str
    title: str
    publisher: str
    language: str
    contents: str
    modified: dt.datetime
    chapters: tuple[Chapter, ...]


def write_epub(book: Book, pictures: Iterable[tuple[str, bytes]], file: IO[bytes]) -> None:
    """Write a book; `pictures` are JPEG files, each with the name under which the chapters show it."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        # First and as it is, so that a program tells the kind of file by its first bytes.
        _put(archive, "mimetype", b"application/epub+zip", packed=False)
        _put(archive, "META-INF/container.xml", _CONTAINER.encode())
        _put(archive, "book/style.css", (Path(__file__).parent / "book.css").read_bytes())
        _put(archive, "book/contents.xhtml", _contents(book).encode())
        for number, chapter in enumerate(book.chapters, 1):
            _put(archive, f"book/{_name(number)}", _page(chapter).encode())
        names = []
        for name, content in pictures:
            _put(archive, f"book/{name}", content, packed=False)
            names.append(name)
        _put(archive, "book/book.opf", _package(book, names).encode())


def _put(archive: zipfile.ZipFile, name: str, content: bytes, *, packed: bool = True) -> None:
    info = zipfile.ZipInfo(name, _DATE)
    info.create_system = 3  # of one kind on every system
    info.external_attr = 0o644 << 16
    archive.writestr(info, content, zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED)


def _name(number: int) -> str:
    return f"chapter-{number}.xhtml"


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
    tag = language_tag(language)
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


def _page(chapter: Chapter) -> str:
    return _document(chapter.title or "—", chapter.language, _xhtml(chapter.html))


def _contents(book: Book) -> str:
    rows = "\n".join(_rows(book))
    listed = f'<nav epub:type="toc">\n<h2>{_text(book.contents)}</h2>\n<ol>\n{rows}\n</ol>\n</nav>'
    return _document(book.title, book.language, f"<h1>{_text(book.title)}</h1>\n{listed}")


def _rows(book: Book) -> Iterator[str]:
    """List the chapters, those of one part under its name."""
    numbered = enumerate(book.chapters, 1)
    for part, chapters in groupby(numbered, key=lambda pair: pair[1].part):
        rows = [
            f'<li dir="auto"><a href="{_name(number)}">{_text(chapter.title) or "—"}</a></li>'
            for number, chapter in chapters
        ]
        if _text(part):
            yield f'<li dir="auto"><span>{_text(part)}</span>'
            yield "<ol>\n" + "\n".join(rows) + "\n</ol></li>"
        else:
            yield from rows


def _package(book: Book, pictures: list[str]) -> str:
    pages = range(1, len(book.chapters) + 1)
    items = [
        '<item id="contents" href="contents.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
        '<item id="style" href="style.css" media-type="text/css"/>',
        *(f'<item id="c{n}" href="{_name(n)}" media-type="application/xhtml+xml"/>' for n in pages),
        *(f'<item id="p{n}" href="{name}" media-type="image/jpeg"/>' for n, name in enumerate(pictures, 1)),
    ]
    spine = "".join(f'<itemref idref="{name}"/>' for name in ("contents", *(f"c{n}" for n in pages)))
    way = ' page-progression-direction="rtl"' if direction(book.language) == "rtl" else ""
    modified = book.modified.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    inside = "\n".join(items)
    return f"""<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">{_text(book.identifier)}</dc:identifier>
<dc:title>{_text(book.title)}</dc:title>
<dc:language>{language_tag(book.language) or "und"}</dc:language>
<dc:publisher>{_text(book.publisher)}</dc:publisher>
<meta property="dcterms:modified">{modified}</meta>
</metadata>
<manifest>
{inside}
</manifest>
<spine{way}>{spine}</spine>
</package>
"""
