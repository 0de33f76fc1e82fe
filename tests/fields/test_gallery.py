"""A gallery's pictures: each once, in page order, with what the page says of it."""

from __future__ import annotations

import json

import pytest

import lugas
from lugas.blocks.assemble import blocks_of
from lugas.fields.gallery import mark_numbers, with_gallery, without_number
from lugas.fields.settle import Fields
from lugas.model import Article, Image, Role, Verdict, VerdictKind
from tests.fields.build import clues_of, sheet_of

URL = "https://kabar.example/foto/panen"
TOLD = Verdict(VerdictKind.GALLERY, "told by the test")


def gallery(body: str, *, head: str = "", body_text: tuple[str, ...] = ()) -> Article:
    """Read markup as a gallery: all pictures outside an `aside` are of the body, as are rows with `body_text`."""
    clues = clues_of(f"<html lang=id><head>{head}</head><body><h1>Foto: panen padi di desa</h1>{body}", URL)
    sheet = sheet_of(clues, dict.fromkeys(body_text, Role.BODY))
    for index, row in enumerate(sheet.rows):
        aside = any(box.tag == "aside" for box in sheet.cut.around(row))
        if row.image is not None:
            sheet.mark(index, Role.RELATED if aside else Role.BODY, "told by the test")
        elif row.tag == "figcaption":
            sheet.mark(index, Role.CAPTION, "told by the test")
    mark_numbers(sheet)
    fields = Fields(language="id", url=URL)
    return with_gallery(fields.article(TOLD, clues.cut.form, blocks_of(sheet)), clues)


def told(article: Article) -> list[tuple[str, str, str]]:
    """Give file name, caption and credit of each picture."""
    return [(image.url.rpartition("/")[2], image.caption, image.credit) for image in article.gallery]


def test_figures_with_captions() -> None:
    """Figures give their pictures in page order, without their numbers; pictures of a rail never enter."""
    caption = "<figcaption>Foto {0} dari 3: Petani ke-{0} menjemur gabah</figcaption>"
    figures = "".join(f'<figure><img src="/f/panen-{n}.jpg">{caption.format(n)}</figure>' for n in (1, 2, 3))
    article = gallery(f'{figures}<aside><a href="/x"><img src="/f/lain-1.jpg"></a></aside>')
    assert told(article) == [(f"panen-{n}.jpg", f"Petani ke-{n} menjemur gabah", "") for n in (1, 2, 3)]


def test_the_lead_picture_is_not_doubled() -> None:
    """A picture that is shown twice, in two sizes, counts once, with the caption that either has."""
    article = gallery(
        '<img src="/f/panen-raya-desa-1200x675.jpg"><figure><img src="/f/panen-raya-desa-640x360.jpg">'
        "<figcaption>Petani menjemur gabah di jalan</figcaption></figure>"
    )
    assert told(article) == [("panen-raya-desa-1200x675.jpg", "Petani menjemur gabah di jalan", "")]


def test_paragraphs_are_captions_where_each_picture_has_its_own() -> None:
    """Where most pictures are followed by a paragraph, it is the caption; lines that count are no body."""
    texts = tuple(f"Petani nomor {n} menjemur gabah di tepi jalan desa." for n in range(4))
    items = "".join(
        f'<div><img src="/f/panen-{n}.jpg"><p>{n + 1}/4</p><p>{text}</p></div>'
        for n, text in enumerate(texts)
    )
    article = gallery(items, body_text=(*texts, "/4"))
    assert [caption for _, caption, _ in told(article)] == list(texts)
    assert {block.role for block in article.blocks if block.text.endswith("/4")} == {Role.CONTROL}


def test_an_article_below_one_picture_is_no_caption() -> None:
    """Two pictures with a long text between them have no captions."""
    text = "Petani menjemur gabah di tepi jalan desa sejak pagi. " * 20
    article = gallery(f'<img src="/f/a-1.jpg"><p>{text}</p><img src="/f/b-1.jpg">')
    assert {caption for _, caption, _ in told(article)} == {""}


