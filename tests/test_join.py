"""Joining the pages of one article: their order, what is set apart, what completes what, and what is refused."""

from __future__ import annotations

from itertools import permutations

import pytest
from msgspec.structs import replace

import lugas
from lugas.model import (
    Access,
    Article,
    Block,
    Finding,
    Image,
    Kind,
    PageLink,
    Person,
    Post,
    Related,
    Role,
    Site,
    Source,
    Verdict,
    VerdictKind,
)

HOST = "https://kabarpulau.example"
ADDRESS = f"{HOST}/read/2024/kapal-singgah"
PARTS = (
    (
        "Kapal perintis kembali singgah di pulau itu pada hari Kamis, dan warga tidak lagi menunggu dua pekan.",
        "Mereka menyambutnya dengan tarian, lagu, dan makanan yang dibawa dari rumah, sejak pagi hari sekali.",
    ),
    (
        "Kepala pelabuhan mengatakan bahwa kapal itu akan singgah dua kali sebulan, asalkan cuaca tidak memburuk.",
        "Harga beras di pasar turun seribu rupiah sejak kapal itu datang, menurut para pedagang di kecamatan.",
    ),
    (
        "Warga berharap pemerintah menambah kapal lagi agar hasil laut dapat dijual ke kota sebelum membusuk.",
        "Pemerintah kabupaten berjanji akan membangun gudang pendingin, tetapi dananya baru separuh dari kebutuhan.",
    ),
)


def address(number: int) -> str:
    """Give the address of a part."""
    return ADDRESS if number == 1 else f"{ADDRESS}?page={number}"


def markup(number: int, *texts: str, title: str = "Kapal Perintis Singgah Lagi", more: str = "") -> str:
    """Write a part of the article, or with number 0 all of it."""
    links = "".join(
        f"<li><strong>{n}</strong></li>" if n == number else f'<li><a href="{address(n)}">{n}</a></li>'
        for n in (1, 2, 3)
    )
    prose = "".join(f"<p>{text}</p>" for text in texts)
    return (
        f'<html lang="id"><head><title>{title} - Kabar Pulau</title><meta property="og:type" content="article">'
        f'<link rel="canonical" href="{ADDRESS}"></head><body><h1>{title}</h1>'
        f'<div class="author">Oleh Yohana Lede</div><time datetime="2024-03-02T07:30+08:00">2 Maret 2024</time>'
        f'<div class="content">{prose}</div>{more}'
        f'<div class="paging"><ul>{links}<li><a href="{ADDRESS}?page=all">Lihat Semua</a></li></ul></div>'
        f'<div class="tags"><a href="/tag/kapal">kapal</a> <a href="/tag/t{number}">topik {number}</a></div></body>'
    )


def part(number: int) -> Article:
    """Read a part of the article."""
    return lugas.read(markup(number, *PARTS[number - 1]), url=address(number))


def whole() -> Article:
    """Read the page that holds all parts."""
    return lugas.read(markup(0, *(text for texts in PARTS for text in texts)), url=f"{ADDRESS}?page=all")


def made(number: int, *blocks: Block, title: str = "Kapal singgah", **fields: object) -> Article:
    """Make a part by hand, with links to two others."""
    links = tuple(PageLink(address(n), n) for n in (1, 2) if n != number)
    made_page = Article(
        verdict=Verdict(VerdictKind.ARTICLE, "said so", ("said so",)),
        form="html",
        title=title,
        url=address(number),
        site=Site("Kabar Pulau", "kabarpulau.example"),
        pages=links,
        blocks=(Block(kind=Kind.HEADING, text=title, role=Role.TITLE, reason="shows the title"), *blocks),
    )
    return replace(made_page, **fields)


def prose(text: str, role: Role = Role.BODY, **more: object) -> Block:
    """Make a paragraph."""
    return replace(Block(kind=Kind.PARAGRAPH, text=text, role=role, reason="reads so"), **more)


