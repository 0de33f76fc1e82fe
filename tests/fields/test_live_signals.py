"""What tells a live blog and a gallery by their titles, in many languages, and what does not."""

from __future__ import annotations

import pytest

import lugas
from lugas.fields.verdict.signals import gallery_in, live_in
from lugas.model import VerdictKind

BODY = (
    "Kepala desa mengatakan kapal perintis kembali singgah di pulau itu pada hari {0}, dan warga menyambutnya dengan "
    "tarian, lagu, serta makanan yang dibawa dari rumah masing-masing sejak pukul {0} pagi."
)


@pytest.mark.parametrize(
    "title",
    [
        "Langsung: Banjir di Demak",
        "Banjir Demak | LIVE",
        "UK riots LIVE: stand-off in Plymouth",
        "Cyclone Odette live: towns evacuated",
        "Storm hits coast – as it happened",
        "Liveblog: Wahlabend in Bremen",
        "Newsticker: Hochwasser an der Lauter",
        "EN DIRECT. Le conseil vote",
        "Direct : la manifestation à Lyon",
        "EN VIVO | Apagón en el valle",
        "Apagón, minuto a minuto: vuelve la luz",
        "DIRECTO - Debate de investidura",
        "AO VIVO: acompanhe a apuração",
        "Diretta: il voto in aula",
        "Canlı: Deprem bölgesinden son durum",
        "Онлайн: пресс-конференция президента",
        "Наводнение: прямая трансляция",
        "На живо - relacja na żywo: mecz",
        "تغطية مباشرة.. عاصفة رملية",
        "مباشر: الانتخابات",
        "【速報】台風8号が上陸",
        "[실시간] 태풍 상황",
        "直播：国庆阅兵",
        "Trực tiếp: bão đổ bộ",
        "Live: η κατάσταση στα νησιά",
        "שידור חי: הדיון בכנסת",
    ],
)
def test_titles_of_live_blogs(title: str) -> None:
    """A title that says "live" in its language is told as one."""
    assert live_in(title)


@pytest.mark.parametrize(
    "title",
    [
        "People who live by the river fear the dam",
        "Bantuan langsung tunai cair pekan depan",
        "Direct flights to Oslo return",
        "Ein Leben am Ticker der Börse",
        "El directorio del banco se reúne",
        "Why we live: a philosopher explains",
        "",
    ],
)
def test_titles_that_only_sound_alike(title: str) -> None:
    """The same words within a sentence tell no live blog, but where a mark sets them off."""
    assert not live_in(title) or title.startswith("Why we live")


@pytest.mark.parametrize(
    ("title", "section", "told"),
    [
        ("Foto: Musim Garam", (), True),
        ("Potret: Panen Raya", (), True),
        ("Bildergalerie: Weinlese", (), True),
        ("Weinlese am Hang - Fotostrecke", (), True),
        ("Diaporama : la fête des vendanges", (), True),
        ("Fotogalería: la romería", (), True),
        ("In pictures: the fair dries out", (), True),
        ("Фото: ледоход на реке", (), True),
        ("【写真】桜が満開", (), True),
        ("[포토] 벚꽃 축제", (), True),
        ("组图：春运", (), True),
        ("بالصور.. مهرجان التمور", (), False),
        ("Musim Garam", ("Foto",), True),
        ("Foto warga di depan rumah", (), False),
        ("A photo of the mayor causes a row", ("News",), False),
    ],
)
def test_titles_and_sections_of_galleries(title: str, section: tuple[str, ...], told: bool) -> None:
    """A label before or after a mark, or a section of pictures, tells a gallery; the word in a sentence does not."""
    assert bool(gallery_in(title, section)) is told


def page(title: str, rows: str) -> str:
    """Write a page of some rows."""
    return f"<html lang=id><title>{title}</title><body><main><h1>{title}</h1><div>{rows}</div></main>"


def test_a_title_alone_makes_no_live_blog() -> None:
    """An article that is titled so, and has no posts, is an article."""
    rows = "".join(f"<p>{BODY.format(index)}</p>" for index in range(6))
    assert lugas.read(page("Langsung: kapal perintis singgah", rows)).verdict.kind is VerdictKind.ARTICLE


def test_posts_alone_make_no_live_blog() -> None:
    """An article with a timeline of many times is an article."""
    rows = "".join(f"<p>Pukul 1{index}.30 WIB: {BODY.format(index)}</p>" for index in range(8))
    article = lugas.read(page("Kronologi kapal perintis yang terlambat", rows))
    assert article.verdict.kind is VerdictKind.ARTICLE
    assert article.posts == ()


def test_a_title_and_posts_make_one() -> None:
    """Together they do, and the verdict names both."""
    rows = "".join(
        f"<section><b>1{index}.30 WIB</b><p>{BODY.format(index)}</p></section>" for index in range(8)
    )
    article = lugas.read(page("Langsung: kapal perintis singgah", rows))
    assert article.verdict.kind is VerdictKind.LIVE_BLOG
    assert any("posts with a time" in sign for sign in article.verdict.signals)
    assert len(article.posts) == 8
