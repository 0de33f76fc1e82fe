"""Pictures: the right address, and none for what shows nothing."""

from __future__ import annotations

import time

import pytest

from lugas.blocks.media import address_of, background_of, candidates, image_of, is_placeholder, is_slight
from lugas.page.tree import Element, parse_html
from lugas.page.urls import join

BASE = "https://site.example/news/story"


def only(markup: str) -> Element:
    """Give the first element of a page's body."""
    body = parse_html(markup).find("body")
    assert body is not None
    return next(node for node in body.children if isinstance(node, Element))


def address(attributes: str) -> str:
    """Give the address of a picture with some attributes; "" for none."""
    image = image_of(only(f"<img {attributes}>"), BASE)
    return image.url.removeprefix("https://site.example/") if image else ""


@pytest.mark.parametrize(
    ("srcset", "wanted"),
    [
        ("a.jpg", "a.jpg"),
        ("a.jpg 320w, b.jpg 640w", "b.jpg"),
        ("a.jpg 320w,b.jpg 640w", "b.jpg"),
        ("a.jpg 320w,\n\tb.jpg 640w,\n", "b.jpg"),
        ("a.jpg, b.jpg 2x", "b.jpg"),
        ("a.jpg 1x, b.jpg 1.5x, c.jpg 3x", "c.jpg"),
        ("w_300,h_200/a.jpg 300w, w_600,h_400/b.jpg 600w", "w_600,h_400/b.jpg"),
        ("https://x.example/a,b.jpg?c=1,2 100w,https://x.example/d,e.jpg 200w", "https://x.example/d,e.jpg"),
        ("a.jpg 800w, b.jpg 1600w, c.jpg 4000w", "b.jpg"),
        ("a.jpg 6000w, b.jpg 4000w", "b.jpg"),
        ("data:image/gif;base64,R0lGODlhAQABAAAAACw= 1x, a.jpg 2x", "a.jpg"),
        ("data:image/gif;base64,R0lGODlhAQABAAAAACw=", ""),
        ("a.jpg nanw, b.jpg infw", "a.jpg"),
        ("", ""),
        (" , ,, ", ""),
    ],
)
def test_srcset(srcset: str, wanted: str) -> None:
    """The widest picture up to 2000 pixels is chosen, however the set is written, commas in addresses included."""
    element = only("<img>")
    element.attrs["srcset"] = srcset
    image = image_of(element, "https://site.example/")
    assert (image.url if image else "") == (join("https://site.example/", wanted) if wanted else "")


def test_srcset_candidates() -> None:
    """A set is taken apart as the HTML standard says."""
    assert list(candidates(" a,b 1x , c, d 100w 50h,,e")) == [
        ("a,b", "1x"),
        ("c", ""),
        ("d", "100w 50h"),
        ("e", ""),
    ]


@pytest.mark.parametrize(
    ("attributes", "wanted"),
    [
        ("src=/a.jpg", "a.jpg"),
        ("src=a.jpg", "news/a.jpg"),
        ("src='data:image/gif;base64,R0' data-src=/a.jpg", "a.jpg"),
        ("src=/blank.gif data-original=/a.jpg", "a.jpg"),
        ("src=/blank.gif data-lazy-src=/a.jpg", "a.jpg"),
        ("src=/s.jpg srcset='/a.jpg 300w, /b.jpg 900w'", "b.jpg"),
        ("src=/s.jpg data-srcset='/a.jpg 300w, /b.jpg 900w' srcset='data:image/gif;base64,R0'", "b.jpg"),
        ("src=/a.jpg data-image=12345", "a.jpg"),
        ("src=/a.jpg data-lazy=true", "a.jpg"),
        ('src=/a.jpg data-url=\'{"x": "/b.jpg"}\'', "a.jpg"),
        ("src='data:image/gif;base64,R0'", ""),
        ("src=''", ""),
        ("alt=x", ""),
        ("src=/a.jpg width=1 height=1", ""),
        ("src=/a.jpg width=0", ""),
        ("src=/a.jpg height=2px", ""),
        ("src=/a.jpg width=100% height=auto", "a.jpg"),
        ("src='javascript:x'", ""),
    ],
)
def test_image_address(attributes: str, wanted: str) -> None:
    """A lazy picture's real address is found; spacers, counters and placeholders are no pictures."""
    assert address(attributes) == wanted


def test_amp_image() -> None:
    """A picture of an AMP page is read like any other, its alternative text folded."""
    image = image_of(only("<amp-img src=/a.jpg alt='  A \n boat ' width=600></amp-img>"), BASE)
    assert image is not None
    assert (image.url, image.alt) == ("https://site.example/a.jpg", "A boat")


def test_long_sets() -> None:
    """Sets of a million characters cost no more than their beginning."""
    start = time.process_time()
    element = only("<img>")
    for part in ("a 1x,", "a,", ",", " ", "a", "a 1x "):
        element.attrs["srcset"] = part * 1_000_000
        image_of(element, BASE)
    assert time.process_time() - start < 2


