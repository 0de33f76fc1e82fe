"""Pictures, embeds, and the captions and credits that go with them."""

from __future__ import annotations

import pytest

import lugas
from lugas.blocks.captions import captions_of, without_label
from lugas.blocks.credit_lines import CREDIT_WORDS
from lugas.blocks.figures import CAPTION_WORDS, mark_captions, mark_media
from lugas.blocks.phrases import Mark
from lugas.model import Kind, Role
from tests.blocks.build import MORE, PROSE, after, give, lines, markup

IMAGE = "<img src=/a.jpg>"
CAPTION = "The old ferry at its pier"


def caption(page: str, text: str = CAPTION, chance: float = 0.0, **marks: Mark) -> Role | None:
    """Give the role of a row as a caption or a credit."""
    return after(mark_captions, markup(page, chance={text: chance}, marks=marks)).get(text)


def test_captions() -> None:
    """The text of a figure with a picture or an embed is its caption, whatever the tagger thinks of it."""
    assert caption(f"<figure>{IMAGE}<figcaption>{CAPTION}</figcaption></figure>", chance=0.99) is Role.CAPTION
    assert caption(f"<figure>{IMAGE}<p>{CAPTION}</figure>") is Role.CAPTION
    assert caption(f"<figure><iframe src=https://x.com/i></iframe><p>{CAPTION}</figure>") is Role.CAPTION


def test_no_captions() -> None:
    """Text beside a figure, and a quote, a table, code or a very long text in one are no captions."""
    assert caption(f"<figure>{IMAGE}</figure><p>{CAPTION}") is None
    assert caption(f"<figure><p>{CAPTION}</figure>") is None
    assert caption(f"<figure>{IMAGE}<blockquote>{CAPTION}</blockquote></figure>") is None
    assert caption(f"<figure>{IMAGE}<pre>{CAPTION}</pre></figure>") is None
    long = "word " * CAPTION_WORDS + "word"
    assert caption(f"<figure>{IMAGE}<figcaption>{long}</figcaption></figure>", long) is None


def test_captions_by_name() -> None:
    """Right after a picture, an element named for captions holds one, unless it is likely the body."""
    page = f"<div>{IMAGE}<div class=caption>{CAPTION}</div></div>"
    assert caption(page) is Role.CAPTION
    assert caption(page, chance=0.9) is None
    assert caption(f"{IMAGE}<p>x<p>y<div class=caption>{CAPTION}</div>") is None
    assert caption(f"<div>{IMAGE}<div class=story>{CAPTION}</div></div>") is None


def test_captions_in_chinese() -> None:
    """A line right after a picture that ends with whose it is, as in Chinese, is its caption, whatever holds it."""
    text = "老渡船停在码头 李明 摄"
    assert caption(f"<table><tr><td>{IMAGE}</table><p>{text}", text, chance=0.99) is Role.CAPTION
    assert caption(f"<p>x<p>{text}", text) is None
    assert caption(f"<div>{IMAGE}<p>老渡船停在码头</div>", "老渡船停在码头") is None


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<figcaption>Boat <span class=credit>Ann Lee</span></figcaption>", "Ann Lee"),
        ("<div class=copyright>Ann Lee</div>", "Ann Lee"),
        ("<figcaption>Photo: Ann Lee</figcaption>", "Photo: Ann Lee"),
        ("<figcaption>(Ann Lee / Agency)</figcaption>", "(Ann Lee / Agency)"),
    ],
)
def test_credits(inside: str, text: str) -> None:
    """What names whose picture it is, by its element, its words or its brackets, is a credit and no caption."""
    page = f"<figure>{IMAGE}{inside}</figure>"
    assert caption(page, text, Photo=Mark.CREDIT) is Role.CREDIT


def test_no_credits() -> None:
    """A long text is a caption though it names the photographer too, and a credit outside of figures is not one."""
    long = "Photo: " + "word " * CREDIT_WORDS
    page = f"<figure>{IMAGE}<figcaption>{long}</figcaption></figure>"
    assert caption(page, long.strip(), Photo=Mark.CREDIT) is Role.CAPTION
    assert caption(f"{IMAGE}<p>Photo: Ann Lee", "Photo: Ann Lee", Photo=Mark.CREDIT) is None