@pytest.mark.parametrize("places", list(permutations((1, 2, 3))))
def test_any_order(places: tuple[int, ...]) -> None:
    """In whichever order the parts come, the body is that of the whole article, and the fields are the first's."""
    joined = lugas.join([part(number) for number in places])
    assert joined.text == "\n\n".join(text for texts in PARTS for text in texts)
    assert joined.verdict.kind is VerdictKind.ARTICLE
    assert "joined of 3 pages" in joined.verdict.signals
    assert joined.url == ADDRESS
    assert joined.pages == ()
    assert joined.tags == ("kapal", "topik 1", "topik 2", "topik 3")
    assert joined.authors == (Person("Yohana Lede"),)
    assert lugas.from_json(lugas.to_json(joined)) == joined


def test_nothing_is_lost() -> None:
    """Every block of every page is there once; the head of later pages is set apart, with the reason and the page."""
    pages = [part(1), part(2)]
    joined = lugas.join(pages)
    assert [b.text for b in joined.blocks] == [b.text for page in pages for b in page.blocks]
    assert [b.text for b in joined.blocks if b.role is Role.TITLE] == ["Kapal Perintis Singgah Lagi"]
    again = [b for b in joined.blocks if b.role is Role.OTHER]
    assert {b.reason for b in again} >= {"is the title again; page 2", "is the byline again; page 2"}
    assert all(b.reason.endswith(("page 1", "page 2")) for b in joined.blocks)


def test_without_addresses() -> None:
    """Pages saved without their address are ordered by the number that is no link."""
    pages = [lugas.read(markup(number, *PARTS[number - 1])) for number in (3, 1, 2)]
    assert lugas.join(pages).text == "\n\n".join(text for texts in PARTS for text in texts)


def test_copied_texts_stay_in_their_order() -> None:
    """Copied pages tell no numbers: the order given is kept."""
    texts = ["\n\n".join(["Kapal Perintis Singgah Lagi", *PARTS[n], "1 2 Selanjutnya"]) for n in (1, 0)]
    pages = [lugas.read(text) for text in texts]
    joined = lugas.join(pages)
    assert joined.text.startswith(PARTS[1][0])
    assert PARTS[0][1] in joined.text


def test_a_page_given_twice() -> None:
    """A page that comes twice counts once; one page alone is itself."""
    pages = [part(1), part(2), part(1), part(3), part(2)]
    assert lugas.join(pages) == lugas.join([part(1), part(2), part(3)])
    assert lugas.join([whole()]) == whole()
    assert lugas.join([part(1), part(1)]) == lugas.join([part(1)])


def test_a_page_alone() -> None:
    """Of an article of which one page came, it is told that the others are missing."""
    joined = lugas.join([part(2)])
    assert joined.verdict.kind is VerdictKind.PARTIAL
    assert joined.verdict.reason == "one page of several; pages 1, 3 are missing"
    assert (joined.text, joined.pages) == (part(2).text, part(2).pages)


def test_a_page_with_nothing() -> None:
    """A page without any text is no part that was read: the whole is told to lack it."""
    joined = lugas.join([part(1), part(2), part(3), lugas.read("")])
    assert joined.verdict.kind is VerdictKind.PARTIAL
    assert joined.verdict.reason.endswith("one of them holds nothing: the content is empty")


@pytest.mark.parametrize("given", [(1, 0), (0, 2), (3, 0, 1), (2, 1, 3, 0)])
def test_a_page_with_all_parts(given: tuple[int, ...]) -> None:
    """A page that holds the whole comes first: its body is the article's, and what the parts repeat is set apart."""
    joined = lugas.join([whole() if number == 0 else part(number) for number in given])
    assert joined.text == "\n\n".join(text for texts in PARTS for text in texts)
    assert joined.verdict.kind is VerdictKind.ARTICLE
    assert joined.pages == ()
    assert any(b.reason.startswith("repeats what another page shows") for b in joined.blocks)


def test_all_that_is_cut() -> None:
    """A page that says that it holds all, and does not, does not take the place of the parts."""
    cut = lugas.read(markup(0, *PARTS[0]), url=f"{ADDRESS}?page=all")
    joined = lugas.join([cut, part(1), part(2), part(3)])
    assert joined.text == "\n\n".join(text for texts in PARTS for text in texts)


