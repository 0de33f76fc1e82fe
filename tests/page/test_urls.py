"""Addresses: cleaned, resolved, compared, read."""

from __future__ import annotations

import datetime as dt
import time
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lugas.page.urls import (
    clean_address,
    date_in_path,
    host,
    join,
    path_words,
    picture_key,
    picture_size,
    same_site,
    without_tracking,
)

PIECES = st.lists(
    st.sampled_from(
        [
            *"/:?#[]@!$&'()*+,;=%.-_~\\ \n\t\x00<>\"|^`{}",
            "http",
            "https",
            "://",
            "xn--",
            "www.",
            "a.id",
            "é",
            "\ud800",
            "20",
        ]
    ),
    max_size=12,
).map("".join)
URLS = PIECES | st.text() | PIECES.map("https://a.id/".__add__) | PIECES.map("http://".__add__)


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        (None, ""),
        ("", ""),
        ("  https://Example.COM:443/a b?q=<x>#f \n", "https://example.com/a%20b?q=%3Cx%3E#f"),
        ("http://user:secret@a.id/x", "http://a.id/x"),
        ("HTTP://a.id", "http://a.id/"),
        ("http://a.id:8080/", "http://a.id:8080/"),
        ("https://a.id./x", "https://a.id/x"),
        ("https://a.id.:8080/x", "https://a.id:8080/x"),
        ("https://a\u3002id\uff61/x", "https://a.id/x"),
        ("https:\\\\a.id\\x", "https://a.id/x"),
        ("https://a.id/berita/é?q=日", "https://a.id/berita/é?q=日"),
        ("http://[::1]:80/x", "http://[::1]/x"),
        ("//a.id/x", ""),
        ("a.id/x", ""),
        ("/x", ""),
        ("javascript:alert(1)", ""),
        ("ftp://a.id/x", ""),
        ("file:///etc/passwd", ""),
        ("http://", ""),
        ("http://...", ""),
        ("http://[::1", ""),
        ("http://a.id:99999/", ""),
        ("http://a b.id/", ""),
        ("https://a.id/" + "x" * 10_000, ""),
    ],
)
def test_clean_address(url: str | None, clean: str) -> None:
    """Only http and https addresses with a host are kept, without what harms or hides in them."""
    assert clean_address(url) == clean


@given(URLS)
def test_clean_address_is_stable(url: str) -> None:
    """Any text gives "" or an address that stays itself, is UTF-8 and cannot leave an attribute."""
    clean = clean_address(url)
    assert clean_address(clean) == clean
    assert not clean or clean.startswith(("http://", "https://"))
    assert not set(clean) & set('<>" \n\t\x00')
    clean.encode()


@pytest.mark.parametrize(
    ("base", "url", "whole"),
    [
        ("https://a.id/x/y", "../z", "https://a.id/z"),
        ("https://a.id/x/", "//b.id/q", "https://b.id/q"),
        ("https://a.id/x", "?p=2", "https://a.id/x?p=2"),
        ("https://a.id/x", "#top", "https://a.id/x#top"),
        ("https://a.id/x", " https://b.id/\ny ", "https://b.id/y"),
        ("", "https://b.id/y", "https://b.id/y"),
        ("", "/y", ""),
        ("https://a.id/", "", ""),
        ("https://a.id/", "mailto:a@b.id", ""),
        ("https://a.id/", "data:text/html,x", ""),
        ("https://a.id/", "JavaScript:void(0)", ""),
        ("https://a.id/", "java\nscript:alert(1)", ""),
        ("https://a.id/", "\x01javascript:alert(1)", ""),
        ("https://a.id/", "http://[bad", ""),
        ("https://a.id/", "tel:+62", ""),
    ],
)
def test_join(base: str, url: str, whole: str) -> None:
    """Links resolve as in a browser; those to anything but a page give ""."""
    assert join(base, url) == whole


@given(URLS, URLS)
def test_join_never_fails(base: str, url: str) -> None:
    """Whatever stands in a page, a link is http, https, or nothing."""
    whole = join(base, url)
    assert not whole or whole.startswith(("http://", "https://"))


