"""The lead image: the shown picture before the one for sharing, never the site's own."""

from __future__ import annotations

import pytest

from lugas import read
from lugas.fields.images import choose_image, stands_for_site
from lugas.model import Article, Block, Image, Kind, Role, Source, Verdict, VerdictKind
from tests.fields.build import clues_of, page, sheet_of

URL = "https://www.harian.id/berita/kapal"
SHOWN = (
    '<figure><img src="/foto/kapal-perintis-900x600.jpg" alt="Kapal">'
    "<figcaption>Kapal tiba. Foto: Budi</figcaption></figure>"
)


def lead(head: str, body: str = "") -> tuple[Image | None, list[tuple[str, str]], str]:
    """Give a page's lead image, what lost against it and why, and where it was read; all its pictures are body."""
    clues = clues_of(page(head, f"<h1>Kapal Kembali ke Pulau</h1>{body}"), URL)
    sheet = sheet_of(clues, {"Kapal tiba": Role.CAPTION})
    for index, row in enumerate(sheet.rows):
        if row.image is not None:
            sheet.mark(index, Role.BODY, "told")
    image, finding = choose_image(clues, sheet)
    rivals = finding.rivals if finding is not None else ()
    told = [(str(rival.value).rpartition("/")[2], rival.why) for rival in rivals]
    return image, told, str(finding.source) if finding is not None else ""


def og(name: str) -> str:
    """Write the picture that a page names for sharing."""
    alt = '<meta property="og:image:alt" content="Alt">'
    return f'<meta property="og:image" content="https://cdn.harian.id/{name}">{alt}'


def test_nothing() -> None:
    """A page without pictures has no lead image."""
    assert lead("")[0] is None


def test_for_sharing() -> None:
    """The picture for sharing is the lead where the page shows none."""
    image, _, source = lead(og("kapal-perintis.jpg"))
    assert image == Image("https://cdn.harian.id/kapal-perintis.jpg", alt="Alt")
    assert source == Source.OPEN_GRAPH


def test_shown() -> None:
    """The shown picture is the lead where it is the one for sharing in another size: of it the caption is known."""
    image, rivals, source = lead(og("share/kapal-perintis-1200x630.jpg?x=1"), SHOWN)
    assert image == Image(
        "https://www.harian.id/foto/kapal-perintis-900x600.jpg", "Kapal", "Kapal tiba.", "Budi"
    )
    assert source == Source.MARKUP
    assert rivals == [("kapal-perintis-1200x630.jpg?x=1", "the same picture, at another address")]


def test_another_for_sharing() -> None:
    """A picture for sharing that the page does not show goes before the shown one, which stays on record."""
    image, rivals, _ = lead(og("dermaga-lama.jpg"), SHOWN)
    assert image == Image("https://cdn.harian.id/dermaga-lama.jpg", alt="Alt")
    assert [value for value, _ in rivals] == ["kapal-perintis-900x600.jpg"]


def test_shown_alone() -> None:
    """Without a picture for sharing, or with the site's logo for one, the shown picture is the lead."""
    for head in ("", og("logo.png")):
        image, _, _ = lead(head, SHOWN)
        assert image is not None
        assert (image.caption, image.credit) == ("Kapal tiba.", "Budi")


@pytest.mark.parametrize(
    "name",
    [
        "og:image",
        "og:image:url",
        "og:image:secure_url",
        "twitter:image",
    ],
)
def test_names(name: str) -> None:
    """Whichever name the picture for sharing goes by, it is found."""
    image, _, _ = lead(f'<meta property="{name}" content="/a/kapal-perintis.jpg">')
    assert image is not None
    assert image.url == "https://www.harian.id/a/kapal-perintis.jpg"


def test_the_sites_own() -> None:
    """A logo for sharing is never the lead; with another picture it is kept as what lost, with the reason."""
    assert lead(og("logo-harian.png"))[0] is None
    head = og("logo-harian.png") + '<meta name="twitter:image" content="/a/kapal-perintis.jpg">'
    image, rivals, _ = lead(head)
    assert image is not None
    assert image.url.endswith("kapal-perintis.jpg")
    assert rivals == [("logo-harian.png", "stands for the site, not for the article")]


@pytest.mark.parametrize(
    ("address", "truth"),
    [
        ("https://a.id/logo.png", True),
        ("https://a.id/img/site-logo-2x.jpg", True),
        ("https://a.id/favicon.ico", True),
        ("https://a.id/default.jpg", True),
        ("https://a.id/sites/default/files/kapal.jpg", False),
        ("https://a.id/logos-baru/kapal.jpg", False),
        ("https://a.id/catalogo-kapal.jpg", False),
    ],
)
def test_addresses_of_sites(address: str, *, truth: bool) -> None:
    """Only the words of the file's own name tell that a picture stands for the site."""
    assert stands_for_site(address) is truth


def article(image: Image | None, *pictures: Image) -> Article:
    """Make an article of pictures."""
    blocks = tuple(Block(kind=Kind.IMAGE, text="", role=Role.BODY, reason="", image=one) for one in pictures)
    other = Block(kind=Kind.IMAGE, text="", role=Role.OTHER, reason="", image=Image("https://a.id/x.jpg"))
    return Article(
        verdict=Verdict(VerdictKind.ARTICLE, ""), form="html", image=image, blocks=(*blocks, other)
    )


def test_images_of_an_article() -> None:
    """An article's images are the lead and those of the body in page order, each once, the first with its caption."""
    one, two = Image("https://a.id/1.jpg", caption="One"), Image("https://a.id/2.jpg")
    assert article(None).images == ()
    assert article(one).images == (one,)
    assert article(two, one).images == (two, one)
    assert article(Image("https://a.id/2.jpg"), one, two, Image("https://a.id/1.jpg")).images == (one, two)


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ("", "Kapal_files/b-900x600.jpg"),
        (f'<link rel="canonical" href="{URL}">', "https://www.harian.id/berita/Kapal_files/b-900x600.jpg"),
    ],
)
def test_pictures_of_saved_pages(head: str, address: str) -> None:
    """A page without a known address keeps its pictures, resolved against the address that it calls its own."""
    prose = (
        "<p>Kapal itu kembali ke pulau pada hari Kamis, dan seluruh warga desa berdiri di dermaga.</p>" * 4
    )
    picture = '<img src="Kapal_files/b-900x600.jpg" alt="Kapal">'
    article = read(page(head, f"<article><h1>Kapal Kembali ke Pulau</h1>{picture}{prose}</article>"))
    assert [block.image.url for block in article.blocks if block.image is not None] == [address]
    assert article.image is not None
    assert article.image.url == address


def test_address_of_a_saved_page() -> None:
    """The address that a browser saved a page from is its address."""
    markup = f"<!-- saved from url=(0042){URL} -->" + page("", "<h1>Kapal</h1><img src=a-900x600.jpg>")
    article = read(markup)
    assert (article.url, article.canonical_url) == (URL, "")
    assert [finding.detail for finding in article.findings if finding.field == "url"] == ["saved from"]