def test_captions_with_their_credit() -> None:
    """A caption that ends in a credit is a caption; it is parted from it where the picture is given both."""
    for text in ("The old ferry. Photo: Ann Lee", "The old ferry (Photo: Ann Lee)"):
        page = f"<figure>{IMAGE}<figcaption>{text}</figcaption></figure>"
        assert caption(page, text, The=Mark.CREDIT) is Role.CAPTION
    page = f"<figure>{IMAGE}<figcaption>Photo: Ann Lee (Agency)</figcaption></figure>"
    assert caption(page, "Photo: Ann Lee (Agency)", Photo=Mark.CREDIT) is Role.CREDIT


def test_captions_keep_roles() -> None:
    """A row that is marked keeps its role, in a figure too."""
    sheet = give(markup(f"<figure>{IMAGE}<h1>Title</h1></figure>"), Title=Role.TITLE)
    assert after(mark_captions, sheet) == {"Title": Role.TITLE}


def media(page: str, **roles: Role) -> Role | None:
    """Give the role of the one picture of a page whose texts are marked."""
    sheet = give(markup(page), **{"The ferry": Role.BODY, "Its": Role.BODY, "Title": Role.TITLE, **roles})
    mark_media(sheet, None)  # type: ignore[arg-type]  # it has no options
    return next(
        label.role
        for row, label in zip(sheet.rows, sheet.labels, strict=True)
        if row.kind in {Kind.IMAGE, Kind.EMBED}
    )


@pytest.mark.parametrize("thing", [IMAGE, "<iframe src=https://www.youtube.com/embed/x></iframe>"])
def test_pictures_of_the_article(thing: str) -> None:
    """Between title and body, among the paragraphs and right after the last, a picture is the article's."""
    assert media(f"<h1>Title</h1>{thing}<p>{PROSE}") is Role.BODY
    assert media(f"<h1>Title</h1><p>{PROSE}{thing}<p>{MORE}") is Role.BODY
    assert media(f"<h1>Title</h1><p>{PROSE}</p>{thing}") is Role.BODY
    assert (
        media(f"<p>{PROSE}</p><figure>{thing}<p>Words</figure><p>x<p>{MORE}", Words=Role.CAPTION) is Role.BODY
    )


def test_pictures_of_others() -> None:
    """A picture that stands with a link to another article, or with a menu, is that thing's."""
    card = f"<div><a href=/2>{IMAGE}</a><p>Words</div>"
    assert media(f"<h1>Title</h1><p>{PROSE}</p>{card}", Words=Role.RELATED) is Role.RELATED
    assert (
        media(f"<div>{IMAGE}<p>Words</div><h1>Title</h1><p>{PROSE}", Words=Role.NAVIGATION) is Role.NAVIGATION
    )


def test_pictures_outside() -> None:
    """A picture above the title or far from any text is no part of the article."""
    assert media(f"{IMAGE}<h1>Title</h1><p>{PROSE}") is Role.OTHER
    assert media(f"<h1>Title</h1><p>{PROSE}" + "<p>x" * 20 + IMAGE) is Role.OTHER
    assert media(IMAGE) is Role.OTHER


def test_picture_of_the_author() -> None:
    """A picture in one element with the byline shows the author."""
    page = f"<h1>Title</h1><div><div>{IMAGE}<p>Words</div></div><p>{PROSE}"
    assert media(page, Words=Role.BYLINE) is Role.BYLINE


def test_every_picture_is_marked() -> None:
    """After this pass no picture or embed is left without a role, and no text has got one."""
    sheet = markup(f"{IMAGE}<p>{PROSE}{IMAGE}<figure>{IMAGE}</figure>" + "<p>x" * 9 + IMAGE)
    mark_media(sheet, None)  # type: ignore[arg-type]  # it has no options
    assert all(sheet.unmarked(index) == bool(row.text) for index, row in enumerate(sheet.rows))
    assert after(mark_media, lines(PROSE, MORE)) == {}