PLAIN = st.text(st.sampled_from("ab1/.?=&%:@-~;#_é "), max_size=12)


@given(
    URLS, PLAIN | PLAIN.map("/".__add__) | PLAIN.map("https://a.id/".__add__) | PLAIN.map("http://".__add__)
)
def test_join_is_a_plain_resolve(base: str, url: str) -> None:
    """The short way that plain links take gives what resolving step by step gives."""
    for page in (clean_address(base), "https://A.id:443/b/c?d"):
        if page and url.strip():
            assert join(page, url) == clean_address(urljoin(page, url.strip()))


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://WWW.Kompas.com:443/x", "kompas.com"),
        ("https://amp.kompas.com/", "amp.kompas.com"),
        ("https://www.id/", "www.id"),
        ("https://a.id./", "a.id"),
        ("https://xn--mnchen-3ya.de/", "münchen.de"),
        ("https://МОСКВА.рф/", "москва.рф"),
        ("https://xn--a/", "xn--a"),
        ("http://127.0.0.1:80/", "127.0.0.1"),
        ("http://[::1]/", "::1"),
        ("kompas.com", ""),
        ("", ""),
    ],
)
def test_host(url: str, name: str) -> None:
    """A host is lower case, readable, without port and `www.`."""
    assert host(url) == name


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("https://www.a.co.id/x", "http://news.a.co.id/", True),
        ("https://a.co.id/", "https://b.co.id/", False),
        ("https://a.com/", "https://b.a.com/", True),
        ("https://a.com/", "https://a.org/", False),
        ("http://10.0.0.1/", "http://11.0.0.1/", False),
        ("https://a.substack.com/", "https://b.substack.com/", False),
        ("https://a.substack.com/", "https://substack.com/", False),
        ("https://www.a.blogspot.co.id/", "https://m.a.blogspot.co.id/", True),
        ("http://a.com:80/", "https://www.a.com:443/", True),
        ("http://a.com:8080/", "http://b.a.com:8080/", True),
        ("http://a.com:8080/", "http://a.com/", False),
        ("http://10.0.0.1:8701/", "http://10.0.0.1:8702/", False),
        ("", "", False),
    ],
)
def test_same_site(first: str, second: str, same: bool) -> None:
    """Hosts of one registered domain are one site; not those sold below `.co.id`, services' customers, other ports."""
    assert same_site(first, second) is same
    assert same_site(second, first) is same


@pytest.mark.parametrize(
    ("url", "bare"),
    [
        ("https://a.id/x?utm_source=a&b=2&A=1&fbclid=x#s", "https://a.id/x?b=2&A=1"),
        ("https://a.id/x?UTM_Medium=1", "https://a.id/x"),
        ("https://a.id/?p=12&page=2", "https://a.id/?p=12&page=2"),
        ("https://a.id/#!/berita/1", "https://a.id/#!/berita/1"),
        ("nothing", ""),
    ],
)
def test_without_tracking(url: str, bare: str) -> None:
    """Only the parameters that tell where a reader came from go; the others keep their order."""
    assert without_tracking(url) == bare


@given(URLS)
def test_without_tracking_is_stable(url: str) -> None:
    """Doing it twice changes nothing more."""
    bare = without_tracking(url)
    assert without_tracking(bare) == bare


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("read/2024/01/20/123/judul", "2024-01-20"),
        ("world/2024/jan/20/title", "2024-01-20"),
        ("2024/Januar/5/titel", "2024-01-05"),
        ("20240120/judul", "2024-01-20"),
        ("2024-01-20-judul.html", "2024-01-20"),
        ("2024/0120/c90.html", "2024-01-20"),
        ("2024-01/20/c_113.htm", "2024-01-20"),
        ("internasional/20240120112233-113-1052345/judul", "2024-01-20"),
        ("judul-20-01-2024", "2024-01-20"),
        ("judul-01-20-2024", "2024-01-20"),
        ("judul-05-05-2024", "2024-05-05"),
        ("judul-03-04-2024", ""),
        ("2024/13/40/x", ""),
        ("2024/02/30/x", ""),
        ("2024/marathon/20/x", ""),
        ("2024/01/judul", ""),
        ("1234567890123", ""),
        ("9920240120", ""),
        ("x?date=2024-01-20", ""),
        ("18990101/x", ""),
        ("20990101/x", ""),
    ],
)
def test_date_in_path(path: str, day: str) -> None:
    """A full and plausible day in the path is found; half a date, or one of two that fit, is not."""
    assert date_in_path(f"https://a.id/{path}") == day