def pictured(markup: str) -> str:
    """Give the address of the picture in some markup, its site left out."""
    element = parse_html(markup).find("img")
    assert element is not None
    image = image_of(element, BASE)
    return image.url.removeprefix("https://site.example/") if image else ""


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        ("<picture><source srcset='/b.jpg 900w'><img src=/a.jpg></picture>", "b.jpg"),
        (
            (
                "<picture><source media='(max-width: 600px)' srcset='/narrow.jpg 900w'><source srcset='/wide.jpg 800w'>"
                "<img src=/a.jpg></picture>"
            ),
            "wide.jpg",
        ),
        (
            (
                "<picture><source type=image/avif srcset='/a.avif 800w'><source type=image/webp srcset='/a.webp 800w'>"
                "<img srcset='/a.jpg 800w' src=/a.jpg></picture>"
            ),
            "a.jpg",
        ),
        (
            "<picture><source data-srcset='/b.jpg 800w, /c.jpg 5000w'><img src='data:image/gif;base64,R0'></picture>",
            "b.jpg",
        ),
        ("<picture><img src=/a.jpg></picture>", "a.jpg"),
    ],
)
def test_sources_of_a_picture(markup: str, wanted: str) -> None:
    """The sources of a picture count with its own addresses: the widest that is sensible, in the oldest format."""
    assert pictured(markup) == wanted


@pytest.mark.parametrize(
    ("attributes", "wanted"),
    [
        ("src=/boat-150x100.jpg data-large-file=/boat-1024x683.jpg", "boat-1024x683.jpg"),
        ("src=/wide-2400x1600.jpg data-lazy-src=/boat.jpg", "boat.jpg"),
        ("src=/boat.jpg data-thumb-src=/small.jpg", "boat.jpg"),
        ("src=/boat.jpg data-gallery-full=/boat-big.jpg", "boat-big.jpg"),
        ("src=/boat.jpg data-link=/story.jpg", "boat.jpg"),
        ("src=/boat.jpg?w=20 data-any-src=/boat.jpg?w=1200", "boat.jpg?w=1200"),
        ("src=/boat.jpg srcset='/boat.jpg?w=40 40w'", "boat.jpg"),
        ("width=600 src=/a.jpg srcset='/a.jpg, /b.jpg 2x'", "b.jpg"),
        ("src=/placeholder-16x9.png", ""),
        ("src=/img/blank.gif", ""),
        ("src=/spacer.gif data-src=/1x1.png", ""),
        ("src=/boats-1x1.jpg", "boats-1x1.jpg"),
        ("src=/photos/261x157.jpg", "photos/261x157.jpg"),
        ("src=/sites/default/files/boat.jpg", "sites/default/files/boat.jpg"),
    ],
)
def test_lazy_pictures(attributes: str, wanted: str) -> None:
    """Of what attributes hold, the real picture is found; what stands in for it never is."""
    assert address(attributes) == wanted


def test_captions_in_attributes() -> None:
    """A caption and a credit may stand in attributes; one with markup in it is no text."""
    image = image_of(only("<img src=/a.jpg data-caption=' A  boat ' data-credit=Ann>"), BASE)
    assert image is not None
    assert (image.caption, image.credit) == ("A boat", "Ann")
    image = image_of(only("<img src=/a.jpg data-caption='<p>A boat'>"), BASE)
    assert image is not None
    assert image.caption == ""


@pytest.mark.parametrize(
    ("attributes", "slight"),
    [
        ("src=/boat.jpg", False),
        ("src=/boat.jpg width=1200 height=800", False),
        ("src=/boat.jpg width=48 height=48", True),
        ("src=/boat.jpg width=48 height=480", False),
        ("src=/boat-60x60.jpg", True),
        ("src=/ann.jpg class='photo avatar'", True),
        ("src=/authors/ann.jpg", True),
        ("src=https://secure.gravatar.com/x", True),
        ("src=/boat.jpg class=lead_ad3f", False),
        ("src=https://www.facebook.com/tr?id=1", True),
    ],
)
def test_slight_pictures(attributes: str, slight: bool) -> None:
    """Icons, portraits, counters and advertisements are told by size, class and address."""
    element = only(f"<img {attributes}>")
    image = image_of(element, BASE)
    assert image is not None
    assert is_slight(element, image.url) is slight


def test_placeholders() -> None:
    """A placeholder is told by the name of its file as a whole, or by a word that no photograph is named with."""
    assert is_placeholder("/static/img/lazy.png")
    assert is_placeholder("data:image/png;base64,xx")
    assert not is_placeholder("/photos/grey-whale.jpg")
    assert not is_placeholder("/loading/boats.jpg")


def test_backgrounds() -> None:
    """The picture behind an element is found in its style, whatever stands around the address."""
    for style in ("background-image: url('/a.jpg')", 'color:red;background: #fff url("/a.jpg") no-repeat'):
        image = background_of(style, BASE)
        assert image is not None
        assert image.url == "https://site.example/a.jpg"
    assert background_of("background-image: linear-gradient(red, blue)", BASE) is None
    assert background_of("background: url(data:image/png;base64,x)", BASE) is None


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("Bridge_files/b.jpg", "Bridge_files/b.jpg"),
        ("/a/b.jpg", "/a/b.jpg"),
        ("https://site.example/b.jpg", "https://site.example/b.jpg"),
        ("javascript:b.jpg", ""),
        ("data:image/png;base64,AAAA", ""),
        ("a" * 2001 + ".jpg", ""),
        ("a\x00b.jpg", ""),
    ],
)
def test_relative_addresses(value: str, wanted: str) -> None:
    """Where nothing tells what a relative address is relative to, it is kept as the page writes it."""
    assert address_of(value, "") == wanted
    assert address_of("b.jpg", BASE) == "https://site.example/news/b.jpg"
