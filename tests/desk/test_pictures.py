"""Pictures: what is one, what is made of it, where it is kept, and who may be asked for it."""

from __future__ import annotations

import os
import re
import struct
import subprocess
import sys
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageFilter, PngImagePlugin
from PIL.JpegImagePlugin import JpegImageFile
from starlette.testclient import TestClient

from lugas.demo import Clock, World, misdeeds, serve
from lugas.demo.serve import Papers
from lugas.desk.addresses import picture_key
from lugas.desk.pictures import gallery
from lugas.desk.pictures.cache import Cache
from lugas.desk.pictures.cost import has_one_scan
from lugas.desk.pictures.form import NotPictureError, fitted, resized, smaller
from lugas.model import Image as Picture
from lugas.store import Store
from tests.desk.conftest import Opener
from tests.store.made import make

LOCAL = frozenset({"127.0.0.1"})


def drawn(form: str, size: tuple[int, int] = (900, 600), mode: str = "RGB", **options: object) -> bytes:
    """Give a picture of a format."""
    written = BytesIO()
    image = Image.linear_gradient("L").resize(size).convert(mode)
    if mode == "RGBA":
        image.putalpha(image.getchannel("G").point(lambda shade: 255 - shade))
    image.save(written, form, **options)
    return written.getvalue()


def opened(content: bytes) -> Image.Image:
    """Open what was made."""
    image = Image.open(BytesIO(content), formats=("WEBP",))
    image.load()
    return image


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
@pytest.mark.parametrize("mode", ["L", "RGB", "P", "RGBA"])
def test_pictures_become_webp(form: str, mode: str) -> None:
    """Whatever the format, a picture comes out as WebP, no wider than asked and in its own proportions."""
    if form == "JPEG" and mode in {"P", "RGBA"}:
        mode = "CMYK"
    if form == "AVIF" and mode == "P":
        mode = "RGBA"
    assert opened(fitted(drawn(form, mode=mode), 320)).size == (320, 213)


def test_small_pictures_stay_small() -> None:
    """A picture that is narrower than asked for is not made larger."""
    assert opened(fitted(drawn("PNG", (100, 40)), 320)).size == (100, 40)


def test_nothing_but_the_picture_is_left() -> None:
    """What a file holds beside its picture is gone: texts, places, a second file; and it stands upright."""
    exif = Image.Exif()
    exif[0x0112] = 6  # a camera held on its side
    exif[0x010E] = "SECRET"
    sideways = fitted(
        drawn("JPEG", (600, 400), exif=exif, comment=b"SECRET") + b"<script>SECRET</script>", 960
    )
    assert opened(sideways).size == (400, 600)
    assert b"SECRET" not in sideways
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", "SECRET", zip=True)
    assert not opened(fitted(drawn("PNG", pnginfo=texts), 320)).info.get("Comment")


