"""Bytes and text to clean text: compression, encodings, characters, what is no text at all."""

from __future__ import annotations

import bz2
import gzip
import io
import os
import random
import time
import zipfile
import zlib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lugas.model import Page, VerdictKind
from lugas.options import Options
from lugas.page.decode import Decoded, clean_characters, decode
from lugas.page.tree import parse_html

OPTIONS = Options()
SAMPLES = {
    "id": "Pemerintah mengatakan “rencana” itu — selesai pada 2024…",
    "de": "Die Bürgermeisterin sagte, das Gebäude müsse geräumt werden, größere Schäden gäbe es.",
    "ru": "Правительство сообщило в понедельник о новых мерах поддержки сельского хозяйства.",
    "uk": "Уряд повідомив у понеділок про нові заходи підтримки, які їхні громади чекали ще з осені.",
    "el": "Η κυβέρνηση ανακοίνωσε τη Δευτέρα νέα μέτρα στήριξης για τους αγρότες της χώρας.",
    "he": "הממשלה הודיעה ביום שני על צעדים חדשים לתמיכה בחקלאים ברחבי הארץ.",
    "ar": "أعلنت الحكومة يوم الاثنين عن إجراءات جديدة لدعم المزارعين في أنحاء البلاد.",
    "th": "รัฐบาลประกาศมาตรการใหม่เพื่อช่วยเหลือเกษตรกรทั่วประเทศเมื่อวันจันทร์",
    "ja": "政府は月曜日、全国の農家を支援する新たな対策を発表した。詳細は来週に示される。",
    "zh": "政府周一宣布了支持全国农民的新措施，细节将于下周公布。",
    "ko": "정부는 월요일 전국 농민을 지원하기 위한 새로운 대책을 발표했다.",
    "pl": "Rząd ogłosił w poniedziałek nowe środki wsparcia dla rolników w całym kraju, więcej.",
    "tr": "Hükûmet pazartesi günü ülke genelindeki çiftçilere yönelik yeni destek önlemlerini.",
    "hi": "सरकार ने सोमवार को देश भर के किसानों की मदद के लिए नए उपायों की घोषणा की।",
}
LEGACY = [
    ("de", "windows-1252"),
    ("ru", "windows-1251"),
    ("ru", "koi8-r"),
    ("ru", "iso-8859-5"),
    ("el", "windows-1253"),
    ("he", "windows-1255"),
    ("ar", "windows-1256"),
    ("th", "windows-874"),
    ("ja", "shift_jis"),
    ("ja", "euc-jp"),
    ("ja", "iso-2022-jp"),
    ("zh", "gbk"),
    ("zh", "gb18030"),
    ("ko", "euc-kr"),
    ("pl", "iso-8859-2"),
    ("tr", "windows-1254"),
]


def page(content: bytes | str, **told: str) -> Decoded:
    """Decode a page with the usual options."""
    return decode(Page(content=content, url=told.get("url"), encoding=told.get("encoding")), OPTIONS)


def html(text: str, charset: str = "") -> str:
    """Put text into a page that declares an encoding."""
    meta = f'<meta charset="{charset}">' if charset else ""
    return f"<!doctype html><html><head>{meta}<title>{text}</title></head><body><p>{text}</p></body></html>"


def codec(label: str) -> str:
    """Name Python's codec for a label."""
    return {"windows-874": "cp874"}.get(label, label)


@pytest.mark.parametrize(("language", "label"), LEGACY)
def test_declared_encoding(language: str, label: str) -> None:
    """An encoding declared in the page or by the header is followed."""
    text = html(SAMPLES[language], label)
    assert page(text.encode(codec(label))).text == text
    bare = html(SAMPLES[language])
    assert page(bare.encode(codec(label)), encoding=f' "{label.upper()}" ').text == bare


@pytest.mark.parametrize(("language", "label"), [case for case in LEGACY if case[0] != "tr"])
def test_undeclared_encoding(language: str, label: str) -> None:
    """Without a declaration the bytes themselves tell the encoding."""
    text = html(" ".join([SAMPLES[language]] * 4))
    assert page(text.encode(codec(label))).text == text


def test_late_declaration() -> None:
    """A `<meta>` after a long script is found too."""
    text = (
        f"<html><head><script>{'x' * 5000}</script><meta charset=iso-8859-2></head><body>żółć</body></html>"
    )
    assert page(text.encode("iso-8859-2")).text == text


@pytest.mark.parametrize("language", SAMPLES)
@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1251", "gbk", "utf-16", "no-such-thing", ""])
def test_utf_8_wins(language: str, label: str) -> None:
    """Valid UTF-8 is UTF-8, whatever the page or its header says."""
    text = html(SAMPLES[language], label)
    got = page(text.encode(), encoding=label)
    assert (got.text, got.encoding) == (text, "utf-8")


@pytest.mark.parametrize("language", SAMPLES)
@pytest.mark.parametrize("label", ["utf-8", ""])
def test_broken_utf_8_stays(language: str, label: str) -> None:
    """A few broken bytes become U+FFFD and do not turn the page into another encoding."""
    text = html(" ".join([SAMPLES[language]] * 8), label)
    content = text.encode()
    broken = content.replace(b"<body>", b"<body>\xff\xc3\x28 ", 1)
    got = page(broken)
    assert got.encoding == "utf-8"
    assert got.text.replace("\ufffd\ufffd( ", "") == text