def test_missing_parts() -> None:
    """Where a part is not among the pages, the verdict says so, and `pages` leads to it."""
    joined = lugas.join([part(3), part(1)])
    assert joined.verdict.kind is VerdictKind.PARTIAL
    assert "page 2 is missing" in joined.verdict.reason
    assert joined.pages == (PageLink(address(2), 2, "next"),)
    finding = joined.finding("pages")
    assert finding is not None
    assert finding.value == (address(2),)


def test_repeats_at_the_top_of_a_page() -> None:
    """The last paragraph and the lead image of the page before are set apart; a short line within a text is not."""
    picture = Block(
        kind=Kind.IMAGE, text="", role=Role.BODY, reason="r", image=Image(f"{HOST}/kapal.jpg?w=600")
    )
    small = replace(picture, image=Image(f"{HOST}/kapal.jpg?w=300"))
    first = made(1, picture, prose(PARTS[0][0]), prose("***"), prose(PARTS[0][1]))
    second = made(2, small, prose(PARTS[0][1]), prose(PARTS[1][0]), prose("***"), prose(PARTS[1][1]))
    joined = lugas.join([first, second])
    assert [b.text for b in joined.body] == [
        "",
        PARTS[0][0],
        "***",
        PARTS[0][1],
        PARTS[1][0],
        "***",
        PARTS[1][1],
    ]


def test_a_title_of_its_own() -> None:
    """A part with another title that its article links to is one of it, and its title heads its text."""
    joined = lugas.join(
        [made(1, prose(PARTS[0][0])), made(2, prose(PARTS[1][0]), title="Gudang pendingin menyusul")]
    )
    assert joined.title == "Kapal singgah"
    assert [(b.kind, b.text) for b in joined.body][1] == (Kind.HEADING, "Gudang pendingin menyusul")


@pytest.mark.parametrize("title", ["Kapal singgah di pulau - Halaman 2", "Kapal singgah di pulau (2/3)", ""])
def test_titles_that_count(title: str) -> None:
    """A number of the page after the title, or no title at all, is no other title."""
    first = made(1, prose(PARTS[0][0]), title="Kapal singgah di pulau", pages=())
    second = made(2, prose(PARTS[1][0]), title=title, pages=())
    assert len(lugas.join([first, second]).body) == 2


def test_fields_are_completed() -> None:
    """What the first page lacks comes from the next that has it, and its finding says from which page."""
    finding = Finding("authors", ("Ana Reis",), Source.BYLINE, "under the title")
    tags = Finding("tags", ("b",), Source.MARKUP, ".tags")
    first = made(1, prose(PARTS[0][0]), related=(Related("Banjir", f"{HOST}/banjir"),))
    second = made(
        2,
        prose(PARTS[1][0]),
        authors=(Person("Ana Reis"),),
        tags=("b",),
        access=Access.FREE,
        findings=(finding, tags),
        related=(
            Related("Banjir", f"{HOST}/banjir/"),
            Related("Beras", f"{HOST}/beras"),
            Related("1", address(1)),
        ),
    )
    joined = lugas.join([second, first])
    assert joined.authors == (Person("Ana Reis"),)
    assert joined.access is Access.FREE
    assert [related.title for related in joined.related] == ["Banjir", "Beras"]
    told = joined.finding("authors")
    assert told is not None
    assert told.detail == "under the title, page 2"
    assert joined.finding("tags") == replace(tags, detail=".tags, page 2")


def test_posts_and_gallery() -> None:
    """Posts keep pointing at their blocks, and pictures come once."""
    pictures = (Image(f"{HOST}/a.jpg"), Image(f"{HOST}/b.jpg"))
    first = made(1, prose(PARTS[0][0]), posts=(Post("Satu", blocks=(1,)),), gallery=pictures[:1])
    second = made(2, prose(PARTS[1][0]), posts=(Post("Dua", blocks=(1,)),), gallery=pictures)
    joined = lugas.join([first, second])
    assert [joined.blocks[post.blocks[0]].text for post in joined.posts] == [PARTS[0][0], PARTS[1][0]]
    assert joined.gallery == pictures