def chunk(kind: bytes, data: bytes) -> bytes:
    """Give a chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb() -> bytes:
    """Give a PNG of some hundred bytes that says it has four thousand million pixels."""
    head = struct.pack(">IIBBBBB", 65_000, 65_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 9_999))
        + chunk(b"IEND", b"")
    )


def with_chunks(more: bytes, *, behind: bool) -> bytes:
    """Give a PNG with some chunks more, before its picture or behind it."""
    plain = drawn("PNG", (40, 30))
    at = plain.index(b"IEND" if behind else b"IDAT") - 4
    return plain[:at] + more + plain[at:]


LONG = b"x" * 1_000_000 + "\U0001f600".encode()  # each of its letters is held in four bytes
PACKED = b"".join(chunk(b"iTXt", b"%d\0\1\0\0\0" % number + zlib.compress(LONG)) for number in range(60))
TEXTS = {
    "packed texts": (PACKED, False),
    "many texts": (chunk(b"tEXt", b"k\0" + bytes(60_000)) * 90, False),
    "a long text": (chunk(b"iTXt", b"k\0\0\0\0\0" + LONG * 5), True),
    "a long text of old": (chunk(b"tEXt", b"k\0" + LONG * 5), True),
    "a long profile": (chunk(b"iCCP", b"k\0\0" + zlib.compress(LONG)), True),
}


@pytest.mark.parametrize("behind", [False, True])
@pytest.mark.parametrize("name", TEXTS)
def test_texts_beside_a_picture_take_little_memory(name: str, behind: bool) -> None:
    """A PNG is shown without its profile and its long texts, and refused where short ones unpack to long ones."""
    more, shown = TEXTS[name]
    content = with_chunks(more, behind=behind)
    tracemalloc.start()
    try:
        if shown:
            assert fitted(content, 320) == fitted(drawn("PNG", (40, 30)), 320)
        else:
            with pytest.raises(NotPictureError):
                fitted(content, 320)
        taken = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert taken < 3_000_000


NOT_PICTURES = {
    "nothing": b"",
    "text": b"<html><body>403 Forbidden</body></html>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "bomb": bomb(),
    "cut": drawn("PNG")[:200],
    "tiff": drawn("TIFF"),
    "bmp": drawn("BMP"),
    "ppm": drawn("PPM"),
    "strip": drawn("PNG", (2_000, 10)),
    "noise behind a head": b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40,
}


@pytest.mark.parametrize("name", NOT_PICTURES)
def test_what_is_no_picture_is_refused(name: str) -> None:
    """What is no picture of a known format, is broken, or far too large, is refused without trying it out."""
    begun = time.process_time()
    with pytest.raises(NotPictureError):
        fitted(NOT_PICTURES[name], 320)
    assert time.process_time() - begun < 2


def test_no_bytes_break_it() -> None:
    """A picture with any of its bytes changed is made or refused, and nothing else."""
    for form in ("JPEG", "PNG", "WEBP", "GIF", "AVIF"):
        content = bytearray(drawn(form, (40, 30)))
        for place in range(0, len(content), max(1, len(content) // 60)):
            broken = bytes(content[:place]) + bytes([content[place] ^ 0xFF]) + bytes(content[place + 1 :])
            try:
                assert opened(fitted(broken, 320)).width <= 320
            except NotPictureError:
                continue


LARGEST: dict[str, tuple[tuple[int, int], str, dict[str, Any]]] = {
    "WEBP": ((2_600, 1_730), "RGBA", {"lossless": True, "method": 0}),
    "WEBP, tall": ((670, 6_700), "RGB", {"method": 0}),
    "AVIF": ((2_600, 1_730), "RGB", {"speed": 10, "subsampling": "4:4:4"}),
    "AVIF, seen through": ((2_190, 1_710), "RGBA", {"speed": 10, "subsampling": "4:4:4"}),
    "JPEG": ((6_700, 4_470), "RGB", {}),
    "JPEG, in passes": ((2_540, 1_770), "RGB", {"progressive": True, "subsampling": 0}),
    "PNG": ((4_100, 2_740), "RGBA", {"compress_level": 1}),
    "PNG, tall": ((1_100, 10_200), "RGBA", {"compress_level": 1}),
    "PNG, wide, of few colours": ((17_300, 1_731), "P", {"compress_level": 1}),
}
EVERYDAY = 1  # of them; the others take seconds to draw
PEAK = """
import sys
from bench.speed.sizes import peak_memory
from lugas.desk.pictures.cost import has_one_scan
from lugas.desk.pictures.form import fitted
from PIL import Image
Image.init()
came = sys.stdin.buffer.read()
before = peak_memory()
made = fitted(came, 1280)
print(peak_memory() - before, len(made))
"""


@pytest.mark.parametrize(
    "name",
    [
        *list(LARGEST)[:EVERYDAY],
        *(pytest.param(name, marks=pytest.mark.slow) for name in list(LARGEST)[EVERYDAY:]),
    ],
)
def test_one_picture_takes_little_memory(name: str) -> None:
    """The largest picture of each format that is let in takes 62 MB: with the desk that makes it, less than 300 MB."""
    size, mode, options = LARGEST[name]
    run = [sys.executable, "-c", PEAK]
    came = drawn(name.partition(",")[0], size, mode, **options)
    told = subprocess.run(run, input=came, capture_output=True, check=True).stdout
    taken, made = map(int, told.split())
    assert made
    assert taken < 62_000_000


MANY = """
import sys
from concurrent.futures import ThreadPoolExecutor
from bench.speed.sizes import peak_memory
from lugas.desk.pictures.cost import has_one_scan
from lugas.desk.pictures.form import fitted
from lugas.desk.serving import give_back
from PIL import Image
Image.init()
give_back()
came = sys.stdin.buffer.read()
before = peak_memory()
with ThreadPoolExecutor(4) as threads:
    made = list(threads.map(fitted, [came] * 8, [640] * 8))
