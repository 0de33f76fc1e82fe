"""The parts of a split article: which links lead to them, which do not, and that their rows are no body."""

from __future__ import annotations

import time
from dataclasses import dataclass

import pytest

import lugas
from lugas.fields.parts.addresses import parts_of, relate
from lugas.fields.parts.labels import label_of, leads_on
from lugas.fields.parts.pages import choose_pages
from lugas.fields.settle import find_fields, find_title
from lugas.model import Role, Source
from tests.fields.build import PROSE, clues_of, clues_of_text, fields_of, sheet_of
from tests.fields.build import page as page_of

HOST = "https://kabarpulau.example"
ARTICLE = '<meta property="og:type" content="article">'


@dataclass(frozen=True)
class Case:
    """A page of an article: its address, the links under its text, and the parts they lead to."""

    name: str
    url: str
    pager: str
    parts: tuple[tuple[int, str, str], ...]  # number, relation, what follows the host
    told: str
    head: str = ""


SPLIT = [
    Case(
        "id-numbers-and-all",
        "/read/2024/kapal-singgah",
        '<div class="paging"><span>Halaman:</span> <strong>1</strong> <a href="?page=2">2</a> <a href="?page=3">3</a>'
        ' <a href="?page=2">Selanjutnya</a> <a href="?page=all">Lihat Semua</a></div>',
        (
            (2, "next", "/read/2024/kapal-singgah?page=2"),
            (3, "part", "/read/2024/kapal-singgah?page=3"),
            (0, "all", "/read/2024/kapal-singgah?page=all"),
        ),
        "page 1 of 3",
    ),
    Case(
        "id-second-page",
        "/berita/d-7123456/kapal-singgah/2",
        '<ul><li><a href="/berita/d-7123456/kapal-singgah">1</a></li><li>2</li>'
        '<li><a href="/berita/d-7123456/kapal-singgah/3">3</a></li></ul>',
        (
            (1, "previous", "/berita/d-7123456/kapal-singgah"),
            (3, "next", "/berita/d-7123456/kapal-singgah/3"),
        ),
        "page 2 of 3",
    ),
    Case(
        "id-next-words-only",
        "/nasional/kapal-singgah.html",
        '<p><a href="/nasional/kapal-singgah.html?page=2">Baca Halaman Selanjutnya »</a></p>',
        ((2, "next", "/nasional/kapal-singgah.html?page=2"),),
        "page 1 of several",
    ),
    Case(
        "de-path-steps",
        "/2019/43/klimaschutz-banken",
        '<div class="pager"><a href="/2019/43/klimaschutz-banken/seite-2">Nächste Seite</a>'
        ' <a href="/2019/43/klimaschutz-banken/komplettansicht">Auf einer Seite lesen</a></div>',
        (
            (2, "next", "/2019/43/klimaschutz-banken/seite-2"),
            (0, "all", "/2019/43/klimaschutz-banken/komplettansicht"),
        ),
        "page 1 of several",
    ),
    Case(
        "de-named-pages",
        "/test/kopfhoerer-vergleich",
        '<ol><li><a href="/test/kopfhoerer-vergleich?seite=2">Seite 2: Der Klang</a></li>'
        '<li><a href="/test/kopfhoerer-vergleich?seite=3">Seite 3: Fazit</a></li></ol>',
        (
            (2, "next", "/test/kopfhoerer-vergleich?seite=2"),
            (3, "part", "/test/kopfhoerer-vergleich?seite=3"),
        ),
        "page 1 of 3",
    ),
    Case(
        "en-wordpress",
        "/2019/06/harbour-ferry-rome/",
        '<p class="post-nav-links">Pages: <span>1</span> <a href="/2019/06/harbour-ferry-rome/2/">2</a>'
        ' <a href="/2019/06/harbour-ferry-rome/3/">3</a></p>',
        ((2, "next", "/2019/06/harbour-ferry-rome/2"), (3, "part", "/2019/06/harbour-ferry-rome/3")),
        "page 1 of 3",
    ),
    Case(
        "en-plain-permalinks",
        "/?p=1234",
        '<p>Page <a href="/?p=1234&page=2">2</a> <a href="/?p=1234&page=3">3</a></p>',
        ((2, "next", "/?p=1234&page=2"), (3, "part", "/?p=1234&page=3")),
        "page 1 of 3",
    ),
    Case(
        "en-counts-from-nought",
        "/features/harbour-ferry",
        '<ul class="pager"><li>1</li><li><a href="?page=1">2</a></li><li><a href="?page=2">3</a></li>'
        '<li><a href="?page=1">next ›</a></li></ul>',
        ((2, "next", "/features/harbour-ferry?page=1"), (3, "part", "/features/harbour-ferry?page=2")),
        "page 1 of 3",
    ),
    Case(
        "en-rel-next-in-the-head",
        "/g/harbour-ferry-rome/2/",
        "",
        ((1, "previous", "/g/harbour-ferry-rome"), (3, "next", "/g/harbour-ferry-rome/3")),
        "page 2 of several",
        ARTICLE
        + '<link rel="prev" href="/g/harbour-ferry-rome/"><link rel="next" href="/g/harbour-ferry-rome/3/">',
    ),
    Case(
        "fr-file-endings",
        "/culture/bac-du-rhin-141849.html",
        '<nav><a href="/culture/bac-du-rhin-141849-2.html">2</a> <a href="/culture/bac-du-rhin-141849-3.html">3</a>'
        ' <a href="/culture/bac-du-rhin-141849-2.html">Page suivante</a></nav>',
        (
            (2, "next", "/culture/bac-du-rhin-141849-2.html"),
            (3, "part", "/culture/bac-du-rhin-141849-3.html"),
        ),
        "page 1 of 3",
    ),
    Case(
        "ja-next-page",
        "/articles/2304/12/fune-no-minato",
        '<div><a href="/articles/2304/12/fune-no-minato?page=2">次のページへ</a>'
        ' <a href="/articles/2304/12/fune-no-minato?page=all">全文表示</a></div>',
        (
            (2, "next", "/articles/2304/12/fune-no-minato?page=2"),
            (0, "all", "/articles/2304/12/fune-no-minato?page=all"),
        ),
        "page 1 of several",
    ),
    Case(
        "zh-underlines",
        "/c/2024-03-02/12345678.shtml",
        '<div>1 <a href="/c/2024-03-02/12345678_2.shtml">2</a> <a href="/c/2024-03-02/12345678_3.shtml">3</a>'
        ' <a href="/c/2024-03-02/12345678_2.shtml">下一页</a>'
        ' <a href="/c/2024-03-02/12345678_all.shtml">阅读全文</a></div>',
        (
            (2, "next", "/c/2024-03-02/12345678_2.shtml"),
            (3, "part", "/c/2024-03-02/12345678_3.shtml"),
            (0, "all", "/c/2024-03-02/12345678_all.shtml"),
        ),
        "page 1 of 3",
    ),
    Case(
        "ru-words",
        "/news/parom-vernulsya",
        '<div><a href="/news/parom-vernulsya?page=2">Следующая страница →</a></div>',
        ((2, "next", "/news/parom-vernulsya?page=2"),),
        "page 1 of several",
    ),
    Case(
        "ar-right-to-left",
        "/news/%D8%B9%D8%A8%D8%A7%D8%B1%D8%A9",
        '<div class="pagination"><span>1</span> <a href="/news/عبارة?page=2">2</a>'
        ' <a href="/news/عبارة?page=2">الصفحة التالية</a></div>',
        ((2, "next", "/news/عبارة?page=2"),),
        "page 1 of 2",
    ),
    Case(
        "pl-last-page",
        "/artykul/prom-wraca?strona=3",
        '<div><a href="/artykul/prom-wraca">1</a> <a href="/artykul/prom-wraca?strona=2">2</a> <b>3</b>'
        ' <a href="/artykul/prom-wraca?strona=2">Poprzednia strona</a></div>',
        ((1, "part", "/artykul/prom-wraca"), (2, "previous", "/artykul/prom-wraca?strona=2")),
        "page 3 of 3",
    ),
    Case(
        "es-all-of-it",
        "/cultura/la-barca?page=all",
        '<div>Página <a href="/cultura/la-barca">1</a> <a href="/cultura/la-barca?page=2">2</a></div>',
        ((1, "part", "/cultura/la-barca"), (2, "part", "/cultura/la-barca?page=2")),
        "all pages in one",
    ),
    Case(
        "vi-tracked-and-anchored",
        "/tin/chuyen-pha-trở-lại?utm_source=fb",
        '<div><b>1</b> <a href="/tin/chuyen-pha-trở-lại?page=2&utm_medium=x#binh-luan">2</a>'
        ' <a href="/tin/chuyen-pha-trở-lại?page=3#top">3</a></div>',
        ((2, "next", "/tin/chuyen-pha-trở-lại?page=2"), (3, "part", "/tin/chuyen-pha-trở-lại?page=3")),
        "page 1 of 3",
    ),
    Case(
        "ko-one-row-each",
        "/news/articleView?id=5521",
        '<ul><li><em>1</em></li><li><a href="/news/articleView?id=5521&page=2">2</a></li>'
        '<li><a href="/news/articleView?id=5521&page=2">다음 페이지</a></li></ul>',
        ((2, "next", "/news/articleView?id=5521&page=2"),),
        "page 1 of 2",
    ),
]