@pytest.mark.parametrize("cut", range(1, 4))
def test_utf_8_cut_within_a_character(cut: int) -> None:
    """UTF-8 that ends within a character is UTF-8."""
    got = page("Harga naik 😀😀".encode()[:-cut])
    assert got.encoding == "utf-8"
    assert got.text.startswith("Harga naik 😀")


def test_declared_utf_8_that_is_not() -> None:
    """A page that declares UTF-8 and is wholly Latin-1 is read as Latin-1."""
    text = html(SAMPLES["de"], "utf-8")
    assert page(text.encode("latin-1")).text == text


def test_wrong_header_gives_way() -> None:
    """A told encoding that fits badly loses to the page's own."""
    text = html(SAMPLES["ru"] * 3, "windows-1251")
    assert page(text.encode("windows-1251"), encoding="euc-jp").text == text


def test_short_east_asian_text() -> None:
    """A couple of declared GBK characters that happen to be valid UTF-8 are GBK."""
    text = "<meta charset=gbk><p>抹</p>"
    assert page(text.encode("gbk")).text == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("language", ["id", "ru", "hi", "zh"])
@pytest.mark.parametrize("mark", [True, False])
def test_wide_encodings(encoding: str, language: str, mark: bool) -> None:
    """UTF-16 and UTF-32 are told by their mark, or by where their NULs stand."""
    text = html(SAMPLES[language] * 2)
    assert page((("\ufeff" if mark else "") + text).encode(encoding)).text == text


def test_utf_16_text_without_markup() -> None:
    """Russian text in UTF-16 without a mark is told by the NULs at its spaces."""
    text = SAMPLES["ru"] * 2
    assert page(text.encode("utf-16-le")).text == text


# a NUL behind the mark of UTF-16 is the mark of UTF-32
@given(st.text().map(lambda text: text.lstrip("\x00")), st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]))
def test_marked_text_comes_back(text: str, encoding: str) -> None:
    """Text behind a byte-order mark comes back as the same text does when it comes as str."""
    wanted, got = page(text), page(text.encode(encoding))
    if not wanted.trouble:
        assert got.text == wanted.text


CLEAN = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\ufeff\ufffe\uffff\ufffd")
)


@given(CLEAN)
def test_clean_text_is_unchanged(text: str) -> None:
    """Text without controls comes back as it is, from str and from UTF-8."""
    for content in (text, text.encode()):
        got = page(content)
        assert got.text == (text if text.strip() else "") or got.trouble


@given(st.binary() | st.text().map(lambda text: text.encode("utf-8", "surrogatepass")), st.text())
def test_never_fails(content: bytes, label: str) -> None:
    """Whatever the bytes and the told encoding, the text is clean: it can be JSON, HTML and UTF-8."""
    got = page(content, encoding=label)
    assert bool(got.trouble) == (got.kind is not None)
    assert not set(got.text) & set("\x00\r\x0b\x0c\x1b\x7f\x85\u2028\u2029\ufeff")
    assert msgspec.json.decode(msgspec.json.encode(got.text)) == got.text
    parse_html(got.text).text.encode()


@given(st.text(st.characters(codec=None)), st.sampled_from(["html", "text"]))
def test_clean_characters(text: str, form: str) -> None:
    """Any str, lone surrogates too, becomes clean, and cleaning it again changes nothing."""
    clean = clean_characters(text, "html" if form == "html" else "text")
    clean.encode()
    assert not any(ord(char) < 32 and char not in "\t\n" for char in clean)
    assert clean_characters(clean, "html" if form == "html" else "text") == clean


@pytest.mark.parametrize(
    ("given_", "clean"),
    [
        ("a\r\nb\rc\n", "a\nb\nc\n"),
        ("a\r\r\nb", "a\nb"),
        ("a\u2028b\u2029c\x85d", "a\nb\nc\nd"),
        ("a\x00b\x01c\x7fd", "abcd"),
        ("a\x0bb\x0cc", "a\nb\nc"),
        ("\ufeffa\ufeffb", "ab"),
        ("a\ud83d\ude00b", "a😀b"),
        ("a\ud83db", "a\ufffdb"),
        ("\x93a\x94 \x96 b\x81", "“a” – b"),
        ("\x1b[1;31ma\x1b[0m", "a"),
        ("a\tb", "a\tb"),
    ],
)
def test_characters_of_text(given_: str, clean: str) -> None:
    """Controls go, line ends become one, and what an encoding mangled is put right."""
    assert clean_characters(given_, "text") == clean


def test_separators_in_html() -> None:
    """In HTML a line separator becomes a space: a newline would break the JSON that a script holds."""
    text = '<script type="application/ld+json">{"a": "b\u2028c"}</script>'
    assert page(text).text == text.replace("\u2028", " ")