print(peak_memory() - before, len(made))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="other systems' memory is not told what to do")
def test_many_pictures_take_as_little() -> None:
    """However many threads make pictures, they take no more memory than one does."""
    size, mode, options = LARGEST["WEBP"]
    run = [sys.executable, "-c", MANY]
    told = subprocess.run(
        run, input=drawn("WEBP", size, mode, **options), capture_output=True, check=True
    ).stdout
    taken, made = map(int, told.split())
    assert made == 8
    assert taken < 66_000_000


@pytest.mark.parametrize("name", ["WEBP", "JPEG, in passes"])
def test_what_takes_more_memory_is_refused(name: str) -> None:
    """A picture a little larger than the largest is refused before it is decoded."""
    (wide, high), _, options = LARGEST[name]
    with pytest.raises(NotPictureError, match=f"{wide} x {high + 50}"):
        fitted(drawn(name.partition(",")[0], (wide, high + 50), **options), 1280)


def test_the_first_of_two_pictures_is_shown() -> None:
    """Of a JPEG with several pictures, as telephones write, the first is shown, as large as other JPEGs may be."""
    second = Image.new("RGB", (300, 200), "red")
    written = BytesIO()
    Image.new("RGB", (4_000, 3_000), "blue").save(written, "MPO", save_all=True, append_images=[second])
    with Image.open(BytesIO(written.getvalue()), formats=("JPEG",)) as came:
        assert came.format == "MPO"
    made = opened(fitted(written.getvalue(), 320))
    assert made.size == (320, 240)
    assert min(made.getchannel("B").tobytes()) > 200


@pytest.mark.parametrize(
    ("options", "is_one"),
    [({}, True), ({"subsampling": 0, "optimize": True}, True), ({"progressive": True}, False)],
)
@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
@pytest.mark.parametrize("form", ["JPEG", "MPO"])
def test_scans_are_told_from_the_head(form: str, mode: str, options: dict[str, Any], *, is_one: bool) -> None:
    """Whether a JPEG is in one scan is known before it is decoded; one whose head is odd counts as being in several."""
    content = drawn(form, (64, 40), mode, comment=b"\xff\xda", **options)
    with Image.open(BytesIO(content), formats=("JPEG",)) as image:
        assert isinstance(image, JpegImageFile)
        assert has_one_scan(image, content) is is_one
        assert has_one_scan(image, content[:2] + b"\xff\xff" + content[2:]) is is_one
        assert not has_one_scan(image, content[:2] + b"\0" + content[2:])
        for end in range(len(content)):
            assert not has_one_scan(image, content[:end]) or is_one


@pytest.mark.parametrize("size", [(1_500, 1_000), (641, 2_000), (2_000, 333), (500, 700)])
def test_pieces_make_the_whole(size: tuple[int, int]) -> None:
    """A picture that is made smaller piece by piece looks as if it had been made at once."""
    image = Image.effect_noise(size, 90).filter(ImageFilter.BoxBlur(3)).convert("RGB")
    written = BytesIO()
    image.save(written, "PNG", compress_level=1)
    with Image.open(written) as came:
        made = resized(came, smaller(came, 320))
    whole = image.resize(made.size, reducing_gap=2.0)
    unlike = ImageChops.difference(made, whole).convert("L").histogram()
    assert not any(unlike[9:])