def markup(case: Case) -> str:
    """Write the page of a case, the links under its text."""
    start = page_of(case.head, "<article><h1>Kapal perintis kembali singgah</h1>")
    return start.replace("</body>", f"{case.pager}</article></body>")


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in SPLIT])
def test_parts_of_a_split_article(case: Case) -> None:
    """Each part is given once, in order, with its number and what it is; the finding tells the page's own number."""
    fields = fields_of(clues_of(markup(case), HOST + case.url))
    got = [(link.number, link.rel, link.url.removeprefix(HOST).rstrip("/")) for link in fields.pages]
    assert got == [(number, rel, url) for number, rel, url in case.parts]
    finding = next(finding for finding in fields.findings if finding.field == "pages")
    assert finding.detail.startswith(f"{case.told}, ")
    assert finding.value == tuple(link.url for link in fields.pages)
    assert finding.source is (Source.MARKUP if case.pager else Source.LINK)


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in SPLIT if case.pager])
def test_links_to_parts_are_no_body(case: Case) -> None:
    """Even where the tagger takes the rows with such links for body, they are set apart."""
    clues = clues_of(markup(case), HOST + case.url)
    sheet = sheet_of(clues)
    for index, row in enumerate(sheet.rows):
        if row.links and len(row.text) < 100:
            sheet.mark(index, Role.BODY, "as the tagger may see it")
    find_fields(clues, sheet, find_title(clues))
    linked = [index for index, row in enumerate(sheet.rows) if row.links]
    assert linked
    assert {sheet.role(index) for index in linked} <= {Role.NAVIGATION, Role.CONTROL}