def test_slides_in_attributes() -> None:
    """A slider that shows one picture gives them all, with captions and credits; other galleries' slides do not."""
    slides = "".join(
        f'<div class="slide" data-src="/f/panen-{n}.jpg" data-caption="{n}/3 Petani {n}" data-credit="Foto: Adi"></div>'
        for n in (1, 2, 3)
    )
    other = '<div class="related"><div data-src="/f/x.jpg" data-caption="Lain"></div></div>'
    article = gallery(f'<img src="/f/panen-1.jpg">{slides}{other}')
    assert [(name, caption) for name, caption, _ in told(article)] == [
        (f"panen-{n}.jpg", f"Petani {n}") for n in (1, 2, 3)
    ]
    assert all("Adi" in credit for _, _, credit in told(article))


def ld(**things: object) -> str:
    """Write the JSON-LD of a gallery."""
    return f'<script type="application/ld+json">{json.dumps({"@type": "ImageGallery", **things})}</script>'


def test_pictures_in_json_ld() -> None:
    """JSON-LD gives the pictures that are not shown, and the captions of those that are."""
    media = [
        {
            "@type": "ImageObject",
            "contentUrl": f"/f/panen-{n}.jpg",
            "caption": f"Petani {n}",
            "creator": {"name": "Adi"},
        }
        for n in range(80)
    ]
    article = gallery(
        '<img src="/f/panen-0.jpg">', head=ld(name="Foto: panen padi di desa", associatedMedia=media)
    )
    assert len(article.gallery) == 80
    assert article.gallery[0] == Image("https://kabar.example/f/panen-0.jpg", "", "Petani 0", "Adi")
    assert article.gallery[79].caption == "Petani 79"


@pytest.mark.parametrize(
    "value",
    [
        7,
        "x",
        [[]],
        [None, {"contentUrl": {"a": 1}}, {"url": "http://[", "caption": {}}],
        {"contentUrl": "a.jpg", "creator": [[1]], "caption": [["x"]]},
        [{"item": {"item": 3}}],
    ],
)
def test_broken_data_is_survived(value: object) -> None:
    """Media of any shape are read as far as they can be, and never fail."""
    article = gallery("", head=ld(associatedMedia=value, image=value, hasPart=value, itemListElement=value))
    assert len(article.gallery) <= 1
    assert lugas.from_json(lugas.to_json(article)) == article


def test_very_many_pictures_are_bounded() -> None:
    """However many pictures a page has, a gallery has a bound."""
    article = gallery("".join(f'<img src="/f/panen-{n}.jpg">' for n in range(3000)))
    assert len(article.gallery) == 1000


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("1/12", ""),
        ("Foto 3 dari 8", ""),
        ("Bild 3 von 12: Die Lese", "Die Lese"),
        ("(2 of 9) A boat", "A boat"),
        ("3枚目/全12枚", ""),
        ("第3张/共12张 渔船", "渔船"),
        ("Фото 2 из 7", ""),
        ("1/2 cup of rice is all they had", "1/2 cup of rice is all they had"),
        ("12 warga desa menjemur gabah", "12 warga desa menjemur gabah"),
        ("Petani menjemur gabah", "Petani menjemur gabah"),
        ("24/7/2024 di desa", "24/7/2024 di desa"),
    ],
)
def test_numbers_of_pictures(text: str, rest: str) -> None:
    """The line that numbers a picture is taken off its caption; days and counts of things stay."""
    assert without_number(text) == rest


def test_pictures_with_brief_captions_alone() -> None:
    """A gallery whose captions are too brief for prose, without any introduction, still gives its pictures."""
    figures = "".join(
        f'<figure><img src="/p/{at}.jpg" width="900" height="600"><figcaption>Boat {at}</figcaption></figure>'
        for at in range(12)
    )
    told = '<script type="application/ld+json">{"@type":"ImageGallery","headline":"Harbour fair in pictures"}</script>'
    found = lugas.read(
        f"<title>Harbour fair in pictures</title>{told}<main><h1>Harbour fair in pictures</h1>{figures}</main>"
        '<aside class="related"><h3>Read also</h3><a href="/x">Another article of this paper, about the sea</a>'
        '<img src="/other.jpg"></aside>',
        url="https://post.example/fair",
    )
    assert found.verdict.kind is VerdictKind.GALLERY
    assert [picture.url for picture in found.gallery] == [
        f"https://post.example/p/{at}.jpg" for at in range(12)
    ]
    assert found.gallery[3].caption == "Boat 3"