def test_cache_stays_within_its_bound(tmp_path: Path) -> None:
    """The folder never holds much more than it may; what was looked at lately stays."""
    cache = Cache(tmp_path, 100_000)
    for number in range(60):
        key = f"{number:018x}"
        cache.put(key, 320, bytes(5_000))
        os.utime(next(tmp_path.glob(f"*/{key}-320.webp")), (number * 9, number * 9))
        if number == 15:
            assert cache.get(f"{3:018x}", 320) is not None  # looked at now
    sizes = [path.stat().st_size for path in tmp_path.glob("*/*")]
    assert sum(sizes) <= 100_000
    assert len(sizes) >= 17
    assert cache.get(f"{59:018x}", 320) == bytes(5_000)
    assert cache.get(f"{3:018x}", 320) is not None
    assert cache.get(f"{5:018x}", 320) is None


def test_that_there_is_none_is_forgotten_after_a_while(tmp_path: Path) -> None:
    """An address without a picture is not asked again at once, but later."""
    cache = Cache(tmp_path, 1_000, seconds_without=60)
    cache.put("00" * 9, 320, b"")
    assert cache.get("00" * 9, 320) == b""
    path = next(tmp_path.glob("*/*"))
    os.utime(path, (time.time() - 100, time.time() - 100))
    assert cache.get("00" * 9, 320) is None


def test_a_folder_that_cannot_be_used_keeps_nothing(tmp_path: Path) -> None:
    """Where the folder cannot be written, pictures are not kept, and nothing fails."""
    (tmp_path / "file").write_text("in the way")
    cache = Cache(tmp_path / "file", 1_000)
    cache.put("00" * 9, 320, b"x")
    assert cache.get("00" * 9, 320) is None


@pytest.fixture(scope="module")
def papers() -> Iterator[Papers]:
    """Give the demo world, served."""
    world = World()
    with serve(world, Clock(world.end)) as served:
        yield served


def shown(store: Store, papers: Papers, path: str = "/media/sea/slug-640.jpg") -> tuple[int, str]:
    """Save an article with a picture of the papers', and give its number and the picture's place at the desk."""
    site = store.sites.add("https://courier.example/")
    url = papers.addresses["courier"] + path
    article = make("Ferry sails", image=Picture(url))
    saved = store.articles.save(article, site_id=site.id, addresses=[f"https://courier.example/{len(path)}"])
    return saved.id, f"/picture/{saved.id}/{picture_key(url)}"


def asked(papers: Papers, path: str) -> int:
    """Count how often the papers were asked for something."""
    return sum(entry.target == path for entry in papers.log)


def test_pictures_are_brought_once(empty: Store, opener: Opener, papers: Papers, tmp_path: Path) -> None:
    """A picture is asked for once, in however many widths it is shown, and pages name the desk's address of it."""
    client = opener(empty, pictures=tmp_path, allow_private=LOCAL)
    number, place = shown(empty, papers)
    assert f'src="{place}?w=960"' in client.get("/").text
    assert f'src="{place}"' in client.get(f"/article/{number}").text
    assert "127.0.0.1" not in re.sub(r'href="[^"]*"', "", client.get(f"/article/{number}").text)
    for width, wide in (("", 640), ("?w=320", 320), ("?w=640", 640), ("?w=7", 640), ("?w=320", 320)):
        answer = client.get(place + width)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/webp")
        assert opened(answer.content).width == wide
    assert asked(papers, "/media/sea/slug-640.jpg") == 1