OTHERS = [
    ("other-story", "/news/flood-report", '<p><a href="/news/flood-report-2">Next</a></p>'),
    ("older-stories", "/news/flood-report", '<a rel="next" href="/news/storm-report">Older story: the storm</a>'),
    ("front-page", "/", '<div><a href="/?page=2">2</a> <a href="/?page=3">3</a></div>'),
    ("other-host", "/news/flood", '<div><a href="https://x.example/news/flood?page=2">2</a></div>'),
    ("fragments", "/news/flood", '<div><a href="#page2">2</a> <a href="/news/flood#3">3</a></div>'),
    ("days", "/2024/01/20", '<div><a href="/2024/01/21">21</a> <a href="/2024/01/22">22</a></div>'),
    ("high-numbers", "/news/flood", '<div><a href="?page=83">83</a> <a href="?page=84">Next page</a></div>'),
    ("prints", "/news/flood", '<div><a href="?print=1">1</a> <a href="?view=print">Druckansicht</a></div>'),
    ("other-numbers", "/news/flood-31", '<div><a href="/news/flood-12">17</a></div>'),
    ("scripts", "/news/flood", '<div><a href="javascript:page(2)">2</a> <a href="mailto:a@b.c?page=2">3</a></div>'),
    ("load-more", "/news/flood", '<div><a href="/news/flood?page=2">Load more</a></div>'),
    (
        "comments",
        "/news/flood",
        '<div class="comment-pagination"><a href="?page=2">2</a> <a href="?page=2">Next page</a></div>',
    ),
    ("wordpress-comments", "/news/flood/", '<div><a href="/news/flood/comment-page-2/#comments">2</a></div>'),
    (
        "picture-links",
        "/foto/banjir-bandang",
        '<div><a href="/foto/banjir-bandang/2"><img src="/2.jpg" alt=""></a></div>',
    ),
]  # fmt: skip


@pytest.mark.parametrize(("url", "pager"), [pytest.param(url, pager, id=name) for name, url, pager in OTHERS])
def test_links_of_other_things(url: str, pager: str) -> None:
    """Links to other stories, days, comments, prints and places in the page are no parts of the article."""
    case = Case("", url, pager, (), "")
    fields = fields_of(clues_of(markup(case), HOST + url))
    assert fields.pages == ()
    assert not any(
        finding.field == "pages" and finding.source is not Source.TEXT for finding in fields.findings
    )