def test_escaped_surrogates() -> None:
    """Text read with `surrogateescape` gives its bytes back, which are then decoded."""
    text = SAMPLES["de"] * 2
    assert page(text.encode("latin-1").decode("utf-8", "surrogateescape")).text == text


def test_gzip() -> None:
    """Gzip is expanded: once, twice, in several members, with padding; zlib too."""
    text = html(SAMPLES["id"])
    content = text.encode()
    half = len(content) // 2
    members = gzip.compress(content[:half], mtime=0) + gzip.compress(content[half:], mtime=0)
    for packed in (
        gzip.compress(content, mtime=0),
        gzip.compress(gzip.compress(content), mtime=0),
        members,
        members + bytes(99),
    ):
        got = page(packed)
        assert (got.text, got.cut_short) == (text, False)
    assert page(zlib.compress(content)).text == text


def test_broken_gzip() -> None:
    """Gzip that breaks off or is damaged gives what came; what gives nothing has its trouble."""
    noise = random.Random(1)  # noqa: S311  # the same noise each time
    text = html(" ".join(f"{noise.random()} {SAMPLES['id']}" for _ in range(2000)))
    packed = gzip.compress(text.encode(), mtime=0)
    got = page(packed[: len(packed) // 2])
    assert got.cut_short
    assert len(got.text) > len(text) // 3
    assert text.startswith(got.text.rstrip("\ufffd"))
    damaged = packed[:-8] + bytes(8)  # only the checksum is wrong
    got = page(damaged)
    assert got.cut_short
    assert len(got.text) > len(text) * 0.9
    assert page(packed[:10]).kind is VerdictKind.NOT_TEXT


def test_gzip_bomb() -> None:
    """Expanding stops at the bound, in time and memory, whatever the ratio and the number of members."""
    bomb = gzip.compress(b"<p>x</p>" * 8_000_000, mtime=0)
    start = time.thread_time()
    got = decode(Page(content=bomb), Options(max_expanded=1_000_000))
    assert got.cut_short
    assert len(got.text) == 1_000_000
    empty = gzip.compress(b"", mtime=0) * 200_000
    assert decode(Page(content=empty), OPTIONS).trouble
    assert time.thread_time() - start < 5


def test_text_that_begins_like_zlib() -> None:
    """Text that begins with the two bytes of a zlib header stays text."""
    assert page("x^2 + y^2 = z^2 is old").text == "x^2 + y^2 = z^2 is old"
    assert page(b"x\x01 is written so").text == "x is written so"


@pytest.mark.parametrize("content", ["a" * 100, b"a" * 100, "é" * 100, "é".encode() * 100])
def test_bounds(content: bytes | str) -> None:
    """A larger page is read up to the bound, and says so."""
    got = decode(Page(content=content), Options(max_bytes=50))
    assert got.cut_short
    assert 49 <= len(got.text.encode()) <= 52
    assert not decode(Page(content=content), OPTIONS).cut_short


def word_file() -> bytes:
    """Make what begins like a Word document."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document/>")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
        (b"\n%PDF-1.4", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "PNG"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "JPEG"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "WebP"),
        (b"\x00\x00\x00\x20ftypisom" + bytes(50), "MP4"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
        (word_file(), "Word"),
        (b"PK\x03\x04" + bytes(50), "zip"),
        (gzip.compress(b"\x00" * 257 + b"ustar\x00" + bytes(300), mtime=0), "tar"),
        (gzip.compress(b"%PDF-1.7", mtime=0), "PDF"),
        (bz2.compress(b"x"), "bzip2"),
        (b"\x28\xb5\x2f\xfd" + bytes(9), "Zstandard"),
        (b"WARC/1.0\r\nWARC-Type: warcinfo\r\n", "WARC"),
        ("%PDF-1.7", "PDF"),
        (bytes(range(256)) * 20, "binary"),
        (bytes(5000), "binary"),
        (os.urandom(0) + b"\x01\x02\x03\x04" * 100, "binary"),
    ],
)
def test_not_text(content: bytes | str, name: str) -> None:
    """What is no text is named, and holds none."""
    got = page(content)
    assert (got.kind, got.text) == (VerdictKind.NOT_TEXT, "")
    assert name in got.trouble


@pytest.mark.parametrize(
    "content", ["", b"", " \n\t\u3000", b"\r\n", "\ufeff\u2028", gzip.compress(b"", mtime=0), b"\xff\xfe"]
)
def test_empty(content: bytes | str) -> None:
    """Nothing, and nothing but white space, is empty."""
    got = page(content)
    assert got.kind is VerdictKind.EMPTY
    assert got.trouble


def test_stray_nuls() -> None:
    """Some NUL bytes in a page are dropped, and the page is read."""
    assert page(b"<p>Sa\x00tu</p>\n" * 40 + b"\x00" * 9).text == "<p>Satu</p>\n" * 40


def test_told_form() -> None:
    """A told form is kept, whatever the content looks like."""
    assert decode(Page(content="<p>x</p>", form="text"), OPTIONS).form == "text"
    assert decode(Page(content="x", form="html"), OPTIONS).form == "html"
    assert decode(Page(content="", form="html"), OPTIONS).form == "html"