def test_only_stored_pictures_are_brought(
    empty: Store, opener: Opener, papers: Papers, tmp_path: Path
) -> None:
    """Nobody can have the desk ask for an address that no stored article names as its picture."""
    client = opener(empty, pictures=tmp_path, allow_private=LOCAL)
    number, place = shown(empty, papers)
    before = len(papers.log)
    other = picture_key(papers.addresses["courier"] + "/secret.jpg")
    for path in (f"/picture/{number}/{other}", f"/picture/99/{place[-18:]}", f"/picture/{number}/..%2f..%2fx",
                 f"/picture/{number}/{'0' * 17}", f"/picture/{number}/"):  # fmt: skip
        assert client.get(path).status_code == 404
    assert len(papers.log) == before


def test_private_addresses_are_refused(empty: Store, opener: Opener, papers: Papers, tmp_path: Path) -> None:
    """A picture at a private address is not asked for, unless that is allowed."""
    client = opener(empty, pictures=tmp_path)
    _, place = shown(empty, papers, "/media/city/private-640.jpg")
    answer = client.get(place)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "image/svg+xml")
    assert asked(papers, "/media/city/private-640.jpg") == 0


def test_a_site_of_a_private_network_has_its_pictures(
    empty: Store, opener: Opener, papers: Papers, tmp_path: Path
) -> None:
    """Where a site may have hosts of a private network, they are asked for its articles' pictures, and no other's."""
    client = opener(empty, pictures=tmp_path)
    _, place = shown(empty, papers, "/media/city/own-640.jpg")
    (site,) = empty.sites.every()
    empty.sites.change(site.id, private="127.0.0.1", state="paused")
    other = empty.sites.add("https://elsewhere.example/")
    url = papers.addresses["courier"] + "/media/city/theirs-640.jpg"
    article = make("Ferry stays", image=Picture(url))
    theirs = empty.articles.save(article, site_id=other.id, addresses=["https://elsewhere.example/1"]).id
    assert client.get(f"/picture/{theirs}/{picture_key(url)}").status_code == 404
    empty.sites.change(site.id, state="active")
    assert client.get(f"/picture/{theirs}/{picture_key(url)}?w=320").status_code == 404
    assert client.get(place).status_code == 200
    assert (asked(papers, "/media/city/own-640.jpg"), asked(papers, "/media/city/theirs-640.jpg")) == (1, 0)