@pytest.mark.parametrize(
    ("last", "kind"),
    [(VerdictKind.PAYWALL, VerdictKind.PAYWALL), (VerdictKind.PARTIAL, VerdictKind.PARTIAL)],
)
def test_an_end_that_breaks_off(last: VerdictKind, kind: VerdictKind) -> None:
    """The whole is closed or broken off where its last page is."""
    second = made(2, prose(PARTS[1][0]), verdict=Verdict(last, "breaks off", ("sign",)))
    joined = lugas.join([made(1, prose(PARTS[0][0])), second])
    assert joined.verdict.kind is kind
    assert "breaks off" in joined.verdict.reason
    first = made(1, prose(PARTS[0][0]), verdict=Verdict(VerdictKind.PARTIAL, "ends with “next page”"))
    assert lugas.join([first, made(2, prose(PARTS[1][0]))]).verdict.kind is VerdictKind.ARTICLE


def refusal(articles: object) -> lugas.UsageError:
    """Join what cannot be joined."""
    with pytest.raises(lugas.UsageError) as caught:
        lugas.join(articles)  # type: ignore[arg-type] # wrong on purpose
    return caught.value


def test_refusals_name_what_is_wrong() -> None:
    """No page, things that are no article, and pages of two articles are refused, with the remedy."""
    for wrong in ([], (), "page", None, part(1), [1], [part(1), "x"]):
        error = refusal(wrong)
        assert error.name == "articles"
        assert error.remedy
    other = lugas.read(
        markup(2, *PARTS[1], title="Harga Beras Naik Tajam").replace("kapal-singgah", "beras"),
        url=f"{HOST}/read/2024/beras",
    )
    told = str(refusal([part(1), other]))
    assert "“Kapal Perintis Singgah Lagi”" in told
    assert "“Harga Beras Naik Tajam”" in told
    elsewhere = lugas.read(
        markup(2, *PARTS[1]).replace("kabarpulau", "lain"), url="https://lain.example/x?page=2"
    )
    assert "lain.example" in str(refusal([part(1), elsewhere]))
    assert "201 pages" in str(refusal([part(1)] * 201))


def test_many_pages_with_one_number() -> None:
    """Pages that all claim one number keep the order they are given in."""
    pages = [
        made(1, prose(f"{PARTS[0][0]} {n}"), findings=(Finding("pages", (), Source.MARKUP, "page 1 of 9"),))
        for n in range(9)
    ]
    assert [b.text[-1] for b in lugas.join(pages).body] == list("012345678")


def test_pages_without_a_number_take_the_free_ones() -> None:
    """Each page has a number of its own: two that tell none stand before the third, and none is missing."""
    third = made(
        3, prose(PARTS[2][0]), pages=(), findings=(Finding("pages", (), Source.MARKUP, "page 3 of 3"),)
    )
    plain = [made(1, prose(PARTS[n][0]), url=f"{ADDRESS}-{n}x", pages=()) for n in (0, 1)]
    joined = lugas.join([third, *plain])
    assert joined.text == "\n\n".join(texts[0] for texts in PARTS)
    assert joined.verdict.kind is VerdictKind.ARTICLE
    assert [block.reason for block in joined.body] == [f"reads so; page {number}" for number in (1, 2, 3)]


def test_times_of_posts_stay_on_later_pages() -> None:
    """The line that tells a post's time is no part of the head that each page repeats."""
    time = prose("15.04", Role.TIME)
    pages = [
        made(number, time, prose(PARTS[number - 1][0]), posts=(Post("Pos", blocks=(1, 2)),))
        for number in (1, 2)
    ]
    joined = lugas.join(pages)
    assert [joined.blocks[post.blocks[0]].role for post in joined.posts] == [Role.TIME, Role.TIME]


def test_links_that_only_a_later_page_has_keep_their_finding() -> None:
    """What `pages` holds says where it was read, whichever page told it."""
    told = Finding("pages", (address(1), address(3)), Source.MARKUP, "page 2 of 3, links in the page")
    second = made(
        2, prose(PARTS[1][0]), pages=(PageLink(address(1), 1), PageLink(address(3), 3)), findings=(told,)
    )
    joined = lugas.join([made(1, prose(PARTS[0][0]), pages=()), second])
    assert [link.url for link in joined.pages] == [address(3)]
    assert joined.finding("pages") == replace(told, value=(address(3),))
