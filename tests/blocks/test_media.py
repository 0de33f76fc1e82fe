"""Pictures and embeds: the right address, and none for what shows nothing."""

from __future__ import annotations

import time

import pytest

from lugas.blocks.media import candidates, embed_of, image_of, provider_of, widest
from lugas.page.tree import Element, parse_html

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
    assert widest(srcset) == wanted


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


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        ("<iframe src=https://www.youtube-nocookie.com/embed/x></iframe>", "YouTube"),
        ("<iframe data-src=//player.vimeo.com/video/1></iframe>", "Vimeo"),
        ("<iframe src=about:blank data-src=https://open.spotify.com/embed/1></iframe>", "Spotify"),
        ("<object data=/paper.pdf></object>", ""),
    ],
)
def test_embeds(markup: str, wanted: str) -> None:
    """An embed's address is found wherever it is kept, and who serves it is named if known."""
    embed = embed_of(only(markup), BASE)
    assert embed is not None
    assert embed.provider == wanted


@pytest.mark.parametrize(
    "markup", ["<iframe></iframe>", "<iframe src=about:blank></iframe>", "<video></video>"]
)
def test_no_embed(markup: str) -> None:
    """What names no web address is no embed."""
    assert embed_of(only(markup), BASE) is None


def test_providers() -> None:
    """A host counts with all below it, and no other that merely ends alike."""
    assert provider_of("https://m.facebook.com/x") == "Facebook"
    assert provider_of("https://notfacebook.com/x") == ""


def test_long_sets() -> None:
    """Sets of a million characters cost no more than their beginning."""
    start = time.process_time()
    for part in ("a 1x,", "a,", ",", " ", "a", "a 1x "):
        widest(part * 1_000_000)
    assert time.process_time() - start < 2