@pytest.mark.parametrize("listed", [Role.RELATED, Role.COMMENTS])
def test_pages_of_a_list_under_the_article(listed: Role) -> None:
    """Numbers under a list of other articles, or under comments, turn that list's pages, not the article's."""
    items = "".join(f'<li><a href="/news/other-{n}">Judul berita lain nomor {n}</a></li>' for n in "abcde")
    under = f'<section><ul>{items}</ul><div><a href="?page=2">2</a> <a href="?page=3">3</a></div></section>'
    clues = clues_of(
        page_of("", "<h1>Kapal singgah</h1>").replace("</body>", f"{under}</body>"), HOST + "/news/kapal"
    )
    roles = {"Judul berita lain": listed}
    assert fields_of(clues, roles).pages == ()
    beside = under.replace("<section>", "").replace("</section>", "")
    clues = clues_of(
        page_of("", "<h1>Kapal singgah</h1>").replace("</body>", f"{beside}</body>"), HOST + "/news/kapal"
    )
    assert fields_of(clues, roles).pages == ()


def test_a_list_of_articles_has_no_pages() -> None:
    """The next page of a section is no part of an article: only a verdict that holds one keeps `pages`."""
    items = "".join(
        f'<h3><a href="/2024/cerita-{n}">Judul berita nomor {n} hari ini</a></h3>' for n in range(20)
    )
    head = '<title>Ekonomi</title><link rel="next" href="/ekonomi?page=2">'
    listing = f'<html lang="id"><head>{head}</head><body><h1>Ekonomi</h1>{items}<a href="/ekonomi?page=2">2</a></body>'
    article = lugas.read(listing, url=HOST + "/ekonomi")
    assert not article.verdict.holds_article
    assert article.pages == ()
    assert article.finding("pages") is None


LINES = [
    ("1 2 3 Selanjutnya", "one of several pages"),
    ("Halaman: 1 2 3 Lihat Semua", "one of several pages"),
    ("1\n2\n3\nSelanjutnya", "one of several pages"),
    ("Halaman 1 dari 3", "page 1 of 3"),
    ("Page 2 of 4 Next page", "page 2 of 4"),
    ("Seite 1 2 3 Nächste Seite", "one of several pages"),
    ("1 2 下一页 全文", "one of several pages"),
    ("หน้า 1 2 3 ถัดไป", "one of several pages"),
    ("次のページへ", "one of several pages"),
]


@pytest.mark.parametrize(("line", "told"), LINES)
def test_copied_lines_of_numbers(line: str, told: str) -> None:
    """Copied text has no links, but its line of numbers and words is told, and is no body."""
    clues = clues_of_text(f"Kapal singgah lagi\n\n{PROSE}\n\n{PROSE}\n\n{line}\n\nTag: kapal\n")
    sheet = sheet_of(clues, dict.fromkeys(line.split("\n"), Role.BODY))
    links, finding = choose_pages(clues, sheet, ("",))
    assert links == ()
    assert finding is not None
    assert finding.detail.split(",")[0] == told
    pieces = set(line.split("\n"))
    rows = [index for index, row in enumerate(sheet.rows) if row.text in pieces]
    assert len(rows) == len(pieces)
    assert {sheet.role(index) for index in rows} == {Role.NAVIGATION}


@pytest.mark.parametrize(
    "line",
    ["3-2", "2024", "5.000", "Selanjutnya", "Harga naik 1 2 3", "1", "100 200 300", "2 3 4", "Tamat", "1/3"],
)
def test_lines_that_only_look_so(line: str) -> None:
    """A score, a year, a sum or a lone word at the end of a text speaks of no pages."""
    clues = clues_of_text(f"Kapal singgah lagi\n\n{PROSE}\n\n{PROSE}\n\n{line}\n")
    fields = fields_of(clues, {line: Role.BODY})
    assert not any(finding.field == "pages" for finding in fields.findings)