def test_pictures_under_buttons() -> None:
    """Between title and body a picture after the share buttons is the article's; an icon among them is theirs."""
    page = "<article><h1>Title</h1><div><ul><li>{}Words</ul></div>{}<div><p>" + PROSE + "</div></article>"
    assert media(page.format("", f"<div><div>{IMAGE}</div></div>"), Words=Role.SHARE) is Role.BODY
    assert media(page.format(IMAGE, ""), Words=Role.SHARE) is Role.SHARE


def roles_of(page: str, **roles: Role) -> list[Role]:
    """Give the roles of all pictures and embeds of a page whose texts are marked."""
    sheet = give(markup(page), **{"The ferry": Role.BODY, "Its": Role.BODY, "Title": Role.TITLE, **roles})
    mark_media(sheet, None)  # type: ignore[arg-type]  # it has no options
    pairs = zip(sheet.rows, sheet.labels, strict=True)
    return [label.role for row, label in pairs if row.kind in {Kind.IMAGE, Kind.EMBED}]


@pytest.mark.parametrize(
    "thing",
    [
        "<img src=/a.jpg width=40 height=40>",
        "<img src=/authors/ann.jpg>",
        "<img class=avatar src=/a.jpg>",
        "<iframe src=https://www.googletagmanager.com/ns.html></iframe>",
    ],
)
def test_slight_pictures(thing: str) -> None:
    """Icons, portraits, counters and frames that show nothing are never the article's, wherever they stand."""
    assert roles_of(f"<h1>Title</h1><p>{PROSE}</p>{thing}<p>{MORE}") == [Role.OTHER]


def test_pictures_shown_again() -> None:
    """A picture that the article shows in another size as well is the article's once."""
    page = f"<h1>Title</h1><p>{PROSE}</p><img src=/old-ferry-300x200.jpg><img src=/old-ferry-900x600.jpg><p>{MORE}"
    assert roles_of(page) == [Role.BODY, Role.OTHER]


def test_pictures_of_a_gallery() -> None:
    """Pictures with captions that follow the body are the article's, as many as there are."""
    card = "<figure><img src=/boat-number-{}.jpg><figcaption>Words</figcaption></figure>"
    page = f"<h1>Title</h1><p>{PROSE}</p>" + "".join(card.format(at) for at in range(6)) + "<p>Other"
    assert roles_of(page, Words=Role.CAPTION) == [Role.BODY] * 6


def test_pictures_in_the_flow() -> None:
    """Among the body's paragraphs an embed is the article's, though the line beside it is a link to another one."""
    video = "<iframe src=https://youtu.be/x></iframe>"
    page = f"<div><p>{PROSE}</p><p>{MORE}</p>{video}<p>Read also</p><p>{PROSE}</div>"
    assert roles_of(page, Read=Role.RELATED) == [Role.BODY]
    boxed = f"<div><p>{PROSE}</p><div class=card>{video}<p>Read also</p></div><p>{MORE}</div>"
    assert roles_of(boxed, Read=Role.RELATED) == [Role.RELATED]


def test_who_said_it() -> None:
    """The line under a quote in a figure names who said it, and is no caption."""
    page = f"<figure><blockquote><p>Boats!</p></blockquote><figcaption>{CAPTION}</figcaption></figure>"
    assert caption(page) is None
    assert (
        caption(
            f"<figure>{IMAGE}<figcaption>Image: {CAPTION} in May</figcaption></figure>",
            f"Image: {CAPTION} in May",
            Image=Mark.CREDIT,
        )
        is Role.CAPTION
    )