@given(st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2040, 1, 1)))
def test_every_day_is_found(day: object) -> None:
    """Each day of the calendar is found in the three common forms."""
    iso = str(day)
    for form in (iso.replace("-", "/"), iso, iso.replace("-", "")):
        assert date_in_path(f"https://a.id/x/{form}/judul-12") == iso


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (
            "global/read/2024/01/20/pakistan-dan-iran_bersedia.html",
            ("global", "read", "pakistan", "dan", "iran", "bersedia"),
        ),
        ("%E0%A4%B9%E0%A4%BF%E0%A4%A8%E0%A5%8D%E0%A4%A6%E0%A5%80-x", ("हिन्दी", "x")),
        ("", ()),
    ],
)
def test_path_words(path: str, words: tuple[str, ...]) -> None:
    """The words of a path come in order, decoded, without numbers and file endings."""
    assert path_words(f"https://a.id/{path}") == words


@given(URLS)
def test_reading_never_fails(url: str) -> None:
    """Any text can be asked for its host, day and words."""
    assert host(url) == host(clean_address(url))
    assert len(date_in_path(url)) in {0, 10}
    assert all(word == word.lower() and not word.isdigit() for word in path_words(url))


@pytest.mark.parametrize(
    ("address", "width"),
    [
        ("https://a.id/boat-1024x683.jpg", 1024),
        ("https://a.id/crop/0x0:900x600/300x200/boat.jpg", 300),
        ("https://a.id/w_800,h_600/boat.jpg", 800),
        ("https://a.id/w1600/boat.jpg", 1600),
        ("https://a.id/boat-640w.jpg", 640),
        ("https://a.id/boat.jpg?q=80&w=320", 320),
        ("https://a.id/boat-300x200.jpg?width=900", 900),
        ("https://a.id/2024/01/20/boat.jpg", 0),
        ("https://1024x768.id/boat.jpg", 0),
        ("", 0),
    ],
)
def test_picture_size(address: str, width: int) -> None:
    """The width of a picture is read off its address: what a query asks for, or the last size that the path tells."""
    assert picture_size(address) == width


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://a.id/up/old-ferry-1024x683.jpg", "https://cdn.a.id/up/old-ferry.webp?w=300", True),
        (
            "https://i0.wp.com/a.id/up/old-ferry-boat.jpg?ssl=1",
            "https://a.id/up/old-ferry-boat-150x150.jpg",
            True,
        ),
        (
            "https://a.id/_next/image?url=https%3A%2F%2Fb.id%2Fold-ferry.jpg&w=1920",
            "https://b.id/old-ferry.jpg",
            True,
        ),
        ("https://x.id/resize/800x600/https://b.id/x/old-ferry.jpg", "https://b.id/y/old-ferry.jpg", True),
        ("https://a.id/ann/1.jpg", "https://a.id/bob/1.jpg", False),
        ("https://a.id/ann/1-300x200.jpg", "https://a.id/ann/1.jpg", True),
        ("https://a.id/old-ferry.jpg", "https://a.id/new-ferry.jpg", False),
    ],
)
def test_picture_key(one: str, other: str, *, same: bool) -> None:
    """The addresses of one picture in several sizes, formats and places have one key; a short name has its folder's."""
    assert (picture_key(one) == picture_key(other)) is same


@given(st.text(max_size=80))
def test_pictures_never_fail(address: str) -> None:
    """Any text gives a size and a key."""
    assert picture_size(address) >= 0
    assert isinstance(picture_key(address), str)


def test_long_picture_addresses() -> None:
    """An address of any length costs no more than its beginning."""
    start = time.process_time()
    for part in ("1x1/", "w_", "?w=", "https://", "-9", "a"):
        picture_size(part * 200_000)
        picture_key(part * 200_000)
    assert time.process_time() - start < 2