def test_verdict_tells_the_part() -> None:
    """One part of several is an article, whatever `wordCount` says of the whole; the signals say which part it is."""
    told = '{"@type":"NewsArticle","headline":"Kapal perintis kembali singgah","wordCount":3000}'
    head = f'{ARTICLE}<script type="application/ld+json">{told}</script>'
    body = "".join(f"<p>{PROSE} Itu hari ke-{n}, dan besok kapal itu pergi</p>" for n in range(2))
    pager = '<div>1 <a href="?page=2">2</a> <a href="?page=all">Lihat Semua</a></div>'
    page = f'<html lang="id"><head>{head}</head><body><article><h1>Kapal perintis kembali singgah</h1>{body}'
    split = lugas.read(f"{page}{pager}</article>", url=HOST + "/read/kapal-perintis-singgah")
    assert split.verdict.kind == "article"
    assert {"page 1 of 2", "all pages in one elsewhere"} <= set(split.verdict.signals)
    assert lugas.from_json(lugas.to_json(split)) == split
    whole = lugas.read(f"{page}</article>", url=HOST + "/read/kapal-perintis-singgah")
    assert whole.verdict.kind == "partial"


def test_hostile_links_are_bounded() -> None:
    """Ten thousand links of the right form, endless addresses and broken ones cost little and give few."""
    many = "".join(f'<a href="/news/flood-report?page={n % 90}&x={n}">{n}</a> ' for n in range(10_000))
    long = f'<a href="/news/flood-report/{"2/" * 4000}?{"page=2&" * 500}">2</a>'
    broken = '<a href="http://[::1/news/flood-report?page=2">2</a><a href="/news/flood-report?page=²">2</a>'
    deep = "<div>" * 300 + '<a href="/news/flood-report?page=2">2</a>' + "</div>" * 300
    page = markup(Case("", "/news/flood-report", f"{deep}<div>{many}</div>{long}{broken}", (), ""))
    clues = clues_of(page, HOST + "/news/flood-report")
    sheet = sheet_of(clues)
    started = time.thread_time()
    links, _ = choose_pages(clues, sheet, (HOST + "/news/flood-report",))
    assert time.thread_time() - started < 2
    assert len(links) <= 64


def test_links_in_one_large_box_are_bounded() -> None:
    """What a box holds is looked up once for all links in it, however many boxes and rows there are."""
    links = "".join(f'<div><a href="/news/flood-report?page={n}">{n}</a></div>' for n in range(2, 60))
    menu = "".join(f"<div>Entry {n}</div>" for n in range(8000))
    box = "<div>" * 11 + f"{links}<nav>{menu}</nav>" + "</div>" * 11
    clues = clues_of(markup(Case("", "/news/flood-report", box, (), "")), HOST + "/news/flood-report")
    sheet = sheet_of(clues)
    started = time.thread_time()
    found, _ = choose_pages(clues, sheet, (HOST + "/news/flood-report",))
    assert time.thread_time() - started < 2
    assert len(found) == 58


@pytest.mark.parametrize(
    ("own", "other", "number"),
    [
        ("/news/story", "/news/story?page=2", 2),
        ("/news/story?page=2", "/news/story", 1),
        ("/news/story-2.html", "/news/story-3.html", 3),
        ("/news/story.html", "/news/story-p2.html", 2),
        ("/news/story", "/news/story/page/2", 2),
        ("/news/story", "/news/story?single=1", -1),
        ("/news/story/all", "/news/story", 1),
    ],
)
def test_addresses_of_one_article(own: str, other: str, number: int) -> None:
    """Two addresses that differ by what counts the parts are of one article."""
    part = relate(parts_of(HOST + own), parts_of(HOST + other))
    assert part is not None
    assert part.number == number


@pytest.mark.parametrize(
    ("own", "other"),
    [
        ("/news/story", "/news/story2"),
        ("/news/story", "/news/story?id=2"),
        ("/news/story?id=1", "/news/story?id=2&page=2"),
        ("/news/story", "/news/story?page=61"),
        ("/news/story", "/news/story?page=2.5"),
        ("/2024/01/20", "/2024/01/21"),
        ("/", "/?page=2"),
        ("/news/story", ""),
    ],
)
def test_addresses_of_two_articles(own: str, other: str) -> None:
    """Other paths, other parameters, days and the pages of a front page are not of one article."""
    assert relate(parts_of(HOST + own), parts_of(HOST + other if other else "")) is None


def test_labels() -> None:
    """Labels are told by their words, without marks and numbers; a headline is none."""
    assert label_of("Halaman 2") == ("number", 2)
    assert label_of("Next page »") == ("next page", 0)
    assert label_of("»") == ("", 0)
    assert label_of("2. The engine") == ("other", 2)
    assert label_of("2 killed in flood")[0] == "other"
    assert label_of("x" * 500) == ("other", 0)
    assert leads_on("123下一页")
    assert not leads_on("next page turner of the year")