def test_pictures_called_by_a_name() -> None:
    """A picture called as the author is shows the author; one called otherwise may be the article's."""
    picture = "<div><div><div><img src=/a.jpg alt='{}'></div></div></div>"
    page = f"<h1>Title</h1>{picture}<p>By Ann Lee</p><p>{PROSE}"
    assert roles_of(page.format("Ann Lee"), By_Ann=Role.BYLINE) == [Role.BYLINE]
    assert roles_of(page.format("An old boat"), By_Ann=Role.BYLINE) == [Role.BODY]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_lazy_picture_and_its_spare(order: tuple[int, int]) -> None:
    """A picture and its copy in `<noscript>` are one of the body's, whichever stands first."""
    pair = ("<img class=lazy data-src=/a.jpg>", "<noscript><img src=/a.jpg></noscript>")
    shown = "".join(pair[place] for place in order)
    told = " ".join(PROSE.split()[:6])
    figure = f"<figure>{shown}<figcaption>{told}</figcaption></figure>"
    page = f"<h1>The old ferry</h1><p>{PROSE}</p><p>{MORE}</p>{figure}<p>{PROSE[::-1]}</p>"
    article = lugas.read(page, url="https://harbour.example/a")
    assert [(image.url, image.caption) for image in article.images] == [
        ("https://harbour.example/a.jpg", told)
    ]
    assert [block.role for block in article.blocks if block.image is not None] == [Role.BODY]


@pytest.mark.parametrize(
    ("page", "role"),
    [
        (f"<article>{IMAGE}<h1>Title</h1><p>{PROSE}</article>", Role.BODY),
        (f"<article><figure>{IMAGE}</figure><p>Words</p><h1>Title</h1><p>{PROSE}</article>", Role.BODY),
        (f"<div class=featured-image>{IMAGE}</div><h1>Title</h1><p>{PROSE}", Role.BODY),
        (f"<article><img src=/badge.svg><h1>Title</h1><p>{PROSE}</article>", Role.OTHER),
        (f"<article>{IMAGE}<h2>Other</h2></article><article><h1>Title</h1><p>{PROSE}</article>", Role.OTHER),
        (f"<div class=teaser>{IMAGE}</div><h1>Title</h1><p>{PROSE}", Role.OTHER),
        (f"<article>{IMAGE}<p>Far<h1>Title</h1><p>{PROSE}</article>", Role.RELATED),
    ],
)
def test_pictures_above_the_title(page: str, role: Role) -> None:
    """A picture above the title leads the article in whose element both stand, or in an element named for that."""
    assert media(page, Words=Role.CREDIT, Far=Role.RELATED) is role


def test_picture_above_and_below() -> None:
    """A picture that stands above the title and under it again is the article's once."""
    picture = "<img src=/old-ferry-900x600.jpg>"
    page = f"<article>{picture}<h1>Title</h1><p>{PROSE}</p>{picture}<p>{MORE}</article>"
    assert roles_of(page) == [Role.BODY, Role.OTHER]


def test_captions_by_the_name_of_a_line() -> None:
    """The line right after a picture that opens in an element named for its text is its caption, and no other."""
    page = f"<div>{IMAGE}<em class=img_desc>{CAPTION}</em><br><br>{PROSE}</div>"
    assert caption(page, chance=0.99) is Role.CAPTION
    assert caption(page, PROSE, chance=0.99) is None
    assert caption(f"<div>{IMAGE}<em class=lead>{CAPTION}</em></div>", chance=0.99) is None


def test_labels_and_lines_of_captions() -> None:
    """Labels for those who cannot see the picture go, and a credit in a line of its own is parted from the caption."""
    page = (
        f"<figure>{IMAGE}<span>Image source, Ann Lee</span><figcaption><span>Image caption, </span>"
        f"<p>{CAPTION}</p></figcaption></figure><p>{PROSE}"
    )
    images = lugas.read(f"<h1>Old ferry comes home</h1>{page}<p>{MORE}", url="https://x.example/a").images
    assert [(image.caption, image.credit) for image in images] == [(CAPTION, "Ann Lee")]
    lines_of = f"<div>{IMAGE}<div><span class=photo-credit>KABAR/ANN LEE</span><br><span>{CAPTION}</span></div></div>"
    sheet = give(markup(lines_of), KABAR=Role.CAPTION)
    assert list(captions_of(sheet).values()) == [(CAPTION, "KABAR/ANN LEE")]
    assert without_label("Image caption") == ""
    assert without_label("Keterangan gambar, Kapal tua") == "Kapal tua"
    assert without_label("Caption contests are back") == "Caption contests are back"