def test_redirects_into_a_private_network_are_remembered(
    empty: Store, opener: Opener, papers: Papers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A picture that leads to a private place is asked for once in some minutes, for each site's articles."""
    monkeypatch.setattr(gallery, "MOST_REFUSED", 2)
    client = opener(empty, pictures=tmp_path, allow_private=frozenset({papers.addresses["courier"][7:]}))
    path = "/media/sea/inside-640.jpg"
    _, place = shown(empty, papers, path)
    papers.misbehave("courier", misdeeds.astray(papers.addresses["warta"] + "/inside.jpg"), path=path)
    assert [client.get(f"{place}?w={width}").status_code for width in (320, 640, 320, 1280)] == [404] * 4
    assert asked(papers, path) == 1
    (site,) = empty.sites.every()
    for number, private in enumerate(("10.0.0.1", "10.0.0.2", "10.0.0.1", "10.0.0.2", "")):
        empty.sites.change(site.id, private=private)
        assert client.get(place).status_code == 404
        assert asked(papers, path) == 1 + min(number + 1, 2) + (number == 4)
    papers.behave("courier")
    monkeypatch.setattr(gallery, "SECONDS_REFUSED", -1.0)
    empty.sites.change(site.id, private="10.0.0.3")
    assert client.get(place).status_code == 200


def test_private_pictures_of_the_own_site(
    empty: Store, opener: Opener, papers: Papers, tmp_path: Path
) -> None:
    """What a site may have in a private network is asked for its own articles, at that port, and for no other's."""
    client = opener(empty, pictures=tmp_path)
    place = papers.addresses["courier"].partition("//")[2]
    path = "/media/sea/own-640.jpg"
    number, first = shown(empty, papers, path)
    own = empty.sites.add(papers.addresses["courier"])
    article = make("Ferry sails on", image=Picture(papers.addresses["courier"] + path))
    saved = empty.articles.save(article, site_id=own.id, addresses=[f"https://courier.example/{own.id}"])
    second = f"/picture/{saved.id}/{first[-18:]}"
    for private, status in ((f"127.0.0.1:1 {place[:9]}.example", 404), (place, 200)):
        empty.sites.change(own.id, private=private)
        assert (client.get(first).status_code, client.get(second).status_code) == (404, status)
        assert asked(papers, path) == (status == 200)
    assert number != saved.id


def test_versions_keep_their_pictures(empty: Store, opener: Opener, papers: Papers, tmp_path: Path) -> None:
    """An article as it was shows the pictures that it had then, and those are brought for that version alone."""
    client = opener(empty, pictures=tmp_path, allow_private=LOCAL)
    number, before = shown(empty, papers, "/media/sea/early-640.jpg")
    late = papers.addresses["courier"] + "/media/sea/late-640.jpg"
    kept = empty.articles.get(number)
    assert kept is not None
    article = make("Ferry sails late", "It rained.", image=Picture(late))
    empty.articles.save(article, site_id=kept.headline.site_id, addresses=[kept.headline.url])
    assert before not in client.get(f"/article/{number}").text
    assert f'src="{before}?version=1"' in client.get(f"/article/{number}?version=1").text
    for path, status in ((before, 404), (f"{before}?version=2", 404), (f"{before}?version=x", 404),
                         (f"{before}?version={'9' * 30}", 404), (f"{before}?version=1", 200)):  # fmt: skip
        assert client.get(path).status_code == status


def test_a_broken_avif_is_not_asked_for_again(
    empty: Store, opener: Opener, papers: Papers, tmp_path: Path
) -> None:
    """A picture that breaks off as it is decoded is as one that is none: not shown, and not asked for again at once."""
    client = opener(empty, pictures=tmp_path, allow_private=LOCAL)
    path = "/media/sea/broken-640.avif"
    _, place = shown(empty, papers, path)
    broken = drawn("AVIF", (40, 30))[:-60] + b"\xff" * 60
    misdeed = misdeeds.Misdeed("broken", lambda _, answer, __: replace(answer, body=broken))
    papers.misbehave("courier", misdeed, path=path)
    answers = [client.get(place) for _ in range(3)]
    papers.behave("courier")
    assert {answer.status_code for answer in answers} == {404}
    assert asked(papers, path) == 1


@pytest.mark.parametrize("misdeed", ["garbage", "wrong_type", "failing", "looping", "astray", "bomb"])
def test_misbehaving_pictures_are_not_shown(
    empty: Store, opener: Opener, papers: Papers, tmp_path: Path, misdeed: str
) -> None:
    """What comes instead of a picture is not shown, and not asked for again at once."""
    client: TestClient = opener(empty, pictures=tmp_path, allow_private=LOCAL)
    path = f"/media/sea/{misdeed}-640.jpg"
    _, place = shown(empty, papers, path)
    papers.misbehave("courier", getattr(misdeeds, misdeed)(), path=path)
    answers = [client.get(place) for _ in range(3)]
    papers.behave("courier")
    if misdeed != "wrong_type":  # a picture is told by its bytes, whatever it is called
        assert {answer.status_code for answer in answers} == {404}
    assert (
        1 <= asked(papers, path) <= (7 if misdeed == "looping" else 1)
    )  # to itself it is followed a few times


def test_without_pictures_nothing_is_asked_for(empty: Store, opener: Opener, papers: Papers) -> None:
    """A desk without pictures names none in its pages, and gives none."""
    client = opener(empty)
    number, place = shown(empty, papers)
    assert "<img" not in client.get("/").text + client.get(f"/article/{number}").text
    assert client.get(place).status_code == 404
